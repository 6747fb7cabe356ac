"""«Paie à importer»: the one page of the bookkeeper, months ready, packages, questions and answers."""

from coop_desk.core.i18n import N_, _
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.page.export import ExportPage


class BookkeeperPage(ExportPage):
    """What somebody from outside sees of the co-op: the validated months of the years of their mission."""

    title = N_("Paie à importer")
    needs = service.confirm_import
    guide = "87-comptable"
    tip = N_(
        "Prenez l’export du mois, importez-le dans votre logiciel, puis cochez « Importé sans erreur ». Une question ? "
        "Écrivez-la sous le mois : la personne chargée de la paie y répond ici."
    )
    empty = N_(
        "Aucun mois n’est prêt. Il apparaît ici dès que la coopérative l’a validé et que la clé de son année vous a "
        "été remise."
    )

    def offer_formats(self) -> None:
        """Lead nowhere: formats are arranged by the co-op."""

    def load(self) -> None:
        """Read the months, once the mission gave the right to take them."""
        if self.may(service.months_to_export):
            super().load()
        else:
            self.show_empty(True, _(self.empty))
