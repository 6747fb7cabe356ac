"""«Passations»: who takes which role over, from whom, and how ready they are."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.roles.handover import service
from coop_desk.topics.roles.handover.records import KIND_WORDS, Alert, Handover, Kind
from coop_desk.topics.roles.handover.rules.ticking import STATE_WORDS, alert_words
from coop_desk.topics.roles.seats.service.reading import mandates_of_roles

TONES: dict[Alert, Tone] = {
    Alert.OVER: "good",
    Alert.READY: "good",
    Alert.CALM: "accent",
    Alert.ORANGE: "warn",
    Alert.RED: "bad",
    Alert.DROPPED: "plain",
}


class HandoversPage(Page):
    """Every hand-over of a role, those under way first."""

    title = N_("Passations")
    needs = service.handovers
    guide = "07-passations-de-role"
    tip = N_("Un mandat adopté crée sa passation. Entrée l’ouvre : chaque ligne se coche des deux côtés.")

    def build(self) -> None:
        """Make the list and its card."""
        self.list = List(
            _("Passations"),
            (
                Column(_("Rôle"), lambda one: one.role, stretch=True),
                Column(_("Prise de poste"), lambda one: one.takes_over_on, "day", width=110),
                Column(_("Reprend"), lambda one: one.receiver, width=150),
                Column(_("État"), state_words, "pill", tone=lambda one: TONES[one.alert], width=110),
                Column(_("Fait"), done_words, width=90, sort=lambda one: one.done * 1000 // max(1, one.total)),
                Column(_("Transmet"), lambda one: one.giver.name or _("personne"), width=150),
                Column(_("Pôle"), lambda one: one.pole, shown=False),
            ),
            filters=(
                Filter(_("En cours"), lambda one: one.running),
                Filter(_("Les miennes"), lambda one: one.side is not None),
            ),
            counted=lambda n: ngettext("{n} passation", "{n} passations", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_handover)
        self.list.opened.connect(lambda one: self.go("roles.handover", one.id))
        self.begin_action = self.add_action(
            _("Nouvelle passation"), self.ask_mandate, keys="Ctrl+N", verb=service.begin_handover
        )
        self.add_action(_("Modèles"), lambda: self.go("roles.templates"), verb=service.templates)
        self.add_action(_("Apprendre à deux"), lambda: self.go("roles.learning"), verb=service.ramps)
        self.add_action(_("Binômes"), lambda: self.go("roles.pairs"), verb=service.pairs)
        self.add_action(_("Bilans"), lambda: self.go("roles.retrospectives"), verb=service.retrospectives)

    def load(self) -> None:
        """Show the hand-overs and how many are behind."""
        found = service.handovers(self.desk)
        self.list.show_records(found)
        running = [one for one in found if one.running]
        behind = [one for one in running if one.alert in (Alert.ORANGE, Alert.RED)]
        said = [ngettext("{n} passation en cours", "{n} passations en cours", len(running))]
        said[0] = said[0].format(n=words.integer(len(running)))
        if behind:
            late = ngettext("{n} en retard", "{n} en retard", len(behind))
            said.append(late.format(n=words.integer(len(behind))))
        self.say_facts(words.listed(said))
        self.show_empty(
            not found,
            _("Aucune passation pour l’instant. Elle se crée d’elle-même quand un mandat de rôle est adopté."),
            self.begin_action if self.may(service.begin_handover) else None,
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a hand-over."""
        self.list.choose(record_id)

    def show_handover(self, one: Handover | None) -> None:
        """Show how a hand-over stands and where to go on."""
        if one is None:
            return
        self.card.clear(one.role)
        self.card.add_pill(state_words(one), TONES[one.alert])
        self.card.add_text(alert_words(one))
        self.card.add_facts(handover_facts(one))
        self.card.add_heading(_("Ce qui reste"))
        for kind in Kind:
            left = sum(line.kind is kind for line in one.left)
            if left:
                name = _("Missions") if kind is Kind.MISSION else _(KIND_WORDS[kind])
                self.card.add_text(_("{what} : {n}").format(what=name, n=words.integer(left)))
        if not one.left:
            self.card.add_text(_("Rien : tout est coché."), secondary=True)
        self.card.add_buttons(
            button(_("Ouvrir la passation"), lambda: self.go("roles.handover", one.id), role="primary")
        )

    def ask_mandate(self) -> None:
        """Ask for which mandate a hand-over is opened."""
        known = {one.mandate_id for one in service.handovers(self.desk)}
        today = self.desk.today
        lines = [
            one
            for one in self.ask(mandates_of_roles).value or ()
            if one.id not in known and one.held and one.ends_on >= today
        ]
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Nouvelle passation"))
        if not lines:
            self.card.add_text(_("Chaque mandat en cours ou à venir a déjà sa passation."))
            self.card.show()
            return
        self.card.add_text(
            _("Pour un intérim, ou un mandat repris d’avant : les autres ont la leur dès leur adoption."),
            secondary=True,
        )
        said = _("{role} : {name}, à partir du {day}")
        offered = [(one.id, said.format(role=one.role, name=one.name, day=words.day(one.starts_on))) for one in lines]
        form = Form(
            [ChoiceField("mandate", _("Mandat"), offered, required=True, rules=("HAND-06",))],
            submit=_("Ouvrir la passation"),
            on_submit=lambda said: self._begun(self.run(service.begin_handover, said["mandate"], form=form)),
            on_cancel=self.leave_form,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def _begun(self, done: Any) -> None:
        if done:
            self.list.choose(done.value)

    def leave_form(self) -> None:
        """Come back from a form."""
        self.card.hide()
        self.load()


def state_words(one: Handover) -> str:
    """How a hand-over stands, in a word."""
    return _(STATE_WORDS[one.alert])


def done_words(one: Handover) -> str:
    """Lines done of all of them; nothing for one without suite."""
    if one.alert is Alert.DROPPED:
        return ""
    return _("{done} sur {total}").format(done=words.integer(one.done), total=words.integer(one.total))


def handover_facts(one: Handover) -> list[tuple[str, str]]:
    """From whom to whom, since when, for when."""
    return [
        (_("Reprend"), one.receiver),
        (_("Transmet"), one.giver.name or _("personne")),
        (_("Pourquoi"), one.giver.because),
        (_("Accompagnement"), _("à partir du {day}").format(day=words.long_day(one.begins_on))),
        (_("Prise de poste"), words.long_day(one.takes_over_on)),
        (_("Décision"), one.decision),
    ]
