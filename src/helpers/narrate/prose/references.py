"""References to tables, figures and appendices, which must lead somewhere. May import nothing of the house."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_NOUN = r"(?P<noun>tables?|figures?|figs?\.?|charts?|appendix|appendices|annex(?:es)?|exhibits?)"
_ONE = r"(?:[0-9]{1,3}[a-z]?(?![0-9,./%]*[0-9%])|[A-H][0-9]{0,2})\b"
_REFERENCE = re.compile(
    rf"\b(?i:{_NOUN}) (?:(?i:no\.?|number) )?(?P<first>{_ONE})(?P<rest>(?:(?:, ?| and | or | to |–|-){_ONE}){{0,9}})"
)
_CROSS = re.compile(r"(?<![\w.])@(?P<label>(?:tbl|fig|sec|app|par|rec)-[\w-]+)")
_PART = re.compile(_ONE)
_SINGULAR = {
    "tables": "table", "figures": "figure", "fig": "figure", "figs": "figure", "charts": "chart",
    "appendices": "appendix", "annexes": "annex", "exhibits": "exhibit",
}  # fmt: skip


def references(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Find references: where each stands and the label it needs.

    Examples
    --------
    >>> list(references("See Table 5, appendices 1 and 2, and @fig-trend."))
    [(4, 11, 'table 5'), (13, 31, 'appendix 1'), (13, 31, 'appendix 2'), (37, 47, 'fig-trend')]
    >>> list(references("The figure 2019/20 shows, a table 40% full, the figure of 38."))
    []
    """
    for match in _REFERENCE.finditer(sentence):
        noun = match["noun"].lower().rstrip(".")
        for part in _PART.findall(match["first"] + match["rest"]):
            yield match.start(), match.end(), f"{_SINGULAR.get(noun, noun)} {part.lower()}"
    for match in _CROSS.finditer(sentence):
        yield match.start(), match.end(), match["label"]


def resolves(label: str, labels: Collection[str]) -> bool:
    """Say whether a reference leads to one of the labels, however they are written.

    Examples
    --------
    >>> resolves("table 5", ["Table 5: Impact of risk"]), resolves("table 5", ["Table 56"])
    (True, False)
    """
    return any(_plain(one) == label or re.match(rf"{re.escape(label)}(?![0-9a-z])", _plain(one)) for one in labels)


def _plain(label: str) -> str:
    return " ".join(label.lower().lstrip("#@").split())
