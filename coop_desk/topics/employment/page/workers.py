"""«Contrats et horaires»: who works, when, where, under which number; one person as a card."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, Field, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.employment import service
from coop_desk.topics.employment.page.hours import DAYS, week_fields, week_values, weeks_typed
from coop_desk.topics.employment.records import WorkerCard, WorkerLine
from coop_desk.topics.employment.rules.schedules import clock_words, weekdays_words


class WorkersPage(Page):
    """Everybody who has or had a contract, with the schedule, the number and the site of today."""

    title = N_("Contrats et horaires")
    needs = service.workers
    guide = "10-contrats-et-horaires"
    tip = N_(
        "Un horaire, un matricule ou un site vaut à partir d’une date : rien de ce qui précède ne change. "
        "Choisissez une personne pour en enregistrer un."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Contrats et horaires"),
            (
                Column(_("Nom"), lambda w: w.name, stretch=True),
                Column(_("Équipe"), lambda w: w.team, width=140),
                Column(_("Matricule"), lambda w: w.matricule, width=96),
                Column(_("Jours"), lambda w: w.days, width=170),
                Column(_("Par semaine"), lambda w: w.weekly, "integer", text=lambda m: clock_words(m) if m else "",
                       width=96),
                Column(_("Site"), lambda w: w.site, width=140, shown=False),
                Column(_("Depuis"), lambda w: w.since, "day", width=100),
                Column(_("Jusqu’au"), lambda w: w.until, "day", width=100, shown=False),
                Column(_("À voir"), _state, "pill", tone=_tone, width=140),
            ),
            filters=(
                Filter(_("Sous contrat"), lambda w: w.running),
                Filter(_("À compléter"), lambda w: w.running and bool(w.faults)),
                Filter(_("Terminés"), lambda w: not w.running),
            ),
            key=lambda w: w.person_id,
            counted=lambda n: ngettext("{n} personne", "{n} personnes", n).format(n=words.integer(n)),
        )  # fmt: skip
        self.card = Card()
        self.card.setMinimumWidth(theme.px(380))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_worker)
        self.add_action(_("Sites et jours fériés"), lambda: self.go("employment.sites"), verb=service.work_sites)
        for text, keys, verb, make in (
            (_("Nouvel horaire"), "Ctrl+H", service.record_schedule, self.ask_schedule),
            (_("Nouveau matricule"), "Ctrl+M", service.record_matricule, self.ask_matricule),
            (_("Changer de site"), "Ctrl+T", service.record_site_of, self.ask_site),
        ):
            self.add_action(text, make, keys=keys, verb=verb, button=False)

    def load(self) -> None:
        """Show everybody as they are today."""
        lines = service.workers(self.desk)
        running = [line for line in lines if line.running]
        lacking = sum(bool(line.faults) for line in running)
        said = [ngettext("{n} sous contrat", "{n} sous contrat", len(running)).format(n=words.integer(len(running)))]
        if lacking:
            said.append(ngettext("{n} à compléter", "{n} à compléter", lacking).format(n=words.integer(lacking)))
        self.say_facts(words.listed(said))
        self.list.show_records(lines)
        self.show_empty(
            not lines,
            _("Aucun contrat de travail. Enregistrez une embauche sur une fiche d’« Associés » : elle vient ici."),
        )

    def open_record(self, record_id: Any) -> None:
        """Show the person an « À faire » line names."""
        self.list.filter_by("")
        self.list.choose(record_id)

    def show_worker(self, line: WorkerLine | None) -> None:
        """Show everything dated about one person."""
        if line is None:
            return
        found = self.ask(service.worker, line.person_id).value
        if found is not None:
            self._fill(found)

    def _fill(self, found: WorkerCard) -> None:
        line = found.line
        self.card.clear(line.name)
        self.card.add_pill(_state(line), _tone(line))
        usual = _("usuel, aucun n’est enregistré") if line.usual else ""
        self.card.add_facts(
            (
                (
                    _("Horaire"),
                    ", ".join(filter(None, (line.days, clock_words(line.weekly), usual))) if line.days else "",
                ),
                (_("Matricule"), line.matricule),
                (_("Site"), line.site),
                (_("Équipe"), line.team),
            )
        )
        if line.running:
            offered = [
                button(text, act)
                for text, act, verb in (
                    (_("Nouvel horaire…"), self.ask_schedule, service.record_schedule),
                    (_("Nouveau matricule…"), self.ask_matricule, service.record_matricule),
                    (_("Changer de site…"), self.ask_site, service.record_site_of),
                )
                if self.may(verb)
            ]
            if offered:
                self.card.add_buttons(*offered)
        self.card.add_heading(_("Contrats"))
        self.card.add_facts([(words.day(c.started_on), _until(c.ended_on, c.working_time)) for c in found.contracts])
        if found.schedules:
            self.card.add_heading(_("Horaires"))
            told = [(words.day(s.starts_on), f"{weekdays_words(s)}, {clock_words(s.weekly)}") for s in found.schedules]
            self.card.add_facts(told)
        if found.matricules:
            self.card.add_heading(_("Matricules"))
            self.card.add_facts([(words.day(m.starts_on), m.number or _("aucun")) for m in found.matricules])
        if found.sites:
            self.card.add_heading(_("Sites"))
            self.card.add_facts([(words.day(day), name) for day, name in found.sites])
        self.card.show()

    def ask_schedule(self) -> None:
        """Ask for a schedule and the day it starts."""
        found = self._chosen()
        if found is None:
            return
        weeks, abreast = week_fields()
        form = self._form(_("Nouvel horaire"), found, service.record_schedule, weeks, weeks_typed, abreast)
        form.set_values(week_values(found.schedules[-1] if found.schedules else None))

        def show_second() -> None:
            for at in range(DAYS):
                form.show_field(f"1-{at}", bool(form.fields["two"].read()))

        form.fields["two"].changed.connect(show_second)
        show_second()
        form.begin()

    def ask_matricule(self) -> None:
        """Ask for the number of somebody in the payroll tool."""
        found = self._chosen()
        if found is None:
            return
        about = _("Celui du logiciel de paie ; vide : plus de matricule.")
        field = TextField("number", _("Matricule"), help=about, rules=("EMPLOY-03",))
        form = self._form(_("Nouveau matricule"), found, service.record_matricule, [field], lambda v: v["number"] or "")
        form.begin()

    def ask_site(self) -> None:
        """Ask where somebody works."""
        found = self._chosen()
        sites = self.ask(service.work_sites).value
        if found is None or sites is None:
            return
        choices = [(site.id, site.name) for site in sites if site.closed_on is None]
        if not choices:
            self.go("employment.sites")
            return
        field = ChoiceField("site", _("Site"), choices, required=True, rules=("EMPLOY-04",))
        form = self._form(_("Changer de site"), found, service.record_site_of, [field], lambda v: v["site"])
        form.begin()

    def _chosen(self) -> WorkerCard | None:
        line = self.list.chosen_record()
        if line is None or not line.running:
            self.say_state(_("Choisissez d’abord une personne sous contrat."))
            return None
        return self.ask(service.worker, line.person_id).value

    def _form(
        self, title: str, found: WorkerCard, verb: Any, fields: list[Field], read: Any, abreast: Any = ()
    ) -> Form:
        """A form in the card: the day it starts, then what starts."""
        self.card.clear(title)
        self.card.add_text(found.line.name, secondary=True)
        day = DayField("day", _("À partir du"), required=True, today=self.desk.today, rules=("EMPLOY-01",))
        form = Form(
            [day, *fields],
            on_submit=lambda values: self._save(verb, found, values, read, form),
            on_cancel=lambda: self._fill(found),
            abreast=abreast,
        )
        form.set_values({"day": self.desk.today.replace(day=1)})
        self.card.add(form)
        self.card.show()
        return form

    def _save(self, verb: Any, found: WorkerCard, values: dict[str, Any], read: Any, form: Form) -> None:
        if self.run(verb, found.line.person_id, values["day"], read(values), form=form):
            self.show_worker(self.list.chosen_record())


def _state(line: WorkerLine) -> str:
    if line.faults:
        return line.faults[0]
    return _("sous contrat") if line.running else _("terminé")


def _tone(line: WorkerLine) -> Any:
    if line.faults:
        return "warn"
    return "good" if line.running else "plain"


def _until(ended_on: Any, working_time: int) -> str:
    share = _("temps plein") if working_time == 1000 else _("{share} % du temps plein").format(share=working_time // 10)
    if ended_on is None:
        return _("en cours, {share}").format(share=share)
    return _("jusqu’au {day}, {share}").format(day=words.day(ended_on), share=share)
