"""The convocation of one person: the letter, the draft resolutions, then the forms."""

from collections.abc import Sequence

from coop_desk.core.i18n import _
from coop_desk.core.words import full_day, long_day
from coop_desk.paper import signatures, text
from coop_desk.paper.sheet import Part, Sheet, build, build_all, together
from coop_desk.topics.assemblies.rules.oppositions import may_be_opposed, share_words
from coop_desk.topics.convening.document.forms import correspondence_form, proxy_form, request_form
from coop_desk.topics.convening.document.occasion import Addressee, Occasion, agenda, document_name, subtitle
from coop_desk.topics.convening.rules.means import Means
from coop_desk.topics.elections.document.people import candidate_parts


def print_convocation(occasion: Occasion, to: Addressee) -> bytes:
    """Print the convocation of one person with the forms that go with it."""
    return build(_convocation(occasion, to))


def print_convocations(occasion: Occasion, people: Sequence[Addressee]) -> bytes:
    """Print the convocations of everybody in one file, each with its own page numbers."""
    name = _("Convocations – {title}").format(title=occasion.meeting.title)
    return build_all([_convocation(occasion, to) for to in people], name)


def _convocation(occasion: Occasion, to: Addressee) -> Sheet:
    parts = [
        *_letter(occasion, to),
        *_drafts(occasion),
        *_elections(occasion),
        *(proxy_form(occasion, to) if occasion.is_assembly else ()),
        *(correspondence_form(occasion, to) if occasion.correspondence_until else ()),
        *(request_form(occasion, to) if occasion.is_assembly and occasion.meeting.form == "SA" else ()),
    ]
    name = document_name(occasion, _("Convocation"))
    return Sheet(occasion.head, name, tuple(parts), address=to.lines)


def _letter(occasion: Occasion, to: Addressee) -> list[Part]:
    meeting = occasion.meeting
    subject = _("Objet : convocation – {title}").format(title=meeting.title)
    if meeting.call_number > 1:
        subject = _("Objet : deuxième convocation – {title}").format(title=meeting.title)
    parts: list[Part] = []
    if to.means is not Means.LETTER:
        parts.append(text.text(text.Strong(_mention(to.means)), follows=True))
    parts += [
        text.text(_("Le {day}").format(day=long_day(occasion.printed_on)), align="right"),
        text.text(text.Strong(subject)),
        text.text(_("{title},").format(title=to.title or _("Madame, Monsieur"))),
        text.text(occasion.opening),
        *agenda(occasion, with_resolutions=False),
        *([text.text(occasion.second_call)] if occasion.second_call else []),
        *_taking_part(occasion),
        together(text.text(occasion.closing), signatures.signatures(*occasion.signatories)),
        *_joined(occasion),
    ]
    return parts


def _mention(means: Means) -> str:
    return {
        Means.REGISTERED: _("Lettre recommandée avec avis de réception"),
        Means.EMAIL: _("Par courriel"),
        Means.HAND: _("Remise en main propre contre décharge"),
    }[means]


def _taking_part(occasion: Occasion) -> list[Part]:
    if not occasion.is_assembly:
        return []
    by_form = ""
    if occasion.correspondence_until:
        by_form = _(
            " Vous pouvez aussi voter par correspondance, au moyen du formulaire joint, "
            "qui doit parvenir à la société au plus tard le {day}."
        ).format(day=full_day(occasion.correspondence_until))
    voices = _("Chaque associé dispose d’une voix.")
    if occasion.scaled_votes:
        voices = _(
            "Chaque associé salarié dispose d’une voix ; les associés extérieurs ont des voix en proportion de leur "
            "capital, comme le prévoient les statuts."
        )
    sentence = _(
        "Si vous ne pouvez pas être présent, vous pouvez vous faire représenter "
        "par un autre associé, au moyen du formulaire de pouvoir joint."
    )
    questions = _(
        "Dès la réception de cette lettre et jusqu’au jour de l’assemblée, vous pouvez poser des questions par écrit, "
        "par lettre ou par courriel adressé à la société, ou depuis votre accès au dossier de la coopérative, si vous "
        "en avez un, à la page Assemblées : {leaders} y répondra au cours de l’assemblée. Les documents qui "
        "doivent être communiqués aux associés sont tenus à votre disposition au siège social."
    ).format(leaders=occasion.leaders)
    parts: list[Part] = [text.text(f"{voices} {sentence}{by_form}"), text.text(questions)]
    return [*parts, text.text(_at_a_distance(occasion))] if occasion.meeting.without_room else parts


def _at_a_distance(occasion: Occasion) -> str:
    """Say that there is no room, and how shareholders may oppose it (VOT-13)."""
    meeting = occasion.meeting
    said = _("Cette assemblée se tient entièrement à distance, sans lieu de réunion, comme le prévoient les statuts.")
    if not may_be_opposed(meeting.form, meeting.kind):
        return said
    how = _(
        "Des actionnaires qui détiennent ensemble au moins {share} du capital peuvent s’y opposer : chacun l’écrit "
        "à la société, par lettre ou par courriel, avant l’assemblée. Une assemblée est alors convoquée dans un lieu."
    ).format(share=share_words(meeting.day))
    return f"{said} {how}"


def _joined(occasion: Occasion) -> list[Part]:
    joined = []
    if occasion.resolutions:
        joined.append(_("texte des projets de résolutions"))
    if occasion.elections:
        joined.append(_("règles des élections et fiches des candidats"))
    if occasion.is_assembly:
        joined.append(_("formulaire de pouvoir"))
    if occasion.correspondence_until:
        joined.append(_("formulaire de vote par correspondance"))
    if occasion.is_assembly and occasion.meeting.form == "SA":
        joined.append(_("formule de demande de documents"))
    joined += occasion.documents
    if not joined:
        return []
    return [text.small(_("Pièces jointes : {titles}.").format(titles=", ".join(joined)))]


def _drafts(occasion: Occasion) -> list[Part]:
    if not occasion.resolutions:
        return []
    parts: list[Part] = [
        text.NewPage(),
        text.title(_("Projets de résolutions")),
        text.subtitle(subtitle(occasion)),
    ]
    for resolution in occasion.resolutions:
        head = _("Résolution n° {n} – {title}").format(n=resolution.number, title=resolution.title)
        parts.append(text.heading(head))
        parts += [text.quoted(part.words) for part in text.paragraphs(resolution.text)]
        parts.append(text.small(f"{resolution.kind_words}. {resolution.rule_words}"))
    return parts


def _elections(occasion: Occasion) -> list[Part]:
    """The rules of each election, and the sheet of each candidate (DOC-05)."""
    if not occasion.elections:
        return []
    parts: list[Part] = [text.NewPage(), text.title(_("Élections")), text.subtitle(subtitle(occasion))]
    for election in occasion.elections:
        head = election.title
        if election.item_number is not None:
            head = _("Point {n} – {title}").format(n=election.item_number, title=election.title)
        parts.append(text.heading(head))
        parts += [text.text(words) for words in election.sentences]
        if election.until:
            parts.append(text.text(election.until))
        if election.candidates:
            parts += candidate_parts(election.candidates)
    return parts
