"""Read a CSV file's bytes as text, in the encoding that is declared and no other. May import `model`."""

from __future__ import annotations

import codecs
import csv
import io

from helpers.collect.workbook.sheet import Line
from helpers.model.errors import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
"""The first bytes by which a file says its own encoding."""


def csv_lines(raw: bytes, label: str, encoding: str = "utf-8", separator: str = ",") -> list[Line]:
    r"""Read every line of a CSV file.

    Parameters
    ----------
    raw
        The file's bytes.
    label
        The file as errors name it.
    encoding
        What the mapping file declares: ``utf-8``, ``cp1252``, ``utf-16`` …
    separator
        What stands between two cells.

    Returns
    -------
    list
        The row in which each line starts, and its cells.

    Raises
    ------
    Refused
        The bytes are not in the declared encoding, or say so themselves; or the quoting is broken.

    Examples
    --------
    >>> csv_lines("ref,value\nA1,£5\n".encode("cp1252"), "a.csv", "cp1252")
    [(1, ['ref', 'value']), (2, ['A1', '£5'])]
    """
    text = _decoded(raw, label, encoding)
    if "\x00" in text:
        raise Refused.one(label, "NUL bytes", "a CSV text file", "Save the file as UTF-8 CSV and send it again.")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    lines: list[Line] = []
    start = 1
    try:
        for cells in reader:
            lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise Refused.one(
            f"{label}, row {start}", f"broken quoting ({error})", "CSV as RFC 4180 has it",
            "Open the file in a spreadsheet program and save it as CSV again.",
        ) from None  # fmt: skip
    return lines


def _decoded(raw: bytes, label: str, encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding).name
    except LookupError:
        raise _no_encoding(label, encoding) from None
    mark, marked = next(((mark, name) for mark, name in _MARKS if raw.startswith(mark)), (b"", ""))
    _refuse_contradiction(raw, label, encoding, codec, marked)
    try:
        return raw[len(mark) :].decode(marked if codec == "utf-16" else codec)
    except LookupError:
        raise _no_encoding(label, encoding) from None
    except ValueError as error:
        line = raw[: getattr(error, "start", 0)].count(b"\n") + 1
        raise Refused.one(
            f"{label}, row {line}", f"bytes that are not {encoding}", f"a CSV file in {encoding}",
            "Save it as UTF-8 CSV, or say its `encoding:` in a mapping file.",
        ) from None  # fmt: skip


def _refuse_contradiction(raw: bytes, label: str, encoding: str, codec: str, marked: str) -> None:
    """Refuse a declared encoding that the file's own bytes deny: letters would be read as others without a sound."""
    say = "Say `encoding: {}` in a mapping file, or save the file as UTF-8 CSV."
    fits = not marked or codec.removesuffix("-sig") == marked or (codec == "utf-16" and marked.startswith("utf-16"))
    if not fits:
        general = marked if marked == "utf-8" else marked[:6]
        next_step = say.format(general)
        found = f"a file whose first bytes say that it is {general}"
        raise Refused.one(label, found, f"a file in {encoding}", next_step)
    if codec == "utf-16" and not marked:
        raise Refused.one(
            label, "a file whose first bytes do not say how its UTF-16 is ordered", "a byte order mark",
            "Say `encoding: utf-16-le` (from Windows) or `utf-16-be` in the mapping file.",
        )  # fmt: skip
    if not codec.startswith("utf") and not raw.isascii() and _is_utf_8(raw):
        next_step = say.format("utf-8")
        raise Refused.one(label, "a file whose letters are written in UTF-8", f"a file in {encoding}", next_step)


def _is_utf_8(raw: bytes) -> bool:
    # Text of another encoding that happens to be whole UTF-8 is all but impossible: "£" alone is not.
    try:
        raw.decode("utf-8")
    except ValueError:
        return False
    return True


def _no_encoding(label: str, encoding: str) -> Refused:
    return Refused.one(
        label, f'the encoding "{encoding}", which there is not', "an encoding such as utf-8 or cp1252",
        "Correct `encoding:` in the mapping file.",
    )  # fmt: skip
