"""The demo council is what its script makes, and holds what the rules need to be seen at work."""

from __future__ import annotations

import runpy
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from helpers.collect.return_workbook.form import COLUMNS, FILLED, INSTRUCTIONS, RETURN

PERIOD = next(column for column in COLUMNS if column.name == "period")
SCRIPT = runpy.run_path(str(Path(__file__).with_name("make_council.py")))
DATA = Path(__file__).parents[2] / "data"


def _content(path: Path) -> object:
    """Give what a file says: a workbook's cells, since another zlib packs the same cells into other bytes."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return _answers(book[RETURN]) if INSTRUCTIONS in book else list(book.worksheets[0].iter_rows(values_only=True))
    if path.name.endswith(".xlsx.origin.yml"):
        return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("sha256")]
    return path.read_bytes()


def _answers(sheet: Worksheet) -> object:
    """Give what a service typed in; what stands around it is as it was on the day when the workbook was issued."""
    heading, *rows = sheet.iter_rows(values_only=True)
    columns = [heading.index(column.heading) for column in (*COLUMNS[:1], PERIOD, *FILLED)]
    return [[row[column] for column in columns] for row in rows]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    SCRIPT["main"](data)
    return data


def _files(data: Path) -> dict[str, Path]:
    return {
        str(path.relative_to(data)): path
        for folder in ("returns", "benchmarks")
        for path in sorted((data / folder).rglob("*"))
        if path.is_file()
    }


def test_the_script_makes_the_committed_returns_and_benchmarks(made: Path) -> None:
    committed, new = _files(DATA), _files(made)
    assert sorted(new) == sorted(committed)
    assert [name for name in new if _content(new[name]) != _content(committed[name])] == []


def test_every_kind_of_measure_is_in_the_framework() -> None:
    measures = SCRIPT["rows_of"](DATA / "framework/measures.csv")
    seen = {column: {row[column] for row in measures} for column in ("polarity", "frequency", "basis", "lag")}
    assert len(measures) >= 45
    assert seen == {
        "polarity": {"higher", "lower", "range", "none"},
        "frequency": {"monthly", "quarterly", "half-yearly", "annual"},
        "basis": {"period", "cumulative", "rolling-12", "snapshot"},
        "lag": {"0", "1", "2"},
    }
