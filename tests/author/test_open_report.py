"""Opening a period makes its covering report from the template of the council's house style."""

from __future__ import annotations

from typing import get_args

import pytest
from opened import Q3
from tiny import Tiny

from helpers.author.open import open_period
from helpers.collect.notebook import read_notebook
from helpers.model.council import Pack
from helpers.model.house_style import APPENDICES, STYLES, Style
from helpers.narrate.cell import part_of
from helpers.narrate.owed import owed
from helpers.publish.judging import judge_workspace

STYLED = get_args(Style)


@pytest.mark.parametrize("style", STYLED)
def test_its_cells_are_the_parts_of_the_style_each_owed_until_it_is_written(tiny: Tiny, style: Style) -> None:
    tiny.add("params/council.yml", f"papers: {{style: {style}}}\n")
    first = "  - {notebook: overview}\n"
    tiny.replace("params/2019-20-q2.yml", first, f"{first}  - {{notebook: report, formats: [html, docx]}}\n")
    open_period(tiny.workspace, Q3)
    made = read_notebook(tiny.workspace.authored(Q3, "report"), "report")
    prose = [part.key for part in STYLES[style].parts if not part.is_fact and part.key != APPENDICES]
    assert [part for cell in made.cells if (part := part_of(cell))] == prose
    lacking = [thing.words for thing in owed(judge_workspace(tiny.workspace, Q3, Pack.PUBLIC)) if thing.kind == "part"]
    titles = {part.title.lower() for part in STYLES[style].parts if part.key in prose}
    assert titles <= set(lacking)
    assert "contains confidential or exempt information?" not in lacking
