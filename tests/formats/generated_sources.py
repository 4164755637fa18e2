"""Sources as other programs write them, made up from a seed, with what of each entry has to come back."""

import base64
import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.formats.generated_dates import (
    CLOCKS,
    NAMED,
    NUMERIC,
    Language,
    languages,
)

ZONE = ZoneInfo("Europe/Berlin")
"""Where moments without a zone were written."""

DAY_ENDS = 4
NOON = time(12)
CHANGES = (3, 10, 11)
"""Months in which an hour of some night is there twice or never."""

ALL = languages()
NAMING = [one for one in ALL if one.has_names]
ENGLISH = ALL[0]
LINES = (
    *("Rang at six, as said.", "[x] ring back", "[1] see below", "- one"),
    *(
        "Room 21:15, 3/4 full",
        "He said: ok; fine",
        "2026 was good",
        "ÄÖ ñ 日本",
    ),
    *("“quoted” & plain", "50 % done", "a | b | c", "*sigh*"),
)
"""Lines that look like part of some form, or of a date."""


@dataclass(frozen=True)
class Told:
    """One entry: its moment on the clock of the zone it was written in, its title and its text."""

    moment: datetime
    title: str
    text: str

    @property
    def words(self) -> str:
        """All words of it, in order."""
        return " ".join(f"{self.title} {self.text}".split())


@dataclass(frozen=True)
class Wanted:
    """What has to come back: the day, the time on the clock, the words."""

    day: date
    clock: str
    words: str


@dataclass(frozen=True)
class Made:
    """A source: a file, a folder or an archive of such files, and what has to come back."""

    name: str
    kind: str
    files: Mapping[str, bytes]
    wanted: Sequence[Wanted]
    shape: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


class Chance(Random):
    """What decides of a source.

    Attributes:
        count: How many entries each source has.
        days: The days of the month that the first of them may be on.
        all_days: Those that the others may be on.
    """

    count = 6
    days = range(13, 29)
    all_days = range(1, 29)


class Vague(Chance):
    """Makes sources of one entry or two, on days that may be months."""

    count = 2
    days = range(1, 13)
    all_days = range(1, 13)


def entries(chance: Chance, *, lines: Sequence[str] = LINES) -> list[Told]:
    """Entries of three years, each at a minute of its own."""
    found = []
    for number in range(chance.count):
        days = chance.all_days if number else chance.days
        moment = datetime(2024, 1, 1) + timedelta(  # noqa: DTZ001 - these forms name no zone
            minutes=chance.randrange(3 * 365 * 24 * 60)
        )
        moment = moment.replace(day=chance.choice(days))
        if moment.month in CHANGES:
            moment = moment.replace(hour=chance.randrange(4, 24))
        words = [chance.choice(lines) for _ in range(chance.randrange(1, 4))]
        text = "\n".join([f"Text {number} goes", *words])
        found.append(Told(moment, f"Title {number}.", text))
    return found


def by_moment(told: Told, *, has_clock: bool = True) -> Wanted:
    """What comes back of a moment, whose day ends at the hour of the user; of a day alone, the day."""
    if not has_clock:
        return by_day(told, has_clock=False)
    day = (told.moment - timedelta(hours=DAY_ENDS)).date()
    return Wanted(day, f"{told.moment:%H:%M}", told.words)


def by_day(told: Told, *, has_clock: bool = True) -> Wanted:
    """What comes back where the day is given beside the time."""
    clock = told.moment.time() if has_clock else NOON
    return Wanted(told.moment.date(), f"{clock:%H:%M}", told.words)


def stamps(chance: Chance, language: Language) -> tuple[str, bool]:
    """A form of dates in a language, and whether it has a time."""
    date_form = chance.choice(NUMERIC + NAMED * language.has_names)
    clock = chance.choice(("", *CLOCKS))
    if not clock:
        return date_form, False
    order = chance.choice(("{0} {1}", "{0}, {1}", "{1} {0}"))
    return order.format(date_form, clock), True


def jrnl_text(chance: Chance, language: Language) -> Made:
    form, has_clock = stamps(chance, language)
    told = entries(chance)
    text = "".join(
        f"[{language.written(form, one.moment)}] {one.title}\n{one.text}\n\n"
        for one in told
    )
    return Made(
        "jrnl",
        "file",
        {"journal.txt": text.encode()},
        [by_moment(one, has_clock=has_clock) for one in told],
        form,
    )


