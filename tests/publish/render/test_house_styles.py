"""The house styles tabular and briefing as Word, PDF and page, read by the files themselves."""

from __future__ import annotations

import re
from pathlib import Path

import docx_integrity
import file_parts
import page as page_validation
import pytest
import samples
from file_parts import W
from lxml import etree, html
from nbformat.v4 import new_markdown_cell, new_notebook

from helpers.model.house_style import STYLES, Style
from helpers.publish.assemble import assemble
from helpers.publish.assemble.covering import Appendix, CoveringText, PartText
from helpers.publish.render import choose_engine

TABULAR = {
    "subject": "Performance report", "exempt": "No – Part I", "meeting-and-date": "Cabinet – 13 November 2019",
    "report-summary": "## Report summary\n\nWe do well, see @par-growth.\n\nMore is to come.",
    "recommendations": "- Notes it, as @par-growth says.\n- Asks for more. {#rec-more}",
    "reasons": "### Growth\n\nFirst.\n\n### Homes\n\nGrowth has slowed. {#par-growth}\n\n- one;\n- two.",
    "options": "See @tbl-options.\n\n| Option | Comments |\n| --- | --- |\n| Do it | As @rec-more asks |\n\n"
    ": Options {#tbl-options}",
    "legal": "| Left | Empty |\n| --- | --- |\n|  |  |",
    "risk": "Risks are below.\n\n| Risks | Controls |\n| --- | --- |\n|  |  |\n\n: Risks {#tbl-risks}",
    "consultees": "| Name of consultee | Post held | Date sent | Commented and returned |\n| --- | --- | --- | --- |\n"
    "| Leader | Leader of the Council | 20 October 2019 | |",
    "decision-type": "Key decision: No", "urgency": "No",
}  # fmt: skip
BRIEFING = {
    "subject": "Performance framework", "report-from": "Deputy Leader", "report-to": "Scrutiny Committee",
    "meeting": "27 February 2020", "context": "We refreshed the plan.\n\nIt was agreed.",
    "current-activities": "Workshops began.", "next-steps": "See @app-scorecard.",
    "contact-officer": "Performance Lead", "telephone": "01632 960000",
}  # fmt: skip
OWED = {"risk", "legal", "background-documents"}
SECTIONS = [
    "Details of recommendation(s)", "Reason(s) for recommendation(s) and options considered", "Key implications",
    "Financial details / value for money", "Legal implications", "Risk management", "Potential impacts", "Consultation",
    "Timetable for implementation", "Appendices", "Background documents", "Consultation (mandatory)",
]  # fmt: skip


def covering(style: Style, words: dict[str, str]) -> CoveringText:
    appendix = Appendix(number="1", title="Scorecard", slug="scorecard", page="papers/tabular")
    return CoveringText(
        style=STYLES[style],
        parts=tuple(
            PartText(
                part=part, text=words.get(part.key, ""),
                owed=part.required and (part.key not in words or part.key in OWED),
            )
            for part in STYLES[style].parts
        ),
        prose={},
        appendices=(appendix,) if style == "briefing" else (),
        meeting="Cabinet",
    )  # fmt: skip


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("styles")
    documents = [
        samples.document(
            f"papers/{style}.ipynb", folder / "notebooks",
            new_notebook(cells=[
                new_markdown_cell("Not shown.", id=key, metadata={"goldenthread": {"part": key}})
                for key in words if key in {part.key for part in STYLES[style].parts if not part.is_fact}
            ]),
            title=style.capitalize(), formats=("html", "docx", "pdf"), covering=covering(style, words),
        )
        for style, words in (("tabular", TABULAR), ("briefing", BRIEFING))
    ]  # fmt: skip
    assemble(folder / "quarto", samples.REPOSITORY / "_quarto.yml", samples.EXTENSION, samples.SITE, documents)
    choose_engine("embedded").render(folder / "quarto", folder / "site")
    return folder / "site" / "papers"


