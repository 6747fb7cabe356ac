"""Where each person's bundle of keys is kept: a table for now, behind two functions, so that a side file can follow."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.crypto.identity import Bundle, bundle_from
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.model import Base, Id

if TYPE_CHECKING:
    from coop_desk.core.actions import Act


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


def keep(act: "Act", bundle: Bundle) -> None:
    """Keep a bundle in place of the former one."""
    row = act.session.get(StoredBundle, bundle.person)
    if row is None:
        act.session.add(StoredBundle(holder_id=bundle.person, content=bundle.to_bytes()))
    else:
        row.content = bundle.to_bytes()
    act.session.flush()
