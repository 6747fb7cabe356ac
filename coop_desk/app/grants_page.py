"""Who can do what: titles proposed, decided, in force from a day to a day, ended; and what each title allows."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from coop_desk.app.decision_fields import add_withdrawal, decision_fields, decision_of
from coop_desk.app.grants_document import holders_words, who_may_pdf
from coop_desk.app.letterhead import letterhead_of
from coop_desk.core import words
from coop_desk.core.delegating import (
    GrantRow,
    ProposedTitle,
    TitleRow,
    decide_title,
    drop_title,
    end_grant,
    give_title,
    grants,
    people,
    propose_title,
    proposed_titles,
    titles,
)
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.who_may import who_may
from coop_desk.screen.card import Card
from coop_desk.screen.day_line import day_of
from coop_desk.screen.fields import ChoiceField, DayField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone
from coop_desk.screen.table import Column


class GrantsPage(Page):
    """Every title proposed or given, with its decision; the rights of a title are shown in words."""

    title = N_("Qui peut quoi")
    needs = grants
    guide = "90-dossier"
    tip = N_(
        "Un titre est proposé, puis décidé en citant l’assemblée, la cooptation ou le mandat. Personne ne s’en donne à "
        "soi-même."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Qui peut quoi"),
            (
                Column(_("Personne"), lambda row: row.holder, stretch=True),
                Column(_("Titre"), lambda row: row.title),
                Column(_("Sur"), lambda row: row.over, shown=False),
                Column(_("Du"), lambda row: row.starts_on, "day"),
                Column(_("Au"), lambda row: row.ends_on, "day"),
                Column(_("État"), self._state, "pill", tone=self._tone),
                Column(_("Décision"), lambda row: row.because),
            ),
            filters=(
                Filter(_("En vigueur"), self._runs),
                Filter(_("À décider"), lambda row: isinstance(row, ProposedTitle)),
                Filter(_("Terminés"), self._is_over),
            ),
            key=lambda row: (type(row) is ProposedTitle, row.id),
            counted=lambda n: ngettext("{n} délégation", "{n} délégations", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.day = DayField("day", _("Situation au"), required=True, today=self.desk.today)
        self.day.write(self.desk.today)
        self.day.changed.connect(self._day_changed)
        self.day.lay_on_one_line()
        self.body.addWidget(self.day, 0, Qt.AlignmentFlag.AlignLeft)
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_grant)
        self.add_action(_("Imprimer"), self.print_all, keys="Ctrl+Shift+P", verb=who_may)
        self.add_action(_("Par droit"), self.show_rights, keys="Ctrl+R", verb=who_may)
        self.add_action(_("Ce que permet chaque titre"), self.show_titles, keys="Ctrl+T", verb=titles)
        self.add_action(_("Proposer un titre"), self.show_giving, keys="Ctrl+N", verb=propose_title, primary=True)

    def chosen_day(self) -> date:
        """The day whose situation is shown and printed."""
        return day_of(self.day, self.desk.today)

    def _day_changed(self) -> None:
        if not self.day.fault() and isinstance(self.day.read(), date):
            self.reload()

    def load(self) -> None:
        """Read the delegations."""
        self.say_facts(_("Situation au {day}").format(day=words.long_day(self.chosen_day())))
        self.list.show_records([*proposed_titles(self.desk), *grants(self.desk)])

    def open_record(self, record_id: Any) -> None:
        """Choose a delegation by its id."""
        self.list.choose((False, record_id))

    def show_grant(self, row: GrantRow | ProposedTitle | None) -> None:
        """Show one delegation and the next step of its life."""
        if row is None:
            return
        self.card.clear(row.holder)
        self.card.add_pill(self._state(row), self._tone(row))
        if isinstance(row, ProposedTitle):
            self._show_proposal(row)
            return
        self.card.add_facts(
            [
                (_("Titre"), row.title),
                (_("Sur"), row.over),
                (_("À partir du"), words.long_day(row.starts_on)),
                (_("Jusqu’au"), words.long_day(row.ends_on) if row.ends_on else _("sans fin prévue")),
                (_("Décision"), row.because),
                (_("Fin décidée par"), row.ended_because or ""),
            ]
        )
        if self.may(end_grant) and (row.ends_on is None or row.ends_on >= self.desk.today):
            self.card.add_heading(_("Mettre fin"))
            form = Form(
                (
                    DayField("ends_on", _("Dernier jour"), required=True, today=self.desk.today, rules=("GRANT-04",)),
                    TextField("because", _("Décision"), required=True, rules=("GRANT-03",)),
                ),
                submit=_("Mettre fin"),
                danger=True,
                on_submit=lambda values: self._end(row, values, form),
            )
            form.set_values({"ends_on": self.desk.today})
            self.card.add(form)

    def _show_proposal(self, row: ProposedTitle) -> None:
        proposed = _("{name}, le {day}").format(name=row.proposed_by, day=words.long_day(row.proposed_on))
        self.card.add_facts(
            [
                (_("Titre"), row.title),
                (_("À partir du"), words.long_day(row.starts_on)),
                (_("Jusqu’au"), words.long_day(row.ends_on) if row.ends_on else _("sans fin prévue")),
                (_("Proposé par"), proposed),
            ]
        )
        self.card.add_text(_("Rien ne s’ouvre avant la décision."), secondary=True)
        if self.may(decide_title) and row.person_id != self.desk.person_id:
            self.card.add_heading(_("Décider"))
            form = Form(
                decision_fields(self.desk.today, required=True),
                submit=_("Donner le titre"),
                on_submit=lambda values: self._decide(row, values, form),
            )
            self.card.add(form)
        if self.may(drop_title):
            add_withdrawal(self.card, lambda why, form: self._drop(row.id, why, form))

    def _drop(self, proposal_id: int, why: str, form: Form) -> None:
        if self.run(drop_title, proposal_id, why, form=form):
            self.card.hide()

    def show_giving(self) -> None:
        """Show the form that proposes a title, or gives it at once when the decision is quoted."""
        known = self.ask(people)
        offered = self.ask(titles)
        if not known or not offered:
            return
        self.list.clear_choice()
        self.card.clear(_("Proposer un titre"))
        given = [(row.code, row.name) for row in offered.value or () if not row.automatic]
        form = Form(
            (
                PersonField("person_id", _("À qui"), known.value or (), required=True, rules=("GRANT-01",)),
                ChoiceField("code", _("Titre"), given, required=True, rules=("GRANT-02",)),
                DayField("starts_on", _("À partir du"), required=True, today=self.desk.today),
                DayField("ends_on", _("Jusqu’au"), today=self.desk.today, rules=("GRANT-04", "GRANT-08")),
                *(decision_fields(self.desk.today, required=False) if self.may(give_title) else ()),
            ),
            submit=_("Enregistrer"),
            on_submit=lambda values: self._give(values, form),
            on_cancel=self.card.hide,
        )
        form.set_values({"starts_on": self.desk.today})
        self.card.add(form)
        self.card.show()
        form.begin()

    def show_titles(self) -> None:
        """Show what each title allows, in words."""
        offered = self.ask(titles)
        self.list.clear_choice()
        self.card.clear(_("Ce que permet chaque titre"))
        for row in offered.value or ():
            self.card.add_heading(row.name)
            self._show_rights(row)
        self.card.show()

    def show_rights(self) -> None:
        """Show who holds each right on the day chosen."""
        found = self.ask(who_may, self.chosen_day())
        if not found or found.value is None:
            return
        self.list.clear_choice()
        self.card.clear(_("Qui détient chaque droit"))
        self.card.add_text(_("Au {day}").format(day=words.long_day(found.value.day)), secondary=True)
        self.card.add_facts([(one.right, holders_words(one)) for one in found.value.rights])
        self.card.show()

    def print_all(self) -> None:
        """Show who may do what on the day chosen, as it prints."""
        found = self.ask(who_may, self.chosen_day())
        if found and found.value is not None:
            pdf = who_may_pdf(found.value, letterhead_of(self.desk))
            self.show_pdf(pdf, _("Qui peut quoi"), f"qui-peut-quoi-{self.chosen_day():%Y-%m-%d}.pdf")

    def _show_rights(self, row: TitleRow) -> None:
        if row.automatic:
            self.card.add_text(_("Ce titre vient de la situation de la personne."), secondary=True)
        for over, lines in ((_("sur toute la coopérative"), row.over_everyone), (_("sur soi"), row.over_oneself)):
            for line in lines:
                self.card.add_text(_("{right} ({over})").format(right=line, over=over))

    def _give(self, values: dict[str, Any], form: Form) -> None:
        because = self._decision(values, form) if self.may(give_title) else ""
        if because is None:
            return
        given = [values[name] for name in ("person_id", "code", "starts_on", "ends_on")]
        if because:
            done = self.run(give_title, *given, because, form=form)
        else:
            done = self.run(propose_title, *given, form=form)
        if done:
            self.list.choose((not because, done.value))

    def _decide(self, row: ProposedTitle, values: dict[str, Any], form: Form) -> None:
        because = self._decision(values, form)
        if because is not None and (given := self.run(decide_title, row.id, because, form=form)):
            self.list.choose((False, given.value))

    def _decision(self, values: dict[str, Any], form: Form) -> str | None:
        """The decision in words; None when it is quoted by half, which the form then says."""
        try:
            return decision_of(values, self.desk.today)
        except RuleBroken as broken:
            self.refuse(broken, form)
            return None

    def _end(self, row: GrantRow, values: dict[str, Any], form: Form) -> None:
        if self.run(end_grant, row.id, values["ends_on"], values["because"], form=form):
            self.show_grant(self.list.chosen_record())

    def _runs(self, row: GrantRow | ProposedTitle) -> bool:
        return row.runs_on(self.chosen_day())

    def _is_over(self, row: GrantRow | ProposedTitle) -> bool:
        return row.is_over(self.chosen_day())

    def _state(self, row: GrantRow | ProposedTitle) -> str:
        return row.state_words(self.chosen_day())

    def _tone(self, row: GrantRow | ProposedTitle) -> Tone:
        if isinstance(row, ProposedTitle):
            return "plain" if self._is_over(row) else "warn"
        return "good" if self._runs(row) else "plain" if self._is_over(row) else "accent"
