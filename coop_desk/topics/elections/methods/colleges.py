"""Colleges of a SCIC: each votes apart and carries its weight, as an exact fraction."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed, votes
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.records import Ballot, Definition, Figures, Mark
from coop_desk.topics.elections.methods.resolution import ABSTENTION, AGAINST, FOR
from coop_desk.topics.elections.methods.resolution import fault as answer_fault
from coop_desk.topics.elections.methods.settings import Settings, not_understood, share, whole
from coop_desk.topics.elections.methods.turnout import Box, only_rounds, open_box, unbalanced

FULL = "college/1"
CARRY = {"majority_takes_all": (), "proportional": ()}
FEW = 5  # below, the figures of a college tell what people voted


def fault(definition: Definition, mark: Mark) -> str:
    """Nothing makes an answer void."""
    return answer_fault(definition, mark)


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Count each college, then add the weights carried."""
    settings = Settings(course.definition.rules)
    carry = settings.one_of("carry", CARRY, "proportional")
    settings.one_of("base", {"expressed": ()}, "expressed")
    settings.one_of("comparison", {"more_than": ()}, "more_than")
    threshold = settings.share("threshold", "1/2")
    given = settings.take("colleges", {})
    if not isinstance(given, dict) or not given:
        raise not_understood("colleges", given)
    weights, members = {}, {}
    for name, college in given.items():
        inner = Settings(college if isinstance(college, dict) else {"weight": college}, f"colleges.{name}")
        weights[name] = share(inner.take("weight"), f"colleges.{name}.weight")
        members[name] = inner.whole("members")
        inner.close()
    settings.close()
    only_rounds(ballots, 1)
    _known(ballots, given)
    total = sum(weights.values(), Fraction(0))
    results: dict[str, str | None] = {}
    shares: dict[str, tuple[Fraction, Fraction]] = {}
    all_figures: dict[str, Figures] = {}
    for name, weight in weights.items():
        asked = [ballot for ballot in ballots if ballot.college == name]
        box = open_box(asked, lambda mark: fault(course.definition, mark), ABSTENTION)
        most = members[name]
        if most is not None and box.voters > whole(most, "members"):
            raise unbalanced(_("{a} bulletins pour {b} inscrits"), box.voters, most)
        results[name], shares[name] = _carried(box, weight, carry)
        all_figures[name] = _tell(course, name, box, results[name], shares[name])
    in_favour = sum((one for one, _other in shares.values()), Fraction(0))
    against = sum((other for _one, other in shares.values()), Fraction(0))
    adopted = in_favour > threshold * total
    course.figures |= {
        "voters": sum(figures["voters"] for figures in all_figures.values()),
        "colleges": all_figures,
        "college_result": results,
        "weights_for": str(in_favour),
        "weights_against": str(against),
        "adopted": adopted,
        "elected": [],
    }
    verdict = _("la résolution est adoptée") if adopted else _("la résolution est rejetée")
    words = _("Poids pour : {n}, contre : {against}, sur {total}. Il en faut plus de {needed} : {verdict}.").format(
        n=votes(in_favour), against=votes(against), total=votes(total), needed=votes(threshold * total), verdict=verdict
    )
    course.tell(
        "weights", "SCR-15", words, before={"college_result": results},
        after={"weights_for": str(in_favour), "weights_against": str(against), "adopted": adopted},
    )  # fmt: skip


def _known(ballots: Sequence[Ballot], colleges: Iterable[str]) -> None:
    unknown = sorted({ballot.college for ballot in ballots} - set(colleges))
    if unknown:
        raise RuleBroken("SCR-05", _("Aucun collège de ce vote ne s’appelle {names}.").format(names=listed(unknown)))


def _carried(box: Box, weight: Fraction, carry: str) -> tuple[str | None, tuple[Fraction, Fraction]]:
    """What the college says, and the weights it gives for and against; a tie or silence gives nothing."""
    in_favour, against = box.valid.get(FOR, 0), box.valid.get(AGAINST, 0)
    result = FOR if in_favour > against else AGAINST if against > in_favour else None
    if not box.expressed:
        return None, (Fraction(0), Fraction(0))
    if carry == "proportional":
        return result, (weight * in_favour / box.expressed, weight * against / box.expressed)
    return result, (weight if result == FOR else Fraction(0), weight if result == AGAINST else Fraction(0))


def _tell(course: Course, name: str, box: Box, result: str | None, carried: tuple[Fraction, Fraction]) -> Figures:
    in_favour, against = box.valid.get(FOR, 0), box.valid.get(AGAINST, 0)
    figures = box.figures() | {"tally": {FOR: in_favour, AGAINST: against}}
    said = _("Collège « {name} » : {turnout} ; pour {n}, contre {against}. Poids pour : {a}, contre : {b}.").format(
        name=name, turnout=box.said(), n=integer(in_favour), against=integer(against), a=votes(carried[0]),
        b=votes(carried[1]),
    )  # fmt: skip
    if result is None:
        said += " " + (_("Égalité.") if box.expressed else _("Aucun suffrage exprimé : son poids ne va à personne."))
    if 0 < box.voters < FEW:
        said += " " + ngettext(
            "Avec {n} votant, ce résultat dévoile le vote.", "Avec {n} votants, ce résultat peut dévoiler les votes.",
            box.voters,
        ).format(n=box.voters)  # fmt: skip
    weights = {"weight_for": str(carried[0]), "weight_against": str(carried[1])}
    course.tell(f"college {name}", "SCR-15", said, before=dict(figures), after=weights | {"result": result})
    return figures
