"""Who stands: the sheet of each candidate, sent with the call or kept at the seat (DOC-05)."""

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed, long_day
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.topics.elections.document.records import CandidateSheets
from coop_desk.topics.elections.records import CandidacyLine


def candidates_pdf(record: CandidateSheets, head: Letterhead) -> bytes:
    """Print the sheets of the candidates."""
    seats = ngettext("{n} siège à pourvoir", "{n} sièges à pourvoir", record.seats).format(n=integer(record.seats))
    parts: tuple[Part, ...] = (
        text.title(_("Candidatures")),
        text.subtitle(" · ".join(one for one in (record.title, record.place, seats) if one)),
        *candidate_parts(record.candidacies),
    )
    return build(Sheet(head, _("Candidatures : {title}").format(title=record.title), parts))


def candidate_parts(candidacies: tuple[CandidacyLine, ...]) -> tuple[Part, ...]:
    """Present each candidate, in the order given: also used inside a notice."""
    if not candidacies:
        return (text.text(_("Aucune candidature reçue.")),)
    return tuple(part for one in candidacies for part in _candidate(one))


def _candidate(one: CandidacyLine) -> tuple[Part, ...]:
    sheet = one.sheet
    facts = (
        (_("Âge"), ngettext("{n} an", "{n} ans", sheet.age).format(n=sheet.age) if sheet.age is not None else ""),
        (_("Dans l’entreprise"), listed(sheet.posts) or (_("Salarié") if sheet.employed else _("Associé extérieur"))),
        (_("Références"), sheet.profession),
        (_("Activités depuis cinq ans"), sheet.five_years),
        (_("Parts sociales"), integer(sheet.shares)),
        (_("Liste"), _("{name}, rang {n}").format(name=one.list_name, n=one.list_rank) if one.list_name else ""),
        (_("Candidature reçue"), _("le {day}").format(day=long_day(one.received_on))),
    )
    shown = tuple((name, words) for name, words in facts if words)
    parts: list[Part] = [together(text.heading(one.ballot_name), tables.facts(shown))]
    if sheet.motives:
        parts.append(text.text(_("Motifs de la candidature :")))
        parts += [text.quoted(line.words) for line in text.paragraphs(sheet.motives)]
    return tuple(parts)
