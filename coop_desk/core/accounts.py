"""Signing in: logins, passwords kept as Argon2id digests, the delay after wrong ones, and who has an account."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from time import perf_counter

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from coop_desk.core import bundles, journal, resources, sealing_file, slots
from coop_desk.core.actions import Act, Inner, action, note_refusal, query, transact
from coop_desk.core.compartments import delegating, enrolment, opening
from coop_desk.core.compartments.enrolment import KeysState
from coop_desk.core.crypto import passwords
from coop_desk.core.crypto.identity import Bundle, Identity
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.passwords import Cost as Cost
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import CoopFile
from coop_desk.core.grants import Grant, Title, TitleRight, create_default_titles, holding_of, running_grants
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.limits import EVERYONE, NOBODY
from coop_desk.core.model import Base, Id, Person, PersonId
from coop_desk.core.plain_text import LONGEST_NAME
from coop_desk.core.rights import WORDS, Right
from coop_desk.core.standing import Standing, standing
from coop_desk.core.words import fold, long_day


class Account(Base):
    """The access of one person: login, wrong attempts since the last right one.

    `password` is a digest until the person has a bundle of keys, and empty from then on. `firm` and `ends_on`: of
    somebody from outside, whose access ends by itself after that day.
    """

    __tablename__ = "account"
    __words__ = "accès"

    id: Mapped[Id]
    holder_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), unique=True)
    login: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str] = mapped_column(info={"secret": "digest"})
    active: Mapped[bool] = mapped_column(default=True)
    wrong_attempts: Mapped[int] = mapped_column(default=0)
    last_attempt: Mapped[datetime | None]
    firm: Mapped[str | None]
    ends_on: Mapped[date | None]


FULL_COST = passwords.FULL
LEAST_COST = passwords.LEAST


class TooSoon(RuleBroken):
    """A wrong password was given a moment ago: `seconds` must pass before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "ACCOUNT-02",
            ngettext(
                "Trop d’essais : attendez {n} seconde avant de recommencer.",
                "Trop d’essais : attendez {n} secondes avant de recommencer.",
                seconds,
            ).format(n=seconds),
        )
        self.seconds = seconds


@standing
def _account_holders(session: Session, person_id: PersonId, today: date) -> Iterable[Standing]:
    account = session.scalar(select(Account).where(Account.holder_id == person_id))
    if account is not None and account.active and (account.ends_on is None or account.ends_on >= today):
        yield Standing("account_holder", account.ends_on)


def hash_password(password: str, cost: Cost | None = None) -> str:
    """Return the Argon2id digest of a password, its parameters written inside; at full cost unless told otherwise."""
    from nacl import pwhash

    cost = cost or FULL_COST

    return pwhash.argon2id.str(password.encode(), opslimit=cost.passes, memlimit=cost.memory).decode()


def _matches(digest: str, password: str) -> bool:
    from nacl import pwhash
    from nacl.exceptions import InvalidkeyError

    try:
        return bool(pwhash.verify(digest.encode(), password.encode()))
    except InvalidkeyError:
        return False


def _take_as_long(coop: CoopFile, password: str) -> bool:
    """Spend on a login that nobody has what a known one costs: the time must not tell which exist."""
    cost = slots.usual_cost(slots.read(coop.folder)) if slots.present(coop.folder) else FULL_COST
    passwords.key_from(Secret(password.encode()), bytes(passwords.SALT), cost)
    return False


_SIGN_IN = Inner("core.sign_in", N_("Ouverture de session"))
_KEYS = Inner("core.open_keys", N_("Ouverture du trousseau"))
_FOUND = Inner("core.found", N_("Ouverture du dossier de la coopérative"))


