"""What changed between two editions is what both told: nothing that either withholds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.assess.changes.between import changes_between
from helpers.assess.changes.told import Told

RATED = {"rag": "Green", "rag_basis": "rule", "unit": "count", "title": "Visits", "directorate": "adults"}


def told(definition: dict[str, str] | None = None, seen: dict[str, dict[str, str]] | None = None, **row: str) -> Told:
    """An edition of one measure, A1; `seen` are its observations by period."""
    rows = {
        ("A1", period): {"value": "", "marker": "", "state": "reported", **one} for period, one in (seen or {}).items()
    }
    return Told({"A1": {**RATED, **row}}, {"A1": definition or {}}, rows)


def found(before: Told, after: Told) -> list[dict[str, Any]]:
    """The changes without the first row, each as what it says."""
    rows = changes_between(before, after, "2019-20-q1", "published").to_dict("records")
    assert rows[0]["kind"] == "since"
    return [{name: value for name, value in row.items() if value and name not in RATED} for row in rows[1:]]


@pytest.mark.parametrize(
    ("was", "now", "moved"),
    [("Red", "Amber", "better"), ("Red", "Green", "better"), ("Green", "Amber", "worse"), ("Amber", "Red", "worse")],
)
def test_a_rating_moves_to_the_better_or_the_worse(was: str, now: str, moved: str) -> None:
    assert found(told(rag=was), told(rag=now)) == [
        {"kind": "rating", "ref": "A1", "before": was, "after": now, "moved": moved}
    ]


def test_a_rating_that_is_lost_says_why_and_moves_neither_way() -> None:
    assert found(told(), told(rag="", rag_basis="missing")) == [
        {"kind": "rating", "ref": "A1", "before": "Green", "reason": "missing"}
    ]


@pytest.mark.parametrize("basis", ["not due", "suppressed"])
def test_a_figure_that_was_not_due_or_is_withheld_has_not_lost_its_rating(basis: str) -> None:
    assert found(told(), told(rag="", rag_basis=basis)) == []
    assert found(told(rag="", rag_basis=basis), told()) == []


def restated(was: str, now: str, **more: dict[str, str]) -> list[dict[str, Any]]:
    then, later = more.get("then", {}), more.get("later", {})
    return found(
        told(seen={"2018-19": {"value": was, **then}}, unit=then.get("unit", "count")),
        told(seen={"2018-19": {"value": now, **later}}, unit=later.get("unit", "count")),
    )


def test_a_figure_that_was_published_otherwise_is_restated_with_what_its_markers_say_of_why() -> None:
    later, then = {"marker": "r"}, {"marker": "b p"}
    row = {"kind": "revised", "ref": "A1", "what": "2018-19", "before": "81", "after": "80"}
    assert restated("81", "80") == [row]
    assert restated("81", "80", then=then, later=later) == [{**row, "reason": "p r"}]


def test_a_figure_is_compared_at_the_places_that_both_editions_show() -> None:
    assert restated("81", "81.4") == []
    assert [row["after"] for row in restated("81", "81.6")] == ["81.6"]


def test_a_figure_in_another_unit_is_another_figure_and_no_restated_one() -> None:
    assert [row["kind"] for row in restated("81", "0.8", later={"unit": "%"})] == ["definition"]


@pytest.mark.parametrize("side", ["then", "later"])
def test_nothing_is_said_of_a_figure_that_either_edition_withholds(side: str) -> None:
    assert restated("81", "80", **{side: {"state": "suppressed"}}) == []
    withheld = told(rag="", rag_basis="suppressed", seen={"2018-19": {"value": "81"}})
    shown = told(rag="Red", seen={"2018-19": {"value": "80"}})
    pair = (withheld, shown) if side == "then" else (shown, withheld)
    assert found(*pair) == []


def test_a_measure_that_takes_the_place_of_one_that_went_is_one_change() -> None:
    old, new = Told({"A1": RATED, "A2": RATED}), Told({"A2": RATED, "B1": RATED}, {"B1": {"replaces": "A1"}})
    assert found(old, new) == [{"kind": "replaced", "ref": "B1", "what": "Visits", "before": "A1"}]


def test_a_measure_that_names_one_that_is_still_there_came_in_beside_it() -> None:
    new = Told({"A1": RATED, "B1": RATED}, {"B1": {"replaces": "A1"}})
    assert found(told(), new) == [{"kind": "in", "ref": "B1"}]
    assert found(new, told()) == [{"kind": "out", "ref": "B1"}]


def test_a_target_of_the_year_changes_and_one_number_in_two_spellings_does_not() -> None:
    def of(level: str, year: str = "2019-20") -> Told:
        return told({"year_target": level, "target_year": year})

    assert found(of("80"), of("80.0")) == []
    assert found(of("80", "2018-19"), of("85")) == [
        {"kind": "target", "ref": "A1", "what": "2019-20", "before": "80", "after": "85", "reason": "2018-19"}
    ]
    assert found(of("18 to 22"), of("18 to 20"))[0]["after"] == "18 to 20"
    assert found(of("80", ""), of("85")) == []


def test_what_an_edition_does_not_tell_of_a_definition_has_not_changed() -> None:
    assert found(told(), told({"definition": "All visits."})) == []
    assert found(told({"definition": "Visits."}), told({"definition": "All visits."})) == [
        {"kind": "definition", "ref": "A1", "what": "definition", "before": "Visits.", "after": "All visits."}
    ]


RAGS, TITLES = st.sampled_from(["Red", "Amber", "Green"]), st.sampled_from(["Visits", "Loans"])
ROWS = st.builds(lambda rag, title: {**RATED, "rag": rag, "title": title}, RAGS, TITLES)
EDITIONS = st.dictionaries(st.sampled_from(["A1", "B2", "C3"]), ROWS).map(Told)


@settings(max_examples=40)
@given(before=EDITIONS, after=EDITIONS)
def test_looked_at_from_the_other_side_in_is_out_and_better_is_worse(before: Told, after: Told) -> None:
    other = {"in": "out", "out": "in", "better": "worse", "worse": "better"}

    def seen(one: Told, two: Told) -> set[tuple[str, ...]]:
        return {(row["kind"], row["ref"], row.get("moved", "")) for row in found(one, two)}

    assert seen(before, before) == set()
    assert seen(after, before) == {
        (other.get(kind, kind), ref, other.get(moved, moved)) for kind, ref, moved in seen(before, after)
    }
