"""Keys entrusted in time: proposed, decided by the governance, handed over by a key holder, over by themselves."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments import epochs, governing, opening, rotation
from coop_desk.core.compartments.epochs import KEY
from coop_desk.core.compartments.model import ROOT, Delegation, KeyWithdrawal, Principal, Wrap
from coop_desk.core.compartments.names import (
    GOVERNANCE,
    READ,
    WRITE,
    check_name,
    number,
    random_number,
    words_of,
)
from coop_desk.core.compartments.trust import (
    delegation_statement,
    principal_statement,
    public_keys,
)
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import Grant, people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import listed, long_day

READERS = (Right.ABSENCE_READ, Right.BANK_READ, Right.IDENTITY_READ, Right.PAY_READ)
WRITERS = (Right.ABSENCE_RECORD, Right.BANK_RECORD, Right.IDENTITY_RECORD, Right.PAY_RECORD)


@dataclass(frozen=True, slots=True)
class KeyDelegation:
    """A delegation of keys as people read it; `state` is one of proposed, waiting, ready, running, over, revoked.

    `quoted`: the decision that gave the title this one was proposed with.
    """

    id: int
    compartment: str
    words: str
    person_id: PersonId
    holder: str
    right: str
    export: bool
    starts_on: date
    ends_on: date | None
    decision: str | None
    state: str
    state_words: str
    rotation_owed: bool
    proposed_by: str
    quoted: str


@dataclass(frozen=True, slots=True)
class PendingKeys:
    """Somebody whose keys wait to be certified, with what they read aloud on their own screen."""

    person_id: PersonId
    name: str
    fingerprint: str


_STATES = {
    "proposed": N_("proposée, à décider"),
    "waiting": N_("décidée, clés à remettre"),
    "ready": N_("clés remises, pas encore commencée"),
    "running": N_("en cours"),
    "over": N_("terminée"),
    "revoked": N_("révoquée"),
}


@action(Right.GRANTS_GIVE, Right.MEETINGS_PREPARE, words=N_("Proposition d’une délégation de clés"))
def propose_keys(
    act: Act,
    compartment: str,
    person_id: PersonId,
    right: str,
    starts_on: date,
    ends_on: date | None,
    *,
    export: bool = False,
    same_day: bool = False,
) -> int:
    """Write down who would hold which keys, from a day to a day; nothing opens before the decision."""
    return propose(act, compartment, person_id, right, starts_on, ends_on, export=export, same_day=same_day).id


@action(Right.GRANTS_GIVE, Right.MEETINGS_PREPARE, words=N_("Retrait d’une délégation de clés proposée"))
def drop_keys(act: Act, delegation_id: int, why: str) -> None:
    """Withdraw a proposal, saying why; what was decided is revoked instead."""
    row = act.session.get_one(Delegation, delegation_id)
    if row.decision is not None:
        raise RuleBroken("GRANT-07", _("Cette délégation est décidée : révoquez-la au lieu de la retirer."))
    if not why.strip():
        raise RuleBroken("GRANT-03", _("Dites pourquoi la proposition est retirée, ou quelle décision l’écarte."))
    act.say(_("Proposition retirée : {why}").format(why=why.strip()))
    act.session.delete(row)
    act.session.flush()


@action(Right.GRANTS_GIVE, N_("Décision d’une délégation de clés"))
def decide_keys(act: Act, delegation_id: int, decision: str) -> None:
    """Sign a proposed delegation, quoting the decision (assembly, co-optation, mandate)."""
    _decide(act, act.session.get_one(Delegation, delegation_id), decision)


@action(Right.GRANTS_GIVE, N_("Délégation de clés"))
def delegate_keys(
    act: Act,
    compartment: str,
    person_id: PersonId,
    right: str,
    starts_on: date,
    ends_on: date | None,
    decision: str,
    *,
    export: bool = False,
    same_day: bool = False,
) -> int:
    """Propose and decide at once."""
    row = propose(act, compartment, person_id, right, starts_on, ends_on, export=export, same_day=same_day)
    _decide(act, row, decision)
    return row.id


def propose(
    act: Act, compartment: str, person_id: PersonId, right: str, starts_on: date, ends_on: date | None,
    *, export: bool = False, same_day: bool = False,
) -> Delegation:  # fmt: skip
    """Write a proposal down, for a verb that does more than this."""
    from coop_desk.core.accounts import check_within_access

    check_name(compartment)
    if right not in (READ, WRITE) or (compartment == GOVERNANCE and right != WRITE):
        raise RuleBroken("KEY-16", _("Choisissez ce que la délégation permet : lire, ou lire et écrire."))
    if ends_on is not None and ends_on < max(starts_on, act.today):
        raise RuleBroken("GRANT-04", _("La délégation finirait avant de commencer : corrigez les dates."))
    check_within_access(act, person_id, ends_on)
    row = Delegation(
        id=random_number(),
        compartment=compartment,
        holder=int(person_id),
        right=right,
        export=export,
        starts_on=starts_on,
        ends_on=ends_on,
        same_day=same_day,
        proposed_by=int(act.actor_id),
    )
    act.session.add(row)
    act.session.flush()
    act.say(
        _("« {what} » : {name}, à partir du {day}.").format(
            what=words_of(compartment), name=people_by_id(act.session)[person_id], day=long_day(starts_on)
        )
    )
    return row


def _decide(act: Act, row: Delegation, decision: str) -> None:
    ring = governance_keys(act)
    if row.decision is not None:
        raise RuleBroken(
            "GRANT-07", _("Cette délégation est déjà décidée. Pour la changer, révoquez-la, puis décidez.")
        )
    if row.holder == act.actor_id:
        raise RuleBroken(
            "GRANT-01",
            _("Personne ne se confie une clé à soi-même : une autre personne de la gouvernance doit signer."),
        )
    if not decision.strip():
        raise RuleBroken("GRANT-03", _("Citez la décision : assemblée, cooptation ou mandat, avec sa date."))
    epochs.trust_of(act).keys_of(row.holder)
    row.decision = decision.strip()
    row.by, row.by_generation = ring.person_id, ring.generation
    row.signature = ring.sign(delegation_statement(row))
    act.session.flush()
    act.say(row.decision)
    if row.compartment == GOVERNANCE:
        return
    epoch = epochs.current_epoch(act, row.compartment)
    if epoch is None:
        opening.open_what_begins(act)
        return
    key = epochs.held_key(act, epoch)
    if key is not None and epochs.may_deposit(act, row):
        epochs.hand_over(act, epoch, epochs.trust_of(act).keys_of(row.holder), KEY, key)
        act.session.flush()


@action(*READERS, words=N_("Remise de clés"))
def deposit_keys(act: Act, delegation_id: int) -> None:
    """As a key holder, hand the key over to somebody whose delegation was decided. Raises RuleBroken KEY-17."""
    trust = epochs.trust_of(act)
    row = act.session.get_one(Delegation, delegation_id)
    if not trust.decided(row):
        raise RuleBroken(
            "KEY-17", _("Cette délégation n’est signée par personne de la gouvernance : aucune clé n’est remise.")
        )
    if not trust.may(int(act.actor_id), row.compartment, READ, act.now):
        raise Refused(_("« {what} » : aucune délégation ne vous l’ouvre aujourd’hui.").format(
            what=words_of(row.compartment)))  # fmt: skip
    if not epochs.may_deposit(act, row):
        raise RuleBroken("KEY-17", _("Les clés de cette délégation ne se remettent pas aujourd’hui."))
    epochs.check_signs(act)
    epoch = epochs.opened_epoch(act, row.compartment)
    epochs.hand_over(act, epoch, trust.keys_of(row.holder), KEY, epochs.opened_key(act, epoch))
    act.session.flush()
    act.say(_("Clé de « {what} » remise à {name}.").format(
        what=words_of(row.compartment), name=people_by_id(act.session)[PersonId(row.holder)]))  # fmt: skip


@action(Right.GRANTS_GIVE, N_("Révocation d’une délégation de clés"))
def revoke_keys(act: Act, delegation_id: int, why: str) -> None:
    """End a delegation at once: signed, the key taken back, the compartment's key renewed if this person can."""
    ring = governance_keys(act)
    trust = epochs.trust_of(act)
    row = act.session.get_one(Delegation, delegation_id)
    if not why.strip():
        raise RuleBroken("GRANT-03", _("Citez la décision qui met fin à cette délégation."))
    if trust.over(row, act.now):
        raise RuleBroken("GRANT-05", _("Cette délégation est déjà terminée."))
    if row.compartment == GOVERNANCE and not _others_govern(act, row):
        raise governing.nobody_left()
    governing.end(act, ring, row, why.strip())
    act.say(why.strip())
    opening.take_back(act)
    if row.compartment != GOVERNANCE and _could_rotate(act, row.compartment) and rotation.owed(act, row.compartment):
        rotation.renew_key(act, row.compartment)


