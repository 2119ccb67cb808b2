"""What a test of bad input may ask for: a council on disk with nothing wrong yet, and the command line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny import Tiny

from helpers.cli.commands import run

PROGRESS = re.compile(r"^(Reading returns|Judging): \d+ done\n", re.MULTILINE)
"""How far `check` and `collect` are, which stands beside what they say."""

MANIFEST = {
    "council": "Tinytown Council", "period": "2019-20-q2", "pack": "public", "released": False, "published": None,
    "digest": "",
}  # fmt: skip


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A tiny council with an edition that readers already see."""
    whole = Tiny.whole(tmp_path / "tinytown")
    whole.put("_out/public/2019-20-q2/index.html", "the last edition")
    whole.put("_out/public/2019-20-q2/manifest.json", json.dumps(MANIFEST))
    return whole


@pytest.fixture
def goldenthread(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run a command on the tiny council: exit status, and what it printed for a person to read."""

    def of(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["goldenthread", *arguments, "--workspace", str(tiny.root)])
        with pytest.raises(SystemExit) as ended:
            run()
        printed = capsys.readouterr()
        said = PROGRESS.sub("", printed.err) if ended.value.code else printed.out
        return int(ended.value.code or 0), said.replace(str(tiny.root), "TINYTOWN")

    return of
