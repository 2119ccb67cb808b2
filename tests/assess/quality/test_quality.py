"""What speaks against a figure (rules.md, "Data quality"): each sign, on and off by exactly its condition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tiny import a_council, a_measure, judged, observations, peers

from helpers.assess.judge import Judged, judge
from helpers.assess.quality.past import places_of
from helpers.assess.quality.rating import by_dimension
from helpers.assess.quality.sign import DIMENSIONS, OWNERSHIP, SIGNS
from helpers.model.council import Pack
from helpers.model.framework import Framework
from helpers.model.measure import Measure
from helpers.model.period import Period

Q1, Q2 = "2019-20-q1", "2019-20-q2"
NOW = Period.parse(Q2)
COUNT, RATE, DAYS = {"unit": "count"}, {"unit": "per 1,000 homes", "decimals": 2}, {"unit": "days"}


def back(quarters: int) -> str:
    """Name a quarter before quarter 2 of 2019/20."""
    return str(NOW.shift(-quarters))


def at(period: str, value: float | None, **given: Any) -> dict[str, Any]:
    """One row of a return."""
    return {"period": period, "value": value, **given}


def run(*values: float | None) -> list[dict[str, Any]]:
    """Quarters up to the last but one, oldest first; nothing is sent where there is no value."""
    return [at(back(len(values) - place), value) for place, value in enumerate(values) if value is not None]


def outturn(value: float, **given: Any) -> dict[str, Any]:
    """Last year's outturn, sent in its last quarter."""
    return at("2018-19", value, returned="2018-19-q4", **given)


@dataclass(frozen=True)
class Case:
    """A measure, what was sent of it, and every sign that must be raised with its reason."""

    name: str
    measure: dict[str, Any]
    sent: list[dict[str, Any]]
    signs: dict[str, str] = field(default_factory=dict)

    def of(self, ref: str) -> tuple[Measure, list[dict[str, Any]]]:
        return a_measure(ref, **{"decimals": 1, **self.measure}), [{"ref": ref, **row} for row in self.sent]


