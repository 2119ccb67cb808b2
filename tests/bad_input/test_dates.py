"""A date that cannot be is refused; one that can hardly be meant is doubted, and stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

from helpers.collect.council import read_council, read_plan
from helpers.model.period import Period
from helpers.narrate.clock import doubted_dates

COUNCIL, PLAN = "params/council.yml", "params/2019-20-q2.yml"
MEETING = "meeting: {body: Cabinet, date: 2019-11-13}"
PANELS = "panels:\n  - {key: people, name: People Overview and Scrutiny Panel, directorates: [adults]}\n"


def dated(published: str = "2019-11-05", meeting: str = "2019-11-13", panel: str = "") -> Callable[[Tiny], None]:
    """Give the plan other dates."""

    def change(tiny: Tiny) -> None:
        tiny.add(COUNCIL, PANELS)
        panels = f"\npanels: {{people: {{date: {panel}}}}}" if panel else ""
        tiny.replace(PLAN, MEETING, MEETING.replace("2019-11-13", meeting) + panels)
        tiny.replace(PLAN, "published: 2019-11-05\n", f"published: {published}\n" if published else "")

    return change


REFUSED: Mapping[str, Callable[[Tiny], Any]] = {
    "a meeting before its papers are published": dated(meeting="2018-11-13"),
    "a meeting before the end of the period": dated(published="", meeting="2019-09-11"),
    "a meeting on a day that never was": dated(meeting="2019-11-31"),
    "a panel that there is not": lambda tiny: tiny.replace(
        PLAN, MEETING, f"{MEETING}\npanels: {{peple: {{date: 2019-10-30}}}}"
    ),
    "a supplement before its panel meets": dated(panel="2019-11-07, supplement: 2019-11-06"),
    "a supplement after the meeting": dated(panel="2019-11-07, supplement: 2019-11-14"),
    "a supplement to no meeting": lambda tiny: (
        dated(panel="2019-11-07, supplement: 2019-11-08")(tiny),
        tiny.replace(PLAN, f"{MEETING}\n", ""),
    ),
    "notice of what needs none": lambda tiny: tiny.replace(
        PLAN, MEETING, "meeting: {body: Cabinet, date: 2019-11-13, notice: budget}"
    ),
    "a country without a clock": lambda tiny: tiny.add(COUNCIL, "meetings: {country: Eire}\n"),
    "no clear days": lambda tiny: tiny.add(COUNCIL, "meetings: {clear_days: 0}\n"),
}
DOUBTED = {
    "a meeting on a bank holiday": dated(meeting="2019-12-25"),
    "a meeting on a saturday": dated(meeting="2019-11-16"),
    "papers published after the last day": dated(published="2019-11-07"),
    "papers published on the day of the meeting": dated(published="2019-11-13"),
    "a panel after the last day": dated(panel="2019-11-07"),
    "a panel on a sunday after cabinet": dated(panel="2019-11-17"),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-")) for case in REFUSED])
def test_it_is_refused(
    case: str, tiny: Tiny, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    REFUSED[case](tiny)
    before = tiny.files()
    status, said = goldenthread("build", "2019-20-q2")
    assert status == 1
    assert said == golden
    assert tiny.files() == before


@pytest.mark.parametrize("case", [pytest.param(case, id=case.replace(" ", "-")) for case in DOUBTED])
def test_it_is_doubted(case: str, tiny: Tiny, golden: SnapshotAssertion) -> None:
    DOUBTED[case](tiny)
    made = read_plan(tiny.workspace, Period.parse("2019-20-q2"))
    assert "\n\n".join(map(str, doubted_dates(made, read_council(tiny.workspace)))) == golden


def test_a_late_panel_whose_supplement_is_planned_is_not_doubted(tiny: Tiny) -> None:
    dated(panel="2019-11-07, supplement: 2019-11-08")(tiny)
    made = read_plan(tiny.workspace, Period.parse("2019-20-q2"))
    assert doubted_dates(made, read_council(tiny.workspace)) == []
