"""The verbs of mandates: what pages call with a desk, and what other topics call with their act."""

from coop_desk.topics.mandates.service.decisions import quoted
from coop_desk.topics.mandates.service.eligibility import faults_of, staying_at
from coop_desk.topics.mandates.service.ending import (
    break_off,
    cancel_entry,
    end_mandate,
    mark_mistaken,
    ratify,
    remove,
    when_ended,
)
from coop_desk.topics.mandates.service.following import (
    decide_title,
    declare_directorships,
    end_left_title,
    mark_registered,
    receive_papers,
    state_contract,
)
from coop_desk.topics.mandates.service.opening import (
    adopted_resolutions,
    coopt,
    open_dated_mandate,
    open_mandates,
    seats_to_coopt,
    take_over,
    when_opened,
)
from coop_desk.topics.mandates.service.posts import (
    change_post,
    close_post,
    lay_posts,
    open_post,
    open_role_post,
    post_of,
    posts,
    posts_are_missing,
    posts_at,
)
from coop_desk.topics.mandates.service.printing import leaders_pdf, mandate_pdf
from coop_desk.topics.mandates.service.reading import leaders_at, mandate_lines, mandates_at
from coop_desk.topics.mandates.service.register import mandate, mandates, own_mandates, search
from coop_desk.topics.mandates.service.terms import end_terms
from coop_desk.topics.mandates.service.verifying import verify_mandates
from coop_desk.topics.mandates.service.warnings import waiting

__all__ = [
    "adopted_resolutions",
    "break_off",
    "cancel_entry",
    "change_post",
    "close_post",
    "coopt",
    "decide_title",
    "declare_directorships",
    "end_left_title",
    "end_mandate",
    "end_terms",
    "faults_of",
    "lay_posts",
    "leaders_at",
    "leaders_pdf",
    "mandate",
    "mandate_lines",
    "mandate_pdf",
    "mandates",
    "mandates_at",
    "mark_mistaken",
    "mark_registered",
    "open_dated_mandate",
    "open_mandates",
    "open_post",
    "open_role_post",
    "own_mandates",
    "post_of",
    "posts",
    "posts_are_missing",
    "posts_at",
    "quoted",
    "ratify",
    "receive_papers",
    "remove",
    "search",
    "seats_to_coopt",
    "state_contract",
    "staying_at",
    "take_over",
    "verify_mandates",
    "waiting",
    "when_ended",
    "when_opened",
]
