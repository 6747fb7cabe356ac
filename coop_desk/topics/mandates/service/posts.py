"""The posts of the co-operative: those its form and its statutes ask for, and those it adds."""

from collections import Counter
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query, read_once
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import Title, holders_of
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies.model import Body
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.assemblies.service.bodies import body_name
from coop_desk.topics.mandates.model import Post
from coop_desk.topics.mandates.records import PostKind, PostLine
from coop_desk.topics.mandates.rules import posts as rules
from coop_desk.topics.mandates.rules.terms import ends_with_assembly
from coop_desk.topics.mandates.service.reading import mandates_at
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.statutes.profile import Profile
from coop_desk.topics.statutes.service import known_identity, profile_at

MANAGEMENT = "manager"
_BODIES = {PostKind.DIRECTOR: BodyKind.BOARD, PostKind.SUPERVISORY: BodyKind.SUPERVISORY_BOARD}


def posts_at(act: Act, day: date) -> list[PostLine]:
    """The posts open on a day, those of the statutes first; an act that may write opens those still missing."""
    if not act.session.reading:
        lay_missing(act)
    rows = act.session.scalars(select(Post).order_by(Post.id))
    held = Counter(line.post_id for line in mandates_at(act, day))
    return [_line(act, row, held[row.id]) for row in rows if row.closed_on is None or row.closed_on > day]


def post_of(act: Act, post_id: int) -> PostLine:
    """One post as it stands today."""
    return _line(act, act.session.get_one(Post, post_id), len(mandates_at(act, act.today, post_id)))


def _line(act: Act, row: Post, held: int) -> PostLine:
    title = _titles(act).get(row.title_id or 0)
    kind = PostKind(row.kind)
    return PostLine(
        id=row.id,
        kind=kind,
        name=row.name,
        seats=row.seats,
        held=held,
        term_months=row.term_months,
        until_assembly=ends_with_assembly(kind),
        title_code=title.code if title else "",
        title=title.name if title else "",
        body_id=row.body_id,
        body=body_name(act.session.get_one(Body, row.body_id)) if row.body_id is not None else "",
        team_id=row.team_id,
        paid=row.paid,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
    )


@read_once
def _titles(act: Act) -> dict[int, Title]:
    return {title.id: title for title in act.session.scalars(select(Title))}


def missing(act: Act) -> list[rules.Expected]:
    """The posts the form and the statutes ask for that nobody opened yet; none before the set-up."""
    if known_identity(act, act.today) is None:
        return []
    profile = profile_at(act, act.today)
    known = {PostKind(kind) for kind in act.session.scalars(select(Post.kind).where(Post.closed_on.is_(None)))}
    wanted = list(rules.expected(profile, has_directoire=PostKind.DIRECTOIRE in known))
    if needs_supervisory_board(act, profile) and not any(one.kind is PostKind.SUPERVISORY for one in wanted):
        wanted.append(rules.supervisory_board(profile))
    return [one for one in wanted if one.kind not in known]


def needs_supervisory_board(act: Act, profile: Profile) -> bool:
    """Whether a supervisory board is compulsory by the associates of the last year end (SARL-04, SAS-02)."""
    from coop_desk.topics.mandates.rules.eligibility import supervisory_board_due

    return supervisory_board_due(profile, associates_at_year_end(act))


def associates_at_year_end(act: Act) -> int:
    """How many associates there were at the last end of a financial year, where the threshold is measured."""
    identity = known_identity(act, act.today)
    day = identity.last_year_end(act.today) if identity is not None else act.today
    return sum(found.category in ASSOCIATES for found in situations_at(act, day))


def lay_missing(act: Act) -> int:
    """Open the posts still missing, and say how many there were."""
    found = missing(act)
    for one in found:
        seats = max(one.seats, len(holders_of(act.session, MANAGEMENT, act.today))) if _several(one.kind) else one.seats
        title = MANAGEMENT if one.kind in rules.MANAGING else ""
        _open(act, one.kind, _(rules.KIND_WORDS[one.kind]), seats, one.term_months, title, one.paid, act.today)
    if found:
        act.session.flush()
        act.say(_("Fonctions ouvertes d’après la forme de la société et ses statuts."))
    return len(found)


def _several(kind: PostKind) -> bool:
    return kind is PostKind.MANAGER


