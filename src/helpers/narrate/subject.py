"""A measure's title as the subject of a sentence: lower case, its article, "the share of". May import `model`."""

from __future__ import annotations

import re

_PERCENT = re.compile(r"(?:%|per ?cent)(?:age)?\s+(?!of\b)", re.IGNORECASE)
_RUNNING = re.compile(r"\s*\((?:values are )?cumulative\)", re.IGNORECASE)
_COUNTED = re.compile(r"(?:%|percentage|per cent|proportion|number|rate|share|level|amount)\s+of\s+", re.IGNORECASE)
_NARROWING = re.compile(
    r"(?:in|with|without|who|that|which|where|whose|at|on|below|above|not|still|under|given|held|made|built|done|met|"
    r"issued|kept|sent|paid|found|let|using|about|to|from|(?!.*need$)\w{2,}ed|\w{2,}ing)",
    re.IGNORECASE,
)
"""A word after which a title says which of the things it names are counted: *calls* **answered** *within a minute*."""

_OF_ITSELF = re.compile(r"(?:repeat|empty|missed|late|delayed|overdue|vacant|average|total|mean|median)", re.IGNORECASE)
"""A first word that already says which things are counted: the share of repeat plans would be a share of a share."""

_PROPER = frozenset({"English", "British", "Ofsted", "Cabinet", "Parliament"})
_PLURAL = frozenset({"people", "children", "men", "women"})
_ACTIVE = re.compile(r"[\\`*_\[\]<>{}|]|&(?=#?\w+;)")


def subject(title: str, unit: str) -> str:
    """Make a measure's title the subject of a sentence, to stand in the middle of one.

    A verb that does not change with number follows it ("rose", "stood at"), so that plural titles and singular ones
    are both right.

    Parameters
    ----------
    title
        As the framework has it; marks that Markdown would act on come back escaped.
    unit
        What it is counted in: a percentage of things that the title narrows down is a share of them.

    Examples
    --------
    >>> subject("Calls answered within one minute", "%"), subject("Staff turnover", "%")
    ('the share of calls answered within one minute', 'staff turnover')
    >>> subject("Carers given support", "count"), subject("Time taken to let a council home again", "days")
    ('the number of carers given support', 'time taken to let a council home again')
    >>> subject("% of bins emptied on time.", "%"), subject("GCSE results: boys", "points")
    ('the percentage of bins emptied on time', 'GCSE results (boys)')
    """
    words = _as_one_phrase(title, unit) or "the figure"
    if percent := _PERCENT.match(words):
        rest = words[percent.end() :]
        return f"the percentage of {_lowered(rest)}" if _names_many(rest) else _lowered(rest)
    if counted := _COUNTED.match(words):
        kind = "percentage of " if counted[0].startswith("%") else counted[0].lower()
        return f"the {kind}{_lowered(words[counted.end() :])}"
    kind = _kind(words, unit)
    return f"the {kind} of {_lowered(words)}" if kind else _lowered(words)


def capital(text: str) -> str:
    """Begin a sentence with a capital; one that begins with a placeholder stays as it is.

    Examples
    --------
    >>> capital("staff turnover rose"), capital("{{ value }} fell")
    ('Staff turnover rose', '{{ value }} fell')
    """
    return text[:1].upper() + text[1:]


def _as_one_phrase(title: str, unit: str) -> str:
    """Write a title on one line, without a full stop or the unit, and what follows a colon in brackets."""
    words = _RUNNING.sub("", " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", title).split())).rstrip(" .:;,")
    if words.lower().endswith(f" {unit.lower()}") and " " in unit:
        words = words[: -len(unit)].rstrip(" ,-–")
    head, colon, rest = words.partition(": ")
    words = f"{head} ({rest})" if colon and "(" not in rest else words
    words = f"{words}," if ", or " in words else words
    return _ACTIVE.sub(lambda mark: "\\" + mark[0], words)


def _kind(words: str, unit: str) -> str:
    """Say whether the figure is a share or a number of what the title names; nothing where the title stands alone."""
    first, *rest = words.split()
    place = _narrowed_at(rest)
    if place is None or _OF_ITSELF.fullmatch(first) or "%" in words:
        return ""
    abstract = rest[0] == "of" and not _is_plural(first)
    if unit == "%":
        return "" if abstract else "share"
    return "number" if unit == "count" and _is_plural([first, *rest][place]) else ""


def _names_many(words: str) -> bool:
    """Say whether what a title names first is a plural: *invoices* sent out on time, but *accuracy* in pay."""
    first, *rest = words.split()
    place = _narrowed_at(rest)
    return place is not None and _is_plural([first, *rest][place])


def _narrowed_at(words: list[str]) -> int | None:
    return next((index for index, word in enumerate(words) if _NARROWING.fullmatch(word.strip(",()"))), None)


def _is_plural(word: str) -> bool:
    word = word.strip(",()").lower()
    return word in _PLURAL or (word.endswith("s") and not word.endswith("ss"))


def _lowered(words: str) -> str:
    """Begin in lower case, unless the first word is a name, an abbreviation or one letter, or the next is a name."""
    first, _, rest = words.partition(" ")
    is_name = first in _PROPER or (not first[1:].islower() and "-" not in first)
    return words if is_name or (rest[:1].isupper() and rest[1:2].islower()) else words[:1].lower() + words[1:]
