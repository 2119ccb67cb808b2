"""Infographics as a picture for papers, two in a row, and their small chart. May import the floors below.

A unit is as in every chart: the picture is as wide as a page's text, where 13 units are 9 points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import wrap

import altair as alt
import pandas as pd

from helpers.model.council import Council
from helpers.narrate.escape import html_text
from helpers.narrate.figure import short_figure
from helpers.present.channel import x_at, y_at
from helpers.present.chart import PAD, still
from helpers.present.drawing import png_of
from helpers.present.infographic.tile import Tile, tag_fill
from helpers.present.link import anchor
from helpers.present.theme import BLUE, FONT, GREY, INK, LINE, PAPER, WIDTH, ink_on

TILE, GAP = 324, 32
"""Width of one infographic, and between two."""

CHART = 72
"""Height of the small chart."""

BIG, ARROW, SMALL = 44, 40, 13

_WIDTHS = {0.3: " .,;:'!|()/-[]ijlftrI", 0.9: "mwMW%@▲●■→", 0.74: "ABCDEFGHKLNOPQRSTUVXYZ&+−"}
_SHARES = {sign: share for share, signs in _WIDTHS.items() for sign in signs}
_USUAL, _BOLD = 0.56, 1.08
"""Width of a letter as a share of the size of its type: of some, of the others, and how much more of a bold one."""


def small_chart(tile: Tile) -> tuple[str, str]:
    """Draw a measure's line with its first and last figure, for a page and for a picture; empty where there is none."""
    if not len(tile.series):
        return "", ""
    return still(f"line-{anchor(tile.row.ref)}", _line(tile), tile.chart_words)


def _line(tile: Tile) -> alt.LayerChart:
    row, series = tile.row, tile.series
    points = pd.DataFrame(
        {
            "at": range(len(series)),
            "value": series["value"].astype(float).tolist(),
            "shown": [short_figure(float(value), row.unit, row.decimals) for value in series["value"]],
            "period": [str(label) for label in series["period_label"]],
            "run": ["b" in str(marker).split() for marker in series["marker"]],
        }
    )
    points["run"] = points["run"].cumsum()
    low, high = points["value"].min(), points["value"].max()
    room = (high - low or abs(high) or 1.0) * 0.05
    seen = points.dropna(subset=["value"])
    first, last = seen.head(1), seen.tail(1)
    left, right = (_wide(str(end["shown"].iloc[0]), SMALL, bold=True) + 10 for end in (first, last))
    along = alt.Scale(domain=[0, len(series) - 1], range=[left, TILE - right], nice=False)
    x = alt.X("at:Q", axis=None, scale=along)
    up = alt.Scale(domain=[low - room, high + room], range=[CHART - 26, 10], nice=False, zero=False)
    y = alt.Y("value:Q", axis=None, scale=up)
    layers = [
        alt.Chart(points).mark_line(color=BLUE).encode(x=x, y=y, detail=alt.Detail("run:N")),
        alt.Chart(points).mark_point(color=BLUE, filled=True, size=12, opacity=1).encode(x=x, y=y),
        alt.Chart(last).mark_point(color=BLUE, filled=True, size=80, opacity=1).encode(x=x, y=y),
    ]
    for end, side, at, weight in ((first, "left", 0, "normal"), (last, "right", TILE, "bold")):
        mark, words = alt.Chart(end).encode(x=x_at(at)), {"align": side}
        figure = mark.mark_text(baseline="middle", color=BLUE, fontWeight=weight, **words)  # type: ignore[arg-type]
        period = mark.mark_text(baseline="bottom", color=GREY, **words)  # type: ignore[arg-type]
        layers += [
            figure.encode(y=y, text=alt.Text("shown:N")),
            period.encode(y=y_at(CHART - 1), text=alt.Text("period:N")),
        ]
    return alt.layer(*layers).properties(width=TILE, height=CHART, padding=0)  # type: ignore[return-value]


