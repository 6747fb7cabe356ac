"""The locales of the tests, made where they are wanted: the computer may have none of them."""

import shutil
import subprocess
from pathlib import Path

COMPILED = {"fr_FR.UTF-8": ("fr_FR", "UTF-8"), "fr_FR.ISO-8859-1": ("fr_FR", "ISO-8859-1"),
            "tr_TR.UTF-8": ("tr_TR", "UTF-8")}  # fmt: skip


def make_locales(folder: Path) -> Path:
    """Make them in a folder, for LOCPATH; nothing where the computer cannot."""
    if shutil.which("localedef"):
        for name, (source, charset) in COMPILED.items():
            command = ["localedef", "-c", "-i", source, "-f", charset, str(folder / name)]
            subprocess.run(command, capture_output=True, check=False)
    return folder
