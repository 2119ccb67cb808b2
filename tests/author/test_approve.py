"""Signing a directorate's part says what is signed, adds one line, and holds until the words or a figure change."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import nbformat
import pytest
from tiny import Tiny

from helpers.author.approve import Signing, sign, signing
from helpers.model.approval import Step
from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.publish.judging import judge_workspace

Q2 = Period.parse("2019-20-q2")
DAY = date(2019, 10, 21)
LINES = "reports/2019-20-q2/approvals.csv"
NOTEBOOK = "reports/2019-20-q2/housing.ipynb"
RETURN = "data/returns/2019-20-q2/all.csv"


def notebook(commentary: str, prose: str = "") -> str:
    made = nbformat.v4.new_notebook()
    made.cells = [
        nbformat.v4.new_markdown_cell(commentary, id="commentary-H1", metadata={"goldenthread": {"measure": "H1"}}),
        nbformat.v4.new_markdown_cell(prose, id="prose"),
    ]
    return nbformat.writes(made)


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A council whose housing is one fewer than its intervention level, with its analyst's words about it."""
    made = Tiny.whole(tmp_path / "tinytown")
    made.replace(
        "params/council.yml",
        "    name: Housing\n    services",
        "    name: Housing\n    director: Director of Housing, Tinytown\n    services",
    )
    made.replace(RETURN, "H1,2019-20-q2,68,", "H1,2019-20-q2,89,")
    made.put(NOTEBOOK, notebook("A hotel closed in {{ period }}."))
    return made


def ready(tiny: Tiny, role: str = "Director of Housing", step: str = "approved", day: date | None = DAY) -> Signing:
    return signing(tiny.workspace, Q2, "housing", role, Step(step), day)


def signed(tiny: Tiny, role: str = "Director of Housing", step: str = "approved") -> Path | None:
    return sign(tiny.workspace, ready(tiny, role, step))


def lines(tiny: Tiny) -> list[str]:
    return (tiny.root / LINES).read_text(encoding="utf-8").splitlines()


def state(tiny: Tiny, pack: Pack = Pack.PUBLIC) -> tuple[str, str]:
    frame = judge_workspace(tiny.workspace, Q2, pack).approvals.set_index("directorate")
    return str(frame.loc["housing", "state"]), str(frame.loc["housing", "reason"])


def test_what_is_signed_is_said_before_anything_is_written(tiny: Tiny) -> None:
    assert ready(tiny).summary == (
        "Housing, Q2 2019/20: 1 commentary, 0 exception reports, 0 red and 1 amber of 2 measures."
    )
    assert not (tiny.root / LINES).exists()


def test_the_first_line_makes_the_file_with_its_heading_and_every_other_is_added_below(tiny: Tiny) -> None:
    signed(tiny, "Performance Lead", "submitted")
    before = (tiny.root / LINES).read_bytes()
    assert lines(tiny)[0] == "directorate,step,role,date,words,figures,figures_public"
    assert lines(tiny)[1].startswith("housing,submitted,Performance Lead,2019-10-21,")
    signed(tiny)
    assert (tiny.root / LINES).read_bytes().startswith(before)
    assert lines(tiny)[2].startswith('housing,approved,"Director of Housing, Tinytown",2019-10-21,')


def test_a_file_whose_last_line_was_left_open_is_added_to_on_a_line_of_its_own(tiny: Tiny) -> None:
    signed(tiny, "Performance Lead", "submitted")
    path = tiny.root / LINES
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    signed(tiny)
    assert len(lines(tiny)) == 3
    assert state(tiny)[0] == "approved"


def test_a_part_goes_from_draft_to_submitted_to_approved(tiny: Tiny) -> None:
    assert state(tiny) == ("draft", "")
    signed(tiny, "Performance Lead", "submitted")
    assert state(tiny) == ("submitted", "")
    signed(tiny)
    assert state(tiny) == ("approved", "")


def test_the_words_that_were_signed_are_kept(tiny: Tiny) -> None:
    signed(tiny)
    histories = sorted((tiny.root / "reports/2019-20-q2/history").glob("*.jsonl"))
    assert histories
    assert any("commentary" in path.read_text(encoding="utf-8") for path in histories)


