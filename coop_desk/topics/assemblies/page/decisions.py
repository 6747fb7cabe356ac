"""The decision register: find a resolution, read its result, follow what became of it."""

from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import ago_or_in, integer, listed, long_day
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, LongTextField, PersonField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.page.wording import FOLLOW_UP_TONES, counts_words
from coop_desk.topics.assemblies.records import DecisionLine, FollowUpState, ResolutionKind
from coop_desk.topics.assemblies.rules.words import follow_up_words, short_kind_words
from coop_desk.topics.members import service as members
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.records import Quoted


class DecisionsPage(Page):
    """Every voted resolution, and the carrying out of those adopted."""

    title = N_("Décisions")
    needs = service.decisions
    guide = "05-tenir-une-assemblee"
    tip = N_(
        "Cherchez par mot, année, type ou résultat. Chaque décision adoptée a un pôle ou une personne qui l’exécute "
        "et une échéance ; les retards sont rappelés dans « À faire »."
    )

    def build(self) -> None:
        self.list = List(
            _("Registre des décisions"),
            (
                Column(_("Date"), lambda d: d.day, "day"),
                Column(_("N°"), lambda d: d.number, "integer"),
                Column(_("Résolution"), lambda d: d.title, stretch=True),
                Column(_("Instance"), lambda d: d.body_name, shown=False),
                Column(_("Type"), lambda d: short_kind_words(d.kind), shown=False),
                Column(_("Pour · Contre · Abst."), lambda d: counts_words(d.votes), shown=False),
                Column(_("Résultat"), _result, "pill", tone=lambda d: "good" if d.adopted else "bad"),
                Column(_("Responsable"), lambda d: d.responsible, shown=False),
                Column(_("Échéance"), lambda d: d.due_on, "day", hover=self._how_far),
                Column(_("Suivi"), _follow, "pill", tone=_follow_tone),
            ),
            filters=(
                Filter(_("Adoptées"), lambda d: d.adopted),
                Filter(_("Rejetées"), lambda d: not d.adopted),
                Filter(_("À confier"), lambda d: d.adopted and d.state is None),
                Filter(_("En retard"), lambda d: d.overdue),
            ),
            key=lambda d: d.resolution_id,
            counted=lambda n: ngettext("{n} décision", "{n} décisions", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_decision)
        self.to_meetings = self.add_action(_("Voir les assemblées"), lambda: self.go("assemblies"), button=False)

    def load(self) -> None:
        lines = service.decisions(self.desk)
        late = sum(1 for line in lines if line.overdue)
        waiting = sum(1 for line in lines if line.adopted and line.state is None)
        self.say_facts(
            listed(
                [
                    ngettext("{n} décision en retard", "{n} décisions en retard", late).format(n=integer(late)),
                    _("{n} à confier").format(n=integer(waiting)),
                ]
            )
            if lines
            else ""
        )
        self.list.show_records(lines)
        self.show_empty(
            not lines,
            _("Aucune résolution votée pour l’instant. Elles arrivent ici dès le vote."),
            self.to_meetings,
        )

    def open_record(self, record_id: Any) -> None:
        self.list.choose(record_id)

    def show_decision(self, line: DecisionLine | None) -> None:
        """Show the text, the result and the carrying out of one resolution."""
        if line is None:
            return
        self.card.clear(_("{n}. {title}").format(n=line.number, title=line.title))
        self.card.add_pill(_result(line), "good" if line.adopted else "bad")
        self.card.add_text(line.text)
        self.card.add_text(line.sentence, secondary=True)
        self.card.add_facts(
            [
                (_("Décidée par"), line.meeting_title),
                (_("Type"), line.kind_words),
                (_("Pour · Contre · Abst."), counts_words(line.votes)),
            ]
        )
        self.card.add_buttons(
            button(_("Voir la séance"), lambda: self.go("assemblies.session", line.meeting_id)),
            button(_("Procès-verbal et extrait"), lambda: self.go("minutes.meeting", line.meeting_id)),
        )
        if line.adopted and line.kind is ResolutionKind.EXTRAORDINARY and self.may(statutes.change_statutes):
            self.card.add_buttons(button(_("Modifier les statuts…"), lambda: self.change_statutes(line)))
        if line.adopted:
            self._show_follow_up(line)

    def change_statutes(self, line: DecisionLine) -> None:
        """Go to the statutes with this resolution to quote (A17)."""
        words = _("{meeting}, résolution n° {number}").format(meeting=line.meeting_title, number=line.number)
        self.go("statutes", Quoted(words, line.resolution_id, line.day))

    def save(self, line: DecisionLine, form: Form, values: dict[str, Any]) -> None:
        """Keep who carries out the decision, until when, and where it stands."""
        done = self.run(
            service.follow_up,
            line.resolution_id,
            team_id=values["team"],
            responsible_id=values["person"],
            due_on=values["due"],
            state=FollowUpState(values["state"]),
            note=values["note"],
            form=form,
        )
        if done:
            self.show_decision(self.list.chosen_record())

    def _show_follow_up(self, line: DecisionLine) -> None:
        self.card.add_heading(_("Exécution"))
        if line.state is not None:
            self.card.add_pill(_follow(line), _follow_tone(line))
        if not self.may(service.follow_up):
            due = long_day(line.due_on) if line.due_on else ""
            self.card.add_facts([(_("Responsable"), line.responsible), (_("Échéance"), due), (_("Note"), line.note)])
            return
        form = Form(
            [
                PersonField("team", _("Pôle"), self._teams(), hint=_("Pôle ou équipe…"), rules=("DEC-01",)),
                PersonField("person", _("Personne"), self._people()),
                DayField("due", _("Échéance"), today=self.desk.today),
                ChoiceField("state", _("Avancement"), _states(), required=True),
                LongTextField("note", _("Note"), lines=2),
            ],
            submit=_("Enregistrer le suivi"),
            on_submit=lambda values: self.save(line, form, values),
        )
        form.set_values(
            {
                "team": line.team_id,
                "person": line.responsible_id,
                "due": line.due_on,
                "state": line.state or FollowUpState.TO_DO,
                "note": line.note,
            }
        )
        self.card.add(form)

    def _teams(self) -> list[tuple[int, str]]:
        if not self.may(members.teams_at):
            return []
        tree = members.teams_at(self.desk)
        return [(row.id, row.name) for service_row in tree for row in (service_row, *service_row.teams)]

    def _people(self) -> list[tuple[int, str]]:
        if not self.may(members.members):
            return []
        return [(int(row.person_id), row.name) for row in members.members(self.desk)]

    def _how_far(self, line: DecisionLine) -> str:
        return ago_or_in(line.due_on, self.desk.today) if line.due_on else ""


def _states() -> list[tuple[FollowUpState, str]]:
    return [(state, follow_up_words(state)) for state in FollowUpState]


def _result(line: DecisionLine) -> str:
    return _("Adoptée") if line.adopted else _("Rejetée")


def _follow(line: DecisionLine) -> str:
    if line.overdue:
        return _("En retard")
    return follow_up_words(line.state) if line.state is not None else ""


def _follow_tone(line: DecisionLine) -> Tone:
    if line.overdue:
        return "bad"
    return FOLLOW_UP_TONES[line.state] if line.state is not None else "plain"
