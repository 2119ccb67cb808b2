"""Markdown read as the plain words that a reader sees, with what a check must know of it. May import `model`, `assess`.

Emphasis, lists and headings go; a link leaves its words between two private marks, so that a sentence is known to
carry a source; raw HTML is shown as text on a page, so its tags are passed over and its words are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

LINK_OPEN, LINK_CLOSE = "\ue000", "\ue001"
_BREAK = "\ue002"

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f]")
_LETTERS = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u2212": "\u2212", "\u2010": "-", "\u2011": "-", "\u2012": "\u2013"}
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
_FILE_NAME = re.compile(r"[\w .-]*\.(png|jpe?g|gif|svg|bmp|webp)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--[^<>]{0,2000}-->")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")


@dataclass(frozen=True, slots=True)
class Plain:
    """What a text says when its Markdown is read.

    Attributes
    ----------
    blocks
        Paragraphs, list items, headings and table rows, each on one line; links stand between two private marks.
    images_without_words
        The addresses of images that have no text alternative, or only a file's name for one.
    """

    blocks: tuple[str, ...]
    images_without_words: tuple[str, ...]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def plain(text: str) -> Plain:
    r"""Read Markdown as plain words.

    Examples
    --------
    >>> plain("It *fell* to\n**38**.\n\n- one\n\n![](chart.png)")
    Plain(blocks=('It fell to 38.', 'one'), images_without_words=('chart.png',))
    """
    blocks: list[str] = []
    images: list[str] = []
    cells: list[str] | None = None
    for token in _parser().parse(_HIDDEN.sub("", text)):
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            blocks.append(" – ".join(cell for cell in cells if cell))
            cells = None
        elif token.type == "inline":
            images += _images(token)
            words = _words(token)
            (blocks if cells is None else cells).extend([" ".join(words)] if cells is not None else words)
        elif token.type in ("fence", "code_block"):
            blocks += [_tidy(line) for line in token.content.splitlines()]
    return Plain(tuple(block for block in blocks if block), tuple(images))


def _words(inline: Token) -> list[str]:
    text = "".join(_written(child) for child in inline.children or ())
    return [tidied for part in text.split(_BREAK) if (tidied := _tidy(part))]


def _written(token: Token) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return _BREAK
        case "link_open":
            return LINK_OPEN
        case "link_close":
            return LINK_CLOSE
        case _:
            return token.content


def _images(inline: Token) -> Iterator[str]:
    for child in inline.children or ():
        words = child.content.strip() if child.type == "image" else "none"
        if not words or _FILE_NAME.fullmatch(words):
            yield str(child.attrs.get("src", ""))


def _tidy(text: str) -> str:
    """Write a stretch of text in one way: one kind of space and apostrophe, no tags, a bare address as a link."""
    text = _TAG.sub(" ", _without_scripts(text)) if "<" in text else text
    text = _WEB.sub(f"{LINK_OPEN}link{LINK_CLOSE}", text)
    text = text.translate(_LETTERS).replace("½", " half ").replace("¼", " quarter ").replace("¾", " three-quarters ")
    return _SPACES.sub(" ", text).strip()


def _without_scripts(text: str) -> str:
    """Leave out what stands in a script: it is shown, but it is no sentence."""
    parts = re.split(r"<script\b[^<>]{0,2000}>", text, flags=re.IGNORECASE)
    return parts[0] + "".join(
        re.split(r"</script\s*>", part, maxsplit=1, flags=re.IGNORECASE)[-1] for part in parts[1:]
    )
