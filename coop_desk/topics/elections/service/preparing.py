"""An election is prepared: the post, who votes, where, by which method and which rules (PROC-01)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.model import AgendaItem, Body, Meeting, Resolution
from coop_desk.topics.assemblies.records import BodyKind, ItemKind, MeetingState, OffAgenda
from coop_desk.topics.assemblies.rules import agenda
from coop_desk.topics.assemblies.rules.terms import terms_of
from coop_desk.topics.assemblies.service.bodies import body_name
from coop_desk.topics.assemblies.service.electorate import names_of, terms_for
from coop_desk.topics.assemblies.service.naming import title_of
from coop_desk.topics.assemblies.service.results import decided
from coop_desk.topics.elections.model import Candidacy, Election, ElectionOpening, ElectionTeller
from coop_desk.topics.elections.records import Answer, ElectorateOf, NewElection, Occasion, Proposal, State, Way
from coop_desk.topics.elections.rules import defaults
from coop_desk.topics.elections.rules.defaults import Setting
from coop_desk.topics.elections.service.openings import rounds_of, row_of
from coop_desk.topics.elections.urn.model import UrnFile, UrnOpened
from coop_desk.topics.mandates.records import PostKind, PostLine
from coop_desk.topics.mandates.service import post_of, posts_at
from coop_desk.topics.members.model import Team
from coop_desk.topics.statutes.service import profile_at


@dataclass(frozen=True, slots=True)
class Place:
    """A point of an agenda that an election may be attached to."""

    item_id: int
    words: str
    body_kind: BodyKind


@dataclass(frozen=True, slots=True)
class Choices:
    """What an election may be prepared from: posts, points of agendas, teams and bodies."""

    posts: tuple[PostLine, ...]
    places: tuple[Place, ...]
    teams: tuple[tuple[int, str], ...]
    bodies: tuple[tuple[int, str], ...]


@query(Right.ELECTIONS_PREPARE, N_("Consultation de ce qu’une élection peut pourvoir"))
def choices(act: Act) -> Choices:
    """The posts, the points of the meetings to come, the teams and the bodies."""
    return Choices(
        posts=tuple(posts_at(act, act.today)),
        places=tuple(_places(act)),
        teams=tuple(
            (row.id, row.name)
            for row in act.session.scalars(select(Team).order_by(Team.name))
            if row.closed_on is None or row.closed_on > act.today
        ),
        bodies=tuple(
            (row.id, body_name(row))
            for row in act.session.scalars(select(Body).order_by(Body.id))
            if row.closed_on is None and row.kind != BodyKind.GENERAL_ASSEMBLY
        ),
    )


@query(Right.ELECTIONS_PREPARE, N_("Consultation du mode de scrutin proposé"))
def proposal(
    act: Act, post_id: int | None, seats: int, item_id: int | None = None, method: str | None = None
) -> Proposal:
    """The method, the rules and the way of voting to propose, by the statutes in force."""
    return defaults.propose(setting_of(act, post_id, seats, item_id), method)


@action(Right.ELECTIONS_PREPARE, N_("Préparation d’une élection"))
def prepare_election(act: Act, new: NewElection) -> int:
    """Prepare an election; return its id. The statutes give what is not said."""
    return prepared(act, new).id


def prepared(act: Act, new: NewElection) -> Election:
    """Write an election that the rules allow (PROC-01, REM-01, VOT-16)."""
    if not new.title.strip():
        raise RuleBroken("PROC-01", _("Dites en quelques mots ce que l’élection pourvoit."))
    item, meeting = _place(act, new.item_id)
    setting = setting_of(act, new.post_id, new.seats, new.item_id)
    post = post_of(act, new.post_id) if new.post_id is not None else None
    if new.seats < 1 or (post is not None and new.seats > post.seats):
        raise RuleBroken(
            "PROC-01",
            _("Il y a {n} sièges dans cette fonction : corrigez le nombre à pourvoir.").format(
                n=post.seats if post else 1
            ),
        )
    electorate, body_id = _electorate(act, new, meeting)
    defaults.check_electorate(setting.kind, electorate, meeting is not None)
    defaults.check_rules(new.method, new.seats, new.rules)
    _check_way(setting, new.method, new.way)
    if item is not None and meeting is not None:
        _check_item(act, item, meeting, new.occasion)
    ratified = defaults.ratified_by_default(setting, new.method) if new.ratified is None else new.ratified
    _check_ratified(ratified, meeting)
    row = Election(
        title=new.title.strip(),
        post_id=new.post_id,
        occasion=new.occasion.value,
        seats=new.seats,
        term_months=new.term_months or (post.term_months if post else None),
        meeting_id=meeting.id if meeting else None,
        item_id=item.id if item else None,
        electorate_of=electorate.value,
        team_id=new.team_id if electorate is ElectorateOf.TEAM else None,
        body_id=body_id,
        method=new.method,
        rules=dict(new.rules),
        way=new.way.value,
        state=State.PREPARING.value,
        candidates_until=None,
        order_drawn={},
        ratified=ratified,
        ratification_id=None,
        ended_because="",
    )
    act.session.add(row)
    act.session.flush()
    act.say(_("Élection préparée : {title}.").format(title=row.title))
    return row


@action(Right.ELECTIONS_PREPARE, N_("Modification d’une élection en préparation"))
def change_election(
    act: Act,
    election_id: int,
    *,
    method: str | None = None,
    rules: Mapping[str, Any] | None = None,
    way: Way | None = None,
    ratified: bool | None = None,
    seats: int | None = None,
    title: str | None = None,
    term_months: int | None = None,
) -> None:
    """Change what is not frozen yet: nothing of it changes once the first round is open."""
    row = row_of(act, election_id)
    check_not_opened(act, row)
    row.seats = seats or row.seats
    setting = setting_of(act, row.post_id, row.seats, row.item_id)
    if method is not None and method != row.method:
        row.method = method
        row.rules = defaults.rules_for(setting, method) if rules is None else dict(rules)
        row.ratified = defaults.ratified_by_default(setting, method) if ratified is None else ratified
        if way is None and Way(row.way) not in defaults.ways_for(setting, method):
            row.way = defaults.ways_for(setting, method)[0].value
    elif rules is not None:
        row.rules = dict(rules)
    row.way = (way or Way(row.way)).value
    row.ratified = row.ratified if ratified is None else ratified
    row.title = (title or "").strip() or row.title
    row.term_months = term_months or row.term_months
    defaults.check_rules(row.method, row.seats, row.rules)
    _check_way(setting, row.method, Way(row.way))
    _check_ratified(row.ratified, act.session.get(Meeting, row.meeting_id) if row.meeting_id else None)


@action(Right.ELECTIONS_PREPARE, N_("Rattachement d’une élection à un point de l’ordre du jour"))
def attach_election(act: Act, election_id: int, item_id: int) -> None:
    """Attach an election to a point: another assembly, or the second call where the second ballot is held (SARL-02)."""
    row = row_of(act, election_id)
    if row.state in (State.OPEN, State.PROCLAIMED, State.DONE, State.ENDED):
        raise RuleBroken(
            "PROC-01", _("Cette élection ne change plus de réunion : un tour est ouvert, ou elle est finie.")
        )
    item, meeting = _place(act, item_id)
    if item is None or meeting is None:
        raise LookupError(item_id)
    _check_item(act, item, meeting, Occasion(row.occasion))
    row.item_id, row.meeting_id = item.id, meeting.id
    act.say(_("{title} se vote désormais ici : {place}.").format(title=row.title, place=title_of(act, meeting)))


@action(Right.ELECTIONS_PREPARE, Right.ELECTIONS_RUN, words=N_("Désignation des scrutateurs d’une élection"))
def name_tellers(act: Act, election_id: int, people: Iterable[int]) -> None:
    """Say who opens the ballots; a candidate may not (PROC-05)."""
    row = row_of(act, election_id)
    check_not_open(row)
    wanted = set(people)
    check_no_teller_stands(act, row.id, wanted)
    for kept in act.session.scalars(select(ElectionTeller).where(ElectionTeller.election_id == row.id)):
        if kept.teller_id in wanted:
            wanted.discard(kept.teller_id)
        else:
            act.session.delete(kept)
    for person in sorted(wanted):
        act.session.add(ElectionTeller(election_id=row.id, teller_id=person))
    act.session.flush()


@action(Right.ELECTIONS_PREPARE, Right.ELECTIONS_RUN, words=N_("Arrêt d’une élection"))
def end_election(act: Act, election_id: int, reason: str, *, again: bool = False) -> int | None:
    """Stop an election that gave nobody, or whose vote is lost; `again` prepares it anew and returns its id."""
    row = row_of(act, election_id)
    if row.state in (State.DONE, State.ENDED):
        raise RuleBroken("PROC-01", _("Cette élection est déjà terminée."))
    if not reason.strip():
        raise RuleBroken("PROC-01", _("Dites pourquoi l’élection s’arrête : le procès-verbal le rappelle."))
    _check_no_urn_open(act, row)
    row.state, row.ended_because = State.ENDED.value, reason.strip()
    act.say(_("Élection arrêtée : {title}. {reason}").format(title=row.title, reason=row.ended_because))
    return _again(act, row).id if again else None


def _check_no_urn_open(act: Act, row: Election) -> None:
    """An urn that people vote in is given up first, with its own reason (cites URN-16)."""
    opened = (
        select(UrnFile.id)
        .join(UrnOpened, UrnOpened.id == UrnFile.urn_id)
        .join(ElectionOpening, ElectionOpening.id == UrnOpened.opening_id)
        .where(ElectionOpening.election_id == row.id)
    )
    if act.session.scalars(opened.limit(1)).first() is not None:
        raise RuleBroken(
            "URN-16",
            _("L’urne de ce scrutin est ouverte : dépouillez-la, ou déclarez d’abord le scrutin perdu sur sa page."),
        )


def _again(act: Act, row: Election) -> Election:
    """The same election from its candidacies: the vote is held anew."""
    copy = Election(
        **{
            name: getattr(row, name)
            for name in (
                "title", "post_id", "occasion", "seats", "term_months", "meeting_id", "item_id", "electorate_of",
                "team_id", "body_id", "method", "rules", "way", "candidates_until", "ratified",
            )
        },
        state=(State.CALLING if row.candidates_until else State.PREPARING).value,
        order_drawn={},
        ratification_id=None,
        ended_because="",
    )  # fmt: skip
    act.session.add(copy)
    act.session.flush()
    for kept in act.session.scalars(select(ElectionTeller).where(ElectionTeller.election_id == row.id)):
        act.session.add(ElectionTeller(election_id=copy.id, teller_id=kept.teller_id))
    for one in act.session.scalars(select(Candidacy).where(Candidacy.election_id == row.id)):
        if one.withdrawn_on is None and one.answer != Answer.DECLINED:
            fields = ("candidate_id", "received_on", "sheet", "declared", "list_name", "list_rank")
            act.session.add(
                Candidacy(
                    election_id=copy.id, position=None, withdrawn_on=None, answer="",
                    **{name: getattr(one, name) for name in fields},
                )
            )  # fmt: skip
    act.session.flush()
    return copy


# ------------------------------------------------------------------------------------------------------- what holds


def setting_of(act: Act, post_id: int | None, seats: int, item_id: int | None) -> Setting:
    """What the rules of a vote depend on."""
    _item, meeting = _place(act, item_id)
    profile = profile_at(act, (meeting.convened_on or min(act.today, meeting.day)) if meeting else act.today)
    body = BodyKind(act.session.get_one(Body, meeting.body_id).kind) if meeting else BodyKind.CIRCLE
    return Setting(
        kind=post_of(act, post_id).kind if post_id is not None else None,
        seats=seats,
        terms=terms_of(profile),
        body=body,
        call=meeting.call_number if meeting else 1,
        in_meeting=meeting is not None,
        second_ballot=profile.choice("leader_second_ballot"),
        tie=profile.choice("leader_tie_break"),
    )


def check_not_opened(act: Act, row: Election) -> None:
    """Refuse to change what a round froze."""
    if rounds_of(act, row.id) or row.state not in (State.PREPARING, State.CALLING):
        raise RuleBroken("PROC-06", _("Le scrutin est ouvert : ses règles et ses candidats sont figés."))


def check_not_open(row: Election) -> None:
    """Refuse what may not change while people vote, or once it is over."""
    if row.state in (State.OPEN, State.DONE, State.ENDED):
        raise RuleBroken(
            "PROC-06", _("Le scrutin est ouvert, ou l’élection est finie : ses scrutateurs ne changent plus.")
        )


def check_no_teller_stands(act: Act, election_id: int, tellers: Iterable[int]) -> None:
    """A teller, or who keeps a share of the key, is not a candidate (PROC-05)."""
    standing = set(
        act.session.scalars(
            select(Candidacy.candidate_id).where(Candidacy.election_id == election_id, Candidacy.withdrawn_on.is_(None))
        )
    )
    both = sorted(standing & set(tellers))
    if both:
        raise RuleBroken(
            "PROC-05",
            _("{name} est candidat : un scrutateur ne peut pas l’être. Choisissez quelqu’un d’autre.").format(
                name=names_of(act, both)[both[0]]
            ),
        )


def _places(act: Act) -> Iterable[Place]:
    for meeting in act.session.scalars(select(Meeting).order_by(Meeting.day, Meeting.id)):
        if MeetingState(meeting.state) in agenda.ENDED:
            continue
        body = act.session.get_one(Body, meeting.body_id)
        items = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
        for item in act.session.scalars(items):
            if item.kind == ItemKind.RESOLUTION:
                words = _("{meeting}, point {n} : {title}").format(
                    meeting=title_of(act, meeting), n=item.position + 1, title=item.title
                )
                yield Place(item.id, words, BodyKind(body.kind))


def _place(act: Act, item_id: int | None) -> tuple[AgendaItem | None, Meeting | None]:
    if item_id is None:
        return None, None
    item = act.session.get_one(AgendaItem, item_id)
    return item, act.session.get_one(Meeting, item.meeting_id)


def _electorate(act: Act, new: NewElection, meeting: Meeting | None) -> tuple[ElectorateOf, int | None]:
    """Who votes: the meeting says it, unless one team does."""
    if new.electorate_of is ElectorateOf.TEAM:
        if new.team_id is None:
            raise RuleBroken("PROC-01", _("Choisissez l’équipe qui vote."))
        return ElectorateOf.TEAM, None
    if meeting is None:
        if new.electorate_of is ElectorateOf.BODY and new.body_id is None:
            raise RuleBroken("PROC-01", _("Choisissez l’instance qui vote."))
        return new.electorate_of, new.body_id
    general = act.session.get_one(Body, meeting.body_id).kind == BodyKind.GENERAL_ASSEMBLY
    return (ElectorateOf.ASSEMBLY, None) if general else (ElectorateOf.BODY, meeting.body_id)


def _check_item(act: Act, item: AgendaItem, meeting: Meeting, occasion: Occasion) -> None:
    """A point to vote on; off the agenda only to replace who was removed there (AGD-05, REM-01)."""
    agenda.check_not_ended(MeetingState(meeting.state))
    agenda.check_holds_resolutions(ItemKind(item.kind))
    if not item.added_after_call:
        return
    replaces = occasion is Occasion.REPLACEMENT
    body = BodyKind(act.session.get_one(Body, meeting.body_id).kind)
    agenda.check_votable(True, OffAgenda.REPLACEMENT if replaces else None, terms_for(act, meeting).form, body)
    if replaces and not _removal_was_voted(act, meeting.id):
        raise RuleBroken(
            "REM-01",
            _(
                "Aucune révocation n’a été votée dans cette réunion : inscrivez l’élection à l’ordre du jour d’une "
                "autre."
            ),
        )


def _removal_was_voted(act: Act, meeting_id: int) -> bool:
    removals = act.session.scalars(
        select(Resolution.id)
        .join(AgendaItem, Resolution.item_id == AgendaItem.id)
        .where(AgendaItem.meeting_id == meeting_id, Resolution.off_agenda == OffAgenda.REMOVAL.value)
    )
    votes = decided(act)
    return any(id_ in votes and votes[id_].adopted for id_ in removals)


def _check_way(setting: Setting, method: str, way: Way) -> None:
    if way not in defaults.ways_for(setting, method):
        raise RuleBroken(
            "VOT-16",
            _(
                "Cette façon de voter ne va pas avec cette élection : le scrutin doit être secret, ou se dire à voix "
                "haute."
            ),
        )


def _check_ratified(ratified: bool, meeting: Meeting | None) -> None:
    if ratified and meeting is None:
        raise RuleBroken("PROC-01", _("La ratification se vote en réunion : rattachez l’élection à un point."))


def kind_of(act: Act, row: Election) -> PostKind | None:
    """The kind of the post that an election fills."""
    return post_of(act, row.post_id).kind if row.post_id is not None else None
