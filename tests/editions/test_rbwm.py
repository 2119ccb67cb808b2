"""Windsor and Maidenhead's covering report: Table 1 with exactly its counts, and every table and reference numbered."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree, html
from reading import docx_tables, page_tables, paper_of, pdf_text, results_of, squeezed

from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.workspace import Workspace
from helpers.publish.build import Built, Choices, build

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE_1 = {
    "Healthy, skilled and independent residents": (4, 3, 0, 7),
    "Safe and vibrant communities": (2, 2, 0, 4),
    "Growing economy, affordable housing": (4, 0, 0, 4),
    "Attractive and well-connected borough": (2, 1, 1, 4),
    "An excellent customer experience": (2, 2, 0, 4),
    "Well-managed resources delivering value for money": (2, 0, 0, 2),
    "Total": (16, 8, 1, 25),
}
PERCENT = ("64%", "32%", "4%")


def counts(table: list[list[str]]) -> dict[str, tuple[int, ...]]:
    """Read the counts of a table by priority."""
    return {
        row[0]: tuple(int(cell) for cell in row[1:5]) for row in table[1:] if all(cell.isdigit() for cell in row[1:5])
    }


def in_page(edition: Path) -> dict[str, tuple[int, ...]]:
    """Find Table 1 on the scorecard's page."""
    return next(
        found for table in page_tables(edition / "papers/scorecard.html") if "Total" in (found := counts(table))
    )


def in_word(edition: Path) -> dict[str, tuple[int, ...]]:
    """Find Table 1 in the Word paper."""
    return next(
        found for table in docx_tables(paper_of(edition, "scorecard", "docx")) if "Total" in (found := counts(table))
    )


def shares(tables: list[list[list[str]]]) -> tuple[str, ...]:
    """Read the percentages of the total."""
    return next(tuple(row[1:4]) for table in tables for row in table if row[0] == "Per cent")


def in_pdf(edition: Path) -> list[tuple[int, ...]]:
    """Find the counts of Table 1 in the PDF, in the order of its rows."""
    text = pdf_text(paper_of(edition, "scorecard", "pdf"))
    found = re.findall(r"(?:^|\s{2,})(\d+)\s{2,}(\d+)\s{2,}(\d+)\s{2,}(\d+)\s{2,}\d+%", text)
    return [tuple(int(cell) for cell in row) for row in found]


def test_every_rating_follows_from_the_rule(rbwm: Built) -> None:
    assert {row["rag_basis"] for row in results_of(rbwm.folder)} == {"rule"}


@pytest.mark.needs_poppler
def test_table_1_has_its_counts_in_page_word_and_pdf(rbwm: Built) -> None:
    assert in_page(rbwm.folder) == TABLE_1
    assert in_word(rbwm.folder) == TABLE_1
    assert in_pdf(rbwm.folder) == list(TABLE_1.values())


@pytest.mark.needs_poppler
def test_the_total_is_64_32_and_4_per_cent(rbwm: Built) -> None:
    assert shares(page_tables(rbwm.folder / "papers/scorecard.html")) == PERCENT
    assert shares(docx_tables(paper_of(rbwm.folder, "scorecard", "docx"))) == PERCENT
    assert re.search(r"Per cent\s+64%\s+32%\s+4%", pdf_text(paper_of(rbwm.folder, "scorecard", "pdf")))


@pytest.mark.needs_poppler
def test_moving_one_value_across_its_target_changes_just_its_row_and_the_totals(
    repository: Path, tmp_path: Path
) -> None:
    council = tmp_path / "council"
    shutil.copytree(repository / "tests/real/rbwm", council, ignore=shutil.ignore_patterns("_*"))
    returns = council / "data/returns/2017-18-q2/council-plan.csv"
    lines = returns.read_text(encoding="utf-8").splitlines()
    moved = next(index for index, line in enumerate(lines) if line.startswith("S3,"))
    lines[moved] = "S3,2017-18-q2,15"
    returns.write_text("\n".join(lines) + "\n", encoding="utf-8")
    expected = TABLE_1 | {"Safe and vibrant communities": (3, 1, 0, 4), "Total": (17, 7, 1, 25)}

    out = tmp_path / "edition"
    build(Workspace.at(council), Period.parse("2017-18-q2"), Pack.PUBLIC, Choices(out=out, only=("scorecard",)))

    assert in_page(out) == expected
    assert in_word(out) == expected
    assert in_pdf(out) == list(expected.values())
    assert shares(page_tables(out / "papers/scorecard.html")) == ("68%", "28%", "4%")
    assert shares(docx_tables(paper_of(out, "scorecard", "docx"))) == ("68%", "28%", "4%")
    assert re.search(r"Per cent\s+68%\s+28%\s+4%", pdf_text(paper_of(out, "scorecard", "pdf")))


