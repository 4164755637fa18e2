"""Workflows, hooks and forms do what the documents say: the commands of the house, every Python, and no journals."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(
    path
    for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml")
    if path.stem != "config"
)
RUNNERS = [
    *WORKFLOWS,
    ROOT / ".pre-commit-config.yaml",
    ROOT / ".ci" / "run",
    ROOT / "CONTRIBUTING.md",
]
PROJECT: Mapping[str, Any] = tomllib.loads(
    (ROOT / "pyproject.toml").read_text("utf-8")
)["project"]


def load(path: Path) -> Any:
    """A file of YAML."""
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("path", RUNNERS, ids=lambda path: path.name)
def test_every_command_that_is_run_is_one_of_the_house(path: Path) -> None:
    targets = set(
        re.findall(
            r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
        )
    )
    text = path.read_text("utf-8")
    called = set(
        re.findall(r"(?:^|[`:;] ?|&& )make ([a-z]+)", text, re.MULTILINE)
    )

    assert called
    assert called - targets == set()


def test_each_python_that_is_promised_is_tried() -> None:
    workflow = load(GITHUB / "workflows" / "test.yml")
    promised = re.findall(
        r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]), re.MULTILINE
    )

    matrix = workflow["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == promised
    assert {system.partition("-")[0] for system in matrix["system"]} == {
        "ubuntu",
        "macos",
    }


def test_only_the_job_that_publishes_may_do_more_than_read() -> None:
    allowed = {
        f"{path.stem} {name}": job.get("permissions", load(path)["permissions"])
        for path in WORKFLOWS
        for name, job in load(path)["jobs"].items()
    }

    assert allowed.pop("publish publish") == {"id-token": "write"}
    assert set(map(str, allowed.values())) == {"{'contents': 'read'}"}


def test_nothing_is_published_that_was_not_tested() -> None:
    jobs = load(GITHUB / "workflows" / "publish.yml")["jobs"]
    ran = [step.get("run") for step in jobs["build"]["steps"]]

    assert jobs["publish"]["needs"] == "build"
    assert ran.index("make test") < ran.index("make dist")


def test_hooks_fetch_nothing() -> None:
    assert {
        repo["repo"] for repo in load(ROOT / ".pre-commit-config.yaml")["repos"]
    } == {"local"}


def test_an_issue_without_a_form_cannot_be_sent() -> None:
    config = load(GITHUB / "ISSUE_TEMPLATE" / "config.yml")

    assert config["blank_issues_enabled"] is False


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_not_sent_before_one_says_that_no_journal_is_in_it(
    path: Path,
) -> None:
    promises = [
        option["label"]
        for part in load(path)["body"]
        if part["type"] == "checkboxes"
        for option in part["attributes"]["options"]
        if option["required"]
    ]

    assert any("no word of a journal" in promise for promise in promises)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_no_picture_file_or_workbook(path: Path) -> None:
    asked = " ".join(
        str(part["attributes"].get("label")) for part in load(path)["body"]
    )

    assert not re.search(
        "screenshot|picture|attach|export|entry", asked, re.IGNORECASE
    )


def test_the_four_questions_are_those_of_the_developers_guide() -> None:
    asked = list(questions((ROOT / "CONTRIBUTING.md").read_text("utf-8")))

    assert len(asked) == 4
    assert (
        list(
            questions((GITHUB / "pull_request_template.md").read_text("utf-8"))
        )
        == asked
    )


def questions(text: str) -> Iterator[str]:
    """The items of lists that are questions."""
    yield from re.findall(r"^(?:\d\.|-) (.*\?)$", text, re.MULTILINE)


def test_no_address_is_made_up() -> None:
    """No home page, no repository and no mail address stand anywhere, as there are none."""
    paths = [*GITHUB.rglob("*.*"), ROOT / "pyproject.toml", *ROOT.glob("*.md")]
    found = [
        address
        for path in paths
        for address in re.findall(
            r"https?://[^)\s\"']+|[\w.]+@[\w-]+\.[a-z]{2,}",
            path.read_text("utf-8"),
        )
    ]

    assert {address.split("/")[2] for address in found if "://" in address} <= {
        "keepachangelog.com",
        "semver.org",
    }
    assert [address for address in found if "://" not in address] == []
