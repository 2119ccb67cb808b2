"""Running the packaged pandoc, and turning what it says into words for a person."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pypandoc

from helpers.model.errors import Problem, Refused
from helpers.narrate.escape import READER

_MARK = "GOLDENTHREAD-REFUSED "


@cache
def executable() -> str:
    """Return the path of the pandoc that came with its package."""
    return str(pypandoc.get_pandoc_path())


def run_pandoc(text: str, where: str, arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> bytes:
    """Run pandoc on Markdown `text` in `folder` and return what it writes.

    Raises
    ------
    Refused
        When a filter refused a construct, or pandoc failed.
    """
    done = subprocess.run(
        [executable(), "--from", READER, *arguments],
        input=text.encode("utf-8"),
        capture_output=True,
        cwd=folder,
        env={**os.environ, **environment},
        check=False,
    )
    said = done.stderr.decode("utf-8", errors="replace")
    if done.returncode == 0:
        return done.stdout
    for line in said.splitlines():
        if line.startswith(_MARK):
            found = json.loads(line.removeprefix(_MARK))
            raise Refused(Problem(where, item["found"], item["expected"], item["next_step"]) for item in found)
    found = f"pandoc stopped: {said.strip()[-600:]}"
    raise Refused.one(where, found, "a document that pandoc can read", "Report this: it is a fault of ours.")
