"""«Réglages des congés»: what the co-op decided and what the law says, each dated; a change is a new line."""

from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, Field, IntegerField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.leave import service
from coop_desk.topics.leave.page.days import DaysField
from coop_desk.topics.leave.records import SettingLine
from coop_desk.topics.leave.rules.accounts import UNIT_WORDS
from coop_desk.topics.leave.rules.choices import ANNOUNCED, CHOICES, DAY_NAMES, Shape
from coop_desk.topics.leave.rules.explained import from_thousandths, thousandths
from coop_desk.topics.leave.rules.telling import MONTHS


class LeaveSettingsPage(Page):
    """Every setting of leave on the day."""

    title = N_("Réglages des congés")
    needs = service.change_setting
    guide = "12-reglages-des-conges"
    tip = N_(
        "Chaque réglage part de la loi. Un changement vaut à partir d’une date et cite la décision ; "
        "ce qui précède reste compté comme avant."
    )

    def build(self) -> None:
        """Make the list and the card."""
        self.list = List(
            _("Réglages des congés"),
            (
                Column(_("Réglage"), lambda s: s.words, stretch=True),
                Column(_("Valeur"), lambda s: s.value, width=190),
                Column(_("Depuis"), lambda s: s.since, "day", width=100),
                Column(_("Origine"), _origin, "pill", tone=_tone, width=150),
                Column(_("Source"), lambda s: s.source, width=260, shown=False),
            ),
            filters=(
                Filter(_("Décidés"), lambda s: s.decided),
                Filter(_("À vérifier"), lambda s: s.marked and not s.decided),
            ),
            key=lambda s: s.name,
            counted=lambda n: ngettext("{n} réglage", "{n} réglages", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(380))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_setting)
        self.add_action(_("Compteurs"), lambda: self.go("leave.accounts"), verb=service.accounts)
        self.add_action(_("Sites et jours fériés"), lambda: self.go("employment.sites"))

    def load(self) -> None:
        """Show the settings of today."""
        lines = service.leave_settings(self.desk)
        decided = sum(line.decided for line in lines)
        said = ngettext(
            "{n} réglage décidé, les autres sont ceux de la loi",
            "{n} réglages décidés, les autres sont ceux de la loi",
            decided,
        )
        self.say_facts(said.format(n=words.integer(decided)) if decided else _("ceux de la loi"))
        self.list.show_records(lines)

    def open_record(self, record_id: Any) -> None:
        """Choose a setting."""
        self.list.choose(record_id)

    def show_setting(self, line: SettingLine | None) -> None:
        """Show a setting, its past, and the form that changes it from a day on."""
        if line is None:
            return
        self.card.clear(line.words)
        self.card.add_pill(_origin(line), _tone(line))
        if line.marked and not line.decided:
            self.card.add_text(
                _("Article non relu dans le texte officiel : vérifiez la valeur, puis enregistrez la vôtre.")
            )
        self.card.add_facts(
            (
                (_("Valeur"), line.value),
                (_("Depuis le"), words.day(line.since) if line.since else ""),
                (_("Jusqu’au"), words.day(line.until) if line.until else ""),
                (_("Décision"), line.because),
                (_("Sans décision"), line.law),
                (_("Source"), line.source),
            )
        )
        if line.history:
            self.card.add_heading(_("Ce qui a été décidé"))
            self.card.add_facts([(words.day(day), f"{value}, {because}") for day, value, because in line.history])
        announced = line.name == ANNOUNCED
        when = _("Pour la période qui commence le") if announced else _("À partir du")
        why = _("Comment") if announced else _("Décision")
        hint = _("Affichage et courriel à chacun") if announced else _("Accord du 2 mai 2026")
        self.card.add_heading(_("Enregistrer une annonce") if announced else _("Changer"))
        form = Form(
            [
                *_fields(line, self.desk.today),
                DayField("day", when, required=True, today=self.desk.today, rules=("LEAVE-99",)),
                TextField("because", why, required=True, hint=hint, rules=("LEAVE-99",)),
            ],
            on_submit=lambda values: self._save(line, form, values),
        )
        form.set_values(_typed(line) | {"day": None})
        self.card.add(form)
        self.card.show()

    def _save(self, line: SettingLine, form: Form, values: dict[str, Any]) -> None:
        value = _value(CHOICES[line.name].shape, values)
        if self.run(service.change_setting, line.name, value, values["day"], values["because"], form=form):
            self.show_setting(self.list.chosen_record())


