"""Find which figures of an edition add up to which others. May import `model`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.model.measure import Basis, Measure
from helpers.model.period import Period


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows of which any one is known from the others.

    Attributes
    ----------
    parts
        Rows of which never just one may be hidden.
    total
        The row they add up to, which others may publish even where we do not.
    whole
        No part is missing.
    """

    parts: tuple[int, ...]
    total: int | None = None
    whole: bool = True


def sums_of(rows: pd.DataFrame, measures: Mapping[str, Measure], hidden: Collection[str]) -> list[Sum]:
    """Find what adds up among the rows of an edition: totals and their parts, longer periods and the shorter ones.

    Parameters
    ----------
    rows
        One row a measure and period.
    measures
        The framework's, by ref.
    hidden
        Refs of measures with something to hide: only their periods, and those of what adds up with them, are looked at.
    """
    return [*_parts_of_totals(rows, measures), *_periods(rows, measures, set(hidden))]


def concerned_by_control(measures: Iterable[Measure]) -> list[Measure]:
    """List the measures that are sensitive, or add up with one that is."""
    held = {measure.ref: measure for measure in measures}
    tops = families_of(held)
    concerned = {tops[ref] for ref, measure in held.items() if measure.sensitive}
    return [measure for ref, measure in held.items() if tops[ref] in concerned]


def families_of(measures: Mapping[str, Measure]) -> dict[str, str]:
    """Give the total at the top of what each measure is a part of; itself, where it is a part of nothing.

    Examples
    --------
    >>> count = {"title": "Children", "unit": "count", "polarity": "lower", "directorate": "children"}
    >>> held = [Measure(ref="22", **count), Measure(ref="22a", part_of="22", **count)]
    >>> families_of({measure.ref: measure for measure in held})
    {'22': '22', '22a': '22'}
    """
    tops = {}
    for ref in measures:
        top, seen = ref, {ref}
        while top in measures and (above := measures[top].part_of) and above not in seen:
            top = above
            seen.add(top)
        tops[ref] = top
    return tops


def _parts_of_totals(rows: pd.DataFrame, measures: Mapping[str, Measure]) -> Iterator[Sum]:
    place = {key: row for row, key in enumerate(zip(rows["ref"], rows["period"], strict=True))}
    members: dict[tuple[str, bool], list[Measure]] = {}
    for measure in measures.values():
        if measure.part_of:
            members.setdefault((measure.part_of, measure.by_ward), []).append(measure)
    parts: dict[tuple[str, bool, Period], list[int]] = {}
    for (ref, period), row in place.items():
        if ref in measures and measures[ref].part_of:
            parts.setdefault((measures[ref].part_of, measures[ref].by_ward, period), []).append(row)
    for (ref, by_ward, period), of_total in parts.items():
        every = members[ref, by_ward]
        missing = [part for part in every if part.in_framework(period) and (part.ref, period) not in place]
        yield Sum(tuple(of_total), place.get((ref, period)), not missing)


def _periods(rows: pd.DataFrame, measures: Mapping[str, Measure], hidden: set[str]) -> Iterator[Sum]:
    """Find the longer periods that shorter ones add up to, and those whose figure is that of their last.

    Only measures with something hidden, and those that add up with them, ever need another period hidden.
    """
    families = families_of(measures)
    tops = {families[ref] for ref in hidden & families.keys()}
    concerned = {ref for ref, top in families.items() if top in tops}
    frame = pd.DataFrame({"ref": rows["ref"], "period": rows["period"], "row": range(len(rows))})
    for ref, mine in frame[frame["ref"].isin(concerned)].groupby("ref"):
        yield from _of_measure(measures[str(ref)], dict(zip(mine["period"], mine["row"], strict=True)))


def _of_measure(measure: Measure, places: Mapping[Period, int]) -> Iterator[Sum]:
    periods = list(places)
    for whole in periods:
        for months in {period.kind.months for period in periods} - {0}:
            within = [period for period in periods if period.kind.months == months and whole.contains(period)]
            if months >= whole.kind.months or not within:
                continue
            last = max(within)
            if measure.basis is not Basis.PERIOD:
                if last.end == whole.end:
                    yield Sum((places[last],), places[whole])
            elif len(within) * months == whole.kind.months:
                yield Sum(tuple(places[period] for period in within), places[whole])
