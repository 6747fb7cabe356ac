"""The ballots of a round put in order, their balance, and how many votes a majority needs: whole numbers only."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from operator import attrgetter
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.papers import Papers
from coop_desk.topics.elections.methods.records import Ballot, Figures, Mark, Void
from coop_desk.topics.elections.methods.settings import Settings, not_understood, whole

_mark, _count = attrgetter("mark"), attrgetter("number")
BASES = {"expressed": (), "present_or_represented": (), "members": ()}
COMPARISONS = {"more_than": (), "at_least": ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """What was found in the urn: ballots that count (never names nor crosses), and the others."""

    expressed: int
    blank: int = 0
    spoiled: int = 0
    abstentions: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why the spoiled ones that were looked at are void."""

    @property
    def voters(self) -> int:
        """Every ballot."""
        return self.blank + self.spoiled + self.abstentions + self.expressed

    def figures(self) -> Figures:
        """The figures of the turn-out."""
        return {
            "voters": self.voters,
            "blank": self.blank,
            "spoiled": self.spoiled,
            "blank_and_spoiled": self.blank + self.spoiled,
            "abstentions": self.abstentions,
            "expressed": self.expressed,
        }

    def said(self) -> str:
        """Say the turn-out: « 30 votants, 2 blancs, 1 nul, 27 exprimés »."""
        said = [
            ngettext("{n} votant", "{n} votants", self.voters).format(n=integer(self.voters)),
            ngettext("{n} blanc", "{n} blancs", self.blank).format(n=integer(self.blank)),
            ngettext("{n} nul", "{n} nuls", self.spoiled).format(n=integer(self.spoiled)),
            ngettext("{n} exprimé", "{n} exprimés", self.expressed).format(n=integer(self.expressed)),
        ]
        if self.abstentions:
            abstentions = ngettext("{n} abstention", "{n} abstentions", self.abstentions)
            said.insert(3, abstentions.format(n=integer(self.abstentions)))
        words = ", ".join(said)
        if self.reasons:
            words += _(" ; nuls : {reasons}").format(
                reasons=", ".join(f"{reason} ({integer(n)})" for reason, n in sorted(self.reasons.items()))
            )
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Turnout):
    """The same, with equal valid ballots together."""

    valid: Mapping[Mark, int]


def open_box(ballots: Iterable[Ballot], fault: Callable[[Mark], str], abstention: Mark = None) -> Box:
    """Count equal ballots together; `fault` says in French why a ballot is void, or nothing."""
    if isinstance(ballots, Papers):
        return sort_marks(ballots.found.copy(), fault, abstention)
    kept = list(ballots)
    for n in {ballot.number for ballot in kept}:
        whole(n, "ballots.count")
    found = Counter(dict(zip(map(_mark, kept), map(_count, kept), strict=True)))
    if len(found) < len(kept):  # the same papers were written several times
        found = Counter()
        for ballot in kept:
            found[ballot.mark] += ballot.number
    return sort_marks(found, fault, abstention)


def sort_marks(found: Counter[Mark], fault: Callable[[Mark], str], abstention: Mark = None) -> Box:
    """Put each kind of ballot where it belongs."""
    if 0 in found.values():
        found = Counter({mark: n for mark, n in found.items() if n})
    blank = found.pop(Void.BLANK, 0) + found.pop((), 0) + found.pop(frozenset(), 0)
    spoiled = found.pop(Void.SPOILED, 0)
    abstentions = found.pop(abstention, 0)
    wrong = {mark: reason for mark in found if (reason := fault(mark))}
    reasons: Counter[str] = Counter()
    for mark, reason in wrong.items():
        reasons[reason] += found.pop(mark)
    spoiled += sum(reasons.values())
    return Box(
        expressed=found.total(), blank=blank, spoiled=spoiled, abstentions=abstentions, reasons=reasons, valid=found
    )


def gather(marks: Iterable[Mark], round_: int = 1) -> Papers:
    """Put equal papers together, as an urn gives them out."""
    return Papers(marks, str(round_))


def of_round(ballots: Sequence[Ballot], number: int) -> Sequence[Ballot]:
    """The ballots of one round."""
    name = str(number)
    if isinstance(ballots, Papers):
        return ballots if ballots.round == name else []
    return [ballot for ballot in ballots if ballot.round == name]


def only_rounds(ballots: Sequence[Ballot], last: int) -> None:
    """Refuse ballots of a round that this vote does not have (cites SCR-06)."""
    known = {str(number) for number in range(1, last + 1)}
    rounds = {ballots.round} if isinstance(ballots, Papers) else {ballot.round for ballot in ballots}
    for round_ in sorted(rounds - known):
        raise RuleBroken(
            "SCR-06",
            _("Ce vote n’a pas de tour « {round} » : corrigez ces bulletins ou la règle du vote.").format(round=round_),
        )


def items(valid: Mapping[Mark, int]) -> Counter[Any]:
    """Count what the ballots hold, one by one: names, or (name, grade) pairs."""
    by_count: dict[int, list[Mark]] = {}
    for mark, n in valid.items():
        by_count.setdefault(n, []).append(mark)
    total: Counter[Any] = Counter()
    for n, marks in by_count.items():
        for item, times in Counter(chain.from_iterable(marks)).items():
            total[item] += times * n
    return total


