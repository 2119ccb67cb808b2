"""What holds of every PDF paper, whoever's it is: it can be heard, it can be found one's way in, it is whole."""

from __future__ import annotations

import re
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from tagged import tags_below

TYPEFACES = ("SourceSansPro", "DejaVuSansMono", "LibertinusSerif", "NewCM")


@pytest.fixture(scope="module")
def opened(pdf_papers: dict[str, Path]) -> dict[str, pikepdf.Pdf]:
    return {name: pikepdf.open(path) for name, path in pdf_papers.items()}


def test_it_is_pdf_ua(pdf_papers: dict[str, Path]) -> None:
    reports = {name: page_validation.validate_pdf(str(path), profile="ua1") for name, path in pdf_papers.items()}
    assert {name: str(report) for name, report in reports.items() if not report.is_compliant} == {}


def test_every_table_has_header_cells_in_its_first_row(opened: dict[str, pikepdf.Pdf]) -> None:
    for name, pdf in opened.items():
        for table in (tag for tag in tags_below(pdf.Root.StructTreeRoot.K) if tag.S == "/Table"):
            rows = [tag for tag in tags_below(table.K) if tag.S == "/TR"]
            assert {str(tag.S) for tag in tags_below(rows[0].K) if tag.S in ("/TH", "/TD")} == {"/TH"}, name


def test_every_picture_has_words(opened: dict[str, pikepdf.Pdf]) -> None:
    for name, pdf in opened.items():
        figures = [tag for tag in tags_below(pdf.Root.StructTreeRoot.K) if tag.S == "/Figure"]
        assert [tag for tag in figures if len(str(tag.get("/Alt", ""))) < 20] == [], name


def test_it_shows_its_title_and_has_a_language_and_a_bookmark_a_heading(
    opened: dict[str, pikepdf.Pdf],
) -> None:
    for name, pdf in opened.items():
        assert pdf.docinfo["/Title"], name
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en-GB", True), name
        assert pdf.Root.ViewerPreferences.DisplayDocTitle, name
        headings = [
            tag for tag in tags_below(pdf.Root.StructTreeRoot.K)
            if re.fullmatch(r"/H\d", str(tag.S)) and tag.get("/T") != "Contents"
        ]  # fmt: skip
        with pdf.open_outline() as outline:
            assert len(list(_all(outline.root))) == len(headings), name


def _all(items: list[pikepdf.OutlineItem]):
    for item in items:
        yield item
        yield from _all(item.children)


def test_its_typefaces_travel_with_it(opened: dict[str, pikepdf.Pdf]) -> None:
    for name, pdf in opened.items():
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing]
        assert fonts, name
        for font in fonts:
            files = [key for key in set(font.FontDescriptor) if key.startswith("/FontFile")]
            assert files, (name, font.BaseFont)
            assert str(font.BaseFont).partition("+")[2].startswith(TYPEFACES), (name, font.BaseFont)
