"""Put a finished edition in its place in one step, so that a reader never sees half of one."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from helpers.model.errors import Refused
from helpers.publish.manifest import NAME, described


def check_place(target: Path) -> None:
    """Refuse, before any work is done, a place where an edition cannot be put.

    Raises
    ------
    Refused
        The folder cannot be written, or holds something that is not an edition, or one that is released.
    """
    if target.exists() and not target.is_dir():
        raise Refused.one(
            str(target), "a file", "a folder, or a place where nothing stands yet", "Name another folder with --out."
        )
    if target.is_dir() and any(target.iterdir()):
        _check_replaceable(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".goldenthread-"):
            pass
    except OSError as error:
        raise Refused.one(
            str(target), f"a folder that cannot be written ({error.strerror})", "a folder you may write to",
            "Ask for write access, or name another folder with --out.",
        ) from None  # fmt: skip


def _check_replaceable(target: Path) -> None:
    edition = described(target)
    if edition is None:
        raise Refused.one(
            str(target), f"a folder with files and no {NAME} of an edition",
            "an empty folder, a new one, or an edition to replace",
            "Name another folder with --out, or empty this one yourself.",
        )  # fmt: skip
    if edition["released"]:
        raise Refused.one(
            str(target), "an edition that has been released", "a folder whose edition may be replaced",
            "Name another folder with --out. A released edition is frozen: correct it in the next one.",
        )  # fmt: skip


def swap_in(finished: Path, target: Path) -> None:
    """Move a finished edition into its place; the one that stood there goes only once the new one stands."""
    incoming, outgoing = (target.with_name(f".{target.name}.{word}") for word in ("incoming", "outgoing"))
    if outgoing.exists() and not target.exists():
        outgoing.rename(target)  # a build was killed between the two renames: this is the last whole edition
    for leftover in (incoming, outgoing):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(finished, incoming)
    if target.exists():
        target.rename(outgoing)
    incoming.rename(target)
    shutil.rmtree(outgoing, ignore_errors=True)
