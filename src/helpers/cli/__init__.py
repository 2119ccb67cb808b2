"""Top floor: the commands a person types.

Imports the floors below only when a command needs them, so that ``goldenthread --help`` answers at once.
"""

from __future__ import annotations


def main() -> None:
    """Run ``goldenthread``: refusals and failed notebooks become plain words and exit status 1."""
    from helpers.cli.commands import run

    run()
