"""« Calendrier des mandats »: every seat over the months, who holds it, who comes, who is missing."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.paper.timelines import legend
from coop_desk.screen import list_output, theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button, label
from coop_desk.screen.shapes_view import ShapesView
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.screen.timeline_view import TimelineView
from coop_desk.topics.roles.adoption import service as adoption
from coop_desk.topics.roles.page.picture_pieces import Choices, PictureOrTable, add_prints, offer
from coop_desk.topics.roles.pictures import charts, service
from coop_desk.topics.roles.pictures.document import key_words
from coop_desk.topics.roles.pictures.records import Rows, SeatCalendar, Term, TermKind, Trouble, TroubleKind
from coop_desk.topics.roles.pictures.rules import seat_name

YEARS = 3
"""Calendar years shown: the one before the year chosen, that year, the next."""
EVERYWHERE, NO_PLAN = 0, 0
TROUBLES = {
    TroubleKind.GAP: N_("siège vide"),
    TroubleKind.OVERLAP: N_("à deux"),
    TroubleKind.NO_SUCCESSOR: N_("sans suite"),
}


class SeatCalendarPage(Page):
    """The calendar of seats."""

    title = N_("Calendrier des mandats")
    needs = service.seat_calendar
    guide = "07-calendrier-des-mandats"
    tip = N_(
        "Les flèches vont d’un mandat à l’autre, Entrée l’ouvre, + et − approchent et éloignent. "
        "Glissez un mandat (ou Maj et les flèches) pour l’imposer dans les prochains plans."
    )

    def build(self) -> None:
        """Make the choices, the calendar, its table and what is to be looked at."""
        self.year = self.desk.today.year
        self.found: SeatCalendar | None = None
        self.rows = ChoiceField("rows", _("Une ligne par"), _rows(), required=True)
        self.pole = ChoiceField("pole", _("Pôle"), [(EVERYWHERE, _("Tous"))], required=True)
        self.plan = ChoiceField("plan", _("Plan à montrer"), [(NO_PLAN, _("Aucun"))], required=True)
        for field in (self.rows, self.pole, self.plan):
            field.changed.connect(self.reload)
        self.choices = Choices((self.rows, self.pole, self.plan), self.go_by)
        self.body.addWidget(self.choices)
        self.said_term = label("", "secondary", wrap=True)
        self.view = TimelineView(_("Calendrier des mandats"), carrying=self.may(adoption.pin))
        self.view.moved.connect(lambda _key, said: self.said_term.setText(said))
        self.view.opened.connect(self._open)
        self.view.zoomed.connect(lambda by: self.view.set_zoom(self.view.zoom + by))
        self.view.carried.connect(self._ask_pin)
        self.card = Card()
        self.card.setMinimumWidth(theme.px(320))
        self.card.hide()
        self.table = _table()
        self.table.opened.connect(lambda term: self._show_term(term))
        self.places = PictureOrTable(self, self.view, self.table)
        self.body.addWidget(SideBySide(self.places, self.card, (3, 1)), 3)
        self.body.addWidget(self.said_term)
        self.body.addWidget(ShapesView(lambda width: legend(key_words(), width), _legend_words()))
        self.troubles = _troubles()
        self.troubles.opened.connect(self._go_to_trouble)
        self.troubles.chosen.connect(self._go_to_trouble)
        self.troubles.setMaximumHeight(theme.px(190))
        self.body.addWidget(self.troubles, 1)
        self._declare()

    def _declare(self) -> None:
        add_prints(self, self._pdf, _("Calendrier des mandats"), lambda: f"mandats-{self.year}.pdf")
        self.add_action(_("Équilibre"), lambda: self.go("roles.balance"), verb=service.balance)
        self.add_action(_("Qui est prêt"), lambda: self.go("roles.readiness"), verb=service.ready_people)
        self.add_action(_("Approcher"), lambda: self.view.set_zoom(self.view.zoom + 1), keys="Ctrl++", button=False)
        self.add_action(_("Éloigner"), lambda: self.view.set_zoom(self.view.zoom - 1), keys="Ctrl+-", button=False)
        self.add_action(_("Année précédente"), lambda: self.go_by(-1), keys="Alt+Left", button=False)
        self.add_action(_("Année suivante"), lambda: self.go_by(1), keys="Alt+Right", button=False)
        self.add_action(_("Aujourd’hui"), self.come_back, keys="Alt+Home", button=False)
        self.add_action(_("Imposer sur un siège"), self.pin_chosen, keys="Ctrl+I", verb=adoption.pin, button=False)
        self.add_action(_("Exporter le tableau"), self.export, keys="Ctrl+E", button=False)

    def load(self) -> None:
        """Show the months chosen."""
        plans = service.plans_to_show(self.desk)
        offer(self.plan, [(NO_PLAN, _("Aucun")), *((one.id, one.name) for one in plans)])
        self.plan.setVisible(bool(plans))
        self.found = found = service.seat_calendar(
            self.desk, self.first, 12 * YEARS, pole_id=self.pole.read() or None, plan_id=self.plan.read() or None
        )
        if not self.pole.read():
            poles = {seat.pole_id: seat.pole for seat in found.seats}
            offer(self.pole, [(EVERYWHERE, _("Tous")), *poles.items()])
        self.choices.when.setText(_("{first} à {last}").format(first=self.year - 1, last=self.year - 2 + YEARS))
        self.view.show_timeline(charts.calendar_chart(found, self.rows.read()))
        self.table.show_records([term for term in found.terms if term.person_id is not None])
        self.troubles.show_records(found.troubles)
        self.troubles.setVisible(bool(found.troubles))
        self.say_facts(_facts(found))
        self.show_empty(
            not found.seats and not self.pole.read(),
            _("Aucun siège pour l’instant : ouvrez un rôle dans un pôle, ou partagez un poste."),
        )

    @property
    def first(self) -> date:
        """The first month shown."""
        return date(self.year - 1, 1, 1)

    def begin(self) -> None:
        """Put the keyboard on the calendar."""
        if self.found is not None and self.found.seats:
            self.places.begin()
        else:
            super().begin()

    def open_record(self, record_id: Any) -> None:
        """Show what a plan proposes, by its number."""
        if isinstance(record_id, int):
            self.load_if_stale()
            self.plan.write(record_id)

    # -- looking

    def go_by(self, years: int) -> None:
        """Show other years."""
        self.year += years
        self.reload()

    def come_back(self) -> None:
        """Come back to this year."""
        self.year = self.desk.today.year
        self.reload()

    def _term(self, key: Hashable) -> Term | None:
        """The term a bar stands for; its shadowing stands for it too."""
        if self.found is None or not isinstance(key, tuple):
            return None
        wanted = key[1:] if key[0] == "shadow" else key
        return next((term for term in self.found.terms if term.key == wanted[:4]), None)

    def _open(self, key: Hashable) -> None:
        term = self._term(key)
        if term is not None:
            self._show_term(term)

    def _show_term(self, term: Term) -> None:
        self.card.clear(term.name)
        self.card.add_pill(charts.kind_words(term.kind), "warn" if term.kind is TermKind.VACANT else "plain")
        shadow = words.long_day(term.shadow_from) if term.shadow_from is not None else ""
        self.card.add_facts(
            (
                (_("Rôle"), term.role),
                (_("Pôle"), term.pole),
                (_("Du"), words.long_day(term.starts_on)),
                (_("Au"), words.long_day(term.ends_on)),
                (_("Tuilage dès le"), shadow),
                (_("Choix"), term.origin),
                (_("Décision"), term.because),
            )
        )
        buttons = []
        if term.mandate_id is not None:
            record = f"mandate:{term.mandate_id}"
            buttons.append(button(_("Ouvrir le mandat"), lambda: self.go("roles.mandates", record), role="primary"))
        if term.person_id is not None:
            who = term.person_id
            buttons.append(button(_("Ses rôles"), lambda: self.go("roles.person", who)))
            if self.may(adoption.pin) and term.kind is not TermKind.PAST:
                buttons.append(button(_("Imposer sur un siège…"), lambda: self._begin_pin(term, None, None)))
        elif self.may(adoption.prepare_plan):
            buttons.append(button(_("Préparer un plan"), lambda: self.go("roles.planning")))
        buttons.append(button(_("Fermer"), self._close_card, role="quiet"))
        self.card.add_buttons(*buttons)
        self.card.show()

    def _close_card(self) -> None:
        self.card.hide()
        self.places.begin()

    def _go_to_trouble(self, trouble: Trouble | None) -> None:
        if trouble is None:
            return
        if self.rows.read() is not Rows.SEATS:
            self.rows.write(Rows.SEATS)
        self.places.show_picture()
        if not self.view.go_to((*trouble.term, "")):
            self.said_term.setText(trouble.words)

    # -- imposing

    def pin_chosen(self) -> None:
        """Impose whoever the keyboard is on: the same as dragging their bar."""
        term = self._term(self.view.chosen_key())
        if term is not None and term.person_id is not None:
            self._begin_pin(term, None, None)

    def _ask_pin(self, key: Hashable, line: Hashable, first: date) -> None:
        term = self._term(key)
        if term is not None and term.person_id is not None and isinstance(line, tuple):
            self._begin_pin(term, line, first)

    def _begin_pin(self, term: Term, line: "tuple[int, int] | None", first: date | None) -> None:
        found = self.found
        if found is None or term.person_id is None:
            return
        who = PersonId(term.person_id)
        seats = [((seat.role_id, seat.number), seat_name(seat)) for seat in found.seats if seat.planned]
        self.card.clear(_("Imposer {name}").format(name=term.name))
        self.card.add_text(
            _("Les prochains plans lui donneront ce siège, si les règles le permettent ; rien d’adopté ne change.")
        )
        form = Form(
            [
                ChoiceField("seat", _("Siège"), seats, required=True, rules=("ROT-43",)),
                DayField(
                    "month", _("Un jour du mois"), today=found.today, help=_("Laissez vide pour n’importe quel mois.")
                ),
                TextField("because", _("Pourquoi"), help=_("Le procès-verbal de l’adoption le dira.")),
            ],
            submit=_("Imposer"),
            on_submit=lambda values: self._pin(who, values, form),
            on_cancel=self._close_card,
        )
        form.set_values({"seat": line or (term.role_id, term.seat), "month": first})
        self.card.add(form)
        self.card.show()
        form.begin()

    def _pin(self, who: PersonId, values: dict[str, Any], form: Form) -> None:
        role, seat = values["seat"]
        done = self.run(
            adoption.pin, role, who, seat=seat, month=values["month"], because=values["because"] or "", form=form
        )
        if done:
            self._close_card()
            self.say_state(_("Imposé dans les prochains plans."))

    # -- paper and files

    def _pdf(self, a3: bool) -> bytes:
        pole, plan = self.pole.read() or None, self.plan.read() or None
        first = date(self.year, 1, 1)
        return service.calendar_pdf(self.desk, first, 24, self.rows.read(), pole_id=pole, plan_id=plan, a3=a3)

    def export(self) -> None:
        """Write the table of the same facts into a file."""
        list_output.ask_export(self, self.table, self.say_state, example=self.desk.coop.is_example)


def _rows() -> list[tuple[Hashable, str]]:
    return [(Rows.SEATS, _("siège")), (Rows.MISSIONS, _("mission")), (Rows.PEOPLE, _("personne"))]


def _table() -> List:
    return List(
        _("Mandats"),
        (
            Column(_("Rôle"), lambda t: t.role, stretch=True),
            Column(_("Siège"), lambda t: t.seat + 1, "integer"),
            Column(_("Pôle"), lambda t: t.pole, width=170),
            Column(_("Personne"), lambda t: t.name, width=170),
            Column(_("Du"), lambda t: t.starts_on, "day"),
            Column(_("Au"), lambda t: t.ends_on, "day"),
            Column(_("Tuilage dès le"), lambda t: t.shadow_from, "day"),
            Column(_("État"), lambda t: charts.kind_words(t.kind), "pill"),
            Column(_("Décision"), lambda t: t.because, shown=False),
        ),
        key=lambda term: term.key,
        counted=lambda n: ngettext("{n} mandat", "{n} mandats", n).format(n=words.integer(n)),
        printable=False,
    )


def _troubles() -> List:
    return List(
        _("À regarder"),
        (
            Column(_("À partir du"), lambda t: t.on, "day"),
            Column(_("Quoi"), lambda t: _(TROUBLES[t.kind]), "pill", width=110, tone=lambda _t: "warn"),
            Column(_("Ce qu’il y a"), lambda t: t.words, stretch=True),
        ),
        counted=lambda n: ngettext("{n} point à regarder", "{n} points à regarder", n).format(n=words.integer(n)),
        searchable=False,
        printable=False,
    )


def _legend_words() -> str:
    return _("Ce que disent les barres : {words}").format(words=words.listed(list(key_words().values())))


def _facts(found: SeatCalendar) -> str:
    n = len(found.seats)
    told = [ngettext("{n} siège", "{n} sièges", n).format(n=words.integer(n))]
    vacant = sum(term.person_id is None and term.starts_on <= found.today <= term.ends_on for term in found.terms)
    if vacant:
        told.append(ngettext("{n} vide aujourd’hui", "{n} vides aujourd’hui", vacant).format(n=words.integer(vacant)))
    ends = sum(one.kind is TroubleKind.NO_SUCCESSOR for one in found.troubles)
    if ends:
        told.append(
            ngettext("{n} mandat finit sans suite", "{n} mandats finissent sans suite", ends).format(
                n=words.integer(ends)
            )
        )
    if found.plan:
        told.append(_("avec le plan « {name} »").format(name=found.plan))
    return ", ".join(told)
