"""The member register and one person's sheet, on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coop_desk.core.i18n import _
from coop_desk.core.words import day, long_day
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.members.columns import day_or_nothing, percent
from coop_desk.topics.members.records import FullRow, MemberFile
from coop_desk.topics.members.rules.categories import (
    CATEGORY_WORDS,
    NUMBERED,
    OUTCOME_WORDS,
    REASON_WORDS,
)
from coop_desk.topics.members.rules.consent import CHANNEL_WORDS, Channel
from coop_desk.topics.members.rules.marital import ANSWER_WORDS, REGIME_WORDS, Regime, SpouseAnswer
from coop_desk.topics.members.wording import address_on_one_line, summary


@dataclass(frozen=True, slots=True)
class Register:
    """The member register on a day."""

    head: Letterhead
    on: date
    rows: tuple[FullRow, ...]


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """What the co-operative keeps about one person, on a day."""

    head: Letterhead
    on: date
    file: MemberFile


def register_pdf(record: Register) -> bytes:
    """Print the register: associates and former associates in the order of admission, then the others."""
    inscribed = sorted(
        (one for one in record.rows if one.row.category in NUMBERED),
        key=lambda one: (one.row.admitted_on or one.row.since, one.row.number, one.row.family_name),
    )
    others = [one for one in record.rows if one.row.category not in NUMBERED]
    parts: list[Part] = [
        text.title(_("Registre des associés")),
        text.subtitle(_("Situation au {day}, dans l’ordre des admissions").format(day=long_day(record.on))),
        _register_table(inscribed),
    ]
    if others:
        parts += [text.heading(_("Candidats et salariés non associés")), _others_table(others)]
    parts.append(text.text((text.Strong(summary(one.row for one in record.rows)),)))
    name = _("Registre des associés au {day}").format(day=day(record.on))
    return build(Sheet(record.head, name, tuple(parts), landscape=True))


def _register_table(rows: Sequence[FullRow]) -> Part:
    columns = (
        Column(_("N°"), tables.numbering(one.row.number for one in rows)),
        Column(_("Prénom et nom")),
        Column(_("Né(e) le")),
        Column(_("Adresse"), grows=True),
        Column(_("Situation")),
        Column(_("Admission")),
        Column(_("Sortie")),
    )
    cells = tuple(
        (
            one.row.number,
            one.row.name,
            day_or_nothing(one.birth_date),
            address_on_one_line(one.contact),
            _(CATEGORY_WORDS[one.row.category]),
            day_or_nothing(one.row.admitted_on),
            day_or_nothing(one.row.left_on),
        )
        for one in rows
    )
    return tables.table(columns, cells)


def _others_table(rows: Sequence[FullRow]) -> Part:
    columns = (Column(_("Prénom et nom"), grows=True), Column(_("Situation")), Column(_("Depuis le")))
    cells = tuple(
        (
            one.row.name,
            _(CATEGORY_WORDS[one.row.category]),
            day(one.row.since),
        )
        for one in rows
    )
    return tables.table(columns, cells)


def person_pdf(record: PersonSheet) -> bytes:
    """Print everything kept about one person, as they may ask for it (GDPR, art. 15)."""
    file = record.file
    parts: list[Part] = [
        text.title(file.row.name),
        text.subtitle(_("Fiche au {day}").format(day=long_day(record.on))),
        tables.facts(_identity_facts(file)),
        text.heading(_("Situation dans la coopérative")),
        _history_table(file),
        *_suspension_parts(file),
        *_employment_parts(file),
        *_application_parts(file),
        *_consent_parts(file),
        *_marital_parts(file),
        *_team_parts(file),
    ]
    if file.notes:
        parts += [text.heading(_("Remarques")), *text.paragraphs(file.notes)]
    return build(Sheet(record.head, _("Fiche de {name}").format(name=file.row.name), tuple(parts)))


def _identity_facts(file: MemberFile) -> tuple[tuple[str, str], ...]:
    contact = file.contact
    facts = (
        (_("Numéro d’associé"), file.row.number),
        (_("Civilité"), file.title),
        (_("Né(e) le"), long_day(file.birth_date) if file.birth_date else ""),
        (_("Adresse"), address_on_one_line(contact)),
        (_("Courriel"), contact.email),
        (_("Téléphone"), contact.phone),
        (_("Entrée dans la coopérative"), long_day(file.row.entered_on) if file.row.entered_on else ""),
        (_("Droit de vote"), _("oui") if file.row.may_vote else _("non")),
    )
    return tuple(fact for fact in facts if fact[1])


def _history_table(file: MemberFile) -> Part:
    columns = (Column(_("À partir du")), Column(_("Situation")), Column(_("Motif")), Column(_("Décision"), grows=True))
    rows = []
    for line in file.history:
        words = _(CATEGORY_WORDS[line.category]) if line.category else _("Ligne annulée")
        shown = _("{words} (corrigé)").format(words=words) if line.replaced else words
        rows.append((day(line.effective_on), shown, _(REASON_WORDS[line.reason]), line.decision))
    return tables.table(columns, tuple(rows))


def _suspension_parts(file: MemberFile) -> tuple[Part, ...]:
    if not file.votes:
        return ()
    rows = tuple(
        (day(one.effective_on), _("Vote suspendu") if one.suspended else _("Vote rétabli"), one.reason)
        for one in file.votes
    )
    columns = (Column(_("À partir du")), Column(_("Vote")), Column(_("Motif"), grows=True))
    return (text.heading(_("Droit de vote")), tables.table(columns, rows))


def _employment_parts(file: MemberFile) -> tuple[Part, ...]:
    if not file.jobs:
        return ()
    columns = (Column(_("Début")), Column(_("Fin")), Column(_("Temps de travail"), grows=True))
    rows = tuple((day(job.started_on), day_or_nothing(job.ended_on), percent(job.working_time)) for job in file.jobs)
    return (text.heading(_("Contrats de travail")), tables.table(columns, rows))


def _application_parts(file: MemberFile) -> tuple[Part, ...]:
    if not file.applications:
        return ()
    columns = (Column(_("Reçue le")), Column(_("Issue")), Column(_("Le")), Column(_("Décision"), grows=True))
    rows = tuple(
        (day(one.applied_on), _(OUTCOME_WORDS[one.outcome]), day_or_nothing(one.decided_on), one.decision)
        for one in file.applications
    )
    return (text.heading(_("Candidatures")), tables.table(columns, rows))


def _consent_parts(file: MemberFile) -> tuple[Part, ...]:
    if not file.consents:
        return ()
    columns = (Column(_("Date")), Column(_("Accord")), Column(_("Moyen")), Column(_("Adresse"), grows=True))
    rows = tuple(
        (
            day(one.dated),
            _("Accepte le courriel") if one.given else _("Revient au courrier"),
            _(CHANNEL_WORDS[Channel(one.channel)]),
            one.address,
        )
        for one in file.consents
    )
    return (text.heading(_("Convocation par courriel")), tables.table(columns, rows))


def _marital_parts(file: MemberFile) -> tuple[Part, ...]:
    said = file.marital
    facts = (
        (_("Régime"), _(REGIME_WORDS[Regime(said.regime)]) if said.regime else ""),
        (_("Conjoint"), said.spouse_name),
        (_("Informé le"), long_day(said.spouse_informed_on) if said.spouse_informed_on else ""),
        (_("Réponse"), _(ANSWER_WORDS[SpouseAnswer(said.spouse_answer)]) if said.spouse_answer else ""),
        (_("Réponse du"), long_day(said.answered_on) if said.answered_on else ""),
    )
    kept = tuple(fact for fact in facts if fact[1])
    return (text.heading(_("Situation matrimoniale")), tables.facts(kept)) if kept else ()


def _team_parts(file: MemberFile) -> tuple[Part, ...]:
    if not file.teams:
        return ()
    columns = (Column(_("Pôle ou équipe"), grows=True), Column(_("Depuis le")), Column(_("Jusqu’au")))
    rows = tuple(
        (" · ".join(part for part in (one.service, one.team) if part), day(one.joined_on), day_or_nothing(one.left_on))
        for one in file.teams
    )
    return (text.heading(_("Pôles et équipes")), tables.table(columns, rows))
