"""An allocation told as a table: the same lines on the screen, on paper and in the minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from coop_desk.core.i18n import _
from coop_desk.core.words import euros, long_day
from coop_desk.topics.surplus.records import Allocation, Hypotheses, Key, Terms
from coop_desk.topics.surplus.rules.participation import locked_until, paid_before
from coop_desk.topics.surplus.rules.paying import interest_before
from coop_desk.topics.surplus.rules.wording import part_words


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the table: what it is, its cents, and its part of the surplus in words."""

    words: str
    cents: int
    part: str
    inner: bool = False
    """Whether it is a part of the line above, already counted there."""


def table_of(given: Allocation) -> tuple[Told, ...]:
    """Return where the surplus goes, one line for each destination that the law names."""
    whole = given.base.cents
    lines = [
        _told(_("Réserve légale"), given.legal_cents, whole),
        _told(_("Fonds de développement"), given.fund_cents, whole),
        _told(_("Part des salariés"), given.employees_cents, whole),
    ]
    if given.participation_cents:
        words = _("dont réserve spéciale de participation")
        lines.append(Told(words, given.participation_cents, "", inner=True))
    lines.append(_told(_("Intérêt aux parts sociales"), given.interest_cents, whole))
    return tuple(lines)


def _told(words: str, cents: int, whole: int) -> Told:
    return Told(words, cents, part_words(Fraction(cents, whole)) if whole > 0 else "")


def thirds(given: Allocation) -> tuple[Told, ...]:
    """Return the three destinations people compare: the company, work and capital (SUR-10)."""
    whole = given.base.cents
    return (
        _told(_("Réserves"), given.reserves_cents, whole),
        _told(_("Travail"), given.employees_cents, whole),
        _told(_("Capital"), given.interest_cents, whole),
    )


def notes_of(told: Hypotheses, terms: Terms, given: Allocation) -> tuple[str, ...]:
    """Say in sentences what stands beside the table: sums left out, the key, delays."""
    return tuple(_notes(told, terms, given))


def _notes(told: Hypotheses, terms: Terms, given: Allocation) -> Iterator[str]:
    if given.base.gains_cents:
        yield _(
            "Hors excédents, {amount} de plus-values vont à la réserve légale ({legal}) et au fonds de développement "
            "({fund})."
        ).format(
            amount=euros(given.base.gains_cents),
            legal=euros(given.gains_to_legal_cents),
            fund=euros(given.gains_to_fund_cents),
        )
    if given.exceptional_cents:
        yield _("Hors excédents, {amount} de provision reprise vont à une réserve exceptionnelle.").format(
            amount=euros(given.exceptional_cents)
        )
    if given.base.carried_loss_cents:
        yield _("Une perte de {amount} est reportée à nouveau.").format(amount=euros(given.base.carried_loss_cents))
    if given.employees_cents:
        yield _(
            "La part des salariés se répartit {key}, entre ceux qui comptent trois mois de présence dans l’exercice "
            "ou six mois d’ancienneté."
        ).format(key=key_words(terms))
    if given.participation_cents:
        yield _(
            "La participation demandée tout de suite est payée avant le {paid} ; le reste est bloqué jusqu’au {until}."
        ).format(paid=long_day(paid_before(told.year_end)), until=long_day(locked_until(told.year_end)))
    if told.into_shares and given.employees_cents:
        yield _("Ce qui revient aux associés sur la part des salariés devient des parts sociales.")
    if given.interest_cents:
        latest = long_day(interest_before(told.year_end))
        yield _("L’intérêt aux parts se paie au plus tard le {day}.").format(day=latest)


def key_words(terms: Terms) -> str:
    """Say the key of the statutes, seniority included (SUR-07)."""
    words = {
        Key.PAY: _("au prorata des salaires de l’année"),
        Key.HOURS: _("au prorata du temps de travail de l’année"),
        Key.EQUAL: _("à parts égales"),
        Key.MIX: _mix_words(terms),
    }[terms.key]
    if terms.seniority_step and terms.seniority_most > 1:
        words += _(", avec un coefficient d’ancienneté de {step} par année, plafonné à {most}").format(
            step=part_words(terms.seniority_step), most=coefficient_words(terms.seniority_most)
        )
    return words


def _mix_words(terms: Terms) -> str:
    hours = 1 - terms.pay_part - terms.equal_part
    words = _("pour {pay} au prorata des salaires et pour {hours} au prorata du temps de travail").format(
        pay=part_words(terms.pay_part), hours=part_words(hours)
    )
    if terms.equal_part:
        words += _(", le reste ({equal}) à parts égales").format(equal=part_words(terms.equal_part))
    return words


def coefficient_words(coefficient: Fraction) -> str:
    """Write 1,10."""
    hundredths = (2 * coefficient.numerator * 100 + coefficient.denominator) // (2 * coefficient.denominator)
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}"


@dataclass(frozen=True, slots=True)
class Compared:
    """One destination in two allocations, in cents."""

    words: str
    one: int
    other: int

    @property
    def difference(self) -> int:
        """How much more the second gives."""
        return self.other - self.one


def compared(one: Allocation, other: Allocation) -> tuple[Compared, ...]:
    """Put two allocations side by side, destination by destination."""
    pairs = (
        (_("Excédents nets de gestion"), one.base.cents, other.base.cents),
        (_("Réserve légale"), one.legal_cents, other.legal_cents),
        (_("Fonds de développement"), one.fund_cents, other.fund_cents),
        (_("Part des salariés"), one.employees_cents, other.employees_cents),
        (_("Intérêt aux parts sociales"), one.interest_cents, other.interest_cents),
    )
    return tuple(Compared(*pair) for pair in pairs)