FELL = "the figure is exactly 0 where "
ZERO = [
    Case("a % at nought, far from it before", {}, [at(Q1, 99.1), at(Q2, 0)],
         {"zero in doubt": FELL + "the period before was 99.1"}),
    Case("both earlier figures are far", {}, [outturn(96.1), at(Q1, 99.2), at(Q2, 0)],
         {"zero in doubt": FELL + "the period before was 99.2 and last year's outturn was 96.1"}),
    Case("5 percentage points are far", {}, [at(Q1, 5), at(Q2, 0)],
         {"zero in doubt": FELL + "the period before was 5"}),
    Case("4.9 percentage points are near", {}, [at(Q1, 4.9), at(Q2, 0)]),
    Case("a % of few cases is near, however high", {},
         [at(Q1, 80, numerator=4, denominator=5), at(Q2, 0, numerator=0, denominator=6)]),
    Case("a % of 5 cases is far, however low", {},
         [at(Q1, 1.2, numerator=5, denominator=420), at(Q2, 0, numerator=0, denominator=421)],
         {"zero in doubt": FELL + "the period before was 1.2"}),
    Case("a count of 5 is far", {**COUNT}, [at(Q1, 5), at(Q2, 0)],
         {"zero in doubt": FELL + "the period before was 5"}),
    Case("a count of 4 is near", {**COUNT}, [at(Q1, 4), at(Q2, 0)]),
    Case("a quarter is held against a quarter of the year", {**COUNT}, [outturn(19), at(Q2, 0)]),
    Case("20 in a year are 5 in a quarter", {**COUNT}, [outturn(20), at(Q2, 0)],
         {"zero in doubt": FELL + "last year's outturn was 20"}),
    Case("a running total is held against so much of the year", {**COUNT, "basis": "cumulative"},
         [outturn(9), at(Q2, 0)]),
    Case("10 in a year are 5 in half of it", {**COUNT, "basis": "cumulative"}, [outturn(10), at(Q2, 0)],
         {"zero in doubt": FELL + "last year's outturn was 10"}),
    Case("the stock at a year's end is not divided", {**COUNT, "basis": "snapshot"}, [outturn(6), at(Q2, 0)],
         {"zero in doubt": FELL + "last year's outturn was 6"}),
    Case("a running total cannot fall within the year", {**COUNT, "basis": "cumulative"}, [at(Q1, 12), at(Q2, 0)],
         {"zero in doubt": FELL + "the period before was 12"}),
    Case("a running total is held against a year before", {**COUNT, "basis": "cumulative"},
         [at(back(4), 22), at(Q2, 0)],
         {"zero in doubt": FELL + "the same period last year was 22"}),
    Case("ten steps of the last decimal are far", {**DAYS}, [at(Q1, 1.0), at(Q2, 0)],
         {"zero in doubt": FELL + "the period before was 1"}),
    Case("nine steps are near", {**DAYS}, [at(Q1, 0.9), at(Q2, 0)]),
    Case("a deficit is far from nought too", {"unit": "£", "decimals": 0}, [at(Q1, -4000), at(Q2, 0)],
         {"zero in doubt": FELL + "the period before was −4,000"}),
    Case("a break explains a nought", {}, [at(Q1, 98.1), at(Q2, 0, marker="b")]),
    Case("a nought of always is a nought", {**COUNT}, [at(Q1, 0), at(Q2, 0)],
         {"unchanged": "0 is the same as the period before, to the last decimal"}),
    Case("a nought alone is no doubt", {}, [at(Q2, 0)]),
    Case("a tenth is no nought", {}, [at(Q1, 0.9), at(Q2, 0.1)]),
    Case("what rounds to nought is shown as one", {}, [at(Q1, 44.2), at(Q2, 0.04)], {
        "zero in doubt": FELL + "the period before was 44.2",
        "decimals changed": "the figure was sent with 2 decimals, where it never had more than 1"}),
]  # fmt: skip
STEADY = [
    Case("a fall from four steady figures, each near", {}, [*run(3, 4, 3.5, 4.2), at(Q2, 0)],
         {"fell to zero": "it fell to exactly 0 after 4 figures, between 3 and 4.2"}),
    Case("three figures are no history", {}, [*run(3.1, 4.1, 4.3), at(Q2, 0)]),
    Case("twice as much is steady still", {**COUNT, "decimals": 0}, [*run(4, 2, 3, 4), at(Q2, 0)],
         {"fell to zero": "it fell to exactly 0 after 4 figures, between 2 and 4"}),
    Case("more than twice is not", {**COUNT, "decimals": 0}, [*run(3, 1, 3, 4), at(Q2, 0)]),
    Case("a nought among them", {}, [*run(3.3, 0, 3.6, 4.4), at(Q2, 0)]),
    Case("on both sides of nought", {}, [*run(3.4, -3.4, 3.7, 4.5), at(Q2, 0)]),
    Case("always the same", {}, [*run(4.6, 4.6, 4.6, 4.6), at(Q2, 0)],
         {"fell to zero": "it fell to exactly 0 after 4 figures, all 4.6"}),
    Case("a break a year ago leaves three", {},
         [*run(3.2, None, None, None, None), at(back(3), 3.6, marker="b"), *run(3.9, 4.7), at(Q2, 0)]),
    Case("a running total is never steady", {**COUNT, "basis": "cumulative", "decimals": 0},
         [*run(3, 4, 4, 3), at(Q2, 0)]),
    Case("eight figures are looked at, not the ninth", {},
         [*run(40, 3, 3.1, 3.3, 3.2, 3.4, 3.1, 3.3, 3.5), at(Q2, 0)],
         {"fell to zero": "it fell to exactly 0 after 8 figures, between 3 and 3.5"}),
]  # fmt: skip
CHANGE = [
    Case("unchanged", {}, [at(Q1, 81.3), at(Q2, 81.3)],
         {"unchanged": "81.3 is the same as the period before, to the last decimal"}),
    Case("changed by the last decimal", {}, [at(Q1, 81.3), at(Q2, 81.4)]),
    Case("a restated period before is what counts", {}, [at(Q1, 70), at(Q1, 71.5, returned=Q2), at(Q2, 71.5)], {
        "unchanged": "71.5 is the same as the period before, to the last decimal",
        "revised": "Q1 2019/20 was revised from 70 to 71.5 since it was published"}),
    Case("ten times", {**COUNT}, [at(Q1, 50), at(Q2, 500)],
         {"ten-fold jump": "500 is ten times the 50 before, or more"}),
    Case("not quite ten times", {**COUNT}, [at(Q1, 50), at(Q2, 499)]),
    Case("a tenth", {**COUNT}, [at(Q1, 60), at(Q2, 6)], {"ten-fold jump": "6 is a tenth of the 60 before, or less"}),
    Case("not quite a tenth", {**COUNT}, [at(Q1, 60), at(Q2, 7)]),
    Case("ten times in decimals that no computer holds", {**DAYS, "decimals": 2}, [at(Q1, 0.07), at(Q2, 0.7)],
         {"ten-fold jump": "0.7 is ten times the 0.07 before, or more"}),
    Case("ten times below nought", {"unit": "£"}, [at(Q1, -50), at(Q2, -500)],
         {"ten-fold jump": "−500 is ten times the −50 before, or more"}),
    Case("from below nought to above it", {"unit": "£"}, [at(Q1, -51), at(Q2, 510)]),
    Case("from nought", {**COUNT}, [at(Q1, 0), at(Q2, 52)]),
    Case("a break explains a jump", {**COUNT}, [at(Q1, 53), at(Q2, 530, marker="b")]),
    Case("a provisional or estimated jump is one", {**COUNT}, [at(Q1, 54), at(Q2, 540, marker="p e")],
         {"ten-fold jump": "540 is ten times the 54 before, or more"}),
    Case("a running total grows", {**COUNT, "basis": "cumulative"}, [at(Q1, 55), at(Q2, 550)]),
    Case("a running total is held against last year", {**COUNT, "basis": "cumulative"},
         [at(back(4), 56), at(Q1, 300), at(Q2, 570)],
         {"ten-fold jump": "570 is ten times the 56 of a year before, or more"}),
    Case("more decimals than ever", {}, [*run(31, 32.5), at(Q2, 33.25)],
         {"decimals changed": "the figure was sent with 2 decimals, where it never had more than 1"}),
    Case("not rounded any more", {}, [*run(34, 36), at(Q2, 100 / 3)],
         {"decimals changed": "the figure was sent unrounded, where it never had more than none"}),
    Case("no more decimals than once before", {}, [*run(37.25, 38), at(Q2, 39.75)]),
    Case("no more decimals than are asked for", {"decimals": 2}, [*run(41, 42), at(Q2, 43.75)]),
    Case("an estimate may look different", {}, [*run(44, 45), at(Q2, 46.25, marker="e")]),
    Case("a break explains more decimals", {}, [*run(47, 48), at(Q2, 49.25, marker="b")]),
]  # fmt: skip
PARTS = [
    Case("above 100", {}, [at(Q2, 104)], {"outside 0 to 100": "104% lies outside 0 to 100"}),
    Case("below 0", {}, [at(Q2, -4)], {"outside 0 to 100": "−4% lies outside 0 to 100"}),
    Case("exactly 100", {}, [at(Q2, 100)]),
    Case("100 as readers see it", {}, [at(Q2, 100.04)]),
    Case("104 of anything else", {**COUNT}, [at(Q2, 104)]),
    Case("parts that give another %", {}, [at(Q2, 80, numerator=75, denominator=100)],
         {"parts disagree": "75 of 100 is 75.0%, not 80%"}),
    Case("parts that give it, rounded", {}, [at(Q2, 66.7, numerator=2, denominator=3)]),
    Case("off by just more than rounding", {}, [at(Q2, 66.8, numerator=2, denominator=3)],
         {"parts disagree": "2 of 3 is 66.7%, not 66.8%"}),
    Case("rounded twice on the way", {"decimals": 0}, [at(Q2, 79.5, numerator=7946, denominator=10000)]),
    Case("a share of a single case", {}, [at(Q2, 80.7, numerator=1, denominator=1)],
         {"parts disagree": "1 of 1 is 100.0%, not 80.7%"}),
    Case("a rate for every 1,000", {**RATE}, [at(Q2, 1.75, numerator=7, denominator=4000)]),
    Case("a rate that its parts do not give", {**RATE}, [at(Q2, 1.85, numerator=7, denominator=4000)],
         {"parts disagree": "7 of 4,000 is 1.75, not 1.85"}),
    Case("days a case, by a scale that history tells", {**DAYS},
         [at(Q1, 20, numerator=400, denominator=20), at(back(2), 21, numerator=420, denominator=20),
          at(Q2, 44, numerator=440, denominator=20)], {"parts disagree": "440 of 20 is 22.0, not 44"}),
    Case("an index of no known scale", {"unit": "index"}, [at(Q2, 37, numerator=7, denominator=7)]),
    Case("a count is no quotient", {**COUNT}, [at(Q2, 68, numerator=75, denominator=100)]),
    Case("a numerator alone tells nothing", {}, [at(Q2, 68, numerator=75)]),
]  # fmt: skip
SENDING = [
    Case("a day late", {}, [at(Q2, 80.1, received="2019-11-12")],
         {"late": "the return came on 12 November 2019, after 11 November 2019"}),
    Case("on the last day", {}, [at(Q2, 80.2, received="2019-11-11")]),
    Case("an annual figure that is not due is not late", {"frequency": "annual"},
         [at("2018-19", 80.3, received="2019-12-01")]),
    Case("silent for one period", {}, [at(Q1, 80.4)], {"missing": "the figure was due and was not sent"}),
    Case("silent for two", {}, [at(back(2), 80.5)],
         {"missing": "the figure was due and was not sent", "stale": "nothing was sent for 2 periods"}),
    Case("a reason is not silence", {}, [at(back(2), 80.6), at(Q1, None, marker="x")],
         {"missing": "the figure was due and was not sent"}),
    Case("never sent, always held", {}, [],
         {"missing": "the figure was due and was not sent", "stale": "nothing has ever been sent"}),
    Case("new this period", {"first": NOW}, [], {"missing": "the figure was due and was not sent"}),
    Case("new last period", {"first": NOW.shift(-1)}, [],
         {"missing": "the figure was due and was not sent", "stale": "nothing has ever been sent"}),
    Case("a month is not silence", {"frequency": "monthly"}, [at("2019-08", 80.7)],
         {"missing": "the figure was due and was not sent"}),
    Case("five months are one period, and more", {"frequency": "monthly"}, [at("2019-04", 80.8)],
         {"missing": "the figure was due and was not sent"}),
    Case("six months are two", {"frequency": "monthly"}, [at("2019-03", 80.9)],
         {"missing": "the figure was due and was not sent", "stale": "nothing was sent for 2 periods"}),
    Case("not available", {}, [at(Q1, 81.1), at(Q2, None, marker="x")],
         {"not available": "the figure was due, and the service says that it is not available"}),
    Case("not applicable", {}, [at(Q1, 81.2), at(Q2, None, marker="z")]),
]  # fmt: skip
REVISED = [
    Case("a published figure was restated", {}, [at(Q1, 61), at(Q1, 63, returned=Q2), at(Q2, 64)],
         {"revised": "Q1 2019/20 was revised from 61 to 63 since it was published"}),
    Case("restated as it was", {}, [at(Q1, 62), at(Q1, 62, returned=Q2), at(Q2, 66)]),
    Case("restated by what no reader sees", {"decimals": 0}, [at(Q1, 62.6), at(Q1, 63.4, returned=Q2), at(Q2, 67.5)]),
    Case("restated a period ago", {}, [at(back(2), 61.5), at(back(2), 63.5, returned=Q1), at(Q2, 68)]),
    Case("restated once and confirmed since", {},
         [at(back(2), 61.7), at(back(2), 63.7, returned=Q1), at(back(2), 63.7, returned=Q2), at(Q2, 69)]),
    Case("it was provisional", {}, [at(Q1, 71, marker="p"), at(Q1, 73, returned=Q2), at(Q2, 74)]),
    Case("it was estimated", {}, [at(Q1, 72, marker="e"), at(Q1, 75, returned=Q2), at(Q2, 76)]),
    Case("it only is provisional now", {}, [at(Q1, 77), at(Q1, 78, returned=Q2, marker="p"), at(Q2, 79)],
         {"revised": "Q1 2019/20 was revised from 77 to 78 since it was published"}),
    Case("several were", {}, [at(back(2), 51), at(Q1, 52), at(back(2), 53, returned=Q2), at(Q1, 54, returned=Q2),
                              at(Q2, 56)],
         {"revised": "Q1 2019/20 was revised from 52 to 54 since it was published, as was 1 period before it"}),
    Case("the return itself says so", {}, [at(Q2, 57, marker="r")],
         {"revised": "the figure was revised since it was first sent in"}),
]  # fmt: skip
TWICE = [
    Case("a row sent again", {}, [at(Q1, 41.7, numerator=5, denominator=12), at(Q2, 41.7, numerator=5, denominator=12)],
         {"sent again": "5 of 12 is the very row of the period before, sent again",
          "unchanged": "41.7 is the same as the period before, to the last decimal"}),
    Case("the same share of other cases", {},
         [at(Q1, 50, numerator=7, denominator=14), at(Q2, 50, numerator=8, denominator=16)],
         {"unchanged": "50 is the same as the period before, to the last decimal"}),
]  # fmt: skip
MONTHLY = {"frequency": "quarterly", **COUNT, "decimals": 0}


