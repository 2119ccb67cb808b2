"""Place a measure's figure, state, target and names in its row, before any comparison. May import `model`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pandas as pd

from helpers.assess.figures.derive import not_derived
from helpers.assess.figures.look_up import NUMBERS, TEXTS, figures_at
from helpers.assess.figures.marker import marked
from helpers.assess.rag import LEVELS
from helpers.model.council import Council
from helpers.model.framework import Framework
from helpers.model.measure import Measure, Target
from helpers.model.observation import Marker
from helpers.model.period import Period
from helpers.model.state import State
from helpers.model.ways_in import SEPARATOR

YEAR_LEVELS = ("year_target", "year_target_low", "year_target_high")
"""Levels of the whole year, whatever a figure within it is judged by."""

LONGEST_SILENCE = 8
"""Periods; beyond these nobody counts."""

_SAID = ("ref", "title", "definition", "why", "unit", "decimals", "lag", "directorate", "service", "portfolio",
         "priority", "outcome", "owner_role", "source_system", "sensitive", "replaces",
         "benchmark_group")  # fmt: skip
_LISTED = ("sdg", "equality")
_CHOSEN = ("polarity", "frequency", "basis", "head")
_NAMED = ("directorate", "service", "portfolio", "priority", "outcome")


def placed(framework: Framework, council: Council, period: Period, history: pd.DataFrame) -> pd.DataFrame:
    """Find what stands in each measure's row before any comparison: figure, state, target and names.

    A measure is due by the period its figure is about: with a lag of 1 it is due in quarter 2 for quarter 1. Between
    annual returns the last figure is shown, with its date (rules.md, "RAG").

    Parameters
    ----------
    framework
        As at the period; holds the targets.
    period
        The edition's period.
    history
        One row a measure and period, after disclosure control.

    Returns
    -------
    pandas.DataFrame
        One row a measure, in the framework's order. `about` is the period the figure is about, ``None`` where nothing
        was ever sent; `in_arrears` says that it is an earlier one than the edition's because the figure always comes
        later; `state` is one of :class:`~helpers.model.state.State`, and `not_derived` says of a missing figure why
        those of shorter periods did not give it.
    """
    measures = framework.measures
    table = _said(measures, council)
    due = _due(measures, period, history)
    about = [of or last for of, last in zip(due, _last_known(measures, period, history), strict=True)]
    found = figures_at(history, table["ref"], about, (*NUMBERS, *TEXTS, "source_row")).astype({"source_row": "Int64"})
    table = table.assign(
        period=pd.Series([period] * len(measures), dtype="object"),
        about=pd.Series(about, dtype="object"),
        state=_state(np.array([of is not None for of in due], dtype=bool), found),
        in_arrears=np.array([measure.lag > 0 for measure in measures], dtype=bool),
    )
    missing = table["about"].where(table["state"] == State.MISSING.value, None)
    table["not_derived"] = not_derived(history, pd.DataFrame({"ref": table["ref"], "period": missing}), measures)
    words = found[[name for name in TEXTS if name != "owner_role"]].assign(action_owner=found["owner_role"])
    return pd.concat(
        [
            table,
            found[list(NUMBERS)],
            words,
            found[["source_row"]],
            _targets(measures, about, framework),
            pd.Series(_expected_by(period, council), table.index, name="expected_by", dtype="str"),
            _silent(measures, due, history).rename("periods_silent"),
        ],
        axis=1,
    )


def _expected_by(period: Period, council: Council) -> str:
    return (period.end + timedelta(days=council.quality.days_to_return)).isoformat()


def _said(measures: Sequence[Measure], council: Council) -> pd.DataFrame:
    """Set out what the framework says of each measure, with the names of its keys."""
    said = {name: [getattr(measure, name) for measure in measures] for name in _SAID}
    chosen = {name: [getattr(measure, name).value for measure in measures] for name in _CHOSEN}
    known = {noun: {entry.key: entry.name for entry in council.entries(noun)} for noun in _NAMED}
    named = {f"{noun}_name": [known[noun].get(key, "") for key in said[noun]] for noun in _NAMED}
    lists = {name: [f"{SEPARATOR} ".join(map(str, getattr(measure, name))) for measure in measures] for name in _LISTED}
    return pd.DataFrame({**said, **chosen, **named, **lists})


def _due(measures: Sequence[Measure], period: Period, history: pd.DataFrame) -> list[Period | None]:
    """Give the period whose figure is due for each measure.

    A measure in arrears that has only just come into the framework owes nothing for the time before.
    """
    due = [measure.data_period(period) for measure in measures]
    sent = figures_at(history, pd.Series([measure.ref for measure in measures], dtype="str"), due)["sent"]
    return [
        of if of is not None and (was_sent or measure.in_framework(of)) else None
        for measure, of, was_sent in zip(measures, due, sent, strict=True)
    ]


def _last_known(measures: Sequence[Measure], period: Period, history: pd.DataFrame) -> list[Period | None]:
    """Give the latest period of each measure's own kind for which something was sent."""
    kinds = {measure.ref: measure.frequency.kind for measure in measures}
    sent = history.loc[history["ref"].isin(kinds), ["ref", "period"]]
    periods = {each: (each.kind, each.end <= period.end) for each in sent["period"].unique()}
    of_kind = [periods[each] == (kinds[ref], True) for ref, each in zip(sent["ref"], sent["period"], strict=True)]
    last = sent[np.array(of_kind, dtype=bool)].groupby("ref")["period"].max().to_dict()
    return [last.get(measure.ref) for measure in measures]


