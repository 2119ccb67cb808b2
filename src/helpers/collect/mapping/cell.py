"""What a mapping file may say of one cell of ours: where it is taken from, and how it is turned into our words.

May import `model`.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from helpers.collect.mapping.foreign import Foreign, OneOrMore, several
from helpers.collect.mapping.pattern import folded
from helpers.collect.mapping.period_form import PeriodForm
from helpers.model.noun import Noun, Text

Words = Annotated[dict[str, str], AfterValidator(lambda words: {folded(word): ours for word, ours in words.items()})]
"""Foreign words and ours, compared as a reader sees them."""


class Lookup(Foreign):
    """Another table in which a word is looked up: a dictionary of indicators, a list of councils and their numbers.

    Attributes
    ----------
    find
        The column in which the word stands.
    take
        The column whose cell is taken instead. Where the word stands in several rows, they must agree.
    sha256
        Hash of the file as it was described, where it must not change unseen.
    """

    find: Text
    take: Text
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class Cell(Noun):
    """How one of our columns is made from a row of a foreign file, in the order of the attributes.

    Attributes
    ----------
    column
        The foreign column to take: its heading, in which ``*`` may stand for anything, as in ``Total in TA*``; where
        `header` is given and a column has no heading of its own, its letter; or
    text
        the text to write in every row; or
    title
        what stands in the place of ``{}`` in a text above the headings, as in ``"*England, {}"``.
    markers
        Foreign words that stand in place of a figure, and the marker each becomes.
    empty
        Foreign words that mean nothing was given.
    lookup
        Another table, and what to take from it in place of the word.
    part
        What to take of it: what stands in the place of ``{}``, as in ``"{} (*)"``. The first of several that fits.
    words
        Foreign words and ours; ``*`` may stand for anything, and a word without one comes first. A word that is not
        listed is refused, unless `otherwise` says what to do with it.
    otherwise
        What to write where `words` does not list what was found.
    form
        How a period is written there: ``calendar-quarter`` (``2019-Q3``, quarter 2 of 2019/20), ``quarter-ending``
        (``April to June 2019``, ``30th June 2019``), ``month`` (``June 2019``), ``year-ending`` (``31 March 2019``,
        ``2018/19``, or ``2019`` for the financial year that ends in it), ``academic-year-ending`` (the same of
        September to August), ``calendar-year`` (``2019``), ``several-years`` (``2021/22-23/24``). Or a cell, where each
        row has its own form.
    spelling
        ``ref`` where the word becomes a ref of ours: ``%`` is written ``pct``, ``&`` is written ``and``, and what else
        cannot stand in a ref becomes a hyphen.
    by, times
        Another foreign column by whose figure this one is divided, and what the quotient is multiplied by: 100 for a
        percentage, 1000 for a rate per 1,000. Where that figure is nought or not given, there is no figure.
    decimals
        Places to which a figure is rounded, half up: a number, or a cell where each row has its own.
    """

    column: str = ""
    text: str | None = None
    title: str = ""
    markers: Words = Field(default_factory=dict)
    empty: tuple[str, ...] = ()
    lookup: Lookup | None = None
    part: OneOrMore = ()
    words: Words | None = None
    otherwise: Cell | str | None = None
    form: PeriodForm | Cell = ""
    spelling: Literal["ref", ""] = ""
    by: str = ""
    times: Annotated[int, Field(ge=1)] = 1
    decimals: Annotated[int, Field(ge=0, le=6)] | Cell | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if [bool(self.column), self.text is not None, bool(self.title)].count(True) != 1:
            raise ValueError("give either `column`, `text` or `title`")
        if self.times != 1 and not self.by:
            raise ValueError("`times` without `by`, the column that a figure is divided by")
        if self.title and self.title.count("{}") != 1:
            raise ValueError("`title` without one {} where the words to take stand")
        if any(pattern.count("{}") != 1 for pattern in several(self.part)):
            raise ValueError("`part` without one {} where the words to take stand")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The foreign columns it looks at."""
        return tuple(filter(None, (self.column, self.by)))

    def within(self) -> tuple[Cell, ...]:
        """Give the cell, and the cells that say what to write otherwise, in which form and how exactly."""
        inner = [cell for cell in (self.otherwise, self.form, self.decimals) if isinstance(cell, Cell)]
        return (self, *(deep for cell in inner for deep in cell.within()))
