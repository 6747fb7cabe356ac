"""The usual accounts of an entry of pay; the co-op replaces each by its own, as its bookkeeper says."""

from collections.abc import Iterable, Mapping

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.payroll.entry.records import Chart, Line, Plan

JOURNAL, JOURNAL_LABEL = "PA", N_("Paie")
SHARES = "shares"
"""Shares kept from pay: only the bookkeeper says whether they go to 467 or to the account of the capital."""

USUAL: tuple[Plan, ...] = (
    Plan("gross", N_("Salaires bruts"), "641100", N_("Salaires bruts")),
    Plan("bonuses", N_("Primes et gratifications"), "641300", N_("Primes et gratifications")),
    Plan("allowances", N_("Indemnités et avantages divers"), "641400", N_("Indemnités et avantages divers")),
    Plan("benefits", N_("Avantages en nature"), "641700", N_("Avantages en nature")),
    Plan("social_employee", N_("URSSAF, part salariale"), "", "", "431000", N_("URSSAF")),
    Plan("pension_employee", N_("Retraite complémentaire, part salariale"), "", "", "437300",
         N_("Retraite complémentaire")),
    Plan("health_employee", N_("Mutuelle et prévoyance, part salariale"), "", "", "437200",
         N_("Mutuelle et prévoyance")),
    Plan("withheld", N_("Prélèvement à la source"), "", "", "442100", N_("Prélèvement à la source")),
    Plan("advances", N_("Avances et acomptes repris"), "", "", "425000", N_("Personnel, avances et acomptes")),
    Plan("garnishments", N_("Saisies et oppositions"), "", "", "427000", N_("Personnel, oppositions")),
    Plan(SHARES, N_("Parts sociales retenues sur la paie")),
    Plan("net", N_("Rémunérations dues (nets à payer)"), "", "", "421000", N_("Rémunérations dues")),
    Plan("social_employer", N_("URSSAF, part patronale"), "645100", N_("Cotisations à l’URSSAF"), "431000",
         N_("URSSAF")),
    Plan("pension_employer", N_("Retraite complémentaire, part patronale"), "645300",
         N_("Cotisations aux caisses de retraite"), "437300", N_("Retraite complémentaire")),
    Plan("health_employer", N_("Mutuelle et prévoyance, part patronale"), "645200", N_("Cotisations aux mutuelles"),
         "437200", N_("Mutuelle et prévoyance")),
    Plan("other_social", N_("Autres charges sociales"), "647000", N_("Autres charges sociales"), "438600",
         N_("Organismes sociaux, autres charges à payer")),
    Plan("other_staff", N_("Autres charges de personnel"), "648000", N_("Autres charges de personnel"), "428600",
         N_("Personnel, autres charges à payer")),
    Plan("refunds", N_("Remboursements de charges de personnel"), "438700",
         N_("Organismes sociaux, produits à recevoir"), "649000", N_("Remboursements de charges de personnel")),
    Plan("leave_provision", N_("Provision pour congés payés"), "641200", N_("Congés payés"), "428200",
         N_("Dettes provisionnées pour congés à payer")),
    Plan("participation", N_("Participation des salariés"), "691000", N_("Participation des salariés aux résultats"),
         "424200", N_("Participation, réserve spéciale")),
)  # fmt: skip


def usual_lines() -> tuple[Plan, ...]:
    """The usual lines in the language of the screen."""
    return tuple(
        Plan(
            line.key,
            _(line.title),
            line.debit,
            _(line.debit_label) if line.debit_label else "",
            line.credit,
            _(line.credit_label) if line.credit_label else "",
        )
        for line in USUAL
    )


def lines_of(chart: Chart, amounts: Mapping[str, int], words: str) -> tuple[Line, ...]:
    """Make the lines of an entry from one amount for each usual line; a negative one changes sides (ECR-05)."""
    found: list[Line] = []
    for plan in chart.lines:
        cents = amounts.get(plan.key, 0)
        if not cents:
            continue  # a line at zero is not written
        if not plan.ready:
            raise RuleBroken(
                "ECR-05",
                _("« {title} » n’a pas de compte. Demandez-le au cabinet, puis choisissez-le dans « Comptes ».").format(
                    title=plan.title
                ),
            )
        said = f"{words}, {plan.title}"
        if plan.debit:
            found.append(one_line(plan.debit, plan.debit_label, said, cents))
        if plan.credit:
            found.append(one_line(plan.credit, plan.credit_label, said, -cents))
    return tuple(found)


def one_line(account: str, label: str, words: str, cents: int) -> Line:
    """One line, at the debit when the amount is positive, else at the credit."""
    return Line(account, label, words, max(cents, 0), max(-cents, 0))


def with_changes(lines: Iterable[Plan], changes: Iterable[Plan]) -> tuple[Plan, ...]:
    """Put the co-op's own lines in the place of the usual ones; those that are new come last."""
    found = {line.key: line for line in lines}
    found |= {line.key: line for line in changes}
    return tuple(found.values())
