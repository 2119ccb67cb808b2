"""The doubts about figures, sign by sign, and what the service is asked. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.assess.quality.sign import SIGNS
from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.row import ResultRow, known, rows
from helpers.present.doubted import figures, measures, sentence
from helpers.present.link import anchor
from helpers.present.parts import Part, Parts, Prose
from helpers.present.table import Column, table


@dataclass(frozen=True, slots=True)
class Section:
    """Signs that raise one question, under one heading."""

    title: str
    signs: tuple[str, ...]
    question: str


SECTIONS = (
    Section("Zeros in doubt", ("fell to zero", "zero in doubt"),
            "A zero can mean that nothing was counted, or that nothing was sent. The service is asked which."),
    Section("Percentages outside 0 to 100", ("outside 0 to 100",),
            "Few percentages can be less than none or more than all. Is the figure, or the unit, another one?"),
    Section("Figures that their own parts contradict", ("parts disagree",),
            "The two counts behind the figure give another one. Which of the three is wrong?"),
    Section("Quarters and years that their own months and quarters contradict", ("periods disagree",),
            "The shorter periods come to something else. Is one of them wrong, or were people counted once in each?"),
    Section("Ten-fold jumps", ("ten-fold jump",),
            "A figure seldom changes as much as this. Is a decimal point in the wrong place, or the unit another one?"),
    Section("Another unit, or other decimals", ("unit changed", "decimals changed"),
            "Something in the way of counting has changed. Can the figure be compared with those before?"),
    Section("Sent twice", ("same as another", "sent again"),
            "The same row seems to stand in the returns twice. Was it copied by mistake?"),
    Section("Unchanged since the period before", ("unchanged",),
            "Figures do stay the same. It can also be that last time's was sent again."),
    Section("Revised since they were published", ("revised",),
            "This report works with the new figures. Readers of earlier reports saw the old ones."),
    Section("Published elsewhere with another figure", ("published elsewhere",),
            "A file that compares councils has another figure for us. Which is right?"),
    Section("Sent in late", ("late",), "There was less time to check these figures."),
    Section("Due and not there", ("missing", "not available"), "There is nothing to report until they are sent."),
)  # fmt: skip
"""In the order in which a page asks; who answers for a measure is asked apart."""


def quality_signs(results: Results) -> Parts:
    """Show every doubt about a figure, sign by sign; where one directorate is in view, with the row of its return.

    Returns
    -------
    Parts
        A heading, a question and a table for each kind of sign that was found.

    Examples
    --------
    >>> quality_signs(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    parts: list[Part] = []
    by_ref = {row.ref: row for row in rows(results)}
    order = {sign.name: place for place, sign in enumerate(SIGNS)}
    for section in SECTIONS:
        found = results.signals[results.signals["signal"].isin(section.signs)]
        reasons: dict[str, list[str]] = {}
        for signal in sorted(found.to_dict("records"), key=lambda signal: order.get(signal["signal"], len(order))):
            reasons.setdefault(signal["ref"], []).append(signal["reason"])
        if reasons:
            doubted = [(by_ref[ref], reasons[ref]) for ref in by_ref if ref in reasons]
            parts += _section(section, doubted, bool(results.scope_name))
    return Parts((Prose("## What is in doubt, and why"), *parts)) if parts else Parts(())


def _section(section: Section, doubted: Sequence[tuple[ResultRow, list[str]]], with_rows: bool) -> list[Part]:
    listed_rows = [row for row, _ in doubted]
    reasons = [" ".join(sentence(reason) for reason in found) for _, found in doubted]
    columns = [measures(listed_rows), figures(listed_rows), Column("Why it is in doubt", reasons, name="reason")]
    if with_rows:
        columns.append(Column("Sent in", [_source(row) for row in listed_rows], markup=True, name="said"))
    count = "1 measure" if len(doubted) == 1 else f"{len(doubted)} measures"
    return [
        Prose(f"### {section.title}"),
        Prose(markdown_text(f"{count}. {section.question}")),
        table(f"quality-{anchor(section.title)}", columns, "quality"),
    ]


def _source(row: ResultRow) -> str:
    if not row.source_file:
        return "–"
    file = html_text(row.source_file)
    return f"{file}, row {row.source_row}" if known(row.source_row) else file
