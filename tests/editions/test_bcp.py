"""BCP's homelessness figures, and those of three other councils, read from a national file by mapping."""

from __future__ import annotations

import csv
import itertools
import shutil
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
from reading import page_text, results_of

from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.publish.build import Built
from helpers.publish.judging import judge_workspace

pytestmark = pytest.mark.needs_real

BCP = "E06000058"
OTHERS = {"E06000040": "Windsor and Maidenhead", "E08000025": "Birmingham", "E06000022": "Bath and North East Somerset"}
PARTS = {
    "43": ("bb_households", "", 0), "TA": ("ta_per_1000", "", 2), "BBF": ("bb_with_children", "", 0),
    "BB6": ("bb_children_over_6w", "", 0), "PREV": ("prevention_duty", "owed_duty_total", 1),
    "OWED": ("owed_duty_total", "assessments_total", 1),
}  # fmt: skip
"""For each measure the file's column, the one it is a percentage of, and the places published."""

Sent = list[dict[str, str]]


@pytest.fixture(scope="module")
def sent(real: Path) -> Sent:
    with (real / "hclic/derived_hclic_quarterly_wide.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def spring_2024_edition(built: Callable[..., Built], repository: Path) -> Built:
    return built(repository / "tests/real/bcp", "2023-24-q4", only=("overview",))


@pytest.fixture(scope="module")
def spring_2024(spring_2024_edition: Built) -> Results:
    return spring_2024_edition.results


@pytest.fixture(scope="module")
def winter_2025(repository: Path) -> Results:
    return judge_workspace(Workspace.at(repository / "tests/real/bcp"), Period.parse("2025-26-q3"), Pack.PUBLIC)


def series(sent: Sent, code: str, ref: str, first: str, last: str) -> list[float | None]:
    """Give a council's figures as published, in order of time, worked out apart from the code; a gap is ``None``."""
    column, whole, places = PARTS[ref]
    mine = {row["period"]: row for row in sent if row["area_code"] == code and first <= row["period"] <= last}
    made: list[float | None] = []
    for row in (mine[period] for period in sorted(mine)):
        if row[column] in ("..", "-"):
            made.append(None)
            continue
        figure = Decimal(row[column]) * 100 / Decimal(row[whole]) if whole else Decimal(row[column])
        made.append(float(figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)))
    return made


def count(figures: list[float | None]) -> int:
    return sum(figure is not None for figure in figures)


def limits(figures: list[float | None]) -> tuple[float, float, float]:
    """Work out lower limit, mean and upper limit of an XmR chart.

    A gap has no moving range on either side; moving ranges of 3.267 times their mean or more are left out once.
    """
    known = [figure for figure in figures if figure is not None]
    ranges = [abs(b - a) for a, b in itertools.pairwise(figures) if a is not None and b is not None]
    typical = sum(ranges) / len(ranges)
    kept = [one for one in ranges if one < 3.267 * typical]
    mean, typical = sum(known) / len(known), sum(kept) / len(kept)
    return mean - 2.66 * typical, mean, mean + 2.66 * typical


def charted(row: pd.Series) -> tuple[float, float, float]:
    return row["lower_limit"], row["mean"], row["upper_limit"]


def rank(sent: Sent, codes: str, ours: float) -> tuple[float, float]:
    """Give the place of a rate per 1,000 among those of a quarter, and of how many."""
    theirs = [row for row in sent if row["period"] == "2024-Q1" and row["area_code"].startswith(codes)]
    rates = [round(float(row["ta_per_1000"]), 2) for row in theirs if row["ta_per_1000"] not in ("..", "-")]
    return 1 + sum(rate < ours for rate in rates), len(rates)


def placed(results: Results, group: str) -> tuple[float, float]:
    found = results.comparisons[(results.comparisons["ref"] == "TA") & (results.comparisons["group"] == group)]
    return found["rank"].item(), found["n"].item()


def by_ref(results: Results) -> pd.DataFrame:
    return results.table.set_index("ref")


def test_households_in_bed_and_breakfast_fell_from_81_to_68(bcp: Built) -> None:
    assert "fell from 81 to 68" in page_text(bcp.folder / "measures/43.html")


def test_the_rate_is_ranked_among_the_unitaries_that_report(bcp: Built) -> None:
    row = next(row for row in results_of(bcp.folder) if row["ref"] == "TA")
    assert (row["value"], row["benchmark_rank"], row["benchmark_n"]) == ("1.75", "40", "55")
    assert "Windsor and Maidenhead" in page_text(bcp.folder / "measures/TA.html")


def test_a_count_of_households_is_never_ranked(bcp: Built) -> None:
    row = next(row for row in results_of(bcp.folder) if row["ref"] == "43")
    assert row["benchmark_rank"] == ""


def test_results_csv_carries_the_process_limits_of_20_quarters(spring_2024_edition: Built, sent: Sent) -> None:
    rows = {row["ref"]: row for row in results_of(spring_2024_edition.folder)}
    assert set(rows) == set(PARTS)
    for ref, row in rows.items():
        figures = series(sent, BCP, ref, "2019-Q2", "2024-Q1")
        assert (row["points"], count(figures)) == ("20", 20)
        shown = [float(row[name]) for name in ("lower_limit", "mean", "upper_limit")]
        assert shown == pytest.approx(limits(figures), abs=0.0501 * 10 ** -PARTS[ref][2])


