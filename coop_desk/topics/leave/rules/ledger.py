"""The account of a member's leave: entries that are only added, lots that expire, balances that are sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import day as short_day
from coop_desk.topics.leave.rules.counting import convert
from coop_desk.topics.leave.rules.explained import (
    NO_DAY,
    Days,
    Line,
    Unit,
    from_thousandths,
    in_days,
    thousandths,
)

LEAST_REASON = 10


class Kind(StrEnum):
    """What an entry is."""

    OPENING = "opening"
    ACCRUAL = "accrual"
    ROUNDING = "period_rounding"
    SPLIT = "bonus_split"
    CHILDREN = "bonus_children"
    AGREEMENT = "bonus_agreement"
    TAKE = "take"
    REVERSAL = "reversal"
    CARRY_IN = "carry_in"
    CARRY_OUT = "carry_out"
    EXPIRE = "expire"
    PAYOUT = "payout"
    ADJUST = "adjust"


KIND_WORDS = {
    Kind.OPENING: N_("Solde d’ouverture"),
    Kind.ACCRUAL: N_("Acquis"),
    Kind.ROUNDING: N_("Arrondi de fin de période"),
    Kind.SPLIT: N_("Fractionnement"),
    Kind.CHILDREN: N_("Enfants à charge"),
    Kind.AGREEMENT: N_("Jours de l’accord"),
    Kind.TAKE: N_("Pris"),
    Kind.REVERSAL: N_("Annulation"),
    Kind.CARRY_IN: N_("Report reçu"),
    Kind.CARRY_OUT: N_("Report sorti"),
    Kind.EXPIRE: N_("Expiré"),
    Kind.PAYOUT: N_("Payé au départ"),
    Kind.ADJUST: N_("Correction"),
}

NEVER_NEGATIVE = frozenset({Kind.ACCRUAL, Kind.ROUNDING, Kind.SPLIT, Kind.CHILDREN, Kind.AGREEMENT, Kind.CARRY_IN})
NEVER_POSITIVE = frozenset({Kind.TAKE, Kind.CARRY_OUT, Kind.EXPIRE, Kind.PAYOUT})
KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.OPENING: ("period", "ground"),
    Kind.ACCRUAL: ("month", "ground"),
    Kind.ROUNDING: ("period",),
    Kind.SPLIT: ("period", "ground"),
    Kind.CHILDREN: ("period", "ground"),
    Kind.AGREEMENT: ("period", "ground"),
    Kind.TAKE: ("source",),
    Kind.REVERSAL: ("about",),
    Kind.CARRY_IN: ("period", "ground"),
    Kind.CARRY_OUT: ("period", "ground"),
    Kind.EXPIRE: ("about",),
    Kind.PAYOUT: ("source",),
    Kind.ADJUST: ("source",),
}
"""What makes an entry the same as another, beside its member, account and kind (LEAVE-91)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the account; `number` is 0 until it is written, then never changes."""

    kind: Kind
    quantity: int
    """Thousandths of a day, signed."""
    effective_on: date
    member_id: int = 0
    account: str = "CP"
    number: int = 0
    period: date | None = None
    """First day of the reference period."""
    month: date | None = None
    """First day of the month an accrual is for."""
    ground: str = ""
    source: str = ""
    """The line of the request, the departure or the correction it comes from."""
    about: int | None = None
    """The number of the entry reversed, or of the lot that expires."""
    expires_on: date | None = None
    """The last day a lot can be taken."""
    reason: str = ""
    second_person: int | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What is written once only (LEAVE-91)."""
        return (self.member_id, self.account, self.kind, *(getattr(self, name) for name in KEYS[self.kind]))


@dataclass(frozen=True, slots=True)
class Lot:
    """What is left of one positive entry."""

    number: int
    expires_on: date | None
    left: int


@dataclass(frozen=True, slots=True)
class State:
    """Lots on a day, and what was taken beyond them."""

    lots: tuple[Lot, ...]
    owed: int


def post(entries: Sequence[Entry], new: Entry) -> tuple[Entry, ...]:
    """Write an entry once: the same one again changes nothing, another quantity is refused (LEAVE-90, LEAVE-91)."""
    _check(entries, new)
    key, reversed_ = new.key, {entry.about for entry in entries if entry.kind is Kind.REVERSAL}
    for entry in entries:
        if entry.kind is not new.kind or entry.key != key or entry.number in reversed_:
            continue
        if entry.quantity == new.quantity:
            return tuple(entries)
        words = _("{kind} : déjà écrit pour {days}. Annulez cette écriture avant d’en écrire une autre.")
        said = words.format(kind=_(KIND_WORDS[new.kind]), days=in_days(from_thousandths(entry.quantity)))
        raise RuleBroken("LEAVE-91", said)
    return (*entries, replace(new, number=max((entry.number for entry in entries), default=0) + 1))


def post_all(entries: Sequence[Entry], new: Iterable[Entry]) -> tuple[Entry, ...]:
    """Write several entries, each once (LEAVE-91)."""
    written = tuple(entries)
    for one in new:
        written = post(written, one)
    return written


