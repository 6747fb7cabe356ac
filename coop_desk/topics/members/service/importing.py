"""Import of members from a spreadsheet: what each line would do, then all of it or nothing (C09)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.changes import add_in_bulk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Base, Person
from coop_desk.core.rights import Right
from coop_desk.sheets.columns import Column, LineError, guess, parse_rows, remember, repeated
from coop_desk.sheets.preview import Difference, Kind, Preview, PreviewLine, compare, preview_of
from coop_desk.sheets.table import SheetTable
from coop_desk.topics.members.columns import (
    COLUMNS,
    TITLES,
    ImportedPerson,
    NameCase,
    OpeningHolding,
    person_of,
    same_words,
)
from coop_desk.topics.members.model import (
    Application,
    Employment,
    Member,
    MemberDetails,
    RememberedColumn,
    StatusChange,
)
from coop_desk.topics.members.rules.categories import (
    ASSOCIATES,
    NUMBERED,
    Category,
    Outcome,
    Reason,
)
from coop_desk.topics.members.rules.numbering import next_number
from coop_desk.topics.members.rules.status import flags
from coop_desk.topics.members.rules.takeover import first_steps, further_steps, with_steps
from coop_desk.topics.members.service.applying import close_application, pending_application
from coop_desk.topics.members.service.matching import KnownPeople, recorded
from coop_desk.topics.members.service.reading import details_of, given_numbers, histories
from coop_desk.topics.members.service.recording import set_status

CompareHolding = Callable[[PersonId | None, OpeningHolding], Sequence[Difference]]
"""What an opening holding would change for somebody (None: not yet in the register); RuleBroken when it cannot."""

RecordHolding = Callable[[PersonId, OpeningHolding], None]
"""Record the opening holding of somebody when it is not yet there."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line: what it would do, what it says, and of whom (None: somebody new)."""

    shown: PreviewLine
    person: ImportedPerson
    person_id: PersonId | None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A whole file, compared with the register and not yet imported."""

    preview: Preview
    lines: tuple[PlannedLine, ...]
    mapping: dict[str, str]


# --- Shared with shares, with the act of their caller --------------------------------------------------


def plan_import(
    act: Act,
    table: SheetTable,
    mapping: Mapping[str, str],
    case: NameCase = NameCase.AS_TYPED,
    compare_holding: CompareHolding | None = None,
) -> ImportPlan:
    """Say what each line would do, without doing anything; opening holdings are compared by the caller's function."""
    parsed, errors = parse_rows(table, titled_columns(), mapping)
    errors += repeated(parsed, "number", _("N°"))
    wrong = {error.line for error in errors}
    known = KnownPeople(act)
    planned: list[PlannedLine] = []
    for row in parsed:
        if row.line in wrong:
            continue
        try:
            person = person_of(row, case, act.today)
            planned.append(_plan_line(known, person, act.today, compare_holding))
        except RuleBroken as broken:
            errors.append(LineError(row.line, "", broken.rule, broken.message))
    preview = preview_of([one.shown for one in planned], errors)
    return ImportPlan(preview, tuple(planned), dict(mapping))


def apply_import(act: Act, plan: ImportPlan, record_holding: RecordHolding | None = None) -> None:
    """Do what a plan of this same act says: all of it, or nothing when a line is wrong (IMPORT-LINE)."""
    if not plan.preview.acceptable:
        raise RuleBroken("IMPORT-LINE", _("Le fichier contient des erreurs : rien n’a été importé. Corrigez-les."))
    created = _create(act, [one for one in plan.lines if one.shown.kind is Kind.CREATED])
    for one in plan.lines:
        if one.shown.kind is Kind.CHANGED and one.person_id is not None:
            _change_line(act, one.person_id, one.person)
    if record_holding is not None:
        for one in plan.lines:
            person_id = created.get(one.person.line, one.person_id)
            if one.person.holding is not None and person_id is not None and one.shown.kind is not Kind.UNCHANGED:
                record_holding(person_id, one.person.holding)
    _remember(act, plan.mapping)
    act.say(plan.preview.sentence())


