"""The pictures of roles on paper, A4 or A3, each with the same facts as a table."""

from collections.abc import Sequence
from datetime import date

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer, listed, long_day, long_month
from coop_desk.paper import faces, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.pictures import PAPER
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.paper.tables import Column
from coop_desk.paper.timelines import Look, Timeline, legend
from coop_desk.topics.roles.handover.records import Readiness
from coop_desk.topics.roles.pictures import charts
from coop_desk.topics.roles.pictures.records import Balance, PersonRoles, Rows, SeatCalendar, Term
from coop_desk.topics.roles.records import WhoDoesWhat

ROOM = faces.PAGE[1] - faces.LEFT - faces.RIGHT
"""Points between the margins of an A4 turned on its side."""


def key_words() -> dict[Look, str]:
    """What each kind of bar means."""
    return {
        Look.FILLED: _("en cours"),
        Look.OUTLINED: _("adopté, à venir"),
        Look.SHADOW: _("tuilage"),
        Look.ACTING: _("intérim"),
        Look.PLANNED: _("pressenti par un plan"),
        Look.PAST: _("terminé"),
        Look.LACKING: _("vacant"),
        Look.AWAITED: _("à pourvoir"),
    }


def calendar_pdf(found: SeatCalendar, rows: Rows, head: Letterhead, *, a3: bool = False) -> bytes:
    """Print the calendar of mandates, what is to be looked at, then every term."""
    chart = charts.calendar_chart(found, rows)
    title = {
        Rows.SEATS: _("Calendrier des mandats"),
        Rows.MISSIONS: _("Calendrier des mandats par mission"),
        Rows.PEOPLE: _("Calendrier des mandats par personne"),
    }[rows]
    facts = [_("Du {first} au {last}").format(first=long_day(chart.first), last=long_day(chart.last))]
    seats = len(found.seats)
    facts.append(ngettext("{n} siège", "{n} sièges", seats).format(n=integer(seats)))
    if found.plan:
        facts.append(_("avec le plan « {name} », que rien n’engage encore").format(name=found.plan))
    parts: list[Part] = [text.title(title), text.subtitle(", ".join(facts)), chart, _legend(chart)]
    if found.troubles:
        told = (text.item(one.words) for one in found.troubles)
        parts += [text.heading(_("À regarder")), *told]
    terms = [term for term in found.terms if term.person_id is not None]
    parts += [text.heading(_("Les mêmes mandats en tableau")), _terms(terms)]
    return build(Sheet(head, title, tuple(parts), landscape=True, a3=a3))


def person_pdf(found: PersonRoles, head: Letterhead, *, a3: bool = False) -> bytes:
    """Print the roles of one person, their hours, and what comes."""
    chart = charts.person_chart(found)
    title = _("Les rôles de {name}").format(name=found.name)
    days = _("Du {first} au {last}").format(first=long_day(chart.first), last=long_day(chart.last))
    parts: list[Part] = [
        text.title(title),
        text.subtitle(days),
        chart,
        _legend(chart),
        text.text(charts.hours_words(found)),
    ]
    terms = [term for term in found.calendar.terms if term.person_id is not None]
    if terms:
        parts += [text.heading(_("Mandats")), _terms(terms)]
    busy = [month for month in found.hours if month.hours]
    if busy:
        columns = (Column(_("Mois")), Column(_("Heures"), "right"), Column(_("Rôles"), grows=True))
        rows = tuple((long_month(month.on), integer(month.hours), month.words) for month in busy)
        parts += [text.heading(_("Heures par mois")), tables.table(columns, rows)]
    if found.ahead:
        told = tuple(text.item(f"{day_words(one.on)} – {one.what}") for one in found.ahead)
        parts.append(together(text.heading(_("Ce qui vient")), *told))
    return build(Sheet(head, title, tuple(parts), landscape=True, a3=a3))


