"""Services and teams: two levels, and one stay at a time in a team."""

from collections.abc import Iterable
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import fold, long_day

Stay = tuple[date, date | None]


def check_level(parent_has_parent: bool) -> None:
    """Refuse a third level."""
    if parent_has_parent:
        raise RuleBroken("REGISTER-TEAM", _("Une équipe appartient à un pôle : choisissez un pôle."))


def check_name(name: str, taken: Iterable[str]) -> None:
    """Refuse a team without name, or with the name of another open one."""
    if not name.strip():
        raise RuleBroken("REGISTER-TEAM", _("Donnez un nom."))
    if fold(name.strip()) in {fold(one) for one in taken}:
        message = _("« {name} » existe déjà : choisissez un autre nom.")
        raise RuleBroken("REGISTER-TEAM", message.format(name=name.strip()))


def present(stay: Stay, day: date) -> bool:
    """Tell whether a stay covers a day; its end is the first day out."""
    joined, left = stay
    return joined <= day and (left is None or day < left)


def check_stay(stays: Iterable[Stay], opened_on: date, closed_on: date | None, joined: date) -> None:
    """Refuse to join a team not yet open, already closed, or in which the person already is."""
    if joined < opened_on or (closed_on is not None and joined >= closed_on):
        message = _("L’équipe n’existe pas au {day} : vérifiez la date.")
        raise RuleBroken("REGISTER-TEAM", message.format(day=long_day(joined)))
    if any(left is None or left > joined for _joined, left in stays):
        message = _("Cette personne est déjà dans l’équipe au {day} ou après.")
        raise RuleBroken("REGISTER-TEAM", message.format(day=long_day(joined)))


def check_leaving(stay: Stay, left: date) -> None:
    """Refuse to leave before having joined, or twice."""
    joined, already = stay
    if already is not None:
        message = _("Cette personne a déjà quitté l’équipe le {day}.")
        raise RuleBroken("REGISTER-TEAM", message.format(day=long_day(already)))
    if left < joined:
        message = _("Le départ ne peut précéder l’arrivée, le {day}.")
        raise RuleBroken("REGISTER-TEAM", message.format(day=long_day(joined)))
