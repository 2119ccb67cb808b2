"""Commentary stands beside its measure; what is still owed of it is marked there, for as long as it is owed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from results_fixture import results as whole
from results_fixture import row

from helpers.model.results import DOUBTS, Results
from helpers.present.commentary import commentary, measure_commentary

DOUBT = ("H-01", "housing", "a notebook", "It *rose* to 86.", "86", "68")
WRITTEN = {"commentary": "It *rose* to 86.", "commentary_state": "written"}


def results(*doubts: tuple[str, ...], **given: str) -> Results:
    table = pd.DataFrame([row(ref="H-01", title="Homes", rag="Red", **given)])
    return replace(whole(), table=table, doubts=pd.DataFrame(list(doubts), columns=list(DOUBTS)))


def page(of: Results) -> str:
    return "\n".join(part.markdown for part in commentary(of).parts)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "doubts", "mark"),
    [
        ({"owed": "commentary"}, (), "[Owed]{.owed}: commentary on this result."),
        (
            {**WRITTEN, "commentary_state": "draft"}, (),
            "[Owed]{.owed}: commentary: it is still the first draft, which nobody has changed.",
        ),
        (
            {**WRITTEN, "commentary_offer": "x"}, (),
            "[Owed]{.owed}: commentary: two texts, of which one is to be chosen.",
        ),
        (WRITTEN, (DOUBT,), "[Owed]{.owed}: prose: 86 in “It \\*rose\\* to 86.”; expected 68."),
    ],
)  # fmt: skip
def test_what_is_owed_of_the_words_is_marked_below_them_on_both_pages(
    given: dict[str, str], doubts: tuple[tuple[str, ...], ...], mark: str
) -> None:
    shown = results(*doubts, **given)
    for said in (page(shown), measure_commentary(shown).markdown):
        assert mark in said
        assert ("It *rose* to 86." in said) == ("commentary" in given)


def test_words_of_which_nothing_is_owed_stand_alone() -> None:
    shown = results(**WRITTEN)
    assert "owed" not in page(shown).casefold()
    assert measure_commentary(shown).markdown == "## Commentary\n\nIt *rose* to 86."


def test_a_measure_without_words_of_which_none_are_owed_is_left_out() -> None:
    shown = results(owed="exception: cause")
    assert commentary(shown).bundles() == []
    assert measure_commentary(shown).bundles() == []


def test_every_mark_of_a_measure_is_shown_once() -> None:
    shown = results(DOUBT, (*DOUBT[:4], "Amber", "Red"), **WRITTEN, commentary_offer="x")
    assert page(shown).count("[Owed]{.owed}") == 3
