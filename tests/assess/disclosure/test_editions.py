"""A reader who keeps every edition can tell a withheld count no more closely than one who has only the last."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from tiny import a_council, a_measure, judged, observations

from helpers.assess.disclosure.control import Controlled, controlled
from helpers.assess.disclosure.kept import kept_editions
from helpers.assess.figures.derive import wanted_periods, with_derived
from helpers.assess.figures.restate import latest
from helpers.model.council import DisclosureScheme
from helpers.model.period import Period

COUNT = {"unit": "count", "polarity": "lower"}
FAMILY = [
    a_measure("T", **COUNT), a_measure("P0", part_of="T", sensitive=True, **COUNT),
    a_measure("P1", part_of="T", **COUNT),
]  # fmt: skip
QUARTERS = [f"2018-19-q{quarter}" for quarter in (1, 2, 3, 4)]
Rows = list[dict[str, Any]]


def sent(period: str, returned: str = "", **counts: float) -> Rows:
    return [{"ref": ref, "period": period, "returned": returned or period, "value": value}
            for ref, value in counts.items()]  # fmt: skip


def edition(rows: Rows, period: str) -> Controlled:
    """What the edition of a period publishes of the family."""
    at, known = Period.parse(period), observations(rows)
    known = known[[each.end <= at.end for each in known["return_period"]]]
    history = latest(known).drop(columns="area")
    history = with_derived(history, FAMILY, wanted_periods(history, at))
    return controlled(history, FAMILY, DisclosureScheme(), kept_editions(FAMILY, a_council(), at, known))


def shown(rows: Rows, period: str, about: str) -> dict[str, float | None]:
    """The figures of one period, ``None`` for one that is withheld."""
    history = edition(rows, period).history
    mine = history[[str(each) == about for each in history["period"]]]
    return {ref: None if "c" in marker.split() else value
            for ref, value, marker in mine[["ref", "value", "marker"]].itertuples(index=False)}  # fmt: skip


Q1, Q2, Q4 = QUARTERS[0], QUARTERS[1], QUARTERS[3]


def test_what_was_withheld_stays_so_where_the_total_of_then_would_tell_it_from_what_is_restated_now() -> None:
    rows = sent(Q1, T=33, P0=3, P1=30) + sent(Q1, Q2, T=50, P0=20)
    assert shown(rows, Q1, Q1) == {"T": 33, "P0": None, "P1": None}
    assert shown(rows, Q2, Q1) == {"T": 50, "P0": None, "P1": None}


def test_a_total_is_withheld_where_an_earlier_edition_published_all_its_other_parts() -> None:
    rows = sent(Q1, T=50, P0=20, P1=30) + sent(Q1, Q2, T=33, P0=3)
    assert shown(rows, Q1, Q1) == {"T": 50, "P0": 20, "P1": 30}
    assert shown(rows, Q2, Q1) == {"T": None, "P0": None, "P1": None}


def test_a_quarter_that_was_published_is_no_cover_for_another_when_the_year_comes() -> None:
    rows = [row for quarter in QUARTERS for row in (
        sent(quarter, T=60, P0=3, P1=57) if quarter == Q2 else sent(quarter, T=60, P0=20, P1=40))]  # fmt: skip
    rows += sent("2018-19", Q4, T=240, P0=63, P1=177)
    assert shown(rows, Q1, Q1)["P1"] == 40
    unknown = [about for about in (Q2, QUARTERS[2], Q4, "2018-19") if shown(rows, Q4, about)["P1"] is None]
    assert unknown in ([Q2, Q4], [Q2, "2018-19"])


def test_a_part_that_comes_late_and_that_an_earlier_edition_tells_is_named() -> None:
    rows = sent(Q1, T=33, P1=30) + sent(Q1, Q2, P0=3)
    made = edition(rows, Q2)
    assert made.told == (("P0", Period.parse(Q1)),)
    assert shown(rows, Q2, Q1) == {"T": 33, "P0": None, "P1": None}
    assert edition(sent(Q1, T=33, P1=30, P0=3), Q2).told == ()


def test_of_measures_that_are_not_sensitive_nothing_is_kept() -> None:
    rows = observations(sent(Q1, T=33, P0=3, P1=30))
    plain = [measure.model_copy(update={"sensitive": False}) for measure in FAMILY]
    assert kept_editions(plain, a_council(), Period.parse(Q2), rows) == []


def test_the_first_edition_has_none_before_it() -> None:
    assert kept_editions(FAMILY, a_council(), Period.parse(Q1), observations(sent(Q1, T=33, P0=3, P1=30))) == []


def test_a_restated_count_of_3_or_of_6_changes_nothing_that_is_published() -> None:
    def first(count: int) -> Any:
        rows = sent(Q1, T=55 + count, P0=count, P1=55) + sent(Q1, Q2, T=75, P0=20) + sent(Q2, T=80, P0=40, P1=40)
        family = [measure.model_copy(update={"sensitive": True}) for measure in FAMILY]
        return judged(family, rows, period=Q2)

    three, six = first(3), first(6)
    for name in ("table", "history", "signals", "promises"):
        pd.testing.assert_frame_equal(getattr(three, name), getattr(six, name))


@st.composite
def years(draw: st.DrawFn) -> Rows:
    """A year's four returns, each with its quarter, the last with the year; some parts are restated later."""
    counts = st.one_of(st.integers(0, 9), st.integers(8, 40))
    rows, last = [], {}
    for number, quarter in enumerate(QUARTERS):
        last[quarter] = {ref: draw(counts) for ref in ("P0", "P1")}
        rows += sent(quarter, T=sum(last[quarter].values()), **last[quarter])
        for before in QUARTERS[:number]:
            if draw(st.integers(0, 3)) == 0:
                ref = draw(st.sampled_from(["P0", "P1"]))
                last[before] = {**last[before], ref: draw(counts)}
                rows += sent(before, quarter, T=sum(last[before].values()), **{ref: last[before][ref]})
    whole = {ref: sum(counts[ref] for counts in last.values()) for ref in ("P0", "P1")}
    return rows + sent("2018-19", Q4, T=sum(whole.values()), **whole)


