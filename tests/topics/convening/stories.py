"""Co-ops with an assembly to call: identity, associates with addresses and shares, an agenda."""

from dataclasses import dataclass
from datetime import date, time

from coop_desk.core.ids import PersonId
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import ItemKind, ResolutionKind
from coop_desk.topics.members.records import Contact, NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.rules.consent import Channel
from coop_desk.topics.members.service import record_email_consent, register_member
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.shares.service import record_movement
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue, finish_set_up, record_identity, set_up_statutes
from tests.conftest import TestCoop

FRIDAY = date(2026, 6, 12)
EARLY = date(2026, 5, 18)
PEOPLE = (
    ("Madame", "Adèle", "Aubert", "4, rue des Lilas", "44000", "Nantes"),
    ("Monsieur", "Bruno", "Le Goff", "Résidence les Hauts Pavés\n27 bis, boulevard de l’Égalité", "44100", "Nantes"),
    ("Madame", "Chloé", "Hénaff", "Le Chêne <Vert> & Fils", "44220", "Couëron"),
    ("Monsieur", "Denis", "Œuvrard", "9, quai de la Fosse", "44000", "Nantes"),
    ("", "Noa", "Morvan", "1, place du Commerce", "44000", "Nantes"),
)


@dataclass(frozen=True, slots=True)
class Story:
    """A meeting to call and the people in it."""

    coop: TestCoop
    meeting: int
    people: tuple[PersonId, ...]


def settle(coop: TestCoop, form: Form, *statutes: NewValue, auditor: bool = False) -> tuple[PersonId, ...]:
    """Found the co-op with five employed associates, ten shares each; Bruno agreed to e-mail in April."""
    coop.on(date(2026, 4, 20))
    manager, registrar = coop.desk("manager"), coop.desk("registrar")
    record_identity(
        manager,
        Identity(
            "Les Ateliers du Canal",
            form,
            seat="12, quai du Canal, 44000 Nantes",
            rcs_city="Nantes",
            siren="732829320",
            created_on=date(2012, 3, 1),
            has_auditor=auditor,
        ),
    )
    set_up_statutes(manager, [NewValue("share_nominal", "5000", "art. 8"), *statutes])
    finish_set_up(manager)
    people = []
    for title, given, family, address, post_code, city in PEOPLE:
        contact = Contact(address, post_code, city, email=f"{given.lower().replace('é', 'e')}@ateliers.example")
        new = NewMember(
            family,
            Category.EMPLOYED,
            date(2020, 1, 10),
            given_name=given,
            title=title,
            contact=contact,
            entered_on=date(2019, 1, 7),
            employed_from=date(2019, 1, 7),
        )
        people.append(register_member(registrar, new).person_id)
    for person in people:
        record_movement(
            registrar,
            Draft(Kind.SUBSCRIPTION, date(2020, 1, 15), person, shares=10, amount_cents=50000, reason="reprise"),
        )
    record_email_consent(registrar, people[1], date(2026, 4, 2), Channel.ELECTRONIC)
    return tuple(people)


def annual(coop: TestCoop, form: Form = Form.SARL, *statutes: NewValue, auditor: bool = False) -> Story:
    """An ordinary assembly on the accounts, on 12 June 2026 at 14:00, being prepared."""
    return Story(coop, *coop.once(_prepared, form, statutes, auditor))


def _prepared(
    coop: TestCoop, form: Form, statutes: tuple[NewValue, ...], auditor: bool
) -> tuple[int, tuple[PersonId, ...]]:
    people = settle(coop, form, *statutes, auditor=auditor)
    desk = coop.desk("secretary")
    meeting = assemblies.prepare_meeting(desk, FRIDAY, time(14, 0), "Au siège social", annual_accounts=True)
    accounts = assemblies.add_item(
        desk, meeting, "Comptes de l’exercice 2025", details="Rapport de gestion.", presenter="Inès Pérez"
    )
    assemblies.add_resolution(
        desk,
        accounts,
        "Approbation des comptes",
        "L’assemblée générale approuve les comptes de l’exercice clos le 31 décembre 2025.",
    )
    surplus = assemblies.add_item(desk, meeting, "Répartition de l’excédent net de gestion")
    assemblies.add_resolution(
        desk,
        surplus,
        "Répartition",
        "L’assemblée générale répartit l’excédent net de gestion de 48 215,30 € comme suit :\n"
        "part travail 25 000,00 € ;\nréserve légale 7 232,30 € ;\nfonds de développement 15 983,00 €.",
    )
    leaders = assemblies.add_item(desk, meeting, "Élection de la gérance")
    assemblies.add_resolution(
        desk, leaders, "Élection", "L’assemblée générale élit Inès Pérez pour quatre ans.", ResolutionKind.LEADERS
    )
    assemblies.add_item(desk, meeting, "Questions diverses", ItemKind.OTHER_BUSINESS)
    assemblies.attach(desk, accounts, "Comptes annuels 2025", "comptes-2025.pdf", b"%PDF-1.4 comptes")
    coop.on(EARLY)
    return meeting, people


def fail(story: Story) -> None:
    """Call the assembly, open it on its day in an empty room, and note that it cannot decide."""
    desk = story.coop.desk("secretary")
    assemblies.record_call(desk, story.meeting, EARLY)
    story.coop.on(FRIDAY, 14)
    assemblies.open_meeting(desk, story.meeting)
    assemblies.declare_failure(desk, story.meeting)
