"""Bring the rules together: from observations and the framework to one row a measure, as one pack may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from helpers.assess.benchmark import benchmark
from helpers.assess.derive import with_derived
from helpers.assess.direction import direction
from helpers.assess.disclosure import control
from helpers.assess.exception import owed, required
from helpers.assess.quality import rating, signals
from helpers.assess.rag import LEVELS, rag
from helpers.assess.restate import latest
from helpers.assess.rounding import round_half_up
from helpers.assess.variation import variation
from helpers.model.council import Council, Pack
from helpers.model.framework import Framework
from helpers.model.measure import Basis, Frequency, Measure, Target
from helpers.model.period import Period

DAYS_TO_RETURN = 42
"""A return that comes later than this after its period's end is late."""

TEXTS = ("marker", "rag_supplied", "commentary", "cause", "action", "owner_role", "action_date", "recovery_date",
         "source_file", "source_hash", "supplied_by", "system", "received")  # fmt: skip
NUMBERS = ("value", "numerator", "denominator", "forecast", "first_value")


@dataclass(frozen=True)
class Judged:
    """What the judged store holds; see :class:`helpers.model.results.Results` for the columns."""

    table: pd.DataFrame
    history: pd.DataFrame
    peers: pd.DataFrame
    signals: pd.DataFrame
    actions: pd.DataFrame


def judge(
    framework: Framework,
    council: Council,
    period: Period,
    pack: Pack,
    observations: pd.DataFrame,
    benchmarks: pd.DataFrame,
    commentary: dict[str, str],
) -> Judged:
    """Judge one period for one pack.

    Parameters
    ----------
    framework
        As at the period.
    observations
        As :func:`helpers.collect.returns.read_returns` gives them.
    benchmarks
        As :func:`helpers.collect.benchmarks.read_benchmarks` gives them.
    commentary
        What analysts wrote in notebooks, by ref: it beats the text that came with a return.

    Returns
    -------
    Judged
        Rounded, judged and disclosure-controlled.
    """
    measures = framework.measures
    history = _history(measures, council, period, pack, observations)
    by_key = history.set_index(["ref", "period"])
    table = pd.DataFrame([_placed(measure, framework, council, period, by_key) for measure in measures])
    table = _levels_as_numbers(table)
    table = _with_commentary(table, commentary)
    table = _rated(table, framework)
    table = _compared(table, history, by_key)
    peers = _peers(benchmarks, measures)
    table = table.join(benchmark(table.drop(columns=["benchmark_group"]).assign(
        benchmark_group=table["benchmark_group"], data_period=table["about"]), peers), rsuffix="_found")  # fmt: skip
    table["benchmark_group"] = table.pop("benchmark_group_found")
    found = signals(table)
    table = table.join(rating(table["ref"], found))
    table["exception_required"] = required(table)
    table["owed"] = owed(table)
    used = peers[_keys(peers, ["ref", "period", "group"]).isin(_keys(table, ["ref", "about", "benchmark_group"]))]
    return Judged(_as_text(table), _history_as_text(history), _as_text(used), found, _actions(framework, council))


def _keys(frame: pd.DataFrame, columns: list[str]) -> pd.Series[str]:
    return frame[columns].astype("str").agg("|".join, axis=1) if len(frame) else pd.Series(dtype="str")


def _history(
    measures: tuple[Measure, ...], council: Council, period: Period, pack: Pack, observations: pd.DataFrame
) -> pd.DataFrame:
    mine = observations[observations["ref"].isin({measure.ref for measure in measures})]
    history = latest(mine)
    quarters = sorted({*mine["return_period"], period})
    history = with_derived(history, measures, quarters)
    if pack not in council.disclosure.exempt_packs:
        history = control(history, measures, council.disclosure)
    decimals = history["ref"].map({measure.ref: measure.decimals for measure in measures}).astype("int64")
    history = history.astype(dict.fromkeys(NUMBERS, "float64"))
    for name in ("value", "forecast", "first_value"):
        history[name] = round_half_up(history[name], decimals)
    return history.sort_values(["ref", "period"], ignore_index=True)


