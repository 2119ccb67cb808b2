"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done and of how much."""


def tell_nobody(_step: str, _done: int, _whole: int) -> None:
    """Take no notice of how far long work is."""
