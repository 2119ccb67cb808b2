"""The exception form of a notebook cell: every answer read as it was written, every doubt named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.model.errors import Refused
from helpers.model.period import written_date
from helpers.model.words import ANSWERS
from helpers.narrate.exception_form import LABELS, blank_form, read_form, write_form
from helpers.narrate.written_date import day_written

WHERE = "reports/2019-20-q3/housing.ipynb, cell exception-43"
EMPTY = dict.fromkeys(ANSWERS, "")
FILLED = """\
**Cause:** Two hostels *closed*.

- one in May
- one in June, see [the report](https://westmere.example/report)

**Action:**

Open a scheme of 12 flats.

It is **signed**.

**Owner (role):** Head of Housing

**Action date:** 31 January 2020

**Expected recovery:** end of March 2020
"""


def problems(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_form(text, WHERE)
    return [f"{problem.where}: {problem.found}" for problem in refused.value.problems]


def test_answers_are_read_with_their_markdown_and_dates_as_iso() -> None:
    assert read_form(FILLED, WHERE) == {
        "cause": "Two hostels *closed*.\n\n- one in May\n- one in June, see "
        "[the report](https://westmere.example/report)",
        "action": "Open a scheme of 12 flats.\n\nIt is **signed**.",
        "action_owner": "Head of Housing",
        "action_date": "2020-01-31",
        "recovery_date": "2020-03-31",
    }


def test_an_empty_form_has_no_answers() -> None:
    assert read_form(blank_form(), WHERE) == EMPTY
    assert (
        blank_form() == "**Cause:**\n\n**Action:**\n\n**Owner (role):**\n\n**Action date:**\n\n**Expected recovery:**"
    )


def test_an_empty_form_quotes_last_times_answers_without_taking_them_over() -> None:
    last = {"cause": "Staff <b>left</b>.\n\n**Action:** none", "recovery_date": "2019-12-31", "action_date": "soon"}
    form = blank_form(last)
    assert read_form(form, WHERE) == EMPTY
    assert "> Expected recovery: 31 December 2019\n" in form
    assert "> Action date: soon\n" in form
    assert "<b>" not in form
    assert "&lt;b&gt;left" in form
    assert blank_form(EMPTY) == blank_form()


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60).map(str.strip)
LABELLED = st.lists(
    st.sampled_from([
        "**Cause:** x", "Action: y", "\\**Action:** z", "\\\\Cause: w", "**New:** v", "**Cause**: u", "words", "",
        "> q",        "   expected recovery : t", "- **Cause:** s", "**", "\\",
    ])
).map(lambda lines: "\n".join(lines).strip())  # fmt: skip
DAYS = st.one_of(st.just(""), st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat))


@given(st.fixed_dictionaries({
    **dict.fromkeys(("cause", "action", "action_owner"), TEXTS | LABELLED),
    **dict.fromkeys(("action_date", "recovery_date"), DAYS),
}))  # fmt: skip
@example(EMPTY | {"cause": "a\n**Action:** b", "action": "\\**Cause:** c\nCause: d", "action_owner": "Action: e"})
def test_what_is_written_is_read_back_even_where_an_answer_looks_like_a_label(answers: dict[str, str]) -> None:
    assert read_form(write_form(answers), WHERE) == answers


@given(TEXTS | LABELLED)
def test_any_text_is_read_or_refused_and_no_word_of_it_is_lost(text: str) -> None:
    try:
        answers = read_form(text, WHERE)
    except Refused:
        return
    kept = " ".join(answers.values())
    words = [line for line in text.split("\n") if line.strip() in ("words", "- **Cause:** s")]
    assert all(line.strip() in kept for line in words)


@pytest.mark.parametrize("label", ["cause :", "**CAUSE:**", "**Cause** :", "  **Cause:**", "Cause:"])
def test_a_label_is_known_however_it_is_set(label: str) -> None:
    assert read_form(f"{label} Staff left.", WHERE)["cause"] == "Staff left."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Cause:** a\n\n**Reason:** b", f'{WHERE}: the label "Reason"'),
        ("**Cause:** a\n\n**Cause:** b", f'{WHERE}: the label "Cause" twice'),
        ("Staff left.\n\n**Cause:**", f'{WHERE}: "Staff left." before the first label'),
        ("Staff left.", f'{WHERE}: "Staff left." before the first label'),
        ("**Action date:** soon", f'{WHERE}, Action date: "soon"'),
        ("**Expected recovery:** 30 February 2020", f'{WHERE}, Expected recovery: "30 February 2020"'),
    ],
)
def test_what_cannot_be_read_is_refused_by_cell(text: str, found: str) -> None:
    assert problems(text) == [found]


def test_every_problem_of_a_form_is_told_at_once() -> None:
    text = "lost\n\n**Cause:** a\n**Cause:** b\n**Why:** c\n**Action date:** soon\n**Expected recovery:** later"
    assert len(problems(text)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "31 January 2020", "31st January 2020", "31 Jan 2020", "31 January, 2020", "January 31, 2020", "31/01/2020",
        "31/1/2020", "31.01.2020", "31-01-2020", "2020-01-31", "*31 January 2020*.", "by 31 January 2020",
        "end of January 2020", "the end of Jan 2020", "By end January 2020", "31\u00a0January\u00a02020",
        "31st of January 2020",
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert day_written(text) == date(2020, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "", "January 2020", "31/01/20", "20/01/31", "31 January", "1/31/2020", "31/01-2020", "31 Janvier 2020", "Q4",
        "31 or 30 January 2020", "31 January 2020 at the latest", "tbc", "٣١/٠١/٢٠٢٠", "31 January 0202", "2020-02-30",
        "mid January 2020",
    ],
)  # fmt: skip
def test_a_date_that_is_not_certain_is_not_guessed(text: str) -> None:
    assert day_written(text) is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_date_as_pages_write_it_is_read_back(day: date) -> None:
    ways: list[Any] = [written_date(day), day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day} {day:%b} {day.year}"]
    assert {day_written(way) for way in ways} == {day}


def test_the_form_asks_for_every_part_of_an_exception_report() -> None:
    assert tuple(LABELS) == ANSWERS
