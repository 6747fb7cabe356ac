"""«Export de la paie»: the validated months, their exports, and what the bookkeeper asks about them."""

from typing import Any, ClassVar

from coop_desk.core import words
from coop_desk.core.actions import Verb
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.packages.records import ExportMonth
from coop_desk.topics.payroll.page.month_card import MonthCard, tone_of_month


def months_list() -> List:
    """The list of validated months."""
    return List(
        _("Mois de paie à exporter"),
        (
            Column(_("Mois"), lambda one: one.words.capitalize(), stretch=True, sort=lambda one: one.month),
            Column(_("Exports"), lambda one: len(one.packages), "integer", width=80),
            Column(_("Dernier export"), lambda one: _newest(one), "day", width=120),
            Column(_("Situation"), lambda one: one.status, "pill", tone=tone_of_month, width=170),
        ),
        filters=(Filter(_("À importer"), lambda one: one.status == _("À importer")),),
        key=lambda one: one.month,
        counted=lambda n: ngettext("{n} mois", "{n} mois", n).format(n=words.integer(n)),
    )


def _newest(month: ExportMonth) -> Any:
    return month.packages[0].exported_at.astimezone().date() if month.packages else None


class ExportPage(Page):
    """Try, export, hand out again, compare, answer."""

    title = N_("Export de la paie")
    needs: ClassVar[Verb | None] = service.months_to_export
    guide = "87-export-de-la-paie"
    tip = N_(
        "Choisissez un mois validé et un format, puis « Essayer » : rien n’est écrit avant que vous ayez vu les lignes "
        "et les totaux. L’export verrouille le mois."
    )
    empty: ClassVar[str] = N_(
        "Aucun mois n’est validé. Un mois se prépare puis se valide sur la page « Paie » ; il s’exporte ensuite ici."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = months_list()
        self.card = MonthCard(self)
        self.card.hide()
        self.body.addWidget(SideBySide(self.list, self.card, (2, 3)), 1)
        self.connect_list(self.list)
        self.list.chosen.connect(self.show_month)
        self.try_action = self.add_action(_("Essayer l’export"), self.try_export, keys="Ctrl+T", primary=True)
        self.offer_formats()

    def offer_formats(self) -> None:
        """Lead to the formats."""
        self.add_action(_("Formats"), lambda: self.go("payroll.presets"), keys="Ctrl+B", verb=service.layouts)
        self.next_steps["EXPORT-01"] = (_("Ouvrir les formats"), lambda: self.go("payroll.presets"))

    def load(self) -> None:
        """Read the months; nothing sealed is opened before one is chosen."""
        months = service.months_to_export(self.desk)
        self.list.show_records(months)
        waiting = sum(1 for one in months if one.ready and one.status in (_("Prêt"), _("À importer")))
        self.say_facts(
            ngettext("{n} mois à remettre ou à importer", "{n} mois à remettre ou à importer", waiting).format(
                n=words.integer(waiting)
            )
            if waiting
            else _("Tout est remis et importé.")
        )
        self.show_empty(not months, _(self.empty))

    def open_record(self, record_id: Any) -> None:
        """Show one month."""
        self.list.choose(record_id)

    def show_month(self, month: ExportMonth | None) -> None:
        """Show the month chosen."""
        self.card.setVisible(month is not None)
        if month is not None:
            self.card.show_month(month)

    def try_export(self) -> None:
        """Try the export of the month chosen, in the format chosen; the first month when none is."""
        if self.list.chosen_record() is None and self.list.shown_records():
            self.list.choose(self.list.shown_records()[0].month)
        if self.card.choice is not None and self.card.month is not None and self.card.month.ready:
            self.card.choice.submit()