def months(*values: float | None, **given: Any) -> list[dict[str, Any]]:
    """The months of quarter 2, all sent with it; of a list, each month its own."""
    return [
        at(f"2019-{month:02d}", value, returned=Q2, **{name: each[month - 7] for name, each in given.items()})
        for month, value in enumerate(values, start=7)
    ]


def year(*values: float) -> list[dict[str, Any]]:
    """The four quarters of last year."""
    return [at(f"2018-19-q{quarter}", value) for quarter, value in enumerate(values, start=1)]


LASTING = {"numerator": (1, 40, 30), "denominator": (2, 80, 40)}
PERIODS = [
    Case("a quarter beside months that add up to it", MONTHLY, [*months(20, 30, 47), at(Q2, 97)]),
    Case("a quarter that its months do not add up to", MONTHLY, [*months(20, 30, 47), at(Q2, 98)],
         {"periods disagree": "98 was sent for Q2 2019/20, where its 3 months add up to 97"}),
    Case("a quarter with a month missing", MONTHLY, [*months(20, None, 47)[::2], at(Q2, 99)]),
    Case("a quarter with a month unavailable", MONTHLY, [*months(20, None, 47, marker=("", "x", "")), at(Q2, 96)]),
    Case("a quarter with a break in it", MONTHLY, [*months(20, 30, 48, marker=("", "b", "")), at(Q2, 95)]),
    Case("a sum of rounded amounts may be off by half a step of each", {**MONTHLY, "unit": "£"},
         [*months(20, 30, 47), at(Q2, 99)]),
    Case("and by no more", {**MONTHLY, "unit": "£"}, [*months(20, 30, 47), at(Q2, 100)],
         {"periods disagree": "100 was sent for Q2 2019/20, where its 3 months add up to 97"}),
    Case("a % that its months give together", {"decimals": 1}, [*months(50, 50, 75, **LASTING), at(Q2, 58.2)]),
    Case("a % that is the average of its months", {"decimals": 1}, [*months(50, 50, 75, **LASTING), at(Q2, 58.3)],
         {"periods disagree": "58.3% was sent for Q2 2019/20, where its 3 months together give 58.2%"}),
    Case("a % whose months came without their parts", {}, [*months(50, 51, 75), at(Q2, 58.4)]),
    Case("a snapshot that is its last month", {**MONTHLY, "basis": "snapshot"}, [*months(20, 30, 46), at(Q2, 46)]),
    Case("a snapshot that is another", {**MONTHLY, "basis": "snapshot"}, [*months(20, 30, 45), at(Q2, 94)],
         {"periods disagree": "94 was sent for Q2 2019/20, where September 2019, the last month in it, "
                              "was sent with 45"}),
    Case("a year that its quarters add up to", MONTHLY, [*year(8, 9, 11, 12), outturn(40), at(Q2, 13)]),
    Case("a year that its quarters do not add up to", MONTHLY, [*year(8, 9, 11, 12), outturn(41), at(Q2, 14)],
         {"periods disagree": "41 was sent for 2018/19, where its 4 quarters add up to 40"}),
    Case("both", MONTHLY, [*year(8, 9, 11, 12), outturn(1041), *months(5, 5, 6), at(Q2, 15)],
         {"periods disagree": "1,041 was sent for 2018/19, where its 4 quarters add up to 40 and "
                              "15 was sent for Q2 2019/20, where its 3 months add up to 16"}),
]  # fmt: skip
OWNERS = [
    Case("no owner", {"owner_role": ""}, [at(Q2, 91)], {"no owner": "no owner is named"}),
    Case("an owner to come", {"owner_role": "TBC."}, [at(Q2, 91.1)], {"no owner": "no owner is named, only “TBC.”"}),
    Case("a vacancy in a role is a role", {"owner_role": "Vacant Posts Manager"}, [at(Q2, 91.2)]),
    Case("an e-mail address", {"owner_role": "head.of@tinytown.example"}, [at(Q2, 91.3)],
         {"owner is no role": "the owner is an address or a number, not a role"}),
    Case("a telephone number", {"owner_role": "Ext. 01632 960"}, [at(Q2, 91.4)],
         {"owner is no role": "the owner is an address or a number, not a role"}),
    Case("a role with a number", {"owner_role": "Head of Region 4"}, [at(Q2, 91.5)]),
]  # fmt: skip
CASES = [*ZERO, *STEADY, *CHANGE, *PARTS, *SENDING, *REVISED, *TWICE, *PERIODS, *OWNERS]