# --- Asked by pages and the command line ---------------------------------------------------------------


@query(Right.MEMBERS_RECORD, N_("Reconnaissance des colonnes d’un tableau d’associés"))
def guess_columns(act: Act, table: SheetTable) -> dict[str, str]:
    """Match the columns of a file with those of the register, as remembered or by their titles."""
    known = {row.heading: row.field for row in act.session.scalars(select(RememberedColumn))}
    return guess(titled_columns(), table.headers, known)


@query(Right.MEMBERS_RECORD, N_("Aperçu d’un import d’associés"))
def preview_import(
    act: Act, table: SheetTable, mapping: Mapping[str, str], case: NameCase = NameCase.AS_TYPED
) -> Preview:
    """Say what an import would do; nothing is changed."""
    return plan_import(act, table, mapping, case).preview


@action(Right.MEMBERS_RECORD, N_("Import d’associés"))
def import_members(
    act: Act, table: SheetTable, mapping: Mapping[str, str], case: NameCase = NameCase.AS_TYPED
) -> Preview:
    """Import every line of a file, or none (C09)."""
    plan = plan_import(act, table, mapping, case)
    apply_import(act, plan)
    return plan.preview


def titled_columns() -> tuple[Column, ...]:
    """Return the columns that an import knows, with their titles in the language chosen."""
    return tuple(Column(one.key, _(one.title), one.parse, one.synonyms, one.required) for one in COLUMNS)


# --- What a line would do ------------------------------------------------------------------------------


def _plan_line(
    register: KnownPeople, said: ImportedPerson, today: date, compare_holding: CompareHolding | None
) -> PlannedLine:
    found = register.find(said)
    person_id = PersonId(found.person.id) if found else None
    holding: Sequence[Difference] = ()
    if compare_holding is not None and said.holding is not None:
        holding = compare_holding(person_id, said.holding)
    if found is None or found.member is None:
        return PlannedLine(compare(said.line, said.name, None, {}), said, person_id)
    if found.row is None:
        message = _("La situation de {name} ne commence que plus tard : complétez sa fiche à la main.")
        raise RuleBroken("IMPORT-LINE", message.format(name=said.name))
    further_steps(found.entries, said.claim(), today)
    before, after = recorded(found, found.row), said.texts()
    shown = compare(
        said.line,
        said.name,
        {_(TITLES[key]): text for key, text in before.items()},
        {_(TITLES[key]): before[key] if same_words(before[key], text) else text for key, text in after.items()},
    )
    if holding:
        shown = PreviewLine(said.line, said.name, Kind.CHANGED, (*shown.differences, *holding))
    return PlannedLine(shown, said, person_id)


# --- Doing it ------------------------------------------------------------------------------------------


def _create(act: Act, lines: Sequence[PlannedLine]) -> dict[int, PersonId]:
    """Inscribe everyone new, one write for each table whatever their number; return who each line became."""
    ids = _people(act, lines)
    given = given_numbers(act) + [one.person.number for one in lines if one.person.number]
    rows: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
    for one in lines:
        number = one.person.number
        if not number and one.person.category in NUMBERED:
            number = next_number(given)
            given = [number]
        for model, row in _inscription(act, one.person, number):
            rows[model].append({"person_id": ids[one.person.line]} | row)
    for model, of_everyone in rows.items():
        add_in_bulk(act.session, model, of_everyone)
    return ids


def _people(act: Act, lines: Sequence[PlannedLine]) -> dict[int, PersonId]:
    """Name everyone: those the co-operative did not know yet, and those it knew otherwise than as members."""
    unknown = [one.person for one in lines if one.person_id is None]
    names = [{"family_name": said.family_name, "given_name": said.given_name} for said in unknown]
    numbers = add_in_bulk(act.session, Person, names)
    ids = {said.line: PersonId(number) for said, number in zip(unknown, numbers, strict=True)}
    for one in lines:
        if one.person_id is not None:
            person = act.session.get_one(Person, one.person_id)
            person.family_name, person.given_name = one.person.family_name, one.person.given_name
            ids[one.person.line] = one.person_id
    return ids


