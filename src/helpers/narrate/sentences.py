"""Results said in plain sentences. May import `model` and `assess`."""

from __future__ import annotations

from collections import Counter

from helpers.model.period import Period
from helpers.model.results import Results
from helpers.narrate.figure import figure, short_figure, target_words
from helpers.narrate.rating import RATINGS, standing_counts
from helpers.narrate.row import ResultRow, compared_with, known, rows

_BETTER = {"Improving": ", which is better", "Worsening": ", which is worse"}

_WHY_UNRATED = {
    "no target": ("has no target", "have no target"),
    "information only": ("is for information only", "are for information only"),
    "no polarity": (
        "is not rated: its source does not say which way is better",
        "are not rated: their source does not say which way is better",
    ),
    "not due": ("is not due this time", "are not due this time"),
    "suppressed": ("is withheld because its numbers are small", "are withheld because their numbers are small"),
    "unavailable": ("has no figure available", "have no figure available"),
    "no profile for this period": ("has no target for this period", "have no target for this period"),
}


def headline_sentences(results: Results) -> list[str]:
    """Say in one to three sentences how the measures of a view are doing.

    Returns
    -------
    list of str
        Ratings first, then what is not rated and why, then what is missing.
    """
    counts = standing_counts(results)
    total, rated = sum(counts.values()), sum(counts[word] for word in RATINGS)
    if not total:
        return ["There are no measures here."]
    sentences = [_rated_sentence(counts, rated, total)]
    if unrated := _unrated_sentence(results):
        sentences.append(unrated)
    if missing := counts["Missing"]:
        sentences.append(
            "1 figure that was due is missing." if missing == 1 else f"{missing} figures that were due are missing."
        )
    return sentences


def reported_sentence(results: Results) -> str:
    """Say of how many measures a new figure was reported, and why there is none of the others.

    Examples
    --------
    >>> reported_sentence(open_store("2019-20-q3"))  # doctest: +SKIP
    '48 of 58 measures have a new figure; 6 are not due, 4 are withheld and none is missing.'
    """
    states = Counter(row.state for row in rows(results))
    total, new, missing = sum(states.values()), states["reported"], states["missing"]
    why = {"not due": "not due", "suppressed": "withheld", "unavailable": "not available"}
    rest = [f"{states[state]} {_be(states[state])} {words}" for state, words in why.items() if states[state]]
    rest.append(f"{missing or 'none'} {_be(max(missing, 1))} missing")
    return f"{new} of {total} {'measure has' if total == 1 else 'measures have'} a new figure; {listed(rest)}."


def _rated_sentence(counts: dict[str, int], rated: int, total: int) -> str:
    if not rated:
        return "The one measure here is not rated." if total == 1 else f"None of the {total} measures is rated."
    green, amber, red = (counts[word] for word in RATINGS)
    noun = "measures" if rated == total else "rated measures"
    if rated == 1:
        place = "on or better than target" if green else "just short of target" if amber else "off target"
        return f"The one {noun.removesuffix('s')} is {place}."
    if green == rated:
        return f"{'Both' if rated == 2 else f'All {rated}'} {noun} are on or better than target."
    first = "None" if not green else str(green)
    verb = "is" if green <= 1 else "are"
    rest = [f"{count} {_be(count)} {words}" for count, words in ((amber, "just short"), (red, "off target")) if count]
    if not red:
        rest.append("none is off target")
    return f"{first} of {rated} {noun} {verb} on or better than target, {' and '.join(rest)}."


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _unrated_sentence(results: Results) -> str:
    reasons = Counter(
        row.rag_basis if row.rag_basis in _WHY_UNRATED else "no target"
        for row in rows(results)
        if row.rag not in RATINGS and row.state != "missing"
    )
    total = sum(reasons.values())
    if not total:
        return ""
    if len(reasons) == 1:
        words = _WHY_UNRATED[next(iter(reasons))][total != 1]
        return (
            f"{total} {'measure' if total == 1 else 'measures'} {_be(total)} not rated because {_they(total)} {words}."
        )
    parts = [f"{count} {_WHY_UNRATED[why][count != 1]}" for why, count in reasons.most_common()]
    return f"{total} measures are not rated: {listed(parts)}."


def _they(count: int) -> str:
    return "it" if count == 1 else "they"


