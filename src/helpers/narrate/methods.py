"""The rules a figure is judged by, in plain words, from the council's own settings. May import `model` and `assess`."""

from __future__ import annotations

from helpers.assess.outturn.forecast import FEWEST_ERRORS
from helpers.assess.variation.limits import FEWEST_POINTS, SETTLED_POINTS
from helpers.model.council import Council, Pack, QualityScheme
from helpers.narrate.rating import rating_word

_READERS = {
    Pack.PUBLIC: "the public", Pack.MEMBERS: "councillors", Pack.LEADERSHIP: "directors",
    Pack.SERVICE: "the services that hold the figures",
}  # fmt: skip

DIRECTION = (
    "Each figure is set beside the period before, the same period last year and last year's final figure. Where we "
    "know which way is better, the change is *Improving* or *Worsening*; where we do not, *Increasing* or "
    "*Decreasing*. Figures that are equal after rounding are *No change*. A running total starts again each April, so "
    "it is compared with the same point of last year."
)

INTERVALS = (
    "Two years are never quite alike, even where nothing has changed: chance alone moves a figure that counts people "
    "or events. For percentages, and for rates such as cases per 1,000 people, we give the range that the true figure "
    "most likely lies in, 95 times in 100. The fewer people a figure stands on, the wider the range is. Percentages, "
    "and rates of what there is on one day, use Wilson's method. Rates of events use Byar's method, and the exact "
    "Poisson method where there were fewer than 10. These are the methods that public health statistics use. Sums of "
    "money, and figures whose parts we do not hold, have no such range."
)

BENCHMARKING = (
    "We compare like with like: the same measure, in the same unit, for the same period. If one of these differs, we "
    "do not compare, and say why. Councils differ in size, so counts are compared only as rates, such as households "
    "per 1,000, and never as counts. Rank 1 is the best. The first quarter is the best quarter of the councils "
    "compared. The middle figure is the median. Councils that sent no figure are named. Where councils were merged, "
    "the figures of the old councils are added up from their parts, never averaged, and marked [e] as estimated."
)

FORECASTS = (
    "A service may say what it expects the year to come to. That forecast comes first, and is named the service's own. "
    "Beside it stands a forecast that we work out from the figures:"
)

FORECAST_METHODS = (
    ("Counts, amounts of money and running totals", "The year so far, plus the rest of last year changed by as much "
     "as the year so far differs from the same part of last year."),
    ("Percentages and rates of a period", "All the cases of the year so far, out of all that they are counted from. "
     "Percentages are never averaged."),
    ("What there is on one day, and figures of the last 12 months", "The latest figure, as if nothing changed."),
)  # fmt: skip

FORECAST_RANGES = (
    "A forecast that is worked out always has a range. We try the same method at the same point of every stretch of a "
    "year that we know already, and see how far off it was. The true figure should fall in the range 8 times in 10. "
    f"With fewer than {FEWEST_ERRORS} earlier tries, or where the figures of this year or last year are not all known, "
    "there is no forecast and the page says why. Once the year is over, its figure is known and nothing is forecast. "
    "The forecast is rated against the target for the whole year; that rating stands beside the one for now and never "
    "in its place. We also say how far off the service's own earlier forecasts were, on average."
)
"""The method is in :mod:`helpers.assess.outturn.forecast`, with its source."""


def rating_rules(council: Council) -> list[tuple[str, str]]:
    """Give the policy of ratings: what gets which word.

    Returns
    -------
    list of tuple
        The rating, or ``""``, and the rule.
    """
    return [
        ("Green", "At the target or better."),
        ("Amber", "Worse than the target, but not worse than the level at which the council steps in (the intervention "
                  "level). A figure exactly on that level is still "
                  f"{rating_word(council, 'Amber').lower()}. A measure without that level has no "
                  f"{rating_word(council, 'Amber').lower()}."),
        ("Red", "Worse than the intervention level; or worse than the target, where there is no such level."),
    ]  # fmt: skip


