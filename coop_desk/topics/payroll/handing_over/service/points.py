"""What is to be known today, read where it is: nothing of it is kept here but the words that name nobody."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.compartments import epochs
from coop_desk.core.compartments.names import COOP, READ, words_of
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import holding_of, people_by_id
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import WORDS, Right
from coop_desk.core.words import day, integer
from coop_desk.topics.leave.requests.service.reading import submitted
from coop_desk.topics.leave.requests.service.reminding import letters_due
from coop_desk.topics.leave.service.adjusting import corrections
from coop_desk.topics.leave.service.balances import expiring_soon
from coop_desk.topics.leave.service.closing import closings
from coop_desk.topics.leave.service.settings import settings_at
from coop_desk.topics.payroll.entry.model import PayEntry
from coop_desk.topics.payroll.handing_over.records import HandOverLine, Point, Subject
from coop_desk.topics.payroll.packages.service.questions import KIND
from coop_desk.topics.payroll.rules.months import compartment_of, first_day, month_of, month_words, shifted
from coop_desk.topics.payroll.rules.states import NEXT_WORDS, STATE_WORDS, State
from coop_desk.topics.payroll.service.reading import lives

HANDED = (Right.LEAVE_DECIDE, Right.LEAVE_RECORD, Right.LEAVE_SETTINGS, Right.PAY_PREPARE)
"""The rights that make the delegation."""
SOON = timedelta(days=60)
MONTHS_ASKED = 12
ANNOUNCED = timedelta(days=61)
"""The taking period is announced two months before it begins (D3141-5)."""


def points_of(act: Act, line: HandOverLine) -> list[Point]:
    """Everything open today that whoever looks may know."""
    mine = holding_of(act.session, act.actor_id, act.today)
    found = [*_rights(act, line), *_keys(act, line)]
    if mine.people((Right.LEAVE_DECIDE,)):
        found += [*_requests(act)]
    if mine.people((Right.LEAVE_RECORD,)):
        found += [*_leave(act)]
    if mine.people((Right.PAY_PREPARE,)):
        found += [*_months(act), *_entries(act), *_questions(act)]
    return [*found, *_duties(act)]


# ------------------------------------------------------------------ rights and keys


def _rights(act: Act, line: HandOverLine) -> Iterator[Point]:
    leaves = holding_of(act.session, line.outgoing_id, act.today)
    takes = holding_of(act.session, line.incoming_id, act.today)
    for right in HANDED:
        if leaves.people((right,)) and not takes.people((right,)):
            title = _("Droit à confier : {right}").format(right=_(WORDS[right]))
            yield Point(f"right:{right.value}", Subject.RIGHTS, title, page="grants")


def _keys(act: Act, line: HandOverLine) -> Iterator[Point]:
    if act.keys is None:
        return
    trust = epochs.trust_of(act)
    held = {one.compartment for one in trust.delegations(person_id=int(line.outgoing_id)) if trust.runs(one, act.now)}
    for compartment in sorted(one for one in held if one.partition("/")[0] in ("pay", "absence")):
        if not trust.may(int(line.incoming_id), compartment, READ, act.now):
            title = _("Clé à confier : {key}").format(key=words_of(compartment))
            yield Point(f"key:{compartment}", Subject.RIGHTS, title, page="keys")


# ------------------------------------------------------------------ leave


def _requests(act: Act) -> Iterator[Point]:
    names = people_by_id(act.session)
    for one in submitted(act):
        said = _("Demande d’absence n° {n} à décider")
        if one.cancel_asked:
            said = _("Annulation demandée de l’absence n° {n}, à décider")
        dates = _("{name}, du {first} au {last}").format(
            name=names.get(one.person_id, ""), first=day(one.first), last=day(one.last)
        )
        kind = "cancel" if one.cancel_asked else "request"
        yield Point(
            f"{kind}:{one.absence_id}", Subject.LEAVE, said.format(n=one.absence_id), dates, "leave.deciding", one.first
        )


def _leave(act: Act) -> Iterator[Point]:
    for one in corrections.function(act):
        title = _("Correction de compteur n° {n}, à accepter par une seconde personne").format(n=one.id)
        yield Point(f"correction:{one.id}", Subject.LEAVE, title, one.name, "leave.accounts")
    due = closings.function(act).due
    if due is not None:
        month = month_of(due)
        title = _("Congés acquis à clore : {month}").format(month=month_words(month))
        yield Point(f"closing:{month}", Subject.LEAVE, title, page="leave.closing", due=first_day(shifted(month, 1)))
    letters = letters_due(act)
    if letters:
        title = ngettext(
            "{n} lettre d’information sur les congés à remettre",
            "{n} lettres d’information sur les congés à remettre",
            letters,
        ).format(n=integer(letters))
        yield Point(f"letters:{letters}", Subject.LEAVE, title, page="leave.deciding")
    ends = {who for (who, _account), left in expiring_soon(act, act.today, None).items() if left > 0}
    if ends:
        title = ngettext(
            "Congés d’{n} personne qui expirent avant le {day}",
            "Congés de {n} personnes qui expirent avant le {day}",
            len(ends),
        ).format(n=integer(len(ends)), day=day(act.today + SOON))
        yield Point(f"expiring:{month_of(act.today)}", Subject.LEAVE, title, page="leave.accounts")


# ------------------------------------------------------------------ pay


def _months(act: Act) -> Iterator[Point]:
    for life in lives(act):
        if life.state is None or life.state is State.CLOSED:
            continue
        state_words = _("réouverture demandée") if life.reopening else _(STATE_WORDS[life.state]).lower()
        title = _("Mois de paie : {month}, {state}").format(month=month_words(life.month), state=state_words)
        mark = "reopening" if life.reopening else life.state.value
        yield Point(
            f"month:{life.month}:{mark}", Subject.PAY, title, _(NEXT_WORDS[life.state]), "payroll",
            first_day(shifted(life.month, 1)),
        )  # fmt: skip


def _entries(act: Act) -> Iterator[Point]:
    """Exported months whose accounting entry was not kept yet."""
    known = set(act.session.scalars(select(PayEntry.month)))
    for life in lives(act):
        if life.state in (State.EXPORTED, State.CLOSED) and life.month not in known:
            title = _("Écriture de paie à enregistrer : {month}").format(month=month_words(life.month))
            yield Point(f"entry:{life.month}", Subject.PAY, title, page="payroll.entries")


def _questions(act: Act) -> Iterator[Point]:
    """Months of the last year about which the last word is that of somebody who does not prepare pay."""
    for life in lives(act)[-MONTHS_ASKED:]:
        with suppress(Refused, RuleBroken):  # the key of that year is not here: whoever has it will see it
            said = act.sealed.read(compartment_of(life.month), COOP, equal=(KIND, life.month))
            if said and not _prepares(act, said[-1].by):
                title = _("Question du cabinet sans réponse : {month}").format(month=month_words(life.month))
                yield Point(f"question:{life.month}", Subject.BOOKKEEPER, title, page="payroll.bookkeeper")


def _prepares(act: Act, person_id: PersonId) -> bool:
    return bool(holding_of(act.session, person_id, act.today).people((Right.PAY_PREPARE,)))


# ------------------------------------------------------------------ the calendar


def _duties(act: Act) -> Iterator[Point]:
    """What comes back each month and each year, with its next date."""
    month = month_of(act.today)
    following = first_day(shifted(month, 1))
    settings = settings_at(act, act.today)
    taking = settings.taking_period(act.today).last + timedelta(days=1)
    reference = settings.reference_period(act.today).last
    for key, title, due, page in (
        ("closing", _("Chaque mois : clore les congés acquis du mois passé"), following, "leave.closing"),
        ("pay", _("Chaque mois : préparer, faire valider et exporter la paie"), following, "payroll"),
        ("entry", _("Chaque mois : enregistrer l’écriture de paie"), following, "payroll.entries"),
        ("announce", _("Chaque année : annoncer la période de prise des congés, deux mois avant"),
         _next(taking - ANNOUNCED, act.today), "leave.settings"),
        ("period", _("Chaque année : fin de la période d’acquisition, arrondi et reports"), reference,
         "leave.accounts"),
    ):  # fmt: skip
        yield Point(f"duty:{key}", Subject.DUTIES, title, page=page, due=due)


def _next(due: date, today: date) -> date:
    return due if due >= today else due.replace(year=due.year + 1)
