"""Entries in words: what each is, and what a person needs to recognise it."""

from coop_desk.core.i18n import _
from coop_desk.core.words import day as short_day
from coop_desk.topics.leave.rules.explained import from_thousandths, number
from coop_desk.topics.leave.rules.ledger import KIND_WORDS, Entry, Kind

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


def words_of(entry: Entry) -> str:
    """What an entry is: « Acquis, juin 2026 »."""
    words = _(KIND_WORDS[entry.kind])
    if entry.kind is Kind.OPENING and entry.ground:
        return _("Changement d’unité")
    if entry.month is not None:
        return _("{kind}, {month}").format(kind=words, month=month_words(entry.month.year, entry.month.month))
    return words


def detail_of(entry: Entry, about: Entry | None) -> str:
    """What else is known of it: the line it is about, its last day, its reason."""
    said = []
    if about is not None:
        words = _("concerne la ligne du {day} ({n})")
        said.append(words.format(day=short_day(about.effective_on), n=number(from_thousandths(about.quantity))))
    if entry.expires_on is not None and entry.quantity > 0:
        said.append(_("à prendre jusqu’au {day}").format(day=short_day(entry.expires_on)))
    if entry.reason:
        said.append(entry.reason)
    return ", ".join(said)


def month_words(year: int, month: int) -> str:
    """« juin 2026 »."""
    return f"{MONTHS[month - 1]} {year}"