def _open(
    act: Act, kind: PostKind, name: str, seats: int, term_months: int, title: str, paid: bool, opened_on: date,
    team_id: int | None = None, body_id: int | None = None,
) -> Post:  # fmt: skip
    row = Post(
        kind=kind.value, name=name.strip(), body_id=body_id or _body(act, kind, name), team_id=team_id, seats=seats,
        term_months=term_months, title_id=_title_id(act, title), paid=paid, opened_on=opened_on, closed_on=None,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    return row


def _body(act: Act, kind: PostKind, name: str) -> int | None:
    """The body whose seats the mandates open and close: the one there is, or made now."""
    if kind not in _BODIES:
        return None
    wanted = _BODIES[kind]
    found = act.session.scalar(select(Body).where(Body.kind == wanted.value, Body.closed_on.is_(None)))
    if found is None:
        found = Body(kind=wanted.value, name=name.strip(), team_id=None, closed_on=None)
        act.session.add(found)
        act.session.flush()
    return found.id


def _title_id(act: Act, code: str) -> int | None:
    if not code:
        return None
    title = act.session.scalar(select(Title).where(Title.code == code, Title.automatic.is_(False)))
    if title is None:
        raise RuleBroken("MAND-05", _("Choisissez un titre qui se donne, ou aucun."))
    return title.id


@query(Right.MANDATES_READ, N_("Consultation des fonctions"))
def posts(act: Act, day: date | None = None) -> list[PostLine]:
    """The posts open on a day, today by default."""
    return posts_at(act, day or act.today)


@query(Right.MANDATES_READ, N_("Consultation des fonctions qui manquent"))
def posts_are_missing(act: Act) -> bool:
    """Whether the form and the statutes ask for a post that nobody opened yet."""
    return bool(missing(act))


@action(Right.MANDATES_RECORD, Right.ELECTIONS_PREPARE, words=N_("Ouverture des fonctions prévues par les statuts"))
def lay_posts(act: Act) -> int:
    """Open the posts the form and the statutes ask for; twice changes nothing. Return how many were opened."""
    return lay_missing(act)


@action(Right.MANDATES_RECORD, N_("Ouverture d’une fonction"))
def open_post(
    act: Act, kind: PostKind, name: str, seats: int, term_months: int, *, title_code: str = "", paid: bool = False,
    team_id: int | None = None, body_id: int | None = None,
) -> int:  # fmt: skip
    """Open a post the co-op adds: a role of a circle, a supervisory board, a directoire; return its id."""
    rules.check_post(kind, name, seats, term_months, profile_at(act, act.today))
    rows = act.session.scalars(select(Post).where(Post.kind == kind.value, Post.closed_on.is_(None)))
    if kind is not PostKind.ROLE and next(iter(rows), None) is not None:
        raise RuleBroken("MAND-05", _("Cette fonction existe déjà : modifiez-la."))
    row = _open(act, kind, name, seats, term_months, title_code, paid, act.today, team_id, body_id)
    act.say(_("Fonction « {name} » ouverte.").format(name=row.name))
    return row.id


def open_role_post(act: Act, name: str, seats: int, term_months: int, title_code: str, opened_on: date) -> int:
    """Open the post of a role for a topic above; return its id (MAND-02, MAND-05)."""
    rules.check_post(PostKind.ROLE, name, seats, term_months, profile_at(act, act.today))
    return _open(act, PostKind.ROLE, name, seats, term_months, title_code, False, opened_on).id


@action(Right.MANDATES_RECORD, N_("Modification d’une fonction"))
def change_post(
    act: Act, post_id: int, *, name: str, seats: int, term_months: int, title_code: str = "", paid: bool = False
) -> None:
    """Change what a post is from now on: mandates under way keep their term."""
    row = act.session.get_one(Post, post_id)
    kind = PostKind(row.kind)
    rules.check_post(kind, name, seats, term_months, profile_at(act, act.today))
    held = len(mandates_at(act, act.today, row.id))
    if seats < held:
        raise RuleBroken("MAND-02", _("{n} personnes y siègent : il faut au moins autant de sièges.").format(n=held))
    row.name, row.seats, row.term_months, row.paid = name.strip(), seats, term_months, paid
    row.title_id = _title_id(act, title_code)
    act.say(_("Fonction « {name} » modifiée.").format(name=row.name))


@action(Right.MANDATES_RECORD, N_("Fermeture d’une fonction"))
def close_post(act: Act, post_id: int, on: date) -> None:
    """Close a post that nobody holds any more; its mandates stay in the register."""
    row = act.session.get_one(Post, post_id)
    if mandates_at(act, on, row.id):
        raise RuleBroken("MAND-05", _("Cette fonction est encore tenue : mettez d’abord fin à ses mandats."))
    row.closed_on = on
    act.say(_("Fonction « {name} » fermée le {day}.").format(name=row.name, day=long_day(on)))
