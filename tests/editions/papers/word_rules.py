"""Rules on a Word paper's own XML, read with none of the project's code: what clerks, readers and printers need.

Each rule gives what breaks it, in words; a paper that holds it gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
FILLS = {"▲ Green": "00703C", "● Amber": "FFBF47", "■ Red": "D4351C"}
"""The ratings' words and the fills that the look asks for."""
RATING_WIDTHS = {"▲ Green": 965, "● Amber": 985, "■ Red": 785}
"""Twentieths of a point: mark and word in bold 9 pt Arial (4.2, 4.3 and 3.2 em), and the space beside them."""
FULL_WIDTH = 5000
DIRECT = ("rFonts", "sz", "szCs", "color")
"""What a run may not say itself, since a council's own styles have to be able to say it."""
_TYPED = re.compile(r"(\d+(\.\d+)+|\(?(\d+|[a-z]|[ivx]+)[.)])\s")
_REFERENCE = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+(\S+)")


class WordFile:
    """One Word paper as the archive of XML that it is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with ZipFile(path) as archive:
            self.names = set(archive.namelist())
            self.parts = {
                name: etree.fromstring(archive.read(name)) for name in self.names if name.endswith((".xml", ".rels"))
            }

    @cached_property
    def body(self) -> etree._Element:
        return self.parts["word/document.xml"]

    @cached_property
    def styles(self) -> dict[str, etree._Element]:
        """Styles by their id."""
        return {value(style, "styleId"): style for style in self.parts["word/styles.xml"].iter(f"{W}style")}

    @property
    def stories(self) -> Iterator[etree._Element]:
        """Everything that has paragraphs: the body, headers, footers, notes."""
        story = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
        yield from (part for name, part in self.parts.items() if story.fullmatch(name))

    @cached_property
    def core(self) -> dict[str, str]:
        """What the file says of itself."""
        return {etree.QName(node).localname: node.text or "" for node in self.parts["docProps/core.xml"]}

    def tables(self) -> list[etree._Element]:
        return list(self.body.iter(f"{W}tbl"))


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute of WordprocessingML, or nothing."""
    return "" if element is None else str(element.get(f"{W}{name}", ""))


