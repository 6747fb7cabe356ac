"""Who hands a role over: the holder before, whoever held the post it came from, else a buddy, else nobody."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.service import mandates_at
from coop_desk.topics.roles.handover.model import BuddyPair
from coop_desk.topics.roles.handover.records import Giver, GiverKind
from coop_desk.topics.roles.model import Mission
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.seats.records import RoleMandateLine
from coop_desk.topics.roles.seats.service.reading import role_mandates

WITHIN_REACH = timedelta(days=62)
"""A holder whose term ended this long ago may still hand over."""


def holder_before(act: Act, line: RoleMandateLine) -> RoleMandateLine | None:
    """Who held the same seat last before a mandate."""
    before = [
        one
        for one in role_mandates(act)
        if (one.role_id, one.seat) == (line.role_id, line.seat)
        and one.id != line.id and one.held and one.starts_on < line.starts_on
    ]  # fmt: skip
    return max(before, key=lambda one: (one.ends_on, one.id), default=None)


def giver_for(act: Act, role: RoleLine, line: RoleMandateLine, begins: date) -> Giver:
    """Who can hand over to the holder of a mandate, from the day the accompaniment begins."""
    before = holder_before(act, line)
    if before is not None and (before.ends_on >= begins or (not _broken(before) and _near(before, begins))):
        held = _("Titulaire jusqu’au {day}.").format(day=long_day(before.ends_on))
        return Giver(GiverKind.HOLDER, before.person_id, before.name, held)
    if before is None and (of_post := _holder_of_post(act, role, line, begins)):
        return of_post
    gone = why_gone(before, role)
    found = next(_buddies(act, role, line, begins), None)
    if found is None:
        return Giver(GiverKind.NOBODY, because=gone)
    who, as_what = found
    said = _("{gone} {name}, {why}, transmet à sa place.")
    name = people_by_id(act.session)[PersonId(who)]
    return Giver(GiverKind.BUDDY, who, name, said.format(gone=gone, name=name, why=as_what))


def _broken(line: RoleMandateLine) -> bool:
    return line.ends_on < line.term_on


def _near(before: RoleMandateLine, begins: date) -> bool:
    return begins - before.ends_on <= WITHIN_REACH


def why_gone(before: RoleMandateLine | None, role: RoleLine) -> str:
    """Why the holder before does not hand over."""
    if before is None:
        return _("Personne n’a encore tenu ce siège de « {role} ».").format(role=role.name)
    return _("{name} a quitté « {role} » le {day}.").format(
        name=before.name, role=role.name, day=long_day(before.ends_on)
    )


def _holder_of_post(act: Act, role: RoleLine, line: RoleMandateLine, begins: date) -> Giver | None:
    """Whoever holds the post that the missions of the role were part of."""
    wanted = select(Mission.post_id).where(Mission.id.in_(role.sheet.missions), Mission.post_id.is_not(None))
    for post in dict.fromkeys(act.session.scalars(wanted.order_by(Mission.id))):
        held = [one for one in mandates_at(act, min(begins, act.today), post) if one.person_id != line.person_id]
        if held:
            because = _("Ces missions étaient à sa fonction, « {post} », avant leur partage.").format(post=held[0].post)
            return Giver(GiverKind.POST, held[0].person_id, held[0].name, because)
    return None


def _buddies(act: Act, role: RoleLine, line: RoleMandateLine, day: date) -> Iterator[tuple[int, str]]:
    """Who knows the role beside its holder, and why: another seat, a pair, a stand-in."""
    for one in role_mandates(act):
        if one.role_id == role.id and one.person_id != line.person_id and one.runs_on(day):
            yield one.person_id, _("qui tient un autre siège")
    for pair in act.session.scalars(select(BuddyPair).where(BuddyPair.role_id == role.id).order_by(BuddyPair.id)):
        if pair.starts_on <= day and (pair.ends_on is None or day <= pair.ends_on):
            for who in (pair.one_id, pair.buddy_id):
                if who != line.person_id:
                    yield who, _("en binôme sur ce rôle")
    for deputy in role.deputies:
        if deputy.person_id != line.person_id:
            yield deputy.person_id, _("à la suppléance de ce rôle")
