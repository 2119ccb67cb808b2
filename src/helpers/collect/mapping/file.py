"""What a mapping file may say. May import `model`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from helpers.collect.mapping.layout import Place
from helpers.collect.mapping.pattern import folded
from helpers.collect.mapping.period_form import PeriodForm
from helpers.collect.yaml_file import read_yaml, typed
from helpers.model.council import Noun, Text
from helpers.model.errors import Refused

Kind = Literal["measures", "targets", "returns", "benchmarks"]
OneOrMore = str | tuple[str, ...]
Words = Annotated[dict[str, str], AfterValidator(lambda words: {folded(word): ours for word, ours in words.items()})]
"""Foreign words and ours, compared as a reader sees them."""

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


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


class Cell(Noun):
    """How one of our columns is made from a row of a foreign file.

    Attributes
    ----------
    column
        The foreign column to take: its heading, in which ``*`` may stand for anything, as in ``Total in TA*``; where
        `header` is given and a column has no heading of its own, its letter; or
    text
        the text to write in every row; or
    title
        what stands in the place of ``{}`` in a text above the headings, as in ``"*England, {}"``.
    words
        Foreign words and ours. A word that is not listed is refused, unless `otherwise` says what to do with it.
    otherwise
        What to write where `words` does not list what was found.
    empty
        Foreign words that mean nothing was given.
    markers
        Foreign words that stand in place of a figure, and the marker each becomes.
    form
        How a period is written there: ``calendar-quarter`` (``2019-Q3``, quarter 2 of 2019/20), ``quarter-ending``
        (``April to June 2019``, ``30th June 2019``), ``month`` (``June 2019``), ``year-ending`` (``31 March 2019``).
    """

    column: str = ""
    text: str | None = None
    title: str = ""
    words: Words | None = None
    otherwise: Cell | str | None = None
    empty: tuple[str, ...] = ()
    markers: Words = Field(default_factory=dict)
    form: PeriodForm = ""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if [bool(self.column), self.text is not None, bool(self.title)].count(True) != 1:
            raise ValueError("give either `column`, `text` or `title`")
        if self.title and self.title.count("{}") != 1:
            raise ValueError("`title` without one {} where the words to take stand")
        return self

    def within(self) -> tuple[Cell, ...]:
        """Give the cell, and the cells that say what to write otherwise."""
        return (self, *self.otherwise.within()) if isinstance(self.otherwise, Cell) else (self,)


class Rows(Noun):
    """One kind of row to make from each kept row of the foreign file."""

    kind: Kind = Field(alias="as")
    where: dict[str, OneOrMore] = Field(default_factory=dict)
    unless: dict[str, OneOrMore] = Field(default_factory=dict)
    cells: dict[str, Cell | str]

    def made_of(self) -> dict[str, Cell]:
        """Give the cells, the short form written out: a name alone is the name of a foreign column."""
        return {name: Cell(column=cell) if isinstance(cell, str) else cell for name, cell in self.cells.items()}


class Mapping(Noun):
    """A whole mapping file.

    Attributes
    ----------
    file
        The foreign file, relative to the mapping file.
    encoding, separator
        Of a CSV file.
    sheet
        What the sheet of a workbook is called, or may be called; ``*`` stands for anything. The first one otherwise.
    header
        Words that stand in the first row of headings and nowhere else, or that row's number. What stands above are
        titles. Without it the first row with something in it holds the headings, and every row below is of the table.
    header_rows
        How many rows the headings take; they are joined from the top, as ``Bed and breakfast > Total``.
    ends
        Words in the first row below the table; footnotes without such words are left out by `where` or `unless`.
    fill
        Columns in which an empty cell means what stands above it: merged cells, or a label written once.
    hidden
        ``read`` where the sheet, or rows or columns of it, are hidden and are meant to be read.
    where, unless
        Keep, or leave out, rows whose column equals one of the words; ``*`` stands for anything.
    until
        Leave out rows about a period that ends later: a national file may have grown since.
    """

    file: Text
    encoding: str = "utf-8"
    separator: Literal["comma", "semicolon", "tab", "bar"] = "comma"
    sheet: OneOrMore = ()
    header: Annotated[int, Field(ge=1, le=1_048_576)] | Text | None = None
    header_rows: Annotated[int, Field(ge=1, le=20)] = 1
    ends: str = ""
    fill: OneOrMore = ()
    hidden: Literal["read", ""] = ""
    origin: Origin = Origin()
    where: dict[str, OneOrMore] = Field(default_factory=dict)
    unless: dict[str, OneOrMore] = Field(default_factory=dict)
    until: str = ""
    rows: Annotated[tuple[Rows, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _header_first(self) -> Self:
        asks = {"header_rows": self.header_rows > 1, "ends": bool(self.ends), "fill": bool(self.fill)}
        asks["title"] = any(
            cell.title for rows in self.rows for one in rows.made_of().values() for cell in one.within()
        )
        if self.header is None and any(asks.values()):
            needing = ", ".join(f"`{key}`" for key, asked in asks.items() if asked)
            raise ValueError(f"{needing} without `header`, which says where the headings are")
        return self

    @property
    def place(self) -> Place | None:
        """Where the table is, if the file says so."""
        return None if self.header is None else Place(self.header, self.header_rows, self.ends)


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
    framework: tuple[Kind, ...] = ("measures", "targets")
    fitting = framework if kind in framework else (kind,)
    for number, rows in enumerate(mapping.rows):
        if rows.kind not in fitting:
            home = "data/framework" if rows.kind in framework else f"data/{rows.kind}"
            raise Refused.one(
                f"{label}, key rows.{number}.as", f'"{rows.kind}", which nobody reads in this folder',
                " or ".join(f'"{name}"' for name in fitting),
                f"Correct `as:`, or move these rows to a mapping file in {home}.",
            )  # fmt: skip


def several(words: OneOrMore) -> tuple[str, ...]:
    """Give one or more words as several."""
    return (words,) if isinstance(words, str) else words
