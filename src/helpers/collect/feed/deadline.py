"""End what takes too long: a query, or a file on a share that does not answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Given = TypeVar("Given")

GRACE = 10.0
"""Seconds that ended work has to close what it opened."""


class TooSlow(Exception):  # noqa: N818 - what happened, as `Refused` is
    """Work was ended at its deadline."""


@dataclass(slots=True)
class Ending:
    """How running work can be ended from outside; the work itself says so once it knows."""

    by: Callable[[], object] | None = None

    def now(self) -> None:
        """End the work; one that has just ended by itself is no error."""
        if self.by is not None:
            with suppress(Exception):
                self.by()


@dataclass(slots=True)
class _Outcome(Generic[Given]):
    given: list[Given] = field(default_factory=list)
    error: BaseException | None = None


def within(seconds: float, work: Callable[[Ending], Given]) -> Given:
    """Do work, and end it where it takes longer.

    Parameters
    ----------
    seconds
        How long it may take.
    work
        Is given the :class:`Ending` on which it says how it can be ended.

    Raises
    ------
    TooSlow
        The time was up. Work that cannot be ended is left behind and ends with the command.

    Examples
    --------
    >>> within(5, lambda ending: "done")
    'done'
    """
    ending: Ending = Ending()
    outcome: _Outcome[Given] = _Outcome()

    def run() -> None:
        try:
            outcome.given.append(work(ending))
        except BaseException as error:
            outcome.error = error

    thread = threading.Thread(target=run, name="collect", daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    finally:  # at the deadline, and at Ctrl-C
        late = thread.is_alive()
        if late:
            ending.now()
            thread.join(GRACE if ending.by else 0)
    if late:
        raise TooSlow
    if outcome.error is not None:
        raise outcome.error
    return outcome.given[0]
