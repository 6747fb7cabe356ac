"""«Et si X est absent ?»: a person and dates, then what stops, who remains, who could stand in."""

from datetime import date, timedelta
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import DayField, PersonField
from coop_desk.screen.figures import Figure
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.topics.roles.cover import service
from coop_desk.topics.roles.cover.document import role_facts
from coop_desk.topics.roles.cover.records import Approval, LongLeave, SkillLost, WithoutSomebody
from coop_desk.topics.skills.rules.levels import level_words

USUAL = timedelta(days=27)
"""How long an absence is asked about first: four weeks."""


class WithoutPage(Page):
    """What stops without somebody."""

    title = N_("Et si X est absent ?")
    needs = service.without_somebody
    guide = "07-couverture"
    tip = N_("Rien n’est enregistré ici : choisissez une personne et des dates pour voir ce qui s’arrêterait.")

    def build(self) -> None:
        """Make the question over the answer."""
        self.asked: tuple[int, date, date] | None = None
        today = self.desk.today
        self.person = PersonField("person", _("Qui serait absent"), [], required=True)
        self.form = Form(
            [
                self.person,
                DayField("first", _("Du"), required=True, today=today),
                DayField("last", _("Au"), required=True, today=today, rules=("COVER-01",)),
            ],
            submit=_("Voir ce qui s’arrête"),
            on_submit=self.answer,
            abreast=[("person", "first"), ("person", "last")],
        )
        self.form.set_values({"first": today, "last": today + USUAL})
        self.body.addWidget(self.form)
        self.card = Card()
        self.card.hide()
        self.body.addWidget(self.card, 1)
        self.body.addStretch(0)
        self.print_action = self.add_action(_("Imprimer"), self.print_it, keys="Ctrl+P", verb=service.without_pdf)
        self.add_action(_("Couverture"), lambda: self.go("roles.cover"), verb=service.cover_table)
        self.print_action.setEnabled(False)

    def load(self) -> None:
        """Offer the people; show the answer again when one was given."""
        self.person.offer(service.working_people(self.desk))
        if self.asked is not None:
            self._show()

    def open_record(self, record_id: Any) -> None:
        """Ask about a long absence, or about a person."""
        if isinstance(record_id, LongLeave):
            asked = {"person": record_id.person_id, "first": record_id.first, "last": record_id.last}
        else:
            asked = {"person": record_id, "first": self.desk.today, "last": self.desk.today + USUAL}
        self.form.set_values(asked)
        self.answer(asked)

    def answer(self, said: dict[str, Any]) -> None:
        """Show what stops."""
        self.asked = (said["person"], said["first"], said["last"])
        self._show()

    def _show(self) -> None:
        if self.asked is None:
            return
        found = self.ask(service.without_somebody, *self.asked).value
        self.print_action.setEnabled(found is not None)
        if found is not None:
            self._tell(found)

    def _tell(self, found: WithoutSomebody) -> None:
        missions, blocked, lost = len(found.uncovered), len(found.blocked), len(found.skills)
        self.show_figures(
            Figure(words.integer(missions), ngettext("mission sans personne", "missions sans personne", missions)),
            Figure(words.integer(blocked), ngettext("approbation bloquée", "approbations bloquées", blocked)),
            Figure(words.integer(lost), ngettext("compétence qui manque", "compétences qui manquent", lost)),
        )
        span = _("Du {first} au {last}").format(first=words.long_day(found.first), last=words.long_day(found.last))
        self.card.clear(_("Sans {name}").format(name=found.person))
        self.card.add_text(span, secondary=True)
        for role in found.roles:
            self.card.add_heading(_("{role}, pôle {pole}").format(role=role.role, pole=role.pole))
            self.card.add_facts(role_facts(role))
            if role.without:
                self.card.add_buttons(button(_("Nommer une suppléance"), self._goes(role.role_id), role="link"))
        if not found.roles:
            self.card.add_heading(_("Missions"))
            self.card.add_text(_("Aucun rôle tenu à ces dates."), secondary=True)
        self.card.add_heading(_("Approbations"))
        for one in found.approvals:
            self.card.add_facts([(one.words, approval_words(one))])
        if not found.approvals:
            self.card.add_text(_("Aucun accord n’est attendu de cette personne."), secondary=True)
        self.card.add_heading(_("Compétences"))
        for lost_one in found.skills:
            self.card.add_facts([(lost_one.skill, lost_words(lost_one))])
        if not found.skills:
            self.card.add_text(_("Aucune compétence ne manquerait."), secondary=True)
        self.card.show()

    def _goes(self, role_id: int) -> Any:
        return lambda: self.go("roles", role_id)

    def print_it(self) -> None:
        """Preview the answer."""
        if self.asked is None:
            return
        pdf = self.ask(service.without_pdf, *self.asked)
        if pdf.value is not None:
            self.show_pdf(pdf.value, _("Et si X est absent ?"), "et-si-absent.pdf")


def approval_words(one: Approval) -> str:
    """Who else may do it."""
    if one.blocked:
        return _("bloquée : personne d’autre n’est là pour le faire")
    said = _("aussi : {names}").format(names=", ".join(one.others))
    return _("{said} ; absent aussi : {away}").format(said=said, away=", ".join(one.away)) if one.away else said


def lost_words(one: SkillLost) -> str:
    """Who remains at the level, how many must, and who comes nearest."""
    remains = ", ".join(one.remaining) or _("personne")
    said = _("reste au niveau {level} : {names}").format(level=level_words(one.level), names=remains)
    if one.asked:
        said = _("{said} ; {n} demandés").format(said=said, n=words.integer(one.asked))
    return _("{said} ; au plus près : {names}").format(said=said, names=", ".join(one.nearest)) if one.nearest else said
