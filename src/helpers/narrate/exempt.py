"""Exempt blocks: cells whose words stand in the Part II paper alone. May import `model`.

`part_one` is the door: whoever reads a notebook for a pack goes through it, and behind it the words do not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from helpers.model.errors import Problem, Refused, quoted
from helpers.model.exempt import ExemptBlock, Law
from helpers.narrate.cell import EXEMPT, KINDS, is_exempt, is_ours, part_of
from helpers.narrate.escape import markdown_text

Node = Any

KNOWN = (*KINDS, "part", EXEMPT, "cell", "draft", "source", "text")
"""What our own metadata of a cell may say: a misspelt ``exempt`` would publish what it was to keep back."""

EXAMPLE = '{"goldenthread": {"exempt": {"paragraph": 3, "reason": "…"}}}'
_LIKE_A_MARK = ("exempt", "part-2", "part-ii")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def part_one(notebook: Node, slug: str, label: str, law: Law) -> tuple[Node, tuple[ExemptBlock, ...]]:
    """Take the words of the exempt blocks out of a notebook, and say in their place why they are not there.

    A block of a part of the covering report says so at the end of the cell that holds the part, where there is one.

    Parameters
    ----------
    notebook
        As it stands; it is left as it is.
    slug
        The report whose notebook it is.
    label
        The notebook as errors name it.
    law
        The list of the council's country.

    Returns
    -------
    tuple
        The notebook for packs, and what is known of the blocks beside their words.

    Raises
    ------
    Refused
        A block names no paragraph of the law or no reason, or what is marked cannot be kept back.
    """
    found = {block.place: block for block in exempt_blocks(notebook, slug, label, law)}
    if not any(is_exempt(cell) for cell in notebook.cells):
        return notebook, ()
    open_cells = {place: copy(cell) for place, cell in enumerate(notebook.cells, start=1) if not is_exempt(cell)}
    holders = {part_of(cell): cell for cell in open_cells.values() if part_of(cell)}
    for place, block in found.items():
        if block.part in holders:
            holders[block.part].source += f"\n\n{note_of(block, law)}"
        else:
            cell = notebook.cells[place - 1]
            open_cells[place] = _note_cell(cell, block, law)
            holders |= {block.part: open_cells[place]} if block.part else {}
    made = copy(notebook)
    made.cells = [open_cells[place] for place in sorted(open_cells)]
    return made, tuple(replace(block, text="") for block in found.values())


def exempt_blocks(notebook: Node, slug: str, label: str, law: Law) -> tuple[ExemptBlock, ...]:
    """Read the exempt blocks of a notebook with their words: for the Part II paper, and for nothing that a pack holds.

    A block without words is no block.

    Raises
    ------
    Refused
        As `part_one`.
    """
    places = [(place, cell, f"{label}, cell {cell.get('id', place)}") for place, cell in enumerate(notebook.cells, 1)]
    problems = [problem for _, cell, where in places for problem in _problems(cell, where, law)]
    if problems:
        raise Refused(problems)
    return tuple(
        ExemptBlock(
            slug=slug, place=place, where=where, part=part_of(cell), text=cell["source"],
            paragraph=cell["metadata"]["goldenthread"][EXEMPT]["paragraph"],
            reason=_one_line(cell["metadata"]["goldenthread"][EXEMPT]["reason"]),
        )
        for place, cell, where in places
        if is_exempt(cell) and _COMMENT.sub("", cell["source"]).strip()
    )  # fmt: skip


def note_of(block: ExemptBlock, law: Law) -> str:
    """Say in the Part I paper that a part of it is exempt, why, and where it is.

    Examples
    --------
    >>> from helpers.model.exempt import LAWS
    >>> block = ExemptBlock(slug="report", place=9, where="", paragraph=3, reason="It would show what we would pay.")
    >>> note_of(block, LAWS["England"])[:49]
    'Part of this report is exempt from publication un'
    """
    where = "It is in the Part II paper of this report, which is not published."
    return f"Part of this report is exempt from publication under {_grounds(block, law)} {where}"


def grounds_of(block: ExemptBlock, law: Law) -> str:
    """Say in the Part II paper under what its words are withheld, and why."""
    return f"Exempt from publication under {_grounds(block, law)}"


def _grounds(block: ExemptBlock, law: Law) -> str:
    wording = law.paragraphs[block.paragraph].rstrip(".")
    because = "Why it is in the public interest to withhold it" if law.public_interest else "Why it is withheld"
    reason = markdown_text(block.reason)
    stop = "" if reason.endswith((".", "!", "?")) else "."
    return f"{law.cited(block.paragraph)}: “{wording[:1].lower()}{wording[1:]}”. {because}: {reason}{stop}"


def _note_cell(cell: Node, block: ExemptBlock, law: Law) -> Node:
    """Make a cell of the note alone: neither pictures nor tags of the block go with it."""
    said = cell["metadata"]["goldenthread"]
    made = type(cell)(cell_type="markdown", source=note_of(block, law), metadata=type(cell)())
    made.metadata["goldenthread"] = {key: said[key] for key in ("part", "cell") if key in said}
    if "id" in cell:
        made["id"] = cell["id"]
    return made


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _problems(cell: Node, where: str, law: Law) -> Iterator[Problem]:
    """Find what cannot be kept back as it is marked, or is marked in a way that keeps nothing back."""
    metadata = cell["metadata"]
    marks = [word for word in (*metadata.get("tags", ()), *metadata) if str(word).lower() in _LIKE_A_MARK]
    if marks and not is_exempt(cell):
        yield Problem(
            where, f'"{marks[0]}" in the cell\'s metadata, which keeps nothing back', EXAMPLE,
            "Write it so, or take it out.",
        )  # fmt: skip
    ours = metadata.get("goldenthread") or {}
    if not isinstance(ours, Mapping):
        yield Problem(where, f'metadata `goldenthread` that are "{ours}"', f"an object such as {EXAMPLE}", "Mend them.")
        return
    if unknown := [key for key in ours if key not in KNOWN]:
        yield Problem(
            where, f"{quoted(unknown)} in the cell's metadata `goldenthread`", f"one of {quoted(KNOWN)}",
            "Correct the word, or take it out.",
        )  # fmt: skip
    if is_exempt(cell):
        yield from _problems_of_block(cell, where, law)


def _problems_of_block(cell: Node, where: str, law: Law) -> Iterator[Problem]:
    if cell["cell_type"] != "markdown" or is_ours(cell):
        kind = "a measure's own words" if is_ours(cell) else f"a {cell['cell_type']} cell"
        yield Problem(
            where, f"{kind}, marked as exempt", "an exempt block: a Markdown cell about no one measure",
            "Move the words to a Markdown cell of their own. What a code cell shows, and a measure's commentary, "
            "come into every pack.",
        )  # fmt: skip
    said = cell["metadata"]["goldenthread"][EXEMPT]
    said = said if isinstance(said, Mapping) else {}
    if unknown := [key for key in said if key not in ("paragraph", "reason")]:
        yield Problem(where, f"{quoted(unknown)} under `exempt`", "paragraph and reason", "Correct the metadata.")
    paragraph = said.get("paragraph")
    if not isinstance(paragraph, int) or isinstance(paragraph, bool) or paragraph not in law.paragraphs:
        known = [str(number) for number in law.paragraphs]
        found = f'"{paragraph}" as its paragraph' if "paragraph" in said else "no paragraph"
        yield Problem(
            where, f"an exempt block with {found}",
            f"a paragraph of {law.name}: a number from {known[0]} to {known[-1]}",
            f"Name the paragraph that its words fall under: {EXAMPLE}.",
        )  # fmt: skip
    if not isinstance(said.get("reason"), str) or not said["reason"].strip():
        yield Problem(
            where, "an exempt block without a reason", "why it is in the public interest to withhold it",
            f"Say why; the Part I paper prints it: {EXAMPLE}.",
        )  # fmt: skip
