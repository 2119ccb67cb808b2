"""The covering report's words by part, figures written in, and what is owed of them. May import the floors below."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from helpers.model.errors import Problem, quoted
from helpers.model.house_style import APPENDICES, ReportPart
from helpers.model.results import REPORT, Results
from helpers.model.words import Prose, Words
from helpers.narrate.pasted import as_typed
from helpers.narrate.placeholder import PLACEHOLDERS
from helpers.narrate.rating import RATINGS, standing_counts
from helpers.narrate.row import ResultRow, rows

_FIGURE = re.compile(r"\{\{\s*(?P<name>[A-Za-z_]\w*)(?:\s+of\s+(?P<of>[^{}]+?))?\s*\}\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s.*$", re.MULTILINE)
_BLANK_TABLE = re.compile(
    r"^\|[^\n]*\|[ \t]*\n\|[ :|-]*-[ :|-]*\|[ \t]*(?:\n\|[ \t|]*)*(?=\n[^|]|\s*\Z)(?:\s*\n:[ \t][^\n]*)?", re.MULTILINE
)
"""A table of which only the head is written, with its caption, as a template offers it."""

COUNTS: Mapping[str, tuple[str, Callable[[Results], int]]] = {
    "measures": ("how many measures there are", len),
    "rated": ("how many have a rating", lambda view: sum(standing_counts(view)[word] for word in RATINGS)),
    "green": ("how many are green", lambda view: standing_counts(view)["Green"]),
    "amber": ("how many are amber", lambda view: standing_counts(view)["Amber"]),
    "red": ("how many are red", lambda view: standing_counts(view)["Red"]),
    "exceptions": ("how many need an exception report", lambda view: sum(_has_exception(row) for row in rows(view))),
}
"""What a report may count, of the whole council or of a directorate, priority or portfolio."""


def _has_exception(row: ResultRow) -> bool:
    return bool(row.exception_required)


def with_report_figures(text: str, results: Results) -> str:
    """Write the figures that a report's text names: ``{{ value of 43 }}``, ``{{ red }}``, ``{{ red of housing }}``.

    What is not known stays as it was typed, and is doubted.

    Parameters
    ----------
    text
        Markdown, as an analyst wrote it.
    results
        What the pack may see, whole.
    """
    by_ref = {row.ref: row for row in rows(results)}

    def written(match: re.Match[str]) -> str:
        name, of = match["name"].lower(), match["of"] or ""
        if of in by_ref and name in PLACEHOLDERS:
            return PLACEHOLDERS[name][1](by_ref[of]) or match[0]
        view = _view(results, of) if name in COUNTS else None
        return match[0] if view is None else str(COUNTS[name][1](view))

    return _FIGURE.sub(written, as_typed(text))


def _view(results: Results, key: str) -> Results | None:
    """Narrow to the directorate, priority or portfolio of a key; nothing where there is none of that key."""
    if not key:
        return results
    for noun in ("directorate", "priority", "portfolio"):
        if key in {entry.key for entry in results.edition.council.entries(noun)}:
            view: Results = getattr(results, noun)(key)
            return view
    return None


def is_empty(text: str) -> bool:
    r"""Say whether a part holds nothing but its heading, notes to its writer and tables without a row.

    Examples
    --------
    >>> is_empty("## Background <!-- Why is this report made? -->"), is_empty("## Background\n\nIt is due.")
    (True, False)
    >>> is_empty("## Risks\n\n| Risk | Controls |\n| --- | --- |\n|  |  |\n\n: Risks {#tbl-risks}")
    True
    """
    return not _BLANK_TABLE.sub("", _HEADING.sub("", _COMMENT.sub("", text))).strip()


def is_unfinished(text: str) -> bool:
    r"""Say whether a part is still to be written: it is empty, or holds a table without a row.

    Examples
    --------
    >>> is_unfinished("Risks are in @tbl-risks.\n\n| Risk | Controls |\n| --- | --- |\n|  |  |")
    True
    """
    return is_empty(text) or _BLANK_TABLE.search(_COMMENT.sub("", text)) is not None


def report_words(slug: str, words: Words, results: Results) -> Words:
    """Give a period's words with the figures of its covering report written in."""
    return replace(
        words,
        prose=tuple(
            replace(prose, text=with_report_figures(prose.text, results)) if prose.slug == slug else prose
            for prose in words.prose
        ),
    )


