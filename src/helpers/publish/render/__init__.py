"""Rendering: from an assembled Quarto project to pages and papers, by Quarto where it is installed, else by ourselves.

May import `helpers.model` and the standing libraries; it knows the project folder and nothing of measures.
The part of Quarto that the embedded engine knows is listed in `_extensions/goldenthread/README.md`.
"""

from helpers.publish.render.engine import Engine, choose_engine

__all__ = ["Engine", "choose_engine"]
