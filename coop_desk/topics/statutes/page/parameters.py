"""The statutes on the screen: every parameter in words, where it comes from, since when, and how to change it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rulebook import rule
from coop_desk.screen.card import Card
from coop_desk.screen.day_line import day_of
from coop_desk.screen.fields import (
    DayField,
    Field,
    TextField,
)
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.statutes import service
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.page.fields import (
    identity_facts,
    identity_fields,
    identity_from,
    identity_values,
    value_fields,
    value_text,
    value_values,
)
from coop_desk.topics.statutes.parameters import groups
from coop_desk.topics.statutes.records import Outside, Quoted
from coop_desk.topics.statutes.service import NewValue, ParameterRow


class StatutesPage(Page):
    """The parameters in force on a day, with their history."""

    title = N_("Statuts")
    needs = service.parameters
    guide = "03-statuts"
    tip = N_(
        "Chaque ligne dit ce que vos statuts prévoient et, à côté, ce que dit la loi. Un changement cite la résolution "
        "qui l’a décidé ; les assemblées passées gardent l’ancienne valeur."
    )

    def build(self) -> None:
        """Make the list, the card and the day chosen."""
        self.quoted: Quoted | None = None
        self.day_field = DayField("day", _("Statuts en vigueur le"), required=True, today=self.desk.today)
        self.day_field.write(self.desk.today)
        self.day_field.passed.connect(self.reload)
        self.day_field.changed.connect(self._day_changed)
        self.day_field.lay_on_one_line()
        self.body.addWidget(self.day_field, 0, Qt.AlignmentFlag.AlignLeft)
        self.list = List(
            _("Paramètres des statuts"),
            (
                Column(_("Chapitre"), lambda row: groups()[row.group], width=150, sort=order, shown=False),
                Column(_("Paramètre"), lambda row: row.words, stretch=True),
                Column(_("Valeur"), lambda row: row.value_words, width=190),
                Column(_("Loi ou usage"), lambda row: row.law_words, width=200, shown=False),
                Column(_("Source"), lambda row: row.source, width=120),
                Column(_("Depuis"), lambda row: row.since, "day", shown=False),
            ),
            filters=(
                Filter(
                    _("Fixés par vos statuts"), lambda row: row.since is not None and row.value_words != row.law_words
                ),
                *(Filter(title, _in_group(group)) for group, title in _short_groups()),
            ),
            key=lambda row: row.key,
            counted=lambda n: ngettext("{n} paramètre", "{n} paramètres", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_parameter)
        self.setup_action = self.add_action(
            _("Mise en place"), lambda: self.go("setup"), verb=service.set_up_statutes, primary=True
        )
        self.identity_action = self.add_action(_("Identité"), self.show_identity, keys="Ctrl+I", verb=service.identity)
        self.next_steps["PRO-02"] = (_("Voir l’historique"), self.show_history)
        self.add_action(_("Historique"), self.show_history, keys="Ctrl+H", verb=service.history)

    def load(self) -> None:
        """Show the parameters of the day chosen, or how to begin."""
        who = service.identity(self.desk, self.chosen_day())
        self.setup_action.setVisible(service.set_up_state(self.desk).open)
        if who is None:
            self.show_empty(
                True,
                _(
                    "Les statuts ne sont pas encore enregistrés. "
                    "Commencez par l’identité et la forme de la coopérative."
                ),
                self.setup_action,
            )
            return
        self.show_empty(False)
        rows = service.parameters(self.desk, self.chosen_day())
        own = sum(row.since is not None and row.value != row.parameter.law for row in rows)
        self.say_facts(
            ngettext(
                "{name}, {form} à capital variable, {n} valeur propre à vos statuts",
                "{name}, {form} à capital variable, {n} valeurs propres à vos statuts",
                own,
            ).format(name=who.name, form=who.form, n=own)
        )
        self.list.show_records(rows)

    def chosen_day(self) -> date:
        """Return the day whose statutes are shown."""
        return day_of(self.day_field, self.desk.today)

    def _day_changed(self) -> None:
        if self.day_field.fault() == "" and isinstance(self.day_field.read(), date):
            self.reload()

    def open_record(self, record_id: Any) -> None:
        """Show one parameter by its key, or wait for the one that a quoted resolution changes (A17)."""
        if isinstance(record_id, Quoted):
            self.quoted = record_id
            said = _("Choisissez le paramètre que change la décision : {decision}.")
            self.say_state(said.format(decision=record_id.words))
            return
        self.list.choose(record_id)

    def show_parameter(self, row: ParameterRow | None) -> None:
        """Show what a parameter is, where it comes from, and the form that changes it."""
        if row is None:
            return
        source = rule(row.rule)
        self.card.clear(row.words)
        self.card.add_pill(row.value_words, "accent" if row.value != row.parameter.law else "plain")
        self.card.add_facts(
            [
                (_("Source"), row.source),
                (_("Depuis"), words.long_day(row.since) if row.since else ""),
                (_("Décision"), row.decision),
                (_("Raison écrite"), row.reason),
                (_("La loi ou l’usage"), row.law_words),
                (_("Règle {id}").format(id=source.id), f"{source.words} ({source.source})"),
            ]
        )
        lines = service.history(self.desk, row.key)
        if lines:
            self.card.add_heading(_("Historique"))
            for line in lines:
                self.card.add_text(
                    _("{value}, depuis le {day} : {decision}").format(
                        value=line.value_words, day=words.long_day(line.since), decision=line.decision
                    ),
                    secondary=True,
                )
        if self.may(service.change_statutes):
            self.card.add_buttons(button(_("Modifier…"), lambda: self.edit(row), role="primary"))

    def edit(self, row: ParameterRow) -> None:
        """Offer the form that changes a parameter; during set-up no resolution is asked."""
        open_ = service.set_up_state(self.desk).open
        self.card.clear(row.words)
        self.card.add_text(
            _("Aujourd’hui : {value}. La loi ou l’usage : {law}.").format(value=row.value_words, law=row.law_words),
            secondary=True,
        )
        fields: list[Field] = [
            *value_fields(row.parameter, rules=(row.rule,)),
            TextField("article", _("Article des statuts"), hint=_("art. 12")),
            TextField("reason", _("Raison, si vous vous écartez de l’usage")),
        ]
        if not open_:
            fields += self._decision_fields()
        form = Form(
            fields,
            on_submit=lambda values: self.save(row, form, values, open_),
            on_cancel=lambda: self.show_parameter(row),
        )
        self.last_form = form
        form.set_values(value_values(row.parameter, row.value))
        self._add_with_decision(form, open_)
        form.begin()

    def save(self, row: ParameterRow, form: Form, values: dict[str, Any], open_: bool) -> None:
        """Record the new value and show the parameter again."""
        new = NewValue(row.key, value_text(row.parameter, values), values["article"] or "", values["reason"] or "")
        if open_:
            done = bool(self.run(service.set_up_statutes, [new], form=form))
        else:
            done = bool(self.run(service.change_statutes, [new], values["since"], self._decision(values), form=form))
        if done:
            self.list.choose(row.key)
            self.show_parameter(self.list.chosen_record())

    # -- the decision behind a change

    def _decision_fields(self) -> list[Field]:
        since = DayField("since", _("Prend effet le"), required=True, today=self.desk.today)
        if self.quoted is not None:
            return [since]
        return [
            TextField(
                "reference",
                _("Décision prise hors du programme"),
                required=True,
                rules=("PRO-02",),
                hint=_("AGE, 3e résolution"),
                help=_("Une résolution adoptée ici se choisit à la page Décisions."),
            ),
            DayField("decided_on", _("Date de cette décision"), required=True, today=self.desk.today),
            since,
            TextField(
                "why",
                _("Pourquoi elle n’est pas dans le programme"),
                rules=("STATUTS-01",),
                help=_("À dire dès qu’une assemblée antérieure est scellée ici."),
            ),
        ]

    def _add_with_decision(self, form: Form, open_: bool) -> None:
        """Put a form in the card; once the set-up is closed, with the resolution quoted or where to find one."""
        if not open_:
            form.set_values({"since": self.quoted.day if self.quoted else self.desk.today})
            if self.quoted is not None:
                self.card.add_facts([(_("Résolution citée"), self.quoted.words)])
            else:
                self.card.add_buttons(
                    button(_("Choisir une résolution adoptée…"), lambda: self.go("assemblies.decisions"), role="link")
                )
        self.card.add(form)

    def _decision(self, values: dict[str, Any]) -> Quoted | Outside:
        if "reference" not in values and self.quoted is not None:
            return self.quoted
        return Outside(values["reference"] or "", values["decided_on"], values["why"] or "")

    def show_identity(self) -> None:
        """Show who the co-operative is, and the form that changes it."""
        who = service.identity(self.desk, self.chosen_day())
        self.card.clear(_("Identité de la coopérative"))
        self.card.show()
        if who is not None:
            self.card.add_facts(identity_facts(who))
            older = service.identity_history(self.desk)[1:]
            if older:
                self.card.add_heading(_("Auparavant"))
                for one in older:
                    since = words.long_day(one.since) if one.since else ""
                    self.card.add_text(f"{one.name}, {one.form}, {since}", secondary=True)
        if self.may(service.record_identity):
            self.card.add_buttons(button(_("Modifier l’identité…"), lambda: self.edit_identity(who), role="primary"))

    def edit_identity(self, who: Identity | None) -> None:
        """Offer the form of the identity."""
        open_ = service.set_up_state(self.desk).open
        self.card.clear(_("Identité de la coopérative"))
        fields = identity_fields(self.desk.today)
        if not open_:
            fields += self._decision_fields()
        form = Form(fields, on_submit=lambda v: self.save_identity(who, form, v), on_cancel=self.show_identity)
        if who is not None:
            form.set_values(identity_values(who))
        self._add_with_decision(form, open_)
        form.begin()

    def save_identity(self, who: Identity | None, form: Form, values: dict[str, Any]) -> None:
        """Record the identity and show it again."""
        new = identity_from(values, who)
        decision = self._decision(values) if "since" in values else None
        if self.run(service.record_identity, new, values.get("since"), decision, form=form):
            self.show_identity()

    def show_history(self) -> None:
        """Show every change of the statutes, latest first."""
        found = self.ask(service.history)
        if not found:
            return
        self.card.clear(_("Historique des statuts"))
        self.card.show()
        lines = found.value or []
        if not lines:
            self.card.add_text(_("Aucune valeur n’a encore été enregistrée."))
        for line in lines:
            self.card.add_facts(
                [
                    (
                        f"{words.day(line.since)}, {line.words}",
                        f"{line.value_words} ({line.decision})",
                    )
                ]
            )


def order(row: ParameterRow) -> tuple[int, str]:
    """Return where a parameter stands: by chapter, then in the order it is read."""
    return list(groups()).index(row.group), row.key


def _in_group(group: str) -> Callable[[ParameterRow], bool]:
    return lambda row: row.group == group


def _short_groups() -> Sequence[tuple[str, str]]:
    return [(group, title) for group, title in groups().items() if group in ("shares", "votes", "majorities")]
