"""Say on pages how large a paper is and how many pages it has, which nobody knows until the papers are made.

A notebook marks a link to a paper: ``[[Word](</papers/scorecard.docx>)]{.paper-file}``. Both engines come here once the
papers stand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from helpers.narrate.file import file_words

_MARKED = re.compile(r'(<span class="paper-file"><a\b[^>]*\bhref="(?P<href>[^"]*)"[^>]*>)(?P<words>[^<]*)(?=</a>)')
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")


def sized_pages(pages: Path, edition: Path | None = None) -> Mapping[str, bytes]:
    """Give those pages whose links to papers do not say yet what the papers are, as they should be.

    Parameters
    ----------
    pages
        A folder of pages, as they stand in the edition.
    edition
        Where the edition's papers stand, if not there too.

    Returns
    -------
    dict
        Name of the page to its content.
    """
    found = {path.relative_to(pages).as_posix(): path.read_bytes() for path in sorted(pages.rglob("*.html"))}
    sized = {name: _sized(content, name, edition or pages) for name, content in found.items()}
    return {name: content for name, content in sized.items() if content != found[name]}


def page_count(pdf: bytes) -> int | None:
    """Count the pages of a PDF by the root of its page tree; ``None`` where it is packed away.

    Examples
    --------
    >>> page_count(b"1 0 obj <</Type/Pages/Count 9/Kids[3 0 R]>>")
    9
    """
    counts = [int(one or other) for one, other in _PAGES.findall(pdf)]
    return max(counts, default=None)


def _sized(page: bytes, name: str, edition: Path) -> bytes:
    if b'class="paper-file"' not in page:
        return page

    def words(link: re.Match[str]) -> str:
        address = normpath(PurePosixPath(name).parent / unquote(html.unescape(link["href"])))
        file = edition / address
        if address.startswith("..") or not file.is_file():
            return link[0]
        content = file.read_bytes()
        pages = page_count(content) if file.suffix == ".pdf" else None
        return link[1] + file_words(link["words"].partition(" (")[0], len(content), pages)

    return _MARKED.sub(words, page.decode("utf-8")).encode("utf-8")
