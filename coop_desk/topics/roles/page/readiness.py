"""« Qui est prêt »: how far the hand-over of each role to come is, against the day it changes hands."""

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, label
from coop_desk.screen.strips_view import StripsView
from coop_desk.screen.table import Column
from coop_desk.topics.roles.handover.records import Alert, Readiness
from coop_desk.topics.roles.page.picture_pieces import PictureOrTable, add_prints
from coop_desk.topics.roles.pictures import charts, service

TONES: dict[Alert, Tone] = {Alert.ORANGE: "warn", Alert.RED: "bad", Alert.READY: "good", Alert.OVER: "good"}

WIDTH = 560
"""Least width of the bars and their figures, in px at 100 %."""


class ReadinessPage(Page):
    """How ready those who take over are."""

    title = N_("Qui est prêt")
    needs = service.ready_people
    guide = "07-calendrier-des-mandats"
    tip = N_("Sous le trait un mois avant la prise de poste, la passation est en retard ; au jour dit, pas prête.")

    def build(self) -> None:
        """Make the picture and its table."""
        self.said_spot = label("", "secondary", wrap=True)
        self.view = StripsView(_("Lignes faites des passations"))
        self.view.moved.connect(lambda _key, said: self.said_spot.setText(said))
        self.view.opened.connect(lambda handover: self.go("roles.handover", handover))
        self.table = _table()
        self.table.opened.connect(lambda one: self.go("roles.handover", one.handover_id))
        self.places = PictureOrTable(self, self.view, self.table)
        self.body.addWidget(self.places, 1)
        self.body.addWidget(self.said_spot)
        add_prints(self, self._pdf, _("Qui est prêt"), lambda: "qui-est-pret.pdf")

    def load(self) -> None:
        """Show the hand-overs, the next take-over first."""
        found = service.ready_people(self.desk)
        self.view.show_strips(charts.readiness_chart(found, self.desk.today), WIDTH)
        self.table.show_records(found)
        behind = sum(one.alert in (Alert.ORANGE, Alert.RED) for one in found)
        said = [ngettext("{n} passation", "{n} passations", len(found)).format(n=words.integer(len(found)))]
        if behind:
            said.append(_("{n} en retard").format(n=words.integer(behind)))
        self.say_facts(words.listed(said))
        self.show_empty(not found, _("Aucune passation : chacune naît avec l’adoption d’un mandat."))

    def begin(self) -> None:
        """Put the keyboard on the picture."""
        self.places.begin()

    def _pdf(self, a3: bool) -> bytes:
        return service.readiness_pdf(self.desk, a3=a3)


def _table() -> List:
    return List(
        _("Passations"),
        (
            Column(_("Personne"), lambda r: r.name, stretch=True),
            Column(_("Rôle"), lambda r: r.role, width=220),
            Column(_("Transmet"), lambda r: r.giver.name, width=180),
            Column(_("Prise de poste"), lambda r: r.takes_over_on, "day"),
            Column(_("Faites"), lambda r: r.done, "integer"),
            Column(_("Lignes"), lambda r: r.total, "integer"),
            Column(
                _("État"), lambda r: charts.alert_words(r.alert), "pill", tone=lambda r: TONES.get(r.alert, "plain")
            ),
        ),
        key=lambda one: one.handover_id,
        counted=lambda n: ngettext("{n} passation", "{n} passations", n).format(n=words.integer(n)),
        printable=False,
    )


def _tone(one: Readiness) -> Tone:
    return TONES.get(one.alert, "plain")
