"""What `check` says of the supplements to a pack: they come after it, and what they lack does not stop it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from helpers.cli.unread import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helpers.model.council import Council
    from helpers.model.edition import EditionPlan
    from helpers.model.workspace import Workspace


def supplements_owed(workspace: Workspace, plan: EditionPlan, council: Council) -> list[dict[str, object]]:
    """List the supplements of a plan, each with its title, its day, and what of it is owed."""
    from dataclasses import asdict

    from helpers.model.supplement import supplements
    from helpers.narrate.supplement import supplement_title
    from helpers.publish.release import checked_supplement

    return [
        {
            "number": supplement.number,
            "title": f"Supplement {supplement.number}: {supplement_title(supplement, council)}",
            "published": supplement.published.isoformat(),
            "owed": [asdict(thing) for thing in checked_supplement(workspace, plan, council, supplement)[1]],
        }
        for supplement in supplements(plan)
    ]


def supplement_lines(found: Sequence[dict[str, object]]) -> Iterator[str]:
    """Say of each supplement when it comes, and what is still to be written for it."""
    from datetime import date

    from helpers.model.period import written_date

    for entry in found:
        day = written_date(date.fromisoformat(str(entry["published"])))
        heading = f"{entry['title']}, to be published on {day} (it does not stop the release of the pack)"
        yield "\n" + textwrap.fill(heading, WIDTH)
        things = entry["owed"]
        assert isinstance(things, list)
        if not things:
            yield "  Nothing is owed."
        for thing in things:
            yield textwrap.fill(thing["words"], WIDTH, initial_indent="  ", subsequent_indent="    ")
            yield f"      {thing['where']}"
