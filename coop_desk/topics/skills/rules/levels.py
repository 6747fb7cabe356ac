"""Levels from 0 to 4, in words: declared by the person, confirmed by another; what counts on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _

LEVELS: tuple[str, ...] = (
    N_("aucune"),
    N_("notions"),
    N_("autonome sur les cas courants"),
    N_("autonome sur tous les cas"),
    N_("peut transmettre"),
)
HIGHEST = len(LEVELS) - 1
AUTONOMOUS = 2
"""From this level on, somebody does the work alone."""
CAN_TEACH = HIGHEST


class Step(StrEnum):
    """What happened to a level."""

    DECLARED = "declared"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


STEP_WORDS: dict[Step, str] = {
    Step.DECLARED: N_("déclaré"),
    Step.CONFIRMED: N_("confirmé"),
    Step.DECLINED: N_("pas confirmé"),
}


@dataclass(frozen=True, slots=True)
class LevelStep:
    """One declaration, or one answer to it."""

    id: int
    step: Step
    level: int
    dated: date
    by_id: int
    declaration_id: int | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Where somebody stands in a skill: the level confirmed, and the one that waits for a confirmation."""

    level: int = 0
    since: date | None = None
    by_id: int | None = None
    """Who confirmed it."""
    waiting: int | None = None
    declaration_id: int | None = None
    declared_by_id: int | None = None


NOTHING = Held()


def level_words(level: int) -> str:
    """Write « 3 · autonome sur tous les cas »."""
    return _("{level} · {words}").format(level=level, words=_(LEVELS[level]))


def cell_words(held: Held) -> str:
    """Write a cell of the map: the level, and what is declared beside it with a question mark."""
    level = str(held.level) if held.level else ""
    if held.waiting is None:
        return level
    return f"{level}›{held.waiting}?" if level else f"{held.waiting}?"


def check_level(level: int) -> int:
    """Return the level; raise RuleBroken SKILL-02 when there is no such level."""
    if not 0 <= level <= HIGHEST:
        raise RuleBroken("SKILL-02", _("Un niveau va de 0 (aucune) à 4 (peut transmettre)."))
    return level


def held_on(steps: Iterable[LevelStep], day: date) -> Held:
    """Where somebody stands on a day. A level counts once confirmed; a newer declaration replaces one that waits."""
    confirmed: LevelStep | None = None
    waiting: LevelStep | None = None
    for one in steps:
        if one.dated > day:
            continue
        if one.step is Step.DECLARED:
            waiting = one
            continue
        if waiting is not None and one.declaration_id == waiting.id:
            waiting = None
        if one.step is Step.CONFIRMED:
            confirmed = one
    return Held(
        level=confirmed.level if confirmed else 0,
        since=confirmed.dated if confirmed else None,
        by_id=confirmed.by_id if confirmed else None,
        waiting=waiting.level if waiting else None,
        declaration_id=waiting.id if waiting else None,
        declared_by_id=waiting.by_id if waiting else None,
    )


def check_declared(held: Held, level: int) -> None:
    """Raise RuleBroken SKILL-02 when the level declared says nothing new."""
    check_level(level)
    if held.waiting == level:
        raise RuleBroken("SKILL-02", _("Ce niveau est déjà déclaré : il attend qu’une autre personne le confirme."))
    if held.waiting is None and held.level == level:
        raise RuleBroken("SKILL-02", _("C’est déjà le niveau retenu : choisissez-en un autre."))


def check_answer(held: Held, declaration_id: int, person_id: int, answering_id: int) -> None:
    """Raise RuleBroken SKILL-03 when somebody answers for themselves, SKILL-04 when nothing waits any more."""
    if held.declaration_id != declaration_id:
        raise RuleBroken("SKILL-04", _("Cette déclaration n’attend plus de réponse : relisez la fiche."))
    if answering_id == person_id:
        raise RuleBroken("SKILL-03", _("Personne ne confirme son propre niveau : demandez à quelqu’un d’autre."))
    if answering_id == held.declared_by_id:
        raise RuleBroken("SKILL-03", _("Vous avez saisi cette déclaration : une troisième personne la confirme."))


def holders_at(levels: Sequence[int], least: int) -> int:
    """How many of these levels reach one."""
    return sum(level >= least for level in levels)
