"""An exempt block that cannot be kept back as it is marked is refused, by every command that reads the notebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from syrupy.assertion import SnapshotAssertion
from tiny import PLAN, Tiny

from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.publish.checking import check_workspace
from helpers.publish.judging import judge_workspace

pytestmark = pytest.mark.usefixtures("judged_once")

Q2 = Period.parse("2019-20-q2")
PAPER = PLAN.replace(
    "{notebook: directorate, for_each: directorate}", "{notebook: overview, slug: paper, formats: [docx]}"
)
BLOCK = {"exempt": {"paragraph": 3, "reason": "It would tell bidders what we pay."}}
WORDS = "The lowest tender is from Planted Homes."


def cell(text: str = WORDS, kind: Callable[..., Any] = new_markdown_cell, **metadata: Any) -> Any:
    return kind(text, id="tender", metadata=metadata)


def marked(**exempt: Any) -> Any:
    return cell(goldenthread={"exempt": exempt})


REFUSED: dict[str, tuple[str, Any]] = {
    "no paragraph": ("paper", marked(reason="It would tell bidders what we pay.")),
    "a paragraph of another country": ("paper", marked(paragraph=14, reason="It would tell bidders what we pay.")),
    "a paragraph in words": ("paper", marked(paragraph="three", reason="It would tell bidders what we pay.")),
    "no reason": ("paper", marked(paragraph=3, reason=" ")),
    "marked and no more": ("paper", cell(goldenthread={"exempt": True})),
    "a key that says nothing": ("paper", marked(paragraph=3, reason="Bids.", until="2020")),
    "a misspelt mark": ("paper", cell(goldenthread={"exemt": {"paragraph": 3, "reason": "Bids."}})),
    "a tag": ("paper", cell(tags=["Exempt"])),
    "a mark outside our own": ("paper", cell(**BLOCK)),
    "a code cell": ("paper", cell("print('Planted Homes')", new_code_cell, goldenthread=BLOCK)),
    "a measure's own words": ("paper", cell(goldenthread={**BLOCK, "measure": "H1"})),
    "a page alone": ("overview", cell(goldenthread=BLOCK)),
    "no report of the plan": ("housing", cell(goldenthread=BLOCK)),
}


def put(tiny: Tiny, slug: str, *cells: Any) -> None:
    tiny.put("params/2019-20-q2.yml", PAPER)
    tiny.put(f"reports/2019-20-q2/{slug}.ipynb", nbformat.writes(new_notebook(cells=list(cells))))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-")) for case in REFUSED])
def test_it_is_refused_and_none_of_its_words_are_told(case: str, tiny: Tiny, golden: SnapshotAssertion) -> None:
    put(tiny, *REFUSED[case])
    with pytest.raises(Refused) as refused:
        judge_workspace(tiny.workspace, Q2, Pack.SERVICE)
    assert "Planted" not in str(refused.value)
    assert str(refused.value) == golden


def test_a_paper_that_goes_to_no_meeting_has_no_part_two(tiny: Tiny) -> None:
    put(tiny, "paper", cell(goldenthread=BLOCK))
    tiny.replace("params/2019-20-q2.yml", "meeting: {body: Cabinet, date: 2019-11-13}\n", "")
    with pytest.raises(Refused, match="an exempt block in a paper that goes to no meeting"):
        judge_workspace(tiny.workspace, Q2, Pack.PUBLIC)


def test_the_paragraph_is_that_of_the_councils_own_country(tiny: Tiny) -> None:
    put(tiny, "paper", marked(paragraph=14, reason="It would tell bidders what we pay."))
    tiny.add("params/council.yml", "meetings: {country: Wales}\n")
    assert judge_workspace(tiny.workspace, Q2, Pack.PUBLIC).doubts.empty


def test_words_of_a_block_that_stand_in_part_one_too_are_doubted(tiny: Tiny) -> None:
    said = new_markdown_cell("As before.\n\n- the LOWEST tender is from *Planted* Homes", id="said")
    put(tiny, "paper", cell(goldenthread=BLOCK), said)
    (doubt,) = check_workspace(tiny.workspace, Q2, Pack.PUBLIC).doubts.to_dict("records")
    assert doubt["where"] == "reports/2019-20-q2/paper.ipynb, cell said"
    assert doubt["found"] == "words of the exempt block at reports/2019-20-q2/paper.ipynb, cell tender"


def test_no_pack_is_told_what_check_doubts_of_a_block_and_check_quotes_none_of_it(tiny: Tiny) -> None:
    put(tiny, "paper", cell("H1 was 93 households.", goldenthread=BLOCK))
    assert judge_workspace(tiny.workspace, Q2, Pack.SERVICE).doubts.empty
    (doubt,) = check_workspace(tiny.workspace, Q2, Pack.PUBLIC).doubts.to_dict("records")
    assert (doubt["where"], doubt["sentence"]) == ("reports/2019-20-q2/paper.ipynb, cell tender", "…")
    assert "93" not in doubt["found"]


def test_check_names_the_block_and_its_grounds_and_not_its_words(
    tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]
) -> None:
    put(tiny, "paper", cell(goldenthread=BLOCK))
    status, said = goldenthread("check", "2019-20-q2")
    assert status == 0
    assert "reports/2019-20-q2/paper.ipynb, cell tender: paragraph 3. It would tell" in " ".join(said.split())
    assert "Planted" not in said


def test_part_two_papers_have_one_place_and_no_other_can_be_named(
    tiny: Tiny, goldenthread: Callable[..., tuple[int, str]]
) -> None:
    put(tiny, "paper", cell(goldenthread=BLOCK))
    before = tiny.files()
    status, said = goldenthread(
        "build", "2019-20-q2", "--part-two", "--pack", "members", "--out", str(tiny.root / "out")
    )
    assert status == 1
    assert "--pack and --out beside it" in said
    assert tiny.files() == before
