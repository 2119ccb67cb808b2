"""What belongs together in a Word paper stays on one page: what opens a piece is not left behind at a page's foot.

For PDF, `_extensions/goldenthread/blocks.lua` does the same.
"""

from __future__ import annotations

from docx.oxml.ns import qn

from helpers.publish.render.finish.xml import Xml, local, paragraph_style, style_ids, text_of

FEW = 3
"""A table or picture takes so many paragraphs with it, from the heading on; a longer text may part from it."""


def keep_openings(document: Xml) -> None:
    """Keep what leads on with what it leads to.

    That is a line that begins with a rating or ends in a colon, and the few paragraphs under a heading.
    """
    ids = style_ids(document)
    headings = {style for name, style in ids.items() if name.startswith("Heading ")}
    captions = {ids[name] for name in ("Table Caption", "Image Caption") if name in ids}
    opening: list[Xml] | None = None
    rating: Xml | None = None
    for block in document.element.body:
        if local(block) not in ("p", "tbl"):
            continue
        style = paragraph_style(block)
        if rating is not None and style not in headings:
            _keep(rating)
        rating = None
        if local(block) == "tbl" or next(block.iter(qn("w:drawing")), None) is not None:
            for paragraph in opening or ():
                _keep(paragraph)
            opening = None
        elif style in headings:
            opening = []
        elif style not in captions:
            if text_of(block).rstrip().endswith(":"):
                _keep(block)
            rating = block if _begins_with_rating(block) else None
            opening = [] if rating is not None and opening is None else opening
            opening = [*opening, block] if opening is not None and len(opening) < FEW and not _in_list(block) else None


def _keep(paragraph: Xml) -> None:
    paragraph.get_or_add_pPr().get_or_add_keepNext()


def _in_list(paragraph: Xml) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def _begins_with_rating(paragraph: Xml) -> bool:
    run = paragraph.find(qn("w:r"))
    style = None if run is None else run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return style is not None and str(style.get(qn("w:val"))).startswith("RAG")