CAPTIONS = [
    "Table 1: Performance against strategic priorities", "Table 2: Options", "Table 3: Key implications",
    "Table 4: Impact of risk and mitigation", "Table 5: Implementation timetable",
]  # fmt: skip
CITED = ["Table 1", "Table 3", "Table 4", "Table 5"]
"""What the text refers to, where the council's own report cites tables 1, 4, 5, 5 and 76."""


def word_body(paper: Path) -> etree._Element:
    """Read the body of a Word paper."""
    with ZipFile(paper) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def words_in(element: etree._Element) -> str:
    """Read what an element of a Word paper says."""
    return squeezed("".join(node.text or "" for node in element.iter(f"{W}t")))


@pytest.mark.needs_poppler
def test_the_covering_reports_tables_are_numbered_from_1_to_5_without_a_hole(rbwm: Built) -> None:
    page = html.fromstring((rbwm.folder / "papers/report.html").read_bytes())
    assert [squeezed(each.text_content()) for each in page.xpath("//figcaption")] == CAPTIONS
    body = word_body(paper_of(rbwm.folder, "report", "docx"))
    styled = [each for each in body.iter(f"{W}p") if each.find(f"{W}pPr/{W}pStyle[@{W}val='TableCaption']") is not None]
    assert [words_in(each) for each in styled] == CAPTIONS
    text = squeezed(pdf_text(paper_of(rbwm.folder, "report", "pdf")))
    assert [text.count(caption) for caption in CAPTIONS] == [1] * 5
    assert re.findall(r"Table (\d+):", text) == ["1", "2", "3", "4", "5"]


@pytest.mark.needs_poppler
def test_every_reference_of_the_covering_report_leads_to_what_it_names(rbwm: Built) -> None:
    page = html.fromstring((rbwm.folder / "papers/report.html").read_bytes())
    named = {
        each.get("id"): squeezed(each.xpath("string(.//figcaption)")).partition(":")[0] for each in page.iter("figure")
    }
    led = [(squeezed(each.text_content()), each.get("href")[1:]) for each in page.xpath("//a[@class='xref']")]
    assert [words for words, label in led if label.startswith("tbl-")] == CITED
    assert [(words, label) for words, label in led if label.startswith("tbl-") and named[label] != words] == []
    assert [label for _, label in led if not page.xpath(f"//*[@id='{label}']")] == []
    body = word_body(paper_of(rbwm.folder, "report", "docx"))
    marks = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    fields = [each.text.split() for each in body.iter(f"{W}instrText") if each.text.split()[0] == "REF"]
    anchors = [each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink") if each.get(f"{W}anchor")]
    assert len(fields) + len(anchors) == len(led)
    assert {field[1] for field in fields} | set(anchors) <= marks
    for text in (words_in(body), squeezed(pdf_text(paper_of(rbwm.folder, "report", "pdf")))):
        assert [
            f"Table {number}" for number in re.findall(r"[Tt]able (\d+)(?!:)\b", re.sub(r"Table \d+:", "", text))
        ] == CITED


def test_the_covering_report_numbers_twelve_sections_and_owes_nothing(rbwm: Built) -> None:
    page = html.fromstring((rbwm.folder / "papers/report.html").read_bytes())
    headings = [squeezed(each.text_content()) for each in page.xpath("//main//h2")]
    assert [int(each.split()[0]) for each in headings if each[0].isdigit()] == list(range(1, 13))
    assert page.xpath("//*[@class='owed']") == []
    consultation, history = docx_tables(paper_of(rbwm.folder, "report", "docx"))[-2:]
    assert consultation[0] == ["Name of consultee", "Post held", "Date sent", "Commented and returned"]
    assert history == [
        ["Decision type", "Urgency item?", "Report author"],
        ["Key decision: No", "No", "Deputy Director Strategy and Commissioning"],
    ]
