"""The page Data, the description that search engines read, and the file of all editions."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from csvw import CSVW
from lxml import html
from results_fixture import results as made_up
from wards import boundaries

from helpers.model.council import Pack
from helpers.model.edition import Edition
from helpers.model.results import Results
from helpers.model.ward import WARD_FIGURES
from helpers.present.area.view import area_view
from helpers.present.open_data.columns import OBSERVATIONS, RESULTS
from helpers.present.open_data.csv_files import csv_bytes
from helpers.present.open_data.dataset import dataset
from helpers.present.open_data.definitions import DEFINITIONS
from helpers.present.open_data.downloads import data_files
from helpers.present.open_data.page import data_columns, open_data
from helpers.present.open_data.stacked import all_editions
from helpers.present.paper_list import downloads
from helpers.present.parts import Parts


@pytest.fixture(scope="module")
def results() -> Results:
    return made_up()


def markup(parts: Parts) -> str:
    return "\n".join(data.get("text/html", data.get("text/markdown", "")) for data, _ in parts.bundles())


def said_to_search_engines(edition: Edition) -> dict:
    [script] = html.fragments_fromstring(dataset(edition).html)
    return json.loads(script.text)


def test_every_file_that_the_pages_lead_to_is_among_the_data(results: Results) -> None:
    files = {f"/data/{name}" for name in data_files(results)}
    for page in (markup(open_data(results)), markup(downloads(results))):
        led_to = set(re.findall(r"/data/[^\"'<>)]+(?=[\"'>])", page))
        assert led_to
        assert {address for address in led_to if "all-editions" not in address} <= files


def test_the_page_explains_every_column() -> None:
    folds = [html.fromstring(data["text/html"]) for data, _ in data_columns().bundles() if "text/html" in data]
    for found, columns in zip(folds, (RESULTS, OBSERVATIONS, DEFINITIONS), strict=True):
        rows = [[cell.text_content() for cell in row] for row in found.findall("table/tbody/tr")]
        assert [(row[0], row[1]) for row in rows] == [(column.name, column.meaning) for column in columns]
        assert all(cell for row in rows for cell in row)


def test_each_files_columns_are_folded_away_under_a_line_that_names_the_file() -> None:
    folds = [html.fromstring(data["text/html"]) for data, _ in data_columns().bundles() if "text/html" in data]
    assert [(fold.tag, fold.get("open")) for fold in folds] == [("details", None)] * 3
    assert folds[0].findtext("summary/code") == "results.csv"
    assert f"{len(RESULTS)} columns" in folds[0].find("summary").text_content()


def test_a_search_engine_is_told_what_the_data_is_whose_and_where(results: Results) -> None:
    said = said_to_search_engines(results.edition)
    assert (said["@context"], said["@type"]) == ("https://schema.org/", "Dataset")
    assert said["temporalCoverage"] == "2019-07-01/2019-09-30"
    assert said["license"].endswith("/open-government-licence/version/3/")
    assert said["publisher"]["name"] == "Westmere Council"
    assert said["url"] == "https://performance.westmere.example/2019-20-q2/data.html"
    files = {f"https://performance.westmere.example/2019-20-q2/data/{name}" for name in data_files(results)}
    assert {each["contentUrl"] for each in said["distribution"]} <= files


def test_no_address_of_the_site_is_given_for_a_pack_that_is_not_published_there(results: Results) -> None:
    own = replace(results.edition, pack=Pack.LEADERSHIP)
    said = said_to_search_engines(own)
    assert "url" not in said
    assert said["distribution"][0]["contentUrl"] == "data/measures.xlsx"
    assert "all-editions" not in markup(open_data(replace(results, edition=own)))


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", 'R&D "quoted" <!-- x', "x" * 200])
def test_no_name_breaks_out_of_the_description(results: Results, name: str) -> None:
    council = results.edition.council.model_copy(update={"name": name})
    assert said_to_search_engines(replace(results.edition, council=council))["publisher"]["name"] == name


def test_a_council_without_address_contact_or_licence_still_has_its_page(results: Results) -> None:
    bare = results.edition.council.model_copy(update={"site_url": "", "contact": None, "licence": ""})
    edition = replace(results.edition, council=bare, published=None)
    assert "Ask us before you use the data." in markup(open_data(replace(results, edition=edition)))
    assert not {"license", "url", "datePublished"} & said_to_search_engines(edition).keys()


def counted_by_ward(results: Results) -> Results:
    """North has a figure, East is withheld; of the quarter before, both have one, and the quarter before that too."""
    rows = [
        {"ref": "43", "ward": ward, "period": period, "value": value, "marker": marker, "state": state,
         "source_file": "homes.csv"}
        for ward, period, value, marker, state in (
            ("North", "2019-20-q2", 40.0, "", "reported"), ("East", "2019-20-q2", None, "c", "suppressed"),
            ("North", "2019-20-q1", 50.0, "p", "reported"), ("East", "2019-20-q1", None, "c", "suppressed"),
            ("North", "2018-19-q4", 60.0, "", "reported"), ("East", "2018-19-q4", 20.0, "", "reported"),
        )
    ]  # fmt: skip
    texts = dict.fromkeys(WARD_FIGURES, "") | {"numerator": float("nan"), "denominator": float("nan")}
    frame = pd.DataFrame([texts | row for row in rows], columns=list(WARD_FIGURES)).astype({"value": "float64"})
    return replace(results, wards=frame, boundaries=boundaries())


def test_figures_by_ward_are_the_pages_own_and_no_period_more(results: Results, tmp_path: Path) -> None:
    files = data_files(counted_by_ward(results))
    found = [(row["ward"], row["period"], row["value"], row["marker"]) for row in read(files["wards.csv"])]
    assert found == [
        ("North", "2019-20-q1", "50", "p"), ("East", "2019-20-q2", "", "c"), ("North", "2019-20-q2", "40", ""),
    ]  # fmt: skip
    assert b"60" not in files["wards.csv"]
    assert data_files(counted_by_ward(results))["wards.csv"] == files["wards.csv"]
    for name in ("wards.csv", "wards.csv-metadata.json"):
        (tmp_path / name).write_bytes(files[name])
    table = CSVW(str(tmp_path / "wards.csv"), validate=True)
    assert table.is_valid, [str(warning.message) for warning in table.warnings]


def test_a_ward_withheld_in_the_store_has_no_figure_even_if_one_were_there(results: Results) -> None:
    leaking = counted_by_ward(results)
    wards = leaking.wards.assign(value=leaking.wards["value"].fillna(777.0))
    assert b"777" not in data_files(replace(leaking, wards=wards))["wards.csv"]


def test_figures_by_ward_are_listed_and_explained_only_where_there_are_any(results: Results) -> None:
    own = counted_by_ward(results)
    assert "/data/wards.csv" in markup(open_data(own))
    assert "/data/wards.csv" in markup(area_view(own.measure("43")))
    assert "<code>wards.csv</code>: 9 columns" in markup(data_columns(own))
    for shown in (open_data(results), data_columns(results), area_view(results.measure("43"))):
        assert "wards.csv" not in markup(shown)
    assert "wards.csv" not in data_files(results)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def test_the_file_of_all_editions_has_each_row_as_it_was_published_then(results: Results, tmp_path: Path) -> None:
    then = csv_bytes(results.table.assign(period="2019-20-q1", title="=1+1"), RESULTS)
    now = csv_bytes(results.table, RESULTS)
    files = all_editions(results.edition.council, [(date(2019, 8, 6), then), (date(2019, 11, 5), now)])
    stacked = read(files["all-editions.csv"])
    given = [{"published": "2019-08-06", **row} for row in read(then)]
    given += [{"published": "2019-11-05", **row} for row in read(now)]
    assert stacked == given
    assert stacked[0]["title"] == "'=1+1"
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    table = CSVW(str(tmp_path / "all-editions.csv"), validate=True)
    assert table.is_valid, [str(warning.message) for warning in table.warnings]


def test_an_edition_of_old_may_have_had_other_columns(results: Results, tmp_path: Path) -> None:
    old = b"ref,period,shade\r\n43,2018-19-q4,dark\r\n"
    files = all_editions(results.edition.council, [(None, old), (None, csv_bytes(results.table, RESULTS))])
    first, second, *_ = read(files["all-editions.csv"])
    assert (first["shade"], first["title"], second["shade"]) == ("dark", "", "")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert CSVW(str(tmp_path / "all-editions.csv"), validate=True).is_valid
