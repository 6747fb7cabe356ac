"""Who stands: candidacies with their sheet, what may stop them, the order drawn; what a small vote is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.assemblies.model import Body, Meeting
from coop_desk.topics.assemblies.records import Someone
from coop_desk.topics.assemblies.service.electorate import (
    body_electorate,
    electorate_of,
    in_name_order,
    names_of,
    someone,
)
from coop_desk.topics.elections.methods import count as counted
from coop_desk.topics.elections.methods import lists, sortition
from coop_desk.topics.elections.methods.records import Definition
from coop_desk.topics.elections.model import Candidacy, Election, ElectionTeller
from coop_desk.topics.elections.records import Answer, Declared, Doubt, ElectorateOf, Sheet, State
from coop_desk.topics.elections.rules.frozen import figures_of
from coop_desk.topics.elections.service.openings import row_of
from coop_desk.topics.elections.service.preparing import check_not_opened
from coop_desk.topics.mandates.service import faults_of, mandates_at
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import birth_dates, situations_at, team_people_at
from coop_desk.topics.shares.service import holders_at


@action(Right.ELECTIONS_PREPARE, N_("Appel à candidatures"))
def call_candidates(act: Act, election_id: int, until: date) -> None:
    """Call for candidates until a day included, before the vote; calling again changes the day."""
    row = row_of(act, election_id)
    check_not_opened(act, row)
    if until < act.today:
        raise RuleBroken("PROC-01", _("Ce jour est passé : donnez un délai pour se présenter."))
    meeting = act.session.get(Meeting, row.meeting_id) if row.meeting_id is not None else None
    if meeting is not None and until > meeting.day:
        raise RuleBroken(
            "PROC-01",
            _("On vote le {day} : les candidatures se closent ce jour-là au plus tard.").format(
                day=long_day(meeting.day)
            ),
        )
    row.candidates_until, row.state = until, State.CALLING.value


@query(Right.ELECTIONS_PREPARE, N_("Consultation de ce que les registres disent d’un candidat"))
def sheet_known(act: Act, election_id: int, person_id: int) -> Sheet:
    """What the registers say of somebody who would stand (DOC-05)."""
    return known_sheet(act, row_of(act, election_id), person_id)


@action(Right.ELECTIONS_PREPARE, N_("Enregistrement d’une candidature à une élection"))
def record_candidacy(
    act: Act,
    election_id: int,
    person_id: int,
    received_on: date,
    sheet: Sheet = Sheet(),  # noqa: B008 - frozen
    declared: Declared = Declared(),  # noqa: B008 - frozen
    *,
    list_name: str = "",
    list_rank: int = 0,
) -> int:
    """Somebody stands; the registers fill what they know of the sheet. Return the id of the candidacy."""
    row = row_of(act, election_id)
    check_not_opened(act, row)
    _check_candidacy(act, row, person_id, received_on, list_name, list_rank)
    known = known_sheet(act, row, person_id)
    whole = replace(
        known, profession=sheet.profession.strip(), five_years=sheet.five_years.strip(), motives=sheet.motives.strip()
    )
    check_doubts(doubts_about(act, row, person_id, declared))
    kept = _candidacy(act, row.id, person_id)
    if kept is None:
        kept = Candidacy(election_id=row.id, candidate_id=person_id, position=None, answer="")
        act.session.add(kept)
    kept.received_on, kept.withdrawn_on = received_on, None
    kept.sheet, kept.declared = asdict(whole), asdict(declared)
    kept.list_name, kept.list_rank = list_name.strip(), list_rank
    act.session.flush()
    return kept.id


@action(Right.ELECTIONS_PREPARE, N_("Retrait d’une candidature à une élection"))
def withdraw_candidacy(act: Act, candidacy_id: int, on: date) -> None:
    """Somebody no longer stands; possible until the vote opens."""
    kept = act.session.get_one(Candidacy, candidacy_id)
    check_not_opened(act, row_of(act, kept.election_id))
    if kept.withdrawn_on is not None:
        raise RuleBroken("PROC-01", _("Cette candidature est déjà retirée."))
    if on > act.today or on < kept.received_on:
        raise RuleBroken("PROC-01", _("Le retrait date d’un jour entre la candidature et aujourd’hui."))
    kept.withdrawn_on = on


@action(Right.ELECTIONS_PREPARE, N_("Engagement du tirage de l’ordre des candidats"))
def commit_order(act: Act, election_id: int, sources: Sequence[str]) -> None:
    """Print and sign the names and the sources of the draw before the sources are known (4.13)."""
    row = row_of(act, election_id)
    check_not_opened(act, row)
    said = [one.strip() for one in sources if one.strip()]
    if not said:
        raise RuleBroken(
            "SCR-23", _("Dites d’où viendra le hasard : un tirage public à venir, un nombre sous enveloppe.")
        )
    row.order_drawn = {"names": drawn_names(act, row), "sources": said, "committed_at": act.now.isoformat()}


@action(Right.ELECTIONS_PREPARE, Right.ELECTIONS_RUN, words=N_("Tirage de l’ordre des candidats"))
def draw_order(act: Act, election_id: int, values: Sequence[str], by: str) -> None:
    """Draw the order from what the sources gave; anyone can do it again (4.13)."""
    row = row_of(act, election_id)
    check_not_opened(act, row)
    kept = dict(row.order_drawn)
    given = [one.strip() for one in values]
    if not kept:
        raise RuleBroken(
            "SCR-23", _("Imprimez d’abord les noms et les sources : elles se fixent avant d’être connues.")
        )
    if len(given) != len(kept["sources"]) or not all(given):
        raise RuleBroken("SCR-23", _("Entrez ce que chaque source a donné, dans l’ordre où elles ont été annoncées."))
    names: list[str] = kept["names"]
    result = counted(Definition(sortition.FULL, len(names), tuple(names), {"sources": given}), [])
    kept |= {"values": given, "seed": result.figures["seed"], "drawn": figures_of(result.figures)["drawn"], "by": by}
    _place(act, row, kept)


@action(Right.ELECTIONS_PREPARE, Right.ELECTIONS_RUN, words=N_("Saisie d’un ordre tiré dans la salle"))
def enter_order(act: Act, election_id: int, names: Sequence[str], by: str) -> None:
    """Keep an order drawn by hand, with who drew it: a physical lot is always accepted (4.13)."""
    row = row_of(act, election_id)
    check_not_opened(act, row)
    if not by.strip():
        raise RuleBroken("SCR-23", _("Dites qui a tiré l’ordre."))
    wanted = drawn_names(act, row)
    if sorted(names) != sorted(wanted):
        raise RuleBroken("SCR-23", _("L’ordre tiré doit contenir chaque candidat une fois."))
    kept = {"names": wanted, "sources": [], "committed_at": act.now.isoformat(), "drawn": list(names), "by": by.strip()}
    _place(act, row, kept)


def _place(act: Act, row: Election, kept: dict[str, Any]) -> None:
    drawn: list[str] = kept["drawn"]
    for one in standing_rows(act, row.id):
        name = one.list_name if row.method == lists.FULL else called(act, row.id)[one.candidate_id]
        one.position = drawn.index(name) + 1 if name in drawn else None
    row.order_drawn = kept
    act.session.flush()


# -------------------------------------------------------------------------------------------------------- who stands


def standing_rows(act: Act, election_id: int) -> list[Candidacy]:
    """The candidacies not withdrawn, in the order drawn, else of the candidates' ids."""
    rows = act.session.scalars(
        select(Candidacy).where(Candidacy.election_id == election_id, Candidacy.withdrawn_on.is_(None))
    )
    return sorted(rows, key=lambda row: (row.position is None, row.position or 0, row.list_rank, row.candidate_id))


