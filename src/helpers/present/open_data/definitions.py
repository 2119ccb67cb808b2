"""The columns that say how an edition defines its measures. Imports no other floor."""

from __future__ import annotations

from helpers.present.open_data.columns import DataColumn

DEFINITIONS = (
    DataColumn("ref", "text", "The measure's own reference, the same in every edition.", required=True),
    DataColumn("title", "text", "What the measure counts, in words.", required=True),
    DataColumn("definition", "text", "What is counted, and how."),
    DataColumn("why", "text", "Why it matters."),
    DataColumn("unit", "text", "The unit of its figures.", required=True),
    DataColumn("decimals", "whole", "Decimal places to which it is published and judged.", required=True),
    DataColumn("polarity", "text", "Which figures are good: higher, lower, range, none or unknown.", required=True),
    DataColumn("frequency", "text", "How often it is counted.", required=True),
    DataColumn("basis", "text", "What stretch of time one figure sums up.", required=True),
    DataColumn("lag", "whole", "Reporting periods by which its figure comes late.", required=True),
    DataColumn("directorate", "text", "The directorate that answers for it."),
    DataColumn("service", "text", "The service that answers for it."),
    DataColumn("priority", "text", "The priority of the corporate strategy that it serves."),
    DataColumn("outcome", "text", "The outcome of that priority that it serves."),
    DataColumn("portfolio", "text", "The Cabinet portfolio that it belongs to."),
    DataColumn("owner_role", "text", "The role that answers for it."),
    DataColumn("source_system", "text", "The system that its figures come from."),
    DataColumn("benchmark_group", "text", "The group of councils that it is compared with."),
    DataColumn("replaces", "text", "The reference of the measure whose place it took."),
    DataColumn("target_year", "text", "The year that its year's target is for."),
    DataColumn("year_target", "target", "The level to reach in that year; for a range, in words, such as 18 to 22."),
)
"""Columns of ``definitions.csv``: one row a measure."""
