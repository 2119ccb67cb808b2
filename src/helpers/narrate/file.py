"""Say what a file is before it is opened: its format, its size, its pages. May import the floors below."""

from __future__ import annotations

import math

KILO = 1000
GAP = "\N{NO-BREAK SPACE}"
"""A figure and its unit stay on one line."""


def file_words(kind: str, size: int, pages: int | None = None) -> str:
    """Say how large a file is, as a link to it does.

    Parameters
    ----------
    kind
        The format's name.
    size
        In bytes.
    pages
        How many pages it has, where that is known.

    Examples
    --------
    >>> [words.replace(GAP, " ") for words in (file_words("PDF", 218_386, 9), file_words("Word", 1_640_000))]
    ['PDF (219 KB, 9 pages)', 'Word (1.6 MB)']
    """
    kilobytes = math.ceil(size / KILO)
    amount = f"{kilobytes}{GAP}KB" if kilobytes < KILO else f"{size / KILO**2:.1f}{GAP}MB"
    counted = [] if pages is None else [f"{pages}{GAP}page{'s' * (pages != 1)}"]
    return f"{kind} ({', '.join([amount, *counted])})"
