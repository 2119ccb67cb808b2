"""What became of a measure's definition and target over the years, in words. May import the floors below."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from helpers.model.council import Council
from helpers.model.framework import Framework
from helpers.model.measure import Measure, Target
from helpers.model.observation import markers_of
from helpers.model.period import Kind, Period, written_date
from helpers.model.results import AMENDMENTS
from helpers.narrate.figure import short_figure

_PARTS = {
    "title": "Name", "definition": "Definition", "unit": "Unit", "decimals": "Decimal places",
    "polarity": "Which way is good", "frequency": "How often", "basis": "What stretch of time it counts",
    "owner_role": "Who answers for it", "directorate": "Directorate", "service": "Service",
    "source_system": "Source system",
}  # fmt: skip
"""The parts of a definition that readers are told of, and what they are called."""

BREAK = "Figures before and after are not alike."

Row = dict[str, str]


def amendments(framework: Framework, council: Council, history: pd.DataFrame, period: Period) -> pd.DataFrame:
    """List what has changed about how each measure is counted and judged, the newest first.

    Parameters
    ----------
    framework
        As at the edition's period, with the earlier definitions of its measures.
    history
        As the store has it: a break in a series is marked there.
    period
        The edition's: what comes later is not told yet.

    Returns
    -------
    pandas.DataFrame
        Text columns :data:`~helpers.model.results.AMENDMENTS`.
    """
    broken = history[[("b" in markers_of(markers)) for markers in history["marker"]]]
    rows: list[Row] = []
    for measure in framework.measures:
        own = broken[broken["ref"] == measure.ref]
        found = [*_definitions(measure, framework, council), *_targets(measure, framework, period),
                 *_breaks(measure, own), *_rebases(measure, framework, period)]  # fmt: skip
        rows += sorted(found, key=lambda row: row["at"], reverse=True)
    return pd.DataFrame(rows, columns=list(AMENDMENTS), dtype="str")


def _row(measure: Measure, since: Period | None, what: str, before: str = "", after: str = "", why: str = "") -> Row:
    at, label = (since.start.isoformat(), since.label) if since else ("", "")
    return {"ref": measure.ref, "at": at, "since": label, "what": what, "before": before, "after": after, "why": why}


def _definitions(measure: Measure, framework: Framework, council: Council) -> Iterator[Row]:
    ended = [each for each in framework.earlier if each.ref == measure.ref and each.last]
    chain = [*sorted(ended, key=lambda each: str(each.last.end if each.last else "")), measure]
    if chain[0].first:
        place = f"It takes the place of {measure.replaces}." if measure.replaces else ""
        yield _row(measure, chain[0].first, "First reported", why=place)
    for old, new in pairwise(chain):
        since = new.first or (old.last.shift(1) if old.last else None)
        for name, label in _PARTS.items():
            then, now = (_part(each, name, council) for each in (old, new))
            if then != now:
                yield _row(measure, since, label, then, now)


def _part(measure: Measure, name: str, council: Council) -> str:
    found = str(getattr(measure, name))
    return (council.name_of(name, found) or found) if name in ("directorate", "service") and found else found


def _targets(measure: Measure, framework: Framework, period: Period) -> Iterator[Row]:
    years = sorted(
        (each for each in framework.targets
         if each.ref == measure.ref and each.period.kind is Kind.YEAR and each.period.start <= period.end),
        key=lambda each: each.period,
    )  # fmt: skip
    for old, new in pairwise(years):
        then, now = (_level(each, measure) for each in (old, new))
        if then != now:
            yield _row(measure, new.period, "Target for the year", then, now)


def _level(target: Target, measure: Measure) -> str:
    """Say a target and the level past which the rating is red; the page says the unit."""

    def said(level: object) -> str:
        return short_figure(float(str(level)), measure.unit, measure.decimals)

    if target.low is not None and target.high is not None:
        return f"{said(target.low)} to {said(target.high)}"
    if target.target is None:
        return "none"
    red = f", red beyond {said(target.intervention)}" if target.intervention is not None else ""
    return f"{said(target.target)}{red}"


def _breaks(measure: Measure, broken: pd.DataFrame) -> Iterator[Row]:
    own = broken[broken["kind"] == measure.frequency.kind.value]
    for text in (own if len(own) else broken)["period"]:
        yield _row(measure, Period.parse(text), "Break in the series", why=BREAK)


def _rebases(measure: Measure, framework: Framework, period: Period) -> Iterator[Row]:
    for each in framework.rebases:
        if each.ref == measure.ref and each.period.start <= period.end:
            why = f"{each.reason} Decided by the {each.role}, {written_date(each.date)}."
            yield _row(measure, each.period, "Usual range worked out afresh", why=why)
