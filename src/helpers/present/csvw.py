"""What a CSV file holds, for programs: the W3C's CSV on the Web metadata. May import `model`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from helpers.model.edition import Edition
from helpers.present.data_columns import DataColumn, Kind

LICENCES = {
    "Open Government Licence v3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
"""Licences that have an address of their own."""

# A target is text, because the target of a range is two levels.
_DATATYPES: dict[Kind, str] = {
    "text": "string", "target": "string", "intervention": "string", "date": "date", "whole": "integer",
    "published": "decimal", "finer": "decimal", "exact": "decimal",
}  # fmt: skip


def csvw_bytes(
    edition: Edition, url: str, title: str, description: str, columns: Sequence[DataColumn], key: Sequence[str]
) -> bytes:
    """Describe a CSV file of an edition.

    Parameters
    ----------
    edition
        Whose data it is: says publisher, licence, date and whether it is a draft.
    url
        The file's name, beside which the metadata stands.
    title, description
        What the file holds.
    columns
        Its columns, in order.
    key
        Names of the columns that together name a row.
    """
    council = edition.council
    notice = f" {council.notice}" if council.notice else ""
    described: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": council.language}],
        "url": url,
        "dc:title": f"{title}: {council.name}, {edition.period.label}",
        "dc:description": f"{description}{notice}",
        "dc:publisher": _publisher(edition),
        "dc:license": {"@id": LICENCES[council.licence]} if council.licence in LICENCES else council.licence,
    }
    if edition.published:
        described["dc:issued"] = {"@value": edition.published.isoformat(), "@type": "xsd:date"}
    if edition.status_line:
        described["schema:creativeWorkStatus"] = edition.status_line
    described |= {
        "dialect": {
            "encoding": "utf-8", "lineTerminators": ["\r\n"], "delimiter": ",", "quoteChar": '"', "doubleQuote": True,
            "header": True, "headerRowCount": 1,
        },
        "tableSchema": {"columns": [_column(column) for column in columns], "primaryKey": list(key)},
    }  # fmt: skip
    return (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _publisher(edition: Edition) -> dict[str, Any]:
    council = edition.council
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
