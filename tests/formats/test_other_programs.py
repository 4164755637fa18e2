"""Exports of other programs, made up after their public structure, come in with their days, words and tags."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.test_archive import zipped
from trust_tui.domain.errors import TrustError
from trust_tui.domain.records import CheckIn, Entry
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.detect import read_source
from trust_tui.formats.safe_read import UnreadableError

BERLIN = ReadOptions(zone=ZoneInfo("Europe/Berlin"), day_ends=4)

JOURNEY = {
    "id": "1772-a",
    "date_journal": 1772482500000,
    "date_modified": 1772482600000,
    "timezone": "America/New_York",
    "text": "<p>Rang at <b>six</b>.</p><ul><li>one</li></ul>",
    "mood": 4,
    "tags": ["sam"],
    "favourite": True,
    "lat": 1.5,
    "photos": ["1772-a-x.jpg"],
}
KEEP = {
    "title": "Kept his word",
    "listContent": [
        {"text": "rang", "isChecked": True},
        {"text": "wrote", "isChecked": False},
    ],
    "createdTimestampUsec": 1772482500000000,
    "userEditedTimestampUsec": 1772482600000000,
    "isTrashed": False,
    "isPinned": True,
    "labels": [{"name": "sam"}],
    "attachments": [{"filePath": "a.jpg"}],
}
DIARIUM = {
    "date": "2026-03-02T21:15:00",
    "heading": "Kept his word",
    "html": "<p>Rang at six.</p>",
    "rating": 4,
    "tags": ["sam", {"name": "work"}],
}
MINI_DAY = {
    "dateUpdated": "2026-03-02T20:15:00.000Z",
    "title": "Kept his word",
    "text": "<p>Rang at six.</p>",
}
MINI = {
    "metadata": {"application": "Mini Diary", "version": "3.3.0"},
    "entries": {"2026-03-02": MINI_DAY},
}
REDNOTEBOOK = """\
2:
  text: |-
    Rang at six. #sam
  Ideas:
    Ask him again: null
30:
  text: 'Quiet.'
