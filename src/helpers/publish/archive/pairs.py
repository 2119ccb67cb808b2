"""A page for each two released editions: what changed from one to the other. May import the floors below.

Every pair has a page of its own, made here, rather than a script that compares: so there is one way of comparing, and
it works without scripts. Twenty editions, which is five years, make 190 small pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from helpers.assess.changes.between import changes_between
from helpers.assess.changes.told import Told
from helpers.model.council import Council
from helpers.narrate.escape import html_text
from helpers.present.changes.comparison import Comparison
from helpers.present.changes.page import WITHHELD, headline, unchanged
from helpers.present.changes.sections import sections
from helpers.present.link import measure_address
from helpers.present.table import table_html
from helpers.publish.archive.page import archive_page
from helpers.publish.archive.released import Released
from helpers.publish.compared import told_by

COMPARE = "compare.html"
FOLDER = "changes"
HOW = f"Both are compared by what they told on the day they were published. {WITHHELD}"


def pair_file(before: Released, after: Released) -> str:
    """Name the page of a pair, below the folder of editions."""
    return f"{FOLDER}/{after.folder}-since-{before.folder}.html"


def comparison_pages(council: Council, site: Path, editions: Sequence[Released]) -> dict[str, bytes]:
    """Write the page of every pair, and the one that leads to them all.

    Parameters
    ----------
    site
        Where the editions stand.
    editions
        The newest first.
    """
    if len(editions) < 2:
        return {}
    told = {edition.folder: told_by(site / edition.folder) for edition in editions}
    pages = {
        pair_file(before, after): _pair(council, before, after, told, editions[0])
        for after, before in combinations(editions, 2)
    }
    return {**pages, COMPARE: _every_pair(council, editions)}


def _pair(
    council: Council, before: Released, after: Released, told: Mapping[str, Told], newest: Released
) -> bytes:  # fmt: skip
    then, now = told[before.folder], told[after.folder]
    found = changes_between(then, now, before.folder, "published")

    def address(ref: str) -> str:
        page = measure_address(ref)
        held = next((each for each in (after, before) if page[1:].removesuffix(".html") in each.pages), None)
        return f"../{held.folder}{page}" if held else ""

    compared = Comparison(council, after.period, found, address)
    parts = [f'<p class="headline">{html_text(headline(compared))}</p>', f"<p>{HOW}</p>"]
    for section in sections(compared):
        if len(section):
            parts += [
                f"<h2>{html_text(section.title)}</h2>", table_html(f"table-{section.key}", section.columns, "changes")
            ]  # fmt: skip
    if nothing := unchanged(compared):
        parts += ["<h2>What did not change</h2>", f"<p>{html_text(nothing)}</p>"]
    title = f"What changed from {before.period.label} to {after.period.label}"
    above = (("All quarters", "index.html"), ("Compare two editions", COMPARE))
    return archive_page(council, newest.folder, title, "\n".join(parts), "../", above)


def _every_pair(council: Council, editions: Sequence[Released]) -> bytes:
    parts = ["<p>Choose the later edition, then the earlier one to compare it with.</p>"]
    for number, after in enumerate(editions[:-1]):
        links = "\n".join(
            f'<li><a href="{pair_file(before, after)}">{html_text(after.period.label)} compared with '
            f"{html_text(before.period.label)}</a></li>"
            for before in editions[number + 1 :]
        )
        summary = f"<summary>{html_text(after.period.label)}</summary>"
        parts.append(f"<details{'' if number else ' open'}>\n{summary}\n<ul>\n{links}\n</ul>\n</details>")
    above = (("All quarters", "index.html"),)
    return archive_page(council, editions[0].folder, "Compare two editions", "\n".join(parts), "", above)
