"""References of a Word paper are fields: Word follows them when a clerk adds a paragraph, a table or a figure."""

from __future__ import annotations

import re
from copy import deepcopy
from zlib import crc32

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from helpers.publish.render.finish.xml import Xml, text_of

_NUMBERED = re.compile(r"^(?:par|rec)-")
_CAPTIONED = re.compile(r"^(?:tbl|fig)-")
_SAID = re.compile(r"^(?:\w+[\N{NO-BREAK SPACE} ])?\d+$")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LONGEST = 33  # signs; Word's names end at 40


def set_fields(document: Xml) -> None:
    """Make each link to a paragraph, table or figure a REF field; what it says now stays as what Word last worked out.

    Captions are fields by now (`number_captions`). A link in other words than "Table 1" or "1" stays a link.
    """
    body = document.element.body
    for bookmark in body.iter(qn("w:bookmarkStart")):
        label = bookmark.get(qn("w:name"))
        if _NUMBERED.match(label):
            bookmark.set(qn("w:name"), bookmark_name(label))
    names = {bookmark.get(qn("w:name")) for bookmark in body.iter(qn("w:bookmarkStart"))}
    for link in list(body.iter(qn("w:hyperlink"))):
        label = link.get(qn("w:anchor"), "")
        if _NUMBERED.match(label):
            _refer_to_paragraph(link, bookmark_name(label))
        elif _CAPTIONED.match(label) and bookmark_name(label) in names:
            _refer_to_caption(link, bookmark_name(label))


def bookmark_name(label: str) -> str:
    """Give the bookmark of a label: Word's names hold letters, digits and underscores, at most 40.

    Examples
    --------
    >>> bookmark_name("tbl-ratings")
    'tbl_ratings'
    """
    name = re.sub(r"\W", "_", label)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 9]}_{crc32(label.encode()):08x}"


def number_name(label: str) -> str:
    """Give the bookmark around the bare number of a caption, for references that say no more than it."""
    return f"{bookmark_name(label)}_number"


def field(instruction: str, said: str, look: Xml | None = None) -> list[Xml]:
    """Make the runs of a field: what Word is to work out, and what it says now, in the look of another run."""
    return [
        run("fldChar", look, fldCharType="begin"),
        run("instrText", look, f" {instruction} "),
        run("fldChar", look, fldCharType="separate"),
        run("t", look, said),
        run("fldChar", look, fldCharType="end"),
    ]


def words(said: str, look: Xml | None = None) -> Xml:
    """Make a run of words."""
    return run("t", look, said)


def _refer_to_paragraph(link: Xml, bookmark: str) -> None:
    noun, space, number = text_of(link).rpartition("\N{NO-BREAK SPACE}")
    look = _look(link)
    before = [words(noun + space, look)] if space else []
    _replace(link, before + field(f"REF {bookmark} \\r \\h", number, look))


def _refer_to_caption(link: Xml, bookmark: str) -> None:
    said = text_of(link)
    if not _SAID.match(said):
        link.set(qn("w:anchor"), bookmark)
        return
    named = f"{bookmark}_number" if said.isdecimal() else bookmark
    _replace(link, field(f"REF {named} \\h", said, _look(link)))


def _look(link: Xml) -> Xml | None:
    return link.find(f"{qn('w:r')}/{qn('w:rPr')}")


def _replace(link: Xml, runs: list[Xml]) -> None:
    for each in runs:
        link.addprevious(each)
    link.getparent().remove(link)


def run(name: str, look: Xml | None = None, text: str = "", **attributes: str) -> Xml:
    """Make a run that holds one thing."""
    held, made = OxmlElement("w:r"), OxmlElement(f"w:{name}")
    if look is not None:
        held.append(deepcopy(look))
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    if text:
        made.text = text
        made.set(_SPACE, "preserve")
    held.append(made)
    return held
