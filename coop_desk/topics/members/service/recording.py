"""Keeping the register: inscribing people, changing what they are, correcting without erasing."""

import sys
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.members.model import Employment, Member, MemberDetails, StatusChange, VoteChange
from coop_desk.topics.members.records import Contact, NewMember, Registered
from coop_desk.topics.members.rules import identity
from coop_desk.topics.members.rules.categories import (
    ASSOCIATES,
    CATEGORY_WORDS,
    LOSSES,
    NUMBERED,
    Category,
    Reason,
)
from coop_desk.topics.members.rules.loss import Loss, LossClauses, loss
from coop_desk.topics.members.rules.numbering import next_number
from coop_desk.topics.members.rules.status import (
    Entry,
    check_cooperative,
    check_decision,
    check_history,
    check_legal_person,
    flags,
    status_at,
)
from coop_desk.topics.members.service.employing import end_contract
from coop_desk.topics.members.service.reading import (
    details_of,
    entry_of,
    given_numbers,
    histories,
    member_of,
)
from coop_desk.topics.statutes.service import known_identity, profile_at

# --- Shared with other topics, with the act of their caller --------------------------------------------


def set_status(
    act: Act,
    person_id: PersonId,
    category: Category,
    effective_on: date,
    reason: Reason,
    decision: str = "",
    corrects: int | None = None,
) -> Entry:
    """Record what a person becomes from a day on; a number is given when the category has one.

    Raises RuleBroken (ADM-01, ADM-07, LOSS-02, LOSS-08, REGISTER-ENTRY).
    """
    return _write_status(act, person_id, _status(act, person_id, category, effective_on, reason, decision, corrects))


def _status(
    act: Act,
    person_id: PersonId,
    category: Category,
    effective_on: date,
    reason: Reason,
    decision: str,
    corrects: int | None = None,
) -> Entry:
    """Check what a person would become and return the entry that would say it, as the last one written."""
    member = member_of(act, person_id)
    past = [one for one in histories(act, person_id)[person_id] if one.id != corrects]
    earlier = [one for one in past if one.effective_on <= effective_on]
    before = status_at(earlier, effective_on)
    identity.check_dates(member.entered_on, effective_on)
    _check_change(act, member, before.category if before else None, category, effective_on, reason, decision)
    capital, votes = flags(category, earlier, reason)
    entry = Entry(sys.maxsize, category, effective_on, reason, decision.strip(), capital, votes, corrects)
    check_history([*past, entry])
    return entry


