"""Ratings now beside those expected at the end of the year. May import the floors below."""

from __future__ import annotations

from collections import Counter

from helpers.model.results import Results
from helpers.narrate.rating import RATINGS, rating_word
from helpers.narrate.row import rows
from helpers.present.parts import Parts, Prose
from helpers.present.table import Column, table


def now_and_expected(results: Results) -> Parts:
    """Count the ratings of now beside those forecast for the end of the year, of the measures that have both.

    Parameters
    ----------
    results
        The whole council's, or any view of them.

    Returns
    -------
    Parts
        A heading, a table of two rows and what it leaves out; nothing where no measure has both.

    Examples
    --------
    >>> now_and_expected(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    every = list(rows(results))
    both = [row for row in every if row.rag in RATINGS and row.forecast_rag in RATINGS]
    if not both:
        return Parts(())
    council, year = results.edition.council, results.edition.period.financial_year.label
    counts = [Counter(row.rag for row in both), Counter(row.forecast_rag for row in both)]
    columns = [Column("When", [f"Now, {results.edition.period.label}", f"Expected for {year}"], name="name")]
    columns += [
        Column(rating_word(council, word), [str(count[word]) for count in counts], numeric=True) for word in RATINGS
    ]
    left = len(every) - len(both)
    said = f"Of the {len(both)} {'measure' if len(both) == 1 else 'measures'} that can be forecast and rated."
    said += f" The other {left} cannot be." if left else ""
    return Parts(
        (
            Prose("## Now and at the end of the year"), table("now-and-expected", columns, "counts"),
            Prose(f"::: {{.note}}\n{said}\n:::"),
        )
    )  # fmt: skip
