"""What speaks against a figure (rules.md, "Data quality")."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import a_measure, judged

Q1, Q2 = "2019-20-q1", "2019-20-q2"


def found(
    now: float | None, before: float | None = None, outturn: float | None = None, **fields: Any
) -> dict[str, str]:
    """Judge one measure and give its signals with their reasons."""
    row = {name: fields.pop(name) for name in ("numerator", "denominator", "received", "marker") if name in fields}
    sent: list[dict[str, Any]] = [{"period": Q2, "value": now, **row}] if now is not None else []
    if before is not None:
        sent.append({"period": Q1, "value": before})
    if outturn is not None:
        sent.append({"period": "2018-19", "value": outturn, "returned": "2018-19-q4"})
    made = judged(a_measure(**{"decimals": 1, **fields}), sent).signals
    return dict(zip(made["signal"], made["reason"], strict=True))


@pytest.mark.parametrize(
    ("given", "signal", "reason"),
    [
        ({"now": 0, "before": 99.1}, "zero in doubt", "the figure is exactly 0 where the period before was 99.1"),
        ({"now": 0, "outturn": 401, "unit": "count"}, "zero in doubt",
         "the figure is exactly 0 where last year's outturn was 401"),
        ({"now": 81.3, "before": 81.3}, "unchanged", "81.3 is the same as the period before, to the last decimal"),
        ({"now": 104}, "outside 0 to 100", "104% lies outside 0 to 100"),
        ({"now": -4}, "outside 0 to 100", "−4% lies outside 0 to 100"),
        ({"now": 80, "numerator": 75, "denominator": 100}, "parts disagree", "75 of 100 is 75.0%, not 80%"),
        ({"now": 500, "before": 50, "unit": "count"}, "ten-fold jump",
         "500 is ten times more, or less, than 50 before"),
        ({"now": 5, "before": 50, "unit": "count"}, "ten-fold jump", "5 is ten times more, or less, than 50 before"),
        ({"now": 80, "received": "2019-11-12"}, "late", "the return came on 2019-11-12, after 2019-11-11"),
        ({"now": None, "before": 80}, "missing", "the figure was due and was not sent"),
        ({"now": None}, "stale", "nothing was sent for 8 periods"),
        ({"now": 80, "marker": "r"}, "revised", "the figure was revised since it was first sent in"),
        ({"now": 80, "owner_role": ""}, "no owner", "no owner is named"),
    ],
)  # fmt: skip
def test_a_signal_is_raised_with_its_figures(given: dict[str, Any], signal: str, reason: str) -> None:
    assert found(**given)[signal] == reason


@pytest.mark.parametrize(
    ("given", "signal"),
    [
        ({"now": 0, "before": 0}, "zero in doubt"),
        ({"now": 0}, "zero in doubt"),
        ({"now": 0.1, "before": 99}, "zero in doubt"),
        ({"now": 81.3, "before": 81.4}, "unchanged"),
        ({"now": 10, "before": 10, "unit": "count", "sensitive": True}, "unchanged"),
        ({"now": 100}, "outside 0 to 100"),
        ({"now": 104, "unit": "count"}, "outside 0 to 100"),
        ({"now": 66.7, "numerator": 2, "denominator": 3}, "parts disagree"),
        ({"now": 499, "before": 50, "unit": "count"}, "ten-fold jump"),
        ({"now": 50, "before": 0, "unit": "count"}, "ten-fold jump"),
        ({"now": 80, "received": "2019-11-11"}, "late"),
        ({"now": None, "before": 80}, "stale"),
    ],
)
def test_a_figure_within_bounds_raises_no_signal(given: dict[str, Any], signal: str) -> None:
    assert signal not in found(**given)


@pytest.mark.parametrize(
    ("sent", "quality", "reasons"),
    [
        ([(Q1, 50), (Q2, 60)], "Good", ""),
        ([(Q1, 60), (Q2, 60)], "Check", "60 is the same as the period before, to the last decimal"),
        ([(Q1, 60), (Q2, 0)], "Doubtful", "the figure is exactly 0 where the period before was 60"),
    ],
)
def test_the_signals_of_a_measure_become_one_rating_with_its_reasons(
    sent: list[tuple[str, float]], quality: str, reasons: str
) -> None:
    row = judged(a_measure(), [{"period": period, "value": value} for period, value in sent]).table.iloc[0]
    assert (row["quality"], row["quality_reasons"]) == (quality, reasons)


def test_a_lack_of_owner_is_listed_and_does_not_make_the_figure_doubtful() -> None:
    made = judged(a_measure(owner_role=""), [{"period": Q2, "value": 60}])
    assert (made.signals["signal"].tolist(), made.table["quality"].iloc[0]) == (["no owner"], "Good")


def test_no_signal_is_raised_about_a_suppressed_figure() -> None:
    sent = [{"period": Q1, "value": 300}, {"period": Q2, "value": 3, "received": "2020-01-01"}]
    assert judged(a_measure(unit="count", sensitive=True, owner_role=""), sent).signals.empty
