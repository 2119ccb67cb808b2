"""What a council says of how accessible its pages are: `accessibility:` in `params/council.yml`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from helpers.model.noun import Noun, Text

Status = Literal["fully", "partially", "not"]
Excuse = Literal["non-compliance", "disproportionate burden", "out of scope"]
"""Why something is not accessible, as the regulations part it."""

STATEMENT = "accessibility"
"""The notebook of the statement's page."""


class Barrier(Noun):
    """Something on the pages that not everyone can use.

    Attributes
    ----------
    what
        What it is and whom it stops, in a sentence or two.
    why
        The success criterion that it fails, or what the burden or the exemption is.
    kind
        Which part of the statement it belongs in.
    instead
        Where the same can be had in a form that everyone can use.
    until
        When it is to be mended.
    """

    what: Text
    why: Text
    kind: Excuse = "non-compliance"
    instead: str = ""
    until: date | None = None


class Accessibility(Noun):
    """What only the council knows of its accessibility statement; what of it is needed and missing is owed.

    Attributes
    ----------
    status
        Whether the pages are fully, partially or not compliant with the standard.
    prepared, reviewed, tested
        When the statement was written, when it was last gone over, and when the pages were last tested.
    how_tested
        Who tested what, and by which method.
    problems
        What is not accessible.
    plans
        What is done to make the pages better.
    reply_days
        Within how many working days somebody who asks gets an answer.

    Examples
    --------
    >>> Accessibility(status="fully", prepared=date(2019, 9, 16)).reviewed is None
    True
    """

    status: Status | None = None
    prepared: date | None = None
    reviewed: date | None = None
    tested: date | None = None
    how_tested: str = ""
    problems: tuple[Barrier, ...] = ()
    plans: str = ""
    reply_days: Annotated[int, Field(ge=1, le=60)] | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.status == "fully" and any(problem.kind != "out of scope" for problem in self.problems):
            raise ValueError("`status: fully` beside `problems`: what is not accessible makes it `partially`")
        if self.prepared and self.reviewed and self.reviewed < self.prepared:
            raise ValueError("`reviewed` is before `prepared`")
        return self
