"""The keys of a compartment: opened from a verified wrap, made anew, and handed to those who may hold them."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core.compartments.model import ROOT, Delegation, Epoch, Principal, Wrap
from coop_desk.core.compartments.names import number, words_of
from coop_desk.core.compartments.trust import Trust, epoch_statement, wrap_statement
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.identity import seal_to
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.model import Person, PersonId
from coop_desk.core.words import fold, listed

if TYPE_CHECKING:
    from coop_desk.core.actions import Act

KEY, SUBJECT = "K", "S"  # what a wrap holds


def keyring_of(act: "Act") -> Keyring:
    """The keys of the session. Raises RuleBroken KEY-08 when it was opened without a password."""
    if act.keys is None:
        raise RuleBroken(
            "KEY-08", _("Vos clés ne sont pas ouvertes : fermez votre session et identifiez-vous de nouveau.")
        )
    return act.keys


def trust_of(act: "Act") -> Trust:
    """What may be believed in this act, read once and again after each change of it."""
    root = act.keys.root if act.keys is not None else b""
    act.session.flush()
    seen: tuple[int, bytes, Trust] | None = act.session.info.get("trust")
    changes = act.session.changes
    since = {c.table for c in changes[seen[0] :]} if seen is not None else set()
    if seen is None or seen[1] != root or since & {"principal", "delegation", "revocation", "key_withdrawal"}:
        trust = Trust(act.session, root)
    else:
        trust = seen[2]
        if "epoch" in since:
            trust.current.clear()
    act.session.info["trust"] = (len(changes), root, trust)
    return trust


def current_epoch(act: "Act", compartment: str) -> Epoch | None:
    """The verified epoch in force; None when the compartment was never opened.

    Raises RuleBroken KEY-09 when the newest one was taken out of the file, or is signed by nobody able to.
    """
    trust = trust_of(act)
    if compartment in trust.current:
        return trust.current[compartment]
    newest = act.session.scalar(select(Epoch).where(Epoch.compartment == compartment).order_by(Epoch.n.desc()).limit(1))
    following = number("epoch", compartment, (newest.n if newest else 0) + 1)
    if trust.remembered(f"epoch:{following}") or (newest is not None and not _rightly_numbered(newest, trust)):
        raise RuleBroken(
            "KEY-09",
            _(
                "« {what} » : la clé en cours n’est pas celle que le journal annonce. Rien n’est ouvert ni scellé. "
                "Restaurez la dernière sauvegarde."
            ).format(what=words_of(compartment)),
        )
    trust.current[compartment] = newest
    return newest


def _rightly_numbered(epoch: Epoch, trust: Trust) -> bool:
    return epoch.id == number("epoch", epoch.compartment, epoch.n) and trust.epoch_holds(epoch)


def opened_epoch(act: "Act", compartment: str) -> Epoch:
    """The verified epoch in force. Raises RuleBroken KEY-10 when the compartment was never opened."""
    epoch = current_epoch(act, compartment)
    if epoch is None:
        said = _(
            "La clé de « {what} » n’a pas encore été faite. Elle l’est à la session de qui signe pour la gouvernance, "
            "dans le mois qui précède le début d’une délégation décidée."
        )
        raise RuleBroken("KEY-10", said.format(what=words_of(compartment)))
    return epoch


def opened_key(act: "Act", epoch: Epoch) -> Secret:
    """The compartment's key for this session. Raises RuleBroken KEY-10 when it was not handed over."""
    key = held_key(act, epoch)
    if key is None:
        raise RuleBroken(
            "KEY-10",
            _(
                "La clé de « {what} » ne vous a pas été remise. Demandez la remise des clés à {names} : "
                "elle se fait à l’ouverture de sa session."
            ).format(
                what=words_of(epoch.compartment),
                names=listed(keepers(act, epoch)) or _("une personne qui garde le code de secours"),
            ),
        )
    return key


