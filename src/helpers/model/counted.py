"""A number of things in words. Imports nothing of ours."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number of things.

    Parameters
    ----------
    one, many
        What one of them is called, and several: by default with an "s".

    Examples
    --------
    >>> counted(1, "report"), counted(2, "report"), counted(0, "entry", "entries")
    ('1 report', '2 reports', '0 entries')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
