"""The `#|` options of a code cell, as far as the embedded engine knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from helpers.model.errors import Problem, quoted

KNOWN = ("label", "tbl-cap", "fig-cap", "fig-alt", "output", "include", "echo", "eval", "warning", "message", "tags")
FLOATS = {"tbl": "tbl-cap", "fig": "fig-cap"}


@dataclass(frozen=True, kw_only=True)
class CellOptions:
    """What a cell asks for.

    Attributes
    ----------
    label
        Its label when that makes a numbered table or figure, such as ``tbl-scorecard``; otherwise empty.
    caption
        Markdown, for a labelled cell.
    shown
        Whether its output is shown.
    """

    label: str = ""
    caption: str = ""
    shown: bool = True


def _declared(source: str) -> dict[str, Any] | None:
    lines = []
    for line in source.splitlines():
        if not line.startswith("#|"):
            break
        lines.append(line[2:].removeprefix(" "))
    try:
        found = yaml.safe_load("\n".join(lines)) if lines else {}
    except yaml.YAMLError:
        return None
    return found if isinstance(found, dict) else None


def read_options(source: str, where: str, problems: list[Problem]) -> CellOptions:
    r"""Read the options of one cell; what is not known goes into `problems`.

    Examples
    --------
    >>> read_options("#| label: tbl-all\n#| tbl-cap: Every measure\nscorecard(results)", "cell 2", [])
    CellOptions(label='tbl-all', caption='Every measure', shown=True)
    """
    declared = _declared(source)
    if declared is None:
        expected = "lines such as `#| label: tbl-scorecard`"
        problems.append(Problem(where, "cell options that cannot be read", expected, "Correct them."))
        return CellOptions()
    problems += [
        Problem(where, f"the cell option {name}", f"one of {quoted(KNOWN)}", "Remove it, or build with Quarto.")
        for name in declared
        if name not in KNOWN
    ]
    shown = declared.get("include", True) is not False and declared.get("output", True) is not False
    label = str(declared.get("label", ""))
    caption_option = FLOATS.get(label.partition("-")[0]) if "-" in label else None
    if caption_option is None or not shown:
        return CellOptions(shown=shown)
    caption = " ".join(str(declared.get(caption_option) or "").split())
    if not caption or declared.get("output") == "asis":
        found = f"the label {label} with {'output: asis' if caption else 'no caption'}"
        expected = f"a caption, `#| {caption_option}: …`, and no `output: asis`"
        problems.append(Problem(where, found, expected, "Mend the options of the cell."))
    return CellOptions(label=label, caption=caption)
