"""A page beside the released editions: plain, without a script, in the look of the newest of them. Imports `model`."""

from __future__ import annotations

from helpers.model.council import Council
from helpers.narrate.escape import html_text

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:; \
base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} – {council}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}{newest}/assets/site.css">
{feed}</head>
<body>
<a class="skip-link" href="#main">Skip to main content</a>
<header class="site-header">
<p class="site-name"><a href="{root}index.html">{council}</a></p>
{notice}</header>
{above}<main class="page archive" id="main">
<h1>{title}</h1>
{body}
</main>
<footer class="site-footer">
{footer}
</footer>
</body>
</html>
"""
FEED = '<link rel="alternate" type="application/atom+xml" title="{council}: new editions" href="{root}feed.xml">\n'
ABOVE = """<div class="page-bar">
<nav class="breadcrumb" aria-label="Breadcrumb">
<ol>
{crumbs}
<li aria-current="page">{title}</li>
</ol>
</nav>
</div>
"""


def archive_page(
    council: Council, newest: str, title: str, body: str, root: str = "", above: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """Write a page.

    Parameters
    ----------
    newest
        The folder of the newest edition, whose stylesheet it takes.
    body
        HTML, with every text in it escaped.
    root
        The way from the page to the folder of editions.
    above
        The pages above it: words and address of each.
    """
    crumbs = "\n".join(f'<li><a href="{root}{address}">{html_text(words)}</a></li>' for words, address in above)
    lines = [f"Data: {html_text(council.licence)}."] if council.licence else []
    if contact := council.contact:
        lines.append(f"Questions: {html_text(', '.join(filter(None, (contact.role, contact.email))))}.")
    name, said = html_text(council.name), html_text(title)
    return PAGE.format(
        language=council.language, title=said, council=name, root=root, newest=newest, body=body,
        feed=FEED.format(council=name, root=root) if council.site_url else "",
        notice=f'<div class="notice"><p>{html_text(council.notice)}</p></div>\n' if council.notice else "",
        above=ABOVE.format(crumbs=crumbs, title=said) if above else "",
        footer="\n".join(f"<p>{line}</p>" for line in lines),
    ).encode()  # fmt: skip
