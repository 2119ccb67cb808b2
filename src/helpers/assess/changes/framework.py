"""What changed in the framework: measures in, out and replaced, definitions, targets. May import `model`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from helpers.assess.changes.told import Row, Told
from helpers.model.framework import Framework
from helpers.model.measure import Measure
from helpers.model.period import Period

DEFINITION = ("title", "definition", "unit", "decimals", "polarity", "frequency", "basis", "lag", "directorate")
"""What a measure is counted by, and who answers for it: a change of these is a change of the measure."""


def told_by_framework(framework: Framework, period: Period) -> Told:
    """Give what the framework itself says of its measures, as an edition would tell it.

    Parameters
    ----------
    framework
        As at the period.
    """
    return Told({measure.ref: _defined(framework, measure, period.financial_year) for measure in framework.measures})


def _defined(framework: Framework, measure: Measure, year: Period) -> Row:
    said = {name: str(getattr(measure, name)) for name in (*DEFINITION, "replaces")}
    target = framework.target(measure, year)
    level = "" if target is None else str(target.target) if target.low is None else f"{target.low} to {target.high}"
    return {**said, "year_target": level, "target_year": str(year)}


def framework_changes(before: Told, after: Told) -> list[Row]:
    """List what the later edition measures otherwise: measures in, out and replaced, definitions and targets.

    A measure that came in and `replaces` one that went out is one change, not two. Targets are those of the year: one
    of a quarter's own profile is another in every quarter, by design.

    Returns
    -------
    list
        Rows with some of the columns of :data:`helpers.model.results.CHANGES`.

    Examples
    --------
    >>> old, new = Told({"A1": {"title": "Visits"}}), Told({"A2": {"title": "Loans"}}, {"A2": {"replaces": "A1"}})
    >>> framework_changes(old, new)
    [{'kind': 'replaced', 'ref': 'A2', 'before': 'A1', 'what': 'Visits'}]
    """
    gone = [ref for ref in before.results if ref not in after.results]
    come = [ref for ref in after.results if ref not in before.results]
    replaced = {ref: old for ref in come if (old := after.defined(ref, "replaces")) in gone}
    both = [ref for ref in after.results if ref in before.results]
    return [
        *({"kind": "replaced", "ref": ref, "before": old, "what": before.results[old].get("title", "")}
          for ref, old in replaced.items()),
        *({"kind": "in", "ref": ref} for ref in come if ref not in replaced),
        *({"kind": "out", "ref": ref} for ref in gone if ref not in replaced.values()),
        *(row for ref in both for row in _definition(ref, before, after)),
        *(row for ref in both for row in _target(ref, before, after)),
    ]  # fmt: skip


def _definition(ref: str, before: Told, after: Told) -> Iterator[Row]:
    for name in DEFINITION:
        then, now = before.defined(ref, name), after.defined(ref, name)
        if then != now and then:  # an edition that does not tell it has not changed it
            yield {"kind": "definition", "ref": ref, "what": name, "before": then, "after": now}


def _target(ref: str, before: Told, after: Told) -> Iterator[Row]:
    then, now = (told.defined(ref, "year_target") for told in (before, after))
    years = [told.defined(ref, "target_year") for told in (before, after)]
    if all(years) and _level(then) != _level(now):
        yield {"kind": "target", "ref": ref, "what": years[1], "reason": years[0], "before": then, "after": now}


def _level(text: str) -> Decimal | str:
    """Take 80 and 80.0 for one level; a range stays in its words."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
