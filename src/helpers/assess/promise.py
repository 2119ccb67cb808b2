"""Say what became of earlier exception reports: whether a measure was back on track by the date that was promised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from helpers.assess.exception import day_of
from helpers.assess.figures.predecessors import of_ourselves
from helpers.assess.standing import SUPPRESSED, Figure, standings
from helpers.model.framework import Framework, Rag
from helpers.model.measure import Measure
from helpers.model.period import Period, written_date
from helpers.model.results import PROMISES
from helpers.model.words import ExceptionReport

TEXTS = ("cause", "action", "owner", "action_date", "recovery_date")
GIVEN = ("ref", "period", "about", "source", *TEXTS)
"""Columns of what was given: measure, reporting period, period the figure is about (``None`` for a form), where."""

KEPT, MISSED, NOT_DUE, NOT_KNOWN = "kept", "missed", "not yet due", "not known"
"""The outcomes of a promise."""


def given_in_returns(observations: pd.DataFrame) -> pd.DataFrame:
    """Find the exception reports that came with returns.

    Parameters
    ----------
    observations
        As :func:`helpers.collect.returns.read_returns` gives them.

    Returns
    -------
    pandas.DataFrame
        Of columns :data:`GIVEN`. An owner alone is no report: some services name one in every row; nor is what a
        predecessor promised a promise of ours.
    """
    ours = of_ourselves(observations)
    said = ours[(ours[["cause", "action", "recovery_date"]] != "").any(axis=1)]
    made = said.assign(about=said["period"], period=said["return_period"], source="return")
    return made.rename(columns={"owner_role": "owner"})[list(GIVEN)].reset_index(drop=True)


def given_in_forms(reports: Iterable[ExceptionReport]) -> pd.DataFrame:
    """Set out the exception forms of earlier periods' notebooks as those of returns are.

    Returns
    -------
    pandas.DataFrame
        Of columns :data:`GIVEN`.
    """
    named = {name: "action_owner" if name == "owner" else name for name in TEXTS}
    rows = [
        {"ref": report.ref, "period": report.period, "about": None, "source": "notebook"}
        | {name: report.answers.get(answer, "") for name, answer in named.items()}
        for report in reports
    ]
    made = pd.DataFrame(rows, columns=list(GIVEN), dtype="object")
    return made[(made[list(TEXTS)] != "").any(axis=1)].reset_index(drop=True)


def promises(given: pd.DataFrame, history: pd.DataFrame, framework: Framework, period: Period) -> pd.DataFrame:
    """Follow every earlier exception report to what became of it.

    A promise is *kept* where the measure no longer was red by the first figure whose period ends on or after the date
    of recovery (one that was amber, by being green); *missed* where it still was; *not yet due* where that date lies
    ahead; *not known* where there is no such figure, it is withheld or not rated, no date was given, or the measure was
    no more red before than after. A date that has passed while the measure is red is said whatever the outcome. What is
    counted is the report as its own edition showed it: one a measure and period, a notebook's answers before the
    return's, and a later return that restates an old row changes nothing.

    Parameters
    ----------
    given
        Columns :data:`GIVEN`, in any order: :func:`given_in_returns` and :func:`given_in_forms`, one below the other.
        Without `about` and `source` a row is taken for the form of its period.
    history
        After disclosure control, one row a measure and period. A report about a suppressed figure is left out: that it
        was written says that the figure was red.
    framework
        As at the edition's period.
    period
        The edition's; what was given in it or later is left out.

    Returns
    -------
    pandas.DataFrame
        Text columns :data:`~helpers.model.results.PROMISES`, in the order of measures and of time.
    """
    measures = {measure.ref: measure for measure in framework.measures}
    reports = _reports(given.reindex(columns=list(GIVEN)), measures, period)
    due = [report.due(measures[report.ref], period) for report in reports]
    now = [Figure.of(measures[report.ref], period) for report in reports]
    rating = standings([*(report.figure for report in reports), *due, *now], history, framework)
    rows = []
    for report, shows_it, latest in zip(reports, due, now, strict=True):
        if rating[report.figure] != SUPPRESSED:
            outcome, words = _outcome(report, shows_it, latest, rating, period)
            rows.append(report.texts() | {"outcome": outcome, "outcome_words": words})
    return pd.DataFrame(rows, columns=list(PROMISES), dtype="str")


@dataclass(frozen=True)
class _Report:
    """One exception report as its edition showed it."""

    ref: str
    period: Period
    figure: Figure
    cause: str
    action: str
    owner: str
    action_date: str
    recovery_date: str

    def texts(self) -> dict[str, str]:
        """Give the report's own columns."""
        own = {name: getattr(self, name) for name in TEXTS}
        return {"ref": self.ref, "period": str(self.period), "period_label": self.period.label} | own

    def due(self, measure: Measure, period: Period) -> Figure | None:
        """Find the first figure, of those due by a period, that shows whether the date of recovery was met."""
        until, at = day_of(self.recovery_date), self.period
        while until and at.end <= period.end:
            figure = Figure.of(measure, at)
            if figure and figure.about.end >= until:
                return figure
            at = at.shift(1)
        return None