def called(act: Act, election_id: int) -> dict[int, str]:
    """How ballots call each candidate: by name, with a number after it where two have the same."""
    ids = act.session.scalars(select(Candidacy.candidate_id).where(Candidacy.election_id == election_id))
    return ballot_names(names_of(act, ids))


def ballot_names(names: Mapping[int, str]) -> dict[int, str]:
    """Names that no two people share."""
    found: dict[int, str] = {}
    for person in sorted(names):
        same = sum(names[other] == names[person] for other in found)
        found[person] = f"{names[person]} ({same + 1})" if same else names[person]
    return found


def drawn_names(act: Act, row: Election) -> list[str]:
    """What the order is drawn of: the lists, or the candidates."""
    rows = standing_rows(act, row.id)
    if row.method == lists.FULL:
        return sorted({one.list_name for one in rows})
    names = called(act, row.id)
    return sorted(names[one.candidate_id] for one in rows)


def _candidacy(act: Act, election_id: int, person_id: int) -> Candidacy | None:
    return act.session.scalars(
        select(Candidacy).where(Candidacy.election_id == election_id, Candidacy.candidate_id == person_id)
    ).one_or_none()


def _check_candidacy(
    act: Act, row: Election, person_id: int, received_on: date, list_name: str, list_rank: int
) -> None:  # fmt: skip
    if row.state != State.CALLING or row.candidates_until is None:
        raise RuleBroken("PROC-01", _("Appelez d’abord les candidatures, avec leur dernier jour."))
    if received_on > row.candidates_until:
        raise RuleBroken(
            "PROC-01",
            _("Les candidatures étaient reçues jusqu’au {day} : rouvrez-les pour en recevoir une autre.").format(
                day=long_day(row.candidates_until)
            ),
        )
    if received_on > act.today:
        raise RuleBroken("PROC-01", _("Cette candidature n’est pas encore reçue : corrigez son jour."))
    if row.order_drawn:
        raise RuleBroken("PROC-01", _("L’ordre des candidats est engagé : plus personne ne se présente."))
    if row.method == lists.FULL and (not list_name.strip() or list_rank < 1):
        raise RuleBroken("SCR-14", _("Dites sur quelle liste, et à quel rang."))
    check_no_teller_stands_as(act, row.id, person_id)


