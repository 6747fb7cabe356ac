"""Mandates open: after an election, by co-optation, or taken over from the past."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import Grant
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import listed, long_day
from coop_desk.topics.assemblies.service import decision_lines
from coop_desk.topics.mandates.model import Mandate, Post
from coop_desk.topics.mandates.records import EventKind, Fault, MandateLine, Origin, Paper, PostKind
from coop_desk.topics.mandates.rules import posts as post_rules
from coop_desk.topics.mandates.rules import terms
from coop_desk.topics.mandates.service.decisions import decided_on, quoted
from coop_desk.topics.mandates.service.eligibility import faults_of, staying_at
from coop_desk.topics.mandates.service.posts import posts_at
from coop_desk.topics.mandates.service.reading import (
    Known,
    accounts_assemblies,
    known_mandate,
    line_of,
    mandate_lines,
)
from coop_desk.topics.mandates.service.seats import open_seat
from coop_desk.topics.mandates.service.titles import give_title, untied, write
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import identity_at, profile_at

Opened = Callable[[Act, int], None]
_followers: list[Opened] = []

COOPTED_AFTER = (EventKind.DIED, EventKind.RESIGNED, EventKind.DEEMED_RESIGNED)


def when_opened(follower: Opened) -> Opened:
    """Declare what a topic above does with each mandate that an election, a past decision or an undone end opened."""
    _followers.append(follower)
    return follower


def tell_opened(act: Act, mandate_id: int) -> None:
    """Let each topic above do what the opening of this mandate brings."""
    for follower in _followers:
        follower(act, mandate_id)


def open_mandates(
    act: Act,
    post_id: int,
    holder_ids: Iterable[int],
    *,
    starts_on: date,
    because: str,
    origin: Origin | str,
    resolution_id: int | None = None,
    election: int | None = None,
    term_months: int | None = None,
    replacing: Iterable[int] = (),
    received: Mapping[int, Iterable[Paper]] = MappingProxyType({}),
    directorships: Mapping[int, int] = MappingProxyType({}),
) -> list[int]:
    """Open a mandate for each of the elected, with its end (ELE-11), seat and title; return their ids.

    `received`: the papers each gave already (ELE-13). `directorships`: what each declared, this one included (SA-04).
    Raises RuleBroken with the first fault that forbids the body so composed (PROC-04).
    """
    holders, gone = tuple(dict.fromkeys(holder_ids)), tuple(replacing)
    faults = faults_of(act, post_id, holders, starts_on, gone, elected=True, directorships=directorships)
    check_free_of_faults(faults)
    post = act.session.get_one(Post, post_id)
    opened = []
    for holder in holders:
        mandate = _open(
            act, post, holder, starts_on=starts_on, because=because, origin=Origin(origin),
            resolution_id=resolution_id, election=election, term_months=term_months,
        )  # fmt: skip
        for paper in received.get(holder, ()):
            write(act, mandate, EventKind.PAPER, act.today, details={"paper": paper.value})
        if holder in directorships and PostKind(post.kind) is PostKind.DIRECTOR:
            write(act, mandate, EventKind.DIRECTORSHIPS, act.today, details={"count": directorships[holder]})
        opened.append(mandate)
        tell_opened(act, mandate)
    return opened


def open_dated_mandate(
    act: Act, post_id: int, holder_id: int, *, starts_on: date, ends_on: date, because: str, origin: Origin,
    resolution_id: int | None = None, replaces_id: int | None = None, rights_from: date | None = None,
) -> int:  # fmt: skip
    """Open a mandate of a role from a day to a day, for a topic above that looked at its rules; return its id.

    `rights_from`: the day the title begins, the first of the mandate when None.
    """
    post = act.session.get_one(Post, post_id)
    row = _write(
        act, post, holder_id, starts_on=starts_on, because=because, origin=origin, resolution_id=resolution_id,
        term_months=terms.months_of(starts_on, ends_on), replaces_id=replaces_id, ends_on=ends_on,
    )  # fmt: skip
    known = known_mandate(act, row.id)
    open_seat(act, known)
    give_title(act, row.id, rights_from)
    _say(act, known)
    return row.id


def check_free_of_faults(faults: Iterable[Fault]) -> None:
    """Raise the first fault that forbids; those that only warn pass."""
    for fault in faults:
        if fault.blocking:
            raise RuleBroken(fault.rule, fault.words)


def _open(
    act: Act, post: Post, holder_id: int, *, starts_on: date, because: str, origin: Origin,
    resolution_id: int | None = None, election: int | None = None, term_months: int | None = None,
    until_assembly_of: int | None = None, replaces_id: int | None = None, called: str = "",
) -> int:  # fmt: skip
    row = _write(
        act, post, holder_id, starts_on=starts_on, because=because, origin=origin, resolution_id=resolution_id,
        election=election, term_months=term_months, until_assembly_of=until_assembly_of, replaces_id=replaces_id,
        called=called,
    )  # fmt: skip
    known = known_mandate(act, row.id)
    open_seat(act, known)
    give_title(act, row.id)
    _say(act, known)
    return row.id


def _write(
    act: Act, post: Post, holder_id: int, *, starts_on: date, because: str, origin: Origin,
    resolution_id: int | None = None, election: int | None = None, term_months: int | None = None,
    until_assembly_of: int | None = None, replaces_id: int | None = None, called: str = "", ends_on: date | None = None,
) -> Mandate:  # fmt: skip
    kind, months = PostKind(post.kind), term_months or post.term_months
    with_assembly = terms.ends_with_assembly(kind)
    year = until_assembly_of or terms.last_year(starts_on, months)
    if until_assembly_of is not None:
        months = 12 * (until_assembly_of - starts_on.year)
    post_rules.check_term(
        kind, max(months, 12) if until_assembly_of else months, profile_at(act, starts_on),
        in_first_statutes=origin is Origin.APPOINTED,
    )  # fmt: skip
    row = Mandate(
        post_id=post.id,
        holder_id=holder_id,
        called=called.strip(),
        origin=origin.value,
        starts_on=starts_on,
        term_months=months,
        until_assembly_of=year if with_assembly else None,
        ends_on=None if with_assembly else ends_on or terms.last_day(starts_on, months),
        because=quoted(act, resolution_id, because),
        resolution_id=resolution_id,
        election=election,
        replaces_id=replaces_id,
        recorded_by_id=act.actor_id,
    )
    act.session.add(row)
    act.session.flush()
    return row


def _say(act: Act, known: Known) -> None:
    line = line_of(act, known)
    act.say(
        _("Mandat ouvert : {post}, {name}, à partir du {day}, {until}.").format(
            post=line.post, name=line.name, day=long_day(line.starts_on), until=line.until_words
        )
    )


@action(Right.MANDATES_RECORD, N_("Reprise d’un mandat en cours"))
def take_over(
    act: Act,
    post_id: int,
    holder_id: int,
    *,
    starts_on: date,
    because: str,
    until_assembly_of: int | None = None,
    term_months: int | None = None,
    resolution_id: int | None = None,
    appointed: bool = False,
    called: str = "",
    accepted_on: date | None = None,
    grant_id: int | None = None,
) -> int:
    """Write down a mandate that began before this is told, and tie the title already given; return its id.

    `appointed`: named in the first statutes (SA-01). The year of the assembly that ends it, or its term, must be told.
    """
    post = act.session.get_one(Post, post_id)
    if starts_on > act.today:
        raise RuleBroken("MAND-03", _("Ce mandat n’a pas commencé : passez par une élection ou une cooptation."))
    if terms.ends_with_assembly(PostKind(post.kind)):
        year = until_assembly_of or terms.last_year(starts_on, term_months or post.term_months)
        _check_still_runs(act, starts_on, year)
        until_assembly_of = year
    check_free_of_faults(faults_of(act, post_id, (holder_id,), act.today))
    if len(staying_at(act, post_id, act.today)) >= post.seats:
        raise RuleBroken(
            "MAND-02",
            _("Tous les sièges de « {name} » sont tenus : ajoutez un siège à la fonction, ou mettez fin à un mandat."
              ).format(name=post.name),
        )  # fmt: skip
    row = _write(
        act, post, holder_id, starts_on=starts_on, because=because,
        origin=_origin(act, starts_on, resolution_id, appointed=appointed), resolution_id=resolution_id,
        term_months=term_months, until_assembly_of=until_assembly_of, called=called,
    )  # fmt: skip
    known = known_mandate(act, row.id)
    open_seat(act, known)
    _tie(act, known, grant_id)
    if accepted_on is not None:
        write(
            act,
            row.id,
            EventKind.PAPER,
            accepted_on,
            details={"paper": Paper.ACCEPTANCE.value, "called": called.strip()},
        )
    _say(act, known)
    tell_opened(act, row.id)
    return row.id


def _origin(act: Act, starts_on: date, resolution_id: int | None, *, appointed: bool) -> Origin:
    """Elected when the resolution quoted was voted on the first day: papers and publication are then asked for."""
    if appointed:
        return Origin.APPOINTED
    elected = resolution_id is not None and decided_on(act, resolution_id) == starts_on
    return Origin.ELECTED if elected else Origin.TAKEN_OVER


def _check_still_runs(act: Act, starts_on: date, year: int) -> None:
    held = accounts_assemblies(act).get(year)
    over = year < act.today.year or (held is not None and held.closed)
    if over or year <= starts_on.year:
        raise RuleBroken(
            "ELE-11",
            _("Ce mandat a pris fin avec l’assemblée de {year} : vérifiez son début et sa durée.").format(year=year),
        )


def _tie(act: Act, known: Known, grant_id: int | None) -> None:
    """Tie the title the holder acts under already: the one chosen, or any that the post carries."""
    mine = [one for one in untied(act) if one.person_id == known.row.holder_id and one.mandate_id is None]
    if grant_id is not None and grant_id not in {one.grant_id for one in mine}:
        raise RuleBroken("MAND-06", _("Ce titre n’est pas celui de la personne, ou un mandat l’explique déjà."))
    wanted = next((one for one in mine if grant_id in (None, one.grant_id)), None)
    grant = act.session.get_one(Grant, wanted.grant_id) if wanted is not None else None
    if grant is not None and grant.title_id == known.post.title_id:
        day = max(known.row.starts_on, grant.starts_on)
        write(act, known.row.id, EventKind.TITLE, day, _("Le titre déjà tenu se poursuit."), grant_id=grant.id)
    else:
        give_title(act, known.row.id)


@action(Right.MANDATES_RECORD, N_("Cooptation par le conseil"))
def coopt(
    act: Act, post_id: int, holder_id: int, *, starts_on: date, because: str, replaces_id: int, called: str = ""
) -> int:
    """Write down whom the board co-opted after a death or a resignation, until the next assembly ratifies (SA-05)."""
    post = act.session.get_one(Post, post_id)
    replaced = known_mandate(act, replaces_id)
    _check_cooptation(act, post, replaced, starts_on)
    check_free_of_faults(faults_of(act, post_id, (holder_id,), starts_on, elected=True))
    return _open(
        act, post, holder_id, starts_on=starts_on, because=because, origin=Origin.COOPTED,
        until_assembly_of=replaced.row.until_assembly_of, replaces_id=replaces_id, called=called,
    )  # fmt: skip


def _check_cooptation(act: Act, post: Post, replaced: Known, starts_on: date) -> None:
    if PostKind(post.kind) not in post_rules.COOPTING or identity_at(act, starts_on).form is not Form.SA:
        raise RuleBroken("SA-05", _("Seul le conseil d’une société anonyme coopte un de ses membres."))
    if starts_on > act.today:
        raise RuleBroken("MAND-03", _("Cette cooptation n’a pas encore eu lieu : corrigez la date."))
    line = line_of(act, replaced)
    ended = line.ended_by in COOPTED_AFTER
    if replaced.row.post_id != post.id or not ended or line.ended_on is None or line.ended_on > starts_on:
        raise RuleBroken("SA-05", _("On coopte à un siège vacant par décès ou démission : choisissez lequel."))
    legal = post_rules.legal_least(PostKind(post.kind), identity_at(act, starts_on).form)
    left = staying_at(act, post.id, starts_on)
    if len(left) < legal:
        raise RuleBroken(
            "SA-05",
            _(
                "Il reste {n} membres, moins que le minimum légal de {least} : le conseil ne coopte plus, il convoque "
                "aussitôt l’assemblée ({names})."
            ).format(n=len(left), least=legal, names=listed([one.name for one in left]) or _("personne ne siège")),
        )


@query(Right.MANDATES_RECORD, N_("Consultation des sièges à coopter"))
def seats_to_coopt(act: Act) -> list[MandateLine]:
    """The mandates of boards of an SA ended by death or resignation whose seat nobody took since (SA-05)."""
    if identity_at(act, act.today).form is not Form.SA:
        return []
    lines = mandate_lines(act)
    taken = {line.replaces_id for line in lines}
    vacant = {post.id for post in posts_at(act, act.today) if post.vacant}
    return [
        line
        for line in lines
        if line.kind in post_rules.COOPTING and line.post_id in vacant and line.id not in taken
        and line.ended_by in COOPTED_AFTER and line.ended_on is not None and line.ended_on <= act.today
    ]  # fmt: skip


@query(Right.MANDATES_RECORD, N_("Consultation des résolutions à citer"))
def adopted_resolutions(act: Act) -> list[tuple[int, str]]:
    """The adopted resolutions in words, the latest first."""
    return [
        (
            line.resolution_id,
            _("{meeting}, n° {n} : {title}").format(meeting=line.meeting_title, n=line.number, title=line.title),
        )
        for line in decision_lines(act)
        if line.adopted
    ]
