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
        found, where = shown(self.found), shown(self.where)
        return f"{where}\n  found:    {found}\n  expected: {self.expected}\n  next:     {self.next_step}"


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


def shown(text: str, longest: int = 300) -> str:
    r"""Write a stranger's text so that a terminal only shows it: one line, no control codes, not endless.

    Examples
    --------
    >>> shown("12" + chr(27) + "[31m")
    '12\\x1b[31m'
    """
    cut = text if len(text) <= longest else f"{text[:longest]}… ({len(text):,} characters)"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in cut)


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
