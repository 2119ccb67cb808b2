"""Whether all that a notebook depends on is known: it uses the front door and nothing else of the machine."""

from __future__ import annotations

import ast

import helpers
from helpers.publish.notebook import Node

_REACH_OUT = {
    "__import__", "breakpoint", "compile", "eval", "exec", "exit", "get_ipython", "globals", "id", "input", "locals",
    "open", "quit", "vars",
}  # fmt: skip
"""What Python has at hand by which a cell could read something besides the judged store."""


def uses_only_the_front_door(notebook: Node) -> bool:
    """Say whether every code cell imports from `helpers` alone and opens nothing itself.

    A notebook that does more, an analyst's own that reads a file for example, is run at every build.

    Parameters
    ----------
    notebook
        The notebook as it runs.
    """
    return all(_is_plain(cell.source) for cell in notebook.cells if cell.cell_type == "code")


def _is_plain(source: str) -> bool:
    r"""Say whether one cell keeps to the front door.

    Examples
    --------
    >>> _is_plain("from helpers import headline, open_store\nheadline(open_store(period))")
    True
    >>> _is_plain("import pandas"), _is_plain("from helpers.collect import returns"), _is_plain("!ls")
    (False, False, False)
    >>> _is_plain("open('ward.csv').read()"), _is_plain("results.__dict__")
    (False, False)
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic, or a cell that will fail
        return False
    return all(_is_known(node) for node in ast.walk(tree))


def _is_known(node: ast.AST) -> bool:
    match node:
        case ast.Import():
            return False
        case ast.ImportFrom():
            return (
                node.module == "helpers"
                and node.level == 0
                and all(alias.name in helpers.__all__ for alias in node.names)
            )
        case ast.Name():
            return node.id not in _REACH_OUT
        case ast.Attribute():
            return not node.attr.startswith("__")
    return True
