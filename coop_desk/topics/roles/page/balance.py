"""« Équilibre des charges »: hours of roles against the fair share, nobody left out."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import label
from coop_desk.screen.strips_view import StripsView
from coop_desk.screen.table import Column
from coop_desk.topics.roles.page.picture_pieces import Choices, PictureOrTable, add_prints, offer
from coop_desk.topics.roles.pictures import charts, service
from coop_desk.topics.roles.pictures.document import balance_period
from coop_desk.topics.roles.pictures.records import Balance

NO_PLAN = 0

WIDTH = 760
"""Least width of the bars and their figures, in px at 100 %."""


class BalancePage(Page):
    """Hours and fair shares, of everybody or one's own."""

    title = N_("Équilibre des charges")
    needs = service.balance
    guide = "07-calendrier-des-mandats"
    tip = N_(
        "Le trait est la part équitable : selon le temps de travail et la présence. "
        "Le pointillé est ce que chacun accepte par mois : un mois au-dessus se voit, même caché dans l’année."
    )

    def build(self) -> None:
        """Make the picture and its table."""
        self.plan = ChoiceField("plan", _("Plan à montrer"), [(NO_PLAN, _("Aucun"))], required=True)
        self.plan.changed.connect(self.reload)
        self.body.addWidget(Choices((self.plan,)))
        self.said_spot = label("", "secondary", wrap=True)
        self.view = StripsView(_("Heures et part équitable"))
        self.view.moved.connect(lambda _key, said: self.said_spot.setText(said))
        self.view.opened.connect(lambda person: self.go("roles.person", person))
        self.table = _table()
        self.table.opened.connect(lambda one: self.go("roles.person", one.person_id))
        self.places = PictureOrTable(self, self.view, self.table)
        self.whole = label("", wrap=True)
        self.body.addWidget(self.places, 1)
        self.body.addWidget(self.said_spot)
        self.body.addWidget(self.whole)
        add_prints(self, self._pdf, _("Équilibre des charges"), lambda: "equilibre-des-charges.pdf")

    def load(self) -> None:
        """Show the months of the plan chosen, or those to come."""
        plans = service.plans_to_show(self.desk)
        offer(self.plan, [(NO_PLAN, _("Aucun")), *((one.id, one.name) for one in plans)])
        self.plan.setVisible(bool(plans))
        found = self._balance()
        self.view.show_strips(charts.balance_chart(found), WIDTH)
        self.table.show_records(found.shares)
        self.say_facts(balance_period(found))
        self.whole.setText(charts.balance_words(found) if found.whole else "")
        self.show_empty(
            not found.shares, _("Aucun contrat ne vous compte sur ces mois : votre part n’est pas calculée.")
        )

    def open_record(self, record_id: Any) -> None:
        """Show a plan, by its number."""
        if isinstance(record_id, int):
            self.load_if_stale()
            self.plan.write(record_id)

    def begin(self) -> None:
        """Put the keyboard on the picture."""
        self.places.begin()

    def _balance(self) -> Balance:
        verb = service.whole_balance if self.may(service.whole_balance) else service.balance
        return verb(self.desk, self.plan.read() or None)

    def _pdf(self, a3: bool) -> bytes:
        verb = service.whole_balance_pdf if self.may(service.whole_balance_pdf) else service.balance_pdf
        return verb(self.desk, self.plan.read() or None, a3=a3)


def _table() -> List:
    return List(
        _("Heures et part équitable"),
        (
            Column(_("Personne"), lambda s: s.name, stretch=True),
            Column(_("Heures"), lambda s: s.load, "integer"),
            Column(_("Part équitable"), lambda s: s.share if s.in_equity else None, "integer"),
            Column(_("Écart"), lambda s: s.excess if s.in_equity else None, "integer"),
            Column(_("Mois le plus chargé"), charts.peak_words, width=190, sort=lambda s: s.peak),
            Column(_("Heures acceptées"), lambda s: s.capacity, "integer"),
            Column(_("Mois au-dessus"), lambda s: len(s.over), "integer"),
        ),
        counted=lambda n: ngettext("{n} personne", "{n} personnes", n).format(n=words.integer(n)),
        printable=False,
    )
