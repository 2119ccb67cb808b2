"""Small steps in WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from typing import Any, TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.styles import BabelFish

Xml: TypeAlias = Any
"""An element, or a document of them. python-docx makes their classes at run time, where no checker sees them."""

# The order that the schema wants of a container's children, as far as we write them.
ORDERS = {
    "tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
        "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
        "tblDescription",
    ),
    "tcPr": (
        "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
        "tcFitText", "vAlign", "hideMark",
    ),
    "numPr": ("ilvl", "numId"),
    "trPr": ("cnfStyle", "gridBefore", "gridAfter", "cantSplit", "tblHeader"),
}  # fmt: skip


def local(element: Xml) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def set_child(parent: Xml, name: str, **attributes: str) -> Xml:
    """Give `parent` exactly one child ``w:name`` with these attributes, in the place the schema wants."""
    for old in parent.findall(qn(f"w:{name}")):
        parent.remove(old)
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    order = ORDERS[local(parent)]
    later = set(order[order.index(name) + 1 :])
    for position, child in enumerate(parent):
        if local(child) in later:
            parent.insert(position, made)
            return made
    parent.append(made)
    return made


def properties(element: Xml, name: str) -> Xml:
    """Return the child ``w:name`` that holds an element's properties, made first if it is not there."""
    found = element.find(qn(f"w:{name}"))
    if found is None:
        found = OxmlElement(f"w:{name}")
        before = element.find(qn("w:tblPrEx")) if name == "trPr" else None
        element.insert(0 if before is None else 1, found)
    return found


def is_bookmark(element: Xml) -> bool:
    """Say whether an element only marks a place."""
    return local(element).startswith("bookmark")


def beside(block: Xml, *, before: bool = False) -> Xml | None:
    """Return the block after another, or the one before it; marks of places are none."""
    return next((each for each in block.itersiblings(preceding=before) if not is_bookmark(each)), None)


def bookmark_ends(number: int, name: str) -> tuple[Xml, Xml]:
    """Make the start and the end of a bookmark."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    return start, end


def text_of(element: Xml) -> str:
    """Return the words in an element."""
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def style_ids(document: Xml) -> dict[str, str]:
    """Return the id of each style by its name, as Word shows it."""
    styles = document.styles.element.findall(qn("w:style"))
    return {BabelFish.internal2ui(style.find(qn("w:name")).get(qn("w:val"))): style.styleId for style in styles}


def paragraph_style(paragraph: Xml) -> str:
    """Return the style id of a paragraph, or nothing."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def set_paragraph_style(paragraph: Xml, style_id: str) -> None:
    """Give a paragraph a style."""
    held = paragraph.get_or_add_pPr()
    held.style = style_id
