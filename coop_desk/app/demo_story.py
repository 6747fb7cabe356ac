"""What happened in the demo's three years: registers, four assemblies, a team's meetings, one assembly to come."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from coop_desk.app import (
    demo_cooptation,
    demo_details,
    demo_elections,
    demo_entry,
    demo_handover,
    demo_leave,
    demo_mandates,
    demo_pay,
    demo_requests,
    demo_roles,
    demo_rotation,
    demo_seats,
    demo_skills,
    demo_surplus,
)
from coop_desk.app.demo import FOUNDER, HOUR, Cast, Say, assembly_days, password_of, working_day
from coop_desk.core import accounts, resources
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import fold, long_day
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.records import BodyKind, Count, FollowUpState, ItemKind, ResolutionKind, Votes
from coop_desk.topics.convening import service as convening
from coop_desk.topics.members import service as members
from coop_desk.topics.members.rules.categories import Category, Reason
from coop_desk.topics.members.rules.consent import Channel
from coop_desk.topics.minutes import service as minutes
from coop_desk.topics.shares import service as shares
from coop_desk.topics.shares.importing import import_members
from coop_desk.topics.shares.records import BatchLine, Draft
from coop_desk.topics.shares.rules.movements import Funds, Kind
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue

PLACE = "Salle de l’Écluse, 12 quai du Canal, 44000 Nantes"
POLES = N_("La gérante partage ses missions en pôles…")
"""Said on the eve of the sharing out: the manager still does everything, nobody has heard of poles."""


def found(cast: Cast, today: date) -> None:
    """Open the file at the beginning of the third year back: identity, statutes, register taken over."""
    first, _second, _third = assembly_days(today)
    opening = working_day(date(first.year, 1, 8))
    cast.on(opening)
    cast.people[FOUNDER] = accounts.found(
        cast.coop, "Solène", "Marchand", FOUNDER, password_of(1), cost=accounts.LEAST_COST
    )
    cast.names[FOUNDER], cast.passwords[FOUNDER] = "Solène Marchand", password_of(1)
    desk = cast.desk(FOUNDER)
    statutes.record_identity(
        desk,
        Identity(
            name="Les Ateliers du Canal",
            form=Form.SARL,
            seat="12 quai du Canal, 44000 Nantes",
            rcs_city="Nantes",
            siren="900 000 001",
            created_on=date(2008, 3, 17),
            example=True,
        ),
    )
    statutes.set_up_statutes(desk, [NewValue("share_nominal", "5000", article="art. 7")])
    statutes.finish_set_up(desk)
    import_members(desk, resources.path("demo", "associes.csv"))
    shares.record_highest_capital(desk, 4_850_000, date(2022, 12, 31), "Comptes annuels 2022")


def people_of_the_register(cast: Cast) -> list[tuple[str, PersonId, str]]:
    """Login, person and name of everybody in the register, the founder first."""
    found_rows = [(_login(row.name), row.person_id, row.name) for row in members.members(cast.desk(FOUNDER))]
    return sorted(found_rows, key=lambda person: person[0] != FOUNDER)


def _login(name: str) -> str:
    plain = unicodedata.normalize("NFKD", fold(name)).encode("ascii", "ignore").decode()
    first, _space, rest = plain.replace("'", "").partition(" ")
    return f"{first}.{rest.replace(' ', '-')}".strip(".")


def tell(cast: Cast, today: date, say: Say) -> None:
    """Live the three years in order."""
    first, second, third = assembly_days(today)
    _make_teams(cast)
    demo_details.entrust(cast)
    demo_mandates.take_over(cast, first)
    demo_leave.begin(cast)
    say(_("Première année…"))
    _ordinary_year(cast, first, ("Katell Salaün",), seal=True)
    _batch(cast, date(first.year, 12, 18))
    demo_leave.close_until(cast, date(first.year, 12, 19))
    demo_leave.settle(cast, date(first.year, 12, 20))
    demo_details.give(cast, first.year)
    say(_("Deuxième année…"))
    _ordinary_year(cast, second, ("Nils Ferrand",), seal=True, second_leader=True)
    _change_statutes(cast, working_day(date(second.year, 11, 20)))
    _departure(cast, date(second.year, 10, 3))
    _batch(cast, date(second.year, 12, 17))
    demo_leave.close_until(cast, date(second.year, 12, 19))
    demo_leave.settle(cast, date(second.year, 12, 20))
    demo_details.change(cast, second.year)
    say(_("Troisième année…"))
    demo_requests.begin(cast, third.year)
    _transfer(cast, date(third.year, 3, 9))
    demo_requests.stop(cast, third.year)
    _ordinary_year(cast, third, (), seal=True, refused="Rémunération des parts sociales", late=True, board=True)
    _circle(cast, working_day(third + timedelta(days=90)))
    say(_(POLES))
    demo_roles.share(cast, working_day(third + timedelta(days=94)))
    demo_skills.tell(cast, working_day(third + timedelta(days=95)))
    demo_rotation.tell(cast, working_day(third + timedelta(days=103)))
    demo_cooptation.tell(cast, working_day(third + timedelta(days=108)))
    demo_handover.tell(cast, working_day(third + timedelta(days=94)), today)
    demo_seats.tell(cast, working_day(third + timedelta(days=130)))
    demo_handover.look_back(cast, working_day(third + timedelta(days=146)))
    demo_requests.come_back(cast, today)
    demo_pay.tell(cast, today)
    demo_entry.tell(cast, today)
    demo_leave.close_until(cast, working_day(today.replace(day=1)))
    say(_("L’assemblée qui vient…"))
    prepare_next(cast, working_day(today + timedelta(days=12)), today - timedelta(days=6))
    demo_details.drop(cast, today)
    demo_requests.wait(cast, today)
    demo_pay.begin_month(cast, today)
    demo_skills.wait(cast, today)


def _make_teams(cast: Cast) -> None:
    desk, today = cast.desk("yann.kervella"), cast.clock.today()
    poles = {
        "Production et facturation": ("Atelier bois", "Atelier métal"),
        "Ressources humaines : paie et congés": (),
        "Communication": (),
    }
    ids: dict[str, int] = {}
    for pole, teams in poles.items():
        ids[pole] = members.open_team(desk, pole, today)
        for team in teams:
            ids[team] = members.open_team(desk, team, today, ids[pole])
    workers = [row for row in members.members(desk) if row.category is Category.EMPLOYED]
    order = ["Atelier bois"] * 9 + ["Atelier métal"] * 7 + ["Ressources humaines : paie et congés"] * 2
    for row, team in zip(workers, [*order, *["Communication"] * 9], strict=False):
        members.join_team(desk, row.person_id, ids[team], today)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an agenda and, for a resolution, its text and the votes it received."""

    title: str
    text: str = ""
    kind: ResolutionKind | None = None
    votes: Votes | None = None
    debate: str = ""
    admits: PersonId | None = None
    item: ItemKind = ItemKind.RESOLUTION
    elects: Callable[[Cast, int], object] | None = None
    """How the election of this point is prepared."""


