"""An allocation on the screen: three bars with their exact figures, the computation, the rules kept or broken."""

from coop_desk.core.i18n import _
from coop_desk.core.rulebook import rule
from coop_desk.core.words import euros
from coop_desk.screen.card import Card
from coop_desk.screen.picture import PictureView
from coop_desk.screen.pieces import Tone
from coop_desk.topics.surplus.chart import chart_words, thirds_chart
from coop_desk.topics.surplus.records import Allocation, Check, Hypotheses, State, Terms
from coop_desk.topics.surplus.rules.told import Compared, compared, notes_of, table_of


def add_allocation(card: Card, told: Hypotheses, terms: Terms, given: Allocation) -> None:
    """Add the drawing, the figures, how they were reckoned and the rules."""
    if given.base.cents > 0:
        add_picture(card, given)
        card.add_facts([(one.words, _with_part(one.cents, one.part)) for one in table_of(given)])
    card.add_heading(_("Règles"))
    for check in given.checks:
        card.add_text(checked_words(check)).setToolTip(rule(check.rule).source)
    card.add_heading(_("Calcul"))
    card.add_facts([(line.words, euros(line.cents) if line.cents is not None else "—") for line in given.lines])
    for note in notes_of(told, terms, given):
        card.add_text(note, secondary=True)


def add_picture(card: Card, given: Allocation) -> None:
    """Add the bars of the three destinations."""
    picture = PictureView()
    card.add(picture)
    picture.show_chart(thirds_chart(given), chart_words(given))


def checked_words(check: Check) -> str:
    """Say a rule with its state first."""
    said = {
        State.KEPT: _("Respectée : {words}"),
        State.WARNED: _("À noter : {words}"),
        State.BROKEN: _("Non respectée : {words}"),
    }[check.state]
    return said.format(words=check.words)


def tone_of(given: Allocation) -> Tone:
    """The tone of a simulation that is not before an assembly."""
    return "bad" if given.broken else "plain"


def add_comparison(card: Card, names: tuple[str, str], one: Allocation, other: Allocation) -> None:
    """Add two allocations side by side: bars of each, then every destination with the difference."""
    for name, given in zip(names, (one, other), strict=True):
        card.add_heading(name)
        if given.base.cents > 0:
            add_picture(card, given)
    card.add_heading(_("D’une simulation à l’autre"))
    card.add_facts([(line.words, _difference(line)) for line in compared(one, other)])


def _difference(line: Compared) -> str:
    if not line.difference:
        return _("{amount}, sans changement").format(amount=euros(line.one))
    sign = "+" if line.difference > 0 else ""
    return _("{one}, puis {other} ({difference})").format(
        one=euros(line.one), other=euros(line.other), difference=f"{sign}{euros(line.difference)}"
    )


def _with_part(cents: int, part: str) -> str:
    return f"{euros(cents)} ({part})" if part else euros(cents)
