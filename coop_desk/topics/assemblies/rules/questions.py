"""When an associate may ask a question in writing, and what may still be corrected (DOC-08)."""

from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, long_day
from coop_desk.topics.assemblies.records import BodyKind, MeetingState
from coop_desk.topics.assemblies.rules.agenda import check_not_ended

ASKED = frozenset({MeetingState.CONVENED, MeetingState.OPEN, MeetingState.SUSPENDED})


def check_convened(body: BodyKind, state: MeetingState) -> None:
    """Refuse a question for a meeting that is no assembly, is not convened yet, or is over."""
    if body is not BodyKind.GENERAL_ASSEMBLY:
        raise RuleBroken("DOC-08", _("Les questions écrites s’adressent à l’assemblée générale seule."))
    check_not_ended(state)
    if state not in ASKED:
        raise RuleBroken(
            "DOC-08", _("La convocation n’est pas partie : les questions écrites se posent à partir de son envoi.")
        )


def check_before_opening(state: MeetingState, meeting_day: date, today: date) -> None:
    """Refuse to send a question once the meeting began or its day is past."""
    if state is not MeetingState.CONVENED or today > meeting_day:
        raise RuleBroken("DOC-08", _("L’assemblée a commencé ou sa date est passée : posez la question de vive voix."))


def check_question(associate: bool, name: str, text: str) -> None:
    """Refuse an empty question, or one from somebody who is not an associate."""
    if not associate:
        raise RuleBroken(
            "DOC-08",
            _("{name} ne fait pas partie des associés : seul un associé pose une question écrite.").format(name=name),
        )
    if not text.strip():
        raise RuleBroken("DOC-08", _("Écrivez la question."))


def check_received(received_on: date, convened_on: date, meeting_day: date, today: date) -> None:
    """Refuse a day of receipt before the call, after the assembly or in the future."""
    if received_on > today:
        raise RuleBroken("DOC-08", _("La question ne peut pas être reçue dans l’avenir."))
    if not convened_on <= received_on <= meeting_day:
        raise RuleBroken(
            "DOC-08",
            _("Une question écrite est reçue entre la convocation, du {call}, et l’assemblée, du {day}.").format(
                call=long_day(convened_on), day=long_day(meeting_day)
            ),
        )


def check_correctable(on_paper: bool, answered: bool) -> None:
    """Refuse to rewrite a question that its author sent, or that was answered."""
    if not on_paper:
        raise RuleBroken("DOC-08", _("La personne a envoyé elle-même sa question : elle ne se récrit pas."))
    if answered:
        raise RuleBroken("DOC-08", _("Cette question a sa réponse : elle ne change plus."))


def check_answerable(state: MeetingState, opened: bool) -> None:
    """Refuse an answer before the assembly: the leaders answer in the room."""
    if not opened or state is MeetingState.FAILED:
        raise RuleBroken("DOC-08", _("La direction répond pendant l’assemblée : ouvrez d’abord la séance."))


def unanswered_words(number: int) -> str:
    """How many written questions have no answer, with the rule; nothing for none."""
    if not number:
        return ""
    return ngettext(
        "{n} question écrite n’a pas de réponse : la direction répond pendant l’assemblée (DOC-08).",
        "{n} questions écrites n’ont pas de réponse : la direction répond pendant l’assemblée (DOC-08).",
        number,
    ).format(n=integer(number))
