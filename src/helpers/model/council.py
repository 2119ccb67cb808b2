"""Who the council is: directorates, priorities, portfolios, and its choices of words and thresholds."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from helpers.model.accessibility import Accessibility
from helpers.model.errors import Refused, quoted
from helpers.model.noun import Key, Noun, Text
from helpers.model.papers import Papers


class Pack(StrEnum):
    """What one audience gets. Each pack on the ladder sees all that is below it."""

    PUBLIC = "public"
    MEMBERS = "members"
    LEADERSHIP = "leadership"
    SERVICE = "service"

    def sees(self, audience: Pack) -> bool:
        """Say whether a report for `audience` belongs in this pack.

        Examples
        --------
        >>> Pack.MEMBERS.sees(Pack.PUBLIC), Pack.PUBLIC.sees(Pack.MEMBERS)
        (True, False)
        """
        ladder = list(Pack)
        return ladder.index(audience) <= ladder.index(self)


class Service(Noun):
    """A service unit within a directorate. `aliases` are the names that returns use for it."""

    key: Key
    name: Text
    aliases: tuple[str, ...] = ()


class Directorate(Noun):
    """A part of the council that answers for measures. `director` is a role, never a person's name."""

    key: Key
    name: Text
    director: str = ""
    aliases: tuple[str, ...] = ()
    services: tuple[Service, ...] = ()


class Outcome(Noun):
    """What a priority is to bring about."""

    key: Key
    name: Text


class Priority(Noun):
    """One of the corporate strategy's priorities."""

    key: Key
    name: Text
    summary: str = ""
    aliases: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


class Portfolio(Noun):
    """What one Cabinet member answers for. `holder` is a role."""

    key: Key
    name: Text
    holder: str = ""


class Panel(Noun):
    """An overview and scrutiny panel, and whose measures it looks at: of all that it names, taken together."""

    key: Key
    name: Text
    directorates: tuple[Key, ...] = ()
    services: tuple[Key, ...] = ()
    priorities: tuple[Key, ...] = ()

    @property
    def looks_at(self) -> dict[str, tuple[Key, ...]]:
        """The keys it looks at, by their noun."""
        return {"directorate": self.directorates, "service": self.services, "priority": self.priorities}


class Contact(Noun):
    """Whom a reader can ask: a team, not a person."""

    role: Text
    email: str = ""
    telephone: str = ""


class RagStyle(Noun):
    """The word and the fill of one rating."""

    word: Text
    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class RagStyles(Noun):
    """The council's words and colours for ratings; the shapes are fixed, because colour is never alone."""

    green: RagStyle = RagStyle(word="Green", colour="#00703c")
    amber: RagStyle = RagStyle(word="Amber", colour="#ffbf47")
    red: RagStyle = RagStyle(word="Red", colour="#d4351c")


class DisclosureScheme(Noun):
    """How small counts about people are kept from being worked out.

    Attributes
    ----------
    threshold
        Counts from 1 to this are suppressed.
    rounding
        Other counts are rounded to the nearest multiple of this.
    exempt_packs
        Packs that hold the true figures: the service's own, by default.
    """

    threshold: Annotated[int, Field(ge=1, le=100)] = 7
    rounding: Annotated[int, Field(ge=1, le=100)] = 5
    exempt_packs: tuple[Pack, ...] = (Pack.SERVICE,)


class VariationScheme(Noun):
    """How real change is told from noise.

    Attributes
    ----------
    run
        Points in a row that rise, fall or keep to one side of the mean before that is a real change: 6 or 7.
    screen
        Whether the largest jumps are left out once before the limits are drawn from the rest.
    """

    run: Literal[6, 7] = 7
    screen: bool = True


class QualityScheme(Noun):
    """From where on the signs of data quality doubt a figure (rules.md, "Data quality").

    Attributes
    ----------
    far_from_zero
        Cases, or percentage points, that do not fall to nought by chance.
    steady_figures
        Earlier figures that a fall from a steady history needs.
    jump
        How many times the figure before it a doubted figure is, or it the doubted one.
    stale_periods
        Periods without a word after which a measure is stale.
    days_to_return
        Days after its period's end on which a return is still in time; one that comes later is late.
    """

    far_from_zero: Annotated[int, Field(ge=1, le=1000)] = 5
    steady_figures: Annotated[int, Field(ge=2, le=8)] = 4
    jump: Annotated[float, Field(gt=1, le=1000)] = 10.0
    stale_periods: Annotated[int, Field(ge=1, le=8)] = 2
    days_to_return: Annotated[int, Field(ge=1, le=366)] = 42


class MeetingScheme(Noun):
    """How the last day is found on which papers and notices may be published (rules.md, "Meetings").

    Attributes
    ----------
    clear_days
        Days between the publication of papers and the meeting: five in England, three in Wales and in Scotland.
    notice_days
        Days between notice of a private meeting or a key decision and the meeting.
    country
        Whose bank holidays do not count.
    closed
        Other days that do not count: those on which the council's own offices are closed.
    """

    clear_days: Annotated[int, Field(ge=1, le=30)] = 5
    notice_days: Annotated[int, Field(ge=1, le=60)] = 28
    country: Literal["England", "Wales", "Scotland", "Northern Ireland"] = "England"
    closed: tuple[date, ...] = ()