def balance_pdf(found: Balance, head: Letterhead, *, a3: bool = False) -> bytes:
    """Print everybody's hours against their fair share."""
    title = _("Équilibre des charges")
    columns = (
        Column(_("Personne"), grows=True), Column(_("Heures"), "right"), Column(_("Part équitable"), "right"),
        Column(_("Écart"), "right"), Column(_("Mois le plus chargé")), Column(_("Heures acceptées"), "right"),
        Column(_("Mois au-dessus"), width=60),
    )  # fmt: skip
    rows = tuple(
        (
            one.name, integer(one.load), integer(one.share) if one.in_equity else "–",
            integer(one.excess) if one.in_equity else "–", charts.peak_words(one), integer(one.capacity),
            listed([long_month(day) for day in one.over]) or "–",
        )
        for one in found.shares
    )  # fmt: skip
    parts: tuple[Part, ...] = (
        text.title(title),
        text.subtitle(balance_period(found)),
        charts.balance_chart(found),
        text.small(charts.balance_words(found)),
        text.heading(_("Les mêmes chiffres en tableau")),
        tables.table(columns, rows),
    )
    return build(Sheet(head, title, parts, landscape=True, a3=a3))


def balance_period(found: Balance) -> str:
    """The months that the figures count, and how many people."""
    words = _("{months} mois à partir de {first}, et les {history} mois d’avant ; {n} personnes")
    said = words.format(
        months=found.months, first=long_month(found.first), history=found.history_months, n=integer(len(found.shares))
    )
    return _("{said}, avec le plan « {plan} »").format(said=said, plan=found.plan) if found.plan else said


def readiness_pdf(found: Sequence[Readiness], today: date, head: Letterhead, *, a3: bool = False) -> bytes:
    """Print how ready those who take over are."""
    title = _("Qui est prêt")
    columns = (
        Column(_("Personne")), Column(_("Rôle"), grows=True), Column(_("Transmet")), Column(_("Prise de poste")),
        Column(_("Lignes faites"), "right"), Column(_("État")),
    )  # fmt: skip
    rows = tuple(
        (
            one.name, one.role, one.giver.name or "–", day_words(one.takes_over_on),
            _("{done} sur {total}").format(done=integer(one.done), total=integer(one.total)),
            charts.alert_words(one.alert),
        )
        for one in found
    )  # fmt: skip
    parts: list[Part] = [text.title(title), text.subtitle(_("Au {day}").format(day=long_day(today)))]
    if found:
        parts += [charts.readiness_chart(found, today), text.heading(_("Les mêmes faits en tableau"))]
        parts.append(tables.table(columns, rows))
    else:
        parts.append(text.text(_("Aucune passation à ce jour.")))
    return build(Sheet(head, title, tuple(parts), landscape=True, a3=a3))


def organisation_pdf(found: WhoDoesWhat, head: Letterhead, *, a3: bool = False) -> bytes:
    """Print poles, roles and holders on a day."""
    title = _("Organisation")
    parts: list[Part] = [text.title(title), text.subtitle(_("Au {day}").format(day=long_day(found.on)))]
    parts.append(charts.organisation_chart(found) if found.poles else text.text(_("Aucun pôle à cette date.")))
    if found.orphans:
        words = _("Missions que personne ne porte : {names}.")
        parts.append(text.text(words.format(names=listed(found.orphans))))
    name = _("Organisation au {day}").format(day=long_day(found.on))
    return build(Sheet(head, name, tuple(parts), landscape=True, a3=a3))


def _legend(chart: Timeline) -> Part:
    """What the bars of this picture mean, the others left out."""
    seen = {bar.look for line in chart.lines for bar in line.bars}
    return together(
        legend({look: words for look, words in key_words().items() if look in seen}, ROOM / PAPER), text.Gap(3)
    )


def _terms(terms: Sequence[Term]) -> Part:
    columns = (
        Column(_("Rôle"), grows=True), Column(_("Siège"), "right"), Column(_("Personne")), Column(_("Du")),
        Column(_("Au")), Column(_("Tuilage dès le")), Column(_("État")), Column(_("Décision"), width=84),
    )  # fmt: skip
    ordered = sorted(terms, key=lambda term: (term.pole, term.role, term.seat, term.starts_on))
    rows = tuple(
        (
            term.role, str(term.seat + 1), term.name, day_words(term.starts_on), day_words(term.ends_on),
            day_words(term.shadow_from) if term.shadow_from else "–", charts.kind_words(term.kind),
            term.because or term.origin or "–",
        )
        for term in ordered
    )  # fmt: skip
    return tables.table(columns, rows) if rows else text.text(_("Aucun mandat sur ces mois."))
