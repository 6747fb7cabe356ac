"""One mandate on a card: its term, what it waits for, what was written of it, and what may be done."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button, label
from coop_desk.topics.mandates import service
from coop_desk.topics.mandates.page import forms
from coop_desk.topics.mandates.records import EventKind, EventLine, MandateCard, RegisterLine, Step, StepKind

if TYPE_CHECKING:
    from coop_desk.core.actions import Action
    from coop_desk.topics.mandates.page.register import MandatesPage

Make = Callable[["MandatesPage", MandateCard], Form]
_NO_CANCEL = frozenset({EventKind.TITLE, EventKind.MISTAKEN})


class MandateDetail(Card):
    """The card beside the register."""

    def __init__(self, page: "MandatesPage") -> None:
        super().__init__()
        self.page = page

    def show_mandate(self, mandate_id: int) -> None:
        """Show one mandate."""
        found = self.page.ask(service.mandate, mandate_id)
        if not found or found.value is None:
            return
        card = found.value
        line = card.line
        self.clear(_("{name}, {called}").format(name=line.name, called=line.called))
        self.add_pill(card.state, card.tone)
        self._steps(card)
        self.add_facts(
            (
                (_("Fonction"), line.post),
                (_("Début"), words.long_day(line.starts_on)),
                (_("Terme"), line.until_words),
                (_("Repère"), self._reference(card)),
                (_("Fin"), words.long_day(line.ended_on) if line.ended_on is not None else ""),
                (_("Origine"), card.origin),
                (_("À la suite de"), card.replaces),
                (_("Décision"), line.because),
                (_("Pièces attendues"), _awaited(card)),
                (_("Contrat de travail"), card.contract),
                (_("Titre"), _titled(card)),
            )
        )
        for sentence in card.told:
            self.add_text(sentence, secondary=True)
        self._doings(card)
        self._history(card)

    def _reference(self, card: MandateCard) -> str:
        line = card.line
        if line.ended_on is not None or line.until_assembly_of is None:
            return ""
        far = words.ago_or_in(line.expected_on, self.page.desk.today)
        return _("{day} ({far})").format(day=words.long_day(line.expected_on), far=far)

    def _steps(self, card: MandateCard) -> None:
        if not card.steps:
            return
        self.add_text(_("Reste à faire :"), secondary=True)
        for step in card.steps:
            self.add_text(_("{words}{due}.").format(words=step.words, due=_before(step)))

    def _doings(self, card: MandateCard) -> None:
        """What may be done now: the forms open in the place of the card."""
        made = []
        line, may = card.line, self.page.may
        runs = line.ended_on is None and not card.mistaken
        if card.may_decide_title and may(service.decide_title) and line.person_id != self.page.desk.person_id:
            made.append(button(_("Donner le titre"), partial(self._run, service.decide_title, line.id), role="primary"))
        if card.may_end_title is not None and may(service.end_left_title):
            made.append(
                button(_("Mettre fin au titre"), partial(self._run, service.end_left_title, card.may_end_title))
            )
        if may(service.receive_papers) and not card.mistaken:
            if runs and any(paper.received_on is None for paper in card.papers):
                made.append(button(_("Pièces reçues…"), lambda: self._form(card, _("Pièces reçues"), forms.papers)))
            if runs and card.contract:
                made.append(
                    button(_("Contrat de travail…"), lambda: self._form(card, _("Contrat de travail"), forms.contract))
                )
            if runs and forms.asks_directorships(card):
                made.append(
                    button(
                        _("Mandats déclarés…"),
                        lambda: self._form(card, _("Mandats d’administrateur"), forms.directorships),
                    )
                )
            if card.registered_on is None and _waits(card, StepKind.REGISTER):
                made.append(
                    button(
                        _("Nomination publiée…"), lambda: self._form(card, _("Nomination publiée"), forms.registered)
                    )
                )
            if _waits(card, StepKind.REGISTER_END):
                made.append(button(_("Fin publiée…"), lambda: self._form(card, _("Fin publiée"), forms.end_registered)))
            if line.ratified is False and runs:
                made.append(button(_("Ratification…"), lambda: self._form(card, _("Ratification"), forms.ratification)))
            if runs:
                made.append(
                    button(_("Démission, décès, fin…"), lambda: self._form(card, _("Fin sans vote"), forms.ending))
                )
                made.append(
                    button(_("Révocation…"), lambda: self._form(card, _("Révocation"), forms.removal), role="danger")
                )
                made.append(
                    button(
                        _("Inscrit par erreur…"),
                        lambda: self._form(card, _("Inscrit par erreur"), forms.mistaken),
                        role="quiet",
                    )
                )
        made.append(button(_("Imprimer la fiche"), partial(self._print, card), icon="print"))
        self.add_buttons(*made)

    def _history(self, card: MandateCard) -> None:
        if not card.history:
            return
        self.add_heading(_("Ce qui a été inscrit"))
        for event in card.history:
            row = QHBoxLayout()
            row.addWidget(label(_told(event), "secondary" if event.cancelled else "", wrap=True), 1)
            if not event.cancelled and event.kind not in _NO_CANCEL and self.page.may(service.cancel_entry):
                cancel = lambda _on=False, e=event: self._form(
                    card, _("Annuler : {what}").format(what=e.words), partial(forms.cancelling, entry_id=e.id)
                )
                row.addWidget(
                    button(_("Annuler…"), cancel, role="link", name=_("Annuler : {what}").format(what=event.words))
                )
            self.add(row)

    def show_untied(self, line: RegisterLine) -> None:
        """Show a title held without a mandate, and how it is explained."""
        self.clear(line.name)
        self.add_pill(line.state, "warn")
        self.add_facts(((_("Titre"), line.called), (_("Depuis le"), words.long_day(line.starts_on or date.min))))
        self.add_text(
            _(
                "Le titre est tenu sans qu’un mandat l’explique : il a été donné avant le registre des mandats. "
                "Reprenez le mandat en cours pour que sa fin et ses échéances soient suivies."
            )
        )
        if self.page.may(service.take_over):
            self.add_buttons(button(_("Reprendre ce mandat…"), lambda: self.page.take_over(line), role="primary"))

    def show_vacant(self, line: RegisterLine, may_coopt: bool) -> None:
        """Show seats that nobody holds, and the ways to fill them."""
        self.clear(line.post)
        self.add_pill(line.name, "warn")
        self.add_text(_("Une élection les pourvoit ; un mandat qui court déjà se reprend ici."))
        if self.page.may(service.take_over):
            self.add_buttons(button(_("Reprendre un mandat en cours…"), lambda: self.page.take_over(line)))
        if may_coopt:
            self.add_text(_("Le conseil peut coopter jusqu’à la prochaine assemblée, qui ratifie (SA-05)."))
            self.add_buttons(button(_("Coopter…"), self.page.coopt))

    def _form(self, card: MandateCard, title: str, make: Make) -> None:
        self.clear(title)
        self.add_text(_("{name}, {called}").format(name=card.line.name, called=card.line.called), secondary=True)
        form = make(self.page, card)
        self.add(form)
        form.begin()

    def _run(self, verb: "Action[Any, Any]", *given: Any) -> None:
        if self.page.run(verb, *given):
            self.page.refresh()

    def _print(self, card: MandateCard) -> None:
        pdf = self.page.ask(service.mandate_pdf, card.line.id)
        if pdf and pdf.value is not None:
            self.page.show_pdf(
                pdf.value, _("Fiche de mandat, {name}").format(name=card.line.name), f"mandat-{card.line.id}.pdf"
            )


def _waits(card: MandateCard, kind: StepKind) -> bool:
    return any(step.kind is kind for step in card.steps)


def _before(step: Step) -> str:
    """By when it must be done, where the law gives a delay."""
    if step.due is None or step.kind not in (StepKind.REGISTER, StepKind.REGISTER_END):
        return ""
    return _(" (avant le {day})").format(day=words.long_day(step.due))


def _awaited(card: MandateCard) -> str:
    """The papers that are still to come, for a mandate that waits for them."""
    if not _waits(card, StepKind.PAPERS):
        return ""
    return words.listed([paper.words.lower() for paper in card.papers if paper.received_on is None])


def _titled(card: MandateCard) -> str:
    return _("{title}, {state}").format(title=card.title, state=card.title_words) if card.title else ""


def _told(event: EventLine) -> str:
    said = _("{day} : {words}").format(day=words.day(event.on), words=event.words)
    said = _("{said} – {why}").format(said=said, why=event.because) if event.because else said
    return _("{said} (annulé)").format(said=said) if event.cancelled else said
