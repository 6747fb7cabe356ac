"""«Écriture de paie»: the entries kept, one of them opened, its files handed out, a new one typed or imported."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.saving import save
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, LongTextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.payroll.entry import service
from coop_desk.topics.payroll.entry.records import (
    FORM_WORDS,
    KIND_WORDS,
    Booking,
    BookingLine,
    Kind,
    WrittenFile,
)
from coop_desk.topics.payroll.entry.records import Form as Layout
from coop_desk.topics.payroll.page.entry_form import EntryForm
from coop_desk.topics.payroll.page.entry_import import EntryImport
from coop_desk.topics.payroll.page.entry_lines import lines_list
from coop_desk.topics.payroll.rules.months import last_day, month_words


class EntriesPage(Page):
    """The entries of pay, from the totals of the payroll tool to the file that the accounts import."""

    title = N_("Écriture de paie")
    needs = service.entries
    guide = "88-ecriture-de-paie"
    tip = N_(
        "Recopiez les totaux du livre de paie, ou importez le fichier de l’outil de paie. L’écriture est vérifiée au "
        "centime, puis son fichier s’importe dans la comptabilité."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Écritures de paie"),
            (
                Column(_("Mois"), lambda one: month_words(one.month).capitalize(), sort=lambda one: one.month),
                Column(_("Fichier n°"), lambda one: one.number, "integer", width=84),
                Column(_("Pièce"), lambda one: one.piece, stretch=True),
                Column(_("Nature"), lambda one: _(KIND_WORDS[one.kind]), width=110),
                Column(_("Situation"), _state, "pill", tone=_tone, width=150),
                Column(_("Remise"), _given, width=120, hover=_given_by),
                Column(_("Enregistrée par"), lambda one: one.by, shown=False),
            ),
            filters=(
                Filter(_("En vigueur"), lambda one: one.in_force),
                Filter(_("À remettre"), lambda one: not one.given),
            ),
            counted=lambda n: ngettext("{n} écriture", "{n} écritures", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.card.hide()
        self.body.addWidget(SideBySide(self.list, self.card, (1, 1)), 1)
        self.connect_list(self.list)
        self.list.chosen.connect(self.show_line)
        self.new_action = self.add_action(
            _("Nouvelle écriture"), self.begin_new, keys="Ctrl+N", verb=service.record_entry, primary=True
        )
        self.import_action = self.add_action(
            _("Importer…"), self.begin_import, keys="Ctrl+I", verb=service.record_entry
        )
        self.add_action(_("Comptes"), lambda: self.go("payroll.accounts"), keys="Ctrl+B", verb=service.chart)
        self.next_steps["ECR-05"] = (_("Choisir le compte"), lambda: self.go("payroll.accounts"))
        self.typing = EntryForm(self, self.card)
        self.importing = EntryImport(self, self.card, self.typing)

    def load(self) -> None:
        """Read the list; no amount is opened before an entry is chosen."""
        lines = service.entries(self.desk)
        self.list.show_records(lines)
        self.say_facts(
            _("Un fichier d’un mois s’importe dans la comptabilité ; ce n’est pas le fichier légal de l’année.")
        )
        self.show_empty(
            not lines and self.card.isHidden(),
            _("Aucune écriture dans les années dont vous avez la clé. Commencez par le dernier livre de paie."),
            self.new_action,
        )

    def open_record(self, record_id: Any) -> None:
        """Show one entry."""
        self.list.choose(record_id)

    # -- one entry

    def show_line(self, line: BookingLine | None) -> None:
        """Open the entry chosen."""
        if line is None:
            self.card.hide()
            return
        found = self.ask(service.entry, line.id)
        if not found or found.value is None:
            return
        self._show(found.value)

    def _show(self, booking: Booking) -> None:
        line, card = booking.line, self.card
        card.clear(_("{month}, fichier n° {n}").format(month=month_words(line.month).capitalize(), n=line.number))
        card.add_pill(_state(line), _tone(line))
        card.add_facts(
            [
                (_("Pièce"), line.piece),
                (_("Date"), words.long_day(booking.entry.day)),
                (_("Journal"), f"{booking.journal} {booking.journal_label}"),
                (_("Total"), words.euros(booking.entry.debit)),
                (_("Enregistrée"), _("le {day} par {name}").format(day=words.day(line.at.date()), name=line.by)),
                (_("Raison"), booking.reason),
            ]
        )
        for entry in booking.entries:
            undone = len(booking.entries) > 1 and entry is booking.entries[0]
            card.add_heading(
                _("Extourne, écriture n° {n} du journal").format(n=entry.number)
                if undone or line.kind is Kind.REVERSAL
                else _("Écriture n° {n} du journal").format(n=entry.number)
            )
            card.add(lines_list(entry.lines))
        if self.may(service.give_file):
            self._offer_files(booking)
        if self.may(service.correct_entry) and line.in_force:
            card.add_heading(_("Une erreur ?"))
            card.add_text(_("L’écriture reste : une extourne l’annule et une nouvelle la remplace."), secondary=True)
            card.add_buttons(
                button(_("Corriger…"), lambda: self.begin_correction(booking)),
                button(_("Extourner…"), lambda: self.begin_reversal(booking), role="danger"),
            )
        card.show()

    def _offer_files(self, booking: Booking) -> None:
        card = self.card
        card.add_heading(_("Fichier pour la comptabilité"))
        card.add_text(
            _(
                "Il contient des montants de paie : rangez-le dans un dossier que seules les personnes chargées de la "
                "paie ouvrent. En ISO 8859-15, les apostrophes et les tirets deviennent droits."
            ),
            secondary=True,
        )
        offered = [(file.form, _(FORM_WORDS[file.form])) for file in booking.files]
        self.file_form = Form(
            [ChoiceField("form", _("Format"), offered, required=True)],
            submit=_("Enregistrer le fichier…"),
            on_submit=lambda said: self.ask_file(booking.line, said["form"]),
        )
        self.file_form.set_values({"form": Layout.TABS})
        card.add(self.file_form)
        for form, why in booking.unwritten:
            card.add_text(_("{form} : {why}").format(form=_(FORM_WORDS[form]), why=why), secondary=True)
        card.add_facts(
            [(file.name, _("SHA-256 {digest}").format(digest=_in_groups(file.sha256))) for file in booking.files[:1]]
            + [
                (_("Remis le {day}").format(day=words.day(one.at.date())), f"{one.by}, {_(FORM_WORDS[one.form])}")
                for one in booking.line.given[-3:]
            ]
        )

    def ask_file(self, line: BookingLine, form: Layout) -> QFileDialog | None:
        """Hand out a file, then ask where to keep it. Never blocks."""
        done = self.run(service.give_file, line.id, form, form=None)
        file = done.value
        if not done or file is None:
            return None
        dialog = QFileDialog(self, _("Enregistrer le fichier de l’écriture"), file.name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file.name)
        dialog.fileSelected.connect(lambda name: self.write_file(Path(name), file))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def write_file(self, path: Path, file: WrittenFile) -> None:
        """Put the bytes kept in the place chosen."""
        try:
            save(path, file.content)
            self.say_state(_("Fichier {name} écrit").format(name=path.name))
        except RuleBroken as broken:
            self.refuse(broken)

    # -- a new one

    def begin_new(self) -> None:
        """Offer the form of a new entry."""
        self.show_empty(False)
        self.list.clear_choice()
        self.typing.begin()

    def begin_import(self) -> None:
        """Offer to read a file."""
        self.show_empty(False)
        self.list.clear_choice()
        self.importing.begin()

    def begin_correction(self, booking: Booking) -> None:
        """Offer what was typed once more, to change it; what came from a file comes from a file again."""
        if booking.typed:
            self.typing.begin(booking)
        else:
            self.importing.begin(booking)

    def begin_reversal(self, booking: Booking) -> None:
        """Ask why, and on which day, an entry is undone with nothing in its place."""
        line, card = booking.line, self.card
        card.clear(_("Extourner l’écriture {piece}").format(piece=line.piece))
        card.add_text(_("Les mêmes lignes, de l’autre côté : l’écriture ne compte plus. Elle reste dans la liste."))
        form = Form(
            [
                DayField("day", _("Date de l’extourne"), required=True, today=self.desk.today, rules=("ECR-04",)),
                LongTextField("reason", _("Pourquoi"), required=True, lines=2, rules=("ECR-08",)),
            ],
            submit=_("Extourner"),
            on_submit=lambda said: self.kept(
                self.run(service.reverse_entry, line.id, said["reason"], said["day"], form=form).value
            ),
            on_cancel=lambda: self._show(booking),
            danger=True,
        )
        form.set_values({"day": max(last_day(line.month), self.desk.today)})
        card.add(form)
        form.begin()

    def kept(self, entry_id: int | None) -> None:
        """Show what was just kept."""
        if entry_id is not None:
            self.list.choose(entry_id)
            self.show_line(self.list.chosen_record())

    def leave_form(self) -> None:
        """Come back from a form to the entry chosen, or to the list."""
        self.show_line(self.list.chosen_record())
        self.load()


def _state(line: BookingLine) -> str:
    if line.settled_by is not None:
        return _("Remplacée par le n° {n}").format(n=line.settled_by)
    return _("Annule le n° {n}").format(n=line.corrects) if line.kind is Kind.REVERSAL else _("En vigueur")


def _tone(line: BookingLine) -> Tone:
    return "good" if line.in_force else "plain"


def _given(line: BookingLine) -> str:
    return words.day(line.given[-1].at.date()) if line.given else _("à remettre")


def _given_by(line: BookingLine) -> str:
    return words.listed([f"{one.by}, {words.day(one.at.date())}" for one in line.given])


def _in_groups(digest: str) -> str:
    """A digest that can be read aloud, and that wraps."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
