"""Open a workbook and read one of its sheets. May import `model`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from helpers.collect.mapping.pattern import matches
from helpers.collect.workbook.cell import Book, plain_text
from helpers.collect.workbook.cell_text import Form, form_of
from helpers.collect.workbook.guard import Archive
from helpers.collect.workbook.sheet import Sheet
from helpers.collect.workbook.sheet_xml import read_sheet_xml
from helpers.collect.workbook.xml_part import BrokenError, Event, events
from helpers.model.errors import Refused

MOST_CELLS = 1_000_000
"""Cells of a sheet, empty ones among them: a sheet may claim 16 thousand million of them in a few bytes."""

MOST_TEXTS = 2_000_000
MOST_LETTERS = 128 * 2**20
MOST_STYLES = 65_536


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet as the workbook lists it."""

    name: str
    hidden: bool
    part: str


def read_sheet(raw: bytes, label: str, names: tuple[str, ...] = (), hidden: bool = False) -> Sheet:
    """Read one sheet, with what is doubtful, merged or hidden in it.

    Parameters
    ----------
    names
        What the sheet may be called, ``*`` standing for anything; the first sheet where nothing is given. Sheets that
        are not asked for are not read, whether they can be seen or not.
    hidden
        Read it even where it is hidden.

    Raises
    ------
    Refused
        These are not the bytes of a workbook, there is too much in it, or it holds what no return needs; or no sheet is
        called so, or more than one. What is doubtful, merged or hidden within the sheet is the caller's to judge.
    """
    try:
        archive = Archive(raw, label)
        frame = _Frame(archive)
        tab = _chosen(frame.tabs, label, names, hidden)
        return read_sheet_xml(frame.events(tab.part), frame.book(), f"{label}, sheet {tab.name}", MOST_CELLS)
    except Refused:
        raise
    except Exception:  # a broken zip, broken XML, a part that is missing, a number that is none: a dozen kinds
        raise Refused.one(
            label, "a file that is not an xlsx workbook", "an xlsx workbook, as its name says",
            "Open it in a spreadsheet program and save it as .xlsx or as UTF-8 CSV.",
        ) from None  # fmt: skip


def _chosen(tabs: list[Tab], label: str, names: tuple[str, ...], hidden: bool) -> Tab:
    if not tabs:
        raise BrokenError("no sheet")
    listed = ", ".join(f'"{tab.name}"' + (" (hidden)" if tab.hidden else "") for tab in tabs[:60])
    found = [tab for tab in tabs if any(matches(tab.name, name) for name in names)] if names else tabs[:1]
    if len(found) != 1:
        which = f"{len(found)} sheets" if found else "no sheet"
        asked = " or ".join(f'"{name}"' for name in names)
        raise Refused.one(
            label, f"{which} called {asked}", f"exactly one of its sheets: {listed}",
            "Correct `sheet:` in the mapping file; it may list several names, and * stands for anything.",
        )  # fmt: skip
    if found[0].hidden and not hidden:
        raise Refused.one(
            f"{label}, sheet {found[0].name}", "a hidden sheet", "a sheet that a person can see",
            "Unhide it and look; put the table on the first sheet. A mapping may say `hidden: read`.",
        )  # fmt: skip
    return found[0]


class _Frame:
    """What holds a workbook together: its sheets, texts and styles, found by relationship and not by name."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._root = self._related("", "officeDocument")["officeDocument"][0][1]
        self._parts = self._related(self._root)
        self._epoch, self._computed = CALENDAR_WINDOWS_1900, True
        self.tabs = self._read_tabs()

    def events(self, part: str) -> Iterator[Event]:
        with closing(self._archive.chunks(part)) as chunks:
            yield from events(chunks, f"{self._archive.label}, part {part}")

    def book(self) -> Book:
        epoch: datetime = self._epoch
        return Book(self._texts(), self._forms(), epoch, self._computed)

    def _related(self, part: str, only: str = "") -> dict[str, list[tuple[str, str]]]:
        """Give the parts that a part refers to, with their ids, by kind; never one outside the workbook."""
        folder, name = posixpath.split(part)
        made: dict[str, list[tuple[str, str]]] = {}
        for tag, attributes, _ in self.events(posixpath.join(folder, "_rels", f"{name}.rels")):
            if tag != "Relationship" or attributes is None or attributes.get("TargetMode") == "External":
                continue
            kind = attributes["Type"].rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            if not only or kind == only:
                made.setdefault(kind, []).append((attributes["Id"], target))
        return made

    def _read_tabs(self) -> list[Tab]:
        sheets, tabs = dict(self._parts.get("worksheet", [])), []
        for tag, attributes, _ in self.events(self._root):
            if attributes is None:
                continue
            if tag == "sheet":
                # A chart's sheet has no cells: its relationship is of another kind.
                key = next(value for name, value in attributes.items() if name.endswith(":id"))
                if key in sheets:
                    hidden = attributes.get("state", "visible") != "visible"
                    tabs.append(Tab(attributes["name"], hidden, sheets[key]))
            elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self._epoch = CALENDAR_MAC_1904
            elif tag == "calcPr" and attributes.get("fullCalcOnLoad") in ("1", "true"):
                self._computed = False  # written by a library that leaves it to Excel to compute
        return tabs

    def _texts(self) -> list[str]:
        texts: list[str] = []
        piece: list[str] = []
        phonetic, letters = False, 0
        for part in self._of("sharedStrings"):
            for tag, attributes, text in self.events(part):
                if tag == "rPh":
                    phonetic = attributes is not None
                elif tag == "t" and attributes is None and not phonetic:
                    piece.append(text)
                    letters += len(text)
                elif tag == "si" and attributes is None:
                    texts.append(plain_text("".join(piece)))
                    piece = []
                if len(texts) > MOST_TEXTS or len(piece) > MOST_TEXTS or letters > MOST_LETTERS:
                    raise BrokenError("texts without end")
        return texts

    def _forms(self) -> list[Form]:
        codes = dict(BUILTIN_FORMATS)
        forms: list[Form] = []
        within = False
        for part in self._of("styles"):
            for tag, attributes, _ in self.events(part):
                if tag == "cellXfs":
                    within = attributes is not None
                elif tag == "numFmt" and attributes is not None and not within:
                    codes[int(attributes["numFmtId"])] = attributes["formatCode"]
                elif tag == "xf" and attributes is not None and within:
                    forms.append(form_of(codes.get(int(attributes.get("numFmtId", 0)), "General")))
                if max(len(forms), len(codes)) > MOST_STYLES:
                    raise BrokenError("styles without end")
        return forms

    def _of(self, kind: str) -> list[str]:
        return [target for _, target in self._parts.get(kind, [])[:1] if target in self._archive]
