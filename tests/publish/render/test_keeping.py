"""What opens a piece is not left behind at a page's foot, in Word and in PDF."""

from __future__ import annotations

from pathlib import Path

import file_parts
import pypdf
import pytest
import samples
from file_parts import W
from nbformat.v4 import new_markdown_cell

from helpers.present.table import Column, table_html
from helpers.publish.render import choose_engine

PIECES = range(16)


def filler(number: int) -> str:
    return "\n\n".join(f"Text {number}.{line} that stands before." for line in range(number % 5 + 1))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, cells = tmp_path_factory.mktemp("keeping"), []
    for number in PIECES:
        words = [f"row {number} " + "word " * 40] * 3
        rows = table_html(f"t{number}", [Column("What", words), Column("Who", ["Head"] * 3)])
        text = f"{filler(number)}\n\n### Head {number}x\n\n[■ Red]{{.rag .rag-red}} Lead {number}x.\n\nMore {number}x."
        cells += [new_markdown_cell(text), samples.table(rows)]
    for number in PIECES:
        rows = table_html(f"n{number}", [Column("What", ["word " * 60] * 2), Column("Who", [f"one {number}y"] * 2)])
        paragraph = f'::: {{.numbered-paragraph number="{number}.1"}}\nNumbered {number}y.\n:::'
        text = f"{filler(number)}\n\nColon {number}y:\n\n- Item {number}y\n\n### Part {number}y\n\n{paragraph}"
        cells += [new_markdown_cell(text), samples.table(rows)]
    cells.append(new_markdown_cell("## Comments"))
    cells += [
        new_markdown_cell(f"[● Amber]{{.rag .rag-amber}} **Title {number}x**\n\nComment {number}x. {filler(number)}")
        for number in PIECES
    ]
    cells.append(new_markdown_cell("[▲ Green]{.rag .rag-green} last\n\n## End"))
    project = samples.one_page(folder, *cells, formats=("docx", "pdf"))
    choose_engine("embedded").render(project, folder / "site")
    return folder / "site"


def test_in_pdf_a_heading_and_what_leads_to_its_table_stand_on_the_page_of_the_table(papers: Path) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(papers / "index.pdf").pages]

    def page_of(words: str) -> int:
        return next(number for number, text in enumerate(pages) if words in text)

    assert len(pages) > len(PIECES) // 4  # enough page ends for one of them to fall between
    for number in PIECES:
        found = {
            page_of(words) for words in (f"Head {number}x", f"Lead {number}x", f"More {number}x", f"row {number} ")
        }
        assert len(found) == 1, number
        assert len({page_of(f"{words} {number}y") for words in ("Part", "Numbered", "one")}) == 1, number
        assert page_of(f"Colon {number}y") == page_of(f"Item {number}y"), number
        assert page_of(f"Title {number}x") == page_of(f"Comment {number}x"), number


def test_in_word_they_are_kept_with_what_comes_next(papers: Path) -> None:
    held = {
        file_parts.words_of(paragraph): paragraph.find(f"{W}pPr/{W}keepNext") is not None
        for paragraph in file_parts.word_part(papers / "index.docx").find(f"{W}body").findall(f"{W}p")
    }
    for number in PIECES:
        assert held[f"■\u00a0Red Lead {number}x."]
        assert held[f"More {number}x."]
        assert held[f"Numbered {number}y."]
        assert held[f"Colon {number}y:"]
        assert held[f"●\u00a0Amber Title {number}x"]
        assert not held[f"Text {number}.0 that stands before."] if number else True
    assert not held["▲\u00a0Green last"]  # a heading follows, not what it opens


def test_a_header_row_is_kept_with_the_first_row_however_long_the_table(papers: Path) -> None:
    project = papers.parent
    html = table_html("long", [Column("What", [f"{n} " + "word " * 90 for n in range(9)]), Column("Who", ["Head"] * 9)])
    folder = project / "long"
    choose_engine("embedded").render(samples.one_page(folder, samples.table(html), formats=("docx",)), folder / "site")
    (table,) = file_parts.word_part(folder / "site" / "index.docx").iter(f"{W}tbl")
    kept = [next(row.iter(f"{W}keepNext"), None) is not None for row in table.findall(f"{W}tr")]
    assert kept == [True] + [False] * 9


def test_one_long_target_takes_no_room_from_the_names_of_measures(tmp_path: Path) -> None:
    names = [f"{number} Households that have waited in bed and breakfast" for number in range(6)]
    targets = ["9.0"] * 5 + ["−£500,000 to £500,000"]
    others = [Column(f"Figure {number}", ["£1,240,000"] * 6, numeric=True) for number in range(5)]
    html = table_html("t", [Column("Measure", names), *others, Column("Target", targets, numeric=True)])
    project = samples.one_page(tmp_path, samples.table(html), formats=("docx",))
    choose_engine("embedded").render(project, tmp_path / "site")
    (table,) = file_parts.word_part(tmp_path / "site" / "index.docx").iter(f"{W}tbl")
    widths = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
    assert widths[0] > 1.5 * widths[-1]


def test_an_arrow_stands_on_the_line_of_its_word_and_signs_one_under_the_other(tmp_path: Path) -> None:
    signs = '<span class="signed"><svg></svg> Real change</span><span class="signed">Hits or misses</span>'
    html = table_html(
        "t", [Column("Direction", ["↑ No change"]), Column("Pattern", [signs], markup=True, name="pattern")]
    )
    project = samples.one_page(tmp_path, samples.table(html), formats=("docx",))
    choose_engine("embedded").render(project, tmp_path / "site")
    (table,) = file_parts.word_part(tmp_path / "site" / "index.docx").iter(f"{W}tbl")
    direction, pattern = list(table.iter(f"{W}tc"))[2:]
    assert file_parts.words_of(direction) == "↑\u00a0No change"
    assert len(list(pattern.iter(f"{W}br"))) == 1
    assert file_parts.words_of(pattern) == "Real changeHits or misses"
