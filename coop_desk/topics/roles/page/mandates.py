"""Who holds which seat, when and because of what: the register of the mandates of roles, one of them as a card."""

from datetime import date
from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import ago_or_in, integer, listed
from coop_desk.screen import theme
from coop_desk.screen.day_line import day_field, day_line, day_of
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.roles.page import mandate_forms
from coop_desk.topics.roles.page.mandate_card import MandateCard
from coop_desk.topics.roles.seats import service
from coop_desk.topics.roles.seats.records import SeatLine


class RoleMandatesPage(Page):
    """Every mandate of a role and every vacancy, as they stand on a day."""

    title = N_("Mandats des rôles")
    needs = service.seat_register
    guide = "07-mandats-des-roles"
    tip = N_(
        "Un mandat ouvre les droits de son rôle du premier jour au dernier. Choisissez une ligne pour son histoire."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.on = day_field(self.desk.today)
        self.list = List(
            _("Mandats des rôles"),
            (
                Column(_("Rôle"), lambda m: m.where, width=200),
                Column(_("Nom"), lambda m: m.name, stretch=True),
                Column(_("Du"), lambda m: m.starts_on, "day", width=100),
                Column(_("Au"), lambda m: m.ends_on, "day", width=100, hover=self._how_far),
                Column(_("État"), lambda m: m.state, "pill", tone=lambda m: m.tone, width=150),
                Column(_("Origine"), lambda m: m.origin, width=110, shown=False),
                Column(_("Pôle"), lambda m: m.pole, width=170, shown=False),
            ),
            filters=(
                Filter(_("En cours"), lambda m: m.now),
                Filter(_("À venir"), lambda m: m.coming),
                Filter(_("Vacants"), lambda m: m.vacant),
                Filter(_("Passés"), lambda m: m.past),
            ),
            key=lambda m: m.key,
            counted=lambda n: ngettext("{n} ligne", "{n} lignes", n).format(n=integer(n)),
        )
        self.card = MandateCard(self)
        self.card.setMinimumWidth(theme.px(380))
        self.body.addLayout(day_line(self.on, self._day_typed))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_line)
        self.record_action = self.add_action(
            _("Inscrire un mandat"), self.record, keys="Ctrl+N", verb=service.record_role_mandate, primary=True
        )
        self.add_action(_("Intérim"), self.entrust, verb=service.record_interim)
        self.add_action(_("Rôles"), lambda: self.go("roles"))
        self.add_action(_("Imprimer le registre"), self.print_register, keys="Ctrl+R", verb=service.role_mandates_pdf)
        self.next_steps["MAN-05"] = (_("Voir les rôles"), lambda: self.go("roles"))

    @property
    def day(self) -> date:
        """The day whose register is shown."""
        return day_of(self.on, self.desk.today)

    def _day_typed(self) -> None:
        self.card.hide()
        self.reload()

    def load(self) -> None:
        """Show the register of the day, and what no verb could have written."""
        register = service.seat_register(self.desk, self.day)
        lines = register.lines
        now, vacant = sum(line.now for line in lines), sum(line.vacant for line in lines)
        said = [ngettext("{n} mandat en cours", "{n} mandats en cours", now).format(n=integer(now))]
        if vacant:
            said.append(ngettext("{n} siège vacant", "{n} sièges vacants", vacant).format(n=integer(vacant)))
        self.say_facts(listed(said))
        self.list.show_records(lines)
        if register.faults:
            self.refusal.show_warning(_("À revoir ensemble"), " ".join(register.faults))
        else:
            self.refusal.hide()
        empty = _("Aucun rôle n’est encore tenu. Partagez un poste en pôles, ou inscrivez un mandat décidé.")
        self.show_empty(not lines, empty, self.record_action if self.may(service.record_role_mandate) else None)

    def open_record(self, record_id: Any) -> None:
        """Show the line that « À faire » or another page names: its key, or the number of a mandate."""
        self.list.filter_by("")
        self.list.search_box.clear()
        self.list.choose(record_id if isinstance(record_id, str) else f"mandate:{record_id}")

    def show_line(self, line: SeatLine | None) -> None:
        """Show a mandate with its history, or a seat to fill."""
        if line is None:
            return
        if line.mandate is not None:
            self.card.show_mandate(line.mandate.id)
        elif line.gap is not None:
            self.card.show_vacant(line, line.gap)

    def refresh(self) -> None:
        """Show the chosen line again, as it has become."""
        chosen = self.list.chosen_record()
        if chosen is None:
            self.card.hide()
        self.show_line(chosen)

    def record(self, line: SeatLine | None = None) -> None:
        """Ask for a mandate that the co-op decided."""
        self.ask_in_card(_("Inscrire un mandat décidé"), mandate_forms.recording(self, line), line)

    def entrust(self, line: SeatLine | None = None, asked: mandate_forms.Asked | None = None) -> None:
        """Ask for an interim: of the chosen seat, of a line, or as an early departure proposes it."""
        self.ask_in_card(_("Confier un intérim"), mandate_forms.entrusting(self, line, asked), line)

    def ask_in_card(self, title: str, form: Form, line: SeatLine | None) -> None:
        """Show a form in the card."""
        self.show_empty(False)
        if line is None:
            self.list.clear_choice()
        self.card.clear(title)
        self.card.add(form)
        self.card.show()
        form.begin()

    def print_register(self, role_id: int | None = None, person_id: int | None = None) -> None:
        """Preview the register of the day, or the history of one role or one person."""
        pdf = self.ask(service.role_mandates_pdf, self.day, role_id, person_id)
        if pdf and pdf.value is not None:
            self.show_pdf(pdf.value, _("Mandats des rôles"), f"mandats-des-roles-{self.day:%Y-%m-%d}.pdf")

    def _how_far(self, line: SeatLine) -> str:
        return ago_or_in(line.ends_on, self.desk.today) if line.ends_on is not None else ""
