"""Read a row of `measures.csv` into a measure, and hold the measures against each other. May import `model`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.collect.fields import RowReader
from helpers.collect.ways_in import characteristics_of, goals_of
from helpers.model.council import Council
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.measure import Basis, Frequency, Head, Measure, Polarity

MEASURE_COLUMNS = (
    "ref", "title", "definition", "why", "unit", "decimals", "polarity", "frequency", "basis", "lag", "directorate",
    "service", "priority", "outcome", "portfolio", "head", "owner_role", "source_system", "sensitive", "part_of",
    "replaces", "benchmark_group", "sdg", "equality", "from", "to",
)  # fmt: skip

Placed = Sequence[tuple[str, Measure]]
"""Measures, each with the file and row it stands in."""


def measure_of(row: RowReader, council: Council) -> Measure | None:
    """Read a row as a measure; ``None`` where something is wrong with it (the problems are noted on the row)."""

    def key(noun: str, required: bool = False) -> str:
        name = row.text(noun, required)
        found = row.asking(noun, lambda: council.find(noun, name)) if name else None
        return found.key if found else ""

    frequency = Frequency(row.choice("frequency", tuple(Frequency), "quarterly"))
    if not row.text("polarity"):
        row.refuse(
            "polarity", f"nothing for {row.text('ref')}", f"which way is good: one of {quoted(Polarity)}",
            "Fill the cell; `none` is for a measure that is information only and never rated.",
        )  # fmt: skip
    values = {
        **{name: row.text(name, required=True) for name in ("ref", "title", "unit")},
        **{
            name: row.text(name)
            for name in ("definition", "why", "owner_role", "source_system", "part_of", "replaces", "benchmark_group")
        },
        "decimals": row.whole("decimals", 0),
        "polarity": row.choice("polarity", tuple(Polarity), "none"),
        "frequency": frequency,
        "basis": row.choice("basis", tuple(Basis), "period"),
        "lag": row.whole("lag", 0),
        "directorate": key("directorate", required=True),
        **{noun: key(noun) for noun in ("service", "priority", "outcome", "portfolio")},
        "head": row.choice("head", tuple(Head), "activity"),
        "sensitive": row.yes("sensitive"),
        "sdg": goals_of(row),
        "equality": characteristics_of(row),
        "first": row.period("from"),
        "last": row.period("to"),
    }
    placed = on_the_thread(row, council, values)
    return None if row.problems else Measure.model_validate(placed)


def on_the_thread(row: RowReader, council: Council, values: Mapping[str, object]) -> dict[str, object]:
    """Hold a service against its directorate and an outcome against its priority: the golden thread must not cross.

    Returns
    -------
    dict
        The values of a measure or an action; one that names its outcome alone stands under that outcome's priority.
    """
    services = {unit.key: (entry.key, entry.name) for entry in council.directorates for unit in entry.services}
    outcomes = {goal.key: (entry.key, entry.name) for entry in council.priorities for goal in entry.outcomes}
    for name, above, homes in (("service", "directorate", services), ("outcome", "priority", outcomes)):
        key, of = homes.get(str(values[name]), ("", ""))
        if key and values.get(above) and key != values[above]:
            row.refuse(
                name, f'"{row.text(name)}", which is a part of {of}', f"a part of {row.text(above)}",
                f"Correct the {name} or the {above}.",
            )  # fmt: skip
    return {**values, "priority": values["priority"] or outcomes.get(str(values["outcome"]), ("", ""))[0]}


def refuse_twice(measures: Placed) -> None:
    """Refuse a ref that two measures have at one time.

    Raises
    ------
    Refused
        With each row whose ref stands elsewhere.
    """
    problems = [
        Problem(
            where, f'the ref "{measure.ref}" again (it stands at {other_where})', "each ref once at a time",
            "Delete one, or give the older one a `to` and the newer one a `from`.",
        )
        for index, (where, measure) in enumerate(measures)
        for other_where, other in measures[:index]
        if other.ref == measure.ref and _overlap(measure, other)
    ]  # fmt: skip
    if problems:
        raise Refused(problems)


def _overlap(one: Measure, other: Measure) -> bool:
    one_ends_first = one.last and other.first and one.last.end < other.first.start
    other_ends_first = other.last and one.first and other.last.end < one.first.start
    return not (one_ends_first or other_ends_first)


_OTHERS = {
    "part_of": "the ref of the measure it is a part of",
    "replaces": "the ref of the measure whose place it took",
}
"""Columns that name another measure, and what each names."""


def refuse_lost_others(measures: Placed) -> None:
    """Refuse a measure that is a part of, or replaces, one that is not there, or itself.

    Raises
    ------
    Refused
        With each cell that should hold another measure's ref and does not.
    """
    known = {measure.ref for _, measure in measures}
    problems = [
        Problem(f"{where}, column {name}", f'"{other}"', expected, "Correct the ref.")
        for where, measure in measures
        for name, expected in _OTHERS.items()
        if (other := getattr(measure, name)) and other not in known - {measure.ref}
    ]
    if problems:
        raise Refused(problems)
