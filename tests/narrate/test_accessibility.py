"""Every part of an accessibility statement that the law asks for is on the page, or owed by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from results_fixture import results as whole

from helpers.model.accessibility import Accessibility
from helpers.model.edition import EditionPlan
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.accessibility import statement_owed
from helpers.narrate.owed import owed
from helpers.present.about import about_figures
from helpers.present.accessibility import accessibility_statement

SAID: dict[str, Any] = {
    "status": "partially",
    "prepared": date(2019, 9, 16),
    "reviewed": date(2019, 10, 7),
    "tested": date(2019, 10, 4),
    "how_tested": "We tested every page ourselves",
    "problems": [
        {"what": "Charts speak to a mouse", "why": "It fails 2.1.1", "instead": "See the table", "until": "2020-03-31"},
        {"what": "Old maps", "why": "Drawing them anew costs too much", "kind": "disproportionate burden"},
        {"what": "Papers of others", "why": "We do not control them", "kind": "out of scope"},
    ],
    "plans": "We shall ask residents.",
    "reply_days": 10,
}  # fmt: skip
PARTS = {
    "status": ("partially compliant", "whether the pages are fully, partially or not compliant"),
    "prepared": ("prepared on 16 September 2019", "the date on which the statement was prepared"),
    "reviewed": ("last reviewed on 7 October 2019", "the date on which the statement was last reviewed"),
    "tested": ("last tested on 4 October 2019", "the date on which the pages were last tested"),
    "how_tested": ("We tested every page ourselves.", "who tested the pages, and how"),
    "problems": ("Charts speak to a mouse. It fails 2.1.1. See the table. We plan to put this right by 31 March 2020.",
                 "what is not accessible, and why"),
}  # fmt: skip
HEADS = (
    "Feedback and contact", "Enforcement procedure", "Technical information about this website’s accessibility",
    "Compliance status", "Non-accessible content", "Does not comply with the regulations", "Disproportionate burden",
    "Not within the scope of the regulations", "What we are doing to improve accessibility",
    "Preparation of this accessibility statement",
)  # fmt: skip


def results(without: str = "", country: str = "England", **edition: Any) -> Results:
    """An edition whose council says everything but what is left out."""
    shown = whole()
    said = Accessibility.model_validate({key: value for key, value in SAID.items() if key != without})
    council = shown.edition.council
    council = council.model_copy(
        update={
            "accessibility": said,
            "contact": None if without == "contact" else council.contact,
            "meetings": council.meetings.model_copy(update={"country": country}),
        }
    )
    return replace(shown, edition=replace(shown.edition, **{"council": council, "has_statement": True} | edition))


def words(shown: Results) -> str:
    parts = accessibility_statement(shown).bundles()
    return "\n\n".join(bundle["text/markdown"] for bundle, _ in parts).replace("\\", "")


def lacking(shown: Results) -> list[tuple[str, str]]:
    return [(thing.where, thing.words) for thing in owed(shown) if thing.kind == "statement"]


def test_a_whole_statement_has_every_part_under_its_head_and_owes_nothing() -> None:
    page = words(results())
    assert [line.lstrip("# ") for line in page.splitlines() if line.startswith("#")] == list(HEADS)
    assert [said for said, _ in PARTS.values() if said not in page] == []
    assert "performance@westmere.example" in page
    assert "10 working days" in page
    assert "Old maps. Drawing them anew costs too much." in page
    assert "Papers of others. We do not control them." in page
    assert "Owed" not in page
    assert lacking(results()) == []


@pytest.mark.parametrize("key", PARTS)
def test_a_part_that_nobody_wrote_is_owed_by_name_on_the_page_and_before_a_release(key: str) -> None:
    shown, (said, asked) = results(without=key), PARTS[key]
    assert said not in words(shown)
    assert f"Owed: {asked}" in words(shown)
    assert [where for where, _ in lacking(shown)] == [f"params/council.yml, key accessibility.{key}"]


def test_a_way_to_reach_the_council_is_owed_on_both_pages() -> None:
    shown = results(without="contact")
    assert "Owed: an email address or a telephone number" in words(shown)
    assert any("Owed" in bundle["text/markdown"] for bundle, _ in about_figures(shown).bundles())
    assert [where for where, _ in lacking(shown)] == ["params/council.yml, key contact"]


def test_the_page_itself_is_owed_by_a_council_that_exists() -> None:
    real = results().edition.council.model_copy(update={"fictional": False})
    assert [where for where, _ in lacking(results(council=real, has_statement=False))] == [
        "params/2019-20-q2.yml, key reports"
    ]
    assert lacking(results(has_statement=False)) == []


def test_a_plan_has_the_statement_only_where_the_public_gets_it() -> None:
    plans = [
        EditionPlan(period=Period.parse("2019-20-q2"), reports=reports)
        for reports in (
            [{"notebook": "accessibility"}],
            [{"notebook": "accessibility", "audience": "members"}],
            [{"notebook": "overview"}],
        )
    ]
    assert [plan.has_statement for plan in plans] == [True, False, False]


def test_a_reader_in_northern_ireland_is_sent_to_its_own_commission() -> None:
    there, here = words(results(country="Northern Ireland")), words(results(country="Scotland"))
    assert "(ECNI)" in there
    assert "EHRC" not in there
    assert "(EHRC)" in here
    assert "(EASS)" in here


@pytest.mark.parametrize(
    "changed",
    [{"status": "fully"}, {"reviewed": date(2019, 9, 1)}, {"reply_days": 0}, {"checked": date(2019, 9, 1)}],
    ids=["fully with problems", "reviewed before it was prepared", "no days", "an unknown key"],
)
def test_a_statement_that_contradicts_itself_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Accessibility.model_validate(SAID | changed)


def test_fully_compliant_pages_owe_no_list_of_problems() -> None:
    said = Accessibility.model_validate(
        {key: value for key, value in SAID.items() if key != "problems"} | {"status": "fully"}
    )
    council = results().edition.council.model_copy(update={"accessibility": said})
    assert statement_owed(council) == {}
