"""Take a workbook for hostile until it is shown otherwise: bound it, and name what it may not hold. May import `model`.

Nothing here trusts what an archive says of itself: bytes are counted as they are unpacked. Of a part that nobody reads
only the beginning is unpacked, where a document type would stand.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Generator

from helpers.collect.workbook.xml_part import refused_doctype
from helpers.model.errors import Problem, Refused

LARGEST_UNPACKED = 512 * 2**20
"""Bytes of a workbook once unpacked: more is a zip bomb."""

MOST_PARTS = 10_000
"""Files within the workbook. A large one has some hundreds."""

STEEPEST = 200
"""A part of some size that unpacks to more than this many times its bytes: a spreadsheet's unpack to ten or twenty."""

SMALL_PART = 4 * 2**20
CHUNK = 64 * 2**10
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

_NOT_HERE = (
    (
        r"(^|/)vbaproject\.bin$|(^|/)(macrosheets|dialogsheets)/|(^|/)vbadata\.xml$", "macros",
        "a workbook without them", "Save it as .xlsx (a workbook without macros) and send that.",
    ),
    (
        r"(^|/)externallinks/", "links to other workbooks", "figures that stand in this workbook",
        "In Excel choose Data, Edit Links, Break Link, so that the figures stay; save it and send that.",
    ),
    (
        r"(^|/)(embeddings|activex)/|(^|/)oleobject", "embedded objects",
        "cells and nothing else", "Delete the embedded objects, or copy the rows into a new workbook, and send that.",
    ),
    (
        r"\.(zip|xlsx|xlsm|xlsb|docx|pptx|gz|bz2|xz|7z|rar|jar|exe|dll|js|vbs)$", "another archive or a program",
        "cells and nothing else", "Do not open it. Ask its sender for a new one, and tell IT.",
    ),
)  # fmt: skip


class Archive:
    """The parts of a workbook, each unpacked only when it is read and never further than allowed.

    Parameters
    ----------
    raw
        The workbook's bytes.
    label
        The file as errors name it.

    Raises
    ------
    Refused
        It is locked, of an older kind, too large once unpacked, or holds what no return needs: macros, links to other
        workbooks, embedded objects, a path out of the archive, a document type declaration.
    zipfile.BadZipFile
        These are not the bytes of an archive.
    """

    def __init__(self, raw: bytes, label: str) -> None:
        self.label = label
        _refuse_ole(raw, label)
        if raw.count(b"PK\x01\x02") > MOST_PARTS:
            raise Refused.one(
                label, f"a workbook of more than {MOST_PARTS:,} parts", "a workbook as a spreadsheet program writes it",
                "Copy the rows into a new workbook and send that.",
            )  # fmt: skip
        self._zip = zipfile.ZipFile(io.BytesIO(raw))
        self._parts = {entry.filename: entry for entry in self._zip.infolist()}
        self._unpacked = 0
        _refuse_sizes(self._zip.infolist(), label)
        _refuse_names(self._zip.infolist(), label)
        self._refuse_doctypes()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def chunks(self, name: str) -> Generator[bytes]:
        """Unpack a part, piece by piece, counting.

        Raises
        ------
        Refused
            The part is not what the archive says of it, or is one too many.
        KeyError
            There is no such part.
        """
        entry, here = self._parts[name], 0
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(CHUNK):
                    here += len(chunk)
                    self._unpacked += len(chunk)
                    if here > entry.file_size or self._unpacked > LARGEST_UNPACKED:
                        raise _too_large(self.label, max(here, self._unpacked))
                    yield chunk
            if here != entry.file_size:
                raise EOFError
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise Refused.one(
                f"{self.label}, part {name}", "other bytes than the archive says it holds", "a whole workbook",
                "Copy the file again from where it came; it was cut short or tampered with.",
            ) from None  # fmt: skip

    def _refuse_doctypes(self) -> None:
        for name in self._parts:
            if not name.lower().endswith((".xml", ".rels", ".vml")):
                continue
            start = next(self.chunks(name), b"").replace(b"\x00", b"").upper()  # UTF-16 has a NUL beside each letter
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise refused_doctype(f"{self.label}, part {name}")


def _refuse_ole(raw: bytes, label: str) -> None:
    if not raw.startswith(OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise Refused.one(
            label, "a workbook locked with a password", "a workbook that opens without one",
            "In Excel choose File, Info, Protect Workbook, Encrypt with Password, empty the password, and save it.",
        )  # fmt: skip
    raise Refused.one(
        label, "an .xls workbook of before 2007, whatever its name says", "an .xlsx workbook",
        "Open it in a spreadsheet program and save it as .xlsx.",
    )  # fmt: skip


def _refuse_sizes(entries: list[zipfile.ZipInfo], label: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED:
        raise _too_large(label, unpacked)
    for entry in entries:
        if entry.file_size > SMALL_PART and entry.file_size > STEEPEST * max(entry.compress_size, 1):
            raise Refused.one(
                f"{label}, part {entry.filename}",
                f"{entry.compress_size:,} bytes that unpack to {entry.file_size:,}",
                f"at most {STEEPEST} times as many: more is a zip bomb",
                "Do not open it. Copy the rows into a new workbook and send that.",
            )


def _too_large(label: str, size: int) -> Refused:
    return Refused.one(
        label, f"a workbook that unpacks to {size:,} bytes", f"at most {LARGEST_UNPACKED:,}",
        "Send only the rows asked for.",
    )  # fmt: skip


def _refuse_names(entries: list[zipfile.ZipInfo], label: str) -> None:
    problems, seen = [], set[str]()
    tampered = "Do not open it. Ask its sender for a new one, and tell IT."
    for entry in entries:
        name = entry.filename
        if re.search(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|[\x00-\x1f]", name) or "\\" in (entry.orig_filename or ""):
            problems.append(Problem(label, f'a part named "{name}", a path that leads elsewhere',
                                    "parts within the workbook", tampered))  # fmt: skip
        elif name.casefold() in seen:
            problems.append(Problem(label, f'the part "{name}" twice', "each part once", tampered))
        elif entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            problems.append(Problem(f"{label}, part {name}", "a part that is locked or packed in another way",
                                    "a workbook as a spreadsheet program writes it",
                                    "Open it in a spreadsheet program and save it as .xlsx."))  # fmt: skip
        seen.add(name.casefold())
    for pattern, found, expected, next_step in _NOT_HERE:
        held = [entry.filename for entry in entries if re.search(pattern, entry.filename.lower())]
        if held:
            problems.append(Problem(f"{label}, part {held[0]}", found, expected, next_step))
            break
    if problems:
        raise Refused(problems[:12])
