"""The results as one JSON document, and the schema that documents it. May import the floors below."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from helpers.model.results import Results
from helpers.present.open_data.cells import Cell, data_cells
from helpers.present.open_data.columns import KIND_WORDS, RESULTS, DataColumn, Kind
from helpers.present.open_data.licence import citation, data_title, edition_address, licence_address

SCHEMA = "results.schema.json"
_NUMBERS = ("number",)
_TYPES: dict[Kind, tuple[str, ...]] = {
    "text": ("string",), "date": ("string",), "whole": ("integer",), "published": _NUMBERS, "finer": _NUMBERS,
    "exact": _NUMBERS, "target": ("number", "string"), "intervention": ("number", "string"),
}  # fmt: skip
_FACTS = {
    "$schema": "The file that documents this one.",
    "title": "What this is.",
    "council": "Whose figures they are.",
    "notice": "What a reader has to know of them first; empty where there is nothing.",
    "status": "DRAFT and a version until the edition is released, then empty.",
    "period": "The period that the edition reports.",
    "from": "Its first day.",
    "to": "Its last day.",
    "published": "When the edition was or will be published; null where that is not known.",
    "address": "Where the edition is published; empty where that is not known.",
    "licence": "Under what licence the figures may be used.",
    "licence_address": "Where the licence stands; empty where it has no address that we know.",
    "citation": "How to cite them.",
}
"""What the document says of itself, and what that means."""


def results_json(results: Results) -> bytes:
    """Write the results with what a program has to know of them: the cells of ``results.csv``, typed.

    A cell that is empty there is null here, and a text stands as it is, without the apostrophe that keeps a
    spreadsheet from running it.
    """
    edition = results.edition
    said: dict[str, Any] = {
        "$schema": SCHEMA,
        "title": data_title(edition),
        "council": edition.council.name,
        "notice": edition.council.notice,
        "status": edition.status_line,
        "period": str(edition.period),
        "from": edition.period.start.isoformat(),
        "to": edition.period.end.isoformat(),
        "published": edition.published.isoformat() if edition.published else None,
        "address": edition_address(edition),
        "licence": edition.council.licence,
        "licence_address": licence_address(edition.council),
        "citation": citation(edition),
    }
    names = [column.name for column in RESULTS]
    rows = data_cells(results.table, RESULTS)
    said["results"] = [dict(zip(names, map(_plain, row), strict=True)) for row in rows]
    return _bytes(said)


def results_schema() -> bytes:
    """Document ``results.json`` as JSON Schema, draft 2020-12, has it."""
    facts = {
        name: {"type": ["string", "null"] if name == "published" else "string", "description": meaning}
        for name, meaning in _FACTS.items()
    }
    row = _object({column.name: _property(column) for column in RESULTS})
    listed = {"type": "array", "description": "One entry a measure, in the council's own order.", "items": row}
    return _bytes(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Results of one edition",
            "description": "Every measure's figure and what it is judged by. Null where nothing is known or published.",
            **_object({**facts, "results": listed}),
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _property(column: DataColumn) -> dict[str, Any]:
    described: dict[str, Any] = {"description": f"{column.meaning} {KIND_WORDS[column.kind]}."}
    nothing: Sequence[str] = () if column.required else ("null",)
    if column.one_of:
        return described | {"enum": [*column.one_of, *(None for _ in nothing)]}
    return described | {"type": [*_TYPES[column.kind], *nothing]}


def _plain(cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell or None


def _bytes(said: dict[str, Any]) -> bytes:
    return (json.dumps(said, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
