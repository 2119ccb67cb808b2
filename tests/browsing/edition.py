"""A built edition as its checks see it: its pages, the kind of each, and what the manifest promises."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

ALONE = ("papers",)
"""Folders in which each page is a kind of its own."""


class Fault(NamedTuple):
    """What is wrong with a page, and which check says so."""

    check: str
    page: str
    words: str


@dataclass(frozen=True)
class Edition:
    """A folder that `build` wrote; `only` names the pages that are looked at, when not all are."""

    name: str
    folder: Path
    only: tuple[str, ...] = ()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the build says of itself."""
        read: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return read

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Every page of the manifest."""
        named = sorted(name for name in self.manifest["files"] if name.endswith(".html"))
        return tuple(name for name in named if not self.only or name in self.only)

    @cached_property
    def styles(self) -> tuple[str, ...]:
        """Every style sheet of the manifest."""
        return tuple(sorted(name for name in self.manifest["files"] if name.endswith(".css")))

    @cached_property
    def charts(self) -> dict[str, int]:
        """How many charts each page has by the manifest; one that no notebook made has none."""
        return {f"{report['page']}.html": report["charts"] for report in self.manifest["reports"]}

    @staticmethod
    def kind(page: str) -> str:
        """Name a page's kind: its folder, or the page itself where there is only one such."""
        folder = Path(page).parent.as_posix()
        return Path(page).with_suffix("").as_posix() if folder in (".", *ALONE) else folder

    def one_of_each_kind(self) -> tuple[str, ...]:
        """Give the page of each kind that has most to show: most charts, then most bytes."""
        best: dict[str, str] = {}
        for page in self.pages:
            kind = self.kind(page)
            best[kind] = max(best.get(kind, page), page, key=self._weight)
        return tuple(best.values())

    def _weight(self, page: str) -> tuple[int, int, str]:
        return self.charts.get(page, 0), (self.folder / page).stat().st_size, page


@dataclass(frozen=True)
class Site(Edition):
    """A folder of released editions and of what leads between them, which no manifest lists."""

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Every page that stands there."""
        return self._all("*.html")

    @cached_property
    def styles(self) -> tuple[str, ...]:
        """Every style sheet that stands there."""
        return self._all("*.css")

    @cached_property
    def charts(self) -> dict[str, int]:
        """How many charts each page of an edition has by that edition's manifest."""
        editions = [Edition(path.parent.name, path.parent) for path in self.folder.glob("*/manifest.json")]
        return {f"{one.name}/{page}": count for one in editions for page, count in one.charts.items()}

    def _all(self, pattern: str) -> tuple[str, ...]:
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob(pattern)))
