"""Words may not tell a figure that their readers may not see; that they do is said to those who mend them alone."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from tiny import Tiny

from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.publish.checking import TOLD_BEFORE, check_workspace
from helpers.publish.judging import judge_workspace
from helpers.publish.release import release

Q2 = Period.parse("2019-20-q2")
MEASURES = """\
ref,title,unit,decimals,polarity,frequency,directorate,owner_role,sensitive,part_of
T,Children who went missing,count,0,lower,quarterly,adults,Head of Care,yes,
P0,Missing from foster homes,count,0,lower,quarterly,adults,Head of Care,yes,T
P1,Missing from homes,count,0,lower,quarterly,adults,Head of Care,yes,T
N,Repairs on time,%,1,higher,quarterly,housing,Head of Housing,,
"""
TARGETS = "ref,period,target\nT,2019-20,6\n"
WITHHELD = "which this pack withholds"


def council(root: Path, words: str = "", prose: str = "") -> Tiny:
    """Three children went missing from foster homes, six the quarter before, of 58 and 61 in all."""
    tiny = Tiny.whole(root)
    (root / "data/benchmarks/neighbours.csv").unlink()
    tiny.put("data/framework/measures.csv", MEASURES)
    tiny.put("data/framework/targets.csv", TARGETS)
    for quarter, few in (("q1", 6), ("q2", 3)):
        rows = [f"T,{55 + few},", f"P0,{few},", "P1,55,", "N,81.5,"]
        if quarter == "q2":
            rows[0] += f'"{words}"'
        lines = "".join(f"{row.partition(',')[0]},2019-20-{quarter},{row.partition(',')[2]}\n" for row in rows)
        tiny.put(f"data/returns/2019-20-{quarter}/all.csv", f"ref,period,value,commentary\n{lines}")
    if prose:
        page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(prose, id="own")])
        tiny.put("reports/2019-20-q2/adults.ipynb", nbformat.writes(page))
    return tiny


def told(tiny: Tiny, pack: Pack = Pack.PUBLIC) -> list[str]:
    doubts = check_workspace(tiny.workspace, Q2, pack).doubts
    return doubts.loc[doubts["expected"].str.contains(WITHHELD), "found"].tolist()


def test_a_number_that_is_withheld_or_rounded_is_doubted_even_with_a_source(tmp_path: Path) -> None:
    words = (
        "Of these, 3 went missing from foster homes. From foster homes it was three, after six the quarter before. "
        "In all it was 58 (source: the case system). The total fell from 61."
    )
    assert told(council(tmp_path, words)) == ["3", "three", "six", "58", "61"]


def test_a_figure_that_is_shown_a_target_a_date_and_a_length_of_time_tell_nothing(tmp_path: Path) -> None:
    words = (
        "About 60, as before. The target is 6. We met on 3 September 2019. It took 3 weeks to find most. "
        "Children go missing less often."
    )
    assert told(council(tmp_path, words)) == []


def test_a_page_of_its_own_words_tells_where_it_names_the_measure(tmp_path: Path) -> None:
    prose = "Of the children who went missing, three were in foster homes. Three new staff began."
    assert told(council(tmp_path, prose=prose)) == ["three"]


def test_each_pack_that_withholds_the_figure_doubts_its_words_and_the_services_does_not(tmp_path: Path) -> None:
    tiny = council(tmp_path, "There were three from foster homes.")
    assert {pack: told(tiny, pack) for pack in Pack} == {
        Pack.PUBLIC: ["three"], Pack.MEMBERS: ["three"], Pack.LEADERSHIP: ["three"], Pack.SERVICE: [],
    }  # fmt: skip


def test_a_part_that_came_late_and_that_an_earlier_edition_tells_is_said_to_who_checks_and_to_no_reader(
    tmp_path: Path,
) -> None:
    tiny = council(tmp_path)
    of_care = "count,0,lower,quarterly,adults,Head of Care,"
    of_p0_alone = MEASURES.replace(f"missing,{of_care}yes", f"missing,{of_care}")
    of_p0_alone = of_p0_alone.replace(f"from homes,{of_care}yes", f"from homes,{of_care}")
    tiny.put("data/framework/measures.csv", of_p0_alone)
    tiny.put("data/returns/2019-20-q1/all.csv", "ref,period,value\nT,2019-20-q1,33\nP1,2019-20-q1,30\n")
    tiny.add("data/returns/2019-20-q2/all.csv", "P0,2019-20-q1,3,\n")
    checked, shown = (made(tiny.workspace, Q2, Pack.PUBLIC) for made in (check_workspace, judge_workspace))
    said = checked.signals[checked.signals["signal"] == TOLD_BEFORE]
    assert said["ref"].tolist() == ["P0"]
    assert said["reason"].item().startswith("what is withheld for Q1 2019/20 can be worked out by readers who kept")
    assert TOLD_BEFORE not in set(shown.signals["signal"])


def test_no_edition_says_that_its_words_tell(tmp_path: Path) -> None:
    tiny = council(tmp_path, "There were three from foster homes.")
    doubts = judge_workspace(tiny.workspace, Q2, Pack.PUBLIC).doubts
    assert not doubts["expected"].str.contains(WITHHELD).any()


def test_a_release_is_refused_and_says_where_to_mend_it(tmp_path: Path) -> None:
    tiny = council(tmp_path, "There were three from foster homes.")
    with pytest.raises(Refused) as refusal:
        release(tiny.workspace, Q2)
    said = [problem for problem in refusal.value.problems if WITHHELD in problem.found]
    assert [problem.next_step.split(",")[0] for problem in said] == [
        "Correct the sentence in data/returns/2019-20-q2/all.csv"
    ]
    assert "3" not in said[0].found.replace("2019", "")
