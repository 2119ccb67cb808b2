"""A tiny council whose directorates' notebook is a real one, with cells to improve."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import template
from tiny import Tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    council = Tiny.whole(tmp_path / "council")
    council.put("notebooks/directorate.ipynb", template(scorecard="print(1)", commentary="print(2)"))
    return council