def refs_of(cases: list[Case]) -> dict[str, str]:
    return {case.name: f"C{number}" for number, case in enumerate(cases)}


@pytest.fixture(scope="module")
def together() -> Judged:
    """Every case judged at once, with a measure that was sent for every quarter since 2016."""
    made = [case.of(ref) for case, ref in zip(CASES, refs_of(CASES).values(), strict=True)]
    whole = [{"ref": "ALL", **at(back(quarters), 1000 + quarters)} for quarters in range(13)]
    measures = [a_measure("ALL", unit="count"), *(measure for measure, _ in made)]
    return judged(measures, [*whole, *(row for _, rows in made for row in rows)])


def signs_of(made: Judged, ref: str) -> dict[str, str]:
    mine = made.signals[made.signals["ref"] == ref]
    return dict(zip(mine["signal"], mine["reason"], strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_just_the_signs_are_raised_that_the_figures_give(case: Case, together: Judged) -> None:
    assert signs_of(together, refs_of(CASES)[case.name]) == case.signs


def test_a_perfect_return_of_many_quarters_raises_nothing(together: Judged) -> None:
    assert signs_of(together, "ALL") == {}
    row = together.table.set_index("ref").loc["ALL"]
    assert (row["quality"], row["quality_reasons"]) == ("Good", "")


def test_every_sign_has_its_case_here() -> None:
    shown = {sign for case in CASES for sign in case.signs}
    elsewhere = {"same as another", "unit changed", "published elsewhere"}
    assert {sign.name for sign in SIGNS} == shown | elsewhere
    assert {sign.dimension for sign in SIGNS} == set(DIMENSIONS)


@settings(max_examples=10)
@given(st.lists(st.integers(0, 400), min_size=3, max_size=3), st.integers(-3, 3), st.permutations(range(4)))
def test_a_quarter_is_asked_about_where_and_only_where_its_months_do_not_add_up_to_it(
    counts: list[int], off: int, order: list[int]
) -> None:
    rows = [*months(*counts), at(Q2, max(0, sum(counts) + off))]
    said = signs_of(judged(a_measure(**COUNT), [rows[place] for place in order]), "M1")
    assert ("periods disagree" in said) == (rows[-1]["value"] != sum(counts))


def test_nothing_is_asked_of_sums_that_disclosure_control_has_rounded() -> None:
    rows = [*months(12, 13, 14), at(Q2, 99)]
    assert signs_of(judged(a_measure(sensitive=True, **COUNT), rows), "M1") == {}
    exact = judged(a_measure(sensitive=True, **COUNT), rows, pack=Pack.SERVICE)
    assert "periods disagree" in signs_of(exact, "M1")


def test_by_when_a_return_is_in_time_is_the_councils_to_say() -> None:
    sent = [at(Q2, 80.1, received="2019-10-15")]
    assert signs_of(judged(a_measure(), sent), "M1") == {}
    for days, sign in ((15, {}), (14, {"late": "the return came on 15 October 2019, after 14 October 2019"})):
        assert signs_of(judged(a_measure(), sent, council=a_council(quality={"days_to_return": days})), "M1") == sign


LIKE = {"numerator": 31, "denominator": 62}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ([at(Q2, 50, **LIKE)], [at(Q2, 50, **LIKE)], "31 of 62 is also the row of B"),
        ([at(Q2, 50, **LIKE)], [at(Q2, 50, numerator=31, denominator=62.5)], None),
        ([at(Q2, 100, numerator=9, denominator=9)], [at(Q2, 100, numerator=9, denominator=9)], None),
        ([at(Q2, 0, numerator=0, denominator=9)], [at(Q2, 0, numerator=0, denominator=9)], None),
        ([*run(8, 7, 9), at(Q2, 6)], [*run(8, 7, 9), at(Q2, 6)], "the last 4 figures are also those of B"),
        ([*run(8, 7, 9), at(Q2, 6)], [*run(8, 7, 9), at(Q2, 5)], None),
        ([*run(None, 7, 9), at(Q2, 6)], [*run(None, 7, 9), at(Q2, 6)], None),
        ([*run(8, 8, 8), at(Q2, 6)], [*run(8, 8, 8), at(Q2, 6)], None),
    ],
)
def test_two_measures_are_doubted_where_they_share_a_row_or_their_last_figures(
    one: list[dict[str, Any]], other: list[dict[str, Any]], reason: str | None
) -> None:
    rows = [{"ref": ref, **row} for ref, sent in (("A", one), ("B", other)) for row in sent]
    made = judged([a_measure("A"), a_measure("B")], rows)
    assert signs_of(made, "A").get("same as another") == reason
    units = judged([a_measure("A"), a_measure("B", unit="count")], rows)
    assert "same as another" not in signs_of(units, "A")


