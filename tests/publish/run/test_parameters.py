"""A notebook that cannot run, or a parameter that it does not know, is refused before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.model.errors import Refused
from helpers.publish.run.job import Job
from helpers.publish.run.parameters import check_parameters
from helpers.publish.run.runner import run_notebooks

DEFAULTS = '# parameters\nperiod = "2019-20-q2"\nbare: int\nspan = [\n  1,\n]\nquery = "a=b"  # has an equals sign'


def refusal(source: Path, parameters: dict[str, object]) -> str:
    with pytest.raises(Refused) as caught:
        check_parameters(source, parameters)
    return str(caught.value).replace(f"{source.parent}/", "")


def test_every_name_that_the_parameters_cell_sets_is_known(write) -> None:
    check_parameters(write("a", defaults=DEFAULTS), {"period": "x", "bare": 1, "span": [], "query": "c"})


def test_a_notebook_without_a_parameters_cell_runs_without_parameters(write) -> None:
    check_parameters(write("a", "1"), {})


def test_a_misspelt_parameter_is_refused_with_the_known_ones(write, golden) -> None:
    source = write("directorate", defaults='period = ""\ndirectorate = ""')
    assert refusal(source, {"period": "x", "directorat": "y"}) == golden(name="misspelt-parameter")


def test_a_parameter_for_a_notebook_without_a_parameters_cell_is_refused(write, golden) -> None:
    assert refusal(write("overview", "1"), {"period": "x"}) == golden(name="no-parameters-cell")


def test_a_missing_notebook_is_refused(tmp_path, golden) -> None:
    assert refusal(tmp_path / "missing.ipynb", {}) == golden(name="missing-notebook")


def test_a_notebook_with_merge_conflicts_is_refused_at_its_line(tmp_path, golden) -> None:
    source = tmp_path / "merged.ipynb"
    source.write_text('{\n "cells": [\n<<<<<<< HEAD\n', encoding="utf-8")
    assert refusal(source, {}) == golden(name="merge-conflict")


NO_NOTEBOOKS = {
    "not-json": b"{",
    "a-list": b"[]",
    "no-cells": b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
    "not-utf-8": b"\xff\xfe{",
}


@pytest.mark.parametrize("name", NO_NOTEBOOKS)
def test_what_is_not_a_notebook_is_refused_by_name(tmp_path, golden, name) -> None:
    source = tmp_path / f"{name}.ipynb"
    source.write_bytes(NO_NOTEBOOKS[name])
    assert refusal(source, {}) == golden(name=name)


def test_nothing_runs_when_one_of_several_jobs_is_refused_and_every_problem_is_told(write, tmp_path) -> None:
    good = write("good", "open('ran', 'w')", defaults="period = ''")
    jobs = [
        Job(good, tmp_path / "1.ipynb", {"period": "x"}, tmp_path),
        Job(good, tmp_path / "2.ipynb", {"perod": "x"}, tmp_path),
        Job(tmp_path / "none.ipynb", tmp_path / "3.ipynb", {}, tmp_path),
        Job(tmp_path / "none.ipynb", tmp_path / "4.ipynb", {}, tmp_path),
    ]
    with pytest.raises(Refused) as caught:
        run_notebooks(jobs, "fork")
    assert len(caught.value.problems) == 2
    assert not (tmp_path / "ran").exists()
