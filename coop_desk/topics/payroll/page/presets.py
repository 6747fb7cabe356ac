"""«Formats»: how the files of each payroll program are laid out, those of the program and those of the co-op."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from coop_desk.core import words
from coop_desk.core.chosen_file import content_of
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.saving import save
from coop_desk.screen.ask_path import ask_existing, ask_new
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.packages.records import LayoutRow

KINDS = N_("Formats d’export (*.json)")


def tone_of(row: LayoutRow) -> Tone:
    """Verified by somebody, or supposed."""
    return "good" if row.sure else "warn"


class PresetsPage(Page):
    """Choose a format, look at what is known of it, arrange it for the co-op, share it."""

    title = N_("Formats")
    needs = service.layouts
    guide = "87-formats-de-paie"
    tip = N_(
        "Un format dit comment le fichier est écrit et comment le logiciel de paie appelle chaque code. Partez de "
        "celui de votre logiciel, donnez les codes de votre cabinet, puis enregistrez-le sous un nom à vous."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Formats d’export de la paie"),
            (
                Column(_("Format"), lambda row: row.title, stretch=True),
                Column(_("Version"), lambda row: row.version, "integer", width=80),
                Column(_("À qui"), lambda row: _("coopérative") if row.own else _("programme"), width=120),
                Column(
                    _("État"),
                    lambda row: row.short_status,
                    "pill",
                    tone=tone_of,
                    width=120,
                    hover=lambda row: row.status,
                ),
            ),
            filters=(
                Filter(_("De la coopérative"), lambda row: row.own),
                Filter(_("À tester"), lambda row: not row.sure),
            ),
            key=lambda row: row.name,
            counted=lambda n: ngettext("{n} format", "{n} formats", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.card.hide()
        self.body.addWidget(SideBySide(self.list, self.card, (3, 2)), 1)
        self.connect_list(self.list)
        self.list.chosen.connect(self.show_layout)
        self.list.opened.connect(self.edit)
        self.import_action = self.add_action(
            _("Importer un format…"), self.begin_import, keys="Ctrl+I", verb=service.import_layout
        )
        self.naming: Form | None = None

    def load(self) -> None:
        """Read the formats."""
        rows = service.layouts(self.desk)
        self.list.show_records(rows)
        own = sum(row.own for row in rows)
        self.say_facts(
            ngettext("{n} format de la coopérative", "{n} formats de la coopérative", own).format(n=words.integer(own))
            if own
            else _("La coopérative n’a pas encore de format à elle.")
        )

    def open_record(self, record_id: Any) -> None:
        """Show one format."""
        self.list.choose(record_id)

    def show_layout(self, row: LayoutRow | None) -> None:
        """Show what is known of a format."""
        self.card.setVisible(row is not None)
        if row is None:
            return
        found = self.ask(service.layout, row.name)
        if not found or found.value is None:
            return
        preset = found.value.preset
        self.card.clear(row.title)
        self.card.add_pill(row.status, tone_of(row))
        self.card.add_text(row.notes)
        self.card.add_facts(
            [
                (_("Fichiers"), words.listed([file.record.words for file in preset.files])),
                (_("Lettres"), preset.encoding + (_(", avec BOM") if preset.bom else "")),
                (_("Séparateur"), mark_words(preset.separator)),
                (_("Décimales"), _("virgule") if preset.decimal == "," else _("point")),
                (_("Dates"), preset.date_format),
                (_("Nom des fichiers"), preset.file_name),
                (_("Codes"), ngettext("{n} correspondance", "{n} correspondances", len(preset.codes)).format(
                    n=words.integer(len(preset.codes)))),
            ]
        )  # fmt: skip
        for version, at, by in reversed(found.value.versions):
            said = _("Version {n}, enregistrée le {day} par {name}")
            self.card.add_text(said.format(n=version, day=words.day(at.astimezone().date()), name=by), secondary=True)
        self.card.add_buttons(
            button(_("Arranger ce format"), lambda: self.edit(row), role="primary"),
            button(_("Partager (JSON)…"), lambda: self.share(row)),
            *([button(_("Retirer…"), lambda: self.ask_retire(row), role="danger")]
              if row.own and self.may(service.retire_layout) else []),
        )  # fmt: skip

    def edit(self, row: LayoutRow) -> None:
        """Open the page where a format is arranged."""
        self.go("payroll.format", row.name)

    def share(self, row: LayoutRow) -> QFileDialog | None:
        """Write the format for another co-op."""
        found = self.ask(service.shared_layout, row.name)
        if not found or found.value is None:
            return None
        content = found.value

        def put(path: Path) -> None:
            try:
                save(path, content)
            except RuleBroken as refusal:
                self.refuse(refusal)
                return
            self.say_state(_("« {name} » est enregistré.").format(name=path.name))

        return ask_new(self, _("Où enregistrer le format"), f"{row.name}.json", put)

    def begin_import(self) -> QFileDialog:
        """Ask for a file, then for the name it will have here."""
        return ask_existing(self, _("Importer un format"), _(KINDS), self.name_import)

    def name_import(self, path: Path) -> None:
        """Ask how the format is called here."""
        try:
            content = content_of(path)
        except RuleBroken as refusal:
            self.refuse(refusal)
            return
        self.card.clear(_("Importer {name}").format(name=path.name))
        form = Form(
            [TextField("name", _("Nom de ce format ici"), required=True, rules=("PRESET-08",))],
            submit=_("Importer"),
            on_submit=lambda values: self.import_it(values["name"], content, form),
            on_cancel=self.card.hide,
        )
        form.set_values({"name": path.stem})
        self.naming = form
        self.card.add(form)
        self.card.show()
        form.begin()

    def import_it(self, name: str, content: bytes, form: Form) -> None:
        """Keep a format that somebody shared."""
        done = self.run(service.import_layout, name, content, form=form)
        if done:
            self.list.choose(done.value)

    def ask_retire(self, row: LayoutRow) -> None:
        """Ask before a format is proposed no more."""
        decide(
            self,
            _("Retirer le format « {name} » ?").format(name=row.name),
            _("Il ne sera plus proposé. Les exports faits avec lui restent tels quels."),
            _("Retirer"),
            lambda: self.run(service.retire_layout, row.name),
            danger=True,
        )


def mark_words(mark: str) -> str:
    """A separator in words."""
    known = {";": _("point-virgule"), ",": _("virgule"), "\t": _("tabulation"), "|": _("barre droite"),
             "": _("aucun, colonnes de largeur fixe")}  # fmt: skip
    return known.get(mark, mark)
