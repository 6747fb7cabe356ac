"""Mandates end: resignation, removal, death, cooptation that nobody ratified; and entries written by mistake."""

from collections.abc import Callable
from datetime import date

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies.model import Body
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.assemblies.service.resolutions import resolution_and_meeting
from coop_desk.topics.mandates.model import MandateEvent
from coop_desk.topics.mandates.records import EventKind, PostKind
from coop_desk.topics.mandates.rules import life
from coop_desk.topics.mandates.rules.terms import ENDS
from coop_desk.topics.mandates.service.decisions import decided_on, quoted
from coop_desk.topics.mandates.service.eligibility import staying_at
from coop_desk.topics.mandates.service.opening import tell_opened
from coop_desk.topics.mandates.service.reading import Known, known_mandate, line_of
from coop_desk.topics.mandates.service.seats import close_seat, open_seat
from coop_desk.topics.mandates.service.titles import end_title, give_title, write

BY_THEMSELVES = frozenset({EventKind.RESIGNED, EventKind.DIED, EventKind.DEEMED_RESIGNED, EventKind.TERM_OVER})
"""The ends that no vote decides."""

_BOARD_TOO = frozenset({PostKind.CHAIR, PostKind.GENERAL_MANAGER, PostKind.DEPUTY, PostKind.DIRECTOIRE})


Ended = Callable[[Act, int, date], None]
_followers: list[Ended] = []


def when_ended(follower: Ended) -> Ended:
    """Declare what a topic above takes back with each mandate that ends before its term, from its last day."""
    _followers.append(follower)
    return follower


def _tell_ended(act: Act, mandate_id: int, on: date) -> None:
    for follower in _followers:
        follower(act, mandate_id, on)


def finish(
    act: Act, known: Known, kind: EventKind, on: date, because: str, resolution_id: int | None = None, **details: object
) -> None:
    """Write the end of a mandate; its seat and its title end with it."""
    write(act, known.row.id, kind, on, because, resolution_id=resolution_id, details=details)
    close_seat(act, known, on)
    end_title(act, known.row.id, on)
    _tell_ended(act, known.row.id, on)


@action(Right.MANDATES_RECORD, N_("Fin d’un mandat sans vote"))
def end_mandate(act: Act, mandate_id: int, kind: EventKind, on: date | None, because: str = "") -> None:
    """Close a mandate that no vote ends: resignation (of today or to come), death, age, term past (ELE-06, SA-03)."""
    known = known_mandate(act, mandate_id)
    line = line_of(act, known)
    if kind not in BY_THEMSELVES:
        raise RuleBroken("MAND-03", _("Cette fin se décide par un vote : citez la résolution."))
    day = life.check_end(kind, on, line.starts_on, known.entries, today=act.today, name=line.name)
    if kind is EventKind.DEEMED_RESIGNED and not because.strip():
        raise RuleBroken("MAND-03", _("Dites ce qui met fin au mandat : l’âge, la perte de la qualité d’associé…"))
    finish(act, known, kind, day, because)
    _say(act, known, kind, day)


def break_off(act: Act, mandate_id: int, on: date, because: str) -> None:
    """End the mandate of a role on a day, before its first one too, for a topic above that looked at its rules."""
    known = known_mandate(act, mandate_id)
    if life.end_of(known.entries) is not None:
        raise RuleBroken("MAND-03", _("Ce mandat a déjà pris fin. Si c’est une erreur, annulez d’abord cette fin."))
    finish(act, known, EventKind.BROKEN_OFF, on, because)
    _say(act, known, EventKind.BROKEN_OFF, on)


@action(Right.MANDATES_RECORD, N_("Révocation"))
def remove(act: Act, mandate_id: int, resolution_id: int, *, heard: bool, because: str = "") -> None:
    """Remove somebody by an adopted resolution, on the agenda or not (REM-01), once heard (REM-02)."""
    known = known_mandate(act, mandate_id)
    line = line_of(act, known)
    _check_body(act, line.kind, resolution_id)
    said = quoted(act, resolution_id, "")
    on = decided_on(act, resolution_id)
    life.check_end(EventKind.REMOVED, on, line.starts_on, known.entries, today=act.today, name=line.name)
    if not heard and not because.strip():
        raise RuleBroken(
            "REM-02",
            _("Entendez la personne avant de la révoquer ; si elle ne l’a pas été, dites pourquoi dans le motif."),
        )
    words = _("{decision}. {why}").format(decision=said, why=because.strip()) if because.strip() else said
    finish(act, known, EventKind.REMOVED, on, words, resolution_id, heard=heard)
    _say(act, known, EventKind.REMOVED, on)


