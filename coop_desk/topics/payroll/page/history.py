"""«Histoire»: the steps of a month with their reasons, and every figure that changed."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.rules.months import month_words
from coop_desk.topics.payroll.views import HistoryLine


class HistoryPage(Page):
    """What happened to one month."""

    title = N_("Histoire d’un mois de paie")
    needs = service.month_history
    guide = "83-paie"
    reads_one_record = True

    def build(self) -> None:
        """Make the list."""
        self.month: str | None = None
        self.list = List(
            _("Histoire d’un mois de paie"),
            (
                Column(_("Quand"), _when, sort=lambda one: one.at),
                Column(_("Par"), lambda one: one.by),
                Column(_("Quoi"), lambda one: one.what, stretch=True),
                Column(_("Pour"), lambda one: one.about),
                Column(_("Avant"), lambda one: one.was),
                Column(_("Après"), lambda one: one.now, stretch=True),
            ),
            filters=(Filter(_("Étapes"), lambda one: not one.was and (not one.about or one.about.startswith("n"))),),
            key=lambda one: (one.at, one.by, one.what, one.about, one.was, one.now),
            counted=lambda n: ngettext("{n} ligne", "{n} lignes", n).format(n=words.integer(n)),
            printable=False,
        )
        self.body.addWidget(self.list, 1)
        self.connect_list(self.list)
        self.add_action(_("Retour aux mois"), lambda: self.go("payroll", self.month), keys="Ctrl+B")

    def open_record(self, record_id: Any) -> None:
        """Show the history of one month."""
        self.month = str(record_id)
        self.reload()

    def load(self) -> None:
        """Read the history of the month."""
        if self.month is None:
            self.show_empty(True, _("Choisissez un mois dans « Mois de paie »."), alone=True)
            return
        self.show_empty(False)
        self.say_title(_("Histoire : {month}").format(month=month_words(self.month)))
        self.list.show_records(service.month_history(self.desk, self.month))


def _when(line: HistoryLine) -> str:
    return f"{words.day(line.at.astimezone().date())} {words.clock_time(line.at)}"
