"""What an edition told its readers: the cells of its published tables, as text. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Row = Mapping[str, str]
"""One row of a published table by column; empty where the edition tells nothing."""


@dataclass(frozen=True)
class Told:
    """What an edition told its readers, and nothing else that is known of it.

    Two editions are compared by this alone, so that a comparison tells nothing that the two did not.

    Attributes
    ----------
    results
        A measure's row of ``results.csv``, by its ref, in the edition's order.
    definitions
        Its row of ``definitions.csv``: how the edition defines it.
    observations
        The rows of ``observations.csv``, by ref and period.
    """

    results: Mapping[str, Row]
    definitions: Mapping[str, Row] = field(default_factory=dict)
    observations: Mapping[tuple[str, str], Row] = field(default_factory=dict)

    def withholds(self, ref: str) -> bool:
        """Say whether the edition withholds the measure's figure."""
        return self.results[ref].get("rag_basis") == "suppressed"

    def defined(self, ref: str, name: str) -> str:
        """Give what the edition says of a measure's definition, in either table that says it."""
        return self.definitions.get(ref, {}).get(name) or self.results.get(ref, {}).get(name, "")
