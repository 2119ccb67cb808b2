"""Open JupyterLab on a period: in its folder, with this software's kernel, keeping every text at every save."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.model.errors import Refused
from helpers.model.period import Period
from helpers.model.workspace import Workspace

SETTINGS = Path(__file__).with_name("jupyter")
ON_SAVE = "helpers.author.history.keep_on_save"
QUIET = (
    "--LabApp.news_url=None", "--LabApp.extension_manager=readonly",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
)  # fmt: skip
"""Ask nothing of the outside world: no news, no updates, no extensions."""


def lab_command(workspace: Workspace, period: Period, options: Sequence[str] = ()) -> list[str]:
    """Give the command that starts JupyterLab on a period.

    Parameters
    ----------
    options
        JupyterLab's own, such as ``--no-browser``.

    Raises
    ------
    Refused
        The period has not been opened.
    """
    if not workspace.notebooks(period):
        raise Refused.one(
            f"reports/{period}", "no notebook of this period", "a period that has been opened",
            f"Run: goldenthread open {period}",
        )  # fmt: skip
    return [
        sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={workspace.root}",
        f"--LabApp.default_url=/lab/tree/reports/{period}", f"--FileContentsManager.post_save_hook={ON_SAVE}", *QUIET,
        *options,
    ]  # fmt: skip


def lab_environment() -> dict[str, str]:
    """Give the environment in which JupyterLab finds the kernel of this very Python before any other, and our settings.

    The settings stand in ``jupyter/labconfig`` beside this file: no question about news, no question about kernels.
    """
    paths = [str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    return dict(os.environ) | {
        "JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))
    }  # fmt: skip
