"""Whether a mandate may sit on a seat from a day to a day: terms, cooldown, interims, early ends. Whole days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import integer, long_day
from coop_desk.topics.mandates.rules.terms import last_day
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.records import Replacement, RoleMode, Sheet
from coop_desk.topics.roles.rules.sheets import MODE_WORDS
from coop_desk.topics.roles.seats.records import Gap, MandateState, RoleMandateLine, RoleOrigin, Span

INTERIM_MONTHS = 3
SHORT_REMAINDER_MONTHS = 3
ORIGINS: Mapping[RoleMode, RoleOrigin] = {
    RoleMode.ELECTED: RoleOrigin.ELECTED,
    RoleMode.COOPTED: RoleOrigin.COOPTED,
    RoleMode.ROTATING: RoleOrigin.ROTATION,
    RoleMode.LOT: RoleOrigin.LOT,
}
STATE_WORDS: Mapping[MandateState, str] = {
    MandateState.ADOPTED: N_("adopté"),
    MandateState.SHADOW: N_("tuilage"),
    MandateState.RUNNING: N_("en cours"),
    MandateState.ENDED: N_("terminé"),
    MandateState.BROKEN: N_("interrompu"),
}
ONE_DAY = timedelta(days=1)


def state_on(day: date, starts_on: date, ends_on: date, term_on: date, shadow_from: date | None) -> MandateState:
    """Where a mandate stands on a day."""
    if day > ends_on:
        return MandateState.BROKEN if ends_on < term_on else MandateState.ENDED
    if day >= starts_on:
        return MandateState.RUNNING
    return MandateState.SHADOW if shadow_from is not None and shadow_from <= day else MandateState.ADOPTED


def replacement_span(sheet: Sheet, term_on: date, starts_on: date) -> Span:
    """The term of whoever replaces a holder whose term goes to `term_on` (MAN-07).

    The replacement finishes the term; under three months of it left, the next full term is added, so that the starts of
    a pole stay apart. A role may ask for a whole term instead.
    """
    if sheet.replacement is Replacement.WHOLE or term_on < starts_on:
        return Span(starts_on, last_day(starts_on, sheet.term_max))
    if term_on < last_day(starts_on, SHORT_REMAINDER_MONTHS):
        return Span(starts_on, last_day(term_on + ONE_DAY, sheet.term_max))
    return Span(starts_on, term_on)


def replaced_by(
    lines: Iterable[RoleMandateLine], role_id: int, seat: int, person_id: int, starts_on: date
) -> RoleMandateLine | None:
    """The mandate that was broken off and whose term would still run when somebody else takes the seat."""
    left = [
        line
        for line in lines
        if (line.role_id, line.seat) == (role_id, seat) and not line.interim and line.person_id != person_id
        if line.ends_on < min(starts_on, line.term_on) and starts_on <= line.term_on
    ]
    return max(left, key=lambda line: (line.ends_on, line.id), default=None)


def check_term(sheet: Sheet, role: str, span: Span, *, planned: bool) -> None:
    """Raise RuleBroken MAN-03 unless the term is between the shortest and the longest of the sheet.

    `planned`: a plan looked at the shortest term already, and stops at its horizon.
    """
    longest = last_day(span.starts_on, sheet.term_max)
    if span.ends_on > longest:
        words = _("« {role} » : un mandat dure {n} mois au plus. Finissez-le le {day} au plus tard.")
        raise RuleBroken("MAN-03", words.format(role=role, n=integer(sheet.term_max), day=long_day(longest)))
    shortest = last_day(span.starts_on, sheet.term_min)
    if span.ends_on < shortest and not planned:
        words = _("« {role} » : un mandat dure {n} mois au moins. Finissez-le le {day} au plus tôt.")
        raise RuleBroken("MAN-03", words.format(role=role, n=integer(sheet.term_min), day=long_day(shortest)))


def check_days(span: Span, shadow_from: date | None) -> None:
    """Raise RuleBroken MAN-03 unless the days follow each other."""
    if span.ends_on < span.starts_on:
        raise RuleBroken("MAN-03", _("La fin du mandat est avant son début : corrigez les dates."))
    if shadow_from is not None and shadow_from >= span.starts_on:
        raise RuleBroken("MAN-03", _("Le tuilage commence avant le mandat : corrigez les dates."))


def check_origin(sheet: Sheet, role: str, origin: RoleOrigin) -> None:
    """Raise RuleBroken MAN-05 unless the seat is filled the way the sheet says, taken over, or held by interim."""
    if origin not in (ORIGINS[sheet.mode], RoleOrigin.TAKEN_OVER, RoleOrigin.INTERIM):
        words = _("Ce rôle se pourvoit autrement, dit sa fiche. « {role} » : {mode}.")
        raise RuleBroken("MAN-05", words.format(role=role, mode=_(MODE_WORDS[sheet.mode]).lower()))


def check_seat(lines: Iterable[RoleMandateLine], role_id: int, seat: int, span: Span) -> None:
    """Raise RuleBroken MAN-01 when somebody else sits there one of these days."""
    for line in lines:
        if (line.role_id, line.seat) == (role_id, seat) and line.overlaps(span.starts_on, span.ends_on):
            words = _("{name} tient ce siège de « {role} » du {first} au {last} : choisissez d’autres dates.")
            raise RuleBroken(
                "MAN-01",
                words.format(
                    name=line.name, role=line.role, first=long_day(line.starts_on), last=long_day(line.ends_on)
                ),
            )


def check_one_seat(lines: Iterable[RoleMandateLine], role_id: int, person_id: int, span: Span) -> None:
    """Raise RuleBroken MAN-02 when the person holds another seat of the role one of these days."""
    for line in lines:
        if (line.role_id, line.person_id) == (role_id, person_id) and line.overlaps(span.starts_on, span.ends_on):
            words = _("{name} tient déjà un siège de « {role} » jusqu’au {day} : un siège par personne.")
            raise RuleBroken("MAN-02", words.format(name=line.name, role=line.role, day=long_day(line.ends_on)))


def check_cooldown(lines: Iterable[RoleMandateLine], sheet: Sheet, role_id: int, person_id: int, span: Span) -> None:
    """Raise RuleBroken MAN-04 unless the months of cooldown pass between two mandates; interims count for nothing."""
    for line in lines:
        if (line.role_id, line.person_id) != (role_id, person_id) or line.interim or not line.held:
            continue
        earlier, later = (line.ends_on, span.starts_on)
        if line.starts_on > span.ends_on:
            earlier, later = span.ends_on, line.starts_on
        again = add_months(earlier + ONE_DAY, sheet.cooldown)
        if later < again:
            words = _("« {role} » : {n} mois sans ce rôle entre deux mandats. {name} peut le reprendre le {day}.")
            raise RuleBroken(
                "MAN-04", words.format(role=line.role, n=integer(sheet.cooldown), name=line.name, day=long_day(again))
            )


def check_interim(lines: Sequence[RoleMandateLine], role_id: int, seat: int, span: Span) -> None:
    """Raise RuleBroken MAN-06 beyond three months, interims that follow each other counted as one."""
    first = span.starts_on
    before = sorted(
        (line for line in lines if line.interim and line.held and (line.role_id, line.seat) == (role_id, seat)),
        key=lambda line: line.starts_on, reverse=True,
    )  # fmt: skip
    for line in before:
        if line.ends_on + ONE_DAY == first:
            first = line.starts_on
    last = last_day(first, INTERIM_MONTHS)
    if span.ends_on > last:
        words = _("Un intérim dure trois mois au plus, sans vote : jusqu’au {day}. Ensuite, le rôle se pourvoit.")
        raise RuleBroken("MAN-06", words.format(day=long_day(last)))


def gaps(
    lines: Iterable[RoleMandateLine], seats: Iterable[tuple[int, str, int, date]], day: date, until: date
) -> tuple[Gap, ...]:
    """The days from `day` to `until` on which nobody holds a seat; `seats`: role, its name, seat, day it opened."""
    known = sorted(
        (line for line in lines if line.held and line.ends_on >= line.starts_on), key=lambda one: one.starts_on
    )
    found: list[Gap] = []
    for role_id, role, seat, opened_on in seats:
        free, after = opened_on, ""
        for line in (one for one in known if (one.role_id, one.seat) == (role_id, seat)):
            if line.starts_on > free and line.starts_on > day and free <= until:
                found.append(Gap(role_id, role, seat, free, line.starts_on - ONE_DAY, after))
            if line.ends_on >= free:
                free, after = line.ends_on + ONE_DAY, line.name
        if free <= until:
            found.append(Gap(role_id, role, seat, free, None, after))
    return tuple(found)


def faults_together(lines: Sequence[RoleMandateLine], seats: Mapping[int, int]) -> tuple[str, ...]:
    """What the register could never have opened: two people on one seat, one person on two, a seat that is none."""
    found = []
    held = sorted((line for line in lines if line.held), key=lambda one: (one.role_id, one.starts_on, one.id))
    for n, one in enumerate(held):
        if one.seat >= seats.get(one.role_id, one.seat + 1):
            words = _("{name} tient un siège de « {role} » que la fonction n’a pas.")
            found.append(words.format(name=one.name, role=one.role))
        for two in held[n + 1 :]:
            if one.role_id != two.role_id or not two.overlaps(one.starts_on, one.ends_on):
                continue
            if one.seat == two.seat:
                words = _("{one} et {two} tiennent le même siège de « {role} » à partir du {day}.")
                found.append(words.format(one=one.name, two=two.name, role=one.role, day=long_day(two.starts_on)))
            elif one.person_id == two.person_id:
                words = _("{name} tient deux sièges de « {role} » à partir du {day}.")
                found.append(words.format(name=one.name, role=one.role, day=long_day(two.starts_on)))
    return tuple(found)


def seat_words(role: str, seat: int, seats: int) -> str:
    """The role, and which of its seats when it has several."""
    return _("{role}, siège {n}").format(role=role, n=integer(seat + 1)) if seats > 1 else role


def first_free(taken: Iterable[tuple[int, date, date]], starts_on: date, ends_on: date) -> int:
    """The lowest seat that nobody holds on these days; `taken`: seat, first and last day."""
    held = {seat for seat, first, last in taken if max(first, starts_on) <= min(last, ends_on)}
    return next(seat for seat in range(len(held) + 1) if seat not in held)
