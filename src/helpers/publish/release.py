"""Release an edition: build it without the word DRAFT, freeze it, and show it in the chooser."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from helpers.model.council import Pack
from helpers.model.errors import Problem, Refused
from helpers.model.period import Period, written_date
from helpers.model.workspace import Workspace
from helpers.narrate.owed import Owed, OwedKind, owed
from helpers.publish.build import DEFAULTS, Built, Choices, Progress, build
from helpers.publish.edition_folder import check_place
from helpers.publish.judging import check_workspace
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

NEXT: dict[OwedKind, str] = {
    "return": "Send it with a return in {where}; where there is none, a marker (x, z or c) says why.",
    "commentary": "Write it in {where}, or send it with the return.",
    "draft": "Read it in {where} and change it, or sign it as it is: `goldenthread approve {period}`.",
    "choice": "Take what is useful of {where} into the commentary cell, and delete that cell.",
    "exception": "Fill the form in {where}.",
    "doubt": "Correct the sentence in {where}, or give the source of its figure.",
    "approval": "`goldenthread approve {period} --directorate {directorate} --role ROLE` signs it.",
    "part": "Write it in {where}; `goldenthread open {period}` puts a cell for it there.",
}
"""How each sort of thing that is owed is mended."""


def release(
    workspace: Workspace,
    period: Period,
    to: Path | None = None,
    choices: Choices = DEFAULTS,
    progress: Progress = lambda _step, _done, _all: None,
) -> Built:
    """Release the public pack of a period into `_site/<period>`, once.

    Raises
    ------
    Refused
        Something is still owed, or the period has been released before.
    """
    site = to or workspace.root / "_site"
    target = site / str(period)
    if target.exists():
        raise Refused.one(
            str(target), "an edition that has been released", "a period that has not",
            "A released edition is frozen. Correct it in the next one, where the figure will be marked revised.",
        )  # fmt: skip
    check_place(target)
    _refuse_owed(owed(check_workspace(workspace, period, Pack.PUBLIC)), period)
    # What is frozen is made from nothing but the workspace: no earlier build has a hand in it.
    how = replace(choices, out=target, released=True, only=(), cache=False)
    built = build(workspace, period, Pack.PUBLIC, how, progress)
    write_chooser(site, built)
    return built


def write_chooser(site: Path, built: Built) -> None:
    """Write the page that leads to every released edition, and the list that the editions' own choosers read.

    Both stand outside every edition's folder, so that a later release changes nothing of an earlier one.
    """
    council = built.results.edition.council
    editions = sorted(_released(site), key=lambda entry: Period.parse(entry["period"]), reverse=True)
    items = [
        f'<li><a href="{entry["period"]}/index.html">{entry["label"]}</a>, published {entry["published"]}</li>'
        for entry in editions
    ]
    notice = f'<p class="notice">{html.escape(council.notice)}</p>' if council.notice else ""
    page = CHOOSER.format(
        language=council.language, council=html.escape(council.name), newest=editions[0]["period"], notice=notice,
        editions="\n".join(items),
    )  # fmt: skip
    (site / "index.html").write_text(page, encoding="utf-8")
    (site / "editions.js").write_text(f"window.goldenthreadEditions = {json.dumps(editions)};\n", encoding="utf-8")


def _released(site: Path) -> list[dict[str, str]]:
    found = []
    for manifest in site.glob(f"*/{NAME}"):
        written = described(manifest.parent)
        if written is None:
            continue  # somebody else's folder, in the same place
        period = Period.parse(written["period"])
        published = date.fromisoformat(written["published"]) if written["published"] else period.end
        found.append({"period": str(period), "label": period.label, "published": written_date(published)})
    return found


def _refuse_owed(things: Sequence[Owed], period: Period) -> None:
    """Refuse a release for as long as anything is owed, saying of each thing where it is and how it is mended."""
    if things:
        raise Refused(
            Problem(
                ", ".join(filter(None, [thing.directorate_name, thing.about])), f"owed: {thing.words}", "nothing owed",
                NEXT[thing.kind].format(where=thing.where, directorate=thing.directorate, period=period),
            )
            for thing in things
        )  # fmt: skip
