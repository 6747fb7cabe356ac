"""What a movement of shares is, what it changes for whom, and what refuses it (SHA-01 to SHA-15)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.words import day as day_words
from coop_desk.core.words import euros, integer


class Kind(StrEnum):
    """The kinds of movement of the register (REG-07)."""

    SUBSCRIPTION = "subscription"
    PAYMENT = "payment"
    TRANSFER = "transfer"
    CANCELLATION = "cancellation"
    REIMBURSEMENT = "reimbursement"
    CONVERSION = "conversion"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    REVERSAL = "reversal"


class Funds(StrEnum):
    """Where the money of a movement comes from."""

    NONE = ""
    OWN = "own"
    PAY = "pay"
    PROFIT_SHARE = "profit_share"
    PARTICIPATION = "participation"
    CLAIM = "claim"
    OPENING = "opening"


KIND_WORDS = {
    Kind.SUBSCRIPTION: N_("Souscription"),
    Kind.PAYMENT: N_("Versement"),
    Kind.TRANSFER: N_("Cession"),
    Kind.CANCELLATION: N_("Annulation"),
    Kind.REIMBURSEMENT: N_("Remboursement"),
    Kind.CONVERSION: N_("Conversion en parts"),
    Kind.SUSPENSION: N_("Suspension du vote"),
    Kind.RESUMPTION: N_("Fin de la suspension du vote"),
    Kind.REVERSAL: N_("Contre-passation"),
}

FUNDS_WORDS = {
    Funds.NONE: "",
    Funds.OWN: N_("Apport personnel"),
    Funds.PAY: N_("Retenue sur salaire"),
    Funds.PROFIT_SHARE: N_("Répartition des excédents"),
    Funds.PARTICIPATION: N_("Participation"),
    Funds.CLAIM: N_("Compensation avec une créance"),
    Funds.OPENING: N_("Reprise du registre antérieur"),
}

WITH_SHARES = frozenset({Kind.SUBSCRIPTION, Kind.TRANSFER, Kind.CANCELLATION, Kind.CONVERSION})
WITH_AMOUNT = frozenset({Kind.PAYMENT, Kind.REIMBURSEMENT})
VOTE_ONLY = frozenset({Kind.SUSPENSION, Kind.RESUMPTION})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a movement changes for one person; amounts in cents, minus for what goes."""

    person_id: PersonId
    shares: int = 0
    subscribed_cents: int = 0
    paid_cents: int = 0
    claim_cents: int = 0
    counterpart_id: PersonId | None = None

    def opposite(self) -> "Effect":
        """Return the effect that restores what this one changed."""
        return replace(
            self,
            shares=-self.shares,
            subscribed_cents=-self.subscribed_cents,
            paid_cents=-self.paid_cents,
            claim_cents=-self.claim_cents,
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """A movement as the register states it; its effects follow from these facts alone.

    `paid_cents` is the paid part of the shares that move; `amount_cents` the money paid, owed or given back.
    """

    kind: Kind
    day: date
    person_id: PersonId
    counterpart_id: PersonId | None = None
    shares: int = 0
    nominal_cents: int = 0
    paid_cents: int = 0
    amount_cents: int = 0


def effects(facts: Facts) -> tuple[Effect, ...]:
    """Return what a movement changes for each person (C02 to C04); a reversal is not computed here."""
    who, value = facts.person_id, facts.shares * facts.nominal_cents
    if facts.kind is Kind.SUBSCRIPTION:
        return (Effect(who, facts.shares, value),)
    if facts.kind is Kind.CONVERSION:
        return (Effect(who, facts.shares, value, value),)
    if facts.kind is Kind.PAYMENT:
        return (Effect(who, paid_cents=facts.amount_cents),)
    if facts.kind is Kind.REIMBURSEMENT:
        return (Effect(who, claim_cents=-facts.amount_cents),)
    if facts.kind is Kind.CANCELLATION:
        return (Effect(who, -facts.shares, -value, -facts.paid_cents, facts.amount_cents),)
    if facts.kind is Kind.TRANSFER and facts.counterpart_id is not None:
        giving = Effect(who, -facts.shares, -value, -facts.paid_cents, 0, facts.counterpart_id)
        return (giving, replace(giving.opposite(), person_id=facts.counterpart_id, counterpart_id=who))
    return (Effect(who),)


@dataclass(frozen=True, slots=True)
class Holding:
    """What one person holds on a day; amounts in cents. `claim_cents` is what the co-operative owes back."""

    person_id: PersonId
    name: str = ""
    shares: int = 0
    subscribed_cents: int = 0
    paid_cents: int = 0
    claim_cents: int = 0

    @property
    def due_cents(self) -> int:
        """What is subscribed and not yet paid."""
        return self.subscribed_cents - self.paid_cents

    @property
    def nominal_cents(self) -> int:
        """The value each of these shares was subscribed at."""
        return self.subscribed_cents // self.shares if self.shares else 0

    def plus(self, effect: Effect) -> "Holding":
        """Return the holding once a movement is counted."""
        return replace(
            self,
            shares=self.shares + effect.shares,
            subscribed_cents=self.subscribed_cents + effect.subscribed_cents,
            paid_cents=self.paid_cents + effect.paid_cents,
            claim_cents=self.claim_cents + effect.claim_cents,
        )

    def paid_part(self, shares: int) -> int:
        """Return the paid part of some of these shares, the odd cent staying with the rest."""
        if shares == self.shares:
            return self.paid_cents
        return self.paid_cents * shares // self.shares if self.shares else 0


def check_day(day: date, today: date, entered_on: date | None, name: str) -> None:
    """Refuse a movement dated after today or before the person entered the co-operative (C08)."""
    if day > today:
        raise RuleBroken("REG-02", _("Un mouvement se date au plus tard d’aujourd’hui. Corrigez la date."))
    if entered_on is not None and day < entered_on:
        raise RuleBroken(
            "REG-02",
            _("{name} est dans la coopérative depuis le {entered} : le mouvement ne peut pas être antérieur.").format(
                name=name, entered=day_words(entered_on)
            ),
        )


def check_form(
    kind: Kind, shares: int, amount_cents: int, person_id: PersonId, counterpart_id: PersonId | None
) -> None:
    """Refuse a movement that says too little: no share, no amount, a transfer to oneself or to nobody."""
    if kind in WITH_SHARES and shares <= 0:
        raise RuleBroken("REG-02", _("Indiquez un nombre de parts, au moins une."))
    if kind in WITH_AMOUNT and amount_cents <= 0:
        raise RuleBroken("REG-02", _("Indiquez un montant plus grand que zéro."))
    if kind is Kind.TRANSFER and counterpart_id is None:
        raise RuleBroken("SHA-13", _("Indiquez à qui les parts sont cédées."))
    if kind is Kind.TRANSFER and counterpart_id == person_id:
        raise RuleBroken("SHA-13", _("Une cession se fait entre deux personnes différentes."))


def check_transfer_decision(kind: Kind, decision: str) -> None:
    """Refuse a transfer that names no approval (SHA-13, SHA-14)."""
    if kind is Kind.TRANSFER and not decision.strip():
        raise RuleBroken(
            "SHA-13", _("Une cession est agréée : citez l’accord de la direction ou de l’assemblée qui l’a donnée.")
        )


def check_enough(kind: Kind, before: Holding, shares: int, amount_cents: int) -> None:
    """Refuse to move more shares, to pay or give back more than there is (C08, SHA-01)."""
    if kind in (Kind.TRANSFER, Kind.CANCELLATION) and shares > before.shares:
        raise RuleBroken(
            "SHA-13" if kind is Kind.TRANSFER else "REG-02",
            _("{name} détient {held} : impossible d’en retirer {asked}.").format(
                name=before.name, held=shares_words(before.shares), asked=integer(shares)
            ),
        )
    if kind is Kind.PAYMENT and amount_cents > before.due_cents:
        raise RuleBroken(
            "SHA-01",
            _(
                "{name} doit encore {due} : un versement de {asked} est trop élevé. Souscrivez d’abord des parts."
            ).format(name=before.name, due=euros(before.due_cents), asked=euros(amount_cents)),
        )
    if kind is Kind.REIMBURSEMENT and amount_cents > before.claim_cents:
        raise RuleBroken(
            "REF-01",
            _("La coopérative doit {claim} à {name} : un remboursement de {asked} est trop élevé.").format(
                name=before.name, claim=euros(before.claim_cents), asked=euros(amount_cents)
            ),
        )


def check_never_short(name: str, dated: Iterable[tuple[date, Effect]]) -> None:
    """Refuse a movement that makes a holding negative on its day or any day after (C08)."""
    holding: Holding | None = None
    ordered = sorted(dated, key=lambda pair: pair[0])
    for position, (day, effect) in enumerate(ordered):
        holding = (holding or Holding(effect.person_id)).plus(effect)
        if position + 1 < len(ordered) and ordered[position + 1][0] == day:
            continue
        if min(holding.shares, holding.paid_cents, holding.claim_cents, holding.due_cents) < 0:
            raise RuleBroken(
                "REG-02",
                _(
                    "Avec ce mouvement, {name} détiendrait au {day} moins que ce qui a déjà été cédé, annulé "
                    "ou remboursé. Vérifiez la date, ou contre-passez d’abord le mouvement postérieur."
                ).format(name=name, day=day_words(day)),
            )


def check_reversal(number: int, kind: Kind, reversed_by: int | None, day: date, original: date, reason: str) -> None:
    """Refuse a reversal without reason, of a reversal, twice, or before the movement it takes back (C06)."""
    if not reason.strip():
        raise RuleBroken("REG-07", _("Donnez la raison de la contre-passation : elle figure au registre."))
    if kind is Kind.REVERSAL:
        raise RuleBroken(
            "REG-07",
            _("Le mouvement n° {number} est déjà une contre-passation : enregistrez un nouveau mouvement.").format(
                number=number
            ),
        )
    if reversed_by is not None:
        raise RuleBroken(
            "REG-07",
            _("Le mouvement n° {number} a déjà été contre-passé par le n° {by}.").format(number=number, by=reversed_by),
        )
    if day < original:
        raise RuleBroken("REG-07", _("La contre-passation ne peut pas précéder le mouvement qu’elle annule."))


def check_total(lines: Sequence[int], entered_cents: int) -> None:
    """Refuse a batch whose lines do not add up to the amount entered (C13)."""
    total = sum(lines)
    if total != entered_cents:
        gap = euros(abs(total - entered_cents))
        raise RuleBroken(
            "SHA-07",
            _(
                "Les lignes font {total} et vous avez saisi {entered} : il y a {gap} d’écart. Rien n’est enregistré."
            ).format(total=euros(total), entered=euros(entered_cents), gap=gap),
        )


def whole_shares(amount_cents: int, nominal_cents: int, name: str) -> int:
    """Return how many whole shares an amount pays for; RuleBroken FORM-08 when it leaves a rest."""
    if amount_cents <= 0 or amount_cents % nominal_cents:
        raise RuleBroken(
            "FORM-08",
            _("{name} : {amount} ne fait pas un nombre entier de parts de {nominal}.").format(
                name=name, amount=euros(amount_cents), nominal=euros(nominal_cents)
            ),
        )
    return amount_cents // nominal_cents


def shares_words(number: int) -> str:
    """Say a number of shares: 1 part, 12 parts."""
    return ngettext("{n} part", "{n} parts", number).format(n=integer(number))
