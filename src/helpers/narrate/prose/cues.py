"""The words by which sentences say what a numeral is. May import nothing of the house."""

from __future__ import annotations

import re

from helpers.narrate.prose.figures import EARLIER, ERRORS, FORECASTS, INTERVALS, INTERVENTIONS, LIMITS, TARGETS

LINK = (
    r"(?:(?:\s|[,:(–—=-]|'s)|\b(?:of|is|was|are|were|be|been|being|remains?|remained|stays?|to|for|set|at|level|the|"
    r"this|"
    r"that|year|quarter|month|half|our|its|their|now|still|in|a|an|about|around|nearly|over|under|just|only|almost|"
    r"some|"
    r"approximately|roughly|end|underspend|overspend|surplus|deficit|loss|saving|whole|as|which|itself|range|between|"
    r"from|it|stood|figure|rate|"
    r"number|score|percentage|proportion|outturn|annual|full|council|services?|reached)\b)*$"
)
THEN = (
    r"(?:(?:\s|[,:(–—=-]|'s)|\b(?:of|is|was|were|the|this|it|they|we|had|been|stood|at|figure|rate|number|score|"
    r"percentage|"
    r"proportion|performance|comparable|there|only|just|about|around|nearly|made|answered|reported|recorded|had)\b)*$"
)


def _noun(words: str, link: str = LINK) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b{link}", re.IGNORECASE)


LEFT: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    ("the intervention level", _noun(r"intervention|trigger"), INTERVENTIONS),
    ("the year's target", _noun(r"(?:year's|annual|full[- ]year|year[- ]end) (?:target|goal)"), TARGETS),
    ("the target", _noun(r"targets?|goals?|profiled?|ambition|range"), TARGETS),
    (
        "an outside average", _noun(
            r"(?:england|english|national|regional|south west|south east|london|uk|statistical|sector)"
            r"(?:'s)?(?: \w+){0,2}? (?:average|mean|median|figure|rate|level)"
        ), frozenset(),
    ),
    ("the neighbours' median", _noun(r"median|neighbours'?(?: average)?|(?:similar|other) councils"),
     frozenset({"median"})),
    ("the average over time", _noun(r"long[- ](?:term|run) (?:average|mean)|usual (?:average|level)"),
     frozenset({"mean"})),
    ("a process limit", _noun(r"(?:upper|lower|process|control) limits?"), LIMITS),
    ("what chance allows", _noun(r"(?:by|for|from) chance(?: alone)?|confidence interval|margin of error"),
     INTERVALS),
    ("the error of past forecasts", _noun(
        r"(?:past|earlier|last year's|our) forecasts? (?:was|were) (?:out|off|wrong)(?: by)?(?: an)?(?: average)?|"
        r"(?:average |usual )?(?:error|miss) of (?:past|earlier|last year's|our) forecasts?"
    ), ERRORS),
    ("the rank", _noun(r"rank(?:ed|s|ing)?"), frozenset({"rank"})),
    ("the forecast", _noun(r"forecast(?:s|ing)?|projection|prediction|estimate"), FORECASTS),
    ("last year's outturn", _noun(r"outturn(?! (?:for|in) (?:the |this )?(?:quarter|month|period|q[1-4]))"), EARLIER),
    ("the same period last year", _noun(
        r"(?:same|this) (?:time|point|period|quarter|month|stage|half)(?: of)?(?: the)? (?:last|previous) year|"
        r"(?:a|one) year (?:ago|earlier|before)|(?:12|twelve) months (?:ago|earlier|before)", THEN),
        frozenset({"last_year"})),
    ("last year's figure", _noun(r"(?<!the )last year|the year before|(?:the )?previous year", THEN),
     frozenset({"last_year", "outturn"})),
    ("the figure before", _noun(
        r"(?:last|previous|preceding|prior) (?:quarter|month|period|half[- ]year)|(?:previous|preceding|prior) figure|"
        r"(?:quarter|month|period|figure) (?:before|earlier)|previously|had been", THEN), frozenset({"previous"})),
    ("the figure as first reported", _noun(r"revised(?: up| down)? from|(?:first|originally) (?:reported|published)"
                                           r"(?: as| at)?"), frozenset({"first"})),
)  # fmt: skip

