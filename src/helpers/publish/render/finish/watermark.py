"""Words across each page of a Word paper, as Word sets a watermark: in the headers, which are no content of a page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from helpers.publish.render.finish.xml import Xml

_SHAPE = """\
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>
<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>
<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136" alt=""
 style="position:absolute;margin-left:0;margin-top:0;width:500pt;height:42pt;rotation:315;z-index:-251658752;\
mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#dcdcdc" stroked="f">
<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string="{words}"/></v:shape>
</w:pict></w:r>"""
"""A shape of Word's own kind 136, "text along a straight line", under the name by which Word knows a watermark."""


def set_watermark(document: Xml, words: str) -> None:
    """Set words across every page; none where there are none to set."""
    if not words:
        return
    for number, header in enumerate(_headers(document), start=1):
        element = header._element
        if not header.paragraphs:
            element.append(OxmlElement("w:p"))
        shape = _SHAPE.format(number=number, spid=2048 + number, words=escape(words, quote=True))
        element.find(f".//{qn('w:p')}").append(parse_xml(shape.replace("\n", "")))


def _headers(document: Xml) -> Iterator[Xml]:
    """Go through the headers that pages have; the first section gets those that its pages would lack."""
    for place, section in enumerate(document.sections):
        used = [section.header]
        if section.different_first_page_header_footer:
            used.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            used.append(section.even_page_header)
        for header in used:
            if place == 0 and header.is_linked_to_previous:
                header.is_linked_to_previous = False
            if not header.is_linked_to_previous:
                yield header