def check_no_teller_stands_as(act: Act, election_id: int, person_id: int) -> None:
    """Refuse a candidate who opens the ballots (PROC-05)."""
    tellers = act.session.scalars(select(ElectionTeller.teller_id).where(ElectionTeller.election_id == election_id))
    if person_id in set(tellers):
        raise RuleBroken(
            "PROC-05",
            _("{name} est scrutateur de cette élection et ne peut pas s’y présenter : remplacez-le d’abord.").format(
                name=names_of(act, {person_id})[person_id]
            ),
        )


def known_sheet(act: Act, row: Election, person_id: int) -> Sheet:
    """Name, age, shares, employed or not, posts held: as the registers have them on the day of the vote."""
    day = voting_day(act, row)
    born = birth_dates(act, {person_id}).get(PersonId(person_id))
    held = next((one.shares for one in holders_at(act, act.today) if one.person_id == person_id), 0)
    situation = next((one for one in situations_at(act, day) if one.person_id == person_id), None)
    return Sheet(
        age=age_on(born, day) if born else None,
        shares=held,
        employed=situation is not None and situation.category is Category.EMPLOYED,
        posts=tuple(line.post for line in mandates_at(act, act.today) if line.person_id == person_id),
    )


def age_on(born: date, day: date) -> int:
    """How many birthdays somebody has had."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def voting_day(act: Act, row: Election) -> date:
    """The day of the meeting, or today."""
    meeting = act.session.get(Meeting, row.meeting_id) if row.meeting_id is not None else None
    return meeting.day if meeting is not None else act.today


# ------------------------------------------------------------------------------------------------------- eligibility


@query(Right.ELECTIONS_PREPARE, Right.ELECTIONS_RUN, words=N_("Vérification des candidats d’une élection"))
def doubts(act: Act, election_id: int) -> tuple[Doubt, ...]:
    """What stands against each candidate, or against those elected, on the body as it would be."""
    return doubts_of(act, row_of(act, election_id))


def doubts_of(act: Act, row: Election) -> tuple[Doubt, ...]:
    """What stands against each candidate on the projected body, and what they have not declared (PROC-01, PROC-04)."""
    if row.post_id is None or row.state not in (State.PREPARING, State.CALLING):
        return ()
    found: list[Doubt] = []
    for one in standing_rows(act, row.id):
        found += doubts_about(act, row, one.candidate_id, Declared(**one.declared))
    return tuple(found)


def doubts_about(act: Act, row: Election, person_id: int, declared: Declared) -> list[Doubt]:
    """What stands against one person."""
    if row.post_id is None:
        return []
    faults = faults_of(
        act, row.post_id, [person_id], voting_day(act, row), directorships=_declared_seats(row, person_id, declared)
    )
    found = [Doubt(one.rule, one.words, one.blocking, one.person_id) for one in faults]
    name = names_of(act, {person_id})[person_id]
    if declared.auditor:
        words = _("{name} est commissaire aux comptes ou réviseur de la coopérative et ne peut pas la diriger.")
        found.append(Doubt("PROC-02", words.format(name=name), True, person_id))
    if not (declared.no_prohibition and declared.record_checked):
        words = _("{name} : la déclaration de non-condamnation ou l’extrait de casier judiciaire manque.")
        found.append(Doubt("ELE-13", words.format(name=name), False, person_id))
    return found


def _declared_seats(row: Election, person_id: int, declared: Declared) -> Mapping[int, int]:
    """What they declare, this seat included (SA-04)."""
    return {person_id: declared.directorships + 1}


def check_doubts(found: Sequence[Doubt]) -> None:
    """Refuse the first that forbids; those that only warn pass."""
    for one in found:
        if one.blocking:
            raise RuleBroken(one.rule, one.words)


# ---------------------------------------------------------------------------------------------------------- secrecy


def entitled_to(act: Act, row: Election) -> list[int]:
    """Everyone who may vote on this election now: the meeting, one team, or a body."""
    meeting = act.session.get(Meeting, row.meeting_id) if row.meeting_id is not None else None
    found = set(electorate_of(act, meeting).ids) if meeting is not None else None
    if row.electorate_of == ElectorateOf.TEAM and row.team_id is not None:
        team = {int(one) for one in team_people_at(act, row.team_id, voting_day(act, row))}
        return sorted(team if found is None else team & found)
    if found is None and row.body_id is not None:
        found = set(body_electorate(act, act.session.get_one(Body, row.body_id), act.today).ids)
    return sorted(found or ())


@query(Right.ELECTIONS_READ, N_("Consultation du corps électoral d’une élection"))
def voters_known(act: Act, election_id: int) -> list[Someone]:
    """Everyone who may vote on this election now, by name."""
    ids = entitled_to(act, row_of(act, election_id))
    names = names_of(act, ids)
    return [someone(names, person) for person in in_name_order(act, ids)]


def candidacy_of(act: Act, election_id: int, person_id: int) -> Candidacy:
    """The candidacy of somebody elected; made where nobody stood (election without candidate)."""
    kept = _candidacy(act, election_id, person_id)
    if kept is None:
        kept = Candidacy(
            election_id=election_id,
            candidate_id=person_id,
            received_on=act.today,
            sheet=asdict(Sheet()),
            declared=asdict(Declared()),
            list_name="",
            list_rank=0,
            position=None,
            withdrawn_on=None,
            answer=Answer.NONE.value,
        )
        act.session.add(kept)
        act.session.flush()
    return kept
