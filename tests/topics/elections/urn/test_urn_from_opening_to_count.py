"""A secret vote on the shared computer, from the shares on paper to the ballots handed over to be counted."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coop_desk.core import ballot_file
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.crypto.ballots import new_secret, seal, urn_key
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.database import connection_under
from coop_desk.core.errors import RuleBroken
from coop_desk.core.journal import JournalLine
from coop_desk.core.limits import EVERYONE
from coop_desk.topics.elections.methods.records import Ballot, Definition, Void
from coop_desk.topics.elections.urn import service
from coop_desk.topics.elections.urn.ballots import Altered, decoded, encoded, receipt, spaced
from coop_desk.topics.elections.urn.ceremony import Ceremony
from coop_desk.topics.elections.urn.export import read
from coop_desk.topics.elections.urn.model import UrnContent, UrnFile
from coop_desk.topics.elections.urn.records import IncidentKind, UrnState
from coop_desk.topics.elections.urn.recounting import recounted
from tests.conftest import TestCoop
from tests.topics.elections.urn.vote import Vote, lay, typed_back
from tests.topics.elections.votes import METHODS, votes

AICHA, BRUNO = "Aïcha Benali", "Bruno Le Goff"


def lines_of(coop: TestCoop) -> list[tuple[str, str]]:
    """What the journal says: action and body."""

    def look(act: Act) -> list[tuple[str, str]]:
        return [(line.action, line.body) for line in act.session.scalars(select(JournalLine).order_by(JournalLine.seq))]

    return transact(coop.file, Inner("test.journal", "Journal", reading=True), None, EVERYONE, "", look)


def test_a_vote_is_opened_cast_closed_and_counted(coop: TestCoop) -> None:
    vote = lay(coop)
    urn = vote.open()
    assert (urn.state, urn.ballots, urn.voted) == (UrnState.OPEN, 0, 0)
    assert [holder.share for holder in urn.scrutineers] == [1, 2, 3]
    assert any("deux rôles" in words for words in urn.warnings)  # the manager organises and holds the booth
    before = lines_of(coop)
    receipts = [vote.cast(voter, AICHA) for voter in vote.voters[:3]]
    receipts += [vote.cast(vote.voters[3], BRUNO), vote.cast(vote.voters[4], Void.BLANK)]
    booth = service.booth(coop.desk("manager"), urn.id)
    assert booth.voted == 5
    assert lines_of(coop) == before, "the journal must not follow the votes"

    closed = vote.close()
    assert closed.closing is not None
    assert (closed.state, closed.closing.ballots, closed.closing.voted) == (UrnState.CLOSED, 5, 5)
    assert closed.closing.codes == tuple(sorted(receipts))
    assert ballot_file.files_in(coop.file.folder) == {}
    result = service.count_urn(coop.desk("manager"), urn.id, vote.shares(1, 3))
    assert result.elected == (AICHA,)
    counted = service.urn(coop.desk("manager"), urn.id)
    assert counted.counted is not None
    assert counted.counted.shares == (1, 3)

    export = service.public_export(coop.desk("secretary"), vote.election_id)
    told = read(export.text)
    assert told.codes["1"]["codes"] == sorted(receipts)
    assert told.rounds["1"]["totals"] == {AICHA: 3, BRUNO: 1}
    assert recounted(export.text).told.head == export.head

    said = [action for action, _body in lines_of(coop)[len(before) :]]
    assert said == ["elections.close_urn", "elections.count_urn"]
    assert "parts 1 et 3" in lines_of(coop)[-1][1]


def test_what_the_journal_says_of_a_vote_names_no_voter(coop: TestCoop) -> None:
    vote = lay(coop)
    before = len(lines_of(coop))
    vote.open()
    for voter in vote.voters:
        vote.cast(voter, BRUNO)
    vote.close()
    service.count_urn(coop.desk("manager"), vote.urn_id, vote.shares(2, 3))
    for _action, body in lines_of(coop)[before:]:
        assert "Votant" not in body
        assert not any(f'"person_id": {voter}' in body or f'"member": {voter}' in body for voter in vote.voters)


def test_each_refusal_says_what_is_wrong(coop: TestCoop) -> None:
    vote = lay(coop, standing=())
    desk = coop.desk("manager")
    candidate = lay(coop, standing=[int(coop.person("keeper"))])
    keeper, registrar = (int(coop.person(who)) for who in ("keeper", "registrar"))
    for plan, rule in (
        (vote.plan(needed=1), "URN-01"),
        (vote.plan(needed=4), "URN-01"),
        (vote.plan(scrutineers=(keeper, keeper)), "URN-01"),
        (vote.plan(mixer=registrar), "URN-01"),
    ):
        with pytest.raises(RuleBroken) as refused:
            service.begin_ceremony(desk, vote.opening_id, plan)
        assert refused.value.rule == rule
    with pytest.raises(RuleBroken, match="se présente"):
        service.begin_ceremony(desk, candidate.opening_id, candidate.plan())
    with pytest.raises(RuleBroken, match="isoloir"):
        on_paper = lay(coop, way="paper")
        service.begin_ceremony(desk, on_paper.opening_id, on_paper.plan())

    vote.open()
    with pytest.raises(RuleBroken, match="déjà ouverte"):
        service.begin_ceremony(desk, vote.opening_id, vote.plan())
    vote.cast(vote.voters[0], AICHA)
    with pytest.raises(RuleBroken, match="déjà voté"):
        vote.cast(vote.voters[0], BRUNO)
    with pytest.raises(RuleBroken, match="ni présente ni représentée"):
        vote.cast(keeper, BRUNO)
    with pytest.raises(RuleBroken, match="voter blanc, pas nul"):
        vote.cast(vote.voters[1], Void.SPOILED)
    with pytest.raises(RuleBroken, match="pas sur la liste de ce vote"):
        vote.cast(vote.voters[1], "Quelqu’un d’autre")
    with pytest.raises(RuleBroken, match="se dépouille une fois close"):
        service.count_urn(desk, vote.urn_id, vote.shares(1, 2))
    for beside in (desk, coop.desk("nobody")):
        with pytest.raises(RuleBroken) as refused:
            service.close_urn(desk, vote.urn_id, beside)
        assert refused.value.rule == "URN-07"
    vote.close()
    with pytest.raises(RuleBroken, match="clos"):
        vote.cast(vote.voters[1], AICHA)
    with pytest.raises(RuleBroken, match="jusqu’au"):
        service.erase_urn(desk, vote.urn_id)


def test_one_wrong_character_in_a_share_is_refused_and_names_the_share(coop: TestCoop) -> None:
    vote, other = lay(coop), lay(coop)
    desk = coop.desk("manager")
    ceremony = service.begin_ceremony(desk, vote.opening_id, vote.plan())
    code = ceremony.paper(2).code
    wrong = code[:7] + ("A" if code[7] != "A" else "B") + code[8:]
    with pytest.raises(RuleBroken, match=r"Part n°.2 \(Léon Girard\)\. Le groupe n°.2"):
        ceremony.confirm(2, wrong)
    with pytest.raises(RuleBroken, match="il manque"):
        service.open_urn(desk, ceremony)
    assert ballot_file.files_in(coop.file.folder) == {}
    vote.open()
    other.open()
    vote.cast(vote.voters[0], AICHA)
    vote.close()
    shares = vote.shares(1, 2)
    with pytest.raises(RuleBroken, match=r"Part n°.2 \(Léon Girard\)\. Le groupe n°.2"):
        service.count_urn(desk, vote.urn_id, {**shares, 2: shares[2][:7] + "#" + shares[2][8:]})
    with pytest.raises(RuleBroken, match=r"Part n°.2 .*pas de ce scrutin"):
        service.count_urn(desk, vote.urn_id, {**shares, 2: other.shares(2)[2]})
    with pytest.raises(RuleBroken, match=r"Part n°.2 .*part n°.1"):
        service.count_urn(desk, vote.urn_id, {1: shares[1], 2: shares[1]})
    with pytest.raises(RuleBroken, match="Il faut 2 parts"):
        service.count_urn(desk, vote.urn_id, vote.shares(1))
    # Shares of another sharing out of the same vote carry the right marks, and give another key.
    strangers = typed_back(Ceremony(ceremony.opening, vote.plan(), ceremony.names, coop.clock.today()))
    with pytest.raises(RuleBroken, match="n’est pas celle du procès-verbal"):
        service.count_urn(desk, vote.urn_id, {1: shares[1], 2: strangers[2]})
    assert service.count_urn(desk, vote.urn_id, shares).figures["round1"]["voters"] == 1


def test_an_altered_ballot_blocks_the_count_until_the_minutes_say_it(coop: TestCoop) -> None:
    vote = lay(coop)
    vote.open()
    for voter in vote.voters:
        vote.cast(voter, AICHA)
    vote.close()

    def alter(act: Act) -> None:
        row = act.session.scalars(select(UrnContent)).one()
        row.sealed = bytes([row.sealed[0] ^ 1]) + row.sealed[1:]

    transact(coop.file, Inner("test.alter", "Altération"), None, EVERYONE, "", alter)
    desk = coop.desk("manager")
    with pytest.raises(RuleBroken, match="scellé altéré"):
        service.count_urn(desk, vote.urn_id, vote.shares(1, 2))
    service.record_incident(desk, vote.urn_id, IncidentKind.ALTERED, "Un scellé ne s’ouvre pas : bulletin nul.")
    result = service.count_urn(desk, vote.urn_id, vote.shares(1, 2))
    assert (result.figures["round1"]["spoiled"], result.figures["round1"]["expressed"]) == (1, 5)


def test_an_urn_whose_marks_and_ballots_differ_is_not_closed_before_the_minutes_say_it(coop: TestCoop) -> None:
    vote = lay(coop)
    vote.open()
    vote.cast(vote.voters[0], AICHA)
    take_a_ballot_out(coop, vote)
    with pytest.raises(RuleBroken, match="0 bulletins pour 1 émargements"):
        vote.close()
    service.record_incident(coop.desk("manager"), vote.urn_id, IncidentKind.DIFFERENCE, "Un bulletin a disparu.")
    vote.close()
    with pytest.raises(RuleBroken, match="ne tombe pas juste"):
        service.count_urn(coop.desk("manager"), vote.urn_id, vote.shares(1, 2))


def take_a_ballot_out(coop: TestCoop, vote: Vote) -> None:
    """What somebody who holds the key of the file could do with another program."""

    def key(act: Act) -> bytes:
        return act.session.scalars(select(UrnFile.key).where(UrnFile.urn_id == vote.urn_id)).one()

    found = transact(coop.file, Inner("test.key", "Clé", reading=True), None, EVERYONE, "", key)
    raw = connection_under(ballot_file.path_of(coop.file.folder, vote.urn_id), Secret(found))
    raw.execute("DELETE FROM urn")
    raw.close()


def test_in_reinforced_mode_the_mixer_opens_the_outer_seal_at_the_closing(coop: TestCoop) -> None:
    vote = lay(coop)
    urn = vote.open(mixer=int(coop.person("bookkeeper")))
    assert urn.reinforced
    receipts = [vote.cast(voter, BRUNO) for voter in vote.voters]
    codes = vote.codes or {}
    with pytest.raises(RuleBroken, match="Code du mélangeur"):
        vote.close(codes[0][:-1] + "#")
    closed = vote.close(codes[0])
    assert closed.closing is not None
    assert closed.closing.codes == tuple(sorted(receipts))
    assert service.count_urn(coop.desk("manager"), urn.id, vote.shares(2, 3)).elected == (BRUNO,)


def test_members_on_paper_and_in_the_booth_are_on_one_list(coop: TestCoop) -> None:
    vote = lay(coop, way="both")
    vote.open()
    desk = coop.desk("manager")
    service.sign_for_paper(desk, vote.urn_id, vote.voters[0])
    with pytest.raises(RuleBroken, match="déjà voté"):
        vote.cast(vote.voters[0], AICHA)
    vote.cast(vote.voters[1], AICHA)
    with pytest.raises(RuleBroken, match="déjà voté"):
        service.sign_for_paper(desk, vote.urn_id, vote.voters[1])
    vote.close()
    papers = [Ballot(BRUNO, 1)]
    result = service.count_urn(desk, vote.urn_id, vote.shares(1, 2), papers)
    assert result.figures["round1"]["tally"] == {AICHA: 1, BRUNO: 1}


def test_a_ballot_of_any_choice_has_one_length_and_its_code_says_nothing_of_it(coop: TestCoop) -> None:
    for scheme, length in ((1, 560), (2, 608)):
        keys = [urn_key(new_secret(), bytes(32)).public for _layer in range(scheme)]
        definition = Definition("stv.scottish/1", 3, tuple(f"Candidate {n}" for n in range(40)), {})
        marks = [Void.BLANK, (), definition.candidates[:1], definition.candidates]
        sealed = [seal(encoded(definition, mark), *keys) for mark in marks]
        assert {len(one) for one in sealed} == {length}
        assert len({receipt(seal(encoded(definition, Void.BLANK), *keys)) for _again in range(20)}) == 20
    assert spaced("ABCDEFGH") == "ABCD-EFGH"


def test_after_two_years_the_sealed_ballots_are_erased(coop: TestCoop) -> None:
    vote = lay(coop)
    vote.open()
    vote.close()
    coop.on(date(2028, 1, 3))
    service.erase_urn(coop.desk("manager"), vote.urn_id)
    assert service.urn(coop.desk("manager"), vote.urn_id).kept_until is None


@pytest.mark.parametrize("method", METHODS)
def test_every_ballot_is_read_back_as_it_was_sealed_and_nothing_else_is_a_ballot(method: str) -> None:
    @settings(max_examples=20, deadline=None)
    @given(votes(method), st.integers(0, 511))
    def again(vote: tuple[Definition, list[Ballot]], at: int) -> None:
        definition, ballots = vote
        for ballot in ballots:
            try:
                content = encoded(definition, ballot.mark)
            except RuleBroken:
                continue  # the booth stops it
            assert len(content) == 512
            assert encoded(definition, decoded(definition, content)) == content
            changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
            try:
                assert decoded(definition, changed) != decoded(definition, content)
            except Altered:
                continue

    again()
