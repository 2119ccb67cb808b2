"""Sign-offs are lines that git brings together: their order, their repeats and a heading in between say nothing."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.collect.approvals import COLUMNS, read_approvals
from helpers.model.approval import Approval, Hashes, Step
from helpers.model.errors import Refused

HEADER = ",".join(COLUMNS)
A, B, C = ("a" * 64, "b" * 64, "c" * 64)
HOUSING = f'housing,approved,"Corporate Director, Housing",2020-01-28,{A},{B},{C}'
ADULTS = f"adults,submitted,Performance Lead,2020-01-24,{A},{B},{B}"
LABEL = "reports/2019-20-q3/approvals.csv"


def read(path: Path, text: str | bytes) -> tuple[Approval, ...]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_approvals(path, LABEL, ("adults", "housing"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "approvals.csv"


def test_a_line_is_read_whole(path: Path) -> None:
    (approval,) = read(path, f"{HEADER}\n{HOUSING}\n")
    assert approval == Approval(
        date(2020, 1, 28), Step.APPROVED, "housing", "Corporate Director, Housing", Hashes(A, B, C)
    )


def test_a_file_that_is_not_there_holds_no_line(path: Path) -> None:
    assert read_approvals(path, LABEL, ()) == ()


@pytest.mark.parametrize("text", ["", "\n", f"{HEADER}\n"])
def test_a_file_without_a_line_holds_none(path: Path, text: str) -> None:
    assert read(path, text) == ()


@given(lines=st.permutations([HEADER, HEADER, HOUSING, HOUSING, ADULTS, ""]), end=st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_may_stand_in_any_order_and_twice(path: Path, lines: list[str], end: str) -> None:
    assert read(path, end.join(lines)) == read(path, "\n".join([HEADER, ADULTS, HOUSING]))


def test_a_file_that_a_spreadsheet_program_saved_is_read(path: Path) -> None:
    saved = f"{HEADER}\r\n{HOUSING}\r\n".replace("2020-01-28", "28/01/2020")
    assert read(path, b"\xef\xbb\xbf" + saved.encode()) == read(path, f"{HEADER}\n{HOUSING}\n")


def test_two_people_who_sign_at_once_are_merged_by_git_alone(tmp_path: Path, repository: Path) -> None:
    """The repository's own .gitattributes; neither side has a line in common to start from."""

    def git(*words: str) -> None:
        identity = ["-c", "user.name=Test", "-c", "user.email=test@westmere.example", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    path = tmp_path / LABEL
    git("init", "--initial-branch=main")
    shutil.copy(repository / ".gitattributes", tmp_path)
    git("add", ".")
    git("commit", "-m", "start")
    for branch, line in (("adults", ADULTS), ("housing", HOUSING)):
        git("checkout", "-b", branch, "main")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
        git("add", ".")
        git("commit", "-m", branch)
    git("merge", "adults")

    assert [entry.directorate for entry in read_approvals(path, LABEL, ("adults", "housing"))] == ["adults", "housing"]


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> housing", "||||||| base"])
def test_a_conflict_marker_is_refused_by_name(path: Path, marker: str) -> None:
    with pytest.raises(Refused, match=f"{LABEL}, row 3(.|\n)*merge-conflict marker") as refused:
        read(path, f"{HEADER}\n{ADULTS}\n{marker}\n{HOUSING}\n")
    assert len(refused.value.problems) == 1


@pytest.mark.parametrize(
    ("old", "new", "where", "found"),
    [
        ("housing,", "parks,", "column directorate", '"parks", which is no directorate'),
        ("housing,", ",", "column directorate", "nothing"),
        ("approved", "agreed", "column step", '"agreed"'),
        ("approved", "", "column step", "nothing"),
        ('"Corporate Director, Housing"', "", "column role", "nothing"),
        ("2020-01-28", "2020-01-32", "column date", '"2020-01-32"'),
        ("2020-01-28", "", "column date", "nothing"),
        ("2020-01-28", "2199-01-28", "column date", '"2199-01-28", which is still to come'),
        (A, A[1:], "column words", f'"{A[1:]}"'),
        (B, "", "column figures", "nothing"),
        (f",{C}", "", "", "6 cells"),
        ('Housing"', "Housing", "", "1 cell"),
    ],
)
def test_a_corrupted_line_is_refused_with_its_row(path: Path, old: str, new: str, where: str, found: str) -> None:
    with pytest.raises(Refused) as refused:
        read(path, f"{HEADER}\n{ADULTS}\n{HOUSING.replace(old, new, 1)}\n")
    (problem,) = refused.value.problems
    place = ", ".join(filter(None, [LABEL, "row 3", where]))
    assert (problem.where, problem.found) == (place, found)


def test_every_corrupted_line_is_named_at_once(path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(path, f"{HEADER}\n{ADULTS.replace('adults', 'parks')}\n{HOUSING.replace('approved', 'agreed')}\n")
    assert len(refused.value.problems) == 2


def test_a_file_without_its_heading_is_refused(path: Path) -> None:
    with pytest.raises(Refused, match="no heading"):
        read(path, f"{HOUSING}\n")


def test_bytes_that_are_not_utf_8_are_refused_with_their_row(path: Path) -> None:
    with pytest.raises(Refused, match="row 2"):
        read(path, f"{HEADER}\n".encode() + b"housing,approved,D\xe9l\xe9gu\xe9\n")


def test_a_file_too_large_to_be_meant_is_refused(path: Path) -> None:
    with pytest.raises(Refused, match="at most"):
        read(path, (HEADER + "\n") * 20_000)