def sign_in(coop: CoopFile, login: str, password: str) -> Desk:
    """Return the desk of the person whose login and password these are; the first one unlocks the file.

    Takes about half a second on purpose. Raises TooSoon during the delay, Refused when they do not match;
    an unknown login takes as long and says the same.
    """
    wanted = fold(login.strip())
    began = perf_counter()
    slot = unlock(coop, wanted, password) if coop.is_shut else None
    account, person, bundle = _account(coop, wanted)
    if slot is None:
        _check_delay(coop, wanted, account)
        began = perf_counter()
    opened = None
    if bundle is not None and account and account.active:
        # Of the two bundles that an interrupted change may leave in the slot, the file says which one stands.
        known = slot is not None and slot.bundle == bundle
        opened = (slot.identity, slot.root) if slot and known else enrolment.opened_by(bundle, password)
        right = opened is not None
    elif account is not None and account.active:
        right = _matches(account.password, password)
    else:
        right = _take_as_long(coop, password)
    if account is None or coop.read_only:
        _note_stranger(coop, wanted, right=right)
    else:
        ring = Keyring(bundle.person, bundle.generation, *opened) if bundle is not None and opened is not None else None
        _note_attempt(coop, account, right=right, keys=ring)
    if not right or account is None or person is None:
        raise _wrong()
    desk = Desk(coop, PersonId(person.id), person.name, account.login)
    desk.keyring = _keyring(coop, account, bundle, opened, password, began)
    opening.settle_desk(desk)
    sealing_file.settle(coop)
    return desk


def unlock(coop: CoopFile, wanted: str, password: str) -> slots.Opened:
    """Open a shut file with the key that this password gives, and nothing more: nobody is signed in by it.

    Raises like `sign_in`; wrong attempts are told to the journal once the file is open.
    """
    _check_delay(coop, wanted, None)
    opened = slots.opened_by(slots.read(coop.folder), wanted, password)
    if opened is None:
        _note_stranger(coop, wanted, right=False)
        raise _wrong()
    sealing_file.unlock_with(coop, opened.keys)
    return opened


def _wrong() -> Refused:
    return Refused(_("L’identifiant ou le mot de passe ne convient pas. Vérifiez les majuscules et recommencez."))


def _keyring(
    coop: CoopFile,
    account: Account,
    bundle: Bundle | None,
    opened: tuple[Identity, bytes] | None,
    password: str,
    began: float,
) -> Keyring | None:
    """Open the keys of somebody whose password was right, and make those an older account has not."""
    if coop.read_only:
        return Keyring(bundle.person, bundle.generation, *opened) if bundle and opened else None

    def open_keys(act: Act) -> Keyring:
        ring = act.keys = enrolment.keys_at_sign_in(act, bundle, opened, password, FULL_COST, began)
        act.session.get_one(Account, account.id).password = ""
        return ring

    return transact(coop, _KEYS, account.holder_id, EVERYONE, "", open_keys)


def _account(coop: CoopFile, wanted: str) -> tuple[Account | None, Person | None, Bundle | None]:
    def look(act: Act) -> tuple[Account | None, Person | None, Bundle | None]:
        for account in act.session.scalars(select(Account)):
            if fold(account.login) == wanted:
                return account, act.session.get_one(Person, account.holder_id), bundles.of(act, account.holder_id)
        return None, None, None

    return transact(coop, Inner("core.account", _SIGN_IN.words, reading=True), None, EVERYONE, "", look)


def delay_seconds(wrong_attempts: int) -> int:
    """Seconds to wait after that many wrong passwords in a row: 0, 0, 1, 2, 4… up to 60."""
    return 0 if wrong_attempts < 3 else min(60, 2 ** (wrong_attempts - 3))


def _check_delay(coop: CoopFile, wanted: str, account: Account | None) -> None:
    wrong, last = coop.strangers.get(wanted, (0, None))
    if account is not None and not coop.read_only:
        wrong, last = account.wrong_attempts, account.last_attempt
    if last is None or last > coop.clock.now():  # the journal's time was corrected since
        return
    left = (last + timedelta(seconds=delay_seconds(wrong)) - coop.clock.now()).total_seconds()
    if left > 0:
        raise TooSoon(int(left) or 1)


def _note_stranger(coop: CoopFile, wanted: str, *, right: bool) -> None:
    """Slow an unknown login down like a known one, or the delay would tell which logins exist."""
    coop.strangers[wanted] = (0 if right else coop.strangers.get(wanted, (0, None))[0] + 1, coop.clock.now())
    if not right and not coop.read_only and not coop.is_shut:
        note_refusal(coop, None, _SIGN_IN.name, _SIGN_IN.words)


