"""The verbs of roles: read who does what, share a post, adopt sheets, name deputies, say who decides what."""

from coop_desk.topics.roles.service.matters import end_matter, matters, record_matter
from coop_desk.topics.roles.service.poles import (
    change_pole,
    close_mission,
    close_pole,
    note_missions,
    open_pole,
)
from coop_desk.topics.roles.service.printing import role_pdf, who_decides_pdf, who_does_what_pdf
from coop_desk.topics.roles.service.reading import (
    clashes,
    deputies_of,
    missions,
    poles,
    role_versions,
    roles,
    roles_at,
    search,
    sheet_at,
)
from coop_desk.topics.roles.service.recording import (
    adopt_sheet,
    declare_incompatible,
    end_deputy,
    end_incompatible,
    incompatibilities,
    name_deputy,
    open_role,
)
from coop_desk.topics.roles.service.sharing import posts_to_share, share_post

__all__ = [
    "adopt_sheet",
    "change_pole",
    "clashes",
    "close_mission",
    "close_pole",
    "declare_incompatible",
    "deputies_of",
    "end_deputy",
    "end_incompatible",
    "end_matter",
    "incompatibilities",
    "matters",
    "missions",
    "name_deputy",
    "note_missions",
    "open_pole",
    "open_role",
    "poles",
    "posts_to_share",
    "record_matter",
    "role_pdf",
    "role_versions",
    "roles",
    "roles_at",
    "search",
    "share_post",
    "sheet_at",
    "who_decides_pdf",
    "who_does_what_pdf",
]
