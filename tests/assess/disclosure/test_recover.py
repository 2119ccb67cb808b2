"""A withheld count cannot be told from all that is published around it, by a reader who adds and subtracts.

The reader here is written apart from what withholds: it knows the framework, the scheme and every published figure, and
looks for whole numbers that fit them all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from tiny import a_measure, judged, observations

from helpers.assess.disclosure.control import controlled
from helpers.assess.figures.restate import latest
from helpers.model.council import DisclosureScheme
from helpers.model.measure import Measure

SCHEME = DisclosureScheme()
QUARTERS = [f"2018-19-q{quarter}" for quarter in (1, 2, 3, 4)]
FRAMES = ("table", "history", "peers", "signals", "actions", "promises", "comparisons")
Cell = tuple[str, str, str]
"""Measure, period, and what of it: value, numerator, denominator or rest."""


@dataclass
class Reader:
    """What a reader knows, as bounds on whole numbers and sums of them."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    names: dict[Cell, int] = field(default_factory=dict)
    sums: list[dict[int, int]] = field(default_factory=list)

    def cell(self, name: Cell, low: float, high: float) -> None:
        self.names[name] = len(self.low)
        self.low.append(low)
        self.high.append(high)

    def adds_up(self, total: Cell, parts: list[Cell]) -> None:
        if total in self.names and all(part in self.names for part in parts):
            self.sums.append({self.names[total]: 1} | {self.names[part]: -1 for part in parts})

    def fits(self, name: Cell, count: int) -> bool:
        low, high = np.array(self.low), np.array(self.high)
        low[self.names[name]] = high[self.names[name]] = count
        rows = np.zeros((len(self.sums), len(low)))
        for row, terms in enumerate(self.sums):
            rows[row, list(terms)] = list(terms.values())
        found = milp(np.zeros(len(low)), constraints=LinearConstraint(rows, 0, 0), bounds=Bounds(low, high),
                     integrality=np.ones(len(low)))  # fmt: skip
        return bool(found.status == 0)


def read(published: pd.DataFrame, measures: list[Measure]) -> Reader:
    """Read what is published as one who tries to work out what is not."""
    reader, by_ref = Reader(), {measure.ref: measure for measure in measures}
    for row in published.to_dict("records"):
        measure, key = by_ref[row["ref"]], (row["ref"], str(row["period"]))
        for name in ("value",) if measure.unit == "count" else ("numerator", "denominator"):
            reader.cell((*key, name), *seen(row[name], "c" in row["marker"].split(), measure.sensitive))
        if measure.unit != "count":
            reader.cell((*key, "rest"), 0, math.inf)
            reader.adds_up((*key, "denominator"), [(*key, "numerator"), (*key, "rest")])
    for name in ("value", "numerator", "denominator", "rest"):
        for period in {str(period) for period in published["period"]}:
            for total in {measure.part_of for measure in measures} - {""}:
                parts = [measure.ref for measure in measures if measure.part_of == total]
                reader.adds_up((total, period, name), [(part, period, name) for part in parts])
        for ref in by_ref:
            reader.adds_up((ref, "2018-19", name), [(ref, quarter, name) for quarter in QUARTERS])
    return reader


def seen(shown: float, hidden: bool, sensitive: bool) -> tuple[float, float]:
    """Give the least and the most that a published figure can be."""
    if hidden or math.isnan(shown):
        return 0, math.inf
    return (shown, shown) if not sensitive or shown == 0 else (max(8, shown - 2), shown + 2)


Rows = list[dict[str, Any]]


