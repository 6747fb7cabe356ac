"""«Savoirs isolés»: what one person only knows, when it becomes critical, and who could learn it from them."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import DayField, LongTextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.roles.cover import service
from coop_desk.topics.roles.cover.records import BuddyProposal, Isolated, Knowledge
from coop_desk.topics.roles.cover.rules.critical import WHY_WORDS
from coop_desk.topics.roles.handover import service as handovers
from coop_desk.topics.roles.handover.rules.learning import USUAL_STEPS

SOON, LATER = 90, 183
"""Days ahead under which a date is shown as near, and as coming."""


class IsolatedPage(Page):
    """What one person only knows."""

    title = N_("Savoirs isolés")
    needs = service.isolated_knowledge
    guide = "07-couverture"
    tip = N_(
        "Une compétence tenue par une seule personne autonome, ou une mission sans autre titulaire ni suppléance. "
        "La date est celle de la fin d’un contrat, d’un mandat, ou d’une longue absence."
    )

    def build(self) -> None:
        """Make the list and its card."""
        self.proposals: list[BuddyProposal] = []
        self.learning: dict[str, list[str]] = {}
        self.list = List(
            _("Savoirs isolés"),
            (
                Column(_("Critique le"), self._when, "pill", tone=self._tone, width=130, sort=_sorted),
                Column(_("Savoir"), lambda one: one.name, stretch=True),
                Column(_("Nature"), _kind, width=120),
                Column(_("Où"), lambda one: one.where, width=170),
                Column(_("Tenu par"), lambda one: one.person, width=160),
                Column(_("Parce que"), _why, width=190),
            ),
            filters=(
                Filter(_("Compétences"), lambda one: one.knowledge is Knowledge.SKILL),
                Filter(_("Missions"), lambda one: one.knowledge is Knowledge.MISSION),
                Filter(_("Datés"), lambda one: one.event is not None),
            ),
            counted=lambda n: ngettext("{n} savoir isolé", "{n} savoirs isolés", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_isolated)
        self.add_action(_("Imprimer"), self.print_all, keys="Ctrl+R", verb=service.isolated_pdf)
        self.add_action(_("Apprentissages"), lambda: self.go("roles.learning"), verb=handovers.ramps)
        self.add_action(_("Couverture"), lambda: self.go("roles.cover"), verb=service.cover_table)

    def load(self) -> None:
        """Show what one person only knows."""
        found = service.isolated_knowledge(self.desk)
        self.proposals = service.buddy_proposals(self.desk)
        self.learning = {}
        for ramp in handovers.ramps(self.desk) if self.may(handovers.ramps) else ():
            if ramp.running:
                key = f"{Knowledge.SKILL}:{ramp.skill}" if ramp.skill else f"{Knowledge.MISSION}:{ramp.mission_id}"
                said = _("{learner} avec {buddy}, pour le {day}")
                told = said.format(learner=ramp.learner, buddy=ramp.buddy, day=words.day(ramp.target_on))
                self.learning.setdefault(key, []).append(told)
        dated = sum(one.event is not None for one in found)
        self.say_facts(ngettext("{n} a une date", "{n} ont une date", dated).format(n=words.integer(dated)))
        self.list.show_records(found)
        self.show_empty(not found, _("Aucun savoir n’est tenu par une seule personne."))

    def open_record(self, record_id: Any) -> None:
        """Choose one."""
        self.list.choose(record_id)

    def show_isolated(self, one: Isolated | None) -> None:
        """Show what is known, who learns it already, and who could."""
        if one is None:
            return
        self.card.clear(one.name)
        self.card.add_facts(
            [
                (_kind(one), one.where),
                (_("Tenu par"), one.person),
                (_("Critique le"), words.long_day(one.event.on) if one.event else _("aucune date connue")),
                (_("Parce que"), _why(one)),
                (_("Formation en cours"), ", ".join(one.learning)),
            ]
        )
        if told := self.learning.get(one.id):
            self.card.add_heading(_("Apprentissage en cours"))
            for said in told:
                self.card.add_text(said)
        self.card.add_heading(_("Binômes proposés"))
        found = [proposal for proposal in self.proposals if proposal.isolated.id == one.id]
        for proposal in found:
            said = _("{learner} : {because}").format(learner=proposal.learner, because=", ".join(proposal.because))
            self.card.add_text(said)
            if self.may(handovers.open_ramp):
                name = _("Former {learner} avec {buddy}").format(learner=proposal.learner, buddy=one.person)
                self.card.add_buttons(button(_("Former ce binôme…"), self._asks(proposal), name=name))
        if not found:
            said = _("Personne n’en est proche : demandez qui veut apprendre, puis ouvrez un apprentissage.")
            self.card.add_text(said, secondary=True)

    def _asks(self, proposal: BuddyProposal) -> Any:
        return lambda: self.ask_ramp(proposal)

    def ask_ramp(self, proposal: BuddyProposal) -> None:
        """Ask for the steps and the day, then open the plan to learn (E07)."""
        one = proposal.isolated

        def send(said: dict[str, Any]) -> None:
            done = self.run(
                handovers.open_ramp, proposal.learner_id, one.person_id, mission_id=one.mission_id, skill=one.code,
                target_on=said["target"], steps=(said["steps"] or "").split("\n"),
                because=_("Savoir tenu par une seule personne"), form=form,
            )  # fmt: skip
            if done:
                self.show_isolated(self.list.chosen_record())

        form = Form(
            [
                DayField("target", _("Visé pour le"), required=True, today=self.desk.today, rules=("RAMP-01",)),
                LongTextField("steps", _("Étapes"), required=True, lines=5, rules=("RAMP-02",),
                              help=_("Une par ligne.")),
            ],
            submit=_("Commencer l’apprentissage"), on_submit=send, on_cancel=lambda: self.show_isolated(one),
        )  # fmt: skip
        form.set_values({"target": proposal.target_on, "steps": "\n".join(_(step) for step in USUAL_STEPS)})
        self.card.clear(_("{learner} apprend avec {buddy}").format(learner=proposal.learner, buddy=one.person))
        self.card.add_text(one.name)
        self.card.add(form)
        form.begin()

    def print_all(self) -> None:
        """Preview the list."""
        pdf = self.ask(service.isolated_pdf)
        if pdf.value is not None:
            self.show_pdf(pdf.value, _("Savoirs isolés"), "savoirs-isoles.pdf")

    def _when(self, one: Isolated) -> str:
        return words.day(one.event.on) if one.event else _("sans date")

    def _tone(self, one: Isolated) -> Tone:
        if one.event is None:
            return "plain"
        days = (one.event.on - self.desk.today).days
        return "bad" if days <= SOON else "warn" if days <= LATER else "plain"


def _sorted(one: Isolated) -> Any:
    return (one.event is None, one.event.on if one.event else None)


def _kind(one: Isolated) -> str:
    if one.knowledge is Knowledge.MISSION:
        return _("Mission")
    return _("Compétence clé") if one.key else _("Compétence")


def _why(one: Isolated) -> str:
    return _(WHY_WORDS[one.event.why]) if one.event else ""
