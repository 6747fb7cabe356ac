"""The paper urn is opened, keyed twice, settled and counted (section 5 of the reference on elections)."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, listed
from coop_desk.topics.assemblies.service.electorate import names_of, someone
from coop_desk.topics.elections.methods.records import Ballot, Mark, Result, Void
from coop_desk.topics.elections.methods.turnout import unbalanced
from coop_desk.topics.elections.paper_ballots import reading
from coop_desk.topics.elections.paper_ballots.model import PaperKeying, PaperPile, PaperSettled
from coop_desk.topics.elections.paper_ballots.records import Difference, Keyed, Pile
from coop_desk.topics.elections.records import Opening, Source, Way
from coop_desk.topics.elections.rules import frozen
from coop_desk.topics.elections.service.counting import open_round_of, record_count
from coop_desk.topics.elections.service.file import election_of
from coop_desk.topics.elections.service.tellers import tellers_of

TWO = 2


@action(Right.ELECTIONS_TELL, N_("Ouverture d’une urne de papier"))
def open_pile(act: Act, election_id: int, papers: int, signed: int) -> None:
    """Open the paper urn: as many papers as signatures, else count again (cites SCR-01)."""
    opening = _round(act, election_id)
    _check_teller(act, opening)
    if _keyings(act, opening.id):
        raise RuleBroken("PROC-06", _("La saisie a commencé : le nombre de papiers ne change plus."))
    if not 0 < papers <= len(opening.electorate):
        raise unbalanced(_("{a} papiers pour {b} inscrits"), papers, len(opening.electorate))
    if papers != signed:
        raise unbalanced(_("{a} papiers pour {b} signatures"), papers, signed)
    act.session.add(
        PaperPile(opening_id=opening.id, at=act.now, papers=papers, signed=signed, opened_by_id=act.actor_id)
    )
    act.say(_("Urne de papier ouverte : {n} papiers, {n} signatures.").format(n=integer(papers)))


@action(Right.ELECTIONS_TELL, N_("Saisie d’un bulletin de papier"))
def key_paper(act: Act, election_id: int, number: int, typed: str, void_because: str = "") -> None:
    """Key one paper by its number, without seeing the other teller's (cites SCR-05, PROC-05)."""
    opening = _round(act, election_id)
    _check_teller(act, opening)
    pile = _opened(act, opening)
    keyings = _keyings(act, opening.id)
    if _complete(pile, keyings):
        raise RuleBroken(
            "PROC-06", _("Les deux saisies sont finies : les différences se tranchent en regardant le papier.")
        )
    if act.actor_id not in keyings and len(keyings) >= TWO:
        raise RuleBroken(
            "PROC-05", _("Deux scrutateurs saisissent déjà ces papiers : une troisième saisie est de trop.")
        )
    _check_number(pile, number)
    said, why = _said(opening, typed, void_because)
    act.session.add(PaperKeying(pile_id=pile.id, number=number, said=said, void_because=why, keyed_by_id=act.actor_id))


@action(Right.ELECTIONS_TELL, N_("Bulletin de papier tranché à deux"))
def settle_paper(act: Act, election_id: int, number: int, typed: str, reason: str, void_because: str = "") -> None:
    """Say what a paper says, after looking at it together, and why the two readings differed (cites SCR-01)."""
    opening = _round(act, election_id)
    _check_teller(act, opening)
    pile = _opened(act, opening)
    if not reason.strip():
        raise RuleBroken("SCR-01", _("Dites pourquoi les deux lectures différaient : la raison est gardée."))
    if number not in {one.number for one in _differences(act, opening, pile)}:
        raise RuleBroken(
            "SCR-01", _("Les deux scrutateurs lisent ce papier de la même façon : il n’y a rien à trancher.")
        )
    said, why = _said(opening, typed, void_because)
    act.session.add(
        PaperSettled(
            pile_id=pile.id,
            number=number,
            said=said,
            void_because=why,
            reason=reason.strip(),
            settled_by_id=act.actor_id,
        )
    )
    act.say(_("Papier n° {n} tranché à deux : {reason}").format(n=number, reason=reason.strip()))


