"""Tables, set by great-tables and styled by classes alone. May import the floors below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import great_tables as gt
import pandas as pd
from lxml import etree, html

from helpers.narrate.escape import html_text
from helpers.present.parts import Table


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    label
        What heads it, unit included.
    cells
        One a row; already HTML when `markup` is set, else plain text.
    numeric
        Aligned right in tabular figures.
    markup
        The cells are HTML that this package wrote, with every text in it escaped.
    name
        Class of the column's cells, for widths and for restacking on a phone.
    keys
        What the rows are sorted by on a page, one a row: an empty one stands last either way. Without them, no sorting.
    """

    label: str
    cells: Sequence[str]
    numeric: bool = False
    markup: bool = False
    name: str = ""
    keys: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What scripts of a page are told of a table: data attributes of its own, and of each of its rows."""

    table: Mapping[str, str]
    rows: Sequence[Mapping[str, str]]


def table(
    table_id: str, columns: Sequence[Column], classes: str = "", *, totals: int = 0, about: About | None = None
) -> Table:
    """Set a table whose first column names its rows.

    Parameters
    ----------
    table_id
        What the table's id ends in, the same in every build and once on a page; `table-` goes before it, since a
        heading's id is made of its words.
    columns
        The first heads the rows.
    classes
        Further classes of the table.
    totals
        How many rows at the end are totals.
    about
        What scripts are told of it. Papers leave it out.
    """
    return Table(table_html(f"table-{table_id}", columns, classes, totals=totals, about=about))


def table_html(
    table_id: str, columns: Sequence[Column], classes: str = "", *, totals: int = 0, about: About | None = None
) -> str:
    """Set a table, as HTML."""
    keys = [f"c{index}" for index in range(len(columns))]
    frame = pd.DataFrame(
        {
            key: [cell if column.markup else html_text(cell) for cell in column.cells]
            for key, column in zip(keys, columns, strict=True)
        }
    )
    labels: dict[str, Any] = {key: gt.html(html_text(column.label)) for key, column in zip(keys, columns, strict=True)}
    made = gt.GT(frame, id=table_id).cols_label(**labels).fmt(_as_it_is, columns=keys)
    element = _cleaned(made.as_raw_html(), table_id, columns, classes, totals=totals)
    _told(element, columns, about)
    return str(etree.tostring(element, encoding="unicode", method="html"))


def _as_it_is(cell: str) -> str:
    """Keep great-tables from escaping what is escaped already."""
    return cell


def _cleaned(raw: str, table_id: str, columns: Sequence[Column], classes: str, *, totals: int) -> html.HtmlElement:
    """Take the table out of what great-tables wrote, without its styles, and mark its cells by class."""
    element = html.fragment_fromstring(raw).find(".//table")
    for node in element.iter():
        for name in ("style", "headers", "rowspan", "colspan", "id"):
            node.attrib.pop(name, None)
    element.set("id", table_id)
    element.set("class", " ".join(["gt_table", *classes.split()]))
    for row in element.iter("tr"):
        for index, (cell, column) in enumerate(zip(row, columns, strict=True)):
            _mark(cell, column, heads_row=index == 0 and row.getparent().tag == "tbody")
    for row in element.find("tbody")[-totals:] if totals else []:
        row.set("class", "total")
    return element


def _told(element: html.HtmlElement, columns: Sequence[Column], about: About | None) -> None:
    """Write what scripts sort by and choose by as data attributes."""
    body = list(element.find("tbody"))
    for index, column in enumerate(columns):
        for row, key in zip(body, column.keys, strict=False):
            row[index].set("data-sort", key)
        if column.keys:
            element.find("thead").find("tr")[index].set("data-sorts", column.label.lower().replace(" ", "-"))
    if about:
        for node, told in zip([element, *body], [about.table, *about.rows], strict=True):
            for name, value in told.items():
                node.set(f"data-{name}", value)


def _mark(cell: html.HtmlElement, column: Column, *, heads_row: bool) -> None:
    names = [name for name in (column.name, "num" if column.numeric else "") if name]
    inner = cell.find("span")
    if cell.tag == "td" and inner is not None and "rag" in inner.get("class", "").split():
        names += inner.get("class").split()[1:]
    if heads_row:
        cell.tag = "th"
        cell.set("scope", "row")
    if cell.tag == "td" and column.label:
        cell.set("data-label", column.label)
    cell.attrib.pop("class", None)
    if names:
        cell.set("class", " ".join(names))
