"""Text from files made safe for Markdown and for HTML. May import `model` and `assess`."""

from __future__ import annotations

import re
from html import escape

READER = "markdown-raw_html-raw_attribute-raw_tex-native_divs-native_spans-markdown_in_html_blocks"
"""Pandoc's name for the Markdown that text is made safe for. Quarto reads Pandoc's own; ours reads no markup of another
language in it, for its words come from many hands."""

_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#$@|~^\"'&]|:(?=\S)|([-.=+!])(?=\1)")
"""What Pandoc's Markdown acts on, with Quarto's shortcodes, citations, mathematics and smart quotes.

A colon before text could make a bare address or an emoji; a sign twice makes a dash, an ellipsis or a highlight.
"""

_LIST_START = re.compile(r"^(\(?\w{1,9})([.)])(?=\s|$)")
_RULE_START = re.compile(r"^([-+:%!=])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def markdown_text(text: str) -> str:
    r"""Escape text so that Markdown shows it exactly as it stands, on one line.

    Works for Pandoc's Markdown, thus for Quarto: no emphasis, link, image, raw HTML, citation, mathematics, shortcode,
    list, smart quote or bare address can come out of data.

    Examples
    --------
    >>> markdown_text("<script>alert(1)</script>")
    '\\<script\\>alert(1)\\</script\\>'
    >>> markdown_text("1. R&D {{< include x >}}")
    '1\\. R\\&D \\{\\{\\< include x \\>\\}\\}'
    """
    line = " ".join(_CONTROL.sub("", str(text)).split())
    line = _ACTIVE.sub(lambda match: "\\" + match[0], line)
    line = _RULE_START.sub(r"\\\1", line)
    return _LIST_START.sub(r"\1\\\2", line)


def html_text(text: str) -> str:
    """Escape text for an HTML element or a quoted attribute.

    Examples
    --------
    >>> html_text('"R&D" <b>')
    '&quot;R&amp;D&quot; &lt;b&gt;'
    """
    return escape(_CONTROL.sub("", str(text)), quote=True)


def script_text(json: str) -> str:
    r"""Keep JSON from ending the script element that it stands in; it still says the same.

    Examples
    --------
    >>> script_text('{"title":"</script>"}')
    '{"title":"\\u003c/script\\u003e"}'
    """
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def path_segment(text: str) -> str:
    """Make text safe as one part of a link's path.

    Examples
    --------
    >>> path_segment("CS02a/../x")
    'CS02a%2F..%2Fx'
    """
    from urllib.parse import quote

    return quote(str(text), safe="")
