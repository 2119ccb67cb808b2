"""Sections of a Word paper: which way each lies, and the running header that says whose paper it is."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from helpers.publish.render.finish.xml import Xml, beside, local, paragraph_style, style_ids

if TYPE_CHECKING:
    from helpers.publish.render.finish.paper import PaperFacts

PLACES = ("council", "meeting", "status")
"""A reference document says where these go in its header or footer: «council», «meeting», «status»."""


def begin_sections(document: Xml, facts: PaperFacts) -> None:
    """Let each of several bound papers begin a section, and turn the pages of those that lie on their side."""
    first = style_ids(document).get("Heading 1")
    if facts.bound:
        for block in list(document.element.body):
            if local(block) == "p" and paragraph_style(block) == first:
                _end_section(document, block)
    for section, lies in zip(document.sections, [facts.landscape, *facts.bound], strict=True):
        if lies:
            _turn(section)
            if facts.bound:
                _own_headers(document, section)


def tables_on_their_side(document: Xml) -> list[Xml]:
    """List the tables of the sections that lie on their side."""
    held: list[Xml] = []
    found: list[Xml] = []
    for block in document.element.body:
        held += block.iter(qn("w:tbl"))
        end = block if local(block) == "sectPr" else block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if end is not None:
            found += held if end.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape" else []
            held = []
    return found


def set_sections(document: Xml, facts: PaperFacts) -> None:
    """Fill the running headers and footers."""
    for section in document.sections:
        width = section.page_width - section.left_margin - section.right_margin
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                _fill(part, facts, width)
    _say_status(document, facts)


def _end_section(document: Xml, start: Xml) -> None:
    """End a section before a heading: in the paragraph before it, or in one of its own where there is none."""
    before = beside(start, before=True)
    if before is None:
        return
    if local(before) != "p":
        before.addnext(OxmlElement("w:p"))
        before = before.getnext()
        form = Paragraph(before, document).paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(0), Pt(1)
    before.get_or_add_pPr().append(deepcopy(document.element.body.sectPr))


def _turn(section: Xml) -> None:
    if section.page_width < section.page_height:
        section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.LANDSCAPE


def _own_headers(document: Xml, section: Xml) -> None:
    """Give a section that lies on its side copies of the headers and footers, which reach across its wider page."""
    for name in ("header", "footer"):
        for reference in section._sectPr.findall(qn(f"w:{name}Reference")):
            old = document.part.related_parts[reference.get(qn("r:id"))]
            place = document.part.package.next_partname(f"/word/{name}%d.xml")
            made = type(old)(place, old.content_type, deepcopy(old.element), document.part.package)
            for key, held in old.rels.items():  # a council's own header may hold a picture
                made.rels.add_relationship(held.reltype, held._target, key, held.is_external)
            kind = document.part.rels[reference.get(qn("r:id"))].reltype
            reference.set(qn("r:id"), document.part.relate_to(made, kind))


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
