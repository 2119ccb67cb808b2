"""Windsor and Maidenhead's Table 1 comes out with exactly its counts, in page, Word and PDF."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from reading import docx_tables, page_tables, paper_of, pdf_text, results_of

from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.workspace import Workspace
from helpers.publish.build import Built, Choices, build

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
