"""The circle of an election: its rounds, then the result and the record."""

from typing import ClassVar

from coop_desk.core.i18n import N_, _
from coop_desk.topics.elections.circle import service
from coop_desk.topics.elections.circle.records import Circle
from coop_desk.topics.elections.page.circle_rounds import CirclePage


class AloudPage(CirclePage):
    """The circle of an election."""

    needs = service.circle
    guide = "07-elections"
    verbs: ClassVar = service
    record_pdf: ClassVar = service.circle_pdf
    back: ClassVar = (N_("Retour à l’élection"), "elections.election")

    def _done(self, here: Circle) -> None:
        self._proposed = ""
        self._ask(
            here.outcome,
            _("Sans objection : c’est décidé.") if here.matter else _("Sans objection : le rôle est pris."),
        )
        self._buttons(
            (_("Voir le résultat"), lambda: self.go("elections.result", self._record_id)),
            (_("Imprimer la fiche"), self.print_record),
            first=True,
        )
