"""The project's `_quarto.yml`: the workspace's own, with this edition's documents, title and fixed choices put in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from helpers.model.errors import Refused
from helpers.publish.assemble.description import PAPER_FORMATS, DocumentDescription, SiteDescription

NAVIGATION_LIMIT = 5

SCRIPTS = ("charts", "scorecard", "explorer")
"""Our scripts that a page of Quarto's has too; `page.html` names its own."""


def read_configuration(path: Path) -> dict[str, Any]:
    """Read a workspace's `_quarto.yml`, or refuse it."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        what = f"YAML that cannot be read: {error}"
        raise Refused.one(str(path), what, "a YAML file", "Correct the line.") from error
    if not isinstance(found, dict):
        what = f"a {type(found).__name__}"
        raise Refused.one(str(path), what, "keys and values such as `project:`", "Start from the repository's own.")
    return found


def _target(item: object) -> str:
    return str(item.get("href") or item.get("file") or "") if isinstance(item, Mapping) else str(item)


def navigation(configuration: Mapping[str, Any], present: set[str]) -> list[dict[str, str]]:
    """Return the entries of the main navigation whose page is in this edition, at most five.

    Examples
    --------
    >>> entries = [{"text": "Overview", "href": "index.ipynb"}, {"text": "X", "href": "x.ipynb"}]
    >>> navigation({"website": {"navbar": {"left": entries}}}, {"index.ipynb"})
    [{'text': 'Overview', 'href': 'index.ipynb'}]
    """
    bar = (configuration.get("website") or {}).get("navbar") or {}
    return _leading_somewhere([*(bar.get("left") or ()), *(bar.get("right") or ())], present)[:NAVIGATION_LIMIT]


def _leading_somewhere(entries: Iterable[Any], present: set[str]) -> list[dict[str, str]]:
    return [
        {"text": str(item.get("text") or _target(item)), "href": _target(item)}
        for item in entries
        if _target(item).partition("#")[0] in present or "://" in _target(item)
    ]


def project_configuration(
    workspace: Mapping[str, Any],
    site: SiteDescription,
    documents: Sequence[DocumentDescription],
    resources: Sequence[str],
    files: Collection[str],
) -> dict[str, Any]:
    """Return the `_quarto.yml` of one edition.

    Its navigation leads to those pages that are among `files`. Papers alone are no website.
    """
    made: dict[str, Any] = deepcopy(dict(workspace))
    paths = [str(document.path) for document in documents]
    made["lang"] = site.language
    if not has_pages(documents):
        made.pop("website", None)
        own = {"type": "default", "output-dir": "_site", "render": paths, "resources": list(resources)}
        made["project"] = {**made.get("project", {}), **own}
        return made
    pages = {f"{name.removesuffix('.html')}.ipynb" for name in files if name.endswith(".html")}
    project = made.setdefault("project", {})
    project.update({"type": "website", "output-dir": "_site", "render": paths, "resources": list(resources)})
    website = made.setdefault("website", {})
    website["title"] = f"{site.council}: {site.title}"
    website["navbar"] = {**(website.get("navbar") or {}), "left": navigation(workspace, pages)}
    website["navbar"].pop("right", None)
    foot = website.get("page-footer")
    links = _leading_somewhere(foot.get("right") or (), pages) if isinstance(foot, Mapping) else []
    website["page-footer"] = {"left": "  \n".join(site.footer)} | ({"right": links} if links else {})
    if site.url:
        website["site-url"] = site.url
    return made


def has_pages(documents: Sequence[DocumentDescription]) -> bool:
    """Say whether any of the documents is a page: a project of papers alone is no website."""
    return any("html" in document.formats for document in documents)


def front_matter(document: DocumentDescription, site: SiteDescription) -> dict[str, Any]:
    """Return the facts that stand at the head of one document."""
    language, _, region = site.language.partition("-")
    page = document.path.with_suffix(".html").as_posix()
    facts: dict[str, Any] = {
        "title": plain(document.title),
        "subtitle": plain(document.subtitle),
        "description": plain(document.description),
        "lang": site.language,
        "date-published": site.published.isoformat(),
        "council": plain(site.council),
        "breadcrumb": [
            {"text": plain(crumb.text), "href": document.root + crumb.href} for crumb in document.breadcrumb
        ],
        "search-page": document.root + site.search if site.search else "",
        "searching": page == site.search,
        "edition": _among_editions(site, page),
    }
    if document.is_paper:
        facts |= {
            "meeting": plain(meeting_of(document, site)),
            "status": plain(status_of(document, site)),
            "subject": plain(document.subject or document.subtitle),
            "landscape": document.landscape,
            "watermark": plain(document.watermark),
            "typst-lang": language,
            "typst-region": region.lower(),
            "page-url": f"{site.url.rstrip('/')}/{document.path.with_suffix('.html')}" if site.url else "",
            "rag-colours": dict(site.rag),
        }
    if document.covering:
        facts |= document.covering.style.numbering
    scripts = "\n".join(f'<script src="{document.root}assets/{name}.js" defer></script>' for name in SCRIPTS)
    formats: dict[str, Any] = {"html": {"include-in-header": {"text": scripts}}} if "html" in document.formats else {}
    formats |= {
        PAPER_FORMATS[kind]: _paper_options(document, kind) for kind in document.formats if kind in PAPER_FORMATS
    }
    return {key: value for key, value in facts.items() if value} | {"format": formats}


def _among_editions(site: SiteDescription, page: str) -> dict[str, str]:
    """Return what a page of a released edition must know to lead to the others, and to the feed that tells of them."""
    if not site.edition:
        return {}
    return {"name": site.edition, "page": plain(quote(page)), "feed": "feed.xml" if site.url else ""}


def _paper_options(document: DocumentDescription, kind: str) -> dict[str, str] | str:
    """Return the options of a format: its file's name, where that is not the document's own."""
    return {"output-file": f"{document.name}.{kind}"} if document.name else "default"


def meeting_of(document: DocumentDescription, site: SiteDescription) -> str:
    """Return the meeting line of a paper."""
    return site.meeting if document.meeting is None else document.meeting


def status_of(document: DocumentDescription, site: SiteDescription) -> str:
    """Return the status line of a document."""
    return site.status if document.status is None else document.status


def plain(text: str) -> str:
    r"""Return `text` so that Markdown reads it as the words it is.

    Examples
    --------
    >>> plain("Waste & <b>recycling</b> *")
    'Waste & \\<b\\>recycling\\</b\\> \\*'
    """
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>$^~@#{}|" else mark for mark in text)


def opening(document: DocumentDescription, site: SiteDescription) -> str:
    """Return the Markdown that a document opens with: the notice, the draft line and the meeting."""
    lines = [("notice", site.notice), ("draft", status_of(document, site))]
    if document.is_paper:
        lines.append(("meeting", meeting_of(document, site)))
    return "\n\n".join(f"::: {{.{name}}}\n{plain(text)}\n:::" for name, text in lines if text)


def paper_facts(site: SiteDescription, documents: Sequence[DocumentDescription]) -> dict[str, Any]:
    """Return what the finishing step must know of each paper, by its file's path without ending."""
    return {
        "council": site.council,
        "language": site.language,
        "published": site.published.isoformat(),
        "rag": dict(site.rag),
        "papers": {
            str(document.path.with_name(document.name or document.path.stem)): {
                "title": document.title,
                "subject": document.subject or document.subtitle,
                "meeting": meeting_of(document, site),
                "status": status_of(document, site),
                "landscape": document.landscape,
                "bound": [paper.landscape for paper in document.bound],
                "watermark": document.watermark,
            }
            for document in documents
            if document.is_paper
        },
    }
