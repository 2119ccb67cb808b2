"""One page with every construct that `_extensions/goldenthread/README.md` lists, for both engines."""

from __future__ import annotations

import samples
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

WORDS = """\
## Words

Plain, *leaning*, **strong**, `code` and a [link](index.ipynb), with a footnote.[^one] Marked:
[▲ Green]{.rag .rag-green},
[● Amber]{.rag .rag-amber .rag-forecast}, [Not due]{.rag .rag-none}. Tags are words: <b>not bold</b>.

[^one]: The footnote's words.

#### A level skipped

- one
    - nested
- two

1. first
2. second

Term

:   What it means.

> Quoted words.

```python
print("only shown")
```
"""

TABLES = """\
## Tables

| Option | Households |
|:-------|-----------:|
| Do nothing | 81 |
| Lease more | 68 |

: Options considered {#tbl-options}

@tbl-options comes first, @tbl-cells second (table [-@tbl-cells]); @fig-history has no number but one.
"""

BLOCKS = """\
## Blocks

::: {.callout-note title="Why this matters"}
A callout with **strong** words.
:::

::: {.callout-warning collapse="true"}
### From its heading

Folded on a page, open in a paper.
:::

::: {.panel-tabset}

### Quarter

First tab.

### Year

Second tab.
:::

::: {.content-visible when-format="html"}
Only on the page.
:::

::: {.content-visible unless-format="html"}
Only in papers.
:::

::: {.content-hidden when-format="docx"}
Everywhere but in Word.
:::

::: {.card}
### A measure that is red

Cause, action, owner.
:::
"""


def examples():
    return new_notebook(
        cells=[
            new_markdown_cell(WORDS),
            new_markdown_cell(TABLES),
            samples.table(samples.scorecard_html(3), "tbl-cells", "From a *cell*, see @tbl-options"),
            samples.chart("fig-history", "Households in bed and breakfast"),
            new_markdown_cell(BLOCKS),
            samples.prose("Prose with a [link](measures/CS-01.html) and a tag <i>shown</i>."),
            samples.table(samples.scorecard_html(2)),
            new_code_cell("print('said')", outputs=[new_output("stream", name="stdout", text="said ``` aloud\n")]),
            new_code_cell("warn()", outputs=[new_output("stream", name="stderr", text="SECRET warning")]),
            new_code_cell(
                "#| include: false\nprint()", outputs=[new_output("stream", name="stdout", text="SECRET print")]
            ),
        ]
    )
