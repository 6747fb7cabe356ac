"""How a role may be covered while a holder is away for long."""

from enum import StrEnum

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _


class Choice(StrEnum):
    """What was chosen."""

    DEPUTY = "deputy"
    INTERIM = "interim"
    REPLAN = "replan"
    AS_IS = "as_is"


CHOICE_WORDS: dict[Choice, str] = {
    Choice.DEPUTY: N_("la suppléance suffit"),
    Choice.INTERIM: N_("un intérim"),
    Choice.REPLAN: N_("un nouveau plan de rotation"),
    Choice.AS_IS: N_("le rôle attend le retour"),
}


def check_choice(choice: Choice, without: int, decision: str) -> None:
    """Raise RuleBroken COVER-02 when nobody stands in on the days said covered, or when no decision is told."""
    if not decision.strip():
        raise RuleBroken("COVER-02", _("Dites quelle réunion l’a décidé, et quand."))
    if choice is Choice.DEPUTY and without:
        raise RuleBroken(
            "COVER-02", _("Il reste des jours sans personne : nommez d’abord une suppléance pour ces jours-là.")
        )
