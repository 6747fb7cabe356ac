"""The papers of a call: convocation with its forms, agenda, attendance sheet, register of sendings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import NBSP, clock_time, day, full_day, integer, long_day
from coop_desk.paper import forms, signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, build_all, together
from coop_desk.paper.signatures import Signatory
from coop_desk.paper.tables import Column
from coop_desk.topics.assemblies.records import ItemFile, MeetingFacts, ResolutionFile
from coop_desk.topics.convening.records import SendingLine
from coop_desk.topics.convening.rules.means import Means


@dataclass(frozen=True, slots=True)
class Occasion:
    """What every paper of one meeting says: the meeting, its agenda, and how to take part."""

    head: Letterhead
    meeting: MeetingFacts
    assembly: str
    """What the meeting is called inside a sentence: assemblée générale ordinaire annuelle."""
    items: tuple[ItemFile, ...]
    resolutions: tuple[ResolutionFile, ...]
    documents: tuple[str, ...]
    opening: str
    second_call: str
    closing: str
    signatories: tuple[Signatory, ...]
    leaders: str
    """Who answers written questions, inside a sentence: la gérance."""
    printed_on: date
    max_proxies: int
    blank_proxies: bool
    correspondence_until: date | None
    """Last day a correspondence form may arrive; None when there is no such vote."""
    is_assembly: bool


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who a convocation is for: `title` is Madame, Monsieur or nothing."""

    name: str
    number: str
    title: str
    lines: tuple[str, ...]
    means: Means


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of an attendance sheet."""

    number: str
    name: str
    address: str
    shares: int
    votes: int
    holder: str


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """The attendance sheet to sign: people entitled on the day, their shares and votes (MEET-03, MEET-04)."""

    occasion: Occasion
    lines: tuple[SheetLine, ...]
    tellers: bool


@dataclass(frozen=True, slots=True)
class SendingRegister:
    """Everything sent for a meeting, cancelled lines included."""

    occasion: Occasion
    lines: tuple[SendingLine, ...]


def print_convocation(occasion: Occasion, to: Addressee) -> bytes:
    """Print the convocation of one person with the forms that go with it."""
    return build(_convocation(occasion, to))


def print_convocations(occasion: Occasion, people: Sequence[Addressee]) -> bytes:
    """Print the convocations of everybody in one file, each with its own page numbers."""
    name = _("Convocations – {title}").format(title=occasion.meeting.title)
    return build_all([_convocation(occasion, to) for to in people], name)


def print_agenda(occasion: Occasion) -> bytes:
    """Print the agenda alone, to put up or hand round."""
    parts = [
        text.title(_("Ordre du jour")),
        text.subtitle(_subtitle(occasion)),
        text.text(_("Lieu : {place}").format(place=occasion.meeting.place), follows=True),
        *_agenda(occasion, with_resolutions=True),
        *_listed(_("Documents joints :"), occasion.documents),
    ]
    return build(Sheet(occasion.head, _name(occasion, _("Ordre du jour")), tuple(parts)))


def print_attendance_sheet(sheet: AttendanceSheet) -> bytes:
    """Print the attendance sheet, a box to sign for each person entitled on the day (A03)."""
    occasion = sheet.occasion
    parts = (
        text.title(_("Feuille de présence")),
        text.subtitle(_subtitle(occasion)),
        text.text(_("Lieu : {place}").format(place=occasion.meeting.place), follows=True),
        _signing_table(sheet),
    )
    name = _name(occasion, _("Feuille de présence"))
    return build(Sheet(occasion.head, name, parts))


def print_sendings(register: SendingRegister) -> bytes:
    """Print the register of what was sent for a meeting."""
    occasion = register.occasion
    columns = (
        Column(_("Envoyé le")),
        Column(_("Destinataire"), grows=True),
        Column(_("Objet")),
        Column(_("Moyen")),
        Column(_("Référence")),
        Column(_("Observations"), grows=True),
    )
    rows = tuple(
        (day(line.sent_on), line.name, line.kind.words, line.means.words, line.reference, _remark(line))
        for line in register.lines
    )
    parts: list[Part] = [text.title(_("Registre des envois")), text.subtitle(_subtitle(occasion))]
    parts.append(tables.table(columns, rows) if rows else text.text(_("Rien n’a encore été envoyé.")))
    contents = dict.fromkeys(line.contents for line in register.lines if line.in_force and line.contents)
    if contents:
        parts.append(text.heading(_("Contenu des envois")))
        parts += [text.item(words) for listed_contents in contents for words in listed_contents]
    name = _name(occasion, _("Registre des envois"))
    return build(Sheet(occasion.head, name, tuple(parts), landscape=True))


def _remark(line: SendingLine) -> str:
    remarks = []
    if line.cancelled:
        remarks.append(_("annulé : {why}").format(why=line.cancelled))
    elif not line.in_force:
        remarks.append(_("remplacé par une nouvelle convocation"))
    elif line.breach:
        remarks.append(_("délai non respecté ({severity})").format(severity=line.breach.words))
    if line.note:
        remarks.append(line.note)
    return ", ".join(remarks)


def _convocation(occasion: Occasion, to: Addressee) -> Sheet:
    parts = [
        *_letter(occasion, to),
        *_drafts(occasion),
        *(_proxy_form(occasion, to) if occasion.is_assembly else ()),
        *(_correspondence_form(occasion, to) if occasion.correspondence_until else ()),
        *(_request_form(occasion, to) if occasion.is_assembly and occasion.meeting.form == "SA" else ()),
    ]
    name = _name(occasion, _("Convocation"))
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
        *_agenda(occasion, with_resolutions=False),
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


def _agenda(occasion: Occasion, *, with_resolutions: bool) -> list[Part]:
    parts: list[Part] = []
    for item in occasion.items:
        parts.append(text.item(item.title, f"{item.number}."))
        if with_resolutions:
            if item.presenter:
                parts.append(text.item(_("présenté par {name}").format(name=item.presenter), level=1))
            parts += [text.item(part.words, level=1) for part in text.paragraphs(item.details)]
            parts += [
                text.item(_("résolution n° {n} : {title}").format(n=one.number, title=one.title), level=1)
                for one in item.resolutions
                if not one.withdrawn
            ]
    parts.append(text.Gap(1.5))
    return parts


def _taking_part(occasion: Occasion) -> list[Part]:
    if not occasion.is_assembly:
        return []
    by_form = ""
    if occasion.correspondence_until:
        by_form = _(
            " Vous pouvez aussi voter par correspondance, au moyen du formulaire joint, "
            "qui doit parvenir à la société au plus tard le {day}."
        ).format(day=full_day(occasion.correspondence_until))
    sentence = _(
        "Chaque associé dispose d’une voix. Si vous ne pouvez pas être présent, vous pouvez vous faire représenter "
        "par un autre associé, au moyen du formulaire de pouvoir joint."
    )
    questions = _(
        "Dès la réception de cette lettre, vous pouvez poser des questions par écrit : {leaders} y répondra au cours "
        "de l’assemblée. Les documents qui doivent être communiqués aux associés sont tenus à votre disposition au "
        "siège social."
    ).format(leaders=occasion.leaders)
    return [text.text(sentence + by_form), text.text(questions)]


def _joined(occasion: Occasion) -> list[Part]:
    joined = []
    if occasion.resolutions:
        joined.append(_("texte des projets de résolutions"))
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


def _listed(head: str, titles: Sequence[str]) -> list[Part]:
    if not titles:
        return []
    return [text.text(head, follows=True), *(text.item(words) for words in titles), text.Gap(1.5)]


def _drafts(occasion: Occasion) -> list[Part]:
    if not occasion.resolutions:
        return []
    parts: list[Part] = [
        text.NewPage(),
        text.title(_("Projets de résolutions")),
        text.subtitle(_subtitle(occasion)),
    ]
    for resolution in occasion.resolutions:
        head = _("Résolution n° {n} – {title}").format(n=resolution.number, title=resolution.title)
        parts.append(text.heading(head))
        parts += [text.quoted(part.words) for part in text.paragraphs(resolution.text)]
        parts.append(text.small(f"{resolution.kind_words}. {resolution.rule_words}"))
    return parts


def _proxy_form(occasion: Occasion, to: Addressee) -> list[Part]:
    meeting = occasion.meeting
    giver = _("{name}, associé n° {number}") if to.number else _("{name}, associé")
    limit = ngettext(
        "un associé peut recevoir au plus {n} pouvoir",
        "un associé peut recevoir au plus {n} pouvoirs",
        occasion.max_proxies,
    ).format(n=integer(occasion.max_proxies))
    reminders = [
        _("Le pouvoir ne peut être donné qu’à un autre associé (loi n° 78-763 du 19 juillet 1978, art. 14)."),
        _("Pour cette assemblée, {limit} (même article).").format(limit=limit),
        _("On ne peut pas à la fois être présent et donner pouvoir, ni partager son vote."),
    ]
    if occasion.blank_proxies:
        reminders.append(
            _(
                "Un pouvoir sans nom vaut vote pour les résolutions présentées ou soutenues par {leaders}, "
                "et contre les autres."
            ).format(leaders=occasion.leaders)
        )
    else:
        reminders.append(_("Un pouvoir sans le nom du mandataire n’est pas compté."))
    if occasion.correspondence_until and meeting.form == "SA":
        reminders.append(
            _(
                "Vous avez trois choix : donner pouvoir à un autre associé, voter par correspondance, "
                "ou renvoyer un pouvoir sans nom."
            )
        )
        reminders.append(
            _(
                "Si un pouvoir et un formulaire de vote reviennent ensemble, le pouvoir est pris en compte, "
                "sous réserve des votes exprimés dans le formulaire."
            )
        )
    return [
        text.NewPage(),
        text.title(_("Pouvoir")),
        text.subtitle(_subtitle(occasion)),
        text.text(_("Je soussigné(e)"), follows=True),
        text.text(text.Strong(giver.format(name=to.name, number=to.number)), follows=True),
        text.text(_("donne pouvoir à l’associé dont le nom suit :"), follows=True),
        forms.blanks(_("Nom et prénom")),
        text.Gap(2),
        text.text(
            _(
                "de me représenter à l’{assembly} de la société {company} du {day} à {hour}, {place}, de prendre part "
                "aux délibérations et de voter en mon nom sur les points de l’ordre du jour. Ce pouvoir vaut pour "
                "toute assemblée réunie sur une nouvelle convocation avec le même ordre du jour."
            ).format(
                assembly=occasion.assembly,
                company=occasion.head.name,
                day=full_day(meeting.day),
                hour=clock_time(meeting.starts_at),
                place=in_sentence(meeting.place),
            )
        ),
        *_to_sign(_("Signature, précédée de « Bon pour pouvoir »"), to),
        text.heading(_("À savoir")),
        *(text.item(words) for words in reminders),
    ]


def _correspondence_form(occasion: Occasion, to: Addressee) -> list[Part]:
    until = occasion.correspondence_until
    if until is None:
        return []
    choices = (Column(_("Pour"), "centre", 18, box=True), Column(_("Contre"), "centre", 18, box=True),
               Column(_("Abstention"), "centre", 22, box=True))  # fmt: skip
    columns = (Column(_("N°"), "right"), Column(_("Résolution"), grows=True), *choices)
    rows = tuple((str(one.number), one.title, "", "", "") for one in occasion.resolutions)
    parts: list[Part] = [
        text.NewPage(),
        text.title(_("Vote par correspondance")),
        text.subtitle(_subtitle(occasion)),
        text.text(text.Strong(_voter(to)), follows=True),
        text.text(_("Cochez une seule case par résolution."), follows=True),
        tables.table(columns, rows, row_height=8),
    ]
    if occasion.meeting.form == "SA":
        parts += [
            text.text(_("Si des amendements ou des résolutions nouvelles sont présentés en séance :"), follows=True),
            together(
                forms.ticks(
                    _("je m’abstiens"), _("je donne pouvoir à l’associé dont le nom suit, pour voter en mon nom")
                ),
                forms.blanks(_("Nom et prénom")),
            ),
        ]
    parts += _to_sign(_("Signature"), to)
    parts += [
        text.heading(_("À savoir")),
        text.item(_("Ce formulaire doit parvenir au siège social au plus tard le {day}.").format(day=full_day(until))),
        text.item(_("Une résolution sans case cochée, ou avec plusieurs, n’est pas un vote exprimé.")),
    ]
    if occasion.meeting.form == "SA":
        parts.append(
            text.item(_("L’abstention, le vote blanc et le vote nul ne sont pas comptés dans les voix exprimées "
                        "(code de commerce, art. L. 225-107)."))
        )  # fmt: skip
    parts.append(
        text.item(_("Le formulaire vaut pour les assemblées successives convoquées avec le même ordre du jour."))
    )
    return parts


def _request_form(occasion: Occasion, to: Addressee) -> list[Part]:
    return [
        text.NewPage(),
        text.title(_("Demande de documents")),
        text.subtitle(_subtitle(occasion)),
        text.text(text.Strong(_voter(to)), follows=True),
        text.text(
            _(
                "Je demande l’envoi des documents et renseignements prévus aux articles R. 225-81 et R. 225-83 du code "
                "de commerce, à l’adresse suivante :"
            ),
            follows=True,
        ),
        forms.blanks(_("Adresse"), ""),
        text.Gap(2),
        forms.ticks(
            _("pour cette assemblée"),
            _("pour cette assemblée et, par demande unique, pour chacune des assemblées suivantes"),
        ),
        text.text(
            _(
                "Cette demande est reçue jusqu’au cinquième jour avant l’assemblée. Les mêmes documents peuvent être "
                "lus au siège social pendant les quinze jours qui la précèdent."
            )
        ),
        *_to_sign(_("Signature"), to),
    ]


def _voter(to: Addressee) -> str:
    return _("{name}, associé n° {number}").format(name=to.name, number=to.number) if to.number else to.name


def _to_sign(words: str, to: Addressee) -> list[Part]:
    return [
        text.Gap(2),
        forms.blanks(_("Fait à"), _("le"), columns=2),
        text.Gap(3),
        signatures.signatures(Signatory(words, to.name)),
    ]


def _signing_table(sheet: AttendanceSheet) -> tables.Table:
    columns = (
        Column(_("N°"), width=13),
        Column(_("Associé"), grows=True),
        Column(_("Parts"), "right", 13),
        Column(_("Voix"), "right", 11),
        Column(_("Pouvoir donné à"), width=36),
        Column(_("Pouvoirs reçus"), "centre", 16),
        Column(_("Signature"), width=38),
    )
    rows = tuple(
        (
            line.number,
            (text.Strong(line.name), f"\n{line.address}") if line.address else text.Strong(line.name),
            integer(line.shares),
            integer(line.votes),
            line.holder,
            "",
            "",
        )
        for line in sheet.lines
    )
    people = ngettext("{n} associé", "{n} associés", len(rows)).format(n=integer(len(rows)))
    shares, votes = sum(line.shares for line in sheet.lines), sum(line.votes for line in sheet.lines)
    total = ("", people, integer(shares), integer(votes), "", "", "")
    return tables.table(columns, rows, (total,), row_height=13, upright=True, then=(_counts(sheet), _certified(sheet)))


def _counts(sheet: AttendanceSheet) -> forms.Blanks:
    labels = [_("Présents"), _("Représentés")]
    if sheet.occasion.correspondence_until:
        labels.append(_("Par correspondance"))
    labels.append(_("Total des voix"))
    return forms.blanks(*labels, columns=len(labels))


def _certified(sheet: AttendanceSheet) -> signatures.Signatures:
    people = [Signatory(_("Président(e) de séance"))]
    if sheet.tellers:
        people += [Signatory(_("Scrutateur")), Signatory(_("Scrutateur"))]
    people.append(Signatory(_("Secrétaire de séance")))
    intro = _(
        "Feuille de présence certifiée exacte par le bureau. Les pouvoirs et les formulaires de vote y sont annexés."
    )
    return signatures.signatures(*people, place_and_date=intro, columns=len(people))


def _subtitle(occasion: Occasion) -> str:
    meeting = occasion.meeting
    when = _("{day} à {hour}").format(day=full_day(meeting.day), hour=clock_time(meeting.starts_at))
    said = f"{occasion.assembly[:1].upper()}{occasion.assembly[1:]}, {when}"
    if meeting.call_number > 1:
        said = _("{meeting}, sur deuxième convocation").format(meeting=said)
    return said


def _name(occasion: Occasion, document: str) -> str:
    return f"{document}{NBSP}– {occasion.meeting.title}"


def in_sentence(place: str) -> str:
    """Write a place inside a sentence: Au siège social becomes au siège social."""
    return place[:1].lower() + place[1:] if place[:2].istitle() else place
