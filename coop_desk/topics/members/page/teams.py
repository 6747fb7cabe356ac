"""Services and teams on the screen: the tree on any day, and who joins, moves or leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.day_line import day_field, day_line, day_of
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import ChoiceField, DayField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button, label
from coop_desk.screen.table import Column
from coop_desk.topics.members import service
from coop_desk.topics.members.records import TeamPerson, TeamRow


@dataclass(frozen=True, slots=True)
class Line:
    """One team of the tree as a line: a service, or a team under it."""

    id: int
    name: str
    service: str
    row: TeamRow
    count: int


class TeamsPage(Page):
    """The services and teams on any day."""

    title = N_("Pôles et équipes")
    needs = service.teams_at
    guide = "02-associes"
    tip = N_(
        "Deux niveaux : des pôles, et des équipes dans un pôle. Chaque entrée et chaque sortie garde sa date : "
        "changez la date en haut pour revoir les équipes d’un autre jour."
    )

    def build(self) -> None:
        self.on = day_field(self.desk.today)
        self.list = List(
            _("Pôles et équipes"),
            (
                Column(
                    _("Pôle ou équipe"), lambda one: one.name, stretch=True, sort=lambda one: (one.service, one.name)
                ),
                Column(_("Pôle"), lambda one: one.service if one.row.parent_id else "", width=200),
                Column(_("Personnes"), lambda one: one.count, "integer", width=110),
                Column(_("Ouvert le"), lambda one: one.row.opened_on, "day", width=112, shown=False),
            ),
            counted=lambda n: ngettext("{n} pôle ou équipe", "{n} pôles et équipes", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.body.addLayout(day_line(self.on, self._day_typed))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_team)
        self.list.opened.connect(self.show_team)
        self.new_action = self.add_action(
            _("Ouvrir un pôle ou une équipe"), self.new_team, keys="Ctrl+N", verb=service.open_team, primary=True
        )

    def load(self) -> None:
        tree = service.teams_at(self.desk, self.day)
        self.tree = tree
        people = {one.person_id for row in _every(tree) for one in row.people}
        teams = sum(len(row.teams) for row in tree)
        said = (
            ngettext("{n} pôle", "{n} pôles", len(tree)).format(n=words.integer(len(tree))),
            ngettext("{n} équipe", "{n} équipes", teams).format(n=words.integer(teams)),
            ngettext("{n} personne", "{n} personnes", len(people)).format(n=words.integer(len(people))),
        )
        self.say_facts(_("{day} : {facts}").format(day=words.long_day(self.day), facts=words.listed(said)))
        self.list.show_records(list(_lines(tree)))
        self.show_empty(
            not tree and self.day == self.desk.today,
            _("Aucun pôle pour l’instant. Ouvrez le premier, puis ses équipes, puis placez-y les personnes."),
            self.new_action if self.may(service.open_team) else None,
        )

    @property
    def day(self) -> date:
        """The day whose teams are shown."""
        return day_of(self.on, self.desk.today)

    def open_record(self, record_id: Any) -> None:
        self.list.choose(record_id)

    def show_team(self, line: Line | None) -> None:
        """Show a team with its people of the day."""
        if line is None:
            return
        self.card.clear(line.name)
        kind = _("Équipe du pôle {name}").format(name=line.service) if line.row.parent_id else _("Pôle")
        self.card.add_text(
            _("{kind}, depuis le {day}").format(kind=kind, day=words.day(line.row.opened_on)), secondary=True
        )
        self.card.add_heading(_("Personnes au {day}").format(day=words.day(self.day)))
        may = self.may(service.join_team)
        for person in line.row.people:
            self.card.add(self._person_line(line, person, may))
        if not line.row.people:
            self.card.add_text(_("Personne directement ici."), secondary=True)
        if may:
            self.card.add_buttons(
                button(_("Ajouter quelqu’un…"), lambda: self._join(line), role="primary"),
                button(_("Renommer…"), lambda: self._rename(line)),
                button(_("Fermer…"), lambda: self._close(line), role="quiet"),
            )

    def _person_line(self, line: Line, person: TeamPerson, may: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        since = _("{name}, depuis le {day}").format(name=person.name, day=words.day(person.joined_on))
        row.addWidget(label(since, wrap=True), 1)
        if may:
            move, out = _("Changer {name} d’équipe"), _("Sortir {name} de l’équipe")
            for text, name, react in (
                (_("Changer…"), move, lambda: self._move(line, person)),
                (_("Sortir…"), out, lambda: self._leave(line, person)),
            ):
                row.addWidget(button(text, react, role="link", name=name.format(name=person.name)))
        return row

    # -- forms in the card

    def new_team(self) -> None:
        """Open the form of a new service or team."""
        self.show_empty(False)
        self.list.clear_choice()

        def send(said: dict[str, Any]) -> None:
            done = self.run(service.open_team, said["name"], said["opened_on"], said["parent"] or None, form=form)
            if done:
                self.list.choose(done.value)

        parents = [(0, _("Aucun : c’est un pôle")), *((row.id, row.name) for row in self.tree)]
        form = Form(
            [
                TextField("name", _("Nom"), required=True, rules=("REGISTER-TEAM",)),
                ChoiceField("parent", _("Dans le pôle"), parents, required=True),
                DayField("opened_on", _("À partir du"), required=True, today=self.desk.today),
            ],
            submit=_("Ouvrir"),
            on_submit=send,
            on_cancel=self._cancel,
        )
        form.set_values({"opened_on": self.desk.today, "parent": 0})
        self._put(_("Nouveau pôle ou nouvelle équipe"), form)

    def _join(self, line: Line) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.run(service.join_team, said["person"], line.id, said["day"], form=form):
                self._again(line.id)

        people = [(row.person_id, row.name) for row in service.members(self.desk, self.day)]
        form = Form(
            [
                PersonField("person", _("Personne"), people, required=True),
                DayField("day", _("À partir du"), required=True, today=self.desk.today, rules=("REGISTER-TEAM",)),
            ],
            submit=_("Ajouter"),
            on_submit=send,
            on_cancel=lambda: self._again(line.id),
        )
        form.set_values({"day": self.day})
        self._put(_("Entrée dans {team}").format(team=line.name), form)

    def _move(self, line: Line, person: TeamPerson) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.run(service.move_member, person.stay_id, said["team"], said["day"], form=form):
                self._again(said["team"])

        teams = [(one.id, _named(one)) for one in _lines(self.tree) if one.id != line.id]
        form = Form(
            [
                ChoiceField("team", _("Nouvelle équipe"), teams, required=True),
                DayField("day", _("À partir du"), required=True, today=self.desk.today, rules=("REGISTER-TEAM",)),
            ],
            submit=_("Changer"),
            on_submit=send,
            on_cancel=lambda: self._again(line.id),
        )
        form.set_values({"day": self.desk.today})
        self._put(person.name, form)

    def _leave(self, line: Line, person: TeamPerson) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.run(service.leave_team, person.stay_id, said["day"], form=form):
                self._again(line.id)

        form = self._day_form(_("Premier jour hors de l’équipe"), _("Sortir"), send, line)
        self._put(person.name, form)

    def _rename(self, line: Line) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.run(service.rename_team, line.id, said["name"], form=form):
                self._again(line.id)

        field = TextField("name", _("Nom"), required=True, rules=("REGISTER-TEAM",))
        form = Form([field], on_submit=send, on_cancel=lambda: self._again(line.id))
        form.set_values({"name": line.name})
        self._put(line.name, form)

    def _close(self, line: Line) -> None:
        def send(said: dict[str, Any]) -> None:
            def close() -> None:
                if self.run(service.close_team, line.id, said["day"], form=form):
                    self._cancel()

            question = _("Fermer {team} ?").format(team=line.name)
            decide(self, question, _("Ses membres en sortent ce jour-là ; l’historique reste."), _("Fermer"), close)

        form = self._day_form(_("Fermé à partir du"), _("Fermer…"), send, line)
        self._put(line.name, form)

    def _day_form(self, title: str, submit: str, send: Any, line: Line) -> Form:
        field = DayField("day", title, required=True, today=self.desk.today, rules=("REGISTER-TEAM",))
        form = Form([field], submit=submit, on_submit=send, on_cancel=lambda: self._again(line.id))
        form.set_values({"day": self.desk.today})
        return form

    def _put(self, title: str, form: Form) -> None:
        self.card.clear(title)
        self.card.add(form)
        self.card.show()
        form.begin()

    def _cancel(self) -> None:
        self.card.hide()
        self.reload()

    def _again(self, team_id: int) -> None:
        self.list.choose(team_id)
        self.show_team(self.list.chosen_record())

    def _day_typed(self) -> None:
        self.reload()
        self.show_team(self.list.chosen_record())


def _lines(tree: list[TeamRow]) -> Iterator[Line]:
    for row in tree:
        inside = {one.person_id for below in _every([row]) for one in below.people}
        yield Line(row.id, row.name, row.name, row, len(inside))
        for team in row.teams:
            yield Line(team.id, team.name, row.name, team, len(team.people))


def _every(tree: list[TeamRow]) -> Iterator[TeamRow]:
    for row in tree:
        yield row
        yield from row.teams


def _named(line: Line) -> str:
    return f"{line.service} · {line.name}" if line.row.parent_id else line.name
