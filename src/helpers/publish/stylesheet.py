"""The stylesheet of an edition: the house's parts in order, and the council's own rating colours over them."""

from __future__ import annotations

from helpers.model.council import Council
from helpers.model.workspace import Workspace
from helpers.present.theme import rag_css

STYLESHEET = "site.css"
EXTENSION = "_extensions/goldenthread"
PARTS = (
    "colours",
    "page",
    "content",
    "tables",
    "scorecard",
    "figures",
    "thread",
    "measure",
    "search",
    "archive",
    "phones",
    "print",
)
"""The files of `styles/`, in the order in which they are laid over each other."""


def stylesheet(workspace: Workspace, council: Council) -> bytes:
    """Join the parts, and lay the council's own rating colours over them.

    A council's own ``assets/site.css`` stands in place of all parts, its own ``styles/tables.css`` of that one.
    """
    whole = workspace.root / EXTENSION / "assets" / STYLESHEET
    files = [whole] if whole.is_file() else [workspace.own_or_ours(f"{EXTENSION}/styles/{part}.css") for part in PARTS]
    return "\n".join([*(file.read_text(encoding="utf-8") for file in files), rag_css(council)]).encode()
