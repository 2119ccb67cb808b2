"""Numerals that name or describe and count nothing: codes, roads, ages, times of day. May import `narrate.row`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.narrate.row import ResultRow

_NAMING = (
    r"(?:[Ss]ections?|[Ss]tages?|[Ll]evels?|[Gg]rades?|[Pp]hases?|[Pp]arts?|[Bb]ands?|[Tt]iers?|Attainment|Progress|"
    r"[Ss]chedules?|[Aa]rticles?|[Pp]aragraphs?|[Rr]egulations?|[Ww]ards?|[Zz]ones?|[Rr]outes?|[Ii]tems?|[Rr]efs?\.?|"
    r"[Rr]eference|[Mm]easures?|[Ii]ndicators?|[Cc]ategory|[Cc]lass|[Pp]riority|[Ss]tep|[Jj]unction|[Pp]lot|[Ll]ot|"
    r"[Rr]oom|[Ff]loor|[Ss]trand|[Ww]ave|[Rr]ound|[Cc]hapter|[Pp]ages?|[Vv]ersion|[Tt]ype|[Gg]roup|[Uu]nit|[Bb]lock|"
    r"[Oo]utcome|[Oo]bjective|[Aa]ction|[Rr]ecommendation|[Yy]ears?|[Dd]ay|[Ww]eek|[Ss]tandard|[Nn]o\.|[Nn]umber|"
    r"[Cc]ovid|COVID|Part|Regulation|Rule|[Ff]orm|[Tt]eam|[Ss]ite|[Ss]chool|Channel|Radio|Windows|Highway|Building|"
    r"[Cc]all|[Dd]ial|[Rr]ing|[Tt]elephone|[Tt]el\.?|[Ee]xtension)"
)
_NAMES = re.compile(
    r"(?<![\w£.])0[0-9]{2,4}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}(?![0-9])"  # telephone
    r"|\b[A-Za-z]+[0-9][\w/]*(?:[.-][0-9]+)?\b"  # A38, S106, KS4
    r"|\b[A-Z][A-Za-z]*-[0-9][\w]*\b"  # CS-04, COVID-19
    r"|(?<![\w.,])[0-9]+(?:[A-Za-z]{1,2}\b[0-9]*)(?<![0-9][kKmMpP])(?<![0-9]bn)(?<![0-9]pp)(?<![0-9](?:st|nd|rd|th))"
    r"(?<![0-9]x)"  # 5G, 9am, 4x4
    r"|(?<![\w.,])[0-9]{1,2}(?:[.:][0-9]{2})? ?(?:am|pm|a\.m\.|p\.m\.)"
    r"|(?<![\w.,])[0-9]{1,2}:[0-9]{2}\b"
    r"|(?<![\w.,])(?:24/7|50/50|9-5|1:1|4x4|1-2-1|360)(?![\w%])"
    r"|\b(?:[Aa]ges?|[Aa]ged|[Aa]ge of|[Aa]ges of) (?:of |between )?[0-9]{1,2}(?:(?: ?[–-] ?| to | and | or |"
    r" & )[0-9]{1,2})?\b"
    r"(?! ?%)"
    r"|\b[0-9]{1,2}(?:(?: ?[–-] ?| to | and | or )[0-9]{1,2})?[ -](?:year[- ]olds?|years? old|and over\b|years of age)"
    r"|\b(?:[Uu]nder|[Oo]ver|[Pp]ost|[Pp]re|[Mm]id)[- ][0-9]{1,3}s\b|\b(?:[Pp]ost|[Pp]re)-[0-9]{1,2}\b|\b[0-9]{2,4}s\b"
    r"|(?<![\w.,£])[0-9]{1,3}(?:[–-][0-9]{1,3})?-(?:day|week|month|year|hour|minute|bed(?:room)?|storey|page|mile|metre"
    r"|place|seat|berth)s?\b"
    r"|\b" + _NAMING + r" (?:no\.? ?|number )?#?[0-9]{1,3}[a-z]?\b(?![.,]?[0-9%]| ?%| per ?cent)"
    r"(?:(?:,| and| or| to|–|-) ?[0-9]{1,3}[a-z]?\b(?![.,]?[0-9%]| ?%| per ?cent))*"
)
_ENUMERATOR = re.compile(r"\(([0-9]{1,2})\)")
_NUMBER = re.compile(r"([a-z]+)? ?(?<![0-9.,])([0-9][0-9,]*(?:\.[0-9]+)?|one|two|three|four|five|six)(?= ?(%|[a-z]+)?)")


def names(sentence: str) -> Iterator[tuple[int, int]]:
    """Find where a sentence has numerals that name.

    Examples
    --------
    >>> line = "On the A38, Year 11 pupils aged 15 to 16 met at 9am under S106; (1) 38 and (2) 5."
    >>> [line[start:end] for start, end in names(line)]
    ['A38', 'Year 11', 'aged 15 to 16', '9am', 'S106', '(1)', '(2)']
    """
    found = [match.span() for match in _NAMES.finditer(sentence)]
    listed = [(int(match[1]), match.span()) for match in _ENUMERATOR.finditer(sentence)]
    if [number for number, _ in listed] == list(range(1, len(listed) + 1)) and len(listed) > 1:
        found += [span for _, span in listed]
    yield from sorted(found)


def described(row: ResultRow) -> frozenset[tuple[str, str]]:
    """Give the numerals of a measure's title, definition and unit, each with the word after it, or before it.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> row = SimpleNamespace(title="At home 91 days after", definition="", unit="per 1,000 homes", why="")
    >>> sorted(described(row))
    [('1000', 'home'), ('91', 'day'), ('home', '91'), ('per', '1000')]
    """
    text = " ".join((row.title, row.definition, row.unit, row.why)).lower()
    pairs = set()
    for match in _NUMBER.finditer(text):
        number = match[2].replace(",", "")
        after = (match[3] or "").rstrip("s")
        pairs |= {(number, after)} if after else set()
        pairs |= {(match[1], number)} if match[1] else set()
    return frozenset(pairs)
