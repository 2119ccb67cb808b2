"""What a cell of a notebook may show: prose, a table, a chart, or several of these. May import the floors below."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from helpers.present.by_hand import as_seen


class Part(Protocol):
    """Something that a notebook shows when it stands last in a cell."""

    def bundles(self) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Give the outputs as pairs of MIME bundle and metadata."""
        ...


class _Shown:
    """Shows itself as display data, without the text/plain that Jupyter would add."""

    def bundles(self) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Give the outputs as pairs of MIME bundle and metadata."""
        raise NotImplementedError

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for data, metadata in self.bundles():
            display(as_seen(data), raw=True, metadata=metadata)  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Prose(_Shown):
    """Words, as Markdown that every engine reads alike.

    Examples
    --------
    >>> Prose("All is well.").bundles()
    [({'text/markdown': 'All is well.'}, {})]
    """

    markdown: str

    def bundles(self) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Give the words as Markdown; nothing at all where there are none."""
        return [({"text/markdown": self.markdown}, {})] if self.markdown.strip() else []


@dataclass(frozen=True, slots=True)
class Table(_Shown):
    """One HTML table: classes only, no style of its own, an id that is the same in every build."""

    html: str

    def bundles(self) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Give the table as HTML."""
        return [({"text/html": self.html}, {})]


@dataclass(frozen=True, slots=True)
class Markup(_Shown):
    """Other HTML with one root, written by this package with every text in it escaped.

    Examples
    --------
    >>> Markup("<p>All is well.</p>").bundles()
    [({'text/html': '<p>All is well.</p>'}, {})]
    """

    html: str

    def bundles(self) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Give the markup as HTML."""
        return [({"text/html": self.html}, {})]


@dataclass(frozen=True, slots=True)
class Chart(_Shown):
    """A chart: for pages a figure with its drawing, specification and data; for papers a picture with its words.

    Attributes
    ----------
    html
        The whole figure.
    png
        The picture for Word and PDF.
    alt
        What the picture shows, in words.
    """

    html: str
    png: bytes
    alt: str

    def bundles(self) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Give the figure and the picture; the words for the picture travel as its metadata."""
        data = {"text/html": self.html, "image/png": b64encode(self.png).decode("ascii")}
        return [(data, {"image/png": {"alt": self.alt}})]


@dataclass(frozen=True, slots=True)
class Parts(_Shown):
    """Several parts, one after the other."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Parts:
        """Gather parts."""
        return cls(tuple(parts))

    def bundles(self) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Give the outputs of every part in order."""
        return [bundle for part in self.parts for bundle in part.bundles()]
