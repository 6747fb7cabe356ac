"""Leaving: what the leaver becomes, from which day, and by which rule."""

from dataclasses import dataclass
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.members.rules.categories import (
    CONTRACT_ENDS,
    LATE_SUBSCRIPTION_MONTHS,
    REASON_WORDS,
    STATUS_KEPT,
    Category,
    Reason,
)
from coop_desk.topics.members.rules.status import check_decision


@dataclass(frozen=True, slots=True)
class LossClauses:
    """What the statutes say about leaving (LOSS-01 to LOSS-12)."""

    contract_end_ends_status: bool = True
    resignation_ends_contract: bool = True
    exclusion_allowed: bool = False
    loss_on_notice: bool = True
    status_kept: frozenset[Reason] = STATUS_KEPT


@dataclass(frozen=True, slots=True)
class Loss:
    """What a person becomes when they leave, from which day, and by which rule."""

    category: Category
    effective_on: date
    ends_contract: bool
    rule: str


def loss(
    reason: Reason, clauses: LossClauses, notice_on: date | None, ends_on: date | None, decision: str = ""
) -> Loss:
    """Tell what a leaver becomes and when: said on `notice_on`, taking effect on `ends_on`.

    Raises RuleBroken when the statutes do not allow it or a date is missing (LOSS-01 to LOSS-12).
    """
    if reason is Reason.RESIGNATION:
        return Loss(Category.FORMER, _needed(notice_on, reason), clauses.resignation_ends_contract, "LOSS-01")
    if reason is Reason.EXCLUSION:
        _check_exclusion(clauses, decision)
        return Loss(Category.FORMER, _needed(ends_on, reason), False, "LOSS-09")
    if reason is Reason.DEATH:
        return Loss(Category.FORMER, _needed(ends_on, reason), True, "LOSS-11")
    if reason is Reason.LATE_SUBSCRIPTION:
        return Loss(Category.FORMER, _late_subscription(notice_on, ends_on, decision), False, "LOSS-12")
    if reason in CONTRACT_ENDS:
        return _contract_end(reason, clauses, notice_on, ends_on, decision)
    raise RuleBroken("LOSS-02", _("Ce motif ne met pas fin à la qualité d’associé : choisissez-en un autre."))


def _contract_end(
    reason: Reason, clauses: LossClauses, notice_on: date | None, ends_on: date | None, decision: str
) -> Loss:
    if reason is Reason.KEPT and not decision.strip():
        message = _("Le maintien se décide en assemblée avant la fin du préavis : citez la résolution.")
        raise RuleBroken("LOSS-04", message)
    if reason in clauses.status_kept or reason is Reason.KEPT:
        return Loss(Category.EXTERNAL, _needed(ends_on, reason), True, "LOSS-05")
    if not clauses.contract_end_ends_status:
        return Loss(Category.EXTERNAL, _needed(ends_on, reason), True, "LOSS-02")
    at_the_end = reason is Reason.AGREED_BREAK or not clauses.loss_on_notice
    return Loss(Category.FORMER, _needed(ends_on if at_the_end else notice_on, reason), True, "LOSS-03")


def _check_exclusion(clauses: LossClauses, decision: str) -> None:
    if not clauses.exclusion_allowed:
        message = _(
            "Vos statuts ne prévoient pas l’exclusion : elle n’est possible que si une clause la permet. "
            "Enregistrez d’abord cette clause dans les statuts si elle existe."
        )
        raise RuleBroken("LOSS-08", message)
    check_decision(None, Category.FORMER, Reason.EXCLUSION, decision)


def _late_subscription(notice_on: date | None, ends_on: date | None, decision: str) -> date:
    if not decision.strip():
        message = _("La démission d’office pour retard suppose une clause : citez l’article de vos statuts.")
        raise RuleBroken("LOSS-12", message)
    first = add_months(_needed(notice_on, Reason.LATE_SUBSCRIPTION), LATE_SUBSCRIPTION_MONTHS)
    if ends_on is not None and ends_on < first:
        message = _(
            "La mise en demeure laisse trois mois : la qualité d’associé ne peut se perdre avant le {first}."
        ).format(first=long_day(first))
        raise RuleBroken("LOSS-12", message)
    return ends_on or first


def _needed(day: date | None, reason: Reason) -> date:
    if day is None:
        message = _("Motif « {reason} » : indiquez la date à laquelle la qualité se perd.")
        message = message.format(reason=_(REASON_WORDS[reason]))
        raise RuleBroken("LOSS-03", message)
    return day
