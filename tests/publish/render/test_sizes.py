"""A page says how large each paper is and how many pages it has, once the papers stand."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
import samples

from helpers.narrate.file import GAP
from helpers.publish.render.embedded import EmbeddedEngine
from helpers.publish.render.finish.sizes import page_count, sized_pages

LINK = '<li>Scorecard: <span class="paper-file"><a href="{}">{}</a></span></li>'


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition of two papers and two pages that lead to them."""
    pdf = b"%PDF-1.7\n1 0 obj\n<</Type/Pages/Count 12/Kids[2 0 R 3 0 R]>>\n2 0 obj\n<</Type/Pages/Count 5>>\n"
    for name, content in {
        "papers/2019-11-13-scorecard.docx": bytes(83_001),
        "papers/2019-11-13-scorecard.pdf": pdf.ljust(1_640_000),
        "index.html": LINK.format("./papers/2019-11-13-scorecard.docx", "Word").encode(),
        "panels/people.html": LINK.format("../papers/2019-11-13-scorecard.pdf", "PDF").encode(),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_the_link_to_a_paper_says_its_format_its_size_and_its_pages(edition: Path) -> None:
    pages = {name: page.decode().replace(GAP, " ") for name, page in sized_pages(edition).items()}
    assert ">Word (84 KB)</a>" in pages["index.html"]
    assert ">PDF (1.6 MB, 12 pages)</a>" in pages["panels/people.html"]


def test_what_is_said_already_is_not_said_again_and_follows_the_paper(edition: Path) -> None:
    for name, page in sized_pages(edition).items():
        (edition / name).write_bytes(page)
    assert sized_pages(edition) == {}
    (edition / "papers/2019-11-13-scorecard.docx").write_bytes(bytes(99_000))
    assert f">Word (99{GAP}KB)</a>" in sized_pages(edition)["index.html"].decode()


@pytest.mark.parametrize("address", ["papers/gone.docx", "../../etc/passwd", "https://example.org/scorecard.docx"])
def test_of_a_file_that_the_edition_does_not_have_nothing_is_said(edition: Path, address: str) -> None:
    (edition / "index.html").write_text(LINK.format(address, "Word"), encoding="utf-8")
    (edition / "panels/people.html").unlink()
    assert sized_pages(edition) == {}


def test_the_pages_are_those_that_a_reader_of_pdf_counts(tmp_path: Path) -> None:
    project = samples.two_documents(tmp_path, rows=60)
    EmbeddedEngine().render(project, tmp_path / "site")
    paper = tmp_path / "site/papers/scorecard.pdf"
    counted = page_count(paper.read_bytes())
    assert counted == len(pypdf.PdfReader(paper).pages)
    assert counted is not None
    assert counted > 1


def test_a_render_says_it_on_the_page_and_gives_the_paper_the_name_that_the_agenda_gives_it(tmp_path: Path) -> None:
    list_of_papers = samples.prose("- Scorecard: [[Word](</papers/scorecard.docx>)]{.paper-file}")
    name = "2019-11-13-cabinet-performance-q2-appendix-1-scorecard"
    project = samples.one_page(
        tmp_path, list_of_papers, path="papers/scorecard.ipynb", formats=("html", "docx"), name=name
    )
    made = EmbeddedEngine().render(project, tmp_path / "site")
    assert [str(path) for path in made] == [f"papers/{name}.docx", "papers/scorecard.html"]
    page = (tmp_path / "site/papers/scorecard.html").read_text(encoding="utf-8")
    kilobytes = -(-(tmp_path / f"site/papers/{name}.docx").stat().st_size // 1000)
    assert f'href="../papers/{name}.docx">Word ({kilobytes}{GAP}KB)</a>' in page
    assert f'href="{name}.docx"' in page  # among the page's other formats
    assert f"output-file: {name}.docx" in (project / "papers/scorecard.ipynb").read_text(encoding="utf-8")
