"""What an edition offers to take away: its papers and its data. May import the floors below."""

from __future__ import annotations

from helpers.model.edition import Paper
from helpers.model.period import written_date
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.present.open_data.dataset import FILES, dataset
from helpers.present.parts import Parts, Prose

FORMATS = {"docx": "Word", "pdf": "PDF", "html": "page"}


def downloads(results: Results) -> Parts:
    """List the papers of an edition in each of their formats, by their meetings, and its open data.

    The link to a file is marked: how large the file is stands there once it is made.

    Returns
    -------
    Parts
        Lists of links under their heading, and a description of the data for search engines.

    Examples
    --------
    >>> downloads(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    edition = results.edition
    lists = []
    for meeting in dict.fromkeys(paper.meeting for paper in edition.papers):
        papers = [f"- {_listed(paper)}" for paper in edition.papers if paper.meeting == meeting]
        lists += [f"For {markdown_text(meeting)}:", "", *papers, ""] if meeting else [*papers, ""]
    data = [f"- {words}: [[{kind}](</data/{name}>)]{{.paper-file}}" for name, kind, _, words in FILES]
    licence = f"The data may be used under the {markdown_text(edition.council.licence)}. "
    columns = "What its columns mean, and how to cite it, stands [with the data](</data.html>)."
    said = ["## Papers and data", "", *lists, "Open data:", "", *data, "", f"{licence}{columns}"]
    return Parts((Prose("\n".join(said)), dataset(edition)))


def _listed(paper: Paper) -> str:
    links = [_link(paper, kind) for kind in sorted(paper.formats, key=list(FORMATS).index)]
    issued = [f"published {written_date(paper.published)}"] if paper.published else []
    return f"{markdown_text(paper.title)}: {', '.join([*links, *issued])}"


def _link(paper: Paper, kind: str) -> str:
    link = f"[{FORMATS[kind]}](</{paper.page}.{kind}>)"
    return link if kind == "html" else f"[{link}]{{.paper-file}}"
