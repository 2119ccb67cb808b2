"""What `check` says of exempt blocks: which there are, and never what they hold: its list is sent on by e-mail."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from helpers.cli.unread import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helpers.model.council import Council
    from helpers.model.period import Period
    from helpers.model.workspace import Workspace


def exempt_listed(workspace: Workspace, period: Period, council: Council) -> list[dict[str, object]]:
    """List the exempt blocks of a period: where each stands, its paragraph and its reason."""
    from helpers.publish.exempt import exempt_blocks_of

    return [
        {"where": block.where, "report": block.slug, "paragraph": block.paragraph, "reason": block.reason}
        for block in exempt_blocks_of(workspace, period, council)
    ]


def exempt_lines(found: Sequence[dict[str, object]]) -> Iterator[str]:
    """Name what is kept for Part II papers."""
    if found:
        yield "\nExempt blocks (in Part II papers alone: `goldenthread build --part-two`)"
    for entry in found:
        text = f"{entry['where']}: paragraph {entry['paragraph']}. {entry['reason']}"
        yield textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
