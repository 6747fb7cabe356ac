"""Who may do what on a day, by person and by right."""

from datetime import date

from coop_desk.core import delegating
from coop_desk.core.rights import WORDS, Right
from coop_desk.core.who_may import RightHolders, WhoMay, who_may
from tests.conftest import TestCoop


def right(found: WhoMay, wanted: Right) -> RightHolders:
    return next(one for one in found.rights if one.right == WORDS[wanted])


def test_each_person_is_named_with_title_dates_and_decision(coop: TestCoop) -> None:
    found = who_may(coop.desk("secretary"))
    (manager,) = [one for one in found.people if one.holder == "Inès Pérez"]
    assert (manager.what, manager.over) == ("Gérance ou présidence", "toute la coopérative")
    assert (manager.since, manager.until, manager.because) == (date(2026, 1, 2), None, "Fondation")


def test_each_right_names_its_holders_and_the_titles_that_come_by_themselves(coop: TestCoop) -> None:
    found = who_may(coop.desk("secretary"))
    seal = right(found, Right.MINUTES_SEAL)
    assert {one.holder for one in seal.holders} >= {"Inès Pérez", "Éloïse Lefèvre"}
    assert "Léon Girard" not in {one.holder for one in seal.holders}
    assert right(found, Right.MEMBERS_READ).by_standing == ("Sociétariat",)


def test_it_is_asked_for_any_day(coop: TestCoop) -> None:
    founder, chloe = coop.desk("founder"), coop.person("nobody")
    starts, ends = date(2026, 3, 1), date(2026, 8, 31)
    over = (coop.person("registrar"),)
    because = "Assemblée du 20 février 2026, résolution 4"
    delegating.give_right(founder, chloe, Right.MEMBERS_DETAILS_READ, over, starts, ends, because)
    desk = coop.desk("manager")
    for day, there in ((date(2026, 2, 28), 0), (starts, 1), (ends, 1), (date(2026, 9, 1), 0)):
        held = [one for one in who_may(desk, day).people if one.person_id == chloe]
        assert len(held) == there, day
        if held:
            assert (held[0].over, held[0].until, held[0].because) == ("Léon Girard", ends, because)
            assert held[0] in right(who_may(desk, day), Right.MEMBERS_DETAILS_READ).holders
