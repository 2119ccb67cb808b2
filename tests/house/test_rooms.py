"""The rooms of the house: small, named for what is done in them, and pure where the design says so."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

LONGEST = 350
WITHOUT_PURPOSE = {"utils", "util", "common", "misc", "tools", "helper", "stuff"}
READS_OR_WRITES = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "mkdir",
    "unlink",
    "touch",
    "read_csv",
    "read_excel",
    "read_parquet",
    "to_parquet",
}


def rooms(repository: Path) -> list[Path]:
    return sorted((repository / "src" / "helpers").rglob("*.py"))


def file_calls(text: str) -> list[str]:
    """List the calls that touch a file."""
    calls = [node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    names = [call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls]
    return [name for name in names if name in READS_OR_WRITES]


def test_no_module_is_longer_than_fits_in_the_head(repository: Path) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in rooms(repository)}
    assert {path.name: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_no_room_is_without_a_purpose(repository: Path) -> None:
    assert [path for path in rooms(repository) if WITHOUT_PURPOSE & {path.stem, path.parent.name}] == []


def test_every_floor_says_its_purpose_and_what_it_may_import(repository: Path) -> None:
    floors = [path for path in rooms(repository) if path.name == "__init__.py" and path.parent.parent.name == "helpers"]
    docstrings = {path.parent.name: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for path in floors}
    assert len(docstrings) == 8
    assert [name for name, text in docstrings.items() if "import" not in (text or "").lower()] == []


@pytest.mark.parametrize("text", ["open('a')", "path.read_text()", "pandas.read_csv(path)"])
def test_a_call_that_touches_a_file_is_found(text: str) -> None:
    assert len(file_calls(text)) == 1


@pytest.mark.parametrize("floor", ["assess", "present"])
def test_the_floors_that_only_compute_touch_no_file(repository: Path, floor: str) -> None:
    computing = [path for path in rooms(repository) if floor in path.parts]
    calls = {path.name: file_calls(path.read_text(encoding="utf-8")) for path in computing}
    assert {name: found for name, found in calls.items() if found} == {}
