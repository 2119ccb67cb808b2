"""What a measure's figures say over time: a real change or chance, and whether its target is in reach.

May import `model` and `assess`.
"""

from __future__ import annotations

import math
import re
from typing import Literal

from helpers.assess.variation.limits import FEWEST_POINTS, SETTLED_POINTS
from helpers.narrate.row import ResultRow, compared_with, known

Kind = Literal["usual", "better", "worse", "changed"]
Reach = Literal["passing", "failing", "either"]
Side = Literal["above", "below", ""]

_KINDS: dict[str, Kind] = {
    "common cause": "usual", "improvement": "better", "concern": "worse", "special cause": "changed",
}  # fmt: skip
_REACHES: dict[str, Reach] = {
    "consistently passing": "passing", "consistently failing": "failing", "hit and miss": "either",
}  # fmt: skip

SHORT: dict[str, str] = {
    "usual": "No real change",
    "better": "Real improvement",
    "worse": "Real worsening",
    "changed": "Real change",
    "passing": "Usually meets target",
    "failing": "Usually misses target",
    "either": "Hits or misses target",
}
"""What a sign is called, beside its picture."""

_ENDS = {
    "better": "That is a real change, for the better, and not chance.",
    "worse": "That is a real change, for the worse, and not chance.",
    "changed": "That is a real change and not chance.",
}
_RULES = {
    "above": (
        (r"outside", "The latest figure lies above the usual range."),
        (r"(\d+) (?:rising|falling)", "The last {} figures each rose."),
        (r"two of three", "Two of the last three figures lie near the top of the usual range."),
        (r"(\d+) on one side", "The last {} figures all lie above the average."),
    ),
    "below": (
        (r"outside", "The latest figure lies below the usual range."),
        (r"(\d+) (?:rising|falling)", "The last {} figures each fell."),
        (r"two of three", "Two of the last three figures lie near the bottom of the usual range."),
        (r"(\d+) on one side", "The last {} figures all lie below the average."),
    ),
}
"""The four rules by which NHS *Making Data Count* tells a real change from chance (rules.md, "Variation"), as said."""


_STILL = (
    (r"outside", "the latest figure still lies outside the usual range, on the {} side"),
    (r"two of three", "the latest figures still lie near the {} end of the usual range"),
    (r"on one side", "the figures still lie on the {} side of the average"),
    (r"", "the figures taken together still show a change for the {}"),
)
"""What a rule sees that one figure compared with the one before it does not."""


def kind_of(variation: str) -> Kind | None:
    """Give the kind of variation behind a judged word, or nothing where there was too little history.

    Examples
    --------
    >>> kind_of("Concern"), kind_of("Common cause"), kind_of("")
    ('worse', 'usual', None)
    """
    return _KINDS.get(variation.lower())


def reach_of(assurance: str) -> Reach | None:
    """Give whether the target is in reach, or nothing where that was not judged.

    Examples
    --------
    >>> reach_of("Hit and miss"), reach_of("")
    ('either', None)
    """
    return _REACHES.get(assurance.lower())


def side_of(row: ResultRow, special: str = "") -> Side:
    """Say on which side of its usual range a measure's latest figure stands out.

    Parameters
    ----------
    special
        What the history says of the latest period, such as ``"above: outside the limits"``; without it the side
        follows from which way is better.
    """
    said = special.partition(":")[0]
    if said == "above":
        return "above"
    if said == "below":
        return "below"
    kind = kind_of(row.variation)
    if kind not in ("better", "worse") or row.polarity not in ("higher", "lower"):
        return ""
    return "above" if (kind == "better") == (row.polarity == "higher") else "below"


def special_kind(special: str, polarity: str) -> Kind | None:
    """Say what a period that a rule picked out means: better, worse, or changed where neither way is better.

    Examples
    --------
    >>> special_kind("above: outside the limits", "lower"), special_kind("below: 7 falling", "none")
    ('worse', 'changed')
    >>> special_kind("", "lower") is None
    True
    """
    side = special.partition(":")[0]
    if side not in ("above", "below"):
        return None
    if polarity not in ("higher", "lower"):
        return "changed"
    return "better" if (side == "above") == (polarity == "higher") else "worse"


