"""Readers are told how figures are revised and which were, whom to ask, and that nothing is kept of them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from results_fixture import results as whole

from helpers.model.results import Results
from helpers.present.about import about_figures


def words(shown: Results) -> str:
    return "\n\n".join(bundle["text/markdown"] for bundle, _ in about_figures(shown).bundles()).replace("\\", "")


def test_every_section_has_the_name_that_the_footer_leads_to() -> None:
    page = words(whole())
    assert [name for name in ("revisions", "contact", "cookies", "licence") if f"{{#{name}}}" not in page] == []
    assert "set no cookies" in page
    assert "[p] provisional" in page


def test_a_measure_that_was_revised_is_listed_with_the_way_to_its_page() -> None:
    shown = whole()
    ref, title = (str(shown.table[name].iloc[0]) for name in ("ref", "title"))
    none = shown.signals.iloc[:0]
    assert "has been revised" in words(replace(shown, signals=none)).split("### Revised in this edition")[1]
    doubt = pd.DataFrame([{"ref": ref, "dimension": "consistency", "signal": "revised", "reason": "it changed"}])
    told = words(replace(shown, signals=doubt)).split("### Revised in this edition")[1]
    assert "Earlier figures of 1 measure have been revised" in told
    assert f"[{title}](</measures/{ref}.html>)" in told
