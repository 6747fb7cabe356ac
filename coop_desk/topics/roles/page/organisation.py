"""« Organisation »: poles, roles and who holds them, on any day."""

from datetime import date

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.day_line import day_field, day_line, day_of
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import label
from coop_desk.screen.strips_view import StripsView
from coop_desk.screen.table import Column
from coop_desk.topics.roles.page.picture_pieces import PictureOrTable, add_prints
from coop_desk.topics.roles.page.roles import state_words
from coop_desk.topics.roles.pictures import charts, service
from coop_desk.topics.roles.records import WhoDoesWhat
from coop_desk.topics.roles.rules.sheets import holder_words


class OrganisationPage(Page):
    """The organisation of a day."""

    title = N_("Organisation")
    needs = service.organisation
    guide = "07-calendrier-des-mandats"
    tip = N_("Changez la date pour revoir l’organisation d’un autre jour. Entrée ouvre le rôle.")

    def build(self) -> None:
        """Make the day, the picture and its table."""
        self.on = day_field(self.desk.today)
        self.body.addLayout(day_line(self.on, self.reload))
        self.said_spot = label("", "secondary", wrap=True)
        self.view = StripsView(_("Pôles et rôles"))
        self.view.moved.connect(lambda _key, said: self.said_spot.setText(said))
        self.view.opened.connect(lambda role: self.go("roles", role))
        self.table = _table()
        self.table.opened.connect(lambda role: self.go("roles", role.id))
        self.places = PictureOrTable(self, self.view, self.table)
        self.body.addWidget(self.places, 1)
        self.body.addWidget(self.said_spot)
        add_prints(self, self._pdf, _("Organisation"), lambda: f"organisation-{self.day:%Y-%m-%d}.pdf")

    @property
    def day(self) -> date:
        """The day shown."""
        return day_of(self.on, self.desk.today)

    def load(self) -> None:
        """Show the organisation of the day."""
        found = service.organisation(self.desk, self.day)
        self.view.show_strips(charts.organisation_chart(found))
        self.table.show_records([role for _pole, roles in found.poles for role in roles])
        self.say_facts(_facts(found))
        self.show_empty(
            not found.poles and self.day == self.desk.today,
            _("Aucun pôle pour l’instant : partagez un poste en pôles, ou ouvrez un pôle puis un rôle."),
        )

    def begin(self) -> None:
        """Put the keyboard on the picture."""
        self.places.begin()

    def _pdf(self, a3: bool) -> bytes:
        return service.organisation_pdf(self.desk, self.day, a3=a3)


def _table() -> List:
    return List(
        _("Rôles"),
        (
            Column(_("Pôle"), lambda r: r.pole, width=200),
            Column(_("Rôle"), lambda r: r.name, stretch=True),
            Column(_("Titulaires"), lambda r: words.listed([holder_words(one) for one in r.holders]), width=280),
            Column(_("Suppléance"), lambda r: words.listed([one.name for one in r.deputies]), width=180),
            Column(_("État"), state_words, "pill", width=140, tone=lambda r: "warn" if r.vacant else "good"),
        ),
        counted=lambda n: ngettext("{n} rôle", "{n} rôles", n).format(n=words.integer(n)),
        printable=False,
    )


def _facts(found: WhoDoesWhat) -> str:
    roles = [role for _pole, roles in found.poles for role in roles]
    vacant = sum(role.vacant for role in roles)
    said = [
        ngettext("{n} pôle", "{n} pôles", len(found.poles)).format(n=words.integer(len(found.poles))),
        ngettext("{n} rôle", "{n} rôles", len(roles)).format(n=words.integer(len(roles))),
    ]
    if vacant:
        said.append(ngettext("{n} siège vacant", "{n} sièges vacants", vacant).format(n=words.integer(vacant)))
    return _("{day} : {facts}").format(day=words.long_day(found.on), facts=words.listed(said))