@action(Right.ELECTIONS_TELL, Right.ELECTIONS_RUN, words=N_("Dépouillement des bulletins de papier"))
def count_papers(act: Act, election_id: int) -> Result:
    """Count the papers once both readings agree; a mixed vote is counted with its urn (cites SCR-01)."""
    opening = _round(act, election_id)
    if opening.way is Way.BOTH:
        raise RuleBroken("SCR-01", _("Ce vote se tient aussi dans l’isoloir : les papiers se comptent avec l’urne."))
    ballots = papers_of(act, opening)
    pile = _opened(act, opening)
    return record_count(act, opening, Source.PAPER, ballots, pile.signed, told_of(act, opening))


@query(Right.ELECTIONS_TELL, Right.ELECTIONS_RUN, words=N_("Consultation des bulletins de papier"))
def pile(act: Act, election_id: int) -> Pile:
    """The papers as the person at the desk may see them."""
    file = election_of(act, election_id)
    opening = _round(act, election_id)
    tellers = tellers_of(act, election_id)
    found = _pile(act, opening)
    keyings = _keyings(act, opening.id)
    names = names_of(act, keyings)
    complete = found is not None and _complete(found, keyings)
    mine = keyings.get(act.actor_id, {})
    return Pile(
        opening=opening,
        title=file.title,
        papers=found.papers if found is not None else 0,
        signed=found.signed if found is not None else 0,
        tellers=tellers,
        keying=tuple((someone(names, person), len(held)) for person, held in keyings.items()),
        mine=tuple(Keyed(number, _words(opening, row)) for number, row in sorted(mine.items())),
        may_key=act.actor_id in {one.person_id for one in tellers}
        and not complete
        and (act.actor_id in keyings or len(keyings) < TWO),
        complete=complete,
        differences=tuple(_differences(act, opening, found)) if found is not None and complete else (),
    )


@query(Right.ELECTIONS_TELL, Right.ELECTIONS_RUN, words=N_("Lecture des bulletins de papier à compter avec l’urne"))
def settled_papers(act: Act, election_id: int) -> tuple[Ballot, ...]:
    """The papers of a vote held both ways, to be counted with its urn (cites SCR-01)."""
    return papers_of(act, _round(act, election_id))


def papers_of(act: Act, opening: Opening) -> tuple[Ballot, ...]:
    """The papers as both tellers read them, or as they settled them; RuleBroken SCR-01 while something is left."""
    found = _opened(act, opening)
    keyings = _keyings(act, opening.id)
    if not _complete(found, keyings):
        done = [
            ngettext("{n} papier", "{n} papiers", len(held)).format(n=integer(len(held))) for held in keyings.values()
        ]
        raise RuleBroken(
            "SCR-01",
            _("Deux scrutateurs doivent saisir les {n} papiers ; saisis jusqu’ici : {done}.").format(
                n=integer(found.papers), done=listed(done) or _("aucun")
            ),
        )
    left = [one.number for one in _differences(act, opening, found) if not one.settled]
    if left:
        raise RuleBroken(
            "SCR-01",
            _("À trancher en regardant le papier : n° {numbers}.").format(numbers=listed([str(n) for n in left])),
        )
    first = next(iter(keyings.values()))
    final = {number: _mark(opening, row) for number, row in first.items()}
    final |= {number: _mark(opening, row) for number, row in _settled(act, found).items()}
    return tuple(Ballot(mark, n) for mark, n in Counter(final.values()).items())


def told_of(act: Act, opening: Opening) -> dict[str, object]:
    """What the minutes say of the papers: tellers, differences and how each was settled."""
    found = _opened(act, opening)
    keyings = _keyings(act, opening.id)
    names = names_of(act, keyings)
    differences = _differences(act, opening, found)
    remarks = [
        _("Papier n° {n} : première lecture, {first} ; seconde, {second} ; retenu : {settled} ({reason}).").format(
            n=one.number, first=one.first, second=one.second, settled=one.settled, reason=one.reason
        )
        for one in differences
    ]
    return {
        "papers": found.papers,
        "signed": found.signed,
        "keyed_by": [names[person] for person in keyings],
        "remarks": remarks,
    }


