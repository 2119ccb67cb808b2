"""The covering report: its figures are written in, and what of it is empty is owed by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from results_fixture import results

from helpers.model.house_style import STYLES
from helpers.model.papers import Papers
from helpers.model.words import Prose, Words
from helpers.narrate.doubts import prose_doubts
from helpers.narrate.owed import owed
from helpers.narrate.report import (
    is_empty,
    misplaced_parts,
    report_labels,
    report_table,
    report_words,
    with_report_figures,
)

PARTS = STYLES["narrative"].parts
FACTS = {"subject": ("Performance",), "wards": ("All",), "contributors": ("Head of Performance", "Performance Lead")}


def words(**parts: str) -> Words:
    prose = [
        Prose("report", text, f"reports/2019-20-q2/report.ipynb, cell {key}", key.replace("_", "-"), key)
        for key, text in parts.items()
    ]
    return Words(prose=(*prose, Prose("housing", "{{ red }}", "elsewhere")))


def table(**parts: str):
    return report_table("report", PARTS, FACTS, words(**parts), results()).set_index("part")


def test_a_figure_is_written_as_its_measure_has_it_and_a_count_as_it_stands() -> None:
    whole = results()
    row = whole.table.iloc[0]
    shown = with_report_figures(f"{{{{ rag of {row['ref']} }}}}, {{{{ red }}}} of {{{{ measures }}}}", whole)
    assert shown == f"{row['rag']}, {(whole.table['rag'] == 'Red').sum()} of {len(whole)}"


def test_a_count_may_be_of_a_directorate_or_a_priority() -> None:
    whole = results()
    view = whole.directorate("housing")
    assert with_report_figures("{{ measures of housing }}", whole) == str(len(view))


@pytest.mark.parametrize("text", ["{{ reds }}", "{{ value of 999 }}", "{{ red of nowhere }}", "{{ luck of 43 }}"])
def test_what_is_not_known_stays_as_it_was_typed(text: str) -> None:
    assert with_report_figures(text, results()) == text


def test_only_the_reports_own_words_are_written_over() -> None:
    told = report_words("report", words(background="{{ measures }}"), results())
    assert [prose.text for prose in told.prose] == [str(len(results())), "{{ red }}"]


def test_parts_come_in_the_order_of_the_house_style_and_prose_of_the_reports_own_after_them() -> None:
    own = replace(words(background="Due."), prose=(Prose("report", "More.", "cell 9", "", "nine"),))
    found = report_table("report", PARTS, FACTS, own, results())
    assert list(found["part"]) == [*(part.key for part in PARTS), ""]
    assert found.iloc[-1][["cell", "text", "owed"]].tolist() == ["nine", "More.", ""]


def test_a_part_that_is_empty_or_only_a_heading_is_owed_where_it_is_to_be_written() -> None:
    found = table(background="It is due.", risk="## Risk\n\n<!-- What could go wrong? -->")
    assert found.loc[["background", "risk", "legal", "wards", "status"], "owed"].tolist() == [
        "", "owed", "owed", "", "owed",
    ]  # fmt: skip
    assert found.loc["risk", "where"] == found.loc["legal", "where"].replace("legal", "risk")
    assert found.loc["legal", "where"] == "reports/2019-20-q2/report.ipynb, cell legal"
    assert found.loc["status", "where"] == "params/2019-20-q2.yml, key facts: status"
    assert found.loc["meeting", "where"] == "params/2019-20-q2.yml, key meeting"
    assert found.loc["contributors", "text"] == "Head of Performance\nPerformance Lead"


def test_appendices_write_themselves_and_are_never_owed() -> None:
    assert table().loc["appendices", "owed"] == ""


def test_an_owed_part_is_listed_by_name_and_belongs_to_no_directorate() -> None:
    whole = replace(results(), report=report_table("report", PARTS, FACTS, words(), results()))
    found = [thing for thing in owed(whole) if thing.kind == "part"]
    assert len(found) == sum(part.required for part in PARTS) - 3
    first = found[0]
    assert (first.directorate, first.about, first.words) == ("", "Covering report", "meeting date")
    assert [thing for thing in owed(whole.directorate("housing")) if thing.kind == "part"] == []


@pytest.mark.parametrize(
    ("text", "empty"),
    [("", True), ("## Background", True), ("<!-- Why?\n -->\n", True), ("## A\n\nB", False), ("#1 is best", False)],
)
def test_a_heading_or_a_note_to_the_writer_is_no_text(text: str, empty: bool) -> None:
    assert is_empty(text) is empty


def test_a_part_stands_in_the_report_alone_once_and_under_a_name_there_is(golden) -> None:
    given = Words(
        prose=(
            Prose("report", "A.", "report.ipynb, cell 1", "background"),
            Prose("report", "B.", "report.ipynb, cell 2", "background"),
            Prose("report", "C.", "report.ipynb, cell 3", "backgruond"),
            Prose("report", "D.", "report.ipynb, cell 4", "wards"),
            Prose("housing", "E.", "housing.ipynb, cell 1", "background"),
        )
    )
    found = misplaced_parts(given, "report", PARTS)
    assert "\n\n".join(str(problem) for problem in found) == golden(name="misplaced")
    none = misplaced_parts(Words(prose=given.prose[-1:]), "", PARTS)
    assert [str(problem) for problem in none] == [golden(name="no-report")]


def test_prose_may_refer_to_labels_and_appendices() -> None:
    prose = [Prose("report", "Growth. {#par-growth}\n\n- Note it. {#rec-note}", "cell 1")]
    assert report_labels(prose, {"scorecard": "1"}) == ("par-growth", "rec-note", "app-scorecard", "appendix 1")


def test_dates_of_a_timetable_are_no_figures_but_a_table_it_names_must_be_there() -> None:
    whole = results()
    council = whole.edition.council.model_copy(update={"papers": Papers(style="tabular")})
    whole = replace(whole, edition=replace(whole.edition, council=council))
    said = "From 1 May 2020, see table 76 for 12345 cases."
    found = {
        part: [
            doubt["found"]
            for doubt in prose_doubts(whole, Words(prose=words(**{part: said}).prose[:1])).to_dict("records")
        ]
        for part in ("timetable", "reasons")
    }
    assert found["timetable"] == ["table 76"]
    assert {"table 76", "12345"} < set(found["reasons"])
