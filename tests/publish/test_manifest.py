"""The manifest lists every file of an edition, and tells when a byte of one has changed."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
import pytest
from tiny import MEASURES, Tiny

from helpers.model.council import Pack
from helpers.model.edition import Report
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.publish.judging import judge_workspace
from helpers.publish.manifest import NAME, verify, write_manifest

FILES = {
    "index.html": "<h1>Tinytown</h1>",
    "directorates/adults.html": '<figure class="chart"></figure>',
    "data/results.csv": "ref\n",
}


@pytest.fixture
def edition(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    tiny = Tiny.whole(tmp_path / "tinytown")
    results = judge_workspace(tiny.workspace, Period.parse("2019-20-q2"), Pack.PUBLIC)
    site = tmp_path / "site"
    for name, text in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    about = {"period": "2019-20-q2", "pack": "public"}
    reports = [
        Report("overview", PurePosixPath("index"), "overview", "", about, Pack.PUBLIC, ("html",)),
        Report("adults", PurePosixPath("directorates/adults"), "directorate", "", about | {"directorate": "adults"},
               Pack.PUBLIC, ("html",), "directorate"),
    ]  # fmt: skip
    notebook = tiny.root / "notebooks" / "overview.ipynb"
    sources = [(report, "notebooks/overview.ipynb", notebook) for report in reports]
    return site, write_manifest(site, results, sources, "embedded")


def test_an_edition_as_it_was_built_is_verified(edition: tuple[Path, dict[str, Any]]) -> None:
    assert verify(edition[0]) == len(FILES)


def test_every_report_names_the_measures_the_returns_and_the_notebook_it_was_made_from(
    edition: tuple[Path, dict[str, Any]],
) -> None:
    overview, adults = edition[1]["reports"]
    assert (overview["measures"], adults["measures"]) == (["A1", "H1", "H2"], ["A1"])
    assert [entry["file"] for entry in adults["returns"]] == ["data/returns/2019-20-q2/all.csv"]
    assert len(adults["returns"][0]["sha256"]) == len(adults["notebook"]["sha256"]) == 64
    assert (overview["charts"], adults["charts"]) == (0, 1)


def with_sensitive(word: str) -> str:
    head, *rows = MEASURES.splitlines()
    return "\n".join([f"{head},sensitive", *(f"{row},{word}" for row in rows)]) + "\n"


def commentary_on(ref: str, path: Path) -> Path:
    cell = nbformat.v4.new_markdown_cell("Fewer came.", id="said", metadata={"goldenthread": {"measure": ref}})
    path.parent.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


@pytest.mark.parametrize(("sensitive", "pack"), [("yes", Pack.PUBLIC), ("no", Pack.PUBLIC), ("yes", Pack.SERVICE)])
def test_the_hash_of_a_notebook_that_speaks_of_a_sensitive_measure_is_withheld(
    sensitive: str, pack: Pack, tmp_path: Path
) -> None:
    tiny = Tiny.whole(tmp_path / "tinytown")
    tiny.put("data/framework/measures.csv", with_sensitive(sensitive))
    notebook = commentary_on("H1", tiny.root / "reports" / "2019-20-q2" / "overview.ipynb")
    results = judge_workspace(tiny.workspace, Period.parse("2019-20-q2"), pack)
    report = Report("overview", PurePosixPath("index"), "overview", "", {}, pack, ("html",))
    (tmp_path / "site").mkdir()
    made = write_manifest(tmp_path / "site", results, [(report, "overview.ipynb", notebook)], "embedded")
    withheld = sensitive == "yes" and pack is Pack.PUBLIC
    assert (made["reports"][0]["notebook"]["sha256"] == "withheld") is withheld


def test_no_path_of_this_machine_is_in_the_manifest(edition: tuple[Path, dict[str, Any]]) -> None:
    assert str(edition[0].parent) not in (edition[0] / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(FILES))
def test_one_changed_byte_of_any_file_is_found(name: str, edition: tuple[Path, dict[str, Any]]) -> None:
    path = edition[0] / name
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(Refused, match="a file whose bytes have changed") as refused:
        verify(edition[0])
    assert [problem.where for problem in refused.value.problems] == [name]


def test_a_lost_file_and_an_added_one_are_found(edition: tuple[Path, dict[str, Any]]) -> None:
    (edition[0] / "index.html").rename(edition[0] / "index2.html")
    with pytest.raises(Refused) as refused:
        verify(edition[0])
    assert [(problem.where, problem.found) for problem in refused.value.problems] == [
        ("index.html", "no such file"), ("index2.html", "a file that the manifest does not list"),
    ]  # fmt: skip


def test_a_manifest_that_was_changed_along_with_its_file_is_found(edition: tuple[Path, dict[str, Any]]) -> None:
    path = edition[0] / NAME
    written = json.loads(path.read_text(encoding="utf-8"))
    (edition[0] / "index.html").unlink()
    del written["files"]["index.html"]
    path.write_text(json.dumps(written, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    with pytest.raises(Refused, match="a manifest that is not as it was written"):
        verify(edition[0])


@pytest.mark.parametrize(("old", "new"), [(b"\n", b"\r"), (b"{", b"\xff"), (b"Tinytown", b"Tinytowm")])
def test_one_changed_byte_of_the_manifest_itself_is_found(
    old: bytes, new: bytes, edition: tuple[Path, dict[str, Any]]
) -> None:
    path = edition[0] / NAME
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(Refused, match="a manifest that is not as it was written"):
        verify(edition[0])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": []}', "null", "{"])
def test_a_manifest_that_is_none_is_refused(content: str, edition: tuple[Path, dict[str, Any]]) -> None:
    (edition[0] / NAME).write_text(content, encoding="utf-8")
    with pytest.raises(Refused):
        verify(edition[0])


def test_a_folder_without_a_manifest_is_no_edition(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no manifest"):
        verify(tmp_path)
