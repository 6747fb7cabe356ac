"""What every opening does before any page is shown: what is over is taken back, what is due is handed over."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core.actions import Inner, transact
from coop_desk.core.compartments import drops, epochs, governing, rotation
from coop_desk.core.compartments.epochs import KEY
from coop_desk.core.compartments.model import ROOT, Epoch, Wrap
from coop_desk.core.compartments.names import GOVERNANCE, READ, WRITE, number, words_of
from coop_desk.core.errors import Refused
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import PersonId

if TYPE_CHECKING:
    from coop_desk.core.actions import Act
    from coop_desk.core.desk import Desk

_CLEAN = Inner("core.take_back_keys", N_("Reprise des clés dont la délégation est finie"))
_SETTLE = Inner("core.hand_over_keys", N_("Remise des clés dues"))


def settle_desk(desk: "Desk") -> None:
    """Take back what is over, whoever signs in; then do what a key holder owes. No line is written without need."""
    from coop_desk.core.keeping_journal import settle_journal

    if desk.coop.read_only:
        return
    transact(desk.coop, _CLEAN, desk.person_id, EVERYONE, "", _clean_up, keys=desk.keyring)
    if not desk.holding().titles:
        desk.close()
        raise Refused(_("Votre accès a pris fin. Demandez à la gérance si une décision le prolonge."))
    settle_journal(desk)
    if desk.keyring is not None:
        transact(desk.coop, _SETTLE, desk.person_id, EVERYONE, "", hand_over_dues, keys=desk.keyring)


def _clean_up(act: "Act") -> None:
    from coop_desk.core.accounts import close_ended

    close_ended(act)
    take_back(act)


def take_back(act: "Act") -> int:
    """Delete each key whose holder has no delegation left, or other keys since; it takes none to do it."""
    trust = epochs.trust_of(act)
    over = [w for w in act.session.scalars(select(Wrap).where(Wrap.holder != ROOT)) if not _still_due(act, w)]
    for wrap in over:
        act.session.delete(wrap)
    act.session.flush()
    if over and trust.root:
        act.say(
            ngettext("{n} clé reprise : sa délégation est finie.", "{n} clés reprises : leur délégation est finie.",
                     len(over)).format(n=len(over))
        )  # fmt: skip
    return len(over)


def _still_due(act: "Act", wrap: Wrap) -> bool:
    trust = epochs.trust_of(act)
    newest = trust.newest(wrap.holder)
    if newest is None or not newest.active or newest.generation != wrap.generation:
        return False
    if wrap.what != KEY:
        return True
    return any(not trust.over(d, act.now) for d in trust.delegations(wrap.compartment, wrap.holder))


def hand_over_dues(act: "Act") -> None:
    """As a key holder: move drops, renew keys that somebody left with, hand over keys due to delegates and members."""
    me = int(act.actor_id)
    if not epochs.signs(act):
        return  # a new pair that the governance has not certified yet: nothing it signs would be believed
    governing.take_back(act)
    governing.propose_missing(act)
    open_what_begins(act)
    for compartment in sorted(set(act.session.scalars(select(Epoch.compartment)))):
        trust = epochs.trust_of(act)
        if not trust.may(me, compartment, READ, act.now):
            continue
        epoch = epochs.current_epoch(act, compartment)
        key = epochs.held_key(act, epoch) if epoch is not None else None
        if epoch is None or key is None:
            continue
        if trust.may(me, compartment, WRITE, act.now):
            drops.move_drops(act, compartment)
            if rotation.owed(act, compartment):
                rotation.renew_key(act, compartment)
                continue
        epochs.hand_over(act, epoch, epochs.root_principal(act), KEY, key)  # the recovery key may be another since
        for delegation in trust.delegations(compartment):
            if epochs.may_deposit(act, delegation) and rotation.receives(act, delegation.holder):
                epochs.hand_over(act, epoch, trust.keys_of(delegation.holder), KEY, key)
        epochs.hand_subjects(act, epoch, key)


def open_what_begins(act: "Act") -> None:
    """As somebody who governs, make the first key of each compartment once somebody is to have it.

    Not before: made when nobody may hold it yet, it would be in the recovery code alone, and handed over by nobody.
    """
    trust = epochs.trust_of(act)
    decided = {d.compartment for d in trust.delegations() if epochs.may_deposit(act, d)
               and rotation.receives(act, d.holder)}  # fmt: skip
    missing = decided - {GOVERNANCE} - set(act.session.scalars(select(Epoch.compartment)))
    # A key that was taken out of the file is not made again: what it sealed would be lost under another.
    missing = {each for each in missing if not trust.remembered(f"epoch:{number('epoch', each, 1)}")}
    if missing and governing.able(act, int(act.actor_id)):
        for compartment in sorted(missing):
            epochs.open_compartment(act, compartment)


def due(act: "Act") -> list[str]:
    """Sentences for the pages, until done: what is to be signed, handed over, renewed, moved."""
    return [*governing.due(act), *due_of_keys(act)]


def _brought_back(act: "Act") -> list[str]:
    """Name whose leaked password opens again since a backup of before was restored."""
    names = people_by_id(act.session)
    return [
        _("{name} : un mot de passe divulgué sert de nouveau depuis la restauration. Il est à remplacer comme tel, "
          "page « Préférences ».").format(name=names[PersonId(p.holder)])
        for p in epochs.trust_of(act).disclosed_and_in_use()
    ]  # fmt: skip


def due_of_keys(act: "Act") -> list[str]:
    """Sentences for who holds keys: handed over to whom, rotations owed, drops waiting."""
    from coop_desk.core.compartments import delegating

    said = [*_brought_back(act), *delegating.awaited(act)]
    for compartment in sorted(set(act.session.scalars(select(Epoch.compartment)))):
        if rotation.owed(act, compartment):
            said.append(
                _("« {what} » : la clé doit être renouvelée. Ce sera fait à la prochaine session d’une personne qui "
                  "y écrit.").format(what=words_of(compartment))
            )  # fmt: skip
        if waiting := drops.waiting(act, compartment):
            said.append(
                ngettext("« {what} » : {n} dépôt attend.", "« {what} » : {n} dépôts attendent.", waiting).format(
                    what=words_of(compartment), n=waiting
                )
            )
    return said
