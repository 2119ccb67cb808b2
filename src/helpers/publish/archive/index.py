"""The page that lists every released edition: when, for whom, its papers, what was added or said since."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.council import Council
from helpers.model.period import written_date
from helpers.narrate.escape import html_text
from helpers.present.open_data.licence import ALL_EDITIONS
from helpers.publish.archive.page import archive_page
from helpers.publish.archive.pairs import COMPARE, pair_file
from helpers.publish.archive.released import Released

TITLE = "Performance, quarter by quarter"
FROZEN = "Each edition stays as it was when it was published. A figure that proves wrong is put right in the next one."
WORDS = {"docx": "Word", "pdf": "PDF", "html": "page"}


def index_page(council: Council, editions: Sequence[Released]) -> bytes:
    """Write the list, the newest edition first."""
    listed = "\n".join(_edition(edition, before_of(edition, editions)) for edition in editions)
    ways = {COMPARE: "Compare any two editions"} if len(editions) > 1 else {}
    ways[ALL_EDITIONS] = "What every edition published, in one file (CSV)"
    if council.site_url:
        ways["feed.xml"] = "Feed of new editions, for a feed reader"
    more = "\n".join(f'<li><a href="{address}">{words}</a></li>' for address, words in ways.items())
    return archive_page(council, editions[0].folder, TITLE, f"<p>{FROZEN}</p>\n<ul>\n{more}\n</ul>\n{listed}")


def before_of(edition: Released, editions: Sequence[Released]) -> Released | None:
    """Give the newest of the editions that came before one and are of the same kind."""
    kind, end = edition.period.kind, edition.period.end
    return next((each for each in editions if each.period.kind is kind and each.period.end < end), None)


def notice_id(edition: Released, number: int) -> str:
    """Name the place where a notice stands, as the feed links to it."""
    return f"notice-{edition.folder}-{number}"


def _edition(edition: Released, before: Released | None) -> str:
    folder, label = edition.folder, html_text(edition.period.label)
    lines = [
        f'<section class="edition" aria-labelledby="edition-{folder}">',
        f'<h2 id="edition-{folder}"><a href="{folder}/index.html">{label}</a></h2>',
        f"<p>{html_text(edition.dates)}</p>",
        *(
            f'<div class="correction" id="{notice_id(edition, number)}"><p><strong>{written_date(notice.date)}:'
            f"</strong> {html_text(notice.text)}</p></div>"
            for number, notice in enumerate(edition.notices, start=1)
        ),
    ]
    items = [
        f'<li><a href="{each.folder}/index.html">{html_text(each.title)}</a>, '
        f"published {written_date(each.published)}</li>"
        for each in edition.supplements
    ]
    if before:
        changed = f"What changed since {html_text(before.period.label)}"
        items.append(f'<li><a href="{pair_file(before, edition)}">{changed}</a></li>')
    if items:
        lines.append("<ul>\n" + "\n".join(items) + "\n</ul>")
    if edition.papers:
        lines.append(_papers(edition))
    return "\n".join([*lines, "</section>"])


def _papers(edition: Released) -> str:
    items = [f"<li>{html_text(title)}: {_files(edition, title, files)}</li>" for title, files in edition.papers]
    return (
        f"<details>\n<summary>Papers of {html_text(edition.period.label)} ({len(items)})</summary>\n<ul>\n"
        + "\n".join(items) + "\n</ul>\n</details>"
    )  # fmt: skip


def _files(edition: Released, title: str, files: Sequence[str]) -> str:
    links = []
    for name in files:
        kind = WORDS[name.rpartition(".")[2]]
        hidden = f'<span class="visually-hidden"> of {html_text(title)}, {html_text(edition.period.label)}</span>'
        links.append(f'<a href="{edition.folder}/{html_text(name)}">{kind}{hidden}</a>')
    return ", ".join(links)