def jrnl_folder(chance: Chance, language: Language) -> Made:
    form = chance.choice(("%H:%M", "%I:%M %p", "%Y-%m-%d %H:%M"))
    told = entries(chance)
    files: dict[str, bytes] = {}
    for one in sorted(told, key=lambda one: one.moment):
        name = f"{one.moment:%Y/%m/%d}.txt"
        head = language.written(form, one.moment)
        files[name] = (
            files.get(name, b"")
            + f"[{head}] {one.title}\n{one.text}\n\n".encode()
        )
    return Made("jrnl", "folder", files, list(map(by_moment, told)), form)


def jrnl_markdown(chance: Chance, language: Language) -> Made:
    form, has_clock = stamps(chance, language)
    told = sorted(entries(chance), key=lambda one: one.moment)
    text, year, month = "", "", ""
    for one in told:
        if f"{one.moment:%Y}" != year:
            year, month = f"{one.moment:%Y}", ""
            text += f"# {year}\n\n"
        if language.written("%B", one.moment) != month or not month:
            month = language.written("%B", one.moment) or "March"
            text += f"## {month}\n\n"
        head = language.written(form, one.moment)
        text += f"### {head} {one.title}\n\n{one.text}\n \n"
    wanted = [by_moment(one, has_clock=has_clock) for one in told]
    return Made("jrnl", "file", {"journal.md": text.encode()}, wanted, form)


def jrnl_yaml(chance: Chance, language: Language) -> Made:
    form, has_clock = stamps(chance, language)
    told = entries(chance)
    files = {}
    for number, one in enumerate(told):
        head = (
            f"title: {one.title}\ndate: {language.written(form, one.moment)}\n"
            "starred: False\ntags: sam\n"
        )
        body = one.text.replace("\n", "\n\t")
        text = f"---\n{head}body: |\t\t\n\t{body}\n..."
        files[f"{one.moment:%Y-%m-%d}_{number}.md"] = text.encode()
    wanted = [by_day(one, has_clock=has_clock) for one in told]
    return Made("markdown", "folder", files, wanted, form)


def jrnl_json(chance: Chance, _: Language) -> Made:
    told, has_clock = entries(chance), chance.random() < 0.6
    clock = "%H:%M" if has_clock else "00:00"
    found = [
        {
            "title": one.title,
            "body": one.text,
            "date": f"{one.moment:%Y-%m-%d}",
            "time": f"{one.moment:{clock}}",
            "tags": [],
            "starred": False,
        }
        for one in told
    ]
    document = {"tags": {}, "entries": found}
    wanted = [by_moment(one, has_clock=has_clock) for one in told]
    return Made(
        "jrnl-json", "file", {"a.json": dumped(document)}, wanted, clock
    )


def jrnl_xml(chance: Chance, _: Language) -> Made:
    told, has_clock = entries(chance), chance.random() < 0.6
    text = "".join(
        f'<entry date="{one.moment if has_clock else one.moment.date():%Y-%m-%dT%H:%M:%S}" starred="">'
        f"{one.title} {escaped(one.text)}</entry>"
        for one in told
    )
    document = (
        f'<?xml version="1.0" ?><journal><entries>{text}</entries></journal>'
    )
    wanted = [by_moment(one, has_clock=has_clock) for one in told]
    return Made("jrnl-xml", "file", {"a.xml": document.encode()}, wanted)


def daylio(chance: Chance, language: Language) -> Made:
    told = entries(chance)
    clock = chance.choice((*CLOCKS[:5], "%Hh%M", "%H.%M"))
    columns = chance.choice(
        (
            ("year", "date", "weekday", "time", "mood", "activities", "note"),
            (
                "full_date",
                "date",
                "weekday",
                "time",
                "mood",
                "activities",
                "note",
            ),
            (
                *("full_date", "date", "weekday", "time", "mood"),
                *("activities", "note_title", "note"),
            ),
            (
                *("full_date", "date", "weekday", "time", "mood"),
                *("activities", "scales", "note_title", "note"),
            ),
        )
    )
    full = chance.choice(
        ("%Y-%m-%d",) * 3 + ("%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y")
    )
    has_title = "note_title" in columns
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=chance.choice(",,;"), lineterminator="\n"
    )
    writer.writerow(columns)
    dated = "%-d %B" if language.has_names else "%-m月%-d日"
    for one in told:
        cells = {
            "full_date": language.written(full, one.moment),
            "year": f"{one.moment:%Y}",
            "date": language.written(dated, one.moment),
            "weekday": language.written("%A", one.moment),
            "time": language.written(clock, one.moment),
            "mood": chance.choice(("rad", "good", "meh", "bad", "awful")),
            "activities": "walk | cooking",
            "note_title": one.title,
            "note": "<br>".join(
                map(
                    escaped,
                    (
                        one.text if has_title else f"{one.title}\n{one.text}"
                    ).split("\n"),
                )
            ),
            "scales": "sleep: 4",
        }
        writer.writerow([cells[column] for column in columns])
    more = " sleep: 4" if "scales" in columns else ""
    wanted = [
        Wanted(one.moment.date(), f"{one.moment:%H:%M}", one.words + more)
        for one in told
    ]
    shape = f"{columns[0]} {full} {dated} {clock}"
    return Made(
        "daylio", "file", {"a.csv": out.getvalue().encode()}, wanted, shape
    )


