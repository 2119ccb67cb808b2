"""Withhold what the returns themselves would tell of a figure that disclosure control withholds. May import `model`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.assess.disclosure.control import primary
from helpers.assess.disclosure.sums import families_of
from helpers.assess.figures.marker import marked
from helpers.model.council import DisclosureScheme
from helpers.model.measure import Measure
from helpers.model.observation import Marker


def without_hashes(controlled: pd.DataFrame, observations: pd.DataFrame, measures: Iterable[Measure]) -> pd.DataFrame:
    """Withhold the hash of every return that holds a figure this pack may not see: it could be tried out.

    A later return may have restated the figure, and a measure that has left the framework may have been sensitive; the
    file that was sent holds it still.

    Parameters
    ----------
    controlled
        What :func:`helpers.assess.disclosure.control.controlled` gave.
    observations
        Every row of every return.
    measures
        The framework's.
    """
    shown = {measure.ref for measure in measures if not measure.sensitive}
    shown -= set(controlled.loc[marked(controlled["marker"], Marker.SUPPRESSED), "ref"])
    files = set(observations.loc[~observations["ref"].isin(shown), "source_file"])
    return controlled.assign(source_hash=controlled["source_hash"].mask(controlled["source_file"].isin(files), ""))


def withheld_returns(
    controlled: pd.DataFrame, observations: pd.DataFrame, measures: Iterable[Measure], scheme: DisclosureScheme
) -> pd.DataFrame:
    """List the measures and returns that stated a figure this pack may not see, with `ref` and `period`.

    The figure may have been restated since, or be one month of a quarter that is shown: what was written in that return
    was about it.

    Parameters
    ----------
    controlled
        What :func:`helpers.assess.disclosure.control.controlled` gave.
    observations
        Every row of every return.
    measures
        The framework's.
    scheme
        Threshold and rounding.
    """
    sensitive = {measure.ref: measure for measure in measures if measure.sensitive}
    said = observations.reset_index(drop=True)
    hidden = controlled.loc[marked(controlled["marker"], Marker.SUPPRESSED), ["ref", "period"]]
    withheld = pd.MultiIndex.from_frame(said[["ref", "period"]]).isin(pd.MultiIndex.from_frame(hidden))
    withheld |= marked(said["marker"], Marker.SUPPRESSED)
    mine = said["ref"].isin(sensitive).to_numpy(bool)
    counted = np.array([sensitive[ref].unit == "count" for ref in said.loc[mine, "ref"]], dtype=bool)
    withheld[mine] |= primary(said[mine], counted, scheme)
    came = said.loc[withheld, ["ref", "return_period"]].drop_duplicates(ignore_index=True)
    return came.rename(columns={"return_period": "period"})


def without_reports(given: pd.DataFrame, withheld: pd.DataFrame) -> pd.DataFrame:
    """Leave out the exception reports that came with, or stood beside, a figure this pack may not see.

    Parameters
    ----------
    given
        Exception reports with their `ref` and the `period` they were given in.
    withheld
        As :func:`withheld_returns` lists them.
    """
    if not len(withheld):
        return given
    came = pd.MultiIndex.from_frame(given[["ref", "period"]]).isin(pd.MultiIndex.from_frame(withheld))
    return given[~came].reset_index(drop=True)


def without_statements(observations: pd.DataFrame, withheld: pd.DataFrame, measures: Iterable[Measure]) -> pd.DataFrame:
    """Leave out what was ever stated of measures that add up with one of which a statement is withheld.

    What the total was first said to be, less the other parts, would be what the withheld part was.

    Parameters
    ----------
    observations
        Every row of every return.
    withheld
        As :func:`withheld_returns` lists them.
    measures
        The framework's.
    """
    if not len(withheld):
        return observations
    tops = families_of({measure.ref: measure for measure in measures})
    secret = {tops[ref] for ref in withheld["ref"].unique() if ref in tops}
    return observations[~observations["ref"].map(tops).isin(secret)].reset_index(drop=True)
