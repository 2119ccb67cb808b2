"""Ratings by directorate or priority: bars that are links, and their counts as a table. May import the floors below."""

from __future__ import annotations

from textwrap import wrap

import altair as alt
import pandas as pd

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.rating import RATINGS, SHAPES, rating_word, standing_key
from helpers.narrate.row import rows
from helpers.narrate.sentences import listed
from helpers.present.chart import SITE, Words, drawn, linked
from helpers.present.data_table import DataTable
from helpers.present.link import group_address
from helpers.present.parts import Part, Parts, Prose
from helpers.present.table import Column, table
from helpers.present.theme import INK, ink_on, rating_fills

KINDS = (*RATINGS, "No rating")
BAR, NARROWEST_FOR_SHAPE = 34, 0.08
NARROWEST_LINK = 24
"""Pixels that a finger needs (WCAG 2.2, 2.5.8); a narrower part of a bar leads where the whole bar does."""
PLURALS = {"directorate": "directorates", "priority": "priorities", "portfolio": "portfolios"}


def rag_by(results: Results, noun: str, links: bool = True) -> Parts:
    """Show the ratings by directorate, priority or portfolio as a chart, under its heading.

    Parameters
    ----------
    results
        Usually the whole council's.
    noun
        ``directorate``, ``priority`` or ``portfolio``.
    links
        Whether each bar leads to the page of its directorate, and each part of it to those of its measures that have
        this rating; not in papers.

    Returns
    -------
    Parts
        Nothing where no measure of the view is rated, or none belongs to one.

    Examples
    --------
    >>> rag_by(open_store("2019-20-q2"), "directorate")  # doctest: +SKIP
    """
    counts = rag_counts(results, noun)
    if not len(counts):
        return Parts(())
    told = f"Click on a bar to see the measures for that {noun}, on a colour to see those with that rating."
    hint = f"::: {{.chart-hint}}\n{told}\n:::" if links else ""
    return Parts((Prose(f"## Ratings by {noun}"), Prose(hint), _chart(results, noun, counts, links)))


def rag_table(results: Results, noun: str = "priority", below: bool = True) -> Parts:
    """Set the counts of green, amber and red by priority, with their total and percentages.

    Only rated measures are counted; how many are not is said below the table.

    Parameters
    ----------
    noun
        ``directorate``, ``priority`` or ``portfolio``.
    below
        Whether a sentence follows; a cell whose table has a number holds the table alone.

    Returns
    -------
    Parts
        The table and the sentence below it; nothing where no measure is rated.

    Examples
    --------
    >>> rag_table(open_store("2019-20-q2"), "portfolio")  # doctest: +SKIP
    """
    made = _table_parts(results, noun, rag_counts(results, noun))
    return Parts(tuple(made if below else made[:1]))


def rag_counts(results: Results, noun: str) -> pd.DataFrame:
    """Count ratings by directorate, priority or portfolio, in the council's order; empty where nothing is rated.

    Returns
    -------
    DataFrame
        Indexed by key: `name`, and one column for each of Green, Amber, Red and No rating.
    """
    table_rows = [
        {"key": getattr(row, noun), "kind": row.rag if row.rag in RATINGS else KINDS[-1]} for row in rows(results)
    ]
    found = pd.DataFrame(table_rows, columns=["key", "kind"])
    if not found["kind"].isin(RATINGS).any():
        return pd.DataFrame(columns=[*KINDS, "name"])
    counted = pd.crosstab(found["key"], found["kind"]).reindex(columns=list(KINDS), fill_value=0)
    keys = {entry.key: entry.name for entry in results.edition.council.entries(noun) if entry.key in counted.index}
    return counted.reindex(list(keys)).assign(name=list(keys.values()))


def _chart(results: Results, noun: str, counts: pd.DataFrame, links: bool) -> Part:
    council = results.edition.council
    words = Words(_message(counts, noun), _key(council, counts), _alt(counts))
    data = DataTable(f"Measures by rating and {noun}", (noun.capitalize(), *_heads(council)), [
        (row["name"], *(str(row[kind]) for kind in KINDS)) for _, row in counts.iterrows()
    ])  # fmt: skip
    chart_id = f"rag-by-{noun}"
    if not links:
        return drawn(chart_id, _drawing(council, noun, counts, 640, 34), words, data)
    addresses = {}
    for key, row in counts.iterrows():
        addresses[group_address(noun, str(key))] = f"{row['name']}: {_said(row)}"
        for kind in RATINGS:
            addresses[_narrowed(noun, str(key), kind)] = f"{row['name']}: {row[kind]} {kind.lower()}"
    drawings = (_drawing(council, noun, counts, 640, 34), _drawing(council, noun, counts, 300, 16))
    return linked(chart_id, drawings, words, data, addresses)


def _narrowed(noun: str, key: str, kind: str) -> str:
    """Give the address of a page whose scorecard shows one rating alone; without scripts, of the page."""
    return f"{group_address(noun, key)}#rating={standing_key(kind)}"