def _origin(line: SettingLine) -> str:
    if line.decided:
        return _("décidé")
    return _("à vérifier") if line.marked else _("la loi")


def _tone(line: SettingLine) -> Any:
    return "good" if line.decided else "warn" if line.marked else "plain"


def _fields(line: SettingLine, today: date) -> list[Field]:
    """The fields that a setting of this shape is typed in."""
    rules = ("LEAVE-03",)
    named = [(day, _(name)) for day, name in DAY_NAMES.items()]
    match CHOICES[line.name].shape:
        case Shape.UNIT:
            choices = [(unit, _(name)) for unit, name in UNIT_WORDS.items()]
            return [ChoiceField("value", _("Valeur"), choices, required=True, rules=rules)]
        case Shape.WEEKDAY:
            return [ChoiceField("value", _("Valeur"), named, required=True, rules=rules)]
        case Shape.WEEKDAYS:
            return [CheckField(f"day-{day}", name, rules=rules if day == 1 else ()) for day, name in named]
        case Shape.YES:
            return [CheckField("value", line.words, rules=rules)]
        case Shape.DAYS:
            return [DaysField("value", _("Valeur"), required=True, rules=rules)]
        case Shape.DAYS_OR_NONE:
            return [DaysField("value", _("Valeur"), help=_("Vide : pas d’accord."), rules=rules)]
        case Shape.DAY_OF_YEAR | Shape.DAY_OF_YEAR_OR_NONE as shape:
            months = [(at, name) for at, name in enumerate(MONTHS, start=1)]
            needed = shape is Shape.DAY_OF_YEAR
            return [
                IntegerField("day_of", _("Jour du mois"), required=needed, least=1, most=31, rules=rules),
                ChoiceField("month_of", _("Mois"), months, required=needed),
            ]
        case Shape.DAY_OR_NONE:
            return [DayField("value", _("Annoncée le"), today=today, rules=("LEAVE-34",))]
        case Shape.PAIR:
            return [
                IntegerField("first", _("De"), unit=_("jours"), required=True, least=0, rules=rules),
                IntegerField("second", _("À"), unit=_("jours"), required=True, least=0),
            ]
        case _:
            return [IntegerField("value", _("Valeur"), required=True, least=0, most=366, rules=rules)]


def _typed(line: SettingLine) -> dict[str, Any]:
    """What the fields show of the value of today."""
    choice = CHOICES[line.name]
    value = choice.read(line.kept)
    match choice.shape:
        case Shape.WEEKDAYS:
            return {f"day-{day}": day in value for day in DAY_NAMES}
        case Shape.DAYS | Shape.DAYS_OR_NONE:
            return {"value": None if value is None else thousandths(value)}
        case Shape.DAY_OF_YEAR | Shape.DAY_OF_YEAR_OR_NONE:
            month, day = value or (None, None)
            return {"day_of": day, "month_of": month}
        case Shape.PAIR:
            return {"first": value[0], "second": value[1]}
        case _:
            return {"value": value}


def _value(shape: Shape, values: dict[str, Any]) -> Any:
    """The value that was typed."""
    match shape:
        case Shape.WEEKDAYS:
            return frozenset(day for day in DAY_NAMES if values[f"day-{day}"])
        case Shape.DAYS | Shape.DAYS_OR_NONE:
            return None if values["value"] is None else from_thousandths(values["value"])
        case Shape.DAY_OF_YEAR | Shape.DAY_OF_YEAR_OR_NONE:
            return (values["month_of"], values["day_of"]) if values["day_of"] and values["month_of"] else None
        case Shape.PAIR:
            return (values["first"], values["second"])
        case _:
            return values["value"]
