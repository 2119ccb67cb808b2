"""The judged store: results and history in parquet, written once a build and pack; all that a notebook can open."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from helpers.assess.judge import judge
from helpers.collect.benchmarks import read_benchmarks
from helpers.collect.council import read_council, read_plan
from helpers.collect.framework import read_framework
from helpers.collect.returns import read_returns
from helpers.model.council import Council, Pack
from helpers.model.edition import Edition, Meeting, Paper
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.commentary import read_commentary
from helpers.publish.plan import plan_reports, source_of
from helpers.publish.title import title_of

TABLES = ("table", "history", "peers", "signals", "actions")
STORE_VARIABLE = "GOLDENTHREAD_STORE"
"""Environment variable with which a build tells its notebooks where the store is."""


def judge_workspace(workspace: Workspace, period: Period, pack: Pack, released: bool = False) -> Results:
    """Read a workspace and judge one period for one pack.

    Raises
    ------
    Refused
        Something in the workspace cannot be used; every problem is named.
    """
    council = read_council(workspace)
    plan = read_plan(workspace, period)
    framework = read_framework(workspace, council)
    observations = read_returns(workspace, framework, period)
    benchmarks = read_benchmarks(workspace, framework, period)
    current = framework.as_at(period)
    folder = workspace.root / "reports" / str(period)
    notebooks = sorted(folder.glob("*.ipynb")) if folder.is_dir() else []
    written = read_commentary(notebooks, (measure.ref for measure in current.measures), f"reports/{period}")
    judged = judge(
        current, council, period, pack, observations, benchmarks, {entry.ref: entry.text for entry in written}
    )
    papers = tuple(
        Paper(
            title=report.title or title_of(source_of(workspace, plan, report)),
            page=str(report.page),
            formats=report.formats,
        )
        for report in plan_reports(workspace, plan, council, current, pack)
        if report.formats != ("html",)
    )
    edition = Edition(council, period, pack, plan.meeting, plan.published, papers, released)
    results = Results(edition, judged.table, judged.history, judged.peers, judged.signals, judged.actions)
    return replace(results, edition=replace(edition, version=_version(results)))


def _version(results: Results) -> str:
    """Name the state of the inputs by what the pack may see of them.

    A hash of the raw returns would let a suppressed figure be tried out; a hash of the controlled results does not.
    """
    digest = hashlib.sha256(json.dumps(_described(results.edition), sort_keys=True).encode())
    for name in TABLES:
        digest.update(getattr(results, name).to_csv(index=False).encode())
    return digest.hexdigest()[:8]


def write_store(results: Results, folder: Path) -> None:
    """Write a judged store."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        getattr(results, name).to_parquet(folder / f"{name}.parquet", index=False)
    described = _described(results.edition) | {"version": results.edition.version, "released": results.edition.released}
    (folder / "edition.json").write_text(json.dumps(described, indent=1, ensure_ascii=False), encoding="utf-8")


def read_store(folder: Path) -> Results:
    """Open a judged store."""
    values = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    edition = Edition(
        council=Council.model_validate(values["council"]),
        period=Period.parse(values["period"]),
        pack=Pack(values["pack"]),
        meeting=Meeting.model_validate(values["meeting"]) if values["meeting"] else None,
        published=date.fromisoformat(values["published"]) if values["published"] else None,
        papers=tuple(Paper.model_validate(paper) for paper in values["papers"]),
        released=values["released"],
        version=values["version"],
    )
    table, history, peers, signals, actions = (pd.read_parquet(folder / f"{name}.parquet") for name in TABLES)
    return Results(edition, table, history, peers, signals, actions)


def open_store(period: str, pack: str = "public") -> Results:
    """Open the results of a period, as one pack may see them.

    Within a build this is the store the build made. Opened by hand in JupyterLab, where no build has been, the store is
    made afresh from the workspace that the notebook stands in.

    Parameters
    ----------
    period
        The edition's period, e.g. ``"2019-20-q2"``.
    pack
        ``public``, ``members``, ``leadership`` or ``service``.

    Returns
    -------
    Results
        Narrow it with ``.directorate(key)``, ``.priority(key)`` or ``.measure(ref)``.

    Raises
    ------
    Refused
        The period has no plan, or the build runs for another period or pack.

    Examples
    --------
    >>> results = open_store("2019-20-q2")                              # doctest: +SKIP
    >>> results.directorate("childrens-services").table[["ref", "rag"]]  # doctest: +SKIP
    """
    wanted = (str(Period.parse(period)), str(Pack(pack)))
    if folder := os.environ.get(STORE_VARIABLE):
        results = read_store(Path(folder))
        held = (str(results.edition.period), str(results.edition.pack))
        if held != wanted:
            raise Refused.one(
                "notebook parameters", f'period "{wanted[0]}", pack "{wanted[1]}"',
                f'period "{held[0]}", pack "{held[1]}", for which this build runs',
                "Use the parameters `period` and `pack` in open_store, not fixed words.",
            )  # fmt: skip
        return results
    return judge_workspace(Workspace.above(Path.cwd()), Period.parse(period), Pack(pack))


def _described(edition: Edition) -> dict[str, object]:
    return {
        "council": edition.council.model_dump(mode="json"),
        "period": str(edition.period),
        "pack": str(edition.pack),
        "meeting": edition.meeting.model_dump(mode="json") if edition.meeting else None,
        "published": edition.published.isoformat() if edition.published else None,
        "papers": [paper.model_dump(mode="json") for paper in edition.papers],
    }
