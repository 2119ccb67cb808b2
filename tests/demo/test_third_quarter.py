"""The demo's third quarter of 2019/20 is a good example of a quarter: figures in, words written, promises followed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.author.open import open_period
from helpers.collect.notebook import read_notebook
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.cell import is_untouched, named
from helpers.narrate.owed import owed
from helpers.narrate.row import rows
from helpers.publish.judging import judge_workspace

Q3 = Period.parse("2019-20-q3")


@pytest.fixture(scope="module")
def results(repository: Path) -> Results:
    return judge_workspace(Workspace.at(repository), Q3, Pack.PUBLIC)


@pytest.mark.parametrize("pack", [Pack.PUBLIC, Pack.SERVICE])
def test_nothing_is_owed_and_every_directorate_is_approved(pack: Pack, repository: Path) -> None:
    results = judge_workspace(Workspace.at(repository), Q3, pack)
    assert owed(results) == []
    assert set(results.approvals["state"]) == {"approved"}
    assert all(role.startswith("Corporate Director, ") for role in results.approvals["role"])


def test_no_sentence_is_in_doubt_and_no_placeholder_is_left(results: Results) -> None:
    assert results.doubts.to_dict("records") == []
    texts = [text for row in rows(results) for text in (row.commentary, row.cause, row.action)]
    assert [text for text in texts if "{{" in text] == []


def test_every_measure_that_is_due_and_shown_has_words_that_a_person_wrote(results: Results) -> None:
    due = [row for row in rows(results) if row.state not in ("not due", "suppressed")]
    assert len(due) > 45
    assert [row.ref for row in due if not row.commentary or row.commentary_state == "draft"] == []
    assert {row.commentary_state for row in due} == {"written", "returned"}


def test_promises_are_seen_kept_missed_and_not_yet_due(results: Results) -> None:
    outcomes = {(each["ref"], each["period"]): each["outcome"] for each in results.promises.to_dict("records")}
    assert outcomes["17", "2019-20-q1"] == outcomes["18", "2019-20-q1"] == "kept"
    assert outcomes["27", "2019-20-q2"] == "missed"
    assert outcomes["46", "2019-20-q2"] == "not yet due"


def test_a_measure_red_for_the_third_time_shows_what_was_promised_before(results: Results) -> None:
    row = next(rows(results.measure("43")))
    assert (row.rag, row.previous_marker) == ("Red", "r")
    assert list(results.promises.loc[results.promises["ref"] == "43", "period"]) == ["2019-20-q1", "2019-20-q2"]


def test_figures_come_suppressed_provisional_revised_and_long_after_the_others(results: Results) -> None:
    table = results.table.set_index("ref")
    assert set(table.index[table["state"] == "suppressed"]) == {"7", "16", "22b", "22c"}
    assert table.loc["35", "marker"] == "p"
    assert table.loc["35", "received"] > table.loc[table.index != "35", "received"].max()
    assert table.loc["59", ["previous", "previous_marker"]].tolist() == [86.4, "r"]


def test_the_covering_report_says_every_part_with_the_figures_of_the_quarter(results: Results) -> None:
    said = results.report.set_index("part")
    assert (
        "Of 44 measures that have a rating, 22 are green, 17 are amber and 5 are red."
        in said.loc["executive-summary", "text"]
    )
    assert "Households in bed and breakfast rose from 41 to 44" in said.loc["performance", "text"]
    assert not [text for text in said["text"] if "{{" in text]
    assert set(said["owed"]) == {""}


def test_words_come_from_return_workbooks_too(results: Results) -> None:
    row = next(rows(results.measure("46")))
    assert row.source_file == "data/returns/2019-20-q3/housing-management.xlsx"
    assert row.commentary_state == "returned"
    assert row.recovery_date == "2020-03-31"


def test_each_notebook_has_an_introduction_and_no_cell_left_to_choose_from(repository: Path) -> None:
    notebooks = sorted((repository / "reports/2019-20-q3").glob("*.ipynb"))
    notebooks = [path for path in notebooks if path.stem != "report"]
    assert len(notebooks) == 6
    for path in notebooks:
        cells = read_notebook(path, path.name)["cells"]
        assert sum(cell["id"] == "introduction" for cell in cells) == 1, path.name
        assert [cell["id"] for cell in cells if named(cell, "offer")] == []
        drafts = [cell for cell in cells if named(cell, "measure") and is_untouched(cell)]
        assert [cell["id"] for cell in drafts if "source" not in cell["metadata"]["goldenthread"]] == []


def test_opening_it_again_finds_nothing_to_add(repository: Path, tmp_path: Path) -> None:
    for folder in ("params", "data", "reports", "notebooks"):
        shutil.copytree(repository / folder, tmp_path / folder, ignore=shutil.ignore_patterns("workbooks"))
    done = open_period(Workspace.at(tmp_path), Q3)
    assert [change for change in done.changes if change.file.endswith(".ipynb")] == []
    assert done.conflicts == {}
