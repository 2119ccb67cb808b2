"""A decision that process limits start anew is read, and stands in the measure's row (rules.md, "Variation")."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tiny import Tiny

from helpers.collect.fields import RowReader
from helpers.collect.rebases import rebase_of
from helpers.model.council import Pack
from helpers.model.measure import Measure
from helpers.model.period import Kind, Period
from helpers.publish.judging import judge_workspace

HEADING = "ref,period,reason,role,date\n"


def test_a_rebase_on_disk_stands_on_the_measures_row(tmp_path: Path) -> None:
    tiny = Tiny.whole(tmp_path / "tinytown")
    tiny.put("data/framework/rebases.csv", f"{HEADING}H1,2019-20-q1,A new duty in law,Head of Housing,05/07/2019\n")
    row = judge_workspace(tiny.workspace, Period.parse("2019-20-q2"), Pack.PUBLIC).table.set_index("ref").loc["H1"]
    assert row["rebased"] == "limits since Q1 2019/20: A new duty in law (Head of Housing, 5 July 2019)"


@pytest.mark.parametrize(("frequency", "kind"), [("monthly", Kind.MONTH), ("annual", Kind.YEAR)])
def test_a_period_that_could_be_two_is_the_one_that_the_measure_has(frequency: str, kind: Kind) -> None:
    measure = Measure(ref="A1", title="A", unit="%", polarity="higher", frequency=frequency, directorate="adults")
    cells = {"ref": "A1", "period": "2010-11", "reason": "A new duty", "role": "Head", "date": "2011-05-01"}
    row = RowReader("rebases.csv", 2, cells)
    made = rebase_of(row, measure)
    assert row.problems == []
    assert made is not None
    assert (made.period.kind, made.date) == (kind, date(2011, 5, 1))
