"""«Bilans de mandat»: what a holder leaves to the next ones; only they and its author read it."""

from dataclasses import asdict
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import LongTextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.roles.handover import service
from coop_desk.topics.roles.handover.records import QUESTIONS, Answers, RetroLine


class RetrospectivesPage(Page):
    """The retrospectives, and those one has to write."""

    title = N_("Bilans de mandat")
    needs = service.retrospectives
    guide = "07-bilans-de-mandat"
    tip = N_("Le bilan n’est lu que par vous et par les personnes qui tiennent le rôle après vous.")

    def build(self) -> None:
        """Make the list and its card."""
        self.list = List(
            _("Bilans"),
            (
                Column(_("Rôle"), lambda one: one.role, stretch=True),
                Column(_("Titulaire"), lambda one: one.author, width=180),
                Column(_("Du"), lambda one: one.starts_on, "day", width=104),
                Column(_("Au"), lambda one: one.ends_on, "day", width=104),
                Column(_("Bilan"), state_words, "pill", tone=_tone, width=150),
            ),
            filters=(
                Filter(_("À lire"), lambda one: one.answers is not None),
                Filter(_("Les miens"), lambda one: one.mine),
            ),
            key=lambda one: one.mandate_id,
            counted=lambda n: ngettext("{n} bilan", "{n} bilans", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_retrospective)
        self.write_action = self.add_action(
            _("Écrire mon bilan"), self.ask_own, keys="Ctrl+N", verb=service.write_retrospective, primary=True
        )
        self.add_action(_("Toutes les passations"), lambda: self.go("roles.handovers"), verb=service.handovers)

    def load(self) -> None:
        """Show what may be read or must be written."""
        found = service.retrospectives(self.desk)
        self.list.show_records(found)
        self.write_action.setVisible(any(one.mine for one in found))
        self.show_empty(
            not found, _("Aucun bilan pour l’instant. Il s’écrit dans les deux derniers mois d’un mandat, ou après.")
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a mandate."""
        self.list.choose(record_id)

    def show_retrospective(self, one: RetroLine | None) -> None:
        """Show the four answers to whoever reads them."""
        if one is None:
            return
        self.card.clear(one.role)
        self.card.add_pill(state_words(one), _tone(one))
        self.card.add_facts(
            [
                (_("Titulaire"), one.author),
                (_("Mandat"), _("du {first} au {last}").format(
                    first=words.long_day(one.starts_on), last=words.long_day(one.ends_on))),
                (_("Écrit le"), words.long_day(one.written_at.astimezone().date()) if one.written_at else ""),
            ]
        )  # fmt: skip
        if one.answers is not None:
            for name, question in QUESTIONS.items():
                self.card.add_heading(_(question))
                self.card.add_text(getattr(one.answers, name))
        elif one.written_at is not None:
            self.card.add_text(_("Ce bilan est pour les personnes qui tiennent le rôle après."), secondary=True)
        if one.mine and self.may(service.write_retrospective):
            said = _("Écrire…") if one.answers is None else _("Réécrire…")
            self.card.add_buttons(button(said, lambda: self.ask_answers(one), role="primary"))

    def ask_own(self) -> None:
        """Ask for the answers of the mandate chosen if it is one's own, else of the last one not written."""
        chosen = self.list.chosen_record()
        own = [one for one in self.list.shown_records() if one.mine]
        one = chosen if chosen in own else next(iter(sorted(own, key=lambda each: each.answers is not None)), None)
        if one is not None:
            self.list.choose(one.mandate_id)
            self.ask_answers(one)

    def ask_answers(self, one: RetroLine) -> None:
        """Ask the four questions."""
        form = Form(
            [
                LongTextField(name, _(question), lines=4, required=True, rules=("BIL-01",))
                for name, question in QUESTIONS.items()
            ],
            submit=_("Laisser ce bilan"),
            on_submit=lambda said: self._write(one, said, form),
            on_cancel=lambda: self.show_retrospective(one),
        )
        if one.answers is not None:
            form.set_values(asdict(one.answers))
        self.card.clear(one.role)
        self.card.add(form)
        self.card.show()
        form.begin()

    def _write(self, one: RetroLine, said: dict[str, Any], form: Form) -> None:
        answers = Answers(*((said[name] or "") for name in QUESTIONS))
        if self.run(service.write_retrospective, one.mandate_id, answers, form=form):
            self.show_retrospective(self.list.chosen_record())


def state_words(one: RetroLine) -> str:
    """Whether it is written, and for whom."""
    if one.written_at is None:
        return _("à écrire")
    return _("à lire") if one.answers is not None else _("pour la suite")


def _tone(one: RetroLine) -> Tone:
    return "warn" if one.written_at is None else "good" if one.answers is not None else "plain"
