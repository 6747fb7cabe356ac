"""The booklet of a hand-over: cover, what stands, every line with a box for each of both, their signatures."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP, integer, long_day
from coop_desk.core.words import day as day_words
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.paper.tables import Column
from coop_desk.topics.roles.handover.records import (
    KIND_WORDS,
    QUESTIONS,
    STAGE_WORDS,
    Handover,
    Kind,
    Line,
    RetroLine,
    Tick,
)
from coop_desk.topics.roles.handover.rules.ticking import alert_words, line_words
from coop_desk.topics.roles.records import RoleLine

TICKED, EMPTY, NOBODY = "X", "", "–"
Row = tuple[str, ...]
Group = tuple[str, tuple[Row, ...]]
Then = text.Text | signatures.Signatures


def booklet_pdf(record: Handover, role: RoleLine, before: RetroLine | None, head: Letterhead, today: date) -> bytes:
    """Print the booklet as the hand-over stands on a day."""
    parts = (
        *_cover(record, role, today),
        text.NewPage(),
        text.heading(_("Missions")),
        _table(record, _("Étape"), _by_mission(record)),
        text.heading(_("Documents, accès, formations, points d’étape")),
        _table(record, _("À remettre ou à faire"), _by_kind(record), then=_signed(record, today)),
        *_retrospective(before),
    )
    name = _("Livret de passation, {role}").format(role=record.role)
    return build(Sheet(head, name, parts))


def _cover(record: Handover, role: RoleLine, today: date) -> Iterator[Part]:
    yield text.Gap(24)
    yield text.title(_("Livret de passation"))
    yield text.subtitle(_("{role}, pôle « {pole} »").format(role=record.role, pole=record.pole))
    yield text.Gap(8)
    giver = record.giver
    facts = (
        (_("Transmet"), giver.name or _("Personne")),
        (_("Pourquoi"), giver.because),
        (_("Reprend"), record.receiver),
        (_("Accompagnement"), _("à partir du {day}").format(day=long_day(record.begins_on))),
        (_("Prise de poste"), long_day(record.takes_over_on)),
        (_("Décision"), record.decision),
    )
    yield tables.facts(tuple((label, words) for label, words in facts if words))
    yield text.heading(_("Ce qui en est au {day}").format(day=long_day(today)))
    yield text.text(alert_words(record))
    yield tables.table(
        (Column("", grows=True), Column(_("Fait"), "right", width=22), Column(_("En tout"), "right", width=22)),
        tuple(_counted(record)),
        totals=((_("Ensemble"), integer(record.done), integer(record.total)),),
    )
    if role.sheet.purpose:
        yield text.heading(_("À quoi sert ce rôle"))
        yield text.text(role.sheet.purpose)


def _counted(record: Handover) -> Iterator[Row]:
    for kind in Kind:
        lines = [line for line in record.lines if line.kind is kind]
        if lines:
            name = _("Missions") if kind is Kind.MISSION else _(KIND_WORDS[kind])
            yield name, integer(sum(line.closed for line in lines)), integer(len(lines))


def _by_mission(record: Handover) -> Iterator[Group]:
    """The stages of each mission; those of each point under its words when the mission has more than one."""
    missions = [line for line in record.lines if line.kind is Kind.MISSION and line.mission]
    for mission, found in groupby(missions, key=lambda line: line.mission):
        lines = list(found)
        whole = all(line.words == mission for line in lines)
        yield mission, tuple(_row(record, line, _stage(line) if whole else line_words(line)) for line in lines)


def _by_kind(record: Handover) -> Iterator[Group]:
    """The lines that belong to no mission."""
    for kind in Kind:
        lines = [line for line in record.lines if line.kind is kind and not line.mission]
        if lines:
            name = _("Ajouté aux missions") if kind is Kind.MISSION else _(KIND_WORDS[kind])
            yield name, tuple(_row(record, line, line.words) for line in lines)


def _stage(line: Line) -> str:
    return _(STAGE_WORDS[line.stage]) if line.stage is not None else line.words


def _row(record: Handover, line: Line, words: str) -> Row:
    said = [
        _("{name} : {remark}").format(name=tick.by, remark=tick.said)
        for tick in (line.giver, line.receiver)
        if tick is not None and tick.said
    ]
    if line.kind is Kind.TRAINING and line.starts is not None:
        words = _("{words}, à partir du {day}").format(words=words, day=day_words(line.starts))
    given = NOBODY if record.giver.person_id is None and line.giver is None else _box(line.giver, record.giver.name)
    return "\n".join((words, *said)), day_words(line.due), given, _box(line.receiver, record.receiver)


def _box(tick: Tick | None, expected: str) -> str:
    """Empty for a box to tick; else the day, and the name when it is not that of the cover."""
    if tick is None:
        return EMPTY
    said = f"{TICKED} {day_words(tick.at.astimezone().date())}"
    return said if tick.by == expected else f"{said}\n{tick.by}"


def _table(record: Handover, head: str, groups: Iterable[Group], *, then: tuple[Then, ...] = ()) -> Part:
    """Lines under the heads of their groups, with a box for each of both; `then` stays with the last ones."""
    columns = (
        Column(head, grows=True),
        Column(_("Pour le"), width=23),
        Column(_("Transmis"), "centre", width=30, box=True),
        Column(_("Repris"), "centre", width=30, box=True),
    )
    rows: list[Row] = []
    heads: set[int] = set()
    for name, lines in groups:
        heads.add(len(rows))
        rows += [(name, NBSP, NBSP, NBSP), *lines]
    return tables.table(columns, tuple(rows), strong=frozenset(heads), then=then)


def _retrospective(before: RetroLine | None) -> Iterator[Part]:
    if before is None or before.answers is None:
        return
    yield text.NewPage()
    yield text.heading(_("Ce que {name} vous laisse").format(name=before.author))
    words = _("Bilan du mandat tenu du {first} au {last}.")
    yield text.small(words.format(first=long_day(before.starts_on), last=long_day(before.ends_on)))
    for name, question in QUESTIONS.items():
        first, *others = text.paragraphs(getattr(before.answers, name))
        yield together(text.subheading(_(question)), first)
        yield from others


def _signed(record: Handover, today: date) -> tuple[Then, ...]:
    people = [signatures.Signatory(_("La personne qui reprend"), record.receiver)]
    if record.giver.person_id is not None:
        people.insert(0, signatures.Signatory(_("La personne qui transmet"), record.giver.name))
    signed = signatures.signatures(*people, place_and_date=_("Fait le {day}.").format(day=long_day(today)))
    if record.ended_at is None:
        return (signed,)
    day = long_day(record.ended_at.astimezone().date())
    return text.text(_("Passation terminée le {day}.").format(day=day)), signed
