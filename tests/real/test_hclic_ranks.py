"""Every English council's rate of temporary accommodation, 31 quarters: who ranks where, against plain counting."""

from __future__ import annotations

import csv
import statistics
from pathlib import Path

import pandas as pd
import pytest
from tiny import Tiny, a_measure

from helpers.assess.others.peers import comparable
from helpers.assess.others.ranks import Ranked, ranked
from helpers.collect.benchmarks import read_benchmarks
from helpers.model.framework import Framework
from helpers.model.period import Period

pytestmark = pytest.mark.needs_real

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "real" / "hclic"
FILE = FOLDER / "derived_hclic_quarterly_wide.csv"
MAPPING = f"""\
file: {FILE}
unless: {{area_code: ["E12*", "E92*"]}}
rows:
  - as: benchmarks
    cells:
      ref: {{text: TA}}
      period: {{column: period, form: calendar-quarter}}
      area: area_name
      value: {{column: ta_per_1000, markers: {{"..": x, "-": c}}}}
"""
GROUPS = "group,name,kind,area\nengland,England,country,*\n"
TA = a_measure("TA", unit="per 1,000 households", decimals=2, polarity="lower", benchmark_group="england")
COUNCILS = ("Bournemouth, Christchurch and Poole", "Windsor and Maidenhead", "Birmingham",
            "Bath and North East Somerset")  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The national file as it is read and made comparable; nobody in it is us."""
    tiny = Tiny.whole(tmp_path_factory.mktemp("england"))
    (tiny.root / "data/benchmarks/neighbours.csv").unlink()
    tiny.put("data/benchmarks/hclic.mapping.yml", MAPPING)
    tiny.put("data/benchmarks/groups.csv", GROUPS)
    read = read_benchmarks(tiny.workspace, Framework((TA,)), Period.parse("2025-26-q3"))
    others = comparable(read, [TA], ["Tinytown Council"]).others
    spelt = others["area"].str.replace("&", "and")
    return others.assign(polarity="lower", period=others["period"].astype("str"), area=spelt)


@pytest.fixture(scope="module")
def england(rows: pd.DataFrame) -> Ranked:
    """All of it ranked at once."""
    return ranked(rows)


@pytest.fixture(scope="module")
def plain() -> dict[str, dict[str, float | None]]:
    """The same figures by quarter and council, read with the standard library alone."""
    found: dict[str, dict[str, float | None]] = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["area_code"].startswith(("E12", "E92")):
                continue
            year, quarter = int(row["period"][:4]), int(row["period"][-1])
            first = year if quarter > 1 else year - 1
            period = f"{first}-{(first + 1) % 100:02d}-q{(quarter + 2) % 4 + 1}"
            text = row["ta_per_1000"]
            figure = None if text in ("..", "-", "") else int(float(text) * 100 + 0.5 + 1e-9) / 100
            found.setdefault(period, {})[row["area_name"].replace("&", "and")] = figure
    return found


def place(rows: pd.DataFrame, england: Ranked, area: str, period: str) -> tuple[float, float, float]:
    """Figure, rank and quartile of one council in one quarter."""
    row = rows[(rows["area"] == area) & (rows["period"] == period)].index
    assert len(row) == 1, (area, period)
    return (rows["compared"][row[0]], *england.rows.loc[row[0]])


@pytest.mark.parametrize("area", COUNCILS)
def test_rank_and_quartile_are_what_plain_counting_gives_in_every_quarter(
    area: str, rows: pd.DataFrame, england: Ranked, plain: dict[str, dict[str, float | None]]
) -> None:
    quarters = [period for period, figures in plain.items() if area in figures]
    assert len(quarters) == (27 if area.startswith("Bournemouth") else 31)
    for period in quarters:
        mine, everyone = plain[period][area], [figure for figure in plain[period].values() if figure is not None]
        figure, rank, quartile = place(rows, england, area, period)
        if mine is None:
            assert all(map(pd.isna, (figure, rank, quartile))), period
            continue
        better = sum(1 for other in everyone if other < mine)
        assert (figure, rank) == (mine, better + 1), period
        assert quartile == next(quarter for quarter in (1, 2, 3, 4) if better < quarter * len(everyone) / 4), period


def test_median_ends_and_who_did_not_report_are_what_plain_counting_gives(
    england: Ranked, plain: dict[str, dict[str, float | None]]
) -> None:
    assert len(england.groups) == len(plain) == 31
    for (_, period, _), group in england.groups.iterrows():
        known = [figure for figure in plain[period].values() if figure is not None]
        assert group["n"] == len(known)
        assert group["median"] == pytest.approx(statistics.median(known))
        assert (group["lowest"], group["highest"]) == (min(known), max(known))
        silent = sorted(name for name, figure in plain[period].items() if figure is None)
        assert group["missing"] == "; ".join(silent)


@pytest.mark.parametrize(
    ("area", "period", "expected"),
    [
        # awk -F, over the file: 220 councils have less than 1.745, 307 have a figure; 220 / 307 = 0.717.
        (COUNCILS[0], "2019-20-q2", (1.75, 221, 3)),
        (COUNCILS[3], "2019-20-q2", (0.39, 88, 2)),
        (COUNCILS[1], "2025-26-q3", (4.46, 222, 4)),  # 221 have less than 4.455, of 289
        (COUNCILS[2], "2025-26-q3", (11.80, 259, 4)),
    ],
)
def test_examples_counted_by_hand(
    area: str, period: str, expected: tuple[float, float, float], rows: pd.DataFrame, england: Ranked
) -> None:
    assert place(rows, england, area, period) == expected


def test_bcp_is_missing_from_july_to_september_2025_not_nought_and_not_carried_forward(
    rows: pd.DataFrame, england: Ranked
) -> None:
    assert all(map(pd.isna, place(rows, england, COUNCILS[0], "2025-26-q2")))
    assert COUNCILS[0] in england.groups.loc[("TA", "2025-26-q2", "england"), "missing"].split("; ")
    for neighbour in ("2025-26-q1", "2025-26-q3"):
        assert not any(map(pd.isna, place(rows, england, COUNCILS[0], neighbour)))
