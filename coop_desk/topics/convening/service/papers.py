"""The printed papers of a call: gathered from the topics below, drawn by the documents."""

from datetime import date, timedelta

from coop_desk.core.actions import Act, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import holders_of, people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import clock_time, fold, full_day
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.signatures import Signatory
from coop_desk.topics.assemblies.records import BodyKind, MeetingFile, MeetingKind
from coop_desk.topics.assemblies.service import meeting_file
from coop_desk.topics.convening import document
from coop_desk.topics.convening.document import (
    Addressee,
    AttendanceSheet,
    CalledElection,
    Occasion,
    SendingRegister,
    SheetLine,
)
from coop_desk.topics.convening.records import Calls, PrintedCall, Recipient
from coop_desk.topics.convening.rules.letters import filled
from coop_desk.topics.convening.service.calling import (
    recipients_of,
    register_of,
    statutes_of_call,
)
from coop_desk.topics.convening.service.letters import originals, words_in_force
from coop_desk.topics.elections.records import ElectionFile
from coop_desk.topics.elections.rules import wording
from coop_desk.topics.elections.rules.aims import rule_words
from coop_desk.topics.elections.service import elections_at
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import member_addresses, situations_at
from coop_desk.topics.shares.service import holders_at, situation_at
from coop_desk.topics.statutes.service import identity_at


def occasion_of(act: Act, file: MeetingFile) -> Occasion:
    """Gather what every paper of a meeting says."""
    meeting = file.meeting
    is_assembly = meeting.body_kind is BodyKind.GENERAL_ASSEMBLY
    profile = statutes_of_call(act, file)
    correspondence = is_assembly and profile.yes("correspondence_vote")
    until = meeting.day - timedelta(days=profile.number("correspondence_deadline"))
    associates = sum(1 for one in situations_at(act, meeting.day) if one.category in ASSOCIATES)
    words = words_in_force(act)
    values = _values(file, _head(act, file).name)
    return Occasion(
        head=_head(act, file),
        meeting=meeting,
        assembly=assembly_words(file),
        items=file.items,
        resolutions=tuple(one for one in file.resolutions if not one.withdrawn),
        documents=tuple(one.title for one in file.documents),
        opening=filled(words["opening" if is_assembly else "opening_other"], values),
        second_call=filled(words["second_call"], values) if meeting.first_meeting_day else "",
        closing=filled(words["closing"], values),
        signatories=_signatories(act, meeting.form, meeting.convened_on or act.today),
        leaders=_leaders(meeting.form),
        # Printed again once it is sent, a letter keeps the day it left.
        printed_on=meeting.convened_on or act.today,
        max_proxies=profile.max_proxies(associates),
        blank_proxies=profile.choice("blank_proxy") == "leaders",
        correspondence_until=until if correspondence else None,
        is_assembly=is_assembly,
        scaled_votes=is_assembly and profile.choice("external_votes") == "capital_scaled",
        elections=tuple(_called_election(one) for one in elections_at(act, meeting.id)),
    )


def _called_election(file: ElectionFile) -> CalledElection:
    """An election as the call says it."""
    until = ""
    if file.with_candidates and file.candidates_until is not None and not file.rounds:
        until = _("Candidatures reçues jusqu’au {day}.").format(day=full_day(file.candidates_until))
    return CalledElection(
        item_number=file.item_number,
        title=file.title,
        sentences=tuple(
            words
            for words in (
                f"{wording.seats_words(file)} {wording.term_words(file.term_months)}".strip(),
                wording.method_sentence(file),
                *rule_words(file.method, file.rules),
                _("L’assemblée ratifie ensuite, à bulletin secret.") if file.ratified else "",
            )
            if words
        ),
        candidates=tuple((one.ballot_name, wording.candidate_lines(one)) for one in file.standing),
        until=until,
    )


def assembly_words(file: MeetingFile) -> str:
    """Name a meeting inside a sentence, without its date."""
    meeting = file.meeting
    if meeting.kind is MeetingKind.ORDINARY and meeting.annual_accounts:
        return _("assemblée générale ordinaire annuelle")
    return {
        MeetingKind.ORDINARY: _("assemblée générale ordinaire"),
        MeetingKind.EXTRAORDINARY: _("assemblée générale extraordinaire"),
        MeetingKind.MIXED: _("assemblée générale mixte"),
        MeetingKind.BODY: meeting.body_name,
    }[meeting.kind]


def _values(file: MeetingFile, company: str) -> dict[str, str]:
    meeting = file.meeting
    return {
        "assemblee": assembly_words(file),
        "societe": company,
        "jour": full_day(meeting.day),
        "heure": clock_time(meeting.starts_at),
        "lieu": document.in_sentence(meeting.place),
        "premiere": full_day(meeting.first_meeting_day) if meeting.first_meeting_day else "",
    }


def _head(act: Act, file: MeetingFile) -> Letterhead:
    day = min(act.today, file.meeting.day)
    identity = identity_at(act, day)
    capital = situation_at(act, day).capital_cents
    return Letterhead(
        identity.name,
        identity.legal_form,
        identity.seat,
        rcs_city=identity.rcs_city,
        siren=identity.siren,
        capital=capital or None,
        demo=identity.example,
    )


def _signatories(act: Act, form: str, day: date) -> tuple[Signatory, ...]:
    capacity = originals()["signatory"][form.lower()]
    names = people_by_id(act.session)
    people = [Signatory(capacity, names[holder]) for holder in holders_of(act.session, "manager", day)]
    return tuple(people) or (Signatory(capacity),)


def _leaders(form: str) -> str:
    return {"SARL": _("la gérance"), "SA": _("le conseil d’administration")}.get(form, _("la présidence"))


