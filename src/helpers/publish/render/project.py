"""An assembled project as the embedded engine reads it."""

from __future__ import annotations

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
    """One file to make: a document in one format."""

    document: PurePosixPath
    format: str

    @property
    def path(self) -> PurePosixPath:
        """Where the file stands in the edition."""
        return self.document.with_suffix(ENDINGS[self.format])

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
        outputs += [Output(PurePosixPath(name), kind) for kind in facts.get("format", {"html": {}}) if kind in ENDINGS]
    return Project(folder, configuration, tuple(outputs))


def epoch(published: str) -> int:
    """Return the fixed time stamp, in seconds, of files published on an ISO date: noon, so that no zone moves the day.

    Examples
    --------
    >>> epoch("2019-11-05")
    1572955200
    """
    day = date.fromisoformat(published)
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
