"""«Clôture du mois»: what each person earned, shown before it is written, and the months closed already."""

from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.leave import service
from coop_desk.topics.leave.page.days import days_words, plain_number, signed
from coop_desk.topics.leave.records import ClosingLine, Closings
from coop_desk.topics.leave.rules.telling import month_words


class ClosingPage(Page):
    """The month to close, person by person."""

    title = N_("Clôture du mois")
    needs = service.closing_preview
    guide = "11-compteurs-de-conges"
    tip = N_(
        "Clore un mois écrit ce que chacun a acquis, une fois : recommencer n’ajoute que ce qui manquait. "
        "Rien ne s’écrit tant que vous n’avez pas confirmé."
    )

    def build(self) -> None:
        """Make the list, the card of past closings and the action."""
        self.month: date | None = None
        self.lines: list[ClosingLine] = []
        self.list = List(
            _("Clôture du mois"),
            (
                Column(_("Nom"), lambda c: c.name, stretch=True),
                Column(_("Mois"), lambda c: len(c.months), "integer", width=64),
                Column(_("Acquis"), lambda c: c.earned, "integer", text=signed, width=80),
                Column(_("Arrondi, accord"), lambda c: c.added, "integer", text=signed, width=120),
                Column(_("RTT"), lambda c: c.rest, "integer", text=signed, width=72),
                Column(_("Expire"), lambda c: c.expired, "integer", text=signed, width=80),
                Column(_("À voir"), lambda c: _("à vérifier") if c.warning else "", "pill", tone=lambda _c: "warn",
                       width=120),
            ),
            filters=(Filter(_("À vérifier"), lambda c: bool(c.warning)),),
            key=lambda c: c.person_id,
            counted=lambda n: ngettext("{n} personne", "{n} personnes", n).format(n=words.integer(n)),
        )  # fmt: skip
        self.card = Card()
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_line)
        self.add_action(_("Compteurs"), lambda: self.go("leave.accounts"), verb=service.accounts)
        self.add_action(_("Mois déjà clos"), self.show_past, keys="Ctrl+J", verb=service.closings)
        self.close_action = self.add_action(
            _("Clore le mois"), self.ask_close, keys="Ctrl+Return", verb=service.close_month, primary=True
        )

    def load(self) -> None:
        """Say which month; what closing it would write is counted beside the screen: 300 people take a moment."""
        done = service.closings(self.desk)
        month = done.due or (done.done[0].month if done.done else None)
        self.close_action.setEnabled(False)
        if month is None:
            self.show_lines(None, done, [])
            return
        self.work(
            _("Calcul du mois…"),
            lambda _progress: service.closing_preview(self.desk, month),
            lambda lines: self.show_lines(month, done, lines),
        )

    def show_lines(self, month: date | None, done: Closings, lines: list[ClosingLine]) -> None:
        """Show what closing the month would write."""
        self.lines = lines
        self.month = month if done.due is not None or lines else None
        warned = sum(bool(line.warning) for line in lines)
        if done.due is not None:
            facts = _("{month}, à clore").format(month=_month(done.due))
        elif self.month is not None:
            facts = _("{month} est clos ; des personnes y manquent").format(month=_month(self.month))
        else:
            facts = _("à jour")
        if warned:
            facts += ", " + ngettext("{n} à vérifier", "{n} à vérifier", warned).format(n=words.integer(warned))
        self.say_facts(facts)
        self.list.show_records(lines)
        self.close_action.setEnabled(self.month is not None and self.may(service.close_month))
        self.close_action.setText(
            _("Clore {month}").format(month=_month(self.month)) if self.month else _("Clore le mois")
        )
        self.show_empty(
            not lines,
            _("Aucun mois à clore : le mois en cours n’est pas fini.")
            if done.done
            else _("Aucun contrat de travail : rien ne s’acquiert encore."),
        )

    def show_line(self, line: ClosingLine | None) -> None:
        """Say what would be written for one person."""
        if line is None:
            return
        self.card.clear(line.name)
        if line.warning:
            self.card.add_pill(_("à vérifier"), "warn")
            self.card.add_text(line.warning)
        first, last = line.months[0], line.months[-1]
        told = (
            _month(last) if first == last else _("de {first} à {last}").format(first=_month(first), last=_month(last))
        )
        self.card.add_facts(
            (
                (_("Mois"), told),
                (_("Acquis"), days_words(line.earned)),
                (_("Arrondi et jours de l’accord"), days_words(line.added) if line.added else ""),
                (_("Jours de RTT"), days_words(line.rest) if line.rest else ""),
                (_("Expire"), days_words(line.expired) if line.expired else ""),
            )
        )
        self.card.show()

    def show_past(self) -> None:
        """List the months closed."""
        found = self.ask(service.closings).value
        if found is None:
            return
        self.show_empty(False)
        self.card.clear(_("Mois déjà clos"))
        if not found.done:
            self.card.add_text(_("Aucun mois n’est encore clos."))
        by = _("{n} écritures, le {day} par {name}")
        self.card.add_facts(
            [
                (
                    _month(one.month),
                    by.format(n=words.integer(one.entries), day=words.day(one.closed_at.date()), name=one.closed_by),
                )
                for one in found.done
            ]
        )
        self.card.show()

    def ask_close(self) -> None:
        """Ask before writing."""
        month = self.month
        if month is None:
            return
        months = sum(len(line.months) for line in self.lines)
        text = _("{people} personnes, {months} mois de personne, {days} acquis. Une écriture ne s’efface pas.")
        decide(
            self,
            _("Clore {month} ?").format(month=_month(month)),
            text.format(
                people=words.integer(len(self.lines)),
                months=words.integer(months),
                days=plain_number(sum(line.earned for line in self.lines)),
            ),
            _("Clore"),
            lambda: self.close_month(month),
        )

    def close_month(self, month: date) -> None:
        """Write the month."""

        def say(_written: Any) -> None:
            self.card.hide()

        self.run_beside(_("Clôture du mois…"), service.close_month, month, then=say)


def _month(month: date) -> str:
    return month_words(month.year, month.month)
