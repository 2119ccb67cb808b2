"""A line the size of a word, drawn by hand: it has no axis, and a hundred of them must cost nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from helpers.narrate.escape import html_text
from helpers.present.theme import BLUE

WIDTH, HEIGHT, EDGE = 96, 24, 3


def sparkline(values: Sequence[float], label: str = "") -> str:
    """Draw values in order as a small SVG; missing ones (NaN) are gaps, the last known one is a dot.

    Parameters
    ----------
    values
        In order of time.
    label
        What it shows, for a reader who does not see it; without one it is decoration.

    Returns
    -------
    str
        An ``<svg>``, or an empty text where fewer than two values are known.

    Examples
    --------
    >>> sparkline([81.0])
    ''
    >>> sparkline([1.0, 2.0]).count("polyline")
    1
    """
    found = [(index, value) for index, value in enumerate(values) if not math.isnan(value)]
    if len(found) < 2:
        return ""
    points = _placed(found, len(values))
    last = points[-1]
    named = f'role="img" aria-label="{html_text(label)}"' if label else 'aria-hidden="true"'
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:g},{y:g}" for x, y in run)}"/>'
        for run in _runs(found, points)
        if len(run) > 1
    )
    return (
        f'<svg class="sparkline" {named} viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" fill="none" '
        f'stroke="{BLUE}" stroke-width="1.5">{lines}'
        f'<circle cx="{last[0]:g}" cy="{last[1]:g}" r="2.5" fill="{BLUE}" stroke="none"/></svg>'
    )


def _placed(found: list[tuple[int, float]], count: int) -> list[tuple[float, float]]:
    low, high = min(value for _, value in found), max(value for _, value in found)
    across, down = (WIDTH - 2 * EDGE) / max(count - 1, 1), HEIGHT - 2 * EDGE
    share = [0.5 if high == low else (value - low) / (high - low) for _, value in found]
    return [
        (round(EDGE + index * across, 1), round(EDGE + (1 - part) * down, 1))
        for (index, _), part in zip(found, share, strict=True)
    ]


def _runs(found: list[tuple[int, float]], points: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Part the points where a value is missing between them."""
    runs: list[list[tuple[float, float]]] = []
    for order, point in enumerate(points):
        if order and found[order][0] == found[order - 1][0] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs
