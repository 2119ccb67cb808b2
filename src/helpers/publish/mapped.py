"""Which mapping files an edition was made with, and which foreign files they read. May import the floors below."""

from __future__ import annotations

import hashlib
from pathlib import Path

from helpers.collect.mapping.read import read_mapping
from helpers.collect.source import MAPPING
from helpers.model.results import Results
from helpers.model.workspace import Workspace


def mapped_files(workspace: Workspace, results: Results) -> list[dict[str, object]]:
    """List the mapping files behind an edition, each with the files that it reads and their hashes.

    A figure is traced by them: a word looked up in another table decides which measure, council or year a row is of.
    The mappings of returns that no figure of the edition came from are left out.

    Returns
    -------
    list of dict
        As the manifest has them. Where this pack withholds a figure of a return, it withholds the hashes of all that
        its mapping reads: they could be tried out.
    """
    used = results.table[["source_file", "source_hash"]]
    files, whole = set(used["source_file"]), set(used.loc[used["source_hash"] != "", "source_file"])
    beside = [workspace.root / "data" / name for name in ("framework", "benchmarks")]
    returns = [folder for period, folder in workspace.returns() if period.end <= results.edition.period.end]
    made, secret = [], set[Path]()
    for folder in (*returns, *beside):
        for path in sorted(folder.glob(f"*{MAPPING}")):
            read = [(folder / file).resolve() for file in read_mapping(path, workspace.label(path)).files]
            if folder in returns and read[0].name not in files:
                continue
            if folder in returns and read[0].name not in whole:
                secret.update(read)
            made.append((path, read))
    return [
        {
            "file": workspace.label(path),
            "sha256": _hash(path),
            "reads": [{"file": one.name, "sha256": "withheld" if one in secret else _hash(one)} for one in read],
        }
        for path, read in made
    ]


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
