"""A return workbook that is not what was issued, or says what cannot be meant, is refused by name; nothing is lost.

Each case changes one thing in a workbook that is otherwise whole and filled in. Its message stands in ``golden/``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from return_workbooks import FOLDER, PLACE, changed, filled, issued, opened, place
from syrupy.assertion import SnapshotAssertion
from tiny import Tiny

ANSWERS = {("A1", "Value"): 81.5, ("A2 2019-09", "Value"): 41}
Change = Callable[[Workbook], object]


def typed(row: str, heading: str, content: object, form: str = "") -> Change:
    """Write something into one cell of the sheet Return."""

    def change(book: Workbook) -> None:
        cell = place(book["Return"], row, heading)
        cell.value = content
        cell.number_format = form or cell.number_format

    return change


def all_of(*changes: Change) -> Change:
    return lambda book: [change(book) for change in changes]


def fact(item: str, says: str | None) -> Change:
    """Change what the sheet Instructions says."""

    def change(book: Workbook) -> None:
        row = next(row for row in book["Instructions"].iter_rows() if row[0].value == item)
        row[1].value = says

    return change


def heading(old: str, new: str | None) -> Change:
    def change(book: Workbook) -> None:
        next(cell for cell in book["Return"][1] if cell.value == old).value = new

    return change


def written(cell: str, content: object) -> Change:
    def change(book: Workbook) -> None:
        book["Return"][cell] = content

    return change


def added_row(*cells: object) -> Change:
    return lambda book: book["Return"].append(cells)


LAST = "U1"
"""The first cell right of the headings."""

CHANGED: dict[str, Change] = {
    "an edited definition": typed("A1", "Definition", "Reviews that were begun on time"),
    "an edited title": typed("A1", "Measure", "Reviews more or less on time"),
    "an edited unit": typed("A1", "Unit", "days"),
    "an emptied title": typed("A1", "Measure", None),
    "an edited target": typed("A1", "Target", "75.0% or more. Red below 70.0%."),
    "a lost row": lambda book: book["Return"].delete_rows(3),
    "a row of a measure that nobody knows": added_row("A9", "Calls answered"),
    "a row of another service's measure": added_row("H1", "Households in bed and breakfast"),
    "a row without a ref": added_row(None, "Calls answered", "2019-20-q2", None, None, None, None, None, None, 91),
    "a row twice": added_row("A1", "Reviews on time", "2019-20-q2"),
    "a changed ref": typed("A1", "Ref", "A1a"),
    "a changed period": typed("A1", "Period", "2019-20-q1"),
    "an added column": written(LAST, "Confidence"),
    "a renamed column": heading("Value (fill in)", "Value"),
    "a lost column": lambda book: book["Return"].delete_cols(11),
    "a column twice": written(LAST, "Value (fill in)"),
    "the headings gone": lambda book: book["Return"].delete_rows(1),
    "words beside the table": written("U2", "Ring me about this one"),
    "a cell at the far end of the sheet": written("XFD1048576", "x"),
    "words in the row of another month": typed("A2 2019-07", "Commentary", "Two vans were off the road."),
    "merged cells": lambda book: book["Return"].merge_cells("J3:J5"),
    "no sheet Return": lambda book: book.remove(book["Return"]),
    "no sheet Instructions": lambda book: book.remove(book["Instructions"]),
    "the sheet Return renamed": lambda book: setattr(book["Return"], "title", "Q2"),
    "a key fact lost": fact("Service key", None),
    "the service changed": fact("Service key", "homes"),
    "a check code changed": fact("Row A1 2019-20-q2", "0000 0000 0000 0000 0000 0000 0000"),
    "the instructions rewritten": lambda book: book["Instructions"].delete_rows(1, 60),
    "nothing filled in": all_of(typed("A1", "Value", None), typed("A2 2019-09", "Value", None)),
}  # fmt: skip

TYPED: dict[str, Change] = {
    "words and no figure": all_of(typed("A1", "Value", None), typed("A1", "Commentary", "A good quarter.")),
    "an exception report and no figure": all_of(
        typed("A1", "Value", None), typed("A1", "Cause", "Vacancies"), typed("A1", "Action", "Recruit.")
    ),
    "a percentage where a count is asked": typed("A2 2019-09", "Value", "81%"),
    "a cell shown as a percentage where a count is asked": typed("A2 2019-09", "Value", 0.41, "0%"),
    "a numerator shown as a percentage": typed("A1", "Numerator", 1.63, "0%"),
    "not applicable in words": typed("A1", "Value", "n/a"),
    "a date where a number is asked": typed("A2 2019-09", "Value", datetime(2019, 2, 1), "d-mmm"),
    "yes where a number is asked": typed("A2 2019-09", "Value", True),
    "a formula that nobody has counted out": typed("A1", "Value", "=163/200*100"),
    "a formula's error": typed("A1", "Value", "#DIV/0!"),
    "a percentage of 870": typed("A1", "Value", 870),
    "a share typed as a part of one": all_of(
        typed("A1", "Value", 0.815), typed("A1", "Numerator", 163), typed("A1", "Denominator", 200)
    ),
    "a negative count": typed("A2 2019-09", "Value", -41),
    "a denominator of nought": typed("A1", "Denominator", 0),
    "a marker that there is not": typed("A1", "Marker", "q"),
    "a marker beside a figure that it replaces": typed("A1", "Marker", "x unavailable"),
    "a date in words": typed("A1", "Action date", "when staffed"),
    "a date that does not exist": typed("A1", "Expected recovery", "31/02/2020"),
    "several things at once": all_of(
        typed("A1", "Value", "about 80"), typed("A1", "Unit", "days"), typed("A2 2019-08", "Value", "n/a"),
        typed("A2 2019-09", "Period", "2019-10"),
    ),
}  # fmt: skip


def elsewhere(tiny: Tiny, workbook: bytes) -> None:
    tiny.put("data/returns/2019-20-q1/care.xlsx", workbook)


def twice(tiny: Tiny, workbook: bytes) -> None:
    tiny.put(PLACE, workbook)
    tiny.put(f"{FOLDER}/care (final).xlsx", workbook)


def of_another_council(tiny: Tiny, workbook: bytes) -> None:
    tiny.put(PLACE, workbook)
    tiny.replace("params/council.yml", "name: Tinytown Council", "name: Easton Council")


def of_a_service_that_is_gone(tiny: Tiny, workbook: bytes) -> None:
    tiny.put(PLACE, workbook)
    tiny.replace("params/council.yml", "key: care,", "key: home-care,")
    measures = (tiny.root / "data/framework/measures.csv").read_text(encoding="utf-8")
    tiny.put("data/framework/measures.csv", measures.replace("adults,care", "adults,home-care"))


def under_another_name(tiny: Tiny, workbook: bytes) -> None:
    tiny.put(f"{FOLDER}/homes.xlsx", workbook)


def cut_short(tiny: Tiny, workbook: bytes) -> None:
    tiny.put(PLACE, workbook[:-200])


def beside_a_csv(tiny: Tiny, workbook: bytes) -> None:
    tiny.put(PLACE, workbook)
    tiny.put(f"{FOLDER}/all.csv", "ref,period,value\nA1,2019-20-q2,81\n")


PLACED: dict[str, Callable[[Tiny, bytes], None]] = {
    "another quarter's workbook": elsewhere,
    "the same service's workbook twice": twice,
    "another council's workbook": of_another_council,
    "the workbook of a service that is gone": of_a_service_that_is_gone,
    "a workbook under another service's name": under_another_name,
    "a workbook cut short": cut_short,
    "a figure that a csv file has too": beside_a_csv,
}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the workbook of Care at Home, filled in as it should be."""
    return filled(issued(Tiny.whole(tmp_path_factory.mktemp("issued") / "tinytown")), ANSWERS)


