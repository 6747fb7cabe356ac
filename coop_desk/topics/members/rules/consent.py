"""The agreement to be called by e-mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coop_desk.core.i18n import N_


class Channel(StrEnum):
    """How the written agreement, or its withdrawal, reached the co-operative."""

    REGISTERED = "registered"
    ELECTRONIC = "electronic"
    PAPER = "paper"


CHANNEL_WORDS = {
    Channel.REGISTERED: N_("Lettre recommandée"),
    Channel.ELECTRONIC: N_("Courriel"),
    Channel.PAPER: N_("Écrit remis en main propre"),
}


@dataclass(frozen=True, slots=True)
class Consent:
    """One event of the agreement to be called by e-mail: given, or withdrawn."""

    given: bool
    dated: date
    address: str = ""


def email_usable(consents: Sequence[Consent], meeting_day: date, days: int) -> str | None:
    """Return the address at which a person may be called, or None: then by post (CALL-03, CALL-06).

    Consent and withdrawal both count only when given at least `days` before the meeting.
    """
    latest = meeting_day - timedelta(days=days)
    known = [consent for consent in sorted(consents, key=lambda one: one.dated) if consent.dated <= latest]
    return known[-1].address if known and known[-1].given else None
