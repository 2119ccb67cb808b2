"""What a notebook sees: an edition's results, history, peers and signals, already judged and disclosure-controlled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from helpers.model.council import Panel
from helpers.model.edition import Edition
from helpers.model.errors import Refused, quoted
from helpers.model.ward import BOUNDARIES, WARD_FIGURES

DOUBTS = ("ref", "directorate", "where", "sentence", "found", "expected")
APPROVALS = ("directorate", "directorate_name", "state", "role", "date", "reason")
PROMISES = (
    "ref", "period", "period_label", "cause", "action", "owner", "action_date", "recovery_date", "outcome",
    "outcome_words",
)  # fmt: skip


COMPARISONS = (
    "ref", "group", "group_name", "period", "n", "rank", "quartile", "median", "lowest", "highest", "missing", "note",
)  # fmt: skip
"""Columns of the comparisons with other councils; numbers from `n` to `highest`, but for the text `note`."""

REPORT = ("slug", "part", "cell", "text", "where", "owed")

CHANGES = (
    "kind", "ref", "title", "directorate", "what", "before", "after", "reason", "moved", "unit", "decimals",
)  # fmt: skip
"""Columns of what changed since the edition before, all text.

`kind` is one of ``since`` (the first row: `what` is the earlier period, `reason` says where its figures are from),
``replaced``, ``in``, ``out``, ``definition``, ``target``, ``rating`` and ``revised``.
"""

SAID_BEFORE = ("ref", "period", "period_label", "about", "text")
"""Columns of what earlier editions said in words, all text; `about` is the period of the figure it was said of."""

AMENDMENTS = ("ref", "at", "since", "what", "before", "after", "why")
"""Columns of what became of a measure's definition and target, all text; `at` is the day and `since` its period."""


def no_rows(*columns: str) -> pd.DataFrame:
    """Give a frame of text columns without a row."""
    return pd.DataFrame(columns=list(columns), dtype="str")


