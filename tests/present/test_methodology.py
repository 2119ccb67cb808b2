"""The methodology page says what the council's own settings are, and leaves no rule out."""

from __future__ import annotations

from dataclasses import replace

import pytest
import results_fixture

from helpers.assess.outturn.forecast import METHODS
from helpers.assess.quality.sign import SIGNS
from helpers.model.council import Council, DisclosureScheme, Pack, QualityScheme, VariationScheme
from helpers.model.observation import Marker
from helpers.narrate.methods import FORECAST_METHODS, disclosure_words, sign_words, variation_words
from helpers.present.methodology import methodology


def said(**settings: object) -> str:
    """Everything that the page shows of a council with these settings."""
    results = results_fixture.results()
    council = results.edition.council.model_copy(update=settings)
    shown = methodology(replace(results, edition=replace(results.edition, council=council)))
    return "\n".join(text for bundle, _ in shown.bundles() for text in bundle.values())


def test_every_rule_has_its_section() -> None:
    headings = [line for line in said().splitlines() if line.startswith("## ")]
    assert headings == [
        "## Ratings", "## Which way a figure is going", "## Real change or chance",
        "## How far chance can move a figure", "## Comparing with other councils",
        "## Forecasts for the end of the year", "## Small numbers", "## Data quality", "## Markers",
    ]  # fmt: skip


@pytest.mark.parametrize("run", [6, 7])
def test_it_says_how_long_a_run_is_and_whether_jumps_are_left_out(run: int) -> None:
    screened, unscreened = (said(variation=VariationScheme(run=run, screen=screen)) for screen in (True, False))
    assert f"{run} figures in a row rise, or fall" in screened
    assert f"{13 - run} figures in a row" not in screened
    assert "largest jumps are left out" in screened
    assert "largest jumps are left out" not in unscreened


def test_it_says_from_where_counts_are_withheld_how_they_are_rounded_and_who_sees_them() -> None:
    text = said(disclosure=DisclosureScheme(threshold=9, rounding=10, exempt_packs=(Pack.SERVICE, Pack.LEADERSHIP)))
    assert "counts from 1 to 9 are withheld" in text
    assert "rounded to the nearest 10," in text
    assert "Only the services that hold the figures and directors see the exact figures." in text
    assert "exact figures" not in said(disclosure=DisclosureScheme(exempt_packs=()))


def test_it_says_the_councils_own_word_for_amber() -> None:
    council = results_fixture.council()
    styles = council.rag.model_copy(update={"amber": council.rag.amber.model_copy(update={"word": "Watch"})})
    text = said(rag=styles)
    assert "● Watch" in text
    assert "has no watch" in text
    assert "amber." not in text


def test_every_marker_and_every_sign_of_data_quality_is_explained() -> None:
    text = said()
    assert [marker.value for marker in Marker if f"<code>[{marker.value}]</code>" not in text] == []
    assert set(sign_words(QualityScheme())) == {sign.name for sign in SIGNS}
    assert [words for words in sign_words(QualityScheme()).values() if words.split("'")[0] not in text] == []


def test_every_method_of_forecasting_is_explained() -> None:
    assert len(FORECAST_METHODS) == len(METHODS)
    assert "8 times in 10" in said()


def test_the_words_are_plain() -> None:
    council: Council = results_fixture.council()
    text = " ".join((said(), *variation_words(council), *disclosure_words(council))).lower()
    jargon = ("special cause", "common cause", "polarity", "assurance", "outturn", "hit and miss", "metadata", "nan")
    assert [word for word in jargon if f" {word}" in text] == []