def _reports(given: pd.DataFrame, measures: dict[str, Measure], period: Period) -> list[_Report]:
    """Bring what was given for one measure and period together, as its edition did; in order of measures and time."""
    found: dict[tuple[str, Period], list[pd.Series]] = {}
    for _, row in given[given["ref"].isin(measures)].iterrows():
        at = _reporting_period(measures[row["ref"]], row)
        if at is not None and at.end < period.end:
            found.setdefault((row["ref"], at), []).append(row)
    reports = []
    for (ref, at), rows in found.items():
        figure = Figure.of(measures[ref], at)
        if figure is not None and (answers := _answers(rows)):
            reports.append(_Report(ref, at, figure, **answers))
    place = {ref: index for index, ref in enumerate(measures)}
    return sorted(reports, key=lambda report: (place[report.ref], report.period))


def _answers(rows: list[pd.Series]) -> dict[str, str]:
    """Take each answer from the notebook, else from the return: the first that gave one, by its latest month."""
    forms = [row for row in rows if row["source"] == "notebook"]
    returns = [row for row in rows if row["source"] != "notebook"]
    first = min((row["period"] for row in returns), default=None)
    sent = [row for row in returns if row["period"] == first]
    told = [sorted(part, key=_in_order) for part in (forms, sent)]
    best = [part[-1] for part in told if part]
    return {name: next((str(row[name]) for row in best if row[name]), "") for name in TEXTS}


def _in_order(row: pd.Series) -> tuple[object, ...]:
    """Put rows in one order whatever order they came in: by the month they are about, then by their words."""
    about = row["about"] if isinstance(row["about"], Period) else row["period"]
    return (about.end, *(str(row[name]) for name in TEXTS))


def _reporting_period(measure: Measure, row: pd.Series) -> Period | None:
    """Find the edition that a report belongs to: the one in which the figure it stands beside was due."""
    at: Period = row["period"]
    if not isinstance(row["about"], Period):
        return at
    while at.end >= row["about"].end:
        due = measure.data_period(at)
        if due is not None and due.contains(row["about"]):
            return at
        at = at.shift(-1)
    return None


def _outcome(
    report: _Report, due: Figure | None, now: Figure | None, rating: dict[Figure | None, str], period: Period
) -> tuple[str, str]:
    until, act = day_of(report.recovery_date), day_of(report.action_date)
    outcome, words = _judged(report, due, rating, period)
    if rating[now] == Rag.RED and outcome in (NOT_DUE, NOT_KNOWN):
        if until and until <= period.end:
            words += " The date has passed and the measure is red."
        elif act and act <= period.end:
            words += f" The action was due by {written_date(act)}; the measure is red."
    return outcome, words


def _judged(report: _Report, due: Figure | None, rating: dict[Figure | None, str], period: Period) -> tuple[str, str]:
    until = day_of(report.recovery_date)
    if until is None:
        return NOT_KNOWN, "Not known: no date of recovery was given."
    if until > period.end:
        return NOT_DUE, "Not yet due."
    if due is None:
        return NOT_KNOWN, "Not known yet: the figure that shows it comes later."
    label, then, first = due.about.label, rating[due], rating[report.figure]
    if then == Rag.RED:
        return MISSED, f"Missed: {'red' if first in (Rag.GREEN, Rag.AMBER) else 'still red'} in {label}."
    if then not in tuple(Rag):
        return NOT_KNOWN, f"Not known: the figure for {label} {_WHY[then]}."
    if then == Rag.GREEN and first != Rag.GREEN:
        return KEPT, f"Kept: on target in {label}."
    if first in (Rag.GREEN, Rag.AMBER):
        return NOT_KNOWN, f"Not known: not red when this was promised, nor in {label}."
    return KEPT, f"Kept: no longer red in {label}."


_WHY = {SUPPRESSED: "is withheld", "missing": "is missing", "unavailable": "is not available", "": "is not rated"}
