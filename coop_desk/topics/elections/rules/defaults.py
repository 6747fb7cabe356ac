"""What is proposed for an election: the method, the rules of the vote by the statutes, how people vote (section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.assemblies.records import BodyKind, ResolutionKind
from coop_desk.topics.assemblies.rules.law import HALF, Base, Majority, Terms, VotingRule, voting_rule
from coop_desk.topics.elections.methods import (
    METHODS,
    alternative,
    approval,
    consent,
    judgment,
    lists,
    plurinominal,
    schulze,
    transferable,
    two_rounds,
    without_candidate,
)
from coop_desk.topics.elections.methods import count as counted
from coop_desk.topics.elections.methods.records import Definition
from coop_desk.topics.elections.records import ElectorateOf, Proposal, Way
from coop_desk.topics.mandates.records import PostKind

ONE_SEAT = (
    two_rounds.FULL, approval.FULL, judgment.FULL, alternative.FULL, schulze.FULL, without_candidate.FULL,
)  # fmt: skip
SEVERAL = (plurinominal.FULL, lists.FULL, transferable.FULL, approval.FULL, judgment.FULL, schulze.FULL)
MATTERS = (consent.FULL,)
ALOUD = frozenset({without_candidate.FULL, consent.FULL})
MAJORITIES = frozenset({two_rounds.FULL, plurinominal.FULL})
"""The methods that reach the majority of the statutes by themselves."""
BY_NAME = frozenset({two_rounds.FULL, lists.FULL})
"""The methods whose ballot is one choice, so that hands may be counted."""
CAPPED = frozenset({plurinominal.FULL, approval.FULL, judgment.FULL, schulze.FULL, transferable.FULL})
"""The methods that pass over a candidate whose group is full (ELE-03)."""
RATIFIED = frozenset({PostKind.MANAGER, PostKind.PRESIDENT, PostKind.GENERAL_MANAGER})

BASES = {Base.ENTITLED: "members", Base.TAKING_PART: "present_or_represented", Base.CAST: "expressed"}
TIES = {
    "new_ballot": "new ballot",
    "seniority": "seniority, then eldest, then lot",
    "age": "eldest, then lot",
    "vacant": "vacant",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules of a vote depend on."""

    kind: PostKind | None
    seats: int
    terms: Terms
    body: BodyKind
    call: int
    in_meeting: bool
    second_ballot: str
    """leader_second_ballot, as the statutes say it."""
    tie: str
    """leader_tie_break, as the statutes say it."""

    @property
    def led(self) -> bool:
        """Whether the law and the statutes rule this vote: a leader, chosen in a meeting."""
        return self.kind is not None and self.kind is not PostKind.ROLE


def methods_for(kind: PostKind | None, seats: int) -> tuple[str, ...]:
    """The methods that can fill so many seats of that post, the one to propose first."""
    if kind is None:
        return MATTERS
    if kind is PostKind.ROLE and seats == 1:
        return (without_candidate.FULL, *(one for one in ONE_SEAT if one != without_candidate.FULL))
    if kind is PostKind.ROLE:
        return (approval.FULL, *(one for one in SEVERAL if one != approval.FULL))
    return ONE_SEAT if seats == 1 else SEVERAL


def propose(setting: Setting, method: str | None = None) -> Proposal:
    """What to propose: every value may be changed before the vote opens."""
    known = methods_for(setting.kind, setting.seats)
    chosen = method or known[0]
    ways = ways_for(setting, chosen)
    return Proposal(
        method=chosen,
        rules=rules_for(setting, chosen),
        way=ways[0],
        ways=ways,
        ratified=ratified_by_default(setting, chosen),
        words=tuple(_words(setting, chosen)),
    )


def ways_for(setting: Setting, method: str) -> tuple[Way, ...]:
    """How people may vote: hands only where no secrecy is asked for, and a ballot is one choice (VOT-16)."""
    if method in ALOUD:
        return (Way.ALOUD,)
    secret: tuple[Way, ...] = (Way.BOOTH, Way.PAPER, Way.BOTH)
    if method in BY_NAME and not (setting.led and setting.terms.secret_leaders):
        return (*secret, Way.HANDS)
    return secret


def ratified_by_default(setting: Setting, method: str) -> bool:
    """Whether a secret yes or no follows: for who leads, when the method reaches no majority by itself (section 3)."""
    return setting.in_meeting and setting.kind in RATIFIED and method not in MAJORITIES


