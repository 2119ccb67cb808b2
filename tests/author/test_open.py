"""Opening a period makes what is missing, and touches nothing a person wrote."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from opened import Q3, cells_of, landed, notebook_at, template, write_in
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

from helpers.author.history import deleted_cells
from helpers.author.open import open_period
from helpers.collect.council import read_plan
from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.narrate.cell import named
from helpers.publish.judging import judge_workspace

RETURN = "ref,period,value,commentary\nH1,2019-20-q3,95,More families came in November.\nH2,2019-20-q3,1.9,\n"


def told(tiny: Tiny) -> str:
    """What opening says it did, line by line."""
    done = open_period(tiny.workspace, Q3)
    return "\n".join(f"{change.file}: {change.what}" for change in done.changes)


def commentary(tiny: Tiny, ref: str) -> str:
    results = judge_workspace(tiny.workspace, Q3, Pack.SERVICE)
    return str(results.measure(ref).table["commentary"].iloc[0])


def test_a_period_gets_its_plan_notebooks_cells_and_workbooks(tiny: Tiny, golden: SnapshotAssertion) -> None:
    assert told(tiny) == golden(name="opened")
    assert list(cells_of(notebook_at(tiny))) == [
        "parameters", "scorecard-title", "scorecard", "commentary",
        "about-H1", "commentary-H1", "about-H2", "commentary-H2",
    ]  # fmt: skip
    assert (tiny.root / "reports/2019-20-q3/workbooks/homes.xlsx").is_file()


def test_the_plan_is_the_last_one_for_the_next_meeting(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)
    last, plan = (read_plan(tiny.workspace, period) for period in tiny.workspace.plans())
    assert plan.reports == last.reports
    assert plan.meeting is not None
    assert (plan.meeting.body, plan.meeting.date.isoformat(), plan.meeting.item) == ("Cabinet", "2020-02-12", "")
    assert str(plan.published) == "2020-02-04"


def test_the_panels_meet_in_the_same_week_of_the_month_and_the_councils_own_days_are_counted(tiny: Tiny) -> None:
    tiny.add("params/council.yml", "panels:\n  - {key: people, name: People Panel}\nmeetings: {clear_days: 3}\n")
    panels = 'panels:\n  people: {date: 2019-10-30, published: 2019-10-22, item: "5"}\n'
    tiny.replace("params/2019-20-q2.yml", "reports:", f"{panels}reports:")
    open_period(tiny.workspace, Q3)
    plan = read_plan(tiny.workspace, Q3)
    (held,) = plan.panels.values()
    assert (str(held.date), str(held.published), held.item) == ("2020-01-22", "2020-01-16", "")
    assert str(plan.published) == "2020-02-06"


def test_the_notebooks_parameters_are_its_own(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)
    source = cells_of(notebook_at(tiny))["parameters"].source
    assert source == 'period = "2019-20-q3"\ndirectorate = "housing"\npack = "public"'


def test_opening_again_changes_not_a_byte(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)
    before = tiny.files()
    assert told(tiny) == ""
    assert tiny.files() == before


def test_last_periods_words_stand_folded_above_the_cell(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)
    about = cells_of(notebook_at(tiny, "adults"))["about-A1"].source
    assert "<details><summary>What we wrote for Q2 2019/20</summary>" in about
    assert "> Two more reviewers started in July." in about


def test_what_a_person_wrote_is_never_touched(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)
    for name in ("commentary-H1", "about-H1", "scorecard-title"):
        write_in(notebook_at(tiny), name, f"mine: {name}")
    tiny.put("data/returns/2019-20-q3/all.csv", RETURN)
    tiny.put("notebooks/directorate.ipynb", template(scorecard="better()", commentary="print(2)"))
    open_period(tiny.workspace, Q3)
    cells = cells_of(notebook_at(tiny))
    assert {name: cells[name].source for name in ("commentary-H1", "about-H1", "scorecard-title")} == {
        name: f"mine: {name}" for name in ("commentary-H1", "about-H1", "scorecard-title")
    }
    assert cells["scorecard"].source == "better()"


def test_a_returns_words_land_in_the_cell_and_a_draft_where_it_sent_none(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)
    tiny.put("data/returns/2019-20-q3/all.csv", RETURN)
    landed(tiny)
    cells = cells_of(notebook_at(tiny))
    assert cells["commentary-H1"].source == "More families came in November."
    assert "{{ value }}" in cells["commentary-H2"].source
    table = judge_workspace(tiny.workspace, Q3, Pack.PUBLIC).table.set_index("ref")
    assert table.loc[["H1", "H2"], "commentary_state"].tolist() == ["returned", "draft"]
    assert "1.90 per 1,000 households" in table.loc["H2", "commentary"]


def test_a_returns_words_beside_the_analysts_are_offered_once_and_asked_about(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)
    write_in(notebook_at(tiny), "commentary-H1", "A school opened late.")
    tiny.put("data/returns/2019-20-q3/all.csv", RETURN)
    landed(tiny)
    cells = cells_of(notebook_at(tiny))
    assert "More families came in November." in cells["offer-H1"].source
    assert cells["commentary-H1"].source == "A school opened late."
    results = judge_workspace(tiny.workspace, Q3, Pack.PUBLIC)
    assert results.measure("H1").table["commentary_offer"].iloc[0] == "reports/2019-20-q3/housing.ipynb, cell offer-H1"
    notebook = nbformat.read(notebook_at(tiny), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "offer-H1"]
    nbformat.write(notebook, notebook_at(tiny))
    landed(tiny)
    assert "offer-H1" not in cells_of(notebook_at(tiny))


def test_a_red_measure_gets_an_exception_form_filled_with_what_the_service_sent(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)
    tiny.put(
        "data/returns/2019-20-q3/all.csv",
        "ref,period,value,cause,action,owner_role,action_date,recovery_date\n"
        "H1,2019-20-q3,95,Rents rose.,Lease homes.,Head of Housing,2020-01-31,2020-03-31\n",
    )
    landed(tiny)
    form = cells_of(notebook_at(tiny))["exception-H1"]
    assert "**Cause:** Rents rose." in form.source
    assert "**Expected recovery:** 31 March 2020" in form.source
    write_in(notebook_at(tiny), "exception-H1", form.source.replace("31 March", "30 June"))
    row = judge_workspace(tiny.workspace, Q3, Pack.PUBLIC).measure("H1").table.iloc[0]
    assert (row["cause"], row["recovery_date"]) == ("Rents rose.", "2020-06-30")


def test_a_deleted_cell_comes_back_empty_and_its_words_are_in_the_history(tiny: Tiny) -> None:
    open_period(tiny.workspace, Q3)
    write_in(notebook_at(tiny), "commentary-H1", "A school opened late.")
    landed(tiny)
    notebook = nbformat.read(notebook_at(tiny), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if named(cell, "measure") != "H1"]
    nbformat.write(notebook, notebook_at(tiny))
    assert deleted_cells(tiny.workspace, Q3) == [("reports/2019-20-q3/housing.ipynb", "commentary-H1")]
    changes = landed(tiny)
    assert [change.what for change in changes if "deleted" in change.what] == [
        "the cell commentary-H1 was deleted and is back, without its words: they are kept in the history folder"
    ]
    assert cells_of(notebook_at(tiny))["commentary-H1"].source == ""
    history = tiny.root / "reports/2019-20-q3/history/housing.jsonl"
    assert "A school opened late." in history.read_text(encoding="utf-8")


def test_commentary_in_another_notebook_of_the_period_is_left_there(tiny: Tiny) -> None:
    other = nbformat.v4.new_notebook()
    metadata = {"goldenthread": {"measure": "H1"}}
    other.cells = [nbformat.v4.new_markdown_cell("Said here.", id="elsewhere", metadata=metadata)]
    tiny.put("reports/2019-20-q3/overview.ipynb", nbformat.writes(other))
    open_period(tiny.workspace, Q3)
    assert "commentary-H1" not in cells_of(notebook_at(tiny))
    assert commentary(tiny, "H1") == "Said here."


def test_a_filled_workbook_is_left_alone_and_an_empty_one_made_anew(tiny: Tiny) -> None:
    import openpyxl

    open_period(tiny.workspace, Q3)
    care, homes = (tiny.root / f"reports/2019-20-q3/workbooks/{name}.xlsx" for name in ("care", "homes"))
    book = openpyxl.load_workbook(homes)
    sheet = book["Return"]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    column = next(number for head, number in heads.items() if head.startswith("Value"))
    sheet.cell(2, column).value = 90
    book.save(homes)
    filled, empty = homes.read_bytes(), care.read_bytes()
    tiny.replace("data/framework/measures.csv", "Reviews on time", "Reviews held on time")
    tiny.replace("data/framework/measures.csv", "Households in bed and breakfast", "Households in B&B")
    assert "1 left alone, since they are filled" in told(tiny)
    assert homes.read_bytes() == filled
    assert care.read_bytes() != empty


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("reports/2019-20-q3/housing.ipynb", "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n"),
        ("notebooks/directorate.ipynb", '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'),
        ("params/2019-20-q3.yml", "period: 2019-20-q3\nreprots: []\n"),
    ],
    ids=["conflict-markers", "template-without-parameters", "plan-misspelt"],
)
def test_what_is_broken_is_refused_and_nothing_changes(
    tiny: Tiny, name: str, broken: str, golden: SnapshotAssertion, request: pytest.FixtureRequest
) -> None:
    open_period(tiny.workspace, Q3)
    tiny.put(name, broken)
    before = tiny.files()
    with pytest.raises(Refused) as refused:
        open_period(tiny.workspace, Q3)
    assert tiny.files() == before
    assert str(refused.value) == golden(name=f"refused-{request.node.callspec.id}")


def test_a_released_period_is_not_opened_again(tiny: Tiny) -> None:
    (tiny.root / "_site/2019-20-q3").mkdir(parents=True)
    with pytest.raises(Refused, match="released"):
        open_period(tiny.workspace, Q3)
    assert not Path(tiny.root / "params/2019-20-q3.yml").exists()


def test_a_period_that_does_not_follow_the_last_is_taken_for_a_slip(tiny: Tiny, golden: SnapshotAssertion) -> None:
    with pytest.raises(Refused) as refused:
        open_period(tiny.workspace, Period.parse("2021-22-q4"))
    assert str(refused.value) == golden(name="skipped")
    assert not (tiny.root / "reports/2021-22-q4").exists()
