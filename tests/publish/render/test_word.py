"""Word papers, by rules on the file's own XML: what a clerk, a screen reader and a black-and-white printer need."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import file_parts
import pytest
import samples
from file_parts import W
from nbformat.v4 import new_markdown_cell

from helpers.publish.render import choose_engine

FILLS = {"▲ Green": "00703C", "● Amber": "FFBF47", "■ Red": "D4351C"}


@pytest.fixture(scope="module")
def paper(edition: Path) -> Path:
    return edition / "papers" / "scorecard.docx"


def style_of(paragraph) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_header_row_and_the_first_row_hold_what_the_page_holds(paper: Path, edition: Path) -> None:
    from lxml import html

    page = html.fromstring((edition / "papers" / "scorecard.html").read_text(encoding="utf-8"))
    wanted = [[cell.text_content() for cell in row] for row in page.xpath("//table[@id='scorecard']//tr")]
    rows = next(file_parts.word_part(paper).iter(f"{W}tbl")).findall(f"{W}tr")
    assert [[plain(file_parts.words_of(cell)) for cell in row.findall(f"{W}tc")] for row in rows] == wanted


def test_each_rag_cell_has_its_word_its_shape_and_its_fill(paper: Path) -> None:
    found = []
    for cell in file_parts.word_part(paper).iter(f"{W}tc"):
        shading = cell.find(f"{W}tcPr/{W}shd")
        if shading is not None:
            found.append((plain(file_parts.words_of(cell)), shading.get(f"{W}fill")))
    assert set(found) == set(FILLS.items())
    assert len(found) == 9  # of twelve rows, three are not due


def test_a_rating_with_a_note_is_filled_too(tmp_path: Path) -> None:
    cell = samples.tag("red", "■ Red") + ' <span class="note">assessed</span>'
    columns = [samples.Column("Measure", ["A"]), samples.Column("Rating", [cell], markup=True)]
    project = samples.one_page(
        tmp_path,
        new_markdown_cell("## Housing"),
        samples.table(samples.table_html("t", columns)),
        formats=("docx",),
    )
    choose_engine("embedded").render(project, tmp_path / "site")
    (table,) = file_parts.word_part(tmp_path / "site" / "index.docx").iter(f"{W}tbl")
    assert [node.get(f"{W}fill") for node in table.iter(f"{W}shd")] == ["D4351C"]
    assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Housing"
    assert "assessed" in file_parts.words_of(table)


def test_a_short_table_is_kept_on_one_page(tmp_path: Path) -> None:
    project = samples.one_page(tmp_path, samples.table(samples.scorecard_html(2)), formats=("docx",))
    choose_engine("embedded").render(project, tmp_path / "site")
    rows = next(file_parts.word_part(tmp_path / "site" / "index.docx").iter(f"{W}tbl")).findall(f"{W}tr")
    assert [len(list(row.iter(f"{W}keepNext"))) for row in rows] == [12, 12, 0]


@pytest.mark.parametrize(("rows", "words", "kept"), [(9, 10, True), (9, 90, False)])
def test_a_table_of_more_rows_is_kept_on_one_page_where_they_are_but_a_few_words(
    rows: int, words: int, kept: bool, tmp_path: Path
) -> None:
    cells = f"<tr><td>{'word ' * words}</td><td>1</td></tr>" * rows
    html = f"<table><thead><tr><th>What</th><th>How many</th></tr></thead><tbody>{cells}</tbody></table>"
    project = samples.one_page(tmp_path, samples.table(html), formats=("docx",))
    choose_engine("embedded").render(project, tmp_path / "site")
    (table,) = file_parts.word_part(tmp_path / "site" / "index.docx").iter(f"{W}tbl")
    assert (next(table.findall(f"{W}tr")[1].iter(f"{W}keepNext"), None) is not None) is kept


def test_a_forecast_is_outlined_and_never_filled(paper: Path) -> None:
    for row in next(file_parts.word_part(paper).iter(f"{W}tbl")).findall(f"{W}tr")[1:]:
        cell = row.findall(f"{W}tc")[9]
        assert cell.find(f"{W}tcPr/{W}shd") is None
        assert "Forecast" in cell.find(f".//{W}rStyle").get(f"{W}val")


def test_a_council_may_choose_its_colours(tmp_path: Path) -> None:
    from dataclasses import replace

    site = replace(samples.SITE, rag={"green": "#005500", "amber": "#ffee00", "red": "#aa0000"})
    cells = [samples.table(samples.scorecard_html(3))]
    choose_engine("embedded").render(
        samples.one_page(tmp_path, *cells, site=site, formats=("docx",)), tmp_path / "site"
    )
    shading = [cell.get(f"{W}fill") for cell in file_parts.word_part(tmp_path / "site" / "index.docx").iter(f"{W}shd")]
    assert shading == ["005500", "FFEE00", "AA0000"]


def test_the_table_has_a_title_and_fills_the_page(paper: Path) -> None:
    (table,) = file_parts.word_part(paper).iter(f"{W}tbl")
    held = table.find(f"{W}tblPr")
    assert plain(held.find(f"{W}tblCaption").get(f"{W}val")) == "Table 1: Measures at the end of the quarter"
    assert held.find(f"{W}tblDescription").get(f"{W}val").startswith("Columns: Ref, Measure, Unit")
    assert (held.find(f"{W}tblW").get(f"{W}w"), held.find(f"{W}tblW").get(f"{W}type")) == ("5000", "pct")


def test_the_commentary_is_the_widest_column(paper: Path) -> None:
    (table,) = file_parts.word_part(paper).iter(f"{W}tbl")
    widths = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
    assert widths[-1] == max(widths)
    assert widths[-1] > 2 * sorted(widths)[-3]


def test_the_running_header_says_whose_paper_it_is_and_that_it_is_a_draft(paper: Path) -> None:
    (header,) = file_parts.word_parts(paper, "word/header")
    text = file_parts.words_of(header)
    assert [said in text for said in ("Westmere Council", "Cabinet, 13 November 2019, item 7", "DRAFT 1a2b3c4d")] == [
        True
    ] * 3
    (footer,) = file_parts.word_parts(paper, "word/footer")
    assert [node.text.strip() for node in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_a_released_paper_has_no_place_left_open_in_its_header(tmp_path: Path) -> None:
    from dataclasses import replace

    project = samples.one_page(tmp_path, site=replace(samples.SITE, status="", meeting=""), formats=("docx",))
    choose_engine("embedded").render(project, tmp_path / "site")
    (header,) = file_parts.word_parts(tmp_path / "site" / "index.docx", "word/header")
    assert file_parts.words_of(header) == "Westmere Council"


def test_a_wide_paper_lies_on_its_side_and_keeps_its_header(paper: Path) -> None:
    (section,) = file_parts.word_part(paper).iter(f"{W}sectPr")
    size = section.find(f"{W}pgSz")
    assert size.get(f"{W}orient") == "landscape"
    assert int(size.get(f"{W}w")) > int(size.get(f"{W}h"))
    assert section.find(f"{W}headerReference") is not None


def test_title_subject_language_and_date_are_set(paper: Path) -> None:
    core = {node.tag.rpartition("}")[2]: node.text for node in file_parts.word_part(paper, "docProps/core.xml")}
    assert (core["title"], core["subject"], core["language"]) == ("Performance scorecard", "Quarter 2 2019/20", "en-GB")
    assert core["created"] == core["modified"] == "2019-11-05T12:00:00Z"
    defaults = file_parts.word_part(paper, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert defaults.get(f"{W}val") == "en-GB"


def test_the_same_project_makes_the_same_bytes(edition: Path, tmp_path: Path) -> None:
    choose_engine("embedded").render(edition.parent / "quarto", tmp_path)
    names = ["index.html", "papers/scorecard.html", "papers/scorecard.docx", "papers/scorecard.pdf"]
    assert [name for name in names if (tmp_path / name).read_bytes() != (edition / name).read_bytes()] == []


def test_nothing_in_a_paper_names_this_machine(paper: Path) -> None:
    with ZipFile(paper) as archive:
        held = b"".join(archive.read(name) for name in archive.namelist())
    assert b"/tmp" not in held
    assert b"gt-output" not in held
