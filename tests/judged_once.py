"""Judge the same figures once a test run, for tests that are about what is made of them and not about judging."""

from __future__ import annotations

from typing import Any

from helpers.assess.judge import Figures, judge_figures

_known: dict[tuple[str, ...], Figures] = {}


def figures_once(*given: Any) -> Figures:
    """Give what `judge_figures` gives; it is a pure function, and what it gives is never changed."""
    key = tuple(one.to_csv() if hasattr(one, "to_csv") else repr(one) for one in given)
    if key not in _known:
        _known[key] = judge_figures(*given)
    return _known[key]
