"""What the server and the worker tell each other: which pages are looked at, which have changed, what is at fault."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from threading import Condition
from typing import TypeAlias

from helpers.model.errors import Refused
from helpers.publish.run.job import Outcome

Fault: TypeAlias = Refused | Outcome
"""A refusal, or how a notebook failed."""


class Board:
    """The state of a preview, for several threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._run = secrets.token_hex(4)  # a browser that waits for an earlier preview is told to load again
        self._stamps: Counter[str] = Counter()
        self._every = 0
        self._open: Counter[str] = Counter()
        self._last: list[str] = []
        self._faults: dict[str, Fault] = {}
        self._everywhere: Fault | None = None
        self._in_place_of: frozenset[str] = frozenset()

    def looked_at(self) -> list[str]:
        """List the pages that browsers show now, the last asked for first; with none, the last that was asked for."""
        with self._changed:
            shown = [page for page in reversed(self._last) if self._open[page]]
            return shown or self._last[-1:]

    def asked_for(self, page: str) -> None:
        """Note that a browser asked for a page."""
        with self._changed:
            self._last = [*(name for name in self._last if name != page), page][-50:]

    def stamp(self, page: str) -> str:
        """Name the state of a page."""
        with self._changed:
            return self._stamp(page)

    @contextmanager
    def open(self, page: str) -> Iterator[None]:
        """Count a browser as showing a page."""
        with self._changed:
            self._open[page] += 1
        try:
            yield
        finally:
            with self._changed:
                self._open[page] -= 1

    def wait(self, page: str, stamp: str, seconds: float) -> bool:
        """Wait until a page is no longer as it was stamped, and say whether it came to that in this time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._stamp(page) != stamp, seconds)

    def changed(self, pages: Collection[str]) -> None:
        """Let every browser that shows one of these pages load it again."""
        with self._changed:
            self._stamps.update(dict.fromkeys(pages, 1))
            self._changed.notify_all()

    def all_changed(self) -> None:
        """Let every browser load its page again."""
        with self._changed:
            self._every += 1
            self._changed.notify_all()

    def mended(self, pages: Collection[str]) -> None:
        """Take the faults off these pages."""
        with self._changed:
            gone = [page for page in pages if self._faults.pop(page, None)]
        self.changed(gone)

    def at_fault(self, faults: Mapping[str, Fault]) -> None:
        """Show a fault in the place of each of these pages."""
        with self._changed:
            new = {page: fault for page, fault in faults.items() if str(self._faults.get(page)) != str(fault)}
            self._faults |= new
        self.changed(new)

    def stopped(self, fault: Fault | None, pages: Collection[str] = ()) -> None:
        """Say that nothing can be made, and show why in the place of these pages; or that it can be again."""
        with self._changed:
            same = str(self._everywhere) == str(fault)
            self._everywhere, self._in_place_of = fault, frozenset(pages)
        if not same:
            self.all_changed()

    def fault_of(self, page: str) -> Fault | None:
        """Give what is to be shown in the place of a page."""
        with self._changed:
            return self._everywhere if page in self._in_place_of else self._faults.get(page)

    @property
    def everywhere(self) -> Fault | None:
        """What keeps the edition from being made at all."""
        with self._changed:
            return self._everywhere

    def _stamp(self, page: str) -> str:
        return f"{self._run}-{self._every}-{self._stamps[page]}"
