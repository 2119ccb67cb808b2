"""What a mapping file says of a foreign file: where it is, how it is written, where its table stands.

May import `model`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from helpers.collect.mapping.layout import Place
from helpers.model.noun import Noun, Text

OneOrMore = str | tuple[str, ...]
"""One word, or any of several."""

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


class Foreign(Noun):
    """A foreign file, and which of its rows are read.

    Attributes
    ----------
    file
        The file, relative to the mapping file; a CSV file may be packed (``.csv.gz``).
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
    where: dict[str, OneOrMore] = Field(default_factory=dict)
    unless: dict[str, OneOrMore] = Field(default_factory=dict)

    def needing_header(self) -> list[str]:
        """Name what is said here and means nothing without `header`."""
        asks = {"header_rows": self.header_rows > 1, "ends": bool(self.ends), "fill": bool(self.fill)}
        return [key for key, asked in asks.items() if asked]

    @property
    def place(self) -> Place | None:
        """Where the table is, if the file says so."""
        return None if self.header is None else Place(self.header, self.header_rows, self.ends)


def several(words: OneOrMore) -> tuple[str, ...]:
    """Give one or more words as several."""
    return (words,) if isinstance(words, str) else words
