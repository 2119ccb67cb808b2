"""Make the Part II papers of a period: the words of its exempt blocks, in a folder of their own that no pack contains.

May import the floors below. No notebook runs for them and nothing of them is kept in a cache: they are words alone.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from filelock import FileLock

from helpers.collect.council import read_plan
from helpers.model.council import Pack
from helpers.model.edition import EditionPlan, Report
from helpers.model.errors import Problem, Refused
from helpers.model.exempt import LAWS, ExemptBlock, Law
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.exempt import grounds_of
from helpers.narrate.words import labels_of
from helpers.publish.assemble.covering import broken_references
from helpers.publish.assemble.description import DocumentDescription
from helpers.publish.assemble.project import assemble
from helpers.publish.describe import site_description
from helpers.publish.edition_folder import check_place, swap_in
from helpers.publish.exempt import exempt_words
from helpers.publish.judging import judge_workspace
from helpers.publish.manifest import write_manifest
from helpers.publish.notebook import Node, notebook_of, text_cell, write_notebook
from helpers.publish.plan import planned, source_of
from helpers.publish.render.engine import choose_engine
from helpers.publish.title import report_title

FOLDER = "part-two"
"""What stands where a pack's name stands, in `_build` and in `_out`: beside the ladder of packs, and on none of it."""

MARK = "Part II – not for publication"
"""What heads a Part II paper, and stands across each of its pages."""

_FENCE = ":" * 20
_HEADING = re.compile(r"\A\s*#{1,6}\s+(?P<title>.+?)\s*#*\s*(?:\n|\Z)")


@dataclass(frozen=True)
class PartTwo:
    """What was made.

    Attributes
    ----------
    folder
        Where the papers stand.
    files
        The papers, below it.
    """

    folder: Path
    files: tuple[str, ...]


def build_part_two(workspace: Workspace, period: Period, engine: str = "auto", released: bool = False) -> PartTwo:
    """Make the Part II paper of every report of a period that has exempt blocks, in Word and PDF.

    Parameters
    ----------
    released
        Without the word DRAFT: what `release` asks for, once the Part I papers are out.

    Raises
    ------
    Refused
        The period has no exempt block, or one that cannot be used; nothing was written to the folder.
    """
    target = workspace.out_folder(FOLDER, period)
    check_place(target)
    plan = read_plan(workspace, period)
    results = judge_workspace(workspace, period, Pack.PUBLIC, released)
    blocks = exempt_words(workspace, period, results)
    if not blocks:
        raise Refused.one(
            f"reports/{period}", "no exempt block in its notebooks", "a cell marked as exempt",
            "Nothing is missing: without exempt matter there is no Part II paper.",
        )  # fmt: skip
    results = replace(results, edition=replace(results.edition, version=_version(results, blocks)))
    folder = workspace.build_folder(FOLDER, period)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f".{folder.name}.lock")):
        shutil.rmtree(folder, ignore_errors=True)
        documents = _documents(workspace, plan, results, blocks, folder)
        site = replace(site_description(results.edition), url="", footer=())
        project = folder / "quarto"
        assemble(
            project, workspace.own_or_ours("_quarto.yml"), workspace.own_or_ours("_extensions/goldenthread"), site,
            documents,
        )  # fmt: skip
        made = folder / "papers"
        # Nothing is kept: what earlier builds kept is shown to the builds of packs.
        renderer = choose_engine(engine)
        files = renderer.render(project, made)
        write_manifest(made, results, [], renderer.name, stands_for=FOLDER)
        swap_in(made, target)
    return PartTwo(target, tuple(str(file) for file in files))


def _documents(
    workspace: Workspace, plan: EditionPlan, results: Results, blocks: Sequence[ExemptBlock], folder: Path
) -> list[DocumentDescription]:
    law = LAWS[results.edition.council.meetings.country]
    made, problems = [], list[Problem]()
    for report in planned(workspace, plan, Pack.PUBLIC):
        if mine := [block for block in blocks if block.slug == report.slug]:
            notebook = folder / "notebooks" / f"{report.slug}.ipynb"
            written = _notebook(mine, law, problems)
            write_notebook(written, notebook)
            made.append(_document(report, report_title(report, source_of(workspace, plan, report)), notebook, results))
    if problems:
        raise Refused(problems)
    return made


def _document(report: Report, title: str, notebook: Path, results: Results) -> DocumentDescription:
    edition = results.edition
    return DocumentDescription(
        path=PurePosixPath(f"{report.slug}.ipynb"),
        notebook=notebook,
        title=f"{title}: Part II",
        subtitle=edition.period.label,
        formats=tuple(kind for kind in report.formats if kind != "html"),
        name=report.place.part_two_name if report.place else "",
        meeting=report.place.meeting.line if report.place else None,
        subject=f"{edition.council.name}: {title}, {edition.period.label}. {MARK}",
        status=". ".join(filter(None, (MARK, edition.status_line))),
        watermark=MARK,
    )


def _notebook(blocks: Sequence[ExemptBlock], law: Law, problems: list[Problem]) -> Node:
    """Write the exempt blocks of a report as a notebook: of each the section it belongs to, its grounds, its words."""
    cells = []
    for number, block in enumerate(blocks, start=1):
        own = _HEADING.match(block.text)
        heading = own["title"] if own else block.part.replace("-", " ").capitalize()
        grounds = f"{_FENCE} {{.card}}\n{grounds_of(block, law)}\n{_FENCE}"
        above = f"## {heading}\n\n{grounds}" if heading else grounds
        cells.append(text_cell("markdown", above, f"grounds-{number}", block.place))
        cells.append(text_cell("markdown", _HEADING.sub("", block.text), f"words-{number}", block.place))
    notebook = notebook_of(cells)
    labels = labels_of(notebook)
    problems += [problem for block in blocks for problem in broken_references(block.text, block.where, labels)]
    return notebook


def _version(results: Results, blocks: Sequence[ExemptBlock]) -> str:
    """Name the state of the inputs, the exempt words among them: no pack shows this hash."""
    digest = hashlib.sha256(results.edition.version.encode())
    for block in blocks:
        digest.update(repr(block).encode())
    return digest.hexdigest()[:8]