@pytest.mark.parametrize("again", ["approved", "submitted"])
def test_signing_the_same_again_adds_no_line(tiny: Tiny, again: str) -> None:
    assert signed(tiny) == tiny.root / LINES
    before = (tiny.root / LINES).read_bytes()
    assert signed(tiny, step=again) is None
    assert (tiny.root / LINES).read_bytes() == before


def test_an_edit_takes_the_approval_back_and_undoing_it_gives_it_back(tiny: Tiny) -> None:
    signed(tiny)
    tiny.put(NOTEBOOK, notebook("A hotel closed in June."))
    assert state(tiny) == ("changed", "the words changed since it was approved on 21 October 2019")
    tiny.put(NOTEBOOK, notebook("A hotel closed in {{ period }}.", "Read this first."))
    assert state(tiny)[0] == "changed"
    tiny.put(NOTEBOOK, notebook("A hotel closed in {{ period }}."))
    assert state(tiny) == ("approved", "")


def test_a_changed_figure_takes_the_approval_back_though_no_word_was_typed(tiny: Tiny) -> None:
    signed(tiny)
    tiny.replace(RETURN, "H1,2019-20-q2,89,", "H1,2019-20-q2,88,")
    assert state(tiny) == ("changed", "a figure changed since it was approved on 21 October 2019")
    signed(tiny)
    assert state(tiny) == ("approved", "")
    assert len(lines(tiny)) == 3


@pytest.mark.parametrize(
    "edit",
    [
        lambda tiny: tiny.replace(RETURN, "A1,2019-20-q2,81.5,163,200", "A1,2019-20-q2,80.5,161,200"),
        lambda tiny: tiny.replace("data/framework/measures.csv", "Households in bed", "Homes in bed"),
        lambda tiny: tiny.replace("params/2019-20-q2.yml", "2019-11-05", "2019-11-04"),
        lambda tiny: tiny.add("data/returns/2019-20-q3/all.csv", "ref,period,value\nH1,2019-20-q2,60\n"),
        lambda tiny: tiny.put(NOTEBOOK, json.dumps(json.loads(notebook("A hotel closed in {{ period }}.")), indent=4)),
    ],
    ids=["another directorate's figure", "a title", "a date of the plan", "a later return", "the notebook's layout"],
)
def test_what_is_neither_the_directorates_words_nor_its_figures_leaves_the_approval(tiny: Tiny, edit: object) -> None:
    signed(tiny)
    edit(tiny)  # type: ignore[operator]
    assert state(tiny) == ("approved", "")


def sensitive(tiny: Tiny, figure: int) -> Tiny:
    text = (tiny.root / "data/framework/measures.csv").read_text(encoding="utf-8").splitlines()
    tiny.put("data/framework/measures.csv", "\n".join(
        line + (",sensitive" if number == 0 else ",yes" if line.startswith("H1") else ",")
        for number, line in enumerate(text)
    ))  # fmt: skip
    tiny.replace(RETURN, "H1,2019-20-q2,89,", f"H1,2019-20-q2,{figure},")
    return tiny


def test_a_suppressed_figure_that_changes_takes_the_services_approval_back_and_not_the_publics(tiny: Tiny) -> None:
    signed(sensitive(tiny, 3))
    tiny.replace(RETURN, "H1,2019-20-q2,3,", "H1,2019-20-q2,6,")
    assert state(tiny, Pack.PUBLIC) == ("approved", "")
    assert state(tiny, Pack.SERVICE)[0] == "changed"
    signed(tiny)
    assert (state(tiny, Pack.SERVICE)[0], len(lines(tiny))) == ("approved", 3)


def test_a_public_edition_signed_with_3_is_the_one_signed_with_6(tmp_path: Path, tiny: Tiny) -> None:
    other = Tiny.whole(tmp_path / "other")
    for name in ("params/council.yml", NOTEBOOK, RETURN):
        other.put(name, (tiny.root / name).read_bytes())
    found = []
    for town, figure in ((tiny, 3), (other, 6)):
        signed(sensitive(town, figure))
        results = judge_workspace(town.workspace, Q2, Pack.PUBLIC)
        found.append((results.edition.version, results.approvals.to_csv()))
    assert found[0] == found[1]


