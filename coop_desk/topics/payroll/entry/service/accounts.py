"""The accounts and the journal of the co-op: the usual ones until somebody says otherwise."""

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.payroll.entry.model import PayEntryAccount, PayEntryJournal
from coop_desk.topics.payroll.entry.records import Chart, Plan
from coop_desk.topics.payroll.entry.rules.booking import check_account, check_text
from coop_desk.topics.payroll.entry.rules.chart import JOURNAL, JOURNAL_LABEL, usual_lines, with_changes


@query(Right.PAY_PREPARE, Right.PAY_EXPORT, words=N_("Consultation des comptes de l’écriture de paie"))
def chart(act: Act) -> Chart:
    """Return the usual lines with the accounts of the co-op."""
    return chart_of(act)


def chart_of(act: Act) -> Chart:
    """The same, for the other verbs."""
    changes = [
        Plan(row.line, row.title, row.debit_account, row.debit_label, row.credit_account, row.credit_label, row.in_use)
        for row in act.session.scalars(select(PayEntryAccount).order_by(PayEntryAccount.id))
    ]
    journal = act.session.scalar(select(PayEntryJournal).order_by(PayEntryJournal.id.desc()).limit(1))
    code, label = (journal.code, journal.label) if journal is not None else (JOURNAL, _(JOURNAL_LABEL))
    return Chart(code, label, with_changes(usual_lines(), changes))


@action(Right.PAY_PREPARE, N_("Choix d’un compte de l’écriture de paie"))
def change_account(act: Act, line: Plan) -> None:
    """Keep the accounts of a usual line, or a line of the co-op's own; entries already kept do not change (ECR-02)."""
    check_text(line.title, _("la ligne"))
    if line.in_use and not line.ready:
        raise RuleBroken("ECR-05", _("Donnez un compte au débit, un compte au crédit, ou les deux."))
    for account, label, where in (
        (line.debit, line.debit_label, _("débit")),
        (line.credit, line.credit_label, _("crédit")),
    ):
        if account:
            check_account(account, where)
            check_text(label, _("le nom du compte, {where}").format(where=where))
    known = {one.key for one in chart_of(act).lines}
    act.session.add(
        PayEntryAccount(
            line=line.key or _free_key(known),
            title=line.title,
            debit_account=line.debit,
            debit_label=line.debit_label if line.debit else "",
            credit_account=line.credit,
            credit_label=line.credit_label if line.credit else "",
            in_use=line.in_use,
            recorded_at=act.now,
            recorded_by_id=act.actor_id,
        )
    )


def _free_key(known: set[str]) -> str:
    return next(key for n in range(1, len(known) + 2) if (key := f"own_{n}") not in known)


@action(Right.PAY_PREPARE, N_("Choix du journal de l’écriture de paie"))
def change_journal(act: Act, code: str, label: str) -> None:
    """Keep the journal that the entries go to (ECR-02)."""
    check_text(code, _("le code du journal"))
    check_text(label, _("le nom du journal"))
    act.session.add(PayEntryJournal(code=code, label=label, recorded_at=act.now, recorded_by_id=act.actor_id))
