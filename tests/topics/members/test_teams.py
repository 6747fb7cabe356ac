"""Services and teams, as stories on a real file."""

from datetime import date

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.members import service
from coop_desk.topics.members.records import NewMember, TeamRow
from coop_desk.topics.members.rules.categories import Category
from tests.conftest import TestCoop

OPENED = date(2024, 1, 1)
MOVED = date(2026, 3, 1)


def named(tree: list[TeamRow]) -> dict[str, list[str]]:
    return {
        row.name: [one.name for one in row.people] for service_row in tree for row in (service_row, *service_row.teams)
    }


def test_lists_before_and_after_a_move_differ(coop: TestCoop) -> None:
    coop.on(date(2026, 6, 12))
    desk = coop.desk("registrar")
    ines = service.register_member(desk, NewMember("Pérez", Category.EMPLOYED, OPENED, "Inès")).person_id
    production = service.open_team(desk, "Production", OPENED)
    wood = service.open_team(desk, "Bois", OPENED, production)
    metal = service.open_team(desk, "Métal", OPENED, production)
    stay = service.join_team(desk, ines, wood, OPENED)
    service.move_member(desk, stay, metal, MOVED)
    assert named(service.teams_at(desk, date(2026, 2, 28))) == {"Production": [], "Bois": ["Inès Pérez"], "Métal": []}
    assert named(service.teams_at(desk, MOVED)) == {"Production": [], "Bois": [], "Métal": ["Inès Pérez"]}
    assert [(one.team, one.left_on) for one in service.member_file(desk, ines).teams] == [
        ("Bois", MOVED),
        ("Métal", None),
    ]


def test_the_tree_has_two_levels_and_names_once(coop: TestCoop) -> None:
    coop.on(date(2026, 6, 12))
    desk = coop.desk("registrar")
    production = service.open_team(desk, "Production", OPENED)
    wood = service.open_team(desk, "Bois", OPENED, production)
    with pytest.raises(RuleBroken, match="choisissez un pôle"):
        service.open_team(desk, "Tournage", OPENED, wood)
    with pytest.raises(RuleBroken, match="existe déjà"):
        service.open_team(desk, "bois", OPENED, production)
    with pytest.raises(RuleBroken, match="fermez-la d’abord"):
        service.close_team(desk, production, date(2026, 1, 1))


def test_closing_a_team_lets_everybody_out(coop: TestCoop) -> None:
    coop.on(date(2026, 6, 12))
    desk = coop.desk("registrar")
    ines = service.register_member(desk, NewMember("Pérez", Category.EMPLOYED, OPENED, "Inès")).person_id
    production = service.open_team(desk, "Production", OPENED)
    service.join_team(desk, ines, production, OPENED)
    with pytest.raises(RuleBroken, match="déjà dans l’équipe"):
        service.join_team(desk, ines, production, MOVED)
    service.close_team(desk, production, MOVED)
    assert service.teams_at(desk, MOVED) == []
    assert service.member_file(desk, ines).teams[0].left_on == MOVED