def _ordinary_year(
    cast: Cast,
    day: date,
    admitted: Sequence[str],
    *,
    seal: bool,
    second_leader: bool = False,
    refused: str = "",
    late: bool = False,
    board: bool = False,
) -> None:
    """One annual assembly from the applications to the sealed minutes; a `late` one leaves its surplus to carry out."""
    year = day.year - 1
    points = [
        Point(
            _("Approbation des comptes de l’exercice {year}").format(year=year),
            _(
                "L’assemblée générale, après avoir entendu le rapport de gestion et examiné les comptes de l’exercice "
                "clos le 31 décembre {year}, approuve ces comptes tels qu’ils ont été présentés et donne quitus à la "
                "gérance."
            ).format(year=year),
            votes=Votes(in_favour=17, against=0, abstain=1),
            debate=_(
                "Mme Marchand présente les comptes. M. Oger demande d’où vient la hausse des achats de bois ; "
                "il lui est répondu qu’elle tient au chantier de la médiathèque, facturé sur l’exercice suivant."
            ),
        ),
        Point(
            _("Répartition des excédents nets de gestion"),
            _(
                "L’assemblée générale décide d’affecter les excédents nets de gestion ainsi : 15 % à la réserve "
                "légale, 40 % au fonds de développement et 45 % aux salariés, au prorata des salaires."
            ),
            votes=Votes(in_favour=15, against=2, abstain=1),
            debate=_("Plusieurs associés souhaitent que la part versée aux salariés soit revue l’an prochain."),
        ),
    ]
    for name in admitted:
        person = _person(cast, name)
        cast.on(day - timedelta(days=60))
        if person not in {a.person_id for a in members.applications(cast.desk("yann.kervella"))}:
            members.record_application(cast.desk("yann.kervella"), person, day - timedelta(days=60))
        points.append(
            Point(
                _("Admission de {name}").format(name=name),
                _("L’assemblée générale admet {name} au sociétariat de la coopérative.").format(name=name),
                votes=Votes(in_favour=18, against=0, abstain=0),
                admits=person,
            )
        )
    if second_leader:
        points.append(
            Point(
                _("Nomination d’un cogérant"),
                _("L’assemblée générale nomme M. Erwan Le Goff cogérant pour quatre ans."),
                ResolutionKind.LEADERS,
                Votes(in_favour=16, against=1, abstain=1),
                _("M. Le Goff présente sa candidature et accepte par avance le mandat."),
            )
        )
    if refused:
        points.append(
            Point(
                refused,
                _("L’assemblée générale décide de servir aux parts sociales un intérêt de 2 %."),
                votes=Votes(in_favour=9, against=7, abstain=2),
                debate=_("Les avis sont partagés : renforcer les réserves, ou rémunérer l’épargne des associés."),
            )
        )
    if board:
        points.append(
            Point(
                _("Élection du conseil de surveillance"),
                debate=_("Chacun se présente en trois minutes ; la façon de remplir un bulletin est rappelée."),
                elects=demo_elections.prepare_board,
            )
        )
    points.append(
        Point(
            _("Pouvoirs pour les formalités"),
            _("Tous pouvoirs sont donnés au porteur d’une copie du présent procès-verbal pour les formalités."),
            votes=Votes(in_favour=18, against=0, abstain=0),
        )
    )
    meeting = _convene(cast, day, points, annual=True)
    if late:
        demo_surplus.propose(cast, day, meeting)
    _hold(cast, meeting, day, points)
    if seal:
        _seal(cast, meeting, day + timedelta(days=4))
    if late:
        demo_surplus.adopt(cast, meeting)
        demo_surplus.share_out(cast, day)
    if second_leader:
        demo_mandates.elect_second(cast, day, meeting)
    _follow(cast, meeting, day, FollowUpState.TO_DO if late else FollowUpState.DONE)