def sheet(council: Council, tiles: Sequence[Tile], drawings: Sequence[str]) -> bytes:
    """Set one row of infographics as a picture.

    Parameters
    ----------
    drawings
        The small chart of each, as :func:`small_chart` gives it for a picture.
    """
    made = [_tile(council, tile, drawing) for tile, drawing in zip(tiles, drawings, strict=True)]
    tall = max(height for _, height in made)
    placed = "".join(
        f'<g transform="translate({PAD + place * (TILE + GAP)} 0)">{body}</g>' for place, (body, _) in enumerate(made)
    )
    size = f'width="{WIDTH + 2 * PAD}" height="{tall:g}"'
    return png_of(f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size} fill="{PAPER}"/>{placed}</svg>')


def _tile(council: Council, tile: Tile, drawing: str) -> tuple[str, float]:
    """Set one infographic from its top, and say how tall it is."""
    body = f'<rect width="{TILE}" height="2" fill="{INK}"/>'
    down = 6.0
    for line in _lines(f"{tile.row.ref} {tile.row.title}", 15, bold=True):
        down += 19
        body += _text(line, 0, down, 15, bold=True)
    down += 48
    body += _number(council, tile, down)
    for line in _lines(tile.about, SMALL) if tile.about else []:
        down += 18
        body += _text(line, 0, down, SMALL, fill=GREY)
    if drawing:
        down += 6
        body += drawing.replace("<svg ", f'<svg y="{down:g}" ', 1)
        down += CHART
    down += 4
    for line in _lines(tile.sentence, SMALL):
        down += 17
        body += _text(line, 0, down, SMALL)
    return body, down + 14


def _number(council: Council, tile: Tile, down: float) -> str:
    """Set the big number; beside it the arrow with its word, and below that the rating's tag."""
    size = 26 if tile.number[:1].isalpha() else min(BIG, BIG * 180 / _wide(tile.number, BIG, bold=True))
    right = _wide(tile.number, size, bold=True) + 14
    body = _text(tile.number, 0, down, size, bold=True, fill=BLUE)
    arrow, _, word = tile.direction.partition(" ")
    if arrow:
        body += _text(arrow, right, down - 2, ARROW, bold=True)
        right += ARROW * (1.0 if arrow == "→" else 0.5) + 14
        body += _text(word, right, down - 24, 14, bold=True)
    return body + _tag(tile, tag_fill(council, tile.row), right, down - (2 if arrow else 8))


def _tag(tile: Tile, fill: str, right: float, down: float) -> str:
    wide = _wide(tile.tag, SMALL, bold=True) + 14
    box = f'x="{right:g}" y="{down - 15:g}" width="{wide:g}" height="20"'
    if fill:
        return f'<rect {box} fill="{fill}"/>' + _text(tile.tag, right + 7, down, SMALL, bold=True, fill=ink_on(fill))
    return f'<rect {box} fill="none" stroke="{LINE}"/>' + _text(tile.tag, right + 7, down, SMALL)


def _lines(words: str, size: float, *, bold: bool = False) -> list[str]:
    """Break words where a line is full, but no period in two; a word longer than a line is broken anywhere."""
    lines = [""]
    for word in re.sub(r"\b(Q\d) ", r"\1" "\N{NO-BREAK SPACE}", words).split(" "):
        for part in wrap(word, int(TILE / (size * 0.75))) or [""]:
            longer = f"{lines[-1]} {part}".strip()
            if lines[-1] and _wide(longer, size, bold=bold) > TILE:
                lines.append(part)
            else:
                lines[-1] = longer
    return lines


def _wide(words: str, size: float, *, bold: bool = False) -> float:
    """Say how wide words are."""
    return size * (_BOLD if bold else 1.0) * sum(_SHARES.get(sign, _USUAL) for sign in words)


def _text(words: str, across: float, down: float, size: float, *, bold: bool = False, fill: str = INK) -> str:
    weight = "bold" if bold else "normal"
    return (
        f'<text x="{across:g}" y="{down:g}" font-family="{FONT}" font-size="{size:g}" font-weight="{weight}" '
        f'fill="{fill}">{html_text(words)}</text>'
    )
