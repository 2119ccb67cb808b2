"""From a notebook of the project to the Markdown that pandoc reads, with its outputs laid beside it."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from helpers.model.errors import Problem, Refused
from helpers.publish.notebook import Node, place_of, read_notebook
from helpers.publish.render.cell_options import CellOptions, read_options

_COLONS = ":" * 12
_SHORTCODE = re.compile(r"\{\{<")


@dataclass(frozen=True)
class Source:
    """One document, ready for pandoc.

    Attributes
    ----------
    where
        Its path in the project.
    facts
        Its front matter.
    markdown
        Its words, without the front matter, with a marked block in the place of each output.
    html
        Our own HTML by the key of its mark.
    """

    where: str
    facts: dict[str, Any]
    markdown: str
    html: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Collects the pieces of one document for one kind of output."""

    def __init__(self, where: str, folder: Path | None, nonce: str) -> None:
        self.where, self.folder, self.nonce = where, folder, nonce
        self.html: dict[str, str] = {}
        self.pieces: list[str] = []
        self.problems: list[Problem] = []
        self._count = 0

    def _place(self, kind: str) -> str:
        self._count += 1
        return f'{_COLONS} {{.{self.nonce}-output key="{self._count}" kind="{kind}"}}\n{_COLONS}'

    def _html(self, content: str) -> str:
        place = self._place("html")
        self.html[str(self._count)] = content
        if self.folder:
            (self.folder / f"{self._count}.html").write_text(content, encoding="utf-8")
        return place

    def _png(self, content: str) -> str:
        place = self._place("png")
        if self.folder:
            (self.folder / f"{self._count}.png").write_bytes(b64decode(content))
        return place

    def output(self, output: Node, where: str) -> str | None:
        """Return the Markdown of one output: the page takes the HTML of a chart, a paper its picture."""
        if output.output_type == "error":
            self.refuse(where, f"a cell that failed: {output.ename}: {output.evalue}", "a cell that ran")
            return None
        if output.output_type == "stream":
            return None if output.name == "stderr" else _code(output.text)
        data = {kind: _joined(content) for kind, content in output.data.items()}
        if "image/png" in data and self.folder:
            return self._png(data["image/png"])
        for kind, make in (("text/html", self._html), ("text/markdown", str), ("text/plain", _code)):
            if kind in data:
                return make(data[kind])
        expected = "a table, prose, or a chart with both its HTML and its picture"
        self.refuse(where, f"an output of the kind {', '.join(data)}", expected)
        return None

    def refuse(self, where: str, found: str, expected: str) -> None:
        self.problems.append(Problem(where, found, expected, "Mend the cell and build again."))

    def code(self, cell: Node, where: str) -> None:
        options = read_options(cell.source, where, self.problems)
        if not options.shown:
            return
        made = [text for text in (self.output(output, where) for output in cell.outputs) if text]
        self.pieces += self._float(options, made) if options.label and made else made

    def _float(self, options: CellOptions, made: list[str]) -> Iterator[str]:
        yield f'{_COLONS}: {{.{self.nonce}-float label="{options.label}"}}'
        yield f":::::: {{.caption}}\n{options.caption}\n::::::"
        yield from made
        yield _COLONS + ":"

    def markdown(self, cell: Node, where: str) -> None:
        if _SHORTCODE.search(cell.source):
            self.refuse(where, "a shortcode, {{< … >}}", "words")
        self.pieces.append(cell.source)


def _joined(content: object) -> str:
    return "".join(content) if isinstance(content, list) else str(content)


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=2) + 3)
    return f"{fence}\n{text.rstrip()}\n{fence}"


def front_matter(notebook: Node) -> dict[str, Any]:
    """Return the facts in the first cell of a project's notebook."""
    cell = notebook.cells[0] if notebook.cells else None
    if cell is None or cell.cell_type != "raw" or not cell.source.startswith("---"):
        return {}
    found = yaml.safe_load(cell.source.strip().strip("-"))
    return found if isinstance(found, dict) else {}


def read_source(path: Path, where: str, folder: Path | None, nonce: str) -> Source:
    """Read one notebook of the project.

    Parameters
    ----------
    path, where
        The notebook, and its name in the project.
    folder
        For a paper: where to lay its tables and pictures. For a page: ``None``.
    nonce
        A word that no writer can know, which marks the places of outputs.

    Raises
    ------
    Refused
        When a cell asks for what this engine does not know.
    """
    notebook = read_notebook(path)
    reader = _Reader(where, folder, nonce)
    for number, cell in enumerate(notebook.cells, start=1):
        place = f"{where}, cell {place_of(cell, number)}"
        if cell.cell_type == "markdown":
            reader.markdown(cell, place)
        elif cell.cell_type == "code":
            reader.code(cell, place)
        elif number > 1:
            reader.refuse(place, "a raw cell", "a Markdown or code cell")
    if reader.problems:
        raise Refused(reader.problems)
    return Source(where, front_matter(notebook), "\n\n".join(reader.pieces) + "\n", reader.html)
