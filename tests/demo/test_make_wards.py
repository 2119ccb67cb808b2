"""The demo council's wards are what their script makes, add up to the council's figures, and name no real place."""

from __future__ import annotations

import csv
import runpy
from collections import Counter
from pathlib import Path

import pytest

SCRIPT = runpy.run_path(str(Path(__file__).with_name("make_wards.py")))
DATA = Path(__file__).parents[2] / "data/geography"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("geography")
    SCRIPT["make"](folder)
    return folder


def test_wards_and_figures_are_what_the_script_makes(made: Path) -> None:
    ours = {path.relative_to(DATA) for path in DATA.rglob("*") if path.is_file()}
    assert ours == {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    assert [str(path) for path in ours if (DATA / path).read_bytes() != (made / path).read_bytes()] == []


@pytest.mark.parametrize(("ref", "file"), [("27", "waste"), ("39", "economy")])
def test_the_wards_add_up_to_the_councils_own_figure(ref: str, file: str) -> None:
    maker = SCRIPT["makers"]()[ref]
    for quarter in SCRIPT["QUARTERS"]:
        with (DATA / "returns" / str(quarter) / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        _, above, below = maker.figure(quarter)
        added = [sum(int(row[part]) for row in rows) for part in ("numerator", "denominator")]
        assert added == [int(above), int(below)]


def test_some_wards_of_one_measure_are_withheld() -> None:
    found: Counter[str] = Counter()
    for path in (DATA / "returns").rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            found.update(row["marker"] for row in csv.DictReader(lines))
    assert found["c"] > 0