def redefined(now: dict[str, Any], before: dict[str, Any], sent: list[dict[str, Any]]) -> dict[str, str]:
    """Judge a measure that the framework defined otherwise until quarter 1."""
    measures = (a_measure(**before, last=NOW.shift(-1)), a_measure(**now, first=NOW))
    framework = Framework(measures).as_at(NOW)
    return signs_of(judge(framework, a_council(), NOW, Pack.PUBLIC, observations(sent), peers([])), "M1")


def test_a_unit_that_the_framework_changed_is_told_in_the_first_period_only() -> None:
    sent = [at(Q1, 75), at(Q2, 38)]
    assert redefined({"unit": "count"}, {"unit": "%"}, sent) == {
        "unit changed": "the unit was % before and is count now"
    }
    assert redefined({"unit": "count"}, {"unit": "%"}, [at(Q1, 75), at(Q2, 38, marker="b")]) == {}
    assert redefined({"unit": "count"}, {"unit": "%"}, [at(Q2, 38)]) == {}
    assert redefined({"unit": "%"}, {"unit": "%"}, sent) == {}


def test_decimals_that_the_framework_changed_are_told() -> None:
    said = redefined({"decimals": 0}, {"decimals": 1}, [at(Q1, 75), at(Q2, 38)])
    assert said == {"decimals changed": "1 decimals were published before and 0 are now"}


