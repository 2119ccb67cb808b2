"""The notebooks in which the comments of late scrutiny panels are written: a cell for each part of a supplement."""

from __future__ import annotations

from typing import Any

from helpers.model.council import Council
from helpers.model.edition import EditionPlan
from helpers.model.house_style import RECOMMENDATIONS, ReportPart
from helpers.model.supplement import REPLY, URGENCY, supplements
from helpers.narrate.supplement import supplement_parts
from helpers.publish.notebook import node

Node = Any

COMMENTS = "What the panel said about the papers. One idea a paragraph: paragraphs are numbered by themselves."
GUIDES = {
    URGENCY: "Why the meeting cannot wait for its next date to consider this. The minutes state it.",
    RECOMMENDATIONS: "One thing a line, each a bullet that finishes “The panel recommends that Cabinet:”. They are "
    "lettered (a), (b) by themselves. Leave it empty where the panel made none.",
    REPLY: "What was answered, and by which role. Leave it empty where there is no reply yet.",
}
"""What stands in an empty cell for whoever writes in it, by the part or by how its key ends."""


def supplement_cells(plan: EditionPlan, council: Council) -> dict[str, list[Node]]:
    """Make the cells of every supplement of a plan that a person writes in, by the name of its notebook."""
    return {
        supplement.slug: [_cell(part) for part in supplement_parts(supplement, plan, council) if not part.is_fact]
        for supplement in supplements(plan)
    }


def _cell(part: ReportPart) -> Node:
    guide = next((words for end, words in GUIDES.items() if part.key.endswith(end)), COMMENTS)
    source = f"## {part.title}\n\n<!-- {guide} -->"
    ours = {"goldenthread": {"part": part.key}}
    return node({"cell_type": "markdown", "id": part.key[:64], "metadata": ours, "source": source})