def _check_body(act: Act, kind: PostKind, resolution_id: int) -> None:
    meeting = resolution_and_meeting(act, resolution_id)[1]
    body = BodyKind(act.session.get_one(Body, meeting.body_id).kind)
    boards = (BodyKind.BOARD, BodyKind.SUPERVISORY_BOARD)
    may = body is BodyKind.GENERAL_ASSEMBLY or kind is PostKind.ROLE or (kind in _BOARD_TOO and body in boards)
    if not may:
        raise RuleBroken("REM-01", _("Seule l’assemblée générale révoque de cette fonction : citez sa résolution."))


@action(Right.MANDATES_RECORD, N_("Ratification d’une cooptation"))
def ratify(
    act: Act, mandate_id: int, *, ratified: bool, resolution_id: int | None = None, on: date | None = None,
    because: str = "",
) -> None:  # fmt: skip
    """Write what the assembly decided of a co-optation: ratified by an adopted resolution, or not (SA-05)."""
    known = known_mandate(act, mandate_id)
    line = line_of(act, known)
    if line.ratified is not False or line.ended_on is not None:
        raise RuleBroken("SA-05", _("Ce mandat n’attend pas de ratification."))
    day = decided_on(act, resolution_id) if resolution_id is not None else on
    if day is None or day > act.today or day < line.starts_on:
        raise RuleBroken("SA-05", _("Donnez le jour de l’assemblée qui s’est prononcée, après la cooptation."))
    if ratified:
        words = quoted(act, resolution_id, because)
        write(act, mandate_id, EventKind.RATIFIED, day, words, resolution_id=resolution_id)
        act.say(_("Cooptation de {name} ratifiée le {day}.").format(name=line.name, day=long_day(day)))
        return
    if not because.strip():
        raise RuleBroken("MAND-04", _("Citez l’assemblée et la résolution qui ne ratifie pas la cooptation."))
    finish(act, known, EventKind.NOT_RATIFIED, day, because, resolution_id)
    _say(act, known, EventKind.NOT_RATIFIED, day)


@action(Right.MANDATES_RECORD, N_("Annulation d’une inscription au registre des mandats"))
def cancel_entry(act: Act, entry_id: int, because: str) -> None:
    """Cancel an entry written by mistake, saying why; an end cancelled gives back the seat and the title."""
    event = act.session.get_one(MandateEvent, entry_id)
    known = known_mandate(act, event.mandate_id)
    entry = next(one for one in known.entries if one.id == entry_id)
    life.check_cancelled(entry, known.entries, because)
    if entry.kind in (EventKind.TITLE, EventKind.MISTAKEN):
        raise RuleBroken("MAND-03", _("Cette inscription ne s’annule pas : un titre prend fin avec le mandat."))
    line = line_of(act, known)
    if entry.kind in ENDS and len(staying_at(act, line.post_id, act.today, (line.id,))) >= known.post.seats:
        raise RuleBroken("MAND-02", _("Le siège a été pourvu depuis : mettez d’abord fin à l’autre mandat."))
    write(act, event.mandate_id, EventKind.CANCELLED, act.today, because, cancels_id=entry_id)
    if entry.kind in ENDS:
        again = known_mandate(act, event.mandate_id)
        open_seat(act, again)
        give_title(act, event.mandate_id)
        tell_opened(act, event.mandate_id)
    act.say(_("Inscription annulée : {what}, {name}.").format(what=_(life.EVENT_WORDS[entry.kind]), name=line.name))


@action(Right.MANDATES_RECORD, N_("Mandat inscrit par erreur"))
def mark_mistaken(act: Act, mandate_id: int, because: str) -> None:
    """Say that a mandate was written by mistake: it counts for nothing, and stays readable with the reason."""
    known = known_mandate(act, mandate_id)
    if known.mistaken:
        raise RuleBroken("MAND-03", _("Ce mandat est déjà dit inscrit par erreur."))
    if not because.strip():
        raise RuleBroken("MAND-03", _("Dites pourquoi le mandat a été inscrit par erreur."))
    line = line_of(act, known)
    write(act, mandate_id, EventKind.MISTAKEN, act.today, because)
    close_seat(act, known, act.today)
    if life.given_with_it(known.entries):
        end_title(act, mandate_id, act.today)
    _tell_ended(act, mandate_id, act.today)
    act.say(_("Mandat inscrit par erreur : {post}, {name}.").format(post=line.post, name=line.name))


def _say(act: Act, known: Known, kind: EventKind, on: date) -> None:
    line = line_of(act, known)
    act.say(
        _("{what} : {post}, {name}, le {day}.").format(
            what=_(life.EVENT_WORDS[kind]), post=line.post, name=line.name, day=long_day(on)
        )
    )
