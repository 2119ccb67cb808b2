"""One series on its process chart, judged as the many of an edition are: for tests that speak of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from helpers.assess.variation.limits import process_limits
from helpers.assess.variation.verdict import assurance, cause, on_chart
from helpers.model.council import VariationScheme


@dataclass(frozen=True, slots=True)
class Variation:
    """Process limits of one series and what its latest point says."""

    points: int
    mean: float = float("nan")
    lower: float = float("nan")
    upper: float = float("nan")
    cause: str = ""
    assurance: str = ""
    flagged: tuple[bool, ...] = field(default=())
    rules: tuple[str, ...] = field(default=())


def limits(values: Sequence[float] | np.ndarray, screen: bool = True) -> tuple[float, float, float]:
    """Give the lower limit, the mean and the upper limit of one series without gaps."""
    figures = np.asarray(values, dtype="float64")
    one = np.zeros(len(figures), dtype="int64")
    made = process_limits(figures, one, np.arange(len(figures)) > 0, screen).iloc[0]
    return float(made["lower"]), float(made["mean"]), float(made["upper"])


def variation(
    values: Sequence[float], polarity: str, target: float = float("nan"), run: int = 7, screen: bool = True
) -> Variation:
    """Judge the latest point of one series, as `on_chart` judges those of many; NaN is a gap."""
    figures = np.asarray(values, dtype="float64")
    scheme = VariationScheme.model_validate({"run": run, "screen": screen})
    chart = on_chart(figures, np.zeros(len(figures), dtype="int64"), np.arange(len(figures)), scheme)
    if chart.empty or chart["mean"].isna().all():
        return Variation(0 if chart.empty else int(chart["points"].iloc[-1]))
    last = chart.iloc[-1:].rename(columns={"lower": "lower_limit", "upper": "upper_limit"})
    last = last.assign(polarity=polarity, target=target, target_low=np.nan, target_high=np.nan)
    word = "" if np.isnan(figures[-1]) else str(cause(last["sign"], last["polarity"]).iloc[0])
    mean, lower, upper = (float(last[name].iloc[0]) for name in ("mean", "lower_limit", "upper_limit"))
    return Variation(
        int(last["points"].iloc[0]), mean, lower, upper, word, str(assurance(last).iloc[0]),
        tuple(chart["rule"] > 0), tuple(chart["rule_words"]),
    )  # fmt: skip