def keepers(act: "Act", epoch: Epoch) -> list[str]:
    """Names of the people who may open the compartment today and were handed its key."""
    trust = trust_of(act)
    found = {}
    for delegation in trust.delegations(epoch.compartment):
        newest = trust.newest(delegation.holder)
        if newest is None or not newest.active or not trust.runs(delegation, act.now):
            continue
        wrap = number("wrap", epoch.compartment, epoch.n, newest.holder, newest.generation, KEY)
        if act.session.get(Wrap, wrap) is not None:
            found[newest.holder] = act.session.get_one(Person, PersonId(newest.holder)).name
    return sorted(found.values(), key=fold)


def held_key(act: "Act", epoch: Epoch) -> Secret | None:
    """The compartment's key, None when this person holds none. Raises RuleBroken KEY-11 for a wrong wrap."""
    ring = keyring_of(act)
    wrap = _wrap(act, epoch, ring.person_id, KEY)
    if wrap is None:
        return None  # taken back: even a session that had opened it does without
    kept = ring.kept(epoch.compartment, epoch.n, KEY)
    if kept is not None:
        return kept
    key = _unwrapped(act, wrap, ring)
    if derive.key_id(key) != epoch.kid:
        raise _wrong_wrap(epoch.compartment)
    ring.keep(epoch.compartment, epoch.n, KEY, key)
    return key


def held_subject(act: "Act", epoch: Epoch) -> Secret | None:
    """The key of one's own records; None while nobody has handed it over."""
    ring = keyring_of(act)
    kept = ring.kept(epoch.compartment, epoch.n, SUBJECT)
    if kept is not None:
        return kept
    wrap = _wrap(act, epoch, ring.person_id, SUBJECT)
    if wrap is None:
        return None
    subject = _unwrapped(act, wrap, ring)
    ring.keep(epoch.compartment, epoch.n, SUBJECT, subject)
    return subject


def _wrap(act: "Act", epoch: Epoch, holder: int, what: str) -> Wrap | None:
    generation = act.keys.generation if act.keys else 0
    return act.session.get(Wrap, number("wrap", epoch.compartment, epoch.n, holder, generation, what))


def _unwrapped(act: "Act", wrap: Wrap, ring: Keyring) -> Secret:
    said = (wrap.holder, wrap.generation)
    if said != (ring.person_id, ring.generation) or not trust_of(act).wrap_holds(wrap):
        raise _wrong_wrap(wrap.compartment)
    try:
        return ring.open(wrap.box)
    except Unopened:
        raise _wrong_wrap(wrap.compartment) from None


def _wrong_wrap(compartment: str) -> RuleBroken:
    return RuleBroken(
        "KEY-11",
        _(
            "« {what} » : la clé remise n’est signée par personne qui pouvait la remettre, ou n’est pas la bonne. "
            "Elle n’est pas employée. Prévenez la gouvernance."
        ).format(what=words_of(compartment)),
    )


def signs(act: "Act") -> bool:
    """True when what this session signs will be believed: its own keys are certified."""
    ring = keyring_of(act)
    own = trust_of(act).of_generation(ring.person_id, ring.generation)
    return own is not None and trust_of(act).certified(own)


def check_signs(act: "Act") -> None:
    """Raise RuleBroken KEY-07 while nobody has certified the keys of this session."""
    if not signs(act):
        raise RuleBroken(
            "KEY-07",
            _(
                "Vos clés ne sont pas encore certifiées : ce que vous signeriez ne serait cru de personne. Lisez votre "
                "empreinte, page « Mes données », à une personne de la gouvernance."
            ),
        )


