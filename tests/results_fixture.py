"""A small made-up edition with every kind of measure, for tests of words and looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from helpers.model.council import Council, Pack
from helpers.model.edition import Edition
from helpers.model.meeting import Meeting
from helpers.model.period import Period
from helpers.model.results import Results

TEXT = (  # noqa: SIM905 - a list of names reads best as words
    "ref title definition why unit polarity frequency basis head directorate service portfolio priority outcome "
    "owner_role sdg equality "
    "source_system directorate_name service_name portfolio_name priority_name outcome_name period data_period "
    "data_period_label state marker rag rag_basis rag_supplied rag_reason previous_period previous_period_label "
    "previous_marker direction direction_year outturn_marker direction_outturn forecast_method forecast_rag variation "
    "assurance variation_rule rebased worked_forecast_method interval_method "
    "benchmark_group benchmark_quartile benchmark_missing quality quality_reasons commentary "
    "commentary_where commentary_state commentary_offer cause action action_owner action_date recovery_date "
    "exception_required owed not_derived outturn_not_derived source_file source_hash received supplied_by"
).split()
NUMBERS = (  # noqa: SIM905
    "value numerator denominator target target_low target_high intervention year_target year_target_low "
    "year_target_high previous same_period_last_year outturn_last_year forecast forecast_low forecast_high "
    "service_forecast worked_forecast worked_forecast_low worked_forecast_high forecast_error forecast_errors "
    "interval_low interval_high points mean "
    "lower_limit upper_limit benchmark_n benchmark_rank benchmark_median"
).split()


def council() -> Council:
    """A council of three directorates and three priorities."""
    return Council.model_validate(
        {
            "name": "Westmere Council",
            "fictional": True,
            "site_url": "https://performance.westmere.example",
            "contact": {"role": "Policy and Performance Team", "email": "performance@westmere.example"},
            "directorates": [
                {
                    "key": "childrens-services",
                    "name": "Children's Services",
                    "services": [{"key": "care", "name": "Care"}],
                },
                {"key": "housing", "name": "Housing & Communities", "services": [{"key": "homes", "name": "Homes"}]},
                {"key": "resources", "name": "Resources"},
            ],
            "priorities": [
                {"key": "brighter-futures", "name": "Brighter Futures"},
                {"key": "fulfilled-lives", "name": "Fulfilled Lives"},
                {"key": "modern-council", "name": "A modern, accessible and accountable council"},
            ],
            "portfolios": [{"key": "children", "name": "Children and Families"}],
            "panels": [
                {"key": "people-panel", "name": "People Panel", "directorates": ["childrens-services", "housing"]},
                {"key": "money-panel", "name": "Money Panel", "priorities": ["modern-council"]},
            ],
        }
    )


def quarters(last: str = "2019-20-q2", count: int = 13) -> list[Period]:
    """The quarters up to one, in order."""
    end = Period.parse(last)
    return [end.shift(-back) for back in range(count - 1, -1, -1)]


def row(**given: object) -> dict[str, object]:
    """One row of a results table, with what is not given left empty."""
    base: dict[str, object] = dict.fromkeys(TEXT, "") | dict.fromkeys(NUMBERS, float("nan"))
    base |= {
        "unit": "count", "decimals": 0, "polarity": "lower", "frequency": "quarterly", "basis": "period", "lag": 0,
        "in_arrears": False, "variation_trial": False, "within_variation": False, "red_running": 0,
        "target_profiled": False,
        "directorate": "housing", "directorate_name": "Housing & Communities", "priority": "fulfilled-lives",
        "priority_name": "Fulfilled Lives", "sensitive": False, "state": "reported", "period": "2019-20-q2",
        "head": "activity",
        "data_period": "2019-20-q2", "data_period_label": "Q2 2019/20", "previous_period": "2019-20-q1",
        "previous_period_label": "Q1 2019/20", "rag_basis": "rule", "quality": "Good", "owner_role": "Head of Housing",
        "source_system": "Housing system", "source_file": "data/returns/2019-20-q2/housing.csv", "source_row": 3,
        "supplied_by": "Performance officer, Housing", "received": "2019-10-11",
    }  # fmt: skip
    unknown = set(given) - set(base)
    assert not unknown, f"no such column: {unknown}"
    return base | given


CHILDREN = {
    "directorate": "childrens-services", "directorate_name": "Children's Services", "priority": "brighter-futures",
    "priority_name": "Brighter Futures", "owner_role": "Head of Children's Social Care",
}  # fmt: skip
RESOURCES = {
    "directorate": "resources", "directorate_name": "Resources", "priority": "modern-council",
    "priority_name": "A modern, accessible and accountable council", "owner_role": "Head of Finance",
}  # fmt: skip


def table() -> pd.DataFrame:
    """One measure of every kind."""
    made = [
        row(ref="43", title="Households in bed and breakfast", value=68.0, denominator=1000.0, previous=81.0,
            direction="Improving",
            target=60.0, intervention=75.0, rag="Amber", outturn_last_year=96.0, forecast=64.0, forecast_rag="Amber",
            forecast_method="the service's own", benchmark_group="neighbours", benchmark_n=6.0, benchmark_rank=4.0,
            benchmark_quartile="3", benchmark_median=61.0, benchmark_missing="Northmere", points=13.0, mean=90.0,
            lower_limit=58.0, upper_limit=122.0, variation="common cause",
            definition="Households placed by the council in bed and breakfast at the end of the quarter.",
            why="Bed and breakfast is costly and no place for a child to grow up.",
            commentary="Two schemes opened in *July*. See [the plan](https://westmere.example/plan).",
            commentary_state="returned", commentary_where="data/returns/2019-20-q2/housing.csv, row 3"),
        row(ref="CS-04", title="Child protection plans that are second or later plans", unit="%", decimals=1,
            value=24.5, previous=22.1, direction="Worsening", target=18.0, intervention=20.0, rag="Red",
            forecast=21.0, forecast_rag="Red", exception_required="red",
            cause="More large sibling groups returned to plans.",
            action="A review panel checks every closure.", action_owner="Head of Children's Social Care",
            action_date="2019-11-30", recovery_date="2020-03-31", commentary="A <b>rise</b> in repeat plans.",
            outturn_last_year=19.2, quality="Check", quality_reasons="ten-fold jump", **CHILDREN),
        row(ref="CS-05", title="Timely visits & reviews", unit="%", decimals=1, polarity="higher", value=91.2,
            previous=84.0, direction="Improving", target=90.0, intervention=80.0, rag="Green", forecast=92.0,
            service_forecast=92.0, worked_forecast=89.0, worked_forecast_low=86.5, worked_forecast_high=91.0,
            worked_forecast_method="the whole of the year so far, taken together", forecast_error=1.5,
            forecast_errors=3.0, year_target=95.0, interval_low=89.6, interval_high=92.6, numerator=1094.0,
            denominator=1200.0, interval_method="95% interval by Wilson's method for a share",
            forecast_rag="Green", marker="p", outturn_last_year=85.5, **CHILDREN),
        row(ref="CS-06", title="Children in care placed far from home", value=float("nan"), marker="c", sensitive=True,
            state="suppressed", rag_basis="suppressed", **CHILDREN),
        row(ref="CS-07", title="Pupils at good schools", unit="%", polarity="higher", frequency="annual", value=88.0,
            state="not due", rag_basis="not due", data_period="2018-19", data_period_label="2018/19", target=90.0,
            previous_period="", previous_period_label="", **CHILDREN),
        row(ref="H-02", title="Empty homes brought back", polarity="higher", basis="cumulative", value=1234.0,
            previous=600.0, direction="Improving", target=1200.0, rag="Green", marker="r"),
        row(ref="H-03", title="Rough sleepers", state="missing", rag_basis="missing", previous=12.0,
            owed="figure for Q2 2019/20"),
        row(ref="H-04", title="Bins collected on time <script>alert(1)</script>", unit="%", decimals=1,
            polarity="higher", value=99.6, previous=99.6, direction="No change", rag_basis="no target",
            commentary="=cmd()"),
        row(ref="R-01", title="Cost of agency staff", unit="£", value=1250000.0, previous=1100000.0,
            direction="Worsening", target=1000000.0, rag="Red", exception_required="red",
            owed="cause; action; action owner; action date; recovery date", rag_supplied="Amber", **RESOURCES),
        row(ref="R-02", title="Room temperature", unit="degrees", decimals=1, polarity="range", value=20.5,
            previous=17.0, direction="Improving", target_low=18.0, target_high=22.0, rag="Green", **RESOURCES),
        row(ref="R-03", title="Complaints", polarity="none", value=38.0, previous=31.0, direction="Increasing",
            rag_basis="information only", quality="Doubtful", quality_reasons="unchanged; late", **RESOURCES),
        row(ref="R-04", title="Staff who would recommend us", unit="%", polarity="higher", value=61.0,
            rag="Green", rag_basis="assessed", rag_reason="Above the sector's survey", **RESOURCES),
        row(ref="R-05", title="Surplus on traded services", unit="£", polarity="higher", value=-3000.0,
            previous=-5000.0, direction="Improving", target=0.0, intervention=-4000.0, rag="Amber", **RESOURCES),
        row(ref="R-06", title="Days lost to sickness", unit="days", decimals=1, value=float("nan"), marker="x",
            state="unavailable", rag_basis="unavailable", previous=9.1, **RESOURCES),
    ]  # fmt: skip
    frame = pd.DataFrame(made)
    frame["source_row"] = frame["source_row"].astype("Int64")
    return frame.astype(dict.fromkeys(TEXT, "str") | dict.fromkeys(NUMBERS, "float64"))


def history(results_table: pd.DataFrame) -> pd.DataFrame:
    """Thirteen quarters for the measures that have a figure, with a gap and a break in the first."""
    made = []
    wave = np.array([0.62, 0.7, 0.74, 0.71, 0.8, 0.86, 0.9, 1.1, 1.05, 1.12, 1.0])
    for one in results_table.itertuples(index=False):
        if np.isnan(one.value) or np.isnan(one.previous):
            continue
        figures = [*np.round(one.previous * wave, one.decimals), one.previous, one.value]
        for index, (period, value) in enumerate(zip(quarters(), figures, strict=True)):
            gap = one.ref == "43" and index == 4
            made.append({
                "ref": one.ref, "period": str(period), "period_label": period.label,
                "start": period.start.isoformat(), "end": period.end.isoformat(),
                "value": float("nan") if gap else float(value), "numerator": float("nan"),
                "denominator": float("nan"), "marker": "b" if one.ref == "43" and index == 8 else "",
                "state": "missing" if gap else "reported", "kind": "quarter",
                "source_file": one.source_file, "source_row": index + 2, **_limits(one, index),
            })  # fmt: skip
    return pd.DataFrame(made)


def _limits(one: Any, index: int) -> dict[str, object]:
    """Give a period its process limits: those of 43 start afresh at the break, and its last figures stand out."""
    if np.isnan(one.mean):
        return dict.fromkeys(("mean", "lower_limit", "upper_limit"), float("nan")) | {"special": ""}
    raised = 20.0 if index < 8 else 0.0
    special = "below: two of three near a limit" if index > 10 else ""
    return {"mean": one.mean - raised, "lower_limit": one.lower_limit - raised,
            "upper_limit": one.upper_limit - raised, "special": special}  # fmt: skip


def results() -> Results:
    """The whole made-up edition."""
    measures = table()
    peers = pd.DataFrame({
        "ref": "43", "period": "2019-20-q2", "group": "neighbours", "group_name": "our neighbours",
        "area": ["Eastmere", "Northmere", "Southmere", "Midmere", "Oldmere", "Newmere"],
        "value": [44.0, float("nan"), 58.0, 61.0, 74.0, 90.0], "marker": ["", "x", "", "", "", ""],
    })  # fmt: skip
    england = pd.DataFrame({
        "ref": "CS-05", "period": "2019-20-q2", "group": "England", "group_name": "England",
        "area": [f"Council {number}" for number in range(60)], "value": [70.0 + number / 2 for number in range(60)],
        "numerator": [(70.0 + number / 2) * (1 + number % 7) * 4 for number in range(60)],
        "denominator": [(1.0 + number % 7) * 400 for number in range(60)], "marker": "",
    })  # fmt: skip
    few = england.iloc[5::12].assign(group="neighbours", group_name="our neighbours")
    peers = pd.concat([peers, england, few], ignore_index=True)
    peers["compared"] = peers["value"]
    signals = pd.DataFrame({
        "ref": ["R-03", "R-03", "CS-04"], "dimension": ["accuracy", "timeliness", "accuracy"],
        "signal": ["unchanged", "late", "ten-fold jump"],
        "reason": ["The figure is the same as last quarter's to the last decimal.", "Supplied after the due date.",
                   "The figure is ten times the last."],
    })  # fmt: skip
    edition = Edition(
        council(), Period.parse("2019-20-q2"), Pack.PUBLIC, Meeting(body="Cabinet", date=date(2019, 11, 13), item="7"),
        date(2019, 11, 5), version="1a2b3c4d",
    )  # fmt: skip
    actions = pd.DataFrame(columns=["key", "title", "priority", "outcome", "service", "owner_role", "due", "status",
                                    "progress", "directorate"])  # fmt: skip
    return Results(edition, measures, history(measures), peers, signals, actions, comparisons=comparisons())


def comparisons() -> pd.DataFrame:
    """Set three measures beside groups of councils: one of them beside two, one beside councils that sent nothing."""
    made = [
        {"ref": "43", "group": "neighbours", "group_name": "our neighbours", "n": 6.0, "rank": 4.0, "quartile": 3.0,
         "median": 64.5, "lowest": 44.0, "highest": 90.0, "missing": "Northmere", "note": ""},
        {"ref": "CS-05", "group": "neighbours", "group_name": "our neighbours", "n": 6.0, "rank": 2.0,
         "quartile": 2.0, "median": 87.0, "lowest": 72.5, "highest": 96.5, "missing": "", "note": ""},
        {"ref": "CS-05", "group": "England", "group_name": "England", "n": 61.0, "rank": 18.0, "quartile": 2.0,
         "median": 85.0, "lowest": 70.0, "highest": 99.5, "missing": "", "note": ""},
        {"ref": "R-03", "group": "England", "group_name": "England", "note": "councils differ in size", "missing": "",
         **dict.fromkeys(("n", "rank", "quartile", "median", "lowest", "highest"), float("nan"))},
    ]  # fmt: skip
    return pd.DataFrame(made).assign(period="2019-20-q2")


def changed(edition: Results, ref: str, **columns: object) -> Results:
    """Give an edition in which one measure's row says something else."""
    table = edition.table.copy()
    for name, value in columns.items():
        table.loc[table["ref"] == ref, name] = value
    return replace(edition, table=table)
