"""What the person who asks did for votes: standing, elected, counting, keeping an urn, asking and opposing in writing.

How they voted is nowhere: neither the urn nor the papers know it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.topics.assemblies.model import Meeting, RemoteOpposition, WrittenQuestion
from coop_desk.topics.assemblies.service.naming import title_of
from coop_desk.topics.elections.model import Candidacy, Election, ElectionOpening, ElectionResult, ElectionTeller
from coop_desk.topics.elections.urn.model import UrnClosing, UrnOpened, UrnShare
from coop_desk.topics.own_data.records import Part, Value

HELD = {
    *("candidacy.candidate_id", "election_teller.teller_id", "urn_share.scrutineer_id"),
    *("urn.officer_id", "urn.organiser_id", "urn.mixer_id", "urn_closing.beside_id"),
    *("written_question.author_id", "remote_opposition.opponent_id"),
    *("election_opening.electorate", "election_result.elected"),
}
"""The columns naming somebody that these parts read."""
_Row = tuple[date | None, str, str, str]


def parts(act: Act) -> list[Part]:
    """Return candidacies, duties in votes, written questions and oppositions."""
    columns = (
        Value("day", _("Date"), "day"),
        Value("of", _("Scrutin ou réunion")),
        Value("what", _("Inscription")),
        Value("said", _("Contenu")),
    )
    return [
        Part("votes", _("Candidatures et fonctions dans les scrutins"), columns, (*_stood(act), *_duties(act))),
        Part("writings", _("Questions écrites et oppositions"), columns, tuple(_written(act))),
    ]


def _stood(act: Act) -> Iterator[_Row]:
    wanted = select(Candidacy, Election).join(Election, Election.id == Candidacy.election_id)
    for one, election in act.session.execute(wanted.where(Candidacy.candidate_id == act.actor_id)):
        said = {
            _("profession"): one.sheet.get("profession"),
            _("cinq dernières années"): one.sheet.get("five_years"),
            _("motifs"): one.sheet.get("motives"),
            _("mandats d’administrateur déclarés"): one.declared.get("directorships"),
        }
        told = " ; ".join(f"{name} : {value}" for name, value in said.items() if value)
        yield one.received_on, election.title, _("candidature"), told
        if one.withdrawn_on:
            yield one.withdrawn_on, election.title, _("candidature retirée"), ""
    for table, named, words in (
        (ElectionOpening, ElectionOpening.electorate, _("corps électoral")),
        (ElectionResult, ElectionResult.elected, _("élection")),
    ):
        found: Any = select(table.at, named, Election.title).join(Election, Election.id == table.election_id)
        for at, people, title in act.session.execute(found.order_by(table.id)):
            if act.actor_id in people:
                yield at.astimezone().date(), title, words, ""


def _duties(act: Act) -> Iterator[_Row]:
    me = act.actor_id
    counted = select(Election).join(ElectionTeller, ElectionTeller.election_id == Election.id)
    for election in act.session.scalars(counted.where(ElectionTeller.teller_id == me)):
        yield None, election.title, _("dépouillement"), ""
    kept: Any = (
        select(UrnOpened, Election, UrnShare.scrutineer_id, UrnClosing.beside_id)
        .join(ElectionOpening, ElectionOpening.id == UrnOpened.opening_id)
        .join(Election, Election.id == ElectionOpening.election_id)
        .outerjoin(UrnShare, (UrnShare.urn_id == UrnOpened.id) & (UrnShare.scrutineer_id == me))
        .outerjoin(UrnClosing, (UrnClosing.urn_id == UrnOpened.id) & (UrnClosing.beside_id == me))
        .where(
            or_(
                UrnOpened.officer_id == me,
                UrnOpened.organiser_id == me,
                UrnOpened.mixer_id == me,
                UrnShare.scrutineer_id == me,
                UrnClosing.beside_id == me,
            )
        )
    )
    for urn, election, scrutineer, beside in act.session.execute(kept):
        for who, duty in (
            (urn.organiser_id, _("ouverture de l’urne")),
            (urn.officer_id, _("tenue de l’isoloir")),
            (urn.mixer_id, _("mélange des bulletins")),
            (scrutineer, _("garde d’une part de la clé")),
            (beside, _("clôture de l’urne à deux")),
        ):
            if who == me:
                yield urn.at.astimezone().date(), election.title, duty, ""


def _written(act: Act) -> Iterator[_Row]:
    asked = select(WrittenQuestion, Meeting).join(Meeting, Meeting.id == WrittenQuestion.meeting_id)
    for question, meeting in act.session.execute(asked.where(WrittenQuestion.author_id == act.actor_id)):
        yield question.received_on, title_of(act, meeting), _("question écrite"), question.text
    opposed = select(RemoteOpposition, Meeting).join(Meeting, Meeting.id == RemoteOpposition.meeting_id)
    for one, meeting in act.session.execute(opposed.where(RemoteOpposition.opponent_id == act.actor_id)):
        what = _("opposition retirée") if one.cancels_id else _("opposition à une assemblée à distance")
        yield one.received_on, title_of(act, meeting), what, ""
