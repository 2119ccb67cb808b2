"""The columns of the data that others may take away: their order, their kind, what they hold. May import `model`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helpers.model.state import State

Kind = Literal["text", "date", "whole", "published", "finer", "exact", "target", "intervention"]
"""How a cell is written.

``published`` is a figure at its measure's decimals, ``finer`` has one place more, ``exact`` is the shortest form that
loses nothing, and ``target`` and ``intervention`` are a level or, in words, a range of levels.
"""

KIND_WORDS: dict[Kind, str] = {
    "text": "Text",
    "date": "Date, such as 2019-09-30",
    "whole": "Whole number",
    "published": "Number, in the measure's unit, to its decimals",
    "finer": "Number, in the measure's unit, to one decimal more",
    "exact": "Number",
    "target": "Number, in the measure's unit; or text, for a range",
    "intervention": "Number, in the measure's unit; or text, for a range",
}
"""Each kind as the documentation says it: type, unit and places."""

Empty = Literal["x", "z"]
"""Why a cell is empty, in the Government Analysis Function's symbols: ``x`` not known, ``z`` there is none."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column of a table that is published as data.

    Attributes
    ----------
    name
        As the header row of the CSV says it: a contract with other programs.
    kind
        How its cells are written.
    meaning
        What it holds, for a reader who knows councils but not this software.
    required
        No cell is ever empty.
    one_of
        The only words its cells may hold, where they are few.
    empty
        What an empty cell means; one that is kept back is empty because of that.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    one_of: tuple[str, ...] = ()
    empty: Empty = "z"

    @property
    def label(self) -> str:
        """Its heading for people.

        Examples
        --------
        >>> DataColumn("same_period_last_year", "published", "").label, DataColumn("forecast_rag", "text", "").label
        ('Same period last year', 'Forecast RAG')
        """
        words = self.name.replace("_", " ")
        return (words[0].upper() + words[1:]).replace("Rag", "RAG").replace(" rag", " RAG")


def allowed(column: DataColumn) -> str:
    """Say what a column's cells may hold.

    Examples
    --------
    >>> allowed(DataColumn("rag", "text", "", one_of=("Green", "Amber", "Red")))
    'Green, Amber, Red; may be empty'
    >>> allowed(DataColumn("ref", "text", "", required=True))
    'Never empty'
    """
    empty = "never empty" if column.required else "may be empty"
    return f"{', '.join(column.one_of)}; {empty}" if column.one_of else empty.capitalize()


_RATINGS = ("Green", "Amber", "Red")
_DIRECTIONS = ("Improving", "Worsening", "Increasing", "Decreasing", "No change")

RESULTS = (
    DataColumn("ref", "text", "The measure's own reference, the same in every edition.", required=True),
    DataColumn("title", "text", "What the measure counts, in words.", required=True),
    DataColumn("directorate", "text", "The directorate that answers for the measure."),
    DataColumn("portfolio", "text", "The Cabinet portfolio that the measure belongs to."),
    DataColumn("priority", "text", "The priority of the corporate strategy that the measure serves."),
    DataColumn("period", "text", "The period that this edition reports.", required=True),
    DataColumn("data_period", "text", "The period that the figure is about: earlier where figures come in arrears.",
               empty="x"),
    DataColumn("unit", "text", "The unit of the figure, its target and all that it is compared with.", required=True),
    DataColumn("decimals", "whole", "Decimal places to which the measure is published and judged.", required=True),
    DataColumn(
        "polarity", "text", "Which figures are good: higher, lower, in a range, none (information only) or unknown.",
        required=True, one_of=("higher", "lower", "range", "none", "unknown"),
    ),
    DataColumn("value", "published", "The figure. Empty where it is missing, withheld or unavailable; 0 is a figure.",
               empty="x"),
    DataColumn("numerator", "exact", "The number above the line, where the figure is a share or a rate."),
    DataColumn("denominator", "exact", "The number below the line, where the figure is a share or a rate."),
    DataColumn("marker", "text", "What to know of the figure, in codes such as p (provisional) with spaces between."),
    DataColumn("target", "target", "The level to reach; for a range, in words, such as 18 to 22."),
    DataColumn("intervention", "intervention", "The level past which the rating is red; for a range, in words."),
    DataColumn("rag", "text", "The rating; empty where the figure has none.", one_of=_RATINGS),
    DataColumn("rag_basis", "text", "Rule, assessed or override; or why there is no rating.", required=True),
    DataColumn("rag_supplied", "text", "The rating that the service itself gave, where it gave one."),
    DataColumn("direction", "text", "How the figure moved from the previous period.", one_of=_DIRECTIONS),
    DataColumn("previous", "published", "The figure of the period before, as last restated.", empty="x"),
    DataColumn("same_period_last_year", "published", "The figure of the same period a year before.", empty="x"),
    DataColumn("outturn_last_year", "published", "The figure at the end of last year.", empty="x"),
    DataColumn("forecast", "published", "The forecast of the figure at the end of this year.", empty="x"),
    DataColumn("forecast_rag", "text", "The rating that the forecast would get.", one_of=_RATINGS),
    DataColumn("variation", "text", "Whether the latest figure is common or special cause, by the XmR chart's rules."),
    DataColumn("assurance", "text", "Whether the process can be relied on to meet its target."),
    DataColumn("points", "whole", "How many figures the XmR chart is drawn from."),
    DataColumn("mean", "finer", "Their mean."),
    DataColumn("lower_limit", "finer", "The lower process limit."),
    DataColumn("upper_limit", "finer", "The upper process limit."),
    DataColumn("benchmark_group", "text", "The group of councils that the figure is compared with."),
    DataColumn("benchmark_n", "whole", "How many councils of the group reported, this one counted."),
    DataColumn("benchmark_rank", "whole", "This council's place among them; 1 is the best."),
    DataColumn("benchmark_quartile", "whole", "The quarter of them that it is in; 1 is the best."),
    DataColumn("quality", "text", "How far the figure can be trusted.", one_of=("Good", "Check", "Doubtful")),
    DataColumn("quality_reasons", "text", "Why it is not good, with semicolons between the reasons."),
    DataColumn("source_file", "text", "The return that the figure was taken from.", empty="x"),
    DataColumn("source_row", "whole", "The row of that return.", empty="x"),
)  # fmt: skip
"""Columns of ``results.csv``: one row a measure."""

OBSERVATIONS = (
    DataColumn("ref", "text", "The measure's reference, as in the results.", required=True),
    DataColumn("period", "text", "The period that the figure is about.", required=True),
    DataColumn("start", "date", "The period's first day.", required=True),
    DataColumn("end", "date", "The period's last day.", required=True),
    DataColumn(
        "value", "published", "The figure, as last restated. Empty where there is none; 0 is a figure.", empty="x"
    ),
    DataColumn("numerator", "exact", "The number above the line, where the figure is a share or a rate."),
    DataColumn("denominator", "exact", "The number below the line, where the figure is a share or a rate."),
    DataColumn("marker", "text", "What to know of the figure; the codes have spaces between."),
    DataColumn(
        "state", "text", "Whether the figure was reported, or why it is not here.", required=True, one_of=tuple(State)
    ),
    DataColumn("source_file", "text", "The return that the figure was taken from.", empty="x"),
    DataColumn("source_row", "whole", "The row of that return.", empty="x"),
)
"""Columns of ``observations.csv``: one row a measure and period."""
