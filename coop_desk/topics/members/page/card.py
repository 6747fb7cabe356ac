"""The card of one person: what the register says, what only they and its keepers read, and what may be done."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.screen.card import Card
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.topics.members import service
from coop_desk.topics.members.columns import percent
from coop_desk.topics.members.page import forms, status_forms
from coop_desk.topics.members.records import MemberFile, MemberRow
from coop_desk.topics.members.rules.categories import (
    ASSOCIATES,
    CATEGORY_WORDS,
    REASON_WORDS,
    Category,
    Outcome,
)
from coop_desk.topics.members.rules.marital import (
    ANSWER_WORDS,
    REGIME_WORDS,
    Regime,
    SpouseAnswer,
    spouse_must_be_informed,
)
from coop_desk.topics.members.wording import address_on_one_line

TONES: dict[Category, Tone] = {
    Category.EMPLOYED: "good",
    Category.EXTERNAL: "accent",
    Category.CANDIDATE: "warn",
    Category.HOLDER: "plain",
    Category.FORMER: "plain",
    Category.EMPLOYEE: "plain",
}


class MemberCard(Card):
    """One person; a form takes the place of the facts while something is being changed."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.row: MemberRow | None = None
        self.form: Form | None = None

    def show_row(self, row: MemberRow) -> None:
        """Show a person: the register's line, and the rest when the title opens it."""
        self.row, self.form = row, None
        self.clear(row.name)
        self.add_pill(_(CATEGORY_WORDS[row.category]), TONES[row.category])
        if row.category in ASSOCIATES and not row.may_vote:
            self.add_pill(_("Vote suspendu"), "bad")
        self.add_facts(
            (
                (_("Numéro d’associé"), row.number),
                (_("Admission"), words.long_day(row.admitted_on) if row.admitted_on else ""),
                (_("Sortie"), words.long_day(row.left_on) if row.left_on else ""),
                (_("Entrée dans la coopérative"), words.long_day(row.entered_on) if row.entered_on else ""),
            )
        )
        if row.person_id in self.page.desk.coverage(service.member_file):
            found = self.page.ask(service.member_file, row.person_id)
            if found and found.value is not None:
                self._show_file(found.value)

    def _show_file(self, file: MemberFile) -> None:
        self._status_buttons(file)
        self._history(file)
        self._contact(file)
        self._jobs(file)
        self._consents(file)
        self._marital(file)
        self._teams(file)
        self._notes(file)
        self.add_buttons(button(_("Imprimer la fiche"), lambda: self._print(file.row), icon="print"))

    # -- sections

    def _status_buttons(self, file: MemberFile) -> None:
        if not self._may(service.record_status, file.row.person_id):
            return
        waiting = any(one.outcome is Outcome.PENDING for one in file.applications)
        made: list[QPushButton] = []
        if waiting:
            self._say_application(file)
            admit = lambda: self._decide(file, service.record_admission, _("Admettre"))
            made.append(button(_("Admise…"), admit, role="primary"))
            made.append(button(_("Refusée…"), lambda: self._decide(file, service.record_refusal, _("Refuser"))))
            made.append(button(_("Retirée"), lambda: self._withdraw(file), role="quiet"))
        elif file.row.category not in ASSOCIATES:
            if file.row.category in {Category.FORMER, Category.HOLDER}:
                self.add_text(_("Le remboursement de ses parts se suit dans les parts sociales."), secondary=True)
                made.append(button(_("Voir ses parts"), lambda: self.page.go("shares", file.row.person_id)))
            made.append(button(_("Recevoir une candidature…"), lambda: self._open(status_forms.application, file)))
        else:
            made.append(button(_("Départ…"), lambda: self._depart(file)))
            made.append(self._vote_button(file))
        self.add_buttons(*made)

    def _say_application(self, file: MemberFile) -> None:
        one = next(one for one in file.applications if one.outcome is Outcome.PENDING)
        said = _("Candidature reçue le {day}.").format(day=words.long_day(one.applied_on))
        if one.must_be_voted:
            said += " " + _("Un an d’emploi ou plus : la prochaine assemblée ordinaire doit voter (ADM-02).")
        self.add_text(said)

    def _vote_button(self, file: MemberFile) -> QPushButton:
        if file.row.may_vote:
            verb, said = service.suspend_vote, _("Suspendre le vote")
        else:
            verb, said = service.restore_vote, _("Rétablir le vote")
        return button(said + "…", lambda: self._vote(file, verb, said), role="quiet")

    def _history(self, file: MemberFile) -> None:
        self.add_heading(_("Historique de la situation"))
        for line in file.history:
            said = f"{status_forms.history_words(line)} · {_(REASON_WORDS[line.reason])}"
            if line.decision:
                said += f" · {line.decision}"
            if line.replaced:
                said = _("{line} (corrigé depuis)").format(line=said)
            self.add_text(said, secondary=line.replaced)
        for one in file.votes:
            state = _("vote suspendu") if one.suspended else _("vote rétabli")
            self.add_text(_("{day} : {what}").format(day=words.day(one.effective_on), what=f"{state} · {one.reason}"))
        for one_application in file.applications:
            if one_application.outcome is Outcome.REFUSED and one_application.decided_on:
                self.add_text(
                    _("{day} : {what}").format(
                        day=words.day(one_application.decided_on),
                        what=_("candidature refusée · {decision}").format(decision=one_application.decision),
                    )
                )
        if self._may(service.record_status, file.row.person_id):
            self.add_buttons(
                button(_("Changer la situation…"), lambda: self._open(status_forms.new_status, file), role="link"),
                button(_("Corriger une ligne…"), lambda: self._open(status_forms.correction, file), role="link"),
            )

    def _contact(self, file: MemberFile) -> None:
        self.add_heading(_("Identité et coordonnées"))
        self.add_facts(
            (
                (_("Civilité"), file.title),
                (_("Personne morale"), _legal_person_words(file)),
                (_("Né(e) le"), words.long_day(file.birth_date) if file.birth_date else ""),
                (_("Adresse"), address_on_one_line(file.contact)),
                (_("Courriel"), file.contact.email),
                (_("Téléphone"), file.contact.phone),
            )
        )
        made = []
        if self._may(service.change_identity, file.row.person_id):
            made.append(button(_("Modifier l’identité…"), lambda: self._open(forms.identity, file), role="link"))
        if self._may(service.change_contact, file.row.person_id):
            made.append(button(_("Modifier les coordonnées…"), lambda: self._open(forms.contact, file), role="link"))
        self.add_buttons(*made)

    def _jobs(self, file: MemberFile) -> None:
        if file.row.legal_person:
            return
        self.add_heading(_("Contrat de travail"))
        for job in file.jobs:
            said = _("Depuis le {start}, à {time}").format(
                start=words.day(job.started_on), time=percent(job.working_time)
            )
            if job.ended_on is not None:
                said = _("Du {start} au {end}, à {time}").format(
                    start=words.day(job.started_on), end=words.day(job.ended_on), time=percent(job.working_time)
                )
            self.add_text(said)
        if not file.jobs:
            self.add_text(_("Aucun contrat enregistré."), secondary=True)
        if not self._may(service.record_hiring, file.row.person_id):
            return
        current = next((job for job in file.jobs if job.ended_on is None), None)
        if current is not None:
            self.add_buttons(
                button(
                    _("Modifier le contrat…"),
                    lambda: self._put(forms.contract(self.page, current, self._again, self._again)),
                    role="link",
                )
            )
        else:
            self.add_buttons(button(_("Enregistrer un contrat…"), lambda: self._open(forms.hiring, file), role="link"))

    def _consents(self, file: MemberFile) -> None:
        self.add_heading(_("Convocation par courriel"))
        latest = file.consents[-1] if file.consents else None
        given = latest is not None and latest.given
        if latest is None:
            self.add_text(_("Pas d’accord écrit : les convocations partent par courrier."), secondary=True)
        elif given:
            said = _("Accepte le courriel à {address} depuis le {day}.")
            self.add_text(said.format(address=latest.address, day=words.long_day(latest.dated)))
        else:
            self.add_text(_("Revenu au courrier le {day}.").format(day=words.long_day(latest.dated)))
        if self._may(service.record_email_consent, file.row.person_id):
            said = _("Revenir au courrier…") if given else _("Enregistrer l’accord…")
            self.add_buttons(button(said, lambda: self._consent(file, not given), role="link"))

    def _marital(self, file: MemberFile) -> None:
        if file.row.legal_person:
            return
        self.add_heading(_("Situation matrimoniale"))
        known, regime = file.marital, Regime(file.marital.regime)
        told = known.spouse_informed_on
        self.add_facts(
            (
                (_("Régime"), _(REGIME_WORDS[regime])),
                (_("Conjoint"), known.spouse_name),
                (_("Informé le"), words.long_day(told) if told else ""),
                (_("Réponse"), _(ANSWER_WORDS[SpouseAnswer(known.spouse_answer)]) if told else ""),
            )
        )
        if spouse_must_be_informed(regime) and told is None:
            self.add_text(_("Avant un paiement en biens communs, le conjoint doit être informé (ADM-12)."))
        if self._may(service.record_marital_information, file.row.person_id):
            self.add_buttons(button(_("Modifier…"), lambda: self._open(forms.marital, file), role="link"))

    def _teams(self, file: MemberFile) -> None:
        now = [stay for stay in file.teams if stay.left_on is None]
        if now:
            self.add_heading(_("Pôles et équipes"))
        for stay in now:
            named = " · ".join(part for part in (stay.service, stay.team) if part)
            self.add_text(_("{team}, depuis le {day}").format(team=named, day=words.day(stay.joined_on)))

    def _notes(self, file: MemberFile) -> None:
        may = self._may(service.change_notes, file.row.person_id)
        if file.notes or may:
            self.add_heading(_("Remarques"))
        if file.notes:
            self.add_text(file.notes)
        if may:
            self.add_buttons(button(_("Modifier les remarques…"), lambda: self._open(forms.notes, file), role="link"))

    # -- what its buttons do

    def _may(self, verb: object, person_id: PersonId) -> bool:
        return person_id in self.page.desk.coverage(verb)  # type: ignore[arg-type]

    def _open(self, make: Callable[..., Form], file: MemberFile) -> None:
        self._put(make(self.page, file, self._again, self._again))

    def _depart(self, file: MemberFile) -> None:
        """Open the form of a departure; the effect that the statutes give it follows what is typed."""
        form = status_forms.departure(self.page, file, self._again, self._again)
        self._put(form)
        effect = self.add_text("")
        self.add_heading(_("Et ses parts ?"))
        self.add_text(_("Enregistré depuis les parts sociales, le départ annule aussi ses parts le même jour."))
        self.add_buttons(
            button(_("Aller à ses parts"), lambda: self.page.go("shares", file.row.person_id), role="link")
        )

        def foresee() -> None:
            said = form.values() if not any(field.fault() for field in form.fields.values()) else None
            effect.setText("" if said is None else _effect(self.page, said))

        form.changed.connect(foresee)
        foresee()

    def _decide(self, file: MemberFile, verb: Callable[..., object], submit: str) -> None:
        self._put(status_forms.decision(self.page, file, verb, submit, self._again, self._again))

    def _vote(self, file: MemberFile, verb: Callable[..., object], submit: str) -> None:
        self._put(status_forms.vote(self.page, file, verb, submit, self._again, self._again))

    def _consent(self, file: MemberFile, given: bool) -> None:
        self._put(forms.consent(self.page, file, given, self._again, self._again))

    def _withdraw(self, file: MemberFile) -> None:
        if self.page.run(service.withdraw_application, file.row.person_id, self.page.desk.today):
            self._again()

    def _put(self, form: Form) -> None:
        assert self.row is not None  # noqa: S101  (a form is only opened from a person shown)
        self.clear(self.row.name)
        self.form = form
        self.add(form)
        form.begin()

    def _again(self) -> None:
        if self.row is None:
            return
        found = self.page.ask(service.member, self.row.person_id)
        if found and found.value is not None:
            self.show_row(found.value)

    def _print(self, row: MemberRow) -> None:
        pdf = self.page.ask(service.person_pdf, row.person_id)
        if pdf and pdf.value is not None:
            title = _("Fiche de {name}").format(name=row.name)
            self.page.show_pdf(pdf.value, title, f"fiche-{row.number or row.person_id}.pdf")


def _effect(page: Page, said: dict[str, Any]) -> str:
    """Say in one sentence what a departure would do, or what is still missing."""
    try:
        found = service.foresee_loss(
            page.desk, said["reason"], said["notice_on"], said["ends_on"], said["decision"] or ""
        )
    except RuleBroken as broken:
        return broken.message
    effect = _("Selon vos statuts : {category} à partir du {day} ({rule}).").format(
        category=_(CATEGORY_WORDS[found.category]).lower(), day=words.long_day(found.effective_on), rule=found.rule
    )
    return effect + " " + _("Le contrat de travail prend fin aussi.") if found.ends_contract else effect


def _legal_person_words(file: MemberFile) -> str:
    if not file.row.legal_person:
        return ""
    return _("société coopérative") if file.row.cooperative else _("société")
