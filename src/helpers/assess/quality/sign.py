"""The signs that speak against a figure: what each is called, its dimension, and how much it weighs.

Imports nothing of the house.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SIGNAL_COLUMNS = ("ref", "dimension", "signal", "reason")

Quality = Literal["Good", "Check", "Doubtful"]

DIMENSIONS = ("completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy")
"""The six dimensions of data quality, in the order of the Government Data Quality Framework (rules.md, "Data quality").
"""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that the returns themselves tell against a figure.

    Attributes
    ----------
    name
        As `signals` holds it.
    dimension
        One of :data:`DIMENSIONS`.
    weight
        The rating that it alone gives a measure. ``Good``: it is about who answers for the measure, and casts no doubt
        on the figure.
    """

    name: str
    dimension: str
    weight: Quality


SIGNS = (
    Sign("fell to zero", "accuracy", "Doubtful"),
    Sign("zero in doubt", "accuracy", "Doubtful"),
    Sign("outside 0 to 100", "validity", "Doubtful"),
    Sign("parts disagree", "consistency", "Doubtful"),
    Sign("periods disagree", "consistency", "Check"),
    Sign("ten-fold jump", "accuracy", "Doubtful"),
    Sign("unit changed", "consistency", "Check"),
    Sign("decimals changed", "consistency", "Check"),
    Sign("same as another", "uniqueness", "Check"),
    Sign("sent again", "uniqueness", "Check"),
    Sign("unchanged", "accuracy", "Check"),
    Sign("revised", "consistency", "Check"),
    Sign("published elsewhere", "consistency", "Check"),
    Sign("late", "timeliness", "Check"),
    Sign("stale", "timeliness", "Check"),
    Sign("missing", "completeness", "Check"),
    Sign("not available", "completeness", "Check"),
    Sign("no owner", "completeness", "Good"),
    Sign("owner is no role", "validity", "Good"),
)
"""Every sign, in the order in which a measure's reasons are given.

`published elsewhere` is told by :mod:`helpers.assess.others.own_figure`, which holds the benchmark files.
"""

OWNERSHIP = tuple(sign.name for sign in SIGNS if sign.weight == "Good")
"""Signs about who answers for a measure."""
