"""Make `reference.docx`, the styles of our Word papers, from pandoc's own: ``python reference.py``.

A council replaces `reference.docx` by its own: it needs the style names below, and «council», «meeting» and «status»
where its header should say them.
"""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pypandoc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from helpers.publish.render.finish.repack import repack
from helpers.publish.render.finish.xml import Xml

FONT = "Arial"
ACCENT = RGBColor(0x12, 0x43, 0x6D)
LINE = "8A8F94"
RAG = {
    "Green": ("00703C", "FFFFFF"),
    "Amber": ("FFBF47", "000000"),
    "Red": ("D4351C", "FFFFFF"),
    "None": (None, "000000"),
}
NUMBERED = {
    "Numbered Paragraph": (("decimal", "%1."),),
    "Recommendation": (("lowerLetter", "(%1)"),),
    "Roman Recommendation": (("lowerRoman", "%1)"),),
    "Section Paragraph": (("decimal", "%1"), ("decimal", "%1.%2")),
}
"""Styles that number what they are given: the form of the number and how it is written, level by level. The style is
numbered by the last level; those above it number headings."""

HEADINGS = {"Title": 22, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "Heading 4": 11, "Subtitle": 13,
            "TOC Heading": 16}  # fmt: skip


def _child(parent: Xml, name: str, **attributes: str) -> Xml:
    for old in parent.findall(qn(f"w:{name}")):
        parent.remove(old)
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)
    return made