def unknown(name: object) -> RuleBroken:
    """Refuse a name that nobody proposed: a slip in the file or the keying, never a silent void ballot."""
    return RuleBroken(
        "SCR-05",
        _("« {name} » n’est pas sur la liste de ce vote : corrigez ce bulletin, ou entrez-le comme nul.").format(
            name=str(name)[:80]
        ),
    )


# ------------------------------------------------------------------------------------------------------ majorities


@dataclass(frozen=True, slots=True)
class Presence:
    """Who could vote: members, and those present or represented when it is known."""

    members: int | None
    attending: int | None
    marks: Mapping[str, Any]
    by_round: Mapping[str, int] = field(default_factory=dict)
    """Those present or represented at the later rounds, where it is not the same people."""

    def at(self, number: int) -> "Presence":
        """The presence of one round."""
        return replace(self, attending=self.by_round.get(str(number), self.attending))

    def check(self, box: Turnout, round_: int = 1) -> None:
        """Refuse a count that does not balance, saying which figure (cites SCR-01)."""
        marks = self.marks.get(str(round_))
        if marks is not None and whole(marks, "turnout") != box.voters:
            raise unbalanced(_("{a} émargements pour {b} bulletins"), marks, box.voters)
        attending = self.at(round_).attending
        if attending is not None and box.voters > attending:
            raise unbalanced(_("{a} bulletins pour {b} présents ou représentés"), box.voters, attending)
        if self.members is not None and box.voters > self.members:
            raise unbalanced(_("{a} bulletins pour {b} inscrits"), box.voters, self.members)


def unbalanced(figures: str, a: int, b: int) -> RuleBroken:
    """Say which two figures do not agree."""
    found = figures.format(a=integer(a), b=integer(b))
    return RuleBroken(
        "SCR-01", _("Le compte ne tombe pas juste : {found}. Recomptez avant de proclamer.").format(found=found)
    )


def presence(settings: Settings) -> Presence:
    """Read who could vote."""
    members, present = settings.whole("members"), settings.whole("present")
    represented, forms = settings.whole("represented"), settings.whole("correspondence")
    marks = settings.take("turnout", {})
    later = settings.take("attending", {})
    if not isinstance(later, dict):
        raise not_understood("attending", later)
    by_round = {str(number): whole(n, f"attending.{number}") for number, n in later.items()}
    attending = None if present is None else present + (represented or 0) + (forms or 0)
    for there in (attending, *by_round.values()):
        if members is not None and there is not None and there > members:
            raise unbalanced(_("{a} présents ou représentés pour {b} inscrits"), there, members)
    return Presence(members, attending, marks if isinstance(marks, dict) else {"1": marks}, by_round)


@dataclass(frozen=True, slots=True)
class Majority:
    """More than, or at least, a share of a base."""

    base: str
    share: Fraction
    comparison: str

    def over(self, box: Turnout, there: Presence) -> int:
        """The base in figures; refused when it is not known (cites SCR-02)."""
        if self.base == "expressed":
            return box.expressed
        figure = there.members if self.base == "members" else there.attending
        if figure is None:
            raise RuleBroken(
                "SCR-02",
                _("La majorité se compte sur les inscrits : indiquez leur nombre.")
                if self.base == "members"
                else _("La majorité se compte sur les présents ou représentés : indiquez leur nombre."),
            )
        return figure

    def needed(self, base: int) -> int:
        """The first whole number of votes that is enough (QM-14)."""
        return more_than(base, self.share) if self.comparison == "more_than" else at_least(base, self.share)

    def said(self, base: int) -> str:
        """Say it: « plus de la moitié de 40 inscrits »."""
        half = self.share == Fraction(1, 2)
        if self.comparison == "more_than":
            share = _("plus de la moitié") if half else _("plus de {share}").format(share=self.share)
        else:
            share = _("au moins la moitié") if half else _("au moins {share}").format(share=self.share)
        of = {
            "expressed": _("{share} des exprimés ({n})"),
            "present_or_represented": _("{share} des présents ou représentés ({n})"),
            "members": _("{share} des inscrits ({n})"),
        }
        return of[self.base].format(share=share, n=integer(base))


def more_than(base: int, share: Fraction) -> int:
    """The first whole number above a share of a base."""
    return share.numerator * base // share.denominator + 1


def at_least(base: int, share: Fraction) -> int:
    """The first whole number that is a share of a base or above."""
    return -(-share.numerator * base // share.denominator)


def majority(settings: Settings, otherwise: Majority | None = None) -> Majority:
    """Read base, threshold and comparison."""
    default = otherwise or Majority("expressed", Fraction(1, 2), "more_than")
    share = settings.share("threshold", str(default.share))
    return Majority(
        settings.one_of("base", BASES, default.base), min(share, Fraction(1)),
        settings.one_of("comparison", COMPARISONS, default.comparison),
    )  # fmt: skip


def quorum(settings: Settings, there: Presence) -> int | None:
    """Read a quorum and return how many must be there; None when there is none."""
    if "quorum" not in settings:
        return None
    inner = settings.within("quorum")
    inner.one_of("of", {"members": ()}, "members")
    share = inner.share("share", "0")
    inner.close()
    if there.members is None or there.attending is None:
        raise RuleBroken("SCR-03", _("Le quorum demande le nombre des inscrits, des présents et des représentés."))
    return at_least(there.members, share)


def scores(tally: Mapping[str, int]) -> str:
    """Say votes by name, most first: « Aïcha 19, Bruno 8 »."""
    ordered = sorted(tally.items(), key=lambda item: -item[1])
    return listed([f"{name} {integer(n)}" for name, n in ordered])
