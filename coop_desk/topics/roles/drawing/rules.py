"""A role drawn by lot: the frozen list and its fingerprint, the order drawn, whose answer comes next. Pure."""

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.records import Definition
from coop_desk.topics.elections.methods.sortition import FULL, Drawn, draws, seed_of
from coop_desk.topics.roles.records import RoleMode


def code_of(person_id: int) -> str:
    """The code of somebody on the list of a draw."""
    return f"m{person_id:03d}"


def fingerprint_of(codes: Iterable[str]) -> str:
    """SHA-256 of the codes sorted, one a line, without a last line end."""
    return sha256("\n".join(sorted(codes)).encode()).hexdigest()


def check_mode(mode: RoleMode) -> None:
    """Raise RuleBroken LOT-01 unless the role is filled by lot."""
    if mode is not RoleMode.LOT:
        raise RuleBroken(
            "LOT-01", _("La fiche de ce rôle ne dit pas « tirage au sort » : adoptez-en d’abord une qui le dise.")
        )


def announced(sources: Iterable[str]) -> list[str]:
    """The sources to be read once the list is frozen. Raises RuleBroken LOT-02 when there is none."""
    found = [one.strip() for one in sources if one.strip()]
    if not found:
        raise RuleBroken(
            "LOT-02", _("Annoncez ce qui décidera : un nombre lu à voix haute, le tirage du Loto de demain…")
        )
    return found


def check_read(sources: Sequence[str], read: Sequence[str]) -> list[str]:
    """What each source gave, in the order announced. Raises RuleBroken LOT-03 while one is missing."""
    said = [one.strip() for one in read]
    if len(said) != len(sources) or not all(said):
        raise RuleBroken("LOT-03", _("Écrivez ce que chaque source annoncée a donné, dans l’ordre."))
    if any("|" in one for one in said):
        raise RuleBroken("LOT-03", _("La barre « | » sépare les sources : retirez-la de ce qui a été lu."))
    return said


def order_of(codes: Sequence[str], read: Sequence[str]) -> list[str]:
    """Everybody in the order drawn, by the draw that elections use (SCR-23)."""
    result = count(Definition(FULL, len(codes), tuple(codes), {"sources": list(read)}), [])
    return [str(code) for code in result.figures["drawn"]]


def by_hand(codes: Sequence[str], read: Sequence[str]) -> tuple[Drawn, ...]:
    """The same draw step by step, as the sheet tells it to whoever does it again."""
    return tuple(draws(codes, len(codes), seed_of(read)))


def check_drawn(codes: Collection[str], drawn: Sequence[str], drawn_by: str) -> None:
    """Raise RuleBroken LOT-03 unless a lot drawn by hand names people of the list, each once, and says who drew."""
    if not drawn or len(set(drawn)) < len(drawn) or not set(drawn) <= set(codes):
        raise RuleBroken("LOT-03", _("Un tirage à la main donne des personnes de la liste, chacune une fois."))
    if not drawn_by.strip():
        raise RuleBroken("LOT-03", _("Écrivez qui a tiré au sort."))


def next_of(drawn: Sequence[str], answered: Collection[str], accepted: int, seats: int) -> str | None:
    """Whose answer comes next: in the order drawn, until the seats are taken."""
    if accepted >= seats:
        return None
    return next((code for code in drawn if code not in answered), None)