def _write_status(act: Act, person_id: PersonId, entry: Entry) -> Entry:
    row = StatusChange(
        person_id=person_id,
        category=entry.category.value if entry.category else None,
        effective_on=entry.effective_on,
        reason=entry.reason.value,
        decision=entry.decision,
        counts_for_capital_51=entry.counts_for_capital_51,
        counts_for_votes_65=entry.counts_for_votes_65,
        corrects_id=entry.corrects,
        recorded_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    member = member_of(act, person_id)
    if entry.category in NUMBERED and member.number is None:
        member.number = next_number(given_numbers(act))
    return entry_of(row)


def _check_change(
    act: Act,
    member: Member,
    before: Category | None,
    after: Category,
    day: date,
    reason: Reason,
    decision: str,
) -> None:
    check_legal_person(member.legal_person, after)
    check_decision(before, after, reason, decision)
    admitted = after is Category.EXTERNAL and before not in ASSOCIATES
    if admitted and known_identity(act, day) and not profile_at(act, day).yes("externals_allowed"):
        message = _(
            "Vos statuts n’admettent ni associés extérieurs ni personnes morales : une clause doit le permettre."
        )
        raise RuleBroken("ADM-07", message)


def lose_status(
    act: Act,
    person_id: PersonId,
    reason: Reason,
    notice_on: date | None = None,
    ends_on: date | None = None,
    decision: str = "",
) -> Loss:
    """Record that an associate leaves: the status, its day and the contract follow the statutes (C04, LOSS-01 s.)."""
    found, becomes = foreseen_loss(act, person_id, reason, notice_on, ends_on, decision)
    if becomes is not None:
        _write_status(act, person_id, becomes)
    if found.ends_contract:
        end_contract(act, person_id, ends_on or found.effective_on, reason.value)
    return found


def foreseen_loss(
    act: Act,
    person_id: PersonId,
    reason: Reason,
    notice_on: date | None = None,
    ends_on: date | None = None,
    decision: str = "",
) -> tuple[Loss, Entry | None]:
    """Return how an associate would leave and the entry it would write, none when they stay what they are.

    Refuses what `lose_status` refuses, and writes nothing.
    """
    day = ends_on or notice_on or act.today
    found = loss(reason, loss_clauses(act, day), notice_on, ends_on, decision)
    current = status_at(histories(act, person_id)[person_id], found.effective_on)
    if current is None or current.category not in ASSOCIATES:
        message = _("Cette personne n’est pas associée au {day} : il n’y a pas de qualité à perdre.")
        raise RuleBroken("LOSS-02", message.format(day=long_day(found.effective_on)))
    if found.category is current.category:
        return found, None
    return found, _status(act, person_id, found.category, found.effective_on, reason, decision)


def loss_clauses(act: Act, day: date) -> LossClauses:
    """Return what the statutes in force on a day say about leaving; the law when there are none yet."""
    if known_identity(act, day) is None:
        return LossClauses()
    profile = profile_at(act, day)
    return LossClauses(
        contract_end_ends_status=profile.yes("contract_end_ends_status"),
        resignation_ends_contract=profile.yes("resignation_ends_contract"),
        exclusion_allowed=profile.yes("exclusion_allowed"),
        loss_on_notice=profile.choice("loss_date_rule") == "notice",
        status_kept=frozenset(one for one in LOSSES if one.value in profile.cases("status_kept_cases")),
    )


def register(act: Act, new: NewMember) -> Registered:
    """Inscribe somebody: names, details, contract, first status; the number is the next one or the one given."""
    _check_new(act, new)
    person = _person(act, new)
    person_id = PersonId(person.id)
    number = _number(act, new)
    act.session.add(
        Member(
            person_id=person_id,
            number=number or None,
            legal_person=new.legal_person,
            cooperative=new.cooperative,
            entered_on=new.entered_on,
        )
    )
    act.session.add(_details(person_id, new))
    if new.employed_from is not None:
        job = Employment(person_id=person_id, started_on=new.employed_from, working_time=new.working_time)
        act.session.add(job)
    act.session.flush()
    set_status(act, person_id, new.category, new.since, new.reason, new.decision)
    act.say(_("{name} inscrit au registre").format(name=person.name))
    return Registered(person_id, number)


def _check_new(act: Act, new: NewMember) -> None:
    identity.check_names(new.family_name, new.given_name, new.legal_person)
    identity.check_birth_date(new.birth_date, act.today)
    identity.check_email(new.contact.email)
    identity.check_dates(new.entered_on, new.since)
    identity.check_working_time(new.working_time)
    check_legal_person(new.legal_person, new.category)
    check_cooperative(new.cooperative, new.legal_person)


def _person(act: Act, new: NewMember) -> Person:
    if new.person_id is None:
        person = Person(family_name=new.family_name.strip(), given_name=new.given_name.strip())
        act.session.add(person)
        act.session.flush()
        return person
    if act.session.scalar(select(Member.id).where(Member.person_id == new.person_id)) is not None:
        raise RuleBroken("REGISTER-ENTRY", _("Cette personne est déjà inscrite au registre."))
    person = act.session.get_one(Person, new.person_id)
    person.family_name, person.given_name = new.family_name.strip(), new.given_name.strip()
    return person


def _number(act: Act, new: NewMember) -> str:
    asked = new.number.strip()
    given = given_numbers(act)
    if asked in given:
        message = _("Le numéro {number} a déjà été attribué : laissez le champ vide pour recevoir le suivant.")
        raise RuleBroken("REGISTER-NUMBER", message.format(number=asked))
    return asked or (next_number(given) if new.category in NUMBERED else "")


def _details(person_id: PersonId, new: NewMember) -> MemberDetails:
    return MemberDetails(
        person_id=person_id,
        title=new.title,
        birth_date=new.birth_date,
        address=new.contact.address.strip(),
        post_code=new.contact.post_code.strip(),
        city=new.contact.city.strip(),
        country=new.contact.country.strip(),
        email=new.contact.email.strip(),
        phone=new.contact.phone.strip(),
        notes=new.notes.strip(),
    )


# --- Asked by pages and the command line ---------------------------------------------------------------


@action(Right.MEMBERS_RECORD, N_("Inscription d’une personne au registre"))
def register_member(act: Act, new: NewMember) -> Registered:
    """Inscribe somebody in the register (C01)."""
    return register(act, new)


@action(Right.MEMBERS_RECORD, N_("Modification de l’état civil d’un associé"))
def change_identity(
    act: Act,
    person_id: PersonId,
    family_name: str,
    given_name: str,
    title: str = "",
    birth_date: date | None = None,
    entered_on: date | None = None,
    cooperative: bool | None = None,
) -> None:
    """Change the names, title, birth date or entry date of somebody; say whether a company is a co-operative."""
    member = member_of(act, person_id)
    if cooperative is not None:
        check_cooperative(cooperative, member.legal_person)
        member.cooperative = cooperative
    identity.check_names(family_name, given_name, member.legal_person)
    identity.check_birth_date(birth_date, act.today)
    for entry in histories(act, person_id)[person_id]:
        identity.check_dates(entered_on, entry.effective_on)
    person, details = act.session.get_one(Person, person_id), details_of(act, person_id)
    person.family_name, person.given_name = family_name.strip(), given_name.strip()
    details.title, details.birth_date, member.entered_on = title, birth_date, entered_on
    act.say(_("État civil de {name} mis à jour").format(name=person.name))


@action(Right.OWN_FILE_CHANGE, Right.MEMBERS_RECORD, words=N_("Modification des coordonnées"))
def change_contact(act: Act, person_id: PersonId, contact: Contact) -> None:
    """Change where to write to somebody; each person may do it for themselves."""
    identity.check_email(contact.email)
    details = details_of(act, person_id)
    details.address, details.post_code = contact.address.strip(), contact.post_code.strip()
    details.city, details.country = contact.city.strip(), contact.country.strip()
    details.email, details.phone = contact.email.strip(), contact.phone.strip()
    act.say(_("Coordonnées de {name} mises à jour").format(name=act.session.get_one(Person, person_id).name))


@action(Right.MEMBERS_RECORD, N_("Modification des remarques sur un associé"))
def change_notes(act: Act, person_id: PersonId, notes: str) -> None:
    """Change the free words kept about somebody; the person may read them."""
    details_of(act, person_id).notes = notes.strip()


@action(Right.MEMBERS_RECORD, N_("Enregistrement d’un changement de situation"))
def record_status(
    act: Act, person_id: PersonId, category: Category, effective_on: date, reason: Reason, decision: str = ""
) -> int:
    """Record what a person becomes from a day on; return the entry's number."""
    entry = set_status(act, person_id, category, effective_on, reason, decision)
    name = act.session.get_one(Person, person_id).name
    act.say(
        _("{name} : {category} à partir du {day}").format(
            name=name, category=_(CATEGORY_WORDS[category]), day=long_day(effective_on)
        )
    )
    return entry.id


@query(Right.MEMBERS_RECORD, N_("Effet d’un départ selon les statuts"))
def foresee_loss(act: Act, reason: Reason, notice_on: date | None, ends_on: date | None, decision: str = "") -> Loss:
    """Say what a leaver would become and from which day, before anything is recorded."""
    return loss(reason, loss_clauses(act, ends_on or notice_on or act.today), notice_on, ends_on, decision)


@action(Right.MEMBERS_RECORD, N_("Enregistrement d’une perte de qualité d’associé"))
def record_loss(
    act: Act,
    person_id: PersonId,
    reason: Reason,
    notice_on: date | None = None,
    ends_on: date | None = None,
    decision: str = "",
) -> Loss:
    """Record that an associate leaves; the vote stops on the day returned (C04)."""
    found = lose_status(act, person_id, reason, notice_on, ends_on, decision)
    name = act.session.get_one(Person, person_id).name
    act.say(_("{name} : départ au {day}").format(name=name, day=long_day(found.effective_on)))
    return found


@action(Right.MEMBERS_RECORD, N_("Correction d’un changement de situation"))
def correct_status(
    act: Act, entry_id: int, category: Category, effective_on: date, reason: Reason, decision: str = ""
) -> int:
    """Replace an entry of the history by a new one that points to it; nothing is erased."""
    wrong = _correctable(act, entry_id)
    entry = set_status(act, wrong.person_id, category, effective_on, reason, decision, corrects=wrong.id)
    act.say(_("Correction de l’inscription n° {id}").format(id=entry_id))
    return entry.id


@action(Right.MEMBERS_RECORD, N_("Annulation d’un changement de situation"))
def cancel_status(act: Act, entry_id: int, why: str) -> int:
    """Say that an entry of the history counts for nothing, and why; nothing is erased."""
    wrong = _correctable(act, entry_id)
    if not why.strip():
        raise RuleBroken("REGISTER-ENTRY", _("Dites pourquoi ce changement est annulé."))
    row = StatusChange(
        person_id=wrong.person_id,
        category=None,
        effective_on=wrong.effective_on,
        reason=Reason.CORRECTION.value,
        decision=why.strip(),
        counts_for_capital_51=False,
        counts_for_votes_65=False,
        corrects_id=wrong.id,
        recorded_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    check_history(histories(act, wrong.person_id)[wrong.person_id])
    act.say(_("Annulation de l’inscription n° {id} : {why}").format(id=entry_id, why=why.strip()))
    return row.id


def _correctable(act: Act, entry_id: int) -> StatusChange:
    wrong = act.session.get_one(StatusChange, entry_id)
    later = act.session.scalar(select(StatusChange.id).where(StatusChange.corrects_id == entry_id))
    if later is not None or wrong.category is None:
        raise RuleBroken("REGISTER-ENTRY", _("Cette ligne a déjà été corrigée : corrigez la plus récente."))
    return wrong


@action(Right.MEMBERS_RECORD, N_("Suspension du droit de vote"))
def suspend_vote(act: Act, person_id: PersonId, effective_on: date, reason: str) -> None:
    """Record that an associate has no vote from a day on (QM-15, LOSS-12)."""
    _change_vote(act, person_id, effective_on, reason, suspended=True)


@action(Right.MEMBERS_RECORD, N_("Rétablissement du droit de vote"))
def restore_vote(act: Act, person_id: PersonId, effective_on: date, reason: str) -> None:
    """Record that an associate votes again from a day on."""
    _change_vote(act, person_id, effective_on, reason, suspended=False)


def _change_vote(act: Act, person_id: PersonId, effective_on: date, reason: str, *, suspended: bool) -> None:
    status = status_at(histories(act, person_id)[person_id], effective_on)
    if status is None or status.category not in ASSOCIATES:
        raise RuleBroken("QM-15", _("Seul le vote d’un associé peut être suspendu ou rétabli."))
    if not reason.strip():
        raise RuleBroken("QM-15", _("Dites pourquoi : mise en demeure, clause des statuts, régularisation."))
    row = VoteChange(person_id=person_id, effective_on=effective_on, suspended=suspended, reason=reason.strip())
    act.session.add(row)
    act.say(act.session.get_one(Person, person_id).name)