def announce_epoch(act: "Act", compartment: str, n: int, key: Secret) -> Epoch:
    """Write and sign a new epoch of this key. Raises RuleBroken KEY-07 with keys that nobody certified."""
    check_signs(act)
    ring = keyring_of(act)
    epoch = Epoch(
        id=number("epoch", compartment, n),
        compartment=compartment,
        n=n,
        kid=derive.key_id(key),
        drop_box=derive.drop_identity(key).public.box,
        by=ring.person_id,
        by_generation=ring.generation,
    )
    epoch.signature = ring.sign(epoch_statement(epoch))
    act.session.add(epoch)
    act.session.flush()
    return epoch


def hand_over(act: "Act", epoch: Epoch, to: Principal, what: str, secret: Secret, *, missing: bool = False) -> None:
    """Seal a key to somebody whose certificate was just verified, and sign that it was done; nothing if it was."""
    ring = keyring_of(act)
    id_ = number("wrap", epoch.compartment, epoch.n, to.holder, to.generation, what)
    wrap = None if missing else act.session.get(Wrap, id_)
    if wrap is not None and trust_of(act).wrap_holds(wrap):
        return
    if wrap is None:
        wrap = Wrap(id=id_)
    wrap.compartment, wrap.n, wrap.holder, wrap.generation = epoch.compartment, epoch.n, to.holder, to.generation
    wrap.what, wrap.box = what, seal_to(to.box, secret)
    wrap.by, wrap.by_generation = ring.person_id, ring.generation
    wrap.signature = ring.sign(wrap_statement(wrap))
    act.session.add(wrap)


def open_compartment(act: "Act", compartment: str) -> Epoch:
    """Make the first key of a compartment, hand it to the recovery key and to each person's own records, forget it.

    Done once somebody is to have the key: whoever governs makes it and keeps none of it.
    """
    from coop_desk.core.crypto.sealing import new_key

    key = new_key()
    epoch = announce_epoch(act, compartment, 1, key)
    trust = trust_of(act)
    hand_over(act, epoch, root_principal(act), KEY, key)
    certified = {p.holder: p for p in trust.people()}
    for delegation in trust.delegations(compartment):
        if may_deposit(act, delegation) and delegation.holder in certified:
            hand_over(act, epoch, certified[delegation.holder], KEY, key)
    hand_subjects(act, epoch, key)
    act.session.flush()
    key.forget()
    return epoch


def hand_subjects(act: "Act", epoch: Epoch, key: Secret) -> int:
    """Hand to everybody certified the key of their own records, had they any or not; return how many were missing."""
    present = set(
        act.session.execute(
            select(Wrap.holder, Wrap.generation).where(
                Wrap.compartment == epoch.compartment, Wrap.n == epoch.n, Wrap.what == SUBJECT
            )
        ).all()
    )
    missing = [p for p in trust_of(act).people() if (p.holder, p.generation) not in present]
    for principal in missing:
        hand_over(act, epoch, principal, SUBJECT, derive.subject_key(key, principal.holder), missing=True)
    act.session.flush()
    return len(missing)


def root_principal(act: "Act") -> Principal:
    """The recovery key. Raises RuleBroken KEY-12 while the co-op has none."""
    found = trust_of(act).newest(ROOT)
    if found is None or not trust_of(act).certified(found):
        raise RuleBroken(
            "KEY-12",
            _("Cette coopérative n’a pas encore de clé de secours : la gérance doit d’abord ouvrir une session."),
        )
    return found


DEPOSIT_AHEAD = 31  # days: keys for a start within a month are handed over at once, and wait


def may_deposit(act: "Act", delegation: Delegation) -> bool:
    """True when the key of a decided delegation may be handed over today."""
    if trust_of(act).over(delegation, act.now):
        return False
    ahead = (delegation.starts_on - act.today).days
    return ahead <= 0 if delegation.same_day else ahead <= DEPOSIT_AHEAD


def wraps_of(act: "Act", compartment: str, what: str) -> list[Wrap]:
    """Every wrap of that kind in a compartment, all epochs."""
    return list(act.session.scalars(select(Wrap).where(Wrap.compartment == compartment, Wrap.what == what)))