def _child_of(parent: Xml, name: str, **attributes: str) -> Xml:
    """Add a further child, beside those of its name."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)
    return made


def _font(
    style: Xml,
    size: float | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    colour: RGBColor | None = None,
) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)
    font = style.font
    font.bold, font.italic = bold, italic
    if size:
        font.size = Pt(size)
        for complex_size in style.element.rPr.findall(qn("w:szCs")):
            style.element.rPr.remove(complex_size)
    if colour is not None:
        font.color.rgb = colour


def _space(
    style: Xml,
    before: float = 0,
    after: float = 0,
    line: float | None = None,
    keep_next: bool | None = None,
    keep_together: bool | None = None,
) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = line
    form.keep_with_next, form.keep_together = keep_next, keep_together


def _style(document: Xml, name: str, kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH, base: str = "Body Text") -> Xml:
    names = {style.name: style for style in document.styles}
    style = names.get(name) or document.styles.add_style(name, kind)
    if kind == WD_STYLE_TYPE.PARAGRAPH and base:
        style.base_style = names.get(base) or document.styles[base]
    style.quick_style = True
    return style


def _defaults(document: Xml) -> None:
    held = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(held):
        held.remove(child)
    _child(held, "rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)
    _child(held, "sz", val="22")
    _child(held, "szCs", val="22")
    _child(held, "lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA")


def _text(document: Xml) -> None:
    for name in ("Body Text", "First Paragraph"):
        _space(document.styles[name], after=6, line=1.15)
    _space(document.styles["Compact"], before=1, after=1, line=1.1)
    for name, size in HEADINGS.items():
        style = document.styles[name]
        _font(style, size, bold=name != "Subtitle", colour=RGBColor(0, 0, 0) if name == "Subtitle" else ACCENT)
        _space(style, before=0 if name in ("Title", "Subtitle") else 14, after=6, keep_next=True, keep_together=True)
        style.paragraph_format.alignment = 0
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)
    link = document.styles["Hyperlink"]
    link.font.color.rgb, link.font.underline = ACCENT, True
    for name, size, bold, italic in (
        ("Notice", 10, False, True),
        ("Draft", 13, True, False),
        ("Meeting", 11, True, False),
    ):
        style = _style(document, name)
        _font(style, size, bold, italic, ACCENT if name == "Meeting" else None)
        _space(style, after=8)
    headline = _style(document, "Headline")
    _font(headline, 13)
    _space(headline, after=10)
    for name in ("Table Caption", "Image Caption"):
        style = document.styles[name]
        _font(style, 10, bold=True, italic=False)
        _space(style, before=10, after=4, keep_next=name == "Table Caption", keep_together=True)
    _space(document.styles["Captioned Figure"], before=8, after=0, keep_next=True)


def _numbered(document: Xml) -> None:
    """Let paragraphs and recommendations be numbered by their style, each with a list of its own."""
    lists = document.part.numbering_part.element
    for place, (name, levels) in enumerate(NUMBERED.items(), start=1):
        style = _style(document, name)
        _space(style, after=6, line=1.15)
        abstract = _child_of(lists, "abstractNum", abstractNumId=str(9000 + place))
        lists.insert(0, abstract)  # the schema wants them before what uses them
        _child_of(abstract, "multiLevelType", val="singleLevel" if len(levels) == 1 else "multilevel")
        last = len(levels) - 1
        indent = "720" if last else "567"
        for depth, (form, text) in enumerate(levels):
            level = _child_of(abstract, "lvl", ilvl=str(depth))
            _child_of(level, "start", val="1")
            _child_of(level, "numFmt", val=form)
            if depth == last:
                _child_of(level, "pStyle", val=style.style_id)
            _child_of(level, "lvlText", val=text)
            _child_of(level, "lvlJc", val="left")
            _child_of(_child_of(level, "pPr"), "ind", left=indent, hanging=indent)
        used = _child_of(lists, "num", numId=str(9000 + place))
        _child_of(used, "abstractNumId", val=str(9000 + place))
        chosen = _child(style.element.get_or_add_pPr(), "numPr")
        if last:
            _child_of(chosen, "ilvl", val=str(last))
        _child_of(chosen, "numId", val=str(9000 + place))
        _sort_paragraph_properties(style)
    block = _style(document, "Title Block")
    _space(block, before=1, after=4, line=1.1)


def _boxed(document: Xml) -> None:
    for name in ("Callout Title", "Callout", "Card"):
        style = _style(document, name)
        _font(style, bold=name == "Callout Title")
        _space(style, before=2, after=4, keep_next=name == "Callout Title")
        style.paragraph_format.left_indent = Cm(0.5)
        borders = _child(style.element.get_or_add_pPr(), "pBdr")
        _child(borders, "left", val="single", sz="18", space="8", color=LINE if name == "Card" else str(ACCENT))
        style.element.pPr.remove(borders)
        style.element.pPr.insert(0, borders)
        _sort_paragraph_properties(style)


def _sort_paragraph_properties(style: Xml) -> None:
    order = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs",
             "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr")  # fmt: skip
    held = style.element.pPr
    for child in sorted(held, key=lambda child: order.index(child.tag.rpartition("}")[2])):
        held.append(child)


def _sort_run_properties(style: Xml) -> None:
    order = (
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "color",
        "spacing",
        "sz",
        "szCs",
        "u",
        "bdr",
        "shd",
        "vertAlign",
        "lang",
    )
    held = style.element.rPr
    for child in sorted(held, key=lambda child: order.index(child.tag.rpartition("}")[2])):
        held.append(child)


def _tables(document: Xml) -> None:
    names = {style.name for style in document.styles}
    if "Normal Table" not in names:  # pandoc's own leaves it out, and its "Table" is based on it
        normal = document.styles.add_style("Normal Table", WD_STYLE_TYPE.TABLE)
        normal.element.set(qn("w:styleId"), "TableNormal")
        normal.base_style = None
    for name, bold in (("Table Text", None), ("Table Heading", True), ("Table Note", None)):
        style = _style(document, name)
        _font(style, 9, bold)
        _space(style, before=1, after=1, line=1.05)
    for name, (fill, ink) in RAG.items():
        style = _style(document, f"RAG {name}", base="Table Text")
        _font(style, 9, bold=fill is not None, colour=RGBColor.from_string(ink))
        mark = _style(document, f"RAG {name} Mark", WD_STYLE_TYPE.CHARACTER)
        mark.font.bold, mark.font.color.rgb = fill is not None, RGBColor.from_string(ink)
        if fill:
            _child(mark.element.rPr, "shd", val="clear", color="auto", fill=fill)
        else:
            _child(mark.element.rPr, "bdr", val="single", sz="6", space="0", color=LINE)
        forecast = _style(document, f"RAG Forecast {name} Mark", WD_STYLE_TYPE.CHARACTER)
        forecast.font.bold = True
        _child(forecast.element.rPr, "bdr", val="single", sz="12", space="0", color=fill or LINE)
        _sort_run_properties(mark)
        _sort_run_properties(forecast)
    _lines(document.styles["Table"].element)


def _lines(table: Xml) -> None:
    held = table.find(qn("w:tblPr"))
    for old in [*held.findall(qn("w:tblBorders")), *held.findall(qn("w:tblCellMar"))]:
        held.remove(old)
    borders = _child(held, "tblBorders")
    for side in ("top", "bottom", "insideH"):
        _child(borders, side, val="single", sz="4", space="0", color=LINE)
    margins = _child(held, "tblCellMar")
    for side, width in (("top", "40"), ("left", "70"), ("bottom", "40"), ("right", "70")):
        _child(margins, side, w=width, type="dxa")


def _field(paragraph: Xml, instruction: str) -> None:
    for kind, text in (("begin", None), (None, instruction), ("separate", None), ("text", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            _child(run._element, "fldChar", fldCharType=kind)
        else:
            made = _child(run._element, "instrText")
            made.text = f" {instruction} "
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _page(document: Xml) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.bottom_margin = Cm(2)
    section.top_margin, section.header_distance, section.footer_distance = Cm(2.6), Cm(1), Cm(1)
    for name in ("Header", "Footer"):
        style = _style(document, name, base="Normal")
        _font(style, 9)
        tabs = style.paragraph_format.tab_stops
        tabs.clear_all()
        tabs.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
    header = section.header
    header.is_linked_to_previous = False
    first = header.paragraphs[0]
    first.style = document.styles["Header"]
    first.add_run("«council»")
    first.add_run("\t")
    first.add_run("«status»").bold = True
    header.add_paragraph("«meeting»", style="Header")
    footer = section.footer
    footer.is_linked_to_previous = False
    last = footer.paragraphs[0]
    last.style = document.styles["Footer"]
    last.add_run("\tPage ")
    _field(last, "PAGE")
    last.add_run(" of ")
    _field(last, "NUMPAGES")


def main() -> None:
    """Write `reference.docx` beside this file."""
    target = Path(__file__).with_name("reference.docx")
    with TemporaryDirectory() as scratch:
        default = Path(scratch) / "default.docx"
        default.write_bytes(
            subprocess.run(
                [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"],
                capture_output=True,
                check=True,
            ).stdout
        )
        document = docx.Document(str(default))
        _defaults(document)
        _text(document)
        _numbered(document)
        _boxed(document)
        _tables(document)
        _page(document)
        moment = datetime(2019, 1, 1, 12)
        core = document.core_properties
        core.created = core.modified = moment
        document.save(str(target))
    repack(target, moment)


if __name__ == "__main__":
    main()
