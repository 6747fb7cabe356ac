"""The recovery key: its code on paper, its shares with elected people, and what is done with it when keys are lost."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core import accounts
from coop_desk.core.actions import Act, Inner, action, query, transact
from coop_desk.core.compartments import enrolment, epochs
from coop_desk.core.compartments.model import ROOT, Delegation, Epoch, Principal, Wrap
from coop_desk.core.compartments.names import GOVERNANCE, WRITE, number, random_number, words_of
from coop_desk.core.compartments.trust import (
    delegation_statement,
    principal_statement,
    public_keys,
    wrap_statement,
)
from coop_desk.core.crypto import codes, derive, shamir
from coop_desk.core.crypto.identity import Identity, seal_to
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.journal import DONE, JournalLine, JournalTouch
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person, PersonId
from coop_desk.core.rights import Right
from coop_desk.core.trusted_time import paris_date
from coop_desk.core.words import fold, listed, long_day

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk
    from coop_desk.core.file import CoopFile

GROUPS = 7  # of the code on paper
_SEED, _SHARE = "seed", "share"
_PRINTED = ("core.code_was_printed", "core.entrust_code")


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """Where the recovery key is: with whom it waits to be printed, since when it is, who holds shares of it.

    `needed` and `trustees` are 0 and empty while it was not shared out; `words` says all of it.
    """

    exists: bool
    since: date | None
    printed_on: date | None
    waits_with: tuple[str, ...]
    mine_to_print: bool
    needed: int
    trustees: tuple[str, ...]
    words: str

    @property
    def alarming(self) -> bool:
        """True while nobody could open anything if a password were lost."""
        return self.exists and self.printed_on is None


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What is printed for an envelope. `holder` is the trustee of a share, empty for the whole code."""

    code: str
    fingerprint: str
    on: date
    holder: str = ""
    index: int = 0
    needed: int = 0
    shares: int = 0

    def __repr__(self) -> str:
        return "PaperCode(•)"

    __str__ = __repr__


@query(Right.GRANTS_READ, N_("Consultation du code de secours"))
def recovery_state(act: Act) -> RecoveryState:
    """Say where the recovery key is, without opening anything."""
    return state_of(act)


def state_of(act: Act) -> RecoveryState:
    """Say where the recovery key is, for any page."""
    names = people_by_id(act.session)
    root = epochs.trust_of(act).newest(ROOT)
    exists = root is not None
    made = act.session.scalar(
        select(JournalLine.at)
        .join(JournalTouch, JournalTouch.seq == JournalLine.seq)
        .where(JournalTouch.record == (f"principal:{root.id}" if root else ""))
        .limit(1)
    )
    since = paris_date(made) if made is not None else None
    kept = [w for w in _seed_wraps(act) if w.what == _SEED]
    shares = [w for w in _seed_wraps(act) if w.what.startswith(_SHARE)]
    waits = tuple(sorted(names.get(PersonId(w.holder), "") for w in kept))
    trustees = tuple(sorted(names.get(PersonId(w.holder), "") for w in shares))
    needed = int(shares[0].what.split("/")[1]) if shares else 0
    printed = act.session.scalar(
        select(JournalLine.at)
        .where(JournalLine.action.in_(_PRINTED), JournalLine.outcome == DONE)
        .order_by(JournalLine.seq.desc())
        .limit(1)
    )
    on = paris_date(printed) if printed is not None and not kept else None
    if not exists:
        words = _("La clé de secours sera créée à la prochaine session de la gérance.")
    elif on is None:
        words = _("Code de secours non imprimé : il n’existe que dans le trousseau de {name}.").format(
            name=listed(waits) or _("personne")
        )
    elif trustees:
        words = _("Code de secours partagé le {day} entre {names} ; il en faut {needed} ensemble.").format(
            day=long_day(on), names=listed(trustees), needed=needed
        )
    else:
        words = _("Code de secours imprimé le {day}. Vérifiez chaque année qui détient l’enveloppe.").format(
            day=long_day(on)
        )
    mine = any(w.holder == act.actor_id for w in kept)
    return RecoveryState(exists, since, on, waits, mine, needed, trustees, words)


@query(Right.GRANTS_GIVE, N_("Lecture du code de secours à imprimer"))
def code_to_print(act: Act) -> PaperCode:
    """Open the seed kept by this person, to put it on paper. Raises RuleBroken KEY-19 when it is no longer there."""
    seed = _kept_seed(act)
    root = derive.recovery_identity(seed)
    return PaperCode(codes.on_paper(seed), root.public.fingerprint, act.today)


