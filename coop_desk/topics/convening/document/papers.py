"""The papers of the secretary: agenda, attendance sheet, register of sendings."""

from collections import Counter
from dataclasses import dataclass

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import day, integer
from coop_desk.core.words import votes as voices
from coop_desk.paper import forms, signatures, tables, text
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.signatures import Signatory
from coop_desk.paper.tables import Column
from coop_desk.topics.assemblies.records import BodyKind, Count
from coop_desk.topics.convening.document.occasion import Occasion, agenda, document_name, listed, subtitle
from coop_desk.topics.convening.records import SendingLine

BOARDS = (BodyKind.BOARD, BodyKind.SUPERVISORY_BOARD)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of an attendance sheet."""

    number: str
    name: str
    address: str
    shares: int
    votes: Count
    holder: str
    remote: bool = False
    """Present at a distance: reputed present, without a signature (VOT-12)."""


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


def print_agenda(occasion: Occasion) -> bytes:
    """Print the agenda alone, to put up or hand round."""
    parts = [
        text.title(_("Ordre du jour")),
        text.subtitle(subtitle(occasion)),
        text.text(_("Lieu : {place}").format(place=occasion.meeting.place), follows=True),
        *agenda(occasion, with_resolutions=True),
        *listed(_("Documents joints :"), occasion.documents),
    ]
    return build(Sheet(occasion.head, document_name(occasion, _("Ordre du jour")), tuple(parts)))


def print_attendance_sheet(sheet: AttendanceSheet) -> bytes:
    """Print the attendance sheet, a box to sign for each person entitled on the day (A03, PV-05)."""
    occasion = sheet.occasion
    title = _("Registre de présence") if occasion.meeting.body_kind in BOARDS else _("Feuille de présence")
    parts = (
        text.title(title),
        text.subtitle(subtitle(occasion)),
        text.text(_("Lieu : {place}").format(place=occasion.meeting.place), follows=True),
        _signing_table(sheet) if occasion.is_assembly else _members_table(sheet),
    )
    name = document_name(occasion, title)
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
    parts: list[Part] = [text.title(_("Registre des envois")), text.subtitle(subtitle(occasion))]
    parts.append(tables.table(columns, rows) if rows else text.text(_("Rien n’a encore été envoyé.")))
    contents = dict.fromkeys(line.contents for line in register.lines if line.in_force and line.contents)
    if contents:
        parts.append(text.heading(_("Contenu des envois")))
        parts += [text.item(words) for listed_contents in contents for words in listed_contents]
    name = document_name(occasion, _("Registre des envois"))
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
    carried = Counter(line.holder for line in sheet.lines if line.holder)
    shared = {name for name, times in Counter(line.name for line in sheet.lines).items() if times > 1}
    rows = tuple(
        (
            line.number,
            (text.Strong(line.name), f"\n{line.address}") if line.address else text.Strong(line.name),
            integer(line.shares),
            voices(line.votes),
            line.holder,
            str(carried[line.name]) if carried[line.name] and line.name not in shared else "",
            _("à distance") if line.remote else "",
        )
        for line in sheet.lines
    )
    people = ngettext("{n} associé", "{n} associés", len(rows)).format(n=integer(len(rows)))
    shares, votes = sum(line.shares for line in sheet.lines), sum(line.votes for line in sheet.lines)
    total = ("", people, integer(shares), voices(votes), "", "", "")
    return tables.table(columns, rows, (total,), row_height=13, upright=True, then=(_counts(sheet), _certified(sheet)))


def _members_table(sheet: AttendanceSheet) -> tables.Table:
    """The members of a board, a circle or a team: nobody holds shares there (PV-05)."""
    columns = (
        Column(_("Membre"), grows=True),
        Column(_("Pouvoir donné à"), width=50),
        Column(_("Signature"), width=55),
    )
    rows = tuple((text.Strong(line.name), line.holder, _("à distance") if line.remote else "") for line in sheet.lines)
    members = ngettext("{n} membre", "{n} membres", len(rows)).format(n=integer(len(rows)))
    people = [Signatory(_("Présidence de séance")), Signatory(_("Secrétariat de séance"))]
    certified = signatures.signatures(*people, columns=len(people))
    return tables.table(
        columns, rows, ((members, "", ""),), row_height=13, upright=True, then=(_counts(sheet), certified)
    )


def _counts(sheet: AttendanceSheet) -> forms.Blanks:
    labels = [_("Présents"), _("Représentés")]
    if sheet.occasion.is_assembly and sheet.occasion.correspondence_until:
        labels.append(_("Par correspondance"))
    labels.append(_("Total des voix"))
    return forms.blanks(*labels, columns=len(labels))


def _certified(sheet: AttendanceSheet) -> signatures.Signatures:
    people = [Signatory(_("Présidence de séance"))]
    if sheet.tellers:
        people += [Signatory(_("Scrutateur ou scrutatrice")), Signatory(_("Scrutateur ou scrutatrice"))]
    people.append(Signatory(_("Secrétariat de séance")))
    intro = _(
        "Feuille de présence certifiée exacte par le bureau. Les pouvoirs et les formulaires de vote y sont annexés."
    )
    return signatures.signatures(*people, place_and_date=intro, columns=len(people))