@st.composite
def councils(draw: st.DrawFn) -> tuple[list[Measure], Rows]:
    """A total with its parts, or a rate with those of its groups, in four quarters and their year; all adds up."""
    rate = draw(st.booleans())
    unit = {"unit": "%", "decimals": 1} if rate else {"unit": "count"}
    names = [f"P{index}" for index in range(draw(st.integers(1, 4)))]
    sensitive = {name: draw(st.booleans()) for name in ("T", *names[1:])} | {"P0": True}
    measures = [a_measure("T", sensitive=sensitive["T"], **unit)]
    measures += [a_measure(name, sensitive=sensitive[name], part_of="T", **unit) for name in names]
    counts = st.one_of(st.integers(0, 9), st.integers(8, 40))
    quarters = QUARTERS[: draw(st.sampled_from([1, 4]))]
    tops = {(name, quarter): draw(counts) for name in names for quarter in quarters}
    rests = {key: draw(counts) if rate else 0 for key in tops}
    rows = []
    for quarter in [*quarters, "2018-19"] if len(quarters) > 1 else quarters:
        for ref in ("T", *names):
            mine = [key for key in tops if ref in ("T", key[0]) and quarter in (key[1], "2018-19")]
            top, rest = sum(tops[key] for key in mine), sum(rests[key] for key in mine)
            value = 100 * top / max(1, top + rest) if rate else top
            of = {"numerator": top, "denominator": top + rest} if rate else {}
            if not rate or top + rest:
                rows.append({"ref": ref, "period": quarter, "value": value, "returned": "2018-19-q4", **of})
    return measures, rows


def published_of(measures: list[Measure], rows: Rows) -> pd.DataFrame:
    return controlled(latest(observations(rows)), measures, SCHEME).history


def small_counts(measures: list[Measure], rows: Rows) -> list[tuple[Cell, int]]:
    """The counts of sensitive measures that nobody may come to know."""
    sensitive = {measure.ref for measure in measures if measure.sensitive}
    found = []
    for row in rows:
        parts = {"value": row["value"]}
        if "numerator" in row:
            top, bottom = row["numerator"], row["denominator"]
            parts = {"numerator": top, "denominator": bottom, "rest": bottom - top}
        found += [((row["ref"], row["period"], name), count) for name, count in parts.items()
                  if row["ref"] in sensitive and 1 <= count <= SCHEME.threshold]  # fmt: skip
    return found


@settings(max_examples=40)
@given(councils())
def test_a_reader_who_uses_every_sum_cannot_tell_a_withheld_count_closer_than_rounding_would(
    made: tuple[list[Measure], Rows],
) -> None:
    measures, rows = made
    reader = read(published_of(measures, rows), measures)
    for cell, count in small_counts(measures, rows):
        fitting = [guess for guess in range(1, 8) if reader.fits(cell, guess)]
        assert count in fitting
        assert len(fitting) >= 5, f"{cell} is one of {fitting}"


def test_the_reader_does_work_out_what_is_published_carelessly() -> None:
    measures = [a_measure("T", unit="count"), *(a_measure(ref, unit="count", part_of="T") for ref in ("P0", "P1"))]
    rows = [{"ref": "T", "period": "2018-19-q1", "value": 33}, {"ref": "P1", "period": "2018-19-q1", "value": 30},
            {"ref": "P0", "period": "2018-19-q1", "value": 3}]  # fmt: skip
    careless = latest(observations(rows))
    careless.loc[careless["ref"] == "P0", ["value", "marker"]] = [math.nan, "c"]
    reader = read(careless, measures)
    assert [guess for guess in range(1, 8) if reader.fits(("P0", "2018-19-q1", "value"), guess)] == [3]


@pytest.mark.parametrize(
    "counts", [(7, 12, 12, 12), (1, 18, 18, 18), (1, 1, 20, 20), (7, 7, 8, 8)],
    ids=["all rounded down", "all rounded up", "two of one", "two of seven"],
)  # fmt: skip
def test_rounding_alone_is_no_cover_where_the_year_is_published_with_its_quarters(counts: tuple[int, ...]) -> None:
    measures = [a_measure("P0", unit="count", sensitive=True)]
    rows: Rows = [
        {"ref": "P0", "period": quarter, "value": count} for quarter, count in zip(QUARTERS, counts, strict=True)
    ]
    rows.append({"ref": "P0", "period": "2018-19", "value": sum(counts), "returned": "2018-19-q4"})
    reader = read(published_of(measures, rows), measures)
    for cell, _ in small_counts(measures, rows):
        assert sum(reader.fits(cell, guess) for guess in range(1, 8)) >= 5


