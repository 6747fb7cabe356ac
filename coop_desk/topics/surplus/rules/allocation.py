"""Where the surplus goes: legal reserve, employees, interest on shares, and the development fund with what is left."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from coop_desk.core.i18n import _
from coop_desk.core.words import euros
from coop_desk.topics.surplus.records import Allocation, Check, Hypotheses, Line, State, Surplus, Terms
from coop_desk.topics.surplus.rules import participation
from coop_desk.topics.surplus.rules.cents import at_least, at_most, half_up
from coop_desk.topics.surplus.rules.net_surplus import surplus_of
from coop_desk.topics.surplus.rules.wording import part_words

USUAL_FUND = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of the surplus, in cents, and the lines that say how each was reckoned."""

    legal: int
    missing: int | None
    employees: int
    interest: int
    asked: int
    fund: int
    lines: tuple[Line, ...]


def allocate(told: Hypotheses, terms: Terms) -> Allocation:
    """Allocate in the order of the law: base, legal reserve, employees, interest, development fund (section 7)."""
    base = surplus_of(told, terms)
    parts = _shared(base.cents, told, terms) if base.cents > 0 else _nothing(told, terms)
    to_legal = _gains_to_legal(base, parts, terms)
    reserve = half_up(told.participation_part * parts.employees)
    return Allocation(
        base=base,
        legal_cents=parts.legal,
        fund_cents=parts.fund,
        employees_cents=parts.employees,
        participation_cents=reserve,
        interest_cents=parts.interest,
        interest_asked_cents=parts.asked,
        gains_to_legal_cents=to_legal,
        gains_to_fund_cents=base.gains_cents - to_legal,
        exceptional_cents=base.provision_cents,
        lines=(*base.lines, *parts.lines, *_beside(base, to_legal, reserve)),
        checks=tuple(_checks(base, parts, told, terms)),
    )


def _missing(told: Hypotheses, terms: Terms) -> int | None:
    """What the legal reserve still lacks; None when the statutes never stop it, or no capital is known (RES-02)."""
    if not terms.legal_until_capital or not told.highest_capital_cents:
        return None
    return max(0, told.highest_capital_cents - told.legal_reserve_cents)


def _nothing(told: Hypotheses, terms: Terms) -> _Parts:
    return _Parts(0, _missing(told, terms), 0, 0, 0, 0, ())


def _shared(cents: int, told: Hypotheses, terms: Terms) -> _Parts:
    lines = []
    missing = _missing(told, terms)
    wanted = half_up(terms.legal_rate * cents)
    legal = wanted if missing is None else min(wanted, missing)
    lines.append(Line(_legal_words(wanted, missing, told, terms), "RES-01" if legal == wanted else "RES-02", legal))
    employees = max(half_up(told.employees_part * cents), at_least(terms.employees_min * cents))
    lines.append(Line(_employees_words(told, terms), "SUR-06", employees))
    asked = half_up(told.interest_part * cents) or half_up(told.interest_rate * told.shares_cents)
    interest = max(0, min(asked, _most_interest(cents, legal, employees, told, terms)))
    if asked:
        lines.append(Line(_interest_words(asked, interest, told), "SUR-08", interest))
    fund = cents - legal - employees - interest
    lines.append(Line(_("Fonds de développement : tout le reste"), "SUR-05", fund))
    return _Parts(legal, missing, employees, interest, asked, fund, tuple(lines))


def _legal_words(wanted: int, missing: int | None, told: Hypotheses, terms: Terms) -> str:
    rate = part_words(terms.legal_rate)
    if missing is None or wanted <= missing:
        return _("Réserve légale : {rate} des excédents").format(rate=rate)
    highest = euros(told.highest_capital_cents)
    if not missing:
        return _("Réserve légale : complète, elle a atteint le capital le plus élevé ({highest})").format(
            highest=highest
        )
    return _(
        "Réserve légale : {rate} feraient {wanted}, il ne manque que {missing} pour atteindre le capital le plus "
        "élevé ({highest})"
    ).format(rate=rate, wanted=euros(wanted), missing=euros(missing), highest=highest)


def _employees_words(told: Hypotheses, terms: Terms) -> str:
    if told.employees_part >= terms.employees_min:
        return _("Part des salariés : {part} des excédents").format(part=part_words(told.employees_part))
    return _("Part des salariés : {part} demandés, portés au minimum de {least}").format(
        part=part_words(told.employees_part), least=part_words(terms.employees_min)
    )


