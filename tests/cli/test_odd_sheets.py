"""Sheets with a right checksum and a wrong shape, by every command: one sentence, at once, and nothing is written."""

import hashlib
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import Run
from tests.store.helpers import PHRASE, opened, texts
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import Entry
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.encryption.sealed_files import public_seal

pytestmark = pytest.mark.usefixtures("cheap_passphrase")

STORE: Final = '"store":"297140106023326054095019"'
HEAD: Final = (
    f'{{"kind":"snapshot","schema":1,"number":0,{STORE},"previous":0}}'
)
GOOD: Final = (
    '"made":"2026-11-20T10:00:00.000000Z","made_offset":0,"changed":"2026-11-20T10:00:00.000000Z",'
    '"changed_offset":0,"revision":1,"about":null,"day":"2026-11-20","title":"","answers":""'
)
REFUSED: Final = {
    "a last line without its end": (HEAD, "x"),
    "a row that is a text": (
        HEAD,
        '"entries":{\n"283659985291333471940186":"x"\n},\n',
    ),
    "no version of its form": (HEAD.replace('"schema":1,', ""), ""),
    "a version that is a text": (HEAD.replace(":1,", ':"1",'), ""),
    "a number that is a list": (HEAD.replace('r":0', 'r":[0]'), ""),
    "a version below the first": (HEAD.replace(":1,", ":-1,"), ""),
}
"""By what is wrong with it: the head and the tables of a snapshot."""

COMMANDS: Final = (["today"], ["export"], ["trend"], ["list"], ["doctor"])


def right(head: str, tables: str) -> bytes:
    """A sheet whose checksum fits."""
    body = f'{{"_meta":{{"1":{head}}},\n{tables}"_check":{{"1":{{"sha256":"'
    digest = hashlib.sha256(body.encode()).hexdigest()
    return f'{body}{digest}"}}}}}}\n'.encode()


def lay(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    place = folder / name
    place.write_bytes(data)
    place.chmod(0o600)
    return place


@pytest.mark.timeout(60)
@pytest.mark.parametrize("odd", REFUSED)
def test_workbook_of_a_wrong_shape_is_refused_in_a_sentence_and_left_as_it_is(
    run: Run, folder: Path, odd: str
) -> None:
    data = right(*REFUSED[odd])
    place = lay(folder, "trust.json", data)
    for command in COMMANDS:
        outcome = run(*command)
        assert outcome.status == 1, command
        said = outcome.err + outcome.text
        assert "No whole copy of the workbook was found here" in said
        assert "Traceback" not in said
        assert place.read_bytes() == data


@pytest.mark.timeout(60)
@pytest.mark.parametrize("odd", REFUSED)
def test_copy_of_a_wrong_shape_is_no_way_to_hold_up_or_change_a_workbook(
    run: Run, folder: Path, tmp_path: Path, odd: str
) -> None:
    run("note", "surely mine")
    data = right(*REFUSED[odd])
    beside = lay(folder, "trust (conflicted copy).json", data)
    lay(tmp_path / "other", "trust.json", data)
    assert run("today").status == 0
    outcome = run("merge", str(tmp_path / "other"))
    assert outcome.status == 1
    assert "Traceback" not in outcome.err
    assert b"surely mine" in run("export").out
    assert beside.read_bytes() == data


@pytest.mark.timeout(60)
@pytest.mark.parametrize("odd", REFUSED)
@pytest.mark.parametrize(
    "name", ["trust.json.age", "log/abcabcabcabc-00000001.json.age"]
)
def test_file_of_a_wrong_shape_sealed_by_anybody_is_told_and_put_aside(
    folder: Path, odd: str, name: str, clock: StandingClock
) -> None:
    workbook = opened(folder, clock=clock)
    workbook.of(Entry).keep(Entry(text="surely mine", day=clock.now().date()))
    workbook.set_passphrase(PHRASE)
    workbook.of(Entry).keep(Entry(text="and later", day=clock.now().date()))
    mine = texts(workbook)
    workbook.close()
    parts: list[bytes] = []
    public_seal(Folder(folder)).fill([right(*REFUSED[odd])])(parts.append)
    lay(folder, name, b"".join(parts))
    again = opened(folder, PHRASE, clock=clock)
    assert texts(again) == mine
    assert again.findings
    again.close()


def test_head_with_a_text_where_it_says_nothing_of_use_is_read_all_the_same(
    run: Run, folder: Path
) -> None:
    text = HEAD.replace('previous":0', 'previous":"zero"')
    lay(folder, "trust.json", right(text, ""))
    assert "brought to the form of this version" in run("today").err
    for command in COMMANDS:
        assert run(*command).err.count("Traceback") == 0
    assert run("note", "kept").status == 0
    assert b"kept" in run("export").out


def test_one_odd_record_is_named_and_the_good_one_is_exported(
    run: Run, folder: Path
) -> None:
    rows = (
        f'"entries":{{\n"283659985291333471940186":{{{GOOD},"text":"a good entry","tags":[]}},\n'
        f'"283659985291333471940187":{{{GOOD},"text":"odd","tags":[null]}}\n}},\n'
    )
    lay(folder, "trust.json", right(HEAD, rows))
    outcome = run("export")
    assert outcome.status == 0
    assert b"a good entry" in outcome.out
    assert b'"odd"' not in outcome.out
    assert "283659985291333471940187" in outcome.err + run("doctor").err


def test_name_of_a_copy_cannot_steer_the_terminal(
    run: Run, folder: Path
) -> None:
    run("note", "words")
    data = (folder / "trust.json").read_bytes()
    lay(folder, "trust (conflicted copy \x1b]0;title\x07).json", data)
    lay(folder, "trust (conflicted copy\ngood  All is well).json", data)
    outcome = run("doctor")
    assert not {"\x1b", "\x07"} & set(outcome.text + outcome.err)
    assert "good  All is well).json" not in outcome.text.splitlines()
