"""A fault of the program itself: said in French, with a report that names places in the code and never a value."""

import platform
import sys
import traceback
from pathlib import Path

from coop_desk import __version__
from coop_desk.core.clock import Clock
from coop_desk.core.i18n import _
from coop_desk.core.saving import save
from coop_desk.screen import preferences

_OURS = Path(__file__).parents[2]
_DEEPEST = 40


def report(error: BaseException) -> str:
    """The kinds of error and the lines of code gone through; messages and values stay out of it."""
    lines = [
        f"Coop Desk {__version__}, Python {platform.python_version()}, {sys.platform} {platform.release()}",
        f"{Clock().now():%Y-%m-%d %H:%M} UTC",
    ]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines += ["", f"{type(cause).__module__}.{type(cause).__qualname__}"]
        for frame in traceback.extract_tb(cause.__traceback__)[-_DEEPEST:]:
            lines.append(f"  {_place(frame.filename)}, {frame.lineno}, {frame.name}")
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def keep(text: str) -> Path:
    """Write a report in the settings folder of this user and return where; RuleBroken FICHIER-10 if it cannot be."""
    folder = preferences.folder() / "rapports"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"rapport-{Clock().now():%Y%m%d-%H%M%S}.txt"
    save(path, text.encode("utf-8"))
    return path


def what_to_do() -> str:
    """What is said to the person: what became of the work, and what to do."""
    return _(
        "Coop Desk a rencontré une erreur qu’il ne prévoyait pas. Ce qui était enregistré l’est resté ; ce que vous "
        "demandiez n’a pas été fait. Recommencez ; si l’erreur revient, fermez et rouvrez Coop Desk, lancez la "
        "vérification du dossier, et donnez le rapport à la personne qui tient le dossier."
    )


def _place(file_name: str) -> str:
    """Where in the program, without the folders of this computer."""
    path = Path(file_name)
    if path.is_relative_to(_OURS) and ".venv" not in path.parts:
        return path.relative_to(_OURS).as_posix()
    for root in sorted(sys.path, key=len, reverse=True):
        if root and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name
