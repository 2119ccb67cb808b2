"""The functions' reference: what a notebook may use, from the docstrings. May import the floors below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quartodoc import Builder, MdRenderer, blueprint, layout

from helpers.model.workspace import REPOSITORY
from helpers.present.link import anchor
from helpers.present.parts import Prose
from helpers.publish.assemble.configuration import read_configuration

LAYOUT = REPOSITORY / "_quarto.yml"
"""Its section `quartodoc` says what stands where; a council's own file cannot know what this version has."""


def functions_reference() -> Prose:
    """Explain every function that a notebook may use, in the order of a page.

    It says what ``quartodoc build`` would write: of each section a list of its functions, then each of them with what
    it takes, what it gives, what it refuses and an example.

    Returns
    -------
    Prose
        Its contents, then a heading a section, and below it one a function, whose anchor is the function's full name.

    Examples
    --------
    >>> functions_reference()  # doctest: +SKIP
    """
    builder = Builder.from_quarto_config(read_configuration(LAYOUT))
    sections = blueprint(builder.layout).sections
    renderer = _Renderer(header_level=3, show_signature_annotations=True)
    contents = "\n".join(f"- [{section.title}](#{anchor(section.title)})" for section in sections)
    return Prose("\n\n".join([contents, *(text for section in sections for text in _said(section, renderer))]))


def _said(section: layout.Section, renderer: MdRenderer) -> list[str]:
    """Say what a section of the layout holds: its list, then its functions."""
    functions = [function for page in section.contents for function in page.contents]
    links = [f"- [{each.name}](#{each.anchor}): {renderer.summarize(each.obj)}" for each in functions]
    head = [f"## {section.title} {{#{anchor(section.title)}}}", *filter(None, [section.desc]), "\n".join(links)]
    return [*head, *(renderer.render(function) for function in functions)]


class _Renderer(MdRenderer):  # type: ignore[misc]
    """quartodoc's own, but what a function takes and gives is a list: four columns are too wide for a phone.

    Its own lists are of raw HTML, which a page of ours shows as the letters that it is written in.
    """

    style = "goldenthread"

    def _render_table(self, rows: Sequence[Any], headers: Sequence[str], style: str) -> str:  # noqa: ARG002
        return "\n\n".join(f"{_term(row.name, row.annotation)}\n\n:   {row.description}" for row in rows)


def _term(name: str | None, annotation: str | None) -> str:
    r"""Give the name of an argument with its type; what a function gives has no name, and a rest has stars.

    Examples
    --------
    >>> _term("pack", "str"), _term(None, "Results")
    ('**`pack`**: str', '**Results**')
    """
    if name and annotation:
        return f"**`{name}`**: {annotation}"
    return f"**`{name}`**" if name else f"**{annotation}**"
