"""What the embedded engine does not know is refused, naming the file, the cell and the construct."""

from __future__ import annotations

from pathlib import Path

import pytest
import samples
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from helpers.model.errors import Refused
from helpers.publish.render import choose_engine

CASES = {
    "shortcode": new_markdown_cell("Words {{< include other.qmd >}}"),
    "raw-format": new_markdown_cell("`<b>`{=html}"),
    "raw-block": new_markdown_cell("```{=typst}\n#pagebreak()\n```"),
    "mermaid": new_markdown_cell("```{mermaid}\nA --> B\n```"),
    "equation": new_markdown_cell("So $x^2$ it is."),
    "unresolved-reference": new_markdown_cell("See @tbl-absent."),
    "section-reference": new_markdown_cell("See @sec-words."),
    "grouped-references": new_markdown_cell("See [@tbl-a; @tbl-b].\n\n| a |\n|---|\n| 1 |\n\n: A {#tbl-a}"),
    "column": new_markdown_cell("::: {.column-margin}\nAside\n:::"),
    "layout": new_markdown_cell("::: {layout-ncol=2}\nOne\n:::"),
    "callout-kind": new_markdown_cell("::: {.callout-danger}\nOne\n:::"),
    "picture": new_markdown_cell("![A map](map.png)"),
    "label-twice": new_markdown_cell("| a |\n|---|\n| 1 |\n\n: A {#tbl-a}\n\n| a |\n|---|\n| 1 |\n\n: A {#tbl-a}"),
    "cell-option": new_code_cell("#| fig-width: 7\nx", outputs=[samples.shown(text_markdown="x")]),
    "no-caption": new_code_cell("#| label: tbl-x\nx", outputs=[samples.shown(text_html="<table></table>")]),
    "labelled-asis": new_code_cell("#| label: tbl-x\n#| tbl-cap: X\n#| output: asis\nx"),
    "options-unreadable": new_code_cell("#| label: [\nx"),
    "failed-cell": new_code_cell("x", outputs=[new_output("error", ename="KeyError", evalue="'CS-01'", traceback=[])]),
    "latex-output": new_code_cell("x", outputs=[samples.shown(text_latex="x^2")]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_construct_outside_the_list_is_refused_by_name(case: str, tmp_path: Path, golden) -> None:
    with pytest.raises(Refused) as refused:
        choose_engine("embedded").render(samples.one_page(tmp_path, CASES[case]), tmp_path / "site")
    assert str(refused.value) == golden


@pytest.mark.parametrize("case", ["equation", "unresolved-reference"])
def test_a_paper_refuses_what_its_page_refuses(case: str, tmp_path: Path) -> None:
    project = samples.one_page(tmp_path, CASES[case], formats=("docx", "pdf"))
    with pytest.raises(Refused, match=r"^index.ipynb\n"):
        choose_engine("embedded").render(project, tmp_path / "site")


def test_every_refusal_of_every_document_comes_at_once(tmp_path: Path) -> None:
    project = samples.one_page(tmp_path, new_markdown_cell("@tbl-one and @tbl-two"), new_markdown_cell("$x$"))
    with pytest.raises(Refused) as refused:
        choose_engine("embedded").render(project, tmp_path / "site")
    assert len(refused.value.problems) == 3


def test_a_block_left_open_does_not_swallow_what_follows(tmp_path: Path) -> None:
    project = samples.one_page(
        tmp_path, samples.prose("::: {.card}\nNever closed"), samples.prose("```\nnor this"), samples.chart()
    )
    choose_engine("embedded").render(project, tmp_path / "site")
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert '<figure class="chart"' in page
