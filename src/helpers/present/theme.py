"""Colours, fonts and sizes of every chart. May import the floors below."""

from __future__ import annotations

from typing import Any

from helpers.model.council import Council

INK, GREY, LINE, PAPER = "#0b0c0c", "#505a5f", "#b1b4b6", "#ffffff"
BLUE, TEAL, PLUM, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
BLACK = "#000000"
"""For words on a fill: unlike `INK` it stays as it is when a dark page turns the other words light."""

BAND = "#d7e3ee"
"""Process limits: light enough that lines and words keep their contrast on it."""

NONE_FILL = "#d9dbdc"
"""Measures without a rating, in charts."""

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first is built into the converter, so a picture's words never depend on the machine's fonts."""

WIDTH, HEIGHT = 680, 240


def config() -> dict[str, Any]:
    """Give the Vega-Lite configuration that all charts share."""
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 13, "titleFontSize": 13}
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "title": {
            "anchor": "start", "frame": "bounds", "font": FONT, "fontSize": 16, "fontWeight": "bold", "color": INK,
            "subtitleFont": FONT, "subtitleFontSize": 13, "subtitleColor": GREY, "subtitlePadding": 5, "offset": 14,
        },
        "axis": {
            **words, "labelColor": INK, "titleColor": GREY, "titleFontWeight": "normal", "domainColor": LINE,
            "tickColor": LINE, "gridColor": "#e6e7e8", "labelPadding": 6,
        },
        "text": {"font": FONT, "fontSize": 13, "color": INK},
        "line": {"strokeWidth": 2.5, "color": BLUE},
        "rule": {"color": GREY},
        "range": {"category": [BLUE, TEAL, PLUM, ORANGE]},
    }  # fmt: skip


def rating_fills(council: Council) -> dict[str, str]:
    """Give the fill of each rating in charts, and of no rating."""
    rag = council.rag
    return {"Green": rag.green.colour, "Amber": rag.amber.colour, "Red": rag.red.colour, "No rating": NONE_FILL}


def ink_on(fill: str) -> str:
    """Choose black or white for words on a fill, whichever contrasts more.

    Examples
    --------
    >>> ink_on("#00703c"), ink_on("#ffbf47")
    ('#ffffff', '#000000')
    """
    light = luminance(fill)
    return PAPER if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else BLACK


def luminance(colour: str) -> float:
    """Give WCAG's relative luminance of a colour.

    Examples
    --------
    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return round(0.2126 * red + 0.7152 * green + 0.0722 * blue, 6)


def rag_css(council: Council) -> str:
    """Give the rules that lay the council's own rating colours over the house's, for the end of the stylesheet.

    Examples
    --------
    >>> print(rag_css(Council(name="W", directorates=[{"key": "a", "name": "A"}])).splitlines()[0])
    :root { --green: #00703c; --on-green: #ffffff; }
    """
    fills = rating_fills(council)
    lines = [
        f":root {{ --{word.lower()}: {fills[word]}; --on-{word.lower()}: {ink_on(fills[word])}; }}"
        for word in ("Green", "Amber", "Red")
    ]
    return "\n".join(lines) + "\n"
