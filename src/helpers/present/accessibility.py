"""The accessibility statement, of all the parts that the law asks for. May import the floors below."""

from __future__ import annotations

from helpers.model.accessibility import Excuse
from helpers.model.council import Council
from helpers.model.results import Results
from helpers.narrate import accessibility as words
from helpers.narrate.escape import markdown_text
from helpers.present.parts import Parts, Prose


def accessibility_statement(results: Results) -> Parts:
    """Set the accessibility statement from `params/council.yml`; what is needed and missing stands there as owed.

    Returns
    -------
    Parts
        What the pages let a reader do, feedback and contact, enforcement, technical information, content that is not
        accessible in its three kinds, what is done, and how the statement was prepared.

    Examples
    --------
    >>> accessibility_statement(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    council = results.edition.council
    sections = {
        "": words.applies_to(council),
        "Feedback and contact": _feedback(council),
        "Enforcement procedure": words.enforcement(council),
        "Technical information about this website’s accessibility": words.commitment(council),
        "Compliance status": words.compliance(council) + _owing(council, "status"),
        "Non-accessible content": _non_accessible(council),
        "What we are doing to improve accessibility": _plans(council),
        "Preparation of this accessibility statement": _prepared(council),
    }
    return Parts.of(Prose(f"## {head}\n\n{said}" if head else said) for head, said in sections.items())


def _owing(council: Council, *keys: str) -> str:
    """Mark what is owed of some keys, each in a paragraph of its own."""
    owed = words.statement_owed(council)
    lacking = [owed[key] for name in keys for key in (name, f"accessibility.{name}") if key in owed]
    return "".join(f"\n\n::: {{.owed}}\nOwed: {markdown_text(each)}.\n:::" for each in lacking)


def _feedback(council: Council) -> str:
    asked = (
        "If you need something on these pages in another format, such as large print, easy read, audio or braille, or "
        "if you find a problem that is not listed here, tell us:"
    )
    reached = words.contact_lines(council.contact) if council.contact else ""
    days = council.accessibility.reply_days
    told = f"We will answer within {days} working {'day' if days == 1 else 'days'}." if days else ""
    return "\n\n".join(filter(None, [asked, reached, told])) + _owing(council, "contact")


def _non_accessible(council: Council) -> str:
    kinds = "\n\n".join(_kind(council, kind, *said) for kind, said in words.EXCUSES.items())
    return f"This part says what is not accessible, and why.{_owing(council, 'problems')}\n\n{kinds}"


def _kind(council: Council, kind: Excuse, head: str, none: str) -> str:
    found = [words.barrier(problem) for problem in council.accessibility.problems if problem.kind == kind]
    return f"### {head}\n\n" + ("\n".join(f"- {each}" for each in found) or none)


def _plans(council: Council) -> str:
    tested = (
        "The software that makes these pages is tested by machine at every change: structure, names, contrast, size of "
        "targets, and use by keyboard. What a machine cannot judge, people look at."
    )
    return "\n\n".join(filter(None, [markdown_text(council.accessibility.plans), tested]))


def _prepared(council: Council) -> str:
    return words.preparation(council) + _owing(council, "prepared", "reviewed", "tested", "how_tested")
