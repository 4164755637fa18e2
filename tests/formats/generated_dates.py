"""Dates as people and their programs write them, in every language of which the reader has the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

_FILE = "words/dates.txt"
_NUMBERS = "0123456789"
_DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "hi": "०१२३४५६७८९"}

NUMERIC = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y_%m_%d"),
    *("%d.%m.%Y", "%-d.%-m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y"),
    *("%d.%m.%y", "%m/%d/%y", "%y-%m-%d", "%d/%m/%y", "%y/%m/%d"),
)
NAMED = (
    *("%A, %-d. %B %Y", "%A, %d %B %Y", "%-d %b %Y", "%B %-d, %Y"),
    *("%A, %B %d, %Y", "%Y %B %d", "%a %d %b %Y", "%-d. %b %Y"),
)
CLOCKS = (
    *("%H:%M", "%H:%M:%S", "%-H:%M", "%I:%M %p", "%-I:%M:%S %p"),
    *("%Hh%M", "%H.%M", "%H.%M.%S"),
)


@dataclass(frozen=True)
class Language:
    """What a language calls months, days of the week and the halves of the day; what it has no word for is empty."""

    name: str
    months: Sequence[str]
    short_months: Sequence[str]
    days: Sequence[str]
    short_days: Sequence[str]
    halves: Sequence[str]

    @property
    def has_names(self) -> bool:
        """Whether its months have names."""
        return all(self.months)

    def written(self, form: str, moment: datetime) -> str:
        """A moment in a form of `strftime`, in the words and digits of the language."""
        words = {
            "%A": self.days[moment.weekday()],
            "%a": self.short_days[moment.weekday()],
            "%B": self.months[moment.month - 1],
            "%b": self.short_months[moment.month - 1],
            "%p": self.halves[moment.hour >= 12],
        }
        for code, word in words.items():
            form = form.replace(code, word)
        digits = _DIGITS.get(self.name, _NUMBERS)
        text = moment.strftime(form).strip(" ,")
        return text.translate(str.maketrans(_NUMBERS, digits))


def languages() -> Sequence[Language]:
    """Every language of the list of words."""
    place = resources.files("trust_tui.formats").joinpath(_FILE)
    return [_language(line) for line in place.read_text("utf-8").splitlines()]


def _language(line: str) -> Language:
    name, months, days, parts = line.split("|")
    return Language(
        name=name,
        months=_column(months, 0),
        short_months=_column(months, 1),
        days=_column(days, 0),
        short_days=_column(days, 1),
        halves=_column(parts, 0)[:2],
    )


def _column(words: str, which: int) -> Sequence[str]:
    """The first word of each group, or the second where it has one."""
    groups = [group.split() or [""] for group in words.split(",")]
    return [group[min(which, len(group) - 1)] for group in groups]