@pytest.mark.parametrize(
    ("sent", "quality", "reasons"),
    [
        ([*run(50), at(Q2, 60)], "Good", ""),
        ([*run(60), at(Q2, 60)], "Check", "60 is the same as the period before, to the last decimal"),
        ([*run(60), at(Q2, 0)], "Doubtful", "the figure is exactly 0 where the period before was 60"),
        ([at(Q2, 0, received="2019-12-01"), *run(60)], "Doubtful", "the figure is exactly 0 where the period before "
         "was 60; the return came on 1 December 2019, after 11 November 2019"),
        ([at(Q2, None, marker="z")], "", ""),
    ],
)  # fmt: skip
def test_the_signs_of_a_measure_become_one_rating_with_its_reasons(
    sent: list[dict[str, Any]], quality: str, reasons: str
) -> None:
    row = judged(a_measure(), sent).table.iloc[0]
    assert (row["quality"], row["quality_reasons"]) == (quality, reasons)


def test_each_dimension_has_its_own_rating() -> None:
    made = judged(a_measure(owner_role=""), [*run(60), at(Q2, 0, received="2019-12-01")])
    ratings = by_dimension(made.table, made.signals).iloc[0].to_dict()
    assert ratings == {
        "completeness": "Check", "uniqueness": "Good", "consistency": "Good", "timeliness": "Check",
        "validity": "Good", "accuracy": "Doubtful",
    }  # fmt: skip


