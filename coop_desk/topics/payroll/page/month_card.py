"""One validated month beside its list: try an export, make it, take it again, say it was imported, ask about it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.saving import save
from coop_desk.screen import theme
from coop_desk.screen.ask_path import ask_folder, ask_new
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, Field, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.payroll.exporter.engine import WrittenFile
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.packages.records import ExportMonth, Message, Package, PackageRow, Trial
from coop_desk.topics.payroll.packages.writing import files_held, folder_of, zipped
from coop_desk.topics.payroll.page.trial_words import figure_words, obstacles, remarks

MOST_TOTALS = 8


def tone_of(package: PackageRow) -> Tone:
    """The tone of the pill of a package."""
    if package.replaced:
        return "plain"
    return "good" if package.imported is not None else "warn"


def tone_of_month(month: ExportMonth) -> Tone:
    """The tone of the pill of a month."""
    if not month.ready:
        return "warn"
    return tone_of(month.packages[0]) if month.packages else "accent"


class MonthCard(Card):
    """The card of one month on the page of exports and on that of the bookkeeper."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.month: ExportMonth | None = None
        self.trial: Trial | None = None
        self.choice: Form | None = None
        self.ticking: Form | None = None
        self.asking: Form | None = None
        self.layout_name = ""

    def show_month(self, month: ExportMonth) -> None:
        """Show a month: its export to make, those made, what was asked."""
        self.month, self.trial = month, None
        self._begin(month)
        if not month.openable:
            self.add_text(_("La clé de cette année ne vous a pas encore été remise : elle l’est quand une personne qui "
                            "la tient ouvre sa session."))  # fmt: skip
            return
        if month.ready and not month.packages:
            self._add_choice(month)
        self._add_packages(month)
        self._add_messages(month)
        if month.ready and month.packages:
            self._add_choice(month)

    def _begin(self, month: ExportMonth) -> None:
        self.clear(month.words.capitalize())
        self.add_pill(month.status, tone_of_month(month))

    # -- an export to make

    def _add_choice(self, month: ExportMonth) -> None:
        layouts = service.layouts(self.page.desk)
        if not self.layout_name:
            self.layout_name = month.packages[0].layout if month.packages else layouts[0].name
        self.add_heading(
            _("Exporter de nouveau, sous le n° {n}").format(n=month.next_number) if month.packages else _("Exporter")
        )
        choices = [(one.name, _("{format} ({status})").format(format=one.title, status=one.short_status))
                   for one in layouts]  # fmt: skip
        self.choice = Form(
            [ChoiceField("layout", _("Format"), choices, required=True)],
            submit=_("Essayer"),
            on_submit=lambda values: self.try_export(values["layout"]),
        )
        self.choice.set_values({"layout": self.layout_name})
        self.add(self.choice)

    def try_export(self, layout: str) -> None:
        """Go through the export and show what it would write."""
        if self.month is None:
            return
        self.layout_name = layout
        desk, month = self.page.desk, self.month.month
        self.page.work(
            _("Essai de l’export…"), lambda _progress: service.try_export(desk, month, layout), self._take_trial
        )

    def _take_trial(self, trial: Trial) -> None:
        if self.month is not None and self.month.month == trial.month:
            self.trial = trial
            self._show_trial(trial)

    def _show_trial(self, trial: Trial) -> None:
        run, month = trial.run, self.month
        if month is None:
            return
        self._begin(month)
        self.add_heading(_("Essai de l’export n° {n}").format(n=trial.number))
        self.add_pill(
            _("Rien ne s’y oppose") if run.ready else _("Rien ne peut être écrit"), "good" if run.ready else "bad"
        )
        self.add_facts([(_("Format"), trial.layout.title), (_("État du format"), trial.layout.status)])
        if trial.layout.notes and trial.layout.verified is None:
            self.add_text(trial.layout.notes, secondary=True)
        for said in obstacles(trial):
            self.add_text(said)
        for file in run.files:
            lines = ngettext("{n} ligne", "{n} lignes", len(file.lines)).format(n=words.integer(len(file.lines)))
            self.add_text(_("{name} : {lines}").format(name=file.name, lines=lines))
            if file.totals:
                self.add(_totals_list(file))
        for said in remarks(trial):
            self.add_text(said, secondary=True)
        back = button(_("Changer de format"), lambda: self.show_month(month))
        if run.ready:
            self._add_export(trial, month)
        self.add_buttons(back)

    def _add_export(self, trial: Trial, month: ExportMonth) -> None:
        self.add_text(
            _("Le fichier quittera le programme : il contient la paie de chacun. Remettez-le au cabinet, et effacez-le "
              "des clés USB et des dossiers partagés."), secondary=True,
        )  # fmt: skip
        forms = [("folder", _("dans un dossier")), ("zip", _("dans un fichier zip"))]
        fields: list[Field] = [ChoiceField("form", _("Enregistrer"), forms, required=True)]
        if month.packages:
            about = _("La raison est écrite sur le bordereau que le cabinet reçoit.")
            why = TextField(
                "reason", _("Pourquoi l’exporter de nouveau"), required=True, help=about, rules=("EXPORT-11",)
            )
            fields.insert(0, why)
        form = Form(fields, submit=_("Exporter…"), on_submit=lambda values: self.export(values, form))
        form.set_values({"form": "folder"})
        self.choice = form
        self.add(form)

    def export(self, values: dict[str, str], form: Form) -> None:
        """Make the export: the month is locked, then the files are written where the person says."""
        if self.month is None or self.trial is None:
            return
        as_zip = values["form"] == "zip"

        def write(made: Package) -> None:
            self.show_again()
            self.write(made, zip_=as_zip)

        month, layout, reason = self.month.month, self.trial.layout.name, values.get("reason") or ""
        self.page.run_beside(_("Export…"), service.export_month, month, layout, reason, form=form, then=write)

    # -- exports made

    def _add_packages(self, month: ExportMonth) -> None:
        if not month.packages:
            return
        self.add_heading(_("Exports faits"))
        for package in month.packages:
            self._add_package(package)

    def _add_package(self, package: PackageRow) -> None:
        at = package.exported_at.astimezone()
        said = _("N° {n}, {layout} version {version}, par {name} le {day} à {time}").format(
            n=package.number, layout=package.layout, version=package.layout_version, name=package.exported_by,
            day=words.day(at.date()), time=words.clock_time(at),
        )  # fmt: skip
        self.add_text(said)
        self.add_pill(package.status, tone_of(package))
        if package.imported is not None:
            self.add_text(
                _("Importé le {day} avec {software}, coché par {name}").format(
                    day=words.day(package.imported.on), software=package.imported.software, name=package.imported.by
                ),
                secondary=True,
            )
        buttons = [
            button(_("Dossier…"), lambda: self.take(package, zip_=False)),
            button(_("Zip…"), lambda: self.take(package, zip_=True)),
            button(_("Bordereau et changements"), lambda: self.show_summary(package)),
            button(_("Comparer avec un dossier…"), lambda: self.compare(package)),
        ]
        if package.imported is None and not package.replaced and self.page.may(service.confirm_import):
            buttons.append(button(_("Importé sans erreur…"), lambda: self.begin_tick(package), role="primary"))
        for each in buttons:
            each.setAccessibleName(_("{what}, export n° {n}").format(what=each.text(), n=package.number))
        self.add_buttons(*buttons)

    def take(self, package: PackageRow, *, zip_: bool) -> None:
        """Write an export again, the same to the byte."""
        done = self.page.run(service.take_package, package.month, package.number)
        if done and done.value is not None:
            self.write(done.value, zip_=zip_)

    def write(self, package: Package, *, zip_: bool) -> QFileDialog:
        """Ask where, then write the package; what is there already is not touched."""

        def put(path: Path) -> None:
            try:
                if zip_:
                    save(path, zipped(package))
                else:
                    folder_of(package, path)
            except RuleBroken as refusal:
                self.page.refuse(refusal)
                return
            self.page.say_state(_("« {name} » est enregistré.").format(name=package.name))

        if zip_:
            return ask_new(self.page, _("Où enregistrer l’export"), f"{package.name}.zip", put)
        return ask_folder(self.page, _("Dans quel dossier enregistrer l’export"), put)

    def compare(self, package: PackageRow) -> QFileDialog:
        """Ask for the folder that somebody holds, then say whether it is still the export that was kept."""

        def look(folder: Path) -> None:
            self.page.refusal.hide()
            self.page.say_state("")
            kept = self.page.ask(service.package, package.month, package.number).value
            if kept is None:
                return
            try:
                held = files_held(kept, folder)
            except RuleBroken as refusal:
                self.page.refuse(refusal)
                return
            found = self.page.ask(service.compare_package, package.month, package.number, held)
            if found.value:
                self.page.refuse(RuleBroken("EXPORT-14", " ".join((*found.value, _("Reprenez l’export ici.")))))
            elif found:
                self.page.say_state(_("Dossier identique à l’export n° {n}").format(n=package.number))

        return ask_folder(self.page, _("Dossier à comparer avec l’export n° {n}").format(n=package.number), look)

    def show_summary(self, package: PackageRow) -> None:
        """Show the sheet that goes with an export, with what changed."""
        found = self.page.ask(service.summary, package.month, package.number)
        if found and found.value is not None:
            name = f"bordereau-{package.month}-n{package.number:02d}.pdf"
            self.page.show_pdf(found.value, _("Bordereau de l’export n° {n}").format(n=package.number), name)

    def begin_tick(self, package: PackageRow) -> None:
        """Ask when, and with which program, the export was imported."""
        self._begin_over(_("Importé sans erreur, export n° {n}").format(n=package.number))
        self.add_text(_("Le format sera « vérifié » pour cette coopérative, avec ce logiciel."), secondary=True)
        form = Form(
            [
                DayField("on", _("Importé le"), today=self.page.desk.today, required=True, rules=("EXPORT-15",)),
                TextField("software", _("Logiciel de paie et sa version"), required=True),
            ],
            submit=_("Confirmer l’import"),
            on_submit=lambda values: self.tick(package, values, form),
            on_cancel=self.show_again,
        )
        form.set_values({"on": self.page.desk.today})
        self.ticking = form
        self.add(form)
        form.begin()

    def tick(self, package: PackageRow, values: dict[str, object], form: Form) -> None:
        """Keep that it was imported without error."""
        if self.page.run(
            service.confirm_import, package.month, package.number, values["on"], values["software"], form=form
        ):
            self.show_again()

    def _begin_over(self, title: str) -> None:
        self.clear(title)

    # -- questions and answers

    def _add_messages(self, month: ExportMonth) -> None:
        self.add_heading(_("Questions et réponses"))
        found = self.page.ask(service.messages, month.month)
        said: tuple[Message, ...] = found.value or () if found else ()
        if not said:
            self.add_text(_("Rien n’a encore été demandé sur ce mois."), secondary=True)
        for one in said:
            at = one.at.astimezone()
            who = _("Vous") if one.mine else one.by
            self.add_text(
                _("{who}, le {day} à {time}").format(who=who, day=words.day(at.date()), time=words.clock_time(at)),
                secondary=True,
            )
            self.add_text(one.text)
        self.asking = Form(
            [LongTextField("text", _("Votre message"), lines=2, required=True, rules=("EXPORT-16",))],
            submit=_("Envoyer"),
            on_submit=lambda values: self.write_message(values["text"]),
        )
        self.add(self.asking)

    def write_message(self, text: str) -> None:
        """Keep a question or an answer."""
        if self.month is not None and self.page.run(service.write_message, self.month.month, text, form=self.asking):
            self.show_again()

    def show_again(self) -> None:
        """Show the month as it stands now."""
        if self.month is None:
            return
        known = {one.month: one for one in service.months_to_export(self.page.desk)}
        if self.month.month in known:
            self.show_month(known[self.month.month])


def _totals_list(file: WrittenFile) -> List:
    made = List(
        _("Totaux de {name}").format(name=file.name),
        (
            Column(_("Code"), lambda one: one.code, stretch=True),
            Column(_("Lignes"), lambda one: one.rows, "integer", width=70),
            Column(_("Nombre ou jours"), lambda one: one.quantity or None, "integer", figure_words, width=120),
            Column(_("Heures"), lambda one: one.hours or None, "integer", figure_words, width=80),
            Column(_("Euros"), lambda one: int(one.amount * 100) if one.amount else None, "amount", width=100),
        ),
        key=lambda one: one.code,
        searchable=False,
        printable=False,
    )
    made.show_records(file.totals)
    made.setFixedHeight(theme.px(60 + 43 * min(len(file.totals), MOST_TOTALS)))
    return made
