"""«Passation»: the lines of one hand-over, ticked by both, with their dates; then it is finished."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, LongTextField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.roles.handover import service
from coop_desk.topics.roles.handover.records import KIND_WORDS, STAGE_WORDS, Alert, Handover, Kind, Line, Side, Tick
from coop_desk.topics.roles.handover.rules.ticking import alert_words, line_words
from coop_desk.topics.roles.handover.service.people import people_of_roles


class HandoverPage(Page):
    """One hand-over: what is left, whose turn it is."""

    title = N_("Passation")
    needs = service.handover
    guide = "07-passations-de-role"
    tip = N_("Choisissez des lignes, puis Ctrl+T : chacun coche depuis sa propre session. Une coche se retire de même.")

    def build(self) -> None:
        """Make the list of lines, the card and the actions."""
        self.record: Handover | None = None
        self._asked: int | None = None
        self.list = List(
            _("Lignes de la passation"),
            (
                Column(_("Sujet"), subject_words, width=150, hover=subject_words),
                Column(_("Pour le"), lambda one: one.due, "day", width=94),
                Column(_("Ligne"), about_words, stretch=True, hover=about_words),
                Column(_("Transmis"), lambda one: self._said(one, Side.GIVER), "pill", tone=_tone_out, width=94),
                Column(_("Repris"), lambda one: self._said(one, Side.RECEIVER), "pill", tone=_tone_in, width=94),
            ),
            filters=(
                Filter(_("Ouvertes"), lambda one: not one.closed),
                Filter(_("À cocher par moi"), self._waits_for_me),
            ),
            counted=lambda n: ngettext("{n} ligne", "{n} lignes", n).format(n=words.integer(n)),
        )
        self.list.choose_several()
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_line)
        self.list.opened.connect(lambda one: self.turn_tick())
        self.tick_action = self.add_action(_("Cocher"), self.turn_tick, keys="Ctrl+T", verb=service.tick_lines)
        self.add_line_action = self.add_action(
            _("Ajouter une ligne"), self.ask_line, keys="Ctrl+J", verb=service.add_line
        )
        self.giver_action = self.add_action(_("Qui transmet…"), self.ask_giver, verb=service.name_giver)
        self.print_action = self.add_action(
            _("Imprimer le livret"), self.print_booklet, keys="Ctrl+R", verb=service.handover_pdf
        )
        self.add_action(_("Toutes les passations"), lambda: self.go("roles.handovers"), verb=service.handovers)
        self.finish_action = self.add_action(
            _("Passation terminée"), self.finish, keys="Ctrl+Return", verb=service.finish_handover, primary=True
        )

    def load(self) -> None:
        """Read the hand-over asked for, else one's own, else the next."""
        if self._asked is None:
            found = service.handovers(self.desk)
            own = [one.id for one in found if one.side is not None]
            self._asked = next(iter((*own, *(one.id for one in found))), None)
        self.record = service.handover(self.desk, self._asked) if self._asked is not None else None
        record = self.record
        running = record is not None and record.running
        mine = running and record is not None and record.side is not None
        for action, shown in (
            (self.tick_action, mine),
            (self.finish_action, mine),
            (self.add_line_action, running and (mine or self.may(service.name_giver))),
            (self.giver_action, running and self.may(service.name_giver)),
            (self.print_action, record is not None),
        ):
            action.setVisible(shown)
            action.setEnabled(shown)
        self.list.show_records(record.lines if record is not None else ())
        self.show_empty(
            record is None,
            _("Aucune passation pour l’instant. Elle se crée d’elle-même quand un mandat de rôle est adopté."),
        )
        if record is None:
            return
        self.say_title(record.role)
        behind = record.alert in (Alert.ORANGE, Alert.RED)
        facts = _("De {giver} à {receiver}, prise de poste le {day}.").format(
            giver=record.giver.name or _("personne"),
            receiver=record.receiver,
            day=words.long_day(record.takes_over_on),
        )
        self.say_facts(facts if behind else f"{facts} {alert_words(record)}")
        if behind:
            self.refusal.show_warning(alert_words(record), record.giver.because if not record.giver.name else "")
        else:
            self.refusal.hide()

    def open_record(self, record_id: Any) -> None:
        """Show one hand-over."""
        self._asked = int(record_id)
        self.reload()

    # -- one line

    def show_line(self, line: Line | None) -> None:
        """Show a line, who ticked it and when, and what may be done."""
        record = self.record
        if line is None or record is None:
            return
        self.card.clear(line.words)
        self.card.add_pill(_("Cochée par les deux") if line.closed else _("Ouverte"), "good" if line.closed else "warn")
        self.card.add_facts(
            [
                (_("Sujet"), subject_words(line)),
                (_("Étape"), _(STAGE_WORDS[line.stage]) if line.stage else ""),
                (_("À partir du"), words.long_day(line.starts) if line.starts else ""),
                (_("Pour le"), words.long_day(line.due)),
                (_("Transmis"), tick_words(line.giver, record.giver.name or _("personne"))),
                (_("Repris"), tick_words(line.receiver, record.receiver)),
            ]
        )
        for tick in (line.giver, line.receiver):
            if tick is not None and tick.said:
                self.card.add_text(_("{name} : {remark}").format(name=tick.by, remark=tick.said))
        buttons = []
        if self.tick_action.isEnabled():
            if self._mine(line) is not None:
                buttons.append(button(_("Retirer ma coche"), self.turn_tick))
            else:
                buttons.append(button(_("Cocher pour moi"), self.turn_tick, role="primary"))
                buttons.append(button(_("Cocher avec une remarque…"), lambda: self.ask_remark(line)))
        if self.add_line_action.isEnabled() and not line.closed:
            buttons.append(button(_("Changer les dates…"), lambda: self.ask_dates(line)))
        self.card.add_buttons(*buttons)

    def _mine(self, line: Line) -> Tick | None:
        side = self.record.side if self.record is not None else None
        return line.giver if side is Side.GIVER else line.receiver if side is Side.RECEIVER else None

    def _waits_for_me(self, line: Line) -> bool:
        return self.record is not None and self.record.side is not None and self._mine(line) is None

    def _said(self, line: Line, side: Side) -> str:
        if side is Side.GIVER and line.giver is None and self.record is not None and not self.record.giver.name:
            return _("personne")
        return _("coché") if (line.giver if side is Side.GIVER else line.receiver) else _("à cocher")

    def turn_tick(self) -> None:
        """Tick the lines chosen that wait for one's tick; when none does, take back that of the first one."""
        chosen = self.list.chosen_records()
        if not chosen or not self.tick_action.isEnabled():
            return
        wait = [one.id for one in chosen if self._mine(one) is None]
        done = self.run(service.tick_lines, wait) if wait else self.run(service.take_back_tick, chosen[0].id)
        if done:
            self.show_line(self.list.chosen_record())

    def ask_remark(self, line: Line) -> None:
        """Ask for a remark, kept with the tick."""
        form = Form(
            [LongTextField("said", _("Remarque"), required=True, lines=3, rules=("HAND-02",))],
            submit=_("Cocher"),
            on_submit=lambda said: self._kept(self.run(service.tick_lines, (line.id,), said["said"], form=form)),
            on_cancel=lambda: self.show_line(line),
        )
        self._show(line.words, form)

    def ask_dates(self, line: Line) -> None:
        """Ask for other days."""
        fields = [DayField("due", _("Pour le"), required=True, today=self.desk.today, rules=("HAND-05", "HAND-04"))]
        if line.starts is not None:
            fields.insert(0, DayField("starts", _("À partir du"), required=True, today=self.desk.today))
        form = Form(
            fields,
            submit=_("Changer les dates"),
            on_submit=lambda said: self._kept(
                self.run(service.move_line, line.id, said["due"], starts=said.get("starts"), form=form)
            ),
            on_cancel=lambda: self.show_line(line),
        )
        form.set_values({"due": line.due, **({"starts": line.starts} if line.starts is not None else {})})
        self._show(line.words, form)

    def _kept(self, done: Any) -> None:
        if done:
            self.show_line(self.list.chosen_record())

    # -- the whole hand-over

    def ask_line(self) -> None:
        """Ask for a line that the template did not foresee."""
        record = self.record
        if record is None:
            return
        kinds = [
            (kind, _("Mission, ou autre chose à savoir") if kind is Kind.MISSION else _(KIND_WORDS[kind]))
            for kind in Kind
        ]
        form = Form(
            [
                ChoiceField("kind", _("Sujet"), kinds, required=True),
                TextField("words", _("Ce qu’il faut transmettre"), required=True, rules=("HAND-01",)),
                DayField("starts", _("À partir du"), today=self.desk.today, help=_("Pour une formation."),
                         rules=("HAND-05",)),
                DayField("due", _("Pour le"), required=True, today=self.desk.today),
            ],
            submit=_("Ajouter"),
            on_submit=lambda said: self._added(
                self.run(
                    service.add_line, record.id, said["kind"], said["words"], said["due"], starts=said["starts"],
                    form=form,
                )
            ),
            on_cancel=self.card.hide,
        )  # fmt: skip
        self.list.clear_choice()
        self._show(_("Ajouter une ligne"), form)

    def _added(self, done: Any) -> None:
        if done:
            self.list.choose(done.value)
            self.show_line(self.list.chosen_record())

    def ask_giver(self) -> None:
        """Ask who hands over from now on."""
        record = self.record
        if record is None:
            return
        people = [one for one in self.ask(people_of_roles).value or () if one[0] != record.receiver_id]
        form = Form(
            [
                PersonField("giver", _("Qui transmet"), people, help=_("Laissez vide si personne ne le peut."),
                            rules=("HAND-06",)),
                TextField("because", _("Pourquoi"), required=True),
            ],
            submit=_("Enregistrer"),
            on_submit=lambda said: self._named(
                self.run(service.name_giver, record.id, said["giver"], said["because"], form=form)
            ),
            on_cancel=self.card.hide,
        )  # fmt: skip
        self.list.clear_choice()
        self._show(_("Qui transmet"), form)

    def _named(self, done: Any) -> None:
        if done:
            self.card.hide()

    def finish(self) -> None:
        """Say it is done; a refusal names the lines left open."""
        if self.record is not None and not self.run(service.finish_handover, self.record.id):
            self.list.filter_by(_("Ouvertes"))

    def print_booklet(self) -> None:
        """Preview the booklet."""
        if self.record is None:
            return
        pdf = self.ask(service.handover_pdf, self.record.id)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Livret de passation"), "livret-de-passation.pdf")

    def _show(self, title: str, form: Form) -> None:
        self.card.clear(title)
        self.card.add(form)
        self.card.show()
        form.begin()


def subject_words(line: Line) -> str:
    """The mission of a line, or what kind it is."""
    return line.mission or _(KIND_WORDS[line.kind])


def about_words(line: Line) -> str:
    """The stage alone for a whole mission; else the words of the line with its stage."""
    if line.stage is not None and line.words == line.mission:
        return _(STAGE_WORDS[line.stage])
    return line_words(line)


def tick_words(tick: Tick | None, expected: str) -> str:
    """Who ticked and when, or who is expected to."""
    if tick is None:
        return _("à cocher par {name}").format(name=expected)
    return _("{name}, le {day}").format(name=tick.by, day=words.long_day(tick.at.astimezone().date()))


def _tone_out(line: Line) -> Tone:
    return "good" if line.giver is not None else "plain" if line.closed else "warn"


def _tone_in(line: Line) -> Tone:
    return "good" if line.receiver is not None else "warn"