def test_a_lack_of_owner_is_listed_and_does_not_make_the_figure_doubtful() -> None:
    made = judged(a_measure(owner_role=""), [at(Q2, 60)])
    assert (made.signals["signal"].tolist(), made.table["quality"].iloc[0]) == (["no owner"], "Good")


def test_of_a_suppressed_figure_only_its_owner_is_asked_and_it_has_no_rating() -> None:
    sent = [at(Q1, 300), at(Q2, 3, received="2020-01-01")]
    made = judged(a_measure(unit="count", sensitive=True, owner_role=""), sent)
    assert (set(made.signals["signal"]) <= set(OWNERSHIP), made.table["quality"].iloc[0]) == (True, "")
    exact = judged(a_measure(unit="count", sensitive=True, owner_role=""), sent, pack=Pack.SERVICE)
    assert set(exact.signals["signal"]) == {"ten-fold jump", "late", "no owner"}


def test_a_rounded_figure_is_not_doubted_for_what_rounding_brings_about() -> None:
    sent = [at(Q1, 99.2), at(Q2, 101.4)]
    fields = {"unit": "count", "sensitive": True}
    assert judged(a_measure(**fields), sent).signals.empty
    assert judged(a_measure(**fields), [at(Q1, 101), at(Q2, 101)]).signals.empty
    exact = judged(a_measure(**fields), [at(Q1, 101), at(Q2, 101)], pack=Pack.SERVICE)
    assert exact.signals["signal"].tolist() == ["unchanged"]


