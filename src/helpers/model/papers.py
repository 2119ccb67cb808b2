"""What a council says of its covering reports: their house style, and the facts at their head and foot."""

from __future__ import annotations

from helpers.model.house_style import Style
from helpers.model.noun import Noun, Text


class ReportFacts(Noun):
    """What a covering report says beside its prose. People are named by their roles.

    Each house style shows some of these; what it does not show is not asked for.

    Attributes
    ----------
    exempt
        Whether it holds exempt information, as the report says it; empty: as its own words have it.
    contact_officer, telephone, email
        Whom a reader can ask; empty: the council's own contact.
    """

    subject: str = ""
    status: str = ""
    portfolio_holders: tuple[Text, ...] = ()
    corporate_director: str = ""
    contributors: tuple[Text, ...] = ()
    wards: str = ""
    classification: str = ""
    exempt: str = ""
    member_reporting: tuple[Text, ...] = ()
    responsible_officers: tuple[Text, ...] = ()
    decision_type: str = ""
    urgency: str = ""
    author: str = ""
    report_from: str = ""
    contact_officer: str = ""
    telephone: str = ""
    email: str = ""


class Papers(Noun):
    """How the council's covering reports are laid out, and what each of them says unless its plan says otherwise."""

    style: Style = "narrative"
    facts: ReportFacts = ReportFacts()
