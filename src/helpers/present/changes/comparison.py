"""Two editions side by side: what changed between them, and how to speak of it. May import the floors below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import pandas as pd

from helpers.model.council import Council
from helpers.model.counted import counted
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.escape import html_text
from helpers.narrate.figure import figure
from helpers.present.link import link_html, measure_address


class Change(Protocol):
    """One row of what changed: the columns of :data:`helpers.model.results.CHANGES`, all text."""

    kind: str
    ref: str
    title: str
    directorate: str
    what: str
    before: str
    after: str
    reason: str
    moved: str
    unit: str
    decimals: str


@dataclass(frozen=True)
class Comparison:
    """What changed from one edition to another.

    Attributes
    ----------
    now
        The later edition's period.
    changes
        As :func:`helpers.assess.changes.between.changes_between` lists them.
    address
        Gives the address of a measure's page; empty where it has none.
    """

    council: Council
    now: Period
    changes: pd.DataFrame
    address: Callable[[str], str]

    @property
    def then(self) -> Period | None:
        """The earlier edition's period; ``None`` where there is no earlier edition."""
        since = self.of("since")
        return Period.parse(since[0].what) if since else None

    def of(self, kind: str, moved: str | None = None) -> list[Change]:
        """List the changes of a kind; of ratings those that moved one way, or (empty) neither."""
        found = self.changes[self.changes["kind"] == kind]
        if moved is not None:
            found = found[found["moved"] == moved]
        return cast("list[Change]", list(found.itertuples(index=False)))

    def named(self, change: Change) -> str:
        """Write the name of a measure for a table cell: a link, where it has a page."""
        address = self.address(change.ref)
        return link_html(address, change.title) if address else html_text(change.title)


def comparison(results: Results) -> Comparison:
    """Set an edition's changes out with the pages that it has."""
    refs = set(results.table["ref"])
    return Comparison(
        results.edition.council, results.edition.period, results.changes,
        lambda ref: measure_address(ref) if ref in refs else "",
    )  # fmt: skip


def figure_words(text: str, unit: str) -> str:
    """Write a published cell as pages do; a range stays in its words.

    Examples
    --------
    >>> figure_words("1250.5", "days"), figure_words("18 to 22", "%"), figure_words("", "%")
    ('1,250.5 days', '18 to 22', '')
    """
    try:
        value = float(text)
    except ValueError:
        return text
    return figure(value, unit, len(text.partition(".")[2]))


def counted_or_no(number: int | Sequence[object], one: str, many: str = "") -> str:
    """Write a number of things.

    Examples
    --------
    >>> counted_or_no(1, "rating"), counted_or_no(3, "rating"), counted_or_no(0, "rating")
    ('1 rating', '3 ratings', 'no rating')
    """
    count = number if isinstance(number, int) else len(number)
    return counted(count, one, many) if count else f"no {one}"
