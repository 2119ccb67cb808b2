"""What search looks through holds the words of this pack's pages, and nothing that is judged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import results_fixture
import tiny

from helpers.model.council import Council, Pack
from helpers.model.edition import Report
from helpers.model.results import Results
from helpers.publish.search_index import search_index

JUDGED = ("value", "numerator", "denominator", "target", "previous", "forecast")


@pytest.fixture(scope="module")
def edition() -> Results:
    return results_fixture.results()


def read(index: bytes) -> list[dict[str, Any]]:
    start, _, rest = index.decode("ascii").partition(" = ")
    assert start == "window.goldenthreadSearch"
    found: list[dict[str, Any]] = json.loads(rest.removesuffix(";\n"))
    return found


def index_of(results: Results, *reports: Report, notebook: Path = Path("none.ipynb")) -> bytes:
    return search_index(results, reports, lambda _: notebook)


def report(page: str, **other: Any) -> Report:
    known = {"slug": page, "notebook": page, "title": page.title(), "parameters": {}, "audience": Pack.PUBLIC}
    return Report(page=PurePosixPath(page), **({"formats": ("html",)} | known | other))


def test_a_measure_is_found_by_its_number_words_service_directorate_priority_and_outcome(edition: Results) -> None:
    found = {entry["ref"]: entry for entry in read(index_of(edition))}
    assert sorted(found) == sorted(edition.table["ref"])
    for row in edition.table.itertuples():
        said = found[row.ref]
        assert said["title"] == row.title
        assert said.get("words", "") == row.definition
        assert row.service_name in said.get("service", "")
        assert row.directorate_name == said.get("directorate", "")
        for name in (row.priority_name, row.outcome_name):
            assert name in said.get("aim", "")


def test_no_figure_rating_or_direction_reaches_it(edition: Results) -> None:
    hidden = edition.table.assign(
        **dict.fromkeys(JUDGED, 987654.0), rag="Red", direction="Worsening", state="suppressed", commentary="A secret.",
        cause="A secret.", sensitive=True,
    )  # fmt: skip
    assert index_of(replace(edition, table=hidden)) == index_of(edition)


def test_it_knows_no_measure_that_the_pack_does_not_have(edition: Results) -> None:
    gone = edition.table["ref"].iloc[0]
    fewer = replace(edition, table=edition.table[edition.table["ref"] != gone])
    left = index_of(fewer)
    assert gone not in {entry["ref"] for entry in read(left)}
    assert edition.table["title"].iloc[0] not in left.decode()


def test_a_service_is_found_by_its_other_names_too(edition: Results) -> None:
    keys = [service.key for each in edition.edition.council.directorates for service in each.services]
    told = replace(edition, table=edition.table.head(1).assign(service=keys[0]))
    values = edition.edition.council.model_dump()
    for directorate in values["directorates"]:
        for service in directorate["services"]:
            service["aliases"] = ("Rehousing",) if service["key"] == keys[0] else ()
    renamed = replace(told, edition=replace(edition.edition, council=Council.model_validate(values)))
    assert read(index_of(renamed))[0]["service"].endswith("Rehousing")
    assert b"Rehousing" not in index_of(told)


def test_pages_are_found_by_title_but_not_measures_twice_nor_the_search_page_nor_what_has_no_page(
    edition: Results,
) -> None:
    none = replace(edition, table=edition.table.head(0))
    found = read(
        index_of(
            none,
            report("directorates/housing", for_each="directorate", title="Housing"),
            report("papers/scorecard", formats=("html", "docx"), title="Scorecard"),
            report("a b", title="Plain"),
            report("measures/43", for_each="measure"),
            report("search"),
            report("papers/only", formats=("docx",)),
        )
    )
    assert [(entry["title"], entry["kind"], entry["href"]) for entry in found] == [
        ("Housing", "Directorate", "directorates/housing.html"),
        ("Scorecard", "Paper", "papers/scorecard.html"),
        ("Plain", "Page", "a%20b.html"),
    ]


def test_a_page_whose_notebook_cannot_be_read_is_left_out(edition: Results, tmp_path: Path) -> None:
    broken, whole = tmp_path / "broken.ipynb", tmp_path / "whole.ipynb"
    broken.write_text("{", encoding="utf-8")
    whole.write_text(tiny.notebook(period="2019-20-q2"), encoding="utf-8")
    none = replace(edition, table=edition.table.head(0))
    assert read(index_of(none, report("a", title=""), notebook=broken)) == []
    assert [entry["title"] for entry in read(index_of(none, report("a", title=""), notebook=whole))] == ["Whole"]


def test_titles_that_look_like_script_stay_words(edition: Results) -> None:
    odd = '</script><script>alert("1")</script>\u2028'
    index = index_of(replace(edition, table=edition.table.head(1).assign(title=odd)))
    assert read(index)[0]["title"] == odd
