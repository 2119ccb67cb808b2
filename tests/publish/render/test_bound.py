"""Papers bound into one Word and one PDF file, read by the files themselves with none of the project's own code."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import normpath

import docx
import docx_integrity
import file_parts
import page as page_validation
import pypdf
import pytest
import samples
from file_parts import W
from lxml import etree
from nbformat.v4 import new_markdown_cell, new_notebook

from helpers.model.house_style import ReportPart
from helpers.publish.assemble import assemble
from helpers.publish.assemble.covering import Appendix, CoveringText, PartText
from helpers.publish.render import choose_engine
from helpers.publish.render.finish.captions import count_by_paper

NAME = "2019-11-13-cabinet-performance-q2"
TABLE = (
    "<table><thead><tr><th>{0}</th><th>Measures</th></tr></thead><tbody><tr><th>A</th><td>{1}</td></tr></tbody></table>"
)
HEADINGS = [
    (1, "Performance report"), (2, "Background"), (2, "Appendices"), (1, "Appendix 1: Scorecard & more"),
    (2, "Summary"), (2, "All measures"), (2, "Homelessness"), (1, "Appendix 2: Commentary"), (2, "Adults"),
    (1, "Appendix 3: Notes"),
]  # fmt: skip


PARTS = (
    PartText(part=ReportPart(key="subject", title="Subject", place="head", is_fact=True), text="All", owed=False),
    PartText(
        part=ReportPart(key="background", title="Background"), owed=False,
        text="First, see @tbl-scorecard. {#par-first}\n\nSee @app-scorecard and @par-first.\n\n"
        "### Deeper\n\nThird.[^1]\n\n[^1]: Said in the report.",
    ),
    PartText(part=ReportPart(key="appendices", title="Appendices", numbered=False), text="", owed=False),
)  # fmt: skip
COVERING = CoveringText(
    parts=PARTS, prose={}, meeting="Cabinet",
    appendices=(Appendix(number="1", title="Scorecard", slug="scorecard", page="papers/scorecard"),),
)  # fmt: skip


def report():
    cells = [
        new_markdown_cell("Not shown.", metadata={"goldenthread": {"part": "background"}}),
        samples.table(TABLE.format("Priority", "1,234"), "tbl-scorecard", "Ratings by priority"),
    ]
    return new_notebook(cells=cells)


def commentary():
    cells = [
        samples.prose(
            "## Adults\n\nIn @tbl-one, 77 of 80 adults.[^1] `@tbl-one` is code. See [Crime](</measures/7.html>)."
            "\n\n[^1]: Said [^2] of adults."
        ),
        samples.prose("Published as [Word](</papers/report.docx>)."),
        samples.table(TABLE.format("Status", "77"), "tbl-one", "One of its own"),  # a section ends with a table
    ]
    return new_notebook(cells=cells)


def described(folder: Path):
    notebooks = folder / "notebooks"
    both = ("docx", "pdf")
    papers = (
        samples.document("papers/report.ipynb", notebooks, report(), title="Performance report", formats=both,
                         covering=COVERING, name=f"{NAME}-report"),
        samples.document("papers/scorecard.ipynb", notebooks, samples.scorecard(6), formats=both, landscape=True,
                         title="Appendix 1: Scorecard & more", appendix="1", name=f"{NAME}-appendix-1-scorecard"),
        samples.document("papers/commentary.ipynb", notebooks, commentary(), title="Appendix 2: Commentary",
                         formats=both, appendix="2", name=f"{NAME}-appendix-2-commentary"),
        samples.document("papers/notes.ipynb", notebooks, new_notebook(cells=[samples.prose("Nothing else.")]),
                         title="Appendix 3: Notes", formats=both, appendix="3", name=f"{NAME}-appendix-3-notes"),
    )  # fmt: skip
    bound = samples.document(
        f"papers/{NAME}-papers.ipynb", notebooks, new_notebook(), title="Performance papers", formats=both,
        covering=COVERING, bound=papers,
    )  # fmt: skip
    return [*papers, bound]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The papers of a meeting, each by itself and all in one."""
    folder = tmp_path_factory.mktemp("bound")
    site = folder / "quarto", samples.REPOSITORY / "_quarto.yml", samples.EXTENSION, samples.SITE
    assemble(*site, described(folder))
    choose_engine("embedded").render(folder / "quarto", folder / "site")
    return folder / "site" / "papers"


