"""What a notebook reads of the judged store, noted while it runs: that is what its run depends on.

A report may read more than its own measure or directorate, and nothing forbids it; so its reading is not guessed from
its parameters. Within a build the store is handed out as `Watched` results, which note each view that is taken, and
take any other look at them for a look at the whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.model.edition import Edition
from helpers.model.errors import Refused
from helpers.model.results import Results

READING_VARIABLE = "GOLDENTHREAD_READING"
"""Environment variable with which a build tells a notebook's process where to note what it reads."""

View = tuple[str, str]
"""A noun and a key, ``("measure", "43")``; or `WHOLE`; or `VERSION`, by which a draft is named."""

WHOLE: View = ("whole", "")
VERSION: View = ("version", "")
NOUNS = ("directorate", "service", "priority", "portfolio", "panel", "measure")
_NOT_READING = {*NOUNS, "edition", "scope_name", "__class__"}
_VERSION = {"version", "released", "status_line"}


class _WatchedEdition(Edition):
    """An edition that notes when its version is read: it changes whenever anything does."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401
        if name in _VERSION:
            _note(VERSION)
        return object.__getattribute__(self, name)


class Watched(Results):
    """Results that note what is read of them."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401
        if name not in _NOT_READING:
            _note(WHOLE)
        return object.__getattribute__(self, name)

    def directorate(self, key: str) -> Results:
        """Narrow to one directorate, and note it."""
        return _noted(self, "directorate", key)

    def service(self, key: str) -> Results:
        """Narrow to one service unit, and note it."""
        return _noted(self, "service", key)

    def priority(self, key: str) -> Results:
        """Narrow to one priority, and note it."""
        return _noted(self, "priority", key)

    def portfolio(self, key: str) -> Results:
        """Narrow to one portfolio, and note it."""
        return _noted(self, "portfolio", key)

    def panel(self, key: str) -> Results:
        """Narrow to what one scrutiny panel looks at, and note it."""
        return _noted(self, "panel", key)

    def measure(self, ref: str) -> Results:
        """Narrow to one measure, and note it."""
        return _noted(self, "measure", ref)


def watched(results: Results) -> Results:
    """Give results as a notebook gets them: watched, where a build asks what is read."""
    if READING_VARIABLE not in os.environ:
        return results
    edition = _WatchedEdition(**_parts(results.edition))
    return Watched(**{**_parts(results), "edition": edition})


def _noted(results: Results, noun: str, key: str) -> Results:
    plain = Results(**{part.name: object.__getattribute__(results, part.name) for part in fields(Results)})
    try:
        view: Results = getattr(plain, noun)(key)
    except Refused:  # its words list every name there is
        _note(WHOLE)
        raise
    _note((noun, str(key)))
    return view


def _parts(thing: Results | Edition) -> dict[str, Any]:
    return {part.name: getattr(thing, part.name) for part in fields(thing)}


def _note(view: View) -> None:
    if path := os.environ.get(READING_VARIABLE):
        with Path(path).open("a", encoding="utf-8") as notes:
            notes.write(json.dumps(view) + "\n")


def views_read(notes: Path) -> list[View]:
    """Read which views a notebook took; none, where it never opened the store."""
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.is_file() else []
    return sorted({(noun, key) for noun, key in map(json.loads, lines)})


class Fingerprints:
    """Hashes of what can be read of an edition's results, each worked out when it is first asked for.

    Parameters
    ----------
    results
        The whole results, as the store holds them.
    """

    def __init__(self, results: Results) -> None:
        # Of plain objects, a frame is narrowed to one measure in a third of the time; what its columns were is kept.
        parts = _parts(results)
        frames = {name: frame for name, frame in parts.items() if isinstance(frame, pd.DataFrame)}
        self._results = Results(**parts | {name: frame.astype(object) for name, frame in frames.items()})
        self._columns = repr(
            [[(str(name), str(kind)) for name, kind in frame.dtypes.items()] for frame in frames.values()]
        )
        self._known: dict[View, str] = {VERSION: f"{results.edition.version} {results.edition.released}"}

    @property
    def known(self) -> dict[View, str]:
        """The views whose hash has been worked out."""
        return dict(self._known)

    def learn(self, known: Mapping[View, str]) -> None:
        """Take over hashes that were worked out of the same results before."""
        self._known = {**known, **self._known}

    @property
    def edition(self) -> str:
        """What every notebook may see of the edition: the council, the period, the papers, but not its version."""
        parts = {name: value for name, value in _parts(self._results.edition).items() if name not in _VERSION}
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def of(self, view: View) -> str:
        """Give the hash of what a view holds; an empty text where there is no such view any more."""
        if view not in self._known:
            self._known[view] = self._work_out(*view)
        return self._known[view]

    def _work_out(self, noun: str, key: str) -> str:
        try:
            view = getattr(self._results, noun)(key) if noun in NOUNS else self._results
        except Refused:
            return ""
        digest = hashlib.sha256(self._columns.encode())
        for name, value in _parts(view).items():
            if name != "edition":
                digest.update(f"{name}\n".encode())
                digest.update(_bytes_of(value))
        return digest.hexdigest()


def _bytes_of(value: object) -> bytes:
    """Write a frame, or a word, so that any difference in it shows."""
    if not isinstance(value, pd.DataFrame):
        return repr(value).encode()
    return repr((value.index.tolist(), value.columns.tolist(), value.to_numpy().tolist())).encode()
