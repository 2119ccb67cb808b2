"""What earlier builds kept, for the software that runs now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from helpers.model.workspace import Workspace
from helpers.publish.cache.entries import Entries, key_of
from helpers.publish.cache.software import Software


@dataclass(frozen=True, slots=True)
class Kept:
    """Entries, and the software that made and uses them."""

    entries: Entries
    software: Software

    @classmethod
    def of(cls, workspace: Workspace) -> Kept:
        """Open what was kept in a workspace."""
        return cls(Entries.of(workspace), Software())

    def files(self, kind: str, made_from: object, make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        """Give files that were made from the same thing before, or make them now.

        Parameters
        ----------
        kind
            What they are.
        made_from
            All that they depend on besides the software, as JSON has it.
        make
            Makes them: name to content.
        """
        key = key_of(self.software.name, made_from)
        for entry in self.entries.get(kind, key):
            self.entries.used(kind, key, entry)
            return _unpacked(entry.facts["sizes"], entry.content)
        made = make()
        if self.software.is_as_it_was():
            sizes = [[name, len(content)] for name, content in made.items()]
            self.entries.put(kind, key, {"sizes": sizes}, b"".join(made.values()))
        return made


def _unpacked(sizes: list[list[object]], content: bytes) -> dict[str, bytes]:
    """Part what stands end to end.

    Examples
    --------
    >>> _unpacked([["a", 1], ["b", 2]], b"xyz")
    {'a': b'x', 'b': b'yz'}
    """
    files, start = {}, 0
    for name, size in sizes:
        end = start + int(str(size))
        files[str(name)] = content[start:end]
        start = end
    return files
