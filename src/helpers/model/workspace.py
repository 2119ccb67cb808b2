"""Where things stand in a council's folder, and in ours where the council's leaves them out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
    aside
        Returns and notebooks to be passed over, as if they were not there: `check` goes on without what it cannot read.
    """

    root: Path
    aside: frozenset[Path] = field(default=frozenset(), kw_only=True)

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

    def returns(self, below: str = "data") -> list[tuple[Period, Path]]:
        """List the folders of returns, oldest first; those by ward stand below ``data/geography``.

        Raises
        ------
        Refused
            A folder is not named as a period is, or a return lies outside them: it would never be read.
        """
        folder = self.root / below / "returns"
        found = [path for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []
        for path in found:
            if path.is_file() and path.suffix.lower() not in (".md", ""):
                raise Refused.one(
                    self.label(path), "a file beside the folders of returns", "a file in a folder such as 2019-20-q2",
                    "Move it into the folder of the period in which it came.",
                )  # fmt: skip
        return sorted((self._period_of(path, path.name), path) for path in found if path.is_dir())

    def plans(self) -> list[Period]:
        """List the periods that have a ``params/<period>.yml``, oldest first."""
        files = [path for path in (self.root / "params").glob("*.yml") if re.match(r"\d{4}-", path.stem)]
        return sorted(self._period_of(path, path.stem) for path in files)

    def _period_of(self, path: Path, name: str) -> Period:
        """Read a period from the name of a file or folder, which must be written as we write periods."""
        try:
            period = Period.parse(name)
        except Refused as refused:
            raise Refused.one(self.label(path), f'"{name}"', refused.problems[0].expected, "Rename it.") from None
        if str(period) != name:
            raise Refused.one(self.label(path), f'"{name}"', f'"{period}"', "Rename it.")
        return period

    def opened(self) -> list[Period]:
        """List the periods that have a folder of notebooks, oldest first."""
        folder = self.root / "reports"
        found = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
        return sorted(self._period_of(path, path.name) for path in found if not path.name.startswith("."))

    def notebooks(self, period: Period) -> list[Path]:
        """List the notebooks of a period that are its own, by name; none where it has not been opened."""
        return sorted(set((self.root / "reports" / str(period)).glob("*.ipynb")) - self.aside)

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

    def build_folder(self, pack: str, edition: Period | str) -> Path:
        """Give the folder in which an edition is put together, by its period, or a supplement's by its own name."""
        return self.root / "_build" / pack / str(edition)

    def out_folder(self, pack: str, edition: Period | str) -> Path:
        """Give the folder in which a built edition stands."""
        return self.root / "_out" / pack / str(edition)

    def label(self, path: Path) -> str:
        """Name a file as a person would look for it; a file outside the workspace by its own name.

        No path of a machine gets into an edition this way.
        """
        resolved = path.resolve()
        return resolved.relative_to(self.root).as_posix() if resolved.is_relative_to(self.root) else resolved.name
