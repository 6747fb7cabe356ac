"""Whether shareholders may oppose an assembly held entirely at a distance, and when enough of them do (VOT-13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import euros, integer, long_day
from coop_desk.topics.assemblies.records import BodyKind, MeetingKind, MeetingState
from coop_desk.topics.assemblies.rules.law import Terms

RAISED_ON = date(2024, 1, 1)
SHARE_BEFORE, SHARE = Fraction(1, 20), Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Opposed:
    """The capital of those who oppose, and the whole capital, on the day of one opposition; in cents."""

    day: date
    cents: int
    capital_cents: int

    @property
    def share(self) -> Fraction:
        """The exact part of the capital that opposes."""
        return Fraction(self.cents, self.capital_cents) if self.capital_cents else Fraction(0)


def share_needed(day: date) -> Fraction:
    """The part of the capital that is enough to oppose an assembly of this day."""
    return SHARE if day >= RAISED_ON else SHARE_BEFORE


def share_words(day: date) -> str:
    """The same part as it is read: 25 %."""
    return _("{n} %").format(n=integer(int(share_needed(day) * 100)))


def may_be_opposed(form: str, kind: MeetingKind) -> bool:
    """Whether the law lets shareholders oppose: an SA's assembly that decides as an extraordinary one."""
    return form == "SA" and kind in (MeetingKind.EXTRAORDINARY, MeetingKind.MIXED)


def strongest(stands: Iterable[Opposed]) -> Opposed | None:
    """The day on which the greatest part of the capital opposed; None without opposition."""
    return max(stands, key=lambda stand: (stand.share, stand.day), default=None)


def reached(stand: Opposed | None, day: date) -> bool:
    """Whether enough capital opposes an assembly of this day, counted by whole cents."""
    if stand is None or not stand.capital_cents:
        return False
    needed = share_needed(day)
    return stand.cents * needed.denominator >= stand.capital_cents * needed.numerator


def stand_words(stand: Opposed | None, day: date) -> str:
    """How much capital opposes, against what is needed."""
    if stand is None:
        return _("Aucune opposition. Il en faut {share} du capital.").format(share=share_words(day))
    return _("Le {day}, {cents} s’opposent sur un capital de {capital} ; il en faut {share}.").format(
        day=long_day(stand.day), cents=euros(stand.cents), capital=euros(stand.capital_cents), share=share_words(day)
    )


def check_without_room(without_room: bool, terms: Terms, body: BodyKind) -> None:
    """Refuse an assembly without a room that the statutes do not allow."""
    if not without_room:
        return
    if body is not BodyKind.GENERAL_ASSEMBLY or terms.form not in ("SA", "SAS"):
        raise RuleBroken(
            "VOT-13",
            _("Seule l’assemblée générale d’une SA ou d’une SAS se tient entièrement à distance : donnez un lieu."),
        )
    if not terms.remote_alone:
        raise RuleBroken(
            "VOT-13",
            _("Les statuts ne prévoient pas d’assemblée tenue entièrement à distance : donnez un lieu de réunion."),
        )


def check_may_oppose(without_room: bool, form: str, kind: MeetingKind, state: MeetingState) -> None:
    """Refuse an opposition to a meeting that cannot be opposed, or not any more."""
    if not (without_room and may_be_opposed(form, kind)):
        raise RuleBroken(
            "VOT-13",
            _("On ne s’oppose qu’à une assemblée extraordinaire de SA tenue entièrement à distance."),
        )
    if state is not MeetingState.CONVENED:
        raise RuleBroken("VOT-13", _("Une opposition se note entre la convocation et l’ouverture de la séance."))


def check_opponent(holds: bool, again: bool, name: str) -> None:
    """Refuse an opposition from somebody who holds no share, or who opposed already."""
    if not holds:
        raise RuleBroken(
            "VOT-13",
            _("{name} ne détient pas de capital ce jour-là : seul un actionnaire s’oppose.").format(name=name),
        )
    if again:
        raise RuleBroken("VOT-13", _("L’opposition de {name} est déjà notée.").format(name=name))


def check_received(received_on: date, convened_on: date, meeting_day: date, today: date) -> None:
    """Refuse a day of receipt before the call, after the assembly or in the future."""
    if not convened_on <= received_on <= min(meeting_day, today):
        raise RuleBroken(
            "VOT-13",
            _("Une opposition est reçue entre la convocation, du {call}, et aujourd’hui ou l’assemblée.").format(
                call=long_day(convened_on)
            ),
        )


def check_opening(stand: Opposed | None, day: date, *, without_room: bool, nobody_in_room: bool) -> None:
    """Refuse to open without a room an assembly that enough capital opposes."""
    if not (reached(stand, day) and (without_room or nobody_in_room)):
        return
    way_out = _("reprenez la préparation, donnez un lieu à la réunion, puis convoquez de nouveau.")
    if not without_room:
        way_out = _("pointez au moins une personne dans la salle.")
    raise RuleBroken(
        "VOT-13",
        _(
            "L’opposition à une assemblée tenue entièrement à distance est acquise. {words} Pour ouvrir, {way_out}"
        ).format(words=stand_words(stand, day), way_out=way_out),
    )
