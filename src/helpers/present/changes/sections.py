"""The tables of what changed, each under its heading. May import the floors below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from helpers.model.period import Period
from helpers.narrate.escape import html_text
from helpers.narrate.figure import MARKERS
from helpers.present.changes.comparison import Change, Comparison, figure_words
from helpers.present.table import Column
from helpers.present.tag import tag_html

FIELDS = {
    "title": "Name", "definition": "Definition", "unit": "Unit", "decimals": "Decimal places",
    "polarity": "Which way is good", "frequency": "How often it is counted", "basis": "What time a figure sums up",
    "lag": "Periods by which it comes late", "directorate": "Directorate",
}  # fmt: skip
"""What of a measure's definition may change, as readers say it."""


@dataclass(frozen=True)
class Section:
    """One heading and its table.

    Attributes
    ----------
    key
        What the table's id ends in.
    none
        What is said where there is nothing to list.
    """

    title: str
    key: str
    columns: Sequence[Column]
    none: str

    def __len__(self) -> int:
        return len(self.columns[0].cells)


def sections(compared: Comparison) -> list[Section]:
    """Give every section in the order in which it is read: ratings first, since they ask for a decision."""
    return [
        _ratings(compared, "worse", "Ratings that got worse"),
        _ratings(compared, "better", "Ratings that got better"),
        _unrated(compared),
        _revised(compared),
        _moved_in(compared),
        _out(compared),
        _targets(compared),
        _definitions(compared),
    ]


def _section(
    compared: Comparison, found: Sequence[Change], title: str, key: str, none: str,
    cells: dict[str, Callable[[Change], str]],
) -> Section:  # fmt: skip
    first = Column("Measure", [compared.named(each) for each in found], markup=True, name="measure")
    rest = [Column(label, [write(each) for each in found], markup=True) for label, write in cells.items()]
    return Section(title, f"changes-{key}", [first, *rest], none)


def _ratings(compared: Comparison, moved: str, title: str) -> Section:
    tags: dict[str, Callable[[Change], str]] = {
        "Then": lambda each: tag_html(compared.council, each.before),
        "Now": lambda each: tag_html(compared.council, each.after),
    }
    return _section(compared, compared.of("rating", moved), title, moved, f"No rating got {moved}.", tags)


def _unrated(compared: Comparison) -> Section:
    def tag(each: Change, rating: str) -> str:
        return tag_html(compared.council, rating or each.reason.capitalize())

    tags: dict[str, Callable[[Change], str]] = {
        "Then": lambda each: tag(each, each.before),
        "Now": lambda each: tag(each, each.after),
    }
    found = compared.of("rating", "")
    return _section(
        compared,
        found,
        "Rated in one edition only",
        "unrated",
        "Every measure that is rated in one edition is rated in the other.",
        tags,
    )


def _revised(compared: Comparison) -> Section:
    cells: dict[str, Callable[[Change], str]] = {
        "Figure for": lambda each: html_text(Period.parse(each.what).label),
        "Then": lambda each: html_text(figure_words(each.before, each.unit)),
        "Now": lambda each: html_text(figure_words(each.after, each.unit)),
        "Why": lambda each: html_text(why_revised(each.reason)),
    }
    found = sorted(compared.of("revised"), key=lambda each: Period.parse(each.what), reverse=True)
    none = "No published figure of an earlier period was restated."
    return _section(compared, found, "Figures restated", "revised", none, cells)


def why_revised(codes: str) -> str:
    """Say why a published figure was restated, as far as its markers tell.

    Examples
    --------
    >>> why_revised("p"), why_revised("e r"), why_revised("")
    ('It was provisional', 'It was estimated; the service marked it as revised', 'No reason was given')
    """
    said = [f"it was {'a ' * (code == 'f')}{MARKERS[code]}" for code in codes.split() if code != "r"]
    said += ["the service marked it as revised"] if "r" in codes.split() else []
    words = "; ".join(said) or "no reason was given"
    return words[:1].upper() + words[1:]


def _moved_in(compared: Comparison) -> Section:
    cells: dict[str, Callable[[Change], str]] = {
        "Takes the place of": lambda each: html_text(each.what),
        "Directorate": lambda each: html_text(compared.council.name_of("directorate", each.directorate)),
    }
    found = [*compared.of("replaced"), *compared.of("in")]
    return _section(compared, found, "Measures that came in", "in", "No measure came in.", cells)


def _out(compared: Comparison) -> Section:
    cells: dict[str, Callable[[Change], str]] = {
        "Directorate": lambda each: html_text(compared.council.name_of("directorate", each.directorate)),
    }
    return _section(compared, compared.of("out"), "Measures that went out", "out", "No measure went out.", cells)


def _targets(compared: Comparison) -> Section:
    def level(each: Change, text: str, year: str) -> str:
        about = Period.parse(year).label
        return html_text(f"{figure_words(text, each.unit)} for {about}" if text else f"None for {about}")

    cells: dict[str, Callable[[Change], str]] = {
        "Then": lambda each: level(each, each.before, each.reason),
        "Now": lambda each: level(each, each.after, each.what),
    }
    found = compared.of("target")
    return _section(
        compared, found, "Targets for the year that changed", "targets", "No target for the year changed.", cells
    )


def _definitions(compared: Comparison) -> Section:
    def said(each: Change, text: str) -> str:
        name = compared.council.name_of("directorate", text) if each.what == "directorate" else ""
        return html_text(name or text)

    cells: dict[str, Callable[[Change], str]] = {
        "What changed": lambda each: html_text(FIELDS[each.what]),
        "Then": lambda each: said(each, each.before),
        "Now": lambda each: said(each, each.after),
    }
    found = compared.of("definition")
    return _section(compared, found, "Definitions that changed", "definitions", "No definition changed.", cells)
