"""What a CSV file holds, for programs: the W3C's CSV on the Web metadata. May import `model`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from helpers.model.council import Council
from helpers.model.edition import Edition
from helpers.present.open_data.columns import DataColumn, Kind
from helpers.present.open_data.licence import citation, edition_address, licence_address

# A target is text, because the target of a range is two levels.
_DATATYPES: dict[Kind, str] = {
    "text": "string", "target": "string", "intervention": "string", "date": "date", "whole": "integer",
    "published": "decimal", "finer": "decimal", "exact": "decimal",
}  # fmt: skip


def csvw_bytes(facts: Mapping[str, Any], url: str, title: str, schema: Mapping[str, Any]) -> bytes:
    """Describe one CSV file, in ``<name>-metadata.json`` beside it.

    Source: W3C Recommendation "Metadata Vocabulary for Tabular Data", 17 December 2015.

    Parameters
    ----------
    facts
        What the data is and whose, from :func:`of_edition` or :func:`of_council`.
    url, title
        The file's name, beside which the metadata stands, and what it holds.
    schema
        Its columns, from :func:`table_schema`.
    """
    return _bytes({**facts, "url": url, "dc:title": title, "dialect": _DIALECT, "tableSchema": schema})


def csvw_of_folder(facts: Mapping[str, Any], tables: Mapping[str, str], schema: str) -> bytes:
    """Describe a folder of CSV files with the same columns, in ``csv-metadata.json`` among them.

    Parameters
    ----------
    facts
        What the data is and whose.
    tables
        Each file's name to what it holds.
    schema
        Name of the file that holds what :func:`schema_bytes` gives.
    """
    listed = [{"url": url, "dc:title": title, "tableSchema": schema} for url, title in tables.items()]
    return _bytes({**facts, "dialect": _DIALECT, "tables": listed})


def schema_bytes(council: Council, schema: Mapping[str, Any]) -> bytes:
    """Write columns as a file of their own, for the tables that share them."""
    return _bytes({"@context": _context(council), **schema})


def table_schema(columns: Sequence[DataColumn], key: Sequence[str]) -> dict[str, Any]:
    """Describe columns, in order, and say which of them together name a row."""
    schema: dict[str, Any] = {"columns": [_column(column) for column in columns], "primaryKey": list(key)}
    if any(column.name == "title" for column in columns):
        schema["rowTitles"] = ["title"]
    return schema


def of_council(council: Council, description: str) -> dict[str, Any]:
    """Say whose data it is and under which licence."""
    notice = f" {council.notice}" if council.notice else ""
    address = licence_address(council)
    return {
        "@context": _context(council),
        "dc:description": f"{description}{notice}",
        "dc:publisher": _publisher(council),
        "dc:license": {"@id": address} if address else council.licence,
    }


def of_edition(edition: Edition, description: str) -> dict[str, Any]:
    """Say whose data it is, of which edition, and whether that is a draft."""
    facts = of_council(edition.council, description) | {"dc:bibliographicCitation": citation(edition)}
    if address := edition_address(edition):
        facts["dc:isPartOf"] = {"@id": address}
    if edition.published:
        facts["dc:issued"] = {"@value": edition.published.isoformat(), "@type": "xsd:date"}
    if edition.status_line:
        facts["schema:creativeWorkStatus"] = edition.status_line
    return facts


_DIALECT = {
    "encoding": "utf-8", "lineTerminators": ["\r\n"], "delimiter": ",", "quoteChar": '"', "doubleQuote": True,
    "header": True, "headerRowCount": 1,
}  # fmt: skip


def _context(council: Council) -> list[object]:
    return ["http://www.w3.org/ns/csvw", {"@language": council.language}]


def _publisher(council: Council) -> dict[str, Any]:
    publisher: dict[str, Any] = {"schema:name": council.name}
    if council.site_url:
        publisher["schema:url"] = {"@id": council.site_url}
    if council.contact and council.contact.email:
        publisher["schema:email"] = council.contact.email
    return publisher


def _column(column: DataColumn) -> dict[str, Any]:
    datatype = _DATATYPES[column.kind]
    described: dict[str, Any] = {
        "name": column.name,
        # The first title is what the header row says, by which a program tells that this is the column meant.
        "titles": [column.name, column.label] if column.label != column.name else column.name,
        "datatype": {"base": datatype, "format": "|".join(column.one_of)} if column.one_of else datatype,
        "dc:description": column.meaning,
    }
    return described | ({"required": True} if column.required else {"null": ""})


def _bytes(described: Mapping[str, Any]) -> bytes:
    return (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
