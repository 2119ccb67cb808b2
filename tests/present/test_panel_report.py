"""A scrutiny panel reads its measures under four heads; a head with nothing under it says so."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
from results_fixture import results as whole

from helpers.model.results import Results
from helpers.present.panel_report import HEADS, panel_report
from helpers.present.parts import Prose, Table


def panel(key: str = "people-panel", **heads: str) -> Results:
    shown = whole()
    table = shown.table.assign(head=[heads.get(ref.replace("-", ""), "activity") for ref in shown.table["ref"]])
    return replace(shown, table=table).panel(key)


def read(shown: Results) -> list[str]:
    return [part.markdown if isinstance(part, Prose) else "table" for part in panel_report(shown).parts]


def test_the_four_heads_stand_in_order_and_one_with_nothing_under_it_says_so() -> None:
    found = read(panel(CS05="feedback"))
    assert [said for said in found if said.startswith("## ")] == [f"## {title}" for title in HEADS.values()]
    assert found[found.index("## Quality of provision") + 1] == "No measure here tells of the quality of provision."
    assert found[found.index(f"## {list(HEADS.values())[3]}") + 1] == "table"


def test_a_measure_stands_under_its_own_head_and_no_other() -> None:
    tables = [part.html for part in panel_report(panel(CS05="quality")).parts if isinstance(part, Table)]
    assert ["Timely visits" in html for html in tables] == [False, True]
    ids = [re.findall(r'id="([^"]+)"', html)[0] for html in tables]
    assert ids == ["table-scorecard-activity", "table-scorecard-quality"]


def test_actions_stand_under_progress_and_where_none_is_agreed_that_is_said() -> None:
    bare = panel()
    told = dict.fromkeys(("title", "owner_role", "status", "progress"), "Said") | {"due": "2020-03-31"}
    shown = replace(bare, actions=pd.DataFrame([told], dtype="str"))
    title = "## Progress against agreed action plans"
    said = read(shown)[read(shown).index(title) + 1 :][:2]
    assert said == ["Delivery-plan actions, and how far each is:", "table"]
    assert read(bare)[read(bare).index(title) + 1] == "No action has been agreed here."


def test_a_panel_looks_at_directorates_services_and_priorities_taken_together() -> None:
    shown = whole()
    council = shown.edition.council
    looks = council.panels[0].model_copy(update={"directorates": ("housing",), "priorities": ("modern-council",)})
    both = replace(shown, edition=replace(shown.edition, council=council.model_copy(update={"panels": (looks,)})))
    found = both.panel("people-panel")
    assert set(found.table["directorate"]) == {"housing", "resources"}
    assert len(found) == len(shown.directorate("housing")) + len(shown.directorate("resources"))


def test_a_panel_has_the_actions_it_looks_at_and_a_portfolio_none_that_is_not_its_own() -> None:
    shown = whole()
    actions = pd.DataFrame(
        [{"title": "One", "directorate": "housing"}, {"title": "Two", "directorate": "resources"}], dtype="str"
    )
    council = replace(shown, actions=actions)
    assert list(council.panel("people-panel").actions["title"]) == ["One"]
    assert len(council.portfolio("children").actions) == 0
