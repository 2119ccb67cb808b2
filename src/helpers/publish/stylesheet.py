"""The stylesheet of an edition: the house's, and the council's own rating colours laid over it."""

from __future__ import annotations

from helpers.model.council import Council
from helpers.model.workspace import Workspace
from helpers.present.theme import rag_css

STYLESHEET = "site.css"


def stylesheet(workspace: Workspace, council: Council) -> bytes:
    """Lay the council's own rating colours over the house's."""
    house = workspace.own_or_ours(f"_extensions/goldenthread/assets/{STYLESHEET}").read_text(encoding="utf-8")
    return (house + "\n" + rag_css(council)).encode()
