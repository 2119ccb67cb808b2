"""The covering report as Markdown: its title block, its sections, and what of them is owed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from helpers.model.errors import Problem, quoted
from helpers.model.house_style import APPENDICES, RECOMMENDATIONS, ReportPart
from helpers.narrate.escape import markdown_text
from helpers.publish.assemble.authored import without_comments

_FENCE = ":" * 20
_HEADING = re.compile(r"\A\s*#{1,6}\s+(?P<title>.+?)\s*#*\s*(?:\n|\Z)")
_LABEL = re.compile(r"\{#((?:tbl|fig|par|rec)-[\w-]+)\}")
_REFERENCE = re.compile(r"(?<![\w.\\@])@((?:tbl|fig|par|rec|app)-[\w-]*\w)")
_CODE = re.compile(r"`[^`\n]*`")


@dataclass(frozen=True, kw_only=True)
class PartText:
    """What one part of a covering report says.

    Attributes
    ----------
    text
        Markdown, its figures written in; of a fact, plain lines.
    owed
        It is required, and empty.
    """

    part: ReportPart
    text: str
    owed: bool


@dataclass(frozen=True, kw_only=True)
class Appendix:
    """Another paper of the edition.

    Attributes
    ----------
    slug, page
        Its name, and its page from the edition's root without ending.
    """

    number: str
    title: str
    slug: str
    page: str


@dataclass(frozen=True, kw_only=True)
class CoveringText:
    """What a covering report says, from the judged store.

    Attributes
    ----------
    parts
        In the order of the house style.
    prose
        Text of the report's further cells, by their id.
    meeting
        The body that is asked for a decision.
    """

    parts: tuple[PartText, ...]
    prose: dict[str, str]
    appendices: tuple[Appendix, ...]
    meeting: str

    def head(self) -> str:
        """Write the title block, which `numbers.lua` sets as a table."""
        rows = "\n\n".join(self._row(each) for each in self.parts if each.part.place == "head")
        return f"{_FENCE}:: {{.report-head}}\n{rows}\n{_FENCE}::"

    def _row(self, each: PartText) -> str:
        words = _owed(each.part) if each.owed else _lines(each.text) if each.part.is_fact else _body(each.text)
        kind = ".fact"
        if each.part.key == RECOMMENDATIONS:
            kind += " .recommendations"
            lead = f"It is RECOMMENDED that {markdown_text(self.meeting)}:\n\n" if self.meeting else ""
            words = words if each.owed else lead + words
        return f'{_FENCE} {{{kind} heading="{each.part.title}"}}\n{words}\n{_FENCE}'

    def section(self, key: str) -> str:
        """Write one part of the body under its heading: the writer's own, else that of the house style."""
        each = next(each for each in self.parts if each.part.key == key)
        written = _owed(each.part) if each.owed else _body(each.text)
        words = self._appendices() if key == APPENDICES else written
        if not words:
            return ""
        title = _HEADING.match(without_comments(each.text))
        words = words if each.part.numbered else f"{_FENCE} {{.unnumbered}}\n{words}\n{_FENCE}"
        return f"## {title['title'] if title else each.part.title}\n\n{words}"

    def _appendices(self) -> str:
        return "\n".join(
            f"- [[Appendix {each.number}: {markdown_text(each.title)}](</{each.page}.html>)]"
            f'{{#app-{each.slug} number="{each.number}"}}'
            for each in self.appendices
        )

    def is_head(self, key: str) -> bool:
        """Say whether a part stands in the title block."""
        return any(each.part.key == key and each.part.place == "head" for each in self.parts)

    def sections_beside(self, keys: Collection[str]) -> Iterator[str]:
        """List the parts of the body that no cell of the notebook holds: what is owed, and the appendices."""
        for each in self.parts:
            if each.part.place == "body" and each.part.key not in keys:
                yield each.part.key

    def labels(self, floats: Sequence[str]) -> list[str]:
        """List what a reference may lead to; `floats` are the labels of tables and figures that cells make."""
        texts = [*(each.text for each in self.parts), *self.prose.values()]
        own = [label for text in texts for label in _LABEL.findall(text)]
        return [*floats, *own, *(f"app-{each.slug}" for each in self.appendices)]


def _body(text: str) -> str:
    """Give a part's words without the heading that stands above them in JupyterLab."""
    return _HEADING.sub("", without_comments(text)).strip()


def _lines(text: str) -> str:
    return "\n\n".join(markdown_text(line) for line in text.splitlines())


def _owed(part: ReportPart) -> str:
    return f"**[Owed: {part.title[:1].lower()}{part.title[1:]}]{{.owed}}**"


def broken_references(text: str, where: str, labels: Collection[str]) -> Iterator[Problem]:
    """Find references that lead nowhere.

    Examples
    --------
    >>> [problem.found for problem in broken_references("See @tbl-5 and @par-growth.", "cell 2", ["par-growth"])]
    ['the reference @tbl-5']
    """
    for label in _REFERENCE.findall(_CODE.sub("", text)):
        if label not in labels:
            kind = label.partition("-")[0]
            alike = [f"@{known}" for known in labels if known.startswith(f"{kind}-")]
            yield Problem(
                where, f"the reference @{label}",
                f"one of {quoted(alike)}" if alike else f"no reference of this kind: nothing is labelled {kind}-…",
                "Correct the reference, or label what it means.",
            )  # fmt: skip
