"""Judge an edition together with what has changed since the one before it. May import the floors below."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from helpers.assess.changes.between import changes_between
from helpers.assess.changes.told import Told
from helpers.assess.judge import judged_then
from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.present.open_data.told import FILES, told, told_in
from helpers.publish.inputs import Inputs, read_inputs
from helpers.publish.judging import judge_inputs, version_of
from helpers.publish.manifest import NAME, described

SITE = "_site"
"""The folder of a workspace where its released editions stand."""


def judge_edition(
    workspace: Workspace, inputs: Inputs, pack: Pack, released: bool = False, site: Path | None = None
) -> Results:
    """Judge an edition for one pack, and what of it is otherwise than in the edition before.

    The public pack is compared with what was published, where that edition stands released in `site`. Where none does
    (the other packs are never released) the edition before is judged anew from what had been sent by then.

    Parameters
    ----------
    site
        Where released editions stand; by default the workspace's own folder of them.

    Raises
    ------
    Refused
        Something in the workspace cannot be used.
    """
    results = judge_inputs(workspace, inputs, pack, released)
    if inputs.supplement:
        return results
    compared = replace(results, changes=_changes(inputs, results, site or workspace.root / SITE, workspace.plans()))
    return replace(compared, edition=replace(compared.edition, version=version_of(compared)))


def changes_of(workspace: Workspace, before: Period, after: Period) -> pd.DataFrame:
    """List what changed between two public editions, each as it was published or, where it was not, as judged anew.

    Raises
    ------
    Refused
        The two are not in their order, or nothing is known of one of them.
    """
    if before.end >= after.end:
        raise Refused.one(
            f"goldenthread changes {before} {after}", f"{before.label} first",
            "the earlier of two periods first", "Give them the other way round.",
        )  # fmt: skip
    site = workspace.root / SITE
    then, now = published(site, before), published(site, after)
    if then is None or now is None:
        inputs = read_inputs(workspace, after)
        results = judge_inputs(workspace, inputs, Pack.PUBLIC)
        then, now = then or _judged(inputs, before, Pack.PUBLIC, results), now or told(results)
    if then is None:
        raise Refused.one(
            f"goldenthread changes {before} {after}", f"nothing that had been sent by {before.label}",
            "a period for which there are returns and measures", "Name another period.",
        )  # fmt: skip
    return changes_between(then, now, str(before))


def published(site: Path, period: Period) -> Told | None:
    """Give what the released edition of a period told; ``None`` where none stands there."""
    return told_by(site / str(period)) if period in released_periods(site) else None


def told_by(edition: Path) -> Told:
    """Give what an edition that stands in a folder told."""
    files = {name: edition / "data" / name for name in FILES}
    return told_in({name: path.read_bytes() for name, path in files.items() if path.is_file()})


def released_periods(site: Path) -> list[Period]:
    """List the periods whose public pack stands released in a folder, the oldest first."""
    found = {manifest.parent.name: described(manifest.parent) for manifest in site.glob(f"*/{NAME}")}
    packs = [about for about in found.values() if about and about["released"] and "supplement" not in about]
    return sorted(Period.parse(about["period"]) for about in packs if about["period"] in found)


def _changes(inputs: Inputs, results: Results, site: Path, plans: list[Period]) -> pd.DataFrame:
    pack, before = results.edition.pack, _before(inputs.plan.period, plans, site)
    if pack is Pack.PUBLIC and (then := published(site, before)):
        return changes_between(then, told(results), str(before), "published")
    if then := _judged(inputs, before, pack, results):
        return changes_between(then, told(results), str(before), "judged")
    return results.changes


def _before(period: Period, plans: list[Period], site: Path) -> Period:
    """Give the period of the edition before: the newest that was planned or released, else the period just before."""
    known = (*plans, *released_periods(site))
    return max((each for each in known if each.kind is period.kind and each.end < period.end), default=period.shift(-1))


def _judged(inputs: Inputs, before: Period, pack: Pack, results: Results) -> Told | None:
    """Judge the edition before from what had been sent by then; ``None`` where nothing had, or nothing was measured."""
    sent = inputs.observations
    then = sent[[at.end <= before.end for at in sent["return_period"]]]
    try:
        framework = inputs.framework.as_at(before)
    except Refused:
        return None
    if then.empty:
        return None
    if pack not in inputs.told_before:
        table, history = judged_then(framework, inputs.council, before, pack, then)
        inputs.told_before[pack] = told(replace(results, table=table, history=history))
    return inputs.told_before[pack]