@dataclass(frozen=True)
class Results:
    """A view of the judged store, whole or narrowed to one directorate, service, priority, portfolio, panel or measure.

    Attributes
    ----------
    edition
        Council, period, pack and status.
    table
        One row a measure: figure, target, RAG, direction, outturns, benchmark, quality, commentary, exception.
    history
        One row a measure and period.
    peers
        One row a measure and other council, for the data period of the measure's benchmark.
    signals
        One row a doubt about a figure: `ref`, `dimension`, `signal`, `reason`.
    actions
        Delivery-plan actions.
    doubts
        One row a passage of commentary that a figure does not bear out, or that cannot be shown as it is: where it
        stands, the sentence, what was found, what was expected.
    approvals
        One row a directorate: whether its words and figures are draft, submitted, approved, or changed since.
    promises
        One row an earlier exception report: what was promised, by when, and what became of it.
    comparisons
        One row a measure and group of councils it is compared with; `note` says why it cannot be.
    report
        One row a part of the covering report, then one a further cell of its prose: what it says, its figures written
        in, and where it is written; `owed` where a required part is empty. A narrowed view has none.
    changes
        What is otherwise than in the edition before, one row a change; without a row where there is none before.
    said_before
        What earlier editions said in words, one row a measure and edition, the newest first.
    amendments
        What became of each measure's definition and target over the years, the newest first.
    wards
        Figures by ward, one row a measure, ward and period; of all periods that a pack may see.
    boundaries
        Where the wards lie; a view none of whose measures has figures by ward has none.
    scope_name
        What the view is narrowed to, in words; empty for the whole council.
    """

    edition: Edition
    table: pd.DataFrame
    history: pd.DataFrame
    peers: pd.DataFrame
    signals: pd.DataFrame
    actions: pd.DataFrame
    doubts: pd.DataFrame = field(default_factory=lambda: no_rows(*DOUBTS))
    approvals: pd.DataFrame = field(default_factory=lambda: no_rows(*APPROVALS))
    promises: pd.DataFrame = field(default_factory=lambda: no_rows(*PROMISES))
    comparisons: pd.DataFrame = field(default_factory=lambda: no_rows(*COMPARISONS))
    report: pd.DataFrame = field(default_factory=lambda: no_rows(*REPORT))
    changes: pd.DataFrame = field(default_factory=lambda: no_rows(*CHANGES))
    said_before: pd.DataFrame = field(default_factory=lambda: no_rows(*SAID_BEFORE))
    amendments: pd.DataFrame = field(default_factory=lambda: no_rows(*AMENDMENTS))
    wards: pd.DataFrame = field(default_factory=lambda: no_rows(*WARD_FIGURES))
    boundaries: pd.DataFrame = field(default_factory=lambda: no_rows(*BOUNDARIES))
    scope_name: str = ""

    def __len__(self) -> int:
        return len(self.table)

    def directorate(self, key: str) -> Results:
        """Narrow to one directorate, by key or name; an unknown one is refused, listing the known."""
        return self._narrow("directorate", key)

    def service(self, key: str) -> Results:
        """Narrow to one service unit, by key, name or alias; an unknown one is refused, listing the known."""
        return self._narrow("service", key)

    def priority(self, key: str) -> Results:
        """Narrow to one priority, by key or name; an unknown one is refused, listing the known."""
        return self._narrow("priority", key)

    def portfolio(self, key: str) -> Results:
        """Narrow to one portfolio, by key or name; an unknown one is refused, listing the known."""
        return self._narrow("portfolio", key)

    def panel(self, key: str) -> Results:
        """Narrow to what a scrutiny panel looks at, by key or name; an unknown one is refused, listing the known."""
        return self._narrow("panel", key)

    def under(self, head: str) -> Results:
        """Keep the measures under one head of a scrutiny panel's paper, e.g. ``results.under("quality")``."""
        return self._where(self.table["head"] == head)

    def measure(self, ref: str) -> Results:
        """Narrow to one measure by its ref; an unknown one is refused, listing the known."""
        wanted = str(ref)
        if wanted not in set(self.table["ref"]):
            raise Refused.one(
                f"measure {wanted}",
                f'"{wanted}", which no measure of this edition has as its ref',
                f"one of {quoted(self.table['ref'])}",
                "Correct the ref, or add the measure to the framework for this period.",
            )
        narrowed = self._where(self.table["ref"] == wanted)
        return replace(narrowed, scope_name=str(narrowed.table["title"].iloc[0]))

    def rated(self, *rags: str) -> Results:
        """Keep the measures with one of the given ratings, e.g. ``results.rated("Red", "Amber")``."""
        return self._where(self.table["rag"].isin(rags))

    def having(self, refs: Collection[str]) -> Results:
        """Keep the measures with these refs, e.g. ``results.having(["43", "44"])``."""
        return self._where(self.table["ref"].isin(list(refs)))

    def _narrow(self, noun: str, name: str) -> Results:
        entry = self.edition.council.find(noun, name)
        keys = entry.looks_at if isinstance(entry, Panel) else {noun: (entry.key,)}
        actions = self.actions[_among(self.actions, keys)]
        narrowed = replace(self._where(_among(self.table, keys)), scope_name=entry.name, actions=actions)
        if noun != "directorate":
            return narrowed
        # A directorate has prose of its own, about no one measure.
        doubts = self.doubts[self.doubts["directorate"] == entry.key].reset_index(drop=True)
        return replace(narrowed, doubts=doubts)

    def _where(self, mask: pd.Series[bool]) -> Results:
        table = self.table[mask].reset_index(drop=True)
        refs = set(table["ref"])
        wards = self.wards[self.wards["ref"].isin(refs)].reset_index(drop=True)
        return replace(
            self,
            table=table,
            history=self.history[self.history["ref"].isin(refs)].reset_index(drop=True),
            peers=self.peers[self.peers["ref"].isin(refs)].reset_index(drop=True),
            signals=self.signals[self.signals["ref"].isin(refs)].reset_index(drop=True),
            doubts=self.doubts[self.doubts["ref"].isin(refs)].reset_index(drop=True),
            approvals=self.approvals[self.approvals["directorate"].isin(set(table["directorate"]))].reset_index(
                drop=True
            ),
            comparisons=self.comparisons[self.comparisons["ref"].isin(refs)].reset_index(drop=True),
            promises=self.promises[self.promises["ref"].isin(refs)].reset_index(drop=True),
            report=self.report.iloc[:0],
            said_before=self.said_before[self.said_before["ref"].isin(refs)].reset_index(drop=True),
            amendments=self.amendments[self.amendments["ref"].isin(refs)].reset_index(drop=True),
            wards=wards,
            boundaries=self.boundaries if len(wards) else self.boundaries.iloc[:0],
            changes=self.changes[self.changes["ref"].isin({*refs, ""})].reset_index(drop=True),
        )


def _among(frame: pd.DataFrame, keys: Mapping[str, Collection[str]]) -> pd.Series[bool]:
    """Say of each row whether one of the keys is in its column of that name; a frame may lack a column."""
    found = pd.Series(False, index=frame.index)
    for noun, wanted in keys.items():
        if noun in frame:
            found |= frame[noun].isin(wanted)
    return found
