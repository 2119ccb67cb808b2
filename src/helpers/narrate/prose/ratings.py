"""Colours used as ratings, checked against the rating. May import `narrate.row` and `narrate.rating`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.narrate.prose.previous_rating import previous_rating
from helpers.narrate.rating import RATINGS
from helpers.narrate.row import ResultRow

_COLOUR = re.compile(
    r"(?<![\w-])(?P<colour>green|amber|red)(?P<tail>[- ](?:rated|rag|rating|status))?(?![\w-])",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|remain(?:s|ed)?|stay(?:s|ed)?|rat(?:ed?|es|ing)|rag|status|turn(?:s|ed)?|"
    r"goes|gone?|"
    r"went|move[sd]?|moving|shifted|to|from|at|as|now|still|again|currently|becomes?|became|judged|show[ns]|marked|"
    r"flagged|"
    r"forecast|back|into|this|it|them|us|assessed|supplied|scored|not|longer|solidly|firmly|only|just|and|or|than)|"
    r"[:,(–/=]|^)\s*[\"'(]*$",
    re.IGNORECASE,
)
_RATING_BEFORE = re.compile(
    r"\b(?:rat(?:ed|ing|ings)|rag|status|turn(?:s|ed)?|judged|flagged|assessed|move[sd]?|forecast|remain(?:s|"
    r"ed)?)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^(?:[\"')\].,;:!?–/-]|\s*$|\s+(?:and|or|to|because|at|for|in|against|this|last|again|but|since|after|from|"
    r"until|as|by|on|"
    r"when|while|with|than|so|once|if|though|although|rather|overall|not|now|throughout|too|also|already|instead|"
    r"still|measures?|indicators?|is|was)\b"
    r"|\s+[–(-])",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:bins?|lights?|flags?|box(?:es)?|sacks?|lids?|signals?|roofs?|spaces?|buses|painted|doors?|teams?|site|"
    r"land|lines?|"
    r"roads?|fleet|vehicles?|energy|zones?)\b[\w ]{0,24}$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:a|an|the|our|new|every)\s*$", re.IGNORECASE)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|would|could|might|may|unless|until|aim(?:s|ing)? to|want to|needs? to|hopes? to|plan(?:s|ning)? to|"
    r"should)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_WOULD_BE = re.compile(r"\bwould (?:be|mean|make it) (?:\w+ )?$", re.IGNORECASE)
_FORECAST = re.compile(
    r"\b(?:forecast\w*|expect\w*|year[- ]end|end of (?:the )?(?:financial )?year|outturn|predict\w*|will (?:be|end))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:last (?:quarter|year|time|month)|previous\w*|(?:quarter|year|month) (?:before|earlier|ago)|had been|"
    r"was then|formerly)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\b(?:not|no longer|never|rather than|instead of|neither|nor)|n't)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom (?:an? )?$", re.IGNORECASE)
_SUPPLIED = re.compile(
    r"\b(?:service|department|team)(?:'s| itself)? (?:own )?(?:\w+ )?(?:rated|rates|rating|supplied|assess\w*|gave|"
    r"view)\b",
    re.IGNORECASE,
)
_OR_NEXT = re.compile(r"^\s+or (green|amber|red)\b", re.IGNORECASE)
_OR_BEFORE = re.compile(r"\b(green|amber|red) or $", re.IGNORECASE)
_CLAUSE = re.compile(r"[;,:(]|\b(?:but|and)\b", re.IGNORECASE)
_NEAR = re.compile(r"[;,:(]|\b(?:but|and|from|to)\b", re.IGNORECASE)
_REACH = 160


def colours(sentence: str) -> Iterator[re.Match[str]]:
    """Find the colours that a sentence uses as ratings, not as names or as the colour of a thing.

    Examples
    --------
    >>> [match[0] for match in colours("Red tape at Green Lane turned this amber, and green waste is up.")]
    ['amber']
    """
    for match in _COLOUR.finditer(sentence):
        before, after = _around(sentence, match)
        if match["tail"] or (_CUE.search(before) and _NEXT.match(after) and not _is_thing(before, after)):
            yield match


def _around(sentence: str, match: re.Match[str]) -> tuple[str, str]:
    return sentence[max(0, match.start() - _REACH) : match.start()], sentence[match.end() : match.end() + 60]


def _is_thing(before: str, after: str) -> bool:
    """Say whether a colour is that of a bin, a light or a roof, or opens a name."""
    if not before.strip() and re.match(r"\s+\w", after):
        return True
    return bool(_ARTICLE.search(before)) or (bool(_THINGS.search(before)) and not _RATING_BEFORE.search(before))


def misrated(sentence: str, row: ResultRow) -> Iterator[tuple[str, str]]:
    """Find the colours that the rating contradicts: the word, and what it should be.

    Which rating is meant, the words around it say: the forecast's, the one before, the service's own, or the result's.
    """
    for match in colours(sentence):
        before, after = _around(sentence, match)
        if _HYPOTHETICAL.search(before) and not (_WOULD_BE.search(before) and _FORECAST.search(before)):
            continue
        wanted, what = _meant(before, after, row)
        if what and (match["colour"].capitalize() == wanted) == bool(_NEGATED.search(before)):
            yield match[0], what


def _meant(before: str, after: str, row: ResultRow) -> tuple[str, str]:
    """Give the rating that is meant and what it is; two empty texts where it is not known."""
    own = row.rag if row.rag in RATINGS else ""
    near = f"{_CLAUSE.split(before)[-1]} . {_NEAR.split(after)[0]}"
    if _SUPPLIED.search(before) and row.rag_supplied:
        return row.rag_supplied, f"{row.rag_supplied}, as the service rates it"
    if _FROM.search(before) or _BEFORE.search(near):
        earlier = previous_rating(row)
        return earlier, f"{earlier}, as the figure before is rated" if earlier else ""
    if (_FORECAST.search(near) or _WOULD_BE.search(before)) and row.forecast_rag in RATINGS:
        return row.forecast_rag, f"{row.forecast_rag}, as the forecast is rated"
    either = _OR_NEXT.search(after) or _OR_BEFORE.search(before)
    if either and either[1].capitalize() == own:
        return "", ""
    return own, own or f"no rating ({row.rag_basis or row.state or 'not rated'})"
