"""What an edition offers to take away: its papers and its data. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.present.parts import Prose

FORMATS = {"docx": "Word", "pdf": "PDF", "html": "page"}
DATA = (
    ("/data/measures.xlsx", "All measures and their history (Excel)"),
    ("/data/results.csv", "Results, one row a measure (CSV)"),
    ("/data/observations.csv", "History, one row a measure and period (CSV)"),
)


def downloads(results: Results) -> Prose:
    """List the papers of an edition in each of their formats, and its open data.

    Returns
    -------
    Prose
        A list of links under its heading.
    """
    papers = [
        f"- {markdown_text(paper.title)}: "
        + ", ".join(f"[{FORMATS[kind]}](</{paper.page}.{kind}>)" for kind in paper.formats)
        for paper in results.edition.papers
    ]
    data = [f"- [{words}](<{address}>)" for address, words in DATA]
    licence = f"The data may be used under the {markdown_text(results.edition.council.licence)}."
    return Prose("\n".join(["## Papers and data", "", *papers, *data, "", licence]))
