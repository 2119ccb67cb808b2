"""A table in which words are looked up is known by its hash: a change of it shows, and changes what came of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tiny import Tiny

from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.results import Results
from helpers.publish.build import Choices, build
from helpers.publish.cache.reading import Fingerprints
from helpers.publish.judging import judge_workspace
from helpers.publish.manifest import described
from helpers.publish.mapped import mapped_files

Q2 = Period.parse("2019-20-q2")
FOLDER = "data/returns/2019-20-q2"
MAPPING = """\
file: export.csv
rows:
  - as: returns
    cells:
      ref: {column: Indicator, lookup: {file: names.csv, find: Code, take: Called}}
      period: {text: 2019-20-q2}
      value: {column: Number}
"""
NAMES = "Code,Called\nBB,H1\nTA,H2\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A council whose housing return is another system's, in which measures go by other names."""
    made = Tiny.whole(tmp_path / "tinytown")
    made.put(f"{FOLDER}/all.csv", "ref,period,value\nA1,2019-20-q2,81.5\n")
    made.put(f"{FOLDER}/export.csv", "Indicator,Number\nBB,68\nTA,2\n")
    made.put(f"{FOLDER}/names.csv", NAMES)
    made.put(f"{FOLDER}/export.mapping.yml", MAPPING)
    return made


def judged(tiny: Tiny) -> Results:
    return judge_workspace(tiny.workspace, Q2, Pack.PUBLIC)


def hashes(tiny: Tiny) -> dict[str, object]:
    (mapping,) = mapped_files(tiny.workspace, judged(tiny))
    assert mapping["file"] == f"{FOLDER}/export.mapping.yml"
    return {read["file"]: read["sha256"] for read in mapping["reads"]}


def test_the_manifest_names_every_file_that_a_mapping_reads_with_its_hash(tiny: Tiny) -> None:
    built = build(tiny.workspace, Q2, choices=Choices(only=("overview",)))
    (mapping,) = described(built.folder)["mappings"]
    assert mapping["sha256"] == hashlib.sha256(MAPPING.encode()).hexdigest()
    assert {read["file"]: read["sha256"] for read in mapping["reads"]} == {
        name: hashlib.sha256((tiny.root / FOLDER / name).read_bytes()).hexdigest()
        for name in ("export.csv", "names.csv")
    }


def test_another_word_in_the_table_changes_the_version_and_what_a_kept_page_is_known_by(tiny: Tiny) -> None:
    before = judged(tiny)
    tiny.put(f"{FOLDER}/names.csv", "Code,Called\nBB,H2\nTA,H1\n")
    after = judged(tiny)
    assert after.measure("H1").table["value"].item() == 2
    assert before.edition.version != after.edition.version
    view = ("measure", "H1")
    assert Fingerprints(before).of(view) != Fingerprints(after).of(view)
    assert Fingerprints(before).of(("measure", "A1")) == Fingerprints(after).of(("measure", "A1"))


def test_a_row_that_nobody_looks_up_changes_the_hash_alone(tiny: Tiny) -> None:
    before, known = judged(tiny), hashes(tiny)
    tiny.add(f"{FOLDER}/names.csv", "XX,A1\n")
    assert judged(tiny).edition.version == before.edition.version
    now = hashes(tiny)
    assert (now["export.csv"] == known["export.csv"], now["names.csv"] == known["names.csv"]) == (True, False)


def test_where_a_figure_of_the_return_is_withheld_so_are_the_hashes_of_all_that_its_mapping_reads(tiny: Tiny) -> None:
    tiny.replace("data/framework/measures.csv", "benchmark_group\n", "benchmark_group,sensitive\n")
    tiny.replace("data/framework/measures.csv", "good-homes,Head of Housing,", "good-homes,Head of Housing,,yes")
    tiny.put(f"{FOLDER}/export.csv", "Indicator,Number\nBB,3\nTA,2\n")
    assert set(hashes(tiny).values()) == {"withheld"}


def test_a_table_that_is_not_the_one_described_is_refused(tiny: Tiny) -> None:
    digest = hashlib.sha256(NAMES.encode()).hexdigest()
    tiny.put(f"{FOLDER}/export.mapping.yml", MAPPING.replace("take: Called", f"take: Called, sha256: {digest}"))
    assert len(judged(tiny)) == 3
    tiny.add(f"{FOLDER}/names.csv", "XX,A1\n")
    with pytest.raises(Refused, match=r"names\.csv\n  found:    a file whose sha256 begins"):
        judged(tiny)
