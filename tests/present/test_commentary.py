"""Commentary stands beside its measure; what is still owed of it is marked there, for as long as it is owed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from results_fixture import results as whole
from results_fixture import row

from helpers.model.edition import Paper
from helpers.model.results import DOUBTS, Results
from helpers.present.commentary import (
    commentary,
    commentary_by_directorate,
    commentary_headline,
    measure_commentary,
)

DOUBT = ("H-01", "housing", "a notebook", "It *rose* to 86.", "86", "68")
WRITTEN = {"commentary": "It *rose* to 86.", "commentary_state": "written"}


def results(*doubts: tuple[str, ...], **given: str) -> Results:
    table = pd.DataFrame([row(ref="H-01", title="Homes", rag="Red", **given)])
    return replace(whole(), table=table, doubts=pd.DataFrame(list(doubts), columns=list(DOUBTS)))


def own_page(of: Results) -> str:
    return "\n\n".join(data["text/markdown"] for data, _ in measure_commentary(of).bundles())


def page(of: Results) -> str:
    return "\n".join(part.markdown for part in commentary(of).parts)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "doubts", "mark"),
    [
        ({"owed": "commentary"}, (), "[Owed]{.owed}: commentary on this result."),
        (
            {**WRITTEN, "commentary_state": "draft"}, (),
            "[Owed]{.owed}: commentary: it is still the first draft, which nobody has changed.",
        ),
        (
            {**WRITTEN, "commentary_offer": "x"}, (),
            "[Owed]{.owed}: commentary: two texts, of which one is to be chosen.",
        ),
        (WRITTEN, (DOUBT,), "[Owed]{.owed}: prose: 86 in “It \\*rose\\* to 86.”; expected 68."),
    ],
)  # fmt: skip
def test_what_is_owed_of_the_words_is_marked_below_them_on_both_pages(
    given: dict[str, str], doubts: tuple[tuple[str, ...], ...], mark: str
) -> None:
    shown = results(*doubts, **given)
    for said in (page(shown), own_page(shown)):
        assert mark in said
        assert ("It *rose* to 86." in said) == ("commentary" in given)


def test_words_of_which_nothing_is_owed_stand_alone() -> None:
    shown = results(**WRITTEN)
    assert "owed" not in page(shown).casefold()
    assert own_page(shown) == "## Commentary\n\nIt *rose* to 86."


def test_a_measure_without_words_of_which_none_are_owed_is_left_out() -> None:
    shown = results(owed="exception: cause")
    assert commentary(shown).bundles() == []
    assert measure_commentary(shown).bundles() == []


def test_every_mark_of_a_measure_is_shown_once() -> None:
    shown = results(DOUBT, (*DOUBT[:4], "Amber", "Red"), **WRITTEN, commentary_offer="x")
    assert page(shown).count("[Owed]{.owed}") == 3


def paper(of: Results) -> str:
    return "\n\n".join(part.markdown for part in commentary_by_directorate(of).parts)  # type: ignore[attr-defined]


def test_appendix_3_has_every_amber_and_red_measure_once_grouped_as_the_scorecard_is() -> None:
    shown = whole()
    found = [line.partition(" {")[0] for line in paper(shown).splitlines() if line.startswith("##")]
    assert found == [
        "## Children\\'s Services",
        "### [CS-04 Child protection plans that are second or later plans](</measures/CS-04.html>)",
        "## Housing \\& Communities", "### [43 Households in bed and breakfast](</measures/43.html>)",
        "## Resources", "### [R-01 Cost of agency staff](</measures/R-01.html>)",
        "### [R-05 Surplus on traded services](</measures/R-05.html>)",
    ]  # fmt: skip
    said = " ".join(commentary_headline(shown).markdown.split())
    assert "2 measures are off target (Red) and 2 just short of target (Amber)." in said


def test_appendix_3_gives_tag_figure_direction_target_and_words_and_points_to_the_exception_report() -> None:
    shown = whole()
    reports = Paper(title="Appendix 2: Exception reports", page="papers/exceptions", formats=("html", "docx"),
                    notebook="exceptions")  # fmt: skip
    said = paper(replace(shown, edition=replace(shown.edition, papers=(reports,))))
    assert (
        "[■ Red]{.rag .rag-red} The figure rose from 22.1% to 24.5% between Q1 2019/20 and Q2 2019/20, which is "
        "worse. Target: 18.0% or less."
    ) in said
    assert "A \\<b\\>rise\\</b\\> in repeat plans." in said
    assert "[Appendix 2: Exception reports](</papers/exceptions.html>)" in said
    assert said.count("</papers/exceptions.html>") == 2
    assert "An exception report is required." in paper(shown)


def test_appendix_3_marks_what_is_owed_in_its_place() -> None:
    shown = results(owed="commentary; exception: cause", exception_required="red")
    said = paper(shown)
    assert "[Owed]{.owed}: commentary on this result." in said
    assert "[Owed]{.owed}: exception report: cause." in said
    assert "Words are still owed of 1 of them" in commentary_headline(shown).markdown


def test_where_nothing_is_off_target_appendix_3_says_so() -> None:
    shown = whole().rated("Green")
    assert paper(shown) == ""
    assert "No measure is amber or red." in commentary_headline(shown).markdown
