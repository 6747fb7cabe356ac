"""The distribution of the surplus: simulations side by side, what an assembly adopted, one card for each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.surplus import service
from coop_desk.topics.surplus.page.simulation_form import Preview, hypotheses_in, simulation_form
from coop_desk.topics.surplus.page.told import add_allocation, add_comparison
from coop_desk.topics.surplus.records import AdoptedFile, Allocation, Hypotheses, SimulationFile, SurplusView

ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Row:
    """A simulation or an adopted allocation, as one line."""

    key: int | str
    name: str
    year_end: date
    given: Allocation
    state: str
    tone: Tone
    simulation: SimulationFile | None = None
    adopted: AdoptedFile | None = None


def rows_of(view: SurplusView) -> list[Row]:
    """Put what was adopted over the simulations; one that was adopted is not told twice."""
    kept = {one.simulation_id for one in view.adopted}
    found = [
        Row(f"{ADOPTED}:{one.id}", one.adopted.name, one.year_end, one.adopted.allocation, _("Adoptée"), "good",
            adopted=one)
        for one in view.adopted
    ]  # fmt: skip
    return found + [_simulated(one) for one in view.simulations if one.id not in kept]


def _simulated(one: SimulationFile) -> Row:
    state, tone = _state(one)
    return Row(one.id, one.name, one.year_end, one.allocation, state, tone, simulation=one)


def _state(one: SimulationFile) -> tuple[str, Tone]:
    if one.voted is not None:
        return (_("Votée, à inscrire"), "warn") if one.voted else (_("Rejetée"), "bad")
    if one.proposed:
        return _("Soumise au vote"), "accent"
    return (_("Règle enfreinte"), "bad") if one.allocation.broken else (_("Simulation"), "plain")


class SurplusPage(Page):
    """Simulations before the assembly, and what was adopted."""

    title = N_("Répartition des excédents")
    needs = service.surplus
    guide = "10-repartition"
    tip = N_(
        "Ctrl+N essaie une répartition ; gardez-en plusieurs et comparez-les avant l’assemblée. "
        "Les montants de chacun ne sont pas ici."
    )

    def build(self) -> None:
        """Make the list, its card and the actions."""
        self.list = List(
            _("Répartitions"),
            (
                Column(_("Exercice"), lambda row: row.year_end.year, width=76),
                Column(_("Nom"), lambda row: row.name, stretch=True),
                Column(_("Réserves"), lambda row: row.given.reserves_cents, "amount"),
                Column(_("Travail"), lambda row: row.given.employees_cents, "amount"),
                Column(_("Capital"), lambda row: row.given.interest_cents, "amount"),
                Column(_("État"), lambda row: row.state, "pill", tone=lambda row: row.tone, width=140),
            ),
            filters=(
                Filter(_("Adoptées"), lambda row: row.adopted is not None),
                Filter(_("Simulations"), lambda row: row.simulation is not None),
            ),
            key=lambda row: row.key,
            counted=lambda n: ngettext("{n} répartition", "{n} répartitions", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.form: Form | None = None
        self._view: SurplusView | None = None
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_row)
        self.begins_after["FORM-09"] = self.add_action(
            _("Ouvrir les statuts"), lambda: self.go("statutes"), button=False
        )
        self.add_action(_("Ma part"), lambda: self.go("surplus.own"), verb=service.own_shares)
        self.add_action(_("Par personne"), lambda: self.go("surplus.people"), verb=service.people_of_surplus)
        self.add_action(_("Imprimer"), self.print_chosen, keys="Ctrl+R", verb=service.print_simulation)
        self.new_action = self.add_action(
            _("Nouvelle simulation"), self.begin_simulation, keys="Ctrl+N", verb=service.simulate, primary=True
        )

    def load(self) -> None:
        """Show what there is, the latest year first."""
        view = self._view = service.surplus(self.desk)
        rows = rows_of(view)
        self.list.show_records(rows)
        self.say_facts(_("Dernier exercice clos le {day}").format(day=words.long_day(view.start.year_end)))
        empty = _(
            "Aucune répartition pour l’instant. Essayez-en une avec le résultat de l’exercice : rien n’est décidé "
            "tant que l’assemblée n’a pas voté."
        )
        self.show_empty(not rows and self.form is None, empty, self.new_action)

    def open_record(self, record_id: Any) -> None:
        """Show a simulation by its number."""
        self.list.choose(record_id)

    # -- one of them

    def show_row(self, row: Row | None) -> None:
        """Show one simulation or one adopted allocation."""
        if row is None:
            return
        self.form = None
        self.card.clear(row.name)
        self.card.add_pill(row.state, row.tone)
        if row.adopted is not None:
            self._show_adopted(row.adopted)
        elif row.simulation is not None:
            self._show_simulation(row.simulation)

    def _show_adopted(self, one: AdoptedFile) -> None:
        kept = one.adopted
        self.card.add_facts(
            [
                (_("Décision"), one.resolution),
                (_("Comptes approuvés"), one.accounts_resolution),
                (_("Exercice clos le"), words.long_day(one.year_end)),
                (_("Entre les personnes"), _paid_words(one)),
            ]
        )
        add_allocation(self.card, kept.hypotheses, kept.terms, kept.allocation)

    def _show_simulation(self, one: SimulationFile) -> None:
        self.card.add_facts(
            [
                (_("Exercice clos le"), words.long_day(one.year_end)),
                (_("Faite par"), _("{name}, le {day}").format(name=one.made_by, day=words.long_day(one.made_on))),
                (_("Soumise sous"), one.proposed),
            ]
        )
        if self.may(service.simulate):
            self._add_next_steps(one)
        add_allocation(self.card, one.hypotheses, one.terms, one.allocation)
        others = [(row.key, row.name) for row in rows_of(self._view) if row.key != one.id] if self._view else []
        if others:
            self.card.add_heading(_("Comparer"))
            choice = ChoiceField("other", _("Avec"), others)
            choice.changed.connect(lambda: self.compare(one, choice.read()))
            self.card.add(choice)

    def _add_next_steps(self, one: SimulationFile) -> None:
        again = button(_("Reprendre dans une autre"), lambda: self.begin_simulation(one.hypotheses))
        if one.voted:
            self.card.add_buttons(
                button(_("Enregistrer l’adoption"), lambda: self.begin_adoption(one), role="primary"), again
            )
        elif one.proposed:
            self.card.add_buttons(again)
        else:
            self.card.add_buttons(
                button(_("Soumettre à une assemblée"), lambda: self.begin_proposal(one), role="primary"),
                again,
                button(_("Mettre à l’écart"), lambda: self.ask_set_aside(one), role="quiet"),
            )

    def compare(self, one: SimulationFile, key: int | str | None) -> None:
        """Show two of them side by side."""
        other = next((row for row in rows_of(self._view) if row.key == key), None) if self._view else None
        if other is None:
            return
        self.card.clear(_("Comparaison"))
        back = button(_("Revenir"), lambda: self.show_row(self.list.chosen_record()), icon="arrow-left")
        self.card.add_buttons(back)
        add_comparison(self.card, (one.name, other.name), one.allocation, other.given)
        back.setFocus()

    # -- what can be done

    def begin_simulation(self, start: Hypotheses | None = None) -> None:
        """Ask for a new simulation, from the registers or from another one."""
        first = start or (self._view.start if self._view else service.surplus(self.desk).start)
        self.list.clear_choice()
        self.show_empty(False)
        self.card.clear(_("Nouvelle simulation"))
        form = self.form = simulation_form(first, self.desk.today, self.save_simulation, self.cancel)
        self.card.add(Preview(form, lambda told: service.foresee(self.desk, told)))
        self.card.add(form)
        self.card.show()
        form.show()
        form.begin()

    def save_simulation(self, values: dict[str, Any]) -> None:
        """Keep it, and show it."""
        form, self.form = self.form, None
        done = self.run(service.simulate, values["name"], hypotheses_in(values), form=form)
        if done:
            self.list.choose(done.value)
        else:
            self.form = form

    def cancel(self) -> None:
        """Leave the form."""
        self.form = None
        self.card.hide()
        self.reload()

    def begin_proposal(self, one: SimulationFile) -> None:
        """Ask under which resolution it is put."""
        offered = self.ask(service.offered_resolutions, one.year_end)
        choices = [(each.id, each.words) for each in offered.value or () if each.adopted is None or not each.taken]
        self.card.clear(_("Soumettre « {name} »").format(name=one.name))
        if not choices:
            self.card.add_text(
                _("Aucune assemblée n’a encore de résolution pour l’affectation : ajoutez-la à l’ordre du jour.")
            )
            self.card.add_buttons(button(_("Assemblées"), lambda: self.go("assemblies"), icon="assembly"))
            return
        field = ChoiceField("resolution", _("Résolution"), choices, required=True, rules=("SUR-12",))
        form = Form(
            [field],
            submit=_("Soumettre"),
            on_submit=lambda values: self._done(form, service.propose, one.id, values["resolution"]),
            on_cancel=lambda: self.show_row(self.list.chosen_record()),
        )
        self.card.add_text(_("Le tableau figurera au procès-verbal, sous cette résolution."))
        self.card.add(form)
        form.begin()

    def begin_adoption(self, one: SimulationFile) -> None:
        """Ask which resolution approved the accounts."""
        offered = self.ask(service.offered_resolutions, one.year_end)
        choices = [
            (each.id, each.words) for each in offered.value or () if each.adopted and each.id != one.resolution_id
        ]
        self.card.clear(_("Enregistrer l’adoption de « {name} »").format(name=one.name))
        field = ChoiceField("accounts", _("Résolution qui a approuvé les comptes"), choices, required=True,
                            rules=("SUR-12",))  # fmt: skip
        form = Form(
            [field],
            submit=_("Enregistrer l’adoption"),
            on_submit=lambda values: self._done(form, service.adopt, one.id, values["accounts"]),
            on_cancel=lambda: self.show_row(self.list.chosen_record()),
        )
        self.card.add_text(_("Ce qui est adopté ne change plus."))
        self.card.add(form)
        form.begin()

    def _done(self, form: Form, verb: Any, *values: Any) -> None:
        if self.run(verb, *values, form=form):
            self.card.hide()

    def ask_set_aside(self, one: SimulationFile) -> None:
        """Ask before a simulation leaves the list."""
        decide(
            self,
            _("Mettre « {name} » à l’écart ?").format(name=one.name),
            _("Elle ne sera plus comparée aux autres. Le journal en garde la trace."),
            _("Mettre à l’écart"),
            lambda: self._set_aside(one),
        )

    def _set_aside(self, one: SimulationFile) -> None:
        if self.run(service.set_aside, one.id):
            self.card.hide()

    def print_chosen(self) -> None:
        """Show the page of the chosen one as PDF."""
        row: Row | None = self.list.chosen_record()
        if row is None:
            self.say_state(_("Choisissez d’abord une répartition dans la liste."))
            return
        if row.adopted is not None:
            pdf = self.ask(service.print_allocation, row.adopted.id)
        else:
            pdf = self.ask(service.print_simulation, row.key)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, row.name, f"repartition-{row.year_end.year}.pdf")


def _paid_words(one: AdoptedFile) -> str:
    if not one.paid_in:
        return _("pas encore faite")
    month = words.long_month(date.fromisoformat(f"{one.paid_in}-01"))
    return ngettext("{n} personne, paie de {month}", "{n} personnes, paie de {month}", one.people).format(
        n=words.integer(one.people), month=month
    )