def groups_to_type() -> tuple[int, int]:
    """Two groups of the code, chosen at random, to be typed back from the paper."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


@action(Right.GRANTS_GIVE, N_("Impression du code de secours"))
def code_was_printed(act: Act, typed: dict[int, str]) -> None:
    """Check the groups typed back from the paper, then remove the copy of the seed: only the paper opens from now on.

    Raises RuleBroken KEY-02 naming the group that is not the one printed.
    """
    groups = codes.on_paper(_kept_seed(act)).split("-")
    if len(typed) < 2:
        raise RuleBroken("KEY-02", _("Recopiez deux groupes du code imprimé."))
    for place, group in sorted(typed.items()):
        if codes.folded(group) != codes.folded(groups[place - 1]):
            raise RuleBroken(
                "KEY-02",
                _("Le groupe n° {n} n’est pas celui du papier : comparez-le, caractère par caractère.").format(n=place),
            )
    _remove_seed(act)
    act.say(_("Code de secours imprimé et relu ; la copie du trousseau est retirée."))


@action(Right.GRANTS_GIVE, N_("Partage du code de secours"))
def entrust_code(act: Act, needed: int, trustees: Sequence[PersonId]) -> list[PaperCode]:
    """Cut the seed in one share for each trustee, any `needed` of which rebuild it; return them, to be printed.

    Each share is also sealed to its trustee's own keys. The seed is rebuilt from the shares, and its public key
    compared, before the copy is removed.
    """
    people = list(dict.fromkeys(int(p) for p in trustees))
    seed = _kept_seed(act)
    for former in _seed_wraps(act):
        if former.what.startswith(_SHARE):
            act.session.delete(former)
    act.session.flush()
    root, owner = _own_root(act, seed)
    shares = shamir.split(seed, needed, len(people), owner)
    for start in range(len(shares) - needed + 1):
        rebuilt = shamir.combined(shares[start : start + needed], needed, owner)
        if derive.recovery_identity(rebuilt).public != root.public:
            raise RuleBroken("KEY-03", _("Les parts ne redonnent pas le code : rien n’a été changé. Recommencez."))
    names, printed = people_by_id(act.session), []
    for index, (person, share) in enumerate(zip(people, shares, strict=True), 1):
        keys = epochs.trust_of(act).keys_of(person)
        what = f"{_SHARE}/{needed}/{len(people)}"
        wrap = Wrap(
            id=number("wrap", enrolment.SEED, 1, person, keys.generation, what),
            compartment=enrolment.SEED,
            n=1,
            holder=person,
            generation=keys.generation,
            what=what,
            box=seal_to(keys.box, shamir.to_seal(share)),
            by=ROOT,
            by_generation=1,
        )
        wrap.signature = root.sign(wrap_statement(wrap))
        act.session.add(wrap)
        printed.append(
            PaperCode(share, root.public.fingerprint, act.today, names[PersonId(person)], index, needed, len(people))
        )
    _remove_seed(act)
    root.forget()
    act.say(
        _("Code de secours partagé entre {names} ; il en faut {needed} ensemble.").format(
            names=listed([p.holder for p in printed]), needed=needed
        )
    )
    return printed


@query(Right.OWN_FILE_READ, N_("Lecture de sa part du code de secours"))
def own_share(act: Act) -> PaperCode:
    """Open one's own share, to print it again or to act beside another trustee. Raises RuleBroken KEY-19."""
    ring = epochs.keyring_of(act)
    for wrap in _seed_wraps(act):
        if wrap.what.startswith(_SHARE) and (wrap.holder, wrap.generation) == (ring.person_id, ring.generation):
            index, share = shamir.unsealed(ring.open(wrap.box))
            _word, needed, shares = wrap.what.split("/")
            return PaperCode(
                share,
                _fingerprint(epochs.root_principal(act)),
                act.today,
                people_by_id(act.session)[PersonId(wrap.holder)],
                index,
                int(needed),
                int(shares),
            )
    raise RuleBroken("KEY-19", _("Aucune part du code de secours ne vous a été confiée."))


# ---------------------------------------------------------------------------------------------- when keys are lost


