"""Markdown that people wrote: its markup is made into words, and what only Quarto could run is refused or disarmed.

Commentary comes from services and analysts; nothing in it may become HTML, a shortcode or a program, whichever engine
renders it. The embedded engine's reader ignores raw HTML as well; Quarto's does not, so the text itself must be safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from helpers.model.errors import Problem

_FENCE = re.compile(r"^(?P<indent>[ >]*)(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_BETWEEN_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG_START = re.compile(r"(?<!\\)((?:\\\\)*)<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]*>)(?![\w.+-]+@[\w.-]+>)")
_SHORTCODE = re.compile(r"\{\{+[<%]")
_RAW_ATTRIBUTE = re.compile(r"\{=\s*\w+\s*\}")
_RUN_FENCE = re.compile(r"^\s*\{")
_LISTED = "pages know the constructs listed in _extensions/goldenthread/README.md"
_NEXT = "Write it in one of those ways."
_TOP_HEADING = re.compile(r"^#(?=[ \t])", re.MULTILINE)


def _pieces(markdown: str) -> Iterator[tuple[bool, str]]:
    """Yield (is code, text) for fenced code and for what stands between."""
    closing: str | None = None
    held: list[str] = []
    for line in markdown.splitlines(keepends=True):
        fence = _FENCE.match(line.rstrip("\n"))
        if closing is not None:
            held.append(line)
            if fence and fence["marks"].startswith(closing) and not fence["info"].strip():
                yield True, "".join(held)
                held, closing = [], None
        elif fence and not (fence["marks"][0] == "`" and "`" in fence["info"]):
            yield False, "".join(held)
            held, closing = [line], fence["marks"]
        else:
            held.append(line)
    if closing is not None:
        held.append(f"{'' if held[-1].endswith(chr(10)) else chr(10)}{closing}\n")
    yield closing is not None, "".join(held)


def _disarm_code(code: str) -> str:
    # Quarto runs shortcodes even in code, where nothing can be escaped.
    return _SHORTCODE.sub(lambda found: " ".join(found.group()), code)


def _outside_code_spans(text: str, change: Callable[[str], str]) -> str:
    changed = []
    for paragraph in _BETWEEN_PARAGRAPHS.split(text):  # a code span never reaches over a blank line
        end = 0
        for span in _CODE_SPAN.finditer(paragraph):
            changed += [change(paragraph[end : span.start()]), _disarm_code(span.group())]
            end = span.end()
        changed.append(change(paragraph[end:]))
    return "".join(changed)


def _disarm_words(text: str) -> str:
    text = _SHORTCODE.sub(lambda found: "".join(f"\\{mark}" for mark in found.group()), text)
    text = _RAW_ATTRIBUTE.sub(lambda found: "\\" + found.group(), text)
    return _TAG_START.sub(r"\1\\<", text)


def _disarm_fence(code: str) -> str:
    first, newline, rest = code.partition("\n")
    fence = _FENCE.match(first)
    if fence and _RUN_FENCE.match(fence["info"]):
        first = fence["indent"] + fence["marks"]
    return _disarm_code(first + newline + rest)


def disarmed(markdown: str) -> str:
    r"""Return `markdown` with every tag, shortcode, raw attribute and fence to be run turned into plain words.

    A code fence that is left open is closed, so that it cannot swallow what follows it.

    Examples
    --------
    >>> disarmed("Fewer than <5, <b>not</b> <https://example.org> `<i>`")
    'Fewer than <5, \\<b>not\\</b> <https://example.org> `<i>`'
    """
    return "".join(
        _disarm_fence(text) if code else _outside_code_spans(text, _disarm_words) for code, text in _pieces(markdown)
    )


def without_comments(markdown: str) -> str:
    """Return `markdown` without HTML comments: a writer's notes to self are not for readers."""
    return "".join(text if code else _COMMENT.sub("", text) for code, text in _pieces(markdown))


def outside_code(markdown: str, change: Callable[[str], str]) -> str:
    """Return `markdown` with a change made to its words, and none to its code."""
    return "".join(text if code else _outside_code_spans(text, change) for code, text in _pieces(markdown))


def under_the_title(markdown: str) -> str:
    """Return `markdown` with its first-level headings one level down: the title is the only first level of a page.

    Examples
    --------
    >>> under_the_title("# Summary")
    '## Summary'
    """
    return "".join(text if code else _TOP_HEADING.sub("##", text) for code, text in _pieces(markdown))


def _found(code: bool, text: str) -> list[tuple[str, str]]:
    shortcodes = [text[hit.start() :][:40].splitlines()[0] for hit in _SHORTCODE.finditer(text)]
    found = [(f"the shortcode {shortcode}", "words") for shortcode in shortcodes]
    fence = _FENCE.match(text.partition("\n")[0]) if code else None
    if fence and _RUN_FENCE.match(fence["info"]) and not fence["info"].strip().startswith("{."):
        found.append((f"a code block to be run, {fence['info'].strip()}", "a code cell of the notebook"))
    if not code:
        found += [(f"the raw format {hit.group()}", "Markdown") for hit in _RAW_ATTRIBUTE.finditer(text)]
    return found


def refusals(markdown: str, where: str) -> list[Problem]:
    """Return what an authored cell asks for that would render differently, or not at all, in one of the engines."""
    found = [pair for code, text in _pieces(markdown) for pair in _found(code, text)]
    return [Problem(where, what, f"{instead}; {_LISTED}", _NEXT) for what, instead in found]
