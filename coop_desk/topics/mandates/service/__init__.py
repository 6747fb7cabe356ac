"""The verbs of mandates: what pages call with a desk, and what other topics call with their act."""

from coop_desk.topics.mandates.service.eligibility import faults_of, staying_at
from coop_desk.topics.mandates.service.opening import coopt, open_mandates, take_over
from coop_desk.topics.mandates.service.posts import (
    change_post,
    close_post,
    lay_posts,
    open_post,
    post_of,
    posts,
    posts_are_missing,
    posts_at,
)
from coop_desk.topics.mandates.service.reading import mandate_lines, mandates_at

__all__ = [
    "change_post",
    "close_post",
    "coopt",
    "faults_of",
    "lay_posts",
    "mandate_lines",
    "mandates_at",
    "open_mandates",
    "open_post",
    "post_of",
    "posts",
    "posts_are_missing",
    "posts_at",
    "staying_at",
    "take_over",
]
