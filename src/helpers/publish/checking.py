"""Judge a workspace for someone who is to mend it: what no edition may say is said too. May import the floors below."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from helpers.assess.disclosure.linked import linked
from helpers.assess.judge import Figures, told
from helpers.assess.quality import SIGNAL_COLUMNS
from helpers.model.council import Pack
from helpers.model.period import Period
from helpers.model.progress import Progress, tell_nobody
from helpers.model.results import Results
from helpers.model.supplement import Supplement
from helpers.model.words import Words
from helpers.model.workspace import Workspace
from helpers.narrate.withheld import telling
from helpers.publish.exempt import as_prose, exempt_doubts, exempt_words, not_quoted
from helpers.publish.inputs import Inputs, read_inputs, words_of
from helpers.publish.judging import judge_inputs

LINKED = "tells a sensitive count"
TOLD_BEFORE = "told by earlier editions"
"""Signs that `check` alone gives: that there is something to work out tells where to look."""


def check_workspace(
    workspace: Workspace,
    period: Period,
    pack: Pack,
    supplement: Supplement | None = None,
    progress: Progress = tell_nobody,
) -> Results:
    """Judge a workspace for someone who is to mend it: words that tell what the pack withholds are doubted too.

    Never to be put into an edition: a doubt that a number is a withheld figure says that it is, and one about exempt
    words in Part I quotes them.

    Parameters
    ----------
    progress
        Told how many returns have been read, and when it is judged.

    Raises
    ------
    Refused
        Something in the workspace cannot be used; every problem is named.
    """
    inputs = replace(read_inputs(workspace, period, progress=progress), supplement=supplement)
    progress("judge", 0, 1)
    shown = _checked(workspace, inputs, pack)
    progress("judge", 1, 1)
    return shown


def _checked(workspace: Workspace, inputs: Inputs, pack: Pack) -> Results:
    shown, council = judge_inputs(workspace, inputs, pack), inputs.council
    words, exempt = words_of(workspace, inputs), exempt_words(workspace, inputs.plan.period, shown)
    shown = replace(shown, doubts=pd.concat([shown.doubts, exempt_doubts(shown, words, exempt)], ignore_index=True))
    if not shown.table["sensitive"].any() and not (shown.history["state"] == "suppressed").any():
        return shown
    open_to_all = council.disclosure.model_copy(update={"exempt_packs": tuple(Pack)})
    trusted = replace(inputs, council=council.model_copy(update={"disclosure": open_to_all}), judged={})
    exact = told(trusted.figures(pack), Words()).table
    words = replace(words, prose=(*words.prose, *as_prose(exempt)))
    found = not_quoted(telling(shown, exact, words, inputs.framework.measures), exempt)
    shown = replace(shown, signals=pd.concat([shown.signals, _told_before(inputs.figures(pack))], ignore_index=True))
    shown = replace(shown, signals=pd.concat([shown.signals, _linked(inputs)], ignore_index=True))
    places = [pd.MultiIndex.from_frame(frame[["ref", "where", "sentence", "found"]]) for frame in (shown.doubts, found)]
    return replace(shown, doubts=pd.concat([shown.doubts[~places[0].isin(places[1])], found], ignore_index=True))


def _linked(inputs: Inputs) -> pd.DataFrame:
    """Say which measure publishes the count of a sensitive one; its row of the return is named beside it."""
    measures = inputs.framework.as_at(inputs.plan.period).measures
    rows = [
        {
            "ref": ref, "dimension": "consistency", "signal": LINKED,
            "reason": f"its counts are those of {other}, which is sensitive, in every period: what is withheld there "
            f"can be read here. Mark {ref} as sensitive in data/framework/measures.csv",
        }
        for ref, other in linked(inputs.observations, measures).items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(SIGNAL_COLUMNS), dtype="str")


def _told_before(figures: Figures) -> pd.DataFrame:
    """Say of what the pack withholds that earlier editions tell it: for whoever mends it, and for no edition."""
    periods: dict[str, list[str]] = {}
    for ref, period in figures.told_before:
        periods.setdefault(ref, []).append(period.label)
    rows = [
        {
            "ref": ref, "dimension": "consistency", "signal": TOLD_BEFORE,
            "reason": f"what is withheld for {', '.join(named)} can be worked out by readers who kept earlier "
            "editions: mark the total it is a part of as sensitive, so that it is rounded from now on",
        }
        for ref, named in periods.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(SIGNAL_COLUMNS), dtype="str")
