"""`coop-desk recount`: verify the public export of a vote, count it again, say what was found."""

from collections.abc import Callable
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import integer
from coop_desk.topics.elections.urn.recounting import recounted


def recount(path: Path, say: Callable[[str], None]) -> None:
    """Count the export again and tell it; RuleBroken URN-13 when it is not the one published."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise RuleBroken("URN-13", _("Ce fichier n’est pas un export de scrutin.")) from None
    found = recounted(text)
    say(str(found.told.header["question"]))
    say(_("Chaîne : {n} lignes, toutes à leur place.").format(n=integer(found.told.lines)))
    if found.result is None:
        say(
            _(
                "Moins de vingt bulletins : les classements sont chez les scrutateurs. Le résultat se recompte avec "
                "leur export entier."
            )
        )
    else:
        for stage in found.result.stages:
            say(f"{stage.number}. {stage.sentence}")
        say(_("Recompté, et d’accord avec le résultat de l’export."))
    say(_("Dernière empreinte, à comparer avec le procès-verbal : {head}").format(head=found.told.head))