def daylio_backup(chance: Chance, _: Language) -> Made:
    told = entries(chance)
    offset = timedelta(minutes=chance.choice((-210, 0, 60, 330, 720)))
    found = []
    for number, one in enumerate(told):
        moment = one.moment.replace(tzinfo=timezone(offset))
        found.append(
            {
                "id": number,
                "minute": moment.minute,
                "hour": moment.hour,
                "day": moment.day,
                "month": moment.month - 1,
                "year": moment.year,
                "datetime": int(moment.timestamp() * 1000),
                "timeZoneOffset": int(offset.total_seconds() * 1000),
                "mood": chance.randrange(1, 6),
                "note": escaped(one.text).replace("\n", "<br>"),
                "note_title": one.title,
                "tags": [],
            }
        )
    moods = [
        {"id": id, "custom_name": "", "mood_group_id": id} for id in range(1, 6)
    ]
    document = {
        "version": 15,
        "customMoods": moods,
        "tags": [],
        "dayEntries": found,
    }
    raw = base64.b64encode(dumped(document))
    wanted = [by_day(one) for one in told]
    return Made("daylio-backup", "zip", {"backup.daylio": raw}, wanted)


def day_one(chance: Chance, _: Language) -> Made:
    told, all_day = entries(chance), chance.random() < 0.3
    zone = ZoneInfo(
        chance.choice(("America/New_York", "Asia/Tokyo", "Europe/Berlin"))
    )
    rich = chance.random() < 0.3
    found = []
    for number, one in enumerate(told):
        moment = one.moment.replace(tzinfo=zone)
        if all_day:
            moment = moment.replace(hour=0, minute=0)
        text = f"{one.title}\n\n{one.text}"
        held = {"text": text}
        if rich:
            held = {"richText": json.dumps({"contents": [{"text": text}]})}
        found.append(
            {
                "uuid": f"{number:032X}",
                "creationDate": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
                "timeZone": zone.key,
                "isAllDay": all_day,
                **held,
            }
        )
    document = {"metadata": {"version": "1.0"}, "entries": found}
    wanted = [
        by_day(one, has_clock=False) if all_day else by_moment(one)
        for one in told
    ]
    return Made(
        "day-one",
        "zip",
        {"Journal.json": dumped(document)},
        wanted,
        f"{zone} {all_day}",
    )


def day_one_text(chance: Chance, language: Language) -> Made:
    told, has_clock = entries(chance), chance.random() < 0.7
    names = chance.choice(NAMED) if language.has_names else "%Y-%m-%d"
    clock = chance.choice(CLOCKS[:5]) if has_clock else "00:00:00"
    zone = chance.choice((" CET", "", " GMT+1", " UTC+01:00"))
    fixed = timezone(timedelta(hours=1)) if "+" in zone else ZONE
    form = f"{names} {clock}{zone}"
    text = ""
    for one in told:
        moment = one.moment.replace(tzinfo=fixed)
        text += f"\tDate:\t{language.written(form, moment)}\n\n{one.title}\n{one.text}\n\n\n"
    wanted = [by_moment(one, has_clock=has_clock) for one in told]
    return Made(
        "day-one-text", "file", {"Journal.txt": text.encode()}, wanted, form
    )