def case(name: str) -> Any:
    return pytest.param(name, id=name.replace(" ", "-").replace("'", ""))


def test_the_workbook_is_whole_until_it_is_changed(
    tiny: Tiny, workbook: bytes, goldenthread: Callable[..., tuple[int, str]]
) -> None:
    opened(tiny).put(PLACE, changed(workbook, lambda _book: None))
    assert goldenthread("collect", "2019-20-q2")[0] == 0


@pytest.mark.parametrize("name", [case(name) for name in {**CHANGED, **TYPED}])
def test_a_changed_workbook_is_refused_in_plain_words(
    name: str, tiny: Tiny, workbook: bytes, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    opened(tiny).put(PLACE, changed(workbook, {**CHANGED, **TYPED}[name]))
    before = tiny.files()
    status, said = goldenthread("collect", "2019-20-q2")
    assert status == 1
    assert said == golden
    assert tiny.files() == before


@pytest.mark.parametrize("name", [case(name) for name in PLACED])
def test_a_workbook_in_the_wrong_place_is_refused_in_plain_words(
    name: str, tiny: Tiny, workbook: bytes, goldenthread: Callable[..., tuple[int, str]], golden: SnapshotAssertion
) -> None:
    PLACED[name](opened(tiny), workbook)
    before = tiny.files()
    status, said = goldenthread("collect", "2019-20-q2")
    assert status == 1
    assert said == golden
    assert tiny.files() == before


def test_the_problems_of_every_workbook_are_named_at_once(
    tiny: Tiny, workbook: bytes, goldenthread: Callable[..., tuple[int, str]]
) -> None:
    homes = issued(tiny, "homes")
    tiny.put(PLACE, changed(workbook, typed("A1", "Value", "n/a")))
    tiny.put(f"{FOLDER}/homes.xlsx", homes)
    tiny.put(f"{FOLDER}/more.csv", "ref,period,value\nH2,2019-20-q2,about 2\n")
    status, said = goldenthread("collect", "2019-20-q2")
    assert (status, said.count("found:")) == (1, 3)
