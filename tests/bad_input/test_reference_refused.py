"""A council's own reference document that lacks a style is refused by the style's name: papers would come out plain."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.model.errors import Refused
from helpers.publish.assemble.extension import OURS, copy_extension, reference_problems


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "_extensions" / "goldenthread"
    folder.mkdir(parents=True)
    shutil.copy(OURS / "reference.docx", folder)
    return folder


def said(own: Path) -> str:
    return str(Refused(reference_problems(own)))


def test_one_without_two_styles_is_refused_by_their_names(own: Path, golden: SnapshotAssertion) -> None:
    document = docx.Document(str(own / "reference.docx"))
    for name in ("RAG Amber", "Table Text", "Author"):  # no paper is set in the last
        style = document.styles[name].element
        style.getparent().remove(style)
    document.save(str(own / "reference.docx"))
    assert said(own) == golden


def test_one_whose_style_is_of_another_kind_is_refused(own: Path, golden: SnapshotAssertion) -> None:
    document = docx.Document(str(own / "reference.docx"))
    document.styles["RAG Red Mark"].element.set(docx.oxml.ns.qn("w:type"), "paragraph")
    document.save(str(own / "reference.docx"))
    assert said(own) == golden


def test_one_that_is_no_word_file_is_refused(own: Path, golden: SnapshotAssertion) -> None:
    (own / "reference.docx").write_bytes(b"PK no")
    assert said(own) == golden


def test_a_whole_one_is_laid_over_ours_and_may_be_all_that_a_council_has(own: Path, tmp_path: Path) -> None:
    document = docx.Document(str(own / "reference.docx"))
    document.styles["Normal"].font.name = "Georgia"
    document.save(str(own / "reference.docx"))
    assert reference_problems(own) == []
    copy_extension(own, tmp_path / "made")
    assert (tmp_path / "made/reference.docx").read_bytes() == (own / "reference.docx").read_bytes()
    assert (tmp_path / "made/tables.lua").read_bytes() == (OURS / "tables.lua").read_bytes()