def notes(chance: Chance, language: Language) -> Made:
    """Obsidian and others: the day in the name, in the folders or in the front matter, in some form."""
    told = entries(chance)
    shape = chance.choice(tuple(NOTES))
    form, has_clock = chance.choice(NOTES[shape])
    if not language.has_names:
        form = form if "%B" not in form else "%Y-%m-%d"
        has_clock = has_clock and "%H" in form
    files = {}
    for number, one in enumerate(told):
        written = language.written(form, one.moment)
        name, text = f"Note {number}", f"{one.title}\n{one.text}\n"
        if shape == "name":
            name = f"{written} {one.title.strip('.')}"
            text = f"{one.text}\n"
        elif shape == "folders":
            name = f"{written}/note {number}"
            name = written
        elif shape == "heading":
            text = f"# {written}\n\n{text}"
        else:
            text = f"---\n{shape}: {written}\n---\n{text}"
        files[f"{name}.md"] = text.encode()
    if shape == "folders" and len(files) < len(told):
        return notes(chance, language)
    wanted = [
        noted(shape, number, one, has_clock, form, language)
        for number, one in enumerate(told)
    ]
    return Made("markdown", "folder", files, wanted, f"{shape} {form}")


def noted(
    shape: str,
    number: int,
    told: Told,
    has_clock: bool,
    form: str,
    language: Language,
) -> Wanted:
    """What comes back of a note, whose name is its title where that says no date."""
    words = told.words
    if shape == "name":
        words = words.replace(".", "", 1)
    if shape == "heading":
        words = f"Note {number} # {language.written(form, told.moment)} {words}"
    elif shape not in ("name", "folders"):
        words = f"Note {number} {words}"
    clock = f"{told.moment:%H:%M}" if has_clock else "12:00"
    return Wanted(told.moment.date(), clock, words)


NOTES: Mapping[str, Sequence[tuple[str, bool]]] = {
    "name": (
        *(("%Y-%m-%d", False), ("%Y%m%d%H%M", True), ("%-d %B %Y", False)),
        *(("%Y-%m-%d %H.%M", True), ("%d.%m.%Y", False), ("%Y_%m_%d", False)),
        *(("%B %-d, %Y", False), ("%Y-%m-%d-%H%M", True)),
    ),
    "folders": (
        *(("%Y/%m/%d", False), ("%Y/%m-%Y/%d", False)),
        *(("%Y/%B/%Y-%m-%d", False), ("%A, %-d %B %Y", False)),
        *(("%Y-%m-%d %a", False), ("%d-%m-%Y", False)),
    ),
    "heading": (
        *(("%A, %-d %B %Y", False), ("%Y-%m-%d", False)),
        *(("%d.%m.%Y", False), ("%B %-d, %Y", False)),
    ),
    "date": (
        *(("%Y-%m-%d", False), ("%d.%m.%Y", False), ("%d/%m/%Y %H:%M", True)),
        *(("%Y-%m-%dT%H:%M:%S", True), ("%-d %B %Y", False)),
        ("%Y/%m/%d", False),
    ),
    "created": (
        *(("%Y-%m-%d %H:%M", True), ("%A, %-d %B %Y %H:%M", True)),
        ("%Y%m%d%H%M", True),
    ),
    "date created": (
        *(("%A, %B %-d %Y, %-I:%M:%S %p", True), ("%Y-%m-%d %H:%M", True)),
    ),
}
"""Where notes say their day, in which forms, and whether those have a time."""


def joplin(chance: Chance, _: Language) -> Made:
    told, files, wanted = entries(chance), {}, []
    for number, one in enumerate(told):
        moment = one.moment.replace(tzinfo=ZONE)
        made = moment.astimezone(UTC)
        head = f"title: {one.title}\nupdated: {made:%Y-%m-%d %H:%M:%SZ}\ncreated: {made:%Y-%m-%d %H:%M:%SZ}\n"
        files[f"Note {number}.md"] = f"---\n{head}---\n\n{one.text}".encode()
        wanted.append(
            by_moment(Told(made.astimezone(ZONE), one.title, one.text))
        )
    return Made("markdown", "folder", files, wanted)


def logseq(chance: Chance, _: Language) -> Made:
    told = each_on_its_day(entries(chance, lines=LINES[4:7]))
    separator = chance.choice("_-")
    files = {}
    for one in told:
        name = f"journals/{one.moment:%Y{separator}%m{separator}%d}.md"
        lines = "\n\t- ".join(one.text.split("\n"))
        files[name] = f"- {one.title}\n\t- {lines}\n".encode()
    wanted = [
        Wanted(
            one.moment.date(),
            "12:00",
            " ".join(
                f"{one.title}\n- ".split()
                + "\n- ".join(one.text.split("\n")).split()
            ),
        )
        for one in told
    ]
    return Made("markdown", "folder", files, wanted, separator)


