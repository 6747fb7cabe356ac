"""A manager's missions become poles: none is lost, nobody holds all; sheets, deputies and matters quote decisions."""

from datetime import date

import pytest

from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.roles import service
from coop_desk.topics.roles.records import Level, PoleDraft, RoleDraft, RoleMode, Shared, Sheet
from coop_desk.topics.roles.rules.sharing import TEMPLATE, check_sharing
from coop_desk.topics.roles.rules.sheets import check_sheet, skills_words
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.assemblies.stories import found
from tests.topics.mandates.stories import associate

TODAY = date(2026, 9, 14)
MISSIONS = {1: "Facturer", 2: "Préparer la paie", 3: "Animer la réunion"}
NAMES = {7: "Chloé", 8: "Léon"}


def pole(name: str, *missions: int, holders: tuple[int, ...] = (), seats: int = 1) -> PoleDraft:
    return PoleDraft(name, (RoleDraft(name, missions, holders, seats),))


SHARINGS: dict[str, tuple[tuple[PoleDraft, ...], str, str]] = {
    "a mission left over": ((pole("A", 1), pole("B", 2)), "ROLE-01", "Animer la réunion"),
    "a mission placed twice": ((pole("A", 1, 2), pole("B", 2, 3)), "ROLE-01", "Préparer la paie"),
    "one pole only": ((pole("A", 1, 2, 3),), "ROLE-02", "deux pôles"),
    "one person everywhere": ((pole("A", 1, 2, holders=(7,)), pole("B", 3, holders=(7,))), "ROLE-02", "Chloé"),
    "a pole without a name": ((pole("A", 1, 2), pole(" ", 3)), "ROLE-03", "nom"),
    "two poles of one name": ((pole("Paie", 1, 2), pole("paie", 3)), "ROLE-03", "même nom"),
    "more holders than seats": ((pole("A", 1, 2, holders=(7, 8)), pole("B", 3)), "ROLE-03", "sièges"),
}


@pytest.mark.parametrize("name", SHARINGS)
def test_a_sharing_that_loses_a_mission_or_divides_nothing_is_refused(name: str) -> None:
    poles, rule, words = SHARINGS[name]
    with pytest.raises(RuleBroken, match=words) as refused:
        check_sharing(MISSIONS, poles, NAMES)
    assert refused.value.rule == rule


def test_the_poles_of_our_story_may_be_held_by_four_people() -> None:
    check_sharing(MISSIONS, (pole("A", 1, holders=(7,)), pole("B", 2), pole("C", 3, holders=(7, 8), seats=2)), NAMES)
    assert [name for name, _roles in TEMPLATE] == [
        "Production et facturation", "RH\N{NO-BREAK SPACE}: paie et congés", "Communication",
    ]  # fmt: skip
    assert TEMPLATE[2][1][0][1] == 2


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet(purpose=" "), Sheet(purpose="x", term_min=13, term_max=12), Sheet(purpose="x", cooldown=-1),
        Sheet(purpose="x", load=161), Sheet(purpose="x", criticality=4), Sheet(purpose="x", requires={"paie": 5}),
        Sheet(purpose="x", shadow_months=25),
    ],
)  # fmt: skip
def test_a_sheet_that_cannot_be_lived_with_is_refused(sheet: Sheet) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_sheet(sheet)
    assert refused.value.rule == "ROLE-04"


def test_skills_are_written_in_order() -> None:
    assert skills_words({"facturation": 2, "droit social": 3}) == "droit social 3, facturation 2"


def shared_post(coop: TestCoop) -> tuple[int, list[int]]:
    """The manager's post is shared out in three poles by four people."""
    found(coop)
    for who in ("registrar", "nobody", "keeper", "bookkeeper"):
        associate(coop, who)
    coop.on(TODAY)
    desk = coop.desk("secretary")
    mandates.lay_posts(desk)
    post = next(one.id for one in mandates.posts(desk) if one.kind is PostKind.MANAGER)
    names = [mission for _pole, roles in TEMPLATE for _role, _seats, missions in roles for mission in missions]
    noted = dict(zip(names, service.note_missions(desk, names, post), strict=True))
    holders = iter([("registrar",), ("nobody",), ("keeper", "bookkeeper")])
    poles = tuple(
        PoleDraft(
            name,
            tuple(
                RoleDraft(
                    role, tuple(noted[each] for each in missions),
                    tuple(int(coop.person(who)) for who in next(holders)), seats,
                )
                for role, seats, missions in roles
            ),
        )
        for name, roles in TEMPLATE
    )  # fmt: skip
    shared = Shared(post, poles, TODAY, TODAY, 12, "Réunion d’équipe du 14 septembre 2026")
    return post, service.share_post(desk, shared)


def secretary(coop: TestCoop) -> Desk:
    return coop.desk("secretary")


