"""The cells in which an analyst writes about one measure: last time's words, commentary, and an exception form."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple

from helpers.model.words import ANSWERS
from helpers.narrate.cell import CellKind, cell_id, is_untouched, named, refs_in, text_hash
from helpers.narrate.draft import draft
from helpers.narrate.escape import markdown_text
from helpers.narrate.exception_form import blank_form, write_form
from helpers.narrate.row import ResultRow
from helpers.publish.notebook import node

Node = Any


@dataclass(frozen=True)
class Due:
    """A measure to write about, and what is known of it.

    Attributes
    ----------
    row
        Its result as the service pack sees it, with the words of its return alone.
    last_words
        What was written for the last period, figures and all.
    last_period
        That period's label; empty where there was none.
    last_answers
        Its exception report of last time.
    wants_form
        An exception report is required, or was last time.
    """

    row: ResultRow
    last_words: str = ""
    last_period: str = ""
    last_answers: Mapping[str, str] = field(default_factory=dict)
    wants_form: bool = False

    @property
    def returned(self) -> str:
        """What the service wrote with its return."""
        return self.row.commentary.strip()

    @property
    def answers(self) -> dict[str, str]:
        """What the service answered with its return."""
        return answers_of(self.row)


class Deed(NamedTuple):
    """What was done to one measure's cell.

    Attributes
    ----------
    cell
        Which, in words.
    what
        What was done, in words.
    """

    cell: str
    what: str
    ref: str


def with_blocks(notebook: Node, due: Sequence[Due], offered: Collection[str]) -> tuple[Node, list[Deed]]:
    """Give every measure that is due its cells; what a person wrote in one stays as it is.

    An empty or untouched commentary cell takes the words of the return, else a first draft. Where the analyst has
    written, words of the return that were not offered before are put below, for the analyst to choose.

    Parameters
    ----------
    notebook
        As it stands.
    due
        In the order of the framework.
    offered
        Hashes of the texts that the notebook's history holds: what was offered, or landed, before.

    Returns
    -------
    tuple
        A new notebook, and what was done.
    """
    made, done = deepcopy(notebook), list[Deed]()
    for number, each in enumerate(due):
        place = _place(made["cells"], [earlier.row.ref for earlier in due[:number]])
        for kind, fresh in _cells(each):
            at = _find(made["cells"], kind, each.row.ref)
            if at is None:
                made["cells"].insert(place, fresh)
                place += 1
                done.append(Deed(WORDS[kind], "added", each.row.ref))
                continue
            if is_untouched(made["cells"][at]) and made["cells"][at]["source"] != fresh["source"]:
                made["cells"][at] = node({**fresh, "id": made["cells"][at]["id"]})
                done.append(Deed(WORDS[kind], "filled", each.row.ref))
            place = at + 1
        if offer := _offer(made["cells"], each, offered):
            made["cells"].insert(_find(made["cells"], "measure", each.row.ref) + 1, offer)  # type: ignore[operator]
            done.append(Deed(WORDS["offer"], "put below the analyst's words, to choose from", each.row.ref))
    return made, done


WORDS: dict[CellKind, str] = {
    "measure": "commentary cell", "exception": "exception form", "about": "heading", "offer": "service's text",
}  # fmt: skip


def refs_spoken_of(cells: Sequence[Node], kind: CellKind) -> set[str]:
    """List the measures that have a cell of one kind."""
    return {ref for cell in cells if (ref := named(cell, kind))}


def answers_of(row: ResultRow) -> dict[str, str]:
    """Give the answers of a measure's exception report that there are."""
    return {name: getattr(row, name) for name in ANSWERS if getattr(row, name)}


def _cells(due: Due) -> list[tuple[CellKind, Node]]:
    cells: list[tuple[CellKind, Node]] = [("about", _cell("about", due.row.ref, _about(due)))]
    text = due.returned or draft(due.row)
    cells.append(("measure", _cell("measure", due.row.ref, text, due.row.source_file if due.returned else "")))
    if due.wants_form or due.answers:
        form = write_form(due.answers) if due.answers else blank_form(due.last_answers)
        cells.append(("exception", _cell("exception", due.row.ref, form)))
    return cells


def _cell(kind: CellKind, ref: str, source: str, file: str = "") -> Node:
    ours = {kind: ref} | ({"draft": text_hash(source)} if source else {}) | ({"source": file} if file else {})
    return node(
        {"cell_type": "markdown", "id": cell_id(kind, ref), "metadata": {"goldenthread": ours}, "source": source}
    )


def _about(due: Due) -> str:
    title = f"### {markdown_text(f'{due.row.ref} {due.row.title}')}"
    if not due.last_words:
        return title
    quoted = "\n".join(f"> {line}".rstrip() for line in escape(due.last_words, quote=False).splitlines())
    return f"{title}\n\n<details><summary>What we wrote for {due.last_period}</summary>\n\n{quoted}\n\n</details>"


def _offer(cells: Sequence[Node], due: Due, offered: Collection[str]) -> Node | None:
    """Make a cell of the service's own words, unless the analyst has them, or was offered them, already."""
    at, ref = _find(cells, "measure", due.row.ref), due.row.ref
    if not due.returned or at is None or is_untouched(cells[at]) or due.returned in cells[at]["source"]:
        return None
    source = (
        f"**The service's own words** ({markdown_text(due.row.source_file)}). "
        f"Take what is useful into the cell above, then delete this cell.\n\n{due.returned}"
    )
    name = cell_id("offer", ref)
    seen = set(offered) | {cells[at]["metadata"]["goldenthread"].get("draft", "")}
    if seen & {text_hash(source), text_hash(due.returned)} or any(cell["source"] == source for cell in cells):
        return None
    if _find(cells, "offer", ref) is not None:
        name = f"{name}-{text_hash(source)[:6]}"
    ours = {"offer": ref, "source": due.row.source_file, "text": text_hash(due.returned)}
    return node({"cell_type": "markdown", "id": name, "metadata": {"goldenthread": ours}, "source": source})


def _find(cells: Sequence[Node], kind: CellKind, ref: str) -> int | None:
    return next((number for number, cell in enumerate(cells) if named(cell, kind) == ref), None)


def _place(cells: Sequence[Node], earlier: Sequence[str]) -> int:
    """Find where a measure's cells begin: behind those of the nearest measure before it, else at the end."""
    for ref in reversed(earlier):
        spoken = [number for number, cell in enumerate(cells) if ref in refs_in([cell])]
        if spoken:
            return spoken[-1] + 1
    return len(cells)
