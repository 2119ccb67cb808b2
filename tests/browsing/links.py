"""Links and anchors of an edition: each leads to a file of it and to a place in that file, under any base path."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import etree, html

from browsing.edition import Edition, Fault
from browsing.served import BASE

OWN = "http://here"
ELSEWHERE = ("http", "https", "mailto", "tel")
"""What a link may name besides a place of the edition; these are for a person to follow, and no page loads them."""


def broken_links(edition: Edition, outside: Path | None = None) -> list[Fault]:
    """List links, pictures, scripts and styles that lead nowhere.

    `outside` is the folder that holds the edition, where links may lead out of it, to other editions.
    """
    root = (outside or edition.folder).resolve()
    faults = []
    for page in edition.pages:
        start = f"{OWN}{quote(BASE)}{quote((edition.folder.resolve() / page).relative_to(root).as_posix())}"
        faults += [Fault("links", page, words) for words in _broken(root, start, edition.folder / page)]
    return faults


def _broken(root: Path, start: str, page: Path) -> list[str]:
    tree = html.fromstring(page.read_bytes())
    found = []
    for node in tree.xpath("//*[@href or @src]"):
        address = node.get("href", node.get("src"))
        if urlsplit(address).scheme in ("data", *(ELSEWHERE if node.tag == "a" else ())):
            continue
        if wrong := _wrong(root, urlsplit(urljoin(start, address))):
            found.append(f"{address} {wrong}")
    return sorted(set(found))


def _wrong(root: Path, address: object) -> str:
    scheme, host, path, _, fragment = address  # type: ignore[misc]
    base = quote(BASE)
    if f"{scheme}://{host}" != OWN or not path.startswith(base):
        return "leads out of the edition"
    target = root / unquote(path.removeprefix(base))
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return "is no file"
    says_how = "=" in fragment  # for a script of that page: which measures to show, not where to go
    if fragment and not says_how and target.suffix == ".html" and unquote(fragment) not in _anchors(target):
        return "is no place in that page"
    return ""


@cache
def _anchors(page: Path) -> frozenset[str]:
    tree = etree.HTML(page.read_bytes())
    return frozenset(["top", *tree.xpath("//@id"), *tree.xpath("//a/@name")])
