"""The contents of a Word paper: a field that Word keeps up to date, filled with links to the headings as they stand."""

from __future__ import annotations

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from helpers.publish.render.finish.fields import field, run, words
from helpers.publish.render.finish.xml import Xml, bookmark_ends, paragraph_style, style_ids, text_of

LEVELS = 2
_BOX = f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>
</w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"""


def fill_contents(document: Xml) -> None:
    """Fill the contents, where the paper has a place for them: the heading in the style "TOC Heading".

    What page a heading stands on Word alone knows. It works the numbers out when the paper is printed or made a PDF,
    or at once with F9; to ask for it on opening would greet every reader with a question about "other files".
    """
    ids = style_ids(document)
    body = document.element.body
    title = next((each for each in body.iter(qn("w:p")) if paragraph_style(each) == ids.get("TOC Heading")), None)
    if title is None:
        return
    levels = {ids[f"Heading {level}"]: level for level in range(1, LEVELS + 1) if f"Heading {level}" in ids}
    headings = [each for each in body.iter(qn("w:p")) if paragraph_style(each) in levels]
    styles = [_style(document, level) for level in range(1, LEVELS + 1)]
    box = parse_xml(_BOX)
    title.addprevious(box)
    content = box.find(qn("w:sdtContent"))
    content.append(title)
    for number, heading in enumerate(headings, start=1):
        name = f"_Toc{number:08}"
        _mark(heading, name, 900_000 + number)
        content.append(_entry(styles[levels[paragraph_style(heading)] - 1], text_of(heading), name))
    entries = content.findall(qn("w:p"))[1:]
    if entries:
        *begun, _, end = field(f'TOC \\o "1-{LEVELS}" \\h \\z', "")
        for place, each in enumerate(begun, start=1):
            entries[0].insert(place, each)
        entries[-1].append(end)


def _style(document: Xml, level: int) -> str:
    """Give the style of a level's entries, from the reference document where it has one."""
    known = style_ids(document)
    name = next((each for each in (f"TOC {level}", f"toc {level}") if each in known), None)
    if name:
        return known[name]
    style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.element.set(qn("w:styleId"), f"TOC{level}")
    style.base_style = document.styles["Normal"]
    form, section = style.paragraph_format, document.sections[0]
    form.left_indent, form.right_indent = Cm(0.6 * (level - 1)), Cm(1)
    form.space_before, form.space_after = Pt(5 if level == 1 else 0), Pt(1)
    form.tab_stops.add_tab_stop(section.page_width - section.left_margin - section.right_margin, WD_TAB_ALIGNMENT.RIGHT)
    style.font.size, style.font.bold = Pt(10), True if level == 1 else None
    return f"TOC{level}"


def _mark(heading: Xml, name: str, number: int) -> None:
    start, end = bookmark_ends(number, name)
    heading.insert(1, start)  # after its properties, which a heading always has
    heading.append(end)


def _entry(style: str, said: str, anchor: str) -> Xml:
    paragraph, link = OxmlElement("w:p"), OxmlElement("w:hyperlink")
    paragraph.get_or_add_pPr().style = style
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    link.extend([words(said), run("tab"), *field(f"PAGEREF {anchor} \\h", "")])
    paragraph.append(link)
    return paragraph
