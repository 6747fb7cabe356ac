"""Draws for roles: freeze the list, read what the sources gave, note each answer in order."""

from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer, listed
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.drawing import service
from coop_desk.topics.roles.drawing.records import DrawFile, DrawState, Eligible
from coop_desk.topics.roles.page.cooptations import role_words
from coop_desk.topics.roles.records import RoleMode

BY_HAND = 6
"""How many ranks of a lot drawn by hand are asked for, the first one at least."""


class DrawingPage(Page):
    """Every draw for a role, the last one first."""

    title = N_("Tirages au sort")
    needs = service.draws_for_roles
    guide = "07-tirage-au-sort"
    tip = N_(
        "La liste est figée d’abord, ce qui décide est lu ensuite. Chacun répond dans l’ordre du tirage ; la première "
        "personne qui accepte prend le siège."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Tirages au sort"),
            (
                Column(_("Rôle"), lambda one: one.role, stretch=True),
                Column(_("Liste figée le"), lambda one: one.frozen_on, "day"),
                Column(_("Éligibles"), lambda one: len(one.eligible), "integer"),
                Column(_("Siège"), lambda one: listed(one.taken), width=180),
                Column(_("État"), lambda one: STATES[one.state][0], "pill", text=_, width=160,
                       tone=lambda one: STATES[one.state][1]),
            ),
            counted=lambda n: ngettext("{n} tirage", "{n} tirages", n).format(n=integer(n)),
        )  # fmt: skip
        self.card = Card()
        self.card.setMinimumWidth(theme.px(420))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_draw)
        self.new_action = self.add_action(
            _("Nouveau tirage"), self.new_draw, keys="Ctrl+N", verb=service.freeze_draw, primary=True
        )

    def load(self) -> None:
        """Show the draws."""
        found = service.draws_for_roles(self.desk)
        self.list.show_records(found)
        open_ = sum(one.state in (DrawState.FROZEN, DrawState.ANSWERING) for one in found)
        self.say_facts(ngettext("{n} tirage en cours", "{n} tirages en cours", open_).format(n=integer(open_)))
        self.show_empty(
            not found,
            _("Aucun tirage pour l’instant. Un rôle dont la fiche dit « tirage au sort » se pourvoit ici."),
            self.new_action if self.may(service.freeze_draw) else None,
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a draw, by its id; by « role » and the id of a role, begin one for it."""
        if isinstance(record_id, tuple):
            self.new_draw(record_id[1])
            return
        self.list.choose(record_id)

    def show_draw(self, draw: DrawFile | None) -> None:
        """Show a draw and what comes next."""
        if draw is None:
            return
        words, tone = STATES[draw.state]
        self.card.clear(draw.role)
        self.card.add_pill(_(words), tone)
        self.card.add_facts(
            (
                (_("Pôle"), draw.pole),
                (_("Sièges à pourvoir"), integer(draw.seats)),
                (_("Mandat"), _("du {first} au {last}").format(
                    first=day_words(draw.starts_on), last=day_words(draw.ends_on))),
                (_("Empreinte"), spaced(draw.fingerprint)),
                (_("Sources"), "\n".join(_sources(draw))),
            )
        )  # fmt: skip
        if draw.given_up:
            self.card.add_text(draw.given_up)
        self._show_people(draw)
        if self.may(service.answer_draw):
            self._show_next(draw)
        self.card.add_buttons(button(_("Imprimer la feuille"), lambda: self.print_sheet(draw)))

    def _show_people(self, draw: DrawFile) -> None:
        if not draw.drawn:
            self.card.add_heading(_("Personnes sur la liste"))
            self.card.add_text(listed([one.name for one in draw.eligible]))
            return
        self.card.add_heading(_("Ordre du tirage"))
        said = {one.name: one for one in draw.answers}
        for rank, one in enumerate(draw.drawn, 1):
            words = _("{rank}. {name}").format(rank=integer(rank), name=one.name)
            if one.name in said:
                answer = said[one.name]
                end = _("accepte le {day}") if answer.accepts else _("refuse le {day}")
                words = f"{words}, {end.format(day=day_words(answer.on))}"
            self.card.add_text(words, secondary=one.name in said and not said[one.name].accepts)

    def _show_next(self, draw: DrawFile) -> None:
        if draw.state is DrawState.FROZEN:
            self._ask_sources(draw)
        elif draw.following is not None:
            self._ask_answer(draw, draw.following)

    # -- forms in the card

    def new_draw(self, role_id: int | None = None) -> None:
        """Ask for the role, the term and what will decide."""
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Nouveau tirage"))
        found = [one for one in self.ask(roles.roles).value or [] if one.sheet.mode is RoleMode.LOT]

        def send(said: dict[str, Any]) -> None:
            done = self.run(
                service.freeze_draw, said["role"], (said["sources"] or "").splitlines(), said["from"], said["to"],
                form=form,
            )  # fmt: skip
            if done:
                self.list.choose(done.value)

        form = self.form = Form(
            [
                ChoiceField("role", _("Rôle"), [(one.id, role_words(one)) for one in found], required=True,
                            rules=("LOT-01",),
                            help="" if found else _("Aucune fiche de rôle ne prévoit le tirage au sort.")),
                DayField("from", _("Début du mandat"), required=True, today=self.desk.today),
                DayField("to", _("Fin du mandat"), required=True, today=self.desk.today, rules=("MAN-03",)),
                LongTextField("sources", _("Ce qui décidera"), required=True, lines=3, low=True, rules=("LOT-02",),
                              help=_("Une source par ligne, que personne ne connaît encore : le Loto de demain, "
                                     "un nombre lu à voix haute…")),
            ],
            submit=_("Figer la liste"), on_submit=send, on_cancel=self.card.hide,
        )  # fmt: skip
        form.set_values({"role": role_id})
        self.card.add(form)
        self.card.show()
        form.begin()

    def _ask_sources(self, draw: DrawFile) -> None:
        self.card.add_heading(_("Ce que chaque source a donné"))

        def send(said: dict[str, Any]) -> None:
            read = [str(said[f"source-{place}"] or "") for place in range(len(draw.sources))]
            if self.run(service.read_sources, draw.id, read, form=form):
                self.show_draw(self.list.chosen_record())

        form = self.form = Form(
            [TextField(f"source-{place}", source, required=True, rules=("LOT-03",) if place == 0 else ())
             for place, source in enumerate(draw.sources)],
            submit=_("Tirer au sort"), on_submit=send,
        )  # fmt: skip
        self.card.add(form)
        by_hand, drop = _("Tiré à la main…"), _("Abandonner…")
        self.card.add_buttons(
            button(by_hand, lambda: self.ask_order(draw)), button(drop, lambda: self.ask_why(draw), role="quiet")
        )

    def ask_order(self, draw: DrawFile) -> None:
        """Ask for the order of a lot drawn by hand, and who drew."""
        self.card.clear(_("Tirage fait à la main"))
        people = [(int(one.person_id), one.name) for one in draw.eligible]
        ranks = range(min(len(people), BY_HAND))

        def send(said: dict[str, Any]) -> None:
            order = [said[f"rank-{rank}"] for rank in ranks if said[f"rank-{rank}"] is not None]
            if self.run(service.note_drawn, draw.id, order, said["by"] or "", form=form):
                self.show_draw(self.list.chosen_record())

        form = self.form = Form(
            [
                TextField("by", _("Tiré par"), required=True, rules=("LOT-03",)),
                *(ChoiceField(f"rank-{rank}", _("Rang {n}").format(n=integer(rank + 1)), people, required=rank == 0)
                  for rank in ranks),
            ],
            submit=_("Inscrire cet ordre"), on_submit=send, on_cancel=lambda: self.show_draw(draw),
        )  # fmt: skip
        self.card.add(form)
        form.begin()

    def ask_why(self, draw: DrawFile) -> None:
        """Ask why the draw is given up."""
        self.card.clear(_("Abandonner ce tirage"))

        def send(said: dict[str, Any]) -> None:
            if self.run(service.give_up_draw, draw.id, said["because"] or "", form=form):
                self.show_draw(self.list.chosen_record())

        form = self.form = Form(
            [TextField("because", _("Pourquoi"), required=True, rules=("LOT-03",))],
            submit=_("Abandonner"), on_submit=send, on_cancel=lambda: self.show_draw(draw), danger=True,
        )  # fmt: skip
        self.card.add(form)
        form.begin()

    def _ask_answer(self, draw: DrawFile, following: Eligible) -> None:
        self.card.add_heading(_("{name}, acceptez-vous ?").format(name=following.name))
        why = TextField("because", _("Raison d’un refus, si la personne veut la dire"))
        self.card.add(why)
        self.card.add_buttons(
            button(_("Accepte"), lambda: self.answer(draw, accepts=True), role="primary"),
            button(_("Refuse"), lambda: self.answer(draw, accepts=False, because=str(why.read() or ""))),
        )

    def answer(self, draw: DrawFile, *, accepts: bool, because: str = "") -> None:
        """Note what the person whose turn it is says."""
        asked = draw.following
        if asked is not None and self.run(service.answer_draw, draw.id, asked.person_id, accepts, because):
            self.show_draw(self.list.chosen_record())

    # -- paper

    def print_sheet(self, draw: DrawFile) -> None:
        """Preview the sheet of a draw."""
        pdf = self.ask(service.draw_pdf, draw.id)
        if pdf.value is not None:
            self.show_pdf(pdf.value, _("Tirage au sort, {role}").format(role=draw.role), "tirage-au-sort.pdf")


STATES: dict[DrawState, tuple[str, Tone]] = {
    DrawState.FROZEN: (N_("liste figée"), "accent"),
    DrawState.ANSWERING: (N_("réponses attendues"), "warn"),
    DrawState.TAKEN: (N_("siège pourvu"), "good"),
    DrawState.NOBODY: (N_("personne n’accepte"), "bad"),
    DrawState.GIVEN_UP: (N_("abandonné"), "plain"),
}


def spaced(digest: str) -> str:
    """A fingerprint in groups of eight, as it is read aloud."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _sources(draw: DrawFile) -> list[str]:
    if not draw.read:
        return list(draw.sources)
    return [f"{source} : {said}" for source, said in zip(draw.sources, draw.read, strict=True)]
