"""BCP's homelessness figures, read from a national file by mapping."""

from __future__ import annotations

import pytest
from reading import page_text, results_of

from helpers.publish.build import Built

pytestmark = pytest.mark.needs_real


def test_households_in_bed_and_breakfast_fell_from_81_to_68(bcp: Built) -> None:
    assert "fell from 81 to 68" in page_text(bcp.folder / "measures/43.html")


def test_the_rate_is_ranked_among_the_unitaries_that_report(bcp: Built) -> None:
    row = next(row for row in results_of(bcp.folder) if row["ref"] == "TA")
    assert (row["value"], row["benchmark_rank"], row["benchmark_n"]) == ("1.75", "40", "55")
    assert "Windsor and Maidenhead" in page_text(bcp.folder / "measures/TA.html")


def test_a_count_of_households_is_never_ranked(bcp: Built) -> None:
    row = next(row for row in results_of(bcp.folder) if row["ref"] == "43")
    assert row["benchmark_rank"] == ""