def listed(parts: list[str]) -> str:
    """Join parts as a sentence does.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def measure_sentence(row: ResultRow) -> str:
    """Say what became of one measure: how it moved and whether that is better, or why there is no figure."""
    subject = row.title.rstrip(".")
    if row.state in _INSTEAD:
        return _INSTEAD[row.state](row, subject)
    if not known(row.value):
        return f"{subject} has no figure for {row.data_period_label}."
    return f"{subject} {change_words(row)}."


def change_words(row: ResultRow) -> str:
    """Say how the figure moved since the period it is compared with, without its subject."""
    now = figure(row.value, row.unit, row.decimals)
    earlier, label = compared_with(row)
    if not known(earlier):
        missing = f"no figure for {label}" if row.basis == "cumulative" and label else "no earlier figure"
        return f"was {now} in {row.data_period_label}; there is {missing} to compare it with"
    before = short_figure(earlier, row.unit, row.decimals)
    if earlier == row.value:
        return f"was {now} in {row.data_period_label}, the same as in {label}"
    verb = "rose" if row.value > earlier else "fell"
    between = f"between {label} and {row.data_period_label}"
    within = "; the change is within normal variation" if row.within_variation else ""
    return f"{verb} from {before} to {now} {between}{_BETTER.get(row.direction, '')}{within}"


def figures_sentence(row: ResultRow) -> str:
    """Say how a measure's figure moved, its target and last year's outturn, where it has been named already."""
    now = f"The figure {change_words(row)}." if known(row.value) else ""
    target = f"Target: {target_words(row)}." if target_words(row) else ""
    last_year = ""
    if known(row.outturn_last_year):
        last_year = f"Last year's outturn: {figure(row.outturn_last_year, row.unit, row.decimals)}."
    return " ".join(filter(None, (now, target, last_year)))


def _not_due(row: ResultRow, subject: str) -> str:
    if not known(row.value):
        return f"{subject} is not due this time, and there is no earlier figure."
    last = figure(row.value, row.unit, row.decimals)
    return f"{subject} is not due this time. The last figure is {last}, for {row.data_period_label}."


def _missing(row: ResultRow, subject: str) -> str:
    last = ""
    if known(row.previous):
        before = figure(row.previous, row.unit, row.decimals)
        last = f" The figure before it was {before}, for {row.previous_period_label}."
    if row.not_derived:
        return f"{subject} has no figure for {row.data_period_label}, because {row.not_derived}.{last}"
    return f"{subject} was due for {row.data_period_label} and has not been supplied.{last}"


def _suppressed(row: ResultRow, subject: str) -> str:
    return f"{subject} for {row.data_period_label} is withheld, because small numbers could name people."


def _unavailable(row: ResultRow, subject: str) -> str:
    why = "does not apply" if "z" in row.marker.split() else "is not available"
    return f"{subject} {why} for {row.data_period_label}."


_INSTEAD = {"not due": _not_due, "missing": _missing, "suppressed": _suppressed, "unavailable": _unavailable}


def arrears_sentence(row: ResultRow) -> str:
    """Say that a figure is of an earlier period because it always comes later: in arrears, and not missing."""
    if row.state != "reported" or not row.lag:
        return ""
    return f"Figures for this measure come {behind(row)} late, so this is the latest that is due."


def behind(row: ResultRow) -> str:
    """Say by how much a measure's figures come late: by so many of the edition's periods."""
    span = Period.parse(row.period).kind.value
    return f"a {span}" if row.lag == 1 else f"{row.lag} {span}s"


def outturn_sentence(row: ResultRow) -> str:
    """Say what last year came to in the end, or why that is not known although parts of the year were sent.

    Empty where nothing was sent of last year, where the figure shown is last year's own, and of a suppressed measure.
    """
    year = Period.parse(row.period).financial_year.shift(-1)
    if row.state == "suppressed" or row.data_period == str(year):
        return ""
    if known(row.outturn_last_year):
        said = [figure(row.outturn_last_year, row.unit, row.decimals)]
        said += [f"[{code}]" for code in row.outturn_marker.split()]
        return f"The final figure for {year.label} was {' '.join(said)}."
    if row.outturn_not_derived:
        return f"There is no final figure for {year.label}, because {row.outturn_not_derived}."
    return ""


def unrated_reason(row: ResultRow) -> str:
    """Say why a measure has no rating, as one sentence; empty where it has one, or where its own sentence says why."""
    if row.rag in RATINGS or row.state in _INSTEAD:
        return ""
    words = _WHY_UNRATED.get(row.rag_basis)
    return f"Not rated, because it {words[0]}." if words else "Not rated."