def test_thresholds_are_the_councils_to_choose() -> None:
    lax = a_council(quality={"far_from_zero": 60, "jump": 100, "stale_periods": 3, "steady_figures": 8})
    assert judged(a_measure(), [at(Q1, 59), at(Q2, 0)], council=lax).signals.empty
    assert judged(a_measure(unit="count"), [at(Q1, 5), at(Q2, 499)], council=lax).signals.empty
    said = judged(a_measure(unit="count"), [at(Q1, 5), at(Q2, 500)], council=lax).signals
    assert said["reason"].tolist() == ["500 is 100 times the 5 before, or more"]


FIGURE = st.one_of(st.none(), st.sampled_from([0.0, 0.5, 7.0, 70.0, 99.9, 104.0]))
ROW = st.fixed_dictionaries({
    "value": FIGURE,
    "numerator": st.sampled_from([None, 7.0, 70.0]), "denominator": st.sampled_from([None, 10.0, 100.0]),
    "marker": st.sampled_from(["", "p", "b", "r", "e"]), "received": st.sampled_from(["", "2019-11-11", "2020-02-01"]),
})  # fmt: skip
BASES = st.sampled_from(["period", "cumulative", "snapshot"])
UNITS = st.sampled_from(["%", "count", "days", "per 1,000 homes"])


@st.composite
def returned(draw: st.DrawFn) -> tuple[list[Measure], list[dict[str, Any]]]:
    """Up to four measures and what was sent of them in six quarters, restatements among it."""
    measures, rows = [], []
    for ref in ("A", "B", "C", "D")[: draw(st.integers(1, 4))]:
        fields = {"unit": draw(UNITS), "basis": draw(BASES), "sensitive": draw(st.booleans()), "decimals": 1}
        measures.append(a_measure(ref, **fields))
        for quarters in range(6):
            row = draw(ROW)
            marker = row["marker"] if row["value"] is not None else "x"
            rows.append({"ref": ref, "period": back(quarters), **row, "marker": marker})
        rows.append({"ref": ref, "period": back(1), "value": draw(FIGURE) or 1.0, "returned": Q2})
    return measures, rows


def as_set(made: Judged, *refs: str) -> set[tuple[str, ...]]:
    mine = made.signals[made.signals["ref"].isin(refs)] if refs else made.signals
    return set(mine.itertuples(index=False, name=None))


@settings(max_examples=10)
@given(returned(), st.randoms(use_true_random=False), st.sampled_from([Pack.PUBLIC, Pack.SERVICE]))
def test_order_never_matters_a_measure_is_doubted_alike_alone_and_the_rating_is_the_worst_that_is_said(
    given_rows: Any, chance: Any, pack: Pack
) -> None:
    measures, rows = given_rows
    whole = judged(measures, rows, pack=pack)
    mixed, turned = list(rows), list(measures)
    chance.shuffle(mixed)
    chance.shuffle(turned)
    same_in_any_order(whole, judged(turned, mixed, pack=pack))
    alone = judged(measures[0], [row for row in rows if row["ref"] == measures[0].ref], pack=pack)
    shared = {each for each in as_set(whole, measures[0].ref) if each[2] == "same as another"}
    assert as_set(whole, measures[0].ref) - shared == as_set(alone)
    rated_by_the_worst(whole)


def same_in_any_order(one: Judged, other: Judged) -> None:
    assert as_set(one) == as_set(other)
    columns = ["ref", "quality", "quality_reasons"]
    sorted_ones = [made.table[columns].sort_values("ref", ignore_index=True) for made in (one, other)]
    pd.testing.assert_frame_equal(*sorted_ones)


def rated_by_the_worst(made: Judged) -> None:
    """Of what is suppressed, nothing is said."""
    weight = {sign.name: sign.weight for sign in SIGNS}
    order = ["", "Good", "Check", "Doubtful"]
    for row in made.table.to_dict("records"):
        said = [weight[sign] for sign in signs_of(made, row["ref"])]
        if row["state"] == "suppressed":
            assert (row["quality"], said) == ("", [])
        else:
            assert row["quality"] == max(said, key=order.index, default="Good" if row["state"] != "unavailable" else "")


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
@example(1, 6)
def test_decimals_are_counted_as_they_were_sent(digits: int, places: int) -> None:
    sent = digits / 10**places
    assert places_of(pd.Series([sent])).tolist() == [len(f"{sent:.6f}".rstrip("0").partition(".")[2])]
