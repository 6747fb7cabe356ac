"""What everybody wishes of the roles, for whoever prepares the rotation."""

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.page.own_wishes import tone_of_wish
from coop_desk.topics.roles.wishes import service
from coop_desk.topics.roles.wishes.rules import wish_words


class ReceivedWishesPage(Page):
    """The wishes, refusals and candidacies said last, with their reasons."""

    title = N_("Souhaits reçus")
    needs = service.received_wishes
    guide = "07-souhaits"
    tip = N_("La raison d’un refus n’est lue que par la personne et par qui prépare la rotation : elle reste ici.")

    def build(self) -> None:
        """Make the list."""
        self.names: dict[int, str] = {}
        self.list = List(
            _("Souhaits reçus"),
            (
                Column(_("Rôle"), lambda m: self.names.get(m.role_id, ""), width=210),
                Column(_("Nom"), lambda m: m.name, width=180),
                Column(_("Souhait"), wish_words, "pill", tone=tone_of_wish, width=170),
                Column(_("Pourquoi"), lambda m: m.why, stretch=True),
                Column(_("Dit le"), lambda m: m.said_on, "day", width=100),
            ),
            filters=(
                Filter(_("Candidatures"), lambda m: m.stands),
                Filter(_("Refus"), lambda m: m.refuses),
            ),
            key=lambda m: (m.role_id, m.person_id),
            counted=lambda n: ngettext("{n} souhait", "{n} souhaits", n).format(n=integer(n)),
            printable=False,
        )
        self.connect_list(self.list)
        self.body.addWidget(self.list)
        self.add_action(_("Mes souhaits"), lambda: self.go("roles.own_wishes"))

    def load(self) -> None:
        """Show what was said last of each role."""
        self.names = {one.id: one.name for one in self.ask(roles.roles).value or ()}
        wishes = [one for one in service.received_wishes(self.desk) if one.role_id in self.names]
        self.list.show_records(wishes)
        self.show_empty(not wishes, _("Personne n’a encore dit de souhait : chacun le fait dans « Mes souhaits »."))
