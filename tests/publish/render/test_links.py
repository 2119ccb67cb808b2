"""An agenda system moves a paper away from its site: its links are whole addresses, or only words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import file_parts
import pikepdf
import pytest
import samples
from nbformat.v4 import new_markdown_cell

from helpers.publish.render import choose_engine

ADDRESS = samples.SITE.url
WORDS = """\
## Where it leads {#here}

The [measure](./measures/43.html#chart), the [scorecard](../papers/scorecard.docx), the [guidance](https://example.org/a),
the [team](mailto:team@example.org) and [this heading](#here).
"""


@pytest.fixture(scope="module", params=[ADDRESS, ""], ids=["with an address", "without one"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A paper of a council that says where its site is, and of one that does not."""
    folder = tmp_path_factory.mktemp("links")
    site = replace(samples.SITE, url=request.param)
    project = samples.one_page(
        folder, new_markdown_cell(WORDS), path="papers/report.ipynb", site=site, formats=("html", "docx", "pdf")
    )
    choose_engine("embedded").render(project, folder / "site")
    return request.param, folder / "site" / "papers" / "report"


def leads_to(paper: Path) -> list[str]:
    """List the addresses in a paper's own bytes, those within it left out."""
    if paper.suffix == ".docx":
        relations = file_parts.word_part(paper, "word/_rels/document.xml.rels")
        return [node.get("Target") for node in relations if node.get("Type").endswith("/hyperlink")]
    with pikepdf.open(paper) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_a_papers_links_are_whole_addresses_and_without_a_site_only_words(made: tuple[str, Path], ending: str) -> None:
    address, base = made
    own = [f"{address}/papers/measures/43.html#chart", f"{address}/papers/scorecard.docx"] if address else []
    assert sorted(leads_to(base.with_suffix(ending))) == sorted(
        [*own, "https://example.org/a", "mailto:team@example.org"]
    )
    text = file_parts.pdf_text(base.with_suffix(ending)) if ending == ".pdf" else word_text(base)
    assert "Themeasure,thescorecard,theguidance,theteamandthisheading." in file_parts.squeezed(text)


def word_text(base: Path) -> str:
    return file_parts.words_of(file_parts.word_part(base.with_suffix(".docx")))


def test_a_page_keeps_its_links_as_they_are_since_it_stands_where_they_lead_from(made: tuple[str, Path]) -> None:
    page = made[1].with_suffix(".html").read_text(encoding="utf-8")
    assert '<a href="./measures/43.html#chart">measure</a>' in page
