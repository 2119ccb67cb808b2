"""Bring the rules together: from observations and the framework to one row a measure, as one pack may see it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from helpers.assess.compare import compared
from helpers.assess.disclosure.returns import withheld_returns, without_reports, without_statements
from helpers.assess.exception import owed, required
from helpers.assess.figures.predecessors import since_formed
from helpers.assess.history import history_of
from helpers.assess.interval import with_intervals
from helpers.assess.others.among_others import among_others
from helpers.assess.outturn.forecast import with_forecasts
from helpers.assess.outturn.forecast_error import with_forecast_errors
from helpers.assess.place import placed
from helpers.assess.promise import given_in_forms, given_in_returns, promises
from helpers.assess.quality.rating import rating
from helpers.assess.quality.signals import Ground, signals
from helpers.assess.rate import forecast_rated, rated
from helpers.assess.said_before import said_before, said_in_notebooks, said_in_returns
from helpers.assess.standing import red_running
from helpers.assess.variation.process_chart import charted
from helpers.assess.wards import ward_figures
from helpers.assess.words import with_words
from helpers.assess.write import as_text, history_as_text
from helpers.model.council import Council, Pack
from helpers.model.framework import Framework
from helpers.model.period import Period
from helpers.model.results import no_rows
from helpers.model.ward import WARD_FIGURES
from helpers.model.words import Words

NO_WORDS = Words()


@dataclass(frozen=True)
class Figures:
    """What is known of a period before anyone's words: periods are still periods.

    Attributes
    ----------
    table
        One row a measure, with the words of its return.
    history
        One row a measure and period.
    given
        The exception reports of earlier returns.
    said
        The commentary of returns.
    withheld
        The measures and returns of which this pack may see no exception report.
    told_before
        Measures and periods of which earlier editions tell a withheld count, whatever this one withholds.
    """

    framework: Framework
    period: Period
    table: pd.DataFrame
    history: pd.DataFrame
    peers: pd.DataFrame
    signals: pd.DataFrame
    actions: pd.DataFrame
    given: pd.DataFrame
    said: pd.DataFrame
    comparisons: pd.DataFrame
    wards: pd.DataFrame
    withheld: pd.DataFrame = field(default_factory=lambda: no_rows("ref", "period"))
    told_before: tuple[tuple[str, Period], ...] = ()


@dataclass(frozen=True)
class Judged:
    """What the judged store holds; see :class:`helpers.model.results.Results` for the columns."""

    table: pd.DataFrame
    history: pd.DataFrame
    peers: pd.DataFrame
    signals: pd.DataFrame
    actions: pd.DataFrame
    promises: pd.DataFrame
    comparisons: pd.DataFrame
    said_before: pd.DataFrame
    wards: pd.DataFrame


def judge(
    framework: Framework,
    council: Council,
    period: Period,
    pack: Pack,
    observations: pd.DataFrame,
    benchmarks: pd.DataFrame,
    words: Words = NO_WORDS,
) -> Judged:
    """Judge one period for one pack: its figures, then what was written about them.

    Parameters
    ----------
    words
        What analysts wrote in notebooks: it beats the text that came with a return.

    Returns
    -------
    Judged
        Rounded, judged and disclosure-controlled.
    """
    return told(judge_figures(framework, council, period, pack, observations, benchmarks), words)


def judge_figures(
    framework: Framework,
    council: Council,
    period: Period,
    pack: Pack,
    observations: pd.DataFrame,
    benchmarks: pd.DataFrame,
    by_ward: pd.DataFrame | None = None,
) -> Figures:
    """Judge one period's figures for one pack.

    Parameters
    ----------
    framework
        As at the period.
    observations
        As :func:`helpers.collect.returns.read_returns` gives them.
    benchmarks
        As :func:`helpers.collect.benchmarks.read_benchmarks` gives them.
    by_ward
        As :func:`helpers.collect.ward_figures.read_ward_figures` gives them, where the council has wards.

    Returns
    -------
    Figures
        Rounded, judged and disclosure-controlled; no analyst's words are in it, so it holds until a figure changes.
    """
    measures = framework.measures
    history, told_before = history_of(measures, council, period, pack, observations)
    table = rated(placed(framework, council, period, history), framework)
    table = compared(table, history, measures)
    table = forecast_rated(with_forecasts(table, history), framework)
    table = with_intervals(with_forecast_errors(table, history))
    chart = charted(table, history, framework, council)
    table, history = table.join(chart.rows), history.join(chart.history)
    others = among_others(table, since_formed(benchmarks, council), framework, council)
    table = others.table
    exact = pack in council.disclosure.exempt_packs
    withheld = no_rows("ref", "period") if exact else withheld_returns(
        history, observations, measures, council.disclosure
    )  # fmt: skip
    sent = without_statements(observations, withheld, measures)
    ground = Ground(history, sent, framework, period, council.quality, exact)
    found = pd.concat([signals(table, ground), others.signals], ignore_index=True)
    table = table.join(rating(table, found))
    history = history.drop(columns=["unrounded"])
    table["exception_required"] = required(table).where(table["state"] == "reported", "")
    table["red_running"] = red_running(table, history, framework, period)
    wards = no_rows(*WARD_FIGURES)
    if by_ward is not None:
        wards = ward_figures(measures, council, period, pack, observations, by_ward, history)
    return Figures(
        framework,
        period,
        table,
        history,
        others.peers,
        found,
        _actions(framework, council),
        given_in_returns(observations),
        said_in_returns(observations),
        others.comparisons,
        wards,
        withheld,
        told_before,
    )


def judged_then(
    framework: Framework, council: Council, period: Period, pack: Pack, observations: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Judge an earlier period for what a later edition compares itself with: figures, targets and ratings alone.

    Parameters
    ----------
    framework
        As at that period.
    observations
        What had been sent by then.

    Returns
    -------
    tuple
        One row a measure, and one row a measure and period, as the judged store has them.
    """
    history, _ = history_of(framework.measures, council, period, pack, observations)
    table = rated(placed(framework, council, period, history), framework)
    return as_text(table.assign(previous_period=None)), history_as_text(history.drop(columns=["unrounded"]))


def told(figures: Figures, words: Words) -> Judged:
    """Bring people's words to the figures: commentary, exception reports, what is owed, what became of promises."""
    table = with_words(figures.table, words)
    table["owed"] = owed(table)
    given = pd.concat([figures.given, given_in_forms(words.earlier)], ignore_index=True)
    given = without_reports(given, figures.withheld)
    return Judged(
        as_text(table), history_as_text(figures.history), as_text(figures.peers), figures.signals, figures.actions,
        promises(given, figures.history, figures.framework, figures.period), figures.comparisons,
        _said_before(figures, words), figures.wards,
    )  # fmt: skip


def _said_before(figures: Figures, words: Words) -> pd.DataFrame:
    """Gather the words of earlier editions, without those that stood beside a figure this pack may not see."""
    returned, written = (
        without_reports(said, figures.withheld)
        for said in (figures.said, said_in_notebooks(words.said_before, figures.framework))
    )
    return said_before(returned, written, figures.history, figures.framework, figures.period)


def _actions(framework: Framework, council: Council) -> pd.DataFrame:
    columns = ("key", "title", "priority", "outcome", "service", "owner_role", "due", "status", "progress")
    rows = [
        {name: getattr(action, name) for name in columns} | {"due": action.due.isoformat() if action.due else ""}
        | {"directorate": council.directorate_of(action.service)}
        for action in framework.actions
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[*columns, "directorate"]).astype("str")
