"""The page that says how figures are judged, from the council's own settings. May import the floors below."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.assess.quality.sign import SIGNS
from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate import methods
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.figure import MARKERS
from helpers.present.parts import Part, Parts, Prose
from helpers.present.table import Column, table
from helpers.present.tag import tag_html

_WEIGHTS = {"Doubtful": "The figure is doubtful", "Check": "The figure needs a check",
            "Good": "No doubt about the figure itself"}  # fmt: skip


def methodology(results: Results) -> Parts:
    """Say how every figure of the edition is rated, compared, forecast, checked and kept from naming people.

    The policy is rules.md's, with the council's own words and settings: length of runs, thresholds, rounding.

    Returns
    -------
    Parts
        A section for each rule, with tables of ratings, forecasts, signs of data quality and markers.

    Examples
    --------
    >>> methodology(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    council = results.edition.council
    return Parts(
        (
            *_ratings(council),
            *_section("Which way a figure is going", (methods.DIRECTION,)),
            *_section("Real change or chance", methods.variation_words(council)),
            *_section("How far chance can move a figure", (methods.INTERVALS,)),
            *_section("Comparing with other councils", (methods.BENCHMARKING, *_groups(results))),
            *_forecasts(),
            *_section("Small numbers", methods.disclosure_words(council)),
            *_quality(council),
            *_markers(),
        )
    )


def _section(title: str, paragraphs: Iterable[str]) -> tuple[Part, ...]:
    """Head some paragraphs; their Markdown is our own."""
    return (Prose("\n\n".join([f"## {title}", *paragraphs])),)


def _ratings(council: Council) -> tuple[Part, ...]:
    rules = methods.rating_rules(council)
    columns = [
        Column("Rating", [tag_html(council, word) for word, _ in rules], markup=True, name="rating"),
        Column("When", [rule for _, rule in rules]),
    ]
    return (
        *_section("Ratings", ("A figure is rated by how it stands to its target.",)),
        table("ratings", columns, "facts"),
        Prose("\n\n".join(methods.RATING_NOTES)),
    )


def _groups(results: Results) -> list[str]:
    """Name the groups of councils that this edition compares with."""
    names = sorted({str(name) for name in results.comparisons["group_name"] if str(name)})
    return [f"This edition compares with: {markdown_text('; '.join(names))}."] if names else []


def _forecasts() -> tuple[Part, ...]:
    columns = [
        Column("What is forecast", [what for what, _ in methods.FORECAST_METHODS]),
        Column("How", [how for _, how in methods.FORECAST_METHODS]),
    ]
    return (
        *_section("Forecasts for the end of the year", (methods.FORECASTS,)),
        table("forecast-methods", columns, "facts"),
        Prose(methods.FORECAST_RANGES),
    )


def _quality(council: Council) -> tuple[Part, ...]:
    words = methods.sign_words(council.quality)
    columns = [
        Column("Sign", [words[sign.name] for sign in SIGNS]),
        Column("Side of quality", [sign.dimension.capitalize() for sign in SIGNS], name="dimension"),
        Column("What it means", [_WEIGHTS[sign.weight] for sign in SIGNS], name="weight"),
    ]
    lead = (
        "Every figure is looked over for signs that something is wrong with it. The signs are worked out from what the "
        "services sent in. Together they make one rating: *good*, *check* or *doubtful*. The strongest sign decides."
    )
    return (*_section("Data quality", (lead,)), table("quality-signs", columns))


def _markers() -> tuple[Part, ...]:
    columns = [
        Column("Marker", [f"<code>[{html_text(code)}]</code>" for code in MARKERS], markup=True),
        Column("Meaning", [meaning.capitalize() for meaning in MARKERS.values()]),
    ]
    lead = (
        "A marker beside a figure, or in its place, says something about it. They are the symbols of the Government "
        "Analysis Function."
    )
    return (*_section("Markers", (lead,)), table("markers", columns, "facts"))
