"""The two steps of a chart that take time: from its specification to SVG, and from SVG to a picture.

Both follow from what they are given and from the converter's version alone, so a build may remember what they gave.
May import nothing of the house.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

import vl_convert

SCALE = 2
"""Dots of a picture for each of its units, so that it is sharp on paper."""


class Memory(Protocol):
    """What remembers drawings; nothing does until a build says so."""

    def get(self, kind: str, given: str) -> bytes | None:
        """Give what was drawn of this before."""

    def put(self, kind: str, given: str, drawn: bytes) -> None:
        """Remember what was drawn."""


_memories: list[Memory] = []


def remember(memory: Memory) -> None:
    """Let a memory be asked before anything is drawn, for the rest of this process."""
    _memories[:] = [memory]


def svg_of(spec: Mapping[str, Any]) -> bytes:
    """Draw a Vega-Lite specification as SVG."""
    given = json.dumps(spec)
    drawn = _remembered("svg", given)
    if drawn is None:
        drawn = vl_convert.vegalite_to_svg(dict(spec)).encode()
        _remember("svg", given, drawn)
    return drawn


def png_of(svg: str) -> bytes:
    """Draw SVG as a picture."""
    drawn = _remembered(f"png-{SCALE}", svg)
    if drawn is None:
        drawn = bytes(vl_convert.svg_to_png(svg, scale=SCALE))
        _remember(f"png-{SCALE}", svg, drawn)
    return drawn


def _remembered(kind: str, given: str) -> bytes | None:
    return next((drawn for memory in _memories if (drawn := memory.get(kind, given)) is not None), None)


def _remember(kind: str, given: str, drawn: bytes) -> None:
    for memory in _memories:
        memory.put(kind, given, drawn)
