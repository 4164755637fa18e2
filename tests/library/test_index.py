"""Reading the headers of a folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trust_tui.library import index
from trust_tui.library.index import (
    LARGEST,
    UnreadableError,
    read_shelf,
    read_source,
)
from trust_tui.library.library import packaged_folder
from trust_tui.library.model import Problem

from .conftest import Write, page_text


def shelf_of(folder: Path) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    return list(read_shelf(folder, problems).headers), problems


def test_pages_of_a_folder_come_before_those_of_folders_in_it(
    write: Write,
) -> None:
    write("b/c.md", page_text("c"))
    write("z.md", page_text("z"))
    folder = write("a.md", page_text("a")) / "en"
    assert shelf_of(folder) == (["a", "z", "c"], [])


def test_other_files_hidden_files_and_folders_too_deep_are_left_alone(
    write: Write,
) -> None:
    write("notes.txt", "no")
    write(".a.md.swp", "no")
    write(".hidden.md", "no")
    write("1/2/3/4.md", "no")
    folder = write("a.md", page_text("a")) / "en"
    assert shelf_of(folder) == (["a"], [])


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"no front matter", 1, "three hyphens"),
        (b"", 1, "three hyphens"),
        (b"---\nid: a\nkind: page\ntitle: \xff\n---\n", 4, "UTF-8"),
        ("---\nid: a".encode("utf-16"), 1, "UTF-8"),
        (b"---\nid: a\ntitle: a: b\n---\n", 3, "colon"),
        (b"---\nid: a\nkind: page\n---\n", 1, "no title"),
        (b"x" * (LARGEST + 1), 0, "bigger than 100 kB"),
    ],
)
def test_file_that_cannot_be_used_is_skipped_and_named(
    write: Write, content: bytes, line: int, words: str
) -> None:
    write("bad.md", content)
    folder = write("good.md", page_text("good")) / "en"
    ids, problems = shelf_of(folder)
    assert ids == ["good"]
    assert [
        (problem.file, problem.line, problem.warning) for problem in problems
    ] == [("bad.md", line, False)]
    assert words in problems[0].advice


def test_a_link_out_of_the_folder_is_not_followed(
    write: Write, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(page_text("secret"))
    folder = write("good.md", page_text("good")) / "en"
    (folder / "out.md").symlink_to(outside)
    (folder / "up.md").symlink_to(
        Path("..") / "en" / ".." / ".." / "outside.md"
    )

    ids, problems = shelf_of(folder)

    assert ids == ["good"]
    assert [problem.file for problem in problems] == ["out.md", "up.md"]
    with pytest.raises(UnreadableError):
        read_source(folder, "out.md")


def test_a_link_within_the_folder_is(write: Write) -> None:
    folder = write("b.md", page_text("good")) / "en"
    (folder / "a.md").symlink_to("b.md")

    assert read_source(folder, "a.md") == page_text("good")


def test_ten_megabytes_are_refused_without_being_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write("bad.md", b"x" * 10_000_000) / "en"
    monkeypatch.setattr(os, "read", lambda *_: pytest.fail("the file was read"))
    assert shelf_of(folder)[0] == []


def test_second_page_with_an_id_is_skipped_and_names_the_first(
    write: Write,
) -> None:
    write("a.md", page_text("same"))
    folder = write("b.md", page_text("same")) / "en"
    ids, problems = shelf_of(folder)
    assert ids == ["same"]
    assert (
        str(problems[0])
        == "b.md:2: The id same is taken by a.md. Give this page an id of its own."
    )


def test_byte_order_mark_and_windows_line_ends_are_read(write: Write) -> None:
    folder = (
        write(
            "a.md",
            b"\xef\xbb\xbf" + page_text("a").replace("\n", "\r\n").encode(),
        )
        / "en"
    )
    assert shelf_of(folder) == (["a"], [])


def test_named_pipe_link_to_nowhere_and_folder_called_md_do_not_hold_up(
    write: Write,
) -> None:
    folder = write("a.md", page_text("a")) / "en"
    os.mkfifo(folder / "pipe.md")
    (folder / "link.md").symlink_to(folder / "nowhere.md")
    (folder / "folder.md").mkdir()
    ids, problems = shelf_of(folder)
    assert ids == ["a"]
    assert sorted(problem.file for problem in problems) == [
        "link.md",
        "pipe.md",
    ]


def test_folder_with_far_too_many_files_is_read_up_to_a_limit(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_FILES", 2)
    for name in "abc":
        folder = write(f"{name}.md", page_text(name)) / "en"
    ids, problems = shelf_of(folder)
    assert ids == ["a", "b"]
    assert problems[0].file == "c.md"


def test_name_of_a_file_cannot_steer_the_terminal(write: Write) -> None:
    folder = write("\x1b[2J.md", "nothing") / "en"
    assert shelf_of(folder)[1][0].file == "\u241b[2J.md"


def test_missing_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert shelf_of(tmp_path / "nowhere") == ([], [])


def test_file_that_vanished_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be opened"):
        read_source(tmp_path, "gone.md")


def test_reading_all_headers_imports_neither_markdown_nor_yaml() -> None:
    code = (
        "import sys; from trust_tui.library.library import Library, packaged_folder;"
        "assert Library([packaged_folder()]).headers();"
        "sys.exit(any(name in sys.modules for name in ('markdown_it', 'yaml', 'textual', 'rich')))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], check=False).returncode
        == 0
    )


def test_packaged_pages_have_no_problem() -> None:
    assert shelf_of(packaged_folder() / "en")[1] == []
