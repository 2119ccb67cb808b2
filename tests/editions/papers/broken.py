"""One way to break each rule on a Word paper's XML, so that a rule that notices nothing is found out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree
from word_rules import DRAWN, FILLS, W, WordFile, style_of, value, words_of

Element = etree._Element


def every(word: WordFile, name: str) -> Iterator[Element]:
    """Elements of the body by their name in WordprocessingML."""
    return word.body.iter(f"{W}{name}")


def first(found: Iterator[Element]) -> Element:
    """The first of some elements; a paper without any cannot be broken so."""
    return next(found)


def without(element: Element) -> None:
    element.getparent().remove(element)


def said(element: Element, words: str) -> None:
    """Let an element say other words."""
    texts = list(element.iter(f"{W}t"))
    texts[0].text = words
    for text in texts[1:]:
        text.text = ""


def put(element: Element, name: str, **attributes: str) -> Element:
    """Put an element of WordprocessingML into another."""
    return etree.SubElement(element, f"{W}{name}", {f"{W}{key}": held for key, held in attributes.items()})


def one_cell(word: WordFile) -> None:
    table = first(every(word, "tbl"))
    for row in table.findall(f"{W}tr")[1:]:
        without(row)
    for cell in table.find(f"{W}tr").findall(f"{W}tc")[1:]:
        without(cell)


def a_typed_number(word: WordFile) -> None:
    paragraph = first(each for each in every(word, "p") if style_of(each) == "NumberedParagraph")
    said(paragraph, f"2.1 {words_of(paragraph)}")


def a_skipped_level(word: WordFile) -> None:
    first(each for each in every(word, "pStyle") if value(each) == "Heading2").set(f"{W}val", "Heading4")


def another_fill(word: WordFile) -> None:
    first(each for each in every(word, "shd") if value(each, "fill") in FILLS.values()).set(f"{W}fill", "FFFFFF")


def no_mark(word: WordFile) -> None:
    rated = (run for run in every(word, "r") if words_of(run).startswith(tuple(FILLS)))
    without(first(mark for run in rated for mark in run.iter(f"{W}rStyle")))


def in_part(kind: str, name: str) -> Callable[[WordFile], None]:
    """Empty what elements of one name say in headers or footers."""

    def of(word: WordFile) -> None:
        for part in (part for place, part in word.parts.items() if place.startswith(f"word/{kind}")):
            for element in part.iter(f"{W}{name}"):
                element.text = "x"

    return of


def outside_link(word: WordFile) -> None:
    links = (link for link in word.parts["word/_rels/document.xml.rels"] if link.get("TargetMode") == "External")
    first(links).set("Target", "measures/43.html")


def too_wide(word: WordFile) -> None:
    table = first(every(word, "tbl"))
    table.find(f"{W}tblPr/{W}tblW").set(f"{W}w", "6000")


def a_narrow_column(word: WordFile) -> None:
    cell = first(each for each in every(word, "tc") if value(each.find(f"{W}tcPr/{W}shd"), "fill") in FILLS.values())
    place = cell.getparent().findall(f"{W}tc").index(cell)
    first(cell.iterancestors(f"{W}tbl")).find(f"{W}tblGrid")[place].set(f"{W}w", "500")


BROKEN: dict[str, Callable[[WordFile], object]] = {
    "pictures_without_words": lambda word: first(word.body.iter(f"{DRAWN}docPr")).set("descr", ""),
    "tables_without_a_header_row": lambda word: without(first(every(word, "tblHeader"))),
    "header_cells_without_words": lambda word: said(first(every(word, "tc")), ""),
    "tables_without_title_and_description": lambda word: without(first(every(word, "tblCaption"))),
    "rows_that_may_split": lambda word: without(first(every(word, "cantSplit"))),
    "tables_of_one_cell": one_cell,
    "numbers_that_point_at_nothing": lambda word: first(every(word, "numId")).set(f"{W}val", "99"),
    "digits_typed_where_a_number_belongs": a_typed_number,
    "heading_levels_skipped": a_skipped_level,
    "titles_missing_or_double": lambda word: said(first(p for p in every(word, "p") if style_of(p) == "Title"), "x"),
    "ratings_without_their_fill": another_fill,
    "ratings_in_words_without_a_mark": no_mark,
    "language_title_and_subject_missing": lambda word: word.core.pop("subject"),
    "words_in_another_language": lambda word: put(first(every(word, "r")), "lang", val="en-US"),
    "sections_without_page_numbers": in_part("footer", "instrText"),
    "sections_without_a_running_header": in_part("header", "t"),
    "empty_paragraphs": lambda word: put(word.body[0], "p"),
    "looks_set_outside_styles": lambda word: put(put(first(every(word, "r")), "rPr"), "sz", val="40"),
    "styles_that_are_not_there": lambda word: first(every(word, "pStyle")).set(f"{W}val", "Nowhere"),
    "links_to_nowhere": lambda word: put(word.body[0][0], "hyperlink", anchor="nowhere"),
    "links_that_are_not_absolute": outside_link,
    "tables_wider_than_their_page": too_wide,
    "ratings_broken_in_a_narrow_column": a_narrow_column,
}
