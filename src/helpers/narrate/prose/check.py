"""Prose checked against the figures: numbers, ratings, directions, references. May import `model`, `narrate.row`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from helpers.model.results import Results
from helpers.narrate.prose.counts import counts_of
from helpers.narrate.prose.doubt import Doubt
from helpers.narrate.prose.known import known_of
from helpers.narrate.prose.many_measures import doubts_of_view
from helpers.narrate.prose.one_measure import Spans, doubts_of_measure
from helpers.narrate.prose.plain import plain
from helpers.narrate.prose.references import references, resolves
from helpers.narrate.prose.sentences import Sentence, sentences
from helpers.narrate.row import ResultRow, rows

_PLACEHOLDER = re.compile(r"\{\{[^{}]{0,200}\}\}")
_KNOWN_PLACEHOLDER = "a placeholder that is known, such as {{ value }}, {{ target }} or {{ previous }}"
_REFERENCE = "a table, figure or appendix that there is"
_ALT = "words that say what the image shows: ![Two new bins outside a house](bins.png)"


def doubts_of(
    text: str, row: ResultRow, promise_dates: Collection[str] = (), labels: Collection[str] = ()
) -> list[Doubt]:
    """Check what was written about one measure against its result.

    Parameters
    ----------
    text
        Commentary, cause or action, in Markdown, its placeholders already resolved.
    row
        The measure's result, as the pack may see it.
    promise_dates
        ISO dates of the measure's earlier exception reports, which the text may name.
    labels
        Tables, figures and appendices that there are, such as ``"Table 1"`` or ``"fig-trend"``.

    Returns
    -------
    list of Doubt
        In the order of the text; empty where every number, rating and direction is borne out or has a source.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> empty = dict.fromkeys(ResultRow.__annotations__, "")
    >>> row = SimpleNamespace(**empty | {"title": "Complaints", "unit": "count", "decimals": 0, "value": 31.0,
    ...     "previous": 38.0, "polarity": "lower", "rag": "Amber", "data_period": "2019-20-q2", "period": "2019-20-q2"})
    >>> for doubt in doubts_of("We had 38 complaints, and are green. Complaints rose.", row):
    ...     print(doubt.found, "|", doubt.expected)
    green | Amber
    38 | the figure 31, or a source
    rose | a fall: from 38 to 31
    """
    known = known_of(row, promise_dates)
    return _read(text, labels, lambda sentence, spans: doubts_of_measure(sentence, spans, known))


def doubts_in_prose(text: str, results: Results, labels: Collection[str] = ()) -> list[Doubt]:
    """Check what was written about several measures at once, such as a directorate's introduction.

    Parameters
    ----------
    text
        Markdown.
    results
        The measures that the text may speak of.
    labels
        Tables, figures and appendices that there are.

    Returns
    -------
    list of Doubt
        A number may be a figure of any measure in view, or count measures; where a sentence names a measure by the
        words of its title, it must be that measure's.
    """
    everything = [known_of(row) for row in rows(results)]
    counts = counts_of(results)
    return _read(text, labels, lambda sentence, spans: doubts_of_view(sentence, spans, everything, counts))


def doubts_of_references(text: str, labels: Collection[str] = ()) -> list[Doubt]:
    """Check only that references lead somewhere, and what else every text must keep to: its figures are of no measure.

    Examples
    --------
    >>> [doubt.found for doubt in doubts_of_references("From 1 May 2020, see table 76.", ["table 1"])]
    ['table 76']
    """
    return _read(text, labels, lambda _sentence, _spans: iter(()))


_Checked = Callable[[Sentence, Spans], Iterator[Doubt]]


def _read(text: str, labels: Collection[str], checked: _Checked) -> list[Doubt]:
    """Go through a text: what every text must keep to, then what its figures say."""
    read = plain(text)
    doubts = [Doubt(f"![]({image})", "an image without words", _ALT) for image in read.images_without_words]
    for sentence in sentences(read.blocks):
        words = sentence.text
        unknown = list(_PLACEHOLDER.finditer(words))
        doubts += [Doubt(words, match[0], _KNOWN_PLACEHOLDER) for match in unknown]
        pointed = list(references(words))
        doubts += [Doubt(words, label, _REFERENCE) for *_, label in pointed if not resolves(label, labels)]
        doubts += checked(
            sentence, [*(match.span() for match in unknown), *((start, end) for start, end, _ in pointed)]
        )
    return list(dict.fromkeys(doubts))
