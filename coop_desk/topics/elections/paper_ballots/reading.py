"""A paper typed in a few keys: the numbers of the names, « b » for blank, « n » for void."""

import re
from collections import Counter
from collections.abc import Sequence

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.elections.methods import check_ballot
from coop_desk.topics.elections.methods.records import Ballot, Definition, Mark, Void
from coop_desk.topics.elections.urn.ballots import grades, options, shape

BLANK, SPOILED = "b", "n"


def read(definition: Definition, typed: str) -> Mark:
    """Understand what a teller typed: « 2 », « 1 3 5 », « 2 1=3 », « 1 4 2 » for grades, 1 the best (cites SCR-05)."""
    said = typed.strip().lower()
    if said in (BLANK, SPOILED):
        return Void.BLANK if said == BLANK else Void.SPOILED
    mark = _mark(definition, re.findall(r"\d+|=|[^\s,;.\-/]", said))
    check_ballot(definition, mark)
    return mark


def _mark(definition: Definition, parts: Sequence[str]) -> Mark:
    names, kind = options(definition), shape(definition)
    if not parts:
        raise RuleBroken("SCR-05", _("Tapez ce que dit le papier, « b » s’il est blanc, « n » s’il est nul."))
    if kind == "ranking":
        return _ranks(names, parts)
    numbers = [_number(part, len(grades(definition)) if kind == "grades" else len(names)) for part in parts]
    if kind == "choice":
        if len(numbers) != 1:
            raise RuleBroken(
                "SCR-05", _("Un seul numéro pour ce vote. Si le papier en porte plusieurs, il est nul : « n ».")
            )
        return names[numbers[0] - 1]
    if kind == "grades":
        if len(numbers) != len(names):
            raise RuleBroken(
                "SCR-05",
                _("Il faut {n} mentions, une par nom dans l’ordre de la liste ; il y en a {found}.").format(
                    n=len(names), found=len(numbers)
                ),
            )
        scale = tuple(reversed(grades(definition)))
        return tuple((name, scale[number - 1]) for name, number in zip(names, numbers, strict=True))
    if definition.rules.get("too_many_names") != "truncate":
        numbers = sorted(numbers)  # the order of crosses says nothing: both tellers give the same
    return tuple(names[number - 1] for number in numbers)


def _ranks(names: Sequence[str], parts: Sequence[str]) -> Mark:
    ranks: list[list[str]] = []
    joined = False
    for part in parts:
        if part == "=":
            joined = bool(ranks)
            continue
        name = names[_number(part, len(names)) - 1]
        if joined:
            ranks[-1].append(name)
        else:
            ranks.append([name])
        joined = False
    return tuple(rank[0] if len(rank) == 1 else tuple(sorted(rank)) for rank in ranks)


def _number(part: str, most: int) -> int:
    if not part.isdecimal() or not 1 <= int(part) <= most:
        raise RuleBroken(
            "SCR-05",
            _("« {part} » n’est pas un numéro de la liste, qui va de 1 à {most}.").format(part=part[:20], most=most),
        )
    return int(part)


def typed_as(definition: Definition, mark: Mark) -> str:
    """The keys that say a ballot: what `read` understands."""
    if isinstance(mark, Void) or not mark:
        return SPOILED if mark is Void.SPOILED else BLANK
    names = options(definition)
    if isinstance(mark, str):
        return str(names.index(mark) + 1)
    if shape(definition) == "grades":
        best_first = tuple(reversed(grades(definition)))
        given = dict(mark)
        return " ".join(str(best_first.index(given[name]) + 1) for name in names)
    ranks = [rank if isinstance(rank, tuple) else (rank,) for rank in mark]
    return " ".join("=".join(str(names.index(name) + 1) for name in rank) for rank in ranks)


def lots_of(definition: Definition, ballots: Sequence[Ballot]) -> str:
    """Ballots that say the same on one line, with their number: « 5 : 1 3 »."""
    return "\n".join(f"{one.number} : {typed_as(definition, one.mark)}" for one in ballots)


def read_lots(definition: Definition, typed: str) -> tuple[Ballot, ...]:
    """Understand ballots counted by lots, a line each; RuleBroken SCR-05 shows the line that is not understood."""
    found: Counter[Mark] = Counter()
    for line in filter(None, (each.strip() for each in typed.splitlines())):
        number, colon, said = line.partition(":")
        if not colon or not number.strip().isdecimal():
            raise RuleBroken(
                "SCR-05",
                _("« {line} » : écrivez le nombre de bulletins, deux-points, puis ce qu’ils disent.").format(
                    line=line[:40]
                ),
            )
        found[read(definition, said)] += int(number)
    return tuple(Ballot(mark, number) for mark, number in found.items() if number)


def words_of(definition: Definition, mark: Mark, void_because: str = "") -> str:
    """Say a paper in one line."""
    if mark is Void.BLANK or mark == ():
        return _("blanc")
    if mark is Void.SPOILED:
        return _("nul : {reason}").format(reason=void_because) if void_because else _("nul")
    if isinstance(mark, str):
        return mark
    if shape(definition) == "grades":
        return ", ".join(_("{name} « {grade} »").format(name=name, grade=grade) for name, grade in mark)
    return ", ".join(" = ".join(rank) if isinstance(rank, tuple) else rank for rank in mark)


def help_words(definition: Definition) -> str:
    """How to type a paper of this vote."""
    told = {
        "choice": _("Le numéro du nom, puis Entrée."),
        "approved": _("Les numéros des noms cochés, séparés par une espace, puis Entrée."),
        "grades": _("Une mention par nom, dans l’ordre de la liste : 1 pour « {best} », {n} pour « {worst} »."),
        "ranking": _("Les numéros dans l’ordre du papier, puis Entrée ; « 1=3 » pour deux noms à égalité."),
    }
    scale = grades(definition)
    words = told[shape(definition)].format(best=scale[-1], worst=scale[0], n=len(scale))
    return words + " " + _("« b » : blanc. « n » : nul, avec son motif.")