class Council(Noun):
    """Everything of `params/council.yml`.

    Attributes
    ----------
    area
        What national files call us, where that is not our name: ``Bournemouth, Christchurch and Poole``.
    formed
        The first day of a council that took the place of others; ``None`` for one that was always there.
    predecessors
        The councils whose place it took, as returns name them in their column `area`. Their figures are summed.

    Examples
    --------
    >>> council = Council(name="Westmere", directorates=[{"key": "adults", "name": "Adults"}])
    >>> council.find("directorate", "Adults").key
    'adults'
    """

    name: Text
    fictional: bool = False
    language: Literal["en-GB", "cy-GB"] = "en-GB"
    site_url: str = ""
    area: str = ""
    formed: date | None = None
    predecessors: tuple[Text, ...] = ()
    contact: Contact | None = None
    licence: str = "Open Government Licence v3.0"
    accessibility: Accessibility = Accessibility()
    directorates: Annotated[tuple[Directorate, ...], Field(min_length=1)]
    priorities: tuple[Priority, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    panels: tuple[Panel, ...] = ()
    rag: RagStyles = RagStyles()
    disclosure: DisclosureScheme = DisclosureScheme()
    variation: VariationScheme = VariationScheme()
    quality: QualityScheme = QualityScheme()
    papers: Papers = Papers()
    meetings: MeetingScheme = MeetingScheme()

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        for noun in ("directorate", "service", "priority", "outcome", "portfolio", "panel"):
            keys = [entry.key for entry in self.entries(noun)]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            if twice:
                raise ValueError(f"the {noun} key {quoted(twice)} is used twice")
        for panel in self.panels:
            for noun, seen in panel.looks_at.items():
                known = {entry.key for entry in self.entries(noun)}
                if unknown := [key for key in seen if key not in known]:
                    raise ValueError(f"the panel {panel.key} looks at {quoted(unknown)}, which is no {noun}")
        return self

    @property
    def notice(self) -> str:
        """What every page, paper and file says of a council that does not exist; empty for one that does."""
        return f"{self.name} is fictional. Its figures are made up to show how this works." if self.fictional else ""

    @model_validator(mode="after")
    def _predecessors_came_before(self) -> Self:
        if self.predecessors and self.formed is None:
            raise ValueError("`predecessors` without `formed`, the day on which we took their place")
        names = [name.casefold() for name in self.predecessors]
        twice = sorted({name for name in self.predecessors if names.count(name.casefold()) > 1})
        if twice:
            raise ValueError(f"`predecessors` names {quoted(twice)} twice")
        if ours := [name for name in self.predecessors if name.casefold() in {own.casefold() for own in self.areas}]:
            raise ValueError(f"`predecessors` names {quoted(ours)}, which is ourselves")
        return self

    @property
    def areas(self) -> tuple[str, ...]:
        """The names by which another's file may know us."""
        return (self.name, self.area) if self.area else (self.name,)

    def entries(self, noun: str) -> tuple[Directorate | Service | Priority | Outcome | Portfolio | Panel, ...]:
        """List the directorates, services, priorities, outcomes, portfolios or panels in display order."""
        match noun:
            case "directorate":
                return self.directorates
            case "service":
                return tuple(service for directorate in self.directorates for service in directorate.services)
            case "priority":
                return self.priorities
            case "outcome":
                return tuple(outcome for priority in self.priorities for outcome in priority.outcomes)
            case "portfolio":
                return self.portfolios
            case "panel":
                return self.panels
        raise KeyError(noun)

    def find(self, noun: str, name: str) -> Directorate | Service | Priority | Outcome | Portfolio | Panel:
        """Find an entry by its key, its name or one of its aliases.

        Raises
        ------
        Refused
            There is none; the message lists the known keys.
        """
        wanted = name.strip().casefold()
        for entry in self.entries(noun):
            names = (entry.key, entry.name, *getattr(entry, "aliases", ()))
            if wanted in {known.casefold() for known in names}:
                return entry
        known = quoted(entry.key for entry in self.entries(noun))
        raise Refused.one(
            f"{noun} {name}",
            f'"{name}", which is no {noun} of {self.name}',
            f"one of {known}" if known else f"nothing: the council has no {noun} yet",
            f"Correct the name, or add the {noun} to params/council.yml.",
        )

    def name_of(self, noun: str, key: str) -> str:
        """Give the display name of a key, or an empty text for an empty key."""
        return next((entry.name for entry in self.entries(noun) if entry.key == key), "")

    def directorate_of(self, service: str) -> str:
        """Give the key of the directorate that a service unit belongs to, or an empty text where there is none."""
        return next((above.key for above in self.directorates if service in {unit.key for unit in above.services}), "")
