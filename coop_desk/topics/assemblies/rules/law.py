"""Which quorum and which majority a resolution needs: by form, call, kind and statutes (QM-01 to QM-12)."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.assemblies.records import BodyKind, ResolutionKind
from coop_desk.topics.members.rules.external_votes import ExternalLimits

HALF = Fraction(1, 2)
NOTHING = Fraction(0)
LEGAL_LIMITS = ExternalLimits(Fraction(7, 20), Fraction(49, 100))


class Base(StrEnum):
    """What the votes in favour are compared with."""

    ENTITLED = "entitled"
    TAKING_PART = "taking_part"
    CAST = "cast"


@dataclass(frozen=True, slots=True)
class Majority:
    """More than `share` of `base`, or at least `share` when not `strict`."""

    share: Fraction
    strict: bool
    base: Base


@dataclass(frozen=True, slots=True)
class Terms:
    """What the statutes in force on the day of the call say about votes (PRO-02)."""

    form: str
    ago_quorum_first: Fraction
    ago_quorum_second: Fraction
    ago_majority_first: Majority
    ago_majority_second: Majority
    age_quorum_first: Fraction
    age_quorum_second: Fraction
    age_majority: Majority
    second_call_allowed: bool
    unanimous_before_2005: bool
    """A SARL made before August 2005 that did not opt in (QM-04)."""
    abstentions_cast: bool
    blanks_cast: bool
    leaders_second_call_relative: bool
    max_proxies: int | None
    """The statutes' own cap, when they have one; the legal cap always holds as well (VOT-04)."""
    blank_proxies: bool
    correspondence: bool
    correspondence_days: int
    scaled_external_votes: bool
    secret_leaders: bool
    remote: bool = False
    """Whether people may take part at a distance (VOT-12)."""
    remote_alone: bool = False
    """Whether the statutes let an assembly be held without a room (VOT-13)."""
    interested_party: str = "out_of_both"
    """Whether an interested party votes, leaves the majority alone, or the quorum as well (VOT-15)."""
    external_votes: ExternalLimits = LEGAL_LIMITS
    """What scaled votes are reduced to (CAP-04)."""


@dataclass(frozen=True, slots=True)
class VotingRule:
    """The quorum and the majority of one resolution, with the rules they come from."""

    quorum: Fraction
    majority: Majority
    abstentions_cast: bool
    blanks_cast: bool
    casting_vote: bool
    rules: tuple[str, ...]
    quorum_of_present: bool = False
    """A board counts its members in the room, not those they represent (SA-07, SA-22)."""


def voting_rule(terms: Terms, body: BodyKind, kind: ResolutionKind, call: int) -> VotingRule:
    """The rule for a resolution of this kind put to this body at this call."""
    if body is not BodyKind.GENERAL_ASSEMBLY:
        return _body_rule(body)
    if terms.form == "SARL":
        return _sarl(terms, kind, call)
    if terms.form == "SA":
        return _sa(terms, kind, call)
    if terms.form == "SAS":
        return _sas(terms, kind, call)
    raise RuleBroken("FORM-01", _("Choisissez d’abord la forme de la société dans les statuts."))


def _rule(
    terms: Terms,
    quorum: Fraction,
    majority: Majority,
    *rules: str,
    abstentions: bool = False,
    blanks: bool = False,
) -> VotingRule:
    return VotingRule(quorum, majority, abstentions, blanks, False, rules)


def _sarl(terms: Terms, kind: ResolutionKind, call: int) -> VotingRule:
    if kind is ResolutionKind.NATIONALITY:
        return _rule(terms, NOTHING, Majority(Fraction(1), False, Base.ENTITLED), "QM-06")
    if kind is ResolutionKind.SEAT:
        return _rule(terms, NOTHING, Majority(HALF, True, Base.ENTITLED), "QM-06")
    if kind is ResolutionKind.EXTRAORDINARY:
        if terms.unanimous_before_2005:
            return _rule(terms, NOTHING, Majority(Fraction(3, 4), False, Base.ENTITLED), "QM-04")
        quorum = terms.age_quorum_first if call == 1 else terms.age_quorum_second
        return _rule(terms, quorum, terms.age_majority, "QM-03", abstentions=True, blanks=True)
    if call == 1:
        rules = ("SARL-02", "QM-01") if kind is ResolutionKind.LEADERS else ("QM-01",)
        return _rule(terms, terms.ago_quorum_first, terms.ago_majority_first, *rules, abstentions=True, blanks=True)
    return _sarl_second(terms, kind)


