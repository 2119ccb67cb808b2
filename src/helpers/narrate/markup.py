"""Commentary, which people write in Markdown, made safe for pages and papers. May import `model` and `assess`.

Commentary comes from returns and notebooks, so it is data: it may be emphasised, listed and linked, and it may do
nothing else. It is parsed as CommonMark with raw HTML off, and only what is known is written out again.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from helpers.narrate.escape import html_text, markdown_text

_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]+(.+(?:\n(?!\[\^)(?=\S).+)*)\n?", re.MULTILINE)
_REFERENCE = re.compile(r"[ \t]*\[\^([^\]\s]+)\](?!:)")
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>\"'`\\{}|^\[\]]+", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _tree(text: str) -> list[SyntaxTreeNode]:
    return SyntaxTreeNode(_parser().parse(_with_notes(text))).children


def _with_notes(text: str) -> str:
    """Put each footnote in brackets where it is referred to: cells of tables, where commentary stands, have no foot."""
    body = _NOTE.sub("", text)
    notes = {name: note.strip() for name, note in _NOTE.findall(text) if f"[^{name}]" in body}
    kept = _NOTE.sub(lambda note: "" if note[1] in notes else f"\\{note[0]}", text)
    return _REFERENCE.sub(lambda mark: f" ({notes[mark[1]]})" if mark[1] in notes else mark[0], kept)


def safe_address(address: str) -> str:
    """Give an address back if a reader may be sent there: the web or an e-mail address. Otherwise an empty text.

    Examples
    --------
    >>> safe_address("https://example.org/a?b=1"), safe_address("javascript:alert(1)"), safe_address("data:text/html,x")
    ('https://example.org/a?b=1', '', '')
    """
    return address if _ADDRESS.fullmatch(address) else ""


def commentary_markdown(text: str) -> str:
    r"""Write commentary as Markdown that can do nothing but what it says; headings become bold lines.

    Examples
    --------
    >>> print(commentary_markdown("# Why\n\nStaff *left*.\n\n- one\n- <b>two</b>"))
    **Why**
    <BLANKLINE>
    Staff *left*.
    <BLANKLINE>
    -   one
    -   \<b\>two\</b\>
    >>> commentary_markdown("[here](javascript:alert) and [there](https://example.org)")
    '\\[here\\](javascript\\:alert) and [there](<https://example.org>)'
    >>> commentary_markdown("It fell.[^1]\n\n[^1]: Counted anew.")
    'It fell. (Counted anew.)'
    """
    return "\n\n".join(_blocks(_tree(text)))


def commentary_html(text: str) -> str:
    """Write commentary as HTML for a table cell: paragraphs, lists, emphasis and links.

    Examples
    --------
    >>> commentary_html("Staff *left* & <b>x</b>.")
    '<p>Staff <em>left</em> &amp; &lt;b&gt;x&lt;/b&gt;.</p>'
    """
    return "".join(_html(node) for node in _tree(text))


def _blocks(nodes: list[SyntaxTreeNode]) -> list[str]:
    return [written for node in nodes if (written := _block(node))]


def _block(node: SyntaxTreeNode) -> str:
    match node.type:
        case "paragraph":
            return _spans(node)
        case "heading":
            return f"**{_spans(node)}**"
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(node.children)).split("\n"))
        case "table":
            return "\\\n".join(" – ".join(cells) for cells in _table_rows(node))
        case "fence" | "code_block":
            return "\\\n".join(markdown_text(line) for line in node.content.splitlines() if line.strip())
        case _:
            return ""


def _list(node: SyntaxTreeNode) -> str:
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 1
    items = []
    for index, item in enumerate(node.children):
        mark = "-   " if node.type == "bullet_list" else f"{first + index}.".ljust(3) + " "
        body = "\n\n".join(_blocks(item.children)).replace("\n", "\n    ")
        items.append(mark + re.sub(r"\n +\n", "\n\n", body))
    return "\n".join(items)


def _table_rows(node: SyntaxTreeNode) -> list[list[str]]:
    return [[_spans(cell) for cell in row.children] for part in node.children for row in part.children]


def _spans(node: SyntaxTreeNode) -> str:
    return "".join(_span(child) for inline in node.children for child in inline.children).strip()


def _span(node: SyntaxTreeNode) -> str:
    inner = "".join(_span(child) for child in node.children)
    match node.type:
        case "text" | "code_inline":
            return _text_kept(node.content)
        case "strong" if inner.strip():
            return f"**{inner}**"
        case "em" if inner.strip():
            return f"*{inner}*"
        case "link":
            address = safe_address(str(node.attrs.get("href", "")))
            return f"[{inner}](<{address}>)" if address and inner.strip() else inner
        case "softbreak":
            return " "
        case "hardbreak":
            return "\\\n"
        case "image":
            return _text_kept(node.content)
        case _:
            return inner


def _text_kept(text: str) -> str:
    """Escape a stretch of text and keep the spaces at its ends, which part it from its neighbours."""
    written = markdown_text(text)
    if not written:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{written}{' ' if text[-1].isspace() else ''}"


_ELEMENTS = {
    "paragraph": "p", "heading": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li",
    "strong": "strong", "em": "em",
}  # fmt: skip


def _html(node: SyntaxTreeNode) -> str:
    inner = "".join(_html(child) for child in node.children)
    if node.type in _ELEMENTS:
        return f"<{_ELEMENTS[node.type]}>{inner}</{_ELEMENTS[node.type]}>"
    match node.type:
        case "text" | "code_inline" | "fence" | "code_block" | "image":
            return html_text(node.content)
        case "link":
            address = safe_address(str(node.attrs.get("href", "")))
            return f'<a href="{html_text(address)}">{inner}</a>' if address else inner
        case "softbreak":
            return " "
        case "hardbreak":
            return "<br>"
        case "table":
            return "".join(f"<p>{_row_html(row)}</p>" for part in node.children for row in part.children)
        case _:
            return inner


def _row_html(row: SyntaxTreeNode) -> str:
    return " – ".join("".join(_html(child) for child in cell.children) for cell in row.children)
