"""What people do to a notebook: each thing is told plainly, nothing typed is lost, and nothing acts on a page."""

from __future__ import annotations

import nbformat
import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.markup import commentary_html, commentary_markdown
from helpers.publish.judging import judge_workspace

Q2 = Period.parse("2019-20-q2")
PLACE = "reports/2019-20-q2/housing.ipynb"
Cell = tuple[dict[str, str], str]


def notebook(*cells: Cell) -> str:
    made = nbformat.v4.new_notebook()
    made.cells = [
        nbformat.v4.new_markdown_cell(text, id=f"cell-{number}", metadata={"goldenthread": ours} if ours else {})
        for number, (ours, text) in enumerate(cells)
    ]
    return nbformat.writes(made)


def judged(tiny: Tiny, *cells: Cell) -> Results:
    tiny.put(PLACE, notebook(*cells))
    return judge_workspace(tiny.workspace, Q2, Pack.PUBLIC)


def told(results: Results) -> str:
    return "\n\n".join(
        f"{row.where}\n  {row.sentence}\n  {row.found}\n  {row.expected}" for row in results.doubts.itertuples()
    )


@pytest.fixture
def tiny(tmp_path: object) -> Tiny:
    return Tiny.whole(tmp_path)  # type: ignore[arg-type]


REFUSED: dict[str, str] = {
    "merge-conflict": "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n",
    "half-saved": '{"cells": [',
    "not-a-notebook": '["a list"]',
    "two-cells-for-one-measure": notebook(({"measure": "H1"}, "Once."), ({"measure": "H1"}, "Twice.")),
    "two-forms-for-one-measure": notebook(
        ({"exception": "H1"}, "**Cause:** A."), ({"exception": "H1"}, "**Cause:** B.")
    ),
    "unknown-measure": notebook(({"measure": "H9"}, "About nothing.")),
    "unknown-part-of-a-report": notebook(({"part": "executive-sumary"}, "All is well.")),
    "form-with-an-unknown-label": notebook(({"exception": "H1"}, "**Reason:** Rents rose.")),
    "form-with-a-date-that-is-none": notebook(({"exception": "H1"}, "**Action date:** 31 June 2020")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_notebook_that_cannot_be_used_is_refused_in_plain_words(
    tiny: Tiny, name: str, golden: SnapshotAssertion
) -> None:
    tiny.put(PLACE, REFUSED[name])
    before = tiny.files()
    with pytest.raises(Refused) as refused:
        judge_workspace(tiny.workspace, Q2, Pack.PUBLIC)
    assert str(refused.value) == golden(name=name)
    assert tiny.files() == before


DOUBTED = {
    "unknown-placeholder": "We had {{ valeu }} households.",
    "placeholder-without-a-figure": "We forecast {{ forecast }}.",
    "a-pasted-picture": "As seen here: ![image.png](attachment:image.png)",
    "a-wrong-number": "There were 67 households.",
    "a-wrong-rating": "The measure is red.",
    "a-wrong-direction": "The number rose from 81 to 68.",
    "a-table-that-is-not-there": "Table 76 shows the 68 households.",
}


@pytest.mark.parametrize("name", DOUBTED)
def test_words_that_cannot_stand_are_doubted_and_do_not_stop_a_build(
    tiny: Tiny, name: str, golden: SnapshotAssertion
) -> None:
    results = judged(tiny, ({"measure": "H1"}, DOUBTED[name]))
    assert len(results)
    assert told(results) == golden(name=name)


def test_a_placeholder_outside_commentary_is_doubted(tiny: Tiny, golden: SnapshotAssertion) -> None:
    assert told(judged(tiny, ({}, "We had {{ value }} households."))) == golden(name="placeholder-in-prose")


def test_commentary_on_a_measure_that_is_not_due_is_doubted_and_not_shown(
    tiny: Tiny, golden: SnapshotAssertion
) -> None:
    tiny.replace(
        "data/framework/measures.csv",
        "lower,quarterly,housing,homes,good-homes",
        "lower,annual,housing,homes,good-homes",
    )
    tiny.replace("data/returns/2019-20-q1/all.csv", "H1,2019-20-q1,81,,,,\n", "H1,2018-19,81,,,,\n")
    tiny.replace("data/returns/2019-20-q2/all.csv", "H1,2019-20-q2,68,,,,\n", "")
    results = judged(tiny, ({"measure": "H1"}, "Fewer than ever."))
    assert told(results) == golden(name="not-due")
    assert results.measure("H1").table["commentary"].iloc[0] == ""


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[here](javascript:alert(1))",
        "{{< include /etc/passwd >}}", "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "```{=html}\n<script>alert(1)</script>\n```",
    ],
)  # fmt: skip
def test_markup_in_commentary_is_shown_as_text(tiny: Tiny, typed: str) -> None:
    said = judged(tiny, ({"measure": "H1"}, typed)).measure("H1").table["commentary"].iloc[0]
    assert "<script" not in commentary_html(said)
    assert "<img" not in commentary_html(said)
    assert "href" not in commentary_html(said) or "javascript:" not in commentary_html(said)
    assert "{{<" not in commentary_markdown(said)
    assert "{=html}" not in commentary_markdown(said)


def test_twenty_thousand_words_are_read_whole(tiny: Tiny) -> None:
    words = "Households came to us for help in November. " * 2_500
    said = judged(tiny, ({"measure": "H1"}, words)).measure("H1").table["commentary"].iloc[0]
    assert len(said.split()) == 20_000


def test_what_word_leaves_in_pasted_text_is_read_as_it_was_meant(tiny: Tiny) -> None:
    pasted = "Two\u00a0causes:\x0b\uf0b7\trents rose\x0b\uf0b7\ta hos\u00adtel closed\x0bWe said \u201cno more\u201d."
    said = judged(tiny, ({"measure": "H1"}, pasted)).measure("H1").table["commentary"].iloc[0]
    assert commentary_html(said).count("<li>") == 2
    assert "a hostel closed" in said
    assert "\u201cno more\u201d" in said
