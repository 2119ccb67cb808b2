"""The proof: change the demo's own words, one at a time; each change must raise an alarm that the true words do not.

The edits are made by rules of this file alone, which knows nothing of how the check works.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.prose import Doubt, doubts_in_prose, doubts_of
from helpers.narrate.row import ResultRow, rows
from helpers.publish.judging import judge_workspace

ENOUGH = 150
SHARE = 0.95
SHARE_OF_NUMBERS = 0.99

NUMERAL = re.compile(r"[−-]?£?\d[\d,]*(?:\.\d+)?")
"""Every run of digits, with its sign, commas and decimals."""

RATING_WORDS = ("green", "amber", "red")
OPPOSITES = (
    "rose/fell", "risen/fallen", "rise/fall", "rises/falls", "rising/falling", "raised/lowered", "grew/shrank",
    "increase/decrease", "increased/decreased", "increases/decreases", "increasing/decreasing", "growth/decline",
    "up/down", "higher/lower", "highest/lowest", "more/fewer", "above/below",
    "better/worse", "best/worst", "quicker/slower", "quickest/slowest", "improved/worsened", "improving/worsening",
    "improvement/deterioration", "improve/worsen", "unchanged/higher",
)  # fmt: skip
"""Words that say which way a figure went, changed wherever they stand: also where they say something else."""

STANDINGS = ("met/missed", "meets/misses", "inside/outside", "ahead of/behind", "short of/better than", "on/off")
"""Words that say how a figure stands, where a target follows them."""


@dataclass(frozen=True)
class Passage:
    """A text of the demo and what it speaks of."""

    where: str
    text: str
    results: Results
    row: ResultRow | None = None

    def doubts(self, text: str) -> list[Doubt]:
        """What the check has against a text in this one's place."""
        if self.row is None:
            return doubts_in_prose(text, self.results)
        return doubts_of(text, self.row, promised(self.results, self.row.ref))


def promised(results: Results, ref: str) -> list[str]:
    promises = getattr(results, "promises", None)
    if promises is None or promises.empty:
        return []
    mine = promises[promises["ref"] == ref]
    return [day for column in ("action_date", "recovery_date") for day in mine[column] if day]


def judged(folder: Path, period: str) -> Results:
    return judge_workspace(Workspace(folder), Period.parse(period), Pack.SERVICE)


def of_measures(results: Results, where: str) -> Iterator[Passage]:
    for row in rows(results):
        for name in ("commentary", "cause", "action"):
            if text := getattr(row, name):
                yield Passage(f"{where}, {row.ref} {name}", text, results, row)


def of_introductions(folder: Path, results: Results, period: str) -> Iterator[Passage]:
    keys = {directorate.key for directorate in results.edition.council.directorates}
    for path in sorted((folder / "reports" / period).glob("*.ipynb")):
        if path.stem not in keys:
            continue
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown" and "goldenthread" not in cell.metadata and not cell.source.startswith("#"):
                yield Passage(f"{period}, {path.stem} {cell.id}", cell.source, results.directorate(path.stem))


@pytest.fixture(scope="module")
def passages(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Passage]:
    """All that the demo says: its periods as they stand, and what services wrote before analysts wrote over it."""
    bare = tmp_path_factory.mktemp("returns-alone")
    for name in ("data", "notebooks"):
        (bare / name).symlink_to(repository / name)
    shutil.copytree(repository / "params", bare / "params")
    first = (bare / "params" / "2019-20-q2.yml").read_text(encoding="utf-8").replace("2019-20-q2", "2019-20-q1")
    (bare / "params" / "2019-20-q1.yml").write_text(first, encoding="utf-8")
    found: list[Passage] = []
    for period in sorted(path.stem for path in (repository / "params").glob("2*.yml")):
        results = judged(repository, period)
        found += [*of_measures(results, period), *of_introductions(repository, results, period)]
        found += of_measures(judged(bare, period), f"{period} returns")
    found += of_measures(judged(bare, "2019-20-q1"), "2019-20-q1 returns")
    return list({(one.row.ref if one.row else "", one.text): one for one in found}.values())


