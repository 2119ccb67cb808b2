"""Prose checked against the figures it speaks of. May import `model`, `assess`, `narrate.figure`, `row`, `rating`."""

from helpers.narrate.prose.check import doubts_in_prose, doubts_of, doubts_of_references
from helpers.narrate.prose.doubt import Doubt

__all__ = ["Doubt", "doubts_in_prose", "doubts_of", "doubts_of_references"]
