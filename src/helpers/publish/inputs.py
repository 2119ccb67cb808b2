"""What a period is judged from: everything that is read of a workspace. May import the floors below."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from helpers.assess.changes.told import Told
from helpers.assess.judge import Figures, judge_figures
from helpers.collect.benchmarks import read_benchmarks
from helpers.collect.council import read_council, read_plan
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.collect.ward_figures import read_ward_figures
from helpers.collect.wards import read_wards
from helpers.model.council import Council, Pack
from helpers.model.edition import EditionPlan
from helpers.model.exempt import LAWS
from helpers.model.framework import Framework
from helpers.model.period import Period
from helpers.model.progress import Progress, tell_nobody
from helpers.model.supplement import Supplement
from helpers.model.ward import Ward
from helpers.model.words import Words
from helpers.model.workspace import Workspace
from helpers.narrate.words import read_words
from helpers.publish.supplement import words_for


@dataclass(frozen=True)
class Inputs:
    """What a period is judged from, save the words in its notebooks, which change with every save.

    Attributes
    ----------
    framework
        Every measure there ever was.
    observations
        Every return up to the period.
    benchmarks
        What other councils reported.
    wards, by_ward
        Where the council's wards lie, and every return by ward up to the period.
    judged
        The figures of the packs that have been judged already: they hold until something is read anew.
    supplement
        Whose words are meant; ``None`` for the pack itself.
    told_before
        What the edition before told, by pack, where that has been worked out already.
    """

    council: Council
    plan: EditionPlan
    framework: Framework
    observations: pd.DataFrame
    benchmarks: pd.DataFrame
    wards: tuple[Ward, ...] = ()
    by_ward: pd.DataFrame | None = None
    judged: dict[Pack, Figures] = field(default_factory=dict, compare=False)
    supplement: Supplement | None = None
    told_before: dict[Pack, Told] = field(default_factory=dict, compare=False)

    def figures(self, pack: Pack) -> Figures:
        """Judge the figures of a pack, or give what was judged before."""
        if pack not in self.judged:
            current = self.framework.as_at(self.plan.period)
            self.judged[pack] = judge_figures(
                current, self.council, self.plan.period, pack, self.observations, self.benchmarks, self.by_ward
            )
        return self.judged[pack]


def read_inputs(
    workspace: Workspace, period: Period, plan: EditionPlan | None = None, progress: Progress = tell_nobody
) -> Inputs:
    """Read what a period is judged from.

    Parameters
    ----------
    plan
        What it publishes, where that is not written down yet.
    progress
        Told how many returns have been read.

    Raises
    ------
    Refused
        Something in the workspace cannot be used; every problem is named.
    """
    council = read_council(workspace)
    framework = read_framework(workspace, council)
    told = plan or read_plan(workspace, period)
    observations = read_returns(workspace, framework, period, progress)
    wards = read_wards(workspace)
    return Inputs(
        council, told, framework, observations, read_benchmarks(workspace, framework, period), wards,
        read_ward_figures(workspace, framework, wards, observations, period),
    )  # fmt: skip


def words_of(workspace: Workspace, inputs: Inputs) -> Words:
    """Read the words of the period's notebooks, and the commentary and exception reports of the periods before."""
    period, framework, law = inputs.plan.period, inputs.framework, LAWS[inputs.council.meetings.country]
    refs = [measure.ref for measure in framework.as_at(period).measures]
    every = [measure.ref for measure in framework.measures]
    before = [read_words(workspace.notebooks(at), every, at, law) for at in workspace.opened() if at.end < period.end]
    words = replace(
        read_words(workspace.notebooks(period), refs, period, law),
        earlier=tuple(report for words in before for report in words.exceptions),
        said_before=tuple(said for words in before for said in words.commentary),
    )
    return words_for(words, inputs.plan, inputs.supplement)
