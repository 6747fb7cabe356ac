"""What may stand on an agenda, what may be voted, and what a meeting is called (CALL-08, CALL-09, AGD-05)."""

from collections.abc import Iterable
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies.records import (
    BodyKind,
    ItemKind,
    MeetingKind,
    MeetingState,
    OffAgenda,
    ResolutionKind,
)
from coop_desk.topics.members.rules.admission import add_months

ORDINARY_KINDS = frozenset({ResolutionKind.ORDINARY, ResolutionKind.LEADERS})
ASSEMBLY_KINDS = (
    ResolutionKind.ORDINARY,
    ResolutionKind.EXTRAORDINARY,
    ResolutionKind.LEADERS,
    ResolutionKind.SEAT,
    ResolutionKind.NATIONALITY,
)
RUNNING = frozenset({MeetingState.OPEN, MeetingState.SUSPENDED})
ENDED = frozenset({MeetingState.CLOSED, MeetingState.FAILED})


def kinds_for(body: BodyKind) -> tuple[ResolutionKind, ...]:
    """The kinds of resolution that a body may be asked."""
    return ASSEMBLY_KINDS if body is BodyKind.GENERAL_ASSEMBLY else (ResolutionKind.BODY,)


def meeting_kind(body: BodyKind, kinds: Iterable[ResolutionKind]) -> MeetingKind:
    """Ordinary, extraordinary or mixed, from the resolutions put to the vote (AG-04)."""
    if body is not BodyKind.GENERAL_ASSEMBLY:
        return MeetingKind.BODY
    found = set(kinds)
    ordinary, other = found & ORDINARY_KINDS, found - ORDINARY_KINDS
    if ordinary and other:
        return MeetingKind.MIXED
    return MeetingKind.EXTRAORDINARY if other else MeetingKind.ORDINARY


def meeting_title(body_name: str, kind: MeetingKind, annual_accounts: bool, day: date) -> str:
    """What a meeting is called when nobody gave it another name."""
    names = {
        MeetingKind.ORDINARY: _("Assemblée générale ordinaire"),
        MeetingKind.EXTRAORDINARY: _("Assemblée générale extraordinaire"),
        MeetingKind.MIXED: _("Assemblée générale mixte"),
        MeetingKind.BODY: body_name,
    }
    name = names[kind]
    if annual_accounts and kind is MeetingKind.ORDINARY:
        name = _("Assemblée générale ordinaire annuelle")
    return _("{name} du {day}").format(name=name, day=long_day(day))


def check_no_written_consultation(allowed: bool) -> None:
    """Refuse a consultation in writing: the model statutes forbid it, and the yearly assembly meets (VOT-14)."""
    if not allowed:
        raise RuleBroken(
            "VOT-14",
            _("Les statuts ne prévoient pas la consultation écrite : préparez une réunion, avec sa date et son lieu."),
        )
    raise RuleBroken(
        "VOT-14",
        _(
            "Les statuts permettent la consultation écrite, mais ce programme n’en recueille pas les réponses : "
            "préparez une réunion, ou consultez sur papier en laissant au moins 15 jours pour répondre."
        ),
    )


def check_agenda_open(state: MeetingState, call_number: int) -> None:
    """Refuse to change an agenda that was sent, or that of a second call (CALL-09)."""
    if call_number > 1:
        raise RuleBroken("CALL-09", _("La seconde convocation garde l’ordre du jour de la première."))
    if state is not MeetingState.PREPARING:
        raise RuleBroken(
            "AGD-05",
            _(
                "L’ordre du jour est parti avec la convocation. Reprenez la préparation pour le changer, "
                "puis convoquez."
            ),
        )


def check_not_ended(state: MeetingState) -> None:
    """Refuse to change a meeting that is over."""
    if state in ENDED:
        raise RuleBroken(
            "PV-01", _("La séance est levée : ses faits ne changent plus. Corrigez par une nouvelle décision.")
        )


def check_running(state: MeetingState) -> None:
    """Refuse what can only be done in an open meeting."""
    check_not_ended(state)
    if state is MeetingState.SUSPENDED:
        raise RuleBroken("MEET-06", _("La séance est suspendue : reprenez-la d’abord."))
    if state is not MeetingState.OPEN:
        raise RuleBroken("MEET-01", _("La séance n’est pas ouverte : ouvrez-la d’abord."))


def check_holds_resolutions(kind: ItemKind) -> None:
    """Refuse a resolution under a point that is not for voting (CALL-08)."""
    if kind is ItemKind.OTHER_BUSINESS:
        raise RuleBroken(
            "CALL-08", _("Aucun vote de fond n’a lieu dans les questions diverses : créez un point à voter.")
        )
    if kind is not ItemKind.RESOLUTION:
        raise RuleBroken("CALL-08", _("Ce point est pour information ou débat : changez-le en point à voter."))


def check_votable(added_after_call: bool, off_agenda: OffAgenda | None, form: str, body: BodyKind) -> None:
    """Refuse a vote off the agenda, except a removal, and in an SA the replacement (AGD-05, REM-01)."""
    if not added_after_call or body not in (BodyKind.GENERAL_ASSEMBLY,):
        return
    if off_agenda is OffAgenda.REMOVAL or (off_agenda is OffAgenda.REPLACEMENT and form == "SA"):
        return
    raise RuleBroken(
        "AGD-05",
        _(
            "Ce point n’était pas à l’ordre du jour : il peut être débattu, pas voté. Inscrivez-le à une "
            "autre assemblée."
        ),
    )


def check_kind(kind: ResolutionKind, body: BodyKind) -> None:
    """Refuse a kind of resolution that does not belong to the body (AG-03)."""
    if kind not in kinds_for(body):
        raise RuleBroken("AG-03", _("Ce type de résolution ne se vote pas dans cette instance."))


def check_second_call(
    first_day: date, day: date, first_call: int, two_months: bool, second_call_allowed: bool, waiting: int
) -> None:
    """Refuse a second call that comes too early, too late, or has nothing left to decide (QM-02, QM-03, QM-08)."""
    if first_call != 1:
        raise RuleBroken(
            "QM-02", _("Une assemblée réunie sur seconde convocation ne se convoque pas une troisième fois.")
        )
    if not waiting:
        raise RuleBroken("QM-02", _("Chaque résolution a été décidée : il n’y a rien à convoquer de nouveau."))
    if not second_call_allowed:
        raise RuleBroken("QM-02", _("Les statuts excluent la seconde consultation : préparez une nouvelle assemblée."))
    if day <= first_day:
        raise RuleBroken(
            "CALL-09", _("La seconde assemblée vient après la première : choisissez une date plus tardive.")
        )
    last = add_months(first_day, 2)
    if two_months and day > last:
        raise RuleBroken(
            "QM-03",
            _("L’assemblée extraordinaire se réunit de nouveau dans les deux mois, au plus tard le {last}.").format(
                last=long_day(last)
            ),
        )
