"""Take in a file that somebody chose on their PC, whatever stands under that name."""

import stat
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import integer

LARGEST = 20 * 1024 * 1024


def content_of(path: Path, most: int = LARGEST) -> bytes:
    """Return the bytes of a plain file; RuleBroken FICHIER-09 when there is none, FICHIER-02 over so many bytes."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a folder, or a device that never ends
            raise OSError
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except (OSError, ValueError):
        raise RuleBroken(
            "FICHIER-09",
            _("« {name} » ne peut pas être lu : choisissez un fichier que vous pouvez ouvrir.").format(name=path.name),
        ) from None
    if len(content) > most:
        raise RuleBroken(
            "FICHIER-02",
            _("« {name} » dépasse {size} Mo : choisissez-en une version plus légère.").format(
                name=path.name, size=integer(most // (1024 * 1024))
            ),
        )
    return content
