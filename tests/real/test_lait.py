"""Every indicator that the Department for Education holds on one council: read by mapping alone, judged, compared."""

from __future__ import annotations

import csv
import gzip
import statistics
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from helpers.collect.mapping.written import as_ref
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.row import only_row
from helpers.narrate.sentences import unrated_reason
from helpers.present.measure_page import measure_facts
from helpers.publish.judging import judge_workspace

pytestmark = pytest.mark.needs_real

Row = dict[str, str]

US = "Bournemouth, Christchurch and Poole"
FIGURES = "lait/derived_bds_long_seed_councils_and_neighbours_2021on.csv.gz"
SPELLINGS = {
    "2021", "2022", "2023", "2024", "2025", "2021-22", "2022-23", "2023-24", "2024-25", "2025-26", "2021/22", "2022/23",
    "2023/24", "2021/22-23/24", "2021-22 (OT)", "2022-23 (OT)", "2023-24 (OT)", "2024-25 (OT)", "2021 (Final)",
    "2022 (Rev)", "2023 (Rev)", "2024 (Rev)", "2025 (Rev)", "2025 (prov)",
}  # fmt: skip
"""Every way in which the file writes a period; a way that is not here has not been thought about."""

BEGINS = {"Academic Year": (-1, "09-01"), "Financial Year": (-1, "04-01"), "Annual": (-1, "04-01")}
"""How many years before the year that names it a year begins, and on which day; others begin with the calendar's."""

BY_HAND = {
    "InfMort": ("2023-calendar", "2.6", "2.4"), "KS1P_all": ("2024-25-academic", "82", "81"),
    "KS2RWM_Expected_STD": ("2024-25-academic", "63", "63"), "AVG_Attain8_Score": ("2024-25-academic", "50.5", "50.2"),
    "APSE_GenS": ("2024-25-academic", "27.89", "28.37"), "LAC_Over_Abs": ("2024-25-academic", "7.3", "8.2"),
    "CPP_Total_Rateper10-000": ("2024-25", "452.6", "531.1"), "16-17-NEET": ("2024-25", "3.9", "3"),
    "SusEd_All": ("2022-23-academic", "87", "85.6"), "Premium": ("2025-26", "11418", "11443"),
    "LeaveCareSupServTotExp": ("2024-25", "9676655", "10754980"),
    "Hosp_Adm_Alc_-18yrs": ("2021/22-23/24", "40.19", "nan"),
    "Social_Work_Caseholders_pct": ("2025-calendar", "43.6", "40.1"),
}  # fmt: skip
"""Data period, figure and the one before, as a person reads them in the file."""


@pytest.fixture(scope="module")
def judged(repository: Path) -> Results:
    return judge_workspace(Workspace.at(repository / "tests/real/lait"), Period.parse("2025-26"), Pack.PUBLIC)


@pytest.fixture(scope="module")
def rows(judged: Results) -> dict[str, Any]:
    return {row["ref"]: row for row in judged.table.to_dict("records")}


@pytest.fixture(scope="module")
def dictionary(real: Path) -> dict[str, Row]:
    """The dictionary's own words by ref: where an indicator stands twice, those of its first place."""
    with (real / "lait/lait_data_dictionary.csv").open(encoding="utf-8", newline="") as file:
        every = list(csv.DictReader(file))
    return {as_ref(row["Measure_short"]): row for row in reversed(every)}


