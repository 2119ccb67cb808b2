"""Another system's file is fetched with the mapping that reads it, and both are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tiny import Tiny

from helpers.collect.council import read_council
from helpers.collect.feed.fetch import Fetched, fetch
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.model.errors import Refused
from helpers.model.period import Period

Q2 = Period.parse("2019-20-q2")
HELD = "data/returns/2019-20-q2"
SOURCE = "supplied_by: Head of Housing\nsystem: Housing case system\nfile: share/{period}/export.csv\n"
MAPPING = """\
# The case system's quarterly export
encoding: cp1252
rows:
  - as: returns
    cells:
      ref: {text: H1}
      period: {column: Quarter, form: calendar-quarter}
      value: Households in café rooms
"""
EXPORT = "Quarter,Households in café rooms,Note\n2019-Q3,68,\n"

Collect = Callable[..., list[Fetched]]


@pytest.fixture
def tiny(tiny: Tiny) -> Tiny:
    """A tiny council whose housing figures another system exports to a share."""
    (tiny.root / HELD / "all.csv").unlink()
    tiny.put("data/sources/housing.source.yml", SOURCE)
    tiny.put("data/sources/housing.mapping.yml", MAPPING)
    tiny.put("share/2019-20-q2/export.csv", EXPORT.encode("cp1252"))
    return tiny


@pytest.fixture
def collect(tiny: Tiny) -> Collect:
    def of(*again: str) -> list[Fetched]:
        told: list[Fetched] = []
        framework = read_framework(tiny.workspace, read_council(tiny.workspace))
        fetch(tiny.workspace, framework, Q2, again=again, tell=told.append)
        return told

    return of


def row(tiny: Tiny) -> dict[str, object]:
    """The one row that came in for the quarter."""
    rows = read_returns(tiny.workspace, read_framework(tiny.workspace, read_council(tiny.workspace)), Q2)
    (only,) = rows[rows["return_period"] == Q2].to_dict(orient="records")
    return {str(name): found for name, found in only.items()}


def history(tiny: Tiny) -> list[Path]:
    return sorted(path for path in (tiny.root / "data/superseded").rglob("*") if path.is_file())


def test_a_foreign_file_is_kept_as_it_is_with_its_mapping_and_origin(tiny: Tiny, collect: Collect) -> None:
    assert collect() == [Fetched("housing", "1 row kept", (f"{HELD}/housing.csv",))]
    assert (tiny.root / HELD / "housing.csv").read_bytes() == EXPORT.encode("cp1252")
    mapping = (tiny.root / HELD / "housing.mapping.yml").read_text(encoding="utf-8")
    assert mapping.startswith(MAPPING)
    assert yaml.safe_load(mapping)["file"] == "housing.csv"
    found = row(tiny)
    assert (found["ref"], found["value"], found["supplied_by"]) == ("H1", 68, "Head of Housing")
    assert found["received"] == str(yaml.safe_load(mapping)["origin"]["received"])


def test_it_is_fetched_once(tiny: Tiny, collect: Collect) -> None:
    collect()
    before = tiny.files()
    assert collect() == []
    assert [fetched.said for fetched in collect("housing")] == ["nothing has changed since"]
    assert tiny.files() == before


def test_a_new_export_takes_the_place_of_the_old_and_both_are_kept(tiny: Tiny, collect: Collect) -> None:
    collect()
    tiny.put("share/2019-20-q2/export.csv", EXPORT.replace("68", "70").encode("cp1252"))
    collect("housing")
    assert row(tiny)["value"] == 70
    names = ["housing.csv", "housing.csv.origin.yml", "housing.mapping.yml"]
    assert [path.name for path in history(tiny)] == names
    assert history(tiny)[0].read_bytes() == EXPORT.encode("cp1252")


def test_a_mended_mapping_is_taken_with_the_next_fetch(tiny: Tiny, collect: Collect) -> None:
    collect()
    tiny.put("data/sources/housing.mapping.yml", MAPPING.replace("H1", "H2"))
    assert row(tiny)["ref"] == "H1"
    collect("housing")
    assert row(tiny)["ref"] == "H2"
    assert history(tiny)


def test_a_system_that_comes_to_speak_our_language_needs_no_mapping_any_more(tiny: Tiny, collect: Collect) -> None:
    collect()
    (tiny.root / "data/sources/housing.mapping.yml").unlink()
    tiny.put("share/2019-20-q2/export.csv", "ref,period,value\nH1,2019-20-q2,68\n")
    collect("housing")
    assert row(tiny)["value"] == 68
    assert not (tiny.root / HELD / "housing.mapping.yml").exists()


def test_an_export_that_has_changed_its_columns_is_refused_and_not_kept(tiny: Tiny, collect: Collect) -> None:
    tiny.put("share/2019-20-q2/export.csv", EXPORT.replace("Quarter", "Period").encode("cp1252"))
    with pytest.raises(Refused, match=r"data/sources/housing\.mapping\.yml"):
        collect()
    assert not list((tiny.root / HELD).iterdir())
