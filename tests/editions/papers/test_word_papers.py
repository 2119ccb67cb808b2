"""What holds of every Word paper, whoever's it is: by rules of our own on its XML, and by others' validators."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx_integrity
import pytest
from broken import BROKEN
from scorecard_cells import differences
from word_rules import RULES, WordFile

KINDS = 17
"""Papers there are at least: nine of the demo's second quarter, seven of the worst case, others of real councils."""


def test_every_kind_of_paper_is_here(word_papers: dict[str, WordFile], pdf_papers: dict[str, Path]) -> None:
    assert word_papers.keys() == pdf_papers.keys()
    assert len(word_papers) >= KINDS


@pytest.mark.parametrize("rule", RULES)
def test_no_paper_has(rule: str, word_papers: dict[str, WordFile]) -> None:
    found = {name: broken for name, word in word_papers.items() if (broken := list(RULES[rule](word)))}
    assert found == {}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_notices_what_it_forbids(rule: str, word_papers: dict[str, WordFile]) -> None:
    for word in word_papers.values():
        altered = WordFile(word.path)
        try:
            BROKEN[rule](altered)
        except StopIteration:
            continue  # this paper has none of what the rule is about
        assert list(RULES[rule](altered))
        return
    pytest.fail("no paper has what the rule is about")


def test_the_integrity_checker_finds_nothing(word_papers: dict[str, WordFile]) -> None:
    told = {name: docx_integrity.check(str(word.path)) for name, word in word_papers.items()}
    worse = {name: [finding for finding in found if finding.severity.value != "info"] for name, found in told.items()}
    assert {name: found for name, found in worse.items() if found} == {}


def test_the_open_xml_validator_finds_nothing(word_papers: dict[str, WordFile], repository: Path) -> None:
    installed = repository / ".cache/npm/node_modules/.bin"
    validator = shutil.which("ooxml-validator", path=os.pathsep.join([str(installed), os.environ.get("PATH", "")]))
    if validator is None:
        pytest.skip("no ooxml-validator: `make viewers` installs it where npm is")
    told = [
        subprocess.run([validator, word.path], check=False, capture_output=True, text=True).stdout
        for word in word_papers.values()
    ]
    assert [error for text in told for error in json.loads(text)["errors"]] == []


@pytest.mark.parametrize("edition", ["demo", "rbwm", "worst", pytest.param("hart", marks=pytest.mark.needs_real)])
def test_appendix_1_says_and_colours_what_the_data_says_cell_by_cell(edition: str, editions: dict[str, Path]) -> None:
    (paper,) = editions[edition].glob("papers/*scorecard.docx")
    assert differences(paper, editions[edition] / "data/results.csv") == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (">1,293<", ">1,294<", "H300, Now: '1,294' for"),
        ("▲\u00a0Green", "●\u00a0Amber", "H300, Rating: '● Amber'"),
        ('w:fill="D4351C"', 'w:fill="00703C"', "N1: filled"),
        (">Target<", ">Aim<", "H001: headed"),
    ],
)
def test_one_changed_cell_of_appendix_1_is_noticed(
    old: str, new: str, told: str, editions: dict[str, Path], tmp_path: Path
) -> None:
    (paper,) = editions["worst"].glob("papers/*scorecard.docx")
    changed = tmp_path / "changed.docx"
    with zipfile.ZipFile(paper) as whole, zipfile.ZipFile(changed, "w") as made:
        for name in whole.namelist():
            content = whole.read(name).decode() if name == "word/document.xml" else whole.read(name)
            if isinstance(content, str):
                before, found, after = content.rpartition(old)
                assert found
                content = f"{before}{new}{after}"
            made.writestr(name, content)
    assert differences(changed, editions["worst"] / "data/results.csv")[0].startswith(told)