def page_of(papers: Path, style: str) -> etree._Element:
    return html.fromstring((papers / f"{style}.html").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    return " ".join(text.split())


def headings_of(papers: Path, style: str) -> list[str]:
    return [plain(each.text_content()) for each in page_of(papers, style).xpath("//main//h2")]


def numbered_words(paper: Path) -> list[str]:
    """Number the paragraphs of a Word paper as Word does, by the lists of their styles."""
    styles = {
        each.get(f"{W}styleId"): each for each in file_parts.word_part(paper, "word/styles.xml").iter(f"{W}style")
    }
    lists = file_parts.word_part(paper, "word/numbering.xml")
    counts: dict[str, list[int]] = {}
    found = []
    for paragraph in file_parts.word_part(paper).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        owner = None if style is None else styles.get(style.get(f"{W}val"))
        chosen = paragraph.find(f"{W}pPr/{W}numPr")
        held = chosen if chosen is not None else None if owner is None else owner.find(f"{W}pPr/{W}numPr")
        number = "0" if held is None else held.find(f"{W}numId").get(f"{W}val")
        if number == "0":
            continue
        level = held.find(f"{W}ilvl")
        depth = 0 if level is None else int(level.get(f"{W}val"))
        used = lists.find(f"{W}num[@{W}numId='{number}']/{W}abstractNumId").get(f"{W}val")
        form = lists.find(f"{W}abstractNum[@{W}abstractNumId='{used}']/{W}lvl[@{W}ilvl='{depth}']")
        if form.find(f"{W}numFmt").get(f"{W}val") == "bullet":
            continue
        reached = counts.setdefault(number, [0, 0, 0])
        reached[depth] += 1
        reached[depth + 1 :] = [0] * (2 - depth)
        said = form.find(f"{W}lvlText").get(f"{W}val")
        for place, value in enumerate(reached, start=1):
            said = said.replace(f"%{place}", ("i", "ii", "iii")[value - 1] if "Roman" in
                                form.find(f"{W}numFmt").get(f"{W}val") else str(value))  # fmt: skip
        found.append(plain(f"{said} {file_parts.words_of(paragraph)}"))
    return found


def test_twelve_sections_are_numbered_although_some_are_owed_and_what_frames_them_is_not(papers: Path) -> None:
    expected = [f"{number} {title}" for number, title in enumerate(SECTIONS, start=1)]
    assert headings_of(papers, "tabular") == ["Report summary", *expected, "Report history"]
    word = [each for each in numbered_words(papers / "tabular.docx") if each.partition(" ")[2] in SECTIONS]
    assert word == expected
    pdf = plain(file_parts.pdf_text(papers / "tabular.pdf"))
    assert [title for title in expected if title not in pdf] == []


def test_paragraphs_are_numbered_by_section_alike_in_word_pdf_and_page(papers: Path) -> None:
    expected = ["2.1 First.", "2.2 Growth has slowed.", "2.3 See Table 1.", "6.1 Risks are below."]
    page = page_of(papers, "tabular")
    assert [plain(each.xpath("string(p)")) for each in page.xpath("//div[@class='numbered-paragraph']")][
        :3
    ] == expected[:3]
    word = numbered_words(papers / "tabular.docx")
    pdf = plain(file_parts.pdf_text(papers / "tabular.pdf"))
    assert [words for words in expected if words not in word] == []
    assert [words for words in expected if words not in pdf] == []
    assert word[:2] == ["1. We do well, see paragraph 2.2.", "2. More is to come."]


def test_recommendations_have_roman_numbers_below_what_they_ask(papers: Path) -> None:
    word = numbered_words(papers / "tabular.docx")
    assert [each for each in word if each.startswith("i")] == [
        "i) Notes it, as paragraph 2.2 says.", "ii) Asks for more.",
    ]  # fmt: skip
    pdf = plain(file_parts.pdf_text(papers / "tabular.pdf"))
    assert "RECOMMENDATION: That Cabinet: i) Notes it, as paragraph 2.2 says. ii) Asks for more." in pdf
    assert "1.1 " not in pdf.partition("2 Reason(s)")[0]
    asked = page_of(papers, "tabular").xpath("//div[@class='recommendations romans']")[0]
    assert plain(asked.text_content()).startswith("RECOMMENDATION: That Cabinet:")
    assert "As recommendation ii) asks" in plain(page_of(papers, "tabular").text_content())


def test_a_heading_stands_where_its_number_puts_it_although_paragraphs_with_bullets_stand_above(papers: Path) -> None:
    paragraphs = list(file_parts.word_part(papers / "tabular.docx").iter(f"{W}p"))
    headings = [each for each in paragraphs if each.find(f"{W}pPr/{W}pStyle[@{W}val='Heading1']") is not None]
    assert len(headings) == 14
    assert [
        words for each in headings if each.find(f"{W}pPr/{W}ind") is not None for words in [file_parts.words_of(each)]
    ] == []


def test_no_number_of_a_word_paper_is_typed(papers: Path) -> None:
    for style in ("tabular", "briefing"):
        words = [file_parts.words_of(each) for each in file_parts.word_part(papers / f"{style}.docx").iter(f"{W}p")]
        assert [each for each in words if re.match(r"\d+(\.\d+)?\s+[A-Z]", each) and "October" not in each
                and "February" not in each and "November" not in each] == []  # fmt: skip


def test_a_part_whose_table_has_no_row_is_owed_beside_what_it_says(papers: Path) -> None:
    said = plain(page_of(papers, "tabular").text_content())
    assert "6.1 Risks are below." in said
    assert [
        part for part in ("risk management", "legal implications", "report author") if f"Owed: {part}" not in said
    ] == []
    assert "Left" not in said


def test_facts_at_the_foot_are_a_table_with_a_head(papers: Path) -> None:
    for style, expected in (
        (
            "tabular",
            [["Decision type", "Urgency item?", "Report author"], ["Key decision: No", "No", "Owed: report author"]],
        ),
        (
            "briefing",
            [["Contact officer", "Telephone", "E-mail"], ["Performance Lead", "01632 960000", "Owed: e-mail"]],
        ),
    ):
        table = list(file_parts.word_part(papers / f"{style}.docx").iter(f"{W}tbl"))[-1]
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert [[plain(file_parts.words_of(cell)) for cell in row.findall(f"{W}tc")] for row in rows] == expected


def test_a_briefing_numbers_its_sections_alone(papers: Path) -> None:
    assert headings_of(papers, "briefing") == [
        "1 Context", "2 Current activities", "3 Next steps", "Appendices", "Contact",
    ]  # fmt: skip
    assert numbered_words(papers / "briefing.docx") == ["1 Context", "2 Current activities", "3 Next steps"]
    rows = page_of(papers, "briefing").xpath("//table[@class='report-head']//tr")
    assert [plain(" ".join(row.itertext())) for row in rows] == [
        "Subject Performance framework", "Report from Deputy Leader", "Report to Scrutiny Committee",
        "Date 27 February 2020",
    ]  # fmt: skip
    assert "See Appendix 1." in plain(file_parts.pdf_text(papers / "briefing.pdf"))


def test_a_table_of_many_columns_scrolls_by_itself_and_says_what_it_is(papers: Path) -> None:
    regions = page_of(papers, "tabular").xpath("//div[@class='table-scroll' and @aria-label]")
    assert [(each.get("role"), each.get("tabindex"), each.get("aria-label")) for each in regions] == [
        ("region", "0", "Table: Name of consultee, Post held, Date sent, Commented and returned")
    ]


@pytest.mark.parametrize("style", ["tabular", "briefing"])
def test_the_validators_have_nothing_against_it(papers: Path, style: str) -> None:
    assert docx_integrity.check(str(papers / f"{style}.docx")) == []
    assert page_validation.validate_pdf(str(papers / f"{style}.pdf"), profile="ua1").is_compliant
    tables = list(file_parts.word_part(papers / f"{style}.docx").iter(f"{W}tbl"))
    assert [table for table in tables if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None] == []
