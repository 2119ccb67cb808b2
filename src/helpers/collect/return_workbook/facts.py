"""What a return workbook says of itself: for which council, service and period it was issued, with which rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.collect.return_workbook.form import (
    CHECK_CODE,
    COUNCIL,
    INSTRUCTIONS,
    ITEM,
    KEY_FACTS,
    PERIOD,
    SAYS,
    SERVICE,
    SERVICE_KEY,
    facts_code,
    issued_row,
    plain,
    row_item,
)
from helpers.collect.workbook.sheet import Sheet
from helpers.model.council import Council
from helpers.model.errors import Refused, quoted
from helpers.model.period import Period

_AS_ISSUED = "Put it back as it was, or copy the answers into the workbook as it was issued."


@dataclass(frozen=True, slots=True)
class Expected:
    """What a workbook should be, by where it lies.

    Attributes
    ----------
    council
        Whose folder it lies in.
    period
        The folder's.
    stem
        The file's name without its ending: `open` names a workbook after its service.
    """

    council: Council
    period: Period
    stem: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The key facts of a workbook.

    Attributes
    ----------
    service_key, service
        Key and name of the service.
    codes
        For each row issued, by ref and period: the codes of its locked cells.
    """

    council: str
    period: str
    service_key: str
    service: str
    codes: Mapping[tuple[str, str], tuple[str, ...]]

    def last_period(self, ref: str) -> str:
        """Give the last period for which a measure was asked: in its row stands what is said once a measure."""
        return [period for known, period in self.codes if known == ref][-1]


def says(sheet: Sheet) -> dict[str, str]:
    """Give what the sheet Instructions says, by item; nothing where it has no such two columns."""
    for number, (_, texts) in enumerate(sheet.lines):
        headings = [plain(text) for text in texts]
        if ITEM in headings and SAYS in headings:
            item, what = headings.index(ITEM), headings.index(SAYS)
            below = [texts for _, texts in sheet.lines[number + 1 :] if len(texts) > max(item, what)]
            return {plain(texts[item]): plain(texts[what]) for texts in below}
    return {}


def read_facts(sheet: Sheet, label: str, expected: Expected) -> Facts:
    """Read the key facts, and refuse a workbook that was issued by another, to another, or for another period.

    Raises
    ------
    Refused
        A fact is missing or was changed, or the workbook belongs elsewhere.
    """
    said, where = says(sheet), f"{label}, sheet {INSTRUCTIONS}"
    if lacking := [fact for fact in KEY_FACTS if not said.get(fact)]:
        raise Refused.one(where, f"no {quoted(lacking)}", "the key facts as they were issued", _AS_ISSUED)
    codes = {row: tuple(what.split()) for item, what in said.items() if (row := issued_row(item))}
    facts = Facts(said[COUNCIL], said[PERIOD], said[SERVICE_KEY], said.get(SERVICE) or said[SERVICE_KEY], codes)
    items = [f"{row_item(*row)} {' '.join(of_row)}" for row, of_row in codes.items()]
    if said[CHECK_CODE] != facts_code(facts.council, facts.period, facts.service_key, items):
        raise Refused.one(where, "key facts that were changed", "the key facts as they were issued", _AS_ISSUED)
    _refuse_elsewhere(facts, where, expected)
    return facts


def _refuse_elsewhere(facts: Facts, where: str, expected: Expected) -> None:
    council = expected.council
    if plain(council.name) != facts.council:
        raise Refused.one(
            f"{where}, item {COUNCIL}", f'"{facts.council}"', f'"{council.name}"',
            "Send the file to the council that issued it; it is not a return of this one.",
        )  # fmt: skip
    if facts.period != str(expected.period):
        raise Refused.one(
            f"{where}, item {PERIOD}", f'"{facts.period}"', f'"{expected.period}", the folder it lies in',
            f"Move the file to data/returns/{facts.period}/, or ask for the workbook of {expected.period.label}.",
        )  # fmt: skip
    try:
        service = council.find("service", facts.service_key)
    except Refused as refused:
        raise Refused.one(
            f"{where}, item {SERVICE_KEY}", f'"{facts.service_key}", which is no service of {council.name}',
            refused.problems[0].expected,
            "Send the service its own workbook; a service that was renamed keeps its old key under `aliases:`.",
        ) from None  # fmt: skip
    if expected.stem != service.key and expected.stem in {entry.key for entry in council.entries("service")}:
        raise Refused.one(
            where, f'the workbook of {facts.service} in a file named "{expected.stem}"',
            f'"{service.key}" as its name, or another that is no other service\'s',
            "Rename the file, or put the right workbook there.",
        )  # fmt: skip
