"""«Comparer avec le cabinet»: the bookkeeper's balances beside ours, and what is decided of each difference."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, Field, FileField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.sheets.columns import guess
from coop_desk.sheets.read import read_table
from coop_desk.sheets.table import SheetTable
from coop_desk.topics.leave import service
from coop_desk.topics.leave.columns import COLUMNS, FIGURE_WORDS
from coop_desk.topics.leave.page.days import plain_number, signed
from coop_desk.topics.leave.records import Comparison, Gap
from coop_desk.topics.leave.rules.telling import detail_of, words_of

MOST_LINES = 40
"""Entries shown of one account: the last ones."""


class BalancesImportPage(Page):
    """A file of balances, compared line by line; nothing is written before a decision."""

    title = N_("Comparer avec le cabinet")
    needs = service.compare_balances
    guide = "11-compteurs-de-conges"
    tip = N_(
        "Choisissez le tableau du cabinet et la date de ses soldes. Une différence ne change rien d’elle-même : "
        "vous décidez, et une seconde personne accorde."
    )

    def build(self) -> None:
        """Make the list of figures and the card of the steps."""
        self.table: SheetTable | None = None
        self.mapping: dict[str, str] = {}
        self.found: Comparison | None = None
        self.on = self.desk.today.replace(day=1) - timedelta(days=1)
        self.list = List(
            _("Soldes comparés"),
            (
                Column(_("Nom"), lambda g: g.name, stretch=True),
                Column(_("Solde"), lambda g: _(FIGURE_WORDS[g.figure]), width=210),
                Column(_("Cabinet"), lambda g: g.theirs, "integer", text=plain_number, width=84),
                Column(_("Ici"), lambda g: g.ours, "integer", text=plain_number, width=84),
                Column(_("Écart"), lambda g: g.difference, "integer", text=signed, width=84),
                Column(_("État"), _state, "pill", tone=_tone, width=130),
            ),
            filters=(Filter(_("Différents"), lambda g: bool(g.difference)),),
            key=lambda g: g.key,
            counted=lambda n: ngettext("{n} solde", "{n} soldes", n).format(n=words.integer(n)),
        )
        self.list.choose_several()
        self.card = Card()
        self.card.setMinimumWidth(theme.px(380))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_gap)
        self.add_action(_("Compteurs"), lambda: self.go("leave.accounts"), verb=service.accounts)
        self.file_action = self.add_action(
            _("Choisir un fichier"), self.ask_file, keys="Ctrl+O", verb=service.compare_balances
        )
        self.settle_action = self.add_action(
            _("Régler les écarts choisis"), self.ask_settle, keys="Ctrl+Return", verb=service.settle_gaps, primary=True
        )

    def load(self) -> None:
        """Show the comparison again, with our balances as they are now."""
        if self.table is not None and self.mapping:
            self.found = service.compare_balances(self.desk, self.table, self.mapping, self.on)
            self._show()
            return
        self.settle_action.setEnabled(False)
        self.list.show_records([])
        self.say_facts("")
        empty = _("Rien à comparer : choisissez le tableau de soldes que le cabinet vous a donné.")
        self.show_empty(True, empty, self.file_action)

    def ask_file(self) -> None:
        """Ask for the file and the day of its balances."""
        self.show_empty(False)
        self.card.clear(_("Tableau du cabinet"))
        self.card.add_text(
            _("Un tableau avec une ligne par personne : matricule ou nom, et une colonne par solde."), secondary=True
        )
        form = Form(
            [
                FileField("file", _("Fichier"), kinds=_("Tableurs (*.csv *.xlsx *.ods)"), required=True),
                DayField("day", _("Soldes au"), required=True, today=self.desk.today, rules=("LEAVE-98",)),
            ],
            submit=_("Lire"),
            on_submit=lambda values: self.read(Path(values["file"]), values["day"], form),
        )
        form.set_values({"day": self.on})
        self.card.add(form)
        self.card.show()
        form.begin()

    def read(self, path: Path, day: Any, form: Form | None = None) -> None:
        """Read the file and show which column is which."""
        try:
            self.table = read_table(path)
        except RuleBroken as broken:
            self.refuse(broken, form)
            return
        self.on = day
        self.ask_columns(self.table)

    def ask_columns(self, table: SheetTable) -> None:
        """Ask which column of the file holds what."""
        guessed = guess(COLUMNS, table.headers)
        self.card.clear(_("Colonnes du fichier"))
        for sentence in table.described():
            self.card.add_text(sentence, secondary=True)
        headers = [(header, header) for header in table.headers if header]
        fields: list[Field] = [ChoiceField(column.key, _(column.title), headers) for column in COLUMNS]
        form = Form(fields, submit=_("Comparer"), on_submit=lambda values: self.compare(values, form))
        form.set_values(guessed)
        self.card.add(form)
        self.card.show()
        form.begin()

    def ask_columns_again(self) -> None:
        """Ask for the columns of the file that was read."""
        if self.table is not None:
            self.ask_columns(self.table)

    def compare(self, values: dict[str, Any], form: Form | None = None) -> None:
        """Compare every line with our balances."""
        mapping = {key: header for key, header in values.items() if header}
        done = self.ask(service.compare_balances, self.table, mapping, self.on)
        if done and done.value is not None:
            self.mapping, self.found = mapping, done.value
            self._show()

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        self.show_empty(False)
        different = sum(bool(gap.difference) for gap in found.gaps)
        facts = ngettext("{n} écart au {day}", "{n} écarts au {day}", different)
        self.say_facts(facts.format(n=words.integer(different), day=words.day(self.on)))
        self.list.show_records(list(found.gaps))
        self.settle_action.setEnabled(bool(different) and self.may(service.settle_gaps))
        self.card.clear(_("Fichier lu"))
        self.card.add_facts(
            (
                (_("Soldes lus"), words.integer(len(found.gaps))),
                (_("Écarts"), words.integer(different)),
                (_("Absents du fichier"), words.listed(list(found.left_out)) if found.left_out else ""),
            )
        )
        for error in found.errors:
            self.card.add_text(error)
        self.card.add_buttons(button(_("Revoir les colonnes"), self.ask_columns_again))
        self.card.show()

    def show_gap(self, gap: Gap | None) -> None:
        """Show the entries that explain our figure."""
        if gap is None:
            return
        self.card.clear(gap.name)
        self.card.add_pill(_state(gap), _tone(gap))
        self.card.add_facts(
            (
                (_("Solde"), _(FIGURE_WORDS[gap.figure])),
                (_("Cabinet"), plain_number(gap.theirs)),
                (_("Ici"), plain_number(gap.ours)),
                (_("Écart"), signed(gap.difference)),
            )
        )
        self.card.add_heading(_("Nos lignes"))
        if not gap.entries:
            self.card.add_text(_("Aucune : ce compteur est vide. L’écart peut devenir son solde d’ouverture."))
        known = {entry.number: entry for entry in gap.entries}
        told = [
            (
                words.day(e.effective_on),
                ", ".join(filter(None, (words_of(e), signed(e.quantity), detail_of(e, known.get(e.about or 0))))),
            )
            for e in gap.entries[-MOST_LINES:]
        ]
        self.card.add_facts(list(reversed(told)))
        self.card.show()

    def ask_settle(self) -> None:
        """Ask why, then write openings and propose corrections for the gaps chosen."""
        chosen = [gap for gap in self.list.chosen_records() if gap.difference]
        if not chosen:
            self.say_state(_("Choisissez d’abord des écarts dans la liste (Ctrl pour plusieurs)."))
            return
        empty = sum(gap.empty for gap in chosen)
        self.card.clear(_("Régler les écarts choisis"))
        said = _("{openings} soldes repris tels quels ; {corrections} corrections proposées à une seconde personne.")
        self.card.add_text(said.format(openings=words.integer(empty), corrections=words.integer(len(chosen) - empty)))
        form = Form(
            [TextField("reason", _("Motif"), required=True, rules=("LEAVE-94", "LEAVE-98"),
                       hint=_("Reprise des soldes du cabinet"))],
            submit=_("Régler"),
            on_submit=lambda values: self.settle([gap.key for gap in chosen], values["reason"], form),
            on_cancel=self._show,
        )  # fmt: skip
        self.card.add(form)
        self.card.show()
        form.begin()

    def settle(self, keys: list[str], reason: str, form: Form | None = None) -> None:
        """Write what was decided."""
        self.run(service.settle_gaps, self.table, self.mapping, self.on, keys, reason, form=form)


def _state(gap: Gap) -> str:
    if not gap.difference:
        return _("égal")
    return _("à reprendre") if gap.empty else _("différent")


def _tone(gap: Gap) -> Any:
    return "warn" if gap.difference else "good"
