"""What is expected by the end of the year, beside how things stand now. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.figure import figure, year_target_words
from helpers.narrate.outlook import error_sentence, forecast_figure, forecast_year, method_sentence
from helpers.narrate.rating import standing
from helpers.narrate.row import known, only_row
from helpers.present.link import anchor
from helpers.present.parts import Parts, Prose
from helpers.present.table import Column, table
from helpers.present.tag import tag_html


def forecast(results: Results) -> Parts:
    """Show what the one measure in view is expected to reach by the end of the year, beside how it stands now.

    The present rating and the one that the forecast would get stand in a row each, so that neither is taken for the
    other; the service's own forecast stands above the one that is worked out.

    Returns
    -------
    Parts
        A heading, a table and sentences on method and past errors; nothing where there is no forecast of either kind.

    Examples
    --------
    >>> forecast(open_store("2019-20-q2").measure("43"))  # doctest: +SKIP
    """
    row, council = only_row(results), results.edition.council
    own, worked = known(row.service_forecast), known(row.worked_forecast)
    if not own and not worked:
        return Parts(())
    year = forecast_year(row).label
    judged = tag_html(council, row.forecast_rag, forecast=True)
    lines = []
    if known(row.value):
        lines.append(
            (
                f"Now, {row.data_period_label}",
                figure(row.value, row.unit, row.decimals),
                tag_html(council, standing(row)),
            )
        )
    if own:
        lines.append(
            (
                f"The service's forecast for {year}",
                forecast_figure(row.service_forecast, float("nan"), float("nan"), row),
                judged,
            )
        )
    if worked:
        said = forecast_figure(row.worked_forecast, row.worked_forecast_low, row.worked_forecast_high, row)
        lines.append((f"Worked out for {year}", said, "" if own else judged))
    if target := year_target_words(row):
        lines.append((f"Target for {year}", target, ""))
    columns = [
        Column("What", [what for what, _, _ in lines], name="question"),
        Column("Figure", [html_text(said) for _, said, _ in lines], markup=True, name="answer"),
        Column("Rating", [tag for _, _, tag in lines], markup=True, name="rating"),
    ]
    notes = " ".join(filter(None, (method_sentence(row), error_sentence(row))))
    return Parts(
        (
            Prose("## Forecast for the end of the year"),
            table(f"forecast-{anchor(row.ref)}", columns, "outlook"),
            Prose(markdown_text(notes)),
        )
    )