def org_journal(chance: Chance, language: Language) -> Made:
    told = entries(chance, lines=LINES[:3] + LINES[4:])
    form = chance.choice(NAMED if language.has_names else NUMERIC[:5])
    form = chance.choice(
        (form, "%A, %d/%m/%Y", "%A, %m/%d/%Y", "%d/%m/%Y", "%m/%d/%Y")
    )
    grouped = chance.choice(("%Y%m%d", "%Y%m", "%Y", "%Y-%m-%d.org"))
    created = chance.random() < 0.5
    files: dict[str, str] = {}
    for one in sorted(told, key=lambda one: one.moment):
        name = one.moment.strftime(grouped)
        drawer = (
            f":PROPERTIES:\n:CREATED:  {one.moment:%Y%m%d}\n:END:\n"
            if created
            else ""
        )
        files[name] = (
            files.get(name, "")
            + f"* {language.written(form, one.moment)}\n{drawer}"
            + f"** {one.moment:%H:%M} {one.title}\n{one.text}\n"
        )
    held = {name: text.encode() for name, text in files.items()}
    return Made(
        "org-journal",
        "folder",
        held,
        list(map(by_day, told)),
        f"{grouped} {form} {created}",
    )


def rednotebook(chance: Chance, _: Language) -> Made:
    told = each_on_its_day(entries(chance))
    files: dict[str, str] = {}
    for one in told:
        name = f"{one.moment:%Y-%m}.txt"
        text = f"{one.title}\n{one.text}".replace("\n", "\n    ")
        files[name] = (
            files.get(name, "") + f"{one.moment.day}:\n  text: |-\n    {text}\n"
        )
    held = {name: text.encode() for name, text in files.items()}
    return Made(
        "rednotebook",
        "folder",
        held,
        [by_day(one, has_clock=False) for one in told],
    )