def faults(entries: Sequence[Entry]) -> list[str]:
    """What entries already written break, in words: signs, reasons, what they are about, keys used twice (LEAVE-90)."""
    undone = {entry.about for entry in entries if entry.kind is Kind.REVERSAL}
    seen: set[tuple[object, ...]] = set()
    found: list[str] = []
    for entry in entries:
        try:
            _check(entries, entry)
        except RuleBroken as broken:
            found.append(broken.message)
        if entry.number not in undone and entry.key in seen:
            words = _("{kind} du {day} : écrit deux fois.")
            found.append(words.format(kind=_(KIND_WORDS[entry.kind]), day=short_day(entry.effective_on)))
        if entry.number not in undone:
            seen.add(entry.key)
    return found


def balance(entries: Iterable[Entry], on: date) -> int:
    """The balance at the end of a day: the sum of what is effective by then, in thousandths (LEAVE-90)."""
    return sum(entry.quantity for entry in entries if entry.effective_on <= on)


def state(entries: Sequence[Entry], on: date) -> State:
    """Play the entries up to a day: takes use the lot that expires first (LEAVE-92).

    A reversal with no date of its own gives each lot back what was used of it; with one, it is a lot itself.
    """
    left: dict[int, int] = {}
    ends: dict[int, date | None] = {}
    used: dict[int, list[tuple[int, int]]] = {}
    owed = 0
    by_number = {entry.number: entry for entry in entries}
    for entry in sorted((e for e in entries if e.effective_on <= on), key=_in_order):
        about = by_number.get(entry.about) if entry.about is not None else None
        if entry.kind is Kind.REVERSAL and about is not None and about.quantity < 0 and entry.expires_on is None:
            back = _give_back(entry, used.get(about.number, []), left, ends)
            left[entry.number], ends[entry.number] = back, None
        elif entry.quantity > 0:
            left[entry.number], ends[entry.number] = entry.quantity, entry.expires_on
        else:
            first = (about.number,) if about is not None else ()
            only = entry.kind is Kind.EXPIRE
            used[entry.number], missing = _use(-entry.quantity, first, only, entry.effective_on, left, ends)
            owed += missing
        if owed and entry.quantity > 0:
            paid, owed = _use(owed, (), False, entry.effective_on, left, ends)
            used.setdefault(entry.number, []).extend(paid)
    lots = (Lot(number, ends[number], rest) for number, rest in left.items() if rest > 0)
    return State(tuple(sorted(lots, key=lambda lot: (lot.expires_on or date.max, lot.number))), owed)


def expiries(entries: Sequence[Entry], on: date) -> tuple[Entry, ...]:
    """The entries that lots past their last day call for: what is left of each, never more than the lot (LEAVE-92)."""
    sources = {entry.number: entry for entry in entries}
    found: list[Entry] = []
    for lot in state(entries, on).lots:
        if lot.expires_on is None or lot.expires_on >= on:
            continue
        of = sources[lot.number]
        day = max(lot.expires_on + timedelta(days=1), of.effective_on)
        found.append(Entry(Kind.EXPIRE, -lot.left, day, of.member_id, of.account, about=lot.number))
    return tuple(found)


def reversal(entry: Entry, on: date, reason: str = "", expires_on: date | None = None) -> Entry:
    """The entry that undoes another, which stays as it was (LEAVE-93); `expires_on` is that of days given back."""
    if entry.kind is Kind.REVERSAL:
        raise RuleBroken("LEAVE-93", _("Une annulation ne s’annule pas : écrivez l’écriture de nouveau."))
    return Entry(
        Kind.REVERSAL, -entry.quantity, max(on, entry.effective_on), entry.member_id, entry.account,
        about=entry.number, reason=reason, expires_on=expires_on,
    )  # fmt: skip


def rectification(entry: Entry, exported: bool) -> Days | None:
    """The correction of the next month for a leave cancelled once its month is exported, in days (LEAVE-93)."""
    return from_thousandths(entry.quantity) if exported else None


def months_due(entered_on: date, last_month: date | None, until: date) -> tuple[date, ...]:
    """The months to accrue: after the last one, or from the month of entry when nothing ran yet (LEAVE-91)."""
    month = entered_on.replace(day=1)
    if last_month is not None:
        month = max(month, _next_month(last_month))
    found: list[date] = []
    while month <= until:
        found.append(month)
        month = _next_month(month)
    return tuple(found)


def accruals(months: Sequence[date], monthly: Days, already: Days = NO_DAY) -> tuple[int, ...]:
    """Thousandths for each month, whose sum is the exact total rounded once; `already` was earned before (LEAVE-01)."""
    sums = [thousandths(already + monthly * n) for n in range(len(months) + 1)]
    return tuple(after - before for before, after in pairwise(sums))


def period_rounding(accrued: Iterable[Entry], entitlement: int) -> int:
    """What the end of a period adds to reach the days due, in thousandths (LEAVE-12; L3141-7)."""
    return max(0, entitlement * 1000 - sum(entry.quantity for entry in accrued))


