"""Whose words stand beside a figure: an analyst's before a return's before a draft, and none where it is withheld."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.assess.words import with_words
from helpers.model.period import Period
from helpers.model.words import ANSWERS, Commentary, ExceptionReport, Offer, Words

COLUMNS = ("commentary", "commentary_where", "commentary_state", "commentary_offer", *ANSWERS)


def told(state: str = "reported", sent: str = "Sent.", words: Words | None = None) -> dict[str, str]:
    """What the row of M1 says, the return having said `sent` and a cause."""
    row = {"ref": "M1", "state": state, "commentary": sent, "source_file": "q2.csv", "source_row": 4,
           **dict.fromkeys(ANSWERS, ""), "cause": "Sent cause."}  # fmt: skip
    (made,) = with_words(pd.DataFrame([row]), words or Words()).to_dict("records")
    return {name: made[name] for name in COLUMNS}


def ours(state: str) -> Words:
    return Words(
        commentary=(Commentary("M1", "Ours.", "adults.ipynb, cell 3", state),),  # type: ignore[arg-type]
        exceptions=(ExceptionReport("M1", {"action": "Our action."}, "", Period.parse("2019-20-q2")),),
        offers=(Offer("M1", "Sent.", "adults.ipynb, cell 4"),),
    )


@pytest.mark.parametrize(
    ("state", "sent", "expected"),
    [
        ("written", "Sent.", ("Ours.", "adults.ipynb, cell 3", "written")),
        ("draft", "Sent.", ("Sent.", "adults.ipynb, cell 3", "returned")),
        ("draft", "", ("Ours.", "adults.ipynb, cell 3", "draft")),
    ],
)
def test_an_analysts_words_beat_those_of_the_return_which_beat_a_draft(
    state: str, sent: str, expected: tuple[str, ...]
) -> None:
    found = told(sent=sent, words=ours(state))
    assert tuple(found.values())[:3] == expected
    assert (found["commentary_offer"], found["action"], found["cause"]) == (
        "adults.ipynb, cell 4", "Our action.", "Sent cause.",
    )  # fmt: skip


def test_without_a_notebook_the_return_speaks_and_its_row_is_named() -> None:
    assert tuple(told().values())[:4] == ("Sent.", "q2.csv, row 4", "returned", "")
    assert tuple(told(sent="").values())[:4] == ("", "", "", "")


def test_nothing_that_anybody_wrote_stands_beside_a_suppressed_figure() -> None:
    assert set(told("suppressed", words=ours("written")).values()) == {""}


def test_beside_a_measure_that_is_not_due_stand_the_words_of_its_own_return_alone() -> None:
    found = told("not due", words=ours("written"))
    assert tuple(found.values())[:4] == ("Sent.", "q2.csv, row 4", "returned", "")
    assert (found["cause"], found["action"]) == ("Sent cause.", "")
