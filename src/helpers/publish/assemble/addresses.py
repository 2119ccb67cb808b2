"""Addresses in a document: from the edition's root to this page, and out where the edition has no such page."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote

_ATTRIBUTE = re.compile(r"""(<[^<>]*\s(?:href|src)=["'])/(?!/)""")
_LINK = re.compile(r"((?<!\\)\]\(<?)/(?!/)")
_ANCHOR = re.compile(r"""<a\b[^<>]*\shref=["'](?P<address>/(?!/)[^"']*)["'][^<>]*>(?P<words>.*?)</a>""", re.DOTALL)
_WHOLE_LINK = re.compile(r"(?<![\\!])\[(?P<words>(?:\\.|[^\\\[\]])*)\]\(<?(?P<address>/(?!/)[^\s()<>]*)>?\)", re.DOTALL)
_MADE = (".html", ".docx", ".pdf")
"""What is made from documents; everything else (data, assets) stands in every edition."""


@dataclass(frozen=True)
class Addresses:
    """How one document reaches the rest of its edition.

    Attributes
    ----------
    root
        The way from the document's folder to the edition's root: nothing, or ``../``.
    files
        Every page and paper of the edition.
    """

    root: str
    files: Collection[str]

    def in_html(self, text: str) -> str:
        """Turn addresses from the edition's root (``/measures/43.html``) into ones from this page.

        Then a page works from a plain folder and under any base path, whichever engine renders it. A link to a page
        that this edition does not have, since its plan asks for none, leaves only its words.

        Examples
        --------
        >>> Addresses("../", {"index.html"}).in_html('<a href="/index.html">All</a>, <a href="/measures/7.html">7</a>')
        '<a href="../index.html">All</a>, 7'
        """
        return _ATTRIBUTE.sub(rf"\g<1>{self.root}", _ANCHOR.sub(self._kept_or_words, text))

    def in_markdown(self, text: str) -> str:
        """Do the same for Markdown, and for HTML in it.

        Examples
        --------
        >>> Addresses("", {"index.html"}).in_markdown("[All](</index.html>), [Crime](</measures/7.html>)")
        '[All](<./index.html>), Crime'
        """
        # With `./` a bracketed address, `](<./measures/43.html>)`, does not look like the start of a tag to `disarmed`.
        known = _WHOLE_LINK.sub(self._kept_or_words, self.in_html(text))
        return _LINK.sub(rf"\g<1>{self.root or './'}", known)

    def _kept_or_words(self, link: re.Match[str]) -> str:
        path = unquote(re.split("[?#]", link["address"])[0]).removeprefix("/")
        return link["words"] if path.endswith(_MADE) and path not in self.files else link[0]
