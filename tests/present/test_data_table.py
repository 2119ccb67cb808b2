"""What stands behind a chart can be read on a phone: figures side by side, words below each other."""

from __future__ import annotations

import pytest

from helpers.present.data_table import DataTable


def test_figures_alone_stay_side_by_side_and_words_do_not() -> None:
    figures = DataTable("Wards", ["Ward", "Number"], [["Old Harbour", "5.57"], ["Thistledown", "withheld"]])
    words = DataTable("Councils", ["Council", "Number", "Group"], [["Highcombe", "1.66", "Neighbours"]])
    assert 'class="stacks"' not in figures.html()
    assert '<table class="stacks">' in words.html()
    assert '<td data-label="Group">Neighbours</td>' in words.html()


@pytest.mark.parametrize(("columns", "stacks"), [(5, False), (6, True)])
def test_more_columns_than_a_phone_has_room_for_stand_below_each_other(columns: int, stacks: bool) -> None:
    made = DataTable("Many", [f"c{number}" for number in range(columns)], [["1"] * columns])
    assert ('class="stacks"' in made.html()) is stacks


def test_what_opens_it_says_to_a_listener_what_it_is_about() -> None:
    folded = DataTable("<Figures>", ["Period", "Figure"], []).folded("View data", "Bed & breakfast")
    assert 'View data<span class="visually-hidden">: Bed &amp; breakfast</span>' in folded
    assert 'aria-label="&lt;Figures&gt;"' in folded
