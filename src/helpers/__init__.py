"""Golden Thread's front door for analysts: what a notebook may use.

``from helpers import open_store, headline, scorecard`` is all a notebook needs; each name is loaded when it is first
asked for, so that a notebook that draws no chart does not pay for charts.
"""

from __future__ import annotations

from importlib import import_module

_ROOMS: dict[str, str] = {}

__all__ = ["open_store"]
_ROOMS = {"open_store": "helpers.publish.store"}


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"helpers has no {name!r}; it has {', '.join(sorted(_ROOMS))}")
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted(_ROOMS)
