"""Bringing a spreadsheet of members in: the file, its columns, what each line would do, then all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coop_desk.core import resources, words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.saving import save
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, Field, FileField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button, label, set_property
from coop_desk.screen.table import Column
from coop_desk.sheets.columns import LineError
from coop_desk.sheets.preview import Difference, Kind, Preview, PreviewLine
from coop_desk.sheets.read import read_table
from coop_desk.sheets.table import SheetRow, SheetTable
from coop_desk.topics.members import service
from coop_desk.topics.members.columns import COLUMNS, NameCase

FILE, COLUMNS_STEP, PREVIEW = range(3)
KIND_WORDS: dict[Kind, tuple[str, Tone]] = {
    Kind.CREATED: (N_("À inscrire"), "good"),
    Kind.CHANGED: (N_("À modifier"), "warn"),
    Kind.UNCHANGED: (N_("Inchangé"), "plain"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the preview: what becomes of it, in words; `kind` is None for an error."""

    id: int
    line: int
    who: str
    kind: Kind | None
    detail: str


class ImportPage(Page):
    """Import of members in three steps; nothing is written before the last one."""

    title = N_("Importer des associés")
    needs = service.import_members
    guide = "02-associes"
    preview_verb: ClassVar[Callable[..., Preview]] = service.preview_import
    import_verb: ClassVar[Callable[..., Preview]] = service.import_members

    def build(self) -> None:
        self.table: SheetTable | None = None
        self.preview: Preview | None = None
        self.columns_form: Form | None = None
        self._mapping: dict[str, str] = {}
        self._rows: dict[int, SheetRow] = {}
        self._said = [label(text, "secondary") for text in (_("1. Fichier"), _("2. Colonnes"), _("3. Aperçu"))]
        line = QHBoxLayout()
        line.setSpacing(theme.px(24))
        for step in self._said:
            line.addWidget(step)
        line.addStretch(1)
        self.body.addLayout(line)
        self.file_card, self.columns_card = Card(_("Choisir le fichier")), Card(_("Reconnaître les colonnes"))
        self._fill_file_card()
        self.list = self._preview_list()
        self.connect_list(self.list)
        self.list.chosen.connect(self._show_detail)
        self.detail = label("", wrap=True)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.detail)
        self._stack = QStackedWidget()
        for place in (self.file_card, self.columns_card, shown):
            self._stack.addWidget(place)
        self.body.addWidget(self._stack, 1)
        self.back_action = self.add_action(_("Retour"), self.go_back)
        self.next_action = self.add_action(_("Importer"), self.go_on, keys="Ctrl+Return", primary=True)
        self.next_steps["FORM-08"] = (_("Compléter les statuts"), lambda: self.go("statutes"))
        self._go_to(FILE)

    @property
    def under_way(self) -> bool:
        """Once a file was read."""
        return self.table is not None

    def load(self) -> None:
        if self._stack.currentIndex() != PREVIEW:
            self.say_facts(_("Rien n’est enregistré avant la dernière étape ; ensuite, tout ou rien."))

    # -- the file

    def _fill_file_card(self) -> None:
        card = self.file_card
        card.add_text(
            _(
                "Un tableur CSV, Excel ou LibreOffice, une ligne par personne, les titres des colonnes en premier. "
                "Chaque ligne dit au moins le nom, le prénom, la situation et la date d’admission ; "
                "les colonnes inconnues sont laissées de côté."
            )
        )
        field = FileField(
            "file", _("Fichier"), kinds=_("Tableurs (*.csv *.xlsx *.ods)"), required=True, rules=("FICHIER-01",)
        )
        self.file_form = Form([field], submit=_("Lire le fichier"), on_submit=lambda said: self.read(said["file"]))
        card.add(self.file_form)
        card.add_heading(_("Pas encore de fichier"))
        card.add_text(_("Partez de l’exemple : remplacez ses lignes par les vôtres."))
        card.add_buttons(button(_("Enregistrer le fichier d’exemple…"), self.ask_sample, role="link"))

    def read(self, path: Any) -> None:
        """Read the file beside the screen, then show its columns."""
        self.work(_("Lecture du fichier…"), lambda _progress: read_table(Path(path)), self._read, form=self.file_form)

    def _read(self, table: SheetTable) -> None:
        self.table = table
        mapping = self.ask(service.guess_columns, table)
        if mapping and mapping.value is not None:
            self._fill_columns_card(table, mapping.value)
            self._go_to(COLUMNS_STEP)

    def ask_sample(self) -> None:
        """Ask where to write the sample file."""
        dialog = QFileDialog(self, _("Enregistrer le fichier d’exemple"), "associes-exemple.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Tableur (*.csv)"))
        dialog.fileSelected.connect(lambda name: self.write_sample(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_sample(self, path: Path) -> None:
        """Copy the sample file there."""
        try:
            save(path, resources.path("samples", "associes.csv").read_bytes())
            self.say_state(_("Fichier {name} écrit").format(name=path.name))
        except RuleBroken as broken:
            self.refuse(broken)

    # -- its columns

    def _fill_columns_card(self, table: SheetTable, mapping: dict[str, str]) -> None:
        card = self.columns_card
        card.clear(_("Colonnes de {name}").format(name=table.name))
        card.add_text(" ".join(table.described()), secondary=True)
        left = [header for header in table.headers if header not in mapping.values()]
        if left:
            card.add_text(_("Colonnes laissées de côté : {names}.").format(names=words.listed(left)))
        offered = [(header, _sample(table, header)) for header in table.headers]
        fields: list[Field] = [
            ChoiceField(column.key, _(column.title), offered, required=column.required) for column in COLUMNS
        ]
        fields.append(
            ChoiceField(
                "name_case",
                _("Noms de famille en capitales"),
                [
                    (NameCase.AS_TYPED, _("Garder comme dans le fichier")),
                    (NameCase.LOWERED, _("Écrire LEFÈVRE en Lefèvre")),
                ],
                required=True,
            )
        )
        self.columns_form = Form(fields, submit=_("Voir l’aperçu"), on_submit=self.foresee)
        self.columns_form.set_values({"name_case": NameCase.AS_TYPED, **dict.fromkeys(c.key for c in COLUMNS)})
        self.columns_form.set_values(mapping)
        card.add(self.columns_form)

    def _asked(self) -> tuple[dict[str, str], NameCase]:
        said = self.columns_form.values() if self.columns_form is not None else {}
        mapping = {column.key: said[column.key] for column in COLUMNS if said.get(column.key)}
        return mapping, NameCase(said.get("name_case") or NameCase.AS_TYPED)

    # -- what it would do

    def foresee(self, _said: dict[str, Any]) -> None:
        """Show what each line would do, from the columns chosen."""
        mapping, case = self._asked()
        found = self.ask(type(self).preview_verb, self.table, mapping, case)
        if found and found.value is not None:
            self._show_preview(found.value)
            self._go_to(PREVIEW)

    def _preview_list(self) -> List:
        return List(
            _("Aperçu de l’import"),
            (
                Column(_("Ligne"), lambda one: one.line, "integer", width=84),
                Column(_("Personne"), lambda one: one.who, width=230),
                Column(_("Effet"), lambda one: _state(one), "pill", tone=lambda one: _tone(one), width=130),
                Column(_("Détail"), lambda one: one.detail, stretch=True, hover=lambda one: one.detail),
            ),
            filters=(
                Filter(_("Erreurs"), lambda one: one.kind is None),
                Filter(_("À inscrire"), lambda one: one.kind is Kind.CREATED),
                Filter(_("À modifier"), lambda one: one.kind is Kind.CHANGED),
                Filter(_("Inchangés"), lambda one: one.kind is Kind.UNCHANGED),
            ),
            counted=lambda n: ngettext("{n} ligne", "{n} lignes", n).format(n=words.integer(n)),
        )

    def _show_preview(self, preview: Preview) -> None:
        self.preview = preview
        self._mapping, _case = self._asked()
        self._rows = {row.line: row for row in self.table.rows} if self.table is not None else {}
        wrong = [
            Shown(-place, error.line, self._who(error.line), None, _fault(error))
            for place, error in enumerate(preview.errors, 1)
        ]
        right = [
            Shown(line.line, line.line, line.label, line.kind, _differences(line.differences) or self._summed(line))
            for line in preview.lines
        ]
        self.list.show_records([*wrong, *right])
        self.list.filter_by(_("Erreurs") if wrong else "")
        guessed = self.table.to_confirm() if self.table is not None else ""
        self.say_facts(f"{preview.sentence()} {guessed}".strip())

    def _show_detail(self, one: Shown | None) -> None:
        """Write the whole of a line under the list, where its column is too narrow."""
        self.detail.setText("" if one is None else one.detail)

    def _cells(self, line: int, *keys: str) -> list[str]:
        """What the file says on a line in the columns of these keys."""
        mapping = self._mapping
        row = self._rows.get(line)
        if row is None or self.table is None:
            return []
        places = [self.table.headers.index(mapping[key]) for key in keys if key in mapping]
        found = (row.cells[place] for place in places)
        return [words.day(cell) if isinstance(cell, date) else str(cell) for cell in found if cell != ""]

    def _who(self, line: int) -> str:
        return " ".join(self._cells(line, "given_name", "family_name"))

    def _summed(self, line: PreviewLine) -> str:
        return " · ".join(self._cells(line.line, "number", "category", "admitted_on"))

    def bring_in(self) -> None:
        """Import the whole file, then open the register."""
        mapping, case = self._asked()
        done = self.run(type(self).import_verb, self.table, mapping, case)
        if done and done.value is not None:
            said = done.value.sentence()
            self.table = self.preview = None
            self.file_form.clear()
            self._go_to(FILE)
            self.say_state(said)
            self.go("members")

    # -- the steps

    def go_on(self) -> None:
        """Go on to the preview, or import what it shows."""
        if self._stack.currentIndex() == PREVIEW:
            self.bring_in()
        elif self.columns_form is not None:
            self.columns_form.submit()

    def go_back(self) -> None:
        """Come back one step; from the first, to the register."""
        step = self._stack.currentIndex()
        if step == FILE:
            self.go("members")
        else:
            self._go_to(step - 1)

    def _go_to(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        for place, said in enumerate(self._said):
            set_property(said, "role", "strong" if place == step else "secondary")
        preview = self.preview if step == PREVIEW else None
        changes = preview is not None and bool(preview.created or preview.changed)
        self.next_action.setVisible(step != FILE)
        guessed = self.table is not None and self.table.needs_confirmation
        sure = _("Les accents sont justes : importer") if guessed else _("Importer")
        self.next_action.setText(sure if step == PREVIEW else _("Voir l’aperçu"))
        self.next_action.setEnabled(preview is None or (preview.acceptable and changes))
        if step != PREVIEW:
            self.load()
        form = (self.file_form, self.columns_form, None)[step]
        if form is not None:
            form.begin()
        elif step == PREVIEW:
            self.list.view.setFocus()


def _sample(table: SheetTable, header: str) -> str:
    """Name a column of the file with a value found in it."""
    place = table.headers.index(header)
    values = (str(row.cells[place]) for row in table.rows[:20] if row.cells[place] != "")
    found = next(values, "")
    if not found:
        return header
    shown = found if len(found) <= 24 else f"{found[:24]}…"
    return _("{header} (ex. {value})").format(header=header, value=shown)


def _state(one: Shown) -> str:
    return _("Erreur") if one.kind is None else _(KIND_WORDS[one.kind][0])


def _tone(one: Shown) -> Tone:
    return "bad" if one.kind is None else KIND_WORDS[one.kind][1]


def _fault(error: LineError) -> str:
    if not error.column:
        return error.message
    return _("{column} : {message}").format(column=error.column, message=error.message)


def _differences(found: tuple[Difference, ...]) -> str:
    said = (
        _("{title} : {before} → {after}").format(title=one.title, before=one.before or _("vide"), after=one.after)
        for one in found
    )
    return " ; ".join(said)
