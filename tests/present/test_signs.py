"""Signs of real change and of the target in reach: each with its words, none by colour alone, explained where used."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from results_fixture import changed

import helpers
from helpers.model.results import Results
from helpers.narrate.pattern import (
    SHORT,
    assurance_sentence,
    kind_of,
    rule_sentence,
    side_of,
    special_kind,
    standing_of_limits,
    variation_sentence,
)
from helpers.narrate.row import only_row
from helpers.present.sign import assurance_sign, variation_sign
from helpers.present.variation import legend

KINDS = ("usual", "better", "worse", "changed")
SIDES = ("above", "below")
REACHES = ("passing", "failing", "either")


def judged(edition: Results, ref: str = "43", **columns: Any) -> Results:
    return changed(edition, ref, **columns).measure(ref)


def text_of(results: Results) -> str:
    said = [content for data, _ in helpers.variation(results).bundles() for content in data.values()]
    return re.sub(r"<[^>]+>", "", " ".join(said).replace("\\", ""))


def without_colour(picture: str) -> str:
    return re.sub(r"#[0-9A-Fa-f]{6}", "", picture)


def test_every_sign_is_told_from_every_other_without_its_colour() -> None:
    drawn = [without_colour(variation_sign("usual", ""))]
    drawn += [without_colour(variation_sign(kind, side)) for kind in KINDS[1:] for side in SIDES]  # type: ignore[arg-type]
    drawn += [
        without_colour(assurance_sign(reach, way)) for reach in REACHES[:2] for way in ("higher", "lower", "range")
    ]  # type: ignore[arg-type]
    drawn += [without_colour(assurance_sign("either", way)) for way in ("higher", "range")]
    assert len(set(drawn)) == len(drawn)


def test_a_sign_is_decoration_and_its_words_stand_beside_it(edition: Results) -> None:
    view = judged(edition, variation="Concern", assurance="Hit and miss", variation_rule="outside the limits")
    card = helpers.scorecard(view).html  # type: ignore[union-attr]
    pictures = re.findall(r"<svg class=\"sign\"[^>]*>", card)
    assert pictures
    assert all('aria-hidden="true"' in picture for picture in pictures)
    assert "Real worsening" in card
    assert "Hits or misses" in card


@pytest.mark.parametrize(
    ("variation", "polarity", "rule", "special", "said"),
    [
        ("Concern", "lower", "outside the limits", "", "The latest figure lies above the usual range."),
        ("Improvement", "lower", "7 falling", "", "The last 7 figures each fell."),
        ("Improvement", "higher", "6 rising", "", "The last 6 figures each rose."),
        ("Concern", "higher", "two of three near a limit", "", "near the bottom of the usual range"),
        ("Special cause", "none", "7 on one side of the mean", "below: 7 on one side of the mean", "below the average"),
        ("Common cause", "lower", "", "", "what chance alone can bring"),
    ],
)
def test_each_rule_is_said_in_plain_words(
    edition: Results, variation: str, polarity: str, rule: str, special: str, said: str
) -> None:
    row = only_row(judged(edition, variation=variation, polarity=polarity, variation_rule=rule))
    sentence = variation_sentence(row, special)
    assert said in sentence
    assert not re.search(r"special cause|common cause|sigma|process|limit", sentence)


@pytest.mark.parametrize(
    ("variation", "direction", "rule", "why"),
    [
        ("Concern", "Improving", "7 on one side of the mean",
         "better than that for Q1 2019/20, but the figures still lie on the worse side of the average."),
        ("Concern", "Improving", "outside the limits",
         "better than that for Q1 2019/20, but the latest figure still lies outside the usual range, on the worse "
         "side."),
        ("Concern", "Improving", "two of three near a limit",
         "better than that for Q1 2019/20, but the latest figures still lie near the worse end of the usual range."),
        ("Improvement", "Worsening", "6 on one side of the mean",
         "worse than that for Q1 2019/20, but the figures still lie on the better side of the average."),
        ("Improvement", "Worsening", "7 rising",
         "worse than that for Q1 2019/20, but the figures taken together still show a change for the better."),
    ],
)  # fmt: skip
def test_a_real_change_one_way_beside_a_step_the_other_way_says_why_both_hold(
    edition: Results, variation: str, direction: str, rule: str, why: str
) -> None:
    row = only_row(judged(edition, variation=variation, polarity="lower", variation_rule=rule, direction=direction))
    assert variation_sentence(row).endswith(f"Both are so: the figure for Q2 2019/20 is {why}")


@pytest.mark.parametrize("direction", ["Improving", "Worsening", "No change", "Increasing", ""])
@pytest.mark.parametrize("variation", ["Concern", "Improvement", "Special cause", "Common cause"])
def test_nothing_is_explained_where_both_say_the_same_or_one_says_nothing(
    edition: Results, variation: str, direction: str
) -> None:
    said = variation_sentence(
        only_row(judged(edition, variation=variation, variation_rule="7 on one side of the mean", direction=direction))
    )
    at_odds = (variation, direction) in (("Concern", "Improving"), ("Improvement", "Worsening"))
    assert ("Both are so" in said) == at_odds


@pytest.mark.parametrize("polarity", ["higher", "lower"])
def test_the_other_polarity_turns_better_into_worse_and_keeps_the_side(edition: Results, polarity: str) -> None:
    other = {"higher": "lower", "lower": "higher"}[polarity]
    for special in ("above: outside the limits", "below: 7 falling"):
        assert {special_kind(special, polarity), special_kind(special, other)} == {"better", "worse"}
    for variation in ("Improvement", "Concern"):
        sides = {side_of(only_row(judged(edition, variation=variation, polarity=way))) for way in ("higher", "lower")}
        assert sides == {"above", "below"}


def test_an_unknown_rule_is_left_unsaid_and_not_guessed() -> None:
    assert rule_sentence("a rule of tomorrow", "above") == ""
    assert kind_of("a word of tomorrow") is None


@pytest.mark.parametrize(
    ("assurance", "polarity", "rag", "said"),
    [
        ("Consistently passing", "lower", "Green", "on the right side of the target"),
        ("Consistently failing", "lower", "Red", "Its whole usual range is on the wrong side of the target."),
        ("Consistently failing", "lower", "Green", "It meets the target now, but its whole usual range"),
        ("Hit and miss", "higher", "Amber", "chance alone decides"),
        ("Consistently passing", "range", "Green", "within the target range"),
        ("Consistently failing", "range", "Red", "outside the target range"),
        ("", "lower", "Red", ""),
    ],
)
def test_whether_the_target_is_in_reach_is_said_in_plain_words(
    edition: Results, assurance: str, polarity: str, rag: str, said: str
) -> None:
    sentence = assurance_sentence(only_row(judged(edition, assurance=assurance, polarity=polarity, rag=rag)))
    assert said in sentence
    assert bool(sentence) == bool(said)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"variation": "", "points": 4.0}, "from chance: 4 figures, and 6 are needed"),
        ({"variation": "", "points": 0.0}, "There is no history yet"),
        ({"variation": "", "basis": "cumulative"}, "A running total starts again each April"),
        ({"variation": "Common cause", "points": 8.0, "variation_trial": True}, "a trial: it stands on 8 figures"),
        ({"variation": "Common cause", "rebased": "limits since Q1 2018/19: new system (Head of Housing, 2018-05-03)"},
         "limits since Q1 2018/19: new system (Head of Housing, 2018-05-03)"),
    ],
)  # fmt: skip
def test_what_the_usual_range_stands_on_is_said(edition: Results, columns: dict[str, Any], said: str) -> None:
    assert said in " ".join(standing_of_limits(only_row(judged(edition, **columns))))


def test_nothing_at_all_is_said_of_a_suppressed_measure(edition: Results) -> None:
    assert helpers.variation(edition.measure("CS-06")).bundles() == []
    assert helpers.variation(judged(edition, state="suppressed", variation="", variation_trial=True)).bundles() == []


def test_the_page_of_a_measure_and_the_scorecard_explain_every_sign(edition: Results) -> None:
    view = judged(edition, variation="Improvement", assurance="Consistently passing", variation_rule="7 falling")
    explained = legend()
    assert all(words in explained for words in SHORT.values())
    assert explained in [data.get("text/html") for data, _ in helpers.variation(view).bundles()]
    assert explained in helpers.scorecard(view).html  # type: ignore[union-attr]
    assert "The last 7 figures each fell. That is a real change, for the better, and not chance." in text_of(view)


def test_a_scorecard_on_which_nothing_was_judged_has_no_column_and_no_legend_for_it(edition: Results) -> None:
    table = edition.table.assign(variation="", assurance="")
    card = helpers.scorecard(replace(edition, table=table)).html  # type: ignore[union-attr]
    assert "Pattern" not in card
    assert "What the signs mean" not in card


def test_the_papers_scorecard_has_no_signs(edition: Results) -> None:
    made = "".join(data.get("text/html", "") for data, _ in helpers.scorecard_by_directorate(edition).bundles())
    assert "sign" not in made.replace("design", "")


@pytest.mark.parametrize(
    ("variation", "direction", "said"),
    [
        ("Concern", "Worsening", ": a real worsening."),
        ("Concern", "Improving", ": better, though worse over a longer time."),
        ("Common cause", "Worsening", ": worse."),
    ],
)
def test_the_overview_says_whether_what_needs_attention_is_a_real_change(
    edition: Results, variation: str, direction: str, said: str
) -> None:
    view = judged(edition, "CS-04", variation=variation, direction=direction)
    made = "".join(data.get("text/html", "") for data, _ in helpers.needs_attention(view).bundles())
    assert said in made


def test_a_real_worsening_comes_before_one_that_may_be_chance(edition: Results) -> None:
    table = edition.table.copy()
    table.loc[table["ref"] == "CS-04", "variation"] = "Concern"
    made = helpers.needs_attention(replace(edition, table=table)).bundles()[-1][0]["text/html"]
    assert made.index("Child protection plans") < made.index("Cost of agency staff")
    before = helpers.needs_attention(edition).bundles()[-1][0]["text/html"]
    assert before.index("Cost of agency staff") < before.index("Child protection plans")
