"""Exception reports: what happened, why, what is being done, by whom and by when. May import the floors below."""

from __future__ import annotations

import re

from helpers.assess.exception import date_doubts
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.figure import date_words
from helpers.narrate.markup import commentary_html
from helpers.narrate.promise import promise_sentences
from helpers.narrate.rating import standing, standing_key
from helpers.narrate.row import ResultRow, rows
from helpers.narrate.sentences import figures_sentence
from helpers.present.history.chart import history_chart
from helpers.present.link import anchor, link_markdown, measure_address
from helpers.present.parts import Part, Parts, Prose, Table
from helpers.present.promise_table import promise_table
from helpers.present.table import Column, table
from helpers.present.tag import tag_markdown

OWED = '<span class="owed">Owed</span>'
WHY = {
    "red": "it is rated red",
    "special cause of concern": "its latest figures show a real change for the worse",
    "consistently failing": "it cannot be relied on to meet its target without a change",
}

NONE_DUE = (
    "No measure needs an exception report this period. A measure that is red, gets worse by more than chance, or "
    "usually misses its target would need one."
)
"""What a paper without a report says, with the rule in plain words (rules.md, "Exceptions")."""


def exceptions(results: Results) -> Parts:
    """Show the exception reports of a view on its page, under one heading; nothing where none is required.

    Examples
    --------
    >>> exceptions(open_store("2019-20-q2").directorate("housing"))  # doctest: +SKIP
    """
    due = _due(results)
    if not due:
        return Parts(())
    alone = len(results) == 1
    title = "## Exception report" if alone else "## Off target: what is being done"
    return Parts.of(
        [Prose(title), *(part for row in due for part in _card(results, row, level=3, chart=False, named=not alone))]
    )


def exception_reports(results: Results) -> Parts:
    """Show the exception reports of a paper (Appendix 2), red measures first.

    Returns
    -------
    Parts
        A list of them, where there are several; then for each measure a heading, its figures in words, its chart, the
        table of cause, action, owner and dates, and what was promised before. In papers each has a page of its own.

    Examples
    --------
    >>> exception_reports(open_store("2019-20-q2").panel("people-panel"))  # doctest: +SKIP
    """
    due = _due(results)
    listed = [Prose("\n\n".join(_entry(results, row) for row in due))] if len(due) > 1 else []
    return Parts.of([*listed, *(part for row in due for part in _card(results, row, level=2, chart=True, named=True))])


def _entry(results: Results, row: ResultRow) -> str:
    link = link_markdown(f"#exception-{anchor(row.ref)}-title", f"{row.ref} {row.title}")
    return f"- {link} {tag_markdown(results.edition.council, standing(row))}"


def exceptions_headline(results: Results) -> Prose:
    """Say how many exception reports there are, and how many are not complete.

    Returns
    -------
    Prose
        One or two sentences.

    Examples
    --------
    >>> exceptions_headline(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    due = _due(results)
    if not due:
        return Prose(NONE_DUE)
    incomplete = sum("exception" in row.owed for row in due)
    count = "1 measure needs" if len(due) == 1 else f"{len(due)} measures need"
    said = f"{count} an exception report this period."
    if incomplete:
        verb = "is" if incomplete == 1 else "are"
        said += f" {incomplete} of them {verb} not complete; what is missing is marked as owed."
    return Prose(f"::: {{.headline}}\n{said}\n:::")


def _due(results: Results) -> list[ResultRow]:
    """Red first, then the others, each in the framework's order."""
    return sorted((row for row in rows(results) if row.exception_required), key=lambda row: row.rag != "Red")


def _card(results: Results, row: ResultRow, *, level: int, chart: bool, named: bool) -> list[Part]:
    council, key = results.edition.council, f"exception-{anchor(row.ref)}"
    parts: list[Part] = []
    if named:
        title, rating = link_markdown(measure_address(row.ref), f"{row.ref} {row.title}"), standing_key(standing(row))
        parts.append(Prose(f"{'#' * level} {title} {{#{key}-title .exception-title .is-{rating}}}"))
    tag = tag_markdown(council, standing(row))
    promises = results.promises[results.promises["ref"] == row.ref]
    said = markdown_text(f"{figures_sentence(row)} This report is required because {_why(row)}.")
    parts += [Prose(f"{tag} {said}"), Prose(markdown_text(promise_sentences(row, promises, council)))]
    if chart and row.state != "suppressed":
        parts.append(history_chart(results.measure(row.ref)))
    return [*parts, answers_table(row, key), *promise_table(promises, key, level + 1 if named else level)]


def _why(row: ResultRow) -> str:
    """Join the reasons as one sentence; the first names the measure, the others say "it"."""
    reasons = [WHY.get(reason, reason) for reason in row.exception_required.split(", ")]
    first = re.sub(r"^its?\b", lambda said: {"it": "the measure", "its": "the measure's"}[said[0]], reasons[0])
    return " and because ".join([first, *reasons[1:]])


def answers_table(row: ResultRow, key: str) -> Table:
    """Set what happened and why, what is being done, by whom and by when; what is not told is marked as owed."""
    doubts = date_doubts(row.action_date, row.recovery_date, Period.parse(row.period).end)
    labels = ("What happened and why", "What is being done", "Who", "By when", "Expected back on track")
    cells = [
        commentary_html(row.cause) or OWED,
        commentary_html(row.action) or OWED,
        html_text(row.action_owner) or OWED,
        _date(row.action_date, doubts.get("action_date", "")),
        _date(row.recovery_date, doubts.get("recovery_date", "")),
    ]
    return table(
        key,
        [Column("Question", labels, name="question"), Column("Answer", cells, markup=True, name="answer")],
        "facts exception",
    )


def _date(text: str, doubt: str) -> str:
    """Write a date, and what is wrong with it: another one is owed in its place."""
    if not text:
        return OWED
    said = html_text(date_words(text))
    return f"<p>{said}</p><p>{OWED}: this date {html_text(doubt.replace(':', ';'))}.</p>" if doubt else said
