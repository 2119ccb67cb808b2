"""Release an edition, or a supplement to one: build it without the word DRAFT, and freeze it beside the others."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from helpers.collect.council import read_council, read_plan
from helpers.model.council import Council, Pack
from helpers.model.edition import EditionPlan, edition_name
from helpers.model.errors import Problem, Refused, quoted
from helpers.model.period import Period
from helpers.model.progress import Progress, tell_nobody
from helpers.model.results import Results
from helpers.model.supplement import Supplement
from helpers.model.workspace import Workspace
from helpers.narrate.owed import Owed, OwedKind, owed
from helpers.narrate.supplement import supplement_owed, supplement_parts
from helpers.present.open_data.columns import RESULTS
from helpers.present.open_data.csv_files import csv_bytes
from helpers.publish.archive.write import write_archive
from helpers.publish.build import DEFAULTS, Built, Choices, build
from helpers.publish.checking import check_workspace
from helpers.publish.edition_folder import check_place
from helpers.publish.exempt import exempt_blocks_of
from helpers.publish.manifest import described, verify
from helpers.publish.part_two import build_part_two
from helpers.publish.supplement import supplement_of

PUBLISHED = "data/results.csv"
SAID = ("value", "target", "rag", "direction")
"""What a supplement's words may repeat of a measure: columns of the published results that must be as they were."""

NEXT: dict[OwedKind, str] = {
    "return": "Send it with a return in {where}; where there is none, a marker (x, z or c) says why.",
    "commentary": "Write it in {where}, or send it with the return.",
    "draft": "Read it in {where} and change it, or sign it as it is: `goldenthread approve {period}`.",
    "choice": "Take what is useful of {where} into the commentary cell, and delete that cell.",
    "exception": "Fill the form in {where}.",
    "doubt": "Correct the sentence in {where}, or give the source of its figure.",
    "approval": "`goldenthread approve {period} --directorate {directorate} --role ROLE` signs it.",
    "part": "Write it in {where}; `goldenthread open {period}` puts a cell for it there.",
    "supplement": "Write it in {where}; `goldenthread open {period}` puts a cell for it there.",
    "statement": "Write it in {where}.",
}
"""How each sort of thing that is owed is mended."""


def release(
    workspace: Workspace,
    period: Period,
    to: Path | None = None,
    choices: Choices = DEFAULTS,
    progress: Progress = tell_nobody,
) -> Built:
    """Release the public pack of a period into `_site/<period>`, once.

    A Part II paper, where there is one, loses the word DRAFT with it, and stays in its own folder of `_out`.

    Raises
    ------
    Refused
        Something is still owed, or the period has been released before.
    """
    site = to or workspace.root / "_site"
    target = site / str(period)
    if target.exists():
        raise Refused.one(
            str(target), "an edition that has been released", "a period that has not",
            "A released edition is frozen. Correct it in the next one, where the figure will be marked revised.",
        )  # fmt: skip
    check_place(target)
    _refuse_owed(owed(check_workspace(workspace, period, Pack.PUBLIC)), period)
    is_in_two = bool(exempt_blocks_of(workspace, period, read_council(workspace)))
    if is_in_two:
        build_part_two(workspace, period, choices.engine)  # one that cannot be made stops the release, not half of it
    built = _freeze(workspace, period, site, choices, progress)
    if is_in_two:
        build_part_two(workspace, period, choices.engine, released=True)
    return built


def release_supplement(
    workspace: Workspace,
    period: Period,
    number: int,
    to: Path | None = None,
    choices: Choices = DEFAULTS,
    progress: Progress = tell_nobody,
) -> Built:
    """Release a supplement to a period's public pack into a folder beside it, `_site/<period>-supplement-1`, once.

    Nothing of the pack's own folder is touched: the chooser, which stands outside, leads to both.

    Raises
    ------
    Refused
        The pack is not released, or is not as it was; a figure is not the one that the pack has; a part of the
        supplement is owed; or it has been released before.
    """
    site = to or workspace.root / "_site"
    plan, council = read_plan(workspace, period), read_council(workspace)
    supplement = supplement_of(plan, number)
    if supplement is None:
        raise ValueError("supplements are numbered from 1")
    target, pack = site / edition_name(period, number), site / str(period)
    frozen = described(pack)
    if frozen is None or not frozen["released"]:
        raise Refused.one(
            str(pack), "no released edition", "the public pack, released: a supplement adds to what was published",
            f"Release the pack first: `goldenthread release {period}`. What is late for the pack comes after it.",
        )  # fmt: skip
    if target.exists():
        raise Refused.one(
            str(target), "a supplement that has been released", "one that has not",
            "A released supplement is frozen. What has to be added goes into another one.",
        )  # fmt: skip
    verify(pack)
    check_place(target)
    results, things = checked_supplement(workspace, plan, council, supplement)
    _refuse_owed(things, period)
    _refuse_other_figures(results, pack)
    return _freeze(workspace, period, site, replace(choices, supplement=number), progress)


def _freeze(workspace: Workspace, period: Period, site: Path, choices: Choices, progress: Progress) -> Built:
    """Build what is released beside what was, from nothing but the workspace: no earlier build has a hand in it."""
    target = site / edition_name(period, choices.supplement)
    how = replace(choices, out=target, released=True, only=(), cache=False)
    built = build(workspace, period, Pack.PUBLIC, how, progress)
    write_archive(workspace, site)
    return built


def checked_supplement(
    workspace: Workspace, plan: EditionPlan, council: Council, supplement: Supplement
) -> tuple[Results, list[Owed]]:
    """Judge a supplement for whoever is to mend it, and list what of it is owed: that stops its own release alone."""
    results = check_workspace(workspace, plan.period, Pack.PUBLIC, supplement)
    return results, supplement_owed(results, supplement_parts(supplement, plan, council))


def _refuse_other_figures(results: Results, pack: Path) -> None:
    """Refuse a supplement whose figures are not those that the pack was published with."""
    then, now = (_said(text) for text in ((pack / PUBLISHED).read_bytes(), csv_bytes(results.table, RESULTS)))
    if changed := [ref for ref in then | now if then.get(ref) != now.get(ref)]:
        raise Refused.one(
            f"{results.edition.period}, {quoted(changed)}", "figures that are not those of the released pack",
            "the figures as they were published: a supplement speaks of those",
            "Take the later change back, or leave it for the next edition, where the figure will be marked revised.",
        )  # fmt: skip


def _said(results: bytes) -> dict[str, list[str]]:
    """Read from an edition's results, by measure, what words may repeat of it."""
    rows = csv.DictReader(io.StringIO(results.decode("utf-8"), newline=""))
    return {row["ref"]: [row[name] for name in SAID] for row in rows}


def _refuse_owed(things: Sequence[Owed], period: Period) -> None:
    """Refuse a release for as long as anything is owed, saying of each thing where it is and how it is mended."""
    if things:
        raise Refused(
            Problem(
                ", ".join(filter(None, [thing.directorate_name, thing.about])), f"owed: {thing.words}", "nothing owed",
                NEXT[thing.kind].format(where=thing.where, directorate=thing.directorate, period=period),
            )
            for thing in things
        )  # fmt: skip
