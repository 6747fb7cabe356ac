"""«Calendrier»: who is there and who is absent, a month or a year of a team; never why to the others."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from coop_desk.core import words
from coop_desk.core.i18n import N_, _
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, IntegerField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button, label
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.topics.leave.page.calendar_grid import CalendarGrid, said_people
from coop_desk.topics.leave.requests import service
from coop_desk.topics.leave.requests.records import Away, Calendar, PresenceRow

EVERYBODY = 0


class AbsenceCalendarPage(Page):
    """The calendar of a team."""

    title = N_("Calendrier des absences")
    needs = service.month_calendar
    guide = "11-calendrier-des-absences"
    tip = N_(
        "Plein : absent. Hachuré : demandé, pas encore décidé. Pâle : jour non travaillé. "
        "Les flèches vont d’un jour à l’autre ; Alt+← et Alt+→ changent de mois ou d’année."
    )

    def build(self) -> None:
        """Make the choices over the grid, and the grid."""
        self.month = self.desk.today.replace(day=1)
        self.whole_year = False
        self._kinds: dict[int, str] = {}
        self.team = ChoiceField("team", _("Équipe"), [(EVERYBODY, _("Toute la coopérative"))], required=True)
        self.team.box.setMinimumContentsLength(len(_("Toute la coopérative")))
        self.team.lay_on_one_line()
        self.team.changed.connect(self.reload)
        self.when = label("", "card-title")
        over = QWidget()
        row = QHBoxLayout(over)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        before = button("", lambda: self.go_by(-1), icon="chevron-left", name=_("Précédent"))
        after = button("", lambda: self.go_by(1), icon="chevron-right", name=_("Suivant"))
        for piece in (before, self.when, after):
            row.addWidget(piece)
        row.addStretch(1)
        row.addWidget(self.team)
        self.body.addWidget(over)
        self.grid = CalendarGrid()
        self.grid.cell_chosen.connect(self._say_cell)
        self.card = Card()
        self.card.hide()
        self.body.addWidget(SideBySide(self.grid, self.card), 1)
        self.cell_words = label("", wrap=True)
        self.body.addWidget(self.cell_words)
        self.year_action = self.add_action(_("Voir l’année"), self.turn, keys="Ctrl+Y", verb=service.year_calendar)
        self.kinds_action = self.add_action(_("Montrer les genres"), self.show_kinds, verb=service.kinds_between)
        self.add_action(_("Imprimer"), self.print_calendar, keys="Ctrl+P", verb=service.calendar_pdf)
        self.add_action(_("Présences minimales"), self.show_presence, verb=service.set_least_presence)
        self.add_action(_("Précédent"), lambda: self.go_by(-1), keys="Alt+Left", button=False)
        self.add_action(_("Suivant"), lambda: self.go_by(1), keys="Alt+Right", button=False)
        self.add_action(_("Aujourd’hui"), self.come_back, keys="Alt+Home", button=False)

    def load(self) -> None:
        """Show the days chosen."""
        teams = service.calendar_teams(self.desk)
        self.team.offer([(EVERYBODY, _("Toute la coopérative")), *((one.id, one.name) for one in teams)])
        found = self._calendar()
        mine = service.own_kinds(self.desk) if self.may(service.own_kinds) else {}
        self.grid.show_calendar(found, {**mine, **self._kinds})
        when = str(self.month.year) if self.whole_year else words.long_month(self.month)
        self.when.setText(when)
        self.year_action.setText(_("Voir le mois") if self.whole_year else _("Voir l’année"))
        self.say_facts(said_people(found.rows))
        empty = _("Personne n’a de contrat à ces dates : enregistrez les contrats, ou choisissez un autre mois.")
        self.show_empty(not found.rows and not self.team.read(), empty)

    def open_record(self, record_id: Any) -> None:
        """Go to the month of a day."""
        if isinstance(record_id, date):
            self.month = record_id.replace(day=1)
            self.reload()

    def turn(self) -> None:
        """Go from the month to the year, and back."""
        self.whole_year = not self.whole_year
        self._kinds = {}
        self.reload()

    def go_by(self, by: int) -> None:
        """Go to another month, or to another year."""
        if self.whole_year:
            self.month = self.month.replace(year=self.month.year + by)
        else:
            day = self.month + timedelta(days=32) if by > 0 else self.month - timedelta(days=1)
            self.month = day.replace(day=1)
        self._kinds = {}
        self.reload()

    def come_back(self) -> None:
        """Go to the month of today."""
        self.month = self.desk.today.replace(day=1)
        self.reload()

    def show_kinds(self) -> None:
        """Say why as well, to who decides with the key: each person can read that it was looked at."""
        found = self._calendar()
        self.work(
            _("Lecture des genres d’absence…"),
            lambda _progress: service.kinds_between(self.desk, found.first, found.last),
            self._show_kinds,
        )

    def print_calendar(self) -> None:
        """Print what is shown, in black and white, without why."""
        team = self.team.read() or None
        self.work(
            _("Mise en page du calendrier…"),
            lambda _progress: service.calendar_pdf(self.desk, self.month, whole_year=self.whole_year, team_id=team),
            lambda pdf: self.show_pdf(pdf, _("Calendrier des absences"), f"absences-{self.month:%Y-%m}.pdf"),
        )

    def show_presence(self) -> None:
        """Show how many people of each team must be there, and change it."""
        rows = service.presence_rows(self.desk)
        self.card.clear(_("Présences minimales"))
        self.card.show()
        for row in rows:
            self.card.add_facts([(row.name, _presence_words(row))])
        form = Form(
            [
                ChoiceField("team", _("Équipe"), [(row.id, row.name) for row in rows], required=True),
                IntegerField("people", _("Personnes présentes au moins"), required=True, rules=("ABSENCE-40",)),
                DayField("starts", _("À partir du"), required=True, today=self.desk.today),
                TextField("decision", _("Décision")),
            ],
            submit=_("Enregistrer la présence"),
            on_submit=lambda values: self._set_presence(form, values),
            on_cancel=self.card.hide,
        )
        form.set_values({"starts": self.desk.today})
        self.card.add(form)
        form.begin()

    def _set_presence(self, form: Form, values: dict[str, Any]) -> None:
        given = (values["team"], values["people"], values["starts"], values["decision"] or "")
        if self.run(service.set_least_presence, *given, form=form):
            self.show_presence()

    def _calendar(self) -> Calendar:
        team = self.team.read() or None
        if self.whole_year:
            return service.year_calendar(self.desk, self.month.year, team)
        return service.month_calendar(self.desk, self.month, team)

    def _show_kinds(self, kinds: dict[int, str]) -> None:
        self._kinds = kinds
        self.reload()
        if not kinds:
            self.say_state(_("Aucun genre à montrer ici : il faut la clé des motifs de l’année."))

    def _say_cell(self, said: str, _away: Away | None) -> None:
        self.cell_words.setText(said)
        self.grid.setAccessibleDescription(said)


def _presence_words(row: PresenceRow) -> str:
    if not row.least:
        return _("{n} personnes, aucun minimum").format(n=words.integer(row.people))
    return _("{n} personnes, {least} au moins").format(n=words.integer(row.people), least=words.integer(row.least))