def _convene(cast: Cast, day: date, points: Sequence[Point], *, annual: bool = False, sent: date | None = None) -> int:
    sent = sent or day - timedelta(days=21)
    cast.on(sent - timedelta(days=1))
    desk = cast.desk("aminata.diallo")
    meeting = assemblies.prepare_meeting(desk, day, HOUR, PLACE, annual_accounts=annual)
    for point in points:
        item = assemblies.add_item(desk, meeting, point.title, point.item)
        if point.text:
            assemblies.add_resolution(desk, item, point.title, point.text, point.kind, admits_id=point.admits)
        if point.elects is not None:
            point.elects(cast, item)
    cast.on(sent)
    _send(cast, meeting)
    return meeting


def _send(cast: Cast, meeting: int) -> None:
    """Send to each as the law lets it: registered letter, or e-mail when agreed in time."""
    desk = cast.desk("aminata.diallo")
    waiting = convening.recipients(desk, meeting)
    for means in dict.fromkeys(one.ways.first for one in waiting):
        people = [one.person_id for one in waiting if one.ways.first is means]
        convening.record_sending(desk, meeting, people, means, cast.clock.today())


def _hold(cast: Cast, meeting: int, day: date, points: Sequence[Point]) -> None:
    """Arrivals, two proxies, the votes point by point, the close."""
    desk = cast.desk("aminata.diallo")
    cast.on(day, 13, 45)
    entitled = [line.person.person_id for line in assemblies.room(desk, meeting).people]
    present, absent = entitled[:17], entitled[17:]
    for person in present:
        assemblies.mark_present(desk, meeting, person)
    assemblies.give_proxy(desk, meeting, absent[0], present[2])
    cast.on(day, 14, 5)
    assemblies.set_bureau(
        desk, meeting, chair_id=cast.people[FOUNDER], chair_capacity=_("gérante"),
        secretary_id=cast.people["aminata.diallo"], teller_ids=_tellers(cast, present),
    )  # fmt: skip
    assemblies.open_meeting(desk, meeting)
    file = assemblies.meeting(desk, meeting)
    for item, point in zip(file.items, points, strict=False):
        assemblies.take_item(desk, item.id)
        cast.later(9)
        if point.debate:
            assemblies.save_debate(desk, item.id, point.debate)
        for resolution in item.resolutions:
            voices = assemblies.room(desk, meeting, resolution.id)
            assemblies.record_vote(desk, resolution.id, _fitted(point.votes or Votes(), voices.in_room))
            if point.admits is not None:
                assemblies.mark_present(desk, meeting, point.admits)
        for beside in item.beside:
            if beside.page == demo_elections.PAGE:
                demo_elections.vote_board(cast, beside.record_id, day)
    cast.later(4)
    assemblies.close_meeting(desk, meeting)


