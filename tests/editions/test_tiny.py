"""A whole edition of a tiny council: the same bytes twice, sealed by its manifest, and never half published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reading import docx_tables, page_text, paper_of, results_of
from tiny import FILES, FULL_PLAN, PLAN, Tiny

from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.publish.build import Built, Choices, NotebooksFailed, build
from helpers.publish.manifest import verify

Q2 = Period.parse("2019-20-q2")
HOSTILE = "<script>alert(1)</script> & [x](javascript:alert(2)) {{< include /etc/passwd >}} =cmd()"


def council(root: Path) -> Tiny:
    """A tiny council that uses the repository's own templates, with markup in every text that it may hold."""
    tiny = Tiny(root)
    for name, text in FILES.items():
        if not name.startswith("notebooks/"):
            tiny.put(name, text)
    tiny.put("params/2019-20-q2.yml", f"{FULL_PLAN}  - {{notebook: commentary, formats: [docx, pdf]}}\n")
    tiny.replace("params/2019-20-q2.yml", "date: 2019-11-13", "date: 2019-11-13, bound: true")
    tiny.replace("params/council.yml", "name: Adult Social Care", f"name: 'Adults {HOSTILE}'")
    tiny.replace("data/framework/measures.csv", "Reviews on time", f'"Reviews {HOSTILE}"')
    tiny.replace("data/returns/2019-20-q2/all.csv", "Two more reviewers started in July.", f'"=1+1 {HOSTILE}"')
    return tiny


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    return council(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def edition(tiny: Tiny) -> Built:
    return build(tiny.workspace, Q2)


def test_an_edition_stands_where_the_design_says(tiny: Tiny, edition: Built) -> None:
    assert edition.folder == tiny.root / "_out/public/2019-20-q2"
    names = everything(edition.folder)
    pages = {"index.html", "directorates/adults.html", "measures/A1.html"}
    papers = {f"papers/2019-11-13-cabinet-performance-q2-appendix-1-scorecard.{ending}" for ending in ("docx", "pdf")}
    data = {"data/results.csv", "data/observations.csv", "data/measures.xlsx", "manifest.json"}
    assert pages | papers | data <= names.keys()


def test_the_papers_of_a_meeting_stand_in_one_file_too_which_is_listed_after_them(edition: Built) -> None:
    name = "papers/2019-11-13-cabinet-performance-q2-papers"
    manifest = json.loads((edition.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["bound"] == [{"files": [f"{name}.docx", f"{name}.pdf"], "papers": ["scorecard", "commentary"]}]
    whole, first, second = (
        docx_tables(edition.folder / f"papers/2019-11-13-cabinet-performance-q2-{part}.docx")
        for part in ("papers", "appendix-1-scorecard", "appendix-2-commentary")
    )
    assert whole == [*first, *second]
    said = page_text(edition.folder / "index.html")
    listed = ("Appendix 2: Commentary for all amber and red: ", "All of these papers in one file: Word (")
    assert [said.count(words) for words in listed] == [1, 1]
    assert said.index(listed[0]) < said.index(listed[1])


def test_building_twice_gives_the_same_bytes(tiny: Tiny, edition: Built, tmp_path: Path) -> None:
    again = build(tiny.workspace, Q2, choices=Choices(out=tmp_path / "again", workers=1))
    assert everything(again.folder) == everything(edition.folder)


def test_verify_passes_on_an_edition_and_fails_when_one_byte_of_any_file_changes(edition: Built) -> None:
    assert verify(edition.folder) == len(everything(edition.folder)) - 1
    for name, content in everything(edition.folder).items():
        path = edition.folder / name
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(Refused):
            verify(edition.folder)
        path.write_bytes(content)
    assert verify(edition.folder)


def test_markup_in_any_text_comes_out_as_text(edition: Built) -> None:
    for page in sorted(edition.folder.rglob("*.html")):
        source = page.read_text(encoding="utf-8")
        assert "<script>alert" not in source
        assert 'href="javascript:' not in source
    said = page_text(edition.folder / "directorates/adults.html")
    assert "Adults <script>alert(1)</script> &" in said
    assert "=1+1 <script>alert(1)</script>" in said
    words = " ".join(
        cell for table in docx_tables(paper_of(edition.folder, "scorecard", "docx")) for row in table for cell in row
    )
    assert "<script>alert(1)</script>" in words


def test_a_text_that_looks_like_a_formula_is_written_so_that_excel_does_not_run_it(tmp_path: Path) -> None:
    other = council(tmp_path)
    other.replace("data/framework/measures.csv", "Households in bed and breakfast", "=HYPERLINK()")
    built = build(other.workspace, Q2, choices=Choices(only=("H1",)))
    row = next(row for row in results_of(built.folder) if row["ref"] == "H1")
    assert row["title"] == "'=HYPERLINK()"
    assert row["value"] == "68"


def test_a_build_of_one_report_leaves_the_edition_as_it_stands(tiny: Tiny, edition: Built) -> None:
    before = everything(edition.folder)
    part = build(tiny.workspace, Q2, choices=Choices(only=("scorecard",)))
    assert part.folder != edition.folder
    assert everything(edition.folder) == before


def test_a_failed_notebook_is_reported_with_its_cell_and_the_last_edition_stands(tmp_path: Path) -> None:
    tiny = council(tmp_path)
    tiny.put("params/2019-20-q2.yml", PLAN)
    edition = build(tiny.workspace, Q2)
    before = everything(edition.folder)
    template = (tiny.workspace.template("directorate")).read_text(encoding="utf-8")
    broken = json.loads(template)
    broken["cells"].append({"cell_type": "code", "id": "broken", "metadata": {}, "source": "1 / 0", "outputs": [],
                            "execution_count": None})  # fmt: skip
    tiny.put("reports/2019-20-q2/housing.ipynb", json.dumps(broken))

    with pytest.raises(NotebooksFailed) as failure:
        build(tiny.workspace, Q2)

    (outcome,) = failure.value.outcomes
    assert "broken" in str(outcome.cell)
    assert "ZeroDivisionError" in str(outcome.traceback)
    assert (tiny.root / "_build/public/2019-20-q2/notebooks/directorates/adults.ipynb").is_file()
    assert everything(edition.folder) == before


def test_a_higher_pack_may_hold_what_the_public_one_withholds(tmp_path: Path) -> None:
    tiny = council(tmp_path)
    tiny.replace("data/framework/measures.csv", "owner_role,benchmark_group", "owner_role,benchmark_group,sensitive")
    tiny.replace("data/framework/measures.csv", "good-homes,Head of Housing,", "good-homes,Head of Housing,,yes")
    tiny.replace("data/returns/2019-20-q2/all.csv", "H1,2019-20-q2,68,,,,", "H1,2019-20-q2,3,,,,Three named families.")
    found = {}
    for pack in (Pack.PUBLIC, Pack.SERVICE):
        built = build(tiny.workspace, Q2, pack, Choices(only=("H1", "housing")))
        found[pack] = everything(built.folder)
        row = next(row for row in results_of(built.folder) if row["ref"] == "H1")
        assert (row["value"], row["marker"]) == (("", "c") if pack is Pack.PUBLIC else ("3", ""))
    assert not any(b"named families" in content for content in found[Pack.PUBLIC].values())
    assert any(b"named families" in content for content in found[Pack.SERVICE].values())
