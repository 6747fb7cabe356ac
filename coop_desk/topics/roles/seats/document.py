"""The register of the mandates of roles on paper: each seat with its history, then each person."""

from collections.abc import Callable

from coop_desk.core.i18n import _
from coop_desk.core.words import day as day_words
from coop_desk.core.words import long_day
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.roles.seats.records import MandatesRegister, SeatLine


def register_pdf(found: MandatesRegister, head: Letterhead) -> bytes:
    """Print the mandates by role, then by person, with the state of each on the day."""
    parts: list[Part] = [
        text.title(found.title),
        text.subtitle(_("Au {day}").format(day=long_day(found.on))),
    ]
    if found.by_role:
        parts += [text.heading(_("Par rôle")), _table(found.by_role, _("Rôle"), _("Nom"), lambda row: row.name)]
    if found.by_person:
        parts += [text.heading(_("Par personne")), _table(found.by_person, _("Nom"), _("Rôle"), lambda row: row.where)]
    if not found.by_role and not found.by_person:
        parts.append(text.text(_("Aucun mandat de rôle à cette date.")))
    name = _("{title}, au {day}").format(title=found.title, day=long_day(found.on))
    return build(Sheet(head, name, tuple(parts), landscape=True))


def _table(
    groups: tuple[tuple[str, tuple[SeatLine, ...]], ...], head: str, told: str, other: Callable[[SeatLine], str]
) -> Part:
    """One table: the name of a group on its first line only."""
    columns = (
        Column(head, width=44),
        Column(told, width=44),
        Column(_("Du"), width=20),
        Column(_("Au"), width=20),
        Column(_("Origine"), width=26),
        Column(_("État"), width=28),
        Column(_("Décision"), grows=True),
    )
    rows = [
        (name if n == 0 else "", other(row), *_row(row)) for name, lines in groups for n, row in enumerate(lines)
    ]  # fmt: skip
    return tables.table(columns, tuple(rows))


def _row(row: SeatLine) -> tuple[str, ...]:
    because = ""
    if row.mandate is not None:
        because = "\n".join(words for words in (row.mandate.because, row.mandate.broken_because) if words)
    return (
        day_words(row.starts_on) if row.starts_on is not None else "",
        day_words(row.ends_on) if row.ends_on is not None else "",
        row.origin,
        row.state,
        because,
    )
