"""Appendix 1 as it has to be by `data/results.csv` alone, and as it stands in the Word file's own XML."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from word_rules import FILLS, WordFile, value, words_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LABELS = ["Measure", "Outturn last year", "Previous", "Now", "Target", "Rating", "Direction", "Forecast outturn",
          "Benchmark", "Commentary"]  # fmt: skip
"""What heads the columns, as the guide declares them."""
UNRATED = {"suppressed": "Suppressed", "not due": "Not due", "missing": "Missing", "unavailable": "Unavailable"}
TAGS = {words.split()[1]: words for words in FILLS}
LEFT_OUT = {"Outturn last year": ("outturn_last_year",), "Forecast outturn": ("forecast", "forecast_rag"),
            "Benchmark": ("benchmark_rank",)}  # fmt: skip
"""Columns that a paper does without where no measure has anything in them, and what of the data they hold."""


def differences(paper: Path, results: Path) -> list[str]:
    """Where the scorecard in a Word file says another thing than the data."""
    with results.open(encoding="utf-8", newline="") as file:
        rows = {row["ref"]: row for row in csv.DictReader(file)}
    heads = [
        label for label in LABELS if any(row[name] for row in rows.values() for name in LEFT_OUT.get(label, ["ref"]))
    ]
    found, seen = [], []
    for labels, cells in _scorecard_rows(WordFile(paper)):
        ref = words_of(cells[0]).split()[0]
        seen.append(ref)
        row = rows.get(ref, dict.fromkeys(next(iter(rows.values())), ""))
        said, wanted = (
            dict(zip(labels, map(words_of, cells), strict=True)),
            dict(zip(LABELS, _wanted(row), strict=False)),
        )
        fills = [value(cell.find(f"{W}tcPr/{W}shd"), "fill") for cell in cells]
        found += [] if labels == heads else [f"{ref}: headed {labels}"]
        found += [
            f"{ref}, {label}: {said[label]!r} for {want!r}"
            for label, want in wanted.items()
            if label in said and not re.fullmatch(want, said[label])
        ]
        colour = FILLS.get(TAGS.get(row["rag"], ""), "")
        right = [colour if label == "Rating" else "" for label in labels]
        found += [] if fills == right else [f"{ref}: filled {fills}, rated {row['rag']!r}"]
    return found + ([] if sorted(seen) == sorted(rows) else [f"rows {sorted({*seen} ^ {*rows})}"])


def _scorecard_rows(word: WordFile) -> Iterator[tuple[list[str], list]]:
    for table in word.tables():
        head, *rows = [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]
        labels = [words_of(cell) for cell in head]
        if labels[0] == LABELS[0]:
            yield from ((labels, cells) for cells in rows)


def _wanted(row: dict[str, str]) -> Iterator[str]:
    """A pattern for each cell: markers of earlier figures stand in no column of the data."""
    earlier = r"( ?\[\w+\])?"
    unit = "" if row["unit"] in ("%", "£", "count") else f" {row['unit']}"
    about = r",? for .+" if row["data_period"] != row["period"] else ""
    yield re.escape(f"{row['ref']} {row['title']}{unit}") + about
    yield from (_figure(row, row[name]) + earlier for name in ("outturn_last_year", "previous"))
    marker = f"[{row['marker']}]" if row["marker"] else ""
    yield f"{_figure(row, row['value'])}{re.escape(f' {marker}' if row['value'] and marker else marker)}" or "–"
    yield " to ".join(_figure(row, end) for end in row["target"].lstrip("'").split(" to "))
    basis = {"assessed": " assessed", "override": " changed from the rule"}.get(row["rag_basis"], "")
    yield TAGS.get(row["rag"], UNRATED.get(row["rag_basis"], "Not rated")) + basis
    yield f"[↑↓→] {row['direction']}" if row["direction"] else ""
    yield f"{_figure(row, row['forecast'])} {TAGS.get(row['forecast_rag'], '')}".strip()
    yield f"{row['benchmark_rank']} of {row['benchmark_n']}; median .+" if row["benchmark_rank"] else ""


def _figure(row: dict[str, str], text: str) -> str:
    """A figure as a table writes it: sign, pounds, thousands, the measure's decimals, per cent."""
    if not text:
        return ""
    number = Decimal(text)
    pounds, per_cent = ("£" if row["unit"] == "£" else ""), ("%" if row["unit"] == "%" else "")
    return re.escape(f"{'−' if number < 0 else ''}{pounds}{abs(number):,.{row['decimals']}f}{per_cent}")
