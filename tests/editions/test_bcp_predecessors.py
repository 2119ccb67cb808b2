"""BCP before April 2019 is Bournemouth, Christchurch and Poole, summed."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from helpers.model.results import Results
from helpers.publish.build import Built

pytestmark = pytest.mark.needs_real
BEFORE = ("Bournemouth", "Christchurch", "Poole")
QUARTERS = {"2018-19-q1": "2018-Q2", "2018-19-q2": "2018-Q3", "2018-19-q3": "2018-Q4", "2018-19-q4": "2019-Q1"}


@pytest.fixture(scope="module")
def results(bcp: Built) -> Results:
    return bcp.results


def of_measure(results: Results, ref: str) -> pd.DataFrame:
    history = results.history[results.history["ref"] == ref]
    return history.set_index("period")[["value", "marker", "state"]]


def test_households_in_bed_and_breakfast_before_2019_are_those_of_the_three_councils_added_up(
    results: Results, real: Path
) -> None:
    history = of_measure(results, "43")
    assert history.loc["2019-20-q1", ["value", "marker"]].tolist() == [81.0, ""]
    with (real / "hclic/derived_hclic_quarterly_wide.csv").open(encoding="utf-8", newline="") as file:
        sent = {(row["period"], row["area_name"]): row["bb_households"] for row in csv.DictReader(file)}
    for ours, theirs in QUARTERS.items():
        parts = [sent[theirs, area] for area in BEFORE]
        if ".." in parts:
            continue
        assert history.loc[ours, ["value", "marker"]].tolist() == [float(sum(map(int, parts))), "e"]
    assert history.loc[["2018-19-q1", "2018-19-q2", "2018-19-q4"], "value"].tolist() == [67.0, 81.0, 80.0]


def test_bournemouth_is_missing_at_the_end_of_2018_and_so_is_the_sum(results: Results) -> None:
    quarter = of_measure(results, "43").loc["2018-19-q3"]
    assert (quarter["marker"], quarter["state"], pd.isna(quarter["value"])) == ("x", "unavailable", True)


def test_a_rate_that_was_sent_without_its_parts_is_never_averaged(results: Results) -> None:
    before = of_measure(results, "TA").loc[list(QUARTERS)]
    assert (before["marker"] == "x").all()
    assert before["value"].isna().all()


def test_last_years_outturn_is_the_predecessors_and_says_so(results: Results) -> None:
    row = results.table.set_index("ref").loc["43"]
    assert (row["outturn_last_year"], row["outturn_marker"], row["direction_outturn"]) == (80.0, "e", "Improving")
    assert (row["same_period_last_year"], row["same_period_last_year_marker"]) == (81.0, "e")


def test_no_neighbour_is_ranked_against_us_before_we_were_formed(results: Results) -> None:
    assert results.table.set_index("ref").loc["TA", "benchmark_n"] == 55
    assert set(results.peers["period"]) == {"2019-20-q2"}
