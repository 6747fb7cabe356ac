"""An election told in sentences, for the minutes of a meeting: every stage, every figure, every decision."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import clock_time, integer, listed, long_day
from coop_desk.topics.elections.methods.records import Stage
from coop_desk.topics.elections.records import (
    Answer,
    ElectionFile,
    Opening,
    Order,
    Round,
    State,
)
from coop_desk.topics.elections.rules.secrecy import unanimous
from coop_desk.topics.elections.rules.steps import elected_lines
from coop_desk.topics.elections.rules.wording import method_sentence, round_words, seats_words

ENDED = (State.PROCLAIMED, State.DONE, State.ENDED)


@dataclass(frozen=True, slots=True)
class Minuted:
    """What the minutes say: what is voted on, then each round, then what became of it."""

    lead: tuple[str, ...]
    stages: tuple[str, ...]
    ends: tuple[str, ...]
    complete: bool
    """False while something of this meeting is still to be counted or proclaimed."""


def minuted(file: ElectionFile, meeting_id: int) -> Minuted:
    """Tell the part of an election held in one meeting."""
    here = file.meeting_id == meeting_id
    ends = tuple(_ends(file)) if here else (_elsewhere(file),)
    return Minuted(tuple(_lead(file)), tuple(_stages(file, meeting_id)), ends, not here or file.state in ENDED)


def _lead(file: ElectionFile) -> Iterator[str]:
    yield f"{seats_words(file)} {method_sentence(file)}"
    if file.with_candidates:
        names = listed([one.person.name for one in file.standing])
        words = ngettext("Candidature : {names}.", "Candidatures : {names}.", len(file.standing))
        yield words.format(names=names) if names else _("Personne ne se présente.")
    for one in file.candidacies:
        if one.withdrawn_on is not None:
            yield _("{name} a retiré sa candidature le {day}.").format(
                name=one.person.name, day=long_day(one.withdrawn_on)
            )
    if file.order is not None and file.order.drawn:
        yield _order(file.order)
    if file.tellers:
        yield _("Scrutateurs de l’élection : {names}.").format(names=listed([one.name for one in file.tellers]))


def _order(order: Order) -> str:
    drawn = listed(list(order.drawn))
    if not order.sources:
        return _("Ordre des candidats, tiré au sort par {by} : {names}.").format(by=order.by, names=drawn)
    sources = listed(
        [_("{source} : {value}").format(source=s, value=v) for s, v in zip(order.sources, order.values, strict=True)]
    )
    return _("Ordre des candidats, tiré de sources annoncées avant d’être connues ({sources}) : {names}.").format(
        sources=sources, names=drawn
    )


def _stages(file: ElectionFile, meeting_id: int) -> Iterator[str]:
    told = rounds_told(file)
    for one in file.rounds:
        if one.opening.meeting_id == meeting_id:
            yield opened(one.opening)
            if one.count is not None:
                yield from counted(one)
                yield from (stage.sentence for stage in told[one.opening.id])
                yield from unanimous([one])
    if any(one.decision.kind == "vacant" for one in file.decisions):
        yield _("À égalité, et comme les statuts le veulent, le siège reste vacant.")


def opened(opening: Opening, *, in_short: bool = False) -> str:
    """Say how a round opened: when, for whom, and the print of what was frozen, in short on the screen."""
    words = _("{round} ouvert à {hour} : {members} inscrits, {there}. Empreinte du scrutin : {digest}.")
    if opening.settles:
        words = _(
            "{round} entre {equals}, ouvert à {hour} : {members} inscrits, {there}. Empreinte du scrutin : {digest}."
        )
    if opening.attending is None:
        words = _("{round} ouvert à {hour} : {members} inscrits. Empreinte du scrutin : {digest}.")
    there = ngettext("{n} présent", "{n} présents", opening.attending or 0)
    if opening.represented:
        there = _("{n} présents ou représentés dont {represented} par pouvoir")
    return words.format(
        round=round_words(opening),
        equals=listed(opening.ballot.candidates),
        hour=clock_time(opening.at),
        members=integer(len(opening.electorate)),
        there=there.format(n=integer(opening.attending or 0), represented=integer(opening.represented)),
        digest=f"{opening.digest[:16]}…" if in_short else opening.digest,
    )


def counted(one: Round) -> Iterator[str]:
    """Say what surrounded a count: who came late, the urn, the papers, corrections and their reasons."""
    for earlier, later in zip(one.counts, one.counts[1:], strict=False):
        reason = str(later.told.get("reason", "")).rstrip(".")
        yield _("Dépouillement de {hour} rectifié : {reason}.").format(hour=clock_time(earlier.at), reason=reason)
    if one.count is None:
        return
    if joined := int(one.count.told.get("joined", 0)):
        words = ngettext(
            "{n} personne est arrivée ou représentée après l’ouverture du tour et a son émargement.",
            "{n} personnes sont arrivées ou représentées après l’ouverture du tour et ont leur émargement.",
            joined,
        )
        yield words.format(n=integer(joined))
    if urn := one.count.told.get("urn"):
        yield from _urn(urn)
    if one.count.told.get("keyed_by"):
        words = _("{papers} papiers pour {signed} signatures, saisis par {names}, chacun sans voir l’autre saisie.")
        yield words.format(
            papers=integer(one.count.told["papers"]),
            signed=integer(one.count.told["signed"]),
            names=listed(one.count.told["keyed_by"]),
        )
    yield from (str(said) for said in one.count.told.get("remarks", ()))


def _urn(urn: Mapping[str, Any]) -> Iterator[str]:
    parts = listed([str(number) for number in urn["shares"]])
    yield _(
        "Urne scellée {proof}, ouverte avec les parts {parts} : {ballots} bulletins pour {marks} émargements."
    ).format(proof=urn["proof"], parts=parts, ballots=integer(urn["ballots"]), marks=integer(urn["marks"]))
    yield _("Empreinte des codes de suivi : {codes}.").format(codes=urn["codes"])
    for incident in urn.get("incidents", ()):
        yield _("Incident du scrutin : {words}").format(words=incident)


def rounds_told(file: ElectionFile) -> dict[int, list[Stage]]:
    """The stages of the count by the round (its opening) that they tell; what follows a new ballot comes after it."""
    told = {one.opening.id: list(one.result.stages) if one.result else [] for one in file.rounds}
    if file.result is None:
        return told
    counted_rounds = [one.opening.id for one in file.rounds if one.count is not None and not one.opening.settles]
    new_ballots = {one.opening.stage: one.opening.id for one in file.rounds if one.result and one.result.elected}
    at, place = -1, 0
    for stage in file.result.stages:
        begins = stage.action == "count" or stage.action.startswith("count round ")
        if at < 0 or (begins and at + 1 < len(counted_rounds)):
            at += 1
            place = counted_rounds[at]
        place = new_ballots.get(stage.number, place)
        told[place].append(stage)
    return told


def _ends(file: ElectionFile) -> Iterator[str]:
    if file.proclaimed is not None:
        names = listed([one.name for one in file.proclaimed.elected])
        if names:
            yield _("Résultat proclamé : {names}.").format(names=names)
        if file.earlier_results:
            before = listed([one.name for one in file.earlier_results[-1].elected]) or _("personne")
            yield _("Ce résultat en corrige un autre, proclamé par erreur : {names}.").format(names=before)
    yield from _answers(file)
    yield from _mandates(file)
    if file.ended_because:
        yield _("L’élection s’arrête là : {reason}.").format(reason=file.ended_because.rstrip("."))


def _answers(file: ElectionFile) -> Iterator[str]:
    lines = elected_lines(file)
    accepted = [one.person.name for one in lines if one.answer is Answer.ACCEPTED]
    declined = [one.person.name for one in lines if one.answer is Answer.DECLINED]
    if accepted:
        words = ngettext("{names} accepte le mandat.", "{names} acceptent le mandat.", len(accepted))
        yield words.format(names=listed(accepted))
    if declined:
        words = ngettext(
            "{names} décline : le siège reste vacant.",
            "{names} déclinent : leurs sièges restent vacants.",
            len(declined),
        )
        yield words.format(names=listed(declined))


def _mandates(file: ElectionFile) -> Iterator[str]:
    for one in file.mandates:
        yield _("Mandat ouvert : {name}, à partir du {day} ; fin : {until}.").format(
            name=one.holder.name, day=long_day(one.starts_on), until=one.until_words
        )


def _elsewhere(file: ElectionFile) -> str:
    return _("L’élection se poursuit : {meeting}.").format(meeting=file.meeting_words)
