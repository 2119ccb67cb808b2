"""References of a Word paper: to a numbered paragraph they become fields, which Word follows when a clerk adds one."""

from __future__ import annotations

import re
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from helpers.publish.render.finish.xml import Xml, text_of

_NUMBERED = re.compile(r"^(?:par|rec)-")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def set_fields(document: Xml) -> None:
    """Make each link to a numbered paragraph a REF field; what it says now stays as what Word last worked out."""
    body = document.element.body
    for bookmark in body.iter(qn("w:bookmarkStart")):
        bookmark.set(qn("w:name"), _name(bookmark.get(qn("w:name"))))
    for link in list(body.iter(qn("w:hyperlink"))):
        anchor = link.get(qn("w:anchor"))
        if anchor and _NUMBERED.match(anchor):
            _make_field(link, _name(anchor))


def _name(label: str) -> str:
    """Give the bookmark of a label: Word's names hold no hyphens, and 40 signs."""
    return label.replace("-", "_")[:40] if _NUMBERED.match(label) else label


def _make_field(link: Xml, bookmark: str) -> None:
    noun, space, number = text_of(link).rpartition("\N{NO-BREAK SPACE}")
    look = link.find(f"{qn('w:r')}/{qn('w:rPr')}")
    runs = [_run(look, "t", noun + space)] if space else []
    runs += [
        _run(look, "fldChar", fldCharType="begin"),
        _run(look, "instrText", f" REF {bookmark} \\r \\h "),
        _run(look, "fldChar", fldCharType="separate"),
        _run(look, "t", number),
        _run(look, "fldChar", fldCharType="end"),
    ]
    for run in runs:
        link.addprevious(run)
    link.getparent().remove(link)


def _run(look: Xml | None, name: str, text: str = "", **attributes: str) -> Xml:
    run, made = OxmlElement("w:r"), OxmlElement(f"w:{name}")
    if look is not None:
        run.append(deepcopy(look))
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    if text:
        made.text = text
        made.set(_SPACE, "preserve")
    run.append(made)
    return run
