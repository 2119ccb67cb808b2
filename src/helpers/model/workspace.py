"""Where things stand in a council's folder, and in ours where the council's leaves them out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from helpers.model.errors import Refused
from helpers.model.period import Period

REPOSITORY = Path(__file__).resolve().parents[3]
"""The folder this software lives in, which is itself a workspace."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A council's folder.

    Attributes
    ----------
    root
        The folder that holds `params/`, `data/` and, where the council has its own, `notebooks/` and `reports/`.
    """

    root: Path

    @classmethod
    def at(cls, folder: Path) -> Workspace:
        """Open a folder as a workspace.

        Raises
        ------
        Refused
            The folder has no ``params/council.yml``.
        """
        root = folder.resolve()
        if not (root / "params" / "council.yml").is_file():
            raise Refused.one(
                str(folder),
                "no params/council.yml in this folder",
                "a council's workspace: a folder with params/ and data/",
                "Go to the workspace, or name it with --workspace DIR.",
            )
        return cls(root)

    @classmethod
    def above(cls, folder: Path) -> Workspace:
        """Find the workspace that a folder, such as the one a notebook stands in, belongs to."""
        for candidate in (folder.resolve(), *folder.resolve().parents):
            if (candidate / "params" / "council.yml").is_file():
                return cls(candidate)
        return cls.at(folder)

    def own_or_ours(self, name: str) -> Path:
        """Give the council's own file or folder, or this repository's where the council has none."""
        own = self.root / name
        return own if own.exists() else REPOSITORY / name

    def template(self, notebook: str) -> Path:
        """Give the template of a name: the council's own, else ours."""
        return self.own_or_ours(f"notebooks/{notebook}.ipynb")

    def authored(self, period: Period, slug: str) -> Path:
        """Give the place where an analyst's notebook for a report stands, if there is one."""
        return self.root / "reports" / str(period) / f"{slug}.ipynb"

    def returns(self) -> list[tuple[Period, Path]]:
        """List the folders of returns, oldest first."""
        folder = self.root / "data" / "returns"
        found = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
        return sorted((Period.parse(path.name), path) for path in found)

    def plans(self) -> list[Period]:
        """List the periods that have a ``params/<period>.yml``, oldest first."""
        names = [path.stem for path in (self.root / "params").glob("*.yml") if path.stem != "council"]
        return sorted(Period.parse(name) for name in names if re.match(r"\d{4}-", name))

    def newest_plan(self) -> Period:
        """Give the newest period that has a plan.

        Raises
        ------
        Refused
            There is no plan at all.
        """
        plans = self.plans()
        if not plans:
            raise Refused.one("params/", "no plan of a period", "a file such as params/2019-20-q2.yml", "Write one.")
        return plans[-1]

    def build_folder(self, pack: str, period: Period) -> Path:
        """Give the folder in which an edition is put together."""
        return self.root / "_build" / pack / str(period)

    def out_folder(self, pack: str, period: Period) -> Path:
        """Give the folder in which a built edition stands."""
        return self.root / "_out" / pack / str(period)

    def label(self, path: Path) -> str:
        """Name a file as a person would look for it; a file outside the workspace by its own name.

        No path of a machine gets into an edition this way.
        """
        resolved = path.resolve()
        return resolved.relative_to(self.root).as_posix() if resolved.is_relative_to(self.root) else resolved.name
