"""The words of the workbook: its cover, its notes, what its columns hold. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.edition import Edition
from helpers.model.period import written_date
from helpers.narrate import methods
from helpers.narrate.figure import MARKERS
from helpers.narrate.rating import rating_word
from helpers.present.open_data.columns import KIND_WORDS, OBSERVATIONS, RESULTS, allowed
from helpers.present.open_data.definitions import DEFINITIONS
from helpers.present.open_data.licence import citation, licence_address

SHORTHAND = (
    "Shorthand: [c] is withheld, because small numbers could name people; [x] is not known; [z] is that there is none. "
    "The column Marker has the code of every other remark. A nought is a figure."
)
"""Stands above each table in which a cell without a figure says why in shorthand."""

SIGNS = frozenset({"[c]", "[x]", "[z]"})

REVISIONS = (
    "A figure sent in again is marked r. A released edition is never changed: a correction stands in the next one."
)
SUPPRESSION = "small-numbers"
NOTED = {
    "value": SUPPRESSION, "numerator": SUPPRESSION, "denominator": SUPPRESSION, "marker": "markers",
    "rag": "ratings", "rag_basis": "ratings", "rag_supplied": "ratings", "direction": "direction",
    "previous": "revisions", "forecast": "forecasts", "forecast_rag": "forecasts", "variation": "variation",
    "assurance": "variation", "points": "variation", "mean": "variation", "lower_limit": "variation",
    "upper_limit": "variation", "benchmark_group": "benchmark", "benchmark_n": "benchmark",
    "benchmark_rank": "benchmark", "benchmark_quartile": "benchmark", "quality": "quality",
    "quality_reasons": "quality",
}  # fmt: skip
"""Columns whose heading refers to a note, and which."""


def about_edition(edition: Edition) -> list[str]:
    """Say on the cover what the workbook is; what is not known has no line."""
    council = edition.council
    said = {
        "": council.notice,
        "Status": edition.status_line or "Released",
        "Council": council.name,
        "Period": f"{edition.period.label}, to {written_date(edition.period.end)}",
        "Pack": str(edition.pack).capitalize(),
        "Published": written_date(edition.published) if edition.published else "",
        "Meeting": edition.meeting.line if edition.meeting else "",
    }
    return [f"{item}: {what}" if item else what for item, what in said.items() if what]


def about_data(edition: Edition) -> list[str]:
    """Say on the cover how the data may be used and how it is read."""
    council, address = edition.council, licence_address(edition.council)
    licence = f"[Licence: {council.licence}]({address})" if address else f"Licence: {council.licence}"
    return [
        *([licence] if council.licence else []),
        f"How to cite it: {citation(edition)}",
        "Each sheet holds one table. Results has this period's figure of every measure; Observations has those of all "
        "periods; Definitions says what each measure counts; Columns says what each column holds. The same is in the "
        "CSV files beside this one.",
        SHORTHAND,
        REVISIONS,
    ]


def contact_lines(edition: Edition) -> list[str]:
    """Say on the cover whom to ask."""
    council, contact = edition.council, edition.council.contact
    known = (contact.role, contact.email, contact.telephone) if contact else ()
    return [*filter(None, (*known, council.site_url))]


def note_texts(edition: Edition) -> dict[str, str]:
    """Explain, by the name of each note, what a reader has to know of the columns that refer to it."""
    council = edition.council
    codes = ", ".join(f"{code} is {meaning}" for code, meaning in MARKERS.items())
    ratings = " ".join(f"{rating_word(council, word)}: {rule}" for word, rule in methods.rating_rules(council))
    forecasts = " ".join(f"{what}: {how}" for what, how in methods.FORECAST_METHODS)
    said = {
        SUPPRESSION: " ".join(methods.disclosure_words(council)),
        "markers": f"The codes are those of the Government Analysis Function: {codes}.",
        "ratings": f"{ratings} {' '.join(methods.RATING_NOTES)}",
        "direction": methods.DIRECTION,
        "revisions": f"Earlier figures are shown as last restated. {REVISIONS}",
        "forecasts": f"{methods.FORECASTS} {forecasts} {methods.FORECAST_RANGES}",
        "variation": " ".join(methods.variation_words(council)),
        "benchmark": methods.BENCHMARKING,
        "quality": "Signs that something is wrong with a figure make one rating of it: Good, Check or Doubtful. The "
        "strongest sign decides.",
    }
    return {name: text.replace("*", "") for name, text in said.items()}


def columns_explained() -> list[list[str]]:
    """Explain every column of the two data sheets."""
    return [
        [sheet, column.label, column.name, KIND_WORDS[column.kind], column.meaning, allowed(column)]
        for sheet, columns in (("Results", RESULTS), ("Observations", OBSERVATIONS), ("Definitions", DEFINITIONS))
        for column in columns
    ]


COLUMN_HEADINGS: Sequence[str] = (
    "Sheet", "Column", "Name in the CSV file", "Type and unit", "What it holds", "Allowed values",
)  # fmt: skip
