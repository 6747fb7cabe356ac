"""«Un format»: its columns and codes arranged one by one, with what they make of a real month below."""

from copy import deepcopy
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit

from coop_desk.core import words
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.payroll.exporter.preset import Record
from coop_desk.topics.payroll.exporter.reading_preset import preset_data
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.packages.records import LayoutRow, Preview
from coop_desk.topics.payroll.page import format_parts as arranging
from coop_desk.topics.payroll.page.format_parts import GENERAL, Part

PAUSE = 250
"""Milliseconds without typing before the preview is made again."""


class FormatPage(Page):
    """Arrange a format; nothing is kept before «Enregistrer»."""

    title = N_("Un format")
    needs = service.save_layout
    guide = "87-formats-de-paie"
    reads_one_record = True
    tip = N_(
        "Choisissez une colonne ou un code, changez-le à droite : l’aperçu montre aussitôt ce que le fichier dirait du "
        "dernier mois validé. Rien n’est gardé avant « Enregistrer le format »."
    )

    def build(self) -> None:
        """Make the list, the card, the preview and the actions."""
        self.row: LayoutRow | None = None
        self.document: dict[str, Any] = {}
        self.part: Part | None = None
        self.form: Form | None = None
        self.month = ""
        self.list = List(
            _("Colonnes et codes du format"),
            (
                Column(_("Partie"), lambda one: one.kind, width=170),
                Column(_("Nom"), lambda one: one.name, width=170),
                Column(_("Ce qu’elle dit"), lambda one: one.says, stretch=True),
            ),
            filters=(
                Filter(_("Colonnes"), lambda one: one.file >= 0),
                Filter(_("Codes"), lambda one: one.key.startswith("code:")),
            ),
            key=lambda one: one.key,
            counted=lambda n: ngettext("{n} partie", "{n} parties", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.card.hide()
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.preview.setAccessibleName(_("Aperçu du fichier"))
        self.preview.setTabChangesFocus(True)
        self.preview.setMaximumHeight(theme.px(150))
        self.body.addWidget(SideBySide(self.list, self.card, (3, 2)), 1)
        self.body.addWidget(self.preview)
        self.connect_list(self.list)
        self.list.chosen.connect(self.show_part)
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.setInterval(PAUSE)
        self.later.timeout.connect(self.show_preview)
        self.add_action(_("Ajouter une colonne"), self.add_column, keys="Ctrl+Shift+N")
        self.add_action(_("Ajouter un code"), self.add_code, keys="Ctrl+N")
        self.add_action(_("Monter"), lambda: self.shift_column(-1), keys="Alt+Up", button=False)
        self.add_action(_("Descendre"), lambda: self.shift_column(1), keys="Alt+Down", button=False)
        self.add_action(_("Enregistrer le format…"), self.begin_save, keys="Ctrl+S", primary=True)

    def load(self) -> None:
        """Show the format as it stands; the first of the program when none was asked for."""
        if self.row is None:
            self.open_record(service.layouts(self.desk)[0].name)

    def open_record(self, record_id: Any) -> None:
        """Begin to arrange one format."""
        found = self.ask(service.layout, str(record_id))
        if not found or found.value is None:
            return
        self._fresh = True
        self.row = found.value.row
        self.document = preset_data(found.value.preset)
        self.month = self._month()
        self.say_title(self.row.title, self.row.status)
        self.list.clear_choice()
        self.card.hide()
        self._show()

    def _month(self) -> str:
        if not self.may(service.months_to_export):
            return ""
        months = service.months_to_export(self.desk)
        return next((one.month for one in months if one.ready and one.openable), "")

    def _show(self, key: str = "") -> None:
        self.list.show_records(arranging.parts_of(self.document))
        if key:
            self.list.choose(key)
        self.show_preview()

    # -- one part

    def show_part(self, part: Part | None) -> None:
        """Show the form of a part."""
        self.card.setVisible(part is not None)
        self.part = part
        if part is None:
            return
        self.card.clear(part.name)
        self.card.add_text(part.kind, secondary=True)
        if part.key == GENERAL:
            self._show_form(arranging.general_fields(), arranging.general_values(self.document))
        elif part.file >= 0:
            file = self.document["files"][part.file]
            values = arranging.column_values(file["columns"][part.place])
            self._show_form(arranging.column_fields(Record(file["record"])), values)
            self._offer_places()
        else:
            self._show_form(
                arranging.code_fields(), arranging.code_values(part.name, self.document["codes"][part.name])
            )
            self.card.add_buttons(button(_("Retirer ce code"), self.remove, role="danger"))

    def _show_form(self, fields: list[Any], values: dict[str, Any]) -> None:
        form = Form(fields, submit=_("Retenir"), on_submit=lambda _values: self.take())
        form.set_values(values)
        form.changed.connect(self.later.start)
        self.form = form
        self.card.add(form)

    def _offer_places(self) -> None:
        self.card.add_buttons(
            button(_("Monter"), lambda: self.shift_column(-1)),
            button(_("Descendre"), lambda: self.shift_column(1)),
            button(_("Retirer cette colonne"), self.remove, role="danger"),
        )

    def take(self) -> None:
        """Put what was typed in the format and show it in the list."""
        if self.part is not None and self.form is not None and self.form.check():
            self.document = self._with_typed()
            key = f"code:{self.form.values()['neutral']}" if self.part.key.startswith("code:") else self.part.key
            self._show(key)

    def _with_typed(self) -> dict[str, Any]:
        """The format with what stands in the form."""
        document, part, form = deepcopy(self.document), self.part, self.form
        if part is None or form is None:
            return document
        values = form.values()
        if part.key == GENERAL:
            arranging.take_general(document, values)
        elif part.file >= 0:
            document["files"][part.file]["columns"][part.place] = arranging.column_of(values)
        elif values["neutral"]:
            codes: dict[str, Any] = {}
            for code, rule in document["codes"].items():
                codes |= {values["neutral"]: arranging.rule_of(values)} if code == part.name else {code: rule}
            document["codes"] = codes
        return document

    def add_column(self) -> None:
        """Add a column after the one chosen, or at the end of the first file."""
        self.take()
        at, place = (self.part.file, self.part.place + 1) if self.part and self.part.file >= 0 else (0, -1)
        columns = self.document["files"][at]["columns"]
        place = place if place >= 0 else len(columns)
        taken = {column["name"] for column in columns}
        name = next(f"Colonne{n}" for n in range(1, len(columns) + 2) if f"Colonne{n}" not in taken)
        columns.insert(place, {"name": name, "source": "matricule"})
        self._show(f"column:{at}:{place}")
        self._begin_form()

    def add_code(self) -> None:
        """Add a code."""
        self.take()
        name = next(f"CODE{n}" for n in range(1, 600) if f"CODE{n}" not in self.document["codes"])
        self.document["codes"] = {name: {"code": ""}} | self.document["codes"]
        self._show(f"code:{name}")
        self._begin_form()

    def _begin_form(self) -> None:
        if self.form is not None:
            self.form.begin()

    def shift_column(self, by: int) -> None:
        """Put the column one place up or down."""
        if self.part is None or self.part.file < 0:
            return
        columns, place = self.document["files"][self.part.file]["columns"], self.part.place
        if 0 <= place + by < len(columns):
            columns[place], columns[place + by] = columns[place + by], columns[place]
            self._show(f"column:{self.part.file}:{place + by}")

    def remove(self) -> None:
        """Take the column or the code away."""
        if self.part is None:
            return
        if self.part.file >= 0:
            del self.document["files"][self.part.file]["columns"][self.part.place]
        else:
            del self.document["codes"][self.part.name]
        self.list.clear_choice()
        self.card.hide()
        self._show()

    # -- what it makes of a month

    def show_preview(self) -> None:
        """Show what the format, as typed, makes of the last validated month."""
        if not self.month:
            self.preview.setPlainText(_("L’aperçu se montre dès qu’un mois est validé et que sa clé vous est remise."))
            return
        try:
            found = service.preview_layout(self.desk, self.month, self._with_typed())
        except (Refused, RuleBroken) as refusal:
            self.preview.setPlainText(str(refusal))
            return
        self.preview.setPlainText(_in_words(found, self.document["separator"]))

    # -- kept

    def begin_save(self) -> None:
        """Ask under which name the format is kept."""
        self.take()
        if self.row is None:
            return
        self.card.clear(_("Enregistrer le format"))
        self.card.add_text(
            _("Sous le même nom, c’est une nouvelle version : les exports déjà faits gardent la leur. Le format "
              "redevient « supposé » jusqu’au prochain import sans erreur."), secondary=True,
        )  # fmt: skip
        form = Form(
            [TextField("name", _("Nom du format"), required=True, rules=("PRESET-08",))],
            submit=_("Enregistrer"),
            on_submit=lambda values: self.save(values["name"], form),
            on_cancel=lambda: self.show_part(self.part),
        )
        row = self.row
        form.set_values({"name": row.title if row.own else _("{name} du cabinet").format(name=row.title)})
        self.part, self.form = None, None
        self.naming = form
        self.card.add(form)
        self.card.show()
        form.begin()

    def save(self, name: str, form: Form) -> None:
        """Keep the format."""
        base = self.row.shipped if self.row is not None else ""
        done = self.run(service.save_layout, name, self.document, base, form=form)
        if done:
            self.open_record(done.value)


def _in_words(preview: Preview, separator: str) -> str:
    said = [f"⚠ {problem}" for problem in preview.problems[:8]]
    for name, header, lines, count in preview.files:
        rows = ngettext("{n} ligne", "{n} lignes", count).format(n=words.integer(count))
        said.append(f"{name} ({rows})")
        said += [separator.join(cells) for cells in ((header, *lines) if header else lines)]
        said.append("")
    return "\n".join(said)
