"""Put reasons into words, many at a time. Imports nothing of the house."""

from __future__ import annotations

import pandas as pd


def plain(figures: pd.Series[float]) -> pd.Series[str]:
    """Write figures as a reason says them.

    Examples
    --------
    >>> plain(pd.Series([1234.5, -0.25, 0.0])).tolist()
    ['1,234.5', '−0.25', '0']
    """
    return pd.Series([f"{figure:,.10g}".replace("-", "−") for figure in figures], index=figures.index, dtype="str")


def with_places(figures: pd.Series[float], places: pd.Series[int]) -> pd.Series[str]:
    """Write figures with the decimals of their measure.

    Examples
    --------
    >>> with_places(pd.Series([75.0, -0.25]), pd.Series([1, 2])).tolist()
    ['75.0', '−0.25']
    """
    texts = [f"{figure:,.{place}f}".replace("-", "−") for figure, place in zip(figures, places, strict=True)]
    return pd.Series(texts, index=figures.index, dtype="str")


def none_of(frame: pd.DataFrame) -> pd.Series[str]:
    """Give no reason at all."""
    return pd.Series([], index=frame.index[:0], dtype="str")
