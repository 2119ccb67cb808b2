"""A council on disk with nothing wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import Tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny.whole(tmp_path / "tinytown")
