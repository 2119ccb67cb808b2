"""A measure ward by ward. May import the floors below."""

from __future__ import annotations

import pandas as pd

from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.figure import date_words, marked_figure, marker_legend
from helpers.narrate.row import known, only_row
from helpers.narrate.sentences import listed
from helpers.present.area.map import ward_map
from helpers.present.area.wards import Wards, wards_of
from helpers.present.link import WARD_DATA, anchor, link_markdown
from helpers.present.parts import Parts, Prose, Table
from helpers.present.table import Column, table
from helpers.present.theme import BLUE


def area_view(results: Results) -> Parts:
    """Show how the one measure in view differs from ward to ward.

    Returns
    -------
    Parts
        A heading, sentences, a map, and a table of every ward, the highest first, with a bar for each figure. Nothing
        for a measure of which no ward has a figure.

    Examples
    --------
    >>> area_view(open_store("2019-20-q2").measure("44"))  # doctest: +SKIP
    """
    row = only_row(results)
    wards = wards_of(results, row)
    if wards is None:
        return Parts(())
    said = " ".join(filter(None, (_ends(wards), _whole(wards, results.edition.council.name), _count(wards))))
    return Parts(
        (
            Prose("## Ward by ward"),
            Prose(markdown_text(said)),
            ward_map(wards, results.boundaries),
            _table(wards, results.edition.council.name),
            Prose(f"{link_markdown(WARD_DATA, 'Download the figures by ward (CSV)')}."),
            Prose(f"::: {{.area-note}}\n{markdown_text(_notes(wards, results.boundaries))}\n:::"),
        )
    )


def _ends(wards: Wards) -> str:
    highest, lowest = (listed(wards.at_end(largest)) for largest in (True, False))
    most, least = (wards.said(float(end)) for end in (wards.shown["value"].max(), wards.shown["value"].min()))
    if most == least:
        return f"In {wards.period.label} the figure was {most} in {highest}."
    when = f"In {wards.period.label} the figure was highest {wards.of_those_shown}in {highest}, at {most},"
    return f"{when} and lowest in {lowest}, at {least}."


def _whole(wards: Wards, council: str) -> str:
    if not known(wards.whole) or wards.row.unit in ("count", "£"):
        return ""
    return f"For {council} as a whole it was {wards.said(wards.whole)}."


def _count(wards: Wards) -> str:
    if wards.row.unit != "count":
        return ""
    return "These are numbers, not rates: a ward in which more people live can have more."


def _table(wards: Wards, council: str) -> Table:
    row, shown = wards.row, wards.shown["value"].astype(float)
    longest = float(shown.max()) if (shown >= 0).all() and shown.max() > 0 else 0.0
    names, cells, earlier = [], [], []
    for ward, value, marker in zip(wards.now["ward"], wards.now["value"], wards.now["marker"], strict=True):
        names.append(str(ward))
        said = marked_figure(float(value), row.unit, row.decimals, str(marker)) or "no figure"
        cells.append(f"{_bar(float(value), longest)}{html_text(said)}")
        earlier.append(wards.short(wards.before.get(str(ward), float("nan"))))
    if known(wards.whole):
        names.append(council)
        cells.append(html_text(wards.short(wards.whole)))
        earlier.append("")
    columns = [
        Column("Ward", names, name="ward"),
        Column(wards.period.label, cells, numeric=True, markup=True, name="ward-figure"),
    ]
    if wards.before:
        columns.append(Column(wards.period.shift(-1).label, earlier, numeric=True))
    return table(f"wards-{anchor(row.ref)}", columns, "counts wards", totals=int(known(wards.whole)))


def _bar(value: float, longest: float) -> str:
    """Draw a figure as a bar; none where there is no figure, or one below nought among them."""
    if not known(value) or not longest:
        return ""
    return (
        '<svg class="ward-bar" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">'
        f'<rect width="{value / longest * 100:.3g}" height="10" fill="{BLUE}"/></svg>'
    )


def _notes(wards: Wards, boundaries: pd.DataFrame) -> str:
    first = wards.now.iloc[0]
    files = listed(list(dict.fromkeys(wards.now["source_file"])))
    received = f", received {date_words(first['received'])}" if first["received"] else ""
    supplied = f", supplied by {first['supplied_by']}" if first["supplied_by"] else ""
    thanks = [text for text in dict.fromkeys(boundaries["source"]) if text]
    legend = marker_legend([str(marker) for marker in wards.now["marker"]])
    return " ".join(filter(None, (legend, f"From {files}{supplied}{received}.", *thanks)))
