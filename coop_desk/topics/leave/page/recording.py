"""«Saisir une absence»: the absences of each person, entered for them, completed, changed or cancelled."""

from dataclasses import replace
from functools import partial
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, LongTextField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.leave.page.asking_form import AbsenceForm, Doing, agreement_field
from coop_desk.topics.leave.page.days import days_words
from coop_desk.topics.leave.page.telling import STATE_TONES, add_absence, state_words
from coop_desk.topics.leave.requests import service
from coop_desk.topics.leave.requests.records import AbsenceCard, Asked, CarryOver
from coop_desk.topics.leave.requests.rules.kinds import PAID, STOPS, Reason
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.rules.carrying import Fate
from coop_desk.topics.leave.rules.counting import Part


class RecordingPage(Page):
    """The absences of others, as whoever is in charge of leave enters them."""

    title = N_("Saisir une absence")
    needs = service.people_to_record
    guide = "11-saisir-une-absence"
    tip = N_(
        "Choisissez une personne, puis « Saisir ». Seul le genre d’un arrêt est gardé : aucun fait médical. "
        "Vos propres absences sont saisies par une autre personne."
    )

    def build(self) -> None:
        """Make the choice of a person, the list of their absences and the card."""
        self.person = PersonField("person", _("Personne"), (), required=True)
        self.person.changed.connect(self._follow_person)
        self.person.passed.connect(self._follow_person)
        self.person.lay_on_one_line()
        self.body.addWidget(self.person)
        self.list = List(
            _("Absences de la personne"),
            (
                Column(_("Absence"), lambda one: one.what or _("Absence"), stretch=True),
                Column(_("Du"), lambda one: one.away.first, "day"),
                Column(_("Au"), lambda one: one.away.last, "day"),
                Column(
                    _("Situation"), lambda one: state_words(one.away), "pill",
                    tone=lambda one: STATE_TONES[one.away.state], width=150,
                ),
            ),
            counted=lambda n: ngettext("{n} absence", "{n} absences", n).format(n=words.integer(n)),
            printable=False,
        )  # fmt: skip
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_absence)
        self.record_action = self.add_action(
            _("Saisir une absence"), self.begin_record, keys="Ctrl+N", verb=service.record_absence, primary=True
        )
        self.add_action(_("Reports après arrêt"), self.show_carrying, verb=service.carry_leave_over)
        self.add_action(_("Lettres à remettre"), self.show_letters, verb=service.letters)
        self.add_action(_("Relevés à signer"), lambda: self.go("leave.statements"), verb=service.statements_pdf)
        self.add_action(_("Couples déclarés"), self.show_couples, verb=service.couples)

    def load(self) -> None:
        """Offer the people, and show the absences of the one chosen."""
        people = service.people_to_record(self.desk)
        kept = self._chosen()
        self.person.offer(people)
        self.person.write(kept)
        self.show_empty(not people, _("Personne n’a de contrat en cours : enregistrez d’abord les contrats."))
        self._show_person()

    def open_record(self, record_id: Any) -> None:
        """Choose a person."""
        self.person.write(record_id)
        self._show_person()

    def show_absence(self, one: AbsenceCard | None) -> None:
        """Show an absence and what may be done with it."""
        if one is None:
            return
        self.list.show()
        add_absence(self.card, one)
        if one.away.state is not State.APPROVED or one.reason is None:
            return
        reason = one.reason
        self.card.add_buttons(
            button(_("Compléter…"), lambda: self._ask_complement(one, reason)),
            button(_("Changer les dates…"), lambda: self._ask_dates(one)),
            button(_("Annuler l’absence…"), lambda: self._ask_cancellation(one), role="danger"),
        )

    def begin_record(self) -> None:
        """Enter an absence of the person chosen."""
        who = self._chosen()
        if who is None:
            self.person.control.setFocus()
            self.say_state(_("Choisissez d’abord une personne."))
            return
        self.list.clear_choice()
        self.card.clear(_("Saisir une absence"))
        doing = Doing(
            lambda asked: service.preview_absence(self.desk, who, asked),
            lambda form, asked: self._record(form, who, asked),
            None,
            self._leave_form,
        )
        form = AbsenceForm(self.desk.today, doing, recorded=True)
        self.card.add(form.with_pane())
        self.list.hide()
        self.card.show()
        form.begin()

    def _begin_card(self, title: str) -> None:
        self.list.clear_choice()
        self.list.show()
        self.card.clear(title)
        self.card.show()

    def show_carrying(self) -> None:
        """Show what becomes of the leave that a stop kept the person from taking."""
        who = self._chosen()
        if who is None:
            self.say_state(_("Choisissez d’abord une personne."))
            return
        found = self.ask(service.carry_overs, who)
        self._begin_card(_("Congés qu’un arrêt a empêché de prendre"))
        if not found or not found.value:
            self.card.add_text(_("Rien à reporter : aucun arrêt n’a empêché de prendre des congés."), secondary=True)
            return
        for one in found.value:
            self._add_carry_over(who, one)

    def show_letters(self) -> None:
        """Show who is to be told in writing of the leave left after a stop."""
        found = self.ask(service.letters)
        self._begin_card(_("Lettres d’information à remettre"))
        self.card.add_text(
            _(
                "Au retour d’un arrêt, la personne reçoit par écrit ses jours restants et leur date limite, "
                "dans le mois. Sans cette lettre, les jours n’expirent pas."
            ),
            secondary=True,
        )
        for one in (found.value or []) if found else []:
            late = one.due < self.desk.today
            self.card.add_pill(_("En retard") if late else _("À remettre"), "bad" if late else "warn")
            said = _("{name}, de retour le {returned} : avant le {due}.")
            self.card.add_text(
                said.format(name=one.name, returned=words.long_day(one.returned_on), due=words.long_day(one.due))
            )
            self.card.add_buttons(button(_("Voir ses absences"), partial(self.open_record, one.person_id), role="link"))
        if found and not found.value:
            self.card.add_text(_("Aucune lettre n’attend."))

    def show_couples(self) -> None:
        """Show the couples declared, and declare one."""
        found = self.ask(service.couples)
        self._begin_card(_("Couples déclarés"))
        for one, name, other, partner in (found.value or []) if found else []:
            self.card.add_text(_("{one} et {other}").format(one=name, other=partner))
            self.card.add_buttons(button(_("Ne plus déclarer"), partial(self._couple, service.end_couple, one, other)))
        if not found or not found.value:
            self.card.add_text(_("Aucun couple déclaré."), secondary=True)
        people = service.colleagues(self.desk)
        form = Form(
            [
                PersonField("one", _("Une personne"), people, required=True),
                PersonField("other", _("Son conjoint ou partenaire"), people, required=True, rules=("ABSENCE-41",)),
            ],
            submit=_("Déclarer le couple"),
            on_submit=lambda values: self._couple(service.declare_couple, values["one"], values["other"], form),
        )
        self.card.add(form)

    def _couple(self, verb: Any, one: Any, other: Any, form: Form | None = None) -> None:
        if self.run(verb, one, other, form=form):
            self.show_couples()

    def _add_carry_over(self, who: Any, one: CarryOver) -> None:
        days = days_words(one.days)
        self.card.add_heading(
            _("Congés acquis du {first} au {last}").format(
                first=words.day(one.reference.first), last=words.day(one.reference.last)
            )
        )
        for line in one.words:
            self.card.add_text(line)
        if one.late:
            self.card.add_pill(_("Information en retard"), "warn")
        if one.fate is Fate.CARRIED:
            write = button(
                _("Écrire le report de {days}").format(days=days),
                lambda: self._carry(who, one), role="primary",
            )  # fmt: skip
            self.card.add_buttons(write)

    def _carry(self, who: Any, one: CarryOver) -> None:
        if self.run(service.carry_leave_over, who, one.reference.first):
            self.show_carrying()

    def _ask_complement(self, one: AbsenceCard, reason: Reason) -> None:
        self.card.clear(_("Compléter l’absence"))
        today = self.desk.today
        fields: list[Any] = [DayField("certificate_on", _("Papier reçu le"), today=today)]
        if reason.kind.account == PAID:
            fields.append(agreement_field(today))
        if reason.code in STOPS:
            fields += [
                DayField("returned_on", _("Retour au travail le"), today=today, rules=("LEAVE-02",)),
                DayField(
                    "informed_on", _("Information écrite remise le"), today=today, rules=("LEAVE-21",),
                    help=_("Jours restants et date limite, dans le mois du retour."),
                ),
                DayField("last_worked", _("Dernier jour travaillé"), today=today),
                CheckField("subrogation", _("Subrogation demandée")),
            ]  # fmt: skip
        form = Form(
            fields,
            submit=_("Enregistrer le complément"),
            on_submit=lambda values: self._complete(one, replace(reason, **values), form),
            on_cancel=lambda: self.show_absence(one),
        )
        form.set_values({name: getattr(reason, name) for name in form.fields})
        self.card.add(form)
        form.begin()

    def _complete(self, one: AbsenceCard, reason: Reason, form: Form) -> None:
        if self.run(service.complete_absence, one.id, reason, form=form):
            self.show_absence(self.list.chosen_record())

    def _ask_dates(self, one: AbsenceCard) -> None:
        self.card.clear(_("Changer les dates"))
        today = self.desk.today
        form = Form(
            [
                DayField(
                    "first", _("Premier jour d’absence"), required=True, today=today, rules=("ABSENCE-21", "ABSENCE-22")
                ),
                ChoiceField(
                    "starts",
                    _("À partir de"),
                    [(Part.WHOLE, _("le matin")), (Part.AFTERNOON, _("l’après-midi"))],
                    required=True,
                ),
                DayField("last", _("Dernier jour d’absence"), required=True, today=today, rules=("LEAVE-02",)),
                ChoiceField(
                    "ends", _("Jusqu’à"), [(Part.WHOLE, _("au soir")), (Part.MORNING, _("à midi"))], required=True
                ),
                LongTextField("why", _("Pourquoi"), lines=2, required=True, rules=("ABSENCE-13",)),
                _exceptional(),
            ],
            submit=_("Changer les dates"),
            on_submit=lambda v: self._change(
                form,
                service.change_dates,
                one.id,
                v["first"],
                v["last"],
                v["why"],
                v["exceptional"],
                v["starts"],
                v["ends"],
            ),
            on_cancel=lambda: self.show_absence(one),
            abreast=(("first", "starts"), ("last", "ends")),
        )
        away = one.away
        form.set_values({"first": away.first, "last": away.last, "starts": away.starts, "ends": away.ends})
        self.card.add(form)
        form.begin()

    def _ask_cancellation(self, one: AbsenceCard) -> None:
        self.card.clear(_("Annuler l’absence"))
        self.card.add_text(
            _(
                "Les jours reviennent au compteur par une écriture contraire. Si la paie du mois est partie, "
                "le mois suivant reçoit une correction."
            ),
            secondary=True,
        )
        form = Form(
            [LongTextField("why", _("Pourquoi"), lines=2, required=True, rules=("ABSENCE-13",)), _exceptional()],
            submit=_("Annuler l’absence"),
            on_submit=lambda v: self._change(form, service.cancel_absence, one.id, v["why"], v["exceptional"]),
            on_cancel=lambda: self.show_absence(one),
            danger=True,
        )
        self.card.add(form)
        form.begin()

    def _change(self, form: Form, verb: Any, *values: Any) -> None:
        if self.run(verb, *values, form=form):
            self.show_absence(self.list.chosen_record())

    def _record(self, form: Form, who: Any, asked: Asked) -> None:
        done = self.run(service.record_absence, who, asked, form=form)
        if done:
            self.list.show()
            self.list.choose(done.value)

    def _leave_form(self) -> None:
        self.card.hide()
        self.list.show()

    def _chosen(self) -> Any:
        return self.person.read() if not self.person.fault() else None

    def _follow_person(self) -> None:
        if self._chosen() is not None:
            self._leave_form()
            self._show_person()

    def _show_person(self) -> None:
        who = self._chosen()
        if who is None:
            self.list.show_records([])
            return
        found = self.ask(service.absences_of, who)
        self.list.show_records(found.value if found and found.value is not None else [])


def _exceptional() -> TextField:
    return TextField(
        "exceptional", _("Circonstances exceptionnelles"), rules=("LEAVE-33",),
        help=_("Exigées à moins d’un mois du départ, quand la personne n’a pas demandé le changement."),
    )  # fmt: skip
