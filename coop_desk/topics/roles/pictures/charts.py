"""From what is known of roles to pictures: the same one goes to the screen and to paper."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import fold, integer, listed, long_day, long_month
from coop_desk.paper.boards import Board, BoardCard, BoardGroup, CardLine
from coop_desk.paper.meters import Fill, Meter, MeterChart, MeterRow
from coop_desk.paper.timelines import Bar, Line, Look, Timeline, month_at
from coop_desk.topics.roles.handover.records import Alert, Readiness
from coop_desk.topics.roles.pictures.records import (
    Balance,
    PersonRoles,
    Rows,
    SeatCalendar,
    Share,
    Term,
    TermKind,
)
from coop_desk.topics.roles.pictures.rules import seat_name
from coop_desk.topics.roles.records import RoleLine, WhoDoesWhat
from coop_desk.topics.roles.rules.sheets import holder_words

LOOKS = {
    TermKind.PAST: Look.PAST,
    TermKind.RUNNING: Look.FILLED,
    TermKind.COMING: Look.OUTLINED,
    TermKind.ACTING: Look.ACTING,
    TermKind.PROPOSED: Look.PLANNED,
    TermKind.VACANT: Look.LACKING,
    TermKind.AWAITED: Look.AWAITED,
}
READY = 80
"""Percent of a hand-over under which it is behind, a month before the role changes hands."""


def kind_words(kind: TermKind) -> str:
    """What a bar tells."""
    return {
        TermKind.PAST: _("terminé"),
        TermKind.RUNNING: _("en cours"),
        TermKind.COMING: _("adopté"),
        TermKind.ACTING: _("intérim"),
        TermKind.PROPOSED: _("pressenti"),
        TermKind.VACANT: _("vacant"),
        TermKind.AWAITED: _("à pourvoir"),
    }[kind]


def term_words(term: Term) -> str:
    """A term in words: who, which seat, from when to when, how it stands."""
    days = _("du {first} au {last}").format(first=long_day(term.starts_on), last=long_day(term.ends_on))
    if term.person_id is None:
        return _("{role} : {name}, {days}").format(role=term.role, name=term.name, days=days)
    said = _("{name}, {role}, {days}, {state}").format(
        name=term.name, role=term.role, days=days, state=kind_words(term.kind)
    )
    if term.shadow_from is None:
        return said
    return _("{said}, tuilage dès le {day}").format(said=said, day=long_day(term.shadow_from))


# ------------------------------------------------------------------ over time


def calendar_chart(found: SeatCalendar, rows: Rows) -> Timeline:
    """The calendar, a line a seat, a mission or a person."""
    lines = {Rows.SEATS: _by_seat, Rows.MISSIONS: _by_mission, Rows.PEOPLE: _by_person}[rows](found)
    last = month_at(found.first, found.months) - timedelta(days=1)
    words = _("Calendrier des mandats du {first} au {last} : {n} lignes.").format(
        first=long_day(found.first), last=long_day(last), n=integer(sum(not line.heading for line in lines))
    )
    return Timeline(found.first, found.months, tuple(lines), words, found.today)


def _by_seat(found: SeatCalendar) -> list[Line]:
    lines: list[Line] = []
    pole = None
    for seat in found.seats:
        if seat.pole_id != pole:
            pole = seat.pole_id
            lines.append(Line(("pole", pole), seat.pole, heading=True))
        terms = [term for term in found.terms if (term.role_id, term.seat) == (seat.role_id, seat.number)]
        key = (seat.role_id, seat.number)
        lines.append(Line(key, seat_name(seat), bars(terms, lambda term: term.name), takes=seat.planned))
    return lines


def _by_mission(found: SeatCalendar) -> list[Line]:
    lines: list[Line] = []
    for role_id in dict.fromkeys(seat.role_id for seat in found.seats):
        seat = next(seat for seat in found.seats if seat.role_id == role_id)
        terms = [term for term in found.terms if term.role_id == role_id]
        lines += [
            Line((role_id, mission), mission, bars(terms, lambda term: term.name, mission)) for mission in seat.missions
        ]
    return sorted(lines, key=lambda line: fold(line.name))


def _by_person(found: SeatCalendar) -> list[Line]:
    people = {term.person_id: term.name for term in found.terms if term.person_id is not None}
    return [
        Line(("person", who), name, bars((one for one in found.terms if one.person_id == who), lambda term: term.role))
        for who, name in sorted(people.items(), key=lambda one: fold(one[1]))
    ]


def bars(terms: Iterable[Term], name: Callable[[Term], str], also: str = "") -> tuple[Bar, ...]:
    """The bars of some terms, each shadowing before its own."""
    found: list[Bar] = []
    for term in terms:
        words = term_words(term)
        movable = term.person_id is not None and term.kind is not TermKind.PAST
        found.append(Bar((*term.key, also), term.starts_on, term.ends_on, name(term), LOOKS[term.kind], words, movable))
        if term.shadow_from is not None and term.shadow_from < term.starts_on:
            until = term.starts_on - timedelta(days=1)
            said = _("{name} : tuilage du {first} au {last}, {role}").format(
                name=term.name, first=long_day(term.shadow_from), last=long_day(until), role=term.role
            )
            found.append(Bar(("shadow", *term.key, also), term.shadow_from, until, name(term), Look.SHADOW, said))
    return tuple(found)


def person_chart(found: PersonRoles) -> Timeline:
    """One person: a line a role, then the hours of each month against what the person accepts."""
    calendar = found.calendar
    lines = [
        Line(role, role, bars([one for one in calendar.terms if one.role == role], lambda term: kind_words(term.kind)))
        for role in dict.fromkeys(term.role for term in calendar.terms)
    ]
    hours = tuple(month.hours for month in found.hours)
    lines.append(Line("hours", _("Heures par mois"), figures=hours, most=found.capacity or 0))
    return Timeline(calendar.first, calendar.months, tuple(lines), hours_words(found), calendar.today)


def hours_words(found: PersonRoles) -> str:
    """The hours of one person in words: the heaviest month, and those above what the person accepts."""
    heaviest = max(found.hours, key=lambda month: month.hours, default=None)
    if heaviest is None or not heaviest.hours:
        return _("{name} n’a aucun rôle sur ces mois.").format(name=found.name)
    said = _("{name} : {hours} h au plus, en {month}.").format(
        name=found.name, hours=integer(heaviest.hours), month=long_month(heaviest.on)
    )
    over = [month for month in found.hours if found.capacity is not None and month.hours > found.capacity]
    if not over:
        return said
    words = _("{said} Au-dessus des {most} h acceptées en {months}.")
    return words.format(
        said=said, most=integer(found.capacity or 0), months=listed([long_month(month.on) for month in over])
    )


# ------------------------------------------------------------------ shares


def balance_chart(found: Balance) -> MeterChart:
    """Hours against the fair share, and the heaviest month against what the person accepts."""
    heads = (
        _("Heures, et part équitable (le trait)"),
        _("Mois le plus chargé, et heures acceptées (le pointillé)"),
    )
    most = max([1, *(max(one.load, one.share) for one in found.shares)])
    peak = max([1, *(max(one.peak, one.capacity) for one in found.shares)])
    rows = tuple(_share_row(one, found.step) for one in found.shares)
    return MeterChart(heads, (3, 2), (most, peak), rows, balance_words(found))


def _share_row(one: Share, step: int) -> MeterRow:
    burdened = one.in_equity and one.excess > step
    load = Meter(one.load, one.share if one.in_equity else None, excess_words(one),
                 Fill.WARNED if burdened else Fill.PLAIN)  # fmt: skip
    peak = Meter(one.peak, one.capacity, peak_words(one), Fill.OVER if one.over else Fill.PLAIN, limit=True)
    return MeterRow(one.person_id, one.name, (load, peak), share_words(one), strong=one.mine)


def excess_words(one: Share) -> str:
    """Hours, and how far they are from the fair share."""
    hours = _("{n} h").format(n=integer(one.load))
    if not one.in_equity:
        return _("{hours}, hors partage").format(hours=hours)
    if one.excess > 0:
        return _("{hours}, {n} de plus").format(hours=hours, n=integer(one.excess))
    if one.excess < 0:
        return _("{hours}, {n} de moins").format(hours=hours, n=integer(-one.excess))
    return _("{hours}, juste").format(hours=hours)


def peak_words(one: Share) -> str:
    """The heaviest month."""
    if one.peak_on is None:
        return _("aucune heure")
    return _("{n} h en {month}").format(n=integer(one.peak), month=long_month(one.peak_on))


def share_words(one: Share) -> str:
    """Somebody's share in words."""
    said = _("{name} : {load} ; {peak}").format(name=one.name, load=excess_words(one), peak=peak_words(one))
    if not one.over:
        return said
    words = _("{said} : plus que les {most} h acceptées, en {months}")
    return words.format(said=said, most=integer(one.capacity), months=listed([long_month(day) for day in one.over]))


