"""Text pasted from Word or the web, as a person meant it. May import nothing of the house."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile("[\x0b\x0c\u0085\u2028\u2029]|\r\n?")
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BULLET = re.compile("^[ ]{0,3}[\u2022\u00b7\u25aa\u25cf\u25e6\uf0a7\uf0b7\uf0d8][\\t ]+", re.MULTILINE)


def as_typed(text: str) -> str:
    r"""Write pasted text as it would have been typed: Word's bullets, line breaks, hard spaces and unseen characters.

    Examples
    --------
    >>> as_typed("Two\u00a0schools:\x0b\uf0b7\tone\x0b\uf0b7\ttwo\u00ad")
    'Two schools:\n- one\n- two'
    """
    lines = _LINE_BREAK.sub("\n", text)
    return _BULLET.sub("- ", _SPACE.sub(" ", _UNSEEN.sub("", lines)))
