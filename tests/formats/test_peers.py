"""What we write is read by an old jrnl and by python-frontmatter, and what that jrnl writes by us."""

import json
import re
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from tests.formats.doubles import MemoryWorkbook
from tests.formats.test_jrnl import CONFIG, ENTRIES, PLAIN, TERMS, kept
from trust_tui.domain.contents import Contents, gather
from trust_tui.domain.records import CheckIn, Entry, Record
from trust_tui.formats import jrnl, markdown_writer
from trust_tui.formats.detect import read_source

PEERS: Final = Path(__file__).parents[2] / ".peers" / "bin"
LOADS: Final = """\
import datetime, frontmatter, json, sys
from pathlib import Path
found = {}
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    post = frontmatter.load(path)
    found[str(path)] = {"text": post.content, "front": post.metadata}
print(json.dumps(found, default=str))
"""


def peer(name: str) -> str:
    if not (PEERS / name).exists():
        pytest.skip(f"{name} not found: sh scripts/peers.sh installs it")
    return str(PEERS / name)


class OldJrnl:
    """Runs jrnl 3.3 on a journal of its own."""

    def __init__(self, home: Path) -> None:
        self.program = peer("jrnl")
        self.home = home
        self.journal = home / "journal.txt"
        self.journal.touch()

    def run(self, *arguments: str, timeformat: str = "%F %H:%M") -> str:
        config = self.home / "jrnl.yaml"
        config.write_text(
            CONFIG.format(
                journal=json.dumps(str(self.journal)), timeformat=timeformat
            )
        )
        done = subprocess.run(
            [self.program, "--config-file", str(config), *arguments],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def take_in(self, text: bytes, **more: str) -> None:
        (self.home / "in.txt").write_bytes(text)
        self.run("--import", "--file", str(self.home / "in.txt"), **more)


@pytest.fixture
def old_jrnl(tmp_path: Path) -> OldJrnl:
    return OldJrnl(tmp_path)


def test_old_jrnl_reads_every_entry_that_we_wrote(old_jrnl: OldJrnl) -> None:
    whole = kept(*ENTRIES)
    old_jrnl.take_in(b"".join(jrnl.write_text(whole)))

    theirs = json.loads(old_jrnl.run("--format", "json"))["entries"]

    assert len(theirs) == len(ENTRIES)
    assert {(one["date"], one["time"]) for one in theirs} == {
        ("2026-03-01", "10:00")
    }
    # A star is jrnl's mark for an entry, and a dot keeps an end of a title.
    words = [
        re.findall(r"[\w@]{2,}", f"{one['title']} {one['body']}")
        for one in theirs
    ]
    for entry in ENTRIES:
        wanted = re.findall(r"[\w@]{2,}", f"{entry.title} {entry.text}")
        assert any(one[: len(wanted)] == wanted for one in words), wanted
    tags = {tag for one in theirs for tag in one["tags"]}
    assert {"@good", "@inline"} <= tags


def test_old_jrnl_writes_again_what_we_read_as_the_same_records(
    old_jrnl: OldJrnl,
) -> None:
    whole = kept(*ENTRIES)
    text = b"".join(jrnl.write_text(whole))
    (old_jrnl.home / "ours.txt").write_bytes(text)
    ours = read_source(old_jrnl.home / "ours.txt", TERMS)
    old_jrnl.take_in(text)

    theirs = read_source(old_jrnl.journal, TERMS)

    assert theirs.skipped == ()
    assert sorted(map(told, theirs.records)) == sorted(map(told, ours.records))


def told(record: Record[Any]) -> tuple[datetime, str, list[str]]:
    value = record.value
    words = re.findall(r"[\w@]{2,}", f"{value.title} {value.text}")
    return record.made, value.day.isoformat(), words


@pytest.mark.parametrize("form", ["txt", "md", "json", "xml", "yaml"])
@pytest.mark.parametrize("timeformat", ["%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"])
def test_every_form_that_old_jrnl_writes_is_read_day_for_day(
    old_jrnl: OldJrnl, form: str, timeformat: str
) -> None:
    old_jrnl.take_in(PLAIN.encode())
    place = old_jrnl.home / f"theirs.{form}"
    if form == "yaml":
        place.mkdir()
        old_jrnl.run(
            "--format", form, "--file", str(place), timeformat=timeformat
        )
    else:
        text = old_jrnl.run("--format", form, timeformat=timeformat)
        place.write_text(text, encoding="utf-8")

    result = read_source(place, TERMS)

    assert result.skipped == ()
    assert sorted(f"{one.made:%m-%d %H:%M}" for one in result.records) == [
        "03-02 21:15",
        "03-13 09:00",
    ]
    first = min(result.records, key=lambda one: one.made).value
    assert "A heading" in first.text and "more" in first.text
    assert first.tags == ("sam",)


def test_python_frontmatter_reads_every_file_that_we_wrote(
    tmp_path: Path, memory: MemoryWorkbook
) -> None:
    python = peer("python")
    day = date(2026, 3, 2)
    entries = [
        Entry(text="---\nnot: front\n---\nText.", day=day),
        Entry(title='Kept: his "word" #1', text="- [ ] one", day=day),
        Entry(title="yes", text="1e3", day=day, tags=("true", "2026-01-01")),
        Entry(title="'quoted'", text="ends in blanks  \n\n", day=day),
        Entry(text="\u2028 line \x85 separators\r\n", day=day),
    ]
    for entry in entries:
        memory.of(Entry).keep(entry)
    memory.of(CheckIn).keep(
        CheckIn(day=day, answers={"settled": 3, "pull": None}, note="A note")
    )
    kept_all = gather(memory)
    count = write(kept_all, tmp_path / "out")

    done = subprocess.run(
        [python, "-c", LOADS, str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=True,
    )

    theirs = json.loads(done.stdout)
    assert len(theirs) == count == len(entries) + 1
    found = {
        one["front"].get("title", ""): one["front"] for one in theirs.values()
    }
    assert {entry.title for entry in entries} <= set(found)
    for one in theirs.values():
        assert one["front"]["date"] == "2026-03-02"
        assert one["front"]["created"] == f"{memory.now:%Y-%m-%d %H:%M:%S}"
    assert found["yes"]["tags"] == ["true", "2026-01-01"]
    # It takes the blanks at both ends of a text away.
    texts = {one["text"].strip() for one in theirs.values()}
    assert {entry.text.strip() for entry in entries} <= texts


def write(contents: Contents, folder: Path) -> int:
    count = 0
    for name, text in markdown_writer.write_files(contents):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)
        count += 1
    return count
