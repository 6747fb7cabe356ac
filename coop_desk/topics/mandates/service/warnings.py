"""What waits in the register of mandates: for the start page, and for the checks of the file."""

from dataclasses import dataclass
from datetime import date

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.rulebook import rule
from coop_desk.core.words import listed, long_day
from coop_desk.topics.mandates.records import PostKind, PostLine, StepKind
from coop_desk.topics.mandates.rules import posts as post_rules
from coop_desk.topics.mandates.service.posts import associates_at_year_end, needs_supervisory_board, posts_at
from coop_desk.topics.mandates.service.reading import known_mandates, mandate_lines, mandates_at
from coop_desk.topics.mandates.service.register import steps_of
from coop_desk.topics.mandates.service.titles import untied
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import known_identity, profile_at

COOPTATION_MONTHS = 3
_SAID_ELSEWHERE = frozenset({StepKind.DECIDE_TITLE})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do about mandates: what, why, by when, and the mandate that settles it if there is one."""

    key: str
    what: str
    why: str
    due: date | None
    mandate_id: int | None = None


def waiting(act: Act) -> list[Waiting]:
    """Everything that waits today, in no order."""
    if known_identity(act, act.today) is None:
        return []
    return [*_steps(act), *_seats(act), *_supervisory_board(act), *_untied(act)]


def _steps(act: Act) -> list[Waiting]:
    found = []
    known = known_mandates(act)
    for line in mandate_lines(act):
        for step in steps_of(act, known[line.id], line):
            if step.kind in _SAID_ELSEWHERE:
                continue
            what = _("{post}, {name} : {what}").format(post=line.post, name=line.name, what=_lower(step.words))
            found.append(Waiting(f"mandate:{line.id}:{step.kind}", what, rule(step.rule).words, step.due, line.id))
    return found


def _seats(act: Act) -> list[Waiting]:
    found = []
    for post in posts_at(act, act.today):
        if not post.vacant or (post.kind is PostKind.ROLE and not post.held):
            continue
        if not any(line.post_id == post.id for line in mandate_lines(act)):
            continue  # nobody was ever said to hold it: told as a title without mandate, or as a post to fill
        what = ngettext("Pourvoir {n} siège : {post}", "Pourvoir {n} sièges : {post}", post.vacant)
        why, due = _vacancy(act, post)
        found.append(Waiting(f"vacant:{post.id}", what.format(n=post.vacant, post=post.name), why, due))
    return found


def _vacancy(act: Act, post: PostLine) -> tuple[str, date | None]:
    """Why a seat must be filled, and by when: a board of an SA below its size must act (SA-05)."""
    profile = profile_at(act, act.today)
    since = max(
        (line.ended_on for line in mandate_lines(act) if line.post_id == post.id and line.ended_on), default=None
    )
    size = post_rules.size_of(post.kind, profile)
    if profile.form is Form.SA and post.kind in post_rules.COOPTING and size is not None and since is not None:
        if post.held < post_rules.legal_least(post.kind, profile.form):
            return _("Moins que le minimum légal : convoquez aussitôt l’assemblée (SA-05)."), since
        if post.held < size[0]:
            due = add_months(since, COOPTATION_MONTHS)
            return _("Moins que le minimum des statuts : cooptez dans les trois mois (SA-05)."), due
    if since is not None:
        return _("Vacant depuis le {day}").format(day=long_day(since)), None
    return _("Jamais pourvu"), None


def _supervisory_board(act: Act) -> list[Waiting]:
    """Above twenty associates at the last year end, a supervisory board is compulsory (SARL-04, SAS-02)."""
    profile = profile_at(act, act.today)
    held = any(line.kind is PostKind.SUPERVISORY for line in mandates_at(act, act.today))
    if held or not needs_supervisory_board(act, profile):
        return []
    why = _("{n} associés à la dernière clôture : au-delà de {most}, il est obligatoire ({rule}).").format(
        n=associates_at_year_end(act),
        most=profile.number("supervisory_board_required"),
        rule=post_rules.size_rule(PostKind.SUPERVISORY, profile.form),
    )
    return [Waiting("supervisory_board", _("Élire un conseil de surveillance"), why, None)]


def _untied(act: Act) -> list[Waiting]:
    names = [one.name for one in untied(act) if one.mandate_id is None]
    if not names:
        return []
    why = _("{names} : le titre est tenu, aucun mandat ne l’explique.").format(names=listed(names))
    return [Waiting("untied", _("Reprendre les mandats en cours"), why, None)]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
