"""A page says which role approved it and when, or that it is a draft and why."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from results_fixture import results as whole

from helpers.model.results import APPROVALS, Results
from helpers.present.approvals import sign_off

Line = tuple[str, str, str, str]
DIRECTOR = "Corporate Director, Housing"
CHILDREN, HOUSING, RESOURCES = (
    ("approved", "Corporate Director, Children's Services", "2019-10-28", ""),
    ("approved", DIRECTOR, "2019-10-29", ""),
    ("approved", "Chief Finance Officer", "2019-10-30", ""),
)
DRAFT = ("draft", "", "", "")


def results(children: Line = CHILDREN, housing: Line = HOUSING, resources: Line = RESOURCES) -> Results:
    lines = [
        ("childrens-services", "Children's Services", *children),
        ("housing", "Housing & Communities", *housing),
        ("resources", "Resources", *resources),
    ]
    return replace(whole(), approvals=pd.DataFrame(lines, columns=list(APPROVALS)))


def said(of: Results) -> str:
    lines = sign_off(of).markdown.splitlines()
    assert (lines[0], lines[2:]) == ("::: {.note}", [":::"])
    return lines[1].replace("\\", "")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (HOUSING, "Approved by Corporate Director, Housing, on 29 October 2019."),
        (RESOURCES, "Approved by Chief Finance Officer on 30 October 2019."),
        (DRAFT, "Draft: not yet submitted."),
        (
            ("submitted", "Performance Lead", "2019-10-25", ""),
            "Draft: submitted by Performance Lead on 25 October 2019, not yet approved.",
        ),
        (
            ("changed", DIRECTOR, "2019-10-29", "the words changed since it was approved on 29 October 2019"),
            "Draft: the words changed since it was approved on 29 October 2019.",
        ),
    ],
)
def test_a_directorates_page_says_who_approved_it_and_when_or_that_it_is_a_draft(line: Line, words: str) -> None:
    assert said(results(housing=line).directorate("housing")) == words


def test_an_overview_says_it_of_every_directorate() -> None:
    assert said(results()) == (
        "Approved by every directorate: Corporate Director, Children's Services, on 28 October 2019; "
        "Corporate Director, Housing, on 29 October 2019; Chief Finance Officer on 30 October 2019."
    )


def test_an_overview_of_a_draft_says_how_far_each_directorate_is_and_who_has_approved() -> None:
    submitted = ("submitted", "Performance Lead", "2019-10-25", "")
    assert said(results(children=DRAFT, resources=submitted)) == (
        "Draft: 1 of the 3 directorates has approved its part. Not yet submitted: Children's Services. "
        "Submitted, not yet approved: Resources. Approved by Corporate Director, Housing, on 29 October 2019."
    )
    assert said(results(housing=("changed", DIRECTOR, "2019-10-29", "a figure changed"))).startswith(
        "Draft: 2 of the 3 directorates have approved their part. Changed since it was signed: Housing & Communities. "
    )


def test_an_overview_that_nobody_has_approved_says_none() -> None:
    assert said(results(DRAFT, DRAFT, DRAFT)) == (
        "Draft: none of the 3 directorates has approved its part. "
        "Not yet submitted: Children's Services, Housing & Communities and Resources."
    )


def test_nothing_is_said_where_nothing_is_to_be_signed() -> None:
    assert sign_off(replace(results(), table=whole().table.iloc[:0])).bundles() == []
    assert sign_off(whole()).bundles() == []


def test_a_role_is_shown_as_text_whatever_it_holds() -> None:
    hostile = ("approved", "<script>alert(1)</script> *Director*", "2019-10-29", "")
    markdown = sign_off(results(housing=hostile).directorate("housing")).markdown
    assert "\\<script\\>" in markdown
    assert "\\*Director\\*" in markdown
