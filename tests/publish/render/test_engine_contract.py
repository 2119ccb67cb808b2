"""What both engines owe: the same files, words, figures, tables, alternative texts and links."""

from __future__ import annotations

import shutil
from pathlib import Path

import file_parts
import pytest
import samples

from helpers.model.errors import Refused
from helpers.publish.render import choose_engine

ENGINES = ["embedded", *(["quarto"] if shutil.which("quarto") else [])]
SAID = (
    "Plain, leaning, strong, code and a link",
    "The footnote's words.",
    "Not due",
    "Tags are words: <b>not bold</b>.",
    "What it means.",
    "Options considered",
    "Do nothing",
    "From a cell, see",
    "Share of assessments completed in 45 working days, measure 0",
    "Households in bed and breakfast",
    "Why this matters",
    "Folded on a page, open in a paper.",
    "Second tab.",
    "Cause, action, owner.",
    "a tag <i>shown</i>",
    "said ``` aloud",
    samples.NOTICE,
    "DRAFT 1a2b3c4d",
    "Cabinet, 13 November 2019, item 7",
)


@pytest.fixture(scope="module", params=ENGINES)
def rendered(request: pytest.FixtureRequest, examples_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp(request.param) / "quarto"
    shutil.copytree(examples_project, project)
    choose_engine(request.param).render(project, project.parent / "site")
    return project.parent / "site" / "papers" / "examples"


def words(rendered: Path, ending: str) -> str:
    path = rendered.with_suffix(ending)
    if ending == ".html":
        return file_parts.page_body(path)
    if ending == ".pdf":
        return file_parts.pdf_text(path)
    return " ".join(
        file_parts.words_of(part) for part in file_parts.word_parts(path, "word/") if part.tag.startswith(file_parts.W)
    )


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf"])
def test_every_construct_is_said_in_every_format(rendered: Path, ending: str) -> None:
    text = file_parts.squeezed(words(rendered, ending))
    assert [said for said in SAID if file_parts.squeezed(said) not in text] == []


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf"])
def test_what_is_hidden_is_said_nowhere(rendered: Path, ending: str) -> None:
    assert "SECRET" not in words(rendered, ending)


def test_content_for_one_format_stands_in_that_format_alone(rendered: Path) -> None:
    page, word, pdf = (words(rendered, ending) for ending in (".html", ".docx", ".pdf"))
    assert ["Only on the page" in text for text in (page, word, pdf)] == [True, False, False]
    assert ["Only in papers" in text for text in (page, word, pdf)] == [False, True, True]
    assert ["Everywhere but in Word" in text for text in (page, word, pdf)] == [True, False, True]


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf"])
def test_tables_and_figures_are_numbered_and_referred_to_alike(rendered: Path, ending: str) -> None:
    text = file_parts.squeezed(words(rendered, ending))
    assert "Table1:Optionsconsidered" in text
    assert "Table2:Fromacell,seeTable1" in text
    assert "Table1comesfirst,Table2second(table2);Figure1has" in text
    assert "Figure1:Householdsinbedandbreakfast" in text


def test_a_chart_in_word_is_a_picture_with_its_words(rendered: Path) -> None:
    body = file_parts.word_part(rendered.with_suffix(".docx"))
    described = [node.get("descr") for node in body.iter(file_parts.DESCRIBED)]
    assert described == [samples.ALT]


def test_links_in_papers_are_absolute(rendered: Path) -> None:
    relations = file_parts.word_part(rendered.with_suffix(".docx"), "word/_rels/document.xml.rels")
    links = [node.get("Target") for node in relations if node.get("TargetMode") == "External"]
    assert "https://performance.westmere.example/2019-20-q2/papers/measures/CS-01.html" in links
    assert "https://performance.westmere.example/2019-20-q2/papers/index.html" in links


def test_an_engine_that_is_not_there_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused, match="Install Quarto, or use --engine embedded"):
        choose_engine("quarto")
    assert choose_engine("auto").name == "embedded"


def test_an_unknown_engine_is_refused_naming_the_known_ones() -> None:
    with pytest.raises(Refused, match='"auto", "quarto", "embedded"'):
        choose_engine("latex")
