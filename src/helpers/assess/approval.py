"""Say where each directorate's sign-off stands: what was signed, and whether it is still what stands there.

May import `model`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.assess.figures.predecessors import of_ourselves
from helpers.assess.figures.restate import latest
from helpers.model.approval import Approval, Step
from helpers.model.council import Directorate
from helpers.model.period import written_date
from helpers.model.words import ANSWERS, Words

COUNTED = (
    *("ref", "period", "data_period", "value", "numerator", "denominator", "marker", "rag"),
    *("target", "target_low", "target_high", "intervention"),
    *("previous", "same_period_last_year", "outturn_last_year", "forecast"),
)
"""Columns whose change is a changed figure: the measure's own figures, and the levels they are judged by."""

APPROVAL_COLUMNS = ("directorate", "directorate_name", "state", "role", "date", "reason")
STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a directorate's words and figures are now, as one pack sees them.

    Attributes
    ----------
    words
        :func:`words_hash` of what was written.
    figures
        :func:`figures_hash` of its figures.
    """

    words: str
    figures: str


def words_hash(texts: Mapping[str, str]) -> str:
    """Name what a directorate's people wrote by its content.

    Parameters
    ----------
    texts
        By the name of their cell, as in the source: placeholders are not yet filled in. The order, an empty cell, blank
        space at a text's ends and the way a line ends do not count.

    Returns
    -------
    str
        A sha256 in hexadecimal digits.

    Examples
    --------
    >>> words_hash({"cell-43": "Staff left. ", "cell-44": ""}) == words_hash({"cell-43": "Staff left."})
    True
    """
    said = {name: "\n".join(text.splitlines()).strip() for name, text in texts.items()}
    return _hash({name: text for name, text in said.items() if text})


def figures_hash(figures: pd.DataFrame) -> str:
    """Name figures by their content.

    Parameters
    ----------
    figures
        Rows of a results table, or of a history; of their columns, those of :data:`COUNTED` count. The order of rows
        and columns does not.

    Returns
    -------
    str
        A sha256 in hexadecimal digits.

    Examples
    --------
    >>> frame = pd.DataFrame({"ref": ["43", "44"], "value": [68.0, 7.5], "title": ["Homes", "Days"]})
    >>> figures_hash(frame) == figures_hash(frame.iloc[::-1].assign(title="Renamed"))
    True
    >>> figures_hash(frame) == figures_hash(frame.assign(value=[69.0, 7.5]))
    False
    """
    names = sorted(name for name in COUNTED if name in figures)
    rows = [
        {name: text for name, cell in zip(names, row, strict=True) if (text := _text(cell))}
        for row in figures[names].itertuples(index=False)
    ]
    return _hash(sorted(rows, key=lambda row: sorted(row.items())))


def texts_of(directorate: str, words: Words, refs: Collection[str], returned: pd.DataFrame) -> dict[str, str]:
    """Gather what a directorate's people wrote, as it stands in the source: in its notebook, else in its returns.

    Parameters
    ----------
    directorate
        Its key, which its notebook is named after.
    words
        Everything of the period's notebooks.
    refs
        Its measures.
    returned
        The row of a return for each figure that is shown, before disclosure control, so that every pack has the same
        words to sign. They beat a first draft, as they do on a page.

    Returns
    -------
    dict of str to str
        Texts by a name of their own.
    """
    texts: dict[str, str] = {}
    for row in returned[returned["ref"].isin(refs)].to_dict("records"):
        texts |= {f"{name}-{row['ref']}": _text(row[name]) for name in ("commentary", *ANSWERS)}
    for entry in words.commentary:
        name = f"commentary-{entry.ref}"
        if entry.ref in refs and (entry.state == "written" or not texts.get(name)):
            texts[name] = entry.text
    for report in words.exceptions:
        if report.ref in refs:
            texts |= {f"{name}-{report.ref}": answer for name, answer in report.answers.items() if answer}
    prose = [entry.text for entry in words.prose if entry.slug == directorate]
    return texts | {f"prose-{number}": text for number, text in enumerate(prose, start=1)}


def _returned(table: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Give the latest row of a return for each figure that is shown; a predecessor's words are on none of our pages."""
    observations = of_ourselves(observations)
    written = {period: str(period) for period in set(observations["period"])}
    shown = pd.MultiIndex.from_frame(table[["ref", "data_period"]])
    rows = pd.MultiIndex.from_arrays([observations["ref"], observations["period"].map(written)])
    return latest(observations[rows.isin(shown)]).rename(columns={"owner_role": "action_owner"})


