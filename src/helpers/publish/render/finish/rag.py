"""RAG in a Word paper: the cell that says the word gets the fill, and the words on it the ink that can be read."""

from __future__ import annotations

from collections.abc import Mapping

from docx.oxml.ns import qn
from docx.shared import RGBColor

from helpers.publish.render.finish.xml import Xml, paragraph_style, properties, set_child, style_ids


def _channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def ink(fill: str) -> str:
    """Return white or black, whichever stands out more on `fill` (WCAG's contrast).

    Examples
    --------
    >>> ink("#00703c"), ink("#ffbf47")
    ('FFFFFF', '000000')
    """
    red, green, blue = (_channel(int(fill[at : at + 2], 16)) for at in (1, 3, 5))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "FFFFFF" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else "000000"


def colour_styles(document: Xml, rag: Mapping[str, str]) -> None:
    """Give the paper's RAG styles the council's colours."""
    styles = {style.name: style for style in document.styles}
    for name, fill in rag.items():
        word = name.title()
        for style in filter(None, (styles.get(f"RAG {word}"), styles.get(f"RAG {word} Mark"))):
            style.font.color.rgb = RGBColor.from_string(ink(fill))
            for shading in style.element.iter(qn("w:shd")):
                shading.set(qn("w:fill"), fill[1:].upper())
        forecast = styles.get(f"RAG Forecast {word} Mark")
        for border in forecast.element.iter(qn("w:bdr")) if forecast is not None else ():
            border.set(qn("w:color"), fill[1:].upper())


def shade_cells(document: Xml, rag: Mapping[str, str]) -> None:
    """Fill each table cell whose paragraph says a RAG word, by the paragraph's style."""
    ids = style_ids(document)
    fills = {ids[f"RAG {name.title()}"]: fill for name, fill in rag.items() if f"RAG {name.title()}" in ids}
    for cell in document.element.body.iter(qn("w:tc")):
        styles = [paragraph_style(paragraph) for paragraph in cell.findall(qn("w:p"))]
        held = [style for style in styles if style in fills]
        if held:
            set_child(properties(cell, "tcPr"), "shd", val="clear", color="auto", fill=fills[held[0]][1:].upper())
