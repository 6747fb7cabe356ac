"""The calendar of a general assembly, counted back from its day (DL-03).

Delays towards the associates are counted in full days: neither the day of sending nor the day of the
meeting counts (CALL-10). Periods given to the associates (adding to the agenda, voting by form) end on the day itself.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import long_day

LEGAL_FIRST_CALL = 15
LEGAL_SECOND_CALL = {"SARL": 15, "SA": 10}
MANAGER_DIED = 8
DOCUMENTS = 15
REQUESTS_TO_SEE = 5
HOLDERS_LIST = 16
SECOND_CALL_MONTHS = 2
SOON_DAYS = 14


class Severity(StrEnum):
    """Which kind of rule a late or missing step breaks (NUL-02)."""

    MANDATORY = "mandatory"
    STATUTORY = "statutory"

    @property
    def words(self) -> str:
        """The severity as it is shown."""
        return _("règle impérative") if self is Severity.MANDATORY else _("règle statutaire")


class State(StrEnum):
    """Where a deadline stands."""

    DONE = "done"
    DONE_LATE = "done_late"
    COMING = "coming"
    SOON = "soon"
    LATE = "late"
    OPEN = "open"
    CLOSED = "closed"
    MET = "met"
    BROKEN = "broken"

    @property
    def words(self) -> str:
        """The state as it is shown."""
        return {
            State.DONE: _("Fait"),
            State.DONE_LATE: _("Fait en retard"),
            State.COMING: _("À venir"),
            State.SOON: _("À faire"),
            State.LATE: _("En retard"),
            State.OPEN: _("Ouvert"),
            State.CLOSED: _("Clos"),
            State.MET: _("Respecté"),
            State.BROKEN: _("Dépassé"),
        }[self]


class Step(StrEnum):
    """The steps of the calendar, in no order."""

    CALL = "call"
    DOCUMENTS = "documents"
    AT_THE_SEAT = "at_the_seat"
    EMAIL_CONSENT = "email_consent"
    AGENDA_REQUESTS = "agenda_requests"
    HOLDERS_LIST = "holders_list"
    REQUESTS_TO_SEE = "requests_to_see"
    FORMS = "forms"
    ACCOUNTS_TO_AUDITOR = "accounts_to_auditor"
    AUDITOR_CALLED = "auditor_called"
    ACCOUNTS_LIMIT = "accounts_limit"
    SECOND_CALL_LIMIT = "second_call_limit"
    FILING = "filing"
    DATE_ASKED = "date_asked"
    AGREEMENTS = "agreements"
    REVISION = "revision"
    QUESTIONS = "questions"
    ANOTHER_ASSEMBLY = "another_assembly"

    @property
    def words(self) -> str:
        """The step in two or three words."""
        return {
            Step.CALL: _("Convocation"),
            Step.DOCUMENTS: _("Documents à joindre"),
            Step.AT_THE_SEAT: _("Documents au siège"),
            Step.EMAIL_CONSENT: _("Accords pour le courriel"),
            Step.AGENDA_REQUESTS: _("Demandes d’ajout à l’ordre du jour"),
            Step.HOLDERS_LIST: _("Liste des titulaires"),
            Step.REQUESTS_TO_SEE: _("Demandes de documents"),
            Step.FORMS: _("Votes par correspondance"),
            Step.ACCOUNTS_TO_AUDITOR: _("Comptes au commissaire"),
            Step.AUDITOR_CALLED: _("Convocation du commissaire"),
            Step.ACCOUNTS_LIMIT: _("Limite pour les comptes"),
            Step.SECOND_CALL_LIMIT: _("Limite de la deuxième convocation"),
            Step.FILING: _("Dépôt au greffe"),
            Step.DATE_ASKED: _("Date prévue de l’assemblée"),
            Step.AGREEMENTS: _("Rapport sur les conventions"),
            Step.REVISION: _("Rapport de révision"),
            Step.QUESTIONS: _("Questions écrites"),
            Step.ANOTHER_ASSEMBLY: _("Demande d’une assemblée"),
        }[self]


@dataclass(frozen=True, slots=True)
class Call:
    """What the calendar depends on. Delays are in days, as the statutes in force on the day of the call say them."""

    form: str
    day: date
    number: int = 1
    first_day: date | None = None
    call_days: int = LEGAL_FIRST_CALL
    email_days: int = 20
    agenda_days: int = 25
    correspondence: bool = False
    correspondence_days: int = 3
    extraordinary: bool = False
    annual_accounts: bool = False
    accounts_closed_on: date | None = None
    accounts_months: int = 6
    auditor: bool = False
    manager_died: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """How far the convocation went: when the first and the last person were called, how many are still missing."""

    first: date | None = None
    last: date | None = None
    missing: int = 0

    @property
    def complete_on(self) -> date | None:
        """The day everybody had been called, or None."""
        return self.last if self.missing == 0 else None


@dataclass(frozen=True, slots=True)
class Deadline:
    """One step: what, for whom, by which means, until when, and where it stands today."""

    step: Step
    due: date
    what: str
    whom: str
    means: str
    rules: tuple[str, ...]
    severity: Severity
    state: State
    done_on: date | None
    why: str

    @property
    def late(self) -> bool:
        """Whether a rule is broken on this step."""
        return self.state in (State.LATE, State.DONE_LATE, State.BROKEN)


def notice_days(call: Call) -> int:
    """Full days between sending and meeting that the statutes ask (CALL-02, 04, 05, 14)."""
    return MANAGER_DIED if call.manager_died and call.form == "SARL" else call.call_days


def legal_notice_days(call: Call) -> int:
    """Full days that the law itself asks; none for an SAS, whose statutes decide (CALL-14)."""
    if call.form == "SAS":
        return 0
    if call.manager_died and call.form == "SARL":
        return MANAGER_DIED
    return LEGAL_FIRST_CALL if call.number == 1 else LEGAL_SECOND_CALL[call.form]


def last_day_to_send(meeting_day: date, days: int) -> date:
    """Last day of sending that leaves `days` full days before the meeting (CALL-10)."""
    return meeting_day - timedelta(days=days + 1)


def first_possible_day(sent_on: date, days: int) -> date:
    """First day the meeting may be held when everybody is called on `sent_on` (CALL-10)."""
    return sent_on + timedelta(days=days + 1)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of the month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_days_between(sent_on: date, meeting_day: date) -> int:
    """Count the days between two days, both left out (CALL-10)."""
    return max((meeting_day - sent_on).days - 1, 0)


def breach(call: Call, sent_on: date) -> Severity | None:
    """Say which kind of rule a sending on that day breaks, if any (NUL-02)."""
    between = full_days_between(sent_on, call.day) if sent_on < call.day else -1
    if between < legal_notice_days(call):
        return Severity.MANDATORY
    return Severity.STATUTORY if between < notice_days(call) else None


def calendar(call: Call, sent: Sent, done: Mapping[Step, date], today: date) -> tuple[Deadline, ...]:
    """Every deadline of the meeting with its state today, in the order of the dates."""
    steps = [
        *_calling(call, sent, today),
        *_documents(call, sent, done, today),
        *_auditor(call, sent, done, today),
        *_associates(call, today),
        *_limits(call, done, today),
    ]
    return tuple(sorted(steps, key=lambda deadline: (deadline.due, list(Step).index(deadline.step))))


def too_late(call: Call, sent: Sent, today: date) -> date | None:
    """First day the meeting may be held when the notice can no longer be respected, else None (A02)."""
    started = sent.complete_on or max(today, sent.last or today)
    possible = first_possible_day(started, notice_days(call))
    return possible if possible > call.day else None


def call_rule(call: Call) -> str:
    """Id of the rule behind the notice of this meeting."""
    if call.form == "SARL":
        return "CALL-04" if call.manager_died else "CALL-02"
    return "CALL-05" if call.form == "SA" else "CALL-14"


def _calling(call: Call, sent: Sent, today: date) -> Iterator[Deadline]:
    days = notice_days(call)
    due = last_day_to_send(call.day, days)
    reached = sent.complete_on or max(today, sent.last or today)
    own = Severity.STATUTORY if days > legal_notice_days(call) else Severity.MANDATORY
    what = {
        1: _("Envoyer la convocation, l’ordre du jour, les projets de résolutions et le formulaire de pouvoir")
    }.get(call.number, _("Envoyer la deuxième convocation, qui rappelle la date de la première, même ordre du jour"))
    yield Deadline(
        step=Step.CALL,
        due=due,
        what=what,
        whom=_("chaque associé"),
        means={
            "SARL": _("lettre recommandée, ou courriel si l’associé l’a accepté à temps"),
            "SA": _("lettre, ou courriel si l’associé l’a accepté à temps"),
        }.get(call.form, _("selon les statuts")),
        rules=(call_rule(call), "CALL-10", *(("CALL-09",) if call.form == "SA" and call.number > 1 else ())),
        severity=breach(call, reached) or own,
        state=_duty(due, sent.complete_on, today),
        done_on=sent.complete_on,
        why=ngettext(
            "{n} jour franc avant l’assemblée : ni le jour de l’envoi ni celui de la réunion ne comptent",
            "{n} jours francs avant l’assemblée : ni le jour de l’envoi ni celui de la réunion ne comptent",
            days,
        ).format(n=days),
    )


def _documents(call: Call, sent: Sent, done: Mapping[Step, date], today: date) -> Iterator[Deadline]:
    days = notice_days(call) if call.manager_died or call.number > 1 else max(notice_days(call), DOCUMENTS)
    due = last_day_to_send(call.day, days)
    if call.form == "SARL":
        contents = (
            _(
                "Joindre les comptes, le rapport de gestion (une petite société en est dispensée) et le texte des "
                "résolutions ; tenir l’inventaire au siège"
            )
            if call.annual_accounts
            else _("Joindre le texte des résolutions et le rapport de la gérance, et les tenir au siège")
        )
        yield Deadline(
            Step.DOCUMENTS, due, contents, _("chaque associé"), _("avec la convocation"),
            ("DOC-01", "DOC-06") if call.annual_accounts else ("DOC-02",), Severity.MANDATORY,
            _duty(due, sent.complete_on, today), sent.complete_on, _("15 jours au moins avant l’assemblée"),
        )  # fmt: skip
        if call.annual_accounts:
            yield _if_any(
                Step.AGREEMENTS, due, done, today,
                _("Joindre le rapport sur les conventions entre la société et un gérant ou un associé"),
                _("avec la convocation"), "DOC-03", Severity.MANDATORY, _("15 jours au moins avant l’assemblée"),
            )  # fmt: skip
    if call.annual_accounts:
        yield _if_any(
            Step.REVISION, last_day_to_send(call.day, DOCUMENTS), done, today,
            _("Tenir le rapport du réviseur à la disposition des associés, et en débattre à l’assemblée"),
            _("consultation au siège"), "DOC-07", Severity.STATUTORY,
            _("15 jours avant l’assemblée qui suit la révision"),
        )  # fmt: skip
    if call.form == "SA":
        kept = done.get(Step.AT_THE_SEAT)
        yield Deadline(
            Step.AT_THE_SEAT, due,
            _("Tenir au siège les résolutions, rapports, candidatures, comptes et tableau d’affectation"),
            _("tout associé"), _("consultation au siège"), ("DOC-05",), Severity.MANDATORY,
            _duty(due, kept, today), kept, _("pendant les 15 jours qui précèdent l’assemblée"),
        )  # fmt: skip
        closing = call.day - timedelta(days=HOLDERS_LIST)
        closed = done.get(Step.HOLDERS_LIST)
        yield Deadline(
            Step.HOLDERS_LIST, closing, _("Arrêter la liste des titulaires d’actions"),
            _("tout associé peut la lire et la copier"), _("au siège"), ("REG-05",), Severity.MANDATORY,
            _duty(closing, closed, today), closed, _("le 16e jour avant l’assemblée"),
        )  # fmt: skip


def _auditor(call: Call, sent: Sent, done: Mapping[Step, date], today: date) -> Iterator[Deadline]:
    if not call.auditor:
        return
    due = last_day_to_send(call.day, notice_days(call))
    called = done.get(Step.AUDITOR_CALLED)
    yield Deadline(
        Step.AUDITOR_CALLED, due, _("Convoquer le commissaire aux comptes"), _("le commissaire aux comptes"),
        _("lettre recommandée"), ("CALL-13",), Severity.MANDATORY,
        _duty(due, called, today), called, _("au plus tard en même temps que les associés"),
    )  # fmt: skip
    if call.annual_accounts:
        before = months_after(sent.first or due, -1)
        given = done.get(Step.ACCOUNTS_TO_AUDITOR)
        yield Deadline(
            Step.ACCOUNTS_TO_AUDITOR, before, _("Remettre les comptes et le rapport de gestion"),
            _("le commissaire aux comptes"), _("remise contre reçu"), ("DL-02",), Severity.MANDATORY,
            _duty(before, given, today), given, _("un mois avant la convocation"),
        )  # fmt: skip


def _associates(call: Call, today: date) -> Iterator[Deadline]:
    own = Severity.STATUTORY if call.form == "SAS" else Severity.MANDATORY
    if call.email_days:
        yield _window(
            Step.EMAIL_CONSENT, call.day - timedelta(days=call.email_days), today,
            _("Recevoir l’accord d’un associé pour le courriel, ou son retour au courrier"),
            _("lettre recommandée ou courriel"),
            {"SARL": "CALL-03", "SA": "CALL-06"}.get(call.form, "CALL-14"), own,
            _days_before(call.email_days),
        )  # fmt: skip
    if call.number == 1 and call.agenda_days:
        yield _window(
            Step.AGENDA_REQUESTS, call.day - timedelta(days=call.agenda_days), today,
            _("Recevoir les demandes d’inscription de points ou de projets de résolutions"),
            _("lettre recommandée ou courriel, avec accusé de réception"),
            {"SARL": "AGD-01", "SA": "AGD-03"}.get(call.form, "CALL-14"), own,
            _days_before(call.agenda_days),
        )  # fmt: skip
    if call.form == "SARL" and call.number == 1 and call.agenda_days:
        yield _window(
            Step.DATE_ASKED, call.day - timedelta(days=call.agenda_days), today,
            _("Dire la date prévue à l’associé qui le demande, pour qu’il puisse proposer un point"),
            _("lettre recommandée ou courriel"), "AGD-02", Severity.MANDATORY, _("avant la fin des demandes d’ajout"),
        )  # fmt: skip
    if call.form == "SARL":
        yield _window(
            Step.ANOTHER_ASSEMBLY, call.day, today,
            _(
                "Réunir une assemblée si la demandent la moitié des parts, ou le dixième des parts tenu par un dixième "
                "des associés ; à défaut, tout associé peut saisir le juge"
            ),
            _("lettre à la gérance"), "CALL-11", Severity.MANDATORY, _("à tout moment de l’année"),
        )  # fmt: skip
    if call.form in ("SARL", "SA"):
        yield _window(
            Step.QUESTIONS, call.day, today,
            _("Noter les questions écrites et leur date, y répondre pendant l’assemblée et les dire au procès-verbal"),
            _("courrier ou courriel"), "DOC-08", Severity.MANDATORY, _("dès l’envoi des documents"),
        )  # fmt: skip
    if call.form == "SA":
        yield _window(
            Step.REQUESTS_TO_SEE, call.day - timedelta(days=REQUESTS_TO_SEE), today,
            _("Envoyer les documents aux associés qui les demandent"), _("courrier ou courriel"),
            "DOC-05", Severity.MANDATORY, _("jusqu’au 5e jour avant l’assemblée"),
        )  # fmt: skip
    if call.correspondence:
        yield _window(
            Step.FORMS, call.day - timedelta(days=call.correspondence_days), today,
            _("Recevoir les formulaires de vote par correspondance"), _("courrier ou courriel"),
            "VOT-10" if call.form == "SARL" else "VOT-09", own,
            _days_before(call.correspondence_days),
        )  # fmt: skip


def _limits(call: Call, done: Mapping[Step, date], today: date) -> Iterator[Deadline]:
    if call.annual_accounts and call.accounts_closed_on:
        limit = months_after(call.accounts_closed_on, call.accounts_months)
        yield _limit(
            Step.ACCOUNTS_LIMIT, limit, call.day, _("Tenir l’assemblée qui approuve les comptes"), ("AG-02", "DL-01"),
            _("{n} mois après la clôture du {day}").format(
                n=call.accounts_months, day=long_day(call.accounts_closed_on)
            ),
        )  # fmt: skip
    if call.number > 1 and call.extraordinary and call.first_day and call.form != "SAS":
        yield _limit(
            Step.SECOND_CALL_LIMIT, months_after(call.first_day, SECOND_CALL_MONTHS), call.day,
            _("Tenir l’assemblée extraordinaire sur deuxième convocation"),
            ("QM-03" if call.form == "SARL" else "QM-08",),
            _("deux mois après la première, du {day}").format(day=long_day(call.first_day)),
        )  # fmt: skip
    if call.annual_accounts:
        filing = months_after(call.day, 1)
        filed = done.get(Step.FILING)
        yield Deadline(
            Step.FILING, filing, _("Déposer les comptes et la répartition au greffe"), _("le greffe"),
            _("sur papier ; deux mois par voie électronique"), ("DL-04",), Severity.MANDATORY,
            _duty(filing, filed, today), filed, _("un mois après l’assemblée"),
        )  # fmt: skip


def _days_before(days: int) -> str:
    return ngettext("{n} jour avant l’assemblée", "{n} jours avant l’assemblée", days).format(n=days)


def _window(
    step: Step, due: date, today: date, what: str, means: str, rule: str, severity: Severity, why: str
) -> Deadline:
    """A period the associates have, which ends on a day."""
    state = State.OPEN if today <= due else State.CLOSED
    return Deadline(step, due, what, _("les associés"), means, (rule,), severity, state, None, why)


def _if_any(
    step: Step, due: date, done: Mapping[Step, date], today: date,
    what: str, means: str, rule: str, severity: Severity, why: str,
) -> Deadline:  # fmt: skip
    """A document the meeting may not need: never told late, since only people know whether there is one."""
    told = done.get(step)
    state = _duty(due, told, today)
    state = State.CLOSED if state is State.LATE else state
    whom = _("chaque associé, s’il y en a un")
    return Deadline(step, due, what, whom, means, (rule,), severity, state, told, why)


def _limit(step: Step, due: date, day: date, what: str, rules: tuple[str, ...], why: str) -> Deadline:
    """A day the meeting may not go beyond."""
    state = State.MET if day <= due else State.BROKEN
    return Deadline(step, due, what, _("la coopérative"), "", rules, Severity.MANDATORY, state, None, why)


def _duty(due: date, done_on: date | None, today: date) -> State:
    """State of something the co-operative must do by a day."""
    if done_on is not None:
        return State.DONE if done_on <= due else State.DONE_LATE
    if today > due:
        return State.LATE
    return State.SOON if (due - today).days <= SOON_DAYS else State.COMING
