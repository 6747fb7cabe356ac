"""Titles in one life: proposed, decided quoting the decision, in force for whole days of Paris, ended once."""

from datetime import UTC, date, datetime

import pytest

from coop_desk.core import delegating, quoting
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.trusted_time import TrustedClock
from coop_desk.core.who_may import who_may
from tests.conftest import TestCoop

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
DECISION = "Assemblée générale du 20 février 2026, résolution 4"


def proposed(coop: TestCoop, who: str = "secretary") -> int:
    return delegating.propose_title(coop.desk(who), coop.person("nobody"), "file_keeper", FIRST, LAST)


def test_a_title_proposed_opens_nothing_until_it_is_decided(coop: TestCoop) -> None:
    number = proposed(coop)
    (row,) = delegating.proposed_titles(coop.desk("manager"))
    assert (row.holder, row.proposed_by, row.state_words(FIRST)) == (
        "Chloé Hénaff", "Éloïse Lefèvre", "proposé, à décider",
    )  # fmt: skip
    coop.on(FIRST)
    assert not coop.desk("nobody").allows(journal_lines)
    assert who_may(coop.desk("manager")).proposed[0].holder == "Chloé Hénaff"
    granted = delegating.decide_title(coop.desk("manager"), number, DECISION)
    assert coop.desk("nobody").allows(journal_lines)
    assert delegating.proposed_titles(coop.desk("manager")) == []
    (given,) = [each for each in delegating.grants(coop.desk("manager")) if each.id == granted]
    assert (given.because, given.state_words(FIRST)) == (DECISION, "en vigueur")


def test_a_proposal_is_decided_once_and_by_somebody_who_may_and_not_by_its_holder(coop: TestCoop) -> None:
    number = proposed(coop)
    for who in ("keeper", "secretary", "registrar", "nobody"):
        with pytest.raises(Refused):
            delegating.decide_title(coop.desk(who), number, DECISION)
    own = delegating.propose_title(coop.desk("manager"), coop.person("manager"), "file_keeper", FIRST, None)
    with pytest.raises(RuleBroken) as refusal:
        delegating.decide_title(coop.desk("manager"), own, DECISION)
    assert refusal.value.rule == "GRANT-01"
    with pytest.raises(RuleBroken) as refusal:
        delegating.decide_title(coop.desk("manager"), number, "  ")
    assert refusal.value.rule == "GRANT-03"
    delegating.decide_title(coop.desk("manager"), number, DECISION)
    for attempt in (delegating.decide_title, delegating.drop_title):
        with pytest.raises(RuleBroken) as refusal:
            attempt(coop.desk("manager"), number, DECISION)
        assert refusal.value.rule == "GRANT-07"


def test_a_proposal_withdrawn_says_why_and_is_never_decided(coop: TestCoop) -> None:
    number = proposed(coop)
    with pytest.raises(Refused):
        delegating.drop_title(coop.desk("registrar"), number, "Non")
    delegating.drop_title(coop.desk("secretary"), number, "Résolution 4 rejetée")
    assert delegating.proposed_titles(coop.desk("manager")) == []
    with pytest.raises(RuleBroken):
        delegating.decide_title(coop.desk("manager"), number, DECISION)
    said = [line.said for line in journal_lines(coop.desk("keeper"), limit=3)]
    assert ("Proposition retirée\N{NO-BREAK SPACE}: Résolution 4 rejetée",) in said


def test_an_end_is_not_put_off_not_even_by_its_holder(coop: TestCoop) -> None:
    number = delegating.give_title(coop.desk("founder"), coop.person("registrar"), "manager", FIRST, LAST, DECISION)
    coop.on(FIRST)
    for who in ("registrar", "manager"):
        with pytest.raises(RuleBroken) as refusal:
            delegating.end_grant(coop.desk(who), number, date(2030, 1, 1), "Prolongation")
        assert refusal.value.rule == "GRANT-04"
    delegating.end_grant(coop.desk("manager"), number, date(2026, 3, 15), "Démission")
    (row,) = [each for each in delegating.grants(coop.desk("manager")) if each.id == number]
    assert row.state_words(date(2026, 3, 16)) == "fini avant son terme"


def test_its_days_are_those_of_paris_whatever_the_zone_of_the_computer(coop: TestCoop) -> None:
    delegating.give_title(coop.desk("manager"), coop.person("nobody"), "file_keeper", FIRST, LAST, DECISION)
    for instant, open_ in (
        (datetime(2026, 2, 28, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 2, 28, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), False),
    ):
        coop.file.clock = TrustedClock(instant)
        assert coop.desk("nobody").allows(journal_lines) is open_, instant


@pytest.mark.parametrize(
    ("kind", "day", "reference", "said"),
    [
        ("assembly", date(2026, 2, 20), " 4 ", "Assemblée générale du 20\N{NO-BREAK SPACE}février 2026, résolution 4"),
        ("cooptation", date(2026, 2, 1), "conseil d’administration",
         "Cooptation du 1er\N{NO-BREAK SPACE}février 2026, conseil d’administration"),
        ("mandate", date(2026, 1, 1), "élection de 2025",
         "Mandat du 1er\N{NO-BREAK SPACE}janvier 2026, élection de 2025"),
        ("assembly", None, "4", None),
        ("assembly", date(2026, 2, 20), " ", None),
        ("", date(2026, 2, 20), "4", None),
        ("assembly", date(2026, 3, 2), "4", None),
    ],
)  # fmt: skip
def test_a_decision_is_quoted_so_that_it_can_be_found_again(
    kind: str, day: date | None, reference: str, said: str | None
) -> None:
    if said is not None:
        assert quoting.quoted(kind, day, reference, FIRST) == said
        return
    with pytest.raises(RuleBroken) as refusal:
        quoting.quoted(kind, day, reference, FIRST)
    assert refusal.value.rule == "GRANT-03"
