"""What rotation plans weigh and respect, each with why it is so by default; people apart, skills kept in a pole."""

from dataclasses import replace
from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, Field, IntegerField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.records import ApartPair, CoverageRule, Offered, Settings
from coop_desk.topics.roles.adoption.rules.setting_lines import PLAIN, SettingLine, lines_of, value_of, with_value
from coop_desk.topics.roles.adoption.rules.settings import EVERY

RULES = ("ROT-40",)


class RotationSettingsPage(Page):
    """Every setting of rotation plans, one a line."""

    title = N_("Réglages de la rotation")
    needs = service.record_settings
    guide = "07-rotation"
    tip = N_("Un plan déjà fait garde les réglages du jour où il a été calculé.")

    def build(self) -> None:
        """Make the list and the card."""
        self.settings = Settings()
        self.offered: Offered | None = None
        self.list = List(
            _("Réglages de la rotation"),
            (
                Column(_("Réglage"), lambda s: s.words, width=230),
                Column(_("Valeur"), lambda s: s.value, stretch=True),
                Column(_("D’origine"), lambda s: s.plain, width=90),
                Column(_("Pourquoi"), lambda s: s.why, width=360, shown=False),
            ),
            key=lambda s: s.name,
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_setting)
        self.add_action(_("Plans"), lambda: self.go("roles.rotation"))
        self.add_action(_("Séparer deux personnes"), self.ask_apart)
        self.add_action(_("Garder une compétence"), self.ask_coverage)

    def load(self) -> None:
        """Show the settings in force."""
        self.settings = service.rotation_settings(self.desk)
        self.offered = service.offered(self.desk)
        self.list.show_records(lines_of(self.settings, self.offered))
        self.say_facts(_("d’origine") if self.settings == PLAIN else _("décidés par la coopérative"))

    def show_setting(self, line: SettingLine | None) -> None:
        """Show a setting and the form that changes it."""
        if line is None:
            return
        self.card.clear(line.words)
        self.card.add_facts(((_("Valeur"), line.value), (_("D’origine"), line.plain), (_("Pourquoi"), line.why)))
        if line.removes is not None:
            changed = line.removes
            self._form([], _("Retirer"), lambda _said: changed)
            return
        words = _("Nouvelle valeur")
        field: Field = (
            ChoiceField("value", words, [(n, _every(n)) for n in EVERY], required=True)
            if line.name == "every"
            else IntegerField("value", words, unit=line.unit, required=True, least=0, rules=RULES)
        )
        form = self._form([field], _("Changer"), lambda said: with_value(self.settings, line.name, said["value"]))
        form.set_values({"value": value_of(self.settings, line.name)})

    def _form(self, fields: list[Any], submit: str, changed: Any) -> Form:
        def send(said: dict[str, Any]) -> None:
            if self.run(service.record_settings, changed(said), said["because"] or "", form=form):
                self.show_setting(self.list.chosen_record())

        form = Form(
            [*fields, TextField("because", _("Décision"), required=True, rules=RULES,
                                help=_("La réunion qui l’a décidé, et sa date."))],
            submit=submit, on_submit=send, on_cancel=self.card.hide,
        )  # fmt: skip
        self.card.add(form)
        self.card.show()
        return form

    def ask_apart(self) -> None:
        """Ask for two people who may not hold roles of a pole together."""
        offered = self.offered or service.offered(self.desk)
        self.list.clear_choice()
        self.card.clear(_("Séparer deux personnes dans un pôle"))
        self.card.add_text(
            _("Elles ne tiendront jamais de rôle de ce pôle le même mois. Qui prépare les plans les lit.")
        )

        def changed(said: dict[str, Any]) -> Settings:
            pair = ApartPair(said["one"], said["other"], said["pole"], said["because"] or "")
            return replace(self.settings, apart=(*self.settings.apart, pair))

        self._form(
            [
                PersonField("one", _("Une personne"), offered.people, required=True),
                PersonField("other", _("Une autre"), offered.people, required=True, rules=RULES),
                ChoiceField("pole", _("Pôle"), offered.poles, required=True),
            ],
            _("Séparer"),
            changed,
        ).begin()

    def ask_coverage(self) -> None:
        """Ask for a skill that a pole keeps every month."""
        offered = self.offered or service.offered(self.desk)
        self.list.clear_choice()
        self.card.clear(_("Garder une compétence dans un pôle"))
        if not offered.skills:
            self.card.add_text(_("La carte des compétences est vide : ouvrez-la d’abord."))
            self.card.show()
            return

        def changed(said: dict[str, Any]) -> Settings:
            rule = CoverageRule(said["pole"], said["skill"], said["level"], said["least"])
            return replace(self.settings, coverage_rules=(*self.settings.coverage_rules, rule))

        form = self._form(
            [
                ChoiceField("pole", _("Pôle"), offered.poles, required=True),
                ChoiceField("skill", _("Compétence"), [(one, one) for one in offered.skills], required=True),
                IntegerField("level", _("Niveau"), required=True, least=1, most=4),
                IntegerField("least", _("Titulaires"), unit=_("au moins"), required=True, least=1, rules=RULES),
            ],
            _("Garder"),
            changed,
        )
        form.set_values({"level": 2, "least": 1})
        form.begin()


def _every(months: int) -> str:
    return ngettext("chaque mois", "{n} mois", months).format(n=integer(months))
