"""Judge a workspace: read what stands in it, and make the results that one pack may see."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace

import pandas as pd

from helpers.assess.approval import approvals, signatures
from helpers.assess.disclosure.linked import linked
from helpers.assess.judge import Figures, Judged, judge_figures, told
from helpers.assess.quality import SIGNAL_COLUMNS
from helpers.collect.approvals import read_approvals
from helpers.collect.benchmarks import read_benchmarks
from helpers.collect.council import read_council, read_plan
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.model.council import Council, Pack
from helpers.model.edition import Edition, EditionPlan, Paper
from helpers.model.exempt import LAWS
from helpers.model.framework import Framework
from helpers.model.period import Period
from helpers.model.progress import Progress, tell_nobody
from helpers.model.results import Results
from helpers.model.supplement import Supplement
from helpers.model.words import Words
from helpers.model.workspace import Workspace
from helpers.narrate.doubts import doubts
from helpers.narrate.placeholder import with_figures
from helpers.narrate.withheld import telling
from helpers.narrate.words import read_words
from helpers.publish.binding import bound_papers
from helpers.publish.covering import with_report
from helpers.publish.exempt import as_prose, exempt_doubts, exempt_words, not_quoted, refuse_misplaced
from helpers.publish.plan import plan_reports, source_of
from helpers.publish.supplement import supplement_edition, with_supplement, words_for
from helpers.publish.title import report_title

TABLES = ("table", "history", "peers", "signals", "actions", "doubts", "approvals", "promises", "comparisons", "report")
"""The frames of results, in their order."""


LINKED = "tells a sensitive count"
TOLD_BEFORE = "told by earlier editions"
"""Signs that `check` alone gives: that there is something to work out tells where to look."""


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
    judged
        The figures of the packs that have been judged already: they hold until something is read anew.
    supplement
        Whose words are meant; ``None`` for the pack itself.
    """

    council: Council
    plan: EditionPlan
    framework: Framework
    observations: pd.DataFrame
    benchmarks: pd.DataFrame
    judged: dict[Pack, Figures] = field(default_factory=dict, compare=False)
    supplement: Supplement | None = None

    def figures(self, pack: Pack) -> Figures:
        """Judge the figures of a pack, or give what was judged before."""
        if pack not in self.judged:
            current = self.framework.as_at(self.plan.period)
            self.judged[pack] = judge_figures(
                current, self.council, self.plan.period, pack, self.observations, self.benchmarks
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
    return Inputs(
        council, plan or read_plan(workspace, period), framework,
        read_returns(workspace, framework, period, progress), read_benchmarks(workspace, framework, period),
    )  # fmt: skip


def judge_workspace(
    workspace: Workspace, period: Period, pack: Pack, released: bool = False, supplement: Supplement | None = None
) -> Results:
    """Read a workspace and judge one period for one pack, or for a supplement to it.

    Raises
    ------
    Refused
        Something in the workspace cannot be used; every problem is named.
    """
    return judge_inputs(workspace, replace(read_inputs(workspace, period), supplement=supplement), pack, released)


def check_workspace(
    workspace: Workspace,
    period: Period,
    pack: Pack,
    supplement: Supplement | None = None,
    progress: Progress = tell_nobody,
) -> Results:
    """Judge a workspace for someone who is to mend it: words that tell what the pack withholds are doubted too.

    Never to be put into an edition: a doubt that a number is a withheld figure says that it is, and one about exempt
    words in Part I quotes them.

    Parameters
    ----------
    progress
        Told how many returns have been read, and when it is judged.

    Raises
    ------
    Refused
        Something in the workspace cannot be used; every problem is named.
    """
    inputs = replace(read_inputs(workspace, period, progress=progress), supplement=supplement)
    progress("judge", 0, 1)
    shown = _checked(workspace, inputs, pack)
    progress("judge", 1, 1)
    return shown


def _checked(workspace: Workspace, inputs: Inputs, pack: Pack) -> Results:
    shown, council = judge_inputs(workspace, inputs, pack), inputs.council
    words, exempt = words_of(workspace, inputs), exempt_words(workspace, inputs.plan.period, shown)
    shown = replace(shown, doubts=pd.concat([shown.doubts, exempt_doubts(shown, words, exempt)], ignore_index=True))
    if not shown.table["sensitive"].any() and not (shown.history["state"] == "suppressed").any():
        return shown
    open_to_all = council.disclosure.model_copy(update={"exempt_packs": tuple(Pack)})
    trusted = replace(inputs, council=council.model_copy(update={"disclosure": open_to_all}), judged={})
    exact = told(trusted.figures(pack), Words()).table
    words = replace(words, prose=(*words.prose, *as_prose(exempt)))
    found = not_quoted(telling(shown, exact, words, inputs.framework.measures), exempt)
    shown = replace(shown, signals=pd.concat([shown.signals, _told_before(inputs.figures(pack))], ignore_index=True))
    shown = replace(shown, signals=pd.concat([shown.signals, _linked(inputs)], ignore_index=True))
    places = [pd.MultiIndex.from_frame(frame[["ref", "where", "sentence", "found"]]) for frame in (shown.doubts, found)]
    return replace(shown, doubts=pd.concat([shown.doubts[~places[0].isin(places[1])], found], ignore_index=True))


def _linked(inputs: Inputs) -> pd.DataFrame:
    """Say which measure publishes the count of a sensitive one; its row of the return is named beside it."""
    measures = inputs.framework.as_at(inputs.plan.period).measures
    rows = [
        {
            "ref": ref, "dimension": "consistency", "signal": LINKED,
            "reason": f"its counts are those of {other}, which is sensitive, in every period: what is withheld there "
            f"can be read here. Mark {ref} as sensitive in data/framework/measures.csv",
        }
        for ref, other in linked(inputs.observations, measures).items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(SIGNAL_COLUMNS), dtype="str")


def _told_before(figures: Figures) -> pd.DataFrame:
    """Say of what the pack withholds that earlier editions tell it: for whoever mends it, and for no edition."""
    periods: dict[str, list[str]] = {}
    for ref, period in figures.told_before:
        periods.setdefault(ref, []).append(period.label)
    rows = [
        {
            "ref": ref, "dimension": "consistency", "signal": TOLD_BEFORE,
            "reason": f"what is withheld for {', '.join(named)} can be worked out by readers who kept earlier "
            "editions: mark the total it is a part of as sensitive, so that it is rounded from now on",
        }
        for ref, named in periods.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(SIGNAL_COLUMNS), dtype="str")


def judge_inputs(workspace: Workspace, inputs: Inputs, pack: Pack, released: bool = False) -> Results:
    """Judge what was read, with the words that now stand in the notebooks.

    Raises
    ------
    Refused
        A notebook of this or an earlier period cannot be read, or names what is not there.
    """
    council, plan, current = inputs.council, inputs.plan, inputs.framework.as_at(inputs.plan.period)
    words = words_of(workspace, inputs)
    if words.exempt:
        refuse_misplaced(words.exempt, plan_reports(workspace, plan, council, current, Pack.PUBLIC))
    judged = told(inputs.figures(pack), words)
    edition = replace(_edition(workspace, inputs, current, pack), released=released)
    shown = with_figures(
        Results(
            edition, judged.table, judged.history, judged.peers, judged.signals, judged.actions,
            approvals=_approvals(workspace, inputs, words, judged, pack), promises=judged.promises,
            comparisons=judged.comparisons,
        )
    )  # fmt: skip
    if inputs.supplement:
        shown, words = with_supplement(shown, plan, words, inputs.supplement)
    else:
        shown, words = with_report(shown, plan, words)
    results = replace(shown, doubts=doubts(shown, words))
    return replace(results, edition=replace(edition, version=_version(results)))


def _edition(workspace: Workspace, inputs: Inputs, framework: Framework, pack: Pack) -> Edition:
    council, plan = inputs.council, inputs.plan
    if inputs.supplement:
        return supplement_edition(inputs.supplement, plan, council)
    papers = _papers(workspace, plan, council, framework, pack)
    return Edition(council, plan.period, pack, plan.meeting, plan.published, papers)


def _approvals(workspace: Workspace, inputs: Inputs, words: Words, judged: Judged, pack: Pack) -> pd.DataFrame:
    label = f"reports/{inputs.plan.period}/approvals.csv"
    lines = read_approvals(workspace.root / label, label, [entry.key for entry in inputs.council.directorates])
    return approvals(
        lines, signatures(judged.table, words, inputs.observations), inputs.council.directorates,
        public=pack not in inputs.council.disclosure.exempt_packs,
    )  # fmt: skip


def returned_results(workspace: Workspace, inputs: Inputs) -> Results:
    """Judge for the service pack with the words of the returns alone: what an analyst begins from."""
    council, plan = inputs.council, inputs.plan
    words = Words(earlier=words_of(workspace, inputs).earlier)
    judged = told(inputs.figures(Pack.SERVICE), words)
    edition = Edition(council, plan.period, Pack.SERVICE, plan.meeting, plan.published)
    return Results(
        edition,
        judged.table,
        judged.history,
        judged.peers,
        judged.signals,
        judged.actions,
        promises=judged.promises,
        comparisons=judged.comparisons,
    )


def words_of(workspace: Workspace, inputs: Inputs) -> Words:
    """Read the words of the period's notebooks, and the exception reports of the periods before."""
    period, framework, law = inputs.plan.period, inputs.framework, LAWS[inputs.council.meetings.country]
    refs = [measure.ref for measure in framework.as_at(period).measures]
    every = [measure.ref for measure in framework.measures]
    earlier = tuple(
        report
        for before in workspace.opened()
        if before.end < period.end
        for report in read_words(workspace.notebooks(before), every, before, law).exceptions
    )
    words = replace(read_words(workspace.notebooks(period), refs, period, law), earlier=earlier)
    return words_for(words, inputs.plan, inputs.supplement)


def _papers(
    workspace: Workspace, plan: EditionPlan, council: Council, framework: Framework, pack: Pack
) -> tuple[Paper, ...]:
    reports = plan_reports(workspace, plan, council, framework, pack)
    papers = tuple(
        Paper(
            title=report_title(report, source_of(workspace, plan, report)),
            page=str(report.page),
            formats=report.formats,
            notebook=report.notebook,
            part=report.place.part if report.place else "",
            meeting=report.place.meeting.line if report.place else "",
            published=plan.published_for(str(report.parameters.get("panel", ""))),
        )
        for report in reports
        if report.is_paper
    )
    return (*papers, *(bound.listed(papers) for bound in bound_papers(reports)))


def _version(results: Results) -> str:
    """Name the state of the inputs by what the pack may see of them.

    A hash of the raw returns would let a suppressed figure be tried out; a hash of the controlled results does not.
    """
    digest = hashlib.sha256(json.dumps(results.edition.described, sort_keys=True).encode())
    for name in TABLES:
        digest.update(getattr(results, name).to_csv(index=False).encode())
    return digest.hexdigest()[:8]
