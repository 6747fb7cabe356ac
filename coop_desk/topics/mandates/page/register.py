"""The register of mandates: who holds what on a day, what ends soon, what is vacant; one mandate as a card."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.day_line import day_of
from coop_desk.screen.fields import DayField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.mandates import service
from coop_desk.topics.mandates.page import opening_forms
from coop_desk.topics.mandates.page.card import MandateDetail
from coop_desk.topics.mandates.records import RegisterLine


class MandatesPage(Page):
    """Every mandate on a day, with the seats vacant and the titles that no mandate explains."""

    title = N_("Mandats")
    needs = service.mandates
    guide = "07-mandats"
    tip = N_(
        "Un mandat finit à l’issue d’une assemblée annuelle : la date affichée est un repère. "
        "Choisissez une ligne pour voir ce qui reste à faire."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.day_field = DayField("day", _("Situation au"), required=True, today=self.desk.today)
        self.day_field.write(self.desk.today)
        self.day_field.changed.connect(self._day_changed)
        self.day_field.lay_on_one_line()
        self.body.addWidget(self.day_field, 0, Qt.AlignmentFlag.AlignLeft)
        self.list = List(
            _("Mandats"),
            (
                Column(_("Fonction"), lambda m: m.post, width=140),
                Column(_("Nom"), lambda m: m.name, stretch=True),
                Column(_("Qualité"), lambda m: m.called, width=170, shown=False),
                Column(_("Terme"), lambda m: m.until_words, width=150),
                Column(_("Début"), lambda m: m.starts_on, "day", width=100),
                Column(_("Repère"), lambda m: m.ends_on, "day", width=112, hover=self._how_far, shown=False),
                Column(_("État"), lambda m: m.state, "pill", tone=lambda m: m.tone, width=150),
            ),
            filters=(
                Filter(_("En cours"), lambda m: m.running),
                Filter(_("Finissent dans six mois"), lambda m: m.ending),
                Filter(_("Vacants"), lambda m: m.vacant),
                Filter(_("Passés"), lambda m: m.past),
            ),
            key=lambda m: m.key,
            counted=lambda n: ngettext("{n} ligne", "{n} lignes", n).format(n=words.integer(n)),
        )
        self.card = MandateDetail(self)
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_line)
        self.add_action(_("Liste des dirigeants"), self.print_leaders, keys="Ctrl+R", verb=service.leaders_pdf)
        self.add_action(_("Fonctions"), lambda: self.go("mandates.posts"), verb=service.open_post)
        self.take_over_action = self.add_action(
            _("Reprendre un mandat en cours"), self.take_over, keys="Ctrl+N", verb=service.take_over, primary=True
        )
        self.next_steps["MAND-02"] = (_("Voir les fonctions"), lambda: self.go("mandates.posts"))
        self.next_steps["ELE-11"] = (_("Voir les assemblées"), lambda: self.go("assemblies"))

    @property
    def day(self) -> date:
        """The day whose register is shown; today while what is typed is no day."""
        return day_of(self.day_field, self.desk.today)

    def load(self) -> None:
        """Show the register of the day, its posts opened first if somebody who may looks at it."""
        if self.may(service.lay_posts) and service.posts_are_missing(self.desk):
            service.lay_posts(self.desk)
        lines = service.mandates(self.desk, self.day)
        running = sum(line.running and line.untied_grant_id is None for line in lines)
        ending = sum(line.ending for line in lines)
        vacant = sum(line.vacant for line in lines)
        said = [
            ngettext("{n} mandat en cours", "{n} mandats en cours", running).format(n=words.integer(running)),
            ngettext("{n} à suivre", "{n} à suivre", ending).format(n=words.integer(ending)) if ending else "",
            ngettext("{n} fonction à pourvoir", "{n} fonctions à pourvoir", vacant).format(n=words.integer(vacant))
            if vacant
            else "",
        ]
        self.say_facts(words.listed([each for each in said if each]))
        self.list.show_records(lines)
        empty = _("Aucun mandat pour l’instant. Reprenez ceux qui courent, ou préparez une élection.")
        self.show_empty(not lines, empty, self.take_over_action if self.may(service.take_over) else None)

    def open_record(self, record_id: Any) -> None:
        """Show the mandate an « À faire » line or a search hit names."""
        self.list.filter_by("")
        self.list.search_box.clear()
        if record_id is not None:
            self.list.choose(f"mandate:{record_id}")

    def show_line(self, line: RegisterLine | None) -> None:
        """Show the card of a line: a mandate, seats to fill, or a title without mandate."""
        if line is None:
            return
        if line.mandate_id is not None:
            self.card.show_mandate(line.mandate_id)
        elif line.untied_grant_id is not None:
            self.card.show_untied(line)
        else:
            self.card.show_vacant(line, self._may_coopt(line.post_id))

    def refresh(self) -> None:
        """Show the chosen line again, as it has become."""
        chosen = self.list.chosen_record()
        if chosen is not None:
            self.show_line(chosen)
        else:
            self.card.hide()

    def take_over(self, line: RegisterLine | None = None) -> None:
        """Ask for a mandate that began before the program was told."""
        self._open(_("Reprendre un mandat en cours"), lambda: opening_forms.taking_over(self, line), line)

    def coopt(self) -> None:
        """Ask whom the board co-opted."""
        self._open(_("Coopter un membre du conseil"), lambda: opening_forms.coopting(self))

    def _may_coopt(self, post_id: int) -> bool:
        """Whether the board may co-opt somebody to a seat of that post (SA-05)."""
        return self.may(service.coopt) and any(one.post_id == post_id for one in service.seats_to_coopt(self.desk))

    def _open(self, title: str, make: Callable[[], Form | None], line: RegisterLine | None = None) -> None:
        self.show_empty(False)
        if line is None:
            self.list.clear_choice()
        self.card.clear(title)
        form = make()
        if form is not None:
            self.card.add(form)
            self.card.show()
            form.begin()

    def opened(self, mandate_id: int) -> None:
        """Show the mandate just written."""
        self.open_record(mandate_id)
        self.refresh()

    def print_leaders(self) -> None:
        """Show who leads on the day of the page, as it prints."""
        pdf = self.ask(service.leaders_pdf, self.day)
        if pdf and pdf.value is not None:
            self.show_pdf(pdf.value, _("Liste des dirigeants"), f"dirigeants-{self.day:%Y-%m-%d}.pdf")

    def _day_changed(self) -> None:
        if not self.day_field.fault():
            self.reload()

    def _how_far(self, line: RegisterLine) -> str:
        return words.ago_or_in(line.ends_on, self.desk.today) if line.ends_on is not None else ""