def journey(chance: Chance, _: Language) -> Made:
    zone = chance.choice(
        (ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata"), None)
    )
    told, files = entries(chance), {}
    back = chance.choice((0, 0, 30))
    told = [
        Told(
            one.moment.replace(
                year=one.moment.year - back, day=min(one.moment.day, 28)
            ),
            one.title,
            one.text,
        )
        for one in told
    ]
    for number, one in enumerate(told):
        moment = one.moment.replace(tzinfo=zone or ZONE)
        document = {
            "id": str(number),
            "date_journal": int(moment.timestamp() * 1000),
            "timezone": zone.key if zone else "",
            "text": f"<p>{one.title}</p><p>{escaped(one.text)}</p>",
            "mood": 0,
        }
        files[f"{number}.json"] = dumped(document)
    return Made(
        "journey", "zip", files, list(map(by_moment, told)), f"{zone} {back}"
    )


def diarium(chance: Chance, _: Language) -> Made:
    told, has_clock = entries(chance), chance.random() < 0.5
    form = chance.choice(("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"))
    found = [
        {
            "date": f"{one.moment if has_clock else datetime.combine(one.moment, time()):{form}}",
            "heading": one.title,
            "html": f"<p>{escaped(one.text)}</p>",
        }
        for one in told
    ]
    wanted = [by_moment(one, has_clock=has_clock) for one in told]
    if chance.random() < 0.5:
        files = {
            f"{number}.json": dumped(one) for number, one in enumerate(found)
        }
        return Made("diarium", "folder", files, wanted, form)
    return Made("diarium", "file", {"a.json": dumped(found)}, wanted, form)


def google_keep(chance: Chance, _: Language) -> Made:
    told, files = entries(chance), {}
    for number, one in enumerate(told):
        stamp = int(one.moment.replace(tzinfo=ZONE).timestamp() * 1_000_000)
        document = {
            "title": one.title,
            "textContent": one.text,
            "createdTimestampUsec": stamp,
            "userEditedTimestampUsec": stamp + 1,
            "isTrashed": False,
        }
        files[f"Takeout/Keep/{number}.json"] = dumped(document)
    kind = chance.choice(("zip", "folder"))
    return Made("google-keep", kind, files, list(map(by_moment, told)))


def apple_journal(chance: Chance, language: Language) -> Made:
    told, files = entries(chance), {}
    form = chance.choice(NAMED) if language.has_names else "%Y年%-m月%-d日"
    for number, one in enumerate(told):
        head = language.written(form, one.moment)
        lines = "".join(
            f'<p class="p2">{escaped(line)}</p>'
            for line in one.text.split("\n")
        )
        page = (
            f'<html><body><div class="pageHeader">{head}</div><div class="title">{one.title}</div>'
            f'<div class="bodyText">{lines}</div></body></html>'
        )
        files[f"Entries/{number}.html"] = page.encode()
    wanted = [by_day(one, has_clock=False) for one in told]
    return Made("apple-journal", "folder", files, wanted, form)


def mini_diary(chance: Chance, _: Language) -> Made:
    told = each_on_its_day(entries(chance))
    found = {
        f"{one.moment:%Y-%m-%d}": {
            "dateUpdated": f"{one.moment:%a %b %d %Y %H:%M:%S} GMT+0000",
            "title": one.title,
            "text": escaped(one.text),
        }
        for one in told
    }
    document = {"metadata": {"application": "Mini Diary"}, "entries": found}
    wanted = [by_day(one, has_clock=False) for one in told]
    return Made("mini-diary", "file", {"a.json": dumped(document)}, wanted)


def tui_journal(chance: Chance, _: Language) -> Made:
    told, has_clock = entries(chance), chance.random() < 0.5
    found = []
    for number, one in enumerate(told):
        moment = one.moment.replace(tzinfo=ZONE).astimezone(UTC)
        day = f"{one.moment:%Y-%m-%d}T00:00:00Z"
        found.append(
            {
                "id": number,
                "date": f"{moment:%Y-%m-%dT%H:%M:%S.000000Z}"
                if has_clock
                else day,
                "title": one.title,
                "content": one.text,
                "tags": [],
            }
        )
    document = (
        found if chance.random() < 0.5 else {"version": 100, "entries": found}
    )
    wanted = [by_moment(one, has_clock=has_clock) for one in told]
    return Made(
        "tui-journal",
        "file",
        {"a.json": dumped(document)},
        wanted,
        str(has_clock),
    )


def own_csv(chance: Chance, _: Language) -> Made:
    told = entries(chance)
    day = chance.choice(("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y"))
    made = chance.choice(("%Y-%m-%dT%H:%M:%S+01:00", f"{day} %H:%M", ""))
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=chance.choice(",;\t"), lineterminator="\r\n"
    )
    writer.writerow(("kind", "id", "day", "made", "title", "text"))
    for one in told:
        moment = one.moment.replace(tzinfo=timezone(timedelta(hours=1)))
        writer.writerow(
            (
                "entries",
                "",
                f"{moment:{day}}",
                moment.strftime(made),
                one.title,
                one.text,
            )
        )
    wanted = [by_day(one, has_clock=bool(made)) for one in told]
    return Made(
        "csv",
        "file",
        {"a.csv": out.getvalue().encode()},
        wanted,
        f"{day} {made}",
    )


def each_on_its_day(told: Sequence[Told]) -> list[Told]:
    """Those of the entries that are on a day of their own."""
    return list({one.moment.date(): one for one in told}.values())


def dumped(document: Any) -> bytes:
    return json.dumps(document).encode()


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


Generator = Callable[[Chance, Language], Made]
GENERATORS: Mapping[str, tuple[Generator, int]] = {
    "jrnl's text": (jrnl_text, 500),
    "jrnl's folder": (jrnl_folder, 42),
    "jrnl's Markdown": (jrnl_markdown, 126),
    "jrnl's YAML": (jrnl_yaml, 84),
    "jrnl's JSON": (jrnl_json, 42),
    "jrnl's XML": (jrnl_xml, 42),
    "Daylio's CSV": (daylio, 336),
    "Daylio's backup": (daylio_backup, 42),
    "Day One's JSON": (day_one, 42),
    "Day One's text": (day_one_text, 168),
    "notes": (notes, 252),
    "Joplin": (joplin, 20),
    "Logseq": (logseq, 20),
    "org-journal": (org_journal, 126),
    "RedNotebook": (rednotebook, 20),
    "Journey": (journey, 42),
    "Diarium": (diarium, 42),
    "Keep": (google_keep, 20),
    "Apple Journal": (apple_journal, 84),
    "Mini Diary": (mini_diary, 20),
    "tui-journal": (tui_journal, 20),
    "our own CSV": (own_csv, 42),
}
"""A generator for each form with how many sources it makes, over all languages in turn."""


def sources(form: str, chance: Chance) -> Iterator[Made]:
    """The sources of a form."""
    generate, count = GENERATORS[form]
    for number in range(count):
        yield generate(chance, ALL[number % len(ALL)])
