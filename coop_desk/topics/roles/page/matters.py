"""Who decides what: the matrix everybody reads, one matter as a card."""

from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer
from coop_desk.screen.card import Card
from coop_desk.screen.fields import AmountField, ChoiceField, DayField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.roles import service
from coop_desk.topics.roles.records import Level, MatterLine
from coop_desk.topics.roles.rules.sheets import LEVEL_WORDS

RULES = ("ROLE-08",)


class MattersPage(Page):
    """Each kind of decision, who takes it, up to what."""

    title = N_("Qui décide quoi")
    needs = service.matters
    guide = "07-roles"
    tip = N_(
        "Une matière peut avoir plusieurs lignes : chacun jusqu’à 100 €, un rôle jusqu’à 1 000 €, l’assemblée au-delà."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Qui décide quoi"),
            (
                Column(_("Matière"), lambda m: m.matter, width=200),
                Column(_("Qui décide"), who_words, width=220),
                Column(_("Jusqu’à"), lambda m: m.limit, "amount"),
                Column(_("Conditions"), lambda m: m.conditions, stretch=True),
                Column(_("Fixé par"), lambda m: m.decision, width=220),
            ),
            counted=lambda n: ngettext("{n} règle", "{n} règles", n).format(n=integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_matter)
        self.add_action(_("Rôles"), lambda: self.go("roles"))
        self.new_action = self.add_action(
            _("Nouvelle règle"), self.new_matter, keys="Ctrl+N", verb=service.record_matter, primary=True
        )
        self.add_action(_("Imprimer"), self.print_all, keys="Ctrl+R", verb=service.who_decides_pdf)

    def load(self) -> None:
        """Show the rules in force."""
        lines = service.matters(self.desk)
        self.list.show_records(lines)
        self.show_empty(
            not lines,
            _("Rien n’est encore fixé. Écrivez qui décide d’un achat, d’une embauche, d’un prix, et jusqu’où."),
            self.new_action if self.may(service.record_matter) else None,
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a rule."""
        self.list.choose(record_id)

    def show_matter(self, line: MatterLine | None) -> None:
        """Show a rule and what may be done."""
        if line is None:
            return
        self.card.clear(line.matter)
        decided = _("{decision}, le {day}").format(decision=line.decision, day=day_words(line.decided_on))
        self.card.add_facts(
            ((_("Qui décide"), who_words(line)), (_("Conditions"), line.conditions), (_("Fixé par"), decided))
        )
        if self.may(service.record_matter):
            self.card.add_buttons(
                button(_("Changer…"), lambda: self._ask(line), role="primary"),
                button(_("Mettre fin…"), lambda: self._ask_end(line), role="danger"),
            )

    def new_matter(self) -> None:
        """Ask for a rule."""
        self.show_empty(False)
        self.list.clear_choice()
        self._ask(None)

    def _ask(self, line: MatterLine | None) -> None:
        self.card.clear(line.matter if line else _("Nouvelle règle"))
        roles = [(role.id, role.name) for role in service.roles(self.desk)]

        def send(said: dict[str, Any]) -> None:
            done = self.run(
                service.record_matter, said["matter"], said["level"], decision=said["decision"] or "",
                decided_on=said["decided_on"], role_id=said["role"] if said["level"] is Level.ROLE else None,
                limit=said["limit"], conditions=said["conditions"] or "", replaces=line.id if line else None, form=form,
            )  # fmt: skip
            if done:
                self.list.choose(done.value)
                self.show_matter(self.list.chosen_record())

        form = Form(
            [
                TextField("matter", _("Matière"), required=True, rules=RULES),
                ChoiceField("level", _("Qui décide"), [(one, _(LEVEL_WORDS[one])) for one in Level], required=True),
                ChoiceField("role", _("Quel rôle"), roles),
                AmountField("limit", _("Jusqu’à")),
                LongTextField("conditions", _("Conditions"), lines=2),
                TextField("decision", _("Décision"), required=True, help=_("L’assemblée ou la réunion qui le fixe.")),
                DayField("decided_on", _("Du"), required=True, today=self.desk.today),
            ],
            submit=_("Enregistrer"), on_submit=send, on_cancel=self.card.hide,
        )  # fmt: skip
        form.set_values(
            {"matter": line.matter if line else None, "level": line.level if line else Level.PERSON,
             "role": line.role_id if line else None, "limit": line.limit if line else None,
             "conditions": line.conditions if line else "", "decided_on": self.desk.today}
        )  # fmt: skip
        level = form.fields["level"]
        level.changed.connect(lambda: form.show_field("role", level.read() is Level.ROLE))
        form.show_field("role", level.read() is Level.ROLE)
        self.card.add(form)
        self.card.show()
        form.begin()

    def _ask_end(self, line: MatterLine) -> None:
        self.card.clear(line.matter)

        def send(said: dict[str, Any]) -> None:
            if self.run(service.end_matter, line.id, said["decision"] or "", form=form):
                self.card.hide()

        form = Form(
            [TextField("decision", _("Décision qui y met fin"), required=True, rules=RULES)],
            submit=_("Mettre fin à cette règle"), on_submit=send, on_cancel=lambda: self.show_matter(line),
        )  # fmt: skip
        self.card.add(form)
        form.begin()

    def print_all(self) -> None:
        """Preview the matrix."""
        pdf = self.ask(service.who_decides_pdf)
        if pdf.value is not None:
            self.show_pdf(pdf.value, _("Qui décide quoi"), "qui-decide-quoi.pdf")


def who_words(line: MatterLine) -> str:
    """The role, or the level."""
    return line.role or _(LEVEL_WORDS[line.level])