def _tellers(cast: Cast, present: Sequence[int]) -> list[int]:
    """Two people of the room who hold no other place at the bureau."""
    busy = {cast.people[FOUNDER], cast.people["aminata.diallo"]}
    return [person for person in present if person not in busy][3:5]


def _fitted(votes: Votes, voices: Count) -> Votes:
    """The votes of the story, brought to the number of voices in the room."""
    return Votes(in_favour=voices - votes.against - votes.abstain, against=votes.against, abstain=votes.abstain)


def _seal(cast: Cast, meeting: int, day: date) -> None:
    cast.on(working_day(day))
    minutes.seal_minutes(cast.desk("aminata.diallo"), meeting)


def _follow(cast: Cast, meeting: int, day: date, state: FollowUpState) -> None:
    """The allocation decided is carried out by the manager within a hundred days."""
    desk = cast.desk("aminata.diallo")
    for resolution in assemblies.meeting(desk, meeting).resolutions:
        if resolution.result and resolution.result.adopted and "excédents" in resolution.title:
            due = day + timedelta(days=100)
            assemblies.follow_up(desk, resolution.id, responsible_id=cast.people[FOUNDER], due_on=due, state=state)


def _change_statutes(cast: Cast, day: date) -> None:
    """An extraordinary resolution, and the parameter it changes."""
    points = [
        Point(
            _("Modification de l’article 17 : vote par correspondance"),
            _("L’assemblée générale extraordinaire décide que les associés peuvent voter par correspondance."),
            ResolutionKind.EXTRAORDINARY,
            Votes(in_favour=16, against=1, abstain=1),
            _("Mme Jaouen rappelle que deux associés travaillent le week-end sur des chantiers éloignés."),
        ),
        Point(
            _("Pouvoirs pour les formalités"),
            _("Tous pouvoirs sont donnés à la gérance pour déposer les statuts modifiés."),
            votes=Votes(in_favour=18),
        ),
    ]
    meeting = _convene(cast, day, points)
    _hold(cast, meeting, day, points)
    resolution = assemblies.meeting(cast.desk("aminata.diallo"), meeting).resolutions[0]
    statutes.change_statutes(
        cast.desk(FOUNDER),
        [NewValue("correspondence_vote", "yes", article="art. 17")],
        day,
        statutes.Quoted(
            _("Assemblée générale extraordinaire du {day}, 1re résolution").format(day=long_day(day)),
            resolution.id,
            day,
        ),
    )
    _seal(cast, meeting, day + timedelta(days=6))
    cast.later(30)
    minutes.add_addendum(
        cast.desk("aminata.diallo"),
        meeting,
        _("Au point 1, lire « chantiers extérieurs » au lieu de « chantiers éloignés »."),
    )


def _batch(cast: Cast, day: date) -> None:
    """The yearly shares of those who subscribe through their pay."""
    cast.on(day)
    desk = cast.desk("yann.kervella")
    workers = [row.person_id for row in members.members(desk) if row.category is Category.EMPLOYED][:11]
    lines = [BatchLine(person, 5_000 * (1 + index % 3)) for index, person in enumerate(workers)]
    shares.record_batch(desk, day, lines, sum(line.amount_cents for line in lines), Funds.PAY)


