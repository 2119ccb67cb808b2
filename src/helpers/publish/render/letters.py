"""Signs that no typeface of a PDF paper has, said in words: typst's PDF/UA rightly refuses an empty box."""

from __future__ import annotations

import re
import unicodedata

_PICTURES = re.compile("[\U0001f000-\U0001faff]")
_JOINERS = re.compile("[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


def _name(sign: re.Match[str]) -> str:
    return f" ({unicodedata.name(sign.group(), 'picture').lower()})"


def spelled_out(text: str) -> str:
    r"""Return `text` with each emoji as its name.

    Round brackets read alike in typst's markup and in its strings; the space keeps them from being taken for a call.

    Examples
    --------
    >>> spelled_out("Well done \U0001f389")
    'Well done  (party popper)'
    """
    return _PICTURES.sub(_name, _JOINERS.sub("", text))
