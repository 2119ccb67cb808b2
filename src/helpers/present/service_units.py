"""The service units of a directorate, each with its measures and actions. May import the floors below."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.model.council import Service
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.figure import marked_figure, target_words
from helpers.narrate.rating import standing
from helpers.narrate.row import ResultRow, rows
from helpers.narrate.sentences import headline_sentences
from helpers.narrate.thread import actions_of
from helpers.present.actions import actions_html
from helpers.present.link import group_address, link_markdown, measure_address
from helpers.present.parts import Markup, Part, Parts, Prose
from helpers.present.tag import tag_markdown


def service_units(results: Results) -> Parts:
    """Show each service unit of a directorate: how its measures are doing, and its delivery-plan actions.

    Parameters
    ----------
    results
        Narrowed to a directorate: ``results.directorate("housing")``.

    Returns
    -------
    Parts
        A heading, then for each service with a measure or an action a heading to link to
        (``#service-housing-options``), which leads to the service's page where the edition has one, how many measures
        are on target, the measures and the actions. Nothing where no measure or action names a service.

    Examples
    --------
    >>> service_units(open_store("2019-20-q3").directorate("housing"))  # doctest: +SKIP
    """
    units = [unit for unit in results.edition.council.entries("service") if isinstance(unit, Service)]
    parts = [part for unit in units for part in _unit(results.service(unit.key), unit)]
    return Parts.of([Prose("## Service units"), *parts] if parts else [])


def _unit(results: Results, unit: Service) -> Iterator[Part]:
    if not len(results) and not len(results.actions):
        return
    yield Prose(f"### {link_markdown(group_address('service', unit.key), unit.name)} {{#service-{unit.key}}}")
    if len(results):
        yield Prose(markdown_text(" ".join(headline_sentences(results))))
        yield Prose("\n".join(_measure(results, row) for row in rows(results)))
    if len(results.actions):
        yield Prose("Actions:")
        yield Markup(actions_html(results, actions_of(results.actions)))


def _measure(results: Results, row: ResultRow) -> str:
    figure = marked_figure(row.value, row.unit, row.decimals, row.marker)
    said = ", ".join(filter(None, (figure, f"target {target_words(row)}" if figure and target_words(row) else "")))
    link = link_markdown(measure_address(row.ref), f"{row.ref} {row.title}")
    figures = f": {markdown_text(said)}" if said else ""
    return f"- {tag_markdown(results.edition.council, standing(row))} {link}{figures}"
