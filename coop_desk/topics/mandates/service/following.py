"""What is collected and declared while a mandate runs: papers, employment contract, registration, title."""

from collections.abc import Iterable
from datetime import date

from coop_desk.core import delegating
from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import Grant
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import listed, long_day
from coop_desk.topics.mandates.records import Contract, EventKind, Paper, PostKind
from coop_desk.topics.mandates.rules import life
from coop_desk.topics.mandates.rules.posts import REGISTERED
from coop_desk.topics.mandates.service.reading import known_mandate, line_of
from coop_desk.topics.mandates.service.titles import decide_proposed, grant_of, untied, write


@action(Right.MANDATES_RECORD, N_("Pièces d’un mandat reçues"))
def receive_papers(act: Act, mandate_id: int, papers: Iterable[Paper], on: date | None, called: str = "") -> None:
    """Write which papers were received and when (ELE-13); with the acceptance, how the person is named."""
    known = known_mandate(act, mandate_id)
    wanted = [paper for paper in papers if paper not in life.papers(known.entries)]
    if not wanted:
        raise RuleBroken("ELE-13", _("Cochez au moins une pièce qui n’était pas encore reçue."))
    day = _past(act, on, "ELE-13")
    for paper in wanted:
        details = {"paper": paper.value} | ({"called": called.strip()} if paper is Paper.ACCEPTANCE else {})
        write(act, mandate_id, EventKind.PAPER, day, details=details)
    words = listed([_(life.PAPER_WORDS[paper]).lower() for paper in wanted])
    act.say(_("{name} : {papers}.").format(name=line_of(act, known).name, papers=words))


@action(Right.MANDATES_RECORD, N_("Contrat de travail pendant un mandat"))
def state_contract(act: Act, mandate_id: int, status: Contract, on: date | None, how: str = "") -> None:
    """Write what the appointment says of the employment contract (ELE-05); going on must be explained."""
    known = known_mandate(act, mandate_id)
    if known.kind is PostKind.ROLE:
        raise RuleBroken("ELE-05", _("Un rôle ne touche pas au contrat de travail."))
    if status is Contract.ACTIVE and not how.strip():
        raise RuleBroken(
            "ELE-05",
            _("Écrivez comment le lien de subordination continue : sinon, le contrat est présumé suspendu."),
        )
    details = {"status": status.value, "how": how.strip()}
    entry = write(act, mandate_id, EventKind.CONTRACT, _past(act, on, "ELE-05"), details=details)
    words = life.contract_words(life.Entry(entry.id, EventKind.CONTRACT, entry.on, details=details))
    act.say(_("{name} : {words}.").format(name=line_of(act, known).name, words=words))


@action(Right.MANDATES_RECORD, N_("Déclaration des mandats d’administrateur"))
def declare_directorships(act: Act, mandate_id: int, count: int, on: date | None) -> None:
    """Write how many directorships somebody declares, this one included: five at most (SA-04)."""
    known = known_mandate(act, mandate_id)
    if count < 1:
        raise RuleBroken("SA-04", _("Comptez aussi ce mandat : un au moins."))
    write(act, mandate_id, EventKind.DIRECTORSHIPS, _past(act, on, "SA-04"), details={"count": count})
    words = ngettext("{name} déclare {n} mandat.", "{name} déclare {n} mandats.", count)
    act.say(words.format(name=line_of(act, known).name, n=count))


@action(Right.MANDATES_RECORD, N_("Formalités d’un mandat faites"))
def mark_registered(act: Act, mandate_id: int, on: date | None, *, of_the_end: bool = False) -> None:
    """Tick that the appointment, or the end, was registered and published (ELE-12)."""
    known = known_mandate(act, mandate_id)
    kind = EventKind.END_REGISTERED if of_the_end else EventKind.REGISTERED
    line = line_of(act, known)
    if line.kind not in REGISTERED:
        raise RuleBroken("ELE-12", _("Un rôle ne s’inscrit pas au registre du commerce."))
    if of_the_end and line.ended_on is None:
        raise RuleBroken("ELE-12", _("Ce mandat n’a pas pris fin."))
    if life.last(known.entries, kind) is not None:
        raise RuleBroken("ELE-12", _("Cette formalité est déjà faite."))
    day = _past(act, on, "ELE-12")
    if day < (line.ended_on if of_the_end and line.ended_on else line.starts_on):
        raise RuleBroken("ELE-12", _("La formalité vient après ce qu’elle publie : corrigez la date."))
    write(act, mandate_id, kind, day)
    act.say(_("{what} le {day} : {name}.").format(what=_(life.EVENT_WORDS[kind]), day=long_day(day), name=line.name))


@action(Right.GRANTS_GIVE, N_("Décision du titre proposé avec un mandat"))
def decide_title(act: Act, mandate_id: int) -> None:
    """Give the title proposed with a mandate, quoting the decision of the mandate. Nobody decides for oneself."""
    decide_proposed(act, mandate_id)


@action(Right.GRANTS_GIVE, N_("Retrait d’un titre dont le mandat est fini"))
def end_left_title(act: Act, grant_id: int) -> None:
    """End the title that stayed after its mandate; refused while nobody else could give titles or sign for the keys."""
    left = next((one for one in untied(act) if one.grant_id == grant_id and one.mandate_id is not None), None)
    if left is None or left.mandate_id is None:
        raise RuleBroken("MAND-06", _("Aucun mandat fini n’explique ce titre."))
    known = known_mandate(act, left.mandate_id)
    line, grant = line_of(act, known), grant_of(act, known)
    if grant is None or grant.id != act.session.get_one(Grant, grant_id).id:
        raise RuleBroken("MAND-06", _("Aucun mandat fini n’explique ce titre."))
    why = _("Fin du mandat : {post}, le {day}").format(post=line.post, day=long_day(line.ended_on or act.today))
    delegating.end(act, grant_id, max(act.today, grant.starts_on), why)


def _past(act: Act, on: date | None, rule: str) -> date:
    if on is None:
        raise RuleBroken(rule, _("Donnez la date."))
    if on > act.today:
        raise RuleBroken(rule, _("Cette date est à venir : corrigez-la."))
    return on


__all__ = [
    "decide_title",
    "declare_directorships",
    "end_left_title",
    "mark_registered",
    "receive_papers",
    "state_contract",
]
