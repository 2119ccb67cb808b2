"""Dates, months, quarters and years named in a sentence, and whether the measure knows them. May import `model`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from helpers.model.errors import Refused
from helpers.model.period import Kind, Period
from helpers.narrate.prose.calendar import Calendar

_NAMES = "January February March April May June July August September October November December".split()  # noqa: SIM905
MONTHS = {name.lower(): index for index, name in enumerate(_NAMES, start=1)}
MONTHS |= {name[:3].lower(): index for name, index in zip(_NAMES, range(1, 13), strict=True)} | {"sept": 9}

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_FY = rf"{_YEAR} ?[/–-] ?(?:{_YEAR}|[0-9]{{2}})(?![0-9])"
_QUARTER = (
    r"(?:[Qq](?:uarter|tr)?\.? ?[0-9]\b|[Qq]uarter (?:one|two|three|four)\b|"
    r"(?:first|second|third|fourth|1st|2nd|3rd|4th) quarter\b(?! (?:in a row|running|in succession)))"
)
_BEFORE_YEAR = (
    r"(?:in|since|from|by|until|till|to|of|during|before|after|summer|spring|autumn|winter|early|late|mid|pre|post|"
    r"end|and|through|throughout|calendar|christmas|easter|january|between)"
)

_PATTERN = re.compile(
    rf"(?P<stamp>^(?:[0-9]{{6}}(?=[ :–-])|[0-9]{{1,2}}[-/.][A-Za-z]{{3,9}}[-/.][0-9]{{4}}))"
    rf"|(?P<iso>\b{_YEAR}-[0-9]{{2}}-[0-9]{{2}}\b)"
    r"|(?P<slashed>(?<![0-9/.])[0-9]{1,2}(?P<sep>[/.])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9]{2})(?![0-9/]))"
    rf"|(?P<day>\b[0-9]{{1,2}}(?:st|nd|rd|th)? ?-?(?:of )?{_MONTH}(?:,? ?-?{_YEAR}\b)?)"
    rf"|(?P<monthday>\b{_MONTH} [0-9]{{1,2}}(?:(?:st|nd|rd|th)\b(?:,? {_YEAR}\b)?|,? {_YEAR}\b))"
    rf"|(?P<quarter>\b{_QUARTER}(?:,? (?:of )?(?:the )?(?:{_FY}|{_YEAR}\b(?!/)))?)"
    rf"|(?P<yearquarter>\b{_FY},? [Qq](?:uarter )?[0-9]\b)"
    rf"|(?P<half>\b(?:H[0-9]|[Hh]alf [0-9]|[Tt]erm [0-9])\b(?: (?:of )?{_FY})?)"
    rf"|(?P<fy>(?<![£0-9,.]){_FY})"
    rf"|(?P<month>\b{_MONTH},? ?(?:of )?-?{_YEAR}\b)"
    rf"|(?P<year>(?:(?<=\b)(?P<cue>{_BEFORE_YEAR})[ -](?:the )?)?(?<![£0-9,.−-])\b(?P<number>{_YEAR})\b(?![0-9%,]|"
    rf",[0-9]|\.[0-9]| ?[/–-] ?[0-9]))",
    re.IGNORECASE,
)
_ACT = re.compile(r"\b(?:Act|Regulations?|Order|Rules|Census|Bill|Strategy|Plan|Code)(?: of)? $")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence that names a time.

    Attributes
    ----------
    start, end
        Where it stands.
    plausible
        The measure knows it.
    period
        The period it names, where it names one.
    sure
        It can be nothing but a time; a bare ``2019`` could be a figure.
    """

    start: int
    end: int
    plausible: bool
    period: Period | None = None
    sure: bool = True


def mentions(sentence: str, calendar: Calendar) -> list[Mention]:
    """Find the times that a sentence names with digits.

    Parameters
    ----------
    sentence
        Plain words.
    calendar
        What the measure knows; see :func:`helpers.narrate.prose.calendar.calendar_of`.
    """
    return [made for match in _PATTERN.finditer(sentence) if (made := _mention(sentence, match, calendar))]


def _mention(sentence: str, match: re.Match[str], calendar: Calendar) -> Mention | None:
    kind = match.lastgroup if match.lastgroup not in ("sep", "cue", "number") else _kind(match)
    text = match[kind or 0]
    if kind == "year":
        return _bare_year(sentence, match, calendar)
    plausible, period = _READ[kind or ""](text, calendar)
    if kind == "stamp" and not plausible:
        return None
    return Mention(match.start(), match.end(), plausible, period)


def _kind(match: re.Match[str]) -> str:
    return next(name for name, text in match.groupdict().items() if text and name not in ("sep", "cue", "number"))


def _bare_year(sentence: str, match: re.Match[str], calendar: Calendar) -> Mention | None:
    start = match.start("number")
    known_year = calendar.knows_year(int(match["number"])) or bool(_ACT.search(sentence[:start]))
    return Mention(start, match.end(), known_year, None, sure=bool(match["cue"]))


def _day(text: str, calendar: Calendar) -> tuple[bool, Period | None]:
    number = re.search(r"(?<![0-9])[0-9]{1,2}(?![0-9])", text)
    month = next(MONTHS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in MONTHS)
    year = re.search(_YEAR, text)
    years = [int(year[0])] if year else sorted({one.year for one in _days_of(calendar)} | _years_of(calendar))
    return any(_knows(calendar, one, month, int(number[0]) if number else 0) for one in years), None