def test_a_post_shared_out_gives_poles_roles_mandates_and_a_page_that_says_who_does_what(coop: TestCoop) -> None:
    _post, opened = coop.once(shared_post)
    desk = secretary(coop)
    roles = service.roles(desk)
    assert sorted(role.id for role in roles) == sorted(opened)
    assert {role.pole: tuple(holder.name for holder in role.holders) for role in roles} == {
        "Communication": ("Karim Ménard", "Odile Tanguy"),
        "Production et facturation": ("Léon Girard",),
        "RH\N{NO-BREAK SPACE}: paie et congés": ("Chloé Hénaff",),
    }
    assert all(role.version == 1 and not role.vacant for role in roles)
    assert not any(line.orphan for line in service.missions(desk))
    assert service.clashes(desk) == []
    check_pages(service.who_does_what_pdf(desk), "roles/who_does_what")
    paie = next(role for role in roles if "paie" in role.name)
    check_pages(service.role_pdf(desk, paie.id), "roles/sheet")
    assert [hit.record_id for hit in service.search(desk, "CONGE")] == [paie.id, paie.id]
    assert service.roles(desk, date(2026, 9, 13)) == []


def test_sheets_deputies_and_incompatible_roles_keep_their_history_and_their_decisions(coop: TestCoop) -> None:
    coop.once(shared_post)
    desk = secretary(coop)
    prod, paie, relay = (
        next(role for role in service.roles(desk) if role.pole.startswith(pole)) for pole in ("Prod", "RH", "Comm")
    )
    sheet = Sheet(purpose="Que chacun soit payé juste et à temps", missions=paie.sheet.missions, mode=RoleMode.ROTATING)
    with pytest.raises(RuleBroken, match="décision"):
        service.adopt_sheet(desk, paie.id, sheet, TODAY)
    assert service.adopt_sheet(desk, paie.id, sheet, TODAY, decision="Réunion du 14 septembre 2026") == 2
    assert [one.version for one in service.role_versions(desk, paie.id)] == [2, 1]
    losing = Sheet(purpose="Moins", missions=paie.sheet.missions[1:])
    with pytest.raises(RuleBroken) as refused:
        service.adopt_sheet(desk, paie.id, losing, TODAY, decision="Réunion")
    assert refused.value.rule == "ROLE-01"

    with pytest.raises(RuleBroken) as refused:
        service.name_deputy(desk, paie.id, coop.person("nobody"), TODAY)
    assert refused.value.rule == "ROLE-07"
    deputy = service.name_deputy(desk, paie.id, coop.person("registrar"), TODAY)
    assert [one.name for one in service.roles(desk)[-1].deputies] == ["Léon Girard"]
    service.end_deputy(desk, deputy)
    coop.on(date(2026, 9, 15))
    assert service.roles(secretary(coop))[-1].deputies == ()
    assert service.roles(secretary(coop), TODAY)[-1].deputies

    pair = service.declare_incompatible(secretary(coop), prod.id, paie.id, "Qui facture ne paie pas.")
    assert [one[:3] for one in service.incompatibilities(secretary(coop))] == [(pair, prod.id, paie.id)]
    mandates.change_post(secretary(coop), prod.post_id, name=prod.name, seats=2, term_months=12)
    mandates.take_over(
        secretary(coop), prod.post_id, coop.person("nobody"), starts_on=date(2026, 9, 15), because="Essai",
    )  # fmt: skip
    assert "rôles incompatibles" in service.clashes(secretary(coop))[0]
    with pytest.raises(RuleBroken) as refused:
        service.declare_incompatible(secretary(coop), prod.id, prod.id, "x")
    assert refused.value.rule == "ROLE-06"
    assert relay.seats == 2


def test_who_decides_what_is_said_by_decisions_and_read_by_everybody(coop: TestCoop) -> None:
    coop.once(shared_post)
    desk = secretary(coop)
    paie = next(role for role in service.roles(desk) if role.pole.startswith("RH"))
    first = service.record_matter(
        desk, "Achat", Level.PERSON, decision="AG du 12 juin 2026", decided_on=date(2026, 6, 12), limit=10_000
    )
    service.record_matter(
        desk, "Achat", Level.ROLE, decision="AG du 12 juin 2026", decided_on=date(2026, 6, 12), role_id=paie.id,
        limit=100_000, conditions="Avec l’avis d’une autre personne",
    )  # fmt: skip
    service.record_matter(
        desk, "Achat", Level.PERSON, decision="Réunion du 14 septembre", decided_on=TODAY, limit=15_000, replaces=first
    )
    assert [(line.level, line.limit) for line in service.matters(coop.desk("registrar"))] == [
        (Level.PERSON, 15_000), (Level.ROLE, 100_000),
    ]  # fmt: skip
    check_pages(service.who_decides_pdf(desk), "roles/who_decides")
    for wrong in (
        {"matter": " "}, {"decision": ""}, {"level": Level.ROLE}, {"limit": -1}, {"decided_on": date(2027, 1, 1)},
    ):  # fmt: skip
        said = {"matter": "Embauche", "level": Level.ASSEMBLY, "decision": "AG", "decided_on": TODAY} | wrong
        with pytest.raises(RuleBroken) as refused:
            service.record_matter(desk, said.pop("matter"), said.pop("level"), **said)
        assert refused.value.rule == "ROLE-08"


def test_who_keeps_the_file_records_no_role(coop: TestCoop) -> None:
    coop.once(shared_post)
    for who in ("keeper", "bookkeeper"):
        with pytest.raises(Refused):
            service.open_pole(coop.desk(who), "Un pôle de plus")
