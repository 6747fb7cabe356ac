"""What waits of the associates and their shares: applications, refunds, holdings."""

from datetime import timedelta

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import euros, integer, long_day
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.members.service import applications_due, applications_expected
from coop_desk.topics.shares.service import below_minimum_at, owed_lines, warnings_at
from coop_desk.topics.statutes.service import known_identity

MONTHS_AHEAD = timedelta(days=90)


@query(Right.MEMBERS_DETAILS_READ, N_("Candidatures à soumettre à l’assemblée"))
def application_lines(act: Act) -> list[Todo]:
    """Recall the applications that wait for an assembly, and those the statutes oblige to make (ADM-02, ADM-05)."""
    waiting = [
        Todo(
            f"application:{line.id}",
            _("Porter une candidature à l’ordre du jour : {name}").format(name=line.name),
            _("Demande du {day}").format(day=long_day(line.applied_on)),
            None,
            "members",
            line.person_id,
        )
        for line in applications_due(act, act.today)
    ]
    expected = [
        Todo(
            f"expected:{line.person_id}",
            _("Rappeler de demander son admission : {name}").format(name=line.name),
            _("Les statuts obligent à présenter la demande avant cette date."),
            line.due_on,
            "members",
            line.person_id,
        )
        for line in applications_expected(act, act.today)
        if line.due_on <= act.today + MONTHS_AHEAD
    ]
    return waiting + expected


@query(Right.SHARES_RECORD, N_("Remboursements et engagements de souscription"))
def share_lines(act: Act) -> list[Todo]:
    """Recall the refunds due, the associates below the compulsory holding, the limits passed (C10, C14, REF-05)."""
    if known_identity(act, act.today) is None:
        return []
    refunds = [
        Todo(
            f"refund:{line.movement}",
            _("Rembourser {amount} à {name}").format(amount=euros(line.left_cents), name=line.name),
            _("Départ du {day}").format(day=long_day(line.lost_on)),
            line.due_on,
            "shares.movements",
            line.movement,
        )
        for line in owed_lines(act, act.today)
        if line.left_cents > 0 and line.due_on <= act.today + MONTHS_AHEAD
    ]
    below = [
        Todo(
            f"holding:{line.person_id}",
            ngettext(
                "{name} : il manque {n} part au minimum des statuts",
                "{name} : il manque {n} parts au minimum des statuts",
                line.missing,
            ).format(name=line.name, n=integer(line.missing)),
            _("Délai passé le {day}").format(day=long_day(line.since)),
            None,
            "shares",
            line.person_id,
        )
        for line in below_minimum_at(act, act.today)
    ]
    passed = [
        Todo(f"capital:{one.rule}", one.words, one.why, one.due, "shares.capital")
        for one in warnings_at(act, act.today)
    ]
    return refunds + below + passed