RATING_NOTES = (
    "We judge the figure that you see: it is rounded first, and then compared. Which way is better is set for each "
    "measure. Some measures should stay inside a range: they are rated by how far outside it they are.",
    "A running total is judged against what was planned for that point of the year, never against the target for the "
    "whole year. Without a plan for that point it is not rated.",
    "A measure without a target may be rated by a person, and a person may change a rating. Both need a reason, a role "
    "and a date, and the page shows them.",
    "Some measures have no rating. *Not rated*: there is no target, or the measure is for information. *Not due*: no "
    "figure was to come this time, and the last one is shown with its date. *Missing*: a figure was due and did not "
    "come. *Suppressed*: the figure could name people. A nought is a figure like any other.",
)


def variation_words(council: Council) -> tuple[str, ...]:
    """Say how a real change is told from chance, with the council's own settings."""
    run, screen = council.variation.run, council.variation.screen
    screened = (
        " The few largest jumps are left out once when the range is drawn, so that one odd figure does not hide others."
        if screen else ""
    )  # fmt: skip
    return (
        "Figures go up and down by chance. From how much a figure usually moves from one period to the next we draw "
        "its usual range (the limits of an XmR chart, as the NHS programme Making Data Count draws them: the average, "
        f"more or less 2.66 times the average move).{screened}",
        "A change is a real one, not chance, when one of these is so: a figure lies outside the usual range; "
        f"{run} figures in a row rise, or fall; two of three figures lie near the same edge of the range; or {run} "
        "figures in a row lie on the same side of the average.",
        "A target outside the usual range is always met, or always missed, unless something changes. A target inside "
        "it is met or missed by chance.",
        f"With fewer than {SETTLED_POINTS} figures the range is a first trial, and the page says so. With fewer than "
        f"{FEWEST_POINTS} there is too little history. The range starts anew only where a person decided so, with a "
        "reason and a date.",
    )


def disclosure_words(council: Council) -> tuple[str, ...]:
    """Say how small numbers are kept from naming people, with the council's own settings."""
    scheme = council.disclosure
    seen = [_READERS[pack] for pack in scheme.exempt_packs]
    who = f" Only {' and '.join(seen)} see the exact figures." if seen else ""
    return (
        f"Some figures count so few people that they could name someone. Where a measure is marked as sensitive, "
        f"counts from 1 to {scheme.threshold} are withheld and shown as [c]. All its other counts are rounded to the "
        f"nearest {scheme.rounding}, and percentages are worked out again from the rounded counts.{who}",
        "Where a withheld figure could be worked out from others, as a part of a total, another figure is withheld "
        "with it. We reckon with readers who kept earlier reports: a figure that stands in one of these hides no "
        "other. What was published before it was known to be sensitive cannot be taken back. A withheld figure has no "
        "rating, no direction, no rank, no forecast and no point on a chart. All of this is done before "
        "anything is drawn or written, so no page, paper or file holds a withheld figure.",
    )


def sign_words(scheme: QualityScheme) -> dict[str, str]:
    """Say what each sign of data quality means, with the council's own settings."""
    jump = "ten times" if scheme.jump == 10 else f"{scheme.jump:g} times"
    return {
        "fell to zero": f"The figure fell to exactly 0 after {scheme.steady_figures} or more that were far from it.",
        "zero in doubt": "The figure is exactly 0, where the one before, or last year's, was far from it.",
        "outside 0 to 100": "A percentage lies below 0 or above 100.",
        "parts disagree": "The numbers behind the figure do not give it.",
        "periods disagree": "The figure of a quarter or a year is not what its months or quarters come to.",
        "ten-fold jump": f"The figure is {jump} the one before it, or the other way round.",
        "unit changed": "The figure seems to be in another unit than those before.",
        "decimals changed": "The figure came with other decimal places than those before.",
        "same as another": "Two measures that have nothing in common have the same figures.",
        "sent again": "The same figure came in twice.",
        "unchanged": "The figure is the same as the one before, to the last decimal place.",
        "revised": "The figure has changed since it was first sent in.",
        "published elsewhere": "Another source gives another figure for the same thing.",
        "late": f"The figure came more than {scheme.days_to_return} days after the end of its period.",
        "stale": f"Nothing was sent for {scheme.stale_periods} periods or more.",
        "missing": "The figure was due and did not come.",
        "not available": "The service says that there is no figure.",
        "no owner": "Nobody is named to answer for the measure.",
        "owner is no role": "Who answers for the measure is not named by a role.",
    }
