"""Workbooks for tests: small, made on the spot, and broken in one place."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from helpers.collect.workbook.read import read_sheet
from helpers.collect.workbook.sheet import Line, refuse_all

SHEET = "xl/worksheets/sheet1.xml"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(512)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(
    rows: Iterable[Iterable[object]], change: Callable[[Worksheet], object] = lambda _: None, **sheets: object
) -> bytes:
    """Write rows to a workbook's first sheet, change it, and add sheets of these names with nothing in them."""
    book, held = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    for name in sheets:
        book.create_sheet(name)
    book.save(held)
    return held.getvalue()


def workbook_lines(raw: bytes, label: str) -> list[Line]:
    """Read the first sheet of a workbook of ours as a return is read: nothing may be hidden, merged or in doubt."""
    sheet = read_sheet(raw, label)
    refuse_all(sheet.problems(number for number, _ in sheet.lines))
    return sheet.lines


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(held: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items() if isinstance(held, Mapping) else held:
            archive.writestr(name, content)
    return made.getvalue()


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    return zipped({**parts(raw), name: content})


def swapped(raw: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Change one place of one part."""
    held = parts(raw)
    assert held[part].count(old) == 1, f"{old!r} stands {held[part].count(old)} times in {part}: {held[part][:2000]!r}"
    return zipped({**held, part: held[part].replace(old, new)})


def with_sheet(raw: bytes, inner: str) -> bytes:
    """Write the sheet's XML anew: what stands within <worksheet>."""
    xml = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{inner}</worksheet>'
    return with_part(raw, SHEET, xml.encode())


def lying(raw: bytes, part: str, size: int) -> bytes:
    """Let the archive say of a part that it unpacks to another size."""
    name = part.encode()
    true = struct.pack("<I", len(parts(raw)[part])) + struct.pack("<H", len(name))
    assert raw.count(true) == 2, "the size stands in the part's own header and in the archive's list"
    return raw.replace(true, struct.pack("<I", size) + struct.pack("<H", len(name)))


def national(change: Callable[[Worksheet], object] = lambda _: None) -> bytes:
    """A ministry's sheet in small: a title, headings in two rows, codes without a heading, markers, footnotes."""

    def lay_out(sheet: Worksheet) -> None:
        sheet.title = "TA1_"
        for area in ("A1:E1", "C3:C4", "D3:E3", "B9:E9"):
            sheet.merge_cells(area)
        sheet.column_dimensions["F"].hidden = True
        change(sheet)

    return workbook(
        [
            ["Table TA1 - Households in temporary accommodation8\nEngland, 30th September 2019"],
            [],
            [None, None, "Total households5,8 ", "Bed and\xa0breakfast", None, None],
            [None, None, None, "Total", "With children", None],
            ["E1", "Tinytown", 100, 68, "-", "South"],
            ["E2", "Easton", 50, "..", 7, "South"],
            [],
            ["Notes"],
            ["1", "Tinytown’s figures are estimates"],
        ],
        lay_out, Contents=None,
    )  # fmt: skip


NATIONAL = """\
file: national.xlsx
sheet: [TA1, TA1_, Table_TA1]
header: Total households*
header_rows: 2
where: {A: E*}
rows:
  - as: returns
    where: {B: Tinytown}
    cells:
      ref: {text: H1}
      period: {title: "Table TA1 *England, {}", form: quarter-ending}
      value: {column: Bed and breakfast > Total, markers: {"..": x, "-": c}}
"""
"""How the ministry's sheet is read as Tinytown's return."""
