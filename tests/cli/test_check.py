"""`check` shows by directorate how far it is and what it owes; `approve` shows what it signs, then signs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from syrupy.assertion import SnapshotAssertion
from tiny import FILES, Tiny

from helpers.cli.commands import run

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
    assert content["exempt"] == []
    assert set(content) - {"exempt"} == {
        "deadlines", "dates", "directorates", "owed", "quality", "deleted", "not_dated", "unread",
        "supplements",
    }  # fmt: skip
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
    tiny.put(f"{RETURN}.origin.yml", "received: 2019-10-21\n")
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


def broken(tiny: Tiny) -> None:
    """A workbook of one service and a notebook of the other directorate that nobody can open."""
    tiny.put("data/returns/2019-20-q2/care.xlsx", b"PK, but no workbook")
    tiny.put("reports/2019-20-q2/housing.ipynb", '{"cells": [')


def test_what_cannot_be_read_is_named_with_what_depends_on_it_and_the_rest_is_checked(
    tiny: Tiny, goldenthread: Command, golden: SnapshotAssertion
) -> None:
    broken(tiny)
    before = tiny.files()
    status, said = goldenthread("check", "2019-20-q2", "--today", "2019-10-30")
    assert status == 1
    assert "\n".join(line.rstrip() for line in said.splitlines()) == golden
    assert tiny.files() == before


def test_a_machine_gets_no_number_for_what_was_not_checked_and_the_problems_by_themselves(
    tiny: Tiny, goldenthread: Command
) -> None:
    broken(tiny)
    status, said = goldenthread("check", "2019-20-q2", "--format", "json")
    content = json.loads(said)
    assert status == 1
    assert [problem["where"] for problem in content["unread"]] == [
        "reports/2019-20-q2/housing.ipynb", "data/returns/2019-20-q2/care.xlsx",
    ]  # fmt: skip
    unknown = [{name for name, value in entry.items() if value is None} for entry in content["directorates"]]
    assert unknown == [
        {"arrived", "late", "commentary", "exceptions", "prose", "quality", "approval"},
        {"commentary", "exceptions", "prose", "approval"},
    ]
    assert content["owed"] == []


def test_a_return_for_any_service_leaves_in_doubt_only_directorates_that_lack_a_figure(
    tiny: Tiny, goldenthread: Command
) -> None:
    tiny.put("data/returns/2019-20-q2/late.csv", "ref,period,value\nA1,2019-20-q2,many\n")
    content = json.loads(goldenthread("check", "2019-20-q2", "--format", "json")[1])
    assert [entry["arrived"] for entry in content["directorates"]] == [None, 2]
    assert {thing["directorate"] for thing in content["owed"]} == {"housing"}


def test_two_notebooks_that_speak_of_one_measure_set_the_second_aside(tiny: Tiny, goldenthread: Command) -> None:
    for name in ("adults", "housing"):
        notebook = nbformat.v4.new_notebook()
        ours = {"goldenthread": {"measure": "H1"}}
        notebook.cells = [nbformat.v4.new_markdown_cell("A hotel closed.", id="words", metadata=ours)]
        tiny.put(f"reports/2019-20-q2/{name}.ipynb", nbformat.writes(notebook))
    content = json.loads(goldenthread("check", "2019-20-q2", "--format", "json")[1])
    assert [entry["approval"] for entry in content["directorates"]] == ["draft", None]


def test_where_the_council_itself_cannot_be_read_nothing_is_checked(tiny: Tiny, goldenthread: Command) -> None:
    broken(tiny)
    tiny.put("params/council.yml", "name: [")
    status, said = goldenthread("check", "2019-20-q2")
    assert (status, said) == (1, "")


def test_a_build_still_refuses_what_check_goes_on_without(tiny: Tiny, goldenthread: Command) -> None:
    broken(tiny)
    assert goldenthread("build", "2019-20-q2")[0] == 1
    assert not [path for path in (tiny.root / "_out").rglob("*") if path.is_file()]


def test_collect_lists_what_came_in_beside_what_cannot_be_read_and_leaves_the_notebooks_alone(
    tiny: Tiny, goldenthread: Command
) -> None:
    tiny.put("data/returns/2019-20-q2/care.xlsx", b"PK, but no workbook")
    tiny.put("reports/2019-20-q2/housing.ipynb", FILES["notebooks/directorate.ipynb"])
    before = tiny.files()
    status, said = goldenthread("collect", "2019-20-q2")
    assert status == 1
    assert "data/returns/2019-20-q2/all.csv" in said
    assert "all but what stands in 1 file" in said
    assert tiny.files() == before


def test_a_log_is_told_beside_the_answer_how_far_it_is(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read = "Reading returns: 2 done"
    for command, told in (("check", [read, "Judging: 1 done"]), ("collect", [read])):
        monkeypatch.setattr(sys, "argv", ["goldenthread", command, "2019-20-q2", "--workspace", str(tiny.root)])
        with pytest.raises(SystemExit):
            run()
        said = capsys.readouterr()
        assert said.err.splitlines() == told
        assert "Reading" not in said.out


def test_a_return_whose_day_nobody_wrote_down_is_asked_for_and_one_with_an_origin_is_not(
    tiny: Tiny, goldenthread: Command
) -> None:
    said = goldenthread("check", "2019-20-q2")[1]
    assert "Returns without the day they came: whether they are late is not known\n  data/returns" in said
    assert "data/returns/2019-20-q2/all.csv.origin.yml: `received: 2019-11-11`" in said
    tiny.put(f"{RETURN}.origin.yml", "received: 2019-10-21\n")
    assert "Returns without" not in goldenthread("check", "2019-20-q2")[1]
