"""The figures by ward that others may take away: what the measures' pages show of them. May import the floors below."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers.model.results import Results
from helpers.narrate.row import rows
from helpers.present.area.wards import wards_of
from helpers.present.open_data.columns import DataColumn

WARDS = (
    DataColumn("ref", "text", "The measure's reference, as in the results.", required=True),
    DataColumn("title", "text", "What the measure counts, in words.", required=True),
    DataColumn("ward", "text", "The ward, by its name.", required=True),
    DataColumn("ward_code", "text", "The ward's code in national files, where the council's boundaries have it."),
    DataColumn("period", "text", "The period that the figure is about.", required=True),
    DataColumn("unit", "text", "The unit of the figure.", required=True),
    DataColumn("value", "published", "The figure. Empty where it is missing, withheld or unavailable; 0 is a figure.",
               empty="x"),
    DataColumn("marker", "text", "What to know of the figure, in codes such as c (withheld) with spaces between."),
    DataColumn("source_file", "text", "The return that the figure was taken from.", empty="x"),
)  # fmt: skip
"""Columns of ``wards.csv``: one row a measure, ward and period."""

KEY = ("ref", "ward", "period")


def ward_rows(results: Results) -> pd.DataFrame:
    """Give the figures by ward that the measures' pages show: every ward now, and who had a figure one period before.

    The store holds more periods. They stay there, since nothing is published here that a page does not say.

    Returns
    -------
    pandas.DataFrame
        Has the columns :data:`WARDS` name, `decimals` and `state`, by measure, period and ward; empty where no measure
        has figures by ward.
    """
    found = list(_shown(results))
    if not found:
        return pd.DataFrame(columns=[*(column.name for column in WARDS), "decimals", "state"])
    return pd.concat(found, ignore_index=True)


def _shown(results: Results) -> Iterator[pd.DataFrame]:
    codes = dict(zip(results.boundaries["ward"], results.boundaries["code"], strict=True))
    for row in rows(results):
        if (wards := wards_of(results, row)) is None:
            continue
        mine = results.wards[(results.wards["ref"] == row.ref) & results.wards["ward"].isin(wards.now["ward"])]
        before = (mine["period"] == str(wards.period.shift(-1))) & mine["ward"].isin(wards.before)
        shown = mine[before | (mine["period"] == str(wards.period))].sort_values(["period", "ward"], kind="stable")
        yield shown.assign(
            title=row.title, unit=row.unit, decimals=row.decimals, ward_code=shown["ward"].map(codes).fillna("")
        )
