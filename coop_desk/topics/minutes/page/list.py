"""The list of minutes: what is to write, to seal, and what is sealed."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.minutes import service
from coop_desk.topics.minutes.views import MinutesLine


def state(line: MinutesLine) -> str:
    """Say where the minutes of a meeting stand."""
    if line.number is not None:
        return _("Scellé n° {n}").format(n=line.number)
    if not line.over:
        return _("Séance à tenir")
    return _("À sceller") if line.started else _("À rédiger")


def tone(line: MinutesLine) -> Tone:
    """Tone of the pill that says it."""
    if line.number is not None:
        return "good"
    return "warn" if line.over else "plain"


class MinutesPage(Page):
    """Every meeting with its minutes, latest first."""

    title = N_("Procès-verbaux")
    needs = service.minutes_list
    guide = "06-proces-verbal"
    tip = N_(
        "Le procès-verbal s’écrit à partir de la séance : ouvrez-en un, relisez les débats, puis scellez-le. "
        "Scellé, il reçoit son numéro et plus personne ne peut le modifier."
    )

    def build(self) -> None:
        self.list = List(
            _("Procès-verbaux"),
            (
                Column(_("Réunion"), lambda m: m.title, stretch=True),
                Column(_("Date"), lambda m: m.held_on, "day"),
                Column(_("Instance"), lambda m: m.body_name, width=170),
                Column(_("État"), state, "pill", tone=tone, width=130),
            ),
            filters=(
                Filter(_("À faire"), lambda m: m.over and m.number is None),
                Filter(_("Scellés"), lambda m: m.number is not None),
            ),
            key=lambda m: m.meeting_id,
            counted=lambda n: ngettext("{n} réunion", "{n} réunions", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_line)
        self.list.opened.connect(lambda line: self.go("minutes.meeting", line.meeting_id))
        self.add_action(_("Registre"), lambda: self.go("minutes.register"), keys="Ctrl+R", verb=service.register)
        self.to_meetings = self.add_action(_("Voir les assemblées"), lambda: self.go("assemblies"), button=False)

    def load(self) -> None:
        lines = service.minutes_list(self.desk)
        waiting = sum(line.over and line.number is None for line in lines)
        self.say_facts(
            ngettext(
                "{n} procès-verbal attend son scellement", "{n} procès-verbaux attendent leur scellement", waiting
            ).format(n=words.integer(waiting))
            if waiting
            else _("Tous les procès-verbaux des réunions tenues sont scellés")
        )
        self.list.show_records(lines)
        self.show_empty(
            not lines,
            _("Aucune réunion pour l’instant. Le procès-verbal naît de la séance : préparez d’abord une assemblée."),
            self.to_meetings,
        )

    def open_record(self, record_id: Any) -> None:
        self.list.choose(record_id)

    def show_line(self, line: MinutesLine | None) -> None:
        """Show what is known of the minutes of one meeting."""
        if line is None:
            return
        asked = self.ask(service.minutes_of, line.meeting_id)
        if not asked or asked.value is None:
            return
        view = asked.value
        self.card.clear(line.title)
        self.card.add_pill(state(line), tone(line))
        self.card.add_facts(
            [
                (_("Date"), words.full_day(line.held_on)),
                (_("Instance"), line.body_name),
                (_("Présidence"), view.facts.chair.name if view.facts.chair else ""),
                (_("Résolutions"), words.integer(len(view.facts.resolutions))),
            ]
        )
        if view.missing and not view.sealed and line.over:
            self.card.add_heading(_("Il manque"))
            for check in view.missing:
                self.card.add_text(check.words)
        if not line.over and not view.sealed:
            self.card.add_buttons(
                button(_("Voir la séance"), lambda: self.go("assemblies.session", line.meeting_id), role="primary"),
                button(_("Rédiger"), lambda: self.go("minutes.meeting", line.meeting_id)),
                button(_("Aperçu PDF"), lambda: self.preview(line)),
            )
            return
        self.card.add_buttons(
            button(
                _("Lire") if view.sealed else _("Rédiger"),
                lambda: self.go("minutes.meeting", line.meeting_id),
                role="primary",
            ),
            button(_("Aperçu PDF"), lambda: self.preview(line)),
        )

    def preview(self, line: MinutesLine) -> None:
        """Show the minutes as they print."""
        pdf = self.ask(service.minutes_pdf, line.meeting_id)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, line.title, f"proces-verbal-{line.held_on:%Y-%m-%d}.pdf")
