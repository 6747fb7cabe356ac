"""What is worth knowing beside a plan: a case that is large, the elections and the draws that it leaves to others."""

from itertools import groupby

from coop_desk.core.i18n import _
from coop_desk.topics.roles.rotation.calendar import month_words
from coop_desk.topics.roles.rotation.case import Case, Mode, Role
from coop_desk.topics.roles.rotation.legal import choices_of

LARGE = 5_000
"""Possible mandates beyond which the proof that a plan is the best may take long."""


def large_in_words(case: Case) -> tuple[str, ...]:
    """What helps when a case is large; nothing when it is not (section 6.4)."""
    if len(choices_of(case).arcs) <= LARGE:
        return ()
    return (
        _("Ce plan est grand : limiter les changements à un mois sur deux ou sur trois accélère beaucoup le calcul et "
          "rend le calendrier plus lisible."),
    )  # fmt: skip


def to_fill_in_words(case: Case) -> tuple[str, ...]:
    """A line for each stretch of months in which an elected or a drawn seat has nobody yet."""
    return tuple(
        _line(case, role, seat, first)
        for role in case.roles
        if not role.planned
        for seat in range(role.seats)
        for first in _free(case, role, seat)
    )


def _free(case: Case, role: Role, seat: int) -> list[int]:
    """The first month of each stretch that nobody holds."""
    held = {month for one in case.fixed_on(role.id, seat) for month in one.months}
    open_ = [month for month in range(case.months) if month not in held]
    return [next(group)[1] for _key, group in groupby(enumerate(open_), key=lambda at: at[1] - at[0])]


def _line(case: Case, role: Role, seat: int, first: int) -> str:
    elected, month = role.mode is Mode.ELECTED, month_words(case, first)
    if not first:
        words = _("« {role} » : personne dès {month}, élection à tenir.")
        if not elected:
            words = _("« {role} » : personne dès {month}, tirage au sort à faire.")
        return words.format(role=role.name, month=month)
    before = next(one for one in case.fixed_on(role.id, seat) if one.last == first - 1)
    words = _("« {role} » : prochaine élection à tenir avant {month}.")
    if not elected:
        words = _("« {role} » : tirage au sort à faire avant {month}.")
    until = _("Le mandat de {name} finit en {month}.")
    ends = until.format(name=case.member(before.member).name, month=month_words(case, before.last))
    return f"{words.format(role=role.name, month=month)} {ends}"