def signatures(table: pd.DataFrame, words: Words, observations: pd.DataFrame) -> dict[str, Signature]:
    """Say what each directorate's words and figures are now.

    Parameters
    ----------
    table
        A pack's results: after its disclosure control, one row a measure.
    words
        Everything of the period's notebooks.
    observations
        As :func:`helpers.collect.returns.read_returns` gives them.

    Returns
    -------
    dict of str to Signature
        By the key of each directorate that has a measure.
    """
    returned = _returned(table, observations)
    # What is signed is the forecast that the service gave; one worked out follows from figures that are signed.
    table = table.assign(forecast=table["service_forecast"])
    return {
        str(key): Signature(words_hash(texts_of(str(key), words, set(mine["ref"]), returned)), figures_hash(mine))
        for key, mine in table.groupby("directorate", sort=False)
    }


def approvals(
    lines: Iterable[Approval],
    now: Mapping[str, Signature],
    directorates: Iterable[Directorate],
    *,
    public: bool = True,
) -> pd.DataFrame:
    """Say where each directorate's sign-off stands.

    What counts is what was signed: a sign-off holds while words and figures are the same as then, and a later edit or a
    changed figure takes it back. So it matters neither in which order the lines stand nor who merged them.

    Parameters
    ----------
    lines
        The quarter's sign-offs.
    now
        As :func:`signatures` gives it for the pack.
    directorates
        The council's; those without a measure in this edition have nothing to sign.
    public
        Whether the pack sees figures after disclosure control. Its state then never depends on a suppressed figure.

    Returns
    -------
    pandas.DataFrame
        One row a directorate of the edition, :data:`APPROVAL_COLUMNS`: `state` is ``draft`` (nobody has signed),
        ``submitted``, ``approved`` or ``changed`` (signed, and changed since), with the role and date of that sign-off;
        `reason` says of a changed one what changed since when.
    """
    by_key: dict[str, list[Approval]] = {}
    for line in lines:
        by_key.setdefault(line.directorate, []).append(line)
    rows = [
        {"directorate": entry.key, "directorate_name": entry.name}
        | _standing(by_key.get(entry.key, []), now[entry.key], public=public)
        for entry in directorates
        if entry.key in now
    ]
    return pd.DataFrame(rows, columns=list(APPROVAL_COLUMNS)).astype("str")


def _standing(lines: list[Approval], now: Signature, *, public: bool) -> dict[str, str]:
    if not lines:
        return {"state": "draft", "role": "", "date": "", "reason": ""}
    if held := [line for line in lines if _signed(line, public=public) == now]:
        # The first to sign what stands there now: the same signed again changes nothing.
        told = max(held, key=lambda line: (STEPS.index(line.step), -line.date.toordinal(), line.role))
        return {"state": str(told.step), "role": told.role, "date": told.date.isoformat(), "reason": ""}
    lost = max(lines, key=lambda line: (line.date, STEPS.index(line.step), line))
    signed = _signed(lost, public=public)
    changes = ["the words"] * (signed.words != now.words) + ["a figure"] * (signed.figures != now.figures)
    said = f"{' and '.join(changes)} changed since it was {lost.step} on {written_date(lost.date)}"
    return {"state": "changed", "role": lost.role, "date": lost.date.isoformat(), "reason": said}


def _signed(line: Approval, *, public: bool) -> Signature:
    hashes = line.hashes
    return Signature(hashes.words, hashes.figures_public if public else hashes.figures)


def _text(cell: object) -> str:
    """Write a cell so that what is the same reads the same; nothing at all for an empty one."""
    if pd.isna(cell):  # type: ignore[call-overload]
        return ""
    return repr(cell + 0.0) if isinstance(cell, float) else str(cell)


def _hash(content: object) -> str:
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
