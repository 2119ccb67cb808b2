"""The engine that calls an installed Quarto."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import yaml

from helpers.model.errors import Refused

_BEGUN = re.compile(r"^\s*\[\s*\d+/\d+\]\s+(?P<document>\S.*?)\s*$")


class QuartoEngine:
    """Render with the `quarto` command.

    Parameters
    ----------
    command
        Path of the executable.
    """

    name = "quarto"

    def __init__(self, command: str) -> None:
        self.command = command

    def render(
        self, project: Path, output: Path, on_done: Callable[[str], None] | None = None, workers: int = 2
    ) -> list[Path]:
        """Render `project` into `output`; see `Engine.render`.

        Quarto renders one document after another and says what it begins; that is what `on_done` is told.
        """
        del workers
        site = project / yaml.safe_load((project / "_quarto.yml").read_text(encoding="utf-8"))["project"]["output-dir"]
        said: list[str] = []
        arguments = [self.command, "render", str(project), "--no-execute"]
        environment = {**os.environ, "GOLDENTHREAD_PYTHON": sys.executable, "QUARTO_PYTHON": sys.executable}
        with subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=environment
        ) as process:
            for line in process.stdout or ():
                said.append(line.rstrip())
                begun = _BEGUN.match(line)
                if begun and on_done:
                    on_done(str(PurePosixPath(begun["document"]).with_suffix(".html")))
        if process.returncode != 0:
            raise Refused.one(
                str(project),
                "Quarto stopped: " + " / ".join(line for line in said[-12:] if line),
                "a project that Quarto renders",
                f"Run `quarto render {project}` to see all it says, or use --engine embedded.",
            )
        shutil.copytree(site, output, dirs_exist_ok=True)
        made = [path for path in output.rglob("*") if path.suffix in {".html", ".docx", ".pdf"}]
        return sorted(path.relative_to(output) for path in made)
