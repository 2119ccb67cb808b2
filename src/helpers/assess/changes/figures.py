"""What changed of the figures: ratings that moved, and what was restated. Imports nothing of other floors."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from helpers.assess.changes.told import Row, Told

ORDER = ("Red", "Amber", "Green")
NO_MOVE = ("not due", "suppressed")
"""Why a figure is not rated, where that says nothing of how it is doing: it came at another time, or is withheld."""

EXPECTED = ("p", "e", "f")
"""Markers of a figure that was promised to change: provisional, estimated, forecast."""


def figure_changes(before: Told, after: Told) -> list[Row]:
    """List the ratings that moved, and the published figures that the later edition states otherwise.

    Of a measure whose figure either edition withholds, nothing is said.

    Returns
    -------
    list
        Rows with some of the columns of :data:`helpers.model.results.CHANGES`.

    Examples
    --------
    >>> was, now = ({"rag": rag, "rag_basis": "rule"} for rag in ("Amber", "Green"))
    >>> figure_changes(Told({"A1": was}), Told({"A1": now}))
    [{'kind': 'rating', 'ref': 'A1', 'before': 'Amber', 'after': 'Green', 'moved': 'better', 'reason': ''}]
    """
    shared = [ref for ref in after.results if ref in before.results]
    both = [ref for ref in shared if not before.withholds(ref) and not after.withholds(ref)]
    alike = {ref for ref in both if before.defined(ref, "unit") == after.defined(ref, "unit")}
    return [
        *(row for ref in both for row in _rating(ref, before.results[ref], after.results[ref])),
        *(row for key, now in after.observations.items() if key[0] in alike and key in before.observations
          for row in _revised(key, before.observations[key], now)),
    ]  # fmt: skip


def _rating(ref: str, then: Row, now: Row) -> Iterator[Row]:
    was, is_now = then["rag"], now["rag"]
    why_not = "" if was and is_now else now["rag_basis"] if was else then["rag_basis"]
    if was == is_now or why_not in NO_MOVE:
        return
    moved = ""
    if was and is_now:
        moved = "better" if ORDER.index(is_now) > ORDER.index(was) else "worse"
    yield {"kind": "rating", "ref": ref, "before": was, "after": is_now, "moved": moved, "reason": why_not}


def _revised(key: tuple[str, str], then: Row, now: Row) -> Iterator[Row]:
    """Tell of a figure that is another, at the places that both editions show."""
    if not then["value"] or not now["value"] or "suppressed" in (then["state"], now["state"]):
        return
    was, is_now = Decimal(then["value"]), Decimal(now["value"])
    places = max(int(was.as_tuple().exponent), int(is_now.as_tuple().exponent))
    step = Decimal(1).scaleb(places)
    if was.quantize(step, ROUND_HALF_UP) == is_now.quantize(step, ROUND_HALF_UP):
        return
    codes = [code for code in EXPECTED if code in then["marker"].split()]
    codes += ["r"] if "r" in now["marker"].split() else []
    ref, period = key
    yield {
        "kind": "revised", "ref": ref, "what": period, "before": then["value"], "after": now["value"],
        "reason": " ".join(codes),
    }  # fmt: skip
