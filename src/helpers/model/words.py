"""What people wrote in a period's notebooks: commentary, exception reports, and prose of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from helpers.model.exempt import ExemptBlock
from helpers.model.period import Period

WordsState = Literal["draft", "returned", "written"]
ANSWERS = ("cause", "action", "action_owner", "action_date", "recovery_date")
"""The parts of an exception report, as columns of a results table."""


@dataclass(frozen=True, slots=True)
class Commentary:
    """What was written about one measure's result.

    Attributes
    ----------
    ref
        The measure that the cell's metadata name.
    text
        Markdown, as written: placeholders such as ``{{ value }}`` are not yet resolved.
    where
        Notebook and cell, as errors name them.
    state
        Whose words they are: ours (``draft``), the service's (``returned``), or the analyst's (``written``).
    period
        The edition in whose notebook the words stand, where that is known.
    """

    ref: str
    text: str
    where: str
    state: WordsState = "written"
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class ExceptionReport:
    """What was answered in one exception form.

    Attributes
    ----------
    answers
        Some of :data:`ANSWERS`; dates in ISO form.
    period
        The edition in whose notebook the form stands.
    """

    ref: str
    answers: Mapping[str, str]
    where: str
    period: Period


@dataclass(frozen=True, slots=True)
class Offer:
    """A service's own words, offered beside what the analyst had already written.

    Attributes
    ----------
    where
        Notebook and cell.
    """

    ref: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown cell about no one measure, in a period's notebook.

    Attributes
    ----------
    slug
        The report whose notebook it is: a directorate's key, for a directorate's notebook.
    part
        The part of a covering report that the cell's metadata say it holds; empty for any other prose.
    cell
        The cell's id.
    """

    slug: str
    text: str
    where: str
    part: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything of a period's notebooks, and the exception reports of the periods before.

    Attributes
    ----------
    earlier
        Exception reports of earlier periods' notebooks.
    said_before
        Commentary of earlier periods' notebooks.
    labels
        What the prose of each notebook may refer to: ``tbl-priorities`` and ``table 1``.
    exempt
        What is known of the exempt blocks beside their words, which stand in no pack.
    """

    commentary: tuple[Commentary, ...] = ()
    exceptions: tuple[ExceptionReport, ...] = ()
    offers: tuple[Offer, ...] = ()
    prose: tuple[Prose, ...] = ()
    earlier: tuple[ExceptionReport, ...] = ()
    said_before: tuple[Commentary, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exempt: tuple[ExemptBlock, ...] = ()
