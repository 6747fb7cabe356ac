"""Two holders change places: asked, accepted by the other, then by the pole."""

from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.records import SwapLine

RULES = ("ROT-48",)
FIRST, SECOND, POLE = "first_holder", "second_holder", "pole_meeting"


class SwapsPage(Page):
    """The swaps asked, and what each waits for."""

    title = N_("Échanges de mandats")
    needs = service.swaps
    guide = "07-rotation"
    tip = N_("Un plan adopté ne se recalcule pas : on échange, avec l’accord de l’autre personne puis du pôle.")

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Échanges de mandats"),
            (
                Column(_("Demandé par"), lambda s: s.one_name, width=180),
                Column(_("Son rôle"), lambda s: s.one, stretch=True),
                Column(_("Avec"), lambda s: s.other_name, width=180),
                Column(_("Son rôle"), lambda s: s.other, width=200),
                Column(_("À partir du"), lambda s: s.from_on, "day", width=110),
                Column(_("État"), state_words, "pill", width=180, tone=state_tone),
            ),
            counted=lambda n: ngettext("{n} échange", "{n} échanges", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_swap)
        self.add_action(_("Plans"), lambda: self.go("roles.rotation"))
        self.ask_action = self.add_action(
            _("Demander un échange"), self.ask_swap, keys="Ctrl+N", verb=service.ask_swap, primary=True
        )

    def load(self) -> None:
        """Show every swap asked."""
        lines = service.swaps(self.desk)
        self.list.show_records(lines)
        self.show_empty(
            not lines,
            _("Aucun échange demandé. Deux titulaires d’un même plan peuvent échanger leurs places."),
            self.ask_action if self.may(service.ask_swap) else None,
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a swap."""
        self.list.choose(record_id)

    def show_swap(self, line: SwapLine | None) -> None:
        """Show a swap, who accepted it, and what may be answered."""
        if line is None:
            return
        self.card.clear(_("{one} et {other}").format(one=line.one_name, other=line.other_name))
        self.card.add_pill(state_words(line), state_tone(line))
        self.card.add_facts(
            (
                (line.one_name, line.one),
                (line.other_name, line.other),
                (_("À partir du"), day_words(line.from_on)),
                (_("Pourquoi"), line.because),
            )
        )
        if SECOND not in line.voices and self.desk.person_id == line.other_person_id and self.may(service.answer_swap):
            self.card.add_buttons(
                button(_("Accepter"), lambda: self._answer(line, accepted=True), role="primary"),
                button(_("Refuser"), lambda: self._answer(line, accepted=False)),
            )
        if line.voices.get(SECOND) and POLE not in line.voices and self.may(service.decide_swap):
            self._pole_form(line)

    def _answer(self, line: SwapLine, *, accepted: bool) -> None:
        if self.run(service.answer_swap, line.id, accepted):
            self.show_swap(self.list.chosen_record())

    def _pole_form(self, line: SwapLine) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.run(service.decide_swap, line.id, said["accepted"], said["decision"] or "", form=form):
                self.show_swap(self.list.chosen_record())

        form = Form(
            [
                ChoiceField("accepted", _("Le pôle"), [(True, _("accepte")), (False, _("refuse"))], required=True),
                TextField("decision", _("Décision"), required=True, rules=RULES, help=_("La réunion et sa date.")),
            ],
            submit=_("Enregistrer la décision"), on_submit=send,
        )  # fmt: skip
        self.card.add_heading(_("Décision du pôle"))
        self.card.add(form)

    def ask_swap(self) -> None:
        """Ask to change places with another holder."""
        mine, others = service.swappable(self.desk)
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Demander un échange"))
        self.card.show()
        if not mine or not others:
            self.card.add_text(_("Vous n’avez pas de mandat issu d’un plan à échanger."))
            return

        def send(said: dict[str, Any]) -> None:
            done = self.run(
                service.ask_swap, said["mine"], said["theirs"], said["from_on"], said["because"] or "", form=form
            )
            if done:
                self.list.choose(done.value)
                self.show_swap(self.list.chosen_record())

        words, named = _("{role}, du {first} au {last}"), _("{name} : {role}, du {first} au {last}")
        form = Form(
            [
                ChoiceField("mine", _("Mon mandat"), [(one.id, words.format(
                    role=one.role, first=day_words(one.starts_on), last=day_words(one.ends_on))) for one in mine],
                    required=True, rules=RULES),
                ChoiceField("theirs", _("Contre celui de"), [(one.id, named.format(
                    name=one.name, role=one.role, first=day_words(one.starts_on), last=day_words(one.ends_on)))
                    for one in others], required=True),
                DayField("from_on", _("À partir du"), required=True, today=self.desk.today),
                LongTextField("because", _("Pourquoi"), required=True, lines=2),
            ],
            submit=_("Demander cet échange"), on_submit=send, on_cancel=self.card.hide,
        )  # fmt: skip
        self.card.add(form)
        form.begin()


def state_words(line: SwapLine) -> str:
    """What a swap waits for, or how it ended."""
    if line.done:
        return _("fait")
    if False in line.voices.values():
        return _("refusé")
    if SECOND not in line.voices:
        return _("attend l’autre personne")
    return _("attend le pôle")


def state_tone(line: SwapLine) -> Tone:
    """How it is coloured, beside its words."""
    if line.done:
        return "good"
    return "plain" if False in line.voices.values() else "warn"


def signed(number: int) -> str:
    """Hours above or below, with their sign."""
    return f"{number:+d}".replace("-", "−")