def _most_interest(cents: int, legal: int, employees: int, told: Hypotheses, terms: Terms) -> int:
    """The most interest the law and the statutes allow, in cents (SUR-05, SUR-08, SUR-09)."""
    least_fund = max(1, at_least(terms.fund_min * cents))
    most = [employees, (cents - employees) // 2, cents - legal - employees - least_fund]
    if terms.interest_cap is not None:
        most.append(at_most(terms.interest_cap * told.shares_cents))
    return min(most)


def _interest_words(asked: int, interest: int, told: Hypotheses) -> str:
    if told.interest_rate:
        words = _("Intérêt aux parts : {rate} de {shares}").format(
            rate=part_words(told.interest_rate), shares=euros(told.shares_cents)
        )
    else:
        words = _("Intérêt aux parts : {part} des excédents").format(part=part_words(told.interest_part))
    if interest < asked:
        words += " " + _("feraient {asked}, limités à {interest}").format(asked=euros(asked), interest=euros(interest))
    if told.shares_cents and interest:
        words += _(", soit {rate} des parts").format(rate=part_words(Fraction(interest, told.shares_cents)))
    return words


def _gains_to_legal(base: Surplus, parts: _Parts, terms: Terms) -> int:
    """The part of the gains left out that goes to the legal reserve, the rest going to the fund (SUR-01)."""
    wanted = half_up(terms.legal_rate * base.gains_cents)
    return wanted if parts.missing is None else min(wanted, parts.missing - parts.legal)


def _beside(base: Surplus, to_legal: int, reserve: int) -> Iterator[Line]:
    if reserve:
        yield Line(_("dont réserve spéciale de participation"), "PAR-02", reserve)
    if base.gains_cents:
        yield Line(_("Plus-values affectées à la réserve légale"), "SUR-01", to_legal)
        yield Line(_("Plus-values affectées au fonds de développement"), "SUR-01", base.gains_cents - to_legal)
    if base.provision_cents:
        yield Line(_("Provision reprise, portée en réserve exceptionnelle"), "SUR-02", base.provision_cents)


# ------------------------------------------------------------------------------------------- rules, kept or broken


def _checks(base: Surplus, parts: _Parts, told: Hypotheses, terms: Terms) -> Iterator[Check]:
    if base.cents <= 0:
        words = _("Les excédents sont de {amount} : rien n’est réparti.").format(amount=euros(base.cents))
        yield Check("SUR-04", words, State.KEPT)
        return
    yield _legal_check(parts, told, terms)
    yield _fund_check(base.cents, parts, terms)
    yield _employees_check(base, parts, terms)
    yield from _interest_checks(parts, terms)
    yield _sum_check(base.cents, parts)
    yield from participation.checks(base, parts.employees, parts.legal + parts.fund, told)


def _state(kept: bool) -> State:
    return State.KEPT if kept else State.BROKEN


def _legal_check(parts: _Parts, told: Hypotheses, terms: Terms) -> Check:
    after = euros(told.legal_reserve_cents + parts.legal)
    if terms.legal_until_capital and not told.highest_capital_cents:
        words = _("Le capital le plus élevé n’est pas connu : la réserve légale reçoit {rate} sans limite.")
        return Check("RES-02", words.format(rate=part_words(terms.legal_rate)), State.WARNED)
    if parts.missing is None:
        words = _("La réserve légale atteint {after} : les statuts la dotent chaque année.").format(after=after)
        return Check("RES-01", words, State.KEPT)
    highest = euros(told.highest_capital_cents)
    if parts.legal < parts.missing:
        words = _(
            "La réserve légale reçoit {rate} et atteint {after}, moins que le capital le plus élevé ({highest})."
        ).format(rate=part_words(terms.legal_rate), after=after, highest=highest)
        return Check("RES-01", words, State.KEPT)
    words = _("La réserve légale est complète : {after}, pour un capital le plus élevé de {highest}.")
    return Check("RES-02", words.format(after=after, highest=highest), State.KEPT)


def _fund_check(cents: int, parts: _Parts, terms: Terms) -> Check:
    said = _("Le fonds de développement reçoit {fund}").format(fund=euros(parts.fund))
    if parts.fund <= 0:
        return Check("SUR-05", _("{said} : il en faut chaque année. Baissez les autres parts.").format(said=said),
                     State.BROKEN)  # fmt: skip
    if parts.fund < terms.fund_min * cents:
        least = part_words(terms.fund_min)
        return Check("SUR-05", _("{said} : les statuts demandent {least}.").format(said=said, least=least),
                     State.BROKEN)  # fmt: skip
    if parts.fund < USUAL_FUND * cents:
        return Check("SUR-05", _("{said}, moins que le 1 % d’usage.").format(said=said), State.WARNED)
    return Check("SUR-05", f"{said}.", State.KEPT)


def _employees_check(base: Surplus, parts: _Parts, terms: Terms) -> Check:
    least = at_least(terms.employees_min * base.cents)
    words = _("Les salariés reçoivent {amount}, il leur faut au moins {least} ({part}).").format(
        amount=euros(parts.employees), least=euros(least), part=part_words(terms.employees_min)
    )
    if base.undeducted_cents != base.cents:
        words += " " + _("Sans déduire les pertes antérieures, ce minimum serait de {least}.").format(
            least=euros(at_least(terms.employees_min * max(0, base.undeducted_cents)))
        )
    return Check("SUR-06", words, _state(parts.employees >= least))


def _interest_checks(parts: _Parts, terms: Terms) -> Iterator[Check]:
    if not parts.asked:
        yield Check("SHA-17", _("Aucun intérêt n’est versé aux parts."), State.KEPT)
        return
    if not terms.interest:
        words = _("Les statuts ne prévoient pas d’intérêt aux parts : changez les statuts, ou n’en demandez pas.")
        yield Check("SHA-17", words, State.BROKEN)
    interest, reserves, employees = euros(parts.interest), euros(parts.legal + parts.fund), euros(parts.employees)
    words = _("L’intérêt aux parts ({interest}) ne dépasse ni les réserves ({reserves}), ni la part des salariés "
              "({employees}).").format(interest=interest, reserves=reserves, employees=employees)  # fmt: skip
    within = parts.interest <= min(parts.legal + parts.fund, parts.employees)
    yield Check("SUR-08", words, _state(within))


def _sum_check(cents: int, parts: _Parts) -> Check:
    total = parts.legal + parts.fund + parts.employees + parts.interest
    words = _("Les parts font ensemble {total}, et les excédents {surplus} : rien d’autre n’est distribué.")
    return Check("SUR-10", words.format(total=euros(total), surplus=euros(cents)), _state(total == cents))
