"""Co-optations: the list, one as a card, the circle to open, the seat to give to whom the circle chose."""

from datetime import date
from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer, listed, long_day
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.elections.circle.records import Step
from coop_desk.topics.members import service as members
from coop_desk.topics.members.records import TeamRow
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.cooptation import service
from coop_desk.topics.roles.cooptation.records import CooptationLine, Endorsed
from coop_desk.topics.roles.page.circle_choice import CircleChoice
from coop_desk.topics.roles.records import RoleLine, RoleMode
from coop_desk.topics.roles.seats.records import RoleMandateLine
from coop_desk.topics.roles.seats.service import departure, mandates_of_roles


class CooptationsPage(Page):
    """Every co-optation, the last one first."""

    title = N_("Cooptations")
    needs = service.cooptations
    guide = "07-cooptation"
    tip = N_(
        "Un cercle lit la fiche du rôle, nomme, propose, lève les objections. La personne choisie reçoit un siège pour "
        "un mandat qui a toujours une fin."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Cooptations"),
            (
                Column(_("Rôle"), lambda one: one.role, stretch=True),
                Column(_("Pôle"), lambda one: one.pole, width=190),
                Column(_("Le"), lambda one: one.held_on, "day"),
                Column(_("Cercle"), lambda one: one.people, "integer"),
                Column(_("Choisi"), lambda one: listed([each.name for each in one.endorsed]), width=200),
                Column(_("État"), lambda one: state_of(one)[0], "pill", width=150, tone=lambda one: state_of(one)[1]),
            ),
            counted=lambda n: ngettext("{n} cooptation", "{n} cooptations", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(400))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_cooptation)
        self.new_action = self.add_action(
            _("Nouvelle cooptation"), self.new_cooptation, keys="Ctrl+N", verb=service.open_cooptation, primary=True
        )

    def load(self) -> None:
        """Show the co-optations, and how many wait."""
        found = service.cooptations(self.desk)
        self.list.show_records(found)
        open_ = sum(one.step is not Step.DONE for one in found)
        self.say_facts(ngettext("{n} cercle en cours", "{n} cercles en cours", open_).format(n=integer(open_)))
        self.show_empty(
            not found,
            _("Aucune cooptation pour l’instant. Réunissez un cercle pour un rôle qui se pourvoit ainsi."),
            self.new_action if self.may(service.open_cooptation) else None,
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a co-optation, by its id; by « role » and the id of a role, begin one for it."""
        if isinstance(record_id, tuple):
            self.new_cooptation(record_id[1])
            return
        self.list.choose(record_id)

    def show_cooptation(self, line: CooptationLine | None) -> None:
        """Show one with what the circle decided and what may be done."""
        if line is None:
            return
        file = self.ask(service.cooptation, line.id).value
        if file is None:
            return
        self.card.clear(line.role)
        self.card.add_pill(*state_of(line))
        self.card.add_facts(
            (
                (_("Pôle"), line.pole),
                (_("Réuni le"), long_day(line.held_on)),
                (_("Fiche lue"), file.sheet),
                (_("Mandat"), _("du {first} au {last}").format(
                    first=long_day(file.term.starts_on), last=long_day(file.term.ends_on))),
                (_("Remplace"), file.replaces),
                (_("Cercle"), listed([one.name for one in file.circle.participants])),
                (_("Animation"), file.facilitator),
            )
        )  # fmt: skip
        if line.given_up:
            self.card.add_text(line.given_up)
        for one in line.endorsed:
            self._show_endorsed(line, one, file.shadow_from)
        words = _("Voir les tours de parole") if line.step is Step.DONE else _("Aller au cercle")
        self.card.add_buttons(
            button(
                words,
                lambda: self.go("roles.circle", line.id),
                role="" if line.step is Step.DONE else "primary",
            ),
            button(_("Imprimer la fiche"), lambda: self.print_record(line)),
        )

    def _show_endorsed(self, line: CooptationLine, one: Endorsed, shadow: date | None) -> None:
        self.card.add_heading(one.name)
        if one.withdrawn_on is not None:
            words = _("Retrait le {day} : {because}")
            self.card.add_text(words.format(day=day_words(one.withdrawn_on), because=one.withdrawn_because))
            return
        if one.mandate_id is not None:
            self.card.add_text(_("A un siège jusqu’au {day}.").format(day=day_words(one.ends_on)))
            return
        self.card.add_text(_("Sans siège pour l’instant, d’accord jusqu’au {day}.").format(day=day_words(one.ends_on)))
        if self.may(service.give_seat):
            give = _("Donner le siège à {name}").format(name=one.name)
            drop = _("Retirer {name}").format(name=one.name)
            self.card.add_buttons(
                button(_("Donner le siège…"), lambda: self.ask_seat(line, one, shadow), name=give),
                button(_("Retirer…"), lambda: self.ask_withdrawal(line, one), role="quiet", name=drop),
            )

    # -- forms in the card

    def new_cooptation(self, role_id: int | None = None) -> None:
        """Ask for the role, who sits, and the term."""
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Nouvelle cooptation"))
        found = [one for one in self.ask(roles.roles).value or [] if one.sheet.mode is RoleMode.COOPTED]
        people = [(int(one.person_id), one.name) for one in self.ask(members.members).value or []]
        left = [one for one in self.ask(mandates_of_roles).value or () if one.held and one.ends_on < one.term_on]
        self.circle = CircleChoice(people, _teams(self.ask(members.teams_at).value or []))

        def send(said: dict[str, Any]) -> None:
            done = self.run(
                service.open_cooptation, said["role"], tuple(self.circle.circle), held_on=said["held"],
                starts_on=said["from"], ends_on=said["to"], replaces=said["replaces"],
                facilitator_id=said["facilitator"], form=form,
            )  # fmt: skip
            if done:
                self.go("roles.circle", done.value)

        form = self.form = Form(
            [
                ChoiceField("role", _("Rôle"), [(one.id, role_words(one)) for one in found], required=True,
                            rules=("COO-03",),
                            help="" if found else _("Aucune fiche de rôle ne prévoit la cooptation.")),
                ChoiceField("replaces", _("Pour finir le mandat de"),
                            [(one.id, left_words(one)) for one in left], rules=("MAN-01",)),
                DayField("held", _("Réunion du"), required=True, today=self.desk.today),
                DayField("from", _("Début du mandat"), required=True, today=self.desk.today),
                DayField("to", _("Fin du mandat"), required=True, today=self.desk.today, rules=("COO-01", "MAN-03")),
                PersonField("facilitator", _("Animation"), people),
            ],
            submit=_("Ouvrir le cercle"), on_submit=send, on_cancel=self.card.hide,
        )  # fmt: skip
        form.set_values({"held": self.desk.today, "role": role_id})
        form.show_field("replaces", bool(left))
        form.fields["replaces"].changed.connect(lambda: self._finish(form, left))
        self.card.add_heading(_("Qui siège"))
        self.card.add(self.circle)
        self.card.add_heading(_("Le rôle et le mandat"))
        self.card.add(form)
        self.card.show()
        self.circle.begin()

    def _finish(self, form: Form, left: list[RoleMandateLine]) -> None:
        """Propose the term of whoever finishes a mandate, by the rule of its role."""
        line = next((one for one in left if one.id == form.fields["replaces"].read()), None)
        seen = self.ask(departure, line.id, line.ends_on).value if line is not None else None
        if line is not None and seen is not None:
            term = seen.replacement
            form.set_values({"role": line.role_id, "from": term.starts_on, "to": term.ends_on})

    def ask_seat(self, line: CooptationLine, one: Endorsed, shadow: date | None) -> None:
        """Ask which seat, and from when the person accompanies the holder."""
        role = next((each for each in self.ask(roles.roles).value or [] if each.id == line.role_id), None)
        seats = role.seats if role is not None else 1
        known = self.ask(mandates_of_roles).value or ()
        held = {each.seat for each in known if each.role_id == line.role_id and each.ends_on >= one.ends_on}
        free = next((n for n in range(seats) if n not in held), 0)
        self.card.clear(_("Un siège pour {name}").format(name=one.name))

        def send(said: dict[str, Any]) -> None:
            if self.run(service.give_seat, one.id, said["seat"], said["shadow"], form=form):
                self.show_cooptation(self.list.chosen_record())

        form = self.form = Form(
            [
                ChoiceField("seat", _("Siège"), [(n, _("n° {n}").format(n=integer(n + 1))) for n in range(seats)],
                            required=True, rules=("MAN-01", "MAN-02")),
                DayField("shadow", _("Tuilage à partir du"), today=self.desk.today, rules=("MAN-03",),
                         help=_("Pour accompagner la personne en place ; laissez vide s’il n’y en a pas.")),
            ],
            submit=_("Donner le siège"), on_submit=send, on_cancel=lambda: self.show_cooptation(line),
        )  # fmt: skip
        form.set_values({"seat": free, "shadow": shadow})
        self.card.add(form)
        form.begin()

    def ask_withdrawal(self, line: CooptationLine, one: Endorsed) -> None:
        """Ask why somebody is no longer to be chosen."""
        self.card.clear(_("Retirer {name}").format(name=one.name))

        def send(said: dict[str, Any]) -> None:
            if self.run(service.withdraw_endorsement, one.id, said["because"] or "", form=form):
                self.show_cooptation(self.list.chosen_record())

        form = self.form = Form(
            [TextField("because", _("Pourquoi"), required=True, rules=("COO-06",))],
            submit=_("Retirer"), on_submit=send, on_cancel=lambda: self.show_cooptation(line),
        )  # fmt: skip
        self.card.add(form)
        form.begin()

    # -- paper

    def print_record(self, line: CooptationLine) -> None:
        """Preview the record."""
        pdf = self.ask(service.cooptation_pdf, line.id)
        if pdf.value is not None:
            self.show_pdf(pdf.value, _("Cooptation, {role}").format(role=line.role), "cooptation.pdf")


def state_of(line: CooptationLine) -> tuple[str, Tone]:
    """How far a co-optation is."""
    if line.given_up:
        return _("arrêtée"), "plain"
    if line.step is not Step.DONE:
        return _("en cours"), "accent"
    if any(one.waits for one in line.endorsed):
        return _("siège à donner"), "warn"
    return _("close"), "good"


def left_words(line: RoleMandateLine) -> str:
    """A mandate that ended before its term."""
    words = _("{name}, {role} (jusqu’au {day})")
    return words.format(name=line.name, role=line.role, day=day_words(line.term_on))


def role_words(role: RoleLine) -> str:
    """A role with its pole and what is vacant."""
    if not role.vacant:
        return _("{role} ({pole})").format(role=role.name, pole=role.pole)
    words = ngettext("{n} siège vacant", "{n} sièges vacants", role.vacant).format(n=integer(role.vacant))
    return _("{role} ({pole}, {vacant})").format(role=role.name, pole=role.pole, vacant=words)


def _teams(found: list[TeamRow]) -> list[tuple[str, tuple[int, ...]]]:
    """Every team with its people, those of a service under it."""
    told = []
    for row in found:
        if row.people:
            told.append((row.name, tuple(int(one.person_id) for one in row.people)))
        told += _teams(list(row.teams))
    return told
