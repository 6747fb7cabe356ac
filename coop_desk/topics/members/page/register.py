"""The register on the screen: everyone on a day as a list, one person as a card."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.saving import save
from coop_desk.screen.day_line import day_field, day_line, day_of
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.sheets.write import kind_of
from coop_desk.topics.members import service
from coop_desk.topics.members.page import forms
from coop_desk.topics.members.page.card import TONES, MemberCard
from coop_desk.topics.members.records import MemberRow
from coop_desk.topics.members.rules.categories import CATEGORY_WORDS, OUTCOME_WORDS, Category
from coop_desk.topics.members.wording import summary


class MembersPage(Page):
    """The register of members on any day."""

    title = N_("Associés")
    needs = service.members
    guide = "02-associes"
    tip = N_(
        "Tapez un nom pour trouver quelqu’un ; Entrée ouvre sa fiche à droite. "
        "La date en haut de la liste montre le registre tel qu’il était ce jour-là."
    )

    def build(self) -> None:
        self.on = day_field(self.desk.today)
        self.list = List(
            _("Associés"),
            (
                Column(_("N°"), lambda m: m.number, width=76),
                Column(_("Nom"), lambda m: m.name, stretch=True, sort=lambda m: f"{m.family_name} {m.given_name}"),
                Column(
                    _("Situation"),
                    lambda m: _(CATEGORY_WORDS[m.category]),
                    "pill",
                    tone=lambda m: TONES[m.category],
                    width=170,
                ),
                Column(_("Admission"), lambda m: m.admitted_on, "day", width=112),
                Column(_("Sortie"), lambda m: m.left_on, "day", width=112, shown=False),
                Column(_("Entrée"), lambda m: m.entered_on, "day", width=112, shown=False),
                Column(_("Vote"), lambda m: _("oui") if m.may_vote else _("non"), width=76, shown=False),
                Column(
                    _("Candidature"),
                    lambda m: _(OUTCOME_WORDS[m.application]) if m.application else "",
                    width=120,
                    shown=False,
                ),
            ),
            filters=(
                Filter(_("Salariés"), lambda m: m.category is Category.EMPLOYED),
                Filter(_("Extérieurs"), lambda m: m.category is Category.EXTERNAL),
                Filter(_("Candidatures"), lambda m: m.category is Category.CANDIDATE),
                Filter(_("Anciens"), lambda m: m.category in {Category.FORMER, Category.HOLDER}),
            ),
            key=lambda m: m.person_id,
            counted=lambda n: ngettext("{n} personne", "{n} personnes", n).format(n=words.integer(n)),
        )
        self.card = MemberCard(self)
        self.body.addLayout(day_line(self.on, self._day_typed))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_member)
        self.list.opened.connect(self.show_member)
        self.add_action(_("Imprimer le registre"), self.print_register, keys="Ctrl+R", verb=service.register_pdf)
        self.add_action(_("Exporter les fiches"), self.ask_export, keys="Ctrl+Shift+E", verb=service.export_members)
        self.import_action = self.add_action(
            _("Importer un tableur"), lambda: self.go("members.import"), keys="Ctrl+I", verb=service.import_members
        )
        self.new_action = self.add_action(
            _("Inscrire"), self.new_member, keys="Ctrl+N", verb=service.register_member, primary=True
        )
        self.next_steps["FORM-09"] = (_("Compléter l’identité"), lambda: self.go("statutes"))

    def load(self) -> None:
        rows = service.members(self.desk, self.day)
        today = self.day == self.desk.today
        facts = (
            summary(rows)
            if today
            else _("{day} : {summary}").format(day=words.long_day(self.day), summary=summary(rows))
        )
        self.say_facts(facts)
        self.list.show_records(rows)
        beginning = not rows and today
        self.show_empty(
            beginning,
            _("Personne n’est encore inscrit. Importez votre tableur d’associés, ou inscrivez la première personne."),
            self.import_action if self.may(service.import_members) else None,
        )

    @property
    def day(self) -> date:
        """The day whose register is shown."""
        return day_of(self.on, self.desk.today)

    def open_record(self, record_id: Any) -> None:
        self.list.filter_by("")
        self.list.search_box.clear()
        self.list.choose(record_id)

    def show_member(self, row: MemberRow | None) -> None:
        """Show the card of the row chosen."""
        if row is not None and (self.card.row != row or self.card.form is not None):
            self.card.show_row(row)

    def new_member(self) -> None:
        """Open the form that inscribes somebody."""
        number = self.ask(service.upcoming_number)
        if not number:
            return
        self.show_empty(False)
        self.list.clear_choice()
        self.card.row = None
        self.card.clear(_("Inscrire une personne"))
        form = forms.new_member(self, number.value or "", self._inscribed, self._leave_form)
        self.card.form = form
        self.card.add(form)
        self.card.show()
        form.begin()

    def print_register(self) -> None:
        """Show the register as it prints."""
        pdf = self.ask(service.register_pdf, self.day)
        if pdf and pdf.value is not None:
            self.show_pdf(pdf.value, _("Registre des associés"), f"registre-associes-{self.day:%Y-%m-%d}.pdf")

    def ask_export(self) -> None:
        """Ask where to write the members with their details."""
        dialog = QFileDialog(self, _("Exporter les fiches"), f"associes-{self.day:%Y-%m-%d}.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Tableurs (*.csv *.xlsx *.ods)"))
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the members with their details in the format the name asks for."""
        try:
            made = self.run(service.export_members, kind_of(path), self.day)
            if made and made.value is not None:
                save(path, made.value)
                self.say_state(_("Fichier {name} écrit").format(name=path.name))
        except RuleBroken as broken:
            self.refuse(broken)

    def _day_typed(self) -> None:
        self.reload()

    def _inscribed(self, person_id: PersonId) -> None:
        self.card.form = None
        self.open_record(person_id)

    def _leave_form(self) -> None:
        self.card.form = None
        self.card.hide()
        self.reload()
