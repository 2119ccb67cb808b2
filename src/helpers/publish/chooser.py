"""The page that leads to every released edition and its supplements. It stands outside them: they are frozen."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from helpers.model.council import Council
from helpers.model.period import Period, written_date
from helpers.publish.manifest import NAME, described

CHOOSER = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; base-uri 'none'">
<title>Performance of {council}</title>
<link rel="stylesheet" href="{newest}/assets/site.css">
</head>
<body>
<header class="site-header"><p class="council">{council}</p></header>
<main class="page" id="main">
<h1>Performance, quarter by quarter</h1>
{notice}
<ul class="editions">
{editions}
</ul>
</main>
</body>
</html>
"""


def write_chooser(site: Path, council: Council) -> None:
    """Write the page that leads to every released edition, and the list that the editions' own choosers read.

    Both stand outside every edition's folder, so that a later release changes nothing of an earlier one.
    """
    editions = sorted(_released(site), key=lambda entry: Period.parse(entry["period"]), reverse=True)
    items = [_listed(entry) for entry in editions]
    notice = f'<p class="notice">{html.escape(council.notice)}</p>' if council.notice else ""
    page = CHOOSER.format(
        language=council.language, council=html.escape(council.name), newest=editions[0]["period"], notice=notice,
        editions="\n".join(items),
    )  # fmt: skip
    (site / "index.html").write_text(page, encoding="utf-8")
    (site / "editions.js").write_text(f"window.goldenthreadEditions = {json.dumps(editions)};\n", encoding="utf-8")


def _listed(entry: Mapping[str, Any]) -> str:
    """Write an edition's line of the chooser, and below it those of its supplements."""
    later = "".join(
        f"<li>{_link(each['folder'], html.escape(each['title']), each['published'])}</li>"
        for each in entry["supplements"]
    )
    below = f"\n<ul>{later}</ul>" if later else ""
    return f"<li>{_link(entry['period'], entry['label'], entry['published'])}{below}</li>"


def _link(folder: str, words: str, published: str) -> str:
    return f'<a href="{folder}/index.html">{words}</a>, published {published}'


def _released(site: Path) -> list[dict[str, Any]]:
    """List the released editions, each with its supplements."""
    found, added = [], dict[str, list[dict[str, str]]]()
    for manifest in sorted(site.glob(f"*/{NAME}")):
        written = described(manifest.parent)
        if written is None:
            continue  # somebody else's folder, in the same place
        period = Period.parse(written["period"])
        published = written_date(date.fromisoformat(written["published"]) if written["published"] else period.end)
        if about := written.get("supplement"):
            line = {"folder": manifest.parent.name, "title": about["title"], "published": published}
            added.setdefault(str(period), []).append(line)
        else:
            found.append({"period": str(period), "label": period.label, "published": published})
    return [entry | {"supplements": added.get(entry["period"], [])} for entry in found]
