"""Who may hold a proxy, and how many (VOT-03, VOT-04, VOT-05, VOT-07)."""

from collections.abc import Mapping, Set

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.assemblies.rules.law import Terms
from coop_desk.topics.assemblies.rules.room import Room


def max_proxies(associates: int, statutes_cap: int | None = None) -> int:
    """One below 20 associates, then one twentieth of them; the statutes may only be stricter (VOT-04)."""
    legal = 1 if associates < 20 else associates // 20
    return legal if statutes_cap is None else min(legal, statutes_cap)


def proxy_cap(terms: Terms, body: BodyKind, associates: int) -> int:
    """The cap of the day; one in any other body than the general assembly (SA-07)."""
    return max_proxies(associates, terms.max_proxies) if body is BodyKind.GENERAL_ASSEMBLY else 1


def check_proxy(room: Room, electorate: Set[int], names: Mapping[int, str], giver: int, holder: int, cap: int) -> None:
    """Refuse a proxy that would not stand, saying why and what to do."""
    from_whom, to_whom = names[giver], names[holder]
    if giver not in electorate:
        raise RuleBroken(
            "VOT-03",
            _("{giver} n’a pas le droit de vote dans cette instance et ne peut pas donner de pouvoir.").format(
                giver=from_whom
            ),
        )
    if giver == holder:
        raise RuleBroken("VOT-03", _("Un pouvoir se donne à une autre personne : choisissez un autre mandataire."))
    if holder not in electorate:
        raise RuleBroken(
            "VOT-03",
            _(
                "{holder} n’a pas le droit de vote ici. Un pouvoir se donne seulement à un associé qui peut voter."
            ).format(holder=to_whom),
        )
    if giver in room.present:
        raise RuleBroken(
            "VOT-07",
            _("{giver} est dans la salle et vote en personne. Notez d’abord son départ.").format(giver=from_whom),
        )
    _check_chain(room, names, giver, holder)
    if giver in room.proxies:
        raise RuleBroken(
            "VOT-07",
            _("{giver} a déjà donné pouvoir. Retirez d’abord ce pouvoir.").format(giver=from_whom),
        )
    check_cap(room, names, holder, cap)


def check_blank_proxy(room: Room, electorate: Set[int], names: Mapping[int, str], giver: int, terms: Terms) -> None:
    """Refuse a proxy without a name where the statutes do not take them (VOT-05)."""
    if giver not in electorate:
        raise RuleBroken(
            "VOT-03",
            _("{giver} n’a pas le droit de vote dans cette instance et ne peut pas donner de pouvoir.").format(
                giver=names[giver]
            ),
        )
    if not terms.blank_proxies:
        raise RuleBroken("VOT-05", _("Les statuts n’admettent pas de pouvoir sans nom : nommez un mandataire."))
    if giver in room.present:
        raise RuleBroken(
            "VOT-07",
            _("{giver} est dans la salle et vote en personne. Notez d’abord son départ.").format(giver=names[giver]),
        )
    if giver in room.proxies or room.held_by(giver):
        raise RuleBroken(
            "VOT-07",
            _("{giver} a déjà donné ou reçu un pouvoir. Retirez d’abord ce pouvoir.").format(giver=names[giver]),
        )


def check_cap(room: Room, names: Mapping[int, str], holder: int, cap: int) -> None:
    """Refuse one proxy too many (VOT-04)."""
    held = len(room.held_by(holder))
    if held + 1 > cap:
        raise RuleBroken(
            "VOT-04",
            ngettext(
                "{holder} détient déjà {held} pouvoir et ne peut pas dépasser {cap} : choisissez un autre mandataire.",
                "{holder} détient déjà {held} pouvoirs et ne peut pas dépasser {cap} : choisissez un autre mandataire.",
                held,
            ).format(holder=names[holder], held=integer(held), cap=integer(cap)),
        )


def _check_chain(room: Room, names: Mapping[int, str], giver: int, holder: int) -> None:
    if room.proxies.get(holder) == giver:
        raise RuleBroken(
            "VOT-03",
            _(
                "{holder} a déjà donné pouvoir à {giver} : deux personnes ne peuvent pas se représenter l’une l’autre."
            ).format(holder=names[holder], giver=names[giver]),
        )
    if holder in room.proxies:
        raise RuleBroken(
            "VOT-03",
            _(
                "{holder} a donné son propre pouvoir et ne peut pas en recevoir : choisissez un autre mandataire."
            ).format(holder=names[holder]),
        )
    if room.held_by(giver):
        raise RuleBroken(
            "VOT-03",
            _(
                "{giver} détient un pouvoir et ne peut pas le transmettre avec le sien. Retirez d’abord ce pouvoir."
            ).format(giver=names[giver]),
        )
