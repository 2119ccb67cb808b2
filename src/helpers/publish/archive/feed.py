"""`feed.xml`: an Atom feed of editions, supplements and notices. Imports the floors below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree

from helpers.model.council import Council
from helpers.publish.archive.index import notice_id
from helpers.publish.archive.released import Released

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """One piece of news; its address names it for good."""

    day: date
    title: str
    address: str
    summary: str


def feed(council: Council, editions: Sequence[Released]) -> bytes:
    """Write the feed, the newest entry first.

    Source: RFC 4287, The Atom Syndication Format. Addresses in it are absolute, so a council without `site_url` has no
    feed. The date of the newest entry is the feed's own: the same releases give the same bytes.
    """
    root = quote(council.site_url.rstrip("/"), safe=":/?#[]@!$&'()*+,;=%~")
    entries = sorted(_entries(root, editions), key=lambda entry: entry.day, reverse=True)
    made = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": council.language})
    _put(made, "id", f"{root}/feed.xml")
    _put(made, "title", f"{council.name}: performance")
    _put(made, "subtitle", " ".join(filter(None, ["New editions, supplements and notices.", council.notice])))
    _put(made, "updated", _time(entries[0].day))
    _put(made, "link", rel="self", type="application/atom+xml", href=f"{root}/feed.xml")
    _put(made, "link", rel="alternate", type="text/html", href=f"{root}/index.html")
    _put(ElementTree.SubElement(made, "author"), "name", council.name)
    if council.licence:
        _put(made, "rights", council.licence)
    for entry in entries:
        element = ElementTree.SubElement(made, "entry")
        _put(element, "id", entry.address)
        _put(element, "title", entry.title)
        _put(element, "updated", _time(entry.day))
        _put(element, "published", _time(entry.day))
        _put(element, "link", rel="alternate", type="text/html", href=entry.address)
        _put(element, "summary", entry.summary)
    ElementTree.indent(made)
    written: bytes = ElementTree.tostring(made, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entries(root: str, editions: Sequence[Released]) -> Iterator[Entry]:
    for edition in editions:
        label = edition.period.label
        yield Entry(edition.published, f"Performance, {label}", f"{root}/{edition.folder}/index.html", edition.dates)
        for each in edition.supplements:
            about = f"Released beside the edition of {label}."
            yield Entry(each.published, each.title, f"{root}/{each.folder}/index.html", about)
        for number, notice in enumerate(edition.notices, start=1):
            address = f"{root}/index.html#{notice_id(edition, number)}"
            yield Entry(notice.date, f"Notice about the edition of {label}", address, notice.text)


def _put(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text or None


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
