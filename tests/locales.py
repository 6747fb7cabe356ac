"""The locales of the tests, made where they are wanted: the computer may have none of them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMPILED = {"fr_FR.UTF-8": ("fr_FR", "UTF-8"), "fr_FR.ISO-8859-1": ("fr_FR", "ISO-8859-1"),
            "tr_TR.UTF-8": ("tr_TR", "UTF-8")}  # fmt: skip


def make_locales(folder: Path) -> Path:
    """Make them in a folder, for LOCPATH; those that the computer cannot make whole are left out."""
    if shutil.which("localedef"):
        for name, (source, charset) in COMPILED.items():
            command = ["localedef", "-c", "-i", source, "-f", charset, str(folder / name)]
            subprocess.run(command, capture_output=True, check=False)
            if not _writes_a_comma(folder, name):  # without its sources, a folder is made that says nothing
                shutil.rmtree(folder / name, ignore_errors=True)
    return folder


def _writes_a_comma(folder: Path, name: str) -> bool:
    asked = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.localeconv()['decimal_point'])"
    known = {**os.environ, "LOCPATH": str(folder), "LC_ALL": name}
    said = subprocess.run([sys.executable, "-c", asked], env=known, capture_output=True, text=True, check=False)
    return said.stdout.strip() == ","
