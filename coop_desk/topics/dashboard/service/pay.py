"""What waits of pay: numbers of the payroll tool, months, packages, the surplus to share out."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.employment.service import employed_at, matricules
from coop_desk.topics.payroll.packages.service import exports_at, unanswered
from coop_desk.topics.payroll.service import months_waiting
from coop_desk.topics.surplus.rules.paying import interest_before
from coop_desk.topics.surplus.service import adopted_to_share, voted_to_record


@query(Right.EMPLOYMENT_RECORD, N_("Matricules qui manquent"))
def matricule_lines(act: Act) -> list[Todo]:
    """Count the people under contract without a number in the payroll tool, where others have one (EMPLOY-03)."""
    numbers = matricules(act, act.today)
    n = len(set(employed_at(act, act.today)) - set(numbers))
    if not n or not numbers:
        return []
    what = ngettext("Donner un matricule à {n} personne", "Donner un matricule à {n} personnes", n)
    why = _("Sans lui, la paie ne s’exporte pas.")
    return [Todo("employment:matricules", what.format(n=integer(n)), why, None, "employment")]


@query(Right.SURPLUS_PREPARE, N_("Répartition votée à inscrire"))
def surplus_lines(act: Act) -> list[Todo]:
    """Recall the distribution of the surplus that an assembly adopted and that is not frozen yet (SUR-12)."""
    what = _("Inscrire la répartition adoptée : {name}")
    return [
        Todo(f"surplus:{one.id}", what.format(name=one.name), one.proposed, None, "surplus", one.id)
        for one in voted_to_record(act)
    ]


@query(Right.PAY_RECORD, N_("Répartition adoptée à faire entre les personnes"))
def surplus_pay_lines(act: Act) -> list[Todo]:
    """Recall the distribution that is not shared out among people yet, before interest is due (DL-06)."""
    what = _("Répartir les excédents de {year} entre les personnes")
    return [
        Todo(
            f"surplus-pay:{one.id}",
            what.format(year=one.year_end.year),
            one.resolution,
            interest_before(one.year_end) if one.adopted.allocation.interest_cents else None,
            "surplus.people",
        )
        for one in adopted_to_share(act)
    ]


@query(Right.PAY_EXPORT, N_("Paie à remettre au cabinet et questions sans réponse"))
def pay_export_lines(act: Act) -> list[Todo]:
    """Recall the validated months that nobody exported, and what the bookkeeper asks."""
    found = []
    for one in exports_at(act):
        if one.ready and not one.packages:
            what = _("Exporter la paie : {month}").format(month=one.words)
            why = _("Le mois est validé : le cabinet attend ses fichiers.")
            found.append(Todo(f"export:{one.month}", what, why, None, "payroll.export", one.month))
        if unanswered(act, one.month):
            what = _("Répondre au cabinet : {month}").format(month=one.words)
            why = _("Une question sur la paie de ce mois attend une réponse.")
            found.append(Todo(f"asked:{one.month}", what, why, None, "payroll.export", one.month))
    return found


@query(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Mois de paie qui attendent"))
def pay_lines(act: Act) -> list[Todo]:
    """Recall the months that somebody else prepared, and those asked to be opened again: never what they hold."""
    found = []
    for row in months_waiting(act):
        if row.reopening:
            key, what = "pay-again", _("Répondre : rouvrir la paie de {month} ?")
            why = _("Demandé par {name}").format(name=row.reopening)
        else:
            key, what = "pay", _("Contrôler et valider la paie de {month}")
            why = _("Préparée par {name}").format(name=row.prepared_by)
        found.append(Todo(f"{key}:{row.month}", what.format(month=row.words), why, None, "payroll", row.month))
    return found
