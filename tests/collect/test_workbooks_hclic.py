"""The ministry's own workbooks, read as they are by mapping, say what the CSV that was derived from them says."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers.collect.benchmarks import read_benchmarks
from helpers.collect.council import read_council
from helpers.collect.framework import read_framework
from helpers.collect.mapping.read import read_mapped
from helpers.collect.returns import read_returns
from helpers.model.period import Period
from helpers.model.workspace import Workspace

pytestmark = pytest.mark.needs_real

RELEASES = {"201906": ("2019-Q2", "2019-20-q1"), "201909": ("2019-Q3", "2019-20-q2")}
A1 = {
    "assessments_total": "Total initial assessments*",
    "owed_duty_total": "Assessed as owed a duty > Total owed*",
    "prevention_duty": "Assessed as owed a duty > *Prevention duty owed",
    "s21_prevention": "Assessed as owed a duty > Of which: > *Section 21*",
    "relief_duty": "Assessed as owed a duty > *Relief duty owed*",
}
TA1 = {
    "ta_households": "Total number of households in TA*,*",
    "ta_per_1000": "Total number of households in TA per (000s)",
    "ta_with_children": "Total number of households in TA with children",
    "ta_children": "Total number of children in TA",
    "bb_households": "Bed and breakfast hotels* > Total number of households",
    "bb_with_children": "Bed and breakfast hotels* > Total with children",
    "bb_children_over_6w": "Bed and breakfast hotels* > Total with children and resident more than 6 weeks",
}
TABLES = {
    "A1": ("sheet: [A1, A1_, Table_A1]\nheader: Total initial assessments*\nheader_rows: 3\n", A1),
    "TA1": ("sheet: [TA1, TA1_, Table_TA1]\nheader: Total number of households in TA*\nheader_rows: 2\n", TA1),
}
MARKERS = "{'..': x, '-': c}"


def mapping(real: Path, release: str, table: str, kind: str, rows: list[dict[str, str]], more: str = "") -> str:
    """Write a mapping file: the place of the table, and how each row of ours is made."""
    place, _ = TABLES[table]
    period = f"{{title: 'Table {table} *England, {{}}', form: quarter-ending}}"
    made = "".join(
        f"  - as: {kind}\n    cells:\n      period: {period}\n"
        + "".join(f"      {name}: {cell}\n" for name, cell in row.items())
        for row in rows
    )
    workbook = real / "hclic" / f"DetailedLA_{release}_revised.xlsx"
    return f"file: {workbook}\n{place}{more}rows:\n{made}"


def figure(column: str) -> str:
    return f"{{column: '{column}', markers: {MARKERS}}}"


def derived(real: Path) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Figure and marker by period, area and column, as the derived CSV has them."""
    periods = dict(RELEASES.values())
    with (real / "hclic" / "derived_hclic_quarterly_wide.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["period"] in periods]
    return {
        (periods[row["period"]], row["area_code"], column): {"..": ("", "x"), "-": ("", "c")}.get(
            row[column], (row[column], "")
        )
        for row in rows
        for column in (*A1, *TA1)
    }


def test_every_figure_and_marker_of_every_area_is_the_one_derived_from_the_workbook(real: Path, tmp_path: Path) -> None:
    read: dict[tuple[str, str, str], tuple[str, str]] = {}
    for release in RELEASES:
        for table, (_, columns) in TABLES.items():
            rows = [
                {"group": "{text: England}", "ref": f"{{text: {ref}}}", "area": "A", "value": figure(column)}
                for ref, column in columns.items()
            ]
            path = tmp_path / f"{release}-{table}.mapping.yml"
            path.write_text(mapping(real, release, table, "benchmarks", rows, "where: {A: 'E*'}\n"), encoding="utf-8")
            for made in read_mapped(path, path.name, "benchmarks")[2]:
                read |= {
                    (row["period"], row["area"], row["ref"]): (row["value"], row.get("marker", ""))
                    for _, row in made.rows
                }
    assert read == derived(real)
    assert len(read) == 2 * 327 * 12
    assert {marker for _, marker in read.values()} == {"", "x", "c"}


def observations(workspace: Workspace) -> tuple[pd.DataFrame, pd.DataFrame]:
    through = Period.parse("2019-20-q2")
    framework = read_framework(workspace, read_council(workspace))
    returns = read_returns(workspace, framework, through)
    ours = (returns["area"] == "") & returns["ref"].isin(("43", "TA"))  # not our predecessors', nor the other measures
    returns = returns.loc[ours, ["ref", "period", "value", "marker"]]
    peers = read_benchmarks(workspace, framework, through)
    peers = peers[(peers["ref"] == "TA") & (peers["group"] == "English unitaries")]
    keys = ["ref", "area", "period"]
    return (
        returns.sort_values(["ref", "period"], ignore_index=True),
        peers[peers["period"] >= Period.parse("2019-20-q1")].sort_values(keys, ignore_index=True),
    )


def test_bcp_reads_the_same_returns_and_benchmarks_from_the_workbooks_as_from_the_csv(
    repository: Path, real: Path, tmp_path: Path
) -> None:
    root = tmp_path / "bcp"
    for part in ("params", "data/framework"):
        shutil.copytree(repository / "tests" / "real" / "bcp" / part, root / part)
    own = [
        {"ref": "{text: '43'}", "value": figure(TA1["bb_households"])},
        {"ref": "{text: TA}", "value": figure(TA1["ta_per_1000"])},
    ]
    peers = [
        {"group": "{text: English unitaries}", "ref": "{text: TA}", "area": "B", "value": figure(TA1["ta_per_1000"])}
    ]
    for release, (_, period) in RELEASES.items():
        for folder, kind, rows, where in (
            (f"data/returns/{period}", "returns", own, "where: {A: E06000058}\n"),
            ("data/benchmarks", "benchmarks", peers, "where: {A: 'E06*'}\nunless: {A: E06000058}\n"),
        ):
            path = root / folder / f"hclic-{release}.mapping.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(mapping(real, release, "TA1", kind, rows, where), encoding="utf-8")
    from_csv = observations(Workspace.at(repository / "tests" / "real" / "bcp"))
    from_workbooks = observations(Workspace.at(root))
    for one, other in zip(from_workbooks, from_csv, strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    assert list(from_workbooks[0].loc[from_workbooks[0]["ref"] == "43", "value"]) == [81, 68]
    assert len(from_workbooks[1]) == 2 * 55
