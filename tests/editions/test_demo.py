"""The fictional council's edition: its words and figures agree wherever they are shown, in every kind of page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from reading import page_tables, page_text, results_of

from helpers.publish.build import Built
from helpers.publish.run.job import Job
from helpers.publish.run.runner import run_notebooks
from helpers.publish.store import STORE_VARIABLE, write_store

TEMPLATES = ("directorate", "measure", "infographics")
"""Charts, tables and drawings, with the words between them: between them all that our helpers put out."""

AUTHORED = "Repeat child protection plans fell from 26.9% to 19.7%"


def test_the_council_is_said_to_be_fictional_on_every_page(demo: Built) -> None:
    pages = sorted(demo.folder.rglob("*.html"))
    assert len(pages) == 118
    assert [page.name for page in pages if "Westmere Council is fictional" not in page_text(page)] == []


def test_the_authored_words_appear_on_the_directorate_page_the_measure_page_and_the_scorecard(demo: Built) -> None:
    for page in ("directorates/childrens-services.html", "measures/17.html", "papers/scorecard.html"):
        assert AUTHORED in page_text(demo.folder / page), page


def test_every_state_of_a_measure_is_shown_as_itself(demo: Built) -> None:
    shown = {"7": "Suppressed", "59": "Unavailable", "60": "Missing", "31": "Not due", "35": "Not rated", "42": "Amber"}
    for ref, word in shown.items():
        assert word in page_text(demo.folder / f"measures/{ref}.html"), ref


def test_papers_are_headed_draft_with_the_version_until_released(demo: Built) -> None:
    assert demo.results.edition.status_line.startswith("DRAFT ")
    assert demo.results.edition.status_line in page_text(demo.folder / "papers/scorecard.html")


def test_no_withheld_figure_stands_in_the_data(demo: Built) -> None:
    suppressed = [row for row in results_of(demo.folder) if row["marker"] == "c"]
    assert {row["ref"] for row in suppressed} == {"7", "16", "22b", "22c"}
    for row in suppressed:
        assert not any(row[name] for name in ("value", "numerator", "denominator", "rag", "direction", "forecast"))


def test_the_table_by_priority_adds_up(demo: Built) -> None:
    rows = results_of(demo.folder)
    table = next(
        table
        for table in page_tables(demo.folder / "papers/scorecard.html")
        if table[0][0] == "Priority" and table[-1][0] == "Per cent"
    )
    rated = [sum(row["rag"] == word for row in rows) for word in ("Green", "Amber", "Red")]
    assert [int(cell) for cell in table[-2][1:5]] == [*rated, sum(rated)]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_gives_the_same_outputs_forked_and_with_papermills_own_kernel(
    template: str, demo: Built, repository: Path, tmp_path: Path
) -> None:
    write_store(demo.results, tmp_path / "store")
    ran = {}
    for runner in ("fork", "stock"):
        job = Job(
            source=repository / "notebooks" / f"{template}.ipynb",
            output=tmp_path / f"{runner}.ipynb",
            parameters={"period": "2019-20-q2", "pack": "public"},
            folder=repository / "notebooks",
            environment={STORE_VARIABLE: str(tmp_path / "store")},
        )
        (outcome,) = run_notebooks([job], runner)
        assert outcome.ok, outcome.traceback
        ran[runner] = nbformat.read(job.output, as_version=4)
    assert [dict(cell) for cell in ran["fork"].cells] == [dict(cell) for cell in ran["stock"].cells]
    assert any(cell.get("outputs") for cell in ran["fork"].cells)


def test_every_template_makes_a_whole_page_by_its_own_defaults(demo: Built, repository: Path, tmp_path: Path) -> None:
    write_store(demo.results, tmp_path / "store")
    of_the_demo = 'period = "2019-20-q2"'
    jobs = [
        Job(
            source=source,
            output=tmp_path / source.name,
            parameters={},
            folder=source.parent,
            environment={STORE_VARIABLE: str(tmp_path / "store")} if of_the_demo in cell.source else {},
        )
        for source in sorted((repository / "notebooks").glob("*.ipynb"))
        for cell in nbformat.read(source, as_version=4).cells
        if "parameters" in cell.metadata.get("tags", [])
    ]
    assert len(jobs) == len([*(repository / "notebooks").glob("*.ipynb")])
    outcomes = run_notebooks(jobs, "fork")
    assert [(outcome.job.source.name, outcome.traceback) for outcome in outcomes if not outcome.ok] == []


def test_the_command_line_refuses_in_plain_words_and_with_exit_status_1(repository: Path) -> None:
    program = Path(sys.executable).with_name("goldenthread")
    ran = subprocess.run([program, "build", "2031-32-q1"], cwd=repository, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "params/2031-32-q1.yml" in ran.stderr
    assert "Traceback" not in ran.stderr
