"""Read an edition as its readers do: the words and tables of pages, Word papers, PDFs and data."""

from __future__ import annotations

import csv
import re
import subprocess
from pathlib import Path

import docx
from lxml import html


def page_text(path: Path) -> str:
    """Give the words of a page as a reader sees them, without what is drawn in charts."""
    tree = html.fromstring(path.read_bytes())
    for element in tree.xpath("//script|//style|//svg|//*[local-name()='svg']"):
        element.drop_tree()
    return squeezed(tree.text_content())


def page_tables(path: Path) -> list[list[list[str]]]:
    """Give the tables of a page, row by row, as text."""
    tree = html.fromstring(path.read_bytes())
    return [
        [[squeezed(cell.text_content()) for cell in row] for row in table.iter("tr")] for table in tree.iter("table")
    ]


def paper_of(edition: Path, slug: str, ending: str) -> Path:
    """Find a paper by its own name, whatever the agenda calls its file."""
    (found,) = (path for path in edition.glob(f"papers/*.{ending}") if re.search(rf"(^|-){slug}$", path.stem))
    return found


def docx_tables(path: Path) -> list[list[list[str]]]:
    """Give the tables of a Word paper, row by row, as text."""
    return [
        [[squeezed(cell.text) for cell in row.cells] for row in table.rows] for table in docx.Document(str(path)).tables
    ]


def pdf_text(path: Path) -> str:
    """Give the words of a PDF, line by line as they are laid out."""
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


def results_of(edition: Path) -> list[dict[str, str]]:
    """Read an edition's ``data/results.csv`` as another program would."""
    with (edition / "data/results.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def squeezed(text: str) -> str:
    """Give text with its runs of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()
