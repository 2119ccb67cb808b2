"""How a cell looks in JupyterLab, where no build has been: as the page will look. May import the floors below."""

from __future__ import annotations

from helpers.narrate.escape import READER

OUTPUT = ".jp-RenderedHTML"
"""Where JupyterLab shows the HTML of a cell."""

TABLES = "& .gt_table :is(th, td):not(.num) { text-align: left; }"

_seen_by_hand = False


def open_by_hand(stylesheet: str) -> None:
    """Show every part from now on as its page will show it, in the pages' own style.

    Parameters
    ----------
    stylesheet
        The pages' CSS. Its rules are held within the cells' outputs; a dark page's are left out, for JupyterLab has a
        theme of its own.
    """
    global _seen_by_hand
    from IPython.display import HTML, display

    _seen_by_hand = True
    display(HTML(f"<style>{within_outputs(stylesheet)}</style>"))  # type: ignore[no-untyped-call]


def within_outputs(stylesheet: str) -> str:
    r"""Hold the rules of a stylesheet within the outputs of cells, and undo what JupyterLab does to tables.

    Examples
    --------
    >>> within_outputs(":root { --ink: black; }")
    '.jp-RenderedHTML {\n& { --ink: black; }\n& .gt_table :is(th, td):not(.num) { text-align: left; }\n}'
    """
    return f"{OUTPUT} {{\n{stylesheet.replace(':root {', '& {').replace('</', '')}\n{TABLES}\n}}"


def as_seen(data: dict[str, str]) -> dict[str, str]:
    """Give an output as JupyterLab is to show it: Markdown, which it reads in its own way, as HTML.

    Examples
    --------
    >>> as_seen({"text/html": "<p>All is well.</p>"})
    {'text/html': '<p>All is well.</p>'}
    """
    if not _seen_by_hand or "text/markdown" not in data:
        return data
    import pypandoc

    return {"text/html": pypandoc.convert_text(data["text/markdown"], "html", format=READER)}
