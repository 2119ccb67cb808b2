"""The words of an accessibility statement, and what a council still owes it. May import the floors below.

The parts are those of regulation 8 of the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility
Regulations 2018 (SI 2018/952), in the order of the government's sample statement.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.model.accessibility import Barrier, Excuse
from helpers.model.council import Contact, Council
from helpers.model.period import written_date
from helpers.narrate.escape import markdown_text

REGULATIONS = "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
STANDARD = "Web Content Accessibility Guidelines version 2.2, level AA"

ABLE = (
    "zoom in to 400% without words running off the screen",
    "use every page with a keyboard alone",
    "use every page with a screen reader",
    "change colours, contrast and spacing, and choose a dark page in your device's settings",
    "read everything where scripts do not run",
    "read the figures of every chart in a table beside it",
)
"""What the pages are built and tested for; every build of this software is held to it."""

EXCUSES: dict[Excuse, tuple[str, str]] = {
    "non-compliance": ("Does not comply with the regulations", "Nothing that we know of."),
    "disproportionate burden": ("Disproportionate burden", "We do not say of anything that it would cost too much."),
    "out of scope": ("Not within the scope of the regulations", "Nothing."),
}
"""Head of each kind of content that is not accessible, and what stands there where there is none."""


def statement_owed(council: Council) -> dict[str, str]:
    """List what the statement needs and `params/council.yml` does not say, by its key there.

    Examples
    --------
    >>> council = Council(name="Westmere", directorates=[{"key": "adults", "name": "Adults"}])
    >>> list(statement_owed(council))  # doctest: +NORMALIZE_WHITESPACE
    ['contact', 'accessibility.status', 'accessibility.prepared', 'accessibility.reviewed', 'accessibility.tested',
     'accessibility.how_tested']
    """
    return dict(_owed(council))


def _owed(council: Council) -> Iterator[tuple[str, str]]:
    said, contact = council.accessibility, council.contact
    if contact is None or not (contact.email or contact.telephone):
        yield "contact", "an email address or a telephone number for questions"
    words = {
        "status": "whether the pages are fully, partially or not compliant",
        "prepared": "the date on which the statement was prepared",
        "reviewed": "the date on which the statement was last reviewed",
        "tested": "the date on which the pages were last tested",
        "how_tested": "who tested the pages, and how",
    }
    for key, lacking in words.items():
        if not getattr(said, key):
            yield f"accessibility.{key}", lacking
    barred = [problem for problem in said.problems if problem.kind != "out of scope"]
    if said.status in ("partially", "not") and not barred:
        yield "accessibility.problems", "what is not accessible, and why"


def applies_to(council: Council) -> str:
    """Say whose pages the statement is about, and what they let a reader do."""
    place = f" at <{council.site_url}>" if council.site_url.startswith("https://") else ""
    able = "\n".join(f"- {each}" for each in ABLE)
    return (
        f"This statement is about the performance pages of {markdown_text(council.name)}{place}, with the papers and "
        f"data on them. {markdown_text(council.name)} runs them. We want as many people as possible to be able to use "
        f"them. You should be able to:\n\n{able}\n\n"
        "[AbilityNet](https://mcmw.abilitynet.org.uk/) has advice on making your device easier to use if you have a "
        "disability."
    )


def commitment(council: Council) -> str:
    """Say what the law asks."""
    return (
        f"{markdown_text(council.name)} is committed to making its website accessible, in accordance with the "
        f"{REGULATIONS}."
    )


def compliance(council: Council) -> str:
    """Say how far the pages comply; nothing where that is owed."""
    status = council.accessibility.status
    if status is None:
        return ""
    because = {
        "fully": ".",
        "partially": ", because of what is listed below.",
        "not": ". What is not accessible is listed below.",
    }[status]
    return f"This website is **{status} compliant** with the {STANDARD}{because}"


def barrier(problem: Barrier) -> str:
    """Say what is not accessible, why, where the same can be had, and when it is mended."""
    said = [_sentence(problem.what), _sentence(problem.why), _sentence(problem.instead)]
    if problem.until:
        said.append(f"We plan to put this right by {written_date(problem.until)}.")
    return " ".join(filter(None, said))


def _sentence(words: str) -> str:
    words = words.strip()
    return markdown_text(words if not words or words[-1] in ".!?" else f"{words}.")


def preparation(council: Council) -> str:
    """Say when and how the statement was made; what is owed of it is left out."""
    said = council.accessibility
    dated = {"This statement was prepared": said.prepared, "It was last reviewed": said.reviewed}
    sentences = [f"{verb} on {written_date(day)}." for verb, day in dated.items() if day]
    if said.tested:
        sentences.append(f"The pages were last tested on {written_date(said.tested)}.")
    return " ".join([*sentences, _sentence(said.how_tested)]).strip()


def contact_lines(contact: Contact) -> str:
    """List how somebody can be reached."""
    lines = [f"- {markdown_text(contact.role)}"]
    if contact.email:
        lines.append(f"- Email: [{markdown_text(contact.email)}](<mailto:{contact.email}>)")
    if contact.telephone:
        lines.append(f"- Telephone: {markdown_text(contact.telephone)}")
    return "\n".join(lines)


def enforcement(council: Council) -> str:
    """Say who enforces the regulations where the council is, and to whom a reader can go."""
    if council.meetings.country == "Northern Ireland":
        return (
            "The Equality Commission for Northern Ireland (ECNI) is responsible for enforcing the "
            f"{REGULATIONS} (the ‘accessibility regulations’). If you are not happy with how we respond to your "
            "complaint, [contact the ECNI](https://www.equalityni.org/)."
        )
    return (
        f"The Equality and Human Rights Commission (EHRC) is responsible for enforcing the {REGULATIONS} (the "
        "‘accessibility regulations’). If you are not happy with how we respond to your complaint, [contact the "
        "Equality Advisory and Support Service (EASS)](https://www.equalityadvisoryservice.com/)."
    )
