"""What one plan costs more than another, in all and part by part, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer
from coop_desk.topics.roles.rotation.checking import Cost

PART_WORDS = (
    ("vacancy", N_("sièges vacants")),
    ("coverage_shortage", N_("compétence manquante dans un pôle")),
    ("max_over", N_("heures de la personne la plus chargée")),
    ("over", N_("heures au-dessus de la part équitable")),
    ("preference", N_("souhaits")),
    ("handovers", N_("changements de mains")),
    ("missing_shadow", N_("mois de tuilage manquants")),
)
"""The parts of a cost, by the names of `Cost`."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan costs more (or less) than another, in all and part by part, each in words."""

    objective: int
    parts: tuple[str, ...]

    @property
    def words(self) -> str:
        """One line: the whole, then its parts."""
        whole = _("coût {n}").format(n=signed(self.objective)) if self.objective else _("coût inchangé")
        return f"{whole} ({', '.join(self.parts)})" if self.parts else whole


def change_between(before: Cost, after: Cost) -> Change:
    """What one plan costs more than another; months, hours and points of wishes are told as people count them."""
    return Change(after.objective - before.objective, tuple(_parts(before, after)))


def _parts(before: Cost, after: Cost) -> Iterator[str]:
    vacant = after.vacancy - before.vacancy
    if vacant:
        yield ngettext(
            "{n} mois de siège vacant, compté selon l’importance du rôle",
            "{n} mois de siège vacant, comptés selon l’importance du rôle",
            abs(vacant),
        ).format(n=signed(vacant))
    short = after.coverage_shortage - before.coverage_shortage
    if short:
        yield _("{n} mois de compétence manquante dans un pôle").format(n=signed(short))
    most = after.max_over - before.max_over
    if most:
        yield _("{n} h pour la personne la plus chargée").format(n=signed(most))
    over = after.over[0] - before.over[0]
    if over:
        yield _("{n} h au-dessus des parts équitables").format(n=signed(over))
    elif after.over != before.over:
        yield _("heures moins bien réparties") if after.over > before.over else _("heures mieux réparties")
    wishes = before.preference - after.preference  # the cost counts how far wishes are from the best
    if wishes:
        yield _("souhaits {n}").format(n=signed(wishes))
    changes = after.handovers - before.handovers
    if changes:
        words = ngettext("{n} changement de mains", "{n} changements de mains", abs(changes))
        yield words.format(n=signed(changes))
    missing = after.missing_shadow - before.missing_shadow
    if missing:
        words = ngettext("{n} mois de tuilage manquant", "{n} mois de tuilage manquants", abs(missing))
        yield words.format(n=signed(missing))


def signed(number: int) -> str:
    """A number with its sign: « +12 », « −4 »."""
    return f"+{integer(number)}" if number > 0 else integer(number)
