"""The list of leaders on a day, and the sheet of one mandate, as files."""

from datetime import date

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, ngettext
from coop_desk.core.rights import Right
from coop_desk.topics.mandates.records import LeaderLine, LeadersList, PostKind
from coop_desk.topics.mandates.service.posts import posts_at
from coop_desk.topics.mandates.service.reading import known_mandate, mandates_at
from coop_desk.topics.mandates.service.register import card_of
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.MANDATES_READ, N_("Impression de la liste des dirigeants"))
def leaders_pdf(act: Act, day: date | None = None) -> bytes:
    """Print who leads the co-operative on a day, today by default: roles of circles are left out."""
    from coop_desk.topics.mandates import document

    on = day or act.today
    return document.leaders_pdf(leaders_list(act, on), letterhead_at(act, on))


def leaders_list(act: Act, on: date) -> LeadersList:
    """Who leads the co-operative on a day, by post, and the seats then vacant."""
    posts = {post.id: post for post in posts_at(act, on) if post.kind is not PostKind.ROLE}
    return LeadersList(
        on,
        tuple(
            LeaderLine(line.post, line.name, line.called, line.starts_on, line.until_words, line.because)
            for line in mandates_at(act, on)
            if line.kind is not PostKind.ROLE
        ),
        tuple(
            ngettext("{post} : {n} siège vacant.", "{post} : {n} sièges vacants.", p.vacant).format(
                post=p.name, n=p.vacant
            )
            for p in posts.values()
            if p.vacant and p.opened_on <= on
        ),
    )


@query(Right.MANDATES_READ, N_("Impression d’un mandat"))
def mandate_pdf(act: Act, mandate_id: int) -> bytes:
    """Print the sheet of one mandate."""
    from coop_desk.topics.mandates import document

    return document.mandate_pdf(card_of(act, known_mandate(act, mandate_id)), letterhead_at(act, act.today))
