"""Small pictures of what a measure's figures say over time, each with its words. May import the floors below.

They follow an idea of the NHS's *Making Data Count*, one picture for real change and one for reaching the target, and
are drawn by us: the two thin lines are the usual range, and what the figures do about it is the picture.
"""

from __future__ import annotations

from helpers.narrate.escape import html_text
from helpers.narrate.pattern import SHORT, Kind, Reach, Side
from helpers.present.theme import BAND, BLUE, GREY, INK, ORANGE, PAPER, PLUM, TEAL

WIDTH, HEIGHT = 32, 24

MARKS: dict[Kind, str] = {"usual": BLUE, "better": TEAL, "worse": ORANGE, "changed": PLUM}
"""Colours of the Analysis Function's palette; every kind has a shape of its own too, the same as in charts."""

_LIMITS = f'<path d="M1 7H31M1 17H31" stroke="{GREY}" stroke-width="1"/>'
_USUAL = '<path d="M2 13L8 10L14 14L20 10L26 13"/><circle cx="27" cy="13" r="2.5" fill="{0}" stroke="none"/>'
_RUN = {
    "above": '<path d="M2 14L9 11L15 14L26 4"/>',
    "below": '<path d="M2 10L9 13L15 10L26 20"/>',
    "": '<path d="M2 14L9 11L15 14L26 12"/>',
}
_HEIGHTS = {"above": 4, "below": 20, "": 12}
_SHAPES: dict[Kind, str] = {
    "better": '<path d="M26 {1}l4 4l-4 4l-4 -4z" fill="{0}" stroke="none"/>',
    "worse": '<path d="M22.5 {1}h7v7h-7z" fill="{0}" stroke="none"/>',
    "changed": f'<circle cx="26" cy="{{1}}" r="3" fill="{PAPER}" stroke="{{0}}"/>',
}
_OFFSETS: dict[Kind, float] = {"better": -4, "worse": -3.5, "changed": 0}

_TARGET = f'<path d="M1 {{}}H31" stroke="{GREY}" stroke-dasharray="3 2"/>'
_BAND = f'<rect x="1" y="{{}}" width="30" height="14" fill="{BAND}" stroke="none"/>'
_TICK = f'<path d="M11 {{}}l3.5 3.5l6.5 -7" stroke="{INK}"/>'
_CROSS = f'<path d="M12.5 {{}}l7 7m0 -7l-7 7" stroke="{INK}"/>'

_WITHIN: dict[Reach, str] = {
    "passing": _BAND.format(5) + _TICK.format(12) + _TARGET.format(2) + _TARGET.format(22),
    "failing": _BAND.format(1) + _CROSS.format(4.5) + _TARGET.format(17) + _TARGET.format(22),
    "either": _BAND.format(5) + _TARGET.format(11) + _TARGET.format(22),
}
"""For a measure whose target is a range: the two dashed lines are its ends."""


def variation_sign(kind: Kind, side: Side) -> str:
    """Draw whether the latest figure is a real change: a line that stays within two others, or leaves them.

    Parameters
    ----------
    kind
        What the figures say: usual, better, worse or changed.
    side
        Where the line leaves the usual range.

    Returns
    -------
    str
        An ``<svg>`` that is decoration: its words stand beside it.

    Examples
    --------
    >>> variation_sign("worse", "above").startswith('<svg class="sign" aria-hidden="true"')
    True
    """
    colour = MARKS[kind]
    if kind == "usual":
        return _drawn(_LIMITS + _USUAL.format(colour), colour)
    at = min(max(_HEIGHTS[side], 4), HEIGHT - 4) + _OFFSETS[kind]
    return _drawn(_LIMITS + _RUN[side] + _SHAPES[kind].format(colour, f"{at:g}"), colour)


def assurance_sign(reach: Reach, polarity: str) -> str:
    """Draw whether the target is in reach: the usual range as a band, the target as a dashed line by it or through it.

    Parameters
    ----------
    reach
        Passing, failing, or either.
    polarity
        Which way is better: the band of a measure that passes lies on that side of the line.

    Examples
    --------
    >>> assurance_sign("passing", "higher") == assurance_sign("passing", "lower")
    False
    """
    if polarity == "range":
        return _drawn(_WITHIN[reach], GREY)
    if reach == "either":
        return _drawn(_BAND.format(5) + _TARGET.format(12), GREY)
    above = (reach == "passing") == (polarity != "lower")
    top = 2 if above else 8
    mark = _TICK.format(top + 7) if reach == "passing" else _CROSS.format(top + 3.5)
    return _drawn(_BAND.format(top) + mark + _TARGET.format(21 if above else 3), GREY)


def signed(picture: str, key: str) -> str:
    """Set a picture beside its few words, for a table; what is met or missed needs no saying there."""
    return f'<span class="signed">{picture} {html_text(SHORT[key].removesuffix(" target"))}</span>'


def _drawn(inner: str, colour: str) -> str:
    return (
        f'<svg class="sign" aria-hidden="true" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'fill="none" stroke="{colour}" stroke-width="2">{inner}</svg>'
    )
