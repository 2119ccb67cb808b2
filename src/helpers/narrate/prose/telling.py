"""Words that tell a figure which their readers may not see. May import `narrate.row`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from helpers.narrate.prose.claim import Claim
from helpers.narrate.prose.doubt import Doubt
from helpers.narrate.prose.figures import EARLIER, OWN, named
from helpers.narrate.prose.known import Known, known_of
from helpers.narrate.prose.match import holds
from helpers.narrate.prose.numbers import Numeral
from helpers.narrate.prose.one_measure import claims_of, named_times, spoken_of
from helpers.narrate.prose.plain import plain
from helpers.narrate.prose.sentences import sentences
from helpers.narrate.prose.words import stems
from helpers.narrate.row import ResultRow

_NO_AMOUNT = ("part", "ordinal", "times", "points")


@dataclass(frozen=True, slots=True)
class Secret:
    """A figure that a pack withholds, or shows rounded.

    Attributes
    ----------
    value
        The figure as it is.
    unit
        The unit of its measure; ``count`` for the parts of a rate.
    words
        Which figure it is, without saying it.
    """

    value: Decimal
    unit: str
    words: str


def tells(text: str, row: ResultRow, secrets: Sequence[Secret], only_where_named: bool = False) -> Iterator[Doubt]:
    """Find the numbers of a text that are figures its readers may not see.

    A source does not excuse them, as it does a number that nobody here knows: the words are to be put otherwise. What a
    sentence says to be the target, or another figure that is shown, is left alone, and so are dates.

    Parameters
    ----------
    text
        Markdown, its placeholders already resolved.
    row
        The result that it is about, as the pack may see it.
    secrets
        What the pack may not see of the measure and of those it adds up with.
    only_where_named
        Look only at sentences that name the measure by the words of its title.
    """
    known = known_of(row)
    for sentence in sentences(plain(text).blocks) if secrets else ():
        if only_where_named and not known.subject.named_in(stems(sentence.text)):
            continue
        times = named_times(sentence.text, (), known)
        spoken = spoken_of(sentence.text, [(one.start, one.end) for one in times], times, known)
        for claim in claims_of(spoken):
            told = next((secret for secret in secrets if _is(claim.numeral, secret)), None)
            if told is not None and not _is_shown(claim, known) and not (claim.time_unit and told.unit == "count"):
                yield Doubt(
                    sentence.text, claim.numeral.text, f"words that do not tell {told.words}, which this pack withholds"
                )


def _is(numeral: Numeral, secret: Secret) -> bool:
    unit = "" if secret.unit not in ("%", "£") else secret.unit
    return numeral.unit == unit and numeral.unit not in _NO_AMOUNT and numeral.reads(secret.value)


def _is_shown(claim: Claim, known: Known) -> bool:
    """Say whether a numeral is what its words say it is, or a number of the measure's own title."""
    if any(claim.numeral.reads(one.value) for one in named(known.figures, OWN | EARLIER)):
        return True
    before, after = claim.beside
    number = claim.numeral.text.lower()
    if (number, after) in known.described or (before, number) in known.described:
        return True
    said = claim.role.label not in ("", "the figure")
    return said and claim.counts and holds(claim, known.figures, known.described, known.row.unit)
