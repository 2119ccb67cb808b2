"""PDF papers: accessible by the standard, and saying what the Word paper and the page say."""

from __future__ import annotations

from pathlib import Path

import file_parts
import page as page_validation
import pikepdf
import pytest
import samples
from nbformat.v4 import new_markdown_cell

from helpers.model.errors import Refused
from helpers.publish.render import choose_engine


@pytest.fixture(scope="module")
def paper(edition: Path) -> Path:
    return edition / "papers" / "scorecard.pdf"


def tags(path: Path) -> list[tuple[str, str]]:
    def below(node):
        if isinstance(node, pikepdf.Array):
            return [tag for child in node for tag in below(child)]
        if not isinstance(node, pikepdf.Dictionary):
            return []
        return ([node] if "/S" in node else []) + (below(node.K) if "/K" in node else [])

    pdf = pikepdf.open(path)
    return [(str(tag.S), str(tag.get("/Alt", ""))) for tag in below(pdf.Root.StructTreeRoot)]


def test_the_page_of_examples_is_pdf_ua_too(examples_project: Path, tmp_path: Path) -> None:
    choose_engine("embedded").render(examples_project, tmp_path)
    assert page_validation.validate_pdf(str(tmp_path / "papers" / "examples.pdf"), profile="ua1").is_compliant


def test_its_fonts_travel_with_it_and_have_every_letter(paper: Path) -> None:
    fonts = {str(font.BaseFont).partition("+")[2] for font in pikepdf.open(paper).objects if _is_font(font)}
    assert all(name.startswith(("SourceSansPro", "DejaVuSansMono")) for name in fonts)
    text = file_parts.pdf_text(paper)
    assert [letters for letters in ("▲", "●", "■", "−", "Ynys Môn", "Łódź") if letters not in text] == []


def _is_font(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"


def test_every_page_names_council_meeting_status_and_page(paper: Path) -> None:
    import pypdf

    pages = [page.extract_text() for page in pypdf.PdfReader(paper).pages]
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        wanted = (
            "Westmere Council",
            "Cabinet, 13 November 2019, item 7",
            "DRAFT 1a2b3c4d",
            f"Page {number} of {len(pages)}",
        )
        assert [said for said in wanted if said not in text] == []


def test_a_header_row_stands_on_every_page_of_the_table(paper: Path) -> None:
    import pypdf

    pages = [file_parts.squeezed(page.extract_text()) for page in pypdf.PdfReader(paper).pages]
    assert [("CommentaryCS" in text or "Commentary" in text) for text in pages if "CS0" in text].count(False) == 0


def test_letters_that_no_font_has_are_refused_and_named(tmp_path: Path) -> None:
    project = samples.one_page(tmp_path, new_markdown_cell("The sign \u6c49"), formats=("pdf",))
    with pytest.raises(Refused, match="\u6c49"):
        choose_engine("embedded").render(project, tmp_path / "site")


def test_an_emoji_is_said_in_words(tmp_path: Path) -> None:
    words = "**Well done**\U0001f389 and a family \U0001f468\u200d\U0001f469 [there\U0001f389](index.html)"
    choose_engine("embedded").render(
        samples.one_page(tmp_path, new_markdown_cell(words), formats=("pdf",)), tmp_path / "site"
    )
    text = file_parts.squeezed(file_parts.pdf_text(tmp_path / "site" / "index.pdf"))
    assert "Welldone(partypopper)andafamily(man)(woman)there(partypopper)" in text


@pytest.mark.parametrize("words", ["Привет Ελλάς", "שלום", "مرحبا", "Łódź ŵŷ"])
def test_other_scripts_are_set(words: str, tmp_path: Path) -> None:
    choose_engine("embedded").render(
        samples.one_page(tmp_path, new_markdown_cell(words), formats=("pdf",)), tmp_path / "site"
    )
    assert page_validation.validate_pdf(str(tmp_path / "site" / "index.pdf"), profile="ua1").is_compliant
