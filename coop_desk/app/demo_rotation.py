"""The demo's rotation: two roles that turn, two plans compared, the second adopted by the team."""

from datetime import date

from coop_desk.app.demo import Cast
from coop_desk.app.demo_roles import SECRETARY
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import long_day
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.planner import found_here
from coop_desk.topics.roles.records import RoleMode, Sheet
from coop_desk.topics.roles.wishes.service import say_wish
from coop_desk.topics.skills import service as skills

TEAM = ("hugo.martel", "colin.sauvage", "nils.ferrand", "nolwenn.jaouen", "aminata.diallo")
PINNED = "nolwenn.jaouen"
MONTHS = 12
WISHES = (
    ("nolwenn.jaouen", 0, 2, ""), ("katell.salaun", 0, 1, ""), ("remi.castel", 1, 2, ""), ("piotr.wozniak", 1, -1, ""),
    ("samir.benali", 0, -2, N_("Je ne suis pas à l’aise pour parler à des inconnus.")),
)  # fmt: skip
"""Who wishes what of which of the two roles; a reason goes with a refusal."""


def tell(cast: Cast, day: date) -> None:
    """Open two roles that turn, ask for a plan, impose somebody and ask again, adopt the second one."""
    cast.on(day)
    desk = cast.desk(SECRETARY)
    because = _("Réunion de l’équipe du {day}").format(day=long_day(day))
    poles = [pole.id for pole in roles.poles(desk)]
    codes = {one.name: one.code for branch in skills.skill_tree(desk) for one in branch.skills}
    opened = [
        roles.open_role(desk, pole, name, _sheet(cast, mission, purpose, load, codes[skill]), decision=because)
        for pole, name, mission, purpose, load, skill in (
            (poles[0], _("Accueil des visiteurs"), _("Accueillir qui passe à l’atelier"),
             _("Que chacun trouve à qui parler en poussant la porte."), 6,
             "Animation de réunion"),
            (poles[1], _("Rangement de l’atelier"), _("Tenir les réserves rangées et comptées"),
             _("Que l’on trouve un outil sans le chercher."), 4, "Débit et usinage"),
        )
    ]  # fmt: skip
    for login, role, wish, why in WISHES:
        say_wish(cast.desk(login), opened[role], wish, refuses=bool(why), why=_(why) if why else "")
    first = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    _propose(cast, _("Rotation {year}").format(year=first.year), first)
    service.pin(
        desk, opened[0], cast.people[PINNED], month=first, because=_("connaît déjà les fournisseurs qui passent")
    )
    chosen = _propose(cast, _("Rotation {year}, accueil confirmé").format(year=first.year), first)
    cast.later(90)
    service.adopt_plan(
        desk, chosen, decision=_("Réunion de l’équipe"), decided_on=day,
        deciders=[cast.people[login] for login in TEAM],
    )  # fmt: skip


def _sheet(cast: Cast, mission: str, purpose: str, load: int, skill: str) -> Sheet:
    (noted,) = roles.note_missions(cast.desk(SECRETARY), [mission])
    return Sheet(
        purpose=purpose, missions=(noted,), mode=RoleMode.ROTATING, load=load, term_min=6, term_max=6, cooldown=6,
        shadow_months=1, shadow_load=2, requires={skill: 2},
    )  # fmt: skip


def _propose(cast: Cast, name: str, first: date) -> int:
    prepared = service.prepare_plan(cast.desk(SECRETARY), name, first, MONTHS)
    cast.later(5)
    return service.keep_plan(cast.desk(SECRETARY), prepared, found_here(prepared))