def _days_of(calendar: Calendar) -> frozenset[date]:
    return calendar.days


def _years_of(calendar: Calendar) -> set[int]:
    return {year for one in calendar.periods for year in (one.start.year, one.end.year)}


def _knows(calendar: Calendar, year: int, month: int, day: int) -> bool:
    try:
        return calendar.knows_day(date(year, month, day))
    except ValueError:
        return False


def _iso(text: str, calendar: Calendar) -> tuple[bool, Period | None]:
    year, month, day = (int(part) for part in text.split("-"))
    return _knows(calendar, year, month, day), None


def _slashed(text: str, calendar: Calendar) -> tuple[bool, Period | None]:
    day, month, year = (int(part) for part in re.split(r"[/.]", text))
    return _knows(calendar, year + 2000 * (year < 100), month, day), None


def _stamp(text: str, calendar: Calendar) -> tuple[bool, Period | None]:
    """Read the date with which an officer begins a note: ``141022 -`` or ``13-Aug-2014``; it is when it was written."""
    if not text.isdigit():
        parts = re.split(r"[-/.]", text)
        month = MONTHS.get(parts[1].lower(), MONTHS.get(parts[1].lower()[:3], 0))
        days = [(int(parts[2]), month, int(parts[0]))]
    else:
        first, second, third = (int(text[index : index + 2]) for index in (0, 2, 4))
        days = [(2000 + first, second, third), (2000 + third, second, first)]
    return any(_written_about(calendar, *one) for one in days), None


def _written_about(calendar: Calendar, year: int, month: int, day: int) -> bool:
    try:
        written = date(year, month, day)
    except ValueError:
        return False
    return any((written - one.start).days >= -31 and (written - one.end).days <= 120 for one in calendar.periods)


_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}


def _quarter(text: str, calendar: Calendar) -> tuple[bool, Period | None]:
    year = re.search(_FY, text)
    bare = None if year else re.search(_YEAR, text)
    rest = text[: year.start()] + text[year.end() :] if year else text[: bare.start()] if bare else text
    digit = re.search(r"[0-9]", rest)
    index = int(digit[0]) if digit else next(_WORDS[word] for word in rest.lower().split() if word in _WORDS)
    known = [one for one in calendar.quarters() if one.index + 1 == index]
    if year:
        named = _financial_year(year[0])
        known = [one for one in known if named and one.financial_year == named]
    elif bare:
        known = [one for one in known if int(bare[0]) in (one.start.year, one.financial_year.start.year)]
    if known or year or bare or not calendar.edition or not 1 <= index <= 4:
        return bool(known), max(known, default=None)
    return False, Period.parse(f"{calendar.edition.financial_year}-q{index}")


def _half(text: str, calendar: Calendar) -> tuple[bool, Period | None]:
    index = re.search(r"[0-9]", text)
    year = re.search(_FY, text)
    kind = Kind.TERM if text.lower().startswith("t") else Kind.HALF
    count = 12 // kind.months
    if not index or not 1 <= int(index[0]) <= count:
        return False, None
    part = f"h{index[0]}" if kind is Kind.HALF else f"term{index[0]}"
    years = [named] if year and (named := _financial_year(year[0])) else [] if year else list(calendar.years)
    found = [Period.parse(f"{one}-{part}") for one in years if one in calendar.years]
    return bool(found), found[0] if len(found) == 1 else None


def _fy(text: str, calendar: Calendar) -> tuple[bool, Period | None]:
    named = _financial_year(text)
    return named in calendar.years, named


def _financial_year(text: str) -> Period | None:
    first, second = re.split(r" ?[/–-] ?", text)
    try:
        return Period.parse(f"{first}-{second[-2:]}", Kind.YEAR) if int(second[-2:]) != int(first[-2:]) else None
    except Refused:
        return None


def _month(text: str, calendar: Calendar) -> tuple[bool, Period | None]:
    name, year = re.findall(r"[a-z]+", text.lower())[0], re.findall(_YEAR, text)[-1]
    named = Period.parse(f"{year}-{MONTHS[name]:02d}", Kind.MONTH)
    return calendar.knows_month(named), named


_READ: dict[str, Callable[[str, Calendar], tuple[bool, Period | None]]] = {
    "stamp": _stamp, "iso": _iso, "slashed": _slashed, "day": _day, "monthday": _day, "quarter": _quarter,
    "yearquarter": _quarter, "half": _half, "fy": _fy, "month": _month,
}  # fmt: skip

_SEASONS = {
    "spring": (3, 4, 5, 6), "summer": (6, 7, 8, 9), "autumn": (9, 10, 11, 12), "winter": (12, 1, 2, 3),
}  # fmt: skip
_NAMED = re.compile(rf"\b(?:{_MONTH}|spring|summer|autumn|winter)\b", re.IGNORECASE)


def months_named(text: str) -> Iterator[tuple[int, ...]]:
    """Give the months that the words of a text mean: a month is itself, a season is its months.

    Examples
    --------
    >>> list(months_named("in the spring and in July"))
    [(3, 4, 5, 6), (7,)]
    """
    for match in _NAMED.finditer(text):
        word = match[0].lower().rstrip(".")
        if word == "may" and match[0] != "May":
            continue
        yield _SEASONS[word] if word in _SEASONS else (MONTHS[word],)
