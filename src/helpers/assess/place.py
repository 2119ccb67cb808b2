"""Place a measure's figure, state, target and names in its row, before any comparison. May import `model`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from helpers.assess.rag import LEVELS
from helpers.model.council import Council
from helpers.model.framework import Framework
from helpers.model.measure import Measure, Target
from helpers.model.period import Period

DAYS_TO_RETURN = 42
"""A return that comes later than this after its period's end is late."""

TEXTS = ("marker", "rag_supplied", "commentary", "cause", "action", "owner_role", "action_date", "recovery_date",
         "source_file", "source_hash", "supplied_by", "system", "received")  # fmt: skip
YEAR_LEVELS = ("year_target", "year_target_low", "year_target_high")
"""Levels of the whole year, whatever a figure within it is judged by."""

NUMBERS = ("value", "numerator", "denominator", "forecast", "first_value")


def placed(
    measure: Measure, framework: Framework, council: Council, period: Period, by_key: pd.DataFrame
) -> dict[str, Any]:
    """Find what stands in a measure's row before any comparison: figure, state, target and names.

    Parameters
    ----------
    framework
        Holds the targets.
    period
        The edition's period.
    by_key
        The history, indexed by ref and period.

    Returns
    -------
    dict
        The row; `about` is the period the figure is about, ``None`` where nothing was ever sent.
    """
    due = measure.data_period(period)
    about = due or _last_known(measure, period, by_key)
    row = observation_of(by_key, measure.ref, about)
    target = framework.target(measure, about) if about else None
    return {
        **{name: getattr(measure, name) for name in (
            "ref", "title", "definition", "why", "unit", "decimals", "lag", "directorate", "service", "portfolio",
            "priority", "outcome", "owner_role", "source_system", "sensitive", "benchmark_group")},
        **{name: getattr(measure, name).value for name in ("polarity", "frequency", "basis")},
        **{f"{noun}_name": council.name_of(noun, getattr(measure, noun))
           for noun in ("directorate", "service", "portfolio", "priority", "outcome")},
        "period": period,
        "about": about,
        "state": _state(due is not None, row, about),
        **{name: row[name] for name in NUMBERS},
        **{name: row[name] for name in TEXTS if name != "owner_role"},
        "action_owner": row["owner_role"],
        "source_row": row["source_row"],
        **dict(zip(LEVELS, levels_of(target), strict=True)),
        "target_profiled": bool(target and target.profiled),
        **dict(zip(YEAR_LEVELS, levels_of(framework.target(measure, about.financial_year) if about else None),
                   strict=False)),
        "expected_by": (period.end + timedelta(days=DAYS_TO_RETURN)).isoformat(),
        "periods_silent": _silent(measure, due, by_key),
    }  # fmt: skip


def observation_of(by_key: pd.DataFrame, ref: str, about: Period | None) -> dict[str, Any]:
    """Give what was sent for a measure and period; figures are NaN and words empty where nothing was."""
    if about is not None and (ref, about) in by_key.index:
        return {str(name): cell for name, cell in by_key.xs((ref, about)).items()}
    return {**dict.fromkeys(NUMBERS, np.nan), **dict.fromkeys(TEXTS, ""), "source_row": pd.NA}


def _last_known(measure: Measure, period: Period, by_key: pd.DataFrame) -> Period | None:
    """Give the latest period of the measure's own kind for which something was sent."""
    if measure.ref not in by_key.index.get_level_values(0):
        return None
    kind = measure.frequency.kind
    known = [about for about in by_key.loc[measure.ref].index if about.kind is kind and about.end <= period.end]
    return max(known, default=None)


def _state(due: bool, row: dict[str, Any], about: Period | None) -> str:
    markers = str(row["marker"]).split()
    if "c" in markers:
        return "suppressed"
    if not due:
        return "not due"
    if {"x", "z"} & set(markers):
        return "unavailable"
    return "missing" if about is None or pd.isna(row["value"]) else "reported"


def _silent(measure: Measure, due: Period | None, by_key: pd.DataFrame) -> int:
    """Count the periods up to the one due for which nothing was sent, up to eight."""
    about, count = due, 0
    while (
        about is not None
        and count < 8
        and measure.in_framework(about)
        and pd.isna(observation_of(by_key, measure.ref, about)["value"])
    ):
        if observation_of(by_key, measure.ref, about)["marker"]:
            break
        about, count = about.shift(-1), count + 1
    return count


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
