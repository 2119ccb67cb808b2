"""What a person is told when something they gave cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and what to do about it.

    Attributes
    ----------
    where
        File, row and column, as a person would look for it, relative to the workspace.
    found
        What stands there.
    expected
        What could stand there.
    next_step
        What to do now.
    """

    where: str
    found: str
    expected: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.where}\n  found:    {self.found}\n  expected: {self.expected}\n  next:     {self.next_step}"


class Refused(Exception):  # noqa: N818 - the design's word for what happens to bad input
    """Input was refused; nothing was published and nothing was lost.

    Parameters
    ----------
    problems
        Every problem found, in the order of the files: a person mends them all in one go.

    Examples
    --------
    >>> print(Refused.one("params/council.yml", "no key `name`", "the council's name", "Add `name:`."))
    params/council.yml
      found:    no key `name`
      expected: the council's name
      next:     Add `name:`.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n\n".join(str(problem) for problem in self.problems))

    @classmethod
    def one(cls, where: str, found: str, expected: str, next_step: str) -> Refused:
        """Make a refusal of a single problem."""
        return cls([Problem(where, found, expected, next_step)])


def quoted(names: Iterable[str], limit: int = 12) -> str:
    """List names for an error message, so that the reader can pick the one that was meant.

    Examples
    --------
    >>> quoted(["adults", "children"])
    '"adults", "children"'
    >>> quoted(["a", "b", "c"], limit=2)
    '"a", "b" and 1 more'
    """
    known = list(names)
    text = ", ".join(f'"{name}"' for name in known[:limit])
    return text if len(known) <= limit else f"{text} and {len(known) - limit} more"
