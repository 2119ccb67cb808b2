"""The one interface of both rendering engines, and the choice between them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from helpers.model.errors import Refused, quoted
from helpers.publish.cache.kept import Kept

NAMES = ("auto", "quarto", "embedded")


class Engine(Protocol):
    """What turns an assembled project into an edition's pages and papers."""

    name: str

    def render(
        self, project: Path, output: Path, on_done: Callable[[str], None] | None = None, workers: int = 2
    ) -> list[Path]:
        """Render every document of `project` into `output`.

        Parameters
        ----------
        project
            An assembled project, with its `_quarto.yml`. It is read; only scratch folders are written in it.
        output
            Folder for the pages, the papers and the project's resources. Made if need be.
        on_done
            Called with the name of each file made, e.g. ``"papers/scorecard.docx"``.
        workers
            How many documents to render at a time, where the engine lets us choose.

        Returns
        -------
        list of Path
            Pages and papers made, relative to `output`, sorted.

        Raises
        ------
        Refused
            When a document holds what the engine does not know, naming the file and the construct.
        """
        ...


def choose_engine(name: str = "auto", kept: Kept | None = None) -> Engine:
    """Return the engine called `name`; ``auto`` is Quarto where it is on the PATH.

    `kept` is for the embedded engine: Quarto renders a project as a whole.

    Examples
    --------
    >>> choose_engine("embedded").name
    'embedded'
    """
    from helpers.publish.render.embedded import EmbeddedEngine
    from helpers.publish.render.quarto import QuartoEngine

    if name not in NAMES:
        raise Refused.one("--engine", f'"{name}"', f"one of {quoted(NAMES)}", "Choose one of these.")
    command = shutil.which("quarto")
    if name == "quarto" and command is None:
        next_step = "Install Quarto, or use --engine embedded."
        raise Refused.one("--engine quarto", "no `quarto` on the PATH", "an installed Quarto", next_step)
    if name != "embedded" and command is not None:
        return QuartoEngine(command)
    return EmbeddedEngine(kept)
