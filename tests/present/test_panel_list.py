"""A councillor finds the panels from the overview, each with how many of its measures are off target."""

from __future__ import annotations

from dataclasses import replace

from results_fixture import results as whole

from helpers.present.panel_list import scrutiny_panels


def test_each_panel_leads_to_its_page_with_the_ratings_of_what_it_looks_at() -> None:
    shown = whole()
    lines = scrutiny_panels(shown).markdown.splitlines()
    people = shown.panel("people-panel").table["rag"]
    red, amber = ((people == word).sum() for word in ("Red", "Amber"))
    assert lines[0] == "## Scrutiny panels"
    said = f"{red} red and {amber} amber of {len(people)} measures."
    assert lines[2] == f"- [People Panel](</panels/people-panel.html>): {said}"


def test_a_panel_with_nothing_off_target_says_so_and_one_that_looks_at_nothing_too() -> None:
    shown = whole()
    green = replace(shown, table=shown.table.assign(rag="Green"))
    count = len(shown.panel("people-panel"))
    assert f"People Panel](</panels/people-panel.html>): {count} measures, none of them red or amber." in (
        scrutiny_panels(green).markdown
    )
    bare = replace(shown, table=shown.table[shown.table["directorate"] == "housing"])
    assert "Money Panel](</panels/money-panel.html>): no measure." in scrutiny_panels(bare).markdown


def test_a_council_without_panels_has_no_such_list() -> None:
    shown = whole()
    council = shown.edition.council.model_copy(update={"panels": ()})
    assert scrutiny_panels(replace(shown, edition=replace(shown.edition, council=council))).markdown == ""