Cell = tuple[str, str, float]
"""Measure, period, and the count: a count stated otherwise is another cell."""


def known_of(rows: Rows) -> tuple[dict[Cell, tuple[float, float]], list[tuple[Cell, list[Cell]]], set[tuple[str, str]]]:
    """Read every edition of a year: bounds of each statement, what adds up, and what the control says is told."""
    bounds: dict[Cell, tuple[float, float]] = {}
    sums, told = [], set()
    for number, at in enumerate(QUARTERS):
        made = edition(rows, at)
        told |= {(ref, str(period)) for ref, period in made.told}
        stated = {(row["ref"], row["period"]): float(row["value"]) for row in rows
                  if QUARTERS.index(row["returned"]) <= number}  # fmt: skip
        for ref, period, value, marker in made.history[["ref", "period", "value", "marker"]].itertuples(index=False):
            if (ref, str(period)) not in stated:
                continue
            cell = (ref, str(period), stated[ref, str(period)])
            low, high = bounds.get(cell, (0, math.inf))
            if "c" not in marker.split():
                exact = (value, value) if ref != "P0" or not value else (max(8, value - 2), value + 2)
                low, high = max(low, exact[0]), min(high, exact[1])
            bounds[cell] = (low, high)
        for period in {period for _, period in stated}:
            sums.append((cell_of(stated, "T", period), [cell_of(stated, ref, period) for ref in ("P0", "P1")]))
        if at == Q4:
            sums += [(cell_of(stated, ref, "2018-19"), [cell_of(stated, ref, each) for each in QUARTERS])
                     for ref in ("T", "P0", "P1")]  # fmt: skip
    return bounds, sums, told


def cell_of(stated: dict[tuple[str, str], float], ref: str, period: str) -> Cell:
    return ref, period, stated[ref, period]


@settings(max_examples=12, deadline=None)
@given(years())
def test_who_keeps_every_edition_tells_a_withheld_count_no_closer_than_rounding_would(rows: Rows) -> None:
    bounds, sums, told = known_of(rows)
    place = {cell: column for column, cell in enumerate(bounds)}
    terms = np.zeros((len(sums), len(place)))
    for row, (total, parts) in enumerate(sums):
        terms[row, place[total]] += 1
        for part in parts:
            terms[row, place[part]] -= 1
    least, most = (np.array([ends[side] for ends in bounds.values()], dtype="float64") for side in (0, 1))
    for cell in bounds:
        ref, period, count = cell
        if ref == "P0" and 1 <= count <= 7 and (ref, period) not in told:
            fitting = []
            for guess in range(1, 8):
                low, high = least.copy(), most.copy()
                low[place[cell]] = high[place[cell]] = guess
                found = milp(np.zeros(len(place)), constraints=LinearConstraint(terms, 0, 0),
                             bounds=Bounds(low, high), integrality=np.ones(len(place)))  # fmt: skip
                fitting += [guess] if found.status == 0 else []
            assert int(count) in fitting
            assert len(fitting) >= 5, f"{cell} is one of {fitting}"