def _inscription(act: Act, said: ImportedPerson, number: str) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """Yield the rows that inscribe somebody."""
    contact = said.contact
    yield Member, {"number": number or None, "legal_person": said.legal_person, "entered_on": said.entered_on}
    yield (
        MemberDetails,
        {
            "title": said.title,
            "birth_date": said.birth_date,
            "address": contact.address,
            "post_code": contact.post_code,
            "city": contact.city,
            "country": contact.country,
            "email": contact.email,
            "phone": contact.phone,
            "notes": said.notes,
        },
    )
    if said.working_time is not None:
        yield Employment, _job(act, said, said.working_time)
    steps = first_steps(said.claim(), act.today)
    entries = with_steps([], steps)
    for place, entry in enumerate(entries):
        capital, votes = flags(steps[place].category, entries[:place], Reason.REGISTER)
        yield (
            StatusChange,
            {
                "category": steps[place].category.value,
                "effective_on": entry.effective_on,
                "reason": Reason.REGISTER.value,
                "counts_for_capital_51": capital,
                "counts_for_votes_65": votes,
                "recorded_at": act.now,
            },
        )
    if said.category is Category.CANDIDATE:
        yield Application, {"applied_on": act.today}


def _job(act: Act, said: ImportedPerson, working_time: int) -> dict[str, Any]:
    start = said.entered_on or said.admitted_on or act.today
    return {"started_on": start, "ended_on": said.left_on, "working_time": working_time}


def _change_line(act: Act, person_id: PersonId, said: ImportedPerson) -> None:
    try:
        _change(act, person_id, said)
    except RuleBroken as broken:
        message = _("Ligne {line} : {message}").format(line=said.line, message=broken.message)
        raise RuleBroken(broken.rule, message) from None


def _change(act: Act, person_id: PersonId, said: ImportedPerson) -> None:
    """Write what the line says where it says something; what it is silent about stays."""
    person = act.session.get_one(Person, person_id)
    member = act.session.scalars(select(Member).where(Member.person_id == person_id)).one()
    details = details_of(act, person_id)
    for name in ("family_name", "given_name"):
        _set(person, name, getattr(said, name))
    for name in ("number", "entered_on"):
        _set(member, name, getattr(said, name))
    for name in ("title", "birth_date", "notes"):
        _set(details, name, getattr(said, name))
    for name in ("address", "post_code", "city", "country", "email", "phone"):
        _set(details, name, getattr(said.contact, name))
    _change_job(act, person_id, said)
    act.session.flush()
    for step in further_steps(histories(act, person_id)[person_id], said.claim(), act.today):
        set_status(act, person_id, step.category, step.effective_on, Reason.REGISTER, corrects=step.corrects)
    waiting = pending_application(act, person_id)
    if waiting is not None and said.category in ASSOCIATES:
        close_application(act, waiting, Outcome.ADMITTED, said.admitted_on or act.today, "")


def _set(row: Person | Member | MemberDetails, name: str, value: str | date | None) -> None:
    before = getattr(row, name)
    if value and not (isinstance(value, str) and same_words(before or "", value)):
        setattr(row, name, value)


def _change_job(act: Act, person_id: PersonId, said: ImportedPerson) -> None:
    if said.working_time is None:
        return
    wanted = select(Employment).where(Employment.person_id == person_id).order_by(Employment.started_on.desc())
    job = act.session.scalars(wanted.limit(1)).first()
    if job is None:
        act.session.add(Employment(person_id=person_id, **_job(act, said, said.working_time)))
        return
    job.working_time = said.working_time
    if said.left_on is not None and job.ended_on is None and said.left_on >= job.started_on:
        job.ended_on = said.left_on


def _remember(act: Act, mapping: Mapping[str, str]) -> None:
    known = {row.heading: row for row in act.session.scalars(select(RememberedColumn))}
    for heading, key in remember(mapping).items():
        if heading in known:
            known[heading].field = key
        else:
            act.session.add(RememberedColumn(heading=heading, field=key))