@pytest.fixture(scope="module")
def figures(real: Path) -> list[Row]:
    with gzip.open(real / FIGURES, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def days_of(spelling: str, year_type: str) -> tuple[str, str]:
    """Give the first and last day of what a spelling means, worked out apart from the mapping."""
    bare = spelling.split(" (")[0]
    if "/" in bare and "-" in bare:
        return "2021-04-01", "2024-03-31"
    back, begins = BEGINS.get(year_type, (0, "01-01"))
    first = int(bare[:4]) + (back if len(bare) == 4 else 0)
    ends = {"09-01": "08-31", "04-01": "03-31", "01-01": "12-31"}[begins]
    return f"{first}-{begins}", f"{first - back}-{ends}"


def published(text: str, places: int) -> Decimal:
    return Decimal(text).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def known(figures: list[Row], area: str, places: dict[str, int], about: dict[str, str], types: dict[str, Row]) -> dict[
    str, Decimal
]:  # fmt: skip
    """Give an area's figure of each measure's data period, rounded as readers see it."""
    found = {}
    for row in figures:
        if row["LA and Regions"] != area or row["Values"] == "-":
            continue
        ref = as_ref(row["Short Desc"])
        if about.get(ref):
            period = Period.parse(about[ref])
            if days_of(row["Years"], types[ref]["Year_Type"]) == (period.start.isoformat(), period.end.isoformat()):
                found[ref] = published(row["Values"], places[ref])
    return found


def test_every_spelling_of_a_year_in_the_file_is_known(figures: list[Row]) -> None:
    assert {row["Years"] for row in figures} == SPELLINGS


def test_each_of_our_1905_rows_is_read_about_the_days_that_its_words_and_the_dictionary_mean(
    judged: Results, figures: list[Row], dictionary: dict[str, Row]
) -> None:
    ours = [row for row in figures if row["LA and Regions"] == US]
    types = {ref: row["Year_Type"] for ref, row in dictionary.items()}
    meant = {(ref, *days_of(row["Years"], types[ref])) for row in ours for ref in [as_ref(row["Short Desc"])]}
    read = [
        (ref, period.start.isoformat(), period.end.isoformat())
        for ref, text in zip(judged.history["ref"], judged.history["period"], strict=True)
        for period in [Period.parse(text)]
    ]
    assert len(ours) == len(meant) == len(read) == 1905
    assert set(read) == meant


def test_every_figure_is_the_files_and_what_is_not_given_is_unavailable(judged: Results, figures: list[Row]) -> None:
    given = [row["Values"] for row in figures if row["LA and Regions"] == US]
    assert int(judged.history["value"].notna().sum()) == sum(text != "-" for text in given) == 1703
    assert set(judged.history.loc[judged.history["value"].isna(), "marker"]) == {"x"}


def test_provisional_and_revised_years_carry_their_marker(judged: Results, figures: list[Row]) -> None:
    endings = Counter(row["Years"].rpartition(" ")[2] for row in figures if row["LA and Regions"] == US)
    markers = Counter(judged.history["marker"])
    assert (markers["p"], markers["r"]) == (endings["(prov)"], endings["(Rev)"]) == (4, 28)


def test_each_of_the_434_indicators_is_a_measure_and_the_14_that_stand_twice_are_read_once(
    rows: dict[str, Any], dictionary: dict[str, Row], real: Path
) -> None:
    with (real / "lait/lait_data_dictionary.csv").open(encoding="utf-8", newline="") as file:
        names = Counter(row["Measure_short"] for row in csv.DictReader(file))
    assert (names.total(), sum(times == 2 for times in names.values())) == (448, 14)
    assert set(rows) == set(dictionary) == set(map(as_ref, names))
    assert all(rows[ref]["title"] == words["Measure"].strip() for ref, words in dictionary.items())
    assert all(rows[ref]["service_name"] == words["Topic"] for ref, words in dictionary.items())


def test_the_figures_that_a_person_reads_in_the_file_are_those_of_the_page(rows: dict[str, Any]) -> None:
    shown = {
        ref: (rows[ref]["data_period"], f"{rows[ref]['value']:.10g}", f"{rows[ref]['previous']:.10g}")
        for ref in BY_HAND
    }
    assert shown == BY_HAND


def test_a_measure_is_rated_or_the_reason_why_it_is_not_is_named(rows: dict[str, Any]) -> None:
    assert Counter(row["rag_basis"] for row in rows.values()) == {
        "rule": 247, "information only": 91, "missing": 56, "no polarity": 30, "unavailable": 8, "not due": 1,
        "no target": 1,
    }  # fmt: skip
    compared = [row for row in rows.values() if row["benchmark_n"] == row["benchmark_n"]]
    ranked = [row for row in compared if row["benchmark_rank"] == row["benchmark_rank"]]
    assert (len(rows), len(compared), len(ranked)) == (434, 328, 249)
    assert {row["unit"] for row in compared} & {"count", "£"} == set()


def test_where_the_dictionary_does_not_say_which_way_is_better_the_page_says_so(
    judged: Results, rows: dict[str, Any], dictionary: dict[str, Row]
) -> None:
    blank = {ref for ref, words in dictionary.items() if words["Polarity"] == "NA"}
    assert blank == {ref for ref, row in rows.items() if row["polarity"] == "unknown"}
    assert len(blank) == 30
    assert {rows[ref]["rag"] for ref in blank} == {""}
    assert {rows[ref]["direction"] for ref in blank} <= {"Increasing", "Decreasing", "No change", ""}
    one = judged.measure("Premium")
    assert "does not say which way is better" in unrated_reason(only_row(one))
    assert "neither rated nor ranked" in str(measure_facts(one))


def test_a_rating_is_englands_figure_compared_by_polarity(
    rows: dict[str, Any], figures: list[Row], dictionary: dict[str, Row]
) -> None:
    places = {ref: row["decimals"] for ref, row in rows.items()}
    about = {ref: row["data_period"] for ref, row in rows.items() if row["state"] == "reported"}
    ours, england = (known(figures, area, places, about, dictionary) for area in (US, "England"))
    sign = {"High": 1, "Low": -1}
    expected = {
        ref: "Green" if sign[way] * ours[ref] >= sign[way] * england[ref] else "Red"
        for ref in ours.keys() & england.keys()
        for way in [dictionary[ref]["Polarity"]]
        if way in sign
    }
    assert len(expected) == 247
    assert {ref: row["rag"] for ref, row in rows.items() if row["rag"]} == expected


def test_the_neighbours_are_the_ten_of_the_departments_workbook(judged: Results, real: Path) -> None:
    sheet = openpyxl.load_workbook(real / "lait/sn_april_2021.xlsx", read_only=True).active
    lines = [line for line in sheet.iter_rows(min_row=4, values_only=True) if line[1]]
    names = {line[0]: line[1] for line in lines}
    mine = next(line for line in lines if line[1] == US)
    assert set(judged.peers["area"]) == {names[number] for number in mine[5:25:2]}
    assert set(judged.peers["group"]) == {"statistical-neighbours"}


def test_ranks_quartiles_and_medians_are_those_of_a_plain_computation(
    judged: Results, rows: dict[str, Any], figures: list[Row], dictionary: dict[str, Row]
) -> None:
    places = {ref: row["decimals"] for ref, row in rows.items()}
    about = {ref: row["data_period"] for ref, row in rows.items() if row["data_period"]}
    by_area = {area: known(figures, area, places, about, dictionary) for area in (US, *judged.peers["area"].unique())}
    ranked, quartered, medians = {}, {}, {}
    for ref, ours in by_area[US].items():
        theirs = [found[ref] for area, found in by_area.items() if area != US and ref in found]
        way = dictionary[ref]["Polarity"]
        if rows[ref]["unit"] in ("count", "£") or way not in ("High", "Low") or not theirs:
            continue
        rank = 1 + sum(other > ours if way == "High" else other < ours for other in theirs)
        ranked[ref] = (rank, len(theirs) + 1)
        quartered[ref] = next(quarter for quarter in (1, 2, 3, 4) if (rank - 1) * 4 < quarter * (len(theirs) + 1))
        medians[ref] = float(statistics.median([ours, *theirs]))
    shown = {ref: row for ref, row in rows.items() if row["benchmark_rank"] == row["benchmark_rank"]}
    assert len(ranked) == 249
    assert {ref: (row["benchmark_rank"], row["benchmark_n"]) for ref, row in shown.items()} == ranked
    assert {ref: row["benchmark_quartile"] for ref, row in shown.items()} == quartered
    assert {ref: row["benchmark_median"] for ref, row in shown.items()} == pytest.approx(medians)


def test_who_did_not_report_is_named(rows: dict[str, Any]) -> None:
    assert rows["InfMort"]["benchmark_missing"] == "Bath and North East Somerset; Isle of Wight"
    assert rows["KS2RWM_Expected_STD"]["benchmark_missing"] == ""


def test_a_measure_without_a_figure_of_the_year_it_is_due_for_is_one_that_is_no_longer_published_or_not_yet(
    rows: dict[str, Any], dictionary: dict[str, Row]
) -> None:
    missing = {ref for ref, row in rows.items() if row["state"] == "missing"}
    ended = {
        ref
        for ref in missing
        for coming in [dictionary[ref]["Next Update"]]
        if coming in ("Discontinued", "TBC") or coming.startswith("No longer published")
    }
    progress = {ref for ref in missing if "Prog" in ref}
    assert (len(missing), len(ended)) == (56, 39)
    assert missing - ended - progress == {"ReoffYO", "ReoffYO15-17"}
