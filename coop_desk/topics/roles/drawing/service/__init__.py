"""The verbs of a draw: freeze the list, read the sources, note each answer, print the sheet."""

from coop_desk.topics.roles.drawing.service.drawing import (
    answer_draw,
    freeze_draw,
    give_up_draw,
    note_drawn,
    read_sources,
)
from coop_desk.topics.roles.drawing.service.printing import draw_pdf
from coop_desk.topics.roles.drawing.service.reading import draws_at, draws_for_roles

__all__ = [
    "answer_draw",
    "draw_pdf",
    "draws_at",
    "draws_for_roles",
    "freeze_draw",
    "give_up_draw",
    "note_drawn",
    "read_sources",
]
