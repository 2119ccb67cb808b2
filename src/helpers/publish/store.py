"""The judged store: results and history in parquet, written once a build and pack; all that a notebook can open."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.model.council import Council, Pack
from helpers.model.edition import Edition, Paper
from helpers.model.errors import Refused
from helpers.model.meeting import Meeting
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.present.by_hand import open_by_hand
from helpers.publish.cache.reading import watched
from helpers.publish.compared import judge_edition
from helpers.publish.inputs import read_inputs
from helpers.publish.judging import TABLES
from helpers.publish.stylesheet import stylesheet

STORE_VARIABLE = "GOLDENTHREAD_STORE"
"""Environment variable with which a build tells its notebooks where the store is."""


def write_store(results: Results, folder: Path) -> None:
    """Write a judged store."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        getattr(results, name).to_parquet(folder / f"{name}.parquet", index=False)
    edition = results.edition
    now = {"version": edition.version, "released": edition.released, "supplement": edition.supplement}
    described = edition.described | now
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
        supplement=values["supplement"],
        has_statement=values["has_statement"],
    )
    frames: dict[str, Any] = {name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES}
    return Results(edition, **frames)


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
        return watched(results)
    workspace = Workspace.above(Path.cwd())
    results = judge_edition(workspace, read_inputs(workspace, Period.parse(period)), Pack(pack))
    open_by_hand(stylesheet(workspace, results.edition.council).decode())
    return results
