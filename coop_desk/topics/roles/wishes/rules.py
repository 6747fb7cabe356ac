"""What a wish may say, and who may be a candidate."""

from collections.abc import Mapping

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.members.rules.categories import ASSOCIATES, Category
from coop_desk.topics.roles.records import RoleMode, Sheet
from coop_desk.topics.roles.rules.sheets import MOST_HOURS
from coop_desk.topics.roles.wishes.records import Wish

WISH_WORDS: Mapping[int, str] = {
    2: N_("J’aimerais beaucoup"),
    1: N_("J’aimerais bien"),
    0: N_("Sans préférence"),
    -1: N_("Plutôt pas"),
    -2: N_("Vraiment pas"),
}
MOST_ROLES = 5


def wish_words(wish: Wish) -> str:
    """What somebody says of a role, in a few words."""
    return said_words(wish.wish, refuses=wish.refuses, stands=wish.stands) if wish.said_on is not None else ""


def said_words(wish: int, *, refuses: bool, stands: bool) -> str:
    """A wish, a refusal or a candidacy in a few words."""
    if refuses:
        return _("refus")
    return _("candidature") if stands else _(WISH_WORDS[wish]).lower()


def check_wish(wish: int, why: str, barred: str, *, refuses: bool, stands: bool) -> None:
    """Raise RuleBroken MAN-09 unless the wish, the refusal or the candidacy holds together."""
    if wish not in WISH_WORDS:
        raise RuleBroken("MAN-09", _("Un souhait va de -2 à +2."))
    if refuses and stands:
        raise RuleBroken("MAN-09", _("Choisissez : refuser ce rôle, ou être candidat."))
    if (refuses or stands) and not why.strip():
        raise RuleBroken("MAN-09", _("Dites pourquoi, en une phrase."))
    if stands and barred:
        raise RuleBroken("MAN-08", barred)


def barred(sheet: Sheet, category: Category | None, *, employed: bool) -> str:
    """Why somebody may not be a candidate for a role, by its sheet; empty when they may."""
    if sheet.associates_only and category not in ASSOCIATES:
        return _("Ce rôle est réservé aux associés, dit sa fiche.")
    if category not in ASSOCIATES and not employed and category is not Category.EMPLOYEE:
        return _("Un rôle se tient quand on travaille dans la coopérative ou qu’on en est associé.")
    if sheet.mode is RoleMode.COOPTED:
        return _("Un cercle choisit qui tient ce rôle : personne ne se déclare avant le tour des nominations.")
    return ""


def check_limits(hours: int, max_roles: int) -> None:
    """Raise RuleBroken MAN-10 unless they can be lived with."""
    if not 0 <= hours <= MOST_HOURS:
        raise RuleBroken("MAN-10", _("De 0 à 160 heures par mois."))
    if not 0 <= max_roles <= MOST_ROLES:
        raise RuleBroken("MAN-10", _("De 0 à 5 rôles à la fois."))
