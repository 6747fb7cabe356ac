"""One's own data: everything, nothing of others, and who read it."""

import json
from typing import Any

import pytest
from sqlalchemy import JSON

from coop_desk.core.ids import PersonId
from coop_desk.core.model import Base
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.elections.records import Occasion
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.own_data import service
from coop_desk.topics.own_data.records import OwnData, Part, said
from coop_desk.topics.own_data.service import (
    absences,
    assembled,
    capital,
    mandates,
    powers,
    register,
    roles,
    trail,
    votes,
    wishes,
    work,
)
from tests.conftest import TestCoop
from tests.topics.elections.process_stories import assembly, people, post, prepared, stand
from tests.topics.own_data.conftest import SPOUSE

NOBODY_INSIDE = {
    *(
        "election.rules",
        "election.order_drawn",
        "election_count.ballots",
        "election_count.told",
        "handover_template.said",
    ),
    *("leave_setting.value", "pay_layout.document", "paper_keying.said", "paper_settled.said", "ramp_up.steps"),
    *("role_draw.sources", "role_draw_result.read", "role_sheet.missions", "role_sheet.said", "root_change.proof"),
    *("rotation_adoption.changes", "sending.contents", "site_holidays.worked", "surplus_allocation.figures"),
    *("surplus_simulation.hypotheses", "urn_count.shares", "vote_result.rules", "work_schedule.weeks"),
}
"""What is kept as a list or a table, and names nobody."""
FOUND_ELSEWHERE = {
    *("candidacy.sheet", "candidacy.declared", "election_decision.between", "election_decision.details"),
    *("election_result.outcome", "grant.over"),
    *("mandate_event.details", "presence_event.choices", "rotation_plan.settings", "vote_result.in_room"),
    *("vote_result.by_form", "vote_result.blank_proxies", "vote_result.electorate", "vote_result.present_ids"),
    *("vote_result.represented_pairs", "vote_result.form_choices", "vote_result.excluded", "vote_result.weights"),
    "vote_result.quorum_only",
}
"""What names people again, whom another column that is read names already."""
OTHERS = ("Morvan", "Le Goff", "Œuvrard", "Tanguy", "Zita", "Zorn", "Girard")


def held(coop: TestCoop, who: str = "nobody") -> OwnData:
    return service.own_data(coop.desk(who))


def part(found: OwnData, key: str) -> Part:
    return next(each for each in found.parts if each.key == key)


def words(of: Part) -> str:
    """Everything said in a part."""
    return " | ".join(said(v.kind, one) for row in of.rows for v, one in zip(of.values, row, strict=True))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("identity", "Hénaff"),
        ("identity", "chloe@exemple.fr"),
        ("identity", "02/04/1990"),
        ("identity", "nobody"),
        ("status", "Sociétariat salarié"),
        ("contracts", "07/01/2019"),
        ("consents", "chloe@exemple.fr"),
        ("marital", SPOUSE),
        ("teams", "Atelier bois"),
        ("titles", "Sociétariat"),
        ("rights", "Lire sa propre fiche | vous seulement"),
        ("rights", "Lire le registre des associés | toute la coopérative | Sociétariat"),
        ("holding", "12 | 600,00"),
        ("movements", "Souscription"),
        ("meetings", "Assemblée générale"),
        ("presence", "Arrivée"),
        ("presence", "Pouvoir, porté pour quelqu’un d’autre"),
        ("votes", "Résolution 1, Résolution 1 | Contre | appel nominal"),
        ("votes", "Pour | appel nominal, pour quelqu’un d’autre"),
        ("recorded", "Léon Girard"),
        ("recorded", "situation matrimoniale : ajout"),
        ("accesses", "Inès Pérez | Consultation de la fiche d’un associé"),
        ("accesses", "Éloïse Lefèvre | Export des fiches des associés"),
    ],
)
def test_each_drawer_is_opened(coop: TestCoop, chloe: PersonId, key: str, expected: str) -> None:
    found = words(part(held(coop), key)).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert expected in found


def test_nobody_else_is_named_but_those_who_acted_on_my_data_or_read_them(coop: TestCoop, chloe: PersonId) -> None:
    acted = ("recorded", "accesses")
    everything = " ".join(words(each) for each in held(coop).parts if each.key not in acted).replace(SPOUSE, "")
    assert [name for name in OTHERS if name in everything] == []


