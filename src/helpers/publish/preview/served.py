"""Pages as the preview serves them: the built page with one script added, or what is wrong in its place."""

from __future__ import annotations

from html import escape

from helpers.model.errors import Refused
from helpers.publish.preview.board import Fault

HOME = "/__goldenthread/"
"""Where the preview's own addresses begin; no edition has a folder of this name."""

RELOAD = """\
"use strict";
(() => {
  const { page, stamp } = document.currentScript.dataset;
  const address = new URL("events", document.currentScript.src);
  address.search = new URLSearchParams({ page, stamp });
  const events = new EventSource(address);
  events.addEventListener("changed", () => {
    events.close();
    location.reload();
  });
})();
"""
"""Loads the page again when the server says that it has changed."""

STYLE = """\
body { margin: 0; font: 18px/1.5 system-ui, sans-serif; color: #0b0c0c; background: #fff; }
main { max-width: 60rem; margin: 0 auto; padding: 24px; }
h1 { border-bottom: 8px solid #d4351c; padding-bottom: 8px; }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: 8px 16px; border-top: 1px solid #b1b4b6; padding-top: 16px; }
dt { font-weight: bold; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
pre { overflow-x: auto; padding: 16px; background: #f3f2f1; font-size: 15px; }
"""

_POLICY = "default-src 'none';"
_OWN_POLICY = f"{_POLICY} script-src 'self'; style-src 'self'; img-src data:"
_PAGE = """\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{home}style.css">
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def with_reload(html: str, page: str, stamp: str) -> str:
    """Add the script that loads a page again, and let the page's policy allow it to listen.

    Examples
    --------
    >>> 'data-page="index.html" data-stamp="1"' in with_reload("<head></head>", "index.html", "1")
    True
    """
    script = f'<script src="{HOME}reload.js" data-page="{escape(page)}" data-stamp="{escape(stamp)}" defer></script>'
    allowed = html.replace(_POLICY, f"{_POLICY} connect-src 'self';", 1)
    return allowed.replace("</head>", f"{script}\n</head>", 1)


def with_notice(html: str, fault: Fault) -> str:
    """Say above a page that it is as it last was, and where to read why."""
    words = f'This page is as it last was: {escape(_headline(fault))}. <a href="{HOME}fault">Read what is wrong</a>.'
    before, start, after = html.partition("<body>")
    return f'{before}{start}\n<p class="draft" role="status">{words}</p>{after}' if start else html


def fault_page(fault: Fault) -> str:
    """Show a fault as a page."""
    body = (
        _refusal(fault) if isinstance(fault, Refused) else _failure(fault.job.source.name, fault.cell, fault.traceback)
    )
    return _PAGE.format(title=escape(_headline(fault)), home=HOME, policy=_OWN_POLICY, body=body)


def waiting_page(page: str) -> str:
    """Say that a page is being made."""
    return _PAGE.format(title="One moment", home=HOME, policy=_OWN_POLICY, body=f"<p>{escape(page)} is being made.</p>")


def missing_page(page: str) -> str:
    """Say that the edition has no such page."""
    body = f'<p>This edition has no {escape(page)}. <a href="/index.html">Go to its first page.</a></p>'
    return _PAGE.format(title="No such page", home=HOME, policy=_OWN_POLICY, body=body)


def _headline(fault: Fault) -> str:
    if isinstance(fault, Refused):
        return f"{fault.problems[0].where} cannot be used"
    return f"{fault.job.source.name} stopped"


def _refusal(refused: Refused) -> str:
    parts = ("Where", "Found", "Expected", "What to do")
    return "\n".join(
        "<dl>"
        + "".join(
            f"<dt>{name}</dt><dd>{escape(words)}</dd>"
            for name, words in zip(
                parts, (problem.where, problem.found, problem.expected, problem.next_step), strict=True
            )
        )
        + "</dl>"
        for problem in refused.problems
    )


def _failure(notebook: str, cell: str | None, traceback: str | None) -> str:
    place = f"<dt>Notebook</dt><dd>{escape(notebook)}</dd><dt>Cell</dt><dd>{escape(cell or 'none had started')}</dd>"
    return f"<dl>{place}</dl><pre>{escape(traceback or '')}</pre>"
