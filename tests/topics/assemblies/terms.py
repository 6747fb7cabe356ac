"""The default terms of each form, written out by hand from the law."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from coop_desk.topics.assemblies.rules.law import Base, Majority, Terms

MORE_THAN_HALF_OF_ALL = Majority(Fraction(1, 2), True, Base.ENTITLED)
MORE_THAN_HALF_OF_CAST = Majority(Fraction(1, 2), True, Base.CAST)
TWO_THIRDS_OF_CAST = Majority(Fraction(2, 3), False, Base.CAST)
TWO_THIRDS_TAKING_PART = Majority(Fraction(2, 3), False, Base.TAKING_PART)

_SARL = Terms(
    form="SARL",
    ago_quorum_first=Fraction(0),
    ago_quorum_second=Fraction(0),
    ago_majority_first=MORE_THAN_HALF_OF_ALL,
    ago_majority_second=MORE_THAN_HALF_OF_CAST,
    age_quorum_first=Fraction(1, 4),
    age_quorum_second=Fraction(1, 5),
    age_majority=TWO_THIRDS_TAKING_PART,
    second_call_allowed=True,
    unanimous_before_2005=False,
    abstentions_cast=False,
    blanks_cast=False,
    leaders_second_call_relative=True,
    max_proxies=None,
    blank_proxies=True,
    correspondence=False,
    correspondence_days=3,
    scaled_external_votes=False,
    secret_leaders=True,
)


def terms(form: str = "SARL", **changes: Any) -> Terms:
    """The default terms of a form, with some changed by the statutes."""
    found = replace(_SARL, form=form)
    if form != "SARL":
        found = replace(found, ago_majority_first=MORE_THAN_HALF_OF_CAST, age_majority=TWO_THIRDS_OF_CAST)
    if form == "SA":
        found = replace(found, ago_quorum_first=Fraction(1, 5), correspondence=True)
    if form == "SAS":
        found = replace(found, blank_proxies=False)
    return replace(found, **changes)