def _sarl_second(terms: Terms, kind: ResolutionKind) -> VotingRule:
    if not terms.second_call_allowed:
        raise RuleBroken(
            "QM-02",
            _("Les statuts excluent la seconde consultation : inscrivez la résolution à une autre assemblée."),
        )
    if kind is ResolutionKind.LEADERS:
        if not terms.leaders_second_call_relative:
            return _rule(terms, NOTHING, Majority(HALF, True, Base.ENTITLED), "SARL-02")
        return _rule(terms, NOTHING, Majority(HALF, True, Base.TAKING_PART), "SARL-02")
    return _rule(terms, terms.ago_quorum_second, terms.ago_majority_second, "QM-02", blanks=terms.blanks_cast)


def _sa(terms: Terms, kind: ResolutionKind, call: int) -> VotingRule:
    if kind is ResolutionKind.NATIONALITY:
        return _rule(terms, terms.age_quorum_first, Majority(Fraction(1), False, Base.ENTITLED), "QM-06")
    if kind in (ResolutionKind.EXTRAORDINARY, ResolutionKind.SEAT):
        quorum = terms.age_quorum_first if call == 1 else terms.age_quorum_second
        return _rule(terms, quorum, terms.age_majority, "QM-08", "QM-09")
    quorum = terms.ago_quorum_first if call == 1 else terms.ago_quorum_second
    majority = terms.ago_majority_first if call == 1 else terms.ago_majority_second
    return _rule(terms, quorum, majority, "QM-07", "QM-09")


def _sas(terms: Terms, kind: ResolutionKind, call: int) -> VotingRule:
    if kind is ResolutionKind.NATIONALITY:
        return _rule(terms, NOTHING, Majority(Fraction(1), False, Base.ENTITLED), "QM-12")
    if kind in (ResolutionKind.EXTRAORDINARY, ResolutionKind.SEAT):
        quorum, majority = (
            terms.age_quorum_first if call == 1 else terms.age_quorum_second,
            terms.age_majority,
        )
    else:
        quorum = terms.ago_quorum_first if call == 1 else terms.ago_quorum_second
        majority = terms.ago_majority_first if call == 1 else terms.ago_majority_second
    if majority.share < HALF or (majority.share == HALF and not majority.strict):
        raise RuleBroken(
            "QM-11",
            _("Les statuts fixent une majorité trop basse : il faut au moins plus de la moitié des voix exprimées."),
        )
    return _rule(terms, quorum, majority, "QM-11", abstentions=terms.abstentions_cast, blanks=terms.blanks_cast)


def _body_rule(body: BodyKind) -> VotingRule:
    """A board: half present, majority of those taking part (SA-07). A circle or a team: votes cast."""
    if body in (BodyKind.BOARD, BodyKind.SUPERVISORY_BOARD):
        rules = ("SA-07",) if body is BodyKind.BOARD else ("SA-22",)
        majority = Majority(HALF, True, Base.TAKING_PART)
        return VotingRule(HALF, majority, True, True, body is BodyKind.BOARD, rules, quorum_of_present=True)
    return VotingRule(NOTHING, Majority(HALF, True, Base.CAST), False, False, False, ("INST-01",))


def legal_second_call_limit(terms: Terms, kinds: set[ResolutionKind]) -> bool:
    """Whether the second assembly must come within two months of the first (QM-03, QM-08)."""
    like_statutes = {ResolutionKind.EXTRAORDINARY}
    if terms.form == "SA":  # where the seat and the nationality need the quorum of a change of statutes
        like_statutes |= {ResolutionKind.SEAT, ResolutionKind.NATIONALITY}
    return terms.form in ("SARL", "SA") and bool(like_statutes & kinds)
