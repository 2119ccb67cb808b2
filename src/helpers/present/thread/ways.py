"""Ways in: the measures by the United Nations' goals and by the characteristics that the Equality Act protects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.model.council import Council
from helpers.model.results import Results
from helpers.model.ways_in import GOALS, Characteristic
from helpers.narrate.escape import markdown_text
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, parts_of, rows
from helpers.narrate.sentences import listed
from helpers.present.link import anchor, link_html, link_markdown, measure_address
from helpers.present.parts import Markup, Part, Parts, Prose
from helpers.present.tag import tag_html

PAGE = "/ways-in.html"


@dataclass(frozen=True, slots=True)
class Way:
    """One goal or one characteristic.

    Attributes
    ----------
    word
        As a measure names it: ``"3"``, ``"age"``.
    name
        As a page names it.
    id
        Its place on the page.
    """

    word: str
    name: str
    id: str

    @property
    def address(self) -> str:
        """Where its measures are listed."""
        return f"{PAGE}#{self.id}"


GOAL_WAYS = tuple(Way(str(number), f"Goal {number}: {name}", f"goal-{number}") for number, name in GOALS.items())
EQUALITY_WAYS = tuple(Way(each.value, each.capitalize(), f"equality-{anchor(each)}") for each in Characteristic)

GOALS_LEAD = (
    "The countries of the United Nations agreed 17 Sustainable Development Goals in 2015. These are the measures that "
    "tell about them here."
)
EQUALITY_LEAD = (
    "The Equality Act 2010 protects people from being treated worse because of nine characteristics. These are the "
    "measures that are about people of one of them. They do not compare one group with another."
)


def ways_in(results: Results) -> Parts:
    """List the measures by goal and by protected characteristic, each with its rating.

    Parameters
    ----------
    results
        The whole council's, or any view of them.

    Returns
    -------
    Parts
        A section for each of the two, and in it a list for each goal or characteristic that a measure names; a sentence
        where no measure names one.

    Examples
    --------
    >>> ways_in(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    found = list(rows(results))
    council = results.edition.council
    parts = [
        *_section(council, "Sustainable Development Goals", GOALS_LEAD, GOAL_WAYS, found, "sdg"),
        *_section(council, "Equality", EQUALITY_LEAD, EQUALITY_WAYS, found, "equality"),
    ]
    return Parts.of(parts or [Prose("No measure of this edition names a goal or a protected characteristic.")])


def ways_in_links(results: Results) -> Prose:
    """Say which goals and characteristics the measures of a view tell about, each leading to all its measures.

    Returns
    -------
    Prose
        One or two sentences; nothing where no measure names one.

    Examples
    --------
    >>> ways_in_links(open_store("2019-20-q2").priority("good-homes"))  # doctest: +SKIP
    """
    found = list(rows(results))
    goals = [link_markdown(way.address, way.name) for way in _named(GOAL_WAYS, found, "sdg")]
    groups = [link_markdown(way.address, way.name.lower()) for way in _named(EQUALITY_WAYS, found, "equality")]
    said = [f"Sustainable Development Goals that these measures tell about: {'; '.join(goals)}."] if goals else []
    said += [f"For equality, they tell about people by {listed(groups)}."] if groups else []
    return Prose("\n\n".join(said))


def goal_links(row: ResultRow) -> str:
    """Name the goals that a measure tells about, each leading to all its measures; empty where it names none."""
    return "; ".join(link_html(way.address, way.name) for way in _named(GOAL_WAYS, [row], "sdg"))


def equality_links(row: ResultRow) -> str:
    """Name the protected characteristics that a measure tells about, as links; empty where it names none."""
    return "; ".join(link_html(way.address, way.name) for way in _named(EQUALITY_WAYS, [row], "equality"))


def _named(ways: Iterable[Way], found: Iterable[ResultRow], column: str) -> list[Way]:
    words = {word for row in found for word in parts_of(getattr(row, column))}
    return [way for way in ways if way.word in words]


def _section(
    council: Council, title: str, lead: str, ways: tuple[Way, ...], found: list[ResultRow], column: str
) -> list[Part]:
    named = _named(ways, found, column)
    if not named:
        return []
    under = {way.word: [row for row in found if way.word in parts_of(getattr(row, column))] for way in named}
    index = "\n".join(f"- [{markdown_text(way.name)}](#{way.id}): {_count(under[way.word])}" for way in named)
    lists: list[Part] = []
    for way in named:
        lines = "".join(_line(council, row) for row in under[way.word])
        lists += [Prose(f"### {markdown_text(way.name)} {{#{way.id}}}"), Markup(f'<ul class="tagged">{lines}</ul>')]
    without = [way.name for way in ways if way not in named]
    rest = [Prose(markdown_text(f"No measure tells about: {'; '.join(without)}."))] if without else []
    return [Prose(f"## {title}"), Prose(lead), Prose(index), *lists, *rest]


def _count(measures: list[ResultRow]) -> str:
    return f"{len(measures)} measure{'s' * (len(measures) != 1)}"


def _line(council: Council, row: ResultRow) -> str:
    name = link_html(measure_address(row.ref), row.title)
    return f"<li><span>{name}</span> {tag_html(council, standing(row))}</li>"
