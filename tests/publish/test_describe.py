"""What the pages of an edition have in common: whom to ask, where to search, whether other quarters stand beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import results_fixture

from helpers.model.council import Pack
from helpers.publish.describe import site_description

EDITION = replace(results_fixture.results().edition, pack=Pack.PUBLIC)


@pytest.mark.parametrize(
    ("changed", "beside"),
    [
        ({"released": True}, "2019-20-q2"),
        ({"released": False}, ""),
        ({"released": True, "pack": Pack.MEMBERS}, ""),
        ({"released": True, "supplement": 1}, ""),
    ],
)
def test_only_a_released_public_edition_stands_beside_the_other_quarters(
    changed: dict[str, object], beside: str
) -> None:
    assert site_description(replace(EDITION, **changed)).edition == beside  # type: ignore[arg-type]


def test_an_edition_without_a_search_page_has_no_search() -> None:
    assert site_description(EDITION, {"index.html"}).search == ""
    assert site_description(EDITION, {"index.html", "search.html"}).search == "search.html"


def test_the_footer_names_a_role_to_ask_and_how() -> None:
    assert site_description(EDITION).footer[-1] == (
        "Questions: Policy and Performance Team, <performance@westmere.example>."
    )
