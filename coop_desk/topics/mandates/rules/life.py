"""What the entries written about a mandate say of it: what stands, how it ended, what is still to be done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.records import Contract, EventKind, Origin, Paper, PostKind
from coop_desk.topics.mandates.rules.terms import ENDS

EVENT_WORDS: Mapping[EventKind, str] = {
    EventKind.TITLE: N_("Titre dans le programme"),
    EventKind.PAPER: N_("Pièce reçue"),
    EventKind.CONTRACT: N_("Contrat de travail"),
    EventKind.DIRECTORSHIPS: N_("Mandats d’administrateur déclarés"),
    EventKind.RATIFIED: N_("Cooptation ratifiée"),
    EventKind.REGISTERED: N_("Nomination inscrite au registre du commerce et publiée"),
    EventKind.END_REGISTERED: N_("Fin inscrite au registre du commerce et publiée"),
    EventKind.RESIGNED: N_("Démission"),
    EventKind.REMOVED: N_("Révocation"),
    EventKind.DIED: N_("Décès"),
    EventKind.DEEMED_RESIGNED: N_("Démission d’office"),
    EventKind.NOT_RATIFIED: N_("Cooptation non ratifiée"),
    EventKind.TERM_OVER: N_("Fin du mandat à son terme"),
    EventKind.BROKEN_OFF: N_("Interruption avant le terme"),
    EventKind.MISTAKEN: N_("Inscription par erreur"),
    EventKind.CANCELLED: N_("Annulation d’une inscription"),
}

ORIGIN_WORDS: Mapping[Origin, str] = {
    Origin.ELECTED: N_("Élection"),
    Origin.COOPTED: N_("Cooptation par le conseil"),
    Origin.APPOINTED: N_("Nomination par les premiers statuts"),
    Origin.TAKEN_OVER: N_("Reprise d’un mandat en cours"),
    Origin.ROTATION: N_("Rotation"),
    Origin.LOT: N_("Tirage au sort"),
    Origin.INTERIM: N_("Intérim"),
}

PAPER_WORDS: Mapping[Paper, str] = {
    Paper.ACCEPTANCE: N_("Acceptation du mandat"),
    Paper.NO_PROHIBITION: N_("Déclaration de non-condamnation et d’absence d’interdiction ou d’incompatibilité"),
    Paper.CRIMINAL_RECORD: N_("Bulletin n° 3 du casier judiciaire"),
    Paper.AGE: N_("Pièce d’identité vue, âge vérifié"),
}

CONTRACT_WORDS: Mapping[Contract, str] = {
    Contract.ACTIVE: N_("Le contrat continue, le lien de subordination est expliqué"),
    Contract.SUSPENDED: N_("Le contrat est suspendu pendant le mandat"),
    Contract.NONE: N_("Pas de contrat de travail"),
}


def origin_words(origin: Origin, kind: PostKind) -> str:
    """Where a mandate comes from, in words: colleagues co-opt for a role, the board for its own seats."""
    if kind is PostKind.ROLE and origin is Origin.COOPTED:
        return _("Cooptation")
    return _(ORIGIN_WORDS[origin])


DECIDED_BY_ASSEMBLY = frozenset({EventKind.REMOVED, EventKind.NOT_RATIFIED, EventKind.RATIFIED})
"""What quotes the resolution that decided it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry about a mandate, as it was written."""

    id: int
    kind: EventKind
    on: date
    because: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    grant_id: int | None = None
    proposal_id: int | None = None
    cancels_id: int | None = None
    recorded_by_id: int = 0


def standing(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that were not cancelled, in the order they were written."""
    known = tuple(entries)
    gone = {entry.cancels_id for entry in known if entry.cancels_id is not None}
    return tuple(e for e in known if e.id not in gone and e.kind is not EventKind.CANCELLED)


def end_of(entries: Iterable[Entry]) -> Entry | None:
    """The entry that ends the mandate, the earliest by its day when there are several."""
    ends = [entry for entry in standing(entries) if entry.kind in ENDS]
    return min(ends, key=lambda entry: (entry.on, entry.id), default=None)