def _addressee(recipient: Recipient) -> Addressee:
    means = recipient.called.means if recipient.called else recipient.ways.first
    return Addressee(recipient.name, recipient.number, recipient.title, recipient.lines, means)


def _file_name(recipient: Recipient, place: int) -> str:
    plain = "".join(c if c.isalnum() else "-" for c in fold(recipient.name)).strip("-")
    return f"convocation-{place:03d}-{plain}.pdf"


def _called_people(act: Act, file: MeetingFile) -> list[Recipient]:
    if not file.items:
        raise RuleBroken("CALL-08", _("L’ordre du jour est vide : ajoutez au moins un point."))
    people = recipients_of(act, file)
    if not people:
        raise RuleBroken("SEND-01", _("Personne n’est à convoquer à cette réunion à sa date."))
    return people


@query(Right.MEETINGS_PREPARE, N_("Impression des convocations"))
def convocations(act: Act, meeting_id: int) -> Calls:
    """Print one convocation per person, and all of them in one file (A02)."""
    file = meeting_file(act, meeting_id)
    occasion, people = occasion_of(act, file), _called_people(act, file)
    each = tuple(
        PrintedCall(
            one.person_id, one.name, _file_name(one, place), document.print_convocation(occasion, _addressee(one))
        )
        for place, one in enumerate(people, start=1)
    )
    return Calls(each, document.print_convocations(occasion, [_addressee(one) for one in people]))


@query(Right.MEETINGS_PREPARE, N_("Impression des convocations en un fichier"))
def joined_convocations(act: Act, meeting_id: int) -> bytes:
    """Print the convocations of everybody in one file, to be printed at once."""
    return joined_convocations_pdf(act, meeting_file(act, meeting_id))


@query(Right.MEETINGS_PREPARE, N_("Impression d’une convocation"))
def convocation(act: Act, meeting_id: int, person_id: int) -> bytes:
    """Print the convocation of one person."""
    file = meeting_file(act, meeting_id)
    for one in _called_people(act, file):
        if one.person_id == person_id:
            return document.print_convocation(occasion_of(act, file), _addressee(one))
    raise RuleBroken("SEND-01", _("Cette personne n’est pas à convoquer à cette réunion."))


@query(Right.MEETINGS_PREPARE, Right.MEETINGS_RUN, words=N_("Impression de la feuille de présence"))
def attendance_sheet(act: Act, meeting_id: int) -> bytes:
    """Print the attendance sheet of the people entitled on the day of the meeting (A03)."""
    return attendance_sheet_pdf(act, meeting_file(act, meeting_id))


@query(Right.MEETINGS_READ, N_("Impression de l’ordre du jour"))
def agenda(act: Act, meeting_id: int) -> bytes:
    """Print the agenda of a meeting."""
    return document.print_agenda(occasion_of(act, meeting_file(act, meeting_id)))


@query(Right.MEETINGS_READ, N_("Impression du registre des envois"))
def sending_register(act: Act, meeting_id: int) -> bytes:
    """Print everything sent for a meeting."""
    return sending_register_pdf(act, meeting_file(act, meeting_id))


# --- Read by other topics, with the act of their caller ------------------------------------------------


def joined_convocations_pdf(act: Act, file: MeetingFile) -> bytes:
    """Print the convocations of everybody in one file."""
    people = [_addressee(one) for one in _called_people(act, file)]
    return document.print_convocations(occasion_of(act, file), people)


def attendance_sheet_pdf(act: Act, file: MeetingFile) -> bytes:
    """Print the attendance sheet of a meeting."""
    meeting = file.meeting
    is_assembly = meeting.body_kind is BodyKind.GENERAL_ASSEMBLY
    shares = {holding.person_id: holding.shares for holding in holders_at(act, meeting.day)} if is_assembly else {}
    numbers = {one.person_id: one.number for one in situations_at(act, meeting.day)}
    with_addresses = is_assembly and meeting.form == "SA"
    addresses = member_addresses(act) if with_addresses else {}
    holders = {
        line.giver.person_id: line.holder.name
        for line in file.proxies
        if line.holder is not None and line.ended_at is None
    }
    lines = []
    for line in file.attendance:
        person_id = PersonId(line.person.person_id)
        address = addresses.get(person_id)
        lines.append(
            SheetLine(
                number=numbers.get(person_id, ""),
                name=line.person.name,
                address=", ".join(address.lines[1:]) if address else "",
                shares=shares.get(person_id, 0),
                votes=line.votes,
                holder=holders.get(int(person_id), ""),
                remote=line.ever_present and all(move.remote for move in line.movements if move.arrived),
            )
        )
    sheet = AttendanceSheet(occasion_of(act, file), tuple(lines), tellers=meeting.form == "SA")
    return document.print_attendance_sheet(sheet)


def sending_register_pdf(act: Act, file: MeetingFile) -> bytes:
    """Print the register of what was sent for a meeting."""
    return document.print_sendings(SendingRegister(occasion_of(act, file), tuple(register_of(act, file))))


def paper_files(act: Act, meeting_id: int) -> dict[str, bytes]:
    """Print every paper of a call, by file name, for the folder of a meeting (A18)."""
    file = meeting_file(act, meeting_id)
    papers = {
        "ordre-du-jour.pdf": document.print_agenda(occasion_of(act, file)),
        "feuille-de-presence.pdf": attendance_sheet_pdf(act, file),
        "registre-des-envois.pdf": sending_register_pdf(act, file),
    }
    if file.items and recipients_of(act, file):
        papers["convocations.pdf"] = joined_convocations_pdf(act, file)
    return papers
