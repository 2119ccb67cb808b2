"""The finishing step of Word papers: what pandoc and Quarto lose is put back, the same for both engines.

`_extensions/goldenthread/finish.py` calls it after Quarto has rendered; the embedded engine calls it paper by paper.
May import `helpers.model` and python-docx; it reads only the project folder and the paper.
"""

from helpers.publish.render.finish.paper import finish_outputs, finish_paper
from helpers.publish.render.finish.sizes import sized_pages

__all__ = ["finish_outputs", "finish_paper", "sized_pages"]
