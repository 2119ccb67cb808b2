"""What readers are told of the figures as a whole: revisions, contact, cookies. May import the floors below."""

from __future__ import annotations

from helpers.model.council import Council
from helpers.model.period import written_date
from helpers.model.results import Results
from helpers.narrate.accessibility import contact_lines
from helpers.narrate.escape import markdown_text
from helpers.narrate.figure import MARKERS
from helpers.narrate.row import rows
from helpers.present.link import link_markdown, measure_address
from helpers.present.parts import Parts, Prose

_POLICY = (
    "A quarter's pages are frozen when they are released. We never change them, so what you read and quoted stays.",
    "A figure that turns out to be wrong, or that was provisional, is put right in the next edition. There it is "
    "marked as revised, with what it was before.",
    "A mistake that would mislead is said at once, in a notice on the front page of all editions and at the head of "
    "the edition it is in. The right figure follows in the next edition.",
    "How a measure is counted, and its targets, change only with a reason and a date, and [the page of changes]"
    "(</changes.html>) says so.",
)
_MARKED = ("p", "e", "r", "b")


def about_figures(results: Results) -> Parts:
    """Say how figures are revised, which were in this edition, whom to ask, and that nothing is kept of a reader.

    Returns
    -------
    Parts
        The revisions policy with this edition's revisions, contact, cookies and privacy, licence.

    Examples
    --------
    >>> about_figures(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    council = results.edition.council
    sections = {
        "When the figures are from {#dates}": _dates(results),
        "How figures are revised {#revisions}": _revisions(results),
        "Contact {#contact}": _contact(council),
        "Cookies and privacy {#cookies}": _cookies(),
        "Using the figures {#licence}": _licence(council),
    }
    return Parts.of(Prose(f"## {head}\n\n{said}") for head, said in sections.items())


def _dates(results: Results) -> str:
    edition = results.edition
    said = [f"These pages are about {edition.period.label}, to {written_date(edition.period.end)}."]
    if edition.published:
        said.append(f"They are published on {written_date(edition.published)}.")
    late = sum(row.data_period != row.period for row in rows(results) if row.state == "reported")
    if late:
        said.append(
            f"{late} {'measure shows' if late == 1 else 'measures show'} a figure of another period, because it comes "
            "later or covers a longer time. Each says which."
        )
    return " ".join(said)


def _revisions(results: Results) -> str:
    policy = "\n".join(f"- {each}" for each in _POLICY)
    marked = "\n".join(f"- \\[{code}\\] {MARKERS[code]}" for code in _MARKED)
    return (
        f"{policy}\n\nThese markers stand beside a figure:\n\n{marked}\n\nThe [methods page](</methodology.html>) has "
        f"the others.\n\n### Revised in this edition\n\n{_revised(results)}"
    )


def _revised(results: Results) -> str:
    restated = set(results.changes.loc[results.changes["kind"] == "revised", "ref"])
    marked = set(results.signals.loc[results.signals["signal"] == "revised", "ref"])
    found = [row for row in rows(results) if row.ref in restated | marked]
    if not found:
        return "No figure that was published before has been revised."
    listed = "\n".join(f"- {link_markdown(measure_address(row.ref), row.title)}" for row in found)
    return (
        f"Earlier figures of {len(found)} {'measure' if len(found) == 1 else 'measures'} have been revised. "
        f"[What changed](</changes.html>) has each figure before and after.\n\n{listed}"
    )


def _contact(council: Council) -> str:
    if council.contact is None:
        return "::: {.owed}\nOwed: whom to ask about these figures.\n:::"
    return f"Ask us about the figures, or tell us of a mistake in them:\n\n{contact_lines(council.contact)}"


def _cookies() -> str:
    return (
        "**These pages set no cookies.** They keep nothing on your device and collect nothing about you. They count no "
        "visits. Everything on them comes from this site: no script, font or picture is asked of any other. So there "
        "is nothing for you to accept or refuse. Whoever runs the web server may keep a log of what is asked of it."
    )


def _licence(council: Council) -> str:
    return (
        f"You may use the figures under the {markdown_text(council.licence)}. The [data page](</data.html>) has every "
        "file, what its columns mean, and how to cite them."
    )
