"""The worst case a paper can meet: a council's folder in which whatever can be long, odd or missing is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat

ROWS = 300
LONG_TITLE = (
    "Adults aged 18 to 64 with a learning disability, and those of them with autism, who live in their own home or "
    "with their family and who have been asked in the last 12 months whether they are content at home"
)
ADDRESS = "https://performance.worstshire.example/" + "/".join(f"a-very-long-folder-name-{part}" for part in range(9))
COMMENTARY = f"""\
It fell from 52.5 to 48.3 here.[^why] See {ADDRESS}

| Ward | Q1 | Q2 |
|---|---|---|
| Bryn & Dyffryn | 12 | 1,204 |
| "Old" <Town> | 8 | 9 |

Gŵyr, Ŵyddgrug ac Ynys Môn â tŷ; Łódź, Żary i Świdnica. \
Well done \U0001f389 \U0001f468\u200d\U0001f469\u200d\U0001f467! \
The Hebrew notice says שלום לכולם 2019, and the Arabic one مرحبا بالجميع 48 هنا.

1. R&D {{{{< include secret >}}}} costs $5 < £6.
2. *Stars*, _lines_, `code` and <b>tags</b>.

[^why]: The counting changed on 1 July 2019.
"""
REDS = {
    "L1": LONG_TITLE,
    "T1": 'Children\'s "early" help & <care>: R&D, 5 < 6',
    "N1": "A new measure without any history",
}
COUNCIL = """\
name: Worst & <Best> "Shire" Council
site_url: https://performance.worstshire.example
directorates:
  - {key: adults, name: "Adults' \\"Own\\" Homes & <Care>", director: "Director of R&D <acting>"}
  - {key: housing, name: "Housing, Regeneration, Highways, Neighbourhoods and Everything That Is Not Adults' Homes"}
portfolios:
  - {key: homes, name: "Homes & <Gardens>", holder: "Portfolio Holder for Homes & <Gardens>"}
panels:
  - {key: people, name: "People & <Places> Panel", directorates: [adults]}
"""
PLAN = """\
period: 2019-20-q2
published: 2019-11-05
meeting: {body: "Cabinet & <Council>", date: 2019-11-13, item: "7", bound: true}
panels:
  people: {date: 2019-10-29, published: 2019-10-21}
reports:
  - {notebook: report, formats: [html, docx, pdf]}
  - {notebook: scorecard, formats: [html, docx, pdf]}
  - {notebook: exceptions, formats: [html, docx, pdf]}
  - {notebook: commentary, formats: [html, docx, pdf]}
  - {notebook: infographics, formats: [html, docx, pdf]}
  - {notebook: panel, for_each: panel, formats: [html, docx, pdf]}
"""
PROSE = """\
Services were asked twice.[^asked] A table that somebody pasted:

| Ward | Households | Share |
|:---|---:|---:|
| Bryn & Dyffryn | 1,204 | 41.5% |
| Łódź | 9 | 0.3% |

Gŵyr, tŷ, żółw, \U0001f389, שלום and مرحبا; <https://performance.worstshire.example/a>.

[^asked]: On 3 and on 17 October 2019.
"""


def worst_council(root: Path, templates: Path) -> Path:
    """Write the council's folder, and give it."""
    refs = [f"H{number:03}" for number in range(1, ROWS + 1)]
    measures = [
        (
            ref,
            title,
            "%" if ref == "L1" else "days",
            1,
            "higher",
            "quarterly",
            "adults",
            "homes",
            "Head of R&D <acting>",
        )
        for ref, title in REDS.items()
    ]
    measures += [
        (ref, f"Homes let in ward {ref}", "count", 0, "higher", "quarterly", "housing", "homes", "Head") for ref in refs
    ]
    columns = ("ref", "title", "unit", "decimals", "polarity", "frequency", "directorate", "portfolio", "owner_role")
    _put(root / "data/framework/measures.csv", _csv(columns, measures))
    _put(root / "data/framework/targets.csv", _csv(
        ("ref", "period", "target", "intervention"),
        [*((ref, "2019-20", 90, 80) for ref in REDS), *((ref, "2019-20", 1000, 900) for ref in refs)],
    ))  # fmt: skip
    returned = ("ref", "period", "value", "marker", "commentary")
    first = [(ref, "2019-20-q1", 52.5, "", "") for ref in REDS if ref != "N1"]
    first += [(ref, "2019-20-q1", 1000 + number, "", "") for number, ref in enumerate(refs)]
    second = [(ref, "2019-20-q2", 48.3, "", COMMENTARY) for ref in REDS]
    second += [(ref, "2019-20-q2", 1000 + 7 * number % 300, "", "") for number, ref in enumerate(refs)]
    _put(root / "data/returns/2019-20-q1/all.csv", _csv(returned, first))
    _put(root / "data/returns/2019-20-q2/all.csv", _csv(returned, second))
    _put(root / "params/council.yml", COUNCIL)
    _put(root / "params/2019-20-q2.yml", PLAN)
    report = nbformat.read(templates / "report-narrative.ipynb", as_version=4)
    cell = next(cell for cell in report.cells if cell.cell_type == "markdown" and "part" in _ours(cell))
    cell.source = cell.source.partition("\n")[0] + "\n\n" + PROSE if cell.source.startswith("#") else PROSE
    _put(root / "reports/2019-20-q2/report.ipynb", nbformat.writes(report))
    return root


def _ours(cell: nbformat.NotebookNode) -> dict:
    return json.loads(json.dumps(cell.metadata.get("goldenthread", {})))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    made = io.StringIO()
    csv.writer(made).writerows([columns, *rows])
    return made.getvalue()


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
