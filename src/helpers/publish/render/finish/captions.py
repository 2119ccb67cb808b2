"""Captions of a Word paper: numbered by a SEQ field, so that Word counts anew when a clerk inserts a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count, takewhile

from docx.oxml.ns import qn

from helpers.publish.render.finish.fields import bookmark_name, field, number_name, words
from helpers.publish.render.finish.xml import (
    Xml,
    bookmark_ends,
    local,
    paragraph_style,
    set_paragraph_style,
    style_ids,
    text_of,
)

_LABEL = re.compile(r"^(?:tbl|fig)-")
_SHOWN = re.compile(r"(?P<noun>Table|Figure)(?P<space>[\N{NO-BREAK SPACE} ])(?P<number>\d+)")
_DIGITS = re.compile(r"\d+")
_STYLES = {"Table": "Table Caption", "Figure": "Image Caption"}


def count_by_paper(document: Xml) -> None:
    """Count the tables and figures of each of several bound papers from one, as by itself it does: Quarto counts on."""
    first, counts, numbers = style_ids(document).get("Heading 1"), Counter[str](), dict[str, str]()
    for each in document.element.body.iter(qn("w:p"), qn("w:bookmarkStart")):
        if local(each) == "p":
            if paragraph_style(each) == first:
                counts.clear()
            continue
        label = each.get(qn("w:name"))
        caption = _caption(each) if _LABEL.match(label) else None
        shown = None if caption is None else _SHOWN.match(text_of(caption))
        if shown:
            counts[shown["noun"]] += 1
            numbers[label] = str(counts[shown["noun"]])
            _say(caption, numbers[label])
    for link in document.element.body.iter(qn("w:hyperlink")):
        said, label = text_of(link), link.get(qn("w:anchor"), "")
        if label in numbers and (said.isdecimal() or _SHOWN.fullmatch(said)):
            _say(link, numbers[label])


def _say(words_in: Xml, number: str) -> None:
    """Put a number in the place of the first."""
    text = next(each for each in words_in.iter(qn("w:t")) if _DIGITS.search(each.text or ""))
    text.text = _DIGITS.sub(number, text.text, count=1)


def number_captions(document: Xml) -> None:
    """Set the number of each caption as a field, in a bookmark that references name; what it shows now stays.

    Where the number does not follow on from the one before, as in papers bound into one, the field begins anew there.
    """
    ids, last = style_ids(document), dict.fromkeys(_STYLES, 0)
    bookmarks = list(document.element.body.iter(qn("w:bookmarkStart")))
    marks = count(max((int(bookmark.get(qn("w:id"))) for bookmark in bookmarks), default=0) + 1)
    for bookmark in bookmarks:
        label = bookmark.get(qn("w:name"))
        caption = _caption(bookmark) if _LABEL.match(label) else None
        if caption is None:
            continue
        shown = _SHOWN.match(text_of(caption))
        assert shown
        noun, number = shown["noun"], int(shown["number"])
        _dress(caption, ids.get(_STYLES[noun]))
        again = "" if number == last[noun] + 1 else f" \\r {number}"
        last[noun] = number
        look = caption.find(f"{qn('w:r')}/{qn('w:rPr')}")
        _cut(caption, shown.end())
        counted = _marked(marks, number_name(label), field(f"SEQ {noun} \\* ARABIC{again}", shown["number"], look))
        head = _marked(marks, bookmark_name(label), [words(noun + shown["space"], look), *counted])
        place = 0 if caption.pPr is None else 1
        for offset, made in enumerate(head):
            caption.insert(place + offset, made)
        _remove(document, bookmark)


def _caption(bookmark: Xml) -> Xml | None:
    """Find the caption in what a label's bookmark spans."""
    end = bookmark.get(qn("w:id"))
    spanned = takewhile(
        lambda block: not (local(block) == "bookmarkEnd" and block.get(qn("w:id")) == end), bookmark.itersiblings()
    )
    return next((block for block in spanned if local(block) == "p" and _SHOWN.match(text_of(block))), None)


def _dress(caption: Xml, style: str | None) -> None:
    """Leave a caption no properties but its style: Quarto writes two lots of them, against the schema."""
    for held in caption.findall(qn("w:pPr")):
        caption.remove(held)
    if style:
        set_paragraph_style(caption, style)


def _cut(caption: Xml, length: int) -> None:
    """Take so many signs off the front of a caption."""
    for text in list(caption.iter(qn("w:t"))):
        cut = min(length, len(text.text or ""))
        text.text, length = (text.text or "")[cut:], length - cut
        if not text.text:
            text.getparent().getparent().remove(text.getparent())
        if not length:
            return


def _marked(marks: Iterator[int], name: str, runs: list[Xml]) -> list[Xml]:
    """Put a bookmark around runs."""
    start, end = bookmark_ends(next(marks), name)
    return [start, *runs, end]


def _remove(document: Xml, bookmark: Xml) -> None:
    number = bookmark.get(qn("w:id"))
    ends = (end for end in document.element.body.iter(qn("w:bookmarkEnd")) if end.get(qn("w:id")) == number)
    for each in (bookmark, *ends):
        each.getparent().remove(each)