def seed_from_code(code: str) -> Secret:
    """Read the whole code typed from the paper. Raises RuleBroken KEY-02 naming the wrong group."""
    return codes.typed(code, shamir.SIZE)


def seed_from_paper(coop: "CoopFile", typed: str) -> Secret:
    """Read what was typed from paper: the whole code on one line or several, or one share a line."""
    lines = [line for line in typed.splitlines() if line.strip()]
    if any(len(codes.folded(line)) == codes.length(shamir.SHARE_SIZE) for line in lines):
        return seed_from_shares(coop, lines)
    return seed_from_code("".join(lines))


def seed_from_shares(coop: "CoopFile", shares: Sequence[str]) -> Secret:
    """Rebuild the seed from typed shares. Raises RuleBroken KEY-03 naming the share that is wrong or missing."""

    def rebuild(act: Act) -> Secret:
        root = epochs.root_principal(act)
        needed = state_of(act).needed or 2  # unknown once every trustee has lost their keys: the paper says it
        seed = shamir.combined(list(shares), max(needed, len(shares)), root.sign)
        if derive.recovery_identity(seed).public.sign != root.sign:
            raise RuleBroken(
                "KEY-03",
                _(
                    "Ces parts ne redonnent pas le code : l’une d’elles vient d’un ancien partage, ou il en manque. "
                    "Comparez la date imprimée sur chaque feuille."
                ),
            )
        return seed

    return transact(coop, _LOOK, None, EVERYONE, "", rebuild)


def seed_from_desks(coop: "CoopFile", desks: Sequence["Desk"]) -> Secret:
    """Rebuild the seed from trustees signed in side by side, without paper (« double clé »)."""
    return seed_from_shares(coop, [own_share(desk).code for desk in desks])


_LOOK = Inner("core.recovery", N_("Code de secours"), reading=True)
_RECOVER = Inner("core.recover", N_("Usage du code de secours"))


def recover(
    coop: "CoopFile", seed: Secret, present: Sequence[str], *, login: str = "", password: str = ""
) -> list[str]:
    """Use the recovery key: give a login a new password when one is said, hand every key over to who should hold it.

    The journal says who was present. The seed goes back to that person's keys, so that a new sheet is printed.
    Raises RuleBroken KEY-20 for the code of another co-op, KEY-21 when nobody is named. Returns what was done.
    """
    named = [name.strip() for name in present if name.strip()]
    if not named:
        raise RuleBroken("KEY-21", _("Indiquez qui est présent : le journal le garde."))
    ring = _ring_of_root(coop, seed)

    def use(act: Act) -> list[str]:
        act.say(_("Code de secours employé, en présence de {names}.").format(names=listed(named)))
        done = []
        if login:
            done.append(_give_back_access(act, ring, seed, login, password))
        done += _hand_over_everything(act)
        for sentence in done:
            act.say(sentence)
        return done

    try:
        return transact(coop, _RECOVER, None, EVERYONE, "", use, keys=ring)
    finally:
        ring.forget()


def _ring_of_root(coop: "CoopFile", seed: Secret) -> Keyring:
    identity = derive.recovery_identity(seed)

    def compare(act: Act) -> bytes:
        return _own_root(act, seed)[1]

    return Keyring(ROOT, 1, identity, transact(coop, _LOOK, None, EVERYONE, "", compare))


def _own_root(act: Act, seed: Secret) -> tuple[Identity, bytes]:
    """The recovery pairs, compared with those of this co-op: a wrong seed gives others without any error."""
    identity, stored = derive.recovery_identity(seed), epochs.root_principal(act)
    if (identity.public.box, identity.public.sign) != (stored.box, stored.sign):
        raise RuleBroken(
            "KEY-20",
            _(
                "Ce code est bien recopié, mais ce n’est pas celui de cette coopérative : l’empreinte {given} n’est "
                "pas {expected}. Cherchez la feuille qui porte cette dernière."
            ).format(given=identity.public.fingerprint, expected=_fingerprint(stored)),
        )
    return identity, stored.sign


