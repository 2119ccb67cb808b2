"""Top floor: the commands a person types.

Imports the floors below only when a command needs them, so that ``goldenthread --help`` answers at once.
"""

from __future__ import annotations


def main() -> None:
    """Run ``goldenthread``: refusals and failed notebooks become plain words and exit status 1."""
    import gc

    from helpers.cli.commands import run

    # Rows of a national file are many, small and no garbage: looking through them again and again was half the reading.
    gc.set_threshold(100_000, 20, 20)
    run()
