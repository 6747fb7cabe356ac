"""The demo's skills: a tree of three branches, what people declared and others confirmed, three key skills."""

from datetime import date, timedelta

from coop_desk.app.demo import Cast, working_day
from coop_desk.app.demo_leave import DELEGATE
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.leave.requests import service as absences
from coop_desk.topics.leave.requests.records import Asked
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.skills import service

SECRETARY, CONFIRMS, OTHER = "aminata.diallo", "solene.marchand", "samir.benali"
TREE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Atelier", ("Lecture de plans", "Débit et usinage", "Montage et finition", "Soudure")),
    ("Gestion", ("Facturation", "Suivi des paiements", "Droit social", "Tableur")),
    ("Relations", ("Animation de réunion", "Rédaction", "Site internet")),
)
NAMES = tuple(name for _branch, names in TREE for name in names)
LEVELS = {
    "solene.marchand": "2 1 0 0 4 3 3 3 4 3 0", "erwan.le-goff": "3 2 3 4 2 1 0 2 3 1 0",
    "aminata.diallo": "1 0 0 0 3 2 1 3 4 4 1", "yann.kervella": "2 2 2 0 2 3 0 4 1 2 0",
    "chiara.rossi": "1 0 1 0 2 2 2 3 2 2 1", "samir.benali": "4 4 4 1 1 0 0 1 2 0 0",
    "agathe.dupre": "3 4 3 0 0 0 0 1 1 1 0", "thibault.oger": "2 3 3 0 1 0 0 2 1 0 0",
    "linh.nguyen": "4 3 4 0 3 2 0 3 2 1 0", "remi.castel": "2 3 2 0 0 0 0 1 0 0 0",
    "maiwenn.oeuvrard": "0 0 0 0 2 2 3 4 2 2 0", "colin.sauvage": "1 0 1 0 2 1 1 3 2 2 0",
    "delphine.pincon": "2 1 3 0 2 1 0 2 2 2 0", "boubacar.traore": "3 1 2 3 0 0 0 1 2 0 0",
    "nolwenn.jaouen": "1 0 0 0 1 0 0 2 3 3 0", "hugo.martel": "3 2 2 2 2 2 0 2 3 1 0",
    "clemence.dherve": "2 1 3 0 2 0 0 2 1 2 1", "piotr.wozniak": "3 2 2 3 0 0 0 0 1 0 0",
    "gael.rabiller": "2 1 1 2 1 0 0 1 0 0 0", "katell.salaun": "1 1 2 0 1 0 0 2 2 3 0",
    "nils.ferrand": "1 0 1 0 1 0 0 3 3 3 3", "yasmine.idrissi": "2 2 2 0 0 0 0 1 1 1 0",
}  # fmt: skip
"""Levels in the order of the skills: the confirmed ones a year ago."""


def tell(cast: Cast, day: date) -> None:
    """Open the tree, declare and confirm; then what waits today: two declarations and two trainings."""
    cast.on(day)
    desk = cast.desk(SECRETARY)
    because = _("Réunion de l’équipe du {day}").format(day=long_day(day))
    skills: list[int] = []
    for branch, names in TREE:
        number = service.open_branch(desk, _(branch))
        skills += [service.open_skill(desk, number, _(name)) for name in names]
    by_name = dict(zip(NAMES, skills, strict=True))
    for name, people in (("Droit social", 3), ("Facturation", 4), ("Site internet", 2)):
        service.set_key_skill(desk, by_name[name], 2, people, because)
    declared: dict[str, tuple[int, ...]] = {}
    for login, levels in LEVELS.items():
        told = {skill: int(level) for skill, level in zip(skills, levels.split(), strict=True) if int(level)}
        declared[login] = service.declare_levels(
            desk if login == SECRETARY else cast.desk(login), cast.people[login], told
        )
    cast.on(working_day(day + timedelta(days=7)))
    others = [number for login, numbers in declared.items() if login != CONFIRMS for number in numbers]
    service.confirm_levels(cast.desk(CONFIRMS), others)
    service.confirm_levels(cast.desk(OTHER), declared[CONFIRMS])


def wait(cast: Cast, today: date) -> None:
    """Two people declare more than before, two train: nobody has confirmed yet."""
    skills = {one.name: one.id for branch in service.skill_tree(cast.desk(SECRETARY)) for one in branch.skills}
    cast.on(working_day(today - timedelta(days=4)), 15)
    for login, name, level in (("remi.castel", "Montage et finition", 3), ("nolwenn.jaouen", "Facturation", 2)):
        service.declare_levels(cast.desk(login), cast.people[login], {skills[name]: level})
    for login, name, days in (("colin.sauvage", "Droit social", 70), ("chiara.rossi", "Site internet", 130)):
        service.begin_training(
            cast.desk(login), cast.people[login], skills[name], 2, cast.clock.today(),
            today + timedelta(days=days), _("Deux demi-journées par mois avec la personne qui sait."),
        )  # fmt: skip
    _announce(cast, "remi.castel", today)


def _announce(cast: Cast, login: str, today: date) -> None:
    """Somebody who holds a role will be away for four months: it is to be covered, or planned again."""
    months = [(today.year + (today.month + n) // 12, (today.month + n) % 12 + 1) for n in (2, 6)]
    first, after = (date(year, month, 1) for year, month in months)
    asked = Asked(first, after - timedelta(days=1), Reason("ABS_PARENTAL"))
    absences.record_absence(cast.desk(DELEGATE), cast.people[login], asked)
