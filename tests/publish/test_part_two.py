"""The Part II paper: what is exempt, under which paragraph and why, marked on every page, in a place of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import docx
import docx_integrity
import nbformat
import page as page_validation
import pypdf
import pytest
import yaml
from nbformat.v4 import new_markdown_cell
from tiny import FILES, Tiny

from helpers.model.council import Pack
from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.publish import release as releasing
from helpers.publish.build import Choices
from helpers.publish.judging import judge_workspace
from helpers.publish.manifest import verify
from helpers.publish.part_two import PartTwo, build_part_two
from helpers.publish.render.finish.watermark import set_watermark

Q2 = Period.parse("2019-20-q2")
NAME = "2019-11-13-cabinet-performance-q2-part-2-report"
MARK = "Part II – not for publication"
PLAN = """\
period: 2019-20-q2
published: 2019-11-05
meeting: {body: Cabinet, date: 2019-11-13}
reports:
  - {notebook: report, formats: [html, docx, pdf]}
"""
WORDS = (
    "## The tender\n\nThe lowest tender, for {{ value of H1 }} households, is in @tbl-bids.\n\n"
    "| Bidder | A year |\n|---|---:|\n| First | £412,650 |\n\n: Bids {#tbl-bids}"
)


def council(root: Path, *texts: str, style: str = "narrative") -> Tiny:
    """A council whose covering report has an exempt block of each of these texts."""
    tiny = Tiny(root)
    for name, text in FILES.items():
        if not name.startswith("notebooks/"):
            tiny.put(name, text)
    tiny.put("params/2019-20-q2.yml", PLAN)
    tiny.add("params/council.yml", f"papers: {{style: {style}}}\n")
    notebook = nbformat.read(tiny.workspace.template(f"report-{style}"), as_version=4)
    for number, text in enumerate(texts):
        ours = {"exempt": {"paragraph": 3, "reason": "It would tell bidders what we pay"}}
        notebook.cells.append(new_markdown_cell(text, id=f"exempt-{number}", metadata={"goldenthread": ours}))
    tiny.put("reports/2019-20-q2/report.ipynb", nbformat.writes(notebook))
    return tiny


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    return council(tmp_path_factory.mktemp("two") / "tinytown", WORDS)


@pytest.fixture(scope="module")
def papers(tiny: Tiny) -> PartTwo:
    return build_part_two(tiny.workspace, Q2)


def pdf_text(made: PartTwo) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(made.folder / f"{NAME}.pdf").pages).split()
    )


def test_it_stands_in_a_folder_of_its_own_beside_those_of_packs(tiny: Tiny, papers: PartTwo) -> None:
    assert papers.folder == tiny.root / "_out/part-two/2019-20-q2"
    assert papers.files == (f"{NAME}.docx", f"{NAME}.pdf")
    assert sorted(path.name for path in (tiny.root / "_out").iterdir()) == ["part-two"]
    assert verify(papers.folder) == 2
    assert json.loads((papers.folder / "manifest.json").read_bytes())["pack"] == "part-two"


def test_word_and_pdf_say_what_it_is_why_and_the_words_with_their_figures(papers: PartTwo) -> None:
    word = docx.Document(str(papers.folder / f"{NAME}.docx"))
    for text in (" ".join(paragraph.text for paragraph in word.paragraphs), pdf_text(papers)):
        for said in (
            "Performance report: Part II", f"{MARK}. DRAFT ", "Cabinet, 13 November 2019", "The tender",
            "Exempt from publication under paragraph 3 of Part 1 of Schedule 12A",
            "It would tell bidders what we pay.", "for 68 households, is in Table",
        ):  # fmt: skip
            assert said in text
    assert word.core_properties.title == "Performance report: Part II"


def test_every_page_in_word_has_the_watermark_word_knows_and_the_file_is_sound(papers: PartTwo) -> None:
    path = papers.folder / f"{NAME}.docx"
    with ZipFile(path) as archive:
        headers = [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header")]
    assert headers
    assert all("PowerPlusWaterMarkObject" in header and f'string="{MARK}"' in header for header in headers)
    assert docx_integrity.check(str(path)) == []


def test_a_councils_own_paper_without_a_header_gets_one_that_has_it(tmp_path: Path) -> None:
    bare = docx.Document()
    bare.sections[0].different_first_page_header_footer = True
    bare.add_section()
    set_watermark(bare, "Tom & Co – “private”")
    bare.save(str(tmp_path / "bare.docx"))
    with ZipFile(tmp_path / "bare.docx") as archive:
        headers = [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header")]
    assert ["Tom &amp; Co – “private”" in header for header in headers] == [True, True]
    assert docx_integrity.check(str(tmp_path / "bare.docx")) == []


def test_every_page_in_pdf_has_it_too_as_no_content_of_the_page(papers: PartTwo) -> None:
    path = papers.folder / f"{NAME}.pdf"
    assert all(page.extract_text().count("not for publication") >= 2 for page in pypdf.PdfReader(path).pages)
    assert page_validation.validate_pdf(str(path), profile="ua1").is_compliant


@pytest.mark.usefixtures("papers")
def test_its_project_is_one_that_quarto_renders_to_papers_and_no_website(tiny: Tiny) -> None:
    project = tiny.root / "_build/part-two/2019-20-q2/quarto"
    made = yaml.safe_load((project / "_quarto.yml").read_text(encoding="utf-8"))
    assert (made["project"]["type"], made["project"]["render"], "website" in made) == (
        "default",
        ["report.ipynb"],
        False,
    )
    assert not (project / "assets").exists()


@pytest.mark.parametrize(("texts", "said"), [((WORDS,), "Yes – Part II"), ((), "No – Part I")])
def test_the_title_block_of_a_tabular_report_says_which_parts_it_has(
    texts: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    tiny = council(tmp_path, *texts, style="tabular")
    report = judge_workspace(tiny.workspace, Q2, Pack.PUBLIC).report.set_index("part")
    assert report.loc["exempt", "text"] == said


def test_another_word_makes_another_version(papers: PartTwo, tmp_path: Path) -> None:
    other = build_part_two(council(tmp_path / "tinytown", f"{WORDS}\n\nIt is late.").workspace, Q2)
    versions = {json.loads((made.folder / "manifest.json").read_bytes())["version"] for made in (papers, other)}
    assert len(versions) == 2


def test_once_released_it_is_no_draft_and_is_not_made_again(tmp_path: Path) -> None:
    tiny = council(tmp_path / "tinytown", "Words.")
    made = build_part_two(tiny.workspace, Q2, released=True)
    assert "DRAFT" not in pdf_text(made)
    with pytest.raises(Refused, match="an edition that has been released"):
        build_part_two(tiny.workspace, Q2)


def test_a_reference_to_what_only_part_one_has_is_refused_by_the_cell_it_stands_in(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"reports/2019-20-q2/report\.ipynb, cell exempt-0\n  found: .*@tbl-priorities"):
        build_part_two(council(tmp_path, "See @tbl-priorities.").workspace, Q2)


def test_without_an_exempt_block_there_is_none(tmp_path: Path) -> None:
    tiny = council(tmp_path)
    with pytest.raises(Refused, match="no exempt block"):
        build_part_two(tiny.workspace, Q2)
    assert [path for path in (tiny.root / "_out").rglob("*") if path.is_file()] == []


def test_a_release_makes_it_without_the_word_draft_once_part_one_is_out(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []

    def noted(name: str) -> Callable[..., object]:
        return lambda *_args, **named: done.append((name, named.get("released", "")))

    monkeypatch.setattr(releasing, "owed", lambda _results: [])
    monkeypatch.setattr(releasing, "build_part_two", noted("part two"))
    monkeypatch.setattr(releasing, "write_archive", noted("archive"))

    def built(_workspace: object, _period: object, _pack: object, choices: Choices, _progress: object) -> object:
        done.append(("part one", choices.released))
        return type("Built", (), {"results": releasing.check_workspace(tiny.workspace, Q2, Pack.PUBLIC)})()

    monkeypatch.setattr(releasing, "build", built)
    releasing.release(tiny.workspace, Q2)
    assert done == [("part two", ""), ("part one", True), ("archive", ""), ("part two", True)]
