"""What an edition still lacks before it may be released."""

from __future__ import annotations

from helpers.model.results import Results


def owed(results: Results) -> list[dict[str, str]]:
    """List what each directorate still owes.

    Parameters
    ----------
    results
        The pack's results.

    Returns
    -------
    list of dict
        One entry a thing owed: `directorate` (name), `ref`, `title`, and what is `owed`: a return, a part of an
        exception report, or commentary.
    """
    return [
        {"directorate": row["directorate_name"], "ref": row["ref"], "title": row["title"], "owed": thing}
        for _, row in results.table.iterrows()
        for thing in [*(["return"] if row["state"] == "missing" else []), *filter(None, row["owed"].split("; "))]
    ]
