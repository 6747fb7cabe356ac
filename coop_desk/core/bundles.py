"""Where each person's bundle of keys is kept: in the file, and in the side file that opens it.

The side file is written first: whatever interrupts a change, the password of before or the new one opens the file,
and the file then says which of the two bundles stands.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core import slots
from coop_desk.core.crypto.identity import Bundle, PublicKeys, bundle_from, seal_to
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.model import Base, Id
from coop_desk.core.slots import RootSlot, Slot, Slots

if TYPE_CHECKING:
    from coop_desk.core.actions import Act
    from coop_desk.core.crypto.secret import Secret
    from coop_desk.core.limits import ActSession


class StoredBundle(Base):
    """The bundle of one person: opened by their password alone."""

    __tablename__ = "bundle"
    __words__ = "trousseau"

    holder_id: Mapped[Id]
    content: Mapped[bytes] = mapped_column()


def of(act: "Act", person_id: int) -> Bundle | None:
    """Return a person's bundle, None when they have none yet. Raises RuleBroken KEY-01 or KEY-04."""
    row = act.session.get(StoredBundle, person_id)
    if row is None:
        return None
    try:
        bundle = bundle_from(row.content)
    except Unopened:
        bundle = None
    if bundle is None or bundle.person != person_id:  # somebody else's, put there to sign in with their password
        raise RuleBroken("KEY-04", _("Le trousseau de cette personne est abîmé. Restaurez la dernière sauvegarde."))
    return bundle


def logins(session: "ActSession") -> dict[int, str]:
    """The login of each person whose access is open."""
    from coop_desk.core.accounts import Account

    found = session.scalars(select(Account).where(Account.active))
    return {int(account.holder_id): account.login for account in found}


def keep(act: "Act", bundle: Bundle, public: PublicKeys) -> None:
    """Keep a bundle in place of the former one; `public`: of the pairs sealed in it."""
    content = bundle.to_bytes()
    row = act.session.get(StoredBundle, bundle.person)
    former = row.content if row is not None else None
    _give_slot(act, bundle.person, tuple(c for c in (content, former) if c is not None), public)
    if row is None:
        act.session.add(StoredBundle(holder_id=bundle.person, content=content))
    else:
        row.content = content
    act.session.flush()


def settle(act: "Act") -> bool:
    """Bring the side file in step with the accounts: one slot for each that is open, none for others.

    Return False while the file is in clear because somebody has no keys of their own yet.
    """
    keys = (act.coop.file_key(),) if act.coop.is_sealed else ()
    wanted = _wanted(act, _kept(act), keys)
    if wanted is not None and act.coop.is_sealed and wanted != _kept(act):
        slots.write(act.coop.folder, wanted)
    return wanted is not None


def slots_for(act: "Act", keys: "tuple[Secret, ...]") -> Slots | None:
    """Slots sealing these keys of the file to everybody; None while somebody has no keys of their own yet."""
    return _wanted(act, replace(_kept(act), slots=(), root=None), keys)


def _wanted(act: "Act", kept: Slots, keys: "tuple[Secret, ...]") -> Slots | None:
    from coop_desk.core.accounts import Account
    from coop_desk.core.compartments.model import ROOT, Principal

    newest: dict[int, PublicKeys] = {}
    for row in act.session.scalars(select(Principal).order_by(Principal.generation)):
        newest[row.holder] = PublicKeys(row.box, row.sign)
    bundles = {row.holder_id: row.content for row in act.session.scalars(select(StoredBundle))}
    made = []
    for account in act.session.scalars(select(Account).where(Account.active).order_by(Account.holder_id)):
        public, bundle = newest.get(account.holder_id), bundles.get(account.holder_id)
        if public is None or bundle is None:
            return None
        mark, before = kept.mark(account.login), kept.of_person(account.holder_id)
        if before is not None and before.bundles[:1] == (bundle,) and len(before.keys) == len(keys):
            made.append(replace(before, mark=mark, bundles=(bundle,)))
        else:
            made.append(Slot(mark, account.holder_id, (bundle,), tuple(seal_to(public.box, key) for key in keys)))
    root = newest.get(ROOT)
    if root is None or kept.root is None or kept.root.public != root or len(kept.root.keys) != len(keys):
        sealed = RootSlot(root, tuple(seal_to(root.box, key) for key in keys)) if root is not None else None
        return replace(kept, root=sealed, slots=tuple(made))
    return replace(kept, slots=tuple(made))


def _give_slot(act: "Act", person: int, bundles: tuple[bytes, ...], public: PublicKeys) -> None:
    from coop_desk.core.accounts import Account

    login = act.session.scalar(select(Account.login).where(Account.holder_id == person))
    if login is None or not act.coop.is_sealed:
        return
    kept, key = _kept(act), act.coop.file_key()
    slots.write(act.coop.folder, kept.with_slot(Slot(kept.mark(login), person, bundles, (seal_to(public.box, key),))))


def _kept(act: "Act") -> Slots:
    return slots.read(act.coop.folder) if slots.present(act.coop.folder) else slots.empty()
