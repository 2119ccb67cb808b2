"""Sign a directorate's part of a quarter: first say what is being signed, then add one line.

May import the floors below.
What is signed is a hash of the words and figures as they stand, so that nothing needs to be locked: a later edit or a
changed figure takes the sign-off back by itself.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock

from helpers.assess.approval import signatures
from helpers.author.history import keep_all
from helpers.collect.approvals import COLUMNS, NAME, read_approvals
from helpers.model.approval import Approval, Hashes, Step
from helpers.model.council import Council, Directorate, Pack
from helpers.model.counted import counted
from helpers.model.errors import Refused, quoted
from helpers.model.period import Period, written_date
from helpers.model.results import Results
from helpers.model.workspace import Workspace
from helpers.narrate.owed import Owed, owed
from helpers.publish.inputs import read_inputs, words_of
from helpers.publish.judging import judge_inputs

LONGEST_ROLE = 120
SETTLED = ("approval", "draft")
"""What is owed until it is signed, and is settled by signing."""


@dataclass(frozen=True)
class Signing:
    """A sign-off that is about to be given.

    Attributes
    ----------
    approval
        The line that says so.
    directorate_name
        Whose part it is.
    held
        The line that says the same already, where there is one.
    results
        The directorate's part, as the service itself sees it.
    still_owed
        What the directorate owes all the same; it stops the release, not the signing.
    """

    approval: Approval
    directorate_name: str
    held: Approval | None
    results: Results
    still_owed: tuple[Owed, ...]

    @property
    def summary(self) -> str:
        """What is being signed, in one line."""
        table = self.results.table
        counts = (
            counted(int((table["commentary"] != "").sum()), "commentary", "commentaries"),
            counted(int((table["exception_required"] != "").sum()), "exception report"),
            f"{(table['rag'] == 'Red').sum()} red and {(table['rag'] == 'Amber').sum()} amber of "
            + counted(len(table), "measure"),
        )
        return f"{self.directorate_name}, {self.results.edition.period.label}: {', '.join(counts)}."


def signing(
    workspace: Workspace, period: Period, directorate: str, role: str, step: Step, day: date | None = None
) -> Signing:
    """Work out what a role would sign now. Writes nothing.

    Parameters
    ----------
    directorate
        Key, name or alias.
    role
        Who signs: for an approval the director's role as `params/council.yml` has it, whole or up to its comma; for a
        submission any role.
    day
        The day it was given; today where none is named.

    Raises
    ------
    Refused
        The directorate, the role or the day cannot be meant, or the period cannot be judged.
    """
    inputs = read_inputs(workspace, period)
    council = inputs.council
    key = council.find("directorate", directorate).key
    entry = next(entry for entry in council.directorates if entry.key == key)
    given = _day(day or date.today(), period)
    signed_by = _role(entry, role, step)

    exempt, controlled = _packs(council)
    words = words_of(workspace, inputs)
    seen = {pack: judge_inputs(workspace, inputs, pack) for pack in {exempt, controlled}}
    now = {pack: signatures(results.table, words, inputs.observations) for pack, results in seen.items()}
    if entry.key not in now[exempt]:
        raise Refused.one(
            "--directorate", f'"{entry.key}", which has no measure in {period.label}',
            f"one of {quoted(now[exempt], limit=30)}", "Name a directorate of this edition.",
        )  # fmt: skip
    own, public = now[exempt][entry.key], now[controlled][entry.key]
    approval = Approval(given, step, entry.key, signed_by, Hashes(own.words, own.figures, public.figures))
    path, label = _place(workspace, period)
    lines = read_approvals(path, label, [other.key for other in council.directorates])
    things = owed(seen[controlled].directorate(entry.key))
    return Signing(
        approval, entry.name, _held(approval, lines), seen[exempt].directorate(entry.key),
        tuple(thing for thing in things if thing.kind not in SETTLED),
    )  # fmt: skip


def sign(workspace: Workspace, signed: Signing) -> Path | None:
    """Add the line of a sign-off to the quarter's file; ``None`` where a line says so already.

    The texts that were signed are kept in the quarter's history first. Lines are only ever added, and a reader sees the
    file either before or after.

    Returns
    -------
    Path or None
        The file the line was added to.
    """
    if signed.held:
        return None
    keep_all(workspace, signed.results.edition.period)
    path, _label = _place(workspace, signed.results.edition.period)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = workspace.root / "_build" / f".{path.parent.name}-{NAME}.lock"
    lock.parent.mkdir(exist_ok=True)
    with FileLock(lock):
        before = (path.read_bytes() if path.is_file() else b"") or _line(COLUMNS)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(before + b"\n" * (not before.endswith(b"\n")) + _line(_cells(signed.approval)))
        beside.replace(path)
    return path


def _place(workspace: Workspace, period: Period) -> tuple[Path, str]:
    label = f"reports/{period}/{NAME}"
    return workspace.root / label, label


def _packs(council: Council) -> tuple[Pack, Pack]:
    """Give a pack that sees figures as they are, and one that sees them after disclosure control."""
    exempt = [pack for pack in Pack if pack in council.disclosure.exempt_packs]
    controlled = [pack for pack in Pack if pack not in exempt]
    return (exempt or controlled)[-1], (controlled or exempt)[0]


def _held(approval: Approval, lines: tuple[Approval, ...]) -> Approval | None:
    """Find the line that says as much already: of the same words and figures, the same step or the last one."""
    enough = (approval.step, Step.APPROVED)
    same = (line for line in lines if line.directorate == approval.directorate and line.hashes == approval.hashes)
    return next((line for line in same if line.step in enough), None)


def _role(entry: Directorate, role: str, step: Step) -> str:
    """Give the role as the council writes it, where it is its own; refuse who may not approve."""
    said = " ".join(role.split())
    whole = " ".join(entry.director.split())
    if whole and _folded(said) in (_folded(whole), _folded(whole.partition(",")[0])):
        return whole
    if step is Step.SUBMITTED:
        return _any_role(said)
    if not whole:
        raise Refused.one(
            f"params/council.yml, directorate {entry.key}", "no `director:`", "the role that approves its part",
            f'Add one, such as `director: "Director of {entry.name}"`.',
        )  # fmt: skip
    raise Refused.one(
        "--role", f'"{said}", who does not approve for {entry.name}',
        f"{quoted(dict.fromkeys((whole, whole.partition(',')[0])))}, as params/council.yml has it",
        "Name that role, or submit with --step submitted.",
    )  # fmt: skip


def _any_role(said: str) -> str:
    if not said or not said[0].isalpha() or not said.isprintable() or len(said) > LONGEST_ROLE or "@" in said:
        raise Refused.one(
            "--role", f'"{said}"', f"a role in words, of at most {LONGEST_ROLE} characters, such as Performance Lead",
            "Name the role, not the person.",
        )  # fmt: skip
    return said


def _folded(role: str) -> str:
    return role.replace("’", "'").casefold()


def _day(day: date, period: Period) -> date:
    if period.end < day <= date.today():
        return day
    raise Refused.one(
        "--date", f'"{day}"', f"a day after {written_date(period.end)}, when {period.label} ended, and not to come",
        "Name the day on which it was signed.",
    )  # fmt: skip


def _cells(approval: Approval) -> tuple[str, ...]:
    hashes = approval.hashes
    return (
        approval.directorate, str(approval.step), approval.role, approval.date.isoformat(),
        hashes.words, hashes.figures, hashes.figures_public,
    )  # fmt: skip


def _line(cells: tuple[str, ...]) -> bytes:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerow(cells)
    return held.getvalue().encode()
