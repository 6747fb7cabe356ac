"""The sites of work: their zone, the public holidays worked there, the day of solidarity of each year."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, Field, IntegerField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.employment import service
from coop_desk.topics.employment.records import SiteLine
from coop_desk.topics.employment.rules.holidays import FEAST_WORDS, ZONE_WORDS, Feast, Site, Zone


class SitesPage(Page):
    """Each place of work and its public holidays."""

    title = N_("Sites et jours fériés")
    needs = service.work_sites
    guide = "10-contrats-et-horaires"
    tip = N_(
        "Sans site, la coopérative est en métropole et chaque jour férié est chômé. "
        "Décrivez un site pour dire sa zone, et les jours fériés qui y sont travaillés."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Sites"),
            (
                Column(_("Site"), lambda s: s.name, stretch=True),
                Column(_("Zone"), lambda s: _(ZONE_WORDS[s.zone]), width=200),
                Column(_("Personnes"), lambda s: s.people, "integer", width=96),
                Column(_("Fériés travaillés"), lambda s: len(s.worked), "integer", width=130),
                Column(_("État"), _state, "pill", tone=lambda s: "plain" if s.closed_on else "good", width=110),
            ),
            counted=lambda n: ngettext("{n} site", "{n} sites", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(380))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_site)
        self.add_action(_("Contrats et horaires"), lambda: self.go("employment"), verb=service.workers)
        self.new_action = self.add_action(
            _("Nouveau site"), self.new_site, keys="Ctrl+N", verb=service.open_site, primary=True
        )

    def load(self) -> None:
        """Show every site as it is today."""
        lines = service.work_sites(self.desk)
        self.list.show_records(lines)
        empty = _("Aucun site : tout le monde est en métropole, et chaque jour férié est chômé.")
        self.show_empty(not lines, empty, self.new_action if self.may(service.open_site) else None)

    def open_record(self, record_id: Any) -> None:
        """Choose a site."""
        self.list.choose(record_id)

    def show_site(self, site: SiteLine | None) -> None:
        """Show a site, its holidays of this year, and what may be changed."""
        if site is None:
            return
        self.card.clear(site.name)
        people = ngettext("{n} personne", "{n} personnes", site.people).format(n=words.integer(site.people))
        self.card.add_facts(
            (
                (_("Zone"), _(ZONE_WORDS[site.zone])),
                (_("Depuis le"), words.day(site.starts_on)),
                (_("Y travaillent"), people),
                (_("Fermé le"), words.day(site.closed_on) if site.closed_on else ""),
            )
        )
        if self.may(service.change_site) and site.closed_on is None:
            self.card.add_buttons(
                button(_("Modifier…"), lambda: self.change_site(site)),
                button(_("Journée de solidarité…"), lambda: self.ask_solidarity(site)),
                button(_("Fermer le site…"), lambda: self._ask_close(site), role="danger"),
            )
        year = self.desk.today.year
        for of_year in (year, year + 1):
            self.card.add_heading(_("Jours fériés de {year}").format(year=of_year))
            found = self.ask(service.holidays_of, site.id, of_year).value or []
            solidarity = dict(site.solidarity).get(of_year)
            self.card.add_facts([(words.full_day(line.day).removesuffix(f" {of_year}"), _told(line)) for line in found])
            told = words.full_day(solidarity) if solidarity else _("pas encore choisie")
            self.card.add_facts([(_("Solidarité"), told)])
        self.card.show()

    def new_site(self) -> None:
        """Ask for a place of work."""
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Nouveau site"))
        form = Form(
            self._fields(),
            submit=_("Ouvrir le site"),
            on_submit=lambda values: self._open(form, values),
            on_cancel=self.card.hide,
        )
        form.set_values({"day": self.desk.today.replace(month=1, day=1), "zone": Zone.FRANCE})
        self._follow_zone(form)
        self.card.add(form)
        self.card.show()
        form.begin()

    def change_site(self, site: SiteLine) -> None:
        """Ask what changes at a site, and from which day."""
        self.card.clear(site.name)
        form = Form(
            self._fields(),
            on_submit=lambda values: self._change(site, form, values),
            on_cancel=lambda: self.show_site(site),
        )
        worked = {f"worked-{feast.value}": feast in site.worked for feast in Feast if feast is not Feast.LABOUR_DAY}
        form.set_values(
            {"name": site.name, "day": self.desk.today, "zone": site.zone, "good_friday": site.good_friday} | worked
        )
        self._follow_zone(form)
        self.card.add(form)
        form.begin()

    def ask_solidarity(self, site: SiteLine) -> None:
        """Ask on which day of a year people work their day of solidarity."""
        self.card.clear(_("Journée de solidarité"))
        self.card.add_text(site.name, secondary=True)
        form = Form(
            [
                IntegerField("year", _("Année"), required=True, least=2004, most=2199),
                DayField(
                    "day", _("Jour travaillé"), today=self.desk.today, rules=("LEAVE-83",),
                    help=_("Souvent un jour férié, ou un jour de RTT. Vide : pas de journée."),
                ),
            ],
            on_submit=lambda values: self._set_solidarity(site, form, values),
            on_cancel=lambda: self.show_site(site),
        )  # fmt: skip
        form.set_values({"year": self.desk.today.year, "day": dict(site.solidarity).get(self.desk.today.year)})
        self.card.add(form)
        form.begin()

    def _fields(self) -> list[Field]:
        zones = [(zone, _(words_)) for zone, words_ in ZONE_WORDS.items()]
        return [
            TextField("name", _("Nom"), required=True, rules=("EMPLOY-04",)),
            DayField("day", _("À partir du"), required=True, today=self.desk.today),
            ChoiceField("zone", _("Zone de jours fériés"), zones, required=True),
            CheckField("good_friday", _("La commune a une église protestante ou mixte : Vendredi saint férié")),
            *(
                CheckField(f"worked-{feast.value}", _("{feast} : travaillé").format(feast=_(name)))
                for feast, name in FEAST_WORDS.items()
                if feast is not Feast.LABOUR_DAY
            ),
        ]

    def _follow_zone(self, form: Form) -> None:
        """Show the feasts of the zone only."""

        def follow() -> None:
            zone = form.fields["zone"].read()
            form.show_field("good_friday", zone is Zone.ALSACE_MOSELLE)
            for feast in (Feast.GOOD_FRIDAY, Feast.SAINT_STEPHEN):
                form.show_field(f"worked-{feast.value}", zone is Zone.ALSACE_MOSELLE)
            overseas = zone not in (Zone.FRANCE, Zone.ALSACE_MOSELLE, Zone.SAINT_PIERRE_ET_MIQUELON)
            form.show_field(f"worked-{Feast.ABOLITION.value}", overseas)

        form.fields["zone"].changed.connect(follow)
        follow()

    def _open(self, form: Form, values: dict[str, Any]) -> None:
        done = self.run(service.open_site, values["name"], values["day"], _site(values), form=form)
        if done:
            self.list.choose(done.value)
            self.show_site(self.list.chosen_record())

    def _change(self, site: SiteLine, form: Form, values: dict[str, Any]) -> None:
        if self.run(service.change_site, site.id, values["name"], values["day"], _site(values), form=form):
            self.show_site(self.list.chosen_record())

    def _set_solidarity(self, site: SiteLine, form: Form, values: dict[str, Any]) -> None:
        if self.run(service.set_solidarity_day, site.id, values["year"], values["day"], form=form):
            self.show_site(self.list.chosen_record())

    def _ask_close(self, site: SiteLine) -> None:
        decide(
            self,
            _("Fermer « {name} » ?").format(name=site.name),
            _("Ses jours fériés passés restent. Les personnes doivent d’abord avoir un autre site."),
            _("Fermer"),
            lambda: self._close(site),
            danger=True,
        )

    def _close(self, site: SiteLine) -> None:
        if self.run(service.close_site, site.id, self.desk.today):
            self.card.hide()


def _site(values: dict[str, Any]) -> Site:
    worked = frozenset(feast for feast in Feast if values.get(f"worked-{feast.value}"))
    return Site(values["zone"], bool(values["good_friday"]), worked)


def _state(site: SiteLine) -> str:
    return _("fermé") if site.closed_on else _("ouvert")


def _told(line: Any) -> str:
    if line.solidarity:
        return _("{name}, journée de solidarité").format(name=line.name)
    return _("{name}, travaillé").format(name=line.name) if line.worked else line.name
