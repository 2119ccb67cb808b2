"""A sign-off holds while the words and figures are those that were signed, and for no longer."""

from __future__ import annotations

import itertools
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import a_council, a_measure, judged, observations

from helpers.assess.approval import APPROVAL_COLUMNS, Signature, approvals, figures_hash, signatures, words_hash
from helpers.model.approval import Approval, Hashes, Step
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.words import Commentary, ExceptionReport, Offer, Prose, Words

Q2 = Period.parse("2019-20-q2")
A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def line(
    step: str, words: str = A, figures: str = B, public: str = B, day: int = 20, role: str = "Director"
) -> Approval:
    return Approval(date(2020, 1, day), Step(step), "adults", role, Hashes(words, figures, public))


def standing(lines: list[Approval], words: str = A, figures: str = B, **choices: Any) -> dict[str, str]:
    frame = approvals(lines, {"adults": Signature(words, figures)}, a_council().directorates, **choices)
    assert list(frame.columns) == list(APPROVAL_COLUMNS)
    (row,) = frame.to_dict("records")
    return {str(name): str(cell) for name, cell in row.items()}


def test_a_directorate_that_nobody_signed_is_a_draft() -> None:
    assert standing([]) == {
        "directorate": "adults", "directorate_name": "Adult Social Care", "state": "draft", "role": "", "date": "",
        "reason": "",
    }  # fmt: skip


def test_a_directorate_is_submitted_then_approved_and_says_by_whom_and_when() -> None:
    submitted = line("submitted", role="Performance Lead", day=20)
    assert standing([submitted])["state"] == "submitted"
    found = standing([submitted, line("approved", day=22)])
    assert (found["state"], found["role"], found["date"], found["reason"]) == ("approved", "Director", "2020-01-22", "")


@pytest.mark.parametrize(
    ("words", "figures", "reason"),
    [
        (C, B, "the words changed since it was approved on 22 January 2020"),
        (A, C, "a figure changed since it was approved on 22 January 2020"),
        (C, C, "the words and a figure changed since it was approved on 22 January 2020"),
    ],
)
def test_a_later_edit_or_a_changed_figure_takes_the_approval_back(words: str, figures: str, reason: str) -> None:
    found = standing([line("submitted", day=20), line("approved", day=22)], words, figures)
    assert (found["state"], found["role"], found["date"]) == ("changed", "Director", "2020-01-22")
    assert found["reason"] == reason


def test_what_is_signed_again_after_a_change_is_signed() -> None:
    lines = [line("approved", day=20), line("submitted", words=C, day=22)]
    assert standing(lines, words=C)["state"] == "submitted"
    assert standing([*lines, line("approved", words=C, day=23)], words=C)["date"] == "2020-01-23"


def test_words_changed_and_then_changed_back_are_the_words_that_were_approved() -> None:
    assert standing([line("approved", day=20), line("submitted", words=C, day=22)])["state"] == "approved"


def test_the_same_signed_twice_was_signed_the_first_time() -> None:
    assert standing([line("approved", day=22), line("approved", day=20)])["date"] == "2020-01-20"


def test_neither_the_order_of_the_lines_nor_a_line_twice_says_anything() -> None:
    lines = [line("submitted", day=20), line("approved", day=22), line("approved", words=C, day=22), line("approved")]
    for words in (A, C, "d" * 64):
        wanted = standing(lines, words)
        assert all(standing([*order, order[0]], words) == wanted for order in itertools.permutations(lines))


def test_of_several_approvals_that_hold_no_more_the_latest_is_named() -> None:
    late, early = line("submitted", role="Performance Lead", day=25), line("approved", day=20)
    for lines in ([late, early], [early, late]):
        found = standing(lines, words=C)
        assert (found["state"], found["role"], found["date"]) == ("changed", "Performance Lead", "2020-01-25")


def test_where_nobody_has_anything_to_sign_the_columns_stand() -> None:
    assert list(approvals([], {}, a_council().directorates).columns) == list(APPROVAL_COLUMNS)


def test_another_directorates_lines_are_not_ours() -> None:
    other = Approval(date(2020, 1, 20), Step.APPROVED, "housing", "Director", Hashes(A, B, B))
    assert standing([other])["state"] == "draft"


def test_a_directorate_without_a_measure_in_the_edition_has_nothing_to_sign() -> None:
    assert len(approvals([], {}, a_council().directorates)) == 0


def test_a_public_pack_looks_at_the_figures_it_may_see_and_the_services_own_at_the_true_ones() -> None:
    lines = [line("approved", figures=B, public=C)]
    assert standing(lines, figures=C, public=True)["state"] == "approved"
    assert standing(lines, figures=C, public=False)["reason"].startswith("a figure changed")
    assert standing(lines, words=C, figures=C, public=True)["reason"].startswith("the words changed")
    assert standing(lines, figures=B, public=False)["state"] == "approved"


# What a signature is made of.

SENSITIVE = a_measure("S1", unit="count", polarity="lower", sensitive=True)
OPEN = a_measure("M1")


def signed(pack: Pack = Pack.PUBLIC, s1: float = 3, m1: float = 80, words: Words | None = None, said: str = "") -> Any:
    table, returned = shown(pack, s1, m1, said)
    return signatures(table, words or Words(), returned)["adults"]


