"""The papers of the preparation: the call for candidates, the draw committed."""

from datetime import datetime

from coop_desk.core.actions import Act, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import holders_of, people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import clock_time, full_day, long_day
from coop_desk.paper.signatures import Signatory
from coop_desk.topics.elections.records import ElectionFile
from coop_desk.topics.elections.rules.aims import rule_words
from coop_desk.topics.elections.rules.wording import method_sentence, seats_words, term_words
from coop_desk.topics.elections.service.file import election_of
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.ELECTIONS_PREPARE, N_("Impression d’un appel à candidatures"))
def call_pdf(act: Act, election_id: int) -> bytes:
    """Print the call for candidates, with its last day."""
    from coop_desk.topics.elections.document.letters import CallLetter, print_call

    file = election_of(act, election_id)
    if file.candidates_until is None:
        raise RuleBroken("PROC-01", _("Fixez d’abord le dernier jour pour se présenter."))
    names = people_by_id(act.session)
    signers = tuple(
        Signatory(_("La direction"), names[holder]) for holder in holders_of(act.session, "manager", act.today)
    )
    return print_call(
        CallLetter(
            head=letterhead_at(act, act.today),
            title=file.title,
            sentences=tuple(words for words in _sentences(file) if words),
            until=full_day(file.candidates_until),
            signatories=signers or (Signatory(_("La direction")),),
        )
    )


@query(Right.ELECTIONS_PREPARE, Right.ELECTIONS_RUN, words=N_("Impression d’un engagement de tirage"))
def commitment_pdf(act: Act, election_id: int) -> bytes:
    """Print the names and the sources of a draw, to be signed before the sources are known (4.13)."""
    from coop_desk.topics.elections.document.letters import Commitment, print_commitment

    file = election_of(act, election_id)
    if file.order is None or not file.order.sources:
        raise RuleBroken("SCR-23", _("Engagez d’abord le tirage : ses noms et ses sources."))
    at = datetime.fromisoformat(file.order.committed_at).astimezone()
    return print_commitment(
        Commitment(
            head=letterhead_at(act, act.today),
            title=file.title,
            at=_("{day} à {hour}").format(day=long_day(at.date()), hour=clock_time(at)),
            names=file.order.names,
            sources=file.order.sources,
            signers=tuple(one.name for one in file.tellers) or ("",),
        )
    )


def _sentences(file: ElectionFile) -> tuple[str, ...]:
    where = ""
    if file.meeting_day is not None:
        where = _("L’élection a lieu à la réunion du {day}.").format(day=full_day(file.meeting_day))
    return (
        f"{seats_words(file)} {term_words(file.term_months)}".strip(),
        where,
        method_sentence(file),
        *rule_words(file.method, file.rules),
        _("L’assemblée ratifie ensuite, à bulletin secret.") if file.ratified else "",
    )
