"""The base of the allocation: the net result without what the law leaves out, past losses and profits counted."""

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import euros
from coop_desk.topics.surplus.records import Hypotheses, Line, Surplus, Terms


def surplus_of(told: Hypotheses, terms: Terms) -> Surplus:
    """Reckon the surplus to allocate, in cents (SUR-01 to SUR-04). Raises RuleBroken for an amount below zero."""
    check_amounts(told)
    lines = [Line(_("Résultat net de l’exercice"), "SUR-01", told.result_cents)]
    if told.gains_cents:
        lines.append(Line(_("Plus-values et réévaluations, hors excédents"), "SUR-01", -told.gains_cents))
    if told.provision_cents:
        lines.append(Line(_("Provision pour investissement reprise, hors excédents"), "SUR-02", -told.provision_cents))
    if told.prior_profits_cents:
        lines.append(Line(_("Report à nouveau bénéficiaire"), "SUR-03", told.prior_profits_cents))
    undeducted = told.result_cents - told.gains_cents - told.provision_cents + told.prior_profits_cents
    cents = undeducted - (told.prior_losses_cents if terms.deduct_losses else 0)
    if told.prior_losses_cents:
        lines.append(_losses(told, terms))
    lines.append(Line(_("Excédents nets de gestion à répartir"), "SUR-03", cents))
    left = told.gains_cents + told.provision_cents + min(cents, 0)
    provision = max(0, min(told.provision_cents, left))
    carried = max(0, -left) + (0 if terms.deduct_losses else told.prior_losses_cents)
    if cents <= 0:
        lines.append(Line(_nothing(max(0, -left)), "SUR-04"))
    return Surplus(
        cents=cents,
        undeducted_cents=undeducted,
        gains_cents=max(0, min(told.gains_cents, left - provision)),
        provision_cents=provision,
        carried_loss_cents=carried,
        lines=tuple(lines),
    )


def _losses(told: Hypotheses, terms: Terms) -> Line:
    if terms.deduct_losses:
        return Line(_("Pertes antérieures, déduites avant la répartition"), "SUR-03", -told.prior_losses_cents)
    words = _("Pertes antérieures de {amount} : les statuts ne les déduisent pas, elles restent reportées")
    return Line(words.format(amount=euros(told.prior_losses_cents)), "SUR-03", 0)


def _nothing(loss_cents: int) -> str:
    if not loss_cents:
        return _("Rien à répartir : ni part des salariés, ni intérêt aux parts, ni dotation obligatoire")
    return _(
        "Rien à répartir : ni part des salariés, ni intérêt aux parts ; la perte de {amount} est reportée à nouveau "
        "ou imputée sur les réserves statutaires"
    ).format(amount=euros(loss_cents))


def check_amounts(told: Hypotheses) -> None:
    """Refuse an amount or a part below zero, or a part above the whole."""
    amounts = (
        told.gains_cents,
        told.provision_cents,
        told.prior_losses_cents,
        told.prior_profits_cents,
        told.legal_reserve_cents,
        told.highest_capital_cents,
        told.shares_cents,
    )
    if min(amounts) < 0:
        raise RuleBroken(
            "SUR-01", _("Seul le résultat de l’exercice peut être négatif : écrivez les autres montants sans signe.")
        )
    parts = (told.employees_part, told.interest_part, told.interest_rate, told.participation_part)
    if min(parts) < 0 or max(parts) > 1:
        raise RuleBroken("SUR-10", _("Une part se dit entre 0 % et 100 %."))
    if told.interest_part and told.interest_rate:
        raise RuleBroken(
            "SUR-08", _("Demandez l’intérêt aux parts en part des excédents ou en taux, pas des deux façons à la fois.")
        )