@cache
def shown(pack: Pack, s1: float, m1: float, said: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Judge figures once, however many words are signed with them; a signature leaves them as they are."""
    rows = [
        {"ref": "S1", "period": "2019-20-q1", "value": 30},
        {"ref": "S1", "period": "2019-20-q2", "value": s1},
        {"ref": "M1", "period": "2019-20-q2", "value": m1, "commentary": said},
    ]
    return judged([SENSITIVE, OPEN], rows, pack=pack).table, observations(rows)


def test_a_suppressed_3_and_a_suppressed_6_have_one_public_signature_and_two_of_the_service() -> None:
    assert signed(s1=3) == signed(s1=6)
    assert signed(Pack.SERVICE, s1=3) != signed(Pack.SERVICE, s1=6)
    assert signed(Pack.SERVICE).words == signed().words


def test_a_changed_figure_changes_the_figures_alone() -> None:
    assert signed(m1=81).figures != signed(m1=80).figures
    assert signed(m1=81).words == signed(m1=80).words


def test_what_a_predecessor_wrote_beside_its_figure_is_nothing_that_a_director_signs() -> None:
    council = a_council(formed="2019-04-01", predecessors=["East", "West"])
    measure = a_measure("M1", frequency="annual", directorate="adults", unit="count")

    def before(said: str) -> dict[str, Signature]:
        sent = {"ref": "M1", "period": "2018-19", "returned": "2019-20-q1", "value": 5, "commentary": said}
        rows = [{**sent, "area": area} for area in ("East", "West")]
        table = judged(measure, rows, council=council).table
        assert table["value"].tolist() == [10]
        return signatures(table, Words(), observations(rows))

    assert before("Said then") == before("Said otherwise")


def written(text: str = "Staff left.", **more: Any) -> Words:
    return Words(commentary=(Commentary("M1", text, "adults.ipynb, cell commentary-M1"),), **more)


WHERE = "adults.ipynb, cell x"
EDITS = {
    "another commentary": written("Staff came."),
    "an answer of an exception report": written(exceptions=(ExceptionReport("M1", {"cause": "x"}, WHERE, Q2),)),
    "prose of the directorate's notebook": written(prose=(Prose("adults", "Read this first.", WHERE),)),
    "no commentary": Words(),
}
NO_EDITS = {
    "a draft kept as it was": Words(commentary=(Commentary("M1", "Staff left.", WHERE, state="draft"),)),
    "blank space at the end": written("Staff left.\n"),
    "another system's line endings": written("Staff left.\r\n"),
    "prose of another notebook": written(prose=(Prose("overview", "Hello.", WHERE),)),
    "commentary of another directorate": Words(commentary=(*written().commentary, Commentary("H1", "Theirs.", WHERE))),
    "an empty answer": written(exceptions=(ExceptionReport("M1", {"cause": ""}, WHERE, Q2),)),
    "an offer that nobody has taken up": written(offers=(Offer("M1", "Ours.", WHERE),)),
    "an exception report of an earlier quarter": written(earlier=(ExceptionReport("M1", {"cause": "x"}, WHERE, Q2),)),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_changes_the_words_alone(name: str) -> None:
    assert signed(words=EDITS[name]).words != signed(words=written()).words
    assert signed(words=EDITS[name]).figures == signed(words=written()).figures


@pytest.mark.parametrize("name", NO_EDITS)
def test_what_is_no_edit_changes_nothing(name: str) -> None:
    assert signed(words=NO_EDITS[name]) == signed(words=written())


def test_words_that_came_with_a_return_are_signed_too_until_the_notebook_has_its_own() -> None:
    assert signed(said="Staff left.").words != signed(said="Staff came.").words
    assert signed(said="Staff left.", words=written("Ours.")) == signed(said="Staff came.", words=written("Ours."))
    assert signed(said="Staff left.") == signed(words=written("Staff left."))
    draft = Words(commentary=(Commentary("M1", "80 is just short of 85.", WHERE, state="draft"),))
    assert signed(said="Staff left.", words=draft) == signed(said="Staff left.")


FIGURES = st.lists(
    st.fixed_dictionaries(
        {"ref": st.sampled_from(["A", "B"]), "value": st.floats(allow_nan=True), "rag": st.sampled_from(["Red", ""])}
    ),
    min_size=1,
    max_size=6,
)


@given(rows=FIGURES, data=st.data())
def test_figures_hash_the_same_in_any_order_of_rows_and_columns(rows: list[dict[str, object]], data: Any) -> None:
    frame = pd.DataFrame(rows)
    other = pd.DataFrame(data.draw(st.permutations(rows)))[data.draw(st.permutations(list(frame.columns)))]
    assert figures_hash(other) == figures_hash(frame)


@pytest.mark.parametrize("column", ["value", "target", "numerator", "intervention", "previous", "forecast"])
def test_every_figure_of_the_row_counts_down_to_its_last_decimal(column: str) -> None:
    table = judged(OPEN, [{"period": "2019-20-q2", "value": 80}]).table
    assert figures_hash(table.assign(**{column: 1.1})) != figures_hash(table.assign(**{column: 1.2}))


def test_a_rating_counts_and_a_title_does_not() -> None:
    table = judged(OPEN, [{"period": "2019-20-q2", "value": 80}]).table
    assert figures_hash(table.assign(rag="Amber")) != figures_hash(table)
    assert figures_hash(table.assign(title="Renamed", commentary="Said.")) == figures_hash(table)


def test_a_text_moved_to_another_cell_is_another_text() -> None:
    assert words_hash({"commentary-1": "Up.", "commentary-2": "Down."}) != words_hash(
        {"commentary-1": "Down.", "commentary-2": "Up."}
    )
