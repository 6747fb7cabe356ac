"""The tree of skills: names and codes that nobody confuses, closings in order, trainings and key skills that hold."""

from collections.abc import Iterable
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import fold, long_day
from coop_desk.topics.skills.rules.levels import check_level

MOST_PEOPLE = 500


def code_of(name: str) -> str:
    """The code of a skill opened under a name: its words in small letters, as role sheets have always named it."""
    return " ".join(name.split()).casefold()


def check_name(name: str, others: Iterable[str]) -> str:
    """Return the name without useless blanks; raise RuleBroken SKILL-01 when it is empty, taken or cannot be read."""
    said = " ".join(name.split())
    if not said:
        raise RuleBroken("SKILL-01", _("Donnez un nom."))
    if "," in said or ";" in said:
        raise RuleBroken("SKILL-01", _("Une virgule sépare deux compétences : écrivez ce nom sans virgule."))
    if fold(said) in {fold(other) for other in others}:
        raise RuleBroken("SKILL-01", _("« {name} » existe déjà : choisissez un autre nom.").format(name=said))
    return said


def check_closing(opened_on: date, closed_on: date, still_open: Iterable[str] = ()) -> None:
    """Raise RuleBroken SKILL-05 when something closes before it opened, or before what it holds."""
    if closed_on < opened_on:
        words = _("Ouverte le {day} : la fermeture ne peut pas être avant.")
        raise RuleBroken("SKILL-05", words.format(day=long_day(opened_on)))
    first = next(iter(still_open), None)
    if first is not None:
        words = _("« {name} » est encore ouverte : fermez-la d’abord, ou placez-la dans un autre domaine.")
        raise RuleBroken("SKILL-05", words.format(name=first))


def check_training(starts_on: date, reached_on: date, level: int, held: int) -> None:
    """Raise RuleBroken SKILL-06 unless a training ends after it began, at a level above the one held."""
    check_level(level)
    if reached_on < starts_on:
        raise RuleBroken("SKILL-06", _("Le niveau est atteint après le début de la formation : corrigez les dates."))
    if level <= held:
        raise RuleBroken("SKILL-06", _("Ce niveau est déjà atteint : la formation en vise un plus haut."))


def check_key(level: int, people: int, decision: str) -> None:
    """Raise RuleBroken SKILL-07 unless the least number of holders can be read, and was decided."""
    if check_level(level) < 1 or not 0 <= people <= MOST_PEOPLE:
        words = _("Indiquez un niveau de 1 à 4 et un nombre de personnes, 0 pour qu’elle ne soit plus clé.")
        raise RuleBroken("SKILL-07", words)
    if not decision.strip():
        raise RuleBroken("SKILL-07", _("Dites quelle réunion l’a décidé, et quand."))
