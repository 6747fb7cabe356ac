"""The record of a circle, on one page: what was named, proposed, objected, and what came of it (E05, E08)."""

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import clock_time, integer, listed, long_day
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.elections.circle.records import Answers, Circle, Objection


def circle_pdf(circle: Circle, head: Letterhead) -> bytes:
    """Print the record: names and reasons only where the group agreed to write them."""
    heading = _("Décision par consentement") if circle.matter else _("Élection sans candidat")
    number = len(circle.participants)
    people = ngettext("{n} participant", "{n} participants", number).format(n=integer(number))
    if circle.names_kept:
        people = listed([one.name for one in circle.participants])
    facts = (
        (_("Cadre"), ", ".join(words for words in (circle.place, _dates(circle)) if words)),
        (_("Participants"), people),
        (_("Point de départ") if circle.matter else _("Rôle et critères"), circle.frame),
    )
    parts: list[Part] = [
        text.title(heading),
        text.subtitle(circle.title),
        tables.facts(tuple((name, words) for name, words in facts if words)),
    ]
    if not circle.names_kept:
        parts.append(text.text(_("Le groupe n’a pas voulu que les noms et les raisons soient consignés.")))
    parts += _nominations(circle) if not circle.matter else _discussion(circle)
    for number, one in enumerate(circle.rounds, 1):
        parts += _round(circle, one, number)
    parts += [
        text.heading(_("Résultat")),
        text.text(text.Strong(_outcome(circle))),
        text.text(
            circle.ratification or _("Si la loi réserve cette décision à l’assemblée, une résolution la confirme.")
        ),
        signatures.signatures(signatures.Signatory(_("Animation"), " "), signatures.Signatory(_("Secrétariat"), " ")),
    ]
    return build(Sheet(head, f"{heading} : {circle.title}", tuple(parts)))


def _dates(circle: Circle) -> str:
    """When it was held: one day and its hour, or from a day to another."""
    if circle.began is None or circle.ended is None:
        return ""
    first, last = circle.began.astimezone(), circle.ended.astimezone()
    if first.date() != last.date():
        return _("du {first} au {last}").format(first=long_day(first.date()), last=long_day(last.date()))
    if clock_time(first) == clock_time(last):
        return _("le {day} à {hour}").format(day=long_day(last.date()), hour=clock_time(last))
    return _("le {day} de {start} à {end}").format(
        day=long_day(first.date()), start=clock_time(first), end=clock_time(last)
    )


def _nominations(circle: Circle) -> list[Part]:
    words = ngettext("{n} nomination", "{n} nominations", circle.nominated).format(n=integer(circle.nominated))
    people = ngettext("{n} personne nommée", "{n} personnes nommées", circle.people_named)
    said = _("{said}, {people}.").format(said=words, people=people.format(n=integer(circle.people_named)))
    parts: list[Part] = [text.heading(_("Nominations")), text.text(said)]
    if not circle.names_kept:
        return parts
    columns = (Column(_("Qui")), Column(_("Nomme")), Column(_("Parce que"), grows=True))
    rows = tuple((one.by_name, one.name or _("personne"), one.because) for one in circle.nominations)
    parts.append(tables.table(columns, rows))
    if circle.changes:
        moved = tuple((one.by_name, one.name, one.because) for one in circle.changes)
        parts += [text.heading(_("Reports")), tables.table(columns, moved)]
    counts = [_("{name} {n}").format(name=name, n=integer(n)) for name, n in circle.tally]
    parts.append(text.text(_("Après les reports : {counts}.").format(counts=listed(counts))))
    return parts


def _discussion(circle: Circle) -> list[Part]:
    parts: list[Part] = []
    titles = (("clarification", _("Clarifications")), ("reaction", _("Réactions")))
    for kind, heading in titles:
        said = [one.words for one in circle.remarks if one.kind == kind]
        if said:
            parts += [text.heading(heading), *(text.item(words) for words in said)]
    return parts


def _round(circle: Circle, one: Answers, number: int) -> list[Part]:
    counts = (
        ngettext("{n} consentement", "{n} consentements", one.consents).format(n=integer(one.consents)),
        ngettext("{n} retrait", "{n} retraits", one.aside).format(n=integer(one.aside)),
        ngettext("{n} objection", "{n} objections", len(one.objections)).format(n=integer(len(one.objections))),
    )
    heading = _("Proposition n° {n}").format(n=integer(number))
    if one.proposed_by:
        heading = _("{proposal}, de {name}").format(proposal=heading, name=one.proposed_by)
    parts: list[Part] = [text.heading(heading)]
    if one.proposal and (circle.matter or circle.names_kept):
        parts.append(text.quoted(one.proposal))
    parts.append(text.text(f"{listed(counts)}."))
    parts += [text.item(_objection(each)) for each in one.objections]
    return parts


def _objection(one: Objection) -> str:
    words = _("Objection n° {n}").format(n=integer(one.number))
    if one.by_name:
        words = _("{words}, {name} : {because}").format(words=words, name=one.by_name, because=one.because)
    end = {
        "author": _("levée par son auteur"),
        "group": _("jugée non fondée par le groupe"),
        "": _("subsiste"),
    }[one.lifted]
    return f"{words} ; {end}{f' ({one.how})' if one.how else ''}."


def _outcome(circle: Circle) -> str:
    if not circle.outcome:
        return _("Le cercle n’a pas conclu.")
    if circle.matter:
        return _("Adopté par consentement : {words}").format(words=circle.outcome)
    return _("Sans objection, {name} prend le rôle.").format(name=circle.outcome)
