"""An assembled project as the embedded engine reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from helpers.publish.notebook import read_notebook
from helpers.publish.render.source import front_matter

EXTENSION = Path("_extensions/goldenthread")
ENDINGS = {"html": ".html", "docx": ".docx", "typst": ".pdf"}


@dataclass(frozen=True)
class Output:
    """One file to make: a document in one format, and its name where that is not the document's own."""

    document: PurePosixPath
    format: str
    name: str = ""

    @property
    def path(self) -> PurePosixPath:
        """Where the file stands in the edition."""
        return self.document.with_name(self.name or self.document.stem + ENDINGS[self.format])

    @property
    def root(self) -> str:
        """The way from the file's folder to the edition's root."""
        return "../" * (len(self.document.parts) - 1)


@dataclass(frozen=True)
class Project:
    """The folder, its configuration, and the files to make."""

    folder: Path
    configuration: dict[str, Any]
    outputs: tuple[Output, ...]

    @property
    def resources(self) -> tuple[str, ...]:
        """Folders that are published as they are."""
        return tuple(self.configuration["project"].get("resources") or ())

    @property
    def extension(self) -> Path:
        """Where our filters, templates and styles are."""
        return self.folder.resolve() / EXTENSION


def read_project(folder: Path) -> Project:
    """Read `folder`'s configuration and the formats of each document."""
    configuration = yaml.safe_load((folder / "_quarto.yml").read_text(encoding="utf-8"))
    outputs = []
    for name in configuration["project"]["render"]:
        facts = front_matter(read_notebook(folder / name))
        outputs += outputs_of(PurePosixPath(name), facts)
    return Project(folder, configuration, tuple(outputs))


def outputs_of(document: PurePosixPath, facts: Mapping[str, Any]) -> list[Output]:
    """List the files to make of a document, by what stands at its head.

    Examples
    --------
    >>> made = outputs_of(PurePosixPath("a.ipynb"), {"format": {"html": {}, "docx": {"output-file": "2019-a.docx"}}})
    >>> [str(output.path) for output in made]
    ['a.html', '2019-a.docx']
    """
    formats = {kind: options for kind, options in facts.get("format", {"html": {}}).items() if kind in ENDINGS}
    named = {kind: options.get("output-file", "") for kind, options in formats.items() if isinstance(options, Mapping)}
    return [Output(document, kind, named.get(kind, "")) for kind in formats]


def epoch(published: str) -> int:
    """Return the fixed time stamp, in seconds, of files published on an ISO date: noon, so that no zone moves the day.

    Examples
    --------
    >>> epoch("2019-11-05")
    1572955200
    """
    day = date.fromisoformat(published)
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
