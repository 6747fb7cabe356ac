"""Questions of the bookkeeper and answers of the delegates, sealed with the month they are about."""

from datetime import datetime

from sqlalchemy import select

from coop_desk.core.accounts import Account
from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments.names import COOP
from coop_desk.core.compartments.sealed import Entry
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.plain_text import plain
from coop_desk.core.rights import Right
from coop_desk.topics.payroll.packages.records import Message
from coop_desk.topics.payroll.packages.service.keeping import seal_about_coop
from coop_desk.topics.payroll.rules.months import check_month, compartment_of, month_words

KIND = "message"
LONGEST = 4000


@query(Right.PAY_EXPORT, Right.PAY_PREPARE, words=N_("Lecture des questions et réponses sur un mois de paie"))
def messages(act: Act, month: str) -> tuple[Message, ...]:
    """Return what was asked and answered about a month, oldest first."""
    names = people_by_id(act.session)
    entries = _kept(act, check_month(month))
    return tuple(
        Message(
            month, datetime.fromisoformat(entry.at), names[entry.by], entry.by == act.actor_id,
            str(entry.payload["text"]),
        )
        for entry in entries
    )  # fmt: skip


@action(Right.PAY_EXPORT, Right.PAY_PREPARE, words=N_("Question ou réponse sur un mois de paie"))
def write_message(act: Act, month: str, text: str) -> None:
    """Ask or answer something about a month; whoever holds the key of its year reads it (EXPORT-16)."""
    try:
        said = plain(text).strip()
    except ValueError:
        said = ""
    if not said or len(said) > LONGEST:
        raise RuleBroken("EXPORT-16", _("Écrivez votre message, en {n} caractères au plus.").format(n=LONGEST))
    number = len(_kept(act, check_month(month))) + 1
    seal_about_coop(act, month, KIND, {"month": month, "text": said, "n": number})
    act.say(month_words(month))


def _kept(act: Act, month: str) -> list[Entry]:
    """What was said about a month, in its order: two may be of the same second."""
    entries = act.sealed.read(compartment_of(month), COOP, equal=(KIND, month))
    return sorted(entries, key=lambda entry: (int(entry.payload["n"]), entry.at))


def unanswered(act: Act, month: str) -> bool:
    """Whether the last word about a month is of somebody from outside, for a session that may open it."""
    if not act.sealed.opens(compartment_of(month)):
        return False
    entries = _kept(act, month)
    outside = set(act.session.scalars(select(Account.holder_id).where(Account.firm.is_not(None))))
    return bool(entries) and entries[-1].by in outside
