"""What waits in each topic, asked with the right of each: nobody sees here what they could not see there."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from coop_desk.core import recovery
from coop_desk.core.actions import Act, Action, query
from coop_desk.core.backup.afterwards import keys_to_renew
from coop_desk.core.backup.verbs import WARN_DAYS, backups_since
from coop_desk.core.compartments import governing
from coop_desk.core.compartments.delegating import WRITERS, waiting_for_certificate
from coop_desk.core.compartments.opening import due_of_keys
from coop_desk.core.delegating import waiting_proposals
from coop_desk.core.desk import Desk
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import euros, integer, long_day
from coop_desk.topics.assemblies.model import FollowUp, Meeting, Resolution
from coop_desk.topics.assemblies.records import MeetingState
from coop_desk.topics.assemblies.service import unanswered_in
from coop_desk.topics.assemblies.service.decisions import ONGOING
from coop_desk.topics.assemblies.service.naming import title_of
from coop_desk.topics.convening.service import waiting_deadlines
from coop_desk.topics.dashboard import rules
from coop_desk.topics.dashboard.choices import choice_lines
from coop_desk.topics.dashboard.cover import cover_lines, level_lines, own_training_lines
from coop_desk.topics.dashboard.delegation import hand_over_lines
from coop_desk.topics.dashboard.handovers import handover_lines, own_handover_lines
from coop_desk.topics.dashboard.leave import (
    account_lines,
    announcement_lines,
    leave_lines,
    letter_lines,
    own_leave_lines,
)
from coop_desk.topics.dashboard.rotation import own_swap_lines, rotation_lines
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.dashboard.seats import seat_lines
from coop_desk.topics.elections.service import waiting as waiting_elections
from coop_desk.topics.employment.service import employed_at, matricules
from coop_desk.topics.mandates.service import waiting as waiting_of_mandates
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import applications_due, applications_expected, situations_at
from coop_desk.topics.minutes.service import awaited, unprinted
from coop_desk.topics.payroll.packages.service import exports_at, unanswered
from coop_desk.topics.payroll.service import months_waiting
from coop_desk.topics.roles.seats.service import told_here
from coop_desk.topics.shares.service import below_minimum_at, owed_lines, situation_at, warnings_at
from coop_desk.topics.statutes.service import known_identity
from coop_desk.topics.surplus.rules.paying import interest_before
from coop_desk.topics.surplus.service import adopted_to_share, voted_to_record

AHEAD = timedelta(days=30)
MONTHS_AHEAD = timedelta(days=90)
COMING = (MeetingState.PREPARING, MeetingState.CONVENED)
UNDER_WAY = (MeetingState.OPEN, MeetingState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting, or the one under way."""

    id: int
    title: str
    day: date
    starts_at: time
    place: str
    under_way: bool


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number of the co-operative today."""

    value: str
    caption: str


@query(Right.STATUTES_RECORD, N_("Mise en place qui reste à faire"))
def setup_lines(act: Act) -> list[Todo]:
    """Recall that the identity of the co-operative is still missing."""
    if known_identity(act, act.today) is not None:
        return []
    what = _("Enregistrer l’identité de la coopérative")
    return [Todo("setup", what, _("Nom, forme, siège : les documents en ont besoin."), None, "setup")]


@query(Right.MEETINGS_PREPARE, N_("Échéances des assemblées à venir"))
def calling_lines(act: Act) -> list[Todo]:
    """Recall what must be sent or done before the coming assemblies, and the assembly on the accounts."""
    if known_identity(act, act.today) is None:
        return []
    lines = [
        Todo(
            f"call:{meeting_id}:{deadline.step}",
            deadline.what,
            title,
            deadline.due,
            "assemblies.preparation",
            meeting_id,
        )
        for meeting_id, title, deadline in waiting_deadlines(act)
        if deadline.due <= act.today + AHEAD
    ]
    return [*lines, *_accounts(act)]


def _accounts(act: Act) -> list[Todo]:
    identity = known_identity(act, act.today)
    if identity is None:
        return []
    year_end = identity.last_year_end(act.today)
    due = rules.accounts_deadline(year_end)
    if identity.created_on and identity.created_on > year_end:
        return []
    known = act.session.scalar(select(Meeting.id).where(Meeting.annual_accounts, Meeting.day > year_end).limit(1))
    if known is not None or due < act.today - timedelta(days=365):
        return []
    what = _("Prévoir l’assemblée qui approuve les comptes")
    why = _("Exercice clos le {day} : elle se tient dans les six mois.").format(day=long_day(year_end))
    return [Todo("accounts", what, why, due, "assemblies")]


@query(Right.MEETINGS_RUN, N_("Séances à tenir"))
def session_lines(act: Act) -> list[Todo]:
    """Recall the meetings of today and those never closed."""
    lines = []
    for meeting in _unfinished(act):
        title = title_of(act, meeting)
        if meeting.state in UNDER_WAY:
            what = _("Reprendre ou lever la séance : {title}").format(title=title)
        elif meeting.day == act.today:
            what = _("Tenir la séance : {title}").format(title=title)
        elif meeting.day < act.today:
            what = _("Tenir ou reporter la séance : {title}").format(title=title)
        else:
            continue
        lines.append(Todo(f"session:{meeting.id}", what, meeting.place, meeting.day, "assemblies.session", meeting.id))
    return lines


def _unfinished(act: Act) -> list[Meeting]:
    states = [state.value for state in (*COMING, *UNDER_WAY)]
    rows = act.session.scalars(select(Meeting).where(Meeting.state.in_(states)))
    return sorted(rows, key=lambda meeting: (meeting.state not in UNDER_WAY, meeting.day, meeting.starts_at))


@query(Right.MEETINGS_RUN, Right.MINUTES_WRITE, words=N_("Questions écrites sans réponse"))
def question_lines(act: Act) -> list[Todo]:
    """Recall the written questions that wait for their answer, until the minutes are sealed (DOC-08)."""
    convened = [MeetingState.CONVENED.value, *(state.value for state in UNDER_WAY)]
    rows = {row.id: row for row in act.session.scalars(select(Meeting).where(Meeting.state.in_(convened)))}
    to_write = {line.meeting_id: line.title for line in awaited(act)}
    lines = []
    for meeting_id, n in unanswered_in(act, [*rows, *to_write]).items():
        if meeting_id in rows:
            what = ngettext(
                "Répondre à {n} question écrite pendant l’assemblée",
                "Répondre à {n} questions écrites pendant l’assemblée",
                n,
            )
            title, day, page = title_of(act, rows[meeting_id]), rows[meeting_id].day, "assemblies.session"
        else:
            what = ngettext(
                "Noter la réponse donnée à {n} question écrite", "Noter les réponses données à {n} questions écrites", n
            )
            title, day, page = to_write[meeting_id], None, "assemblies.session"
        lines.append(Todo(f"questions:{meeting_id}", what.format(n=integer(n)), title, day, page, meeting_id))
    return lines


@query(Right.DECISIONS_FOLLOW, N_("Décisions en retard"))
def overdue_lines(act: Act) -> list[Todo]:
    """Recall the decisions whose day is past (A15)."""
    rows = act.session.execute(
        select(FollowUp, Resolution)
        .join(Resolution, Resolution.id == FollowUp.resolution_id)
        .where(FollowUp.due_on < act.today, FollowUp.state.in_([state.value for state in ONGOING]))
    ).all()
    names = people_by_id(act.session) if rows else {}
    return [
        Todo(
            f"decision:{resolution.id}",
            _("Faire avancer la décision : {title}").format(title=resolution.title),
            names.get(PersonId(follow.responsible_id or 0), ""),
            follow.due_on,
            "assemblies.decisions",
            resolution.id,
        )
        for follow, resolution in rows
    ]


@query(Right.MINUTES_WRITE, Right.MINUTES_SEAL, words=N_("Procès-verbaux à écrire ou à sceller"))
def minutes_lines(act: Act) -> list[Todo]:
    """Recall the minutes to write or seal, and those to print on the sheets of the register."""
    to_seal = [
        Todo(
            f"minutes:{line.meeting_id}",
            (
                _("Relire et sceller le procès-verbal : {title}")
                if line.started
                else _("Rédiger le procès-verbal : {title}")
            ).format(title=line.title),
            _("Réunion du {day}").format(day=long_day(line.held_on)),
            line.held_on + AHEAD,
            "minutes.meeting",
            line.meeting_id,
        )
        for line in awaited(act)
    ]
    to_print = [
        Todo(
            f"sheets:{piece.id}",
            _("Imprimer au registre : procès-verbal n° {n}").format(n=piece.number),
            piece.title,
            None,
            "minutes.meeting",
            piece.meeting_id,
        )
        for piece in unprinted(act)
    ]
    return to_seal + to_print


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


@query(Right.MANDATES_RECORD, N_("Mandats à suivre"))
def mandate_lines(act: Act) -> list[Todo]:
    """Recall the terms that end, the seats to fill, what a mandate waits for, the board the law asks for (E02)."""
    of_roles = told_here(act)
    return [
        Todo(one.key, one.what, one.why, one.due, "mandates", one.mandate_id)
        for one in waiting_of_mandates(act)
        if one.key not in of_roles
    ]


@query(Right.ELECTIONS_PREPARE, Right.ELECTIONS_RUN, words=N_("Élections à faire avancer"))
def election_lines(act: Act) -> list[Todo]:
    """Recall what each election waits for: candidacies, opening, a tie, a ratification, an answer (PROC-01)."""
    return [
        Todo(
            f"election:{file.id}",
            _("{what} : {title}").format(what=what, title=file.title),
            file.meeting_words or file.electorate_words,
            file.candidates_until if not file.standing and file.candidates_until else file.meeting_day,
            "elections.election",
            file.id,
        )
        for file, what in waiting_elections(act)
    ]


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


@query(Right.FILE_KEEP, N_("Sauvegardes à faire ou à essayer"))
def backup_lines(act: Act) -> list[Todo]:
    """Recall that the last verified backup is old, that one failed, or that none was tried for a month."""
    stands = backups_since(act)
    lines = []
    if stands.days_since >= WARN_DAYS or stands.problem:
        days = ngettext("Rien de vérifié depuis {n} jour.", "Rien de vérifié depuis {n} jours.", stands.days_since)
        why = stands.problem or days.format(n=integer(stands.days_since))
        lines.append(Todo("backup", _("Sauvegarder le dossier"), why, None, "backups"))
    if stands.drill_due and stands.last is not None:
        why = _("Une fois par mois : une sauvegarde qui ne se relit pas ne sert à rien.")
        lines.append(Todo("drill", _("Essayer de restaurer une sauvegarde"), why, None, "backups"))
    return lines


@query(Right.GRANTS_GIVE, N_("Code de secours à imprimer ou à vérifier"))
def recovery_lines(act: Act) -> list[Todo]:
    """Recall that the recovery code is not printed, from the day after its making; then, once a year, who holds it."""
    state = recovery.state_of(act)
    if state.alarming and state.since is not None:
        why = _("Code de secours non imprimé : un mot de passe perdu peut tout fermer.")
        return [Todo("recovery", _("Imprimer le code de secours"), why, state.since, "recovery")]
    checked = state.held_on or state.printed_on
    if checked is not None and act.today - checked >= timedelta(days=365):
        why = _("Retrouvez l’enveloppe, ou les personnes de confiance, et notez-le.")
        return [Todo("recovery", _("Qui détient le code de secours ?"), why, None, "recovery")]
    return []


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
    rows = months_waiting(act)
    validating = [
        Todo(
            f"pay:{row.month}",
            _("Contrôler et valider la paie de {month}").format(month=row.words),
            _("Préparée par {name}").format(name=row.prepared_by),
            None,
            "payroll",
            row.month,
        )
        for row in rows
        if not row.reopening
    ]
    reopening = [
        Todo(
            f"pay-again:{row.month}",
            _("Répondre : rouvrir la paie de {month} ?").format(month=row.words),
            _("Demandé par {name}").format(name=row.reopening),
            None,
            "payroll",
            row.month,
        )
        for row in rows
        if row.reopening
    ]
    return validating + reopening


@query(Right.GRANTS_GIVE, N_("Titres à décider, clés à certifier et gouvernance à signer"))
def grant_lines(act: Act) -> list[Todo]:
    """Recall the titles that nobody decided, the keys without certificate, the governance to sign or to take back."""
    proposed = [
        Todo(
            f"proposed:{one.id}",
            _("Décider : {title}, proposé à {name}").format(title=one.title, name=one.holder),
            _("Proposé par {name} le {day}").format(name=one.proposed_by, day=long_day(one.proposed_on)),
            one.starts_on,
            "grants",
        )
        for one in waiting_proposals(act)
        if not one.is_over(act.today)
    ]
    certifying = [
        Todo(
            f"certify:{one.person_id}",
            _("Certifier les clés de {name}").format(name=one.name),
            _("Comparez l’empreinte lue sur son écran."),
            None,
            "keys",
        )
        for one in waiting_for_certificate(act)
    ]
    return proposed + certifying + _in_two("governance", governing.due(act))


@query(Right.GRANTS_GIVE, *WRITERS, words=N_("Clés à remettre ou à renouveler"))
def key_lines(act: Act) -> list[Todo]:
    """Say what is owed of the keys, until it is done: hand over, renew, move what was dropped."""
    return _in_two("keys", due_of_keys(act)) + _in_two("restored", keys_to_renew(act))


def _in_two(name: str, sentences: list[str]) -> list[Todo]:
    """What is to be done is the first sentence of each, why the rest."""
    parts = [sentence.partition(". ") for sentence in sentences]
    return [Todo(f"{name}:{n}", what, why, None, "keys") for n, (what, _dot, why) in enumerate(parts)]


SOURCES: tuple[Action[[], list[Todo]], ...] = (
    setup_lines,
    calling_lines,
    session_lines,
    question_lines,
    overdue_lines,
    minutes_lines,
    application_lines,
    share_lines,
    mandate_lines,
    seat_lines,
    choice_lines,
    own_handover_lines,
    handover_lines,
    rotation_lines,
    own_swap_lines,
    cover_lines,
    level_lines,
    own_training_lines,
    election_lines,
    surplus_lines,
    surplus_pay_lines,
    pay_lines,
    pay_export_lines,
    leave_lines,
    account_lines,
    announcement_lines,
    matricule_lines,
    letter_lines,
    own_leave_lines,
    hand_over_lines,
    backup_lines,
    recovery_lines,
    grant_lines,
    key_lines,
)


def todo(desk: Desk) -> list[Todo]:
    """Return what waits for the person at this desk, the most urgent first."""
    return rules.in_order(line for source in SOURCES if desk.allows(source) for line in source(desk))


@query(Right.MEETINGS_READ, N_("Prochaine réunion"))
def next_meeting(act: Act) -> NextMeeting | None:
    """Return the meeting under way, else the next one."""
    found = [row for row in _unfinished(act) if row.state in UNDER_WAY or row.day >= act.today]
    if not found:
        return None
    row = found[0]
    return NextMeeting(row.id, title_of(act, row), row.day, row.starts_at, row.place, row.state in UNDER_WAY)


@query(Right.MEMBERS_READ, N_("Nombre d’associés"))
def associates_figure(act: Act) -> KeyFigure:
    """Return how many associates there are today."""
    found = [one for one in situations_at(act, act.today) if one.category in ASSOCIATES]
    return KeyFigure(integer(len(found)), _("associés"))


@query(Right.SHARES_READ, N_("Capital d’aujourd’hui"))
def capital_figure(act: Act) -> KeyFigure:
    """Return the capital of today."""
    return KeyFigure(euros(situation_at(act, act.today).capital_cents), _("de capital"))


def key_figures(desk: Desk) -> list[KeyFigure]:
    """Return the figures this desk may read."""
    return [source(desk) for source in (associates_figure, capital_figure) if desk.allows(source)]


@query(Right.COOP_READ, N_("Ouverture de la page d’accueil"))
def home(act: Act) -> str:
    """Return the name of the co-operative; the lines are asked one right at a time."""
    identity = known_identity(act, act.today)
    return identity.name if identity else ""
