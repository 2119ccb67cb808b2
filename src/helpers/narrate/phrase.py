"""The phrases that a first draft is made of, several for each thing to say. May import nothing.

Words in <angle brackets> are put in by the draft; {{ placeholders }} stay, for the build to resolve. Verbs do not
change with number ("rose", "stood at"), so that a measure's title may be singular or plural. Phrases are taken in turn:
measures that are neighbours get phrases that are neighbours here.
"""

from __future__ import annotations

MOVED = (
    "<subject> <verb> from {{ previous }} to {{ value }} <when><valued>",
    "<subject> stood at {{ value }} <when>, <side> from {{ previous }} <before>",
    "<subject> <verb> by {{ change }} to {{ value }} <when><valued>",
    "<when>, <subject> <verb> to {{ value }}, from {{ previous }} <before>",
    "between {{ previous_period }} and {{ period }}, <subject> <verb> from {{ previous }} to {{ value }}<valued>",
)
"""A figure that rose or fell since the period before."""

MOVED_WORDY = (
    "<subject> <verb> to {{ value }} <when><valued>",
    "<when>, <subject> <verb> to {{ value }}, <than> than <before>",
    "<subject> stood at {{ value }} <when>, <side> from <before>",
)
"""The same, where the unit is too long to be said twice, e.g. per 100,000 collections."""

RUN_ON = (
    "by the end of {{ period }}, <subject> stood at {{ value }}, <side> from {{ same_period_last_year }} a year before",
    "<subject> came to {{ value }} by the end of {{ period }}, against {{ same_period_last_year }} a year "
    "before<valued>",
    "<subject> stood at {{ value }} at the end of {{ period }}; at the same point last year the figure was "
    "{{ same_period_last_year }}",
)
"""A running total, which can only be compared with the same point last year."""

RUN_ON_WORDY = (
    "by the end of {{ period }}, <subject> stood at {{ value }}, <than> than at the same point last year",
    "<subject> came to {{ value }} by the end of {{ period }}, <side> from the same point last year",
)
"""The same, where the unit is too long to be said twice."""

SAME = (
    "<subject> stayed at {{ value }} <when>",
    "<subject> stood at {{ value }} <when>, the same as <before>",
    "<when>, <subject> stood at {{ value }}, no change from <before>",
)
"""A figure that did not change."""

RUN_SAME = (
    "by the end of {{ period }}, <subject> stood at {{ value }}, the same as a year before",
    "<subject> came to {{ value }} by the end of {{ period }}, no change from a year before",
)
"""A running total that stands where it stood a year before."""

FIRST = (
    "<subject> stood at {{ value }} <when>; there is no earlier figure to compare it with",
    "<when>, <subject> stood at {{ value }}, the first figure that we have",
)
"""A figure with none before it."""

LEVELS = {
    "Green": (
        "that is better than the target of {{ target }}",
        "this meets the target of {{ target }}",
        "the target is {{ target }}, so this is on track",
    ),
    "Amber": (
        "that is just short of the target of {{ target }}",
        "the target is {{ target }}, so this is just short of it",
    ),
    "Red": (
        "that is off target: the target is {{ target }}",
        "the target of {{ target }} was missed",
        "the target is {{ target }}, so this is off target",
    ),
}
"""A figure against its target, by rating."""

RANGES = {
    "Green": (
        "that is inside the target range of {{ target }}",
        "the target range is {{ target }}, so this is on track",
    ),
    "Amber": ("that is just outside the target range of {{ target }}",),
    "Red": ("that is off target: the target range is {{ target }}",),
}
"""A figure against the range that it should be in, by rating."""

EXACT = ("that is exactly on the target", "this is exactly the target")
"""A figure that equals its target."""

BY_JUDGEMENT = ("by judgement, the rating is {{ rag }}", "the rating, given by judgement, is {{ rag }}")
"""A rating that people gave."""