def last(entries: Iterable[Entry], kind: EventKind) -> Entry | None:
    """The latest entry of a kind that stands."""
    return next((entry for entry in reversed(standing(entries)) if entry.kind is kind), None)


def papers(entries: Iterable[Entry]) -> dict[Paper, date]:
    """The papers received, with the day of each (ELE-13)."""
    return {Paper(e.details["paper"]): e.on for e in standing(entries) if e.kind is EventKind.PAPER}


def papers_of(kind: PostKind) -> tuple[Paper, ...]:
    """The papers asked for a post: all of them, or the acceptance alone for a role."""
    return (Paper.ACCEPTANCE,) if kind is PostKind.ROLE else tuple(Paper)


def contract_words(entry: Entry | None) -> str:
    """What becomes of the employment contract; silence is a suspension (ELE-05)."""
    if entry is None:
        return _("Rien n’est écrit : le contrat de travail est présumé suspendu pendant le mandat.")
    words = _(CONTRACT_WORDS[Contract(entry.details["status"])])
    how = str(entry.details.get("how", ""))
    return _("{words} : {how}").format(words=words, how=how) if how else words


def given_with_it(entries: Iterable[Entry]) -> bool:
    """Whether the title came with this very mandate, rather than going on from before."""
    return any(entry.details.get("given") for entry in standing(entries) if entry.kind is EventKind.TITLE)


def told_at_end(ended_by: EventKind | None, kind: PostKind, paid: bool) -> tuple[str, ...]:
    """What the law says of the employment of somebody whose mandate ends (ELE-06, ELE-07)."""
    if ended_by is None or ended_by is EventKind.DIED or kind is PostKind.ROLE:
        return ()
    found = []
    if ended_by in (EventKind.RESIGNED, EventKind.REMOVED, EventKind.DEEMED_RESIGNED):
        found.append(
            _(
                "La fin du mandat ne touche pas au contrat de travail : il continue, ou reprend s’il était suspendu "
                "(ELE-06)."
            )
        )
    if paid and ended_by in (EventKind.REMOVED, EventKind.TERM_OVER, EventKind.NOT_RATIFIED):
        found.append(
            _(
                "Sauf faute grave, une personne rémunérée qui est révoquée, ou dont le mandat n’est pas renouvelé, a "
                "droit au préavis et aux indemnités de la convention collective ou du code du travail (ELE-07)."
            )
        )
    return tuple(found)


def check_end(
    kind: EventKind, on: date | None, starts_on: date, entries: Sequence[Entry], *, today: date, name: str
) -> date:
    """Return the day of an end; refuse a second one, one before the start, one to come but a resignation (MAND-03)."""
    if on is None:
        raise RuleBroken("MAND-03", _("Donnez le jour où le mandat prend fin."))
    found = end_of(entries)
    if found is not None:
        raise RuleBroken(
            "MAND-03",
            _("Le mandat de {name} a déjà pris fin le {day}. Si c’est une erreur, annulez d’abord cette fin.").format(
                name=name, day=long_day(found.on)
            ),
        )
    if on < starts_on:
        raise RuleBroken(
            "MAND-03", _("La fin du mandat vient après son début, le {day}.").format(day=long_day(starts_on))
        )
    if on > today and kind not in (EventKind.RESIGNED, EventKind.DEEMED_RESIGNED):
        raise RuleBroken("MAND-03", _("Cette fin n’a pas encore eu lieu : corrigez la date."))
    return on


def check_cancelled(entry: Entry, entries: Sequence[Entry], because: str) -> None:
    """Refuse to cancel twice, or without saying why (MAND-03)."""
    if entry not in standing(entries):
        raise RuleBroken("MAND-03", _("Cette inscription est déjà annulée."))
    if not because.strip():
        raise RuleBroken("MAND-03", _("Dites pourquoi l’inscription est annulée."))
