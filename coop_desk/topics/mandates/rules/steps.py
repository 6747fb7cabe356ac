"""Where a mandate stands, and what it still waits for (E02, ELE-05, ELE-11, ELE-12, ELE-13, SA-04, SA-05)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.records import EventKind, MandateLine, Origin, PostKind, Step, StepKind, Tone
from coop_desk.topics.mandates.rules import life, posts, terms
from coop_desk.topics.statutes.parameters import Form

NEW = frozenset({Origin.ELECTED, Origin.COOPTED})
"""The origins after which papers are collected and the appointment is published: the others are of the past."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the registers say around a mandate on the day."""

    form: Form
    today: date
    associate: bool
    renewed: bool
    """Whether the same person goes on in the same post under a later mandate."""
    title_proposed: bool
    title_left: bool
    assembly_since: date | None
    """The first assembly closed after a co-optation, which should have ratified it."""


def state(line: MandateLine, day: date) -> tuple[str, Tone]:
    """Where a mandate stands on a day, in words, and the tone of the words."""
    if line.starts_on > day:
        return _("à venir"), "plain"
    if line.ended_on is not None and line.ended_on <= day:
        return _(life.EVENT_WORDS[line.ended_by]).lower() if line.ended_by else _("fini"), "plain"
    if line.ended_on is not None:
        return _("finit le {day}").format(day=long_day(line.ended_on)), "warn"
    if line.ratified is False:
        return _("à ratifier"), "warn"
    if line.expected_on < day:
        return _("terme dépassé"), "bad"
    if terms.ends_soon(line.expected_on, day):
        return _("finit dans six mois"), "warn"
    return _("en cours"), "good"


def steps(line: MandateLine, entries: tuple[life.Entry, ...], around: Around) -> Iterator[Step]:
    """What the mandate waits for, in the order it is done."""
    running = line.runs_on(around.today)
    if around.title_proposed and running:
        yield Step(StepKind.DECIDE_TITLE, _("Décider le titre proposé avec le mandat"), None, "GRANT-03")
    if running and line.origin in NEW:
        yield from _collected(line, entries, around)
    if line.origin in NEW and line.starts_on <= around.today and _unpublished(line, entries, EventKind.REGISTERED):
        words = _("Inscrire la nomination au registre du commerce et la publier")
        yield Step(StepKind.REGISTER, words, terms.registration_due(line.starts_on), "ELE-12")
    if running:
        yield from _end_in_view(line, around)
    over = line.ended_on is not None and line.ended_on <= around.today and not around.renewed
    if over and _unpublished(line, entries, EventKind.END_REGISTERED):
        words = _("Inscrire la fin du mandat au registre du commerce et la publier")
        yield Step(StepKind.REGISTER_END, words, terms.registration_due(line.ended_on or around.today), "ELE-12")
    if around.title_left:
        words = _("Mettre fin au titre : le mandat est fini")
        yield Step(StepKind.END_TITLE, words, line.ended_on, "MAND-06")


def _unpublished(line: MandateLine, entries: tuple[life.Entry, ...], kind: EventKind) -> bool:
    return line.kind in posts.REGISTERED and life.last(entries, kind) is None


def _collected(line: MandateLine, entries: tuple[life.Entry, ...], around: Around) -> Iterator[Step]:
    have = life.papers(entries)
    if any(paper not in have for paper in life.papers_of(line.kind)):
        yield Step(StepKind.PAPERS, _("Recevoir les pièces qui manquent"), None, "ELE-13")
    if line.kind in posts.EXECUTIVE and life.last(entries, EventKind.CONTRACT) is None:
        words = _("Écrire ce que devient le contrat de travail")
        yield Step(StepKind.CONTRACT, words, None, "ELE-05")
    director = line.kind is PostKind.DIRECTOR and around.form is Form.SA
    if director and life.last(entries, EventKind.DIRECTORSHIPS) is None:
        words = _("Demander combien de mandats d’administrateur sont tenus en tout")
        yield Step(StepKind.DIRECTORSHIPS, words, None, "SA-04")


def _end_in_view(line: MandateLine, around: Around) -> Iterator[Step]:
    if line.ratified is False:
        words = _("Faire ratifier la cooptation par la prochaine assemblée")
        yield Step(StepKind.RATIFY, words, around.assembly_since, "SA-05")
    if not around.associate and line.kind is not PostKind.ROLE:
        words = _("{name} n’est plus associé : constater la fin du mandat").format(name=line.name)
        yield Step(StepKind.NOT_ASSOCIATE, words, around.today, "ELE-01")
    if line.ended_on is not None:
        return
    if line.expected_on < around.today:
        words = _("L’assemblée qui devait mettre fin au mandat n’a pas été tenue : convoquez-la")
        yield Step(StepKind.ASSEMBLY_LATE, words, line.expected_on, "ELE-11")
    elif terms.ends_soon(line.expected_on, around.today):
        words = _("Préparer la suite : le mandat finit {until}").format(until=line.until_words)
        yield Step(StepKind.RENEW, words, line.expected_on, "ELE-11")