def other_numbers(written: str) -> list[str]:
    """The same numeral one higher, ten times as high, two digits swapped, another last digit, another first one."""
    sign, digits = re.match(r"([−-]?£?)(.*)", written).groups()
    decimals = len(digits.partition(".")[2])
    plain = digits.replace(",", "")
    value = float(plain)
    commas = "," in digits

    def put(number: float, places: int = decimals) -> str:
        return sign + (f"{number:,.{places}f}" if commas else f"{number:.{places}f}")

    made = [put(value + 1), put(value * 10)]
    made.append(put(value + 10**-decimals * (3 if int(plain[-1]) < 7 else -3)))
    whole = plain.partition(".")[0]
    swapped = next(
        (
            whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
            for at in range(len(whole) - 1)
            if whole[at] != whole[at + 1]
        ),
        "",
    )
    if swapped and swapped[0] != "0":
        made.append(put(float(swapped + plain[len(whole) :])))
    first = str((int(plain[0]) % 9) + 1)
    made.append(put(float(first + plain[1:])))
    return [one for one in dict.fromkeys(made) if one != written]


def as_written(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word


def edits(text: str) -> Iterator[tuple[str, str, str]]:
    """Every single change: its kind, what was changed into what, and the changed text."""
    for match in NUMERAL.finditer(text):
        written = match[0].rstrip(",")
        for other in other_numbers(written):
            yield "number", f"{written} → {other}", text[: match.start()] + other + text[match.start() + len(written) :]
    for word in RATING_WORDS:
        for match in re.finditer(rf"\b{word}\b", text, re.IGNORECASE):
            for other in set(RATING_WORDS) - {word}:
                new = as_written(other, match[0])
                yield "rating", f"{match[0]} → {new}", text[: match.start()] + new + text[match.end() :]
    for kind, pairs, after in (
        ("direction", OPPOSITES, r"(?![\w-])"),
        ("standing", STANDINGS, r"(?= (?:\w+ ){0,2}target)"),
    ):
        for word, opposite in both_ways(pairs).items():
            for match in re.finditer(rf"(?<![\w-]){word}{after}", text, re.IGNORECASE):
                new = as_written(opposite, match[0])
                yield kind, f"{match[0]} → {new}", text[: match.start()] + new + text[match.end() :]


def both_ways(pairs: tuple[str, ...]) -> dict[str, str]:
    """Each word with its opposite; where it has two, the first."""
    ways: dict[str, str] = {}
    for one, other in (pair.split("/") for pair in pairs):
        ways.setdefault(one, other)
        ways.setdefault(other, one)
    return ways


def test_the_demo_s_own_words_raise_no_alarm(passages: list[Passage]) -> None:
    alarms = [f"{one.where}: {doubt}" for one in passages for doubt in one.doubts(one.text)]
    assert not alarms, "\n".join(alarms)


def test_nearly_every_changed_number_rating_or_direction_raises_an_alarm(passages: list[Passage]) -> None:
    tried: dict[str, int] = {}
    missed: list[str] = []
    for one in passages:
        usual = {doubt.found for doubt in one.doubts(one.text)}
        for kind, change, text in edits(one.text):
            tried[kind] = tried.get(kind, 0) + 1
            if not {doubt.found for doubt in one.doubts(text)} - usual:
                missed.append(f"{one.where}: {kind} {change}")
    total = sum(tried.values())
    caught = 1 - len(missed) / total
    told = f"{caught:.1%} of {total} changes caught ({tried}); missed:\n" + "\n".join(missed)
    print(told)  # noqa: T201 - shown when the test fails, and by pytest -s
    assert total >= ENOUGH
    assert caught >= SHARE, told
    numbers = sum(": number " in one for one in missed)
    assert numbers <= (1 - SHARE_OF_NUMBERS) * tried["number"], told
