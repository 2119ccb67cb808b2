"""The golden thread of a view: each priority's outcomes, and what stands under them. May import `model`, `assess`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from helpers.model.council import Council, Priority
from helpers.model.results import Results
from helpers.narrate.rating import RATINGS, rating_word
from helpers.narrate.row import ResultRow, rows
from helpers.narrate.sentences import listed


class ActionRow(NamedTuple):
    """One row of `Results.actions`; a text is empty where not known. `status` is the service's own word."""

    key: str
    title: str
    priority: str
    outcome: str
    service: str
    owner_role: str
    due: str
    status: str
    progress: str
    directorate: str


@dataclass(frozen=True, slots=True)
class Branch:
    """What stands under one outcome; or, with an empty key, what a priority has beside its outcomes."""

    key: str
    name: str
    measures: tuple[ResultRow, ...]
    actions: tuple[ActionRow, ...]

    def __len__(self) -> int:
        return len(self.measures) + len(self.actions)

    @property
    def place(self) -> str:
        """Its name in ids and links: that of what stands beside the outcomes can be no outcome's key."""
        return self.key or "-beside"


@dataclass(frozen=True, slots=True)
class Thread:
    """One priority with its branches, in the council's order; outcomes that nothing stands under are in `bare`."""

    key: str
    name: str
    branches: tuple[Branch, ...]
    bare: tuple[str, ...] = ()

    @property
    def has_outcomes(self) -> bool:
        """Whether anything stands under an outcome: else there is no thread to follow, only a list of measures."""
        return any(branch.key for branch in self.branches)

    @property
    def measures(self) -> tuple[ResultRow, ...]:
        """Every measure under the priority."""
        return tuple(row for branch in self.branches for row in branch.measures)

    @property
    def actions(self) -> tuple[ActionRow, ...]:
        """Every delivery-plan action under the priority."""
        return tuple(action for branch in self.branches for action in branch.actions)


def threads(results: Results) -> tuple[Thread, ...]:
    """Follow the golden thread: the priorities of a view under which a measure or an action stands.

    Every measure and every action of a priority stands in its thread once.

    Parameters
    ----------
    results
        One priority, or the whole council.
    """
    measures, actions = list(rows(results)), actions_of(results.actions)
    made = (_thread(priority, measures, actions) for priority in results.edition.council.priorities)
    return tuple(thread for thread in made if thread.branches)


def actions_of(frame: pd.DataFrame) -> list[ActionRow]:
    """Go through delivery-plan actions, whole or some of `Results.actions`."""
    whole = frame.reindex(columns=list(ActionRow._fields), fill_value="")
    return [ActionRow._make(map(str, row)) for row in whole.itertuples(index=False)]


def _thread(priority: Priority, measures: Iterable[ResultRow], actions: Iterable[ActionRow]) -> Thread:
    mine = [row for row in measures if row.priority == priority.key]
    deeds = [action for action in actions if action.priority == priority.key]
    homes = [*((outcome.key, outcome.name) for outcome in priority.outcomes), ("", "")]
    every = [
        Branch(
            key,
            name,
            tuple(row for row in mine if row.outcome == key),
            tuple(deed for deed in deeds if deed.outcome == key),
        )
        for key, name in homes
    ]
    bare = tuple(branch.name for branch in every if branch.key and not len(branch))
    return Thread(priority.key, priority.name, tuple(branch for branch in every if len(branch)), bare)


def thread_sentence(thread: Thread, council: Council) -> str:
    """Say in one sentence how a priority's outcomes and its delivery plan are doing.

    Returns
    -------
    str
        How many outcomes have a measure off target, and how far the actions are in their services' own words.
    """
    told = [branch for branch in thread.branches if branch.key and branch.measures]
    rated = any(row.rag in RATINGS for branch in told for row in branch.measures)
    off = sum(any(row.rag == "Red" for row in branch.measures) for branch in told)
    red = rating_word(council, "Red")
    outcomes = "its one outcome" if len(told) == 1 else f"its {len(told)} outcomes"
    if not told:
        said = ["no measure tells about its outcomes"]
    elif not rated:
        said = [f"no measure of {outcomes} is rated"]
    elif len(told) == 1:
        said = [f"{outcomes} has {'a' if off else 'no'} measure rated {red}"]
    else:
        verb = "has" if off <= 1 else "have"
        said = [f"{off or 'none'} of {outcomes} {verb} a measure rated {red}"]
    if thread.actions:
        said.append(_actions_words(thread.actions))
    whole = ", and ".join(said)
    return f"{whole[:1].upper()}{whole[1:]}."


def _actions_words(actions: Iterable[ActionRow]) -> str:
    counts = Counter(action.status for action in actions)
    total = sum(counts.values())
    if total == 1:
        return f"its one delivery-plan action {_marked(1, next(iter(counts)))}"
    if len(counts) == 1:
        return f"all its {total} delivery-plan actions {_marked(total, next(iter(counts)))}"
    parts = [f"{count} {_marked(count, status)}" for status, count in counts.most_common()]
    return f"of its {total} delivery-plan actions {listed(parts)}"


def _marked(count: int, status: str) -> str:
    verb = "is" if count == 1 else "are"
    return f"{verb} marked {status}" if status else f"{'has' if count == 1 else 'have'} no status"
