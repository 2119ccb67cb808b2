"""Rate figures of any period as its edition did, and count how long a measure has been red. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from helpers.assess.figures.look_up import figures_at
from helpers.assess.place import levels_of
from helpers.assess.rag import LEVELS, rag
from helpers.model.framework import Framework, Rag
from helpers.model.measure import Measure
from helpers.model.observation import Marker
from helpers.model.period import Period

SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's figure in an edition.

    Attributes
    ----------
    reported
        The edition's period.
    about
        The period whose figure was due in it.
    """

    ref: str
    reported: Period
    about: Period

    @classmethod
    def of(cls, measure: Measure, reported: Period) -> Figure | None:
        """Give the figure due in an edition, or ``None`` where none was."""
        about = measure.data_period(reported)
        return None if about is None else cls(measure.ref, reported, about)


def standings(
    figures: Iterable[Figure | None], history: pd.DataFrame, framework: Framework
) -> dict[Figure | None, str]:
    """Rate figures by the rule, and by a person's override or assessment where one was given for their edition.

    Parameters
    ----------
    history
        One row a measure and period, after disclosure control, rounded: a suppressed figure has no rating here either.
    framework
        Holds the targets and the ratings that people gave.

    Returns
    -------
    dict
        By figure: ``Green``, ``Amber`` or ``Red``; or why there is none: ``suppressed``, ``missing``, ``unavailable``,
        or an empty text for a figure that is not rated. ``None`` has an empty text.
    """
    measures = {measure.ref: measure for measure in framework.measures}
    wanted = list(dict.fromkeys(figure for figure in figures if figure is not None))
    refs = pd.Series([figure.ref for figure in wanted], dtype="str")
    found = figures_at(history, refs, [figure.about for figure in wanted])
    levels = [levels_of(framework.target(measures[figure.ref], figure.about)) for figure in wanted]
    frame = pd.DataFrame(levels, columns=list(LEVELS), dtype="float64").assign(
        value=found["value"].to_numpy("float64"),
        polarity=pd.Series([measures[figure.ref].polarity.value for figure in wanted], dtype="str"),
    )
    rated = rag(frame)
    standing: dict[Figure | None, str] = {None: ""}
    for figure, value, marker, word in zip(wanted, frame["value"], found["marker"], rated, strict=True):
        standing[figure] = _absent(value, str(marker)) or _given(figure, str(word), framework)
    return standing


def red_running(table: pd.DataFrame, history: pd.DataFrame, framework: Framework, period: Period) -> pd.Series[int]:
    """Count for how many periods running each measure has been red, up to and with this one.

    Periods in which a measure is not due are passed over; one without a rating, or withheld, ends the count.

    Parameters
    ----------
    table
        One row a measure: `ref` and its `rag` in this edition.

    Returns
    -------
    pandas.Series
        Whole numbers, indexed as `table`; 0 where the measure is not red now.
    """
    measures = {measure.ref: measure for measure in framework.measures}
    first = min([*history["period"], period])
    ladders = {ref: _back(measures[ref], period, first) for ref in table.loc[table["rag"] == Rag.RED.value, "ref"]}
    rating = standings((figure for figures in ladders.values() for figure in figures), history, framework)
    red = {ref: [*(rating[figure] == Rag.RED for figure in figures), False] for ref, figures in ladders.items()}
    return pd.Series([red[ref].index(False) if ref in red else 0 for ref in table["ref"]], table.index, dtype="int64")


def _back(measure: Measure, period: Period, first: Period) -> list[Figure]:
    found, at = [], period
    while at.end >= first.start:
        if figure := Figure.of(measure, at):
            found.append(figure)
        at = at.shift(-1)
    return found


def _absent(value: float, marker: str) -> str:
    markers = set(marker.split())
    if Marker.SUPPRESSED in markers:
        return SUPPRESSED
    if markers & {Marker.UNAVAILABLE, Marker.NOT_APPLICABLE}:
        return "unavailable"
    return "missing" if pd.isna(value) else ""


def _given(figure: Figure, word: str, framework: Framework) -> str:
    """Put a person's rating before the rule's, as the edition showed it."""
    given = framework.rating(figure.ref, figure.reported)
    return given.rag.value if given and (given.kind == "override" or not word) else word
