"""The employee share person by person: bases of the year, then what each is due; for whoever opens that pay."""

from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import AmountField, ChoiceField, FileField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.reading import Unreadable, read_amount
from coop_desk.screen.table import Column
from coop_desk.sheets.read import read_table
from coop_desk.topics.employment.rules.schedules import clock_words
from coop_desk.topics.surplus import service
from coop_desk.topics.surplus.document import due_lines
from coop_desk.topics.surplus.records import AdoptedFile, Basis, BasisRow, Due, DueRow, PeopleView
from coop_desk.topics.surplus.rules.told import coefficient_words


class HoursField(TextField):
    """Hours of a year, kept in minutes."""

    def __init__(self, name: str, title: str, **more: Any) -> None:
        super().__init__(name, title, unit="h", **more)

    def read(self) -> Any:
        """The minutes, None when nothing is typed."""
        hundredths = read_amount(self.line.text())
        if hundredths is not None and hundredths < 0:
            raise Unreadable(_("Un temps n’est pas négatif."))
        return None if hundredths is None else (hundredths * 60 + 50) // 100

    def write(self, value: Any) -> None:
        """Put minutes."""
        self.line.setText("" if value is None else words.amount((value * 100 + 30) // 60))


class PeoplePage(Page):
    """Bases of everybody for a year, and the distribution of an adopted allocation."""

    title = N_("Par personne")
    needs = service.people_of_surplus
    guide = "10-repartition"
    tip = N_(
        "Saisissez ou importez salaires et heures de l’exercice, puis répartissez. Chacun peut lire que ses données "
        "ont été ouvertes."
    )

    def build(self) -> None:
        """Make the two lists and the card."""
        self._view: PeopleView | None = None
        self._year_end: date | None = None
        self.bases = List(
            _("Bases de la clé"),
            (
                Column(_("Nom"), lambda row: row.name, stretch=True),
                Column(_("Salaire brut"), lambda row: row.pay_cents, "amount"),
                Column(_("Heures"), lambda row: row.minutes, "integer", text=_hours, width=110),
                Column(_("Coefficient"), lambda row: row.coefficient, "integer", text=coefficient_words, width=100),
                Column(_("État"), _state, "pill", tone=_tone, width=130),
            ),
            filters=(Filter(_("À saisir"), lambda row: row.eligible and not row.entered),),
            key=lambda row: row.person_id,
            counted=lambda n: ngettext("{n} salarié", "{n} salariés", n).format(n=words.integer(n)),
            printable=False,
        )
        self.dues = List(
            _("Sommes dues"),
            (
                Column(_("Nom"), lambda row: row.name, stretch=True),
                Column(_("Travail"), lambda row: row.due.work_cents, "amount"),
                Column(_("Participation"), lambda row: row.due.participation_cents, "amount"),
                Column(_("Intérêt aux parts"), lambda row: row.due.interest_cents, "amount"),
                Column(_("Avec la paie"), lambda row: row.due.paid_cents, "amount"),
            ),
            key=lambda row: row.person_id,
            counted=lambda n: ngettext("{n} personne", "{n} personnes", n).format(n=words.integer(n)),
            printable=False,
        )
        self.card = Card()
        self.list_and_card(self.bases, self.card)
        self.body.addWidget(self.dues, 1)
        self.connect_list(self.dues)
        self.bases.chosen.connect(self.show_basis)
        self.dues.chosen.connect(self.show_due)
        self.add_action(_("Retour"), lambda: self.go("surplus"), keys="Ctrl+B")
        self.add_action(_("Importer les bases"), self.begin_import, keys="Ctrl+I", verb=service.import_bases)
        self.slips_action = self.add_action(_("Bulletins"), self.print_slips, keys="Ctrl+R", verb=service.print_slips)
        self.share_action = self.add_action(
            _("Répartir"), self.begin_sharing, keys="Ctrl+N", verb=service.share_out, primary=True
        )

    def load(self) -> None:
        """Open the bases of the year, beside the screen: hundreds of people take a moment."""
        year_end = self._year_end
        self.work(
            _("Ouverture des bases…"),
            lambda _progress: service.people_of_surplus(self.desk, year_end),
            self.show_people,
        )

    def show_people(self, view: PeopleView) -> None:
        """Show what was opened."""
        self._view = view
        shared = bool(view.dues)
        standing = self._standing(view)
        day = words.long_day(view.year_end)
        self.say_facts(_("Exercice clos le {day}. {standing}").format(day=day, standing=standing))
        self.bases.show_records(view.bases)
        self.dues.show_records(view.dues or view.foreseen)
        self.dues.setVisible(bool(view.dues or view.foreseen))
        self.share_action.setEnabled(view.allocation is not None and not shared and self.may(service.share_out))
        self.slips_action.setEnabled(shared and self.may(service.print_slips))
        nobody = _("Personne n’avait de contrat dans cet exercice : enregistrez les contrats à la page Associés.")
        self.show_empty(not view.bases and not view.dues, nobody, alone=True)

    def _standing(self, view: PeopleView) -> str:
        if view.dues:
            return _("Répartition faite, elle ne change plus.")
        if view.allocation is None:
            return _("Aucune répartition de cet exercice n’est encore adoptée.")
        return view.hindrance or _("Aperçu : rien n’est encore gardé.")

    def show_basis(self, row: BasisRow | None) -> None:
        """Ask for the bases of one person."""
        if row is None:
            return
        self.card.clear(row.name)
        self.card.add_pill(_state(row), _tone(row))
        self.card.add_text(f"{row.words[:1].upper()}{row.words[1:]}.", secondary=True)
        foreseen = clock_words(row.foreseen_minutes)
        self.card.add_facts([(_("Heures prévues à l’horaire"), foreseen)])
        if not self.may(service.record_bases) or (self._view is not None and self._view.dues):
            return
        form = Form(
            [
                AmountField("pay", _("Salaire brut de l’année"), required=True, rules=("SUR-07",)),
                HoursField("minutes", _("Heures de l’année"), required=True),
                AmountField("more_pay", _("Salaire rétabli pour des absences"), help=_absences_words()),
                HoursField("more_minutes", _("Heures rétablies pour des absences")),
            ],
            on_submit=lambda values: self.save_basis(row, form, values),
        )
        form.set_values(
            {
                "pay": row.pay_cents,
                "minutes": row.minutes if row.minutes is not None else row.foreseen_minutes,
                "more_pay": row.more_pay_cents or None,
                "more_minutes": row.more_minutes or None,
            }
        )
        self.card.add(form)

    def save_basis(self, row: BasisRow, form: Form, values: dict[str, Any]) -> None:
        """Keep the bases of one person and go on to the next to enter."""
        basis = Basis(values["pay"], values["minutes"], values["more_pay"] or 0, values["more_minutes"] or 0)
        assert self._view is not None  # noqa: S101
        if self.run(service.record_bases, self._view.year_end, [(row.person_id, basis)], form=form):
            self.card.hide()

    def show_due(self, row: DueRow | None) -> None:
        """Show what one person is due."""
        if row is None:
            return
        self.card.clear(row.name)
        self.card.add_facts([(told, words.euros(cents)) for told, cents in due_lines(row.due)])
        self.card.show()
        view = self._view
        if view is not None and view.dues and row.due.participation_cents and self.may(service.record_request):
            self._add_request(row.due, row)

    def _add_request(self, due: Due, row: DueRow) -> None:
        if due.asked:
            self.card.add_text(_("Le versement immédiat de la participation est demandé."))
            return
        form = Form(
            [],
            submit=_("Demande de versement reçue sur papier"),
            on_submit=lambda _values: self.run(service.record_request, due.allocation_id, row.person_id, form=form),
        )
        self.card.add(form)

    def begin_import(self) -> None:
        """Ask for the spreadsheet of the bases."""
        self.card.clear(_("Importer les bases"))
        self.card.add_text(_("Colonnes : Nom, Salaire brut, Heures ; au besoin Salaire rétabli et Heures rétablies."))
        form = Form(
            [
                FileField(
                    "file", _("Fichier"), kinds=_("Tableurs (*.csv *.xlsx *.ods)"), required=True, rules=("SUR-07",)
                )
            ],
            submit=_("Importer"),
            on_submit=lambda values: self.import_file(form, values["file"]),
            on_cancel=self.card.hide,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def import_file(self, form: Form, path: Any) -> None:
        """Read the file beside the screen and keep all of it, or nothing."""
        view = self._view
        assert view is not None  # noqa: S101
        self.work(
            _("Lecture du fichier…"),
            lambda _progress: service.import_bases(self.desk, view.year_end, read_table(path)),
            self._imported,
            form=form,
        )

    def _imported(self, number: int) -> None:
        self.card.hide()
        self.say_saved()
        self.reload()
        self.say_state(ngettext("{n} ligne importée", "{n} lignes importées", number).format(n=words.integer(number)))

    def begin_sharing(self) -> None:
        """Ask for the month of pay."""
        view = self._view
        if view is None or view.allocation is None:
            return
        allocation: AdoptedFile = view.allocation
        self.card.clear(_("Répartir entre les personnes"))
        self.card.add_text(
            _("Chaque montant est scellé, lisible de la personne et de qui tient la paie. Il ne change plus.")
        )
        form = Form(
            [
                ChoiceField("month", _("Versement avec la paie de"), _months(allocation.adopted_on), required=True,
                            rules=("SUR-12", "SUR-14")),
                TextField("extension", _("Décision de justice qui prolonge le délai"), rules=("DL-06",)),
            ],
            submit=_("Répartir"),
            on_submit=lambda values: self._share(form, allocation, values),
            on_cancel=self.card.hide,
        )  # fmt: skip
        form.set_values({"month": _months(allocation.adopted_on)[0][0]})
        self.card.add(form)
        self.card.show()
        form.begin()

    def _share(self, form: Form, allocation: AdoptedFile, values: dict[str, Any]) -> None:
        self.run_beside(
            _("Répartition…"),
            service.share_out,
            allocation.id,
            values["month"],
            values["extension"],
            form=form,
            then=lambda _people: self.card.hide(),
        )

    def print_slips(self) -> None:
        """Show everybody's slip as PDF."""
        view = self._view
        if view is None or view.allocation is None:
            return
        try:
            pdf = service.print_slips(self.desk, view.allocation.id)
        except (Refused, RuleBroken) as error:
            self.refuse(error)
            return
        self.show_pdf(pdf, _("Parts des excédents"), f"parts-{view.year_end.year}.pdf")


def _absences_words() -> str:
    return _("Maternité, adoption, accident du travail, maladie professionnelle : compté pour la participation.")


def _hours(minutes: int | None) -> str:
    return "" if minutes is None else clock_words(minutes)


def _state(row: BasisRow) -> str:
    if not row.eligible:
        return _("Sans droit")
    return _("Saisi") if row.entered else _("À saisir")


def _tone(row: BasisRow) -> Any:
    if not row.eligible:
        return "plain"
    return "good" if row.entered else "warn"


def _months(adopted_on: date) -> list[tuple[str, str]]:
    """The twelve months from that of the assembly on."""
    first = adopted_on.year * 12 + adopted_on.month - 1
    days = [date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(12)]
    return [(f"{day:%Y-%m}", words.long_month(day)) for day in days]
