"""What both engines set pages and papers with: our extension, and a council's own files laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from helpers.model.errors import Problem
from helpers.model.workspace import REPOSITORY
from helpers.publish.assemble.fonts import copy_fonts

OURS = REPOSITORY / "_extensions" / "goldenthread"
REFERENCE = "reference.docx"
BESIDE = ("assets", "styles")
"""The folders that no page or paper is made from: scripts, and the parts of the stylesheet."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNUSED = {"Author", "Date", "Abstract", "Abstract Title", "Bibliography", "Normal Table", "Section Number"}
"""Styles of pandoc's that no paper of ours is set in."""


def copy_extension(own: Path, target: Path) -> None:
    """Copy our extension to `target`, and over it what files a council has of its own, with the fonts of papers."""
    for folder in dict.fromkeys((OURS, own)):
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("__pycache__", *BESIDE), dirs_exist_ok=True)
    copy_fonts(target / "fonts")


def reference_problems(own: Path) -> list[Problem]:
    """Say which styles a council's own reference document lacks, of those that papers are set in.

    A style that is missing would leave its words in Word's plain type, without a word to anyone.

    Parameters
    ----------
    own
        The folder `_extensions/goldenthread` of the council's workspace, or ours.
    """
    reference = own / REFERENCE
    if own == OURS or not reference.is_file():
        return []
    where = f"_extensions/goldenthread/{REFERENCE}"
    try:
        lacking = sorted(_styles(OURS / REFERENCE) - _styles(reference))
    except (BadZipFile, KeyError, etree.XMLSyntaxError):
        return [Problem(where, "no Word file", "a Word file whose styles papers take", "Save it from Word as .docx.")]
    if not lacking:
        return []
    named = ", ".join(f'{kind} style "{name}"' for kind, name in lacking)
    next_step = "Make it in Word with this very name, or start from a copy of our reference.docx."
    return [Problem(where, f"no {named}", "every style that papers are set in", next_step)]


def _styles(reference: Path) -> set[tuple[str, str]]:
    """Give kind and name of each style of a reference document; Word shows as Heading 1 what it writes "heading 1"."""
    with ZipFile(reference) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml")).iter(f"{_W}style")
        found = {(str(style.get(f"{_W}type")), str(style.find(f"{_W}name").get(f"{_W}val"))) for style in styles}
    shown = {(kind, name.replace("heading ", "Heading ")) for kind, name in found}
    return {(kind, name) for kind, name in shown if name not in _UNUSED and not name.endswith(" Char")}
