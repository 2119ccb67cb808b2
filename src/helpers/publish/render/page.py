"""One document to its page."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers.model.errors import Refused
from helpers.publish.render.pandoc import run_pandoc
from helpers.publish.render.project import Output, Project, outputs_of
from helpers.publish.render.source import Source, read_source

_ID = re.compile(r"""\sid=["']([^"'\s]+)["']""")
_LABELS = {"docx": "Word", "typst": "PDF"}
FILTERS = ("numbers", "quarto", "headings", "cards", "links", "html")
_OPTIONS = ("--to", "html5", "--standalone", "--wrap=none", "--email-obfuscation=none", "--syntax-highlighting=none")


def page_facts(project: Project, output: Output, facts: dict[str, Any]) -> dict[str, Any]:
    """Return what the page template is filled with, beside the document's own words."""
    website = project.configuration.get("website") or {}
    here = str(output.document)
    foot = website.get("page-footer") or {}

    def links(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {"text": item["text"], "href": _page_link(item["href"], output.root), "current": item["href"] == here}
            for item in entries
        ]

    papers = [
        {"text": f"{_LABELS[made.format]} version", "href": made.path.name}
        for made in outputs_of(output.document, facts)
        if made.format in _LABELS
    ]
    shown = {key: value for key, value in facts.items() if key != "format"}
    return shown | {
        "nav": links((website.get("navbar") or {}).get("left") or ()),
        "other-formats": papers,
        "site-title": website.get("title", ""),
        "footer": (foot.get("left") or "").replace("  \n", "\n\n"),
        "footer-links": links(foot.get("right") or ()),
        "lang": facts.get("lang") or project.configuration.get("lang", "en-GB"),
    }


def _page_link(target: str, root: str) -> str:
    if "://" in target:
        return target
    path, mark, anchor = target.partition("#")
    return root + path.removesuffix(".ipynb") + (".html" if path.endswith(".ipynb") else "") + mark + anchor


def _ids(source: Source) -> list[str]:
    """List the ids in our own HTML, which no heading of the page may take."""
    return sorted({name for html in source.html.values() for name in _ID.findall(html)})


def _with_outputs(page: str, source: Source, nonce: str) -> str:
    for key, html in source.html.items():
        before, mark, after = page.partition(f"<!--{nonce}:{key}-->")
        if not mark:
            raise Refused.one(
                source.where, f"output {key} swallowed by the words before it", "Markdown whose blocks are closed",
                "Look for a block opened with ::: or ``` and not closed.",
            )  # fmt: skip
        page = before + html + after
    return page


def render_page(project: Project, output: Output, target: Path) -> None:
    """Write the page of one document to `target`."""
    nonce = "gt" + secrets.token_hex(8)
    source = read_source(project.folder / output.document, str(output.document), None, nonce)
    facts = page_facts(project, output, source.facts)
    filters = [f"--lua-filter={project.extension / name}.lua" for name in FILTERS]
    with TemporaryDirectory() as scratch:
        metadata = Path(scratch) / "facts.json"
        metadata.write_text(json.dumps(facts), encoding="utf-8")
        arguments = [
            *_OPTIONS, f"--template={project.extension / 'page.html'}", f"--metadata-file={metadata}",
            f"--variable=root:{output.root}", *filters,
        ]  # fmt: skip
        environment = {"GOLDENTHREAD_NONCE": nonce, "GOLDENTHREAD_IDS": " ".join(_ids(source))}
        page = run_pandoc(source.markdown, source.where, arguments, environment, Path(scratch)).decode("utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_with_outputs(page, source, nonce), encoding="utf-8", newline="\n")
