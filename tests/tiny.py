"""A tiny council: whole on disk, to be broken by a test, or in memory, to be judged without any file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from helpers.assess.judge import Judged, judge
from helpers.collect.benchmarks import BENCHMARK_COLUMNS
from helpers.collect.returns import NUMBERS, ORIGIN_COLUMNS, RETURN_COLUMNS
from helpers.model.council import Council, Pack
from helpers.model.framework import Framework, Rating
from helpers.model.measure import Measure, Target
from helpers.model.period import Period
from helpers.model.words import Commentary, Words
from helpers.model.workspace import Workspace

COUNCIL = """\
name: Tinytown Council
fictional: true
directorates:
  - key: adults
    name: Adult Social Care
    services:
      - {key: care, name: Care at Home, aliases: [Home Care]}
  - key: housing
    name: Housing
    services:
      - {key: homes, name: Homelessness}
priorities:
  - key: good-homes
    name: Good homes for all
    outcomes:
      - {key: no-shared-rooms, name: Nobody waits in a shared room}
portfolios:
  - {key: housing, name: Housing, holder: Portfolio Holder for Housing}
"""
PLAN = """\
period: 2019-20-q2
published: 2019-11-05
meeting: {body: Cabinet, date: 2019-11-13}
reports:
  - {notebook: overview}
  - {notebook: directorate, for_each: directorate}
"""
FULL_PLAN = (
    PLAN
    + """\
  - {notebook: measure, for_each: measure}
  - {notebook: scorecard, formats: [html, docx, pdf]}
"""
)
"""With every kind of page and a paper: for councils that use the repository's own templates."""
MEASURES = """\
ref,title,unit,decimals,polarity,frequency,directorate,service,priority,owner_role,benchmark_group
A1,Reviews on time,%,1,higher,quarterly,adults,care,,Head of Care,
H1,Households in bed and breakfast,count,0,lower,quarterly,housing,homes,good-homes,Head of Housing,
H2,Households in temporary accommodation,"per 1,000 households",2,lower,quarterly,housing,homes,,Head,neighbours
"""
TARGETS = """\
ref,period,target,intervention
A1,2019-20,80,75
H1,2019-20,70,90
"""
QUARTER_1 = """\
ref,period,value,numerator,denominator,marker,commentary
A1,2019-20-q1,79.0,79,100,,
H1,2019-20-q1,81,,,,
H2,2019-20-q1,1.80,,,p,
"""
QUARTER_2 = """\
ref,period,value,numerator,denominator,marker,commentary
A1,2019-20-q2,81.5,163,200,,Two more reviewers started in July.
H1,2019-20-q2,68,,,,
H2,2019-20-q2,1.75,,,p,
"""
NEIGHBOURS = """\
group,ref,period,area,value,marker
neighbours,H2,2019-20-q2,Easton,1.20,
neighbours,H2,2019-20-q2,Norton,3.40,
neighbours,H2,2019-20-q2,Sutton,,x
"""


def notebook(**parameters: str) -> str:
    """A notebook that takes these parameters and does nothing with them."""
    made = nbformat.v4.new_notebook()
    lines = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    made.cells = [nbformat.v4.new_code_cell(lines, id="parameters", metadata={"tags": ["parameters"]})]
    return nbformat.writes(made)


FILES = {
    "params/council.yml": COUNCIL,
    "params/2019-20-q2.yml": PLAN,
    "data/framework/measures.csv": MEASURES,
    "data/framework/targets.csv": TARGETS,
    "data/returns/2019-20-q1/all.csv": QUARTER_1,
    "data/returns/2019-20-q2/all.csv": QUARTER_2,
    "data/benchmarks/neighbours.csv": NEIGHBOURS,
    "notebooks/overview.ipynb": notebook(period="2019-20-q2", pack="public"),
    "notebooks/directorate.ipynb": notebook(period="2019-20-q2", pack="public", directorate="adults"),
}


