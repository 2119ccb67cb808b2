"""Compare a figure with those of other councils: rank, quartile, median, and who did not report."""

from __future__ import annotations

import pandas as pd

from helpers.assess.comparison_note import notes
from helpers.assess.derive import COUNTED
from helpers.assess.peers import compared_figure
from helpers.assess.ranks import KEYS, SPREAD, ranked
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
        Columns `ref`, `period`, `group`, `area`, `value`, as :func:`helpers.assess.peers.comparable` gives them; our
        own council is not in it. Rounded as `figures` are.

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
    rows = pd.concat([used.assign(ours=False), ours.assign(ours=True)], ignore_index=True)
    rows["polarity"] = rows["ref"].map(dict(zip(pairs["ref"], pairs["polarity"], strict=True))).astype("str")
    found = ranked(rows)
    places = found.rows[rows["ours"]].set_index(pd.MultiIndex.from_frame(rows.loc[rows["ours"], list(KEYS)]))
    names = theirs.drop_duplicates("group").set_index("group")["group_name"]
    made = pairs.join(found.groups[list(SPREAD)], on=list(KEYS)).join(places, on=list(KEYS))
    made["missing"] = made["missing"].fillna("")
    made["group_name"] = made["group"].map(lambda group: names.get(group, group))
    made["note"] = notes(made, theirs, used)
    numbers = dict.fromkeys(NUMBERS, "float64")
    texts = dict.fromkeys([name for name in COMPARISONS if name not in NUMBERS], "str")
    return made[list(COMPARISONS)].astype(numbers | texts).reset_index(drop=True)


def _pairs(figures: pd.DataFrame) -> pd.DataFrame:
    """Give one row a measure and group; `value` is what is ranked."""
    whole = figures.reindex(columns=[*figures.columns, *({"denominator"} - set(figures))])
    abouts = whole["data_period"]
    made = pd.DataFrame({
        "ref": whole["ref"], "group": whole["benchmark_group"].map(groups_of), "polarity": whole["polarity"],
        "period": _texts(abouts), "value": compared_figure(whole.astype({"denominator": "float64"})),
        "label": [getattr(about, "label", str(about or "")) for about in abouts],
        "rate": whole["unit"].isin(COUNTED), "area": "", "unit": whole["unit"], "known": whole["value"].notna(),
    })  # fmt: skip
    made["without_rate"] = made["rate"] & made["known"] & made["value"].isna()
    return made.explode("group").dropna(subset=["group"]).reset_index(drop=True)


def _theirs(peers: pd.DataFrame) -> pd.DataFrame:
    """Give peers with what is ranked as their `value`; a count that cannot be made a rate is left out."""
    whole = peers.assign(**{
        name: peers[other] for name, other in (("compared", "value"), ("group_name", "group")) if name not in peers
    })  # fmt: skip
    if "marker" not in whole:
        whole["marker"] = ""
    kept = whole[whole["value"].isna() | whole["compared"].notna()]
    return kept.assign(about=kept["period"], period=_texts(kept["period"]), value=kept["compared"]).reset_index(
        drop=True
    )


def _texts(periods: pd.Series[str]) -> pd.Series[str]:
    written = {period: str(period) for period in periods.unique() if period is not None and period == period}
    return periods.map(lambda period: written.get(period, "")).astype("str")


def _keys(frame: pd.DataFrame) -> pd.Series[str]:
    return frame["ref"].astype("str") + "|" + frame["period"] + "|" + frame["group"].astype("str")
