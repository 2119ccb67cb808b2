"""What a comparison with other councils says, in sentences and as a table. May import the floors below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.narrate.row import ResultRow, known
from helpers.narrate.sentences import listed
from helpers.present.comparison.groups import Comparison
from helpers.present.link import anchor
from helpers.present.parts import Table
from helpers.present.table import Column, table

QUARTERS = {1: "best", 2: "second best", 3: "third best", 4: "worst"}
FEW = 6
"""Councils that a sentence names; more are counted."""


def comparison_sentences(compared: Sequence[Comparison], us: str) -> list[str]:
    """Say where we stand in the main group, what its middle council has, who did not report, and what is not compared.

    Of the other groups only what a table of them does not say is said.

    Parameters
    ----------
    compared
        A measure's groups.
    us
        The council's name.
    """
    shown = [one for one in compared if one.has_spread]
    said = [" ".join(filter(None, (_place(one, us), _silent(one), _note(one)))) for one in shown[:1]]
    said += [f"{one.name}: {_silent(one)} {_note(one)}".strip() for one in shown[1:] if one.missing or one.note]
    return said + [f"Not compared with {one.name}: {one.note}." for one in compared if not one.has_spread and one.note]


def _place(one: Comparison, us: str) -> str:
    middle = f"the middle council has {one.said(one.median)}" if known(one.median) else ""
    if not known(one.rank):
        return f"Of {one.n:.0f} councils ({one.name}, {one.period_label}), {middle}." if middle else ""
    quarter = QUARTERS[int(one.quartile)]
    place = f"{us} ranks {one.rank:.0f} of {one.n:.0f} ({one.name}, {one.period_label}), in the {quarter} quarter"
    return f"{place}; {middle}." if middle else f"{place}."


def _silent(one: Comparison) -> str:
    if not one.missing:
        return ""
    who = listed(list(one.missing)) if len(one.missing) <= FEW else f"{len(one.missing)} councils"
    return f"{who} did not report."


def _note(one: Comparison) -> str:
    said = re.sub("estimated: (.+)", r"the figures of \1 are estimates", one.note)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def group_table(row: ResultRow, compared: Sequence[Comparison]) -> Table:
    """Set each group's place, quarter and spread in a table."""
    columns = [
        Column("Compared with", [one.name for one in compared], name="measure"),
        Column("Our place", [f"{one.rank:.0f} of {one.n:.0f}" if known(one.rank) else "no rank" for one in compared]),
        Column("Quarter of councils", [QUARTERS[int(one.quartile)] if known(one.quartile) else "" for one in compared]),
        Column("Lowest", [one.short(min(one.values)) for one in compared], numeric=True),
        Column("Middle", [one.short(one.median) for one in compared], numeric=True),
        Column("Highest", [one.short(max(one.values)) for one in compared], numeric=True),
        Column("Did not report", [f"{len(one.missing)}" for one in compared], numeric=True),
    ]
    return table(f"groups-{anchor(row.ref)}", columns, "groups")
