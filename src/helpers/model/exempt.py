"""What the law lets a council keep out of its public papers, and a block of words that it keeps out.

May import nothing of the house.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Country = Literal["England", "Wales", "Scotland", "Northern Ireland"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A country's list of what may be exempt.

    Attributes
    ----------
    name
        The list, as a report cites it.
    paragraphs
        What each numbered paragraph describes, in the words of the law.
    public_interest
        Whether information is exempt only where the public interest in withholding it is the greater. Scotland's list
        has no such test; a block gives its reason all the same.
    """

    name: str
    paragraphs: Mapping[int, str]
    public_interest: bool = True

    def cited(self, paragraph: int) -> str:
        """Cite one paragraph.

        Examples
        --------
        >>> LAWS["England"].cited(3)
        'paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972'
        """
        return f"paragraph {paragraph} of {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptBlock:
    """A cell whose words stand in a Part II paper alone.

    Attributes
    ----------
    slug
        The report whose notebook it is.
    place
        Which cell of the notebook it is, counted from 1.
    where
        Notebook and cell, as errors name them.
    part
        The part of a covering report that it belongs to; empty for a cell of no part.
    paragraph, reason
        The law's paragraph, and why the words are withheld. Both are public.
    text
        The words. Empty wherever a pack is made.
    """

    slug: str
    place: int
    where: str
    paragraph: int
    reason: str
    part: str = ""
    text: str = ""


def _labour(employer: str, government: str) -> str:
    return (
        "Information relating to any consultations or negotiations, or contemplated consultations or negotiations, in "
        f"connection with any labour relations matter arising between the {employer} or a {government} and employees "
        f"of, or office holders under, the {employer}."
    )


def _seven(first: int, individual: str) -> dict[int, str]:
    """Give the seven descriptions that England and Wales share; those of Wales have numbers of their own."""
    said = (
        f"Information relating to {individual} individual.",
        "Information which is likely to reveal the identity of an individual.",
        "Information relating to the financial or business affairs of any particular person (including the authority "
        "holding that information).",
        _labour("authority", "Minister of the Crown"),
        "Information in respect of which a claim to legal professional privilege could be maintained in legal "
        "proceedings.",
        "Information which reveals that the authority proposes (a) to give under any enactment a notice under or by "
        "virtue of which requirements are imposed on a person; or (b) to make an order or direction under any "
        "enactment.",
        "Information relating to any action taken or to be taken in connection with the prevention, investigation or "
        "prosecution of crime.",
    )
    return dict(enumerate(said, start=first))


_SCOTLAND = (
    "Information relating to a particular employee, former employee or applicant to become an employee of, or a "
    "particular office holder, former office-holder or applicant to become an office-holder under, the authority.",
    "Information relating to any particular occupier or former occupier of, or applicant for, accommodation provided "
    "by or at the expense of the authority.",
    "Information relating to any particular applicant for, or recipient or former recipient of, any service provided "
    "by the authority.",
    "Information relating to any particular applicant for, or recipient or former recipient of, any financial "
    "assistance provided by the authority.",
    "Information relating to the adoption, care, fostering or education of any particular child or where any "
    "particular child is subject to a compulsory supervision order or interim compulsory supervision order (as defined "
    "respectively in sections 83 and 86 of the Children’s Hearings (Scotland) Act 2011) information relating to the "
    "order.",
    "Information relating to the financial or business affairs of any particular person (other than the authority).",
    "Information relating to anything done or to be done in respect of any particular person for the purposes of any "
    "of the matters referred to in section 27(1) of the Social Work (Scotland) Act 1968 (providing reports on and "
    "supervision of certain persons).",
    "The amount of any expenditure proposed to be incurred by the authority under any particular contract for the "
    "acquisition of property or the supply of goods or services.",
    "Any terms proposed or to be proposed by or to the authority in the course of negotiations for a contract for the "
    "acquisition or disposal of property or the supply of goods or services.",
    "The identity of the authority (as well as of any other person, by virtue of paragraph 6 above) as the person "
    "offering any particular tender for a contract for the supply of goods or services.",
    _labour("authority", "Minister of the Crown"),
    "Any instructions to counsel and any opinion of counsel (whether or not in connection with any proceedings) and "
    "any advice received, information obtained or action to be taken in connection with (a) any legal proceedings by "
    "or against the authority, or (b) the determination of any matter affecting the authority, (whether, in either "
    "case, proceedings have been commenced or are in contemplation).",
    "Information which, if disclosed to the public, would reveal that the authority proposes (a) to give under any "
    "enactment a notice under or by virtue of which requirements are imposed on a person; or (b) to make an order or "
    "direction under any enactment.",
    "Any action taken or to be taken in connection with the prevention, investigation or prosecution of crime.",
    "The identity of a protected informant.",
)

_NORTHERN_IRELAND = (
    "Information relating to any individual.",
    "Information which is likely to reveal the identity of an individual.",
    "Information relating to the financial or business affairs of any particular person (including the council holding "
    "that information).",
    _labour("council", "government department"),
    "Information in relation to which a claim to legal professional privilege could be maintained in legal "
    "proceedings.",
    "Information which reveals that the council proposes (a) to give under any statutory provision a notice by virtue "
    "of which requirements are imposed on a person; or (b) to make an order or direction under any statutory "
    "provision.",
    "Information relating to any action taken or to be taken in connection with the prevention, investigation or "
    "prosecution of crime.",
)

_1972 = "Schedule 12A to the Local Government Act 1972"

LAWS: Mapping[Country, Law] = MappingProxyType(
    {
        "England": Law(name=f"Part 1 of {_1972}", paragraphs=_seven(1, "any")),
        "Wales": Law(name=f"Part 4 of {_1972}", paragraphs=_seven(12, "a particular")),
        "Scotland": Law(
            name="Part I of Schedule 7A to the Local Government (Scotland) Act 1973",
            paragraphs=dict(enumerate(_SCOTLAND, start=1)),
            public_interest=False,
        ),
        "Northern Ireland": Law(
            name="Part 1 of Schedule 6 to the Local Government Act (Northern Ireland) 2014",
            paragraphs=dict(enumerate(_NORTHERN_IRELAND, start=1)),
        ),
    }
)
"""The one list of what may be exempt, by country (SI 2006/88 for England, SI 2007/969 (W. 86) for Wales)."""
