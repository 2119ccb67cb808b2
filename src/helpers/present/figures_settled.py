"""How many figures came, how many may still change, and how many cannot be compared. May import the floors below.

The Code of Practice for Statistics (UK Statistics Authority) asks that readers are told of punctuality, of what is
provisional or was revised, and of what breaks a series; what a sign of doubt means is the rest of the report.
"""

from __future__ import annotations

from helpers.model.counted import counted
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.row import ResultRow, rows
from helpers.present.parts import Parts, Prose

_MAY_CHANGE = (("p", "provisional"), ("e", "estimated"))


def figures_settled(results: Results) -> Parts:
    """Say of the figures in view how many came and in time, may still change, were revised, and break a series.

    Returns
    -------
    Parts
        A heading and a list; nothing where the view holds no measure.

    Examples
    --------
    >>> figures_settled(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    shown = list(rows(results))
    if not shown:
        return Parts(())
    said = {
        "Complete": _complete(shown),
        "In time": _in_time(results, shown),
        "Final": _final(results, shown),
        "Comparable": _comparable(shown),
    }
    listed = "\n".join(f"- **{head}.** {markdown_text(words)}" for head, words in said.items())
    return Parts((Prose("## How far the figures are settled"), Prose(listed)))


def _complete(shown: list[ResultRow]) -> str:
    states = [row.state for row in shown]
    due = len(states) - states.count("not due")
    words = f"Due: {counted(due, 'figure')}. Reported: {states.count('reported')}."
    told = {"missing": "missing", "suppressed": "withheld", "unavailable": "not available"}
    lacking = [f"{states.count(state)} {word}" for state, word in told.items() if states.count(state)]
    return f"{words} Without a figure: {', '.join(lacking)}." if lacking else words


def _in_time(results: Results, shown: list[ResultRow]) -> str:
    days = results.edition.council.quality.days_to_return
    late = _with_signal(results, shown, "late")
    when = f"that is, more than {days} days after the end of its period"
    return f"{counted(late, 'measure')} came late, {when}." if late else f"No figure came late, {when}."


def _final(results: Results, shown: list[ResultRow]) -> str:
    marked = [f"{count} {word}" for code, word in _MAY_CHANGE if (count := _marked(shown, code))]
    now = f"Figures that may still change: {', '.join(marked)}." if marked else "No figure is provisional or estimated."
    revised = {*results.changes.loc[results.changes["kind"] == "revised", "ref"]} & {row.ref for row in shown}
    revised |= _refs(results, "revised") & {row.ref for row in shown}
    before = (
        f"Earlier figures of {counted(len(revised), 'measure')} were revised."
        if revised
        else "No earlier figure was revised."
    )
    return f"{now} {before} A revised figure is marked [r]; an edition once released is never changed."


def _comparable(shown: list[ResultRow]) -> str:
    broken = _marked(shown, "b")
    if not broken:
        return "No figure of this edition is marked as a break in its series."
    return f"{counted(broken, 'measure')} cannot be compared with what went before: a break in the series, marked [b]."


def _marked(shown: list[ResultRow], code: str) -> int:
    return sum(code in str(row.marker).split() for row in shown if row.state in ("reported", "not due"))


def _refs(results: Results, signal: str) -> set[str]:
    return set(results.signals.loc[results.signals["signal"] == signal, "ref"])


def _with_signal(results: Results, shown: list[ResultRow], signal: str) -> int:
    refs = _refs(results, signal)
    return sum(row.ref in refs for row in shown)
