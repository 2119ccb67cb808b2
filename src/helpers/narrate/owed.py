"""Say what an edition still lacks: the one list that `check`, a notebook, a page and `release` read.

May import the floors below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from helpers.model.house_style import STYLES
from helpers.model.results import Results
from helpers.narrate.accessibility import statement_owed
from helpers.narrate.cell import CellKind, cell_id
from helpers.narrate.figure import date_words
from helpers.narrate.row import ResultRow, parts_of, rows
from helpers.narrate.sentences import listed

OwedKind = Literal[
    "return", "commentary", "draft", "choice", "exception", "doubt", "approval", "part", "supplement", "statement"
]  # fmt: skip
"""A figure; words about red or amber; a first draft that nobody has touched; two texts to choose from; an exception
report; prose that no figure bears out; a directorate's sign-off; a part of the covering report, of a supplement, or
of the accessibility statement."""

SIGNED = ("submitted", "approved")
_EXCEPTION = "exception: "


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is still to be done before a release.

    Attributes
    ----------
    directorate
        Key of the directorate that owes it; empty for prose that is no directorate's.
    directorate_name
        Its name.
    ref, title
        The measure it is about; both empty where it is about none.
    kind
        What sort of thing.
    words
        What is owed, as a list says it.
    where
        The file, and the cell or row in it, in which it is to be mended.
    """

    directorate: str
    directorate_name: str
    ref: str
    title: str
    kind: OwedKind
    words: str
    where: str

    @property
    def about(self) -> str:
        """The measure it is about, as a list names it, or what it is about instead."""
        if self.ref:
            return f"{self.ref} {self.title}"
        named = {
            "approval": "Sign-off", "part": "Covering report", "supplement": "Supplement",
            "statement": "Accessibility statement",
        }  # fmt: skip
        return named.get(self.kind, "Other prose")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one directorate is, in numbers.

    Attributes
    ----------
    due, arrived, late
        Measures due this period; those of which a figure, or the reason for there being none, has arrived; those whose
        return came late.
    commentary
        Commentaries owed, still an untouched first draft, or waiting for a choice between two texts.
    exceptions
        Exception reports that are not complete.
    prose
        Passages that no figure bears out.
    quality
        Figures in doubt, or to be checked; they do not stop a release.
    approval
        ``draft``, ``submitted``, ``approved`` or ``changed``.
    """

    directorate: str
    directorate_name: str
    due: int
    arrived: int
    late: int
    commentary: int
    exceptions: int
    prose: int
    quality: int
    approval: str


def owed(results: Results) -> list[Owed]:
    """List what a view still owes.

    Parameters
    ----------
    results
        A pack's results, whole or narrowed.

    Returns
    -------
    list of Owed
        By directorate in the council's order; within one by measure in the framework's, its sign-off last.

    Examples
    --------
    >>> owed(open_store("2019-20-q2").directorate("housing"))  # doctest: +SKIP
    [Owed(directorate='housing', …, ref='H-03', …, kind='return', words='the figure for Q2 2019/20', …)]
    """
    signed = _signed(results)
    found = [thing for row in rows(results) for thing in _of_measure(row, signed.get(row.directorate, {}))]
    found += _doubts(results)
    found += _parts_owed(results)
    found += [] if results.scope_name else _statement_owed(results)
    if results.scope_name in ("", *(entry.name for entry in results.edition.council.directorates)):
        # A view of one measure or priority is nobody's to sign.
        found += [thing for entry in signed.values() for thing in _approval(results, entry)]
    places = {entry.key: place for place, entry in enumerate(results.edition.council.directorates)}
    refs = {ref: place for place, ref in enumerate(results.table["ref"])}
    return sorted(found, key=lambda thing: (places.get(thing.directorate, len(places)), refs.get(thing.ref, len(refs))))


def standing_by_directorate(results: Results) -> list[Standing]:
    """Count, for each directorate of a view, what has arrived and what is owed.

    Returns
    -------
    list of Standing
        In the council's order.
    """
    things, signed = owed(results), _signed(results)
    late = set(results.signals.loc[results.signals["signal"] == "late", "ref"])
    made = []
    for entry in results.edition.council.directorates:
        mine = [row for row in rows(results) if row.directorate == entry.key]
        if not mine:
            continue
        due = [row for row in mine if row.state != "not due"]
        kinds = [thing.kind for thing in things if thing.directorate == entry.key]
        made.append(
            Standing(
                directorate=entry.key,
                directorate_name=entry.name,
                due=len(due),
                arrived=sum(row.state != "missing" for row in due),
                late=sum(row.ref in late for row in due),
                commentary=sum(kinds.count(kind) for kind in ("commentary", "draft", "choice")),
                exceptions=kinds.count("exception"),
                prose=kinds.count("doubt"),
                quality=sum(row.quality not in ("Good", "") and row.state != "missing" for row in mine),
                approval=str(signed.get(entry.key, {}).get("state", "draft")),
            )
        )
    return made


def _signed(results: Results) -> dict[str, Mapping[Any, Any]]:
    """Give the sign-offs of the directorates in view."""
    shown = set(results.table["directorate"])
    entries = results.approvals.to_dict("records")
    return {str(entry["directorate"]): entry for entry in entries if entry["directorate"] in shown}


def _of_measure(row: ResultRow, signed: Mapping[Any, Any]) -> Iterator[Owed]:
    def thing(kind: OwedKind, words: str, where: str) -> Owed:
        return Owed(row.directorate, row.directorate_name, row.ref, row.title, kind, words, where)

    def cell(kind: CellKind) -> str:
        return f"{_notebook(row.period, row.directorate)}, cell {cell_id(kind, row.ref)}"

    if row.state == "missing":
        yield thing("return", f"the figure for {row.data_period_label}", f"data/returns/{row.period}/")
    parts = parts_of(row.owed)
    if missing := [part.removeprefix(_EXCEPTION) for part in parts if part.startswith(_EXCEPTION)]:
        yield thing("exception", f"exception report: {listed(missing)}", cell("exception"))
    if "commentary" in parts:
        yield thing("commentary", "commentary", cell("measure"))
    elif row.rag in ("Red", "Amber") and row.commentary_state == "draft" and signed.get("state") not in SIGNED:
        yield thing("draft", "commentary: it is still the first draft, which nobody has changed", row.commentary_where)
    if row.commentary_offer:
        yield thing("choice", "commentary: two texts, of which one is to be chosen", row.commentary_offer)


def _parts_owed(results: Results) -> list[Owed]:
    """List the required parts of the covering report that are empty, as its house style names them."""
    titles = {part.key: part.title for part in STYLES[results.edition.council.papers.style].parts}
    lacking = results.report[results.report["owed"] != ""].to_dict("records")
    return [Owed("", "", "", "", "part", titles[str(entry["part"])].lower(), str(entry["where"])) for entry in lacking]


def _statement_owed(results: Results) -> list[Owed]:
    """List what the accessibility statement lacks; a council that does not exist owes nobody the page."""
    edition = results.edition
    if edition.has_statement:
        lacking = {f"params/council.yml, key {key}": words for key, words in statement_owed(edition.council).items()}
    elif edition.council.fictional:
        lacking = {}
    else:
        lacking = {f"params/{edition.period}.yml, key reports": "the page: `- {notebook: accessibility}`"}
    return [Owed("", "", "", "", "statement", words, where) for where, words in lacking.items()]


def _doubts(results: Results) -> list[Owed]:
    titles = dict(zip(results.table["ref"], results.table["title"], strict=True))
    return [
        Owed(
            str(doubt["directorate"]), results.edition.council.name_of("directorate", str(doubt["directorate"])),
            str(doubt["ref"]), titles.get(doubt["ref"], ""), "doubt",
            f"prose: {doubt['found']} in “{doubt['sentence']}”; expected {doubt['expected']}", str(doubt["where"]),
        )
        for doubt in results.doubts.to_dict("records")
    ]  # fmt: skip


def _approval(results: Results, entry: Mapping[Any, Any]) -> list[Owed]:
    if entry["state"] == "approved":
        return []
    words = {
        "draft": "approval",
        "submitted": f"approval (submitted by {entry['role']} on {date_words(entry['date'])})",
        "changed": f"approval again: {entry['reason']}",
    }[entry["state"]]
    where = f"reports/{results.edition.period}/approvals.csv"
    key, name = str(entry["directorate"]), str(entry["directorate_name"])
    return [Owed(key, name, "", "", "approval", words, where)]


def _notebook(period: str, directorate: str) -> str:
    return f"reports/{period}/{directorate}.ipynb"