def _note_attempt(coop: CoopFile, account: Account, *, right: bool, keys: Keyring | None) -> None:
    def note(act: Act) -> None:
        row = act.session.get_one(Account, account.id)
        row.wrong_attempts = 0 if right else row.wrong_attempts + 1
        row.last_attempt = act.now
        act.say(_("Session ouverte.") if right else _("Mot de passe refusé."))
        if before := sum(wrong for wrong, _last in coop.strangers.values()) if right else 0:
            act.say(ngettext("{n} essai refusé avant cela.", "{n} essais refusés avant cela.", before).format(n=before))
        if right and coop.forced_from is not None:
            act.say(
                _("Ouverture forcée, alors que {user} l’avait ouverte sur l’ordinateur {computer}.").format(
                    user=coop.forced_from.user, computer=coop.forced_from.computer
                )
            )

    outcome = journal.DONE if right else journal.REFUSED
    transact(coop, _SIGN_IN, account.holder_id, EVERYONE, "", note, outcome, keys=keys)
    if right:
        coop.forced_from = None
        coop.strangers.clear()


def found(
    coop: CoopFile,
    given_name: str,
    family_name: str,
    login: str,
    password: str,
    *,
    cost: Cost | None = None,
) -> PersonId:
    """Create the titles and the first account of an empty co-op; the founder holds every title until others are named.

    Raises RuleBroken ACCOUNT-01 when an account exists already.
    """

    def begin(act: Act) -> PersonId:
        if act.session.scalar(select(Account.id).limit(1)):
            raise RuleBroken("ACCOUNT-01", _("Cette coopérative a déjà une première personne. Identifiez-vous."))
        create_default_titles(act.session)
        person_id, ring = _new_account(act, given_name, family_name, login, password, cost)
        act.actor_id, act.keys = person_id, ring  # the founder signs the first line
        enrolment.found_keys(act, ring)
        bundles.keep(act, enrolment.sealed_again(ring, password, cost or FULL_COST), ring.public)
        for title in act.session.scalars(select(Title).where(Title.automatic.is_(False), Title.code != "bookkeeper")):
            act.session.add(
                Grant(
                    holder_id=person_id,
                    title_id=title.id,
                    starts_on=act.today,
                    because=_("Ouverture du dossier de la coopérative"),
                )
            )
        return person_id

    return transact(coop, _FOUND, None, EVERYONE, "", begin)


def is_founded(coop: CoopFile) -> bool:
    """True once the co-op has its first account."""
    look = Inner("core.is_founded", _FOUND.words, reading=True)
    return bool(transact(coop, look, None, EVERYONE, "", lambda act: act.session.scalar(select(Account.id).limit(1))))


def _new_account(
    act: Act, given_name: str, family_name: str, login: str, password: str, cost: Cost | None
) -> tuple[PersonId, Keyring]:
    person = Person(given_name=given_name.strip(), family_name=family_name.strip())
    if not person.family_name:
        raise RuleBroken("ACCOUNT-03", _("Indiquez le nom de la personne."))
    if not person.name.isprintable() or max(len(person.family_name), len(person.given_name)) > LONGEST_NAME:
        raise RuleBroken("ACCOUNT-03", _("Ce nom est trop long ou contient un caractère invisible : ressaisissez-le."))
    act.session.add(person)
    act.session.flush()
    return PersonId(person.id), _add_account(act, person, login, password, cost)


def _add_account(act: Act, person: Person, login: str, password: str, cost: Cost | None) -> Keyring:
    cleaned = login.strip()
    if not re.fullmatch(r"[\w.\-@]{2,60}", cleaned):
        raise RuleBroken(
            "ACCOUNT-03",
            _("L’identifiant se compose de 2 à 60 lettres, chiffres, points ou tirets, sans espace."),
        )
    if any(fold(taken) == fold(cleaned) for taken in act.session.scalars(select(Account.login))):
        raise RuleBroken("ACCOUNT-04", _("Cet identifiant est déjà pris : choisissez-en un autre."))
    check_password(password, person.name, cleaned)
    act.session.add(Account(holder_id=PersonId(person.id), login=cleaned, password=""))
    act.session.flush()
    return enrolment.enrol(act, person.id, password, cost or FULL_COST)


@cache
def _common_passwords() -> frozenset[str]:
    text = resources.path("common-passwords.txt").read_text(encoding="utf-8")
    return frozenset(fold(line) for line in text.splitlines() if line)