def _drawing(council: Council, noun: str, counts: pd.DataFrame, width: int, letters: int) -> alt.LayerChart:
    narrowest = NARROWEST_FOR_SHAPE * (1 if letters > 20 else 2.2)
    length = width - (240 if letters > 20 else 120)
    segments, whole = _segments(council, noun, counts, letters, narrowest)
    order = list(whole["label"])
    lines = max(label.count("|") + 1 for label in order)
    across = alt.X("low:Q", axis=None, scale=alt.Scale(domain=[0, int(whole["high"].max())], nice=False))
    middle = {
        "condition": [{"test": f"length(split(datum.value, '|')) == {n}", "value": -8 * (n - 1)} for n in range(2, 7)],
        "value": 0,
    }
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelLimit=320, labelFontSize=14, labelOffset=middle,
        labelExpr="split(datum.label, '|')",
    )  # fmt: skip
    down = alt.Y("label:N", sort=order, axis=axis, scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1))
    bars = alt.Chart(segments).encode(y=down, x=across, x2=alt.X2("high:Q"))
    counted = alt.Chart(segments).encode(y=down, x=alt.X("middle:Q", axis=None))
    reach = NARROWEST_LINK / length * float(whole["high"].max())
    wide = segments[(segments["url"] != "") & (segments["high"] - segments["low"] >= reach)]
    leads = [
        alt.Chart(each)
        .mark_bar(opacity=0, cursor="pointer")
        .encode(y=down, x=across, x2=alt.X2("high:Q"), href=alt.Href("url:N"))
        for each in (whole, wide)
        if len(each)
    ]
    layers = [
        bars.mark_bar(stroke="#ffffff", strokeWidth=1).encode(color=alt.Color("fill:N", scale=None)),
        counted.mark_text(fontSize=14, fontWeight="bold").encode(
            text=alt.Text("words:N"), color=alt.Color("ink:N", scale=None)
        ),
        *leads,
    ]
    return alt.layer(*layers).properties(  # type: ignore[return-value]
        width=length, height=alt.Step(max(BAR + 12, 18 * lines + 8))
    )


def _segments(
    council: Council, noun: str, counts: pd.DataFrame, letters: int, narrowest: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Lay the segments of each bar end to end, and one bar over all of them; each with where it leads."""
    fills, segments, whole = rating_fills(council), [], []
    longest = max(int(row[list(KINDS)].sum()) for _, row in counts.iterrows())
    for key, row in counts.iterrows():
        label, low = "|".join(wrap(row["name"], letters)), 0
        for kind in KINDS:
            count = int(row[kind])
            shape = SHAPES.get(kind, "") if count / longest >= narrowest else ""
            segments.append(
                {"label": label, "low": low, "high": low + count, "middle": low + count / 2, "fill": fills[kind],
                 "ink": ink_on(fills[kind]) if kind in RATINGS else INK, "words": f"{shape} {count}".strip(),
                 "url": SITE + _narrowed(noun, str(key), kind) if kind in RATINGS else ""}
            )  # fmt: skip
            low += count
        whole.append({"label": label, "low": 0, "high": low, "url": SITE + group_address(noun, str(key))})
    frame = pd.DataFrame(segments)
    return frame[frame["high"] > frame["low"]], pd.DataFrame(whole)


def _key(council: Council, counts: pd.DataFrame) -> str:
    """Say what the parts of a bar stand for, since a paper may be printed in black and white."""
    shapes = ", ".join(f"{SHAPES[word]} {rating_word(council, word).lower()}" for word in RATINGS)
    plain = ", then no rating" if counts[KINDS[-1]].any() else ""
    return f"Number of measures, from the left: {shapes}{plain}."


def _heads(council: Council) -> list[str]:
    return [rating_word(council, kind) for kind in KINDS]


def _said(row: pd.Series) -> str:
    return listed([f"{row[kind]} {kind.lower()}" for kind in KINDS if row[kind]])


def _message(counts: pd.DataFrame, noun: str) -> str:
    red = counts[counts["Red"] > 0]
    if not len(red):
        return "No measure is rated red"
    total = int(counts["Red"].sum())
    if len(red) == 1:
        return f"{total} red {'measure' if total == 1 else 'measures'}, in {red['name'].iloc[0]}"
    if len(red) == len(counts):
        return f"{total} red measures, at least one in every {noun}"
    return f"{total} red measures, in {len(red)} of {len(counts)} {PLURALS[noun]}"


def _alt(counts: pd.DataFrame) -> str:
    return "Horizontal bars. " + "; ".join(f"{row['name']}: {_said(row)}" for _, row in counts.iterrows()) + "."


def _table_parts(results: Results, noun: str, counts: pd.DataFrame) -> list[Part]:
    if not len(counts):
        return []
    council, rated = results.edition.council, counts[list(RATINGS)]
    totals = [int(total) for total in rated.sum()]
    columns = [Column(noun.capitalize(), [*counts["name"], "Total", "Per cent"], name="name")]
    every = sum(totals)
    columns += [
        Column(
            rating_word(council, word),
            [*(str(count) for count in rated[word]), str(total), _percent(total, every)],
            numeric=True,
        )
        for word, total in zip(RATINGS, totals, strict=True)
    ]
    whole = [int(total) for total in rated.sum(axis=1)]
    columns.append(
        Column("Total", [*(str(count) for count in whole), str(every), _percent(every, every)], numeric=True)
    )
    shares = [
        _percent(green, total) for green, total in zip([*rated["Green"], totals[0]], [*whole, sum(whole)], strict=True)
    ]
    columns.append(Column(f"{rating_word(council, 'Green')}, %", [*shares, ""], numeric=True))
    return [table(f"counts-by-{noun}", columns, "counts", totals=2), Prose(_below(totals, counts))]


def _percent(part: int, whole: int) -> str:
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else ""


def _below(totals: list[int], counts: pd.DataFrame) -> str:
    """Say the shares of the total, and how many measures are left out of the counts because they are not rated."""
    whole, unrated = sum(totals), int(counts[KINDS[-1]].sum())
    said = ""
    if whole:
        parts = [
            f"{total} {word.lower()} ({_percent(total, whole)})" for word, total in zip(RATINGS, totals, strict=True)
        ]
        said = f"Of {whole} rated measures, {listed(parts)}."
    if unrated:
        noun = "measure without a rating is" if unrated == 1 else "measures without a rating are"
        said += f" {unrated} {noun} not counted here."
    return markdown_text(said.strip())