def _departure(cast: Cast, day: date) -> None:
    cast.on(day)
    shares.record_departure(cast.desk("yann.kervella"), _person(cast, "Zoé Aubry"), Reason.RESIGNATION, notice_on=day)


def _transfer(cast: Cast, day: date) -> None:
    cast.on(day)
    shares.record_movement(
        cast.desk("yann.kervella"),
        Draft(
            Kind.TRANSFER, day, _person(cast, "Clémence d’Hervé"), _person(cast, "Katell Salaün"), shares=3,
            decision=_("Agrément de la gérance du {day}").format(day=long_day(day)),
        ),
    )  # fmt: skip


def _circle(cast: Cast, day: date) -> None:
    """A meeting of the communication relay persons, by the same objects as an assembly; minutes still to seal."""
    cast.on(day - timedelta(days=7))
    desk = cast.desk("aminata.diallo")
    body = assemblies.create_body(desk, BodyKind.CIRCLE, _("Cercle Communication"))
    seated = [cast.people[login] for login in ("aminata.diallo", "nolwenn.jaouen", "colin.sauvage", "hugo.martel")]
    for person in seated:
        assemblies.seat_member(desk, body, person, day - timedelta(days=7))
    meeting = assemblies.prepare_meeting(desk, day, time(9, 30), _("Atelier bois"), body_id=body)
    item = assemblies.add_item(desk, meeting, _("Site internet"))
    resolution = assemblies.add_resolution(
        desk, item, _("Refonte du site"), _("Le cercle confie la refonte du site à Nolwenn Jaouen, pour six mois.")
    )
    assemblies.add_item(desk, meeting, _("Qui tient le site ?"))
    cast.on(day - timedelta(days=5))
    _send(cast, meeting)
    cast.on(day, 9, 25)
    for person in seated[:3]:
        assemblies.mark_present(desk, meeting, person)
    assemblies.set_bureau(desk, meeting, chair_id=seated[1], secretary_id=seated[0])
    assemblies.open_meeting(desk, meeting)
    cast.later(35)
    assemblies.record_unanimity(desk, resolution)
    demo_elections.name_relay(cast, assemblies.meeting(desk, meeting).items[1].id, day)
    assemblies.close_meeting(desk, meeting)


def prepare_next(cast: Cast, day: date, sent: date) -> int:
    """The assembly to come: convened, with drafts, consents to e-mail, and a candidate to admit."""
    cast.on(sent - timedelta(days=40))
    for login in ("samir.benali", "agathe.dupre", "linh.nguyen", "remi.castel"):
        person = cast.people[login]
        members.record_email_consent(cast.desk(login), person, cast.clock.today(), Channel.ELECTRONIC)
    points = [
        Point(_("Point d’étape sur l’activité"), item=ItemKind.INFORMATION),
        Point(
            _("Admission de Yasmine Idrissi"),
            _("L’assemblée générale admet Yasmine Idrissi au sociétariat de la coopérative."),
            admits=_person(cast, "Yasmine Idrissi"),
        ),
        Point(
            _("Partage du poste de coordination en trois pôles"),
            _(
                "L’assemblée générale décide que les missions de coordination sont partagées entre trois pôles : "
                "production et facturation ; paie et congés ; communication, tenue par deux personnes relais."
            ),
        ),
        Point(
            _("Part des excédents versée aux salariés"),
            _("L’assemblée générale demande à la gérance de proposer 47 % pour la part versée aux salariés."),
        ),
        Point(
            _("Modification de l’article 12 : réunions à distance"),
            _("L’assemblée générale extraordinaire autorise la participation à distance aux assemblées."),
            ResolutionKind.EXTRAORDINARY,
        ),
        Point(_("Siège vacant au conseil de surveillance"), elects=demo_elections.prepare_vacancy),
        Point(
            _("Pouvoirs pour les formalités"),
            _("Tous pouvoirs sont donnés à la gérance pour les formalités."),
        ),
    ]
    return _convene(cast, day, points, sent=sent)


def _person(cast: Cast, name: str) -> PersonId:
    for row in members.members(cast.desk(FOUNDER)):
        if fold(row.name) == fold(name):
            return row.person_id
    raise LookupError(name)
