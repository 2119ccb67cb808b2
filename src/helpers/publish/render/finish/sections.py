"""Sections of a Word paper: which way the page lies, and the running header that says whose paper it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT

from helpers.publish.render.finish.xml import Xml

if TYPE_CHECKING:
    from helpers.publish.render.finish.paper import PaperFacts

PLACES = ("council", "meeting", "status")
"""A reference document says where these go in its header or footer: «council», «meeting», «status»."""


def set_sections(document: Xml, facts: PaperFacts) -> None:
    """Turn the page where the paper lies on its side, and fill the running headers and footers."""
    for section in document.sections:
        if facts.landscape:
            _turn(section)
        width = section.page_width - section.left_margin - section.right_margin
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                _fill(part, facts, width)
    _say_status(document, facts)


def _turn(section: Xml) -> None:
    if section.page_width < section.page_height:
        section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.LANDSCAPE


def _fill(part: Xml, facts: PaperFacts, width: int) -> None:
    for paragraph in list(part.paragraphs):
        places = [name for name in PLACES if f"«{name}»" in paragraph.text]
        for run in paragraph.runs:
            for name in places:
                if f"«{name}»" in run.text:
                    run.text = run.text.replace(f"«{name}»", getattr(facts, name))
        if places and not paragraph.text.strip():
            paragraph._element.getparent().remove(paragraph._element)
        elif "\t" in paragraph.text:
            _move_tab(paragraph, width)


def _move_tab(paragraph: Xml, width: int) -> None:
    """Let the paragraph's one tab reach the right margin, however the page lies."""
    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    inherited = paragraph.style.paragraph_format.tab_stops if paragraph.style is not None else ()
    for stop in inherited:
        if stop.position != width:
            stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _say_status(document: Xml, facts: PaperFacts) -> None:
    # A council's own reference document may have no place for the status; a draft says so on every page all the same.
    for section in document.sections:
        header = section.header
        if facts.status and not header.is_linked_to_previous and facts.status not in "".join(
            paragraph.text for paragraph in header.paragraphs
        ):  # fmt: skip
            header.add_paragraph(facts.status)
