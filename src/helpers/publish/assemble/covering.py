"""The covering report as Markdown: its title block, its sections, and what of them is owed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from helpers.model.errors import Problem, quoted
from helpers.model.house_style import APPENDICES, RECOMMENDATIONS, HouseStyle, ReportPart
from helpers.narrate.escape import markdown_text
from helpers.narrate.report import is_empty
from helpers.publish.assemble.authored import without_comments

_FENCE = ":" * 20
_HEADING = r"\s*#{{1,{deepest}}}\s+(?P<title>.+?)\s*#*\s*(?:\n|\Z)"
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
    style
        How it numbers, and what it asks.
    parts
        In the order of the house style.
    prose
        Text of the report's further cells, by their id.
    meeting
        The body that is asked for a decision.
    """

    style: HouseStyle = field(default_factory=HouseStyle)
    parts: tuple[PartText, ...]
    prose: dict[str, str]
    appendices: tuple[Appendix, ...]
    meeting: str

    def head(self) -> str:
        """Write the title block, which `numbers.lua` sets as a table."""
        rows = "\n\n".join(self._row(each) for each in self.parts if each.part.place == "head")
        return f"{_FENCE}:: {{.report-head}}\n{rows}\n{_FENCE}::"

    def _row(self, each: PartText) -> str:
        words = _owed(each.part) if each.owed else _lines(each.text) if each.part.is_fact else _body(each)
        kind = ".fact"
        if each.part.key == RECOMMENDATIONS:
            kind += " .recommendations"
            words = words if each.owed else self._asks() + words
        return f'{_FENCE} {{{kind} heading="{each.part.title}"}}\n{words}\n{_FENCE}'

    def section(self, key: str) -> str:
        """Write one part of the body under its heading: the writer's own, else that of the house style."""
        each = next(each for each in self.parts if each.part.key == key)
        words = self._appendices(each.part) if key == APPENDICES else self._written(each)
        if not words:
            return ""
        title = _heading_above(each)
        words = words if each.part.numbered else f"{_FENCE} {{.unnumbered}}\n{words}\n{_FENCE}"
        return f"{_heading(each.part, title['title'] if title else each.part.title)}\n\n{words}"

    def _written(self, each: PartText) -> str:
        body = "" if is_empty(each.text) else _body(each)
        if body and each.part.key.endswith(RECOMMENDATIONS):  # a supplement has those of each panel
            body = f"{_FENCE} {{.recommendations}}\n{self._asks()}{body}\n{_FENCE}"
        return "\n\n".join(filter(None, (body, _owed(each.part) if each.owed else "")))

    def _asks(self) -> str:
        return f"{self.style.asks.format(meeting=markdown_text(self.meeting))}\n\n" if self.meeting else ""

    def foot(self) -> str:
        """Write the facts at the foot as a table, a column each; nothing where the house style has none."""
        facts = [each for each in self.parts if each.part.place == "foot"]
        if not facts:
            return ""
        cells = [_owed(each.part) if each.owed else markdown_text(each.text.replace("\n", "; ")) for each in facts]
        rows = ([each.part.title for each in facts], ["---"] * len(facts), cells)
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return f"## {self.style.foot} {{.unnumbered}}\n\n{table}"

    def _appendices(self, part: ReportPart) -> str:
        if not self.appendices:
            return "There are none." if part.opens else ""
        opens = f"{part.opens}\n\n" if part.opens else ""
        return opens + "\n".join(
            f"- [[Appendix {each.number}: {markdown_text(each.title)}](</{each.page}.html>)]"
            f'{{#app-{each.slug} number="{each.number}"}}'
            for each in self.appendices
        )

    def is_head(self, key: str) -> bool:
        """Say whether a part stands in the title block."""
        return any(each.part.key == key and each.part.place == "head" for each in self.parts)

    def gaps(self, held: Collection[str]) -> dict[str, list[str]]:
        """List the parts of the body that no cell of the notebook holds: what is owed, and the appendices.

        Returns
        -------
        dict
            Their keys by the part before which they stand, the next that a cell holds; by an empty text those at the
            end.
        """
        keys = [each.part.key for each in self.parts if each.part.place == "body"]
        found: dict[str, list[str]] = {}
        for place, key in enumerate(keys):
            if key not in held:
                found.setdefault(next((later for later in keys[place:] if later in held), ""), []).append(key)
        return found

    def labels(self, floats: Sequence[str]) -> list[str]:
        """List what a reference may lead to; `floats` are the labels of tables and figures that cells make."""
        texts = [*(each.text for each in self.parts if not is_empty(each.text)), *self.prose.values()]
        own = [label for text in texts for label in _LABEL.findall(without_comments(text))]
        return [*floats, *own, *(f"app-{each.slug}" for each in self.appendices)]


def _heading(part: ReportPart, title: str) -> str:
    marks = "###" if part.heading == "subsection" else "##"
    return f"{marks} {title}{' {.unnumbered}' if part.heading == 'unnumbered' else ''}"


def _heading_above(each: PartText) -> re.Match[str] | None:
    """Find the heading of a part in its own words; what stands lower than that is a heading within it."""
    deepest = 3 if each.part.heading == "subsection" else 2
    return re.match(_HEADING.format(deepest=deepest), without_comments(each.text))


def _body(each: PartText) -> str:
    """Give a part's words without the heading that stands above them in JupyterLab."""
    above = _heading_above(each)
    return without_comments(each.text)[above.end() if above else 0 :].strip()


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
    for label in _REFERENCE.findall(_CODE.sub("", without_comments(text))):
        if label not in labels:
            kind = label.partition("-")[0]
            alike = [f"@{known}" for known in labels if known.startswith(f"{kind}-")]
            yield Problem(
                where, f"the reference @{label}",
                f"one of {quoted(alike)}" if alike else f"no reference of this kind: nothing is labelled {kind}-…",
                "Correct the reference, or label what it means.",
            )  # fmt: skip
