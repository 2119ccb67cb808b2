"""Doubt figures: the signals of data quality that the returns themselves give."""

from __future__ import annotations

import numpy as np
import pandas as pd

SIGNAL_COLUMNS = ("ref", "dimension", "signal", "reason")
SERIOUS = ("fell to zero", "outside 0 to 100", "parts disagree", "ten-fold jump", "zero in doubt")
"""Signals that make a figure doubtful; the others ask for a check."""

_FAR_FROM_ZERO = 0.0


def signals(table: pd.DataFrame) -> pd.DataFrame:
    """Find what speaks against each figure.

    The signals and the six dimensions they belong to are those of rules.md, "Data quality". They are computed from what
    the pack may see, after disclosure control: a signal about a suppressed figure would give it away.

    Parameters
    ----------
    table
        One row a measure: `ref`, `unit`, `decimals`, `state`, `value`, `numerator`, `denominator`, `previous`,
        `outturn_last_year`, `marker`, `owner_role`, `sensitive`, `frequency`, `received`, `expected_by`,
        `periods_silent`.

    Returns
    -------
    pandas.DataFrame
        One row a signal: measure, dimension, signal, and the reason in words with its figures.
    """
    figures = table[table["state"].isin(("reported", "missing", "unavailable"))]
    checks = (
        ("accuracy", "zero in doubt", _zero_in_doubt),
        ("accuracy", "unchanged", _unchanged),
        ("validity", "outside 0 to 100", _outside_percent),
        ("consistency", "parts disagree", _parts_disagree),
        ("accuracy", "ten-fold jump", _ten_fold),
        ("consistency", "revised", _revised),
        ("timeliness", "late", _late),
        ("timeliness", "stale", _stale),
        ("completeness", "missing", _missing),
        ("completeness", "no owner", _no_owner),
    )
    found = [
        {"ref": row["ref"], "dimension": dimension, "signal": signal, "reason": reason}
        for _, row in figures.iterrows()
        for dimension, signal, check in checks
        if (reason := check(row))
    ]
    return pd.DataFrame(found, columns=list(SIGNAL_COLUMNS)).astype("str")


def rating(refs: pd.Series[str], found: pd.DataFrame) -> pd.DataFrame:
    """Bring the signals of each measure to one rating with its reasons.

    Returns
    -------
    pandas.DataFrame
        `quality`: ``Good``, ``Check`` or ``Doubtful``, and `quality_reasons`, indexed as `refs`. Having no named owner
        alone does not cast doubt on a figure; it is listed on the data-quality page.
    """
    counted = found[found["signal"] != "no owner"]
    serious = set(counted.loc[counted["signal"].isin(SERIOUS), "ref"])
    some = set(counted["ref"])
    reasons = {str(ref): "; ".join(part["reason"]) for ref, part in counted.groupby("ref")}
    words = np.select([refs.isin(serious), refs.isin(some)], ["Doubtful", "Check"], "Good")
    texts = {"quality": words, "quality_reasons": [reasons.get(str(ref), "") for ref in refs]}
    return pd.DataFrame(texts, index=refs.index, dtype="str")


def _plain(value: float) -> str:
    return f"{value:,.10g}".replace("-", "−")


def _zero_in_doubt(row: pd.Series) -> str:
    if row["value"] != 0:
        return ""
    before = {"the period before": row["previous"], "last year's outturn": row["outturn_last_year"]}
    far = [f"{name} was {_plain(figure)}" for name, figure in before.items() if abs(figure) > _FAR_FROM_ZERO]
    return f"the figure is exactly 0 where {' and '.join(far)}" if far else ""


def _unchanged(row: pd.Series) -> str:
    same = row["value"] == row["previous"] and row["value"] == row["value"]
    if not same or row["sensitive"]:
        return ""
    return f"{_plain(row['value'])} is the same as the period before, to the last decimal"


def _outside_percent(row: pd.Series) -> str:
    if row["unit"] != "%" or not (row["value"] < 0 or row["value"] > 100):
        return ""
    return f"{_plain(row['value'])}% lies outside 0 to 100"


def _parts_disagree(row: pd.Series) -> str:
    if row["unit"] != "%" or not row["denominator"] > 0 or np.isnan(row["numerator"]) or np.isnan(row["value"]):
        return ""
    worked_out = 100 * row["numerator"] / row["denominator"]
    if abs(worked_out - row["value"]) <= 0.5 * 10.0 ** -row["decimals"] + 1e-9:
        return ""
    parts = f"{_plain(row['numerator'])} of {_plain(row['denominator'])}"
    return f"{parts} is {worked_out:.{row['decimals']}f}%, not {_plain(row['value'])}%"


def _ten_fold(row: pd.Series) -> str:
    value, before = row["value"], row["previous"]
    if not (value > 0 and before > 0) or 0.1 < value / before < 10:
        return ""
    return f"{_plain(value)} is ten times more, or less, than {_plain(before)} before"


def _revised(row: pd.Series) -> str:
    return "the figure was revised since it was first sent in" if "r" in row["marker"].split() else ""


def _late(row: pd.Series) -> str:
    if not row["received"] or not row["expected_by"] or row["received"] <= row["expected_by"]:
        return ""
    return f"the return came on {row['received']}, after {row['expected_by']}"


def _stale(row: pd.Series) -> str:
    return f"nothing was sent for {row['periods_silent']:.0f} periods" if row["periods_silent"] >= 2 else ""


def _missing(row: pd.Series) -> str:
    return "the figure was due and was not sent" if row["state"] == "missing" else ""


def _no_owner(row: pd.Series) -> str:
    return "" if row["owner_role"] else "no owner is named"
