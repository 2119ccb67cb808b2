"""The editions that stand released in a folder, as their manifests describe them. May import the floors below."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from helpers.model.edition import Notice
from helpers.model.period import Period, written_date
from helpers.publish.manifest import NAME, described


@dataclass(frozen=True)
class Supplement:
    """What was released beside a pack, after it."""

    folder: str
    title: str
    published: date


@dataclass(frozen=True)
class Released:
    """One released edition.

    Attributes
    ----------
    meeting
        The line of the meeting that received it.
    papers
        Title of each paper, and its files in the edition.
    pages
        Every page of it, without the ending.
    notices
        What has been said of it since.
    replaces
        The measures that took another's place, by ref, and whose; both as its definitions say.
    """

    period: Period
    published: date
    meeting: str
    papers: Sequence[tuple[str, Sequence[str]]]
    pages: frozenset[str]
    supplements: tuple[Supplement, ...] = ()
    notices: tuple[Notice, ...] = ()
    replaces: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return str(self.period)

    @property
    def dates(self) -> str:
        """When it came out and for whom, as a line says it."""
        meeting = f", for {self.meeting}" if self.meeting else ""
        return f"Figures to {written_date(self.period.end)}. Published {written_date(self.published)}{meeting}."


def released_editions(site: Path, notices: Mapping[Period, tuple[Notice, ...]]) -> list[Released]:
    """List the released editions, the newest first, each with its supplements and what has been said of it since."""
    packs: list[dict[str, Any]] = []
    added: dict[str, list[Supplement]] = {}
    for manifest in sorted(site.glob(f"*/{NAME}")):
        written = described(manifest.parent)
        if written is None or not written["released"]:
            continue  # somebody else's folder, in the same place
        if about := written.get("supplement"):
            found = Supplement(manifest.parent.name, about["title"], _published(written))
            added.setdefault(written["period"], []).append(found)
        else:
            packs.append(written)
    made = [_released(site, written, added.get(written["period"], []), notices) for written in packs]
    return sorted(made, key=lambda edition: edition.period, reverse=True)


def _released(
    site: Path, written: dict[str, Any], supplements: list[Supplement], notices: Mapping[Period, tuple[Notice, ...]]
) -> Released:
    period = Period.parse(written["period"])
    return Released(
        period,
        _published(written),
        written["meeting"],
        [(paper["title"], paper["files"]) for paper in written["papers"]],
        frozenset(name.removesuffix(".html") for name in written["files"] if name.endswith(".html")),
        tuple(supplements),
        notices.get(period, ()),
        _replaces(site / str(period) / "data" / "definitions.csv"),
    )


def _replaces(definitions: Path) -> dict[str, str]:
    """Read which measure took whose place; an edition of old may have had no such file or column."""
    if not definitions.is_file():
        return {}
    with definitions.open(encoding="utf-8", newline="") as file:
        return {row["ref"]: row["replaces"] for row in csv.DictReader(file) if row.get("replaces")}


def _published(written: dict[str, Any]) -> date:
    return date.fromisoformat(written["published"]) if written["published"] else Period.parse(written["period"]).end