def _give_back_access(act: Act, ring: Keyring, seed: Secret, login: str, password: str) -> str:
    account = next(
        (a for a in act.session.scalars(select(accounts.Account)) if fold(a.login) == fold(login.strip())), None
    )
    if account is None:
        raise RuleBroken("ACCOUNT-07", _("Aucun accès ne porte cet identifiant : vérifiez-le."))
    person = act.session.get_one(Person, account.holder_id)
    accounts.check_password(password, person.name, account.login)
    enrolment.renew(act, person.id, password, accounts.FULL_COST)
    row = epochs.trust_of(act).newest(person.id)
    if row is None:
        raise RuleBroken("KEY-04", _("Le trousseau de cette personne est abîmé. Restaurez la dernière sauvegarde."))
    row.by, row.by_generation = ROOT, 1
    row.certificate = ring.sign(principal_statement(row))
    account.password, account.wrong_attempts, account.active = "", 0, True
    act.session.flush()
    _keep_a_governance(act, ring, person.id)
    _keep_seed(act, ring, seed, row)
    return _("Nouveau mot de passe donné à {name}.").format(name=person.name)


def _keep_a_governance(act: Act, ring: Keyring, person_id: int) -> None:
    """When nobody in use governs any more, the root entrusts the governance to that person."""
    trust = epochs.trust_of(act)
    if any(trust.governs(p.holder, act.now) for p in trust.people()):
        return
    row = Delegation(
        id=random_number(), compartment=GOVERNANCE, holder=person_id, right=WRITE, export=False, starts_on=act.today,
        ends_on=None, same_day=False, proposed_by=ROOT, decision=" ".join(act.said), by=ROOT, by_generation=1,
    )  # fmt: skip
    row.signature = ring.sign(delegation_statement(row))
    act.session.add(row)
    act.session.flush()


def _keep_seed(act: Act, ring: Keyring, seed: Secret, to: Principal) -> None:
    """The envelope is open: the seed waits with that person until a new sheet is printed."""
    wrap = Wrap(
        id=number("wrap", enrolment.SEED, 1, to.holder, to.generation, _SEED),
        compartment=enrolment.SEED,
        n=1,
        holder=to.holder,
        generation=to.generation,
        what=_SEED,
        box=seal_to(to.box, seed),
        by=ROOT,
        by_generation=1,
    )
    wrap.signature = ring.sign(wrap_statement(wrap))
    act.session.add(wrap)
    act.session.flush()


def _hand_over_everything(act: Act) -> list[str]:
    """Hand each compartment's key to its delegates, and to everybody that of their own records."""
    said = []
    for compartment in sorted(set(act.session.scalars(select(Epoch.compartment)))):
        epoch = epochs.current_epoch(act, compartment)
        key = epochs.held_key(act, epoch) if epoch is not None else None
        if epoch is None or key is None:
            continue
        before = {w.id for w in epochs.wraps_of(act, compartment, epochs.KEY)}
        trust = epochs.trust_of(act)
        certified = {p.holder for p in trust.people()}
        for delegation in trust.delegations(compartment):
            if delegation.holder in certified and epochs.may_deposit(act, delegation):
                epochs.hand_over(act, epoch, trust.keys_of(delegation.holder), epochs.KEY, key)
        epochs.hand_subjects(act, epoch, key)
        act.session.flush()
        handed = len({w.id for w in epochs.wraps_of(act, compartment, epochs.KEY)} - before)
        if handed:
            said.append(
                ngettext("« {what} » : clé remise à {n} personne.", "« {what} » : clé remise à {n} personnes.", handed)
                .format(what=words_of(compartment), n=handed)
            )  # fmt: skip
    return said


# ---------------------------------------------------------------------------------------------- inside


def _seed_wraps(act: Act) -> list[Wrap]:
    return list(act.session.scalars(select(Wrap).where(Wrap.compartment == enrolment.SEED)))


def _kept_seed(act: Act) -> Secret:
    ring = epochs.keyring_of(act)
    for wrap in _seed_wraps(act):
        mine = (wrap.what, wrap.holder, wrap.generation) == (_SEED, ring.person_id, ring.generation)
        if mine and epochs.trust_of(act).wrap_holds(wrap):
            return ring.open(wrap.box)
    raise RuleBroken(
        "KEY-19",
        _(
            "Le code de secours n’est pas dans votre trousseau : il a déjà été imprimé, ou c’est une autre personne "
            "qui l’imprime. Retrouvez l’enveloppe."
        ),
    )


def _remove_seed(act: Act) -> None:
    for wrap in _seed_wraps(act):
        if wrap.what == _SEED:
            act.session.delete(wrap)
    act.session.flush()


def _fingerprint(root: Principal) -> str:
    return public_keys(root).fingerprint