"""
ORG = """\
* Monday, 02/03/2026
:PROPERTIES:
:CREATED:  20260302
:END:
** 21:15 Kept his word :sam:trust:
Rang at six.
As promised.
** Without a time
Nothing.
* Tuesday, 03/03/2026
** 9:00 Quiet
"""
APPLE = """\
<!DOCTYPE html><html><head><style>.a {}</style><title>x</title></head><body>
<div class="pageHeader">Monday, 2 March 2026</div>
<div class="assetGrid"><div class="gridItem"><img src="../Resources/A.jpg"></div></div>
<div class="reflectionPrompt">What went well?</div>
<div class="bodyText"><p class="p2"><span class="s2">Rang at six.</span></p>
<p class="p2"><br></p><p class="p3">As promised &amp; kept.</p></div>
</body></html>
"""
DAY_ENTRY = {
    "year": 2026,
    "month": 2,
    "day": 2,
    "hour": 2,
    "minute": 15,
    "timeZoneOffset": 3600000,
    "mood": 9,
    "tags": [3],
    "note": "Rang<br>at six.",
    "note_title": "Kept his word",
}
BACKUP = {
    "version": 15,
    "customMoods": [
        {"id": 1, "custom_name": "", "mood_group_id": 1},
        {"id": 9, "custom_name": "Mies", "mood_group_id": 4},
    ],
    "tags": [{"id": 3, "name": "call"}],
    "goals": [{"id": 1, "name": "Ring once"}, {"id": 2, "id_tag": 3}],
    "goalEntries": [
        {"goalId": 1, "year": 2026, "month": 2, "day": 2},
        {"goalId": 2, "year": 2026, "month": 2, "day": 9},
        {"goalId": 7, "year": 2026, "month": 2, "day": 9},
        {"goalId": 1, "year": 2026, "month": 40, "day": 9},
    ],
    "assets": [],
    "dayEntries": [
        DAY_ENTRY,
        DAY_ENTRY
        | {
            "day": 3,
            "hour": 21,
            "mood": 1,
            "tags": [],
            "note": "",
            "note_title": "",
        },
    ],
}


def encoded(document: Any) -> bytes:
    return base64.b64encode(json.dumps(document).encode())


def dumped(document: Any) -> bytes:
    return json.dumps(document).encode()


Files = Mapping[str, bytes]
SOURCES: dict[str, tuple[str, Files]] = {
    "journey": ("zip", {"1772-a.json": dumped(JOURNEY), "1772-a-x.jpg": b"x"}),
    "google-keep": ("zip", {"Takeout/Keep/One.json": dumped(KEEP)}),
    "diarium": ("file", {"Diarium.json": dumped([DIARIUM])}),
    "mini-diary": ("file", {"mini-diary.json": dumped(MINI)}),
    "rednotebook": ("folder", {"2026-03.txt": REDNOTEBOOK.encode()}),
    "org-journal": ("folder", {"2026.org": ORG.encode()}),
    "apple-journal": (
        "folder",
        {"Entries/2026-03-02.html": APPLE.encode(), "index.html": b"<p>x</p>"},
    ),
    "daylio-backup": ("zip", {"backup.daylio": encoded(BACKUP)}),
}


def placed(kind: str, files: Files, place: Path) -> Path:
    """A source on the disk, as it comes from the other program."""
    if kind == "zip":
        (place / "export.zip").write_bytes(zipped(*files.items()))
        return place / "export.zip"
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place / next(iter(files)) if kind == "file" else place


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], ReadResult]:
    """Reads a source by the name of its format, recognised by its content alone."""

    def run(name: str) -> ReadResult:
        kind, files = SOURCES[name]
        result = read_source(placed(kind, files, tmp_path), BERLIN)
        assert (result.format, result.sure) == (name, True)
        return result

    return run


Seen = list[tuple[str, str, str, str, tuple[str, ...]]]


def seen(result: ReadResult) -> Seen:
    return [
        (
            one.value.day.isoformat(),
            f"{one.made:%H:%M}",
            one.value.title,
            one.value.text,
            one.value.tags,
        )
        for one in result.records
        if isinstance(one.value, Entry)
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "journey",
            [
                (
                    "2026-03-02",
                    "15:15",
                    "",
                    "Rang at six.\n- one",
                    ("sam", "starred"),
                )
            ],
        ),
        (
            "google-keep",
            [
                (
                    "2026-03-02",
                    "21:15",
                    "Kept his word",
                    "- [x] rang\n- [ ] wrote",
                    ("sam", "starred"),
                )
            ],
        ),
        (
            "diarium",
            [
                (
                    "2026-03-02",
                    "21:15",
                    "Kept his word",
                    "Rang at six.",
                    ("sam", "work"),
                )
            ],
        ),
        (
            "mini-diary",
            [("2026-03-02", "12:00", "Kept his word", "Rang at six.", ())],
        ),
        (
            "rednotebook",
            [
                (
                    "2026-03-02",
                    "12:00",
                    "",
                    "Rang at six. #sam\n\n## Ideas\n\n- Ask him again",
                    ("sam",),
                ),
                ("2026-03-30", "12:00", "", "Quiet.", ()),
            ],
        ),
        (
            "org-journal",
            [
                (
                    "2026-03-02",
                    "21:15",
                    "Kept his word",
                    "Rang at six.\nAs promised.",
                    ("sam", "trust"),
                ),
                ("2026-03-02", "12:00", "Without a time", "Nothing.", ()),
                ("2026-03-03", "09:00", "", "Quiet", ()),
            ],
        ),
        (
            "apple-journal",
            [
                (
                    "2026-03-02",
                    "12:00",
                    "",
                    "> What went well?\n\nRang at six.\nAs promised & kept.",
                    (),
                )
            ],
        ),
        (
            "daylio-backup",
            [
                (
                    "2026-03-02",
                    "02:15",
                    "Kept his word",
                    "Rang\nat six.",
                    ("call",),
                )
            ],
        ),
    ],
)
def test_days_words_and_tags_of_other_programs_come_in(
    name: str, wanted: Seen, read: Callable[[str], ReadResult]
) -> None:
    result = read(name)

    assert seen(result) == wanted
    assert result.skipped == ()


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("journey", {"photos": 1, "places": 1}),
        ("google-keep", {"photos": 1}),
        ("diarium", {"ratings": 1}),
        ("apple-journal", {"photos and other files": 1}),
        (
            "daylio-backup",
            {"goals, but for the days they were met": 2, "days of goals": 2},
        ),
    ],
)
def test_what_is_left_out_is_counted(
    name: str, counts: dict[str, int], read: Callable[[str], ReadResult]
) -> None:
    assert read(name).left_out == counts


def test_a_backup_of_daylio_knows_the_levels_of_moods(
    read: Callable[[str], ReadResult],
) -> None:
    result = read("daylio-backup")
    moods = [
        one.value for one in result.records if isinstance(one.value, CheckIn)
    ]

    assert [(one.day.isoformat(), one.answers) for one in moods] == [
        ("2026-03-02", {"day-mood": 1}),
        ("2026-03-03", {"day-mood": 4}),
        ("2026-03-09", {}),
    ]
    assert result.moods == ()


def test_what_lies_in_the_trash_of_keep_stays_there(tmp_path: Path) -> None:
    note = dumped(KEEP | {"isTrashed": True})

    result = read_source(placed("zip", {"a.json": note}, tmp_path), BERLIN)

    assert (result.records, result.left_out) == ((), {"notes in the trash": 1})


@pytest.mark.parametrize("name", SOURCES)
def test_a_second_reading_makes_the_same_records(
    name: str, read: Callable[[str], ReadResult]
) -> None:
    first, second = read(name), read(name)

    assert [one.id for one in first.records] == [
        one.id for one in second.records
    ]


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
DOCUMENTS: list[tuple[str, dict[str, Any], Callable[[Any], bytes]]] = [
    ("a.json", JOURNEY, dumped),
    ("a.json", KEEP, dumped),
    ("a.json", DIARIUM, dumped),
    ("a.json", MINI_DAY, lambda one: dumped({"entries": {"2026-03-02": one}})),
    (
        "backup.daylio",
        DAY_ENTRY,
        lambda one: encoded(BACKUP | {"dayEntries": [one]}),
    ),
    ("backup.daylio", BACKUP, encoded),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_value_in_any_place_is_read_or_refused(
    tmp_path: Path, data: st.DataObject
) -> None:
    name, document, dump = data.draw(st.sampled_from(DOCUMENTS))
    key = data.draw(st.sampled_from(sorted(document)))
    changed = {**document, key: data.draw(ODD)}
    place = tmp_path / "export.zip"
    place.write_bytes(zipped((name, dump(changed))))

    try:
        result = read_source(place, ReadOptions(zone=UTC))
    except TrustError as error:
        assert error.advice.endswith(".")
    else:
        assert all(one.value.day for one in result.records)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["2026-03.txt", "20260302", "a.html"]),
    start=st.sampled_from(
        [
            b"",
            b"2: {",
            b"* a\n** b\n",
            b'<div class="pageHeader">2 March 2026</div>',
        ]
    ),
    raw=st.binary(max_size=60),
)
def test_any_bytes_in_a_folder_are_read_or_refused(
    tmp_path: Path, name: str, start: bytes, raw: bytes
) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    (tmp_path / name).write_bytes(start + raw)

    try:
        read_source(tmp_path, ReadOptions(zone=UTC))
    except TrustError as error:
        assert error.advice.endswith(".")


def checked_in(result: ReadResult) -> list[tuple[str, object, object]]:
    return [
        (one.value.day.isoformat(), one.value.answers, one.value.tags)
        for one in result.records
        if isinstance(one.value, CheckIn)
    ]


def test_the_days_of_goals_are_tags_of_their_days(
    read: Callable[[str], ReadResult],
) -> None:
    days = checked_in(read("daylio-backup"))

    assert ("2026-03-02", {"day-mood": 1}, ("call", "Ring once")) in days
    assert ("2026-03-09", {}, ("call",)) in days


@pytest.mark.parametrize(
    ("month", "wanted"), [(2, "2026-03-09"), (3, "2026-03-09")]
)
def test_months_of_goals_are_counted_as_the_moment_says(
    month: int, wanted: str, tmp_path: Path
) -> None:
    ticked = int(datetime(2026, 3, 9, 20, tzinfo=UTC).timestamp() * 1000)
    met = {
        "goalId": 1,
        "year": 2026,
        "month": month,
        "day": 9,
        "createdAt": ticked,
    }
    backup = BACKUP | {"goalEntries": [met]}
    files: Files = {"backup.daylio": encoded(backup)}
    result = read_source(placed("zip", files, tmp_path), BERLIN)

    assert (wanted, {}, ("Ring once",)) in checked_in(result)


def test_a_mood_of_journey_is_that_of_its_day(
    read: Callable[[str], ReadResult],
) -> None:
    assert checked_in(read("journey")) == [("2026-03-02", {"day-mood": 3}, ())]


DAY_ONE_TEXT = """\
\tDate:\tMarch 2, 2026 at 9:15:00 PM GMT+1
\tWeather:\t5\u00b0C Clear
\tTags:\tsam, trust me

