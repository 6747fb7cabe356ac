"""Who may chair, count and write (MEET-01, MEET-02)."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.assemblies.records import BodyKind, Count


@dataclass(frozen=True, slots=True)
class BureauSuggestion:
    """People who may take each part, best first, and the rule in words."""

    chairs: tuple[int, ...]
    tellers: tuple[int, ...]
    tellers_needed: int
    words: str


def suggest(
    form: str,
    body: BodyKind,
    present: Iterable[int],
    leaders: Set[int],
    votes_held: Mapping[int, Count],
    capital: Mapping[int, int],
    born: Mapping[int, date] = MappingProxyType({}),
) -> BureauSuggestion:
    """Leaders who are associates and present chair, else who holds most (MEET-01); most votes count (MEET-02).

    `capital` in cents. `born` settles equal holdings: the older first, then those whose age is not known.
    """
    there = list(present)
    if form == "SARL" and body is BodyKind.GENERAL_ASSEMBLY:
        there.sort(key=lambda person: (-capital.get(person, 0), born.get(person, date.max)))
    by_votes = sorted(there, key=lambda person: (-votes_held.get(person, 1), person))
    leading = [person for person in there if person in leaders]
    if body is not BodyKind.GENERAL_ASSEMBLY:
        return BureauSuggestion(tuple(leading or there), (), 0, _("L’instance choisit qui préside."))
    if form == "SARL":
        words = _(
            "Un gérant associé préside. À défaut, l’associé présent et acceptant qui a le plus de parts, "
            "le plus âgé en cas d’égalité."
        )
    elif form == "SA":
        words = _(
            "Le président du conseil préside ; les deux membres présents qui ont le plus de voix "
            "et qui acceptent sont scrutateurs."
        )
    else:
        words = _("Les statuts disent qui préside ; à défaut, la présidence de la société.")
    tellers = tuple(person for person in by_votes if person not in leading[:1])
    return BureauSuggestion(tuple(leading or there), tellers, 2 if form == "SA" else 0, words)


def equal_first(
    form: str, body: BodyKind, present: Iterable[int], leaders: Set[int], capital: Mapping[int, int]
) -> frozenset[int]:
    """Who holds as much as each other and most of all, when no leader of an SARL is there: age decides (MEET-01)."""
    there = frozenset(present)
    if form != "SARL" or body is not BodyKind.GENERAL_ASSEMBLY or there & leaders:
        return frozenset()
    most = max((capital.get(person, 0) for person in there), default=0)
    first = frozenset(person for person in there if capital.get(person, 0) == most)
    return first if len(first) > 1 else frozenset()


def check_bureau(
    form: str, body: BodyKind, chair: int | None, tellers: tuple[int, ...], secretary: str, electorate: Set[int]
) -> None:
    """Refuse a meeting without chair or secretary; an SA assembly needs two tellers (MEET-01, MEET-02)."""
    if chair is None:
        raise RuleBroken("MEET-01", _("Désignez qui préside la séance."))
    if not secretary.strip():
        raise RuleBroken("MEET-02", _("Désignez qui tient le secrétariat de séance."))
    if body is not BodyKind.GENERAL_ASSEMBLY:
        return
    if set(tellers) - electorate:
        raise RuleBroken("MEET-02", _("Les scrutateurs sont choisis parmi les associés qui votent."))
    if chair in tellers or len(set(tellers)) != len(tellers):
        raise RuleBroken("MEET-02", _("Chacun tient un seul rôle au bureau : choisissez d’autres scrutateurs."))
    if form == "SA" and len(tellers) < min(2, max(0, len(electorate) - 1)):
        raise RuleBroken("MEET-02", _("Une assemblée de société anonyme a deux scrutateurs : désignez-les."))
