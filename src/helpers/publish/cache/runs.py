"""Executed notebooks of earlier builds: taken again where notebook, parameters and all that was read are the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from helpers.publish.cache.drawings import DRAWINGS_VARIABLE
from helpers.publish.cache.entries import key_of
from helpers.publish.cache.front_door import uses_only_the_front_door
from helpers.publish.cache.kept import Kept
from helpers.publish.cache.reading import READING_VARIABLE, VERSION, WHOLE, Fingerprints, View, views_read
from helpers.publish.notebook import read_notebook
from helpers.publish.run.job import Job, Outcome

KIND, VIEWS = "notebooks", "views"


class KeptRuns:
    """The runs of earlier builds, as one build may use them.

    Parameters
    ----------
    kept
        What earlier builds kept.
    fingerprints
        Hashes of what can be read of this build's results.
    notes
        Folder in which the notebooks' processes note what they read.
    """

    def __init__(self, kept: Kept, fingerprints: Fingerprints, notes: Path) -> None:
        self._entries, self._software = kept.entries, kept.software
        self._fingerprints, self._notes = fingerprints, notes
        self._whole = key_of(self._software.name, fingerprints.edition, fingerprints.of(WHOLE))
        for entry in self._entries.get(VIEWS, self._whole):
            fingerprints.learn({(noun, name): seen for noun, name, seen in json.loads(entry.content)})

    def find(self, job: Job) -> Outcome | None:
        """Put the executed notebook of an earlier run of the same in its place; nothing where there is none."""
        key = self._key(job)
        for entry in self._entries.get(KIND, key):
            read: list[tuple[View, str]] = [((noun, name), seen) for noun, name, seen in entry.facts["read"]]
            if all(self._fingerprints.of(view) == seen for view, seen in read):
                self._entries.used(KIND, key, entry)
                job.output.parent.mkdir(parents=True, exist_ok=True)
                job.output.write_bytes(entry.content)
                return Outcome(job, ok=True, seconds=0.0, reused=True)
        return None

    def watching(self, job: Job) -> Job:
        """Give the job so that its process notes what it reads of the store, and finds the charts drawn before."""
        notes = self._notes / f"{key_of(str(job.output))}.jsonl"
        self._notes.mkdir(parents=True, exist_ok=True)
        notes.unlink(missing_ok=True)
        told = {READING_VARIABLE: str(notes), DRAWINGS_VARIABLE: str(self._entries.folder)}
        return replace(job, environment={**job.environment, **told})

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what has run well and depends on nothing but its notebook, its parameters and the store."""
        if not self._software.is_as_it_was():
            return
        for outcome in outcomes:
            job = outcome.job
            if outcome.ok and uses_only_the_front_door(read_notebook(job.source)):
                views = views_read(Path(job.environment[READING_VARIABLE]))
                read = [[*view, self._fingerprints.of(view)] for view in views]
                self._entries.put(KIND, self._key(job), {"read": read}, job.output.read_bytes())

    def keep_views(self) -> None:
        """Keep the hashes of the views of these results: to narrow them to every measure takes its time."""
        views = [[*view, seen] for view, seen in sorted(self._fingerprints.known.items()) if view != VERSION]
        self._entries.put(VIEWS, self._whole, {}, json.dumps(views).encode())

    def _key(self, job: Job) -> str:
        return key_of(
            self._software.name, self._fingerprints.edition, job.source.name,
            hashlib.sha256(job.source.read_bytes()).hexdigest(),
            {name: repr(value) for name, value in job.parameters.items()},
        )  # fmt: skip