def check_password(password: str, *own: str) -> None:
    """Raise RuleBroken ACCOUNT-05 unless the password is long and varied enough (80 bits on the CNIL scale)."""
    kinds = sum(
        any(test(c) for c in password)
        for test in (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum() and not c.isspace())
    )
    words = len([w for w in re.split(r"[\s\-_.,;]+", password) if len(w) > 2])
    strong = words >= 7 or (len(password) >= 14 and kinds >= 3) or (len(password) >= 12 and kinds >= 4)
    if not strong:
        raise RuleBroken(
            "ACCOUNT-05",
            _(
                "Ce mot de passe est trop facile à trouver. Prenez sept mots sans rapport entre eux, "
                "ou 12 caractères avec minuscules, majuscules, chiffres et signes."
            ),
        )
    folded = fold(password)
    parts = [fold(p) for name in own for p in re.split(r"[\s.\-@]+", name) if len(p) > 3]
    if folded in _common_passwords() or any(p in folded for p in parts):
        raise RuleBroken(
            "ACCOUNT-05",
            _("Ce mot de passe contient votre nom ou fait partie des plus courants : choisissez-en un autre."),
        )


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as the page shows it."""

    person_id: PersonId
    name: str
    login: str
    active: bool
    firm: str
    ends_on: date | None
    keys: KeysState


@query(Right.ACCOUNTS_KEEP, N_("Consultation des accès"))
def accounts(act: Act) -> list[AccountRow]:
    """Everybody who may sign in, by name, closed accounts last."""
    found_rows = act.session.execute(select(Account, Person).join(Person, Person.id == Account.holder_id))
    rows = [
        AccountRow(
            PersonId(p.id), p.name, a.login, a.active, a.firm or "", a.ends_on, enrolment.state_of_keys(act, p.id)
        )
        for a, p in found_rows
    ]
    return sorted(rows, key=lambda r: (not r.active, fold(r.name)))


@query(Right.ACCOUNTS_KEEP, N_("Liste des personnes sans accès"))
def people_without_account(act: Act) -> list[tuple[PersonId, str]]:
    """Everybody the co-op knows who cannot sign in yet, by name."""
    holders = set(act.session.scalars(select(Account.holder_id)))
    known = [(PersonId(p.id), p.name) for p in act.session.scalars(select(Person)) if p.id not in holders]
    return sorted(known, key=lambda one: fold(one[1]))


@action(Right.ACCOUNTS_KEEP, N_("Ouverture d’un accès"))
def open_account(
    act: Act,
    login: str,
    password: str,
    *,
    person_id: PersonId | None = None,
    given_name: str = "",
    family_name: str = "",
    cost: Cost | None = None,
) -> PersonId:
    """Give somebody a login, a known person or a new one. Returns the person."""
    return open_for(act, login, password, person_id, given_name, family_name, cost)[0]


def open_for(
    act: Act,
    login: str,
    password: str,
    person_id: PersonId | None,
    given_name: str,
    family_name: str,
    cost: Cost | None = None,
) -> tuple[PersonId, Keyring]:
    """Open an access, for a verb that does more than this. Whoever may give titles gets it from the governance."""
    if person_id is None:
        person_id, ring = _new_account(act, given_name, family_name, login, password, cost)
        person = act.session.get_one(Person, person_id)
    else:
        person = act.session.get_one(Person, person_id)
        if act.session.scalar(select(Account.id).where(Account.holder_id == person_id)):
            raise RuleBroken("ACCOUNT-04", _("Cette personne a déjà un accès."))
        _check_may_enter_as(act, person_id)
        ring = _add_account(act, person, login, password, cost)
    act.say(_("Accès ouvert à {name}.").format(name=person.name))
    return person_id, ring


@action(Right.ACCOUNTS_KEEP, N_("Fermeture d’un accès"))
def close_account(act: Act, person_id: PersonId) -> None:
    """Close somebody's access; the account stays for the journal.

    Nobody closes their own, nor that of the last keeper, of the last manager, of the last of the governance.
    """
    account = account_of(act, person_id)
    if person_id == act.actor_id:
        raise RuleBroken(
            "ACCOUNT-06", _("Vous ne pouvez pas fermer votre propre accès : demandez à une autre personne.")
        )
    account.active = False
    act.session.flush()
    enrolment.close(act, person_id)
    check_somebody_left(act, act.today)
    delegating.check_governance_left(act, person_id)
    name = act.session.get_one(Person, person_id).name
    act.say(_("Accès de {name} fermé ; les clés qui lui étaient confiées sont reprises.").format(name=name))


@action(Right.ACCOUNTS_KEEP, N_("Nouveau mot de passe donné"))
def reset_password(act: Act, person_id: PersonId, password: str, *, cost: Cost | None = None) -> None:
    """Give somebody a new password when the old one is forgotten, and open the account again.

    Raises RuleBroken KEY-40 for somebody who gives titles or governs, unless the governance does it.
    """
    account = account_of(act, person_id)
    _check_may_enter_as(act, person_id)
    check_password(password, act.session.get_one(Person, person_id).name, account.login)
    enrolment.renew(act, person_id, password, cost or FULL_COST)
    account.password = ""
    account.wrong_attempts = 0
    account.active = True
    name = act.session.get_one(Person, person_id).name
    act.say(_("Nouveau mot de passe donné à {name} ; ses clés sont à certifier, puis à remettre.").format(name=name))


@action(Right.OWN_FILE_CHANGE, N_("Changement de son mot de passe"))
def change_password(act: Act, present: str, new: str, *, cost: Cost | None = None) -> None:
    """Change one's own password. Raises Refused when the present one is wrong."""
    account = account_of(act, act.actor_id)
    check_password(new, act.session.get_one(Person, act.actor_id).name, account.login)
    if not enrolment.reseal(act, present, new, cost or FULL_COST):
        raise Refused(_("Le mot de passe actuel ne convient pas."))
    act.say(_("Mot de passe changé."))


