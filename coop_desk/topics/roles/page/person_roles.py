"""« Mes rôles »: what one person holds and will hold, the hours of each month, and what comes."""

from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import label
from coop_desk.screen.table import Column
from coop_desk.screen.timeline_view import TimelineView
from coop_desk.topics.roles.page.picture_pieces import Choices, PictureOrTable, add_prints, offer
from coop_desk.topics.roles.pictures import charts, service
from coop_desk.topics.roles.pictures.records import PersonRoles

MONTHS = 24


class PersonRolesPage(Page):
    """The roles of one person, one's own to begin with."""

    title = N_("Mes rôles")
    needs = service.own_roles
    guide = "07-calendrier-des-mandats"
    tip = N_("Les heures de chaque mois sont sous les barres ; le pointillé est ce que vous avez dit accepter.")

    def build(self) -> None:
        """Make the choices, the picture and what comes."""
        self.year = self.desk.today.year
        self.person_id = int(self.desk.person_id)
        self.who = ChoiceField("who", _("Personne"), [], required=True)
        self.who.box.setMinimumContentsLength(24)
        self.who.changed.connect(self._choose)
        self.choices = Choices((self.who,), self.go_by)
        self.body.addWidget(self.choices)
        self.said_term = label("", "secondary", wrap=True)
        self.view = TimelineView(_("Mandats et heures"))
        self.view.moved.connect(lambda _key, said: self.said_term.setText(said))
        self.view.zoomed.connect(lambda by: self.view.set_zoom(self.view.zoom + by))
        self.view.opened.connect(self._open)
        self.hours = _hours()
        self.places = PictureOrTable(self, self.view, self.hours)
        self.said_hours = label("", wrap=True)
        self.body.addWidget(self.places, 3)
        self.body.addWidget(self.said_term)
        self.body.addWidget(self.said_hours)
        self.coming = label("", "card-title")
        self.body.addWidget(self.coming)
        self.ahead = _ahead()
        self.ahead.opened.connect(lambda one: self.go(one.page, one.record_id))
        self.body.addWidget(self.ahead, 2)
        add_prints(self, self._pdf, _("Rôles"), lambda: f"roles-{self.year}.pdf")
        self.add_action(_("Calendrier de tous"), lambda: self.go("roles.calendar"), verb=service.seat_calendar)
        self.add_action(_("Année précédente"), lambda: self.go_by(-1), keys="Alt+Left", button=False)
        self.add_action(_("Année suivante"), lambda: self.go_by(1), keys="Alt+Right", button=False)
        self.add_action(_("Moi"), self.come_back, keys="Alt+Home", button=False)

    def load(self) -> None:
        """Show the person chosen."""
        people = service.people_to_show(self.desk)
        offer(self.who, [(one.id, one.name) for one in people])
        self.who.blockSignals(True)
        self.who.write(self.person_id)
        self.who.blockSignals(False)
        found = self._roles()
        mine = self.person_id == self.desk.person_id
        title = _("Mes rôles") if mine else _("Rôles de {name}").format(name=found.name)
        self.say_title(title, _facts(found))
        self.choices.when.setText(_("{first} et {last}").format(first=self.year, last=self.year + 1))
        self.view.show_timeline(charts.person_chart(found))
        self.places.setVisible(bool(found.calendar.terms) or any(month.hours for month in found.hours))
        self.places.setMaximumHeight(max(self.view.whole_height(), theme.px(280)))
        self.hours.show_records([month for month in found.hours if month.hours])
        self.said_hours.setText(charts.hours_words(found))
        self.ahead.show_records(found.ahead)
        self.coming.setText(_("Ce qui m’attend") if mine else _("Ce qui vient"))
        for piece in (self.coming, self.ahead):
            piece.setVisible(bool(found.ahead))

    def _roles(self) -> PersonRoles:
        first = date(self.year, 1, 1)
        if self.person_id == self.desk.person_id:
            return service.own_roles(self.desk, first, MONTHS)
        verb = service.whole_person_roles if self.may(service.whole_person_roles) else service.person_roles
        return verb(self.desk, self.person_id, first, MONTHS)

    def open_record(self, record_id: Any) -> None:
        """Show somebody."""
        if isinstance(record_id, int):
            self.person_id = record_id
            self.reload()

    def go_by(self, years: int) -> None:
        """Show other years."""
        self.year += years
        self.reload()

    def come_back(self) -> None:
        """Come back to oneself, this year."""
        self.year, self.person_id = self.desk.today.year, int(self.desk.person_id)
        self.reload()

    def begin(self) -> None:
        """Put the keyboard on the picture."""
        self.places.begin()

    def _choose(self) -> None:
        chosen = self.who.read()
        if chosen is not None and chosen != self.person_id:
            self.person_id = chosen
            self.reload()

    def _open(self, key: object) -> None:
        found = self._roles()
        wanted = key[1:5] if isinstance(key, tuple) and key[0] == "shadow" else key
        for term in found.calendar.terms:
            if isinstance(wanted, tuple) and term.key == wanted[:4] and term.mandate_id is not None:
                self.go("roles.mandates", f"mandate:{term.mandate_id}")
                return

    def _pdf(self, a3: bool) -> bytes:
        return service.person_pdf(self.desk, self.person_id, date(self.year, 1, 1), MONTHS, a3=a3)


def _hours() -> List:
    return List(
        _("Heures par mois"),
        (
            Column(_("Mois"), lambda m: m.on, text=words.long_month, width=150),
            Column(_("Heures"), lambda m: m.hours, "integer"),
            Column(_("Rôles"), lambda m: m.words, stretch=True),
        ),
        key=lambda month: month.on,
        counted=lambda n: _("{n} mois avec des heures").format(n=words.integer(n)),
        searchable=False,
        printable=False,
    )


def _ahead() -> List:
    return List(
        _("Ce qui vient"),
        (
            Column(_("Le"), lambda a: a.on, "day"),
            Column(_("Quoi"), lambda a: a.what, stretch=True),
            Column(_("Pourquoi"), lambda a: a.why, width=300),
        ),
        counted=lambda n: ngettext("{n} chose vient", "{n} choses viennent", n).format(n=words.integer(n)),
        searchable=False,
        printable=False,
    )


def _facts(found: PersonRoles) -> str:
    roles = len({term.role for term in found.calendar.terms})
    said = ngettext("{n} rôle sur ces deux ans", "{n} rôles sur ces deux ans", roles).format(n=words.integer(roles))
    if found.capacity is None:
        return said
    return _("{said}, {hours} h par mois acceptées").format(said=said, hours=words.integer(found.capacity))
