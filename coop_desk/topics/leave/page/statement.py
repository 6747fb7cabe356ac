"""«Relevés mensuels»: everybody's statement of a month, a page each, with a place to sign."""

from datetime import date, timedelta

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.leave.requests import service

MONTHS = 24


class StatementsPage(Page):
    """Monthly statements to sign."""

    title = N_("Relevés mensuels")
    needs = service.statements_pdf
    guide = "11-saisir-une-absence"
    tip = N_("Chaque personne signe sa propre page : personne ne lit les compteurs d’un autre en signant.")

    def build(self) -> None:
        """Make the choice of a month and the list of people."""
        self.month = ChoiceField("month", _("Mois"), _months(self.desk.today), required=True)
        self.month.lay_on_one_line()
        self.month.box.setCurrentIndex(0)
        self.body.addWidget(self.month)
        self.list = List(
            _("Personnes sous contrat"),
            (Column(_("Nom"), lambda one: one[1], stretch=True),),
            key=lambda one: one[0],
            counted=lambda n: ngettext("{n} personne", "{n} personnes", n).format(n=words.integer(n)),
        )
        self.body.addWidget(self.list, 1)
        self.connect_list(self.list)
        self.print_action = self.add_action(
            _("Imprimer tous les relevés"), self.print_all, keys="Ctrl+R", verb=service.statements_pdf, primary=True
        )
        self.add_action(_("Imprimer celui-ci"), self.print_one, keys="Ctrl+Shift+P", verb=service.statements_pdf)

    def load(self) -> None:
        """Show who gets a statement."""
        people = service.people_with_statement(self.desk)
        self.list.show_records(people)
        self.show_empty(not people, _("Personne n’a de contrat en cours : enregistrez d’abord les contrats."))

    def print_all(self) -> None:
        """Print everybody's statement."""
        self._print(())

    def print_one(self) -> None:
        """Print the statement of the person chosen."""
        one = self.list.chosen_record()
        if one is not None:
            self._print((one[0],))

    def _print(self, people: tuple[int, ...]) -> None:
        month: date = self.month.read()
        name = _("Relevés de congés de {month}").format(month=words.long_month(month))
        self.work(
            _("Mise en page des relevés…"),
            lambda _progress: service.statements_pdf(self.desk, month, people),  # type: ignore[arg-type]
            lambda pdf: self.show_pdf(pdf, name, f"releves-conges-{month:%Y-%m}.pdf"),
        )


def _months(today: date) -> list[tuple[date, str]]:
    found, month = [], today.replace(day=1)
    for _n in range(MONTHS):
        month = (month - timedelta(days=1)).replace(day=1)
        found.append((month, words.long_month(month)))
    return found
