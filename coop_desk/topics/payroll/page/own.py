"""«Ma paie»: what was recorded for oneself each month, read with one's own key."""

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.rules.months import month_words
from coop_desk.topics.payroll.rules.states import STATE_WORDS, State


class OwnPayPage(Page):
    """One's own variables, month by month."""

    title = N_("Ma paie")
    needs = service.own_pay
    guide = "83-paie"
    tip = N_("Ce qui a été préparé pour votre bulletin : comparez-le avec lui. Personne d’autre ne le lit ici.")

    def build(self) -> None:
        """Make the list."""
        self.list = List(
            _("Ma paie"),
            (
                Column(_("Mois"), lambda line: month_words(line.month), sort=lambda line: line.month),
                Column(_("Variable"), lambda line: line.what, stretch=True),
                Column(_("Saisie"), lambda line: line.figure, stretch=True),
                Column(_("État du mois"), self._state),
            ),
            filters=(Filter(_("Dernier mois"), lambda line: line.month == self.newest),),
            key=lambda line: (line.month, line.what, line.figure),
            counted=lambda n: ngettext("{n} ligne", "{n} lignes", n).format(n=words.integer(n)),
            printable=False,
        )
        self.newest = ""
        self.states: dict[str, State] = {}
        self.body.addWidget(self.list, 1)
        self.connect_list(self.list)
        self.add_action(_("Qui a lu ma paie"), lambda: self.go("own_data.accesses"), keys="Ctrl+Q")

    def load(self) -> None:
        """Read one's own months."""
        own = service.own_pay(self.desk)
        self.states = {one.month: one.state for one in own.months}
        self.newest = own.months[0].month if own.months else ""
        if own.hindrances:
            self.refusal.show_warning(own.hindrances[0], " ".join(own.hindrances[1:]))
        lines = [line for one in own.months for line in one.lines]
        self.say_facts(_("Dernier mois : {month}").format(month=own.months[0].words) if own.months else "")
        self.list.show_records(lines)
        self.show_empty(not lines, _("Rien n’est encore enregistré pour votre paie."), alone=True)

    def _state(self, line: object) -> str:
        return _(STATE_WORDS[self.states[line.month]])  # type: ignore[attr-defined]
