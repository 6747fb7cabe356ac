"""Reading the journal: filtered lines, and the history of one record."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from coop_desk.core import journal
from coop_desk.core.actions import Act, query
from coop_desk.core.anchors import known_root
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.journal import JournalLine
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.signatures import Signers, wrong_signatures


@dataclass(frozen=True, slots=True)
class Done:
    """How often somebody did one thing, or was refused it: the first time and the last (UTC)."""

    words: str
    outcome: str
    number: int
    first: datetime
    last: datetime


@query(Right.JOURNAL_READ, N_("Consultation du journal"))
def journal_lines(
    act: Act,
    *,
    since: date | None = None,
    until: date | None = None,
    actor_id: PersonId | None = None,
    record: str | None = None,
    person_id: PersonId | None = None,
    limit: int = 500,
) -> list[journal.Line]:
    """Lines of the journal, newest first, between two local days (both included), by actor, record or person."""
    found = journal.lines(
        act.session,
        people_by_id(act.session),
        since=since,
        until=until,
        actor_id=actor_id,
        record=record,
        person_id=person_id,
        limit=limit,
    )
    return list(found)


def check_sound(act: Act) -> None:
    """Verify the journal from its first line, before its head is printed on something that lasts; 0.1 ms a line.

    Raises RuleBroken JOURNAL-01 naming the first line that another program changed or that nobody signed.
    """
    signers = Signers(act.session, known_root(act.session))
    fault = next(journal.broken_lines(act.session), None) or next(wrong_signatures(act.session, signers=signers), None)
    if fault is not None:
        raise RuleBroken(
            "JOURNAL-01",
            _(
                "La ligne n° {n} du journal manque ou a été changée avec un autre programme : rien n’est scellé sur "
                "ce journal. Restaurez la dernière sauvegarde, ou faites vérifier le dossier."
            ).format(n=fault[0]),
        )


def head(act: Act) -> tuple[int, str]:
    """Number and printed digest of the journal's last line before this act."""
    return journal.head(act.session)


def done_by(act: Act, person_id: PersonId) -> list[Done]:
    """Count what somebody did, each thing named as its last line names it; only that line is read."""
    seq, at = JournalLine.seq, JournalLine.at
    groups = select(JournalLine.outcome, func.count(seq), func.min(at), func.max(at), func.max(seq))
    mine = groups.where(JournalLine.actor_id == person_id).group_by(JournalLine.action, JournalLine.outcome)
    found = act.session.execute(mine).all()
    last_lines = select(seq, JournalLine.body).where(seq.in_([group[-1] for group in found]))
    words = {number: str(json.loads(body)["words"]) if body else "" for number, body in act.session.execute(last_lines)}
    return [Done(words[last_line], outcome, number, first, last) for outcome, number, first, last, last_line in found]
