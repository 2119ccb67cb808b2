"""The data-quality report: dimensions counted, doubts by sign with a question, and the measures nobody answers for."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
import results_fixture
from lxml import html

import helpers
from helpers.assess.quality.sign import DIMENSIONS, OWNERSHIP, SIGNS
from helpers.model.council import Pack
from helpers.model.results import Results
from helpers.present.parts import Part
from helpers.present.phantom_owners import PHANTOM
from helpers.present.quality_signs import SECTIONS

SIGNALS = [
    ("43", "accuracy", "zero in doubt", "the figure is exactly 0 where the period before was 81"),
    ("43", "accuracy", "fell to zero", "it fell to exactly 0 after 8 figures, all 81"),
    ("R-03", "timeliness", "late", "the return came on 12 November 2019, after 11 November 2019"),
    ("H-03", "timeliness", "stale", "nothing was sent for 2 periods"),
    ("H-03", "completeness", "missing", "the figure was due and was not sent"),
    ("R-01", "completeness", "no owner", "no owner is named, only “TBC”"),
    ("CS-06", "validity", "owner is no role", "the owner is an address or a number, not a role"),
]


@pytest.fixture(scope="module")
def edition() -> Results:
    """The made-up edition with doubts of every kind; one owner is an e-mail address."""
    results = results_fixture.results()
    signals = pd.DataFrame(SIGNALS, columns=["ref", "dimension", "signal", "reason"])
    table = results.table.copy()
    table.loc[table["ref"] == "CS-06", ["owner_role", "quality"]] = ["someone@westmere.example", ""]
    return replace(results, signals=signals, table=table)


def shown(part: Part) -> list[str]:
    return [next(iter(data.values())) for data, _ in part.bundles()]


def table_of(part: Part, name: str) -> list[list[str]]:
    text = next(text for text in shown(part) if f'id="table-{name}"' in text)
    return [[cell.text_content() for cell in row] for row in html.fragment_fromstring(text).iter("tr")]


def test_every_sign_has_its_place_on_the_page() -> None:
    sections = [sign for section in SECTIONS for sign in section.signs]
    assert sorted([*sections, *PHANTOM]) == sorted(sign.name for sign in SIGNS)
    assert set(OWNERSHIP) < set(PHANTOM)


def test_each_dimension_is_counted_and_says_what_it_asks(edition: Results) -> None:
    rows = table_of(helpers.quality_report(edition), "quality-dimensions")
    counted = {name: row[1:] for row in rows[1:] for name in DIMENSIONS if row[0].casefold().startswith(name)}
    assert list(counted) == list(DIMENSIONS)
    assert counted["uniqueness"] == ["13", "0", "0"]
    assert counted["accuracy"] == ["12", "0", "1"]
    assert counted["completeness"] == ["11", "2", "0"]
    assert counted["validity"] == ["13", "1", "0"]
    assert rows[1][0] == "CompletenessIs everything there that was due, and does somebody answer for it?"


def test_both_signs_of_a_zero_stand_in_one_row_under_one_question(edition: Results) -> None:
    rows = table_of(helpers.quality_report(edition), "quality-zeros-in-doubt")
    assert len(rows) == 2
    assert rows[1][2] == (
        "It fell to exactly 0 after 8 figures, all 81. The figure is exactly 0 where the period before was 81."
    )
    assert any("The service is asked which." in text for text in shown(helpers.quality_report(edition)))


def test_whoever_nobody_answers_for_is_listed_with_when_something_was_last_sent(edition: Results) -> None:
    rows = table_of(helpers.quality_report(edition), "phantom-owners")
    assert [row[0].split()[0] for row in rows[1:]] == ["CS-06", "H-03", "R-01"]
    assert [row[2] for row in rows[1:]] == ["Nobody", "Head of Housing", "Nobody"]
    assert rows[2][3] == "Never"
    assert rows[3][3] == "Q2 2019/20"


def test_an_address_in_the_place_of_an_owner_is_not_repeated(edition: Results) -> None:
    assert not any("someone@" in text for text in shown(helpers.quality_report(edition)))


def test_where_every_measure_has_an_owner_the_page_says_so(edition: Results) -> None:
    none = replace(edition, signals=edition.signals.iloc[:0])
    assert "None: every measure has an owner" in shown(helpers.quality_report(none))[-1]
    assert not any("What is in doubt" in text for text in shown(helpers.quality_report(none)))


def test_the_councils_report_leads_to_each_directorates_and_that_names_the_row_of_the_return(edition: Results) -> None:
    whole, one = helpers.quality_report(edition), helpers.quality_report(edition.directorate("resources"))
    assert any('href="/data-quality/resources.html"' in text for text in shown(whole))
    assert not any("table-quality-directorates" in text for text in shown(one))
    late = table_of(one, "quality-sent-in-late")
    assert late[0][-1] == "Sent in"
    assert late[1][-1] == "data/returns/2019-20-q2/housing.csv, row 3"
    assert table_of(whole, "quality-sent-in-late")[0][-1] == "Why it is in doubt"


def test_the_headline_counts_what_can_be_rated_and_says_what_cannot(edition: Results) -> None:
    said = shown(helpers.quality_headline(edition))[0]
    assert "Of the figures for 13 measures, 11 are good, 1 needs a check and 1 is doubtful." in said
    assert "1 figure is withheld or does not apply, and cannot be rated." in said


@pytest.mark.parametrize(
    ("pack", "address"),
    [(Pack.PUBLIC, "/data-quality.html"), (Pack.MEMBERS, "/data-quality/resources.html"),
     (Pack.SERVICE, "/data-quality/resources.html")],
)  # fmt: skip
def test_a_directorates_page_leads_to_the_report_that_its_pack_has(edition: Results, pack: Pack, address: str) -> None:
    mine = replace(edition, edition=replace(edition.edition, pack=pack)).directorate("resources")
    assert f"[Data quality](<{address}>): of the figures for 6 measures" in shown(helpers.quality_note(mine))[0]


def test_a_view_without_measures_has_no_note(edition: Results) -> None:
    assert helpers.quality_note(edition.rated("Blue")).bundles() == []


def test_the_report_says_how_many_figures_came_came_late_may_change_and_break_a_series(edition: Results) -> None:
    table = edition.table.assign(marker="")
    table.loc[table["ref"] == "43", "marker"] = "p b"
    said = shown(helpers.quality_report(replace(edition, table=table)))[1]
    states = list(table["state"])
    due = len(states) - states.count("not due")
    assert f"Due: {due} figures. Reported: {states.count('reported')}." in said
    assert f"{states.count('missing')} missing" in said
    assert f"{states.count('suppressed')} withheld" in said
    assert "1 measure came late" in said
    assert "Figures that may still change: 1 provisional" in said
    assert "1 measure cannot be compared with what went before" in said


def test_where_nothing_is_late_provisional_or_broken_the_report_says_so(edition: Results) -> None:
    calm = replace(edition, table=edition.table.assign(marker=""), signals=edition.signals.iloc[:0])
    said = shown(helpers.quality_report(calm))[1]
    for words in (
        "No figure came late",
        "No figure is provisional or estimated",
        "No figure of this edition is marked",
    ):
        assert words in said
