"""What is owed is said once: by directorate, measure by measure, with the file in which it is mended."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from results_fixture import results as whole
from results_fixture import row

from helpers.model.results import APPROVALS, DOUBTS, Results
from helpers.narrate.owed import Owed, owed, standing_by_directorate

NAMES = {
    "childrens-services": "Children's Services", "housing": "Housing & Communities", "resources": "Resources",
}  # fmt: skip


def signed(**states: str) -> pd.DataFrame:
    """Sign-offs of the three directorates, approved where nothing else is said."""
    rows = [
        (key, name, states.get(key.split("-")[0], "approved"), "Corporate Director", "2019-10-20", "a figure changed")
        for key, name in NAMES.items()
    ]
    return pd.DataFrame(rows, columns=list(APPROVALS))


def results(*measures: dict[str, object], doubts: list[dict[str, str]] | None = None, **states: str) -> Results:
    """An edition of these measures, in which everything is signed and good but for what is said."""
    table = pd.DataFrame(list(measures) or [row(ref="H-01", title="Homes", directorate="housing")])
    found = pd.DataFrame(doubts or [], columns=list(DOUBTS))
    return replace(whole(), table=table, doubts=found, approvals=signed(**states))


def told(of: Results) -> list[tuple[str, str, str, str]]:
    return [(thing.ref, thing.kind, thing.words, thing.where) for thing in owed(of)]


NOTEBOOK = "reports/2019-20-q2/housing.ipynb"


def test_nothing_is_owed_of_an_edition_that_is_written_and_signed() -> None:
    assert owed(results(row(ref="H-01", rag="Red", commentary="Said.", commentary_state="written"))) == []


@pytest.mark.parametrize(
    ("given", "kind", "words", "where"),
    [
        ({"state": "missing"}, "return", "the figure for Q2 2019/20", "data/returns/2019-20-q2/"),
        ({"owed": "commentary"}, "commentary", "commentary", f"{NOTEBOOK}, cell commentary-H-01"),
        (
            {"owed": "exception: cause; exception: action; exception: owner (role)"},
            "exception", "exception report: cause, action and owner (role)", f"{NOTEBOOK}, cell exception-H-01",
        ),
        (
            {"commentary_offer": f"{NOTEBOOK}, cell offer-H-01", "commentary": "Ours.", "commentary_state": "written"},
            "choice", "commentary: two texts, of which one is to be chosen", f"{NOTEBOOK}, cell offer-H-01",
        ),
    ],
)  # fmt: skip
def test_each_thing_owed_of_a_measure_says_what_and_where(
    given: dict[str, str], kind: str, words: str, where: str
) -> None:
    assert told(results(row(ref="H-01", title="Homes", **given))) == [("H-01", kind, words, where)]


@pytest.mark.parametrize("rag", ["Red", "Amber"])
@pytest.mark.parametrize(("state", "count"), [("draft", 1), ("changed", 1), ("submitted", 0), ("approved", 0)])
def test_an_untouched_first_draft_is_owed_until_it_is_signed(rag: str, state: str, count: int) -> None:
    draft = row(ref="H-01", rag=rag, commentary="68.", commentary_state="draft", commentary_where=f"{NOTEBOOK}, cell x")
    assert [thing.kind for thing in owed(results(draft, housing=state))].count("draft") == count


def test_a_first_draft_about_a_green_measure_may_stay_as_it_is() -> None:
    draft = row(ref="H-01", rag="Green", commentary="68.", commentary_state="draft")
    assert [thing.kind for thing in owed(results(draft, housing="draft"))] == ["approval"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "approval"),
        ("submitted", "approval (submitted by Corporate Director on 20 October 2019)"),
        ("changed", "approval again: a figure changed"),
    ],
)
def test_a_sign_off_that_is_not_given_or_not_any_more_is_owed_by_its_directorate(state: str, words: str) -> None:
    (thing,) = owed(results(housing=state))
    assert (thing.directorate, thing.ref, thing.kind, thing.words) == ("housing", "", "approval", words)
    assert (thing.about, thing.where) == ("Sign-off", "reports/2019-20-q2/approvals.csv")


def doubt(**given: str) -> dict[str, str]:
    return {
        "ref": "H-01", "directorate": "housing", "where": f"{NOTEBOOK}, cell x", "sentence": "It rose to 86.",
        "found": "86", "expected": "68", **given,
    }  # fmt: skip


def test_a_doubtful_sentence_is_owed_with_what_was_found_and_what_the_figures_say() -> None:
    assert told(results(doubts=[doubt()])) == [
        ("H-01", "doubt", "prose: 86 in “It rose to 86.”; expected 68", f"{NOTEBOOK}, cell x")
    ]


@pytest.mark.parametrize(
    ("given", "name", "about"),
    [
        ({"ref": ""}, "Housing & Communities", "Other prose"),
        ({"ref": "", "directorate": ""}, "", "Other prose"),
        ({"ref": "", "directorate": "childrens-services"}, "Children's Services", "Other prose"),
        ({"ref": "H-99"}, "Housing & Communities", "H-99 "),
    ],
)
def test_no_doubt_is_lost_whatever_it_is_about(given: dict[str, str], name: str, about: str) -> None:
    (thing,) = owed(results(doubts=[doubt(**given)]))
    assert (thing.directorate_name, thing.about) == (name, about)


def test_the_list_goes_by_directorate_and_within_it_by_measure_with_the_sign_off_last() -> None:
    children = {"directorate": "childrens-services", "directorate_name": "Children's Services"}
    measures = (
        row(ref="H-02", state="missing", owed="commentary"),
        row(ref="H-01", state="missing"),
        row(ref="CS-1", owed="commentary", **children),
    )
    found = owed(results(*measures, doubts=[doubt(ref="H-02"), doubt(ref="")], housing="draft", childrens="draft"))
    assert [(thing.ref, thing.kind) for thing in found] == [
        ("CS-1", "commentary"), ("", "approval"),
        ("H-02", "return"), ("H-02", "commentary"), ("H-02", "doubt"),
        ("H-01", "return"), ("", "doubt"), ("", "approval"),
    ]  # fmt: skip


def test_a_directorates_view_owes_its_own_part_alone() -> None:
    children = {"directorate": "childrens-services", "directorate_name": "Children's Services"}
    measures = (row(ref="H-01", state="missing"), row(ref="CS-1", state="missing", **children))
    view = results(*measures, housing="draft", childrens="draft").directorate("housing")
    assert {thing.directorate for thing in owed(view)} == {"housing"}
    assert [thing.kind for thing in owed(view)] == ["return", "approval"]


def test_a_view_of_one_measure_is_nobodys_to_sign() -> None:
    assert owed(results(housing="draft").measure("H-01")) == []


def test_a_view_holds_the_sign_offs_of_its_own_directorates_so_that_no_other_page_is_made_anew_for_one() -> None:
    children = {"directorate": "childrens-services", "directorate_name": "Children's Services"}
    made = results(row(ref="H-01"), row(ref="CS-1", **children))
    for view in (made.measure("H-01"), made.directorate("housing"), made.priority("fulfilled-lives").measure("H-01")):
        assert list(view.approvals["directorate"]) == ["housing"]


def test_a_directorate_without_a_measure_here_is_not_asked_to_sign() -> None:
    assert owed(results(resources="draft", childrens="draft")) == []


# How far each directorate is.


def test_returns_are_counted_as_due_in_and_late() -> None:
    measures = (
        row(ref="H-01"), row(ref="H-02", state="missing"), row(ref="H-03", state="not due"),
        row(ref="H-04", state="suppressed"), row(ref="H-05", state="unavailable"),
    )  # fmt: skip
    late = pd.DataFrame([("H-01", "timeliness", "late", "late"), ("H-03", "timeliness", "late", "late")],
                        columns=["ref", "dimension", "signal", "reason"])  # fmt: skip
    (housing,) = standing_by_directorate(replace(results(*measures), signals=late))
    assert (housing.due, housing.arrived, housing.late) == (4, 3, 1)


def test_what_is_owed_is_counted_by_kind() -> None:
    measures = (
        row(ref="H-01", rag="Red", owed="exception: cause; exception: action; commentary"),
        row(ref="H-02", rag="Red", commentary_state="draft", commentary="68.", commentary_offer="x"),
        row(ref="H-03", state="missing", quality="Check"),
        row(ref="H-04", quality="Doubtful"),
    )
    (housing,) = standing_by_directorate(results(*measures, doubts=[doubt(), doubt(ref="")], housing="changed"))
    assert (housing.commentary, housing.exceptions, housing.prose, housing.quality) == (3, 1, 2, 1)
    assert housing.approval == "changed"


def test_directorates_stand_in_the_councils_order_and_those_without_a_measure_are_left_out() -> None:
    standing = standing_by_directorate(whole())
    assert [entry.directorate for entry in standing] == list(NAMES)
    assert [entry.approval for entry in standing] == ["draft"] * 3
    assert [entry.directorate for entry in standing_by_directorate(results())] == ["housing"]


def test_the_same_is_owed_by_the_whole_as_by_its_directorates() -> None:
    made = results(*(row(ref="H-01", state="missing"), row(ref="H-02", owed="commentary")), housing="draft")
    parts: list[Owed] = [thing for key in ("housing",) for thing in owed(made.directorate(key))]
    assert owed(made) == parts
