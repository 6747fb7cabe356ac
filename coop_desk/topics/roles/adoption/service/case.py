"""The case of a plan, read from the co-op's own records: what is there today is what is planned with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.topics.employment.rules.schedules import contract_on
from coop_desk.topics.employment.service.reading import all_contracts
from coop_desk.topics.mandates.service import posts_at
from coop_desk.topics.members.rules.admission import Contract
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service.reading import situations_at
from coop_desk.topics.members.service.teams import team_people_at
from coop_desk.topics.roles.adoption.records import Settings
from coop_desk.topics.roles.adoption.rules.months import (
    covered,
    day_of,
    first_of,
    number_of,
    person_key,
    pole_key,
    role_key,
    runs,
    said,
)
from coop_desk.topics.roles.cooptation.service.reading import endorsed_for
from coop_desk.topics.roles.cover.service.absences import long_absences
from coop_desk.topics.roles.model import IncompatibleRoles
from coop_desk.topics.roles.records import RoleLine, RoleMode
from coop_desk.topics.roles.rotation.case import (
    Case,
    Coverage,
    Held,
    Mandate,
    Member,
    Mode,
    Pole,
    Role,
    Training,
    Weights,
)
from coop_desk.topics.roles.rotation.reading import case_in_words
from coop_desk.topics.roles.rotation.reading import case_of as read_back
from coop_desk.topics.roles.seats.records import RoleMandateLine, RoleOrigin
from coop_desk.topics.roles.seats.service.reading import role_mandates
from coop_desk.topics.roles.service.reading import poles_at, roles_at
from coop_desk.topics.roles.wishes.records import Wish
from coop_desk.topics.roles.wishes.service.reading import limits_at, wishes_of
from coop_desk.topics.skills.service.reading import all_skills, skills_at, skills_of, trainings_of

FULL_TIME = 10
"""Thousandths of working time in a percent."""


def case_of(act: Act, name: str, first: date, months: int, settings: Settings) -> Case:
    """Read a case of so many months from the co-op as it stands today; `first` is the first day of a month.

    Mandates that run or are to come are fixed: only what they leave free is planned. Raises RuleBroken ROT-21 with the
    place when the records contradict each other, ROT-42 when there is no role to plan.
    """
    source = _Source(act, first, months, settings)
    if not any(role.sheet.mode in (RoleMode.ROTATING, RoleMode.COOPTED) for role in source.roles):
        raise RuleBroken(
            "ROT-42", _("Aucun rôle ne tourne ni ne se coopte : ouvrez un rôle, ou changez le choix de sa fiche.")
        )
    return read_back(case_in_words(source.case(name)))


@dataclass(slots=True)
class _Fixed:
    """A mandate the plan must live with, by the number of its months."""

    line: RoleMandateLine
    first: int
    last: int


class _Source:
    """What is read of the co-op for one case."""

    def __init__(self, act: Act, first: date, months: int, settings: Settings) -> None:
        self.act, self.first, self.months, self.settings = act, first, months, settings
        self.roles = sorted(roles_at(act, act.today), key=lambda role: role.id)
        self.known = {role.id: role for role in self.roles}
        self.lines = [line for line in role_mandates(act) if line.held and line.role_id in self.known]
        self.contracts = all_contracts(act)
        self.absences = long_absences(act)
        self.limits = limits_at(act, max(first, act.today))
        self.wishes: dict[PersonId, list[Wish]] = defaultdict(list)
        for wish in wishes_of(act):
            if wish.role_id in self.known:
                self.wishes[PersonId(wish.person_id)].append(wish)
        self.fixed = self._fixed()
        self.skills, self.trainings = self._skills()
        self.associates = {
            one.person_id for one in situations_at(act, max(first, act.today)) if one.category in ASSOCIATES
        }
        self.teams, self.team_of = self._teams()

    # -- the whole

    def case(self, name: str) -> Case:
        settings = self.settings
        members = [self._member(who, names) for names in [people_by_id(self.act.session)] for who in self._people()]
        there = {one.id for one in members}
        poles = {role.pole_id for role in self.roles}
        return Case(
            name=name,
            first_month=said(self.first),
            months=self.months,
            weights=Weights(
                settings.vacancy, settings.coverage, settings.max_over, settings.over, settings.preference,
                settings.handover, settings.missing_shadow,
            ),
            step=settings.step,
            history_months=settings.history_months,
            poles=tuple(
                Pole(pole_key(pole.id), pole.name, pole.max_handovers)
                for pole in sorted(poles_at(self.act, self.act.today), key=lambda pole: pole.id)
                if pole.id in poles
            ),
            roles=tuple(self._role(role) for role in self.roles),
            incompatible=self._incompatible(),
            members=tuple(members),
            fixed=tuple(
                Mandate(role_key(one.line.role_id), one.line.seat, person_key(one.line.person_id), one.first, one.last)
                for one in self.fixed
            ),
            origins=tuple(_origin(one.line) for one in self.fixed),
            apart=tuple(
                (person_key(pair.one_id), person_key(pair.other_id), pole_key(pair.pole_id))
                for pair in settings.apart
                if {person_key(pair.one_id), person_key(pair.other_id)} <= there and pair.pole_id in poles
            ),
            coverage=self._coverage(poles),
        )  # fmt: skip

    def _role(self, role: RoleLine) -> Role:
        sheet = role.sheet
        return Role(
            id=role_key(role.id), name=role.name, pole=pole_key(role.pole_id), mode=Mode(sheet.mode.value),
            seats=role.seats, load=sheet.load, shadow_months=sheet.shadow_months, shadow_load=sheet.shadow_load,
            term_min=sheet.term_min, term_max=sheet.term_max,
            start_months=tuple(range(0, self.months, self.settings.every)), cooldown=sheet.cooldown,
            requires=tuple(sorted((self.skill_names.get(code, code), level) for code, level in sheet.requires.items())),
            associates_only=sheet.associates_only, criticality=sheet.criticality,
            counts_in_equity=sheet.counts_in_equity, team=self.teams.get(role.id),
        )  # fmt: skip

    def _coverage(self, poles: Collection[int]) -> tuple[Coverage, ...]:
        """The skills a pole keeps, by the settings; then the key ones, in each pole whose roles ask for them."""
        rules = [rule for rule in self.settings.coverage_rules if rule.pole_id in poles]
        found = [Coverage(pole_key(rule.pole_id), rule.skill, rule.level, rule.least) for rule in rules]
        said = {(rule.pole_id, rule.skill) for rule in rules}
        for skill in skills_at(self.act, self.act.today):
            if skill.key is None:
                continue
            asking = dict.fromkeys(role.pole_id for role in self.roles if skill.code in role.sheet.requires)
            for pole in (one for one in asking if (one, skill.name) not in said):
                seats = sum(role.seats for role in self.roles if role.pole_id == pole)
                found.append(Coverage(pole_key(pole), skill.name, skill.key.level, min(skill.key.people, seats)))
        return tuple(found)

    def _incompatible(self) -> tuple[tuple[str, str], ...]:
        rows = self.act.session.scalars(select(IncompatibleRoles).order_by(IncompatibleRoles.id))
        return tuple(
            (role_key(row.one_id), role_key(row.two_id))
            for row in rows
            if {row.one_id, row.two_id} <= set(self.known) and (row.ends_on is None or row.ends_on >= self.first)
        )

    # -- mandates

    def _fixed(self) -> list[_Fixed]:
        """The mandates of the horizon, seat by seat; two that share a month leave it to the first."""
        seats: dict[tuple[int, int], list[RoleMandateLine]] = defaultdict(list)
        for line in self.lines:
            if line.seat < self.known[line.role_id].seats:
                seats[(line.role_id, line.seat)].append(line)
        found = []
        for _seat, lines in sorted(seats.items()):
            free = 0
            for line in sorted(lines, key=lambda one: (one.starts_on, one.id)):
                begins = max(free, number_of(self.first, line.starts_on))
                last = min(self.months - 1, number_of(self.first, line.ends_on))
                if begins <= last:
                    found.append(_Fixed(line, begins, last))
                    free = last + 1
        return found

    def _past(self, who: PersonId) -> tuple[tuple[Held, ...], int]:
        """The roles somebody held before the first month, and their hours over the months that count.

        An interim counts as any mandate: one that still runs is fixed, and no fixed mandate goes without rest.
        """
        held: dict[str, int] = {}
        hours = 0
        for line in self.lines:
            if line.person_id != who:
                continue
            begins, last = number_of(self.first, line.starts_on), number_of(self.first, line.ends_on)
            role = self.known[line.role_id]
            if last < 0:
                held[role_key(role.id)] = max(last, held.get(role_key(role.id), last))
            if role.sheet.counts_in_equity:
                since = max(begins, -self.settings.history_months)
                hours += role.sheet.load * max(0, min(last, -1) - since + 1)
        return tuple(Held(role, ended) for role, ended in sorted(held.items())), hours

    # -- people

    def _people(self) -> list[PersonId]:
        """Whoever works here in a whole month of the plan, associates who stand, and whoever holds a mandate in it."""
        working = {who for who, held in self.contracts.items() if covered(self.first, range(self.months), _spans(held))}
        return sorted(working | self._outside() | {PersonId(one.line.person_id) for one in self.fixed})

    def _outside(self) -> set[PersonId]:
        """Associates without a contract who stand for a role: there all along, with no share of what work brings."""
        stand = {who for who, wishes in self.wishes.items() if any(one.stands for one in wishes)}
        return {who for who in stand & self.associates if who not in self.contracts}

    def _member(self, who: PersonId, names: Mapping[PersonId, str]) -> Member:
        contracts = self.contracts.get(who, ())
        outside = who in self._outside()
        spans = [(self.first, None)] if outside else _spans(contracts)
        there = covered(self.first, range(self.months), spans)
        present = (min(there), max(there)) if there else (-1, -1)
        away = covered(self.first, range(self.months), self.absences.get(who, ()))
        away += tuple(n for n in range(present[0], present[1] + 1) if n not in there) if there else ()
        past = covered(self.first, range(-self.settings.history_months, 0), _spans(contracts))
        held, hours = self._past(who)
        running = contract_on(contracts, day_of(self.first, present[0])) if there else None
        wishes, limits = self.wishes[who], self.limits.get(int(who))
        return Member(
            id=person_key(who), name=names[who], associate=who in self.associates,
            fte=min(100, round(running.working_time / FULL_TIME)) if running is not None else 0,
            max_roles=limits.max_roles if limits else self.settings.max_roles,
            capacity=limits.hours if limits else self.settings.capacity,
            skills=self.skills.get(who, {}), training=self.trainings.get(who, ()), absences=runs(away),
            present=present, preferences={role_key(one.role_id): one.wish for one in wishes if one.wish},
            refuses=frozenset(role_key(one.role_id) for one in wishes if one.refuses), endorsed=self._endorsed(who),
            history_months=len(past), history_load=hours, held=held, in_equity=bool(there) and not outside,
            team=self.team_of.get(who),
        )  # fmt: skip

    def _endorsed(self, who: PersonId) -> frozenset[str]:
        coopted = [role.id for role in self.roles if role.sheet.mode is RoleMode.COOPTED]
        return frozenset(role_key(role) for role in coopted if who in endorsed_for(self.act, role))

    def _skills(self) -> tuple[dict[PersonId, dict[str, int]], dict[PersonId, tuple[Training, ...]]]:
        """Confirmed levels, and those that trainings under way will reach, by the name of the skill."""
        self.skill_names = {one.code: one.name for one in all_skills(self.act)}
        levels = {
            who: {self.skill_names[code]: level for code, level in held.items()}
            for who, held in skills_of(self.act, self.act.today).items()
        }
        learning: dict[PersonId, list[Training]] = defaultdict(list)
        for one in trainings_of(self.act):
            if not one.over:
                since = number_of(self.first, one.reached_on) + (one.reached_on.day > 1)
                learning[one.person_id].append(Training(one.skill, one.level, since))
        return levels, {who: tuple(lines) for who, lines in learning.items()}

    def _teams(self) -> tuple[dict[int, str], dict[PersonId, str]]:
        """The team that each role is kept for, and that of each person among them."""
        posts = {post.id: post.team_id for post in posts_at(self.act, self.act.today)}
        of_role = {role.id: posts[role.post_id] for role in self.roles if posts.get(role.post_id)}
        found: dict[PersonId, str] = {}
        for team in dict.fromkeys(of_role.values()):
            for who in team_people_at(self.act, team or 0, self.act.today):
                found.setdefault(who, f"t{team}")
        return {role: f"t{team}" for role, team in of_role.items()}, found


def _spans(contracts: Iterable[Contract]) -> list[tuple[date, date | None]]:
    return [(one.started_on, one.ended_on) for one in contracts]


def _origin(line: RoleMandateLine) -> str:
    if line.origin is RoleOrigin.ELECTED:
        return "elected"
    return "lot" if line.origin is RoleOrigin.LOT else "continuing"


def days_of(act: Act, case: Case) -> dict[Mandate, tuple[date, date]]:
    """The exact days of the mandates that a case found there and that still stand; whole months for the others."""
    first, found = first_of(case.first_month), {}
    for line in role_mandates(act):
        begins, last = number_of(first, line.starts_on), number_of(first, line.ends_on)
        for one in case.fixed:
            same = (one.role, one.seat, one.member) == (role_key(line.role_id), line.seat, person_key(line.person_id))
            if same and line.held and begins <= one.last and one.first <= last:
                found[one] = (line.starts_on, line.ends_on)
    return found