def test_a_council_that_controls_every_pack_signs_the_figures_that_every_pack_shows(tiny: Tiny) -> None:
    tiny.add("params/council.yml", "disclosure: {exempt_packs: []}\n")
    hashes = ready(sensitive(tiny, 3)).approval.hashes
    assert hashes.figures == hashes.figures_public


def test_what_is_still_owed_is_named_and_does_not_stop_the_signing(tiny: Tiny) -> None:
    tiny.put(NOTEBOOK, notebook(""))
    assert [(thing.ref, thing.kind) for thing in ready(tiny).still_owed] == [("H1", "commentary")]
    assert signed(tiny)


@pytest.mark.parametrize(
    "role",
    ["Director of Housing, Tinytown", "Director of Housing", "director of  housing", " DIRECTOR OF HOUSING, TINYTOWN "],
)
def test_the_director_may_be_named_whole_or_up_to_the_comma_in_any_case(tiny: Tiny, role: str) -> None:
    assert ready(tiny, role).approval.role == "Director of Housing, Tinytown"


@pytest.mark.parametrize("role", ["Director", "Tinytown", "Performance Lead", ""])
def test_nobody_else_may_approve(tiny: Tiny, role: str) -> None:
    with pytest.raises(Refused, match='"Director of Housing, Tinytown", "Director of Housing"'):
        ready(tiny, role)


def test_anyone_may_submit_by_role(tiny: Tiny) -> None:
    assert ready(tiny, "Performance  Lead", "submitted").approval.role == "Performance Lead"
    assert ready(tiny, "director of housing", "submitted").approval.role == "Director of Housing, Tinytown"


@pytest.mark.parametrize("role", ["", " ", "=cmd()", "x@westmere.example", "a\x1b[31m", "a" * 121])
def test_what_is_no_role_is_refused(tiny: Tiny, role: str) -> None:
    with pytest.raises(Refused, match="a role in words"):
        ready(tiny, role, "submitted")


def test_a_directorate_without_a_director_in_params_cannot_approve_but_may_submit(tiny: Tiny) -> None:
    with pytest.raises(Refused, match="no `director:`"):
        signing(tiny.workspace, Q2, "adults", "Director", Step.APPROVED, DAY)
    assert (
        signing(tiny.workspace, Q2, "Adult Social Care", "Lead", Step.SUBMITTED, DAY).approval.directorate == "adults"
    )


def test_a_directorate_without_a_measure_in_the_edition_is_refused(tiny: Tiny) -> None:
    tiny.replace("params/council.yml", "priorities:", "  - {key: parks, name: Parks, director: Head}\npriorities:")
    with pytest.raises(Refused, match="no measure in Q2 2019/20"):
        signing(tiny.workspace, Q2, "parks", "Head", Step.APPROVED, DAY)


@pytest.mark.parametrize("day", [date(2019, 9, 30), date.today() + timedelta(days=1)])
def test_a_day_before_the_periods_end_or_still_to_come_is_refused(tiny: Tiny, day: date) -> None:
    with pytest.raises(Refused, match="a day after 30 September 2019"):
        ready(tiny, day=day)


def test_today_is_the_day_where_none_is_named(tiny: Tiny) -> None:
    assert ready(tiny, day=None).approval.date == date.today()


def test_a_file_with_conflict_markers_is_refused_and_left_as_it_is(tiny: Tiny) -> None:
    signed(tiny, "Performance Lead", "submitted")
    tiny.add(LINES, "=======\n")
    before = (tiny.root / LINES).read_bytes()
    with pytest.raises(Refused, match="merge-conflict marker"):
        signed(tiny)
    assert (tiny.root / LINES).read_bytes() == before


def test_lines_that_several_people_add_at_one_time_all_stand_in_the_file(tiny: Tiny) -> None:
    first = ready(tiny, "Performance Lead", "submitted")
    roles = [f"Lead {number}" for number in range(20)]
    several = [replace(first, approval=replace(first.approval, role=role)) for role in roles]
    with ThreadPoolExecutor(8) as at_once:
        list(at_once.map(lambda one: sign(tiny.workspace, one), several))
    assert sorted(line.split(",")[2] for line in lines(tiny)[1:]) == sorted(roles)
