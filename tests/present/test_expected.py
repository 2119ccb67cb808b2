"""The overview says in a minute what is reported, how it moved, and what is expected at the end of the year."""

from __future__ import annotations

from dataclasses import replace

from lxml import html
from results_fixture import results as whole

from helpers.narrate.sentences import reported_sentence
from helpers.present.expected import now_and_expected
from helpers.present.highlights import improved
from helpers.present.panel_list import portfolios


def test_only_measures_with_both_ratings_are_counted_now_and_at_the_end_of_the_year() -> None:
    shown = whole()
    table = shown.table.assign(rag="", forecast_rag="")
    table.loc[table.index[:3], "rag"] = ["Red", "Red", "Green"]
    table.loc[table.index[:2], "forecast_rag"] = ["Amber", "Red"]
    parts = now_and_expected(replace(shown, table=table)).bundles()
    drawn = html.fragment_fromstring(parts[1][0]["text/html"])
    rows = [[cell.text_content().strip() for cell in row] for row in drawn.iter("tr")]
    assert rows == [
        ["When", "Green", "Amber", "Red"], ["Now, Q2 2019/20", "0", "0", "2"], ["Expected for 2019/20", "0", "1", "1"],
    ]  # fmt: skip
    assert f"The other {len(table) - 2} cannot be." in parts[2][0]["text/markdown"]
    assert now_and_expected(replace(shown, table=table.assign(forecast_rag=""))).bundles() == []


def test_the_headline_may_say_how_many_measures_were_reported() -> None:
    shown = whole()
    states = ["not due", "missing", *["reported"] * (len(shown) - 2)]
    said = reported_sentence(replace(shown, table=shown.table.assign(state=states)))
    assert said == f"{len(shown) - 2} of {len(shown)} measures have a new figure; 1 is not due and 1 is missing."


def test_what_improved_is_said_in_a_line_without_the_quarter_that_every_line_would_repeat() -> None:
    drawn = html.fragment_fromstring(improved(whole()).bundles()[1][0]["text/html"])
    said = [cell.text_content() for cell in drawn.iter("td") if "said" in (cell.get("class") or "")]
    assert said
    assert all(len(each) <= 90 for each in said)
    assert any(" from " in each and "Q1 2019/20" not in each for each in said)


def test_each_portfolio_leads_to_its_page() -> None:
    assert "- [Children and Families](</portfolios/children.html>): " in portfolios(whole()).markdown
