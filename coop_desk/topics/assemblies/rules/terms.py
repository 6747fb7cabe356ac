"""From the statutes in force to the terms of a vote (PRO-02)."""

from fractions import Fraction

from coop_desk.topics.assemblies.rules.law import HALF, Base, Majority, Terms
from coop_desk.topics.members.rules.external_votes import ExternalLimits
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.profile import Profile, VoteBase

_BASES = {VoteBase.ALL: Base.ENTITLED, VoteBase.PRESENT: Base.TAKING_PART, VoteBase.CAST: Base.CAST}


def terms_of(profile: Profile) -> Terms:
    """What these statutes say about votes; half means more than half, any other share at least that share."""
    first, second = profile.ordinary(1), profile.ordinary(2)
    extraordinary, again = profile.extraordinary(1), profile.extraordinary(2)
    return Terms(
        form=profile.form.value,
        ago_quorum_first=first.quorum or Fraction(0),
        ago_quorum_second=second.quorum or Fraction(0),
        ago_majority_first=_majority(first.majority, first.base),
        ago_majority_second=_majority(second.majority, second.base),
        age_quorum_first=extraordinary.quorum or Fraction(0),
        age_quorum_second=again.quorum or Fraction(0),
        age_majority=_majority(extraordinary.majority, extraordinary.base),
        second_call_allowed=profile.second_call_allowed,
        unanimous_before_2005=profile.form is Form.SARL and profile.sarl_before_2005,
        abstentions_cast=profile.form is Form.SAS and profile.choice("abstention_base") == "counted",
        blanks_cast=second.blank_counts,
        leaders_second_call_relative=profile.choice("leader_second_ballot") != "absolute",
        max_proxies=profile.number_or_none("max_proxies"),
        blank_proxies=profile.choice("blank_proxy") == "leaders",
        correspondence=profile.yes("correspondence_vote"),
        correspondence_days=profile.number("correspondence_deadline"),
        scaled_external_votes=profile.choice("external_votes") == "capital_scaled",
        secret_leaders=profile.yes("secret_ballot_leaders"),
        remote=profile.yes("remote_participation"),
        remote_alone=profile.yes("remote_alone"),
        interested_party=profile.choice("interested_party"),
        external_votes=ExternalLimits(profile.ratio("max_external_votes"), profile.ratio("max_external_votes_coops")),
    )


def _majority(share: Fraction, base: VoteBase) -> Majority:
    return Majority(share, share == HALF, _BASES[base])
