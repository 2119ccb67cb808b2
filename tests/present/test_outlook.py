"""Forecasts, intervals, arrears and quality on a measure's page, in words that never take one thing for another."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html
from results_fixture import changed

import helpers
from helpers.model.results import Results
from helpers.narrate.outlook import error_sentence, interval_sentence, method_sentence
from helpers.narrate.row import only_row
from helpers.narrate.sentences import arrears_sentence, outturn_sentence

NAN = float("nan")


def measure_with(edition: Results, ref: str, **columns: object) -> Results:
    """Narrow an edition to one measure, whose row says something else."""
    return changed(edition, ref, **columns).measure(ref)


def lines_of(results: Results) -> list[list[str]]:
    [table] = [data["text/html"] for data, _ in helpers.forecast(results).bundles() if "text/html" in data]
    return [[cell.text_content() for cell in row] for row in html.fragment_fromstring(table).findall("tbody/tr")]


def words_of(part: Any) -> str:
    said = " ".join(content for data, _ in part.bundles() for content in data.values())
    return re.sub(r"<[^>]+>", " ", said.replace("\\", ""))


def test_now_and_the_two_forecasts_stand_in_a_row_each_with_its_own_rating(edition: Results) -> None:
    assert lines_of(edition.measure("CS-05")) == [
        ["Now, Q2 2019/20", "91.2%", "▲ Green"],
        ["The service's forecast for 2019/20", "92.0%", "▲ Green"],
        ["Worked out for 2019/20", "89.0%, between 86.5% and 91.0%", ""],
        ["Target for 2019/20", "95.0% or more", ""],
    ]


def test_the_forecasts_rating_is_never_the_present_one(edition: Results) -> None:
    view = measure_with(edition, "CS-05", rag="Red", forecast_rag="Green")
    assert [tag for _, _, tag in lines_of(view)] == ["■ Red", "▲ Green", "", ""]
    tags = re.findall(r'class="(rag rag-[^"]*)"', helpers.forecast(view).bundles()[1][0]["text/html"])
    assert tags == ["rag rag-red", "rag rag-green rag-forecast"]


def test_a_worked_out_forecast_that_stands_alone_carries_the_rating(edition: Results) -> None:
    lines = lines_of(measure_with(edition, "CS-05", service_forecast=NAN))
    assert lines[1] == ["Worked out for 2019/20", "89.0%, between 86.5% and 91.0%", "▲ Green"]


def test_a_measure_without_a_forecast_has_no_section_for_it(edition: Results) -> None:
    assert helpers.forecast(edition.measure("H-02")).bundles() == []


def test_the_method_is_said_or_why_there_is_none(edition: Results) -> None:
    assert method_sentence(only_row(edition.measure("CS-05"))) == (
        "The worked-out forecast takes the whole of the year so far, taken together."
    )
    none = measure_with(edition, "CS-05", worked_forecast_method="none: the measure is counted once a year")
    assert method_sentence(only_row(none)) == (
        "No forecast is worked out from the figures, because the measure is counted once a year."
    )


@pytest.mark.parametrize(
    ("error", "count", "said"),
    [
        (1.5, 3.0, "The service's last 3 forecasts were off by 1.5 percentage points on average."),
        (1.5, 1.0, "The service's one earlier forecast was off by 1.5 percentage points."),
        (NAN, 0.0, "None of the service's forecasts can be compared with an outturn yet."),
    ],
)
def test_how_good_past_forecasts_were_is_said(edition: Results, error: float, count: float, said: str) -> None:
    assert error_sentence(only_row(measure_with(edition, "CS-05", forecast_error=error, forecast_errors=count))) == said


def test_an_interval_is_said_in_words_with_what_it_rests_on(edition: Results) -> None:
    said = "Allowing for chance, the true figure lies between 89.6% and 92.6% (1,094 of 1,200)."
    assert interval_sentence(only_row(edition.measure("CS-05"))) == said
    assert said in words_of(helpers.measure_summary(edition.measure("CS-05")))
    assert interval_sentence(only_row(edition.measure("43"))) == ""


ONLY_THREE = "only 3 of its 4 quarters were sent: Q2 2018/19 is not there"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"outturn_last_year": 85.5}, "The final figure for 2018/19 was 85.5%."),
        ({"outturn_last_year": 85.5, "outturn_marker": "p e"}, "The final figure for 2018/19 was 85.5% [p] [e]."),
        ({"outturn_last_year": NAN, "outturn_not_derived": ONLY_THREE},
         f"There is no final figure for 2018/19, because {ONLY_THREE}."),
        ({"outturn_last_year": NAN}, ""),
        ({"outturn_last_year": 85.5, "data_period": "2018-19"}, ""),
        ({"outturn_last_year": 85.5, "state": "suppressed"}, ""),
        ({"outturn_last_year": NAN, "outturn_not_derived": ONLY_THREE, "state": "suppressed"}, ""),
    ],
    ids=["known", "marked", "not derived", "nothing sent", "the figure shown", "suppressed", "suppressed, no outturn"],
)  # fmt: skip
def test_the_page_of_a_measure_says_what_last_year_came_to_or_why_that_is_not_known(
    edition: Results, columns: dict[str, object], said: str
) -> None:
    view = measure_with(edition, "CS-05", **columns)
    assert outturn_sentence(only_row(view)) == said
    page = words_of(helpers.measure_summary(view)).replace("\\", "")
    assert (said in page) if said else ("final figure" not in page)


def test_the_markers_of_last_years_figure_are_explained(edition: Results) -> None:
    view = measure_with(edition, "CS-05", outturn_marker="e", marker="")
    assert "[e] estimated" in words_of(helpers.provenance(view))


def test_a_figure_in_arrears_is_told_from_one_that_is_missing_or_not_due(edition: Results) -> None:
    late = measure_with(edition, "CS-05", lag=1, data_period="2019-20-q1", data_period_label="Q1 2019/20")
    assert arrears_sentence(only_row(late)) == (
        "Figures for this measure come a quarter late, so this is the latest that is due."
    )
    for ref in ("H-03", "CS-07", "CS-06"):
        assert arrears_sentence(only_row(measure_with(edition, ref, lag=1))) == ""


def test_zero_missing_not_due_suppressed_and_not_rated_are_five_different_things(edition: Results) -> None:
    zero = measure_with(edition, "H-04", value=0.0)
    views = [zero, *(edition.measure(ref) for ref in ("H-03", "CS-07", "CS-06", "R-03"))]
    tags = [re.search(r"\[([^\]]+)\]\{\.rag", words_of(helpers.measure_summary(view))) for view in views]
    assert [tag[1] for tag in tags if tag] == ["Not rated", "Missing", "Not due", "Suppressed", "Not rated"]
    assert "[0%]{.figure-number}" in words_of(helpers.measure_summary(zero)).replace("0.0%", "0%")
    assert "figure-number" not in words_of(helpers.measure_summary(edition.measure("H-03")))


def test_a_long_unit_is_set_small_beside_the_large_number(edition: Results) -> None:
    view = measure_with(edition, "R-06", value=8.4, unit="per 100,000 adults", state="reported", marker="")
    assert "[8.4]{.figure-number} per 100,000 adults, [Q2 2019/20]" in words_of(helpers.measure_summary(view))


def test_what_was_found_against_a_figure_stands_under_its_dimension(edition: Results) -> None:
    said = words_of(helpers.figure_quality(edition.measure("R-03")))
    assert "**Doubtful.** This figure is in doubt." in said
    assert "The checks of completeness, uniqueness, consistency and validity found nothing." in said
    assert re.search(r"Timeliness: did it come in time\?\s+Supplied after the due date\.", said)


def test_a_good_figure_says_what_it_was_checked_for(edition: Results) -> None:
    said = words_of(helpers.figure_quality(edition.measure("43")))
    assert "**Good.** Nothing was found against this figure. It was checked for completeness," in said


def test_a_withheld_figure_has_no_quality(edition: Results) -> None:
    assert helpers.figure_quality(measure_with(edition, "CS-06", quality="")).bundles() == []
