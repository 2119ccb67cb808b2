"""How a measure's figure stands in an edition: what is there, or why nothing is."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """What stands where a measure's figure belongs; never two of them at once, and none ever written as another.

    A nought is a figure: it is ``reported``. A figure without a rating is ``reported`` too, and its `rag_basis` says
    why it has none. A measure in arrears, whose figure always comes later, is ``reported`` for an earlier period; the
    column `in_arrears` says so (rules.md, "RAG").

    Attributes
    ----------
    REPORTED
        A figure for the period that was due.
    NOT_DUE
        None was due this time; the last one is shown with its date, if there is one.
    MISSING
        One was due, and was neither sent nor could be added up from what was.
    SUPPRESSED
        Withheld, because small numbers could name people.
    UNAVAILABLE
        The service says that there is none, or that none applies.
    """

    REPORTED = "reported"
    NOT_DUE = "not due"
    MISSING = "missing"
    SUPPRESSED = "suppressed"
    UNAVAILABLE = "unavailable"

    @property
    def shows_a_figure(self) -> bool:
        """Whether a page shows the figure that goes with it.

        Examples
        --------
        >>> State.NOT_DUE.shows_a_figure, State.MISSING.shows_a_figure
        (True, False)
        """
        return self in (State.REPORTED, State.NOT_DUE)
