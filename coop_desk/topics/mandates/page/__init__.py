"""Mandates on the screen: the register with its cards, and the posts."""

from coop_desk.topics.mandates.page.posts import PostsPage
from coop_desk.topics.mandates.page.register import MandatesPage

__all__ = ["MandatesPage", "PostsPage"]
