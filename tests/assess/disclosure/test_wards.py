"""A ward's small count can neither be read nor worked out, and the council's own figures never give way to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import Q2, a_council, a_measure, observations
from wards import NAMES, sent

from helpers.assess.disclosure.recover import closeness_allowed
from helpers.assess.history import history_of
from helpers.assess.wards import ward_figures
from helpers.assess.write import history_as_text
from helpers.model.council import Pack
from helpers.model.measure import Measure

COUNT = {"unit": "count", "sensitive": True, "polarity": "lower"}
Rows = Iterable[Mapping[str, Any]]


def shown(
    rows: Rows, wards: Rows, pack: Pack = Pack.PUBLIC, measures: tuple[Measure, ...] = (a_measure(**COUNT),)
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Judge figures by ward, and give them beside the council's own."""
    told, by_ward, council = observations(rows), sent(wards), a_council()
    past, _ = history_of(measures, council, Q2, pack, told)
    return ward_figures(measures, council, Q2, pack, told, by_ward, past), history_as_text(past)


def of(*figures: float, period: str = "2019-20-q2", ref: str = "M1", **columns: Any) -> list[dict[str, Any]]:
    """Give the wards these figures, in the order of their names."""
    return [
        {"ref": ref, "ward": ward, "period": period, "value": figure, **columns}
        for ward, figure in zip(NAMES, figures, strict=False)
    ]


def values(found: pd.DataFrame) -> dict[str, float]:
    """Give what is shown of each ward."""
    return {ward: value for ward, value in zip(found["ward"], found["value"], strict=True) if value == value}


def test_a_small_ward_is_withheld_and_another_with_it() -> None:
    found, _ = shown([{"period": "2019-20-q2", "value": 63}], of(3, 20, 20, 20))
    assert "East" not in values(found)
    assert len(values(found)) == 2
    assert set(found.loc[found["value"].isna(), "marker"]) == {"c"}


def test_what_is_withheld_has_no_parts_either() -> None:
    rate = a_measure(unit="%", sensitive=True)
    rows = [{"period": "2019-20-q2", "value": 30.0, "numerator": 60, "denominator": 200}]
    parts = [(3, 50), (19, 50), (19, 50), (19, 50)]
    wards = [
        {"ref": "M1", "ward": ward, "period": "2019-20-q2", "value": above / below * 100, "numerator": above,
         "denominator": below}
        for ward, (above, below) in zip(NAMES, parts, strict=True)
    ]  # fmt: skip
    found, _ = shown(rows, wards, measures=(rate,))
    hidden = found[found["marker"] == "c"]
    assert "East" in set(hidden["ward"])
    assert len(hidden) >= 2
    assert hidden[["value", "numerator", "denominator"]].isna().all(axis=None)


def test_shown_wards_are_rounded_as_any_count_is() -> None:
    found, _ = shown([{"period": "2019-20-q2", "value": 92}], of(23, 23, 23, 23))
    assert set(values(found).values()) == {25}


def test_the_services_own_pack_holds_every_ward_as_it_is() -> None:
    found, _ = shown([{"period": "2019-20-q2", "value": 63}], of(3, 20, 20, 20), Pack.SERVICE)
    assert values(found) == {"East": 3, "North": 20, "South": 20, "West": 20}


def test_the_wards_of_an_open_measure_are_left_alone() -> None:
    found, _ = shown([{"period": "2019-20-q2", "value": 63}], of(3, 20, 20, 20), measures=(a_measure(unit="count"),))
    assert values(found)["East"] == 3


def test_what_a_service_withholds_itself_takes_another_ward_with_it() -> None:
    wards = [*of(20, 20, 20), {"ref": "M1", "ward": "West", "period": "2019-20-q2", "value": None, "marker": "c"}]
    found, _ = shown([{"period": "2019-20-q2", "value": 63}], wards, measures=(a_measure(unit="count"),))
    assert len(values(found)) == 2


def test_a_ward_that_was_public_covers_for_no_other() -> None:
    """East was 20 in quarter 1's edition, and is sent as 3 in the next: who kept that edition knows the others."""
    rows = [{"period": "2019-20-q1", "value": 80}, {"period": "2019-20-q1", "value": 63, "returned": "2019-20-q2"}]
    wards = [*of(20, 20, 20, 20, period="2019-20-q1"),
             *of(3, 20, 20, 20, period="2019-20-q1", returned="2019-20-q2")]  # fmt: skip
    found, _ = shown(rows, wards)
    mine = found[found["period"] == "2019-20-q1"]
    assert "East" not in values(mine)


def test_where_the_councils_own_figure_would_have_to_go_the_wards_go_instead() -> None:
    """One ward alone is the council's figure: who is told the one knows the other."""
    rows = [{"period": "2019-20-q1", "value": 10}, {"period": "2019-20-q2", "value": 80}]
    found, past = shown(rows, [*of(3, period="2019-20-q1"), *of(20, 20, 20, 20)])
    assert past["value"].tolist() == [10, 80]
    assert set(found["marker"]) == {"c"}


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4), st.booleans())
@settings(max_examples=15, deadline=None)
def test_no_small_ward_can_be_told(counts: list[int], with_part: bool) -> None:
    measures = (a_measure(**COUNT), a_measure("M1a", **COUNT, part_of="M1"), a_measure("M1b", **COUNT, part_of="M1"))
    whole = sum(counts)
    rows: list[dict[str, Any]] = [{"period": "2019-20-q2", "value": whole}]
    if with_part:
        rows += [{"ref": "M1a", "period": "2019-20-q2", "value": whole // 3},
                 {"ref": "M1b", "period": "2019-20-q2", "value": whole - whole // 3}]  # fmt: skip
    found, past = shown(rows, of(*counts), measures=measures)
    total = past.loc[past["ref"] == "M1", "value"].iloc[0]
    seen = values(found)
    for ward, count in zip(NAMES, counts, strict=True):
        if 1 <= count <= 7:
            assert ward not in seen
            _leaves_open(total, seen, len(counts))


def _leaves_open(total: float, seen: Mapping[str, float], wards: int) -> None:
    """Say that the withheld wards together leave as many counts open as rounding does."""
    hidden = wards - len(seen)
    assert hidden >= 2 or total != total
    if total == total:
        low = max(0, total - 2 - sum(value + 2 if value else 0 for value in seen.values()))
        high = total + 2 - sum(max(8, value - 2) if value else 0 for value in seen.values())
        assert high - low + 1 >= closeness_allowed(a_council().disclosure)