def withdraw(act: Act, delegation_id: int, last_day: date, why: str) -> None:
    """End a delegation early with what it came with, for a verb that does more than this; it only ever closes.

    What was only proposed ends with it; what was decided opens nothing after that day, and the governance signs its
    end at its next session.
    """
    row = act.session.get(Delegation, delegation_id)
    if row is None or epochs.trust_of(act).over(row, act.now) or act.session.get(KeyWithdrawal, row.id) is not None:
        return
    if row.decision is None and last_day < row.starts_on:
        act.session.delete(row)
    elif row.decision is None:
        row.ends_on = last_day
    elif row.ends_on is None or last_day < row.ends_on:
        act.session.add(KeyWithdrawal(id=row.id, last_day=last_day, why=why))
    act.session.flush()
    act.say(_("« {what} » : fin des clés le {day}.").format(what=words_of(row.compartment), day=long_day(last_day)))
    opening.take_back(act)


def _could_rotate(act: Act, compartment: str) -> bool:
    epoch = epochs.current_epoch(act, compartment)
    writes = epochs.trust_of(act).may(int(act.actor_id), compartment, WRITE, act.now)
    return writes and epoch is not None and epochs.held_key(act, epoch) is not None


def _others_govern(act: Act, row: Delegation) -> bool:
    trust = epochs.trust_of(act)
    return any(
        d.id != row.id
        and (d.ends_on is None or d.ends_on > act.today)
        and trust.runs(d, act.now)
        and rotation.receives(act, d.holder)
        for d in trust.delegations(GOVERNANCE)
    )


