"""What somebody approves in the program, and who else may: by the rights of titles and delegations, never by a name."""

from datetime import date

from coop_desk.core.actions import Act
from coop_desk.core.grants import carried_rights, people_by_id, running_grants
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import WORDS, Right
from coop_desk.core.words import fold
from coop_desk.topics.roles.cover.records import Approval
from coop_desk.topics.roles.cover.rules.presence import is_away
from coop_desk.topics.roles.cover.service.absences import away_between
from coop_desk.topics.roles.cover.service.opening import working_days

APPROVALS = (
    Right.LEAVE_DECIDE, Right.PAY_PREPARE, Right.PAY_VALIDATE, Right.PAY_EXPORT, Right.MEETINGS_RUN,
    Right.ELECTIONS_RUN, Right.MINUTES_SEAL, Right.SHARES_RECORD, Right.MEMBERS_RECORD, Right.MANDATES_RECORD,
    Right.ROLES_RECORD, Right.GRANTS_GIVE, Right.ACCOUNTS_KEEP, Right.FILE_KEEP,
)  # fmt: skip
"""Rights by which something is decided or done that others wait for."""


def approvals_of(act: Act, person_id: PersonId, first: date, last: date) -> tuple[Approval, ...]:
    """What somebody approves, over everyone, and who else may between two days; what is blocked first."""
    names, away, days = people_by_id(act.session), away_between(act, first, last), working_days(act, first, last)
    found = []
    for right in APPROVALS:
        able = _holders(act, right, first)
        if person_id not in able:
            continue
        out = {who for who in able if days and all(is_away(away.get(who, ()), day) for day in days)}
        others = sorted((names[who] for who in able - out - {person_id}), key=fold)
        gone = sorted((names[who] for who in out - {person_id}), key=fold)
        found.append(Approval(_(WORDS[right]), tuple(others), tuple(gone)))
    return tuple(sorted(found, key=lambda one: not one.blocked))


def _holders(act: Act, right: Right, day: date) -> set[PersonId]:
    """Whoever holds a right over everyone on a day, by a title or a delegation."""
    titles = {line.title_id for line in carried_rights(act.session) if line.right == right and line.everyone}
    return {
        grant.holder_id
        for grant in running_grants(act.session, day)
        if grant.over is None and (grant.title_id in titles or grant.right == right)
    }
