"""Real officers' notes, read as they were published: which raise an alarm, and why each is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.prose import doubts_of
from helpers.narrate.row import rows
from helpers.publish.store import judge_workspace

QUIET = {
    "ETS01": "a date stamp with its writer's letters, and a quarter that is known",
    "IA01": "the second half of the year is no half of anything",
    "SNH02": "increased patrols and related issues are not the measure",
}

ALARMS = {
    # 12 decisions, 26 and 3 days: the scorecard knows the average alone, and the note names no source.
    "HS01": ["12", "26", "3"],
    # Pounds of a measure in percent, whose numerator and denominator were never supplied; the 25% is right.
    "HS08": ["£125k", "£500k", "£155k", "£210k", "28"],
    # The real find: the note says 24 homes in quarter 2 and 28 in quarter 1, but the scorecard still shows 28, where a
    # running total would be 52. The others are homes by site and tenure, which the scorecard does not hold.
    "HS16": ["12", "16", "5", "11", "24", "14", "10", "3", "7"],
    # The real find: a note left from the quarter before beside a figure of 0%.
    "PS05": ["100%", "98.2%"],
}


@pytest.fixture(scope="module")
def hart(repository: Path) -> Results:
    return judge_workspace(Workspace(repository / "tests" / "real" / "hart"), Period.parse("2014-15-q2"), Pack.SERVICE)


@pytest.mark.needs_real
def test_each_note_raises_just_the_alarms_that_are_explained(hart: Results) -> None:
    found = {row.ref: [doubt.found for doubt in doubts_of(row.commentary, row)] for row in rows(hart) if row.commentary}
    assert found == ALARMS | {ref: [] for ref in QUIET}
