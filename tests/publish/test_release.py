"""A release is refused for as long as anything is owed, and then frozen once, without the word draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from reading import page_text
from tiny import FILES, Tiny

from helpers.author.approve import sign, signing
from helpers.model.approval import Step
from helpers.model.errors import Problem, Refused
from helpers.model.period import Period
from helpers.publish.build import Choices, build
from helpers.publish.manifest import verify
from helpers.publish.release import release

Q2 = Period.parse("2019-20-q2")
DAY = date(2019, 10, 21)
NOTEBOOK = "reports/2019-20-q2/adults.ipynb"
RETURN = "data/returns/2019-20-q2/all.csv"
PLAN = """\
period: 2019-20-q2
published: 2019-11-05
reports:
  - {notebook: overview}
  - {notebook: directorate, for_each: directorate, only: [adults]}
  - {notebook: scorecard}
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A council that uses the repository's own templates, with nothing owed but its two approvals."""
    made = Tiny(tmp_path / "tinytown")
    for name, text in FILES.items():
        if not name.startswith("notebooks/"):
            made.put(name, text)
    made.put("params/2019-20-q2.yml", PLAN)
    for name in ("Adult Social Care", "Housing"):
        made.replace(
            "params/council.yml", f"    name: {name}\n", f"    name: {name}\n    director: Director of {name}\n"
        )
    return made


def approve(tiny: Tiny, *directorates: str) -> None:
    for key in directorates:
        role = {"adults": "Director of Adult Social Care", "housing": "Director of Housing"}[key]
        sign(tiny.workspace, signing(tiny.workspace, Q2, key, role, Step.APPROVED, DAY))


def refusal(tiny: Tiny) -> list[Problem]:
    """What a release says it is refused for."""
    with pytest.raises(Refused) as refused:
        release(tiny.workspace, Q2)
    assert not (tiny.root / "_site/2019-20-q2").exists()
    return list(refused.value.problems)


def told(problem: Problem) -> tuple[str, str, str]:
    return problem.where, problem.found, problem.next_step


def test_a_release_needs_the_approval_of_every_directorate(tiny: Tiny) -> None:
    approve(tiny, "housing")
    assert [told(problem) for problem in refusal(tiny)] == [
        (
            "Adult Social Care, Sign-off", "owed: approval",
            "`goldenthread approve 2019-20-q2 --directorate adults --role ROLE` signs it.",
        )
    ]  # fmt: skip


def amber(tiny: Tiny, words: str = "") -> None:
    tiny.replace(RETURN, "81.5,163,200,,Two more reviewers started in July.", f"77.5,155,200,,{words}")


def draft(tiny: Tiny) -> None:
    from helpers.narrate.cell import text_hash

    amber(tiny)
    tiny.put(NOTEBOOK, written("77.5.", {"measure": "A1", "draft": text_hash("77.5.")}))


def written(text: str, ours: dict[str, str]) -> str:
    import nbformat

    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_markdown_cell(text, id="cell", metadata={"goldenthread": ours})]
    return nbformat.writes(made)


CELL = "reports/2019-20-q2/adults.ipynb, cell"
OWED: dict[str, tuple[Callable[[Tiny], None], str, str]] = {
    "a figure that was not sent": (
        lambda tiny: tiny.replace(RETURN, "A1,2019-20-q2,81.5,163,200,,Two more reviewers started in July.\n", ""),
        "owed: the figure for Q2 2019/20",
        "Send it with a return in data/returns/2019-20-q2/; where there is none, a marker (x, z or c) says why.",
    ),
    "no commentary on an amber measure": (
        amber, "owed: commentary", f"Write it in {CELL} commentary-A1, or send it with the return."
    ),
    "a first draft that nobody has touched or signed": (
        draft, "owed: commentary: it is still the first draft, which nobody has changed",
        f"Read it in {CELL} cell and change it, or sign it as it is: `goldenthread approve 2019-20-q2`.",
    ),
    "an exception report without an answer": (
        lambda tiny: tiny.replace(RETURN, "81.5,163,200,,Two", "70.0,140,200,,Two"),
        "owed: exception report: cause, action, owner (role), date of the action and expected recovery",
        f"Fill the form in {CELL} exception-A1.",
    ),
    "a placeholder that says nothing": (
        lambda tiny: amber(tiny, "It fell to {{ velue }}."),
        "owed: prose: an unknown placeholder in “{{ velue }}”; expected one of",
        "Correct the sentence in data/returns/2019-20-q2/all.csv, row 2, or give the source of its figure.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OWED)
def test_a_release_is_refused_for_whatever_is_owed_and_says_how_it_is_mended(tiny: Tiny, name: str) -> None:
    breaks, found, next_step = OWED[name]
    breaks(tiny)
    approve(tiny, "housing") if "signed" in name else approve(tiny, "adults", "housing")
    problem = next(problem for problem in refusal(tiny) if problem.where.startswith("Adult Social Care, A1"))
    assert problem.found.startswith(found)
    assert problem.next_step == next_step


def test_what_changes_after_the_approval_takes_the_release_back(tiny: Tiny) -> None:
    approve(tiny, "adults", "housing")
    tiny.replace(RETURN, "81.5,163,200", "82.5,165,200")
    assert [problem.found for problem in refusal(tiny)] == [
        "owed: approval again: a figure changed since it was approved on 21 October 2019"
    ]


def test_a_release_is_frozen_once_and_says_who_approved_it_and_not_that_it_is_a_draft(tiny: Tiny) -> None:
    approve(tiny, "adults", "housing")
    frozen = release(tiny.workspace, Q2)

    assert frozen.folder == tiny.root / "_site/2019-20-q2"
    assert verify(frozen.folder)
    assert (tiny.root / "_site/index.html").is_file()
    for page in frozen.folder.rglob("*.html"):
        assert "draft" not in page_text(page).casefold()
    approved = "Approved by Director of Adult Social Care on 21 October 2019."
    assert approved in page_text(frozen.folder / "directorates/adults.html")
    assert "Approved by every directorate" in page_text(frozen.folder / "index.html")
    assert "owed" not in page_text(frozen.folder / "directorates/adults.html")  # the analyst's own cell is left out
    with pytest.raises(Refused, match="frozen"):
        release(tiny.workspace, Q2)
    assert verify(frozen.folder)


def test_a_page_that_was_built_as_a_draft_is_built_anew_once_it_is_approved_and_again_once_it_is_not(
    tiny: Tiny,
) -> None:
    def said() -> str:
        built = build(tiny.workspace, Q2, choices=Choices(only=("adults",)))
        return page_text(built.folder / "directorates/adults.html")

    assert "Draft: not yet submitted." in said()
    approve(tiny, "adults")
    assert "Approved by Director of Adult Social Care on 21 October 2019." in said()
    tiny.replace(RETURN, "Two more reviewers", "Three more reviewers")
    assert "Draft: the words changed since it was approved on 21 October 2019." in said()
