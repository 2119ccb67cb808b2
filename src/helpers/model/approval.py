"""A sign-off: that a role has submitted or approved a directorate's words and figures, and exactly which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Step(StrEnum):
    """What was done. The steps follow each other; approval is the last."""

    SUBMITTED = "submitted"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, order=True)
class Hashes:
    """What a sign-off is about, as sha256 in hexadecimal digits: another text or another figure gives another.

    Attributes
    ----------
    words
        Of what the directorate's people wrote, before its placeholders are filled in.
    figures
        Of its figures as the service itself sees them.
    figures_public
        Of the same figures after disclosure control, so that no public page depends on one that is suppressed.
    """

    words: str
    figures: str
    figures_public: str


@dataclass(frozen=True, slots=True, order=True)
class Approval:
    """One line of a quarter's sign-offs.

    Attributes
    ----------
    date
        The day it was given.
    step
        What was done.
    directorate
        Key of the directorate.
    role
        Who signed: a role, never a person's name.
    hashes
        What was signed.

    Examples
    --------
    >>> signed = Approval(date(2020, 1, 28), Step.APPROVED, "housing", "Corporate Director, Housing",
    ...     Hashes("a" * 64, "b" * 64, "b" * 64))
    >>> f"{signed.step} by {signed.role}"
    'approved by Corporate Director, Housing'
    """

    date: date
    step: Step
    directorate: str
    role: str
    hashes: Hashes
