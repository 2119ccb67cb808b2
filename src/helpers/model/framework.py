"""The measures and what they hang from, read as at a period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from helpers.model.errors import Refused
from helpers.model.measure import Basis, Measure, Ref, Target
from helpers.model.noun import Key, Noun, Text
from helpers.model.period import Period


class Rag(StrEnum):
    """A rating. Not rated is the absence of one, never a fourth colour."""

    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"


class Rating(Noun):
    """A rating given by a person: an assessment where there is no target, or an override of the rule.

    Both need a reason, a role and a date.
    """

    ref: Ref
    period: Period
    rag: Rag
    kind: Literal["assessed", "override"]
    reason: Text
    role: Text
    date: date


class Rebase(Noun):
    """A decision that a measure's process limits start anew: the process itself has changed.

    Limits never move along with the figures by themselves (rules.md, "Variation"), so the decision has a reason, a role
    and a date.

    Attributes
    ----------
    period
        The first period of the new limits.
    """

    ref: Ref
    period: Period
    reason: Text
    role: Text
    date: date


class Action(Noun):
    """A delivery-plan action under a priority."""

    key: Key
    title: Text
    priority: str = ""
    outcome: str = ""
    service: str = ""
    owner_role: str = ""
    due: date | None = None
    status: str = ""
    progress: str = ""


@dataclass(frozen=True)
class Framework:
    """The golden thread as at a period: priority, outcome, delivery plan, measure, service.

    Attributes
    ----------
    measures
        In display order.
    targets
        By ref and period.
    ratings
        By ref and period.
    actions
        Delivery-plan actions.
    rebases
        By ref and period: where process limits start anew.
    earlier
        Measures of the same refs as the framework held them before; only where it is read as at a period.
    """

    measures: tuple[Measure, ...]
    targets: tuple[Target, ...] = ()
    ratings: tuple[Rating, ...] = ()
    actions: tuple[Action, ...] = ()
    rebases: tuple[Rebase, ...] = ()
    earlier: tuple[Measure, ...] = ()

    def as_at(self, period: Period) -> Framework:
        """Keep the measures that the framework held at a period.

        Raises
        ------
        Refused
            It held none: there is nothing to publish.
        """
        held = tuple(measure for measure in self.measures if measure.in_framework(period))
        if not held:
            raise Refused.one(
                "data/framework, columns from and to", f"no measure that the framework holds at {period}",
                "at least one", "Correct `from` and `to` of the measures, or name another period.",
            )  # fmt: skip
        refs = {measure.ref for measure in held}
        earlier = (measure for measure in self.measures if measure.last and measure.last.end < period.end)
        return replace(self, measures=held, earlier=tuple(each for each in earlier if each.ref in refs))

    def target(self, measure: Measure, period: Period) -> Target | None:
        """Find the target a figure is judged against.

        A target of the very period comes first; then, save where a figure counts what happened within its period, that
        of a period of another length with the same end; then the year's. A cumulative measure is judged against the
        year's target only at the year's end: before that it needs a profile (rules, RAG).
        """
        mine = {target.period: target for target in self.targets if target.ref == measure.ref}
        if period in mine:
            return mine[period]
        same_end = next(
            (target for target in mine.values() if target.profiled and target.period.end == period.end), None
        )
        if same_end is not None and measure.basis is not Basis.PERIOD:
            return same_end
        if measure.basis is Basis.CUMULATIVE and period.end != period.financial_year.end:
            return None
        return mine.get(period.financial_year)

    def rating(self, ref: str, period: Period) -> Rating | None:
        """Find the rating a person gave to a measure for a period."""
        return next((given for given in self.ratings if given.ref == ref and given.period == period), None)