def check_governance_left(act: Act, person_id: PersonId) -> None:
    """Raise RuleBroken KEY-18 when nobody else could sign for the governance once this person is gone."""
    if int(person_id) in governing.governors(act) and not governing.others(act, int(person_id)):
        raise governing.nobody_left()


@action(*WRITERS, words=N_("Renouvellement d’une clé"))
def rotate_key(act: Act, compartment: str, progress: rotation.Progress = lambda done, everything: None) -> int:
    """Give a compartment a new key now; return how many records were sealed again. Raising in `progress` cancels."""
    check_name(compartment)
    return rotation.renew_key(act, compartment, progress)


@action(Right.GRANTS_GIVE, N_("Certification de clés"))
def certify_keys(act: Act, person_id: PersonId, fingerprint: str) -> None:
    """Sign somebody's public keys after comparing the fingerprint they read on their own screen."""
    row = epochs.trust_of(act).newest(int(person_id))
    typed = "".join(fingerprint.upper().split()).replace("-", "")
    if row is None or typed != public_keys(row).fingerprint.replace("-", ""):
        raise RuleBroken("KEY-07", _("L’empreinte n’est pas celle de ces clés : comparez-la à l’écran de la personne."))
    certify(act, row)
    act.say(_("Clés de {name} certifiées.").format(name=people_by_id(act.session)[person_id]))


def certify(act: Act, row: Principal) -> None:
    """Sign public keys as the governance; nobody signs their own."""
    ring = governance_keys(act)
    if row.holder == act.actor_id:
        raise RuleBroken("GRANT-01", _("Personne ne certifie ses propres clés : une autre personne doit le faire."))
    row.by, row.by_generation = ring.person_id, ring.generation
    row.certificate = ring.sign(principal_statement(row))
    act.session.flush()


def governance_keys(act: Act) -> Keyring:
    """The session's keys, if they may sign for the governance today. Raises Refused otherwise."""
    ring = epochs.keyring_of(act)
    if not governs(act):
        names = people_by_id(act.session)
        able = [names[PersonId(p)] for p in governing.others(act, ring.person_id)]
        raise Refused(
            _("Seule une personne de la gouvernance des clés peut signer cela. Demandez à {names}.").format(
                names=listed(able)
            )
            if able
            else _("Personne ne peut plus signer pour la gouvernance des clés : employez le code de secours.")
        )
    return ring


def governs(act: Act) -> bool:
    """True when this session may sign for the governance."""
    return act.keys is not None and governing.able(act, act.keys.person_id)


