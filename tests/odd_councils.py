"""Councils of odd shapes, whose pages all have to stand: very many measures, one, none; names that try the pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from tiny import Tiny

PERIODS = ("2018-19-q1", "2018-19-q2", "2018-19-q3", "2018-19-q4", "2019-20-q1", "2019-20-q2")
PERIOD = PERIODS[-1]
NAMES = (
    "Parks & Play",
    'The "Quoted" Service',
    "Streets </script><b>bold</b>",
    "Roads/Bridges/Tunnels",
    "Children's Help",
    "Ends & begins <!-- here -->",
    "{{ value }} and {{< include x >}}",
    "Café, naïve: £100% [sic](x)",
    ("A very long name of a service that goes on " * 5)[:200],
    "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4,
)
"""Names that a page can stumble on: marks of HTML, of Markdown and of Quarto, and words of up to 200 characters."""
FIELDS = ("ref", "title", "unit", "decimals", "polarity", "frequency", "directorate", "service", "priority",
          "portfolio", "owner_role", "to")  # fmt: skip


def wide(root: Path, measures: int = 300, directorates: int = 20) -> Tiny:
    """A council of many measures, spread over its directorates, with every rating and some figures missing."""
    groups = [f"d{number:02}" for number in range(1, directorates + 1)]
    council = _council([(key, f"Directorate {number}") for number, key in enumerate(groups, start=1)])
    rows = [_measure(f"M{number:03}", f"Measure {number} of many", groups[number % directorates])
            for number in range(1, measures + 1)]  # fmt: skip
    return _written(root, council, rows)


def few(root: Path, measures: int) -> Tiny:
    """A council of one measure or none in its period, in the first of two directorates; the other never had one."""
    rows = [_measure("M0", "Counted no more", "d01", to=PERIODS[0])]
    rows += [_measure(f"M{number}", f"Measure {number}", "d01") for number in range(1, measures + 1)]
    return _written(root, _council([("d01", "Has measures"), ("d02", "Has none")]), rows)


def hostile(root: Path) -> Tiny:
    """A council whose every name tries the pages, with titles that slug alike and refs that are nearly one."""
    council = _council([(f"d{number:02}", name) for number, name in enumerate(NAMES, start=1)])
    council["name"] = 'Bath & "Wells" </script> Council'
    rows = [_measure(f"N{number}", name, f"d{number:02}") for number, name in enumerate(NAMES, start=1)]
    rows += [_measure(ref, title, "d01") for ref, title in
             (("A-1", "Waiting times!"), ("A.1", "Waiting times?"), ("A_1", "waiting-times"))]  # fmt: skip
    return _written(root, council, rows)


def _council(directorates: Sequence[tuple[str, str]]) -> dict[str, Any]:
    names = [name for _, name in directorates]
    return {
        "name": "Oddshire Council",
        "fictional": True,
        "directorates": [
            {"key": key, "name": name, "services": [{"key": f"{key}-s", "name": f"{name[:190]}: service"}]}
            for key, name in directorates
        ],
        "priorities": [
            {"key": f"p{n}", "name": f"{names[n % len(names)][:190]}: aim {n}",
             "outcomes": [{"key": f"o{n}", "name": names[n % len(names)]}]} for n in range(3)
        ],
        "portfolios": [{"key": "all", "name": names[0], "holder": "Portfolio Holder"}],
    }  # fmt: skip


def _measure(ref: str, title: str, directorate: str, to: str = "") -> dict[str, Any]:
    number = sum(map(ord, ref))
    return {
        "ref": ref, "title": title, "unit": "%", "decimals": 1, "polarity": ("higher", "lower")[number % 2],
        "frequency": "quarterly", "directorate": directorate, "service": f"{directorate}-s",
        "priority": f"p{number % 3}", "portfolio": "all", "owner_role": title, "to": to,
    }  # fmt: skip


def _written(root: Path, council: Mapping[str, Any], measures: Sequence[Mapping[str, Any]]) -> Tiny:
    tiny = Tiny(root)
    tiny.put("params/council.yml", yaml.safe_dump(council, allow_unicode=True, sort_keys=False))
    tiny.put(f"params/{PERIOD}.yml", PLAN)
    tiny.put("data/framework/measures.csv", _csv(FIELDS, measures))
    levels = {"higher": 55, "lower": 65}
    targets = [{"ref": row["ref"], "period": "2019-20", "target": 60, "intervention": levels[row["polarity"]]}
               for row in measures]  # fmt: skip
    tiny.put("data/framework/targets.csv", _csv(("ref", "period", "target", "intervention"), targets))
    for place, period in enumerate(PERIODS):
        figures = [{"ref": row["ref"], "period": period, **_figure(number, place)}
                   for number, row in enumerate(measures) if not row["to"] or period <= row["to"]]  # fmt: skip
        tiny.put(f"data/returns/{period}/all.csv", _csv(("ref", "period", "value", "marker"), figures))
    return tiny


def _figure(number: int, place: int) -> dict[str, Any]:
    """A figure that is the same in every run, near the target, and not to be had of every eleventh measure."""
    if number % 11 == 10 and place == len(PERIODS) - 1:
        return {"marker": "x"}
    return {"value": 50 + (number * 7 + place * 5) % 20 + place / 2}


def _csv(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _page_reports() -> str:
    """Every kind of page of the repository's own newest plan that any council can have, as pages alone."""
    newest = sorted((Path(__file__).resolve().parents[1] / "params").glob("20*.yml"))[-1]
    lacking = ("report", "panel", "infographics", "guide", "guide-files")
    specs = yaml.safe_load(newest.read_text(encoding="utf-8"))["reports"]
    pages = [{**spec, "formats": ["html"]} for spec in specs if spec["notebook"] not in lacking]
    return yaml.safe_dump([page for page in pages if page.get("audience", "public") == "public"])


PLAN = f"""\
period: {PERIOD}
published: 2019-11-05
meeting: {{body: Cabinet, date: 2019-11-13}}
reports:
{_page_reports()}"""
"""The same kinds of page as the demo's newest edition: a new kind is tried by odd councils without a word here."""
