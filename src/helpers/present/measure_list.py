"""Every measure from A to Z: what search leads to, and what stands there without it. May import the floors below."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate.escape import html_text, markdown_text
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, rows
from helpers.present.link import link_html, measure_address
from helpers.present.parts import Markup, Part, Parts, Prose
from helpers.present.tag import tag_html

NO_LETTER = "0–9"


def all_measures(results: Results) -> Parts | Prose:
    """List every measure by its title, with its rating and whose it is.

    The page of this list is the search page: its script shows those entries again that answer a question, so that a
    rating beside a hit is the very tag of this list.

    Returns
    -------
    Parts or Prose
        Links to the letters, then a heading and a list a letter; a sentence where there is no measure.

    Examples
    --------
    >>> from helpers import open_store
    >>> all_measures(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    if not len(results):
        return Prose("There are no measures here.")
    by_name = sorted(rows(results), key=lambda row: (first_letter(row.title), row.title.casefold(), row.ref))
    by_letter = {letter: list(listed) for letter, listed in groupby(by_name, lambda row: first_letter(row.title))}
    parts: list[Part] = [Markup(_letters(by_letter))]
    for letter, listed in by_letter.items():
        parts += [
            Prose(f"## {markdown_text(letter)} {{#{_anchor(letter)}}}"),
            Markup(_entries(results.edition.council, listed)),
        ]
    return Parts(tuple(parts))


def first_letter(title: str) -> str:
    """Give the letter that a title is found under, without its accent; all that begins with none stands together.

    Examples
    --------
    >>> first_letter("Écoles"), first_letter("30-day plans"), first_letter('"Bins" missed')
    ('E', '0–9', 'B')
    """
    plain = unicodedata.normalize("NFKD", title.lstrip("\"'“‘(["))[:1].upper()
    return plain if plain.isalpha() else NO_LETTER


def _anchor(letter: str) -> str:
    return "letter-" + (letter.lower() if letter.isalpha() else "none")


def _letters(letters: Iterable[str]) -> str:
    links = "".join(f'<li><a href="#{_anchor(letter)}">{html_text(letter)}</a></li>' for letter in letters)
    return f'<nav class="letters" aria-label="Measures by first letter"><ul>{links}</ul></nav>'


def _entries(council: Council, listed: Iterable[ResultRow]) -> str:
    return f'<ul class="measure-list">{"".join(_entry(council, row) for row in listed)}</ul>'


def _entry(council: Council, row: ResultRow) -> str:
    whose = ", ".join(dict.fromkeys(name for name in (row.service_name, row.directorate_name) if name))
    about = " · ".join(name for name in (row.ref, whose) if name)
    return (
        f'<li data-ref="{html_text(row.ref)}">{link_html(measure_address(row.ref), row.title)} '
        f'{tag_html(council, standing(row))} <span class="listed-about">{html_text(about)}</span></li>'
    )
