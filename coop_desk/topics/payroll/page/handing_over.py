"""«Passation paie et congés»: what the next holder must know, point by point, ticked by both."""

from collections.abc import Callable
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import DayField, LongTextField, PersonField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.payroll.handing_over import service
from coop_desk.topics.payroll.handing_over.records import SUBJECT_WORDS, HandOver, TickedPoint


class HandingOverPage(Page):
    """The hand-over under way, or the last one; the former ones are still read."""

    title = N_("Passation paie et congés")
    needs = service.hand_overs
    guide = "89-passation"
    tip = N_(
        "Parcourez les points ensemble. Chacun coche depuis sa session ; quand tout est coché des deux côtés, la "
        "passation se termine."
    )

    def build(self) -> None:
        """Make the list of points, the card and the actions."""
        self.record: HandOver | None = None
        self._asked: int | None = None
        self.list = List(
            _("Points de la passation"),
            (
                Column(_("Sujet"), lambda one: _(SUBJECT_WORDS[one.point.subject]), width=130),
                Column(_("Point"), lambda one: one.point.title, stretch=True, hover=lambda one: one.point.title),
                Column(_("Date"), lambda one: one.point.due, "day", width=104),
                Column(_("Transmis"), lambda one: _said(one.by_outgoing), "pill", tone=_tone_out, width=104),
                Column(_("Repris"), lambda one: _said(one.by_incoming), "pill", tone=_tone_in, width=104),
            ),
            filters=(
                Filter(_("À cocher"), lambda one: not one.done),
                Filter(_("À cocher par moi"), self._waits_for_me),
            ),
            key=lambda one: one.key,
            counted=lambda n: ngettext("{n} point", "{n} points", n).format(n=words.integer(n)),
            printable=False,
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_point)
        self.list.opened.connect(lambda one: self.turn_tick())
        self.begin_action = self.add_action(
            _("Nouvelle passation"), self.ask_people, keys="Ctrl+N", verb=service.begin_hand_over
        )
        self.tick_action = self.add_action(_("Cocher"), self.turn_tick, keys="Ctrl+T", verb=service.tick_point)
        self.add_point_action = self.add_action(
            _("Ajouter un point"), self.ask_point, keys="Ctrl+J", verb=service.add_point
        )
        self.print_action = self.add_action(_("Imprimer"), self.print_paper, keys="Ctrl+R", verb=service.hand_over_pdf)
        self.history_action = self.add_action(
            _("Passations précédentes"), self.show_history, keys="Ctrl+H", verb=service.hand_overs
        )
        self.end_action = self.add_action(
            _("Passation terminée"), self.ask_end, keys="Ctrl+Return", verb=service.end_hand_over, primary=True
        )

    def load(self) -> None:
        """Read the hand-over asked for, else the one under way, else the last."""
        lines = service.hand_overs(self.desk)
        ids = [one.id for one in lines]
        wanted = self._asked if self._asked in ids else (ids[0] if ids else None)
        self.record = service.hand_over(self.desk, wanted) if wanted is not None else None
        running = self.record is not None and not self.record.line.over
        mine = running and self.record is not None and bool(self.record.side)
        self.begin_action.setVisible(not any(not one.over for one in lines))
        for action in (self.tick_action, self.add_point_action, self.end_action):
            action.setVisible(mine)
            action.setEnabled(mine)
        self.print_action.setVisible(self.record is not None)
        self.history_action.setVisible(len(lines) > 1)
        self.show_empty(
            self.record is None,
            _(
                "Aucune passation. Quand la délégation change de mains, commencez-en une : ce qui est ouvert y "
                "est rassemblé."
            ),
            self.begin_action,
        )
        self.list.show_records(self.record.points if self.record is not None else ())
        self._say_state()

    def open_record(self, record_id: Any) -> None:
        """Show one hand-over."""
        self._asked = int(record_id)
        self.reload()

    def _say_state(self) -> None:
        if self.record is None:
            self.say_facts("")
            return
        line, left = self.record.line, len(self.record.left)
        if line.ended_at is not None:
            state = _("Terminée le {day}.").format(day=words.long_day(line.ended_at.date()))
        elif left:
            state = ngettext("Il reste {n} point à cocher.", "Il reste {n} points à cocher.", left)
            state = state.format(n=words.integer(left))
        else:
            state = _("Tout est coché : la passation peut se terminer.")
        said = _("De {outgoing} à {incoming}, à compter du {day}. {state}")
        self.say_facts(
            said.format(
                outgoing=line.outgoing, incoming=line.incoming, day=words.long_day(line.effective_on), state=state
            )
        )

    # -- one point

    def show_point(self, one: TickedPoint | None) -> None:
        """Show a point, who ticked it, and where it is settled."""
        if one is None or self.record is None:
            return
        point, line = one.point, self.record.line
        self.card.clear(point.title)
        self.card.add_pill(_("Coché par les deux") if one.done else _("Ouvert"), "good" if one.done else "warn")
        if point.detail:
            self.card.add_text(point.detail)
        self.card.add_facts(
            [
                (_("Transmis"), _by(line.outgoing, one.by_outgoing)),
                (_("Repris"), _by(line.incoming, one.by_incoming)),
                (_("Date"), words.long_day(point.due) if point.due else ""),
            ]
        )
        buttons = []
        if self.tick_action.isEnabled():
            taken = self._is_mine(one)
            buttons.append(
                button(
                    _("Retirer ma coche") if taken else _("Cocher pour moi"),
                    self.turn_tick,
                    role="" if taken else "primary",
                )
            )
        if point.page and not line.over:
            buttons.append(button(_("Aller à la page"), lambda: self.go(point.page)))
        self.card.add_buttons(*buttons)

    def _is_mine(self, one: TickedPoint) -> bool:
        side = self.record.side if self.record is not None else ""
        return one.by_outgoing if side == "outgoing" else one.by_incoming

    def _waits_for_me(self, one: TickedPoint) -> bool:
        return self.record is not None and bool(self.record.side) and not self._is_mine(one)

    def turn_tick(self) -> None:
        """Tick the point chosen, or take one's tick back."""
        one = self.list.chosen_record()
        if one is None or self.record is None or not self.tick_action.isEnabled():
            return
        verb = service.take_back_tick if self._is_mine(one) else service.tick_point
        if self.run(verb, self.record.line.id, one.key):
            self.show_point(self.list.chosen_record())

    # -- beginning, adding, ending

    def ask_people(self) -> None:
        """Ask between whom, and from when."""
        people = self.ask(service.people_to_hand_over)
        if not people or people.value is None:
            return
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Nouvelle passation"))
        self.card.add_text(
            _(
                "Les deux personnes se suivent : donnez d’abord à celle qui reprend ses droits et ses clés, si "
                "possible."
            ),
            secondary=True,
        )
        form = Form(
            [
                PersonField("outgoing", _("Transmet"), people.value, required=True, rules=("PASS-01",)),
                PersonField("incoming", _("Reprend"), people.value, required=True),
                DayField("day", _("À compter du"), required=True, today=self.desk.today),
            ],
            submit=_("Commencer"),
            on_submit=lambda said: self.begin_between(said, form),
            on_cancel=self.leave_form,
        )
        form.set_values({"outgoing": self.desk.person_id, "day": self.desk.today})
        self.form = form
        self.card.add(form)
        self.card.show()
        form.begin()

    def begin_between(self, said: dict[str, Any], form: Form) -> None:
        """Begin the hand-over."""
        done = self.run(service.begin_hand_over, said["outgoing"], said["incoming"], said["day"], form=form)
        if done:
            self._asked = done.value
            self.card.hide()
            self.reload()

    def leave_form(self) -> None:
        """Come back from a form."""
        self.card.hide()
        self.load()

    def ask_point(self) -> None:
        """Ask for something to know."""
        if self.record is None:
            return
        record = self.record
        self.list.clear_choice()
        self.card.clear(_("Ajouter un point"))
        self.card.add_text(
            _(
                "Un rendez-vous avec le cabinet, un dossier en cours… N’écrivez ni montant ni motif d’absence : ce "
                "texte n’est pas scellé."
            ),
            secondary=True,
        )
        form = Form(
            [LongTextField("text", _("Ce qu’il faut savoir"), required=True, lines=3, rules=("PASS-05",))],
            submit=_("Ajouter"),
            on_submit=lambda said: self._kept(self.run(service.add_point, record.line.id, said["text"], form=form)),
            on_cancel=self.leave_form,
        )
        self.form = form
        self.card.add(form)
        self.card.show()
        form.begin()

    def _kept(self, done: object) -> None:
        if done:
            self.card.hide()

    def ask_end(self) -> None:
        """End it at once when both ticked everything; ask why when one of them no longer can."""
        record = self.record
        if record is None:
            return
        if record.left or not record.gone:
            self.run(service.end_hand_over, record.line.id)
            return
        self.list.clear_choice()
        self.card.clear(_("Terminer sans la personne sortante"))
        self.card.add_text(_("{name} n’a plus la délégation et ne peut plus cocher.").format(name=record.line.outgoing))
        form = Form(
            [
                LongTextField(
                    "because", _("Comment les points ont été transmis"), required=True, lines=2, rules=("PASS-06",)
                )
            ],
            submit=_("Terminer"),
            on_submit=lambda said: self._kept(
                self.run(service.end_hand_over, record.line.id, said["because"], form=form)
            ),
            on_cancel=self.leave_form,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    # -- paper and history

    def print_paper(self) -> None:
        """Show the paper to sign."""
        if self.record is None:
            return
        pdf = self.ask(service.hand_over_pdf, self.record.line.id)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Passation de la délégation"), "passation-paie-conges.pdf")

    def show_history(self) -> None:
        """Offer the other hand-overs."""
        found = self.ask(service.hand_overs)
        self.list.clear_choice()
        self.card.clear(_("Passations"))
        for line in found.value or ():
            said = _("{day}, de {outgoing} à {incoming}").format(
                day=words.day(line.effective_on), outgoing=line.outgoing, incoming=line.incoming
            )
            self.card.add_buttons(button(said, self._opener(line.id), role="link"))
        self.card.show()

    def _opener(self, hand_over_id: int) -> Callable[[], object]:
        return lambda: self.open_record(hand_over_id)


def _said(ticked: bool) -> str:
    return _("Coché") if ticked else _("À cocher")


def _by(name: str, ticked: bool) -> str:
    return _("coché par {name}").format(name=name) if ticked else _("à cocher par {name}").format(name=name)


def _tone_out(one: TickedPoint) -> Tone:
    return "good" if one.by_outgoing else "warn"


def _tone_in(one: TickedPoint) -> Tone:
    return "good" if one.by_incoming else "warn"
