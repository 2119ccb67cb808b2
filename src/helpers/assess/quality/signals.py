"""Gather the signs that speak against each figure: one row a measure and sign. May import `model`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

import pandas as pd

from helpers.assess.quality.change import decimals_changed, ten_fold, unchanged, unit_changed
from helpers.assess.quality.owner import no_owner, owner_is_no_role
from helpers.assess.quality.parts import outside_percent, parts_disagree
from helpers.assess.quality.past import days_of, series_before, with_past
from helpers.assess.quality.periods import periods_disagree
from helpers.assess.quality.revision import revised
from helpers.assess.quality.sending import late, missing, not_available, stale
from helpers.assess.quality.sign import SIGNAL_COLUMNS, SIGNS
from helpers.assess.quality.twice import same_as_another, sent_again
from helpers.assess.quality.zero import fell_to_zero, zero_in_doubt
from helpers.model.council import QualityScheme
from helpers.model.framework import Framework
from helpers.model.period import Period
from helpers.model.state import State

_DOUBTED = ("ref", "unit", "decimals", "basis", "sensitive", "state", "period", "about", "value", "numerator",
            "denominator", "marker", "received", "expected_by", "previous", "previous_period", "same_period_last_year",
            "outturn_last_year")  # fmt: skip
"""What of a measure's row a figure is doubted by."""


@dataclass(frozen=True)
class Ground:
    """What figures are doubted by, besides their own row.

    Attributes
    ----------
    history
        One row a measure and period, after disclosure control, with `unrounded`: the figure as it was sent, or as
        disclosure control left it.
    observations
        Every row of every return; of a measure that disclosure control acts on nothing is taken from it.
    framework
        As at the period.
    period
        The edition's.
    scheme
        The council's thresholds.
    exact
        Whether the pack sees sensitive figures as they are.
    """

    history: pd.DataFrame
    observations: pd.DataFrame
    framework: Framework
    period: Period
    scheme: QualityScheme
    exact: bool = False


def signals(table: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Find what speaks against each figure.

    The signs, and the six dimensions they belong to, are those of rules.md, "Data quality". They are computed from what
    the pack may see, after disclosure control: a sign about a suppressed figure would give it away, so of such a
    measure only who answers for it is asked. Of a figure that disclosure control rounds nothing is said that rounding
    brings about.

    Parameters
    ----------
    table
        One row a measure, placed, rated and compared.
    ground
        What they are doubted by.

    Returns
    -------
    pandas.DataFrame
        One row a measure and sign, measures in the order of `table` and signs in that of
        :data:`~helpers.assess.quality.sign.SIGNS`: ref, dimension, signal, and the reason in words with its figures.
    """
    by_name = dict(_reasons(table.reset_index(drop=True), ground))
    refs = table["ref"].tolist()
    found = [
        (row, refs[row], sign.dimension, sign.name, reason)
        for sign in SIGNS
        if sign.name in by_name
        for row, reason in zip(by_name[sign.name].index.tolist(), by_name[sign.name], strict=True)
    ]
    every = sorted(found, key=itemgetter(0))
    return pd.DataFrame(every, columns=["row", *SIGNAL_COLUMNS])[list(SIGNAL_COLUMNS)].astype("str")


def _reasons(table: pd.DataFrame, ground: Ground) -> Iterator[tuple[str, pd.Series[str]]]:
    yield "no owner", no_owner(table)
    yield "owner is no role", owner_is_no_role(table)
    held_since = table[list(_DOUBTED)].assign(held_since=_held_since(table, ground.framework))
    shown = held_since[table["state"] != State.SUPPRESSED.value]  # none may be left, and then no row may come back
    figures = with_past(shown, ground.history, ground.exact)
    series = series_before(figures, ground.history)
    scheme, earlier = ground.scheme, ground.framework.earlier
    yield "fell to zero", fell_to_zero(figures, series, scheme)
    yield "zero in doubt", zero_in_doubt(figures, scheme)
    yield "outside 0 to 100", outside_percent(figures)
    yield "parts disagree", parts_disagree(figures, ground.history)
    yield "periods disagree", periods_disagree(figures, ground.history, ground.framework.measures)
    yield "ten-fold jump", ten_fold(figures, scheme)
    yield "unit changed", unit_changed(figures, earlier)
    yield "decimals changed", decimals_changed(figures, series, earlier)
    yield "same as another", same_as_another(figures, series)
    yield "sent again", sent_again(figures)
    yield "unchanged", unchanged(figures)
    yield "revised", revised(figures, ground.history, ground.observations, ground.period)
    yield "late", late(figures)
    yield "stale", stale(figures, ground.history, scheme)
    yield "missing", missing(figures)
    yield "not available", not_available(figures)


def _held_since(table: pd.DataFrame, framework: Framework) -> pd.Series[int]:
    """Give the first day on which the framework held each measure; the day of no period where it always did."""
    first = {measure.ref: measure.first for measure in framework.measures}
    return pd.Series(days_of(first.get(ref) for ref in table["ref"]), index=table.index)
