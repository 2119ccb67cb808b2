"""A measure's own page: its figure, what it means, how it is rated and where it came from."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.figure import date_words, figure, marker_legend, short_figure, target_words
from helpers.narrate.outlook import interval_sentence
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, known, only_row
from helpers.narrate.sentences import arrears_sentence, behind, measure_sentence, outturn_sentence, unrated_reason
from helpers.present.link import anchor, group_address, link_html, outcome_address, service_address
from helpers.present.parts import Parts, Prose, Table
from helpers.present.table import Column, table
from helpers.present.tag import tag_markdown
from helpers.present.thread.ways import equality_links, goal_links

BETTER = {
    "higher": "A higher figure is better.",
    "lower": "A lower figure is better.",
    "range": "The figure should stay within its range.",
    "none": "Neither higher nor lower is better: the measure is for information.",
    "unknown": "Its source does not say whether higher or lower is better, so it is neither rated nor ranked.",
}
BASES = {
    "period": "the period alone",
    "cumulative": "the year so far",
    "rolling-12": "the twelve months to the end of the period",
    "snapshot": "the last day of the period",
}


def measure_summary(results: Results) -> Parts:
    """Show a measure's rating, its figure in large type with unit and period, and how it changed, in words.

    Returns
    -------
    Parts
        Tags, figure and sentences, last year's final figure or why there is none among them; where the figure is
        missing, suppressed or not due, the sentence that says so.

    Examples
    --------
    >>> measure_summary(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row, council = only_row(results), results.edition.council
    tags = [tag_markdown(council, standing(row))]
    if row.forecast_rag:
        tags.append(f"Forecast for the year: {tag_markdown(council, row.forecast_rag, forecast=True)}")
    large = _large(row)
    return Parts.of(
        Prose(text)
        for text in (
            " ".join(tags),
            large,
            markdown_text(" ".join(filter(None, (measure_sentence(row), interval_sentence(row))))),
            markdown_text(outturn_sentence(row)),
            markdown_text(arrears_sentence(row)),
            _about_rating(row),
        )
        if text
    )


def measure_facts(results: Results) -> Parts:
    """Show what a measure counts, why it matters, who answers for it and how it is rated.

    Returns
    -------
    Parts
        A heading and a table of facts; a fact that is not known is left out.

    Examples
    --------
    >>> measure_facts(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row = only_row(results)
    return Parts((Prose("## About this measure"), _facts("about", row, _facts_of(row))))


def provenance(results: Results) -> Parts:
    """Show where a measure's figure came from: return, row, system, date, hash, and what its markers mean.

    Returns
    -------
    Parts
        A heading and a table of facts. The hash is left out where this pack withholds something of the return.

    Examples
    --------
    >>> provenance(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row = only_row(results)
    facts = [
        ("Return", html_text(row.source_file)),
        ("Row", html_text(str(row.source_row)) if known(row.source_row) else ""),
        ("Supplied by", html_text(row.supplied_by)),
        ("Source system", html_text(row.source_system)),
        ("Received", html_text(date_words(row.received))),
        ("SHA-256 of the return", f"<code>{html_text(row.source_hash)}</code>" if row.source_hash else ""),
        ("Interval", html_text(row.interval_method)),
        ("Markers", html_text(marker_legend([row.marker, row.previous_marker, row.outturn_marker]))),
    ]
    shown = [(label, cell) for label, cell in facts if cell]
    if not row.source_file:
        return Parts((Prose("## Where this number came from"), Prose("No figure has been supplied for this period.")))
    return Parts((Prose("## Where this number came from"), _facts("provenance", row, shown)))


def _large(row: ResultRow) -> str:
    if not known(row.value):
        return ""
    short, whole = (say(row.value, row.unit, row.decimals) for say in (short_figure, figure))
    unit = markdown_text(whole.removeprefix(short).strip())
    said = [f"[{markdown_text(short)}]{{.figure-number}}", f"{unit}," if unit else ""]
    said.append(f"[{markdown_text(row.data_period_label)}]{{.figure-period}}")
    return f"::: {{.figure-large}}\n{' '.join(filter(None, said))}\n:::"


def _about_rating(row: ResultRow) -> str:
    """Say what a reader must know of the rating: who gave it, or why there is none."""
    if row.rag_basis in ("assessed", "override"):
        word = (
            "assessed, not worked out from a target"
            if row.rag_basis == "assessed"
            else "changed from what the rule gives"
        )
        return markdown_text(f"The rating was {word}: {row.rag_reason}.")
    if row.rag_supplied and row.rag and row.rag_supplied != row.rag:
        return markdown_text(
            f"The service rated this {row.rag_supplied}. By the council's rule it is {row.rag}, "
            "and no reason was given for a change."
        )
    return markdown_text(unrated_reason(row))


def _facts_of(row: ResultRow) -> list[tuple[str, str]]:
    lag = f"The figure comes {behind(row)} late." if row.lag else ""
    facts = [
        ("Definition", html_text(row.definition)),
        ("Why it matters", html_text(row.why)),
        ("How it is rated", html_text(_policy(row))),
        ("Who answers for it", html_text(row.owner_role)),
        ("How often", html_text(f"{row.frequency.capitalize()}, counted over {BASES[row.basis]}. {lag}".strip())),
        ("Directorate", _group("directorate", row.directorate, row.directorate_name)),
        ("Service", _place(service_address(row.directorate, row.service), row.service_name)),
        ("Priority", _group("priority", row.priority, row.priority_name)),
        ("Outcome", _place(outcome_address(row.priority, row.outcome), row.outcome_name)),
        ("Portfolio", _group("portfolio", row.portfolio, row.portfolio_name)),
        ("UN goals", goal_links(row)),
        ("Equality", equality_links(row)),
    ]
    return [(label, cell) for label, cell in facts if cell]


def _policy(row: ResultRow) -> str:
    said = [BETTER[row.polarity]]
    if target_words(row):
        said.append(f"Target: {target_words(row)}.")
    if known(row.intervention):
        level = figure(row.intervention, row.unit, row.decimals)
        said.append(f"Green at the target or better, amber as far as {level}, red beyond it.")
    elif known(row.target):
        said.append("Green at the target or better, red otherwise.")
    return " ".join(said)


def _group(noun: str, key: str, name: str) -> str:
    return link_html(group_address(noun, key), name) if key and name else ""


def _place(address: str, name: str) -> str:
    return link_html(address, name) if name else ""


def _facts(name: str, row: ResultRow, facts: list[tuple[str, str]]) -> Table:
    labels, cells = [label for label, _ in facts], [cell for _, cell in facts]
    columns = [Column("Fact", labels, name="question"), Column("What it is", cells, markup=True, name="answer")]
    return table(f"{name}-{anchor(row.ref)}", columns, "facts")
