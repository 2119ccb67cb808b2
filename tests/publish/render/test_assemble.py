"""Assembly: an executed notebook becomes a document of a Quarto project, safe in either engine."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from pathlib import Path

import nbformat
import pytest
import samples
import yaml
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.model.errors import Refused
from helpers.publish.assemble import SiteDescription, assemble
from helpers.publish.assemble.authored import disarmed, without_comments
from helpers.publish.assemble.configuration import SCRIPTS


def cells(project: Path, name: str = "index.ipynb"):
    return nbformat.read(project / name, as_version=4).cells


def facts(project: Path, name: str = "index.ipynb"):
    return yaml.safe_load(cells(project, name)[0].source.strip("-"))


def test_the_front_matter_is_the_first_cell(tmp_path: Path) -> None:
    found = facts(samples.two_documents(tmp_path, rows=1), "papers/scorecard.ipynb")
    assert (found["title"], found["subtitle"], found["lang"]) == ("Performance scorecard", "Quarter 2 2019/20", "en-GB")
    assert list(found["format"]) == ["html", "docx", "typst"]
    scripts = found["format"]["html"]["include-in-header"]["text"].splitlines()
    assert scripts[0] == '<script src="../assets/charts.js" defer></script>'
    assert len(scripts) == len(set(scripts)) == len(SCRIPTS)


def test_parameters_and_commentary_cells_are_lifted_out(tmp_path: Path) -> None:
    sources = "\n".join(
        cell.source for cell in cells(samples.two_documents(tmp_path, rows=1), "papers/scorecard.ipynb")
    )
    assert "2019-20-q2" not in sources.partition("---\n")[2].partition("---")[2]
    assert "SECRET aside" not in sources


def test_the_heading_that_repeats_the_title_is_dropped(tmp_path: Path) -> None:
    project = samples.one_page(tmp_path, new_markdown_cell("# Overview\n\nWords"), new_markdown_cell("# Second"))
    assert [cell.source for cell in cells(project)[2:]] == ["Words", "## Second"]


def test_a_chart_is_described_by_the_hash_of_its_picture(tmp_path: Path) -> None:
    project = samples.two_documents(tmp_path, rows=1)
    key = hashlib.sha1(b64decode(samples.png()), usedforsecurity=False).hexdigest()
    assert json.loads((project / "chart-text.json").read_text(encoding="utf-8")) == {key: samples.ALT}


def test_a_chart_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"index\.ipynb\n  found:    a chart without alternative text"):
        samples.one_page(tmp_path, samples.chart(alt=" "))


def test_the_same_notebook_run_at_another_time_makes_the_same_project(tmp_path: Path) -> None:
    made = []
    for name, seconds in (("a", 1.0), ("b", 2.0)):
        cell = samples.prose("Words", papermill={"duration": seconds}, tags=["keep"])
        cell.id, cell.execution_count = "one", int(seconds)
        project = samples.one_page(tmp_path / name, cell)
        made.append({path.name: path.read_bytes() for path in sorted(project.rglob("*")) if path.is_file()})
    assert made[0] == made[1]


def test_titles_are_words_and_not_markup(tmp_path: Path) -> None:
    project = samples.one_page(tmp_path, title="Waste & <b>*recycling*</b> {{< x >}}")
    assert facts(project)["title"] == r"Waste & \<b\>\*recycling\*\</b\> \{\{\< x \>\}\}"


def test_a_workspaces_own_choices_stay_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "_quarto.yml").write_text(
        "project: {type: website}\nformat: {html: {theme: flatly}}\n", encoding="utf-8"
    )
    page = samples.document("index.ipynb", tmp_path / "notebooks", new_notebook())
    assemble(tmp_path / "quarto", tmp_path / "_quarto.yml", samples.EXTENSION, samples.SITE, [page])
    made = yaml.safe_load((tmp_path / "quarto" / "_quarto.yml").read_text(encoding="utf-8"))
    assert made["format"]["html"]["theme"] == "flatly"
    assert made["project"]["render"] == ["index.ipynb"]


def test_a_configuration_that_is_a_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "_quarto.yml").write_text("- project\n", encoding="utf-8")
    page = samples.document("index.ipynb", tmp_path / "notebooks", new_notebook())
    with pytest.raises(Refused, match=r"_quarto.yml\n  found:    a list"):
        assemble(tmp_path / "quarto", tmp_path / "_quarto.yml", samples.EXTENSION, samples.SITE, [page])


def test_a_refused_document_leaves_the_last_project_standing(tmp_path: Path) -> None:
    project = samples.one_page(tmp_path, new_markdown_cell("Good"))
    with pytest.raises(Refused):
        samples.one_page(tmp_path, new_markdown_cell("{{< include secret >}}"))
    assert cells(project)[-1].source == "Good"


def test_a_site_with_nothing_to_say_opens_with_the_words_of_the_notebook(tmp_path: Path) -> None:
    quiet = SiteDescription(council="Hart", title="Performance", published=samples.SITE.published)
    project = samples.one_page(tmp_path, new_markdown_cell("Words"), site=quiet)
    assert [cell.source for cell in cells(project)[1:]] == ["Words"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a <script>alert(1)</script>", r"a \<script>alert(1)\</script>"),
        (r"escaped \<b> and \\<b>", r"escaped \<b> and \\\<b>"),
        ("fewer than <5 and < 6", "fewer than <5 and < 6"),
        ("<https://example.org> <team@example.org>", "<https://example.org> <team@example.org>"),
        ("`<b>` and ``a ` <i>``", "`<b>` and ``a ` <i>``"),
        ("one ` tick\n\n<b>", "one ` tick\n\n\\<b>"),
        ("```\n<b>\n```\n<i>", "```\n<b>\n```\n\\<i>"),
        ("```{=html}\n<b>\n```\n", "```\n<b>\n```\n"),
        ("`<b>`{=html}", r"`<b>`\{=html}"),
        ("{{< include x >}}", r"\{\{\< include x >}}"),
        ("`{{< include x >}}`", "`{ { < include x >}}`"),
        ("```\nnever closed", "```\nnever closed\n```\n"),
    ],
)
def test_markup_in_words_becomes_words(written: str, kept: str) -> None:
    assert disarmed(written) == kept


@given(st.text(alphabet="`<a>\\ \n~{}=/*", max_size=40))
def test_disarming_twice_changes_nothing_more(text: str) -> None:
    once = disarmed(text)
    assert disarmed(once) == once


def test_notes_to_self_are_left_out_but_code_is_kept() -> None:
    assert (
        without_comments("a <!-- note\n\nto self --> b\n```\n<!-- shown -->\n```\n")
        == "a  b\n```\n<!-- shown -->\n```\n"
    )


def test_a_code_cell_keeps_its_options_and_outputs(tmp_path: Path) -> None:
    cell = new_code_cell("#| output: asis\nheadline(results)", outputs=[samples.shown(text_markdown="Words")])
    made = cells(samples.one_page(tmp_path, cell))[-1]
    assert (made.source, made.outputs[0].data["text/markdown"]) == (cell.source, "Words")
