"""Exception reports on pages and papers, with what was promised before and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
import results_fixture
from lxml import html

from helpers.model.results import PROMISES, Results
from helpers.present.exception_report import exception_reports, exceptions, exceptions_headline
from helpers.present.parts import Parts

MISSED = {
    "ref": "CS-04", "period": "2019-20-q1", "period_label": "Q1 2019/20", "cause": "Vacancies.",
    "action": "Recruit *two* <b>reviewers</b>.", "owner": "Head of Care & Support", "action_date": "2019-08-31",
    "recovery_date": "2019-09-30", "outcome": "missed", "outcome_words": "Missed: still red in Q2 2019/20.",
}  # fmt: skip
BARE = MISSED | {
    "period": "2018-19-q4", "period_label": "Q4 2018/19", "action": "", "owner": "", "action_date": "",
    "recovery_date": "", "outcome": "not known", "outcome_words": "Not known: no date of recovery was given.",
}  # fmt: skip


def edition(*promises: dict[str, str], **fields: Any) -> Results:
    results = results_fixture.results()
    table = results.table.assign(red_running=0)
    for name, value in fields.items():
        table.loc[table["ref"] == "CS-04", name] = value
    return replace(results, table=table, promises=pd.DataFrame(promises, columns=list(PROMISES), dtype="str"))


def tables(parts: Parts) -> dict[str, html.HtmlElement]:
    made = [data["text/html"] for data, _ in parts.bundles() if "image/png" not in data and "text/html" in data]
    return {element.get("id"): element for element in map(html.fragment_fromstring, made)}


def words(parts: Parts) -> str:
    return "\n".join(data.get("text/markdown", "") for data, _ in parts.bundles())


def cells(table: html.HtmlElement) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")]


def test_a_card_shows_the_promises_made_before_in_order_of_time() -> None:
    shown = tables(exceptions(edition(BARE, MISSED)))["table-exception-cs-04-promises"]
    assert cells(shown) == [
        ["When", "What was promised", "By when", "What became of it"],
        ["Q4 2018/19", "No action was named.", "No date", "Not known: no date of recovery was given."],
        [
            "Q1 2019/20", "Recruit two <b>reviewers</b>.Head of Care & Support, by 31 August 2019", "30 September 2019",
            "Missed: still red in Q2 2019/20.",
        ],
    ]  # fmt: skip


def test_without_earlier_promises_there_is_no_table_of_them() -> None:
    shown = exceptions(edition())
    assert list(tables(shown)) == ["table-exception-cs-04", "table-exception-r-01"]
    assert "promised" not in words(shown)


def test_a_card_says_how_long_the_measure_has_been_red() -> None:
    said = words(exceptions(edition(MISSED, red_running=3)))
    assert "Red for the third quarter running. One earlier date passed without recovery." in said


@pytest.mark.parametrize(
    ("show", "heading"),
    [
        (exceptions, "#### What was promised before {#exception-cs-04-promises}"),
        (exception_reports, "### What was promised before {#exception-cs-04-promises}"),
        (
            lambda results: exceptions(results.measure("CS-04")),
            "### What was promised before {#exception-cs-04-promises}",
        ),
    ],
)
def test_page_paper_and_measure_page_head_the_promises_one_level_below_the_report(show: Any, heading: str) -> None:
    said = words(show(edition(MISSED))).split("\n")
    assert heading in said


def test_the_promises_stand_after_the_answers() -> None:
    assert list(tables(exception_reports(edition(MISSED)))) == [
        "table-exception-cs-04", "table-exception-cs-04-promises", "table-exception-r-01",
    ]  # fmt: skip


def test_a_date_that_has_passed_stands_with_the_new_one_owed() -> None:
    answers = tables(exceptions(edition(recovery_date="2019-09-30", action_date="2019-08-31")))["table-exception-cs-04"]
    assert cells(answers)[-1] == [
        "Expected back on track", "30 September 2019Owed: this date has passed; give a new one.",
    ]  # fmt: skip
    assert [node.text for node in answers.iter("span")] == ["Owed"]


def test_a_report_that_is_not_complete_is_marked_and_counted() -> None:
    shown = edition(owed="exception: cause", cause="")
    assert cells(tables(exceptions(shown))["table-exception-cs-04"])[1] == ["What happened and why", "Owed"]
    assert "1 of them is not complete" in exceptions_headline(shown).markdown


def test_red_comes_before_the_other_reasons() -> None:
    results = edition()
    table = results.table.assign(
        exception_required=["special cause of concern", *results.table["exception_required"][1:]]
    )
    assert list(tables(exceptions(replace(results, table=table)))) == [
        "table-exception-cs-04", "table-exception-r-01", "table-exception-43",
    ]  # fmt: skip


def test_a_paper_of_several_reports_begins_with_links_to_each_and_one_of_a_single_report_does_not() -> None:
    said = words(exception_reports(edition()))
    links = [line.partition("](<#")[2].partition(">")[0] for line in said.splitlines() if line.startswith("- [")]
    assert links == ["exception-cs-04-title", "exception-r-01-title"]
    assert all(f"{{#{link} .exception-title " in said for link in links)
    assert "](</measures/CS-04.html>) {#exception-cs-04-title .exception-title .is-red}" in said
    assert "](<#" not in words(exception_reports(edition().measure("CS-04")))


def test_where_no_report_is_required_there_is_none() -> None:
    one = edition().measure("CS-05")
    assert (exceptions(one).parts, exception_reports(one).parts) == ((), ())
    assert exceptions_headline(one).markdown == (
        "No measure needs an exception report this period. A measure that is red, gets worse by more than chance, or "
        "usually misses its target would need one."
    )
