"""The hashed lists agree with pyproject.toml, and every library in it has its reason."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RUNNING, TESTING = "requirements.txt", "requirements-test.txt"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)


def pins(repository: Path, *lists: str) -> dict[str, set[str]]:
    """Give the versions that the lists pin, by library; a library can have one for each Python."""
    found: dict[str, set[str]] = {}
    for name in lists:
        for pin in PIN.finditer((repository / name).read_text(encoding="utf-8")):
            found.setdefault(canonicalize_name(pin["name"]), set()).add(pin["version"])
    return found


def asked(repository: Path) -> dict[str, list[Requirement]]:
    """Give what pyproject.toml asks for, by the list that must answer."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    return {
        RUNNING: [Requirement(line) for line in (*project["project"]["dependencies"], *groups["build"])],
        TESTING: [Requirement(line) for line in groups["test"]],
    }


@pytest.mark.parametrize("name", [RUNNING, TESTING])
def test_the_list_answers_everything_pyproject_asks_for(repository: Path, name: str) -> None:
    pinned = pins(repository, name)
    unanswered = [
        str(wanted)
        for wanted in asked(repository)[name]
        if not all(version in wanted.specifier for version in pinned.get(canonicalize_name(wanted.name), {""}))
    ]
    assert unanswered == [], "run `make lock`"


def test_the_two_lists_agree(repository: Path) -> None:
    running, testing = pins(repository, RUNNING), pins(repository, TESTING)
    assert [name for name in running.keys() & testing if running[name] != testing[name]] == []


@pytest.mark.parametrize("name", [RUNNING, TESTING])
def test_every_line_of_the_list_is_a_version_with_hashes_and_nothing_else(repository: Path, name: str) -> None:
    text = re.sub(r" *\\\n *", " ", (repository / name).read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    pin = re.compile(r"\S+==\S+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert [line for line in lines if not pin.fullmatch(line)] == []


def test_every_library_has_its_reason(repository: Path) -> None:
    text = (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")
    reasons = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    wanted = {requirement.name for requirements in asked(repository).values() for requirement in requirements}
    assert wanted ^ reasons == set()
