"""The forms of a member's card: what is asked, and the verb that gets the answer."""

from collections.abc import Callable
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, Field, IntegerField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.topics.members import service
from coop_desk.topics.members.page.status_forms import Done, categories
from coop_desk.topics.members.records import Contact, Job, Marital, MemberFile, NewMember
from coop_desk.topics.members.rules.categories import (
    ASSOCIATES,
    Category,
    Reason,
)
from coop_desk.topics.members.rules.consent import CHANNEL_WORDS, Channel
from coop_desk.topics.members.rules.marital import ANSWER_WORDS, REGIME_WORDS, Regime, SpouseAnswer

TITLES = (("Mme", "Mme"), ("M.", "M."))


def _channels() -> list[tuple[Channel, str]]:
    return [(channel, _(text)) for channel, text in CHANNEL_WORDS.items()]


def _contact_fields() -> list[Field]:
    return [
        LongTextField("address", _("Adresse"), lines=2),
        TextField("post_code", _("Code postal")),
        TextField("city", _("Ville")),
        TextField("country", _("Pays"), help=_("Vide pour la France.")),
        TextField("email", _("Courriel")),
        TextField("phone", _("Téléphone")),
    ]


def new_member(page: Page, number: str, done: Callable[[PersonId], object], cancel: Done) -> Form:
    """Ask for somebody to inscribe: what the register needs first, the address after (C01)."""
    today = page.desk.today

    def send(said: dict[str, Any]) -> None:
        works = said["category"] in {Category.EMPLOYED, Category.EMPLOYEE, Category.CANDIDATE} and said["employed"]
        new = NewMember(
            family_name=said["family_name"],
            given_name=said["given_name"] or "",
            legal_person=not said["given_name"] and said["category"] is Category.EXTERNAL,
            cooperative=bool(said["cooperative"]) and said["category"] is Category.EXTERNAL,
            title=said["title"] or "",
            birth_date=said["birth_date"],
            contact=_contact(said),
            category=said["category"],
            since=said["since"],
            reason=Reason.ADMISSION if said["decision"] else Reason.REGISTER,
            decision=said["decision"] or "",
            entered_on=said["entered_on"],
            number=said["number"] or "",
            employed_from=(said["entered_on"] or said["since"]) if works else None,
            working_time=(said["working_time"] or 100) * 10,
        )
        made = page.run(service.register_member, new, form=form)
        if made and made.value is not None:
            done(made.value.person_id)

    form = Form(
        [
            ChoiceField("category", _("Situation"), categories(), required=True),
            ChoiceField("title", _("Civilité"), TITLES),
            TextField("family_name", _("Nom"), required=True, help=_("Pour une société : sa dénomination.")),
            TextField("given_name", _("Prénom")),
            CheckField("cooperative", _("Cette société est une coopérative"), rules=("CAP-04",)),
            DayField("birth_date", _("Date de naissance"), today=today),
            DayField("entered_on", _("Entrée dans la coopérative"), today=today),
            DayField(
                "since",
                _("Dans cette situation depuis le"),
                required=True,
                today=today,
                help=_("Pour un associé : la date de son admission."),
            ),
            TextField(
                "decision",
                _("Décision d’admission"),
                help=_("Par exemple : AGO du 12/06/2026, 3e résolution. Vide pour reprendre un registre existant."),
            ),
            TextField(
                "number",
                _("Numéro d’associé"),
                hint=number,
                rules=("REGISTER-NUMBER",),
                help=_("Laissez vide : le numéro {number} sera donné. Un numéro ne sert jamais deux fois.").format(
                    number=number
                ),
            ),
            ChoiceField("employed", _("Contrat de travail"), [(True, _("Salarié")), (False, _("Sans contrat"))]),
            IntegerField("working_time", _("Temps de travail"), unit=f"{words.NNBSP}%", least=1, most=100),
            *_contact_fields(),
        ],
        submit=_("Inscrire"),
        on_submit=send,
        on_cancel=cancel,
    )
    form.set_values({"category": Category.EMPLOYED, "employed": True, "working_time": 100, "since": today})
    _follow_category(form)
    form.fields["category"].changed.connect(lambda: _follow_category(form))
    return form


def _follow_category(form: Form) -> None:
    """Show only what makes sense for the situation chosen."""
    category = form.fields["category"].read()
    associate = category in ASSOCIATES
    form.show_field("cooperative", category is Category.EXTERNAL)
    form.show_field("decision", associate)
    form.show_field("number", category not in {Category.CANDIDATE, Category.EMPLOYEE})
    form.show_field("employed", category is Category.CANDIDATE)
    form.show_field("working_time", category in {Category.EMPLOYED, Category.EMPLOYEE, Category.CANDIDATE})


def _contact(said: dict[str, Any]) -> Contact:
    keys = ("address", "post_code", "city", "country", "email", "phone")
    return Contact(*((said[key] or "").strip() for key in keys))


def contact(page: Page, file: MemberFile, done: Done, cancel: Done) -> Form:
    """Ask where to write to somebody."""

    def send(said: dict[str, Any]) -> None:
        if page.run(service.change_contact, file.row.person_id, _contact(said), form=form):
            done()

    form = Form(_contact_fields(), on_submit=send, on_cancel=cancel)
    known = file.contact
    form.set_values({name: getattr(known, name) for name in Contact.__slots__})
    return form


