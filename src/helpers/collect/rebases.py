"""Read a row of `rebases.csv` into a decision that process limits start anew. May import `model`."""

from __future__ import annotations

from helpers.collect.fields import RowReader
from helpers.model.framework import Rebase
from helpers.model.measure import Basis, Measure

REBASE_COLUMNS = ("ref", "period", "reason", "role", "date")


def rebase_of(row: RowReader, measure: Measure | None) -> Rebase | None:
    """Read a row as a rebase; ``None`` where something is wrong with it (the problems are noted on the row).

    Reason, role and date are all needed, and the period is one of those the measure is counted by: its limits stand on
    these (rules.md, "Variation").

    Parameters
    ----------
    measure
        The measure whose ref the row names; ``None`` where no measure has it, which is noted already.
    """
    words = {name: row.text(name, required=True) for name in REBASE_COLUMNS[1:]}
    kind = measure.frequency.kind if measure else None
    period, day = row.period("period", kind), row.day("date")
    if measure is not None and period is not None and period.kind is not kind:
        row.refuse(
            "period", f'"{words["period"]}", a {period.kind}',
            f"a {kind}, because {measure.ref} is {measure.frequency}, and its limits stand on those figures",
            f"Name the first {kind} of the new limits.",
        )  # fmt: skip
    if measure is not None and measure.basis is Basis.CUMULATIVE:
        row.refuse(
            "ref", f'"{measure.ref}", a running total', "a measure that has process limits",
            "Delete the row: a running total is never put on a process chart.",
        )  # fmt: skip
    if row.problems or measure is None or period is None or day is None:
        return None
    return Rebase(ref=measure.ref, period=period, reason=words["reason"], role=words["role"], date=day)
