"""What a whole mapping file may say. May import `model`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from helpers.collect.mapping.cell import Cell
from helpers.collect.mapping.foreign import Foreign, OneOrMore
from helpers.collect.yaml_file import read_yaml, typed
from helpers.model.errors import Refused
from helpers.model.noun import Noun
from helpers.model.observation import Marker

Kind = Literal["measures", "targets", "returns", "benchmarks", "groups", "wards"]
HOMES: dict[Kind, str] = {
    "measures": "data/framework", "targets": "data/framework", "returns": "data/returns",
    "benchmarks": "data/benchmarks", "groups": "data/benchmarks", "wards": "data/geography/returns",
}  # fmt: skip
"""The folder in which rows of each kind are read."""


class Origin(Noun):
    """Where a file came from: who supplied it, from which system, when, and its hash when it arrived.

    Attributes
    ----------
    fetched
        When `goldenthread collect` fetched it, in UTC; ``None`` where a person put the file there.
    query
        The SQL that fetched it, word for word.
    query_sha256
        Hash of the file that the query stood in.
    """

    supplied_by: str = ""
    system: str = ""
    received: date | None = None
    licence: str = ""
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    fetched: datetime | None = None
    query: str = ""
    query_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class Mark(Noun):
    """A marker that the foreign file does not carry, and the periods whose figures it belongs to.

    Attributes
    ----------
    at
        The one period: a break in the series stands at the first figure that is counted anew.
    since, until
        The first and the last period (`from` and `until` in the file); either may be left out.
    """

    marker: Marker
    at: str = ""
    since: str = Field("", alias="from")
    until: str = ""

    @model_validator(mode="after")
    def _periods_said(self) -> Self:
        if bool(self.at) == bool(self.since or self.until):
            raise ValueError("give either `at`, or `from`, `until` or both")
        return self


class Rows(Noun):
    """One kind of row to make from each kept row of the foreign file.

    Attributes
    ----------
    marks
        Markers to put on the figures of some periods.
    """

    kind: Kind = Field(alias="as")
    where: dict[str, OneOrMore] = Field(default_factory=dict)
    unless: dict[str, OneOrMore] = Field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    cells: dict[str, Cell | str]

    @model_validator(mode="after")
    def _marks_have_periods(self) -> Self:
        if self.marks and "period" not in self.cells:
            raise ValueError("`marks` without a cell `period`, which says whose figures they belong to")
        return self

    def made_of(self) -> dict[str, Cell]:
        """Give the cells, the short form written out: a name alone is the name of a foreign column."""
        return {name: Cell(column=cell) if isinstance(cell, str) else cell for name, cell in self.cells.items()}

    def deep(self) -> list[Cell]:
        """Give every cell, and those within it."""
        return [cell for one in self.made_of().values() for cell in one.within()]


class Mapping(Foreign):
    """A whole mapping file: the foreign file, and the rows to make of it.

    Attributes
    ----------
    until
        Leave out rows about a period that ends later: a national file may have grown since.
    """

    origin: Origin = Origin()
    until: str = ""
    rows: Annotated[tuple[Rows, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _header_first(self) -> Self:
        asked = [*self.needing_header(), *(["title"] if any(cell.title for cell in self.deep()) else [])]
        if self.header is None and asked:
            needing = ", ".join(f"`{key}`" for key in asked)
            raise ValueError(f"{needing} without `header`, which says where the headings are")
        return self

    def deep(self) -> list[Cell]:
        """Give every cell of every kind of row, and those within it."""
        return [cell for rows in self.rows for cell in rows.deep()]

    @property
    def files(self) -> tuple[str, ...]:
        """The foreign files that it reads: its own, and those in which words are looked up."""
        return tuple(dict.fromkeys([self.file, *(cell.lookup.file for cell in self.deep() if cell.lookup)]))


def read_mapping(path: Path, label: str) -> Mapping:
    """Read and check a mapping file.

    Raises
    ------
    Refused
        It is not YAML, or a key is unknown or does not fit.
    """
    return typed(Mapping, read_yaml(path, label), label)


def refuse_misplaced(mapping: Mapping, kind: Kind, label: str) -> None:
    """Refuse a mapping that makes rows which nobody reads in its folder: they would be lost without a word."""
    fitting = [name for name, home in HOMES.items() if home == HOMES[kind]]
    for number, rows in enumerate(mapping.rows):
        if rows.kind not in fitting:
            raise Refused.one(
                f"{label}, key rows.{number}.as", f'"{rows.kind}", which nobody reads in this folder',
                " or ".join(f'"{name}"' for name in fitting),
                f"Correct `as:`, or move these rows to a mapping file in {HOMES[rows.kind]}.",
            )  # fmt: skip


def refuse_changed(label: str, described: str, digest: str) -> None:
    """Refuse a file that is not the one whose hash was written down, where one was.

    Raises
    ------
    Refused
        The two differ.
    """
    if described and described != digest:
        raise Refused.one(
            label, f"a file whose sha256 begins {digest[:8]}", f"the file that was received ({described[:8]}…)",
            "Raw files are never edited: put the received file back, or record the new one in its origin file.",
        )  # fmt: skip