def rules_for(setting: Setting, method: str) -> dict[str, Any]:
    """The rules of the vote, by the statutes in force on the day of the call."""
    tie = TIES[setting.tie] if setting.led else "lot"
    if method == two_rounds.FULL:
        return {**_consultations(setting), "tie": tie}
    if method == plurinominal.FULL:
        return {"max_names": setting.seats, **_two_majorities(setting), "tie": tie}
    if method == lists.FULL:
        return {"variant": "proportional", "tie": tie}
    if method in (approval.FULL, judgment.FULL):
        return {"tie": tie}
    if method == without_candidate.FULL:
        return {"self_nomination": True, "blank": False}
    return {}


def _consultations(setting: Setting) -> dict[str, Any]:
    """A majority for each round: those of the law for leaders, of the votes cast then the most votes for a role."""
    if not setting.led:
        return {"base": "expressed", "threshold": "1/2"}
    first, second = majorities(setting)
    return {
        "consultation1": {**_majority(first.majority), **_quorum(first)},
        "consultation2": {**_majority(second.majority), **_quorum(second)},
    }


def _two_majorities(setting: Setting) -> dict[str, Any]:
    if not setting.led:
        return {"base": "expressed", "threshold": "1/2"}
    first, second = majorities(setting)
    return {
        **_majority(first.majority),
        "round2_majority": "absolute",
        "round2_base": BASES[second.majority.base],
    }


def majorities(setting: Setting) -> tuple[VotingRule, VotingRule]:
    """The rules of the first and of the second ballot (SARL-02, QM-07, QM-11, SA-07)."""
    kind = ResolutionKind.LEADERS if setting.kind is PostKind.MANAGER else ResolutionKind.ORDINARY
    first = voting_rule(setting.terms, setting.body, kind, setting.call)
    second = first
    if setting.body is BodyKind.GENERAL_ASSEMBLY and setting.terms.form == "SARL":
        if setting.terms.second_call_allowed:
            second = voting_rule(setting.terms, setting.body, kind, 2)
        if kind is ResolutionKind.LEADERS and setting.second_ballot == "cast":
            cast = Majority(HALF, True, Base.CAST)
            second = VotingRule(second.quorum, cast, False, False, False, second.rules)
    return first, second


def _majority(majority: Majority) -> dict[str, Any]:
    told = {"base": BASES[majority.base], "threshold": str(majority.share)}
    return told if majority.strict else {**told, "comparison": "at_least"}


def _quorum(rule: VotingRule) -> dict[str, Any]:
    return {"quorum": {"share": str(rule.quorum), "of": "members"}} if rule.quorum else {}


def _words(setting: Setting, method: str) -> list[str]:
    words = []
    if setting.led and setting.terms.form == "SARL" and setting.kind is PostKind.MANAGER and method == two_rounds.FULL:
        words.append(
            _(
                "Premier scrutin : plus de la moitié de tous les associés. Le second suit les statuts ; il peut se "
                "tenir à la même assemblée ou sur seconde convocation."
            )
        )
    if ratified_by_default(setting, method):
        words.append(
            _(
                "Ce mode de scrutin désigne une personne sans dire si elle a la majorité des statuts : l’assemblée "
                "ratifie ensuite à bulletin secret."
            )
        )
    elif setting.led and setting.terms.form == "SA" and method not in MAJORITIES and setting.seats > 1:
        words.append(
            _("Chaque personne élue doit avoir la majorité des voix : demandez la ratification de la liste des élus.")
        )
    return words


def check_rules(method: str, seats: int, rules: Mapping[str, Any]) -> None:
    """Refuse rules that could not be counted (SCR-06), and a method that is not for elections."""
    if method not in {*ONE_SEAT, *SEVERAL, *MATTERS}:
        raise RuleBroken("SCR-06", _("Ce mode de scrutin ne sert pas à élire : choisissez-en un autre."))
    if method == consent.FULL:
        return
    names = tuple(str(number) for number in range(1, seats + 2))
    there = {"participants": 0, "abstention": True} if method in ALOUD else {"members": 1, "present": 1}
    counted(Definition(method, seats, names, {**rules, **there}), [])


def check_electorate(kind: PostKind | None, electorate: ElectorateOf, in_meeting: bool) -> None:
    """Refuse to choose a leader of the statutes out of a meeting (SARL-01, SA-01, SA-06, SAS-01)."""
    if kind is not None and kind is not PostKind.ROLE and not in_meeting:
        raise RuleBroken(
            "PROC-01",
            _("Cette fonction se pourvoit en assemblée ou en conseil : rattachez l’élection à un point d’une réunion."),
        )
    if electorate is ElectorateOf.ASSEMBLY and not in_meeting:
        raise RuleBroken(
            "PROC-01",
            _("Les associés votent en assemblée : rattachez l’élection à un point, ou choisissez une équipe."),
        )


def method_words(method: str) -> str:
    """What people call a method."""
    return _(METHODS[method].words)
