"""What a check has against a text. May import nothing of the house."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing in a text that the figures do not bear out.

    Attributes
    ----------
    sentence
        The sentence it stands in, as a reader sees it.
    found
        The words that are doubted.
    expected
        What the framework knows instead, or what the sentence lacks.
    """

    sentence: str
    found: str
    expected: str