def rule_sentence(rule: str, side: Side) -> str:
    """Say which of the four rules picked the latest figure out.

    Examples
    --------
    >>> rule_sentence("7 on one side of the mean", "below")
    'The last 7 figures all lie below the average.'
    >>> rule_sentence("", "below")
    ''
    """
    for pattern, words in _RULES.get(side, ()):
        if found := re.search(pattern, rule):
            return words.format(*found.groups())
    return ""


def rule_words(special: str) -> str:
    """Name a rule for a table cell, in the words of the chart.

    Examples
    --------
    >>> rule_words("above: outside the limits"), rule_words("below: 7 on one side of the mean")
    ('outside the usual range', '7 on one side of the average')
    """
    rule = special.partition(":")[2].strip()
    for theirs, ours in (("the limits", "the usual range"), ("a limit", "its edge"), ("the mean", "the average")):
        rule = rule.replace(theirs, ours)
    return rule


def variation_sentence(row: ResultRow, special: str = "") -> str:
    """Say whether the latest figure is a real change or chance, and by which rule; empty where that was not judged."""
    kind = kind_of(row.variation)
    if kind is None:
        return ""
    if kind == "usual":
        return "The latest figure is what chance alone can bring: it lies within the usual range and follows no trend."
    said = (rule_sentence(row.variation_rule, side_of(row, special)), _ENDS[kind], _both_hold(row, kind))
    return " ".join(filter(None, said))


def _both_hold(row: ResultRow, kind: Kind) -> str:
    """Say why a change for the worse can stand beside a figure that is better than the last, and the other way round.

    The direction of travel compares two figures, the four rules compare the figures with their usual range.
    """
    step = {"Improving": "better", "Worsening": "worse"}.get(row.direction, "")
    if kind not in ("better", "worse") or step in ("", kind):
        return ""
    still = next(words for rule, words in _STILL if re.search(rule, row.variation_rule)).format(kind)
    earlier = compared_with(row)[1]
    return f"Both are so: the figure for {row.data_period_label} is {step} than that for {earlier}, but {still}."


def assurance_sentence(row: ResultRow) -> str:
    """Say whether the measure can be relied on to meet its target; empty where that was not judged."""
    reach = reach_of(row.assurance)
    if reach is None:
        return ""
    within = row.polarity == "range"
    if reach == "passing":
        where = "within the target range" if within else "on the right side of the target"
        return f"The whole usual range is {where}, so the measure can be relied on to meet it."
    if reach == "either":
        where = (
            "The usual range is partly outside the target range" if within else "The target is inside the usual range"
        )
        return f"{where}, so chance alone decides whether a figure meets it."
    now = "It meets the target now, but its" if row.rag == "Green" else "Its"
    where = "outside the target range" if within else "on the wrong side of the target"
    return f"{now} whole usual range is {where}. Without a change it cannot be relied on to meet it."


def standing_of_limits(row: ResultRow) -> list[str]:
    """Say what the usual range stands on: too little history, a trial, or a fresh start and who decided on it."""
    said = []
    if too_little := unjudged_sentence(row):
        said.append(too_little)
    elif row.variation_trial and kind_of(row.variation) is not None:
        said.append(
            f"The usual range is a trial: it stands on {row.points:.0f} figures, "
            f"and {SETTLED_POINTS} are wanted for it to settle."
        )
    if row.rebased:
        said.append(f"The usual range was started afresh, with {row.rebased.rstrip('.')}.")
    return said


def unjudged_sentence(row: ResultRow) -> str:
    """Say why it was not judged whether the latest figure is a real change; empty where it was.

    A suppressed measure gets no sentence: how much history it has is no one's to know. Where there is no figure, there
    is nothing to judge.
    """
    if kind_of(row.variation) is not None or row.state == "suppressed" or not known(row.value):
        return ""
    if row.basis == "cumulative":
        return "A running total starts again each April, so a real change cannot be told from chance."
    if not known(row.points) or math.isclose(row.points, 0):
        return "There is no history yet to tell a real change from chance."
    if row.points >= FEWEST_POINTS:
        return "Too many figures are missing between those there are to tell a real change from chance."
    figures = "1 figure" if row.points == 1 else f"{row.points:.0f} figures"
    return f"There is too little history to tell a real change from chance: {figures}, and {FEWEST_POINTS} are needed."
