"""Ask who answers for a measure: nobody, or somebody who is no role. Imports nothing of the house."""

from __future__ import annotations

import pandas as pd

NOBODY = ("", "-", "–", "?", "n/a", "na", "nil", "none", "nobody", "not known", "tba", "tbc", "tbd", "to be confirmed",
          "unassigned", "unknown", "vacant", "vacancy")  # fmt: skip
"""What is written where no owner is named."""

DIGITS_OF_A_TELEPHONE = 5
"""No role has as many digits."""


def no_owner(table: pd.DataFrame) -> pd.Series[str]:
    """Tell of a measure for which no owner is named, or one such as "TBC"."""
    nobody = table["owner_role"].str.strip().str.rstrip(".").str.casefold().isin(NOBODY)
    found = table.loc[nobody, "owner_role"].str.strip()
    return ("no owner is named, only “" + found + "”").where(found != "", "no owner is named")


def owner_is_no_role(table: pd.DataFrame) -> pd.Series[str]:
    """Tell of an owner that is an e-mail address or a telephone number: the framework asks for a role.

    A person's name is not looked for: no list of names tells Rose Gardens Manager from Rose Gardener.
    """
    owner = table["owner_role"].str.strip()
    address = owner.str.contains("@", regex=False)
    number = owner.str.count(r"\d") >= DIGITS_OF_A_TELEPHONE
    found = table[address | number]
    return pd.Series("the owner is an address or a number, not a role", index=found.index, dtype="str")
