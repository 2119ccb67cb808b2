"""A notebook shows what its directorate still owes, as a table that a screen reader can read."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from lxml import html
from results_fixture import results as whole
from results_fixture import row

import helpers
from helpers.model.results import APPROVALS, Results
from helpers.narrate.owed import owed as things_owed
from helpers.present.owed import owed
from helpers.present.parts import Parts

SIGNED = ("Corporate Director", "2019-10-28", "")


def results(state: str = "draft") -> Results:
    children = {"directorate": "childrens-services", "directorate_name": "Children's Services"}
    measures = (
        row(ref="H-01", title="Homes <script>alert(1)</script>", state="missing"),
        row(ref="CS-1", title="Visits", owed="exception: cause; commentary", **children),
    )
    approvals = pd.DataFrame(
        [
            ("housing", "Housing & Communities", state, *SIGNED),
            ("childrens-services", "Children's Services", "approved", *SIGNED),
        ],
        columns=list(APPROVALS),
    )
    return replace(whole(), table=pd.DataFrame(list(measures)), approvals=approvals)


def outputs(of: Parts) -> list[str]:
    return [text for data, _ in of.bundles() for text in data.values()]


def cells(of: Parts) -> list[list[str]]:
    (table,) = (text for text in outputs(of) if text.startswith("<table"))
    return [[cell.text_content() for cell in line] for line in html.fragment_fromstring(table).iter("tr")]


def test_a_directorates_notebook_shows_what_it_owes_and_where_that_is_mended() -> None:
    shown = owed(results().directorate("housing"))
    assert outputs(shown)[0] == "2 things are owed by Housing \\& Communities for Q2 2019/20."
    assert cells(shown) == [
        ["About", "What is owed", "Where"],
        ["H-01 Homes <script>alert(1)</script>", "The figure for Q2 2019/20", "data/returns/2019-20-q2/"],
        ["Sign-off", "Approval", "reports/2019-20-q2/approvals.csv"],
    ]
    assert "<script>" not in outputs(shown)[1]


def test_the_whole_councils_table_names_the_directorate() -> None:
    shown = cells(owed(results()))
    assert [line[1] for line in shown] == [
        "Directorate", "Children's Services", "Children's Services", "Housing & Communities", "Housing & Communities",
    ]  # fmt: skip
    assert len(shown) - 1 == len(things_owed(results()))


def test_every_row_and_column_of_the_table_has_its_header() -> None:
    table = html.fragment_fromstring(outputs(owed(results()))[1])
    assert [cell.get("scope") for cell in table.findall(".//thead//th")] == ["col"] * 4
    assert {line[0].get("scope") for line in table.findall(".//tbody/tr")} == {"row"}


def test_a_sentence_alone_says_that_nothing_is_owed() -> None:
    view = results("approved").directorate("housing")
    done = replace(view, table=view.table.assign(state="reported"))
    assert outputs(owed(done)) == ["Nothing is owed by Housing \\& Communities for Q2 2019/20."]


def test_a_notebook_reaches_both_through_the_front_door() -> None:
    assert helpers.owed is owed
    assert "sign_off" in helpers.__all__
