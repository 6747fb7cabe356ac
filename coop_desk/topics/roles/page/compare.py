"""Two rotation plans side by side: what each costs part by part, who changes, everybody's hours."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.records import CostPart, PlanLine, PlanState
from coop_desk.topics.roles.adoption.rules.comparing import Compared


class ComparePage(Page):
    """Two plans chosen at the top."""

    title = N_("Comparer deux plans")
    needs = service.compare_plans
    guide = "07-rotation"
    tip = N_("Les lignes montrent seulement ce qui diffère. Les coûts se comparent quand les deux plans pèsent pareil.")

    def build(self) -> None:
        """Make the two choices, the list of seats and the card of costs."""
        self.one = ChoiceField("one", _("Premier plan"), (), required=True)
        self.other = ChoiceField("other", _("Second plan"), (), required=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        for field in (self.one, self.other):
            row.addWidget(field, 1)
            field.changed.connect(self.show_both)
        self.body.addLayout(row)
        self.list = List(
            _("Ce qui change"),
            (
                Column(_("Rôle"), lambda c: c.role, stretch=True),
                Column(_("Premier plan"), lambda c: c.one or _("vacant"), width=130),
                Column(_("Second plan"), lambda c: c.other or _("vacant"), width=130),
                Column(_("Du"), lambda c: c.starts_on, "day", width=92),
                Column(_("Au"), lambda c: c.ends_on, "day", width=92),
                Column(_("Siège"), lambda c: c.seat + 1, "integer", width=70, shown=False),
            ),
            key=lambda c: f"{c.role}-{c.seat}-{c.starts_on}",
            counted=lambda n: ngettext("{n} différence", "{n} différences", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(380))
        self.list_and_card(self.list, self.card)
        self.add_action(_("Plans"), lambda: self.go("roles.rotation"))
        self._filling = False

    def load(self) -> None:
        """Offer the plans, the last two chosen first."""
        lines = service.plans(self.desk)
        said = [(line.id, plan_words(line)) for line in lines]
        kept = (self.one.read(), self.other.read())
        self._filling = True
        for field, before, place in ((self.one, kept[0], 1), (self.other, kept[1], 0)):
            field.offer(said)
            known = before if before in {id_ for id_, _words in said} else None
            field.write(known if known is not None else said[place][0] if len(said) > place else None)
        self._filling = False
        self.show_empty(len(lines) < 2, _("Il faut deux plans pour comparer : demandez-en un autre."))
        if len(lines) >= 2:
            self.show_both()

    def open_record(self, record_id: Any) -> None:
        """Compare a plan with the one in force, else with the last made."""
        lines = [line for line in service.plans(self.desk) if line.id != record_id]
        if lines:
            adopted = [line for line in lines if line.state is PlanState.ADOPTED]
            self._filling = True
            self.one.write((adopted or lines)[0].id)
            self._filling = False
            self.other.write(record_id)
            self.show_both()

    def show_both(self) -> None:
        """Show the two plans chosen."""
        one, other = self.one.read(), self.other.read()
        if self._filling or one is None or other is None:
            return
        verb = service.compare_whole_plans if self.may(service.compare_whole_plans) else service.compare_plans
        asked = self.ask(verb, one, other)
        if asked.value is not None:
            self._show(asked.value)

    def _show(self, found: Compared) -> None:
        self.list.show_records(found.changes)
        self.say_facts(_("aucune différence") if not found.changes else "")
        self.card.clear(_("Coût, partie par partie"))
        if not found.same_rules:
            self.card.add_pill(_("poids ou durées différents"), "warn")
            self.card.add_text(_("Ces plans ne pèsent pas pareil : comparez les nombres, pas les points."))
        first, second = (_total(found, place) for place in (1, 2))
        self.card.add_facts(
            [
                (_("Total"), _("{one} puis {other} points").format(one=integer(first), other=integer(second))),
                *((words.capitalize(), _both(one, other)) for words, one, other in found.cost),
            ]
        )
        if found.loads:
            self.card.add_heading(_("Heures, et part équitable du second plan"))
            words = _("{one} h puis {other} h, pour {share} h")
            self.card.add_facts(
                [
                    (load.name, words.format(one=_hours(load.one), other=_hours(load.other), share=_hours(load.share)))
                    for load in found.loads
                ]
            )
        self.card.show()


def plan_words(line: PlanLine) -> str:
    """A plan among others, by its name, its day and its cost."""
    words = _("{name}, fait le {day}, coût {cost}")
    return words.format(name=line.name, day=day_words(line.made_on), cost=integer(line.objective))


def _total(found: Compared, place: int) -> int:
    parts = [line[place] for line in found.cost]
    return sum(part.points for part in parts if isinstance(part, CostPart))


def _both(one: CostPart | None, other: CostPart | None) -> str:
    if one == other:
        return _("{n} dans les deux").format(n=integer(one.many if one else 0))
    words = _("{one} puis {other} ({points} points)")
    more = (other.points if other else 0) - (one.points if one else 0)
    signed = f"{more:+d}".replace("-", "−")
    return words.format(one=integer(one.many if one else 0), other=integer(other.many if other else 0), points=signed)


def _hours(hours: int | None) -> str:
    return "–" if hours is None else integer(hours)