def _placed(
    measure: Measure, framework: Framework, council: Council, period: Period, by_key: pd.DataFrame
) -> dict[str, Any]:
    """Find what stands in a measure's row before any comparison: figure, state, target and names."""
    due = measure.data_period(period)
    about = due or _last_known(measure, period, by_key)
    row = _observation(by_key, measure.ref, about)
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
        **dict(zip(LEVELS, _levels(target), strict=True)),
        "target_profiled": bool(target and target.profiled),
        "expected_by": (period.end + timedelta(days=DAYS_TO_RETURN)).isoformat(),
        "periods_silent": _silent(measure, due, by_key),
    }  # fmt: skip


def _observation(by_key: pd.DataFrame, ref: str, about: Period | None) -> dict[str, Any]:
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
    while about is not None and count < 8 and measure.in_framework(about) and pd.isna(_observation(by_key, measure.ref, about)["value"]):
        if _observation(by_key, measure.ref, about)["marker"]:
            break
        about, count = about.shift(-1), count + 1
    return count


def _levels(target: Target | None) -> list[float]:
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


def _levels_as_numbers(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype(dict.fromkeys((*LEVELS, *NUMBERS), "float64")).astype({"source_row": "Int64"})


def _with_commentary(table: pd.DataFrame, commentary: dict[str, str]) -> pd.DataFrame:
    """Put an analyst's words before the return's; words about a suppressed figure are withheld."""
    written = table["ref"].map(commentary).fillna("").astype("str")
    shown = table["state"] != "suppressed"
    chosen = written.where(written != "", table["commentary"]).where(shown, "")
    source = np.select([chosen == "", written != ""], ["", "notebook"], "return")
    return table.assign(commentary=chosen, commentary_source=source)


def _rated(table: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Rate by the rule, then by the ratings file; say why what is not rated is not."""
    rated = table.assign(rag=rag(table).where(table["state"] == "reported", ""))
    rated["rag_basis"] = [_basis(row) for _, row in rated.iterrows()]
    rated["rag_reason"] = ""
    for index, row in rated.iterrows():
        given = framework.rating(str(row["ref"]), row["period"])
        applies = given and row["state"] == "reported" and (given.kind == "override" or not row["rag"])
        if given and applies:
            reason = f"{given.reason} ({given.role}, {given.date.isoformat()})"
            rated.loc[index, ["rag", "rag_basis", "rag_reason"]] = [given.rag.value, given.kind, reason]
    forecast = rag(_against_year(rated, framework), "forecast")
    return rated.assign(forecast_rag=forecast.where(rated["state"].isin(("reported", "not due")), ""))


def _basis(row: pd.Series) -> str:
    if row["state"] != "reported":
        return str(row["state"])
    if row["rag"]:
        return "rule"
    if row["polarity"] == "none":
        return "information only"
    return "no profile for this period" if row["basis"] == Basis.CUMULATIVE.value else "no target"


def _against_year(table: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Put the year's levels in place of the period's: a forecast is of the year's outturn."""
    measures = {measure.ref: measure for measure in framework.measures}
    levels = table.copy()
    for index, row in table.iterrows():
        year = row["period"].financial_year
        target = framework.target(measures[row["ref"]], year)
        levels.loc[index, list(LEVELS)] = _levels(target)
    return levels


def _compared(table: pd.DataFrame, history: pd.DataFrame, by_key: pd.DataFrame) -> pd.DataFrame:
    """Set each figure beside the period before, the same period last year and last year's outturn."""
    earlier = {
        "previous": [about.shift(-1) if about else None for about in table["about"]],
        "same_period_last_year": [about.a_year_before() if about else None for about in table["about"]],
        "outturn_last_year": [period.financial_year.shift(-1) for period in table["period"]],
    }
    made = table.copy()
    for name, periods in earlier.items():
        rows = [_observation(by_key, ref, about) for ref, about in zip(table["ref"], periods, strict=True)]
        made[name] = pd.Series([row["value"] for row in rows], index=table.index, dtype="float64")
        made[f"{name}_marker"] = [row["marker"] for row in rows]
    made["previous_period"] = earlier["previous"]
    made = made.rename(columns={"outturn_last_year_marker": "outturn_marker"})
    reported = table["value"].where(table["state"].isin(("reported", "not due")))
    for word, before in (("direction", "previous"), ("direction_year", "same_period_last_year"),
                         ("direction_outturn", "outturn_last_year")):  # fmt: skip
        made[word] = direction(reported, made[before], table["polarity"], table["target_low"], table["target_high"])
    cumulative = (table["basis"] == Basis.CUMULATIVE.value).to_numpy(bool)
    made.loc[cumulative, "direction_outturn"] = ""
    # A running total starts again in April: against the quarter before it can only be compared within the year.
    made.loc[cumulative, "direction"] = made.loc[cumulative, "direction_year"]
    made["forecast_low"] = made["forecast_high"] = np.nan
    made["forecast_method"] = np.where(made["forecast"].notna(), "service's own forecast", "")
    return made.join(_variations(made, history))


def _variations(table: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Judge each series by its process limits: months where held, never a running total."""
    series = {str(ref): rows for ref, rows in history.groupby("ref")}
    rows = []
    for _, row in table.iterrows():
        kind = Frequency(row["frequency"]).kind
        values: list[float] = []
        if row["basis"] != Basis.CUMULATIVE.value and row["ref"] in series and row["state"] != "suppressed":
            mine = series[row["ref"]]
            of_kind = mine[[about.kind is kind for about in mine["period"]]]
            values = _since_break(of_kind)
        judged = variation(values, row["polarity"], row["target"])
        rows.append(
            {"variation": judged.cause, "assurance": judged.assurance, "points": len(values), "mean": judged.mean,
             "lower_limit": judged.lower, "upper_limit": judged.upper}
        )  # fmt: skip
    return pd.DataFrame(rows, index=table.index)


def _since_break(series: pd.DataFrame) -> list[float]:
    """Give the figures since the last break in the series: those before it are not comparable."""
    breaks = [index for index, markers in enumerate(series["marker"]) if "b" in markers.split()]
    return [float(value) for value in series["value"].iloc[breaks[-1] if breaks else 0 :].dropna()]


def _peers(benchmarks: pd.DataFrame, measures: tuple[Measure, ...]) -> pd.DataFrame:
    decimals = {measure.ref: measure.decimals for measure in measures}
    mine = benchmarks[benchmarks["ref"].isin(decimals)].reset_index(drop=True)
    return mine.assign(value=round_half_up(mine["value"], mine["ref"].map(decimals).astype("int64")))


def _as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Write periods as text, so that the store is plain parquet."""
    written = table.copy()
    if "about" in table:
        written["data_period"] = [str(about) if about else "" for about in table["about"]]
        written["data_period_label"] = [about.label if about else "" for about in table["about"]]
        written["previous_period_label"] = [about.label if about else "" for about in table["previous_period"]]
        written["previous_period"] = [str(about) if about else "" for about in table["previous_period"]]
        written = written.drop(columns=["about"])
    written["period"] = [str(period) for period in table["period"]]
    return written.reset_index(drop=True)


def _history_as_text(history: pd.DataFrame) -> pd.DataFrame:
    written = history.drop(columns=["return_period"]).copy()
    periods = list(history["period"])
    written["period"] = [str(period) for period in periods]
    written["period_label"] = [period.label for period in periods]
    written["start"] = [period.start.isoformat() for period in periods]
    written["end"] = [period.end.isoformat() for period in periods]
    written["kind"] = [period.kind.value for period in periods]
    written["state"] = [
        "suppressed" if "c" in markers.split() else "unavailable" if pd.isna(value) else "reported"
        for value, markers in zip(history["value"], history["marker"], strict=True)
    ]
    return written


def _actions(framework: Framework, council: Council) -> pd.DataFrame:
    columns = ("key", "title", "priority", "outcome", "service", "owner_role", "due", "status", "progress")
    rows = [
        {name: getattr(action, name) for name in columns} | {"due": action.due.isoformat() if action.due else ""}
        | {"directorate": _directorate_of(council, action.service)}
        for action in framework.actions
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[*columns, "directorate"]).astype("str")


def _directorate_of(council: Council, service: str) -> str:
    return next(
        (entry.key for entry in council.directorates if service in {unit.key for unit in entry.services}), ""
    )  # fmt: skip
