"""Chloé, associate with an account, after one assembly: Inès and others hold their own titles."""

from datetime import date
from pathlib import Path

import pytest

from coop_desk.core.ids import PersonId
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import Choice, ResolutionKind
from coop_desk.topics.members import service as members
from coop_desk.topics.members.records import Contact, Marital, NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.rules.consent import Channel
from coop_desk.topics.members.rules.marital import Regime
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import opened
from tests.topics.shares.house import House, inscribe, settle, subscribe

SPOUSE = "Yvon Hénaff-Zorn"


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def chloe(coop: TestCoop) -> PersonId:
    """Chloé Hénaff, who signs in as «nobody», with something in every drawer."""
    return coop.once(settle_chloe)


def settle_chloe(coop: TestCoop) -> PersonId:
    """Register her, have her buy shares, marry, join a team, vote, be read about."""
    house: House = settle(coop)
    registrar, secretary = coop.desk("registrar"), coop.desk("secretary")
    new = NewMember(
        "Hénaff",
        Category.EMPLOYED,
        date(2020, 1, 10),
        given_name="Chloé",
        birth_date=date(1990, 4, 2),
        contact=Contact("4 rue du Bac", "44000", "Nantes", "", "chloe@exemple.fr", "06 00 00 00 01"),
        person_id=coop.person("nobody"),
        employed_from=date(2019, 1, 7),
    )
    person = members.register_member(registrar, new).person_id
    subscribe(coop, person, 12, 60000, date(2020, 1, 15))
    members.record_marital_information(registrar, person, Marital(Regime.COMMUNITY.value, SPOUSE))
    members.record_email_consent(registrar, person, date(2026, 5, 1), Channel.PAPER, "chloe@exemple.fr")
    team = members.open_team(registrar, "Atelier bois", date(2020, 1, 1))
    members.join_team(registrar, person, team, date(2021, 3, 1))
    present = [house.anne, house.bruno, person, inscribe(coop, "Zorn", "Zita", Category.EMPLOYED)]
    meeting, resolutions = opened(coop, [ResolutionKind.ORDINARY], present)
    assemblies.give_proxy(secretary, meeting, house.denis, person)
    voices = assemblies.roll_call(secretary, resolutions[0])
    choices = {v.person.person_id: Choice.FOR for v in voices} | {int(person): Choice.AGAINST}
    assemblies.record_roll_call(secretary, resolutions[0], choices)
    members.member_file(coop.desk("manager"), person)
    members.export_members(secretary, "csv")
    return person
