"""What movements would change, shown before they are recorded: holdings, watched figures, limits (C14)."""

from collections.abc import Callable, Container
from typing import Any

from PySide6.QtCore import QTimer

from coop_desk.core import words
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import pill
from coop_desk.topics.shares.records import Foreseen
from coop_desk.topics.shares.rules.capital import Gauge

PAUSE = 150
"""Milliseconds without a key before the figures are asked again."""


class EffectPanel(Card):
    """What a form would change, over its button; it follows what is typed."""

    def __init__(
        self, form: Form, foresee: Callable[[dict[str, Any]], Foreseen | str], beside: Container[str] = ()
    ) -> None:
        """`foresee` returns the effect, or a sentence instead; the fields `beside` need not be right for it."""
        super().__init__(scrolls=False)
        self._form = form
        self._foresee = foresee
        self._beside = beside
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        form.changed.connect(self._pause.start)
        form.show_over_button(self)
        self.look()

    def look(self) -> None:
        """Show what the form would change as it stands; nothing while a field is not right."""
        self.clear()
        wrong = any(field.fault() for name, field in self._form.fields.items() if name not in self._beside)
        seen = "" if wrong else self._seen()
        self.setVisible(bool(seen))
        if isinstance(seen, str):
            self.add_text(seen, secondary=True)
            return
        show_effect(self, seen)
        show_limits(self, seen)

    def _seen(self) -> Foreseen | str:
        try:
            return self._foresee(self._form.values())
        except RuleBroken as broken:
            return broken.message
        except Refused as refused:
            self._form.changed.disconnect(self._pause.start)  # each try would add its line to the journal
            return str(refused)


def show_effect(card: Card, seen: Foreseen) -> None:
    """Show what people hold before and after, the limits broken, and what will be due."""
    held = seen.held_before
    who = held[0].name if len(held) == 1 else ngettext("{n} associé", "{n} associés", len(held)).format(n=len(held))
    card.add_text(_("{name}, le {day}").format(name=who, day=words.long_day(seen.day)), secondary=True)
    shares, paid, due, claim = (
        tuple(sum(getattr(one, what) for one in people) for people in (seen.held_before, seen.held_after))
        for what in ("shares", "paid_cents", "due_cents", "claim_cents")
    )
    card.add_facts(
        [
            (_("Parts"), _arrow(*map(words.integer, shares))),
            (_("Versé"), _arrow(*map(words.euros, paid))),
            (_("Reste dû"), _arrow(*map(words.euros, due))),
            (_("À rembourser"), _arrow(*map(words.euros, claim)) if claim[0] != claim[1] else ""),
        ]
    )
    for gauge in seen.gauges:
        if gauge.broken:
            show_broken(card, gauge)
    for notice in seen.notices:
        card.add_text(notice)


def show_limits(card: Card, seen: Foreseen) -> None:
    """Show every watched figure before and after, with its limit."""
    card.add_heading(_("Ce que la loi et les statuts demandent"))
    for gauge in seen.gauges:
        said = f"{gauge.words}{words.NBSP}: {_arrow(gauge.before, gauge.after)} ({gauge.limit})"
        card.add_text(said, secondary=True)


def show_broken(card: Card, gauge: Gauge) -> None:
    """Show a limit that a movement breaks, or that was broken before it, with its figures (C14)."""
    said = _("Limite franchie, règle {rule}") if gauge.needs_reason else _("Déjà hors limite, règle {rule}")
    card.add(pill(said.format(rule=gauge.rule), "bad" if gauge.needs_reason else "warn"))
    card.add_facts([(gauge.words, f"{_arrow(gauge.before, gauge.after)} ({gauge.limit})")])


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
