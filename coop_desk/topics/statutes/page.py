"""The statutes on the screen: every parameter in words, where it comes from, since when, and how to change it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rulebook import rule
from coop_desk.screen.card import Card
from coop_desk.screen.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    DayField,
    Field,
    IntegerField,
    TextField,
)
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.statutes import service
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form as CompanyForm
from coop_desk.topics.statutes.parameters import Kind, Parameter, Value, groups
from coop_desk.topics.statutes.service import NewValue, ParameterRow

UNITS = {Kind.DAYS: N_("jours"), Kind.MONTHS: N_("mois"), Kind.YEARS: N_("ans")}


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
        self.day_field = DayField("day", _("Statuts en vigueur le"), required=True, today=self.desk.today)
        self.day_field.write(self.desk.today)
        self.day_field.passed.connect(self.reload)
        self.day_field.changed.connect(self._day_changed)
        self.body.addWidget(self.day_field)
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
        day = self.day_field.read()
        return day if isinstance(day, date) else self.desk.today

    def _day_changed(self) -> None:
        if self.day_field.fault() == "" and isinstance(self.day_field.read(), date):
            self.reload()

    def open_record(self, record_id: Any) -> None:
        """Show one parameter by its key."""
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
            TextField("article", _("Article des statuts"), hint=_("art. 12")),
            TextField("reason", _("Raison, si vous vous écartez de l’usage")),
        ]
        if not open_:
            fields += [
                TextField(
                    "decision",
                    _("Résolution qui l’a décidé"),
                    required=True,
                    rules=("PRO-02",),
                    hint=_("AGE du 12 juin 2026, 3e résolution"),
                ),
                DayField("since", _("Prend effet le"), required=True, today=self.desk.today),
            ]
        form = Form(
            fields,
            on_submit=lambda values: self.save(row, form, values, open_),
            on_cancel=lambda: self.show_parameter(row),
        )
        self.last_form = form
        form.set_values(value_values(row.parameter, row.value))
        if not open_:
            form.set_values({"since": self.desk.today})
        self.card.add(form)
        form.begin()

    def save(self, row: ParameterRow, form: Form, values: dict[str, Any], open_: bool) -> None:
        """Record the new value and show the parameter again."""
        new = NewValue(row.key, value_text(row.parameter, values), values["article"] or "", values["reason"] or "")
        if open_:
            done = bool(self.run(service.set_up_statutes, [new], form=form))
        else:
            done = bool(self.run(service.change_statutes, [new], values["since"], values["decision"], form=form))
        if done:
            self.list.choose(row.key)
            self.show_parameter(self.list.chosen_record())

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
            fields += [
                TextField("decision", _("Résolution qui l’a décidé"), required=True, rules=("PRO-02",)),
                DayField("since", _("Prend effet le"), required=True, today=self.desk.today),
            ]
        form = Form(fields, on_submit=lambda v: self.save_identity(who, form, v), on_cancel=self.show_identity)
        if who is not None:
            form.set_values(identity_values(who))
        self.card.add(form)
        form.begin()

    def save_identity(self, who: Identity | None, form: Form, values: dict[str, Any]) -> None:
        """Record the identity and show it again."""
        new = identity_from(values, who)
        since, decision = values.get("since"), values.get("decision") or ""
        if self.run(service.record_identity, new, since, decision, form=form):
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


# --- Fields of a value, of an identity; the set-up uses them too -----------------------------------------


def value_fields(parameter: Parameter, rules: tuple[str, ...] = (), title: str = "") -> list[Field]:
    """Return the fields in which a value of that kind is typed."""
    name, title = f"value:{parameter.key}", title or _("Nouvelle valeur")
    kind, empty_words = parameter.kind, parameter.none_words
    asked: dict[str, Any] = {"rules": rules, "required": not _may_be_none(parameter)}
    if _may_be_none(parameter):
        asked["help"] = _("Laissez vide pour : {words}.").format(words=empty_words or _("aucun"))
    if kind is Kind.YES_NO:
        return [ChoiceField(name, title, [("yes", _("Oui")), ("no", _("Non"))], **asked)]
    if kind is Kind.CHOICE:
        return [ChoiceField(name, title, list(parameter.choices.items()), **asked)]
    if kind is Kind.CENTS:
        return [AmountField(name, title, **asked)]
    if kind is Kind.RATIO:
        hint = _("2/3 ou 60 %")
        return [TextField(name, title, hint=hint, **asked)]
    if kind is Kind.SEVERAL:
        return [CheckField(f"{name}:{code}", label) for code, label in parameter.choices.items()]
    if kind is Kind.SPAN:
        return [
            IntegerField(f"{name}:low", _("Au moins"), least=1, **asked),
            IntegerField(f"{name}:high", _("Au plus"), least=1, **asked),
        ]
    unit = _(UNITS[kind]) if kind in UNITS else ""
    return [IntegerField(name, title, least=0, unit=unit, **asked)]


def _may_be_none(parameter: Parameter) -> bool:
    return bool(parameter.none_words or parameter.none_is) and parameter.kind not in (Kind.YES_NO, Kind.CHOICE)


def value_values(parameter: Parameter, value: Value) -> dict[str, Any]:
    """Return what those fields show for a value."""
    name = f"value:{parameter.key}"
    if isinstance(value, frozenset):
        return {f"{name}:{code}": code in value for code in parameter.choices}
    if parameter.kind is Kind.SPAN:
        low, high = value if isinstance(value, tuple) else (None, None)
        return {f"{name}:low": low, f"{name}:high": high}
    if isinstance(value, bool):
        return {name: "yes" if value else "no"}
    if parameter.kind is Kind.RATIO:
        return {name: "" if value is None else str(value)}
    return {name: value}


def value_text(parameter: Parameter, values: dict[str, Any]) -> str:
    """Return the stored text of what was typed in those fields."""
    name = f"value:{parameter.key}"
    if parameter.kind is Kind.SEVERAL:
        return ",".join(code for code in parameter.choices if values[f"{name}:{code}"])
    if parameter.kind is Kind.SPAN:
        low, high = values[f"{name}:low"], values[f"{name}:high"]
        return "none" if low is None or high is None else f"{low}-{high}"
    typed = values[name]
    return "none" if typed is None or typed == "" else str(typed)


def identity_fields(today: date) -> list[Field]:
    """Return the fields of an identity."""
    return [
        TextField("name", _("Nom de la coopérative"), required=True),
        ChoiceField("form", _("Forme"), [(form, form.value) for form in CompanyForm], required=True),
        TextField("seat", _("Siège social"), hint=_("12 quai des Péniches, 44000 Nantes")),
        TextField("rcs_city", _("Ville du greffe (RCS)")),
        TextField("siren", _("Numéro SIREN"), rules=("SIREN",), help=_("Neuf chiffres, vérifiés.")),
        DayField("created_on", _("Date de création"), today=today, rules=("FORM-09",)),
        IntegerField("year_end_day", _("Clôture de l’exercice : jour"), least=1, most=31, required=True),
        ChoiceField("year_end_month", _("Clôture de l’exercice : mois"), _months(), required=True),
        CheckField("sarl_before_2005", _("SARL créée avant août 2005, sans adoption des nouvelles majorités")),
        CheckField("has_auditor", _("Un commissaire aux comptes est nommé")),
        DayField(
            "amorcage_until",
            _("Scop d’amorçage jusqu’au"),
            today=today,
            rules=("SPEC-02",),
            help=_("Laissez vide si ce n’est pas le cas."),
        ),
    ]


def _months() -> list[tuple[int, str]]:
    return [(month, words.long_day(date(2023, month, 2)).split()[1]) for month in range(1, 13)]


def identity_values(who: Identity) -> dict[str, Any]:
    """Return what the fields show for an identity."""
    return {
        "name": who.name,
        "form": who.form,
        "seat": who.seat,
        "rcs_city": who.rcs_city,
        "siren": who.siren,
        "created_on": who.created_on,
        "year_end_day": who.year_end_day,
        "year_end_month": who.year_end_month,
        "sarl_before_2005": who.sarl_before_2005,
        "has_auditor": who.has_auditor,
        "amorcage_until": who.amorcage_until,
    }


def identity_from(values: dict[str, Any], before: Identity | None) -> Identity:
    """Return the identity typed in the fields."""
    return Identity(
        name=values["name"] or "",
        form=CompanyForm(values["form"]),
        seat=values["seat"] or "",
        rcs_city=values["rcs_city"] or "",
        siren=values["siren"] or "",
        created_on=values["created_on"],
        year_end_month=values["year_end_month"],
        year_end_day=values["year_end_day"],
        sarl_before_2005=bool(values["sarl_before_2005"]),
        has_auditor=bool(values["has_auditor"]),
        amorcage_until=values["amorcage_until"],
        example=before.example if before else False,
    )


def identity_facts(who: Identity) -> list[tuple[str, str]]:
    """Return the identity as facts to read."""
    return [
        (_("Nom"), who.name),
        (_("Forme"), _("{form}, à capital variable").format(form=who.legal_form)),
        (_("Siège social"), who.seat),
        (_("Immatriculation"), who.registration),
        (_("Création"), words.long_day(who.created_on) if who.created_on else ""),
        (_("Clôture de l’exercice"), who.year_end_in_words),
        (_("Commissaire aux comptes"), _("oui") if who.has_auditor else _("non")),
        (_("Scop d’amorçage jusqu’au"), words.long_day(who.amorcage_until) if who.amorcage_until else ""),
        (_("Décision"), who.decision),
    ]
