"""The nouns refuse what cannot be, and say when a measure is due."""

from __future__ import annotations

import pandas as pd
import pytest
from pydantic import ValidationError
from tiny import a_council, a_measure, judged

from helpers.model.council import Pack
from helpers.model.edition import Edition
from helpers.model.errors import Problem, Refused
from helpers.model.period import Period
from helpers.model.results import Results


@pytest.mark.parametrize(
    ("frequency", "lag", "reporting", "due"),
    [
        ("quarterly", 0, "2019-20-q2", "2019-20-q2"),
        ("quarterly", 1, "2019-20-q2", "2019-20-q1"),
        ("quarterly", 1, "2019-20-q1", "2018-19-q4"),
        ("monthly", 0, "2019-20-q2", "2019-20-q2"),
        ("half-yearly", 0, "2019-20-q2", "2019-20-h1"),
        ("half-yearly", 0, "2019-20-q1", None),
        ("half-yearly", 1, "2019-20-q3", "2019-20-h1"),
        ("annual", 0, "2019-20-q4", "2019-20"),
        ("annual", 0, "2019-20-q2", None),
        ("annual", 2, "2019-20-q2", "2018-19"),
    ],
)
def test_a_measure_is_due_by_its_frequency_and_its_lag(
    frequency: str, lag: int, reporting: str, due: str | None
) -> None:
    about = a_measure(frequency=frequency, lag=lag).data_period(Period.parse(reporting))
    assert (None if about is None else str(about)) == due


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [(None, None, True), ("2019-20-q2", None, True), ("2019-20-q3", None, False), (None, "2019-20-q2", True),
     (None, "2019-20-q1", False), ("2019-20", "2019-20", True), (None, "2018-19", False)],
)  # fmt: skip
def test_the_framework_holds_a_measure_from_its_first_period_to_its_last(
    first: str | None, last: str | None, held: bool
) -> None:
    bounds = {name: Period.parse(text) for name, text in (("first", first), ("last", last)) if text}
    assert a_measure(**bounds).in_framework(Period.parse("2019-20-q2")) is held


@pytest.mark.parametrize(
    "fields",
    [{"decimals": 99}, {"decimals": -1}, {"unit": ""}, {"title": " "}, {"lag": -1}, {"polarity": "hihger"},
     {"ref": "a/b"}, {"ref": ""}, {"colour": "red"}],
)  # fmt: skip
def test_a_measure_that_cannot_be_is_no_measure(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_measure(**fields)


def test_a_noun_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        a_measure().title = "Other"  # type: ignore[misc]


def test_each_pack_sees_all_that_is_below_it_and_nothing_above() -> None:
    seen = {pack: [audience.value for audience in Pack if pack.sees(audience)] for pack in Pack}
    assert [len(audiences) for audiences in seen.values()] == [1, 2, 3, 4]
    assert seen[Pack.PUBLIC] == ["public"]


def results() -> Results:
    made = judged(
        [a_measure("A1"), a_measure("H1", directorate="housing")],
        [{"ref": ref, "period": "2019-20-q2", "value": 104} for ref in ("A1", "H1")],
    )
    edition = Edition(a_council(), Period.parse("2019-20-q2"), Pack.PUBLIC)
    return Results(edition, made.table, made.history, made.peers, made.signals, made.actions)


@pytest.mark.parametrize("name", ["housing", "Housing", " HOUSING "])
def test_results_are_narrowed_whole(name: str) -> None:
    narrowed = results().directorate(name)
    for frame in (narrowed.table, narrowed.history, narrowed.signals):
        assert set(frame["ref"]) == {"H1"}
    assert narrowed.scope_name == "Housing"
    assert len(results().measure("A1")) == 1


def test_an_unknown_name_is_refused_and_the_known_ones_are_listed() -> None:
    with pytest.raises(Refused, match='"adults", "housing"'):
        results().directorate("adluts")
    with pytest.raises(Refused, match='"A1", "H1"'):
        results().measure("Z9")
    with pytest.raises(Refused, match="the council has no priority yet"):
        results().priority("homes")


def test_narrowing_leaves_the_whole_as_it_was() -> None:
    whole = results()
    before = whole.table.copy(deep=True)
    narrowed = whole.directorate("housing").table
    narrowed.loc[0, "title"] = "changed"
    pd.testing.assert_frame_equal(whole.table, before)


def test_a_problem_shows_a_strangers_text_on_one_line_without_control_codes_and_not_without_end() -> None:
    text = str(Problem("a.csv", '"\x1b]0;x\x07\n' + "y" * 1_000_000, "a number", "Correct it."))
    assert len(text.splitlines()) == 4
    assert len(text) < 600
    assert "\x1b" not in text
