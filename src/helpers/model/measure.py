"""One indicator the council reports, its target, and the words for how it is counted."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from helpers.model.noun import Key, Noun, Text
from helpers.model.period import Kind, Period
from helpers.model.ways_in import Characteristic

Ref = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""Stable key of a measure, used in file names and links."""


class Polarity(StrEnum):
    """Which direction is good performance.

    ``none`` says that neither is: the measure is for information. ``unknown`` says that the file which the measure
    comes from does not tell: nobody may rate or rank it, and the page gives that as the reason.
    """

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    NONE = "none"
    UNKNOWN = "unknown"


class Frequency(StrEnum):
    """How often a measure is counted."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"
    ACADEMIC = "academic year"
    CALENDAR = "calendar year"
    SEVERAL_YEARS = "several years"

    @property
    def kind(self) -> Kind:
        """The kind of period that one figure is about."""
        return {
            Frequency.MONTHLY: Kind.MONTH,
            Frequency.QUARTERLY: Kind.QUARTER,
            Frequency.HALF_YEARLY: Kind.HALF,
            Frequency.ANNUAL: Kind.YEAR,
            Frequency.ACADEMIC: Kind.ACADEMIC,
            Frequency.CALENDAR: Kind.CALENDAR,
            Frequency.SEVERAL_YEARS: Kind.SPAN,
        }[self]


class Basis(StrEnum):
    """What stretch of time a figure sums up."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"
    ROLLING = "rolling-12"
    SNAPSHOT = "snapshot"


class Head(StrEnum):
    """Under which head of a scrutiny panel's paper a measure stands."""

    ACTIVITY = "activity"
    QUALITY = "quality"
    PROGRESS = "progress"
    FEEDBACK = "feedback"


class Measure(Noun):
    """One indicator the council has promised to report.

    Attributes
    ----------
    ref
        Stable key used in file names and links, e.g. ``"ASC-04"``.
    unit
        Unit of every figure: ``"%"``, ``"count"``, ``"days"``, ``"£"``, ``"per 1,000 households"``.
    decimals
        Places published. Status is judged on the figure that readers see.
    lag
        Reporting periods by which the figure comes late: a measure with lag 1 is due in quarter 2 for quarter 1.
    sensitive
        A count about people small enough to name them; disclosure control acts on it.
    part_of
        The measure whose published total this one is a part of.
    by_ward
        It is the part of one ward, not one that the framework names: wards and measures part a total each by itself.
    replaces
        The measure whose place this one took in the framework.
    sdg
        Numbers of the Sustainable Development Goals that it tells about, ascending.
    equality
        Protected characteristics that it tells about, in the Act's order.
    first, last
        The periods from which and until which the measure is in the framework (columns `from` and `to`).
    """

    ref: Ref
    title: Text
    definition: str = ""
    why: str = ""
    unit: Text
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    polarity: Polarity
    frequency: Frequency = Frequency.QUARTERLY
    basis: Basis = Basis.PERIOD
    lag: Annotated[int, Field(ge=0, le=12)] = 0
    directorate: Key
    service: str = ""
    priority: str = ""
    outcome: str = ""
    portfolio: str = ""
    head: Head = Head.ACTIVITY
    owner_role: str = ""
    source_system: str = ""
    sensitive: bool = False
    part_of: str = ""
    by_ward: bool = False
    replaces: str = ""
    benchmark_group: str = ""
    sdg: tuple[Annotated[int, Field(ge=1, le=17)], ...] = ()
    equality: tuple[Characteristic, ...] = ()
    first: Period | None = None
    last: Period | None = None

    def in_framework(self, period: Period) -> bool:
        """Say whether the framework held this measure at a period."""
        return (self.first is None or self.first.start <= period.end) and (
            self.last is None or period.end <= self.last.end
        )

    def data_period(self, reporting: Period) -> Period | None:
        """Give the period whose figure is due in a reporting period, or ``None`` where none is.

        A monthly measure is due for the whole reporting period: its months are added up by its basis. Where its own
        periods do not fill the reporting period, as quarters do not fill a term, it is due where one ends with it. One
        counted by calendar or academic years is due where such a year ends within the reporting period; for a span of
        several years no date is known.

        Examples
        --------
        >>> late = Measure(ref="A1", title="Arrears", unit="%", polarity="lower", directorate="adults", lag=1)
        >>> str(late.data_period(Period.parse("2019-20-q2")))
        '2019-20-q1'
        """
        about = reporting.shift(-self.lag)
        kind = self.frequency.kind
        if not kind.in_financial_year:
            return about.last_within(kind)
        return Period.ending(kind, about.end) if about.kind.months % kind.months else about


class Target(Noun):
    """What a measure has promised for a period, in the measure's unit.

    Attributes
    ----------
    target
        Level to reach; ``None`` for a range measure.
    low, high
        Bounds of green for a range measure.
    intervention, intervention_low, intervention_high
        Levels at which the council steps in, on the worse side.
    profiled
        The target was set for this very period, not for the year.
    """

    ref: Ref
    period: Period
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    intervention: Decimal | None = None
    intervention_low: Decimal | None = None
    intervention_high: Decimal | None = None

    @model_validator(mode="after")
    def _range_is_a_range(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("a range needs both `low` and `high`")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"`low` {self.low} is above `high` {self.high}")
        return self

    @property
    def profiled(self) -> bool:
        """Whether the target was set for less than a year."""
        return self.period.kind is not Kind.YEAR
