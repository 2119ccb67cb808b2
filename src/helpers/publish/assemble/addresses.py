"""Addresses in a document: from the edition's root to this page, and out where the edition has no such page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

_ATTRIBUTE = re.compile(r"""(<[^<>]*\s(?:href|src)=["'])/(?!/)""")
_LINK = re.compile(r"((?<!\\)\]\(<?)/(?!/)")
_ANCHOR = re.compile(r"""<a\b[^<>]*\shref=["'](?P<address>/(?!/)[^"']*)["'][^<>]*>(?P<words>.*?)</a>""", re.DOTALL)
_WORDS = r"(?:\\.|[^\\\[\]]|\[(?:\\.|[^\\\[\]])*\])*"
"""What a link says, which may hold a tag: ``[■ Red]{.rag}``."""
_WHOLE_LINK = re.compile(rf"(?<![\\!])\[(?P<words>{_WORDS})\]\(<?(?P<address>/(?!/)[^\s()<>]*)>?\)", re.DOTALL)
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
        Every page and paper of the edition by its plain address, ``papers/scorecard.docx``: a paper's file may be
        called as the agenda has it, and nobody who writes a link knows the number of an appendix.
    inside
        What of it stands in this very document, by plain address: the anchor there.
    """

    root: str
    files: Mapping[str, str]
    inside: Mapping[str, str] = field(default_factory=dict)

    def in_html(self, text: str) -> str:
        """Turn addresses from the edition's root (``/measures/43.html``) into ones from this page.

        Then a page works from a plain folder and under any base path, whichever engine renders it. A link to a page
        that this edition does not have, since its plan asks for none, leaves only its words.

        Examples
        --------
        >>> here = Addresses("../", {"index.html": "index.html"})
        >>> here.in_html('<a href="/index.html">All</a>, <a href="/measures/7.html">7</a>')
        '<a href="../index.html">All</a>, 7'
        """
        return _ATTRIBUTE.sub(rf"\g<1>{self.root}", _ANCHOR.sub(self._kept_or_words, text))

    def in_markdown(self, text: str) -> str:
        """Do the same for Markdown, and for HTML in it.

        Examples
        --------
        >>> here = Addresses("", {"index.html": "index.html", "papers/s.pdf": "papers/2019-11-13-s.pdf"})
        >>> here.in_markdown("[All](</index.html>), [Crime](</measures/7.html>), [Scorecard](</papers/s.pdf>)")
        '[All](<./index.html>), Crime, [Scorecard](<./papers/2019-11-13-s.pdf>)'
        >>> bound = Addresses("../", {}, {"papers/s.html": "app-s"})
        >>> bound.in_markdown("[Scorecard](</papers/s.html>)")
        '[Scorecard](<#app-s>)'
        """
        # With `./` a bracketed address, `](<./measures/43.html>)`, does not look like the start of a tag to `disarmed`.
        known = _WHOLE_LINK.sub(self._kept_or_words, self.in_html(text))
        return _LINK.sub(rf"\g<1>{self.root or './'}", known)

    def _kept_or_words(self, link: re.Match[str]) -> str:
        plain = re.split("[?#]", link["address"])[0]
        path = unquote(plain).removeprefix("/")
        start = link.start("address") - link.start()
        if path in self.inside:
            return f"{link[0][:start]}#{self.inside[path]}{link[0][start + len(link['address']) :]}"
        if not path.endswith(_MADE) or path in self.files.values():
            return link[0]
        if path not in self.files:
            return link["words"]
        return f"{link[0][:start]}/{self.files[path]}{link[0][start + len(plain) :]}"