def below_limit(entries: Iterable[Entry], on: date, limit: Days) -> str | None:
    """Why a balance is too low, or None: leave in advance goes down to the limit that was decided (LEAVE-95)."""
    left = balance(entries, on)
    if left >= -thousandths(limit):
        return None
    words = _("Le solde serait de {days} le {day}, au-delà de l’avance permise ({limit}).")
    return words.format(days=in_days(from_thousandths(left)), day=short_day(on), limit=in_days(limit))


def change_unit(
    entries: Sequence[Entry], on: date, to: Unit, account: str, open_days: int = 5
) -> tuple[tuple[Entry, ...], Line]:
    """Close an account and open the converted one, lot by lot, both dated, with the conversion in words (LEAVE-18).

    Each lot keeps its period and its last day; what is owed is converted last.
    """
    found = state(entries, on)
    periods = {entry.number: entry.period for entry in entries}
    sums: dict[tuple[date | None, date | None], int] = {}
    for lot in found.lots:
        key = (periods[lot.number], lot.expires_on)
        sums[key] = sums.get(key, 0) + lot.left
    if found.owed:
        sums[(None, None)] = sums.get((None, None), 0) - found.owed
    closing = balance(entries, on)
    opening = thousandths(convert(from_thousandths(closing), to, open_days))
    words = _("{before} deviennent {after} en jours ouvrés.")
    if to is Unit.OUVRABLE:
        words = _("{before} deviennent {after} en jours ouvrables.")
    said = words.format(before=in_days(from_thousandths(closing)), after=in_days(from_thousandths(opening)))
    first = entries[0] if entries else Entry(Kind.OPENING, 0, on)
    written: list[Entry] = []
    out = back = 0
    for (period, expires_on), quantity in sums.items():
        out += quantity
        converted = thousandths(convert(from_thousandths(out), to, open_days)) - back
        back += converted
        ground = f"{to}:{on}:{expires_on or ''}"
        line = Entry(
            Kind.OPENING, -quantity, on, first.member_id, first.account, period=period, ground=ground, reason=said
        )
        written.append(line)
        written.append(replace(line, quantity=converted, account=account, expires_on=expires_on))
    return tuple(written), Line("LEAVE-18", said)


def _next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _in_order(entry: Entry) -> tuple[date, bool, int]:
    """What is earned on a day may be taken that day."""
    return entry.effective_on, entry.quantity < 0, entry.number


def _use(
    quantity: int, first: Sequence[int], only: bool, on: date, left: dict[int, int], ends: dict[int, date | None]
) -> tuple[list[tuple[int, int]], int]:
    """Take from lots, those named first; return what was used of each, and what is missing."""
    open_lots = [number for number in left if ends[number] is None or (ends[number] or on) >= on]
    after = sorted((n for n in open_lots if n not in first), key=lambda n: (ends[n] or date.max, n))
    used: list[tuple[int, int]] = []
    for lot in [*first, *([] if only else after)]:
        part = min(quantity, left.get(lot, 0))
        if part > 0:
            left[lot] -= part
            quantity -= part
            used.append((lot, part))
    return used, quantity


def _give_back(
    entry: Entry, used: Sequence[tuple[int, int]], left: dict[int, int], ends: dict[int, date | None]
) -> int:
    """Give lots back what a reversed entry used; return the rest, which no open lot can hold."""
    rest = entry.quantity
    for lot, part in used:
        end = ends[lot]
        if end is None or end >= entry.effective_on:
            left[lot] += part
            rest -= part
    return rest


def _check(entries: Sequence[Entry], new: Entry) -> None:
    wrong = (new.kind in NEVER_NEGATIVE and new.quantity < 0) or (new.kind in NEVER_POSITIVE and new.quantity > 0)
    if wrong:
        words = _("{kind} : cette quantité n’a pas le bon signe. Corrigez-la.")
        raise RuleBroken("LEAVE-90", words.format(kind=_(KIND_WORDS[new.kind])))
    if new.kind is Kind.ADJUST and (len(new.reason.strip()) < LEAST_REASON or new.second_person is None):
        raise RuleBroken(
            "LEAVE-94", _("Une correction demande un motif de dix caractères au moins et une seconde personne.")
        )
    if new.kind not in (Kind.REVERSAL, Kind.EXPIRE):
        return
    about = next((entry for entry in entries if entry.number == new.about), None)
    if about is None:
        raise RuleBroken("LEAVE-93", _("L’écriture visée n’existe pas : choisissez-la dans le compte."))
    if new.kind is Kind.REVERSAL and new.quantity != -about.quantity:
        raise RuleBroken("LEAVE-93", _("Une annulation écrit exactement l’opposé de ce qu’elle annule."))
    if new.kind is Kind.EXPIRE and -new.quantity > about.quantity:
        raise RuleBroken("LEAVE-92", _("Il ne peut expirer plus que ce qui a été acquis."))