RIGHT: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = tuple(
    (label, re.compile(rf"^[\s,]*(?:{words})\b", re.IGNORECASE), kinds)
    for label, words, kinds in (
        ("the target", r"(?:\w+ ){0,1}(?:target|goal|profile)", TARGETS),
        ("the intervention level", r"intervention", INTERVENTIONS),
        ("the same period last year",
         r"(?:\w+ ){0,3}?(?:at |in |for |on )?(?:the |this )?(?:same )?(?:time|point|period|quarter|month|stage|half)"
         r"(?: of)?(?: the| in the)? (?:last|previous) year", frozenset({"last_year"})),
        ("the same period last year",
         r"(?:\w+ ){0,3}?(?:(?:a|one|the) year (?:ago|earlier|before)|(?:12|twelve) months (?:ago|earlier|before))",
         frozenset({"last_year", "outturn"})),
        ("last year's figure",
         r"(?:\w+ ){0,3}?(?:in |for |at the end of )?(?:(?<!the )last year|the (?:previous|prior) year)",
         frozenset({"last_year", "outturn"})),
        ("the figure before",
         r"(?:\w+ ){0,3}?(?:in |for |at the end of )?(?:the )?(?:last|previous|preceding|prior) "
         r"(?:quarter|month|period|half[- ]year|figure)|(?:\w+ ){0,3}?(?:the |a )?(?:quarter|month|period|"
         r"half[- ]year) "
         r"(?:before|earlier|ago)|previously", frozenset({"previous"})),
        ("the forecast",
         r"(?:\w+ ){0,4}?(?:by|at|for) (?:the end of the (?:financial )?year|(?:the )?year[- ]end|(?:the|this) year"
         r"(?: as a whole)?|the full year|(?:the end of )?March)", FORECASTS | {"year_target"}),
        ("the neighbours' median", r"(?:\w+ ){0,2}?(?:for|among|across|in|of) (?:our |its )?(?:\w+ )?"
         r"(?:neighbours|similar councils)|median", frozenset({"median", "n"})),
        ("how many are compared", r"(?:\w+ )?(?:councils|neighbours|authorities)", frozenset({"n"})),
    )
)  # fmt: skip

EXPECTS = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|anticipat\w+|predict\w*|projected|(?:we|is|are|currently) forecast(?:s|ing)?|"
    r"forecast to|"
    r"on course|on track|likely|should|will|aim(?:s|ing)? (?:to|for)|hopes? to|plan(?:s|ning)? to|heading for|"
    r"by the end of the year|by year[- ]end)\b",
    re.IGNORECASE,
)
ADVERB = r"(?: ?(?:about|around|nearly|almost|just|only|over|under|some|roughly|approximately|more than|less than))*"
FROM = re.compile(rf"\b(?:up|down|on)?\s?from{ADVERB}(?: a| an| the)?(?: \w+){{0,2}}\s*$", re.IGNORECASE)
TO = re.compile(rf"(?:\bto{ADVERB}|→)(?: a| an| the)?\s*$", re.IGNORECASE)
MERE_TO = re.compile(r"^\W*(?:\w+\s+){0,3}?(?:to|and)\s*$|^\s?[–-]\s?$", re.IGNORECASE)
BY = re.compile(
    rf"\bby{ADVERB}(?: a further| another| a)?\s*$"
    r"|\b(?:rise|increase|fall|drop|decrease|reduction|improvement|change|gain|growth|decline|difference|gap|shortfall|"
    rf"deterioration|swing|saving)s? of{ADVERB}(?: a)?\s*$"
    rf"|\b(?:up|down){ADVERB}\s*$|\bwithin{ADVERB}\s*$",
    re.IGNORECASE,
)
MORE = re.compile(
    r"^\s*(?:\w+ ){0,2}?(?:more|fewer|less|higher|lower|better|worse|above|below|over|under|short of|ahead of|behind|"
    r"up|down|off|away from|quicker|faster|slower|longer|shorter|inside|outside|within|(?:rise|increase|fall|drop|"
    r"decrease|reduction|"
    r"improvement|gap|gain|decline)(?! from| to))\b(?! than [0-9£])"
    r"|^\s*on (?:the |last )(?:\w+ )?(?:quarter|year|month)\b",
    re.IGNORECASE,
)
OR = re.compile(r"^[\s,(]*(?:or|that is|i\.e\.)[\s,]*$", re.IGNORECASE)
OUT_OF = re.compile(r"^\s*(?:\w+ ){0,2}?(?:out )?of (?:the |our |its |those |all |these )?\s*$", re.IGNORECASE)
AGAINST = re.compile(
    r"\b(?:against|compar(?:es?|ed|ing)(?: with| to)?|than|versus|vs\.?|unlike|above|below|exceed\w*|beyond)"
    r"(?: the| a| our)?\s*$",
    re.IGNORECASE,
)
REVISED = re.compile(r"\brevised(?: up| down)?\s*(?:to|as)?\s*$", re.IGNORECASE)
CUT_RIGHT = re.compile(
    r"[,;:(]|\b(?:and|but|against|compared|while|whereas|although|with|vs|versus|up|down|from|to|than|then|so|"
    r"which)\b|$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\bbetween(?: about| the)?\s*$", re.IGNORECASE)
TIME_LINK = re.compile(rf"^{THEN}", re.IGNORECASE)
REACH = 240
"""Characters either side of a numeral in which its words are looked for, so that the longest text takes no longer."""

CLAUSE = re.compile(r"[;:]|\b(?:but|while|whereas|although)\b", re.IGNORECASE)
BRACKET = re.compile(r"^[^()0-9]*\(([^()0-9]{1,60})\)")
