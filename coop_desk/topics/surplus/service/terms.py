"""The statutes of a day as the rules of the surplus read them, and the registers a simulation begins with."""

from dataclasses import replace
from datetime import date, timedelta

from coop_desk.core.actions import Act
from coop_desk.topics.employment.service import employed_at
from coop_desk.topics.shares.service import highest_at, situation_at
from coop_desk.topics.statutes.service import identity_at, profile_at
from coop_desk.topics.surplus.records import Entitled, Hypotheses, Key, Terms

ONE_DAY = timedelta(days=1)


def terms_at(act: Act, day: date) -> Terms:
    """Return what the law and the statutes say on a day (PRO-02)."""
    profile = profile_at(act, day)
    return Terms(
        legal_rate=profile.ratio("legal_reserve_rate"),
        legal_until_capital=profile.choice("legal_reserve_target") == "highest_capital",
        fund_min=profile.ratio("development_fund_min"),
        employees_min=profile.ratio("employee_share_min"),
        interest=profile.yes("interest_on_shares"),
        interest_cap=profile.limit("interest_cap"),
        deduct_losses=profile.yes("deduct_prior_losses"),
        key=Key(profile.choice("employee_share_key")),
        pay_part=profile.ratio("employee_share_pay_part"),
        equal_part=profile.ratio("employee_share_equal_part"),
        seniority_step=profile.ratio("employee_seniority_step"),
        seniority_most=profile.ratio("employee_seniority_coef_max"),
        entitled=Entitled(profile.choice("interest_entitled")),
    )


def with_registers(act: Act, told: Hypotheses) -> Hypotheses:
    """Return the hypotheses with what the registers say: capital, the highest one reached, employees (REF-13)."""
    return replace(
        told,
        highest_capital_cents=highest_at(act, told.year_end),
        shares_cents=sum(one.paid_cents for one in situation_at(act, told.year_end).holdings),
        headcount=len(employed_at(act, told.year_end)),
    )


def year_start(act: Act, year_end: date) -> date:
    """Return the first day of the financial year that ends on a day."""
    return identity_at(act, year_end).year_end(year_end.year - 1) + ONE_DAY
