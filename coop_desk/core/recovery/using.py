"""What is done with the recovery key when passwords are lost: an access, each key to who holds it, another code."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from coop_desk.core import accounts, sealing_file, slots
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.compartments import enrolment, epochs
from coop_desk.core.compartments.model import ROOT, Delegation, Epoch
from coop_desk.core.compartments.names import GOVERNANCE, WRITE, random_number, words_of
from coop_desk.core.compartments.trust import delegation_statement, principal_statement
from coop_desk.core.crypto import codes, shamir
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person
from coop_desk.core.recovery.renewing import renew_root
from coop_desk.core.recovery.seed import own_root
from coop_desk.core.recovery.shares import seed_from_shares
from coop_desk.core.words import fold, listed

if TYPE_CHECKING:
    from coop_desk.core.file import CoopFile

_LOOK = Inner("core.recovery", N_("Code de secours"), reading=True)
_RECOVER = Inner("core.recover", N_("Usage du code de secours"))


def seed_from_code(code: str) -> Secret:
    """Read the whole code typed from the paper. Raises RuleBroken KEY-02 naming the wrong group."""
    return codes.typed(code, shamir.SIZE)


def seed_from_paper(coop: "CoopFile", typed: str) -> Secret:
    """Read what was typed from paper: the whole code on one line or several, or one share a line."""
    lines = [line for line in typed.splitlines() if line.strip()]
    if any(len(codes.folded(line)) == codes.length(shamir.SHARE_SIZE) for line in lines):
        return seed_from_shares(coop, lines)
    return seed_from_code("".join(lines))


def recover(
    coop: "CoopFile", seed: Secret, present: Sequence[str], *, login: str = "", password: str = ""
) -> list[str]:
    """Use the recovery key: give a login a new password when one is said, hand every key over to who should hold it.

    The journal says who was present. The code was seen: another takes its place at once, and waits to be printed with
    the person given an access, or with somebody of the governance. Raises RuleBroken KEY-20 for the code of another
    co-op or a former one, KEY-21 when nobody is named. Returns what was done.
    """
    named = [name.strip() for name in present if name.strip()]
    if not named:
        raise RuleBroken("KEY-21", _("Indiquez qui est présent : le journal le garde."))
    if coop.is_shut:
        sealing_file.unlock_with(coop, slots.opened_by_seed(slots.read(coop.folder), seed))
    ring = _ring_of_root(coop, seed)

    def use(act: Act) -> list[str]:
        act.say(_("Code de secours employé, en présence de {names}.").format(names=listed(named)))
        done: list[str] = []
        keeper = None
        if login:
            keeper, sentence = _give_back_access(act, ring, login, password)
            done.append(sentence)
        done += _hand_over_everything(act)
        done.append(_another_code(act, keeper))
        for sentence in done:
            act.say(sentence)
        return done

    try:
        done = transact(coop, _RECOVER, None, EVERYONE, "", use, keys=ring)
    finally:
        ring.forget()
    sealing_file.settle(coop)
    if coop.is_sealed and not coop.read_only:
        sealing_file.change_key(coop)  # the code that was seen opened an older side file: it opens the file no more
    return done


def _ring_of_root(coop: "CoopFile", seed: Secret) -> Keyring:
    def compare(act: Act) -> Keyring:
        identity, stored = own_root(act, seed)
        return Keyring(ROOT, stored.generation, identity, stored.sign)

    return transact(coop, _LOOK, None, EVERYONE, "", compare)


def _give_back_access(act: Act, ring: Keyring, login: str, password: str) -> tuple[int, str]:
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
    row.by, row.by_generation = ROOT, ring.generation
    row.certificate = ring.sign(principal_statement(row))
    account.password, account.wrong_attempts, account.active = "", 0, True
    act.session.flush()
    _keep_a_governance(act, ring, person.id)
    return person.id, _("Nouveau mot de passe donné à {name}.").format(name=person.name)


def _keep_a_governance(act: Act, ring: Keyring, person_id: int) -> None:
    """When nobody in use governs any more, the root entrusts the governance to that person."""
    trust = epochs.trust_of(act)
    if any(trust.governs(p.holder, act.now) for p in trust.people()):
        return
    row = Delegation(
        id=random_number(), compartment=GOVERNANCE, holder=person_id, right=WRITE, export=False, starts_on=act.today,
        ends_on=None, same_day=False, proposed_by=ROOT, decision=" ".join(act.said), by=ROOT,
        by_generation=ring.generation,
    )  # fmt: skip
    row.signature = ring.sign(delegation_statement(row))
    act.session.add(row)
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


def _another_code(act: Act, keeper: int | None) -> str:
    """Make the next code at once, to be printed by the person given an access, else by the governance."""
    trust = epochs.trust_of(act)
    governing = [p.holder for p in trust.people() if trust.governs(p.holder, act.now)]
    to = keeper if keeper is not None else next(iter(governing), None)
    if to is None:
        raise RuleBroken(
            "KEY-18",
            _("Personne n’est à la gouvernance des clés : dites à qui redonner un accès, avec son identifiant."),
        )
    renew_root(act, to)
    return _("L’ancien code n’ouvre plus rien : {name} imprime le nouveau.").format(
        name=act.session.get_one(Person, to).name
    )