@pytest.fixture(scope="module")
def word(papers: Path) -> etree._Element:
    return file_parts.word_part(papers / f"{NAME}-papers.docx").find(f"{W}body")


@pytest.fixture(scope="module")
def pdf(papers: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(papers / f"{NAME}-papers.pdf")


def style_of(paragraph) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def headings_of(body) -> list[tuple[int, str]]:
    styled = [(style_of(each), file_parts.words_of(each)) for each in body.iter(f"{W}p")]
    return [(int(style[-1]), words) for style, words in styled if re.fullmatch(r"Heading\d", style)]


def sections_of(body) -> list[list]:
    """The blocks of each section, its properties last."""
    sections, held = [], []
    for block in body:
        end = block if block.tag == f"{W}sectPr" else block.find(f"{W}pPr/{W}sectPr")
        held.append(block)
        if end is not None:
            sections.append([*held, end])
            held = []
    return sections


def words_of_section(section) -> str:
    return " ".join(file_parts.words_of(block) for block in section[:-1])


def test_every_paper_has_a_heading_and_its_own_headings_stand_below_it(word: etree._Element) -> None:
    assert [heading for heading in headings_of(word) if heading[0] < 3] == HEADINGS
    assert (3, "Deeper") in headings_of(word)


def test_the_contents_of_the_word_file_are_its_headings_and_lead_to_them(word: etree._Element) -> None:
    box = word.find(f"{W}sdt/{W}sdtContent")
    codes = "".join(code.text for code in box.iter(f"{W}instrText"))
    assert codes.startswith(' TOC \\o "1-2" \\h \\z ')
    marked = {}
    for heading in word.iter(f"{W}p"):
        if re.fullmatch(r"Heading[12]", style_of(heading)):
            for mark in heading.iter(f"{W}bookmarkStart"):
                marked[mark.get(f"{W}name")] = (int(style_of(heading)[-1]), file_parts.words_of(heading))
    entries = [(int(style_of(each)[-1]), link) for each in box.iter(f"{W}p") for link in each.iter(f"{W}hyperlink")]
    assert [(level, file_parts.words_of(link)) for level, link in entries] == HEADINGS
    assert [marked[link.get(f"{W}anchor")] for _, link in entries] == HEADINGS
    assert all(f"PAGEREF {link.get(f'{W}anchor')} \\h" in codes for _, link in entries)


def test_word_asks_nothing_when_it_opens_the_file(papers: Path, word: etree._Element) -> None:
    settings = file_parts.word_part(papers / f"{NAME}-papers.docx", "word/settings.xml")
    assert settings.find(f"{W}updateFields") is None
    assert not [field for field in word.iter(f"{W}fldChar") if field.get(f"{W}dirty")]
    kinds = [field.get(f"{W}fldCharType") for field in word.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > len(HEADINGS)


def test_each_paper_is_a_section_that_lies_as_the_paper_by_itself_does(word: etree._Element) -> None:
    sections = sections_of(word)
    sizes = [section[-1].find(f"{W}pgSz") for section in sections]
    assert [size.get(f"{W}orient", "portrait") for size in sizes] == [
        "portrait",
        "portrait",
        "landscape",
        "portrait",
        "portrait",
    ]
    assert [int(size.get(f"{W}w")) > int(size.get(f"{W}h")) for size in sizes] == [False, False, True, False, False]
    firsts = ["Performance papers", *(words for level, words in HEADINGS if level == 1)]
    for section, first in zip(sections, firsts, strict=True):
        assert words_of_section(section).lstrip().startswith(first)
    assert [section[-1].find(f"{W}type") for section in sections] == [None] * 5


def test_every_section_has_a_running_header_and_footer_that_reach_across_its_page(
    papers: Path, word: etree._Element
) -> None:
    path = papers / f"{NAME}-papers.docx"
    links = file_parts.word_part(path, "word/_rels/document.xml.rels")
    targets = {each.get("Id"): each.get("Target") for each in links}
    for section in sections_of(word):
        margins, size = section[-1].find(f"{W}pgMar"), section[-1].find(f"{W}pgSz")
        width = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
        for kind, said in (("header", "DRAFT 1a2b3c4d"), ("footer", "Page 1 of 1")):
            (reference,) = section[-1].findall(f"{W}{kind}Reference")
            key = next(value for name, value in reference.attrib.items() if name.endswith("}id"))
            part = file_parts.word_part(path, normpath(f"word/{targets[key]}"))
            assert said in file_parts.words_of(part)
            stops = [int(stop.get(f"{W}pos")) for stop in part.iter(f"{W}tab") if stop.get(f"{W}val") == "right"]
            assert max(stops) == pytest.approx(width, abs=2)


def test_the_title_the_draft_line_and_the_meeting_stand_once(word: etree._Element) -> None:
    styles = [style_of(each) for each in word.iter(f"{W}p")]
    assert [styles.count(style) for style in ("Title", "Draft", "Meeting", "TOCHeading")] == [1, 1, 1, 1]


def test_tables_and_figures_keep_the_numbers_that_they_have_in_the_papers_by_themselves(
    papers: Path, word: etree._Element
) -> None:
    def captions(body) -> list[str]:
        styled = [each for each in body.iter(f"{W}p") if style_of(each) in ("TableCaption", "ImageCaption")]
        return [file_parts.words_of(each).replace("\u00a0", " ") for each in styled]

    parts = ("report", "appendix-1-scorecard", "appendix-2-commentary")
    single = [captions(file_parts.word_part(papers / f"{NAME}-{part}.docx")) for part in parts]
    assert single[1:] == [
        ["Table 1: Measures at the end of the quarter", "Figure 1: Households in bed and breakfast"],
        ["Table 1: One of its own"],
    ]  # fmt: skip
    assert captions(word) == [caption for each in single for caption in each]
    text = file_parts.pdf_text(papers / f"{NAME}-papers.pdf").replace("\u00a0", " ")
    assert re.findall(r"^((?:Table|Figure) \d+): ", text, re.MULTILINE) == [
        caption.partition(":")[0] for caption in captions(word)
    ]


def test_tables_that_quarto_counts_on_through_all_papers_are_counted_anew_in_each() -> None:
    document = docx.Document()
    body = document.element.body
    for number, label in enumerate(("tbl-one", "tbl-two", "tbl-three"), start=1):
        if number != 2:
            document.add_heading(f"Paper {number}", 1)
        caption = document.add_paragraph(f"Table\u00a0{number}: of 2019")._p
        caption.addprevious(etree.Element(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": label}))
        caption.addnext(etree.Element(f"{W}bookmarkEnd", {f"{W}id": str(number)}))
        for said in (f"Table\u00a0{number}", str(number), "the table of 2019"):
            link = etree.SubElement(document.add_paragraph()._p, f"{W}hyperlink", {f"{W}anchor": label})
            etree.SubElement(etree.SubElement(link, f"{W}r"), f"{W}t").text = said
    count_by_paper(document)
    said = [file_parts.words_of(each).replace("\u00a0", " ") for each in body.iter(f"{W}p")]
    tables = [[f"Table {number}: of 2019", f"Table {number}", str(number), "the table of 2019"] for number in (1, 2, 1)]
    assert said == ["Paper 1", *tables[0], *tables[1], "Paper 3", *tables[2]]


def test_a_link_to_a_paper_that_is_bound_too_stays_in_the_file(word: etree._Element) -> None:
    every = [
        (file_parts.words_of(link).replace("\u00a0", " "), link.get(f"{W}anchor"))
        for link in word.iter(f"{W}hyperlink")
    ]
    links = dict(every[len(HEADINGS) :])
    names = {mark.get(f"{W}name") for mark in word.iter(f"{W}bookmarkStart")}
    inside = {"Appendix 1": "app-scorecard", "Appendix 1: Scorecard": "app-scorecard", "Word": "paper-report"}
    assert {words: links[words] for words in inside} == inside
    assert set(inside.values()) <= names
    assert "Crime" not in links
    assert len(names) == len(list(word.iter(f"{W}bookmarkStart")))


def test_only_the_covering_report_has_numbered_paragraphs(word: etree._Element) -> None:
    numbered = [file_parts.words_of(each) for each in word.iter(f"{W}p") if style_of(each) == "NumberedParagraph"]
    assert [words.replace("\u00a0", " ") for words in numbered] == [
        "First, see Table 1.", "See Appendix 1 and paragraph 1.", "Third.",
    ]  # fmt: skip


def test_footnotes_of_the_same_name_say_what_each_of_their_papers_says(papers: Path) -> None:
    notes = file_parts.word_part(papers / f"{NAME}-papers.docx", "word/footnotes.xml")
    said = [file_parts.words_of(note).strip() for note in notes if file_parts.words_of(note).strip()]
    assert said == ["Said in the report.", "Said [^2] of adults."]


def test_code_is_left_as_it_was_written(word: etree._Element) -> None:
    assert "@tbl-one is code" in file_parts.words_of(word)


def test_the_bookmarks_of_the_pdf_are_its_headings_and_lead_to_the_pages_where_they_stand(pdf: pypdf.PdfReader) -> None:
    found = []

    def walk(entries, level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry, level + 1)
            elif level < 3:
                found.append((level, str(entry.title)))
                page = pdf.pages[pdf.get_destination_page_number(entry)].extract_text()
                assert str(entry.title) in page

    walk(pdf.outline, 1)
    assert found == HEADINGS
    contents = pdf.pages[0].extract_text()
    assert [contents.index(words) for _, words in HEADINGS] == sorted(contents.index(words) for _, words in HEADINGS)


def test_the_pages_of_the_pdf_lie_as_each_paper_does_and_are_counted_through(pdf: pypdf.PdfReader) -> None:
    lies = [page.mediabox.width > page.mediabox.height for page in pdf.pages]
    starts = {words: number for number, page in enumerate(pdf.pages) for level, words in HEADINGS
              if level == 1 and number and page.extract_text().find(words) in range(200)}  # fmt: skip
    first, last = starts["Appendix 1: Scorecard & more"], starts["Appendix 2: Commentary"]
    assert lies == [first <= number < last for number in range(len(lies))]
    for number, page in enumerate(pdf.pages, start=1):
        assert f"Page {number} of {len(pdf.pages)}" in page.extract_text()


def test_every_figure_of_every_paper_stands_in_the_one_file_in_their_order(papers: Path) -> None:
    def figures(text: str) -> list[str]:
        return re.findall(r"[−-]?\d[\d,.]*%?", text)

    whole = word_cells(papers / f"{NAME}-papers.docx")
    parts = [word_cells(papers / f"{NAME}-{part}.docx")
             for part in ("report", "appendix-1-scorecard", "appendix-2-commentary")]  # fmt: skip
    assert whole == [row for part in parts for row in part]
    printed = figures(re.sub(r"Page \d+ of \d+", "", file_parts.pdf_text(papers / f"{NAME}-papers.pdf")))
    for part in ("report", "appendix-1-scorecard", "appendix-2-commentary"):
        alone = figures(re.sub(r"Page \d+ of \d+", "", file_parts.pdf_text(papers / f"{NAME}-{part}.pdf")))
        assert set(alone) <= set(printed)


def word_cells(path: Path) -> list[list[str]]:
    tables = file_parts.word_part(path).iter(f"{W}tbl")
    rows = [row for table in tables for row in table.findall(f"{W}tr")]
    return [[file_parts.words_of(cell) for cell in row.findall(f"{W}tc")] for row in rows]


def test_the_validators_have_nothing_against_it(papers: Path) -> None:
    assert docx_integrity.check(str(papers / f"{NAME}-papers.docx")) == []
    assert page_validation.validate_pdf(str(papers / f"{NAME}-papers.pdf"), profile="ua1").is_compliant


def test_no_paragraph_is_empty_but_what_ends_a_section_after_a_table(word: etree._Element) -> None:
    shown = (f"{W}t", f"{W}drawing")
    empty = [each for each in word.iter(f"{W}p") if next(each.iter(*shown), None) is None]
    assert empty
    assert all(each.find(f"{W}pPr/{W}sectPr") is not None for each in empty)
