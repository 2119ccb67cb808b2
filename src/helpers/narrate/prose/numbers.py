"""Numerals in a sentence, in digits and in words, with what they stand for. May import nothing of the house."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_DIGITS = re.compile(
    r"(?P<sign>(?:(?<![\w)\]%.])[−-](?=[£0-9])|(?<![\w)\]%])\+(?=[£0-9])|\bminus |\bnegative )?)"
    r"(?P<pound>£\s?(?P<inner>[−-]?))?"
    r"(?<![\w.])(?P<number>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)"
    r"(?P<suffix>\s?(?:%(?:age points?)?|per ?cent(?:age points?)?\b|pct\b|percentage[ -]points?\b|ppts?\b|pp\b)"
    r"|\s?(?:thousand|million|billion|bn|mn)\b|[kKmM]\b|(?:st|nd|rd|th)\b|x\b|)"
    r"(?![A-Za-z0-9])"
)
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9}

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"none": 0, "nil": 0}
_TENS = {
    word: value * 10
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),  # noqa: SIM905
        2,
    )
}
_HUGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_UNITS = {word: value for word, value in _SMALL.items() if 0 < value < 10}

_WORD = rf"(?:{'|'.join(sorted([*_SMALL, *_TENS, *_HUGE], key=len, reverse=True))})"
_WORDS = re.compile(
    rf"\b(?P<sign>minus )?(?P<words>(?:a (?=hundred|thousand|million))?{_WORD}(?:(?:-| and | ){_WORD}){{0,12}})\b"
    r"(?P<point> point (?P<decimals>(?:(?:zero|one|two|three|four|five|six|seven|eight|nine)\b ?){1,4}))?"
    r"(?P<suffix> per ?cent(?:age points?)?\b| percentage[ -]points?\b| ?%)?",
    re.IGNORECASE,
)

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_FRACTION = re.compile(
    r"\b(?P<over>two|three|four|five|six|seven|eight|nine)[ -](?P<part>third|quarter|fifth|sixth|eighth|tenth)s\b"
    r"(?! running| in a row| ago| of the year)"
    r"|\b(?P<one>a|one)[ -](?P<single>third|quarter|fifth|sixth|eighth|tenth) of\b(?! the (?:year|way))"
    r"|(?<!first )(?<!second )(?<!other )(?<!last )(?<!better )\b(?P<half>half) (?:of |the )(?!the year|the time|way)"
    r"|\b(?P<count>one|two|three|four|five|six|seven|eight|nine|[0-9]+)(?: out of| in) "
    r"(?:every )?(?P<among>two|three|four|five|six|seven|eight|nine|ten|[0-9]+)\b(?! years| months| days| weeks|"
    r"[,.]?[0-9])",
    re.IGNORECASE,
)
_PERIODS_BEFORE = re.compile(r"\b(?:for|last|past|next|first|previous|all|in|over|over the|the) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as a sentence writes it.

    Attributes
    ----------
    start, end
        Where it stands in the sentence.
    text
        As written.
    value
        What it stands for.
    step
        The last place it is written to: 0.1 for ``64.2``, 10,000 for ``£1.24m``.
    unit
        ``%``, ``£``, ``points`` (percentage points), ``part`` (a fraction), ``ordinal``, or empty.
    small
        A number word up to ten, which only sometimes is a figure.
    """

    start: int
    end: int
    text: str
    value: Decimal
    step: Decimal
    unit: str = ""
    small: bool = False

    def reads(self, figure: Decimal) -> bool:
        """Say whether a figure, rounded half up to the precision of this numeral, is this numeral.

        Examples
        --------
        >>> next(numerals("64.2%")).reads(Decimal("64.15")), next(numerals("£1.24m")).reads(Decimal(1_245_000))
        (True, False)
        """
        try:
            scaled = abs(figure / self.step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * self.step
        except InvalidOperation:
            return False
        return scaled.copy_sign(figure) == self.value or (scaled == 0 and self.value == 0)


def numerals(sentence: str) -> Iterator[Numeral]:
    """Find the numbers of a sentence, in order.

    Examples
    --------
    >>> [(one.text, one.value, one.unit) for one in numerals("From £1.24m to −3, 64.2 per cent and twenty-one")]
    [('£1.24m', Decimal('1.24E+6'), '£'), ('−3', Decimal('-3'), ''), ('64.2 per cent', Decimal('64.2'), '%'),
     ('twenty-one', Decimal('21'), '')]
    >>> [(one.text, one.small) for one in numerals("three homes")]
    [('three', True)]
    """
    found = [*_fractions(sentence)]
    rest = _without(sentence, found)
    digits = [made for match in _DIGITS.finditer(rest) if (made := _of_digits(match))]
    rest = _without(rest, digits)
    found += [*digits, *(made for match in _WORDS.finditer(rest) for made in _of_words(match))]
    yield from sorted(found, key=lambda one: one.start)


def _without(sentence: str, found: Iterable[Numeral]) -> str:
    """Put marks that are no words where numerals stand, so that places stay the same."""
    letters = list(sentence)
    for one in found:
        letters[one.start : one.end] = "#" * (one.end - one.start)
    return "".join(letters)


def _of_digits(match: re.Match[str]) -> Numeral | None:
    digits, suffix = match["number"], match["suffix"].strip().lower()
    groups = digits.split(".")[0].split(",")
    value = Decimal(digits.replace(",", ""))
    step = Decimal(1).scaleb(-len(digits.partition(".")[2])) if "." in digits else Decimal(1)
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        step = Decimal("1e-9")  # badly grouped, so nothing can be sure of it
    if suffix in _SCALES:
        value, step = value.scaleb(_SCALES[suffix]), step.scaleb(_SCALES[suffix])
    if match["sign"].strip() in ("−", "-", "minus", "negative") or match["inner"]:
        value = -value
    unit = _unit(suffix, bool(match["pound"]))
    return Numeral(match.start(), match.end(), match[0].strip(), value, step, unit)


def _unit(suffix: str, pound: bool) -> str:
    if "point" in suffix or suffix in ("pp", "ppt", "ppts"):
        return "points"
    if suffix in ("st", "nd", "rd", "th"):
        return "ordinal"
    if suffix == "x":
        return "times"
    return "%" if suffix.startswith(("%", "per", "pct")) else "£" if pound else ""


def _of_words(match: re.Match[str]) -> Iterator[Numeral]:
    words = match["words"].lower().replace("-", " ").split()
    groups = " ".join(words).split(" and ")
    value = _count(words)
    suffix = (match["suffix"] or "").strip().lower()
    unit = _unit(suffix, pound=False) if suffix else ""
    step = Decimal(1)
    if value is None:  # "two or three", "one and two": each by itself
        start = match.start("words")
        for group in groups:
            at = match["words"].lower().replace("-", " ").find(group)
            single = _count(group.split())
            if single is not None:
                yield Numeral(start + at, start + at + len(group), group, Decimal(single), Decimal(1), "", single <= 10)
        return
    number = Decimal(value)
    if match["point"]:
        places = [str(_SMALL[word]) for word in match["decimals"].lower().split()]
        number += Decimal("0." + "".join(places))
        step = Decimal(1).scaleb(-len(places))
    if match["sign"]:
        number = -number
    small = abs(value) <= 10 and not match["point"] and not unit
    yield Numeral(match.start(), match.end(), match[0].strip(), number, step, unit, small)


def _count(words: list[str]) -> int | None:
    """Read a number in words; ``None`` where the words are not one number."""
    total = current = 0
    last = 10**12
    for word in words:
        if word in ("and", "a"):
            current = current or (1 if word == "a" else 0)
        elif word in _HUGE:
            size = _HUGE[word]
            current = max(current, 1) * size
            last = size
            if size > 100:
                total, current = total + current, 0
        else:
            value = _SMALL.get(word, _TENS.get(word, -1))
            if (value < 10 and last < 20) or (value >= 10 and last < 100) or (value == 0 and len(words) > 1):
                return None
            current += value
            last = 10 if value < 20 else 20
    return total + current


def _fractions(sentence: str) -> Iterator[Numeral]:
    for match in _FRACTION.finditer(sentence):
        if match["part"]:
            over, under = _SMALL[match["over"].lower()], _PARTS[match["part"].lower()]
            if match["part"].lower() == "quarter" and _PERIODS_BEFORE.search(
                sentence[max(0, match.start() - 20) : match.start()]
            ):
                continue
        elif match["single"]:
            over, under = 1, _PARTS[match["single"].lower()]
        elif match["half"]:
            over, under = 1, 2
        else:
            over, under = (_either(match["count"]), _either(match["among"]))
            if "out of" in match[0].lower() or not 0 < over < under:
                continue
        value = (Decimal(100) * over / under).quantize(Decimal("0.01"))
        yield Numeral(match.start(), match.end(), match[0].strip(), value, Decimal(5), "part")


def _either(text: str) -> int:
    return int(text) if text.isdigit() else _SMALL[text.lower()]