Kept his word.

Rang at six.
\tno field


\tDate:\tMarch 3, 2026 at 8:00:00 AM GMT+1

Only this
"""


def test_the_plain_text_of_day_one_comes_in(tmp_path: Path) -> None:
    (tmp_path / "Journal.txt").write_text(DAY_ONE_TEXT, "utf-8")
    result = read_source(tmp_path / "Journal.txt", BERLIN)

    assert (result.format, result.sure) == ("day-one-text", True)
    assert seen(result) == [
        (
            "2026-03-02",
            "21:15",
            "Kept his word.",
            "Rang at six.\n\tno field",
            ("sam", "trust me"),
        ),
        ("2026-03-03", "08:00", "", "Only this", ()),
    ]
    assert result.left_out == {"weather reports": 1}
    assert not result.zone_used


JRNL_XML = """\
<?xml version="1.0" ?>
<journal>
\t<entries>
\t\t<entry date="2026-03-02T21:15:00" starred="">
\t\t\t<tag name="@sam"/>
\t\t\tKept his word. Rang at six &amp; &lt;hugged&gt; @sam.

Second paragraph.
\t\t</entry>
\t\t<entry date="2026-03-03T08:00:00" starred="True">Only a title</entry>
\t\t<entry date="soon" starred="">Lost</entry>
\t</entries>
\t<tags>
\t\t<tag name="@sam">1</tag>
\t</tags>
</journal>
"""


def test_the_xml_of_jrnl_comes_in(tmp_path: Path) -> None:
    (tmp_path / "j.xml").write_text(JRNL_XML, "utf-8")
    result = read_source(tmp_path / "j.xml", BERLIN)

    assert (result.format, result.sure) == ("jrnl-xml", True)
    assert seen(result) == [
        (
            "2026-03-02",
            "21:15",
            "Kept his word.",
            "Rang at six & <hugged> @sam.\n\nSecond paragraph.",
            ("sam",),
        ),
        ("2026-03-03", "08:00", "", "Only a title", ("starred",)),
    ]
    assert [skipped.where for skipped in result.skipped] == ["line 11"]


@pytest.mark.parametrize(
    "xml",
    [
        JRNL_XML[:300],
        JRNL_XML.replace(
            "<journal>", '<!DOCTYPE j [<!ENTITY a "aaaa">]><journal>'
        ),
    ],
)
def test_xml_that_is_not_whole_or_declares_something_is_refused(
    xml: str, tmp_path: Path
) -> None:
    (tmp_path / "j.xml").write_text(xml, "utf-8")

    with pytest.raises(UnreadableError):
        read_source(tmp_path / "j.xml", BERLIN, "jrnl-xml")