def report_table(
    slug: str, parts: Sequence[ReportPart], facts: Mapping[str, Sequence[str]], words: Words, results: Results
) -> pd.DataFrame:
    """List what a covering report says, by part, and what of it is owed.

    Parameters
    ----------
    slug
        The report's.
    parts
        Those of its house style.
    facts
        What the plan and the council say of it, by part.
    words
        Of the period's notebooks, figures written in.
    results
        Of the edition.

    Returns
    -------
    pandas.DataFrame
        With the columns of :data:`helpers.model.results.REPORT`: the parts in the order of the house style, then prose
        of the report's own.
    """
    period = results.edition.period
    mine = [prose for prose in words.prose if prose.slug == slug]
    by_part = {prose.part: prose for prose in mine if prose.part}
    found = []
    for part in parts:
        prose = by_part.get(part.key, Prose(slug, "", f"reports/{period}/{slug}.ipynb, cell {part.key}"))
        where = f"params/{period}.yml, key {part.given}" if part.is_fact else prose.where
        text = "\n".join(facts.get(part.key, ())) if part.is_fact else prose.text
        owed = "owed" if part.required and is_unfinished(text) else ""
        found.append({"slug": slug, "part": part.key, "cell": prose.cell, "text": text, "where": where, "owed": owed})
    found += [
        {"slug": slug, "part": "", "cell": prose.cell, "text": prose.text, "where": prose.where, "owed": ""}
        for prose in mine
        if not prose.part
    ]
    return pd.DataFrame(found, columns=list(REPORT), dtype="str")


def misplaced_parts(words: Words, slug: str, parts: Collection[ReportPart]) -> Iterator[Problem]:
    """Find cells that hold a part of no report there is, and a second cell of one part."""
    known = [part.key for part in parts if not part.is_fact and part.key != APPENDICES]
    seen: dict[str, str] = {}
    for prose in words.prose:
        if not prose.part:
            continue
        if prose.slug != slug:
            yield Problem(
                prose.where, f'the part "{prose.part}" of a covering report',
                f"such a part in reports/…/{slug}.ipynb alone" if slug else "a covering report in the period's plan",
                "Move the cell's words there, or take `part` out of its metadata.",
            )  # fmt: skip
        elif prose.part not in known:
            yield Problem(
                prose.where, f'the part "{prose.part}", which the house style does not have', f"one of {quoted(known)}",
                "Correct the part in the cell's metadata.",
            )  # fmt: skip
        elif prose.part in seen:
            yield Problem(
                prose.where, f'the part "{prose.part}" again (it stands at {seen[prose.part]})', "one cell a part",
                "Bring the two texts together in one cell.",
            )  # fmt: skip
        seen.setdefault(prose.part, prose.where)


def report_labels(prose: Sequence[Prose], appendices: Mapping[str, str]) -> tuple[str, ...]:
    """List what a report's prose may refer to beside its tables and figures: paragraphs and appendices.

    Parameters
    ----------
    prose
        Of the report.
    appendices
        Number of each appendix by the slug of its paper.

    Examples
    --------
    >>> prose = [Prose("report", "Growth slowed. {#par-growth}", "cell 1")]
    >>> report_labels(prose, {"scorecard": "1"})
    ('par-growth', 'app-scorecard', 'appendix 1')
    """
    labels = [label for each in prose for label in re.findall(r"\{#((?:par|rec)-[\w-]+)\}", each.text)]
    for slug, number in appendices.items():
        labels += [f"app-{slug}", f"appendix {number}"]
    return tuple(labels)