def balance_words(found: Balance) -> str:
    """The whole in words: how many people are above their share by more than the step, and above what they accept."""
    burdened = [one for one in found.shares if one.in_equity and one.excess > found.step]
    over = [one for one in found.shares if one.over]
    without = [one for one in found.shares if not one.load]
    said = [ngettext("{n} personne", "{n} personnes", len(found.shares)).format(n=integer(len(found.shares)))]
    said.append(_("{n} sans aucun rôle").format(n=integer(len(without))))
    said.append(_("{n} au-dessus de leur part de plus de {step} h").format(n=integer(len(burdened)), step=found.step))
    said.append(_("{n} avec un mois au-dessus des heures acceptées").format(n=integer(len(over))))
    return "; ".join(said)


# ------------------------------------------------------------------ ready


def readiness_chart(found: Sequence[Readiness], today: date) -> MeterChart:
    """How far each hand-over is, with the mark under which it is behind."""
    rows = tuple(
        MeterRow(
            one.handover_id,
            _("{name}, {role}").format(name=one.name, role=one.role),
            (Meter(_percent(one), READY, readiness_words(one, today), _fill(one.alert)),),
            _("{name}, {role} : {words}").format(name=one.name, role=one.role, words=readiness_words(one, today)),
        )
        for one in found
    )
    head = _("Lignes faites de la passation, sur cent ; le trait : {n}").format(n=READY)
    words = ngettext("{n} passation", "{n} passations", len(rows)).format(n=integer(len(rows)))
    return MeterChart((head,), (1,), (100,), rows, words)


