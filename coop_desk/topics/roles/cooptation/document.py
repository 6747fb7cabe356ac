"""The record of a co-optation on one page: who sat, who was named and why, objections and how lifted, the term."""

from collections.abc import Mapping

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer, listed, long_day
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.elections.circle.records import Answers, Circle
from coop_desk.topics.roles.cooptation.records import CooptationFile, Endorsed
from coop_desk.topics.roles.cooptation.rules import sentence


def cooptation_pdf(file: CooptationFile, head: Letterhead) -> bytes:
    """Print the record: names and reasons only where the group agreed to write them (E05, E08)."""
    circle, line = file.circle, file.line
    people = ngettext("{n} personne", "{n} personnes", line.people).format(n=integer(line.people))
    if circle.names_kept:
        people = listed([one.name for one in circle.participants])
    facts = (
        (_("Date et pôle"), _("{day}, {pole}").format(day=long_day(line.held_on), pole=line.pole)),
        (_("Fiche lue"), file.sheet),
        (_("Rôle et durée"), circle.frame or file.frame),
        (_("Remplace"), file.replaces),
        (_("Personnes consultées"), people),
    )
    parts: list[Part] = [
        text.title(_("Cooptation")),
        text.subtitle(line.role),
        tables.facts(tuple((name, words) for name, words in facts if words)),
    ]
    if circle.names_kept is False:
        parts.append(text.text(_("Le groupe n’a pas voulu que les noms et les raisons soient consignés.")))
    if circle.names_kept is not None:
        parts += _nominations(circle)
    parts += _rounds(circle)
    parts.append(text.heading(_("Résultat")))
    parts += [text.text(text.Strong(_outcome(one, file.counted))) for one in line.endorsed]
    parts += [text.text(_("{name} : {votes}").format(name=name, votes=votes)) for name, votes in file.counted.items()]
    if line.given_up:
        parts.append(text.text(_("Le cercle s’arrête : {why}").format(why=line.given_up)))
    elif not line.endorsed:
        parts.append(text.text(_("Le cercle n’a pas encore conclu.")))
    parts.append(
        signatures.signatures(
            signatures.Signatory(_("Animation"), file.facilitator or " "), signatures.Signatory(_("Secrétariat"), " ")
        )
    )
    return build(Sheet(head, _("Cooptation, {role}").format(role=line.role), tuple(parts)))


def _nominations(circle: Circle) -> list[Part]:
    """Who named whom, and towards whom some changed; how many, where names are not written."""
    words = ngettext("{n} nomination", "{n} nominations", circle.nominated).format(n=integer(circle.nominated))
    people = ngettext("{n} personne nommée", "{n} personnes nommées", circle.people_named)
    said = _("{said}, {people}.").format(said=words, people=people.format(n=integer(circle.people_named)))
    if not circle.names_kept:
        return [text.heading(_("Nominations")), text.text(said)]
    moved = {one.by: one for one in circle.changes}
    rows = []
    for one in circle.nominations:
        names, reasons = [one.name or _("personne")], [one.because]
        if one.by in moved:
            names.append(moved[one.by].name)
            reasons.append(moved[one.by].because)
        towards = _(", puis ").join(names)
        rows.append((one.by_name, towards, "\n".join(words for words in reasons if words)))
    columns = (Column(_("Qui")), Column(_("Nomme")), Column(_("Parce que"), grows=True))
    return [text.heading(_("Nominations")), tables.table(columns, tuple(rows))]


def _rounds(circle: Circle) -> list[Part]:
    if not circle.rounds:
        return []
    columns = (
        Column(_("Tour"), "right"),
        Column(_("Proposition"), width=48),
        Column(_("Réponses"), width=36),
        Column(_("Objections"), grows=True),
    )
    rows = tuple(
        (
            integer(number),
            _proposal(circle, one),
            "\n".join(_counts(one)),
            "\n".join(_objections(one, number, len(circle.rounds))) or "–",
        )
        for number, one in enumerate(circle.rounds, 1)
    )
    return [text.heading(_("Tours d’objections")), tables.table(columns, rows)]


def _proposal(circle: Circle, one: Answers) -> str:
    """Who was proposed, by whom, with what was amended; no name where none is kept."""
    said = [one.proposal if circle.names_kept else ""]
    if one.proposed_by:
        said.append(_("proposé par {name}").format(name=one.proposed_by))
    if one.amended:
        said.append(_("amendement : {words}").format(words=one.amended))
    if one.until is not None:
        said.append(_("jusqu’au {day}").format(day=day_words(one.until)))
    return "\n".join(words for words in said if words) or "–"


def _counts(one: Answers) -> tuple[str, ...]:
    found = (
        (one.consents, ngettext("{n} consentement", "{n} consentements", one.consents)),
        (one.aside, ngettext("{n} retrait", "{n} retraits", one.aside)),
        (len(one.objections), ngettext("{n} objection", "{n} objections", len(one.objections))),
    )
    return tuple(words.format(n=integer(n)) for n, words in found if n)


def _objections(one: Answers, number: int, rounds: int) -> list[str]:
    """Each objection of a round with what became of it; where it stood, the round that answers it."""
    found = []
    for each in one.objections:
        words = _("{by} : {because}").format(by=each.by_name, because=each.because) if each.because else ""
        end = _("Levée par son auteur.") if each.lifted else _("Non levée.")
        if not each.lifted and number < rounds:
            end = _("Non levée : voir la proposition du tour {n}.").format(n=integer(number + 1))
        if each.lifted and each.how:
            end = _("Levée : {how}").format(how=sentence(each.how))
        found.append(f"{sentence(words)} {end}".strip())
    return found


def _outcome(one: Endorsed, counted: Mapping[str, str]) -> str:
    if one.withdrawn_on is not None:
        words = _("{name}, retrait le {day} : {because}")
        return words.format(name=one.name, day=day_words(one.withdrawn_on), because=sentence(one.withdrawn_because))
    how = _("Par décompte") if one.name in counted else _("Sans objection")
    words = _("{how} : {name}, jusqu’au {day}.")
    if one.mandate_id is None:
        words = _("{how} : {name}, jusqu’au {day}, sans siège pour l’instant.")
    return words.format(how=how, name=one.name, day=long_day(one.ends_on))