def test_even_the_manager_finds_only_herself(coop: TestCoop, chloe: PersonId) -> None:
    everything = " ".join(words(each) for each in held(coop, "manager").parts)
    assert "chloe@exemple.fr" not in everything
    assert "Hénaff" not in everything


@pytest.mark.parametrize("who", ["nobody", "manager", "founder"])
def test_what_waits_to_be_read_is_counted_as_it_will_be_shown(coop: TestCoop, chloe: PersonId, who: str) -> None:
    brief = service.own_data_in_brief(coop.desk(who)).parts
    whole = held(coop, who).parts
    assert [(each.key, each.count) for each in brief] == [(each.key, len(each.rows)) for each in whole]
    assert service.own_record(coop.desk(who)) == next(each for each in whole if each.key == "recorded")


def test_somebody_who_is_not_in_the_register_finds_account_and_delegations(coop: TestCoop) -> None:
    found = held(coop, "bookkeeper")
    assert "Comptable" in words(part(found, "grants"))
    assert part(found, "movements").rows == ()
    assert service.own_data_pdf(coop.desk("bookkeeper")).startswith(b"%PDF")


def test_asking_leaves_no_line_and_reading_ones_own_data_is_no_access(coop: TestCoop, chloe: PersonId) -> None:
    before = service.own_accesses(coop.desk("nobody"))
    held(coop)
    assert service.own_accesses(coop.desk("nobody")) == before
    assert [one.actor for one in before] == ["Éloïse Lefèvre", "Inès Pérez"]


def test_the_accesses_of_others_are_not_mine(coop: TestCoop, chloe: PersonId) -> None:
    assert service.own_accesses(coop.desk("keeper")) == []


def test_it_prints_in_words_under_the_letterhead(coop: TestCoop, chloe: PersonId) -> None:
    text = " ".join(" ".join(page_texts(service.own_data_pdf(coop.desk("nobody")))).split())
    assert "Les Ateliers du Canal" in text
    assert "RGPD, article 15" in text
    for each in held(coop).parts:
        assert " ".join(each.title.split()) in text
    accesses = " ".join(" ".join(page_texts(service.own_accesses_pdf(coop.desk("nobody")))).split())
    assert "Éloïse Lefèvre" in accesses
    nobody_read = page_texts(service.own_accesses_pdf(coop.desk("keeper")))
    assert "Personne d’autre que vous" in " ".join(nobody_read)


def test_json_holds_the_same_with_plain_values(coop: TestCoop, chloe: PersonId) -> None:
    told: dict[str, Any] = json.loads(service.own_data_json(coop.desk("nobody")))
    assert (told["format"], told["version"]) == ("coop-desk/own-data", 1)
    by_key = {each["key"]: each for each in told["parts"]}
    assert by_key["identity"]["rows"][0]["birth_date"] == "1990-04-02"
    assert by_key["holding"]["rows"][0]["subscribed_cents"] == 60000
    assert [each["key"] for each in told["parts"]] == [each.key for each in held(coop).parts]


def test_every_column_that_names_somebody_is_read_by_a_part() -> None:
    """A new table about people must say where it appears in their data."""
    naming = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    inside = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, JSON)
    }
    topics = (absences, assembled, capital, mandates, powers, register, roles, trail, votes, wishes, work)
    read = set().union(*(topic.HELD for topic in topics))
    masked = {"share_leg.counterpart_id"}  # the other party finds the transfer in its own data
    assert naming - read == masked
    assert inside - read == NOBODY_INSIDE | FOUND_ELSEWHERE


def test_who_stands_or_counts_reads_it_among_their_data(coop: TestCoop) -> None:
    _meeting, (item,) = assembly(coop, ["Élection de la gérance"])
    crew = people(coop, 4)
    election = prepared(coop, item, post(coop, PostKind.MANAGER), title="Gérance", occasion=Occasion.VACANCY)
    stand(coop, election, crew[:2], tellers=crew[2:])

    def votes_of(person: PersonId) -> list[tuple[Any, ...]]:
        told = service.own_data(coop.desk_of(person))
        return [row[1:3] for part in told.parts if part.key == "votes" for row in part.rows]

    assert votes_of(crew[0]) == [("Gérance", "candidature")]
    assert votes_of(crew[2]) == [("Gérance", "dépouillement")]