def test_the_last_of_20_quarters_is_judged_by_limits_that_a_plain_computation_gives(
    spring_2024: Results, sent: Sent
) -> None:
    table = by_ref(spring_2024)
    for ref in PARTS:
        figures = series(sent, BCP, ref, "2019-Q2", "2024-Q1")
        assert charted(table.loc[ref]) == pytest.approx(limits(figures))
    assert table["value"].to_dict() == {"43": 181, "TA": 2.8, "BBF": 80, "BB6": 56, "PREV": 48.7, "OWED": 96.6}
    assert table.loc[["TA", "BBF", "PREV"], "variation"].tolist() == ["Concern", "Concern", "Common cause"]


def test_the_rate_is_ranked_in_both_groups_as_a_plain_computation_has_it(spring_2024: Results, sent: Sent) -> None:
    assert placed(spring_2024, "English unitaries") == rank(sent, "E06", 2.8)
    assert placed(spring_2024, "English councils") == rank(sent, "E0", 2.8)


def test_what_three_predecessors_reported_of_one_quarter_is_no_revision_of_any(spring_2024: Results) -> None:
    assert spring_2024.signals[spring_2024.signals["signal"] == "revised"].empty


def test_a_quarter_that_was_not_reported_is_missing_and_neither_nought_nor_carried_forward(
    winter_2025: Results,
) -> None:
    history = winter_2025.history[winter_2025.history["period"] == "2025-26-q2"].set_index("ref")
    assert set(history.index) == set(PARTS)
    assert history["value"].isna().all()
    assert set(history["marker"]) == {"x"}
    table = by_ref(winter_2025)
    assert table["previous"].isna().all()
    assert set(table["direction"]) == {""}
    assert table.loc["43", ["value", "points"]].tolist() == [65, 26]


def test_limits_start_anew_where_families_over_six_weeks_were_counted_anew(winter_2025: Results, sent: Sent) -> None:
    history = winter_2025.history[winter_2025.history["ref"] == "BB6"].set_index("period")
    assert [period for period, marker in history["marker"].items() if "b" in marker.split() and "q" in period] == [
        "2024-25-q1"
    ]
    row = by_ref(winter_2025).loc["BB6"]
    figures = series(sent, BCP, "BB6", "2024-Q2", "2025-Q4")
    assert (row["points"], count(figures), row["variation_trial"]) == (6, 6, True)
    assert charted(row) == pytest.approx(limits(figures))


def test_what_is_not_counted_anew_has_one_series_since_the_council_was_formed(winter_2025: Results, sent: Sent) -> None:
    table = by_ref(winter_2025)
    for ref in set(PARTS) - {"BB6"}:
        figures = series(sent, BCP, ref, "2019-Q2", "2025-Q4")
        assert (table.loc[ref, "points"], count(figures)) == (26, 26)
        assert charted(table.loc[ref]) == pytest.approx(limits(figures))


@pytest.mark.parametrize("code", OTHERS)
def test_another_council_is_judged_by_the_same_workspace_with_its_own_area_code(
    tmp_path: Path, repository: Path, real: Path, sent: Sent, code: str
) -> None:
    workspace = shutil.copytree(
        repository / "tests/real/bcp", tmp_path / "council", ignore=shutil.ignore_patterns("_*", "2025-26-q3")
    )
    for path in workspace.rglob("*.mapping.yml"):
        text = path.read_text(encoding="utf-8").replace("[E06000058, E06000028, E06000029, E07000048]", code)
        lines = [line for line in text.replace(BCP, code).splitlines() if not line.startswith("      area: {")]
        lines[lines.index(next(line for line in lines if line.startswith("file: ")))] = (
            f"file: {real / 'hclic/derived_hclic_quarterly_wide.csv'}"
        )
        path.write_text("\n".join(lines), encoding="utf-8")
    council = workspace / "params/council.yml"
    kept = [line for line in council.read_text(encoding="utf-8").splitlines() if "BCP" not in line]
    kept = [line for line in kept if not line.startswith(("name:", "formed:", "predecessors:"))]
    council.write_text("\n".join([f"name: {OTHERS[code]}", *kept]), encoding="utf-8")

    results = judge_workspace(Workspace.at(workspace), Period.parse("2023-24-q4"), Pack.PUBLIC)
    table = by_ref(results)
    for ref in PARTS:
        figures = series(sent, code, ref, "2018-Q2", "2024-Q1")
        withheld = table.loc[ref, "state"] == "suppressed"
        assert table.loc[ref, "points"] == (0 if withheld else count(figures))
        if not withheld:
            assert charted(table.loc[ref]) == pytest.approx(limits(figures))
    assert table.loc[["TA", "PREV", "OWED"], "points"].min() >= 12
    assert placed(results, "English councils") == rank(sent, "E0", table.loc["TA", "value"])
