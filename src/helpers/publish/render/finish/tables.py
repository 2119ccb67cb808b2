"""Tables of a Word paper: header rows that repeat, rows that stay whole, the page's full width, a title for readers."""

from __future__ import annotations

from collections.abc import Collection

from docx.oxml.ns import qn

from helpers.publish.render.finish.xml import (
    Xml,
    beside,
    is_bookmark,
    local,
    paragraph_style,
    properties,
    set_child,
    set_paragraph_style,
    style_ids,
    text_of,
)

AFTER_TABLE = "200"  # twentieths of a point
WHOLE_ROWS = 6  # a table short in rows or in words is kept on one page
WHOLE_WORDS = 800  # characters
FULL_WIDTH = "5000"  # fiftieths of a per cent
_PLAIN_STYLES = {"Compact", "Body Text", "First Paragraph", "Normal"}


def unwrap_layout_tables(document: Xml) -> None:
    """Take tables and pictures out of the one-cell tables that Quarto lays them in.

    A layout table has no header row, and a screen reader announces a table where there is none.
    """
    for table in reversed(list(document.element.body.iter(qn("w:tbl")))):
        cells = table.findall(f"{qn('w:tr')}/{qn('w:tc')}")
        if len(cells) != 1 or not _is_layout(cells[0]):
            continue
        for child in [child for child in cells[0] if local(child) != "tcPr" and not _is_empty_paragraph(child)]:
            table.addprevious(child)
        table.getparent().remove(table)


def drop_empty_paragraphs(document: Xml) -> None:
    """Take out the empty paragraphs that an engine writes after a table, but where two tables would grow together."""
    body = document.element.body
    for paragraph in body.findall(qn("w:p")):
        ends_section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        around = [beside(paragraph, before=before) for before in (True, False)]
        parts_tables = all(block is not None and local(block) == "tbl" for block in around)
        if _is_empty_paragraph(paragraph) and not ends_section and not parts_tables:
            for mark in [child for child in paragraph if is_bookmark(child)]:
                paragraph.addprevious(mark)
            body.remove(paragraph)


def _is_layout(cell: Xml) -> bool:
    return cell.find(qn("w:tbl")) is not None or next(cell.iter(qn("w:drawing")), None) is not None


def _is_empty_paragraph(element: Xml) -> bool:
    held = (*element.iter(qn("w:drawing")), *element.iter(qn("w:br")), *element.iter(qn("w:fldChar")))
    return local(element) == "p" and not text_of(element) and not held


def finish_tables(document: Xml, on_their_side: Collection[Xml] = ()) -> None:
    """Set every table of the body, nested ones too; a short one is kept on one page, if that stands upright."""
    ids = style_ids(document)
    for table in document.element.body.iter(qn("w:tbl")):
        _set_table(table)
        _align_once(table)
        _space_after(table)
        _set_title(table, ids)
        rows = table.findall(qn("w:tr"))
        headers = _header_rows(rows)
        whole = table not in on_their_side and _is_short(rows)
        for row in rows:
            held = properties(row, "trPr")
            set_child(held, "cantSplit")
            if row in headers:
                set_child(held, "tblHeader")
            if row is not rows[-1] and (whole or row in headers):
                _keep_with_next(row)
            _set_text_style(row, ids, "Table Heading" if row in headers else "Table Text")


def _is_short(rows: list[Xml]) -> bool:
    return len(rows) <= WHOLE_ROWS or sum(len(text_of(row)) for row in rows) <= WHOLE_WORDS


def _keep_with_next(row: Xml) -> None:
    for paragraph in row.iter(qn("w:p")):
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def _space_after(table: Xml) -> None:
    """Keep what follows a table off its last line; an empty paragraph would be read out."""
    following = beside(table)
    if following is not None and local(following) == "p":
        held = following.get_or_add_pPr()
        if held.find(qn("w:spacing")) is None:
            held.get_or_add_spacing().set(qn("w:before"), AFTER_TABLE)


def _align_once(table: Xml) -> None:
    """Keep one alignment a paragraph: in a table inside a table pandoc writes the outer one's too."""
    for held in table.iter(qn("w:pPr")):
        for again in held.findall(qn("w:jc"))[1:]:
            held.remove(again)


def _header_rows(rows: list[Xml]) -> list[Xml]:
    marked = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    return marked or rows[:1]


def _set_table(table: Xml) -> None:
    held = table.tblPr
    set_child(held, "tblW", w=FULL_WIDTH, type="pct")
    set_child(held, "tblLayout", type="fixed")


def _set_title(table: Xml, ids: dict[str, str]) -> None:
    """Name the table for those who hear it: by its caption, else by the heading it stands under."""
    before = beside(table, before=True)
    captioned = before is not None and paragraph_style(before) == ids.get("Table Caption")
    columns = ", ".join(filter(None, (text_of(cell) for cell in table.tr_lst[0].tc_lst))) if table.tr_lst else ""
    title = text_of(before) if captioned else _heading_above(table, ids) or f"Table: {columns}"
    set_child(table.tblPr, "tblCaption", val=title[:250])
    set_child(table.tblPr, "tblDescription", val=f"Columns: {columns}"[:500])


def _heading_above(table: Xml, ids: dict[str, str]) -> str:
    headings = {style for name, style in ids.items() if name.startswith("Heading ")}
    above = (node for node in table.itersiblings(preceding=True) if local(node) == "p")
    return next((text_of(node) for node in above if paragraph_style(node) in headings), "")


def _set_text_style(row: Xml, ids: dict[str, str], style: str) -> None:
    """Set the words of a row in the paper's table styles, so that a council's own reference document restyles them."""
    if style not in ids:
        return
    plain = {ids[name] for name in _PLAIN_STYLES if name in ids} | {""}
    for paragraph in row.iter(qn("w:p")):
        if paragraph_style(paragraph) in plain:
            set_paragraph_style(paragraph, ids[style])
