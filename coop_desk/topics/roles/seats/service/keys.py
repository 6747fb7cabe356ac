"""The keys a role asks for: proposed with its mandate for the same days, withdrawn with it. None is given here."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.compartments import delegating, epochs
from coop_desk.core.compartments.model import Delegation
from coop_desk.core.compartments.names import READ, RIGHTS, WRITE, words_of
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.service import when_ended
from coop_desk.topics.roles.records import KeyUse, Sheet
from coop_desk.topics.roles.seats.model import RoleMandateKey
from coop_desk.topics.roles.seats.records import RoleMandateLine

YEARLY = frozenset({"pay", "absence"})
"""The compartments that are cut by year."""


def propose_keys(act: Act, line: RoleMandateLine, sheet: Sheet) -> None:
    """Propose the delegations of keys of a mandate, from the day its rights begin to its last one."""
    starts_on = max(line.rights_from, act.today)
    if starts_on > line.ends_on:
        return
    for compartment, use in _asked(sheet, line):
        if _covered(act, line, compartment, use):
            continue
        row = delegating.propose(
            act, compartment, PersonId(line.person_id), READ if use is KeyUse.READ else WRITE, starts_on,
            line.ends_on, export=use is KeyUse.EXPORT,
        )  # fmt: skip
        act.session.add(RoleMandateKey(mandate_id=line.id, delegation=row.id))
        act.session.flush()


def _asked(sheet: Sheet, line: RoleMandateLine) -> Iterator[tuple[str, KeyUse]]:
    for family in RIGHTS:
        use = KeyUse(sheet.keys[family]) if family in sheet.keys else None
        if use is not None and family in YEARLY:
            yield from ((f"{family}/{year}", use) for year in range(line.rights_from.year, line.ends_on.year + 1))
        elif use is not None:
            yield family, use


def _covered(act: Act, line: RoleMandateLine, compartment: str, use: KeyUse) -> bool:
    """Whether a delegation of the person, decided apart or proposed with this mandate, covers these days already."""
    trust, tied = epochs.trust_of(act), dict(_tied(act))
    for row in act.session.scalars(select(Delegation).where(Delegation.holder == line.person_id)):
        of_another = tied.get(row.id, line.id) != line.id
        if row.compartment != compartment or of_another or trust.withdrawn(row, line.ends_on):
            continue
        enough = (use is KeyUse.READ or row.right == WRITE) and (use is not KeyUse.EXPORT or row.export)
        known = (trust.decided(row) and not trust.over(row, act.now)) or (row.decision is None and row.id in tied)
        whole = row.starts_on <= max(line.rights_from, act.today) and (row.ends_on or line.ends_on) >= line.ends_on
        if enough and known and whole:
            return True
    return False


def _tied(act: Act) -> Iterator[tuple[int, int]]:
    return ((row.delegation, row.mandate_id) for row in act.session.scalars(select(RoleMandateKey)))


@when_ended
def withdraw_keys(act: Act, mandate_id: int, on: date) -> None:
    """End the keys of a mandate with it, however it ends: they open nothing after that day."""
    why = _("Fin du mandat, le {day}").format(day=long_day(on))
    for delegation, mandate in list(_tied(act)):
        if mandate == mandate_id:
            delegating.withdraw(act, delegation, on, why)


def keys_said(act: Act, line: RoleMandateLine) -> tuple[str, ...]:
    """The keys proposed with a mandate and where each stands, in words."""
    trust, tied = epochs.trust_of(act), {delegation for delegation, mandate in _tied(act) if mandate == line.id}
    said = []
    for row in act.session.scalars(select(Delegation).order_by(Delegation.compartment)):
        if row.id not in tied:
            continue
        if row.decision is None:
            words = _("{key} : proposée, à décider par la gouvernance des clés")
        elif trust.over(row, act.now):
            words = _("{key} : terminée")
        else:
            words = _("{key} : décidée, à partir du {day}")
        said.append(words.format(key=words_of(row.compartment), day=long_day(row.starts_on)))
    return tuple(said)


def undecided(act: Act) -> dict[int, tuple[str, ...]]:
    """The keys proposed with mandates that nobody decided yet, by mandate, in words."""
    found: dict[int, list[str]] = {}
    tied = dict(_tied(act))
    for row in act.session.scalars(select(Delegation).where(Delegation.decision.is_(None))):
        if row.id in tied and (row.ends_on is None or row.ends_on >= act.today):
            found.setdefault(tied[row.id], []).append(words_of(row.compartment))
    return {mandate: tuple(sorted(words)) for mandate, words in found.items()}