# ---------------------------------------------------------------------------------------------------------- inside

Held = dict[int, PaperKeying]


def _round(act: Act, election_id: int) -> Opening:
    """The round under way, if papers are cast in it."""
    opening = open_round_of(act, election_id)
    if opening.way not in (Way.PAPER, Way.BOTH):
        raise RuleBroken("PROC-06", _("Ce tour ne se vote pas sur papier."))
    return opening


def _check_teller(act: Act, opening: Opening) -> None:
    if act.actor_id in opening.people:
        raise RuleBroken("PROC-05", _("Vous êtes candidat : deux scrutateurs qui ne le sont pas dépouillent."))
    if act.actor_id not in {one.person_id for one in tellers_of(act, opening.election_id)}:
        raise RuleBroken(
            "PROC-05", _("Seuls les scrutateurs nommés pour ce vote dépouillent. Faites-vous nommer d’abord.")
        )


def _pile(act: Act, opening: Opening) -> PaperPile | None:
    rows = select(PaperPile).where(PaperPile.opening_id == opening.id).order_by(PaperPile.id.desc())
    return act.session.scalars(rows).first()


def _opened(act: Act, opening: Opening) -> PaperPile:
    found = _pile(act, opening)
    if found is None:
        raise RuleBroken("SCR-01", _("Ouvrez d’abord l’urne de papier : comptez les papiers et les signatures."))
    return found


def _keyings(act: Act, opening_id: int) -> dict[int, Held]:
    """The latest reading of each paper by each teller, in the order in which they began."""
    rows = (
        select(PaperKeying)
        .join(PaperPile, PaperPile.id == PaperKeying.pile_id)
        .where(PaperPile.opening_id == opening_id)
        .order_by(PaperKeying.id)
    )
    found: dict[int, Held] = {}
    for row in act.session.scalars(rows):
        found.setdefault(row.keyed_by_id, {})[row.number] = row
    return found


def _complete(found: PaperPile, keyings: Mapping[int, Held]) -> bool:
    return len(keyings) == TWO and all(len(held) == found.papers for held in keyings.values())


def _settled(act: Act, found: PaperPile) -> dict[int, PaperSettled]:
    rows = select(PaperSettled).where(PaperSettled.pile_id == found.id).order_by(PaperSettled.id)
    return {row.number: row for row in act.session.scalars(rows)}


def _differences(act: Act, opening: Opening, found: PaperPile) -> list[Difference]:
    """The papers read differently, once both tellers have keyed all."""
    keyings = _keyings(act, opening.id)
    if not _complete(found, keyings):
        return []
    first, second = keyings.values()
    settled = _settled(act, found)
    told = []
    for number in sorted(first):
        if first[number].said == second[number].said:
            continue
        end = settled.get(number)
        told.append(
            Difference(
                number,
                _words(opening, first[number]),
                _words(opening, second[number]),
                _words(opening, end) if end is not None else "",
                end.reason if end is not None else "",
            )
        )
    return told


def _check_number(found: PaperPile, number: int) -> None:
    if not 1 <= number <= found.papers:
        raise RuleBroken("SCR-01", _("Les papiers sont numérotés de 1 à {n}.").format(n=integer(found.papers)))


def _said(opening: Opening, typed: str, void_because: str) -> tuple[dict[str, object], str]:
    mark = reading.read(opening.ballot, typed)
    why = void_because.strip() if mark is Void.SPOILED else ""
    if mark is Void.SPOILED and not why:
        raise RuleBroken("SCR-05", _("Dites pourquoi ce papier est nul : le motif va au procès-verbal."))
    return frozen.written(opening.ballot.method, [Ballot(mark)])[0], why


def _mark(opening: Opening, row: PaperKeying | PaperSettled) -> Mark:
    return frozen.read(opening.ballot.method, [row.said])[0].mark


def _words(opening: Opening, row: PaperKeying | PaperSettled) -> str:
    return reading.words_of(opening.ballot, _mark(opening, row), row.void_because)
