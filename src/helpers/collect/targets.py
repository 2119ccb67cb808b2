"""Read a row of `targets.csv` into a target: its levels, or the tolerance that becomes one. May import `model`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from helpers.collect.fields import RowReader
from helpers.model.errors import Problem, Refused
from helpers.model.measure import Basis, Frequency, Measure, Polarity, Target
from helpers.model.period import Kind, Period

TARGET_COLUMNS = (
    "ref", "period", "target", "low", "high", "intervention", "intervention_low", "intervention_high", "tolerance",
    "tolerance_basis",
)  # fmt: skip
OF_A_RANGE = ("low", "high", "intervention_low", "intervention_high")

Levels = dict[str, Decimal | None]


def target_of(row: RowReader, measure: Measure | None) -> Target | None:
    """Read a row as a target; ``None`` where something is wrong with it (the problems are noted on the row).

    Parameters
    ----------
    measure
        The measure whose ref the row names; ``None`` where no measure has it, which is noted already.
    """
    if measure is None:
        return None
    levels: Levels = {name: row.number_or_none(name) for name in TARGET_COLUMNS[2:9]}
    tolerance, basis = levels.pop("tolerance"), row.choice("tolerance_basis", ("unit", "percent"), "unit")
    row.text("period", required=True)
    # 2010-11 is a month for a measure that has months, and a year for every other.
    period = row.period("period", Kind.MONTH if measure.frequency is Frequency.MONTHLY else Kind.YEAR)
    if tolerance is not None:
        _check_tolerance(row, measure.polarity, tolerance, levels)
        levels |= _tolerated(levels, measure.polarity, tolerance, basis)
    if row.problems or period is None:
        return None
    _check_order(row, measure, levels)
    if row.problems:
        return None
    target = Target(ref=measure.ref, period=period, **levels)
    _check_levels(row, measure, target)
    return None if row.problems else target


def _check_order(row: RowReader, measure: Measure, levels: Levels) -> None:
    low, high = levels["low"], levels["high"]
    if low is not None and high is not None and low > high:
        row.refuse(
            "low", f"{low} {measure.unit} for {measure.ref}, which is above its high of {high} {measure.unit}",
            "a range: low, then high", "Swap the two.",
        )  # fmt: skip


def refuse_holes(targets: Sequence[tuple[str, Target]], measures: Mapping[str, Measure]) -> None:
    """Refuse the profile of a running total that leaves out a period between two that it has.

    Such a figure can only be judged by the profile of its very period (rules.md, "RAG"): it would silently be not rated
    in the middle of its year.

    Parameters
    ----------
    targets
        Each with the file and row it stands in.
    measures
        The framework's, by ref.

    Raises
    ------
    Refused
        With the row after each hole.
    """
    profiles: dict[tuple[str, Period, Kind], dict[Period, str]] = {}
    ends: dict[str, set[date]] = {}
    for where, target in targets:
        if measures[target.ref].basis is Basis.CUMULATIVE and target.profiled:
            key = (target.ref, target.period.financial_year, target.period.kind)
            profiles.setdefault(key, {})[target.period] = where
            ends.setdefault(target.ref, set()).add(target.period.end)
    problems = []
    for (ref, *_), profile in profiles.items():
        after = min(profile)
        while after < max(profile):
            before, after = after, after.shift(1)
            if after.end not in ends[ref]:
                following = min(period for period in profile if period > before)
                problems.append(
                    Problem(
                        profile[following], f"a profile of {ref} for {following} and none for {after}",
                        f"one for each period from {min(profile)} to {max(profile)}, because {ref} is a running total",
                        f"Add the level that {ref} should have reached by the end of {after}.",
                    )
                )  # fmt: skip
    if problems:
        raise Refused(problems)


def _check_tolerance(row: RowReader, polarity: Polarity, tolerance: Decimal, levels: Levels) -> None:
    if tolerance < 0:
        row.refuse(
            "tolerance", f"{tolerance}, which makes the intervention level better than the target",
            "a tolerance from 0", "Delete the minus sign.",
        )  # fmt: skip
    given = [name for name in ("intervention", "intervention_low", "intervention_high") if levels[name] is not None]
    if given:
        row.refuse(given[0], f"{levels[given[0]]} beside a tolerance", "one or the other", "Delete one of the two.")
    if (
        polarity in (Polarity.NONE, Polarity.UNKNOWN)
        or levels["low" if polarity is Polarity.RANGE else "target"] is None
    ):
        row.refuse(
            "tolerance", f"{tolerance} with nothing to be a tolerance of",
            "a target, and a polarity other than none", "Fill the target, or delete the tolerance.",
        )  # fmt: skip


def _tolerated(levels: Levels, polarity: Polarity, tolerance: Decimal, basis: str) -> Levels:
    """Turn a tolerance into intervention levels (rules, RAG): in the unit, or as a percent of the target."""

    def level(anchor: str, sign: int) -> Decimal | None:
        start = levels[anchor]
        if start is None:
            return None
        return start + sign * (tolerance if basis == "unit" else abs(start) * tolerance / 100)

    if polarity is Polarity.RANGE:
        return {"intervention_low": level("low", -1), "intervention_high": level("high", 1)}
    return {"intervention": level("target", -1 if polarity is Polarity.HIGHER else 1)}


def _check_levels(row: RowReader, measure: Measure, target: Target) -> None:
    if measure.polarity is Polarity.RANGE:
        _check_range(row, measure, target)
        return
    for name in OF_A_RANGE:
        if getattr(target, name) is not None:
            row.refuse(
                name, f"{getattr(target, name)} for a measure whose polarity is {measure.polarity.value}",
                "`target` and `intervention`; low and high are for a range",
                "Move the level, or correct `polarity` in the measures.",
            )  # fmt: skip
    higher = measure.polarity is Polarity.HIGHER
    if measure.polarity not in (Polarity.NONE, Polarity.UNKNOWN):
        _check_worse(row, measure, "intervention", target.intervention, target.target, lower_is_worse=higher)


def _check_range(row: RowReader, measure: Measure, target: Target) -> None:
    for name in ("target", "intervention"):
        if (level := getattr(target, name)) is not None:
            row.refuse(
                name, f"{level}", "levels for low and high, because the measure is a range",
                "Move it to the columns of low and high.",
            )  # fmt: skip
    if target.low is None:
        row.refuse("low", "nothing", "the bounds of the range", "Fill `low` and `high`.")
    _check_worse(row, measure, "intervention_low", target.intervention_low, target.low, lower_is_worse=True)
    _check_worse(row, measure, "intervention_high", target.intervention_high, target.high, lower_is_worse=False)


def _check_worse(
    row: RowReader, measure: Measure, name: str, level: Decimal | None, goal: Decimal | None, lower_is_worse: bool
) -> None:
    """Refuse an intervention level on the better side of its target."""
    if level is None or goal is None or level == goal or (level < goal) == lower_is_worse:
        return
    row.refuse(
        name, f"{level} {measure.unit}, which is better than the target {goal} {measure.unit}",
        f"a level worse than the target, because the polarity of {measure.ref} is {measure.polarity.value}",
        "Swap the two, or correct `polarity` in the measures.",
    )  # fmt: skip
