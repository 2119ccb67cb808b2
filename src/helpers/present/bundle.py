"""The one script that draws every chart again in the reader's browser. May import nothing of the house."""

from __future__ import annotations

from functools import cache

import vl_convert

NAME = "vega.js"
"""The file's name: ``charts.js`` looks for it in its own folder."""

_ONLY_WHAT_CHARTS_NEED = "window.vegaEmbed = vegaEmbed;"

_ALONE = '"use strict";\n(() => {{\n{}\n}})();\n'
"""Keeps the libraries' hundreds of short names out of the page, where Quarto's own scripts live too."""


@cache
def bundle() -> str:
    """Give Vega, Vega-Lite and Vega-Embed as one script that needs nothing else and sets ``window.vegaEmbed``.

    With ``vegaEmbed(…, {ast: true})`` it draws by Vega's own interpreter of expressions, so that a page whose
    Content-Security-Policy forbids ``eval`` has its charts all the same.

    Returns
    -------
    str
        JavaScript, about 0.9 MB, the same in every build; worked out once a process.

    Examples
    --------
    >>> "window.vegaEmbed=" in bundle()
    True
    """
    script = str(vl_convert.javascript_bundle(_ONLY_WHAT_CHARTS_NEED)).strip()
    return _ALONE.format(script)
