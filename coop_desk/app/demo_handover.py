"""The demo's hand-overs: the pay role nearly handed over, the roles that turn taken up, somebody who learns, a pair."""

from datetime import date, timedelta

from coop_desk.app.demo import Cast, working_day
from coop_desk.app.demo_roles import SECRETARY
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import long_day
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.handover import service
from coop_desk.topics.roles.handover.records import Answers, GiverKind, Kind, Side
from coop_desk.topics.roles.seats import service as seats
from coop_desk.topics.roles.seats.records import MandateState
from coop_desk.topics.skills import service as skills

TICKED = {"colin.sauvage": 24, "hugo.martel": 40, "nolwenn.jaouen": 16}
"""Who takes over, and up to how many days after the take-over what was planned is done."""
LEFT = (
    N_("Le tour de parole du lundi : chacun sait où en sont les autres."),
    N_("Tenir le compte rendu pendant que l’on anime : à deux, c’est mieux."),
    N_("Pas toujours. Les personnes de l’atelier métal ont été vues moins souvent."),
    N_("Passez une heure par semaine dans chaque atelier, sans ordre du jour."),
)
"""The four answers of a retrospective."""
PAY, GIVES, TAKES, DEPUTY = "paie", "solene.marchand", "colin.sauvage", "chiara.rossi"


def tell(cast: Cast, day: date, today: date) -> None:
    """Tick what was handed over since the sharing out, open a plan to learn, name a pair."""
    cast.on(working_day(day + timedelta(days=20)), 11)
    logins = {int(who): login for login, who in cast.people.items()}
    for one in service.handovers(cast.desk(SECRETARY)):
        taker = logins[one.receiver_id]
        late = one.takes_over_on + timedelta(days=TICKED.get(taker, 0))
        if one.giver.kind is GiverKind.NOBODY and one.takes_over_on <= today:
            _tick(cast, taker, one.id, Side.RECEIVER, until=today)
            service.finish_handover(cast.desk(taker), one.id)
        elif taker in TICKED:
            _tick(cast, GIVES, one.id, Side.GIVER, until=late + timedelta(days=7))
            _tick(cast, taker, one.id, Side.RECEIVER, until=late)
    because = _("Réunion de l’équipe du {day}").format(day=long_day(cast.clock.today()))
    pay = next(role for role in roles.roles(cast.desk(SECRETARY)) if PAY in role.name)
    service.pair_up(
        cast.desk(SECRETARY), cast.people[TAKES], cast.people[DEPUTY], role_id=pay.id, starts_on=cast.clock.today(),
        decision=because,
    )  # fmt: skip
    ramp = service.open_ramp(
        cast.desk(TAKES), cast.people[DEPUTY], cast.people[TAKES], mission_id=pay.sheet.missions[0],
        target_on=working_day(today + timedelta(days=70)), because=because,
        steps=[_("Regarder faire la paie d’octobre"), _("Faire celle de novembre ensemble"),
               _("Faire celle de décembre, relue ligne à ligne")],
    )  # fmt: skip
    code = next(one.code for branch in skills.skill_tree(cast.desk(SECRETARY)) for one in branch.skills
                if one.name == _("Droit social"))  # fmt: skip
    service.open_ramp(
        cast.desk(GIVES), cast.people[TAKES], cast.people[GIVES], skill=code, because=because,
        target_on=working_day(today + timedelta(days=40)),
        steps=[_("Lire la convention collective"), _("Préparer une embauche ensemble")],
    )  # fmt: skip
    cast.on(working_day(day + timedelta(days=42)), 16)
    service.mark_step(cast.desk(DEPUTY), ramp, 0)


def look_back(cast: Cast, day: date) -> None:
    """Whoever left a seat early leaves a retrospective; whoever stands in has a hand-over with the other relay."""
    cast.on(day, 15)
    logins = {int(who): login for login, who in cast.people.items()}
    for line in seats.mandates_of_roles(cast.desk(SECRETARY)):
        if line.state is MandateState.BROKEN:
            service.write_retrospective(
                cast.desk(logins[line.person_id]), line.id, Answers(*(_(said) for said in LEFT))
            )
        elif line.interim:
            service.begin_handover(cast.desk(SECRETARY), line.id)


def _tick(cast: Cast, login: str, plan: int, side: Side, *, until: date) -> None:
    """Tick what is due by a day; trainings wait."""
    desk = cast.desk(login)
    waits = [
        line.id
        for line in service.handover(desk, plan).lines
        if (line.giver if side is Side.GIVER else line.receiver) is None
        and line.due <= until and line.kind is not Kind.TRAINING
    ]  # fmt: skip
    if waits:
        service.tick_lines(desk, waits)
