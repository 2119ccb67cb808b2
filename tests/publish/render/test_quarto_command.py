"""Quarto's side of the interface, with a program in Quarto's place that records how it was called."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import file_parts
import pytest
import samples

from helpers.model.errors import Refused
from helpers.narrate.file import GAP
from helpers.publish.render import choose_engine

RECORDER = """#!{python}
import os, pathlib, shutil, sys
project = pathlib.Path(sys.argv[2])
(project / "called.txt").write_text("\\n".join(sys.argv[1:]))
if (project / "fail").exists():
    sys.exit("ERROR: YAMLException in index.ipynb")
site = project / "_site"
site.mkdir()
(site / "index.html").write_text("a page")
sys.stderr.write("\\r[1/1] index.ipynb\\nOutput created: _site/index.html\\n")
"""


@pytest.fixture
def quarto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "quarto"
    program.parent.mkdir()
    program.write_text(RECORDER.format(python=sys.executable), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)


@pytest.mark.usefixtures("quarto")
def test_quarto_is_chosen_where_it_is_on_the_path() -> None:
    assert choose_engine("auto").name == "quarto"
    assert choose_engine("embedded").name == "embedded"


@pytest.mark.usefixtures("quarto")
def test_quarto_renders_the_project_folder_and_runs_nothing(tmp_path: Path) -> None:
    project, done = samples.one_page(tmp_path), []
    made = choose_engine("auto").render(project, tmp_path / "site", done.append)
    assert (project / "called.txt").read_text(encoding="utf-8").splitlines() == ["render", str(project), "--no-execute"]
    assert made == [Path("index.html")]
    assert done == ["index.html"]
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "a page"


@pytest.mark.usefixtures("quarto")
def test_what_quarto_says_when_it_stops_reaches_the_person(tmp_path: Path) -> None:
    project = samples.one_page(tmp_path)
    (project / "fail").touch()
    with pytest.raises(Refused, match=r"YAMLException in index\.ipynb"):
        choose_engine("auto").render(project, tmp_path / "site")


def test_the_finishing_script_finishes_the_papers_that_quarto_names(tmp_path: Path) -> None:
    project = samples.two_documents(tmp_path, rows=2)
    choose_engine("embedded").render(project, project / "_site")
    finished = (project / "_site" / "papers" / "scorecard.docx").read_bytes()
    page = project / "_site" / "list.html"
    page.write_text('<span class="paper-file"><a href="papers/scorecard.docx">Word</a></span>', encoding="utf-8")
    environment = {**os.environ, "QUARTO_PROJECT_OUTPUT_FILES": "_site/index.html\n_site/papers/scorecard.docx"}
    script = project / "_extensions" / "goldenthread" / "finish.py"
    done = subprocess.run(
        [sys.executable, script], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "finished _site/papers/scorecard.docx\n", "")
    assert (project / "_site" / "papers" / "scorecard.docx").read_bytes() == finished
    assert f">Word ({-(-len(finished) // 1000)}{GAP}KB)</a>" in page.read_text(encoding="utf-8")


def test_the_finishing_script_finds_the_python_that_has_helpers(tmp_path: Path) -> None:
    project = samples.two_documents(tmp_path, rows=1)
    script = project / "_extensions" / "goldenthread" / "finish.py"
    environment = {**os.environ, "QUARTO_PROJECT_OUTPUT_FILES": "", "GOLDENTHREAD_PYTHON": sys.executable}
    bare = Path(sys.base_prefix) / "bin" / "python3"
    done = subprocess.run(
        [bare, "-S", script], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_in_quartos_layout_table_is_taken_out_of_it(tmp_path: Path) -> None:
    import docx

    from helpers.publish.render.finish.tables import finish_tables, unwrap_layout_tables

    document = docx.Document(str(samples.EXTENSION / "reference.docx"))
    document._body.clear_content()
    layout = document.add_table(1, 1).cell(0, 0)
    layout.paragraphs[0].text = "Table 1: Options"
    inner = layout.add_table(2, 2)
    for cell, text in zip(
        [*inner.rows[0].cells, *inner.rows[1].cells], ("Option", "Households", "None", "81"), strict=True
    ):
        cell.text = text
    layout.add_paragraph()
    unwrap_layout_tables(document)
    finish_tables(document)
    document.save(str(tmp_path / "paper.docx"))
    body = file_parts.word_part(tmp_path / "paper.docx")
    tables = list(body.iter(f"{file_parts.W}tbl"))
    assert [file_parts.words_of(table) for table in tables] == ["OptionHouseholdsNone81"]
    assert len(list(tables[0].iter(f"{file_parts.W}tblHeader"))) == 1
    assert "Table 1: Options" in file_parts.words_of(body)
