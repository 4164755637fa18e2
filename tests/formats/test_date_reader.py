"""Dates of any form and language are read day for day, and what has two readings is said."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trust_tui.formats import jrnl, markdown_reader
from trust_tui.formats.clock_reader import read_clock
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.date_reader import (
    DAY_FIRST,
    MONTH_FIRST,
    DateReader,
    When,
)
from trust_tui.formats.date_words import date_words

DAY = date(2026, 3, 2)
NIGHT = time(21, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        "2026/03/02",
        "2026.3.2",
        "2026_03_02",
        "20260302",
        "02.03.2026",
        "2. März 2026",
        "Montag, 02. März 2026",
        "March 2, 2026",
        "2 March 2026",
        "Monday, March 2nd 2026",
        "2 de marzo de 2026",
        "2 marca 2026",
        "2026年3月2日",
        "2026년 3월 2일",
        "2 марта 2026",
        "2026-W10",
        "2026-W10-1",
    ],
)
def test_a_day_is_read_in_many_forms(text: str) -> None:
    when = DateReader().read(text)

    assert when is not None
    assert (when.day, when.clock, when.doubtful) == (DAY, None, False)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02 21:15",
        "2026-03-02T21:15:00",
        "2026-03-02 Mon 21:15",
        "2026-03-02 21:15:00 Monday",
        "2026-03-02 09:15:00 PM",
        "Monday, March 2nd 2026, 9:15:00 pm",
        "2 de marzo de 2026, 9:15 p. m.",
        "2026年3月2日 下午9:15",
        "2026년 3월 2일 오후 9:15",
        "02.03.2026 21:15",
        "202603022115",
        "20260302T211500",
        "٢٠٢٦-٠٣-٠٢ ٢١:١٥",
        "2026-03-02_2115",
        "2026-03-02 21.15",
    ],
)
def test_a_time_is_read_with_its_day(text: str) -> None:
    when = DateReader().read(text)

    assert when is not None
    assert (when.day, when.clock, when.offset) == (DAY, NIGHT, None)
    assert when.is_alone


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-03-02T21:15:00Z", UTC),
        ("2026-03-02 21:15:00.123+01:00", timezone(timedelta(hours=1))),
        ("02.03.2026 21:15 -0330", timezone(-timedelta(hours=3, minutes=30))),
        ("1772486100", UTC),
        ("1772486100000", UTC),
    ],
)
def test_an_offset_is_read_with_its_moment(text: str, offset: timezone) -> None:
    when = DateReader().read(text)

    assert when is not None
    assert (when.day, when.clock, when.offset) == (DAY, NIGHT, offset)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "9:15 PM",
            "9:15\u202fPM",
            "9:15 p. m.",
            "9:15pm",
            "下午9:15",
            "午後9:15",
        ),
        *("오후 9:15", "21h15", "21:15 Uhr", "kl. 21.15", "٢١:١٥", "9:15 م"),
        *("9:15 μ.μ.", "21:15:00", "9:15 CH", "9:15 du soir"),
        *("9:15 de la noche", "9:15 abends", "9:15 вечера"),
    ],
)
def test_a_time_alone_is_read_in_many_forms(text: str) -> None:
    assert read_clock(text) == NIGHT


@pytest.mark.parametrize(
    "text",
    ["9:15", "9:15 Uhr", "kl. 9.15", "9h15", "9:15 du matin", "Monday 9:15"],
)
def test_a_time_of_the_morning_stays_there(text: str) -> None:
    assert read_clock(text) == time(9, 15)


@pytest.mark.parametrize("text", ["午後0:15", "下午12:15", "12:15 pm"])
def test_a_quarter_past_noon_is_no_quarter_past_midnight(text: str) -> None:
    assert read_clock(text) == time(12, 15)


@pytest.mark.parametrize("text", ["午前0:15", "凌晨12:15", "12:15 am", "0:15"])
def test_a_quarter_past_midnight_stays_there(text: str) -> None:
    assert read_clock(text) == time(0, 15)


@pytest.mark.parametrize("text", ["9:15 õhtul", "9:15 अपराह्न", "xyz 12:15"])
def test_a_word_that_may_mean_after_noon_leaves_a_time_open(text: str) -> None:
    assert read_clock(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("12:15 in the evening", "12:15 abends", "12:15 du soir"),
        *("12:15 de la noche", "12:15 da noite", "12:15 вечера"),
        *("12:15 at night", "12:15 nachts", "晚上12:15", "0:15 abends"),
        # Noon in Spain, and midnight elsewhere.
        *("12:15 de la mañana", "12:15 am Abend", "2:15 du soir"),
    ],
)
def test_an_hour_that_a_part_of_the_day_does_not_have_is_left_open(
    text: str,
) -> None:
    alone, dated = read_clock(text), DateReader().read(f"2026-03-02 {text}")

    assert alone is None
    assert dated is not None
    assert (dated.clock, dated.clock_lost) == (None, True)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        *(("12:15 in the afternoon", 12), ("12:15 de la tarde", 12)),
        *(("12:15 nachmittags", 12), ("中午12:15", 12), ("12:15 midi", 12)),
        *(("12:15 de l’après-midi", 12), ("1:15 de la madrugada", 1)),
        *(("2:15 nachts", 2), ("11:15 ночи", 23), ("9:15 in the evening", 21)),
        # Words that are also others': Saturday, and what Hungarian has for the halves of the day.
        *(("Sa 12:15", 12), ("12:15 SA", 0), ("du. 9:15", 21), ("de. 9:15", 9)),
        *(("9:15 em CET", 21), ("9:15 fm CET", 9)),
        *(("9:15 du matin", 9), ("9:15 CET", 9), ("9.15 น.", 9)),
    ],
)
def test_a_part_of_the_day_tells_the_hour(text: str, hour: int) -> None:
    dated = DateReader().read(f"2026-03-02 {text}")

    assert read_clock(text) == time(hour, 15)
    assert dated is not None
    assert dated.clock == time(hour, 15)
    assert dated.is_alone


@pytest.mark.parametrize(
    "text",
    [
        *("2569-03-02", "2569-03-02 21:15", "๒๕๖๙-๐๓-๐๒", "02/03/2569"),
        *("๐๒/๐๓/๒๕๖๙ ๒๑:๑๕", "2 มีนาคม 2569", "๒ มี.ค. ๒๕๖๙"),
        *("วันจันทร์ที่ 2 มีนาคม พ.ศ. 2569", "2 Mar 2569"),
    ],
)
def test_years_of_the_thai_calendar_are_read_as_ours(text: str) -> None:
    when = DateReader(order=DAY_FIRST).read(text)

    assert when is not None
    assert (when.day, when.thai, when.is_alone) == (DAY, True, True)


def test_a_leap_day_of_the_thai_calendar_is_one() -> None:
    when = DateReader().read("2567-02-29")

    assert when is not None
    assert when.day == date(2024, 2, 29)


def test_a_short_year_is_thai_where_the_source_is() -> None:
    thai = DateReader(["2 มีนาคม 2569", "25/03/2569"]).read("02/03/69")
    other = DateReader(["25/03/2026"]).read("02/03/69")

    assert (thai and thai.day, other and other.day.year) == (DAY, 2069)


@pytest.mark.parametrize("text", ["", "soon", "25:00", "12:61 PM"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_clock(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "Room 20112012", "no date 12", "2026-13-40", "May I", "32.01.2026"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert DateReader().read(text) is None


@pytest.mark.parametrize(
    ("others", "order"),
    [
        (["3/25/2026"], MONTH_FIRST),
        (["25/3/2026"], DAY_FIRST),
        (["Mon 02/03/2026"], DAY_FIRST),
        (["Mon 03/02/2026"], MONTH_FIRST),
        (["2026-03-02"], ""),
        (["25/3/2026", "3/25/2026"], ""),
    ],
)
def test_the_order_of_day_and_month_is_learned_from_the_whole(
    others: list[str], order: str
) -> None:
    reader = DateReader([*others, "3/2/2026"])
    when = reader.read("3/2/2026")

    assert reader.order == order
    assert when is not None
    assert when.doubtful is (order == "")
    assert when.day == (date(2026, 2, 3) if order == DAY_FIRST else when.day)
    assert when.day == (date(2026, 3, 2) if order == MONTH_FIRST else when.day)


@pytest.mark.parametrize(
    "text",
    [
        # Minutes and seconds stand as near to the month as the day does.
        *("21:15 March 2, 2026", "21:15:07 March 2, 2026"),
        # A time in dots looks like a date with a short year.
        *(
            "2. marts 2026 21.15.00",
            "21.15 - 02.03.2026",
            "2 Mar 2026 21.12.07",
        ),
        *("21.15.00 02/03/26", "10.12 - 02.03.2026", "10.12.01 2 Mar 2026"),
        # The end of a date looks like an offset.
        *("21:15 02-03-2026", "09:15 PM 02-03-2026"),
        # Days of the week with a hyphen, before a comma of another script, or named like a month.
        *("segunda-feira, 2 de março de 2026", "الاثنين، 2 مارس 2026"),
        *("mar 2 mar 2026", "mar 2 mars 2026 21:15"),
        # Small words of a language, and its own ways to name a month.
        *("2 марта 2026 г. 9:15", "2 tháng 3, 2026", "2 במרץ 2026"),
        *("2. март 2026.", "mandag den 2. marts 2026 09.15"),
    ],
)
def test_nothing_beside_a_date_moves_it_to_another_day(text: str) -> None:
    when = DateReader(["25.03.2026", "25/03/26"]).read(text)

    assert when is not None
    assert (when.day, when.clock_lost, when.doubtful) == (DAY, False, False)
    assert when.is_alone


def test_a_tuesday_in_words_is_no_month_of_march() -> None:
    found = DateReader().read("mar 27 oct 2026 02:43")

    assert found is not None
    assert (found.day, found.clock) == (date(2026, 10, 27), time(2, 43))


@pytest.mark.parametrize("form", ["%y-%m-%d", "%y/%m/%d", "%y. %-m. %-d."])
def test_a_short_year_comes_first_where_it_does_in_all_of_the_source(
    form: str,
) -> None:
    days = [date(2026, 3, 2), date(2026, 3, 20), date(2026, 4, 11), DAY]
    texts = [day.strftime(form) for day in days]
    reader = DateReader(texts)

    found = [reader.read(text) for text in texts]

    assert [(when.day, when.doubtful) for when in found if when] == [
        (day, False) for day in days
    ]


def test_a_short_year_that_may_be_a_day_is_in_doubt() -> None:
    alone = DateReader(["26/03/02"]).read("26/03/02")
    others = ["26/03/02", "11/03/02", "12/03/02", "13/03/02"]
    among = DateReader(others).read("26/03/02")

    assert alone is not None
    assert among is not None
    assert (alone.doubtful, among.doubtful) == (True, False)
    assert among.day == date(2002, 3, 26)


def test_an_order_that_is_named_holds() -> None:
    first = DateReader(order=DAY_FIRST).read("3/2/2026")
    month = DateReader(order=MONTH_FIRST).read("3/2/2026")

    assert (first and first.day, month and month.day) == (date(2026, 2, 3), DAY)


def test_what_the_source_says_of_the_order_goes_before_what_was_named() -> None:
    reader = DateReader(["3/25/2026", "3/2/2026"], order=DAY_FIRST)
    when = reader.read("3/2/2026")

    assert (when and when.day, reader.order) == (DAY, MONTH_FIRST)


def test_a_word_that_is_two_months_is_told_by_the_language_around_it() -> None:
    croatian = ["3. siječnja 2026", "4. kolovoza 2026"]

    october = DateReader(croatian).read("2. listopada 2026")
    november = DateReader(["3. stycznia 2026"]).read("2. listopada 2026")

    assert october is not None
    assert november is not None
    assert (october.day.month, november.day.month) == (10, 11)
    assert not (october.doubtful or november.doubtful)


def test_a_word_that_is_two_months_is_in_doubt_where_nothing_tells() -> None:
    alone = DateReader(["2. listopada 2026"]).read("2. listopada 2026")
    plain = DateReader(["2. marca 2026"]).read("2. marca 2026")

    assert (alone and alone.doubtful, plain and plain.doubtful) == (True, False)


def languages() -> dict[str, dict[int, str]]:
    """A name for each month in every language that has words for them."""
    found: dict[str, dict[int, str]] = {}
    for word, months in date_words().months.items():
        for language, month in months.items():
            found.setdefault(language, {}).setdefault(month, word)
    return {name: months for name, months in found.items() if len(months) == 12}


LANGUAGES = languages()
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2069, 12, 31))  # noqa: DTZ001 - dates in a text name no zone
Form = Callable[[datetime, str], str]
FORMS: list[Form] = [
    lambda moment, _: f"{moment:%Y-%m-%d %H:%M}",
    lambda moment, _: f"{moment:%d.%m.%Y %H:%M}",
    lambda moment, _: f"{moment:%Y/%m/%d, %I:%M %p}",
    lambda moment, _: f"{moment:%Y%m%d%H%M}",
    lambda moment, month: f"{moment.day}. {month} {moment.year} {moment:%H:%M}",
    lambda moment, month: (
        f"{month} {moment.day}, {moment.year}, {moment:%H:%M}"
    ),
    lambda moment, month: f"{moment.day} {month} {moment.year} {moment:%Hh%M}",
    lambda moment, _: (
        f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
    ),
]


@settings(max_examples=2_000 // 20)
@given(
    st.sampled_from(sorted(LANGUAGES)),
    st.sampled_from(FORMS),
    st.lists(
        MOMENTS,
        min_size=20,
        max_size=20,
    ),
)
def test_generated_sources_come_back_day_for_day(
    language: str, form: Form, moments: list[datetime]
) -> None:
    texts = [
        form(moment, LANGUAGES[language][moment.month]) for moment in moments
    ]
    reader = DateReader(texts)

    found = [reader.read(text) for text in texts]

    assert [(when.day, when.clock) for when in found if when] == [
        (moment.date(), moment.time().replace(second=0, microsecond=0))
        for moment in moments
    ]


def as_jrnl(texts: list[str]) -> ReadResult:
    text = "".join(
        f"[{text}] Entry {n}.\nText.\n\n" for n, text in enumerate(texts)
    )
    return jrnl.read_text(text, ReadOptions(zone=UTC))


def as_notes(texts: list[str]) -> ReadResult:
    notes = {
        f"note {n}.md": f'---\ndate: "{text}"\n---\nText.'
        for n, text in enumerate(texts)
    }
    return markdown_reader.read_notes(
        ((name, text.encode()) for name, text in notes.items()),
        ReadOptions(zone=UTC),
    )


@pytest.mark.parametrize("shape", [as_jrnl, as_notes])
@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
def test_two_thousand_sources_come_back_day_for_day(
    form: Form, shape: Callable[[list[str]], ReadResult]
) -> None:
    random = Random(1)
    sources = 0
    while sources < 2_000 // (2 * len(FORMS)) + 1:
        for language, months in LANGUAGES.items():
            moments = [
                datetime(2026, 1, 1)  # noqa: DTZ001 - dates in a text name no zone
                + timedelta(minutes=random.randrange(4_000_000))
                for _ in range(12)
            ]
            texts = [form(moment, months[moment.month]) for moment in moments]

            result = shape(texts)

            read = [f"{one.made:%Y-%m-%d %H:%M}" for one in result.records]
            assert read == [f"{one:%Y-%m-%d %H:%M}" for one in moments], (
                language
            )
            sources += 1


@settings(max_examples=50)
@given(
    st.sampled_from([("%d/%m/%Y", DAY_FIRST), ("%m/%d/%Y", MONTH_FIRST)]),
    st.lists(
        st.dates(date(1950, 1, 1), date(2069, 12, 31)), min_size=20, max_size=40
    ),
)
def test_numbers_alone_come_back_when_any_entry_tells_their_order(
    form: tuple[str, str], days: list[date]
) -> None:
    texts = [day.strftime(form[0]) for day in days]
    reader = DateReader(texts)

    found = [reader.read(text) for text in texts]

    if any(day.day > 12 for day in days):
        assert reader.order == form[1]
        assert [when.day for when in found if when] == days
    else:
        assert any(when.doubtful for when in found if when) or all(
            day.day == day.month for day in days
        )


@given(st.text())
def test_any_text_is_read_or_none(text: str) -> None:
    found = DateReader([text]).read(text)

    assert found is None or isinstance(found, When)
    read_clock(text)