def _state(due: np.ndarray, found: pd.DataFrame) -> np.ndarray:
    return np.select(
        [
            marked(found["marker"], Marker.SUPPRESSED),
            ~due,
            marked(found["marker"], Marker.UNAVAILABLE, Marker.NOT_APPLICABLE),
            found["value"].isna().to_numpy(bool),
        ],
        [State.SUPPRESSED.value, State.NOT_DUE.value, State.UNAVAILABLE.value, State.MISSING.value],
        State.REPORTED.value,
    )


def _targets(measures: Sequence[Measure], about: Sequence[Period | None], framework: Framework) -> pd.DataFrame:
    targets = [framework.target(measure, of) if of else None for measure, of in zip(measures, about, strict=True)]
    years = [framework.target(measure, of.financial_year) if of else None
             for measure, of in zip(measures, about, strict=True)]  # fmt: skip
    levels = pd.DataFrame([levels_of(target) for target in targets], columns=list(LEVELS), dtype="float64")
    of_year = pd.DataFrame([levels_of(target)[:3] for target in years], columns=list(YEAR_LEVELS), dtype="float64")
    levels["target_year"] = [str(of.financial_year) if of else "" for of in about]
    levels["target_profiled"] = np.array([target is not None and target.profiled for target in targets], dtype=bool)
    return pd.concat([levels, of_year], axis=1)


def _silent(measures: Sequence[Measure], due: Sequence[Period | None], history: pd.DataFrame) -> pd.Series[int]:
    """Count the periods up to the one due for which nothing was sent, up to :data:`LONGEST_SILENCE`."""
    backs = range(LONGEST_SILENCE)
    about = [of.shift(-back) if of else None for back in backs for of in due]
    every = [*measures] * len(backs)
    held = [of is not None and measure.in_framework(of) for of, measure in zip(about, every, strict=True)]
    found = figures_at(history, pd.Series([measure.ref for measure in every], dtype="str"), about)
    nothing = np.array(held, dtype=bool) & (found["value"].isna() & (found["marker"] == "")).to_numpy(bool)
    unbroken = np.logical_and.accumulate(nothing.reshape(len(backs), len(measures)), axis=0)
    return pd.Series(unbroken.sum(axis=0), dtype="int64")


def levels_of(target: Target | None) -> list[float]:
    """Give a target's levels in the order of :data:`LEVELS`; NaN where it has none."""
    if target is None:
        return [float("nan")] * len(LEVELS)
    levels = (
        target.target,
        target.low,
        target.high,
        target.intervention,
        target.intervention_low,
        target.intervention_high,
    )
    return [float("nan") if level is None else float(level) for level in levels]
