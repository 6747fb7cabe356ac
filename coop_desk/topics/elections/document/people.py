"""Who stands: the sheet of each candidate, sent with the call or kept at the seat (DOC-05)."""

from collections.abc import Sequence

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.topics.elections.document.records import CandidateSheets
from coop_desk.topics.elections.rules.wording import Facts, candidate_lines


def candidates_pdf(record: CandidateSheets, head: Letterhead) -> bytes:
    """Print the sheets of the candidates."""
    seats = ngettext("{n} siège à pourvoir", "{n} sièges à pourvoir", record.seats).format(n=integer(record.seats))
    parts: tuple[Part, ...] = (
        text.title(_("Candidatures")),
        text.subtitle(" · ".join(one for one in (record.title, record.place, seats) if one)),
        *candidate_parts([(one.ballot_name, candidate_lines(one)) for one in record.candidacies]),
    )
    return build(Sheet(head, _("Candidatures : {title}").format(title=record.title), parts))


def candidate_parts(candidates: Sequence[tuple[str, Facts]]) -> tuple[Part, ...]:
    """Present each candidate by name and lines, in the order given: on their own sheet and inside the call."""
    if not candidates:
        return (text.text(_("Aucune candidature reçue.")),)
    return tuple(together(text.subheading(name), tables.facts(lines), text.Gap(1.5)) for name, lines in candidates)
