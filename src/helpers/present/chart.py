"""From an Altair chart to a figure that stands without scripts, and a picture for papers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import altair as alt
from lxml import etree

from helpers.narrate.escape import html_text, script_text
from helpers.present.data_table import DataTable
from helpers.present.drawing import png_of, svg_of
from helpers.present.parts import Chart
from helpers.present.theme import FONT, GREY, INK, PAPER, config

SITE = "https://edition.invalid"
"""Stands before the addresses inside a chart while it is drawn, since the converter wants absolute ones."""

PAD = 8
"""White around a picture."""

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart says: its message, what is drawn, and the text that stands for it.

    Attributes
    ----------
    title
        The message.
    subtitle
        Measure, unit, periods.
    alt
        The message with first, last, highest and lowest.
    """

    title: str
    subtitle: str
    alt: str


def drawn(chart_id: str, drawing: alt.LayerChart | alt.Chart, words: Words, data: DataTable) -> Chart:
    """Draw a chart that scripts draw again at the reader's width.

    Parameters
    ----------
    chart_id
        Id of the figure, the same in every build and once on a page.
    drawing
        Without title; its width and height are set.
    words
        What it says.
    data
        What it draws, as a table.
    """
    spec = _spec(drawing)
    root = _static(spec, chart_id)
    picture = _picture(root, words)
    body = _labelled(root, words.alt, {})
    return Chart(_figure(chart_id, "chart", words, body, _live(spec), data), picture, words.alt)


def waiting(chart_id: str, drawing: alt.LayerChart | alt.Chart, words: Words, data: DataTable) -> str:
    """Write a figure that only a script puts on a page, and draws then: its words stand where the drawing will be.

    It is a tenth of the weight of one that is drawn, and is not counted among a page's charts.
    """
    body = f'<p class="chart-words">{html_text(words.alt)}</p>'
    return _figure(chart_id, "waiting chart", words, body, _live(_spec(drawing)), data)


def _live(spec: dict[str, Any]) -> str:
    """Keep the specification beside the drawing, for a script to draw at the reader's width."""
    script = json.dumps({**spec, "width": "container"}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f'<script type="application/json" class="vega-spec">{script_text(script)}</script>'


def linked(
    chart_id: str, drawings: tuple[alt.LayerChart, alt.LayerChart], words: Words, data: DataTable, links: dict[str, str]
) -> Chart:
    """Draw a chart whose bars are links.

    It is not drawn again by scripts: Vega's links listen to the mouse alone, while these are real ones, for the
    keyboard too. So there is a wide drawing and a narrow one, of which the stylesheet shows the one that fits.

    Parameters
    ----------
    drawings
        The wide one and the narrow one.
    links
        Address to name, for each link in the drawings.
    """
    wide, narrow = (
        _static(_spec(drawing), f"{chart_id}-{name}")
        for drawing, name in zip(drawings, ("wide", "narrow"), strict=True)
    )
    picture = _picture(wide, words)
    body = "".join(
        f'<div class="{name}">{_labelled(root, words.alt, links)}</div>'
        for name, root in (("wide", wide), ("narrow", narrow))
    )
    return Chart(_figure(chart_id, "chart chart-links", words, body, "", data), picture, words.alt)


def still(chart_id: str, drawing: alt.LayerChart | alt.Chart, label: str) -> tuple[str, str]:
    """Draw a small chart that stays as it is, to stand among the words of a figure.

    Parameters
    ----------
    label
        What it shows, for a reader who does not see it.

    Returns
    -------
    tuple of str
        Its SVG for a page, named by the label, and its SVG for a larger picture.
    """
    root = _static(_spec(drawing), chart_id)
    inner = etree.tostring(root, encoding="unicode")
    return _labelled(root, label, {}), inner


def _spec(drawing: alt.LayerChart | alt.Chart) -> dict[str, Any]:
    """Make the specification, with the house's theme and a data name that says nothing of the machine."""
    spec: dict[str, Any] = drawing.to_dict(validate=False)
    spec["config"] = config()
    return spec


def _static(spec: dict[str, Any], prefix: str) -> etree._Element:
    """Draw the specification once, as SVG without style attributes and with ids that are this chart's own."""
    root = etree.fromstring(svg_of(spec))
    for node in root.iter():
        node.attrib.pop("style", None)
        for name in ("role", "aria-label", "aria-roledescription", "aria-hidden"):
            node.attrib.pop(name, None)
        for name, value in node.attrib.items():
            if name == "id":
                node.set(name, f"{prefix}-{value}")
            elif "url(#" in value:
                node.set(name, value.replace("url(#", f"url(#{prefix}-"))
    for node in root.findall(f"{_SVG}style"):
        root.remove(node)
    return root


def _labelled(root: etree._Element, label: str, links: dict[str, str]) -> str:
    """Name the drawing and its links; one with links is a group, since an image hides what is inside it."""
    root.set("role", "group" if links else "img")
    root.set("aria-label", label)
    for name in ("version", "width", "height"):
        root.attrib.pop(name, None)
    for node in root.iter(f"{_SVG}a"):
        address = re.sub(r"^.*?" + re.escape(SITE), "", node.attrib.pop(f"{_XLINK}href"))
        node.set("href", address)
        node.set("aria-label", links[address])
    return str(etree.tostring(root, encoding="unicode"))


def _figure(chart_id: str, classes: str, words: Words, body: str, live: str, data: DataTable) -> str:
    return (
        f'<figure class="{classes}" id="{html_text(chart_id)}"><figcaption>'
        f'<strong class="chart-title">{html_text(words.title)}</strong>'
        f'<span class="chart-subtitle">{html_text(words.subtitle)}</span></figcaption>'
        f'<div class="drawing">{body}</div>{live}'
        f"{data.folded('View data', words.title)}</figure>"
    )


def _picture(root: etree._Element, words: Words) -> bytes:
    """Set the drawing under its title on white, as a picture for papers."""
    _, _, width, height = (float(part) for part in root.get("viewBox").split())
    lines = [(line, 16, "bold", INK) for line in wrapped(words.title, int(width / 9))]
    lines += [(line, 13, "normal", GREY) for line in wrapped(words.subtitle, int(width / 6.8))]
    text, down = "", 6.0
    for line, points, weight, colour in lines:
        down += points * 1.3
        text += (
            f'<text x="{PAD}" y="{down:g}" font-family="{FONT}" font-size="{points}" font-weight="{weight}" '
            f'fill="{colour}">{html_text(line)}</text>'
        )
    top, across = down + 14, width + 2 * PAD
    inner = etree.tostring(root, encoding="unicode").replace("<svg ", f'<svg x="{PAD}" y="{top:g}" ', 1)
    size = f'width="{across:g}" height="{top + height + PAD:g}"'
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size} fill="{PAPER}"/>{text}{inner}</svg>'
    return png_of(whole)


def wrapped(text: str, width: int) -> list[str]:
    """Break a line for a picture, where nothing breaks it by itself."""
    from textwrap import wrap

    return wrap(text, width) or [""]