def elsewhere(rows: Rows, measures: list[Measure], published: pd.DataFrame, turn: int) -> Rows:
    """The same council as its readers know it, with other counts where they cannot look, and other words about them."""
    hidden = {key for key, mark in zip(keys_of(published), published["marker"], strict=True) if mark == "c"}
    parts = [measure.ref for measure in measures if measure.part_of]
    made = rows
    for quarter in QUARTERS:
        for moved, absorbing in [(one, other) for one in parts for other in (*parts, "") if one != other]:
            other = _moved(made, quarter, {moved: turn, absorbing: -turn} if absorbing else {moved: turn})
            if reads_alike(other, made, measures, hidden):
                made = other
    return [row | ({"commentary": f"{turn}"} if (row["ref"], row["period"]) in hidden else {}) for row in made]


def keys_of(published: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(published["ref"], map(str, published["period"]), strict=True))


def _moved(rows: Rows, quarter: str, by: dict[str, int]) -> Rows:
    """Move counts of some parts in a quarter, and with them the total and the year."""
    made = []
    for row in rows:
        change = sum(by.values()) if row["ref"] == "T" else by.get(row["ref"], 0)
        if row["period"] not in (quarter, "2018-19") or not change:
            made.append(row)
        elif "numerator" in row:
            top, bottom = row["numerator"] + change, row["denominator"] + change
            made.append(row | {"numerator": top, "denominator": bottom, "value": 100 * top / max(1, bottom)})
        else:
            made.append(row | {"value": row["value"] + change})
    return made


def reads_alike(rows: Rows, before: Rows, measures: list[Measure], hidden: set[tuple[str, str]]) -> bool:
    """Say whether readers would see the same figures, and the same counts are small."""
    sensitive = {measure.ref for measure in measures if measure.sensitive}
    for row, old in zip(rows, before, strict=True):
        step = 5 if row["ref"] in sensitive else 1
        for name in ("numerator", "denominator") if "numerator" in row else ("value",):
            now, then = (math.floor(one[name] / step + 0.5) for one in (row, old))
            withheld = (row["ref"], row["period"]) in hidden
            if (now != then and not withheld) or (row[name] < 1 and row[name] != old[name]):
                return False
    return [cell for cell, _ in small_counts(measures, rows)] == [cell for cell, _ in small_counts(measures, before)]


@settings(max_examples=40)
@given(councils(), st.integers(1, 6))
def test_other_counts_where_readers_cannot_look_change_nothing_that_is_published(
    made: tuple[list[Measure], Rows], turn: int
) -> None:
    measures, rows = made
    published = published_of(measures, rows)
    changed = published_of(measures, elsewhere(rows, measures, published, turn))
    with patch("helpers.assess.disclosure.secondary.is_told", return_value=False):
        # Where so few are counted that a third figure goes, that it goes may say so: no more than how few.
        assume(published.equals(published_of(measures, rows)))
    pd.testing.assert_frame_equal(published, changed)


@settings(max_examples=4)
@given(councils(), st.integers(1, 6))
def test_they_change_nothing_that_is_judged(made: tuple[list[Measure], Rows], turn: int) -> None:
    measures, rows = made
    with patch("helpers.assess.disclosure.secondary.is_told", return_value=False):
        plain = published_of(measures, rows)
    assume(plain.equals(published_of(measures, rows)))
    one, other = (
        judged(measures, sent, period="2018-19-q4") for sent in (rows, elsewhere(rows, measures, plain, turn))
    )
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
