"""Compare a figure with those of other councils: rank, quartile, median, and who did not report."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.assess.figures.pool import COUNTED
from helpers.assess.others.comparison_note import notes
from helpers.assess.others.peers import compared_figure
from helpers.assess.others.ranks import KEYS, ranked
from helpers.model.group import groups_of
from helpers.model.results import COMPARISONS

COLUMNS = (
    "benchmark_group",
    "benchmark_n",
    "benchmark_rank",
    "benchmark_quartile",
    "benchmark_median",
    "benchmark_missing",
)
NUMBERS = ("n", "rank", "quartile", "median", "lowest", "highest")


def benchmark(figures: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    """Rank figures among those of the same measure and period in the main group of each.

    Parameters
    ----------
    figures, peers
        As :func:`comparisons` takes them.

    Returns
    -------
    pandas.DataFrame
        Indexed as `figures`; empty where nobody can be compared with, and of a count, whose rates these would be.

    Examples
    --------
    >>> ours = pd.DataFrame({"ref": ["TA"], "data_period": ["2019-20-q2"], "value": [1.75], "polarity": ["lower"],
    ...     "unit": ["per 1,000"], "benchmark_group": ["unitaries"]})
    >>> theirs = pd.DataFrame({"ref": ["TA"] * 3, "period": ["2019-20-q2"] * 3, "group": ["unitaries"] * 3,
    ...     "area": ["A", "B", "C"], "value": [1.2, 3.4, None]})
    >>> compared = benchmark(ours, theirs).iloc[0]
    >>> int(compared["benchmark_rank"]), int(compared["benchmark_n"]), compared["benchmark_missing"]
    (2, 3, 'C')
    """
    return main_comparison(figures, comparisons(figures, peers))


def main_comparison(figures: pd.DataFrame, compared: pd.DataFrame) -> pd.DataFrame:
    """Take the comparison with the main group of each figure out of all of them.

    Parameters
    ----------
    compared
        As :func:`comparisons` gives it.
    """
    shown = compared[compared["n"].notna() & compared["median"].notna()]
    main = {ref: (groups_of(named) or ("",))[0] for ref, named in zip(figures["ref"], figures["benchmark_group"],
                                                                     strict=True)}  # fmt: skip
    rows = shown[shown["group"] == shown["ref"].map(main)].set_index("ref")
    rows = rows.reindex(figures["ref"].mask(figures["unit"].isin(COUNTED))).set_axis(figures.index)
    made = {f"benchmark_{name}": rows[name].astype("float64") for name in NUMBERS[:4]}
    texts = {f"benchmark_{name}": rows[name].fillna("").astype("object") for name in ("group", "missing")}
    return pd.DataFrame(made | texts)[list(COLUMNS)]


def comparisons(figures: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    """Rank figures among those of the same measure and period, in every group they are compared with.

    Like is compared with like: peers of another period are left out, and said to be; a measure counted in whole cases
    or pounds is compared by its rate, because councils differ in size, or not at all (rules.md, "Benchmarking").

    Parameters
    ----------
    figures
        Columns `ref`, `data_period`, `value`, `polarity`, `unit`, `benchmark_group` (several separated by ``;``, the
        main one first), and for counts `denominator`; one row a measure.
    peers
        Columns `ref`, `period`, `group`, `area`, `value`, as :func:`helpers.assess.others.peers.comparable` gives them;
        our own council is not in it. Rounded as `figures` are.

    Returns
    -------
    pandas.DataFrame
        :data:`helpers.model.results.COMPARISONS`, one row a measure and group, in the order of `figures`. Rank 1 is the
        best, ties share the better rank, `n` counts us and those who reported; quartile 1 is the best quarter. `note`
        says, in words, why there is no rank, or how the figures were made comparable.
    """
    pairs, theirs = _pairs(figures), _theirs(peers)
    asked, held = _keys(pairs), _keys(theirs)
    used = theirs[held.isin(asked[~pairs["without_rate"]])]
    reporting = set(held[used.index[used["value"].notna()]])
    ours = pairs[asked.isin(reporting) & pairs["value"].notna() & ~pairs["without_rate"]]
    polarity = used["ref"].map(dict(zip(pairs["ref"], pairs["polarity"], strict=True)))
    found = ranked(pd.concat([used.assign(polarity=polarity), ours], ignore_index=True))
    spread = found.groups.reindex(pd.MultiIndex.from_frame(pairs[list(KEYS)])).set_axis(pairs.index)
    names = dict(zip(theirs["group"], theirs["group_name"], strict=True))
    made = pairs.join(spread).join(found.rows.iloc[len(used) :].set_axis(ours.index))
    made["missing"] = made["missing"].where(made["missing"].notna(), "")
    made["group_name"] = [names.get(group, group) for group in made["group"]]
    made["note"] = notes(made, theirs, used)
    numbers = dict.fromkeys(NUMBERS, "float64")
    texts = dict.fromkeys([name for name in COMPARISONS if name not in NUMBERS], "str")
    return made[list(COMPARISONS)].astype(numbers | texts).reset_index(drop=True)


def _pairs(figures: pd.DataFrame) -> pd.DataFrame:
    """Give one row a measure and group; `value` is what is ranked."""
    groups = [groups_of(named) for named in figures["benchmark_group"]]
    again = np.repeat(np.arange(len(figures)), [len(mine) for mine in groups])
    whole = figures.iloc[again].reset_index(drop=True)
    if "denominator" not in whole:
        whole["denominator"] = np.nan
    known, compared = whole["value"].notna(), compared_figure(whole)
    rate = whole["unit"].isin(COUNTED)
    return pd.DataFrame({
        "ref": whole["ref"], "group": [group for mine in groups for group in mine], "polarity": whole["polarity"],
        "period": written(whole["data_period"]), "value": compared, "rate": rate, "area": "",
        "label": [getattr(about, "label", str(about or "")) for about in whole["data_period"]],
        "without_rate": rate & known & compared.isna(),
    })  # fmt: skip


def _theirs(peers: pd.DataFrame) -> pd.DataFrame:
    """Give peers with what is ranked as their `value`; a count that cannot be made a rate is left out."""
    whole = peers.assign(**{
        name: peers[other] for name, other in (("compared", "value"), ("group_name", "group")) if name not in peers
    })  # fmt: skip
    if "marker" not in whole:
        whole["marker"] = ""
    kept = whole[whole["value"].isna() | whole["compared"].notna()]
    return kept.assign(about=kept["period"], period=written(kept["period"]), value=kept["compared"]).reset_index(
        drop=True
    )


def written(periods: pd.Series[str]) -> pd.Series[str]:
    """Write periods as text, each of the few that there are once; empty where there is none."""
    numbers, names = pd.factorize(periods)
    texts = np.array([*(str(name) for name in names), ""], dtype="O")
    return pd.Series(texts[numbers], index=periods.index, dtype="str")


def _keys(frame: pd.DataFrame) -> pd.Series[str]:
    return frame["ref"].astype("str") + "|" + frame["period"] + "|" + frame["group"].astype("str")
