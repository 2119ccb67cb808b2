"""Judge what a pack may see of the figures by ward, beside the council's own. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.assess.disclosure.control import FIGURES
from helpers.assess.disclosure.sums import families_of
from helpers.assess.figures.marker import marked
from helpers.assess.history import history_of
from helpers.assess.write import history_as_text
from helpers.model.council import Council, Pack
from helpers.model.measure import Measure
from helpers.model.observation import Marker
from helpers.model.period import Period
from helpers.model.results import no_rows
from helpers.model.ward import WARD_FIGURES

_AT = "@"
"""Between a measure's ref and a ward: no ref of a framework has it."""


def ward_figures(
    measures: tuple[Measure, ...], council: Council, period: Period, pack: Pack, observations: pd.DataFrame,
    by_ward: pd.DataFrame, shown: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    """Give every figure by ward that a pack may see.

    Each ward's share is taken for a measure of its own that is a part of the council's, so all that holds for parts and
    totals holds for wards: a small count is withheld, and with it what it could be worked out from (rules.md, "Markers
    and disclosure control"), in this edition and with those before it. The council's own figures stand as they were
    judged without wards. Where they would have had to give way, to cover for a ward, every ward of that measure is
    withheld instead.

    Parameters
    ----------
    measures
        The framework's, as at the period.
    observations
        The council's own returns.
    by_ward
        As :func:`helpers.collect.ward_figures.read_ward_figures` gives them.
    shown
        The council's history as the pack sees it.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`~helpers.model.ward.WARD_FIGURES`, in the framework's order, then by time and ward.
    """
    held = {measure.ref: measure for measure in measures}
    mine = by_ward[by_ward["ref"].isin(held)]
    if mine.empty:
        return no_rows(*WARD_FIGURES)
    tops = families_of(held)
    with_wards = {tops[ref] for ref in mine["ref"]}
    family = [measure for measure in measures if tops[measure.ref] in with_wards]
    parts = list(_parts(held, mine))
    ours = observations[observations["ref"].isin({measure.ref for measure in family})]
    named = mine.assign(ref=mine["ref"] + _AT + mine["ward"]).drop(columns="ward")
    together = pd.concat([ours, named[ours.columns]], ignore_index=True)
    made, _ = history_of([*family, *parts], council, period, pack, together)
    given_way = _given_way(made, shown, tops)
    rows = made[made["ref"].str.contains(_AT, regex=False)].copy()
    rows[["ref", "ward"]] = rows["ref"].str.split(_AT, n=1, expand=True)
    hidden = rows["ref"].map(tops).isin(given_way).to_numpy(bool)
    rows.loc[hidden, [name for name in FIGURES if name in rows]] = float("nan")
    rows.loc[hidden, "marker"] = Marker.SUPPRESSED
    place = {ref: number for number, ref in enumerate(held)}
    rows = rows.assign(place=rows["ref"].map(place)).sort_values(["place", "period", "ward"], kind="stable")
    return history_as_text(rows.drop(columns=["place", "unrounded"]))[list(WARD_FIGURES)].reset_index(drop=True)


def _parts(held: dict[str, Measure], by_ward: pd.DataFrame) -> Iterable[Measure]:
    for ref in dict.fromkeys(by_ward["ref"]):
        for ward in sorted(by_ward.loc[by_ward["ref"] == ref, "ward"].unique()):
            yield held[ref].model_copy(update={"ref": f"{ref}{_AT}{ward}", "part_of": ref, "by_ward": True})


def _given_way(made: pd.DataFrame, shown: pd.DataFrame, tops: dict[str, str]) -> set[str]:
    """Name the families of which a council's figure is withheld beside wards and shown without them."""
    lost = made.loc[marked(made["marker"], Marker.SUPPRESSED), ["ref", "period"]]
    seen = shown.loc[~marked(shown["marker"], Marker.SUPPRESSED), ["ref", "period"]]
    both = lost.merge(seen, on=["ref", "period"])
    return {tops[ref] for ref in both["ref"]}
