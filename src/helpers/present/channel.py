"""A mark at a fixed place of its chart, in the chart's own units. May import nothing of the house.

Channels are given to Altair as its own objects, here and in every chart: a bare ``"value:Q"`` or ``alt.value(2)`` has
it search its whole schema for the class meant, which takes longer than drawing a small chart does.
"""

from __future__ import annotations

import altair as alt


def x_at(units: float) -> alt.XValue:
    """Place a mark so far from the left."""
    return alt.XValue(units)  # type: ignore[no-untyped-call]


def y_at(units: float) -> alt.YValue:
    """Place a mark so far from the top."""
    return alt.YValue(units)  # type: ignore[no-untyped-call]


def y2_at(units: float) -> alt.Y2Value:
    """End a mark so far from the top."""
    return alt.Y2Value(units)  # type: ignore[no-untyped-call]


def x_share(share: float) -> alt.XValue:
    """Place a mark at a share of the width, worked out as it is drawn: a page draws charts at the reader's width."""
    return alt.XValue(alt.ExprRef(f"width * {share:g}"))  # type: ignore[no-untyped-call]
