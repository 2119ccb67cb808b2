"""Groups of councils that a figure is compared with, and councils that were formed or abolished. Imports `model`."""

from __future__ import annotations

from enum import StrEnum

from helpers.model.noun import Noun, Text
from helpers.model.period import Period

EVERYONE = "*"
"""Stands in a group for every council that a benchmark file names: England, from a national file."""

GROUP_SEPARATOR = ";"
"""Between the groups of a measure; the first is the main one."""


class GroupKind(StrEnum):
    """What brings the councils of a group together."""

    NEIGHBOURS = "neighbours"
    REGION = "region"
    COUNTRY = "country"


class Group(Noun):
    """A group of councils, always from a file: a product such as CIPFA's neighbours is never shipped in code.

    Attributes
    ----------
    key
        As `benchmark_group` of a measure names it.
    name
        As a page names it.
    areas
        The councils, ourselves among them or not; ``*`` for every one that a benchmark file names.
    """

    key: Text
    name: Text
    kind: GroupKind
    areas: tuple[str, ...] = ()


class Area(Noun):
    """A council that was formed or abolished.

    Attributes
    ----------
    name
        As the benchmark files name it.
    first, last
        Its first and its last period (columns `from` and `to`).
    successor
        The council that took its place.
    """

    name: Text
    first: Period | None = None
    last: Period | None = None
    successor: str = ""

    def existed(self, period: Period) -> bool:
        """Say whether the council was there in a period.

        Examples
        --------
        >>> poole = Area(name="Poole", last=Period.parse("2018-19-q4"), successor="Bournemouth, Christchurch and Poole")
        >>> poole.existed(Period.parse("2018-19-q4")), poole.existed(Period.parse("2019-20-q1"))
        (True, False)
        """
        return not self.ahead(period) and (self.last is None or period.end <= self.last.end)

    def ahead(self, period: Period) -> bool:
        """Say whether the council was yet to be formed in a period."""
        return self.first is not None and period.start < self.first.start


def spelt_alike(name: str) -> str:
    """Write a council's name so that two spellings of one are the same text.

    Examples
    --------
    >>> spelt_alike("Windsor & Maidenhead") == spelt_alike("Windsor and  Maidenhead")
    True
    """
    return " ".join(name.casefold().replace("&", " and ").split())


def groups_of(benchmark_group: str) -> tuple[str, ...]:
    """Split what a measure says it is compared with.

    Examples
    --------
    >>> groups_of("neighbours; South West;England")
    ('neighbours', 'South West', 'England')
    """
    return tuple(dict.fromkeys(name.strip() for name in benchmark_group.split(GROUP_SEPARATOR) if name.strip()))
