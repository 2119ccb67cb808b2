"""The first draft of a commentary, made from a result: what happened, never why. May import `model` and `assess`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from helpers.model.period import Kind, Period
from helpers.narrate import phrase
from helpers.narrate.figure import unit_words
from helpers.narrate.row import ResultRow, compared_with, known
from helpers.narrate.subject import capital, subject

_FEWEST_COMPARED = 3
_SPANS = {Kind.MONTH: "month", Kind.QUARTER: "quarter", Kind.HALF: "half-year", Kind.TERM: "term", Kind.YEAR: "year",
          Kind.ACADEMIC: "academic year", Kind.CALENDAR: "year"}  # fmt: skip
_WHEN = {"snapshot": "at the end of {{ period }}", "rolling-12": "in the year to the end of {{ period }}"}
_VALUED = {"Improving": ", which is better", "Worsening": ", which is worse"}
_THAN = {"Improving": "better", "Worsening": "worse"}
_AGAINST_THE_TIDE = (("Worsening", "Green"), ("Improving", "Amber"), ("Improving", "Red"))


def draft(row: ResultRow) -> str:
    """Write the first draft of a measure's commentary, for an analyst to edit or keep.

    Figures are placeholders, so that they stay right when a figure is restated. The wording depends on the result, the
    ref and the period alone: a draft is the same each time it is made, and measures numbered one after another read
    unlike.

    Parameters
    ----------
    row
        The measure's result.

    Returns
    -------
    str
        Markdown of one to three sentences. Empty where there is nothing to say: not due, missing, suppressed or
        unavailable, each of which the page says by itself.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> draft(SimpleNamespace(state="suppressed"))
    ''
    >>> from helpers import open_store                                    # doctest: +SKIP
    >>> draft(only_row(open_store("2019-20-q2").measure("55")))           # doctest: +SKIP
    'In {{ period }}, the share of calls answered within one minute fell to {{ value }}, from {{ previous }} ...'
    """
    if row.state != "reported" or not known(row.value):
        return ""
    turn = _turn(row)
    moved = _filled(_pick(_movements(row), turn), row)
    levels = [level for level in _against_target(row) if not ("better" in moved and "better" in level)]
    sentences = [moved, _still(_pick(levels, turn // 2), row), _pick(_besides(row), turn)]
    return " ".join(f"{capital(sentence)}." for sentence in sentences if sentence)


def _turn(row: ResultRow) -> int:
    """Count up with the number in the ref and with the quarter, so that neighbours take turns with the phrases."""
    digits = re.sub(r"\D", "", row.ref)
    letters = sum(map(ord, re.sub(r"[\W\d]", "", row.ref)))
    end = Period.parse(row.period).end
    return int(digits or 0) + letters + end.year * 4 + end.month // 3


def _pick(phrases: Sequence[str], turn: int) -> str:
    return phrases[turn % len(phrases)] if phrases else ""


def _wordy(row: ResultRow) -> bool:
    """Say whether the unit is too long to be said twice in a sentence, e.g. per 100,000 collections."""
    return " " in unit_words(row.unit)


def _movements(row: ResultRow) -> tuple[str, ...]:
    earlier, _ = compared_with(row)
    if not known(earlier):
        return phrase.FIRST
    if earlier == row.value:
        return phrase.RUN_SAME if row.basis == "cumulative" else phrase.SAME
    if row.basis == "cumulative":
        return phrase.RUN_ON_WORDY if _wordy(row) else phrase.RUN_ON
    return phrase.MOVED_WORDY if _wordy(row) else phrase.MOVED


def _filled(words: str, row: ResultRow) -> str:
    earlier, _ = compared_with(row)
    rose = known(earlier) and row.value > earlier
    running = row.basis == "cumulative"
    parts: Mapping[str, str] = {
        "subject": subject(row.title, row.unit),
        "verb": "rose" if rose else "fell",
        "side": "up" if rose else "down",
        "than": _THAN.get(row.direction, "higher" if rose else "lower"),
        "valued": _VALUED.get(row.direction, ""),
        "when": "by the end of {{ period }}" if running else _WHEN.get(row.basis, "in {{ period }}"),
        "before": f"the {_SPANS.get(_kind(row), 'period')} before",
    }
    return re.sub(r"<(\w+)>", lambda mark: parts[mark[1]], words)


def _kind(row: ResultRow) -> Kind:
    return Period.parse(row.data_period).kind


def _against_target(row: ResultRow) -> tuple[str, ...]:
    """Set the figure against its target, in the words of its rating."""
    if row.rag and row.rag_basis in ("assessed", "override"):
        return phrase.BY_JUDGEMENT
    if known(row.target_low) and known(row.target_high):
        return phrase.RANGES.get(row.rag, ())
    if row.rag == "Green" and row.value == row.target:
        return phrase.EXACT
    return phrase.LEVELS.get(row.rag, ()) if known(row.target) else ()


def _still(level: str, row: ResultRow) -> str:
    """Join a rating to a movement that points the other way: worse and still on target, better and still off it."""
    if (row.direction, row.rag) not in _AGAINST_THE_TIDE:
        return level
    return re.sub(r"^that is(?! exactly)|^this(?= meets)|so this is", r"\g<0> still", level)


def _besides(row: ResultRow) -> tuple[str, ...]:
    """List what else is worth a sentence; what qualifies the figure leaves room for nothing else."""
    codes = row.marker.split()
    qualified = [
        f"the figure is {words}" for code, words in (("p", "provisional"), ("e", "estimated")) if code in codes
    ]
    if "r" in row.previous_marker.split() and row.basis != "cumulative":
        qualified.append("the figure for {{ previous_period }} has been revised")
    if qualified:
        return tuple(qualified[:1])
    more = [""] if row.rag == "Green" else []
    # A range goes with a forecast that is worked out, and a first draft is no place for that.
    if known(row.forecast) and not known(row.forecast_low) and not _wordy(row) and "forecast" not in row.title.lower():
        more.append("the forecast for the year is {{ forecast }}")
    if known(row.benchmark_rank) and row.benchmark_n >= _FEWEST_COMPARED:
        more.append("among the {{ peers }} councils compared, that ranks {{ rank }}")
    if (
        row.basis != "cumulative"
        and known(row.same_period_last_year)
        and not _wordy(row)
        and _kind(row).months != Kind.YEAR.months
    ):
        more.append("a year before, the figure was {{ same_period_last_year }}")
    return tuple(more)
