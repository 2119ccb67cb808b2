"""The measures that nobody answers for: no owner, or nothing sent for two periods. May import the floors below."""

from __future__ import annotations

from helpers.assess.quality.sign import OWNERSHIP
from helpers.model.results import Results
from helpers.narrate.escape import markdown_text
from helpers.narrate.row import ResultRow, rows
from helpers.present.doubted import measures, sentence
from helpers.present.parts import Parts, Prose
from helpers.present.table import Column, table

PHANTOM = (*OWNERSHIP, "stale")
"""Signs that a measure has an owner on paper at most."""


def phantom_owners(results: Results) -> Parts:
    """List the measures without a named owner, and those of which nothing was sent for two periods or more.

    Returns
    -------
    Parts
        A heading, a sentence, and a table where there is such a measure: who answers for it, and when it was last heard
        of. An address in the place of a role is not repeated.

    Examples
    --------
    >>> phantom_owners(open_store("2019-20-q2"))  # doctest: +SKIP
    """
    found = results.signals[results.signals["signal"].isin(PHANTOM)]
    reasons = found.groupby("ref")["reason"].agg(lambda mine: " ".join(map(sentence, mine))).to_dict()
    unnamed = set(found.loc[found["signal"].isin(OWNERSHIP), "ref"])
    listed_rows = [row for row in rows(results) if row.ref in reasons]
    heading = Prose("## Measures that nobody answers for")
    if not listed_rows:
        return Parts((heading, Prose("None: every measure has an owner, and something was sent for it lately.")))
    columns = [measures(listed_rows)]
    if not results.scope_name:
        columns.append(Column("Directorate", [row.directorate_name for row in listed_rows]))
    owners = ["Nobody" if row.ref in unnamed else row.owner_role for row in listed_rows]
    columns += [
        Column("Who answers for it", owners),
        Column("Last sent for", _last_sent(results, listed_rows)),
        Column("Why it is listed", [reasons[row.ref] for row in listed_rows], name="reason"),
    ]
    count = "1 measure has" if len(listed_rows) == 1 else f"{len(listed_rows)} measures have"
    said = f"{count} no named owner, or sent nothing for two periods or more. Each needs a role that answers for it."
    return Parts((heading, Prose(markdown_text(said)), table("phantom-owners", columns, "quality")))


def _last_sent(results: Results, listed_rows: list[ResultRow]) -> list[str]:
    latest = results.history.sort_values("end", kind="stable").groupby("ref")["period_label"].last().to_dict()
    return [str(latest.get(row.ref, "Never")) for row in listed_rows]
