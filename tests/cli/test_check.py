"""`check` shows by directorate how far it is and what it owes; `approve` shows what it signs, then signs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

from helpers.cli.commands import run

pytestmark = pytest.mark.usefixtures("judged_once")

Command = Callable[..., tuple[int, str]]
RETURN = "data/returns/2019-20-q2/all.csv"
HOUSING = ("--directorate", "Housing", "--role", "Director of Housing", "--date", "2019-10-21")


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A council in which adults owe a figure, and housing commentary."""
    made = Tiny.whole(tmp_path / "tinytown")
    for name in ("Adult Social Care", "Housing"):
        made.replace(
            "params/council.yml", f"    name: {name}\n", f"    name: {name}\n    director: Director of {name}\n"
        )
    made.replace(RETURN, "A1,2019-20-q2,81.5,163,200,,Two more reviewers started in July.\n", "")
    made.replace(RETURN, "H1,2019-20-q2,68,", "H1,2019-20-q2,89,")
    return made


@pytest.fixture
def goldenthread(tiny: Tiny, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command on the tiny council: exit status, and what it printed."""
    monkeypatch.chdir(tiny.root)

    def of(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["goldenthread", *arguments])
        with pytest.raises(SystemExit) as ended:
            run()
        return int(ended.value.code or 0), capsys.readouterr().out

    return of


def test_a_log_shows_the_table_and_below_it_each_thing_that_is_owed(
    goldenthread: Command, golden: SnapshotAssertion
) -> None:
    status, said = goldenthread("check", "2019-20-q2", "--today", "2019-10-30")
    assert status == 0
    assert "\n".join(line.rstrip() for line in said.splitlines()) == golden


def test_dates_of_the_plan_that_are_too_late_are_listed_and_stop_nothing(tiny: Tiny, goldenthread: Command) -> None:
    tiny.replace("params/2019-20-q2.yml", "published: 2019-11-05", "published: 2019-11-07")
    status, said = goldenthread("check", "2019-20-q2", "--today", "2019-11-06")
    assert status == 0
    assert said.startswith("The pack had to be public by 5 November 2019 for Cabinet on 13 November 2019:")
    assert "Dates to look at (they do not stop a release)\n  params/2019-20-q2.yml, key published\n" in said
    assert "    expected: 5 November 2019 or before: 5 clear days before Cabinet on 13\n              November" in said


def test_no_line_is_longer_than_80_characters(tiny: Tiny, goldenthread: Command) -> None:
    for name in ("params/council.yml", "data/framework/measures.csv"):
        path = tiny.root / name
        path.write_text(path.read_text(encoding="utf-8").replace("Households in", "Households that wait in")
                        .replace("name: Housing\n", "name: Housing, Regeneration, Planning and Communities\n"),
                        encoding="utf-8")  # fmt: skip
    said = goldenthread("check", "2019-20-q2")[1]
    assert max(map(len, said.splitlines())) <= 80
    assert "Regeneration" in said


def test_a_machine_gets_both_lists_as_json(goldenthread: Command) -> None:
    status, said = goldenthread("check", "2019-20-q2", "--format", "json", "--today", "2019-11-05")
    content = json.loads(said)
    assert status == 0
    assert content["dates"] == []
    assert content["deadlines"] == [{
        "what": "the pack", "body": "Cabinet", "meeting": "2019-11-13", "last_day": "2019-11-05",
        "working_days_left": 0,
        "words": "The pack must be public today, 5 November 2019, for Cabinet on 13 November 2019.",
    }]  # fmt: skip
    assert set(content) == {"deadlines", "dates", "directorates", "owed", "quality", "deleted"}
    assert content["directorates"][1] == {
        "directorate": "housing", "directorate_name": "Housing", "due": 2, "arrived": 2, "late": 0, "commentary": 1,
        "exceptions": 0, "prose": 0, "quality": 0, "approval": "draft",
    }  # fmt: skip
    assert content["owed"][0] == {
        "directorate": "adults", "directorate_name": "Adult Social Care", "ref": "A1", "title": "Reviews on time",
        "kind": "return", "words": "the figure for Q2 2019/20", "where": "data/returns/2019-20-q2/",
    }  # fmt: skip
    assert [thing["kind"] for thing in content["owed"]] == ["return", "approval", "commentary", "approval"]


def test_the_exit_status_is_0_when_nothing_is_owed_too_and_a_sentence_says_so(
    tiny: Tiny, goldenthread: Command
) -> None:
    tiny.add(RETURN, "A1,2019-20-q2,81.5,163,200,,\n")
    tiny.replace(RETURN, "H1,2019-20-q2,89,,,,", "H1,2019-20-q2,89,,,,A hotel closed.")
    adults = ("--directorate", "adults", "--role", "Director of Adult Social Care", "--date", "2019-10-21")
    assert [goldenthread("approve", "2019-20-q2", *who)[0] for who in (HOUSING, adults)] == [0, 0]
    status, said = goldenthread("check", "2019-20-q2")
    assert status == 0
    assert said.rstrip().endswith("Nothing is owed for Q2 2019/20.")


def test_another_pack_may_owe_another_thing(tiny: Tiny, goldenthread: Command) -> None:
    tiny.replace("data/framework/measures.csv", "benchmark_group\n", "benchmark_group,sensitive\n")
    tiny.replace("data/framework/measures.csv", "good-homes,Head of Housing,", "good-homes,Head of Housing,,yes")
    tiny.replace("data/framework/targets.csv", "H1,2019-20,70,90", "H1,2019-20,2,9")
    tiny.replace(RETURN, "H1,2019-20-q2,89,", "H1,2019-20-q2,6,")

    def kinds(pack: str) -> list[str]:
        owed = json.loads(goldenthread("check", "2019-20-q2", "--format", "json", "--pack", pack)[1])["owed"]
        return [thing["kind"] for thing in owed if thing["directorate"] == "housing"]

    assert kinds("public") == ["approval"]
    assert kinds("service") == ["commentary", "approval"]


def test_approve_says_what_is_signed_and_what_is_still_owed_and_the_second_time_that_it_is_signed(
    goldenthread: Command, golden: SnapshotAssertion
) -> None:
    said = [goldenthread("approve", "2019-20-q2", *HOUSING) for _ in range(2)]
    assert [status for status, _ in said] == [0, 0]
    assert "\n".join(text for _, text in said) == golden
