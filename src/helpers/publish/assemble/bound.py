"""Papers of one meeting bound into one document: the cells of each in turn, under a heading that begins a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from helpers.model.errors import Problem
from helpers.publish.assemble.addresses import Addresses
from helpers.publish.assemble.authored import outside_code
from helpers.publish.assemble.cells import front_matter_cell, project_notebook
from helpers.publish.assemble.configuration import front_matter, opening, plain
from helpers.publish.assemble.description import PAPER_FORMATS, DocumentDescription, SiteDescription
from helpers.publish.notebook import Node, node, notebook_of, read_notebook, text_cell

CONTENTS = "::: {.contents}\nContents\n:::"

_LISTED = re.compile(r"\]\{#app-[\w-]+ number=\"\d+\"\}")
_LABEL = re.compile(r"(\{#|(?<![\w.\\@])@)(tbl|fig)-(?=[\w-])")
_NOTE = re.compile(r"(?m)^ {0,3}\[\^([^\]\s]+)\]:")
_REFERRED = re.compile(r"\[\^([^\]\s]+)\]")
_OPTION = re.compile(r"(?m)^(#\|\s*label:\s*[\"']?)(tbl|fig)-")


def bound_notebook(document: DocumentDescription, site: SiteDescription, files: Mapping[str, str]) -> Node:
    """Return the notebook of a document that binds others.

    What each paper refuses is said of the paper itself, which is a document too.

    Parameters
    ----------
    document
        Names the papers that it binds.
    files
        Every page and paper of the edition, by its plain address.
    """
    cells = [
        front_matter_cell(front_matter(document, site)),
        text_cell("markdown", opening(document, site), "opening"),
        text_cell("markdown", CONTENTS, "contents"),
    ]
    inside = {
        str(paper.path.with_suffix(f".{kind}")): _anchor(paper)
        for paper in document.bound
        for kind in ("html", *PAPER_FORMATS)
    }
    addresses = Addresses(document.root, files, inside)
    for place, paper in enumerate(document.bound):
        cells.append(text_cell("markdown", _heading(paper), f"{paper.path.stem}-heading"))
        cells += _own_cells(paper, addresses, place > 0)
    return notebook_of(cells)


def _own_cells(paper: DocumentDescription, addresses: Addresses, further: bool) -> Iterator[Node]:
    """Give a paper's cells as another document holds them; what a `further` paper names is told from the first's."""
    problems: list[Problem] = []
    executed = read_notebook(paper.notebook)
    made = project_notebook(executed, str(paper.path), {}, "", addresses, problems, paper.covering)
    cells = made.cells[1:]
    notes = {note for cell in cells for text in _texts(cell) for note in _NOTE.findall(text)}
    for cell in cells:
        cell = node({**cell, "id": f"{paper.path.stem}-{cell.id}"[-64:]})
        cell.source = _LISTED.sub("]{}", cell.source)
        yield _renamed(cell, paper.path.stem, notes) if further else cell


def _anchor(paper: DocumentDescription) -> str:
    return f"{'app' if paper.appendix else 'paper'}-{paper.path.stem}"


def _heading(paper: DocumentDescription) -> str:
    """Write the heading of a bound paper, which says how its pages lie; of an appendix, what it is referred to by."""
    number = f' number="{paper.appendix}"' if paper.appendix else ""
    landscape = ' landscape="true"' if paper.landscape else ""
    return f"## {plain(paper.title)} {{#{_anchor(paper)} .bound{number}{landscape}}}"


def _texts(cell: Node) -> list[str]:
    """List what a cell holds in Markdown."""
    if cell.cell_type == "markdown":
        return [cell.source]
    return [
        "".join(output.data["text/markdown"]) for output in cell.outputs if "text/markdown" in output.get("data", ())
    ]


def _renamed(cell: Node, name: str, notes: Collection[str]) -> Node:
    """Put a paper's name into the labels of its tables, figures and footnotes, and into what refers to them."""

    def in_words(words: str) -> str:
        words = _LABEL.sub(rf"\g<1>\g<2>-{name}-", words)
        return _REFERRED.sub(lambda found: f"[^{name}-{found[1]}]" if found[1] in notes else found[0], words)

    def renamed(text: str) -> str:
        return outside_code(text, in_words)

    if cell.cell_type == "markdown":
        cell.source = renamed(cell.source)
        return cell
    cell.source = _OPTION.sub(rf"\g<1>\g<2>-{name}-", cell.source)
    for data in (output.data for output in cell.outputs if "data" in output):
        if "text/markdown" in data:
            data["text/markdown"] = renamed("".join(data["text/markdown"]))
    return cell
