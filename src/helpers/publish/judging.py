"""Judge what was read of a workspace: make the results that one pack may see. May import the floors below."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pandas as pd

from helpers.assess.approval import approvals, signatures
from helpers.assess.judge import Judged, told
from helpers.collect.approvals import read_approvals
from helpers.model.council import Council, Pack
from helpers.model.edition import Edition, EditionPlan, Paper
from helpers.model.framework import Framework
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.supplement import Supplement
from helpers.model.ward import BOUNDARIES
from helpers.model.words import Words
from helpers.model.workspace import Workspace
from helpers.narrate.amendments import amendments
from helpers.narrate.doubts import doubts
from helpers.narrate.placeholder import with_figures
from helpers.narrate.said_before import with_figures_then
from helpers.publish.binding import bound_papers
from helpers.publish.covering import with_report
from helpers.publish.exempt import refuse_misplaced
from helpers.publish.inputs import Inputs, read_inputs, words_of
from helpers.publish.plan import plan_reports, source_of
from helpers.publish.supplement import supplement_edition, with_supplement
from helpers.publish.title import report_title

TABLES = ("table", "history", "peers", "signals", "actions", "doubts", "approvals", "promises", "comparisons", "report",
          "changes", "said_before", "amendments", "wards", "boundaries")  # fmt: skip
"""The frames of results, in their order."""


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
            comparisons=judged.comparisons, said_before=judged.said_before,
            amendments=amendments(current, council, judged.history, plan.period),
            wards=judged.wards, boundaries=_boundaries(inputs, judged),
        )
    )  # fmt: skip
    if inputs.supplement:
        shown, words = with_supplement(shown, plan, words, inputs.supplement)
    else:
        shown, words = with_report(shown, plan, words)
    results = replace(with_figures_then(shown), doubts=doubts(shown, words))
    return replace(results, edition=replace(edition, version=version_of(results)))


def _boundaries(inputs: Inputs, judged: Judged) -> pd.DataFrame:
    """Set out where the wards lie; none where no measure has figures by ward."""
    wards = inputs.wards if len(judged.wards) else ()
    return pd.DataFrame(
        [(ward.name, ward.code, ward.shape, ward.label_at, ward.source) for ward in wards],
        columns=list(BOUNDARIES), dtype="str",
    )  # fmt: skip


def _edition(workspace: Workspace, inputs: Inputs, framework: Framework, pack: Pack) -> Edition:
    council, plan = inputs.council, inputs.plan
    if inputs.supplement:
        return supplement_edition(inputs.supplement, plan, council)
    papers = _papers(workspace, plan, council, framework, pack)
    return Edition(
        council, plan.period, pack, plan.meeting, plan.published, papers, has_statement=plan.has_statement
    )  # fmt: skip


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


def version_of(results: Results) -> str:
    """Name the state of the inputs by what the pack may see of them.

    A hash of the raw returns would let a suppressed figure be tried out; a hash of the controlled results does not.
    """
    digest = hashlib.sha256(json.dumps(results.edition.described, sort_keys=True).encode())
    for name in TABLES:
        digest.update(getattr(results, name).to_csv(index=False).encode())
    return digest.hexdigest()[:8]
