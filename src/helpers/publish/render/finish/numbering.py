"""Numbers of a Word paper: the lists by which styles number are put back, since pandoc throws the reference's away."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from helpers.model.errors import Refused
from helpers.publish.render.finish.xml import Xml, is_bookmark, local, paragraph_style, properties, set_child, style_ids

LIST_INDENTS = {"Numbered Paragraph": "907", "Section Paragraph": "1060"}  # twentieths of a point
SECTIONS = "Section Paragraph"
"""The style whose list numbers sections too, on the level above its own: 2, then 2.1."""

NUMBERED = ("Numbered Paragraph", SECTIONS, "Recommendation", "Roman Recommendation")
"""The styles whose paragraphs have numbers, which a clerk's further paragraph takes part in."""

_FIGURE = "Section Number"
"""The style of the figure by which `numbers.lua` marks the heading of a numbered section."""


def number_paragraphs(document: Xml, reference: Path) -> None:
    """Give each numbered style that the paper uses its list again, from the reference document.

    Headings of numbered sections share the list of the paragraphs below them.

    Raises
    ------
    Refused
        The reference document has no such style, or the style no list: the numbers would be missing without a word.
    """
    ids = style_ids(document)
    held = {paragraph_style(paragraph) for paragraph in document.element.body.iter(qn("w:p"))}
    headings = _without_figures(document, ids.get(_FIGURE, ""))
    used = [name for name in NUMBERED if ids.get(name, name) in held or (name == SECTIONS and headings)]
    ours = docx.Document(str(reference)) if used else None
    for name in used:
        abstract = _list_of(ours, name)
        if abstract is None:
            raise Refused.one(
                str(Path(*reference.parts[-3:])), f'no paragraph style "{name}" that numbers',
                "the style, with a numbered list of its own",
                "Make it in Word (Modify style, Format, Numbering), or start from our reference.docx.",
            )  # fmt: skip
        number = _put(document, abstract)
        style = next(style for style in document.styles if style.name == name)
        set_child(properties(style.element.get_or_add_pPr(), "numPr"), "numId", val=number)
        if name == SECTIONS and headings:
            _number_headings(headings, number)
    _forget_lists(document)


def _forget_lists(document: Xml) -> None:
    """Let no style name a list that pandoc threw away: a number that points at nothing is a fault of the file."""
    known = {_id(each, "numId") for each in document.part.numbering_part.element.findall(qn("w:num"))}
    for used in list(document.styles.element.iter(qn("w:numPr"))):
        number = used.find(qn("w:numId"))
        if number is not None and number.get(qn("w:val")) not in known | {"0"}:
            used.getparent().remove(used)


def _without_figures(document: Xml, figure: str) -> list[Xml]:
    """Take away the figures that `numbers.lua` put before headings, and give the headings."""
    headings = []
    for mark in list(document.element.body.iter(qn("w:rStyle"))):
        if figure and mark.get(qn("w:val")) == figure:
            run = mark.getparent().getparent()
            headings.append(run.getparent())
            run.getparent().remove(run)
            first = next(headings[-1].iter(qn("w:t")))
            first.text = (first.text or "").lstrip()
            if not first.text:
                first.getparent().getparent().remove(first.getparent())
    return headings


def _number_headings(headings: list[Xml], number: str) -> None:
    """Let headings be numbered by a list's first level: each by itself, as others of their style have no number."""
    for heading in headings:
        chosen = heading.get_or_add_pPr().get_or_add_numPr()
        set_child(chosen, "ilvl", val="0")
        set_child(chosen, "numId", val=number)


def hang_lists(document: Xml) -> None:
    """Let the bullets under a numbered paragraph begin where its words begin."""
    ids, under = style_ids(document), ""
    indents = {ids[name]: indent for name, indent in LIST_INDENTS.items() if name in ids}
    headings = {style for name, style in ids.items() if name.startswith("Heading ")}
    for block in document.element.body:
        if local(block) == "p":
            held = block.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if held is None or paragraph_style(block) in headings:
                under = indents.get(paragraph_style(block), "")
            elif under:
                indent = block.get_or_add_pPr().get_or_add_ind()
                indent.set(qn("w:left"), under)
                indent.set(qn("w:hanging"), "340")
        elif not is_bookmark(block):
            under = ""


def _list_of(reference: Xml, name: str) -> Xml | None:
    """Find the list by which a style of the reference document numbers."""
    style = next((style for style in reference.styles if style.name == name), None)
    used = None if style is None else style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    if used is None:
        return None
    lists = reference.part.numbering_part.element
    number = next((each for each in lists.findall(qn("w:num")) if _id(each, "numId") == used.get(qn("w:val"))), None)
    if number is None:
        return None
    wanted = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    return next((each for each in lists.findall(qn("w:abstractNum")) if _id(each, "abstractNumId") == wanted), None)


def _put(document: Xml, abstract: Xml) -> str:
    """Add a list to a paper under ids of its own, and give the number by which paragraphs name it."""
    lists = document.part.numbering_part.element
    abstracts, numbers = lists.findall(qn("w:abstractNum")), lists.findall(qn("w:num"))
    made = deepcopy(abstract)
    name = str(max((int(_id(each, "abstractNumId")) for each in abstracts), default=0) + 1)
    made.set(qn("w:abstractNumId"), name)
    lists.insert(lists.index(abstracts[-1]) + 1 if abstracts else 0, made)
    number = str(max((int(_id(each, "numId")) for each in numbers), default=0) + 1)
    used = OxmlElement("w:num")
    used.set(qn("w:numId"), number)
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), name)
    used.append(link)
    lists.insert(lists.index(numbers[-1]) + 1 if numbers else len(lists), used)
    return number


def _id(element: Xml, name: str) -> str:
    return str(element.get(qn(f"w:{name}")))
