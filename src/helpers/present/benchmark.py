"""How a measure compares with other councils. May import the floors below."""

from __future__ import annotations

from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.row import only_row
from helpers.present.comparison.funnel import funnel
from helpers.present.comparison.groups import comparisons_of
from helpers.present.comparison.strip import strip
from helpers.present.comparison.words import comparison_sentences, group_table
from helpers.present.parts import Part, Parts, Prose


def benchmark(results: Results) -> Parts:
    """Compare the one measure in view with the councils of each of its groups, or say why that cannot be done.

    Returns
    -------
    Parts
        A heading, sentences, a strip on which every council is a mark and ours stands out, a table of the groups where
        there are several, and a funnel where the numbers behind the figures are known. Nothing for a measure that is
        compared with no one.

    Examples
    --------
    >>> benchmark(open_store("2019-20-q2").measure("44"))  # doctest: +SKIP
    """
    row, us = only_row(results), results.edition.council.name
    compared = comparisons_of(results, row)
    if not compared or row.state == "suppressed":
        return Parts(())
    shown = [one for one in compared if one.has_spread]
    parts: list[Part] = [Prose("## How we compare")]
    parts += [Prose(markdown_text(said)) for said in comparison_sentences(compared, us)]
    if shown:
        parts.append(strip(row, us, shown))
    if len(shown) > 1:
        parts.append(group_table(row, shown))
    return Parts((*parts, *funnel(row, us, shown)))
