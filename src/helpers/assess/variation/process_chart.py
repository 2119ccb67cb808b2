"""Put every measure on its process chart: limits along its history, and what its latest figure says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.assess.figures.pool import COUNTED
from helpers.assess.place import levels_of
from helpers.assess.variation.limits import SETTLED_POINTS
from helpers.assess.variation.series import in_series, judged_periods, placed_in_time
from helpers.assess.variation.special import OUTSIDE
from helpers.assess.variation.verdict import assurance, cause, on_chart
from helpers.model.council import Council
from helpers.model.framework import Framework, Rebase
from helpers.model.measure import Basis
from helpers.model.period import Period, written_date
from helpers.model.state import State

LIMITS = ["mean", "lower_limit", "upper_limit"]
LEVELS = ["target", "target_low", "target_high"]

Latest = Sequence[Period | None]
"""The period that each measure of a table is judged at."""


@dataclass(frozen=True)
class Charted:
    """What process charts say of measures and of their periods.

    Attributes
    ----------
    rows
        Indexed as the table: `variation`, `variation_rule`, `variation_trial`, `within_variation`, `assurance`,
        `points`, `mean`, `lower_limit`, `upper_limit`, `rebased`.
    history
        Indexed as the history: `mean`, `lower_limit`, `upper_limit` of the series a figure stands in, NaN where it is
        in none; and `special`, the rule that picked it out, after ``above:`` or ``below:``, the way it points.
    """

    rows: pd.DataFrame
    history: pd.DataFrame


def charted(table: pd.DataFrame, history: pd.DataFrame, framework: Framework, council: Council) -> Charted:
    """Put every measure on its process chart (rules.md, "Variation").

    A measure's limits stand on its own figures: its months where they are held, up to the period that the result is
    about; never on a running total, which starts again each April. They start anew at a break in the series (marker
    ``b``), where a reorganised council was formed, and at a rebase, a decision with a reason, a role and a date; they
    never move along by themselves. A period without a figure, suppressed or missing, is a gap. The latest period is
    what is judged: where it has no figure, nothing is said of it by an older one, and of a suppressed result nothing at
    all.

    Parameters
    ----------
    table
        One row a measure, with `about`, `state` and target.
    history
        One row a measure and period, after disclosure control.
    framework
        Holds the rebases, and the targets of months.
    council
        Chooses the length of a run, and whether the largest jumps are left out once; says since when it exists.
    """
    latest = judged_periods(table, history)
    figures = in_series(history, list(table["ref"]), latest, framework.rebases, council.formed)
    value, series, place = (figures[name].to_numpy() for name in ("value", "series", "place"))
    chart = on_chart(value, series, place, council.variation)
    figures = figures.join(chart.rename(columns={"lower": "lower_limit", "upper": "upper_limit"}))
    return Charted(_rows(table, latest, figures, framework), _along(history, figures))


def _along(history: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    way = figures["sign"].map({1: "above: ", -1: "below: "}).fillna("").astype("str")
    own = figures[LIMITS].assign(special=way + figures["rule_words"]).set_index(figures["row"])
    along = own.reindex(range(len(history))).fillna({"special": ""}).astype({"special": "str"})
    return along.set_axis(history.index)


def _rows(table: pd.DataFrame, latest: Latest, figures: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Give each measure what the last of its figures says."""
    last = figures.groupby("ref").tail(1).set_index("ref").reindex(table["ref"]).set_axis(table.index)
    last = last[table["state"] != State.SUPPRESSED].reindex(table.index)
    made = last[LIMITS].assign(points=last["points"].fillna(0).astype("int64"))
    limited = made["mean"].notna()
    seen = limited & last["value"].notna() & (last["place"] == _places(latest, table.index))
    made["variation"] = cause(last["sign"].fillna(0), table["polarity"]).where(seen, "")
    made["variation_rule"] = last["rule_words"].where(seen, "").astype("str")
    made["variation_trial"] = limited & (made["points"] < SETTLED_POINTS)
    made["within_variation"] = (made["variation"] == "Common cause") & _change_inside(table, latest, last, figures)
    levels = _targets(table, latest, framework).assign(polarity=table["polarity"])
    made["assurance"] = assurance(made.join(levels))
    reasons = [_reason(rebase) for rebase in framework.rebases]
    made["rebased"] = [reasons[int(number)] if number >= 0 else "" for number in last["opened_by"].fillna(-1)]
    return made.astype({"rebased": "str"})


def _places(latest: Latest, index: pd.Index) -> pd.Series[float]:
    known = [row for row, period in zip(index, latest, strict=True) if period]
    return placed_in_time(period for period in latest if period)["place"].set_axis(known).reindex(index)


def _change_inside(table: pd.DataFrame, latest: Latest, last: pd.DataFrame, figures: pd.DataFrame) -> pd.Series[bool]:
    """Say where every figure of the result's period and of the one before it is there and inside the same limits."""
    parts = [
        about.kind.months // judged.kind.months if judged and about.kind is not judged.kind else 1
        for about, judged in zip(table["about"], latest, strict=True)
    ]
    row, count = pd.Index(table["ref"]).get_indexer(figures["ref"]), np.array(parts, dtype="int64") * 2
    series, place = last["series"].to_numpy("float64")[row], last["place"].to_numpy("float64")[row]
    near = (figures["series"] == series) & (figures["place"] > place - count[row])
    inside = (near & figures["value"].notna() & (figures["rule"] != OUTSIDE)).to_numpy(bool)
    return pd.Series(np.bincount(row[inside], minlength=len(table)) == count, index=table.index)


def _targets(table: pd.DataFrame, latest: Latest, framework: Framework) -> pd.DataFrame:
    """Give the target of the judged figures: a count's target for a quarter is none for its months."""
    measures = {measure.ref: measure for measure in framework.measures}
    levels = table[LEVELS].astype("float64")
    adds = (table["basis"] == Basis.PERIOD.value) & table["unit"].isin(COUNTED)
    for row, (ref, about, judged, counted) in enumerate(zip(table["ref"], table["about"], latest, adds, strict=True)):
        if counted and judged and judged != about:
            target = framework.target(measures[ref], judged)
            own = target if target and target.period == judged else None
            levels.iloc[row] = levels_of(own)[: len(LEVELS)]
    return levels


def _reason(rebase: Rebase) -> str:
    decided = f"{rebase.role}, {written_date(rebase.date)}"
    return f"limits since {rebase.period.label}: {rebase.reason.rstrip('.')} ({decided})"
