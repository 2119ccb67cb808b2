"""Golden Thread's front door for analysts: what a notebook may use.

``from helpers import open_store, headline, scorecard`` is all a notebook needs; each name is loaded when it is first
asked for, so that a notebook that draws no chart does not pay for charts.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

# jsonschema, which altair and nbformat bring, builds the whole grammar of internationalised addresses while it is
# imported, wherever JupyterLab has brought that too: seconds at every start, for a check that nothing here asks for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

if TYPE_CHECKING:
    from helpers.present.about import about_figures
    from helpers.present.accessibility import accessibility_statement
    from helpers.present.actions import actions
    from helpers.present.approvals import sign_off
    from helpers.present.area.view import area_view
    from helpers.present.benchmark import benchmark
    from helpers.present.changes.brief import changes_in_brief
    from helpers.present.changes.page import changes
    from helpers.present.commentary import (
        commentary,
        commentary_by_directorate,
        commentary_headline,
        measure_commentary,
    )
    from helpers.present.exception_report import exception_reports, exceptions, exceptions_headline
    from helpers.present.expected import now_and_expected
    from helpers.present.explorer import explorer
    from helpers.present.figure_quality import figure_quality
    from helpers.present.forecast import forecast
    from helpers.present.highlights import improved, needs_attention
    from helpers.present.history.chart import history_chart
    from helpers.present.infographic.sheet import infographics
    from helpers.present.measure_data import measure_data
    from helpers.present.measure_list import all_measures
    from helpers.present.measure_page import measure_facts, measure_summary, provenance
    from helpers.present.measure_past import measure_changes
    from helpers.present.methodology import methodology
    from helpers.present.open_data.page import data_columns, open_data
    from helpers.present.owed import owed
    from helpers.present.panel_list import portfolios, scrutiny_panels
    from helpers.present.panel_report import panel_report
    from helpers.present.paper_list import downloads
    from helpers.present.quality_report import quality_headline, quality_note, quality_report
    from helpers.present.rag_breakdown import rag_by, rag_table
    from helpers.present.rag_differences import rag_differences
    from helpers.present.scorecard import scorecard, scorecard_by_directorate
    from helpers.present.service_units import service_units
    from helpers.present.summary import headline, rag_strip
    from helpers.present.thread.outcomes import outcomes
    from helpers.present.thread.overview import golden_thread_overview
    from helpers.present.thread.picture import golden_thread
    from helpers.present.thread.ways import ways_in, ways_in_links
    from helpers.present.variation import variation
    from helpers.publish.reference import functions_reference
    from helpers.publish.store import open_store

_ROOMS = {
    "open_store": "publish.store",
    "headline": "present.summary",
    "rag_strip": "present.summary",
    "portfolios": "present.panel_list",
    "now_and_expected": "present.expected",
    "rag_by": "present.rag_breakdown",
    "rag_table": "present.rag_breakdown",
    "needs_attention": "present.highlights",
    "improved": "present.highlights",
    "scorecard": "present.scorecard",
    "scorecard_by_directorate": "present.scorecard",
    "explorer": "present.explorer",
    "service_units": "present.service_units",
    "changes": "present.changes.page",
    "changes_in_brief": "present.changes.brief",
    "exceptions": "present.exception_report",
    "exception_reports": "present.exception_report",
    "exceptions_headline": "present.exception_report",
    "commentary": "present.commentary",
    "commentary_by_directorate": "present.commentary",
    "commentary_headline": "present.commentary",
    "measure_commentary": "present.commentary",
    "infographics": "present.infographic.sheet",
    "panel_report": "present.panel_report",
    "scrutiny_panels": "present.panel_list",
    "all_measures": "present.measure_list",
    "measure_summary": "present.measure_page",
    "measure_facts": "present.measure_page",
    "provenance": "present.measure_page",
    "area_view": "present.area.view",
    "measure_changes": "present.measure_past",
    "measure_data": "present.measure_data",
    "history_chart": "present.history.chart",
    "variation": "present.variation",
    "forecast": "present.forecast",
    "benchmark": "present.benchmark",
    "figure_quality": "present.figure_quality",
    "methodology": "present.methodology",
    "about_figures": "present.about",
    "accessibility_statement": "present.accessibility",
    "quality_headline": "present.quality_report",
    "quality_note": "present.quality_report",
    "quality_report": "present.quality_report",
    "rag_differences": "present.rag_differences",
    "actions": "present.actions",
    "golden_thread": "present.thread.picture",
    "golden_thread_overview": "present.thread.overview",
    "outcomes": "present.thread.outcomes",
    "ways_in": "present.thread.ways",
    "ways_in_links": "present.thread.ways",
    "downloads": "present.paper_list",
    "open_data": "present.open_data.page",
    "data_columns": "present.open_data.page",
    "sign_off": "present.approvals",
    "owed": "present.owed",
    "functions_reference": "publish.reference",
}

__all__ = [
    "about_figures",
    "accessibility_statement",
    "actions",
    "all_measures",
    "area_view",
    "benchmark",
    "changes",
    "changes_in_brief",
    "commentary",
    "commentary_by_directorate",
    "commentary_headline",
    "data_columns",
    "downloads",
    "exception_reports",
    "exceptions",
    "exceptions_headline",
    "explorer",
    "figure_quality",
    "forecast",
    "functions_reference",
    "golden_thread",
    "golden_thread_overview",
    "headline",
    "history_chart",
    "improved",
    "infographics",
    "measure_changes",
    "measure_commentary",
    "measure_data",
    "measure_facts",
    "measure_summary",
    "methodology",
    "needs_attention",
    "now_and_expected",
    "open_data",
    "open_store",
    "outcomes",
    "owed",
    "panel_report",
    "portfolios",
    "provenance",
    "quality_headline",
    "quality_note",
    "quality_report",
    "rag_by",
    "rag_differences",
    "rag_strip",
    "rag_table",
    "scorecard",
    "scorecard_by_directorate",
    "scrutiny_panels",
    "service_units",
    "sign_off",
    "variation",
    "ways_in",
    "ways_in_links",
]


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"helpers has no {name!r}; it has {', '.join(sorted(_ROOMS))}")
    return getattr(import_module(f"helpers.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_ROOMS)