def _check_may_enter_as(act: Act, person_id: PersonId) -> None:
    """Raise RuleBroken KEY-40 when choosing this person's password would give powers that the actor has not."""
    from coop_desk.core.compartments import epochs, governing

    gives = holding_of(act.session, person_id, act.today).people((Right.GRANTS_GIVE,)) != NOBODY
    rooted = epochs.trust_of(act).root != b""
    if not gives and int(person_id) not in governing.governors(act):
        return
    if person_id == act.actor_id:
        raise RuleBroken("KEY-40", _("Changez votre propre mot de passe dans les Préférences."))
    mine = holding_of(act.session, act.actor_id, act.today).people((Right.GRANTS_GIVE,)).everyone
    if delegating.governs(act) if rooted else mine:
        return
    raise RuleBroken(
        "KEY-40",
        _(
            "{name} peut donner des titres ou signer pour la gouvernance des clés : seule une autre personne de la "
            "gouvernance lui donne un mot de passe. S’il n’y en a pas, employez le code de secours, à l’ouverture de "
            "session."
        ).format(name=act.session.get_one(Person, person_id).name),
    )


def check_within_access(act: Act, person_id: PersonId, ends_on: date | None) -> None:
    """Raise RuleBroken GRANT-08 when something would be given for longer than an access from outside lasts."""
    last = act.session.scalar(select(Account.ends_on).where(Account.holder_id == person_id))
    if last is not None and (ends_on is None or ends_on > last):
        raise RuleBroken(
            "GRANT-08",
            _("L’accès de cette personne finit le {day} : indiquez une fin qui ne va pas plus loin.").format(
                day=long_day(last)
            ),
        )


def close_ended(act: Act) -> None:
    """Close each access from outside whose last day is past, whoever signs in: its keys are taken back."""
    ended = select(Account).where(Account.active, Account.ends_on < act.today)
    for account in act.session.scalars(ended):
        account.active = False
        act.session.flush()
        enrolment.close(act, account.holder_id)
        name = act.session.get_one(Person, account.holder_id).name
        act.say(_("Accès de {name} fermé : son dernier jour était prévu.").format(name=name))


def check_somebody_left(act: Act, day: date) -> None:
    """Raise RuleBroken GRANT-06 unless somebody who can sign in may give titles that day, and open accounts."""
    carried = {(line.title_id, line.right) for line in act.session.scalars(select(TitleRight)) if line.everyone}
    active = set(act.session.scalars(select(Account.holder_id).where(Account.active)))
    running = [g for g in running_grants(act.session, day) if g.holder_id in active and g.over is None]
    for right in (Right.GRANTS_GIVE, Right.ACCOUNTS_KEEP):
        if not any(g.right == right or (g.title_id, right.value) in carried for g in running):
            raise RuleBroken(
                "GRANT-06",
                _("Plus personne ne pourrait {right} : confiez d’abord ce titre à quelqu’un d’autre.").format(
                    right=_lower(_(WORDS[right]))
                ),
            )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def account_of(act: Act, person_id: PersonId) -> Account:
    """Somebody's account. Raises RuleBroken ACCOUNT-07 without one."""
    account = act.session.scalar(select(Account).where(Account.holder_id == person_id))
    if account is None:
        raise RuleBroken("ACCOUNT-07", _("Cette personne n’a pas d’accès."))
    return account