def _percent(one: Readiness) -> int:
    return 100 if not one.total else 100 * one.done // one.total


def _fill(alert: Alert) -> Fill:
    return {Alert.ORANGE: Fill.WARNED, Alert.RED: Fill.OVER}.get(alert, Fill.PLAIN)


def readiness_words(one: Readiness, today: date) -> str:
    """How ready somebody is, and when the role changes hands."""
    done = _("{done} sur {total}").format(done=integer(one.done), total=integer(one.total))
    when = _("prise de poste le {day}") if one.takes_over_on >= today else _("en poste depuis le {day}")
    return _("{done}, {state}, {when}").format(
        done=done, state=alert_words(one.alert), when=when.format(day=day_words(one.takes_over_on))
    )


def alert_words(alert: Alert) -> str:
    """How a hand-over stands."""
    return {
        Alert.OVER: _("terminée"),
        Alert.READY: _("prête"),
        Alert.CALM: _("à temps"),
        Alert.ORANGE: _("en retard"),
        Alert.RED: _("pas prête"),
        Alert.DROPPED: _("sans suite"),
    }[alert]


# ------------------------------------------------------------------ organisation


def organisation_chart(found: WhoDoesWhat) -> Board:
    """Poles, their roles and who holds them on a day."""
    groups = tuple(
        BoardGroup(pole.name, pole.purpose, tuple(_role_card(role) for role in roles)) for pole, roles in found.poles
    )
    words = _("Organisation au {day} : {n} pôles.").format(day=long_day(found.on), n=integer(len(groups)))
    return Board(groups, words)


def _role_card(role: RoleLine) -> BoardCard:
    lines = []
    for one in role.holders:
        lines.append(CardLine(holder_words(one)))
        lines.append(CardLine(_("jusqu’au {day}").format(day=day_words(one.until)), strong=False))
    lines += [CardLine(_("siège vacant"), lacks=True) for _seat in range(role.vacant)]
    lines += [CardLine(_("suppléance : {name}").format(name=one.name), strong=False) for one in role.deputies]
    held = listed([holder_words(one) for one in role.holders]) or _("personne")
    words = _("{role}, {pole} : {held}").format(role=role.name, pole=role.pole, held=held)
    if role.vacant:
        words += ngettext(" ; {n} siège vacant", " ; {n} sièges vacants", role.vacant).format(n=integer(role.vacant))
    return BoardCard(role.id, role.name, tuple(lines), words)
