"""The demo's choices of people: a circle that amended a term, another under way without names, a role drawn by lot."""

from datetime import date, timedelta

from coop_desk.app.demo import Cast
from coop_desk.app.demo_roles import SECRETARY
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.elections.circle.records import Said, State
from coop_desk.topics.mandates.rules.terms import last_day
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.cooptation import service
from coop_desk.topics.roles.cooptation.rules import shadow_from
from coop_desk.topics.roles.drawing import service as lots
from coop_desk.topics.roles.records import RoleLine, RoleMode, Sheet

PRODUCTION, RELAY = "facturation", "relais"
CIRCLE = ("hugo.martel", "samir.benali", "piotr.wozniak", "katell.salaun", "remi.castel", "aminata.diallo")
CHOSEN, WORRIED = "samir.benali", "katell.salaun"


def tell(cast: Cast, day: date) -> None:
    """Choose who will follow the holder of one role, begin to choose for another, draw a third."""
    cast.on(day, 14)
    found = roles.roles(cast.desk(SECRETARY))
    _succession(cast, day, next(one for one in found if PRODUCTION in one.name))
    _under_way(cast, day, next(one for one in found if RELAY in one.name))
    _draw(cast, day, found[0].pole_id)


def _succession(cast: Cast, day: date, role: RoleLine) -> None:
    """The circle doubts a whole year, agrees on nine months, and gives the seat when the holder’s term ends."""
    desk, them = cast.desk(SECRETARY), [int(cast.people[login]) for login in CIRCLE]
    starts = role.holders[0].until + timedelta(days=1)
    held = service.open_cooptation(
        desk, role.id, them, held_on=day, starts_on=starts, ends_on=last_day(starts, 12), facilitator_id=them[-1]
    )
    service.begin_circle(desk, held, True, service.cooptation(desk, held).frame)
    chosen, other = cast.names[CHOSEN], cast.names["piotr.wozniak"]
    said = (
        (chosen, _("connaît chaque client par son prénom")), (chosen, _("aimerait apprendre la facturation")),
        (chosen, _("tient ses délais sans presser personne")), (other, _("voit venir les retards")),
        (chosen, _("a déjà remplacé Hugo en août")), (chosen, _("sait dire non calmement")),
    )  # fmt: skip
    for by, (name, because) in zip(them, said, strict=True):
        service.nominate(desk, held, by, name, because)
    service.end_round(desk, held)
    service.nominate(desk, held, them[3], chosen, _("pour les mêmes raisons, après vous avoir entendus"))
    service.end_round(desk, held)
    service.propose(desk, held, chosen, them[-1])
    worry = _("un an d’un coup, sans savoir si la charge est tenable")
    service.answer_proposal(desk, held, _answers(them, int(cast.people[WORRIED]), worry))
    cast.later(10)
    nine = _("neuf mois au lieu de douze, et un point au bout de trois")
    service.propose(desk, held, chosen, them[-1], nine, last_day(starts, 9))
    service.answer_proposal(desk, held, _answers(them))
    endorsed = service.conclude(desk, held, chosen)
    service.close_cooptation(desk, held)
    service.give_seat(desk, endorsed, 0, shadow_from(starts, role.sheet.shadow_months, day))


def _under_way(cast: Cast, day: date, role: RoleLine) -> None:
    """A circle that wants no name written is at its changes of mind."""
    desk, them = cast.desk(SECRETARY), [int(cast.people[login]) for login in CIRCLE[1:]]
    starts = role.holders[0].until + timedelta(days=1)
    held = service.open_cooptation(
        desk, role.id, them, held_on=day, starts_on=starts, ends_on=last_day(starts, 12), facilitator_id=them[-1]
    )
    service.begin_circle(desk, held, False, service.cooptation(desk, held).frame)
    service.end_round(desk, held, len(them), 3)


def _draw(cast: Cast, day: date, pole: int) -> None:
    """The list is frozen, the sources are read the day after; the first one drawn refuses, the second accepts."""
    desk = cast.desk(SECRETARY)
    (noted,) = roles.note_missions(desk, [_("Compter la caisse chaque mois avec qui la tient")])
    sheet = Sheet(
        purpose=_("Que la caisse soit comptée par quelqu’un qui ne la tient pas."), missions=(noted,),
        mode=RoleMode.LOT, load=2, term_min=6, term_max=12, cooldown=12, shadow_months=0, associates_only=True,
    )  # fmt: skip
    because = _("Réunion de l’équipe du {day}").format(day=long_day(day))
    role = roles.open_role(desk, pole, _("Contrôle de la caisse"), sheet, decision=because)
    first = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    draw = lots.freeze_draw(
        desk, role, [_("Loto du samedi, premier numéro"), _("nombre lu par Yann")], first, last_day(first, 12)
    )
    cast.on(day + timedelta(days=1), 10)
    lots.read_sources(cast.desk(SECRETARY), draw, ["17", "2043"])
    drawn = lots.draws_for_roles(cast.desk(SECRETARY))[0].drawn
    lots.answer_draw(
        cast.desk(SECRETARY), draw, drawn[0].person_id, False, _("Je tiens déjà la caisse du marché de Noël.")
    )
    lots.answer_draw(cast.desk(SECRETARY), draw, drawn[1].person_id, True)


def _answers(them: list[int], objecting: int | None = None, because: str = "") -> list[Said]:
    return [Said(one, State.OBJECTION, because) if one == objecting else Said(one, State.CONSENT) for one in them]
