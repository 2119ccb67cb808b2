"""Read one XML part of a workbook as a stream: nothing is expanded, fetched or kept. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from helpers.model.errors import Refused

LONGEST_PIECE = 8 * 2**20
"""Bytes without a tag or a text in them: no spreadsheet program writes such a piece."""

LONGEST_TEXT = 2**20
"""Characters of one text; a cell holds 32,767."""

MOST_EVENTS = 10_000_000
"""Tags of one part, opened and closed: a million cells have six million at most."""

MOST_NAMES = 10_000
"""Different tags. A workbook knows some hundreds."""

Event = tuple[str, dict[str, str] | None, str]


class BrokenError(ValueError):
    """The XML is not what a workbook holds."""


def events(chunks: Iterable[bytes], where: str) -> Iterator[Event]:
    """Read the tags of a part, in order.

    Parameters
    ----------
    chunks
        The part's bytes.
    where
        The part as errors name it.

    Yields
    ------
    tuple
        A tag's name without prefix, its attributes (``None`` where the tag closes), and, where it closes, the text
        directly before it.

    Raises
    ------
    Refused
        The part declares a document type: the way in for entities that expand without end or read other files.
    BrokenError
        It is not XML, or holds a piece larger than any program writes.

    Examples
    --------
    >>> list(events([b'<row r="2"><v>68</v>', b"</row>"], "sheet1.xml"))
    [('row', {'r': '2'}, ''), ('v', {}, ''), ('v', None, '68'), ('row', None, '')]
    """
    reader = _Reader(where)
    quiet = seen = 0
    try:
        for chunk in chunks:
            reader.parser.Parse(chunk, False)
            quiet = 0 if reader.held else quiet + len(chunk)
            seen += len(reader.held)
            if quiet > LONGEST_PIECE or seen > MOST_EVENTS:
                raise BrokenError("a part without an end")
            yield from reader.taken()
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BrokenError(str(error)) from None
    yield from reader.taken()


class _Names(dict[str, str]):
    """Names of tags without their prefixes, each worked out once."""

    def __missing__(self, tag: str) -> str:
        if len(self) > MOST_NAMES:
            raise BrokenError("names of tags without an end")
        return self.setdefault(tag, tag.rpartition(":")[2])


class _Reader:
    """What expat calls back; it holds the events of one chunk at a time."""

    def __init__(self, where: str) -> None:
        self.held: list[Event] = []
        self._where = where
        self._text: list[str] = []
        self._length = 0
        self._names = _Names()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say
        self.parser.StartDoctypeDeclHandler = self._doctype

    def taken(self) -> list[Event]:
        held, self.held = self.held, []
        return held

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._text:
            self._forget()
        self.held.append((self._names[tag], attributes, ""))

    def _end(self, tag: str) -> None:
        if self._text:
            self.held.append((self._names[tag], None, "".join(self._text)))
            self._forget()
        else:
            self.held.append((self._names[tag], None, ""))

    def _say(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise BrokenError("a text without an end")
        self._text.append(text)

    def _forget(self) -> None:
        self._text.clear()
        self._length = 0

    def _doctype(self, *_: object) -> None:
        raise refused_doctype(self._where)


def refused_doctype(where: str) -> Refused:
    """Make the refusal of a part that declares a document type."""
    return Refused.one(
        where, "a document type declaration (<!DOCTYPE …>), which could expand or fetch without end",
        "a workbook as a spreadsheet program writes it", "Do not open it. Ask its sender for a new one, and tell IT.",
    )  # fmt: skip
