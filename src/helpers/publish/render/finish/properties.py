"""What a Word paper says of itself: title, subject, language and fixed dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from helpers.publish.render.finish.xml import Xml

if TYPE_CHECKING:
    from helpers.publish.render.finish.paper import PaperFacts


def set_properties(document: Xml, facts: PaperFacts) -> None:
    """Set the file's properties and the language its words are read in."""
    core = document.core_properties
    core.title, core.subject, core.language = facts.title, facts.subject, facts.language
    core.author, core.last_modified_by = facts.council, facts.council
    core.created = core.modified = facts.published
    core.revision = 1
    _set_language(document, facts.language)


def _set_language(document: Xml, language: str) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        return
    lang = defaults.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        defaults.append(lang)
    lang.set(qn("w:val"), language)
