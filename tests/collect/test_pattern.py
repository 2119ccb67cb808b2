"""In a mapping only ``*`` is special, and it stands for anything."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from helpers.collect.mapping.pattern import folded, matches


@given(st.text("ab [", max_size=12), st.text("ab[*", max_size=8))
def test_a_pattern_matches_what_a_slow_reader_would_say(text: str, pattern: str) -> None:
    slow = re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
    assert matches(text, pattern) == bool(slow.fullmatch(folded(text)))


def test_many_stars_on_a_long_text_are_answered_at_once() -> None:
    assert not matches("ab" * 20_000, "*ab" * 20 + "*c*")
    assert matches("ab" * 20_000 + "c", "*ab" * 20 + "*c*")