def words_of(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t")).replace("\u00a0", " ")


def style_of(paragraph: etree._Element) -> str:
    return value(paragraph.find(f"{W}pPr/{W}pStyle"))


def _named(table: etree._Element) -> str:
    return value(table.find(f"{W}tblPr/{W}tblCaption")) or words_of(table)[:40]


def pictures_without_words(word: WordFile) -> Iterable[str]:
    named = list(word.body.iter(f"{DRAWN}docPr"))
    pictures = [*word.body.iter(f"{W}drawing"), *word.body.iter(f"{W}pict")]
    yield from (f"picture {picture.get('id')}" for picture in named if len(picture.get("descr", "")) < 20)
    if len(named) != len(pictures):
        yield f"{len(pictures)} pictures, of which {len(named)} can have words"


def tables_without_a_header_row(word: WordFile) -> Iterable[str]:
    for table in word.tables():
        marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        if not marked[0] or marked != sorted(marked, reverse=True):
            yield _named(table)


def header_cells_without_words(word: WordFile) -> Iterable[str]:
    for table in word.tables():
        heads = [row for row in table.findall(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
        yield from (_named(table) for cell in heads[-1].findall(f"{W}tc") if not words_of(cell)) if heads else ()


def tables_without_title_and_description(word: WordFile) -> Iterable[str]:
    for table in word.tables():
        held = table.find(f"{W}tblPr")
        if not value(held.find(f"{W}tblCaption")) or not value(held.find(f"{W}tblDescription")):
            yield _named(table)


def rows_that_may_split(word: WordFile) -> Iterable[str]:
    for table in word.tables():
        yield from (_named(table) for row in table.findall(f"{W}tr") if row.find(f"{W}trPr/{W}cantSplit") is None)


def tables_of_one_cell(word: WordFile) -> Iterable[str]:
    """What lays out and lists nothing is announced as a table all the same."""
    yield from (_named(table) for table in word.tables() if len(list(table.iter(f"{W}tc"))) == 1)


def numbers_that_point_at_nothing(word: WordFile) -> Iterable[str]:
    lists = word.parts.get("word/numbering.xml", etree.Element("none"))
    forms = {value(each, "abstractNumId") for each in lists.iter(f"{W}abstractNum")}
    known = {value(each, "numId") for each in lists.iter(f"{W}num") if value(each.find(f"{W}abstractNumId")) in forms}
    for part in (*word.stories, word.parts["word/styles.xml"]):
        yield from (number for number in map(value, part.iter(f"{W}numId")) if number not in known | {"0"})


def digits_typed_where_a_number_belongs(word: WordFile) -> Iterable[str]:
    for paragraph in word.body.iter(f"{W}p"):
        style = word.styles.get(style_of(paragraph))
        numbered = any(held is not None and held.find(f"{W}pPr/{W}numPr") is not None for held in (paragraph, style))
        if numbered and _TYPED.match(words_of(paragraph)):
            yield words_of(paragraph)[:40]


def heading_levels_skipped(word: WordFile) -> Iterable[str]:
    before = 0
    for paragraph in word.body.iter(f"{W}p"):
        name = value(word.styles[style_of(paragraph)].find(f"{W}name")) if style_of(paragraph) in word.styles else ""
        if found := re.fullmatch(r"[Hh]eading (\d)", name):
            if int(found[1]) > before + 1:
                yield f"{words_of(paragraph)}: {before} to {found[1]}"
            before = int(found[1])


def titles_missing_or_double(word: WordFile) -> Iterable[str]:
    titles = [words_of(paragraph) for paragraph in word.body.iter(f"{W}p") if style_of(paragraph) == "Title"]
    if len(titles) != 1 or titles[0] != word.core.get("title"):
        yield f"{titles}, and the file is titled {word.core.get('title')}"


def ratings_without_their_fill(word: WordFile) -> Iterable[str]:
    for cell in word.body.iter(f"{W}tc"):
        shading = cell.find(f"{W}tcPr/{W}shd")
        said = re.match("|".join(FILLS), words_of(cell))
        forecast = any("Forecast" in value(mark) for mark in cell.iter(f"{W}rStyle"))
        wanted = FILLS[said[0]] if said and not forecast else ""
        if value(shading, "fill") != wanted:
            yield f"{words_of(cell)[:30]}: {value(shading, 'fill') or 'no fill'}"


def ratings_in_words_without_a_mark(word: WordFile) -> Iterable[str]:
    for run in word.body.iter(f"{W}r"):
        cell = next(run.iterancestors(f"{W}tc"), None)
        filled = cell is not None and cell.find(f"{W}tcPr/{W}shd") is not None
        if re.match("|".join(FILLS), words_of(run)) and not filled:
            style = word.styles.get(value(run.find(f"{W}rPr/{W}rStyle")))
            if style is None or (style.find(f".//{W}shd") is None and style.find(f".//{W}bdr") is None):
                yield words_of(run)


def language_title_and_subject_missing(word: WordFile) -> Iterable[str]:
    said = value(word.parts["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"))
    if said != "en-GB" or word.core.get("language") != "en-GB":
        yield f"language {said} and {word.core.get('language')}"
    yield from (name for name in ("title", "subject", "creator") if not word.core.get(name))


def words_in_another_language(word: WordFile) -> Iterable[str]:
    for part in word.stories:
        yield from (value(lang) for lang in part.iter(f"{W}lang") if value(lang) not in ("", "en-GB"))


def sections_without_page_numbers(word: WordFile) -> Iterable[str]:
    for place, references in enumerate(_section_parts(word, "footer"), start=1):
        codes = [(node.text or "").split()[0] for part in references for node in part.iter(f"{W}instrText")]
        if codes != ["PAGE", "NUMPAGES"]:
            yield f"section {place}: {codes}"


def sections_without_a_running_header(word: WordFile) -> Iterable[str]:
    for place, references in enumerate(_section_parts(word, "header"), start=1):
        said = " ".join(words_of(part) for part in references)
        meeting = next((words_of(each) for each in word.body.iter(f"{W}p") if style_of(each) == "Meeting"), "")
        if word.core["creator"] not in said or meeting not in said or "«" in said:
            yield f"section {place}: {said}"


def _section_parts(word: WordFile, kind: str) -> Iterator[list[etree._Element]]:
    """The headers or footers of each section, its own or those of the section before it."""
    links = {link.get("Id"): link.get("Target") for link in word.parts["word/_rels/document.xml.rels"]}
    held: list[etree._Element] = []
    for section in word.body.iter(f"{W}sectPr"):
        own = [word.parts[f"word/{links[each.get(f'{R}id')]}"] for each in section.findall(f"{W}{kind}Reference")]
        held = own or held
        yield held


def empty_paragraphs(word: WordFile) -> Iterable[str]:
    said = (f"{W}t", f"{W}drawing", f"{W}instrText", f"{W}sectPr", f"{W}footnoteReference", f"{W}separator",
            f"{W}continuationSeparator", f"{W}footnoteRef")  # fmt: skip
    for part in word.stories:
        for paragraph in part.iter(f"{W}p"):
            alone = paragraph.getparent().tag == f"{W}tc" and len(paragraph.getparent().findall(f"{W}p")) == 1
            if not alone and not words_of(paragraph).strip() and next(paragraph.iter(*said[1:]), None) is None:
                before = paragraph.getprevious()
                yield f"after {words_of(before)[-40:] if before is not None else 'the beginning'}"


def looks_set_outside_styles(word: WordFile) -> Iterable[str]:
    for part in word.stories:
        for run in part.iter(f"{W}r"):
            found = [name for name in DIRECT if run.find(f"{W}rPr/{W}{name}") is not None]
            if found:
                yield f"{words_of(run)[:40]}: {', '.join(found)}"


def styles_that_are_not_there(word: WordFile) -> Iterable[str]:
    for part in word.stories:
        for name in ("pStyle", "rStyle", "tblStyle"):
            yield from (used for used in map(value, part.iter(f"{W}{name}")) if used not in word.styles)


def links_to_nowhere(word: WordFile) -> Iterable[str]:
    marks = [value(mark, "name") for mark in word.body.iter(f"{W}bookmarkStart")]
    yield from (f"{mark} stands twice" for mark in set(marks) if marks.count(mark) > 1)
    for part in word.stories:
        anchors = (value(link, "anchor") for link in part.iter(f"{W}hyperlink"))
        codes = (_REFERENCE.match(node.text or "") for node in part.iter(f"{W}instrText"))
        named = [*filter(None, anchors), *(code[1] for code in codes if code)]
        yield from (name for name in named if name not in marks)
    notes = {value(note, "id") for note in word.parts["word/footnotes.xml"].iter(f"{W}footnote")}
    noted = [value(each, "id") for each in word.body.iter(f"{W}footnoteReference")]
    yield from (f"note {name}" for name in noted if name not in notes)


def links_that_are_not_absolute(word: WordFile) -> Iterable[str]:
    for name, part in word.parts.items():
        for link in part if name.endswith(".rels") else ():
            outside, target = link.get("TargetMode") == "External", link.get("Target", "")
            if outside and not re.match(r"https?://|mailto:|tel:", target):
                yield target
            if not outside and not _is_part(word, name, target):
                yield f"{target}, which is not in the file"


def _is_part(word: WordFile, rels: str, target: str) -> bool:
    return (target[1:] if target.startswith("/") else rels.partition("_rels/")[0] + target) in word.names


def tables_wider_than_their_page(word: WordFile) -> Iterable[str]:
    for table in word.tables():
        wanted = table.find(f"{W}tblPr/{W}tblW")
        if value(wanted, "type") == "pct":
            if int(value(wanted, "w")) > FULL_WIDTH:
                yield f"{_named(table)}: {value(wanted, 'w')} fiftieths of a per cent"
            continue
        room = _room(table)
        width = sum(int(value(column, "w")) for column in table.find(f"{W}tblGrid"))
        if width > room + 20:
            yield f"{_named(table)}: {width} of {room}"


def ratings_broken_in_a_narrow_column(word: WordFile) -> Iterable[str]:
    """A rating's mark and word stand on one line; Word breaks the word where the column is too narrow."""
    for table in word.tables():
        grid = [int(value(column, "w")) for column in table.find(f"{W}tblGrid")]
        for row in table.findall(f"{W}tr"):
            for place, cell in enumerate(row.findall(f"{W}tc")):
                if value(cell.find(f"{W}tcPr/{W}shd"), "fill") in FILLS.values():
                    width = grid[place] / sum(grid) * _room(table)
                    if width < RATING_WIDTHS.get(words_of(cell), max(RATING_WIDTHS.values())):
                        yield f"{_named(table)}: {words_of(cell)} in {width:.0f}"


def _room(element: etree._Element) -> int:
    """What lies between the margins, in twentieths of a point."""
    section = next(each for each in _sections_from(element))
    size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    return int(value(size, "w")) - int(value(margin, "left")) - int(value(margin, "right"))


def _sections_from(element: etree._Element) -> Iterator[etree._Element]:
    """The sections from an element on; Word says what a section is like at its end."""
    top = element
    while etree.QName(top.getparent()).localname != "body":
        top = top.getparent()
    for block in (top, *top.itersiblings()):
        yield from block.iter(f"{W}sectPr")


RULES = {
    rule.__name__: rule
    for rule in (
        pictures_without_words, tables_without_a_header_row, header_cells_without_words,
        tables_without_title_and_description, rows_that_may_split, tables_of_one_cell, numbers_that_point_at_nothing,
        digits_typed_where_a_number_belongs, heading_levels_skipped, titles_missing_or_double,
        ratings_without_their_fill, ratings_in_words_without_a_mark, language_title_and_subject_missing,
        words_in_another_language, sections_without_page_numbers, sections_without_a_running_header, empty_paragraphs,
        looks_set_outside_styles, styles_that_are_not_there, links_to_nowhere, links_that_are_not_absolute,
        tables_wider_than_their_page, ratings_broken_in_a_narrow_column,
    )
}  # fmt: skip
