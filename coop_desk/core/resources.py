"""Where the icons, fonts, texts and rules that ship with the program are."""

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Folder of the resources: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).resolve().parent.parent
    frozen = Path(getattr(sys, "_MEIPASS", package)) / "resources"
    for folder in (package / "_resources", package.parent / "resources", frozen):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("resources")


def path(*parts: str) -> Path:
    """Return the path of a resource, for instance path("fonts", "SourceSans3-Regular.ttf")."""
    return root().joinpath(*parts)
