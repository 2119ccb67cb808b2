"""Doubt figures: the signs of data quality that the returns themselves give, one kind a room.

`signals` finds them, `rating` brings them to a rating. May import `model` and the rest of `assess`.
"""

from helpers.assess.quality.sign import SIGNAL_COLUMNS

__all__ = ["SIGNAL_COLUMNS"]
