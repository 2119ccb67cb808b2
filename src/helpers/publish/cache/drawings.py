"""Charts that were drawn before: a report that runs again for its words need not draw again what has not changed."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

from helpers.present.drawing import remember
from helpers.publish.cache.entries import Entries, key_of

DRAWINGS_VARIABLE = "GOLDENTHREAD_DRAWINGS"
"""Environment variable with which a build tells a notebook's process where drawings are kept."""

_CONVERTER = "vl-convert-python"


class KeptDrawings:
    """Drawings in a folder of entries, by what they were drawn from and with."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._drawn_with = f"{_CONVERTER} {version(_CONVERTER)} {platform.platform()}"

    def get(self, kind: str, given: str) -> bytes | None:
        """Give what was drawn of this before."""
        key = self._key(kind, given)
        for entry in self._entries.get("drawings", key):
            self._entries.used("drawings", key, entry)
            return entry.content
        return None

    def put(self, kind: str, given: str, drawn: bytes) -> None:
        """Remember what was drawn."""
        self._entries.put("drawings", self._key(kind, given), {}, drawn)

    def _key(self, kind: str, given: str) -> str:
        return key_of(self._drawn_with, kind, given)


def remember_drawings() -> None:
    """Let this process, a notebook's, take drawings from where a build keeps them, if it does."""
    if folder := os.environ.get(DRAWINGS_VARIABLE):
        remember(KeptDrawings(Entries(Path(folder))))
