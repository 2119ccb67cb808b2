"""What a PDF says by its tags, in the order a screen reader reads it; running headers and footers are no part of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pikepdf

INLINE = ("/Span", "/Link", "/Strong", "/Em", "/Reference")
UNSAID = "/Lbl"
"""The numbers of lists: Word and browsers count them, and hold none as text."""
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")


def pdf_says(path: Path) -> str:
    """The words of a PDF, a line for each block."""
    with pikepdf.open(path) as pdf:
        return "".join(_Reader(pdf).below(pdf.Root.StructTreeRoot.K, None))


def pictures_say(path: Path) -> list[str]:
    """The words that stand for each picture of a PDF."""
    with pikepdf.open(path) as pdf:
        return [str(tag.get("/Alt", "")) for tag in tags_below(pdf.Root.StructTreeRoot.K) if tag.S == "/Figure"]


def tags_below(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every tag of a tree, parents first."""
    for child in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            if "/K" in child:
                yield from tags_below(child.K)


class _Reader:
    """Reads the marked pieces of pages, each page once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._letters: dict[tuple[int, int], dict[int, str]] = {}
        self._pages = {page.obj.objgen: self._pieces(page) for page in pdf.pages}

    def below(self, node: object, page: tuple[int, int] | None) -> Iterator[str]:
        if isinstance(node, int):
            yield self._pages[page][node]
        elif isinstance(node, pikepdf.Array):
            for child in node:
                yield from self.below(child, page)
        elif "/MCID" in node:
            yield self._pages[node.Pg.objgen if "/Pg" in node else page][int(node.MCID)]
        elif "/S" in node and node.S != UNSAID:
            yield "" if str(node.S) in INLINE else "\n"
            if "/K" in node:
                yield from self.below(node.K, node.Pg.objgen if "/Pg" in node else page)

    def _pieces(self, page: pikepdf.Page) -> defaultdict[int, str]:
        said: defaultdict[int, str] = defaultdict(str)
        marks: list[tuple[int | None, bool]] = [(None, False)]  # piece, and whether its words are given already
        letters: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "Tf":
                letters = self._letters_of(page.resources.Font[str(operands[0])])
            elif name in ("BMC", "BDC"):
                held = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
                piece = int(held["/MCID"]) if "/MCID" in held else marks[-1][0]
                if given := "/ActualText" in held:
                    said[piece] += str(held["/ActualText"])
                marks.append((piece, given or marks[-1][1]))
            elif name == "EMC":
                marks.pop()
            elif name in ("Tj", "TJ") and not marks[-1][1]:
                said[marks[-1][0]] += _decoded(operands[0] if name == "TJ" else [operands[0]], letters)
        return said

    def _letters_of(self, font: pikepdf.Object) -> dict[int, str]:
        if font.objgen not in self._letters:
            self._letters[font.objgen] = _unicode_map(font.ToUnicode.read_bytes())
        return self._letters[font.objgen]


def _decoded(strings: object, letters: dict[int, str]) -> str:
    codes = b"".join(bytes(each) for each in strings if isinstance(each, pikepdf.String))
    return "".join(letters.get(int.from_bytes(codes[at : at + 2], "big"), "\ufffd") for at in range(0, len(codes), 2))


def _unicode_map(table: bytes) -> dict[int, str]:
    def word(digits: bytes) -> str:
        return bytes.fromhex(digits.decode()).decode("utf-16-be")

    made = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        found = _HEX.findall(block)
        made |= {int(code, 16): word(text) for code, text in zip(found[::2], found[1::2], strict=True)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in (_HEX.findall(line) for line in block.strip().splitlines()):
            start, said = int(first, 16), word(text)
            made |= {code: said[:-1] + chr(ord(said[-1]) + code - start) for code in range(start, int(last, 16) + 1)}
    return made
