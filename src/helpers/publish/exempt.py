"""The exempt blocks of a period: that each has a Part II paper to stand in, and what a person is to look at in them.

May import the floors below. Their words are read here alone, for `check` and for the Part II paper: no pack does so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from helpers.collect.notebook import read_notebook
from helpers.model.council import Council
from helpers.model.edition import Report
from helpers.model.errors import Problem, Refused
from helpers.model.exempt import LAWS, ExemptBlock
from helpers.model.period import Period
from helpers.model.results import DOUBTS, Results
from helpers.model.words import Prose, Words
from helpers.model.workspace import Workspace
from helpers.narrate.doubts import prose_doubts
from helpers.narrate.exempt import exempt_blocks
from helpers.narrate.report import with_report_figures
from helpers.narrate.words import labels_of
from helpers.publish.notebook import notebook_of, text_cell

SAID = ("commentary", "cause", "action", "rag_reason")
"""What of a measure's row people wrote, and packs print."""

LONG_ENOUGH = 5
"""Words in a row by which a sentence is known again."""


def refuse_misplaced(blocks: Sequence[ExemptBlock], reports: Iterable[Report]) -> None:
    """Refuse an exempt block of a report that has no paper on an agenda: nobody would ever read it.

    Parameters
    ----------
    reports
        Those of the public pack.

    Raises
    ------
    Refused
        Every such block is named.
    """
    by_slug = {report.slug: report for report in reports}
    problems = [
        Problem(
            block.where, f"an exempt block in {_why_not(by_slug.get(block.slug))}",
            "an exempt block in a public paper (docx or pdf) that goes to a meeting: its Part II paper goes there too",
            "Move the block to the covering report, or make this report a paper in the period's plan.",
        )
        for block in blocks
        if _why_not(by_slug.get(block.slug))
    ]  # fmt: skip
    if problems:
        raise Refused(problems)


def _why_not(report: Report | None) -> str:
    if report is None:
        return "a notebook that no public report of the plan is made from"
    if not report.is_paper:
        return "a report that is a page alone"
    return "" if report.place else "a paper that goes to no meeting"


def exempt_words(workspace: Workspace, period: Period, results: Results) -> tuple[ExemptBlock, ...]:
    """Read the exempt blocks of a period with their words, figures written in.

    Parameters
    ----------
    results
        Of the public pack: what the Part I paper says and what the Part II paper says are the same figures.
    """
    blocks = exempt_blocks_of(workspace, period, results.edition.council)
    return tuple(replace(block, text=with_report_figures(block.text, results)) for block in blocks)


def exempt_blocks_of(workspace: Workspace, period: Period, council: Council) -> tuple[ExemptBlock, ...]:
    """Read the exempt blocks of a period with their words, as they are written."""
    law = LAWS[council.meetings.country]
    return tuple(
        block
        for path in workspace.notebooks(period)
        for label in [workspace.label(path)]
        for block in exempt_blocks(read_notebook(path, label), path.stem, label, law)
    )


def as_prose(blocks: Iterable[ExemptBlock]) -> tuple[Prose, ...]:
    """Give the words of exempt blocks as prose, to be checked as any other is."""
    return tuple(Prose(block.slug, block.text, block.where) for block in blocks)


def exempt_doubts(results: Results, words: Words, blocks: Sequence[ExemptBlock]) -> pd.DataFrame:
    """List what is doubtful in exempt blocks: prose that no figure bears out, and words that stand in Part I too.

    For someone who is to mend it, and for no edition: it quotes what Part I says and should not.

    Parameters
    ----------
    results
        What the pack shows.
    words
        Of the period's notebooks, as a pack reads them.
    blocks
        With their words.
    """
    cells = [text_cell("markdown", block.text, f"exempt-{number}") for number, block in enumerate(blocks)]
    labels = dict.fromkeys((block.slug for block in blocks), labels_of(notebook_of(cells)))
    doubted = not_quoted(prose_doubts(results, Words(prose=as_prose(blocks), labels=labels)), blocks)
    return pd.concat([doubted, _told_in_part_one(results, words, blocks)], ignore_index=True)


def not_quoted(doubts: pd.DataFrame, blocks: Sequence[ExemptBlock]) -> pd.DataFrame:
    """Name the exempt block that a doubt is about, and quote none of it: what is owed is sent on by e-mail."""
    made = doubts.copy()
    about = made["where"].isin([block.where for block in blocks])
    made.loc[about, ["sentence", "found"]] = ["…", "a figure or a rating in the exempt words"]
    return made.drop_duplicates(ignore_index=True)


def _told_in_part_one(results: Results, words: Words, blocks: Sequence[ExemptBlock]) -> pd.DataFrame:
    said = [(where, _squeezed(text)) for where, text in _said(results, words)]
    found = [
        {
            "ref": "", "directorate": "", "where": where, "sentence": sentence,
            "found": f"words of the exempt block at {block.where}", "expected": "words that stand in one of the two",
        }
        for block in blocks
        for sentence in _sentences(block.text)
        for where, text in said
        if _squeezed(sentence) in text
    ]  # fmt: skip
    return pd.DataFrame(found, columns=list(DOUBTS), dtype="str").drop_duplicates(ignore_index=True)


def _said(results: Results, words: Words) -> Iterator[tuple[str, str]]:
    """List what packs print of people's words, and where it is written; the reason of a block is printed too."""
    yield from ((prose.where, prose.text) for prose in words.prose)
    yield from ((entry.where, entry.text) for entry in words.commentary)
    yield from ((report.where, answer) for report in words.exceptions for answer in report.answers.values())
    for row in results.table[["source_file", "source_row", *SAID]].to_dict("records"):
        yield from ((f"{row['source_file']}, row {row['source_row']}", str(row[name])) for name in SAID if row[name])


def _sentences(text: str) -> Iterator[str]:
    """Break words into what would be known again where it is copied: a sentence or a line of some length."""
    for piece in re.split(r"(?<=[.!?])\s+|\n", text):
        if len(re.findall(r"\w+", piece)) >= LONG_ENOUGH:
            yield piece.strip()


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
