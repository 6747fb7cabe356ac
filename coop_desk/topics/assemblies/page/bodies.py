"""The bodies that meet besides the general assembly: boards, circles, teams, and who sits there."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day, integer
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import ChoiceField, DayField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button, label
from coop_desk.screen.table import Column
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.records import BodyKind, BodyLine, SeatLine
from coop_desk.topics.assemblies.rules.words import body_words
from coop_desk.topics.members import service as members


class BodiesPage(Page):
    """Who meets, and who sits where."""

    title = N_("Instances")
    needs = service.create_body
    guide = "05-tenir-une-assemblee"
    tip = N_(
        "L’assemblée générale réunit tous les associés. Un conseil ou un cercle a des sièges ; "
        "une équipe réunit ses membres du jour."
    )

    def build(self) -> None:
        self.list = List(
            _("Instances"),
            (
                Column(_("Instance"), lambda body: body.name, stretch=True),
                Column(_("Nature"), lambda body: body_words(body.kind)),
            ),
            counted=lambda n: ngettext("{n} instance", "{n} instances", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_body)
        self.add_action(_("Nouvelle instance"), self.new_body, keys="Ctrl+N", verb=service.create_body, primary=True)
        self.add_action(_("Assemblées et réunions"), lambda: self.go("assemblies"), keys="Ctrl+R")

    def load(self) -> None:
        self.list.show_records(service.bodies(self.desk))

    def open_record(self, record_id: Any) -> None:
        self.list.choose(record_id)

    def show_body(self, body: BodyLine | None) -> None:
        """Show who sits in a body."""
        if body is None:
            return
        self.card.clear(body.name)
        if body.kind is BodyKind.GENERAL_ASSEMBLY:
            self.card.add_text(_("Tous les associés qui ont le droit de vote le jour de la réunion."))
            return
        if body.kind is BodyKind.TEAM:
            self.card.add_text(_("Les membres de l’équipe le jour de la réunion."))
            return
        seats = self.ask(service.seats, body.id)
        for seat in seats.value or []:
            self._show_seat(body, seat)
        if body.seats_kept:
            self.card.add_text(_("Les sièges de cette instance suivent ses mandats."), secondary=True)
            self.card.add_buttons(button(_("Voir les mandats"), lambda: self.go("mandates")))
        else:
            self._offer_seat(body)

    def new_body(self) -> None:
        """Ask for a new body."""
        self.list.clear_choice()
        self.card.clear(_("Nouvelle instance"))
        kinds = [(kind, body_words(kind)) for kind in BodyKind if kind is not BodyKind.GENERAL_ASSEMBLY]
        form = Form(
            [
                ChoiceField("kind", _("Nature"), kinds, required=True),
                TextField("name", _("Nom"), required=True, rules=("INST-01",)),
                PersonField("team", _("Équipe"), self._teams(), help=_("Pour une équipe seulement.")),
            ],
            submit=_("Créer l’instance"),
            on_submit=lambda values: self.create_body(form, values),
            on_cancel=self.card.hide,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def create_body(self, form: Form, values: dict[str, Any]) -> None:
        """Create the body and show it."""
        kind = BodyKind(values["kind"])
        team = values["team"] if kind is BodyKind.TEAM else None
        done = self.run(service.create_body, kind, values["name"], team, form=form)
        if done:
            self.list.choose(done.value)

    def seat(self, body: BodyLine, form: Form, values: dict[str, Any]) -> None:
        """Give somebody a seat."""
        if self.run(service.seat_member, body.id, values["person"], values["since"], form=form):
            self.show_body(body)

    def ask_end(self, body: BodyLine, seat: SeatLine) -> None:
        """Ask whether a seat ends today."""
        decide(
            self,
            _("Mettre fin au siège de {name} ?").format(name=seat.person.name),
            _("Le siège prend fin aujourd’hui ; l’historique reste."),
            _("Mettre fin"),
            partial(self.end, body, seat),
        )

    def end(self, body: BodyLine, seat: SeatLine) -> None:
        """End a seat today."""
        if self.run(service.end_seat, seat.id, self.desk.today):
            self.show_body(body)

    def _show_seat(self, body: BodyLine, seat: SeatLine) -> None:
        words = _("depuis le {since}").format(since=day(seat.since))
        if seat.until is not None:
            words = _("du {since} au {until}").format(since=day(seat.since), until=day(seat.until))
        line = QHBoxLayout()
        line.addWidget(label(_("{name}, {words}").format(name=seat.person.name, words=words), wrap=True), 1)
        if seat.until is None and not body.seats_kept:
            end = button(
                _("Mettre fin…"),
                partial(self.ask_end, body, seat),
                role="link",
                name=_("Mettre fin au siège de {name}").format(name=seat.person.name),
            )
            line.addWidget(end)
        self.card.add(line)

    def _offer_seat(self, body: BodyLine) -> None:
        self.card.add_heading(_("Nouveau siège"))
        people = [(int(row.person_id), row.name) for row in members.members(self.desk) if row.may_vote]
        form = Form(
            [
                PersonField("person", _("Personne"), people, required=True, rules=("INST-01",)),
                DayField("since", _("Depuis le"), today=self.desk.today, required=True),
            ],
            submit=_("Attribuer le siège"),
            on_submit=lambda values: self.seat(body, form, values),
        )
        form.set_values({"since": self.desk.today})
        self.card.add(form)

    def _teams(self) -> list[tuple[int, str]]:
        if not self.may(members.teams_at):
            return []
        tree = members.teams_at(self.desk)
        return [(row.id, row.name) for top in tree for row in (top, *top.teams)]
