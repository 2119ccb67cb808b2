"""A covering report as Word, PDF and page, read by the files themselves with none of the project's own code."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import docx_integrity
import file_parts
import page as page_validation
import pytest
import samples
from file_parts import W
from lxml import etree, html
from nbformat.v4 import new_markdown_cell
from syrupy.assertion import SnapshotAssertion

from helpers.model.errors import Refused
from helpers.model.house_style import STYLES
from helpers.publish.assemble.covering import Appendix, CoveringText, PartText
from helpers.publish.render import choose_engine
from helpers.publish.render.finish.numbering import number_paragraphs

WORDS = {
    "subject": "Performance report", "meeting": "13 November 2019", "status": "Public Report",
    "portfolio-holders": "Leader of the Council", "contributors": "Head of Performance\nPerformance Lead",
    "executive-summary": "We do well. See @app-scorecard.\n\nSee @par-growth.",
    "recommendations": "- Note @tbl-ratings. {#rec-note}\n- Ask for more. {#rec-more}",
    "background": "## Background\n\nFirst.\n\nSecond, with two points:\n\n- one;\n- two.",
    "performance": "## At the end of quarter 2\n\nGrowth has slowed. {#par-growth}\n\nSee @rec-more.",
    "financial": "As @par-growth says.",
    "background-papers": "Not numbered.",
}  # fmt: skip
TABLE = (
    "<table><thead><tr><th>Rating</th><th>Measures</th></tr></thead>"
    "<tbody><tr><th>Green</th><td>3</td></tr></tbody></table>"
)


def covering(**other: str) -> CoveringText:
    words = {**WORDS, **{key.replace("_", "-"): text for key, text in other.items()}}
    return CoveringText(
        style=STYLES["narrative"],
        parts=tuple(
            PartText(part=part, text=words.get(part.key, ""), owed=part.required and part.key not in words)
            for part in STYLES["narrative"].parts
        ),
        prose={"own": "## A heading of our own\n\nOur own words, as @par-growth and @tbl-ratings say."},
        appendices=(Appendix(number="1", title="Scorecard", slug="scorecard", page="papers/report"),),
        meeting="Cabinet",
    )


def cell(part: str):
    return new_markdown_cell("Not what is shown.", id=part, metadata={"goldenthread": {"part": part}})


def project(folder: Path, text: CoveringText) -> Path:
    cells = [cell(part) for part in ("executive-summary", "recommendations", "background", "performance")]
    cells.append(samples.table(TABLE, "tbl-ratings", "Measures by rating"))
    cells += [new_markdown_cell("Not what is shown.", id="own"), cell("financial"), cell("background-papers")]
    return samples.one_page(
        folder, *cells, path="papers/report.ipynb", title="Performance report", subtitle="Quarter 2",
        formats=("html", "docx", "pdf"), covering=text,
    )  # fmt: skip


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("covering")
    choose_engine("embedded").render(project(folder, covering()), folder / "site")
    return folder / "site" / "papers"


def style_of(paragraph) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def of_style(paper: Path, style: str) -> list[etree._Element]:
    return [each for each in file_parts.word_part(paper).iter(f"{W}p") if style_of(each) == style]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


NUMBERED = ["First.", "Second, with two points:", "Growth has slowed.", "See recommendation (b).",
            "Our own words, as paragraph 3 and Table 1 say."]  # fmt: skip


def test_paragraphs_are_numbered_through_every_heading_alike_on_page_and_in_papers(papers: Path) -> None:
    word = [plain(file_parts.words_of(each)) for each in of_style(papers / "report.docx", "NumberedParagraph")]
    page = html.fromstring((papers / "report.html").read_text(encoding="utf-8"))
    lists = page.xpath("//main//ol[not(ancestor::table) and not(ancestor::nav)]")
    listed = {
        int(each.get("start", "1")) + place: plain(item.xpath("string(p)"))
        for each in lists
        for place, item in enumerate(each.xpath("li"))
    }
    pdf = plain(file_parts.pdf_text(papers / "report.pdf"))
    assert word[:5] == NUMBERED
    assert [listed[number] for number in sorted(listed)] == word
    for number, words in enumerate(word, start=1):
        assert re.search(rf"^\s*{number}\.\s+{re.escape(words)}", pdf, re.MULTILINE), (number, words)


def test_a_word_paragraph_is_numbered_by_a_list_that_there_is(papers: Path) -> None:
    paper = papers / "report.docx"
    lists = file_parts.word_part(paper, "word/numbering.xml")
    for name, form in (("NumberedParagraph", ("decimal", "%1.")), ("Recommendation", ("lowerLetter", "(%1)"))):
        style = file_parts.word_part(paper, "word/styles.xml").find(f"{W}style[@{W}styleId='{name}']")
        number = style.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
        used = lists.find(f"{W}num[@{W}numId='{number}']/{W}abstractNumId").get(f"{W}val")
        level = lists.find(f"{W}abstractNum[@{W}abstractNumId='{used}']/{W}lvl")
        assert (level.find(f"{W}numFmt").get(f"{W}val"), level.find(f"{W}lvlText").get(f"{W}val")) == form
        assert level.find(f"{W}pStyle").get(f"{W}val") == name
        assert not [each for each in of_style(paper, name) if re.match(r"[(\d]", file_parts.words_of(each))]


def test_a_reference_to_a_paragraph_is_a_field_that_leads_to_it_and_says_its_number(papers: Path) -> None:
    body = file_parts.word_part(papers / "report.docx")
    marked = {}
    for style, form in (("NumberedParagraph", "{}"), ("Recommendation", "({})")):
        for place, each in enumerate(of_style(papers / "report.docx", style), start=1):
            said = form.format(place if style == "NumberedParagraph" else "abc"[place - 1])
            marked |= {mark.get(f"{W}name"): said for mark in each.iter(f"{W}bookmarkStart")}
    found = []
    for code in body.iter(f"{W}instrText"):
        runs = list(code.getparent().itersiblings(f"{W}r"))
        kind, name, *switches = code.text.split()
        if kind == "REF" and not name.startswith("tbl"):
            found.append((marked[name], file_parts.words_of(runs[1])))
            assert switches == ["\\r", "\\h"]
    assert found == [("3", "3"), ("(b)", "(b)"), ("3", "3"), ("3", "3")]


def test_every_other_reference_leads_to_an_anchor_of_the_same_file(papers: Path) -> None:
    body = file_parts.word_part(papers / "report.docx")
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    links = [(plain(file_parts.words_of(link)), link.get(f"{W}anchor")) for link in body.iter(f"{W}hyperlink")]
    inside = [(words, anchor) for words, anchor in links if anchor]
    assert inside == [("Appendix 1", "app-scorecard")]  # those to tables are fields
    assert {anchor for _, anchor in inside} <= names
    page = html.fromstring((papers / "report.html").read_text(encoding="utf-8"))
    anchors = page.xpath("//a[@class='xref']/@href")
    assert len(anchors) == 7
    assert [anchor for anchor in anchors if not page.xpath(f"//*[@id='{anchor[1:]}']")] == []


def test_the_title_block_is_a_table_with_a_header_row_and_what_is_missing_is_owed_by_name(papers: Path) -> None:
    table = next(file_parts.word_part(papers / "report.docx").iter(f"{W}tbl"))
    rows = table.findall(f"{W}tr")
    assert [bool(row.findall(f"{W}trPr/{W}tblHeader")) for row in rows] == [True] + [False] * (len(rows) - 1)
    words = [[plain(file_parts.words_of(cell)) for cell in row.findall(f"{W}tc")] for row in rows]
    assert words[0] == ["Report subject", "Performance report"]
    assert ["Reason for recommendations", "Owed: reason for recommendations"] in words
    assert ["Wards", "Owed: wards"] in words
    page = html.fromstring((papers / "report.html").read_text(encoding="utf-8"))
    head = page.xpath("//table[@class='report-head']")[0]
    assert [plain(" ".join(each.text_content().split())) for each in head.xpath(".//tr/*[1]")] == [
        row[0] for row in words
    ]
    assert head.xpath("string(.//thead//th[@scope='col'])") == "Report subject"
    for text in (file_parts.pdf_text(papers / "report.pdf"), file_parts.page_body(papers / "report.html")):
        assert "Owed: options appraisal" in plain(text)
        assert "It is RECOMMENDED that Cabinet:" in plain(text)


def test_parts_without_a_cell_come_where_the_house_style_has_them(papers: Path) -> None:
    page = html.fromstring((papers / "report.html").read_text(encoding="utf-8"))
    headings = [heading.text_content() for heading in page.xpath("//main//h2")]
    assert headings[:6] == [
        "Background", "At the end of quarter 2", "A heading of our own", "Options appraisal",
        "Summary of financial implications", "Summary of legal implications",
    ]  # fmt: skip
    assert headings[-3:] == ["Summary of risk assessment", "Background papers", "Appendices"]


def test_links_in_papers_are_absolute(papers: Path) -> None:
    with ZipFile(papers / "report.docx") as archive:
        targets = re.findall(r'Target="([^"]*html)"', archive.read("word/_rels/document.xml.rels").decode())
    assert targets == ["https://performance.westmere.example/2019-20-q2/papers/report.html"]


def test_no_level_of_headings_is_skipped(papers: Path) -> None:
    styles = [style_of(each) for each in file_parts.word_part(papers / "report.docx").iter(f"{W}p")]
    levels = [int(style[-1]) for style in styles if re.fullmatch(r"Heading\d", style)]
    assert levels
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_the_validators_have_nothing_against_it(papers: Path) -> None:
    assert docx_integrity.check(str(papers / "report.docx")) == []
    assert page_validation.validate_pdf(str(papers / "report.pdf"), profile="ua1").is_compliant


@pytest.mark.parametrize("label", ["tbl-76", "par-none", "rec-none", "app-7"])
def test_a_reference_to_nothing_is_refused_by_its_cell(label: str, tmp_path: Path, golden: SnapshotAssertion) -> None:
    with pytest.raises(Refused) as refused:
        project(tmp_path, covering(background=f"As @{label} shows."))
    assert str(refused.value) == golden(name=label)


def test_a_reference_document_without_a_numbered_style_is_refused_by_name(
    papers: Path, tmp_path: Path, golden: SnapshotAssertion
) -> None:
    import docx

    bare = tmp_path / "_extensions/goldenthread/reference.docx"
    bare.parent.mkdir(parents=True)
    docx.Document().save(str(bare))
    with pytest.raises(Refused) as refused:
        number_paragraphs(docx.Document(str(papers / "report.docx")), bare)
    assert str(refused.value) == golden(name="no-numbered-style")
