"""The allocation on one page for the assembly, and the slip of one person; black and white, A4."""

from collections.abc import Sequence
from fractions import Fraction

from coop_desk.core.i18n import _
from coop_desk.core.rulebook import rule
from coop_desk.core.words import NNBSP, amount, euros, long_day, long_month
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, build_all
from coop_desk.paper.tables import Column
from coop_desk.topics.employment.rules.schedules import clock_words
from coop_desk.topics.surplus.chart import thirds_chart
from coop_desk.topics.surplus.records import Allocation, Check, Due, Hypotheses, Slip, State, Terms
from coop_desk.topics.surplus.rules.participation import locked_until, paid_before
from coop_desk.topics.surplus.rules.paying import month_start
from coop_desk.topics.surplus.rules.told import coefficient_words, notes_of, table_of
from coop_desk.topics.surplus.rules.wording import part_words


def allocation_pdf(
    name: str, told: Hypotheses, terms: Terms, given: Allocation, decision: str, head: Letterhead
) -> bytes:
    """Print an allocation: how it is reckoned, where it goes, which rules it keeps."""
    year = long_day(told.year_end)
    parts: list[Part] = [
        text.title(_("Répartition des excédents nets de gestion")),
        text.subtitle(_("Exercice clos le {day}").format(day=year)),
        text.text(decision or _("Simulation « {name} », à soumettre à l’assemblée.").format(name=name)),
        tables.table(
            (Column(_("Du résultat aux excédents"), grows=True), Column(_("Euros"), "decimal", 34)),
            tuple((line.words, amount(line.cents) if line.cents is not None else "") for line in given.base.lines),
        ),
    ]
    if given.base.cents > 0:
        parts += [text.Gap(2), _allocation_table(given), text.Gap(2), thirds_chart(given)]
    notes = notes_of(told, terms, given)
    parts += [text.small(" ".join(notes))] if notes else []
    parts += [text.Gap(2), _rules_table(given.checks), text.small(_sources(given.checks))]
    return build(Sheet(head, _("Répartition des excédents, {day}").format(day=year), tuple(parts)))


def _allocation_table(given: Allocation) -> Part:
    rows = tuple(
        (f"{NNBSP}{NNBSP}{one.words}" if one.inner else one.words, amount(one.cents), one.part)
        for one in table_of(given)
    )
    return tables.table(
        (
            Column(_("Répartition"), grows=True),
            Column(_("Euros"), "decimal", 34),
            Column(_("Part"), "right", 22),
        ),
        rows,
        totals=((_("Excédents nets de gestion"), amount(given.base.cents), part_words(Fraction(1))),),
    )


def _rules_table(checks: Sequence[Check]) -> Part:
    """Each rule with its figures, and its state in a word."""
    said = {State.KEPT: _("Respectée"), State.WARNED: _("À noter"), State.BROKEN: _("Non respectée")}
    return tables.table(
        (Column(_("Règle"), grows=True), Column(_("État"), width=24)),
        tuple((check.words, said[check.state]) for check in checks),
    )


def _sources(checks: Sequence[Check]) -> str:
    """Name once each source of the rules that were looked at."""
    named = dict.fromkeys(one for check in checks for one in rule(check.rule).source.split(" ; "))
    return _("Sources : {sources}.").format(sources=" ; ".join(named))


def slips_pdf(slips: Sequence[Slip], head: Letterhead) -> bytes:
    """Print the slips of several people, each on a sheet of its own."""
    return build_all([_slip(slip, head) for slip in slips], _("Parts des excédents"))


def _slip(slip: Slip, head: Letterhead) -> Sheet:
    """What one person is due and how it was reckoned, apart from the payslip (PAR-04)."""
    due = slip.due
    parts: list[Part] = [
        text.title(_("Votre part des excédents")),
        text.subtitle(_("Exercice clos le {day}").format(day=long_day(due.year_end))),
        tables.facts(
            (
                (_("Bénéficiaire"), slip.name),
                (_("Décision"), slip.resolution),
                (_("Part des salariés, en tout"), euros(slip.whole.employees_cents)),
                *basis_facts(due),
            )
        ),
        text.Gap(2),
        tables.table(
            (Column(_("Ce qui vous revient"), grows=True), Column(_("Euros"), "decimal", 34)),
            tuple((words, amount(cents)) for words, cents in due_lines(due)),
            totals=((_("Total"), amount(sum(cents for _words, cents in due_lines(due)))),),
        ),
        *(text.text(told) for told in due_sentences(due)),
        text.small(_("Document personnel : il n’est remis qu’à la personne nommée.")),
    ]
    return Sheet(head, _("Part des excédents de {name}").format(name=slip.name), tuple(parts))


def basis_facts(due: Due) -> tuple[tuple[str, str], ...]:
    """Return what the share was reckoned from, only what the key counts."""
    if due.basis is None:
        return ()
    facts = [
        (_("Salaire brut de l’année"), euros(due.basis.pay_cents) if due.basis.pay_cents else ""),
        (_("Temps de travail de l’année"), clock_words(due.basis.minutes) if due.basis.minutes else ""),
        (_("Salaire rétabli pour des absences"), euros(due.basis.more_pay_cents) if due.basis.more_pay_cents else ""),
        (_("Temps rétabli pour des absences"), clock_words(due.basis.more_minutes) if due.basis.more_minutes else ""),
        (_("Coefficient d’ancienneté"), coefficient_words(due.coefficient)),
    ]
    return tuple(fact for fact in facts if fact[1])


def due_lines(due: Due) -> tuple[tuple[str, int], ...]:
    """Return each sum one person is due, in cents."""
    lines = (
        (_("Part du travail, versée avec la paie"), due.work_cents - due.into_shares_cents),
        (_("Part du travail, transformée en parts sociales"), due.into_shares_cents),
        (_("Participation"), due.participation_cents),
        (_("Intérêt aux parts sociales"), due.interest_cents),
    )
    return tuple(line for line in lines if line[1])


def due_sentences(due: Due) -> tuple[str, ...]:
    """Say when each sum is paid, and what is locked until when."""
    said = [_("Versement avec la paie du mois de {month}.").format(month=long_month(month_start(due.month)))]
    if due.participation_cents and due.asked:
        said.append(_("Vous avez demandé le versement immédiat de votre participation : elle vient avec cette paie."))
        paid = paid_before(due.year_end)
        if month_start(due.month) >= paid:
            said.append(
                _(
                    "Versée après le {paid}, elle porte un intérêt de retard à la charge de la coopérative ({source})."
                ).format(paid=long_day(paid), source=rule("DL-09").source)
            )
    elif due.participation_cents:
        said.append(
            _(
                "Sans demande de votre part avant la fin de ce mois, votre participation est bloquée jusqu’au {until}."
            ).format(until=long_day(locked_until(due.year_end)))
        )
    return tuple(said)