def identity(page: Page, file: MemberFile, done: Done, cancel: Done) -> Form:
    """Ask for names, title, birth date and entry date."""

    def send(said: dict[str, Any]) -> None:
        row = file.row
        names = (said["family_name"], said["given_name"] or "", said["title"] or "")
        dates = (said["birth_date"], said["entered_on"])
        cooperative = bool(said["cooperative"]) if row.legal_person else None
        if page.run(service.change_identity, row.person_id, *names, *dates, cooperative, form=form):
            done()

    form = Form(
        [
            ChoiceField("title", _("Civilité"), TITLES),
            TextField("family_name", _("Nom"), required=True),
            TextField("given_name", _("Prénom"), required=not file.row.legal_person),
            CheckField("cooperative", _("Cette société est une coopérative"), rules=("CAP-04",)),
            DayField("birth_date", _("Date de naissance"), today=page.desk.today),
            DayField("entered_on", _("Entrée dans la coopérative"), today=page.desk.today),
        ],
        on_submit=send,
        on_cancel=cancel,
    )
    form.set_values(
        {
            "title": file.title or None,
            "family_name": file.row.family_name,
            "given_name": file.row.given_name,
            "cooperative": file.row.cooperative,
            "birth_date": file.birth_date,
            "entered_on": file.row.entered_on,
        }
    )
    form.show_field("cooperative", file.row.legal_person)
    return form


def notes(page: Page, file: MemberFile, done: Done, cancel: Done) -> Form:
    """Ask for free words; the person may read them."""

    def send(said: dict[str, Any]) -> None:
        if page.run(service.change_notes, file.row.person_id, said["notes"] or "", form=form):
            done()

    field = LongTextField("notes", _("Remarques"), lines=5, help=_("La personne peut les lire : ni santé, ni opinion."))
    form = Form([field], on_submit=send, on_cancel=cancel)
    form.set_values({"notes": file.notes})
    return form


def consent(page: Page, file: MemberFile, given: bool, done: Done, cancel: Done) -> Form:
    """Ask for the written agreement to be called by e-mail, or its withdrawal (CALL-03)."""

    def send(said: dict[str, Any]) -> None:
        if given:
            asked = (said["dated"], said["channel"], said["address"] or "")
            kept = page.run(service.record_email_consent, file.row.person_id, *asked, form=form)
        else:
            verb = service.withdraw_email_consent
            kept = page.run(verb, file.row.person_id, said["dated"], said["channel"], form=form)
        if kept:
            done()

    fields: list[Field] = [
        DayField("dated", _("Écrit reçu le"), required=True, today=page.desk.today, rules=("CALL-03",)),
        ChoiceField("channel", _("Moyen"), _channels(), required=True),
    ]
    if given:
        fields.append(TextField("address", _("Adresse de courriel acceptée"), required=True))
    form = Form(fields, on_submit=send, on_cancel=cancel)
    form.set_values({"dated": page.desk.today, "channel": Channel.ELECTRONIC})
    if given:
        form.set_values({"address": file.contact.email})
    return form


def marital(page: Page, file: MemberFile, done: Done, cancel: Done) -> Form:
    """Ask for what must be known before joint assets pay for shares (ADM-12)."""

    def send(said: dict[str, Any]) -> None:
        answer = Marital(
            said["regime"] or "",
            said["spouse_name"] or "",
            said["spouse_informed_on"],
            said["spouse_answer"] or "",
            said["answered_on"],
        )
        if page.run(service.record_marital_information, file.row.person_id, answer, form=form):
            done()

    today = page.desk.today
    form = Form(
        [
            ChoiceField("regime", _("Régime"), [(one, _(text)) for one, text in REGIME_WORDS.items() if one]),
            TextField("spouse_name", _("Nom du conjoint")),
            DayField("spouse_informed_on", _("Conjoint informé le"), today=today, rules=("ADM-12",)),
            ChoiceField("spouse_answer", _("Réponse"), [(one, _(text)) for one, text in ANSWER_WORDS.items() if one]),
            DayField("answered_on", _("Répondu le"), today=today),
        ],
        on_submit=send,
        on_cancel=cancel,
    )
    known = file.marital
    form.set_values({name: getattr(known, name) for name in Marital.__slots__})
    form.set_values(
        {"regime": Regime(known.regime) or None, "spouse_answer": SpouseAnswer(known.spouse_answer) or None}
    )
    return form


def hiring(page: Page, file: MemberFile, done: Done, cancel: Done) -> Form:
    """Ask for a new contract."""

    def send(said: dict[str, Any]) -> None:
        asked = (file.row.person_id, said["started_on"], said["working_time"] * 10)
        if page.run(service.record_hiring, *asked, form=form):
            done()

    form = Form(
        [DayField("started_on", _("Début"), required=True, today=page.desk.today), _working_time()],
        on_submit=send,
        on_cancel=cancel,
    )
    form.set_values({"started_on": page.desk.today, "working_time": 100})
    return form


def contract(page: Page, job: Job, done: Done, cancel: Done) -> Form:
    """Ask for another working time, or for the end of the contract under way."""

    def send(said: dict[str, Any]) -> None:
        time = said["working_time"] * 10
        kept = time == job.working_time or page.run(service.change_working_time, job.id, time, form=form)
        if kept and said["ended_on"]:
            kept = page.run(service.record_employment_end, job.id, said["ended_on"], said["reason"] or "", form=form)
        if kept:
            done()

    form = Form(
        [
            _working_time(),
            DayField(
                "ended_on",
                _("Dernier jour du contrat"),
                today=page.desk.today,
                help=_("Pour un associé qui part, enregistrez plutôt le départ : la situation suivra."),
            ),
            TextField("reason", _("Motif de la fin")),
        ],
        on_submit=send,
        on_cancel=cancel,
    )
    form.set_values({"working_time": job.working_time // 10})
    return form


def _working_time() -> IntegerField:
    unit = f"{words.NNBSP}%"
    return IntegerField("working_time", _("Temps de travail"), unit=unit, least=1, most=100, required=True)