@query(Right.GRANTS_READ, *WRITERS, words=N_("Consultation des délégations de clés"))
def key_delegations(act: Act) -> list[KeyDelegation]:
    """Every delegation of keys, proposed or decided, with its state in words; forged rows are not shown."""
    trust, names = epochs.trust_of(act), people_by_id(act.session)
    quoted = {governing.delegation_number(g.id): g.because for g in act.session.scalars(select(Grant))}
    owed = {(c, h) for c in _compartments(act) for h in rotation.owed(act, c)}
    rows = []
    for d in act.session.scalars(select(Delegation)):
        if d.decision is not None and not trust.decided(d):
            continue
        state = _state(act, d)
        rows.append(
            KeyDelegation(d.id, d.compartment, words_of(d.compartment), PersonId(d.holder),
                          names.get(PersonId(d.holder), ""), d.right, d.export, d.starts_on, d.ends_on, d.decision,
                          state, _(_STATES[state]), (d.compartment, d.holder) in owed,
                          names.get(PersonId(d.proposed_by), ""), quoted.get(d.id, ""))
        )  # fmt: skip
    return sorted(rows, key=lambda r: (r.compartment, r.starts_on, r.id))


def _compartments(act: Act) -> list[str]:
    return sorted({d.compartment for d in epochs.trust_of(act).delegations() if d.compartment != GOVERNANCE})


def _state(act: Act, d: Delegation) -> str:
    trust = epochs.trust_of(act)
    if d.decision is None:
        return "proposed"
    if trust.revoked_at(d) is not None:
        return "revoked"
    if trust.over(d, act.now):
        return "over"
    if d.compartment != GOVERNANCE and not _deposited(act, d):
        return "waiting"
    return "running" if trust.runs(d, act.now) else "ready"


def _deposited(act: Act, d: Delegation) -> bool:
    newest = epochs.trust_of(act).newest(d.holder)
    epoch = epochs.current_epoch(act, d.compartment)
    if newest is None or epoch is None:
        return False
    return act.session.get(Wrap, number("wrap", d.compartment, epoch.n, d.holder, newest.generation, KEY)) is not None


def awaited(act: Act, person_id: int | None = None) -> list[str]:
    """Say for each key that waits to be handed over (to one person, or to all) who will do it, or what else will."""
    trust, names = epochs.trust_of(act), people_by_id(act.session)
    said = []
    for d in trust.delegations(person_id=person_id):
        if d.compartment == GOVERNANCE or trust.over(d, act.now) or not rotation.receives(act, d.holder):
            continue
        if not epochs.may_deposit(act, d) or _deposited(act, d):
            continue
        able = [names[PersonId(p)] for p in _key_holders(act, d.compartment)]
        if able:
            sentence = _("« {what} » : la clé sera remise à {name} à la prochaine session de qui la tient ({holders}).")
        elif epochs.current_epoch(act, d.compartment) is None:
            sentence = _(
                "« {what} » : la clé sera remise à {name} à la prochaine session de qui signe pour la gouvernance."
            )
        else:
            sentence = _(
                "« {what} » : la clé attend d’être remise à {name}, et personne ne la tient plus. Employez le code de "
                "secours, à l’ouverture de session."
            )
        said.append(
            sentence.format(what=words_of(d.compartment), name=names[PersonId(d.holder)], holders=", ".join(able))
        )
    return list(dict.fromkeys(said))


def _key_holders(act: Act, compartment: str) -> list[int]:
    """Who holds the key today and may hand it over."""
    trust = epochs.trust_of(act)
    running = [d for d in trust.delegations(compartment) if trust.runs(d, act.now) and _deposited(act, d)]
    return sorted({d.holder for d in running if rotation.receives(act, d.holder)})


@query(Right.GRANTS_GIVE, N_("Consultation des clés à certifier"))
def keys_to_certify(act: Act) -> list[PendingKeys]:
    """People whose newest keys wait for a signature of the governance."""
    return waiting_for_certificate(act)


def waiting_for_certificate(act: Act) -> list[PendingKeys]:
    """People whose newest keys wait for a signature of the governance, for any page."""
    trust, names = epochs.trust_of(act), people_by_id(act.session)
    holders = sorted({p.holder for p in act.session.scalars(select(Principal).where(Principal.holder != ROOT))})
    pending = [p for h in holders if (p := trust.newest(h)) is not None and p.active and not trust.certified(p)]
    return [PendingKeys(PersonId(p.holder), names[PersonId(p.holder)], public_keys(p).fingerprint) for p in pending]


@query(Right.GRANTS_READ, *WRITERS, words=N_("Consultation des renouvellements de clé dus"))
def keys_due(act: Act) -> list[str]:
    """Sentences for the start page, until done."""
    return opening.due(act)