@dataclass(frozen=True)
class Tiny:
    """A tiny council's folder."""

    root: Path

    @classmethod
    def whole(cls, root: Path) -> Tiny:
        """Write a council with nothing wrong with it."""
        tiny = cls(root)
        for name, text in FILES.items():
            tiny.put(name, text)
        return tiny

    @property
    def workspace(self) -> Workspace:
        """Open the folder as a workspace."""
        return Workspace.at(self.root)

    def put(self, name: str, content: str | bytes) -> Path:
        """Write a file, whatever stood there before."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Change one place of a file."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.put(name, text.replace(old, new))

    def add(self, name: str, lines: str) -> None:
        """Add lines at the end of a file."""
        text = (self.root / name).read_text(encoding="utf-8") if (self.root / name).exists() else ""
        self.put(name, text + textwrap.dedent(lines))

    def files(self) -> dict[str, bytes]:
        """Everything that stands in the folder, save what a build puts together in `_build` before it swaps it in."""
        found = {path.relative_to(self.root).as_posix(): path for path in self.root.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in found.items() if not name.startswith("_build/")}


Q2 = Period.parse("2019-20-q2")


def a_measure(ref: str = "M1", **fields: Any) -> Measure:
    """A measure of which only what matters to a test is said."""
    known = {
        "title": f"Measure {ref}",
        "unit": "%",
        "polarity": "higher",
        "directorate": "adults",
        "owner_role": "Head",
    }
    return Measure.model_validate({"ref": ref, **known, **fields})


def a_target(ref: str = "M1", period: str = "2019-20", **levels: float | str) -> Target:
    """A target for a measure."""
    return Target.model_validate({"ref": ref, "period": Period.parse(period), **levels})


def a_rating(ref: str = "M1", period: str = "2019-20-q2", rag: str = "Amber", kind: str = "assessed") -> Rating:
    """A rating that a person gave, with all it needs."""
    given = {"reason": "Audit finds it sound", "role": "Head of Audit", "date": date(2019, 10, 15)}
    return Rating.model_validate({"ref": ref, "period": Period.parse(period), "rag": rag, "kind": kind, **given})


def observations(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Returns as collect reads them; `returned` is the period in which a row was sent, its own by default."""
    made = []
    for number, row in enumerate(rows, start=2):
        about = Period.parse(str(row["period"]))
        given = {name: value for name, value in row.items() if name != "returned"}
        returned = Period.parse(str(row["returned"])) if "returned" in row else about
        made.append({
            **dict.fromkeys((*RETURN_COLUMNS, *ORIGIN_COLUMNS), ""), **dict.fromkeys(NUMBERS, None),
            "ref": "M1", "source_file": f"data/returns/{returned}/all.csv", "source_row": number,
            "source_hash": "f" * 64, **given, "period": about, "return_period": returned,
        })  # fmt: skip
    return pd.DataFrame(made, columns=[*RETURN_COLUMNS, *ORIGIN_COLUMNS]).astype(dict.fromkeys(NUMBERS, "float64"))


def peers(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Benchmarks as collect reads them."""
    made = [
        {"group": "neighbours", "ref": "M1", "marker": "", **row, "period": Period.parse(str(row["period"]))}
        for row in rows
    ]
    return pd.DataFrame(made, columns=list(BENCHMARK_COLUMNS)).astype({"value": "float64"})


def a_council(**settings: Any) -> Council:
    """A council of two directorates."""
    directorates = [
        {"key": "adults", "name": "Adult Social Care", "services": [{"key": "care", "name": "Care"}]},
        {"key": "housing", "name": "Housing"},
    ]
    return Council.model_validate({"name": "Tinytown Council", "directorates": directorates, **settings})


def judged(
    measures: Measure | Iterable[Measure],
    rows: Iterable[Mapping[str, Any]],
    targets: Iterable[Target] = (),
    ratings: Iterable[Rating] = (),
    period: str = "2019-20-q2",
    pack: Pack = Pack.PUBLIC,
    benchmarks: Iterable[Mapping[str, Any]] = (),
    commentary: Mapping[str, str] | None = None,
    council: Council | None = None,
) -> Judged:
    """Judge measures in memory."""
    held = (measures,) if isinstance(measures, Measure) else tuple(measures)
    framework = Framework(held, tuple(targets), tuple(ratings))
    return judge(
        framework, council or a_council(), Period.parse(period), pack, observations(rows), peers(benchmarks),
        Words(tuple(Commentary(ref, text, "a notebook") for ref, text in (commentary or {}).items())),
    )  # fmt: skip


def result(*arguments: Any, **choices: Any) -> pd.Series:
    """Judge one measure and give its row."""
    return judged(*arguments, **choices).table.iloc[0]
