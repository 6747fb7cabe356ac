"""Cases and plans as files: read with the place of each fault, written with the same words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.strict_json import read_json
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

CASE, PLAN = "rotation-case/1", "rotation-plan/1"
MOST_MONTHS = 120
"""Ten years: no co-op plans further."""
MOST = 1_000_000
"""Of any number of the file."""
HIGHEST_LEVEL = 4
ORIGINS = ("continuing", "elected", "lot")
"""Where a fixed mandate may come from."""
T = TypeVar("T")


def read_case(content: bytes) -> Case:
    """Read a file. Raises RuleBroken ROT-20 naming the place of what is not understood, ROT-21 a contradiction."""
    return case_of(_told(content))


def read_plan(content: bytes, case: Case) -> tuple[Mandate, ...]:
    """Read the plan of a case; raises as `read_case`. Whether it keeps the rules is asked of `checking`."""
    return mandates_of(_told(content), case)


def mandates_of(told: Any, case: Case) -> tuple[Mandate, ...]:
    """Read the plan of a case already taken out of its file; raises as `read_case`."""
    top = _Place("", told)
    _format(top, PLAN)
    mandates = tuple(top.at("mandates").each(_mandate))
    _check_mandates(case, mandates, "mandates")
    return mandates


def plan_in_words(case: Case, mandates: Iterable[Mandate]) -> dict[str, Any]:
    """A plan as its file says it, mandates in order."""
    return {"format": PLAN, "case": case.name, "mandates": [_written(one) for one in sorted(mandates)]}


def _written(one: Mandate) -> dict[str, Any]:
    return {"role": one.role, "seat": one.seat, "member": one.member, "from": one.first, "to": one.last}


def case_of(told: Any) -> Case:
    """Read a case already taken out of its file; raises as `read_case`."""
    top = _Place("", told)
    _format(top, CASE)
    months = top.at("horizon").at("months").number(1, MOST_MONTHS)
    case = Case(
        name=top.at("name").text(),
        first_month=_month(top.at("horizon").at("first_month")),
        months=months,
        weights=_weights(top.at("weights")),
        step=top.at("equity").at("step").number(),
        history_months=top.at("equity").at("history_months").number(),
        poles=tuple(top.at("poles").each(_pole)),
        roles=tuple(top.at("roles").each(_role)),
        incompatible=tuple((two[0], two[1]) for two in top.at("incompatible", []).each(lambda one: _texts(one, 2))),
        members=tuple(top.at("members").each(_member)),
        fixed=tuple(top.at("fixed", []).each(_mandate)),
        origins=tuple(top.at("fixed", []).each(lambda one: one.at("origin", ORIGINS[0]).one_of(ORIGINS))),
        apart=tuple((of[0], of[1], of[2]) for of in top.at("apart", []).each(lambda one: _texts(one, 3))),
        coverage=tuple(top.at("coverage", []).each(_coverage)),
    )
    _check(case)
    return case


def case_in_words(case: Case) -> dict[str, Any]:
    """A case as its file says it."""
    return {
        "format": CASE,
        "name": case.name,
        "horizon": {"first_month": case.first_month, "months": case.months},
        "weights": {
            "vacancy": case.weights.vacancy, "coverage": case.weights.coverage, "max_over": case.weights.max_over,
            "over": list(case.weights.over), "preference": case.weights.preference,
            "handover": case.weights.handover, "missing_shadow": case.weights.missing_shadow,
        },
        "equity": {"step": case.step, "history_months": case.history_months},
        "poles": [{"id": one.id, "name": one.name, "max_handovers": one.max_handovers} for one in case.poles],
        "roles": [_role_in_words(one) for one in case.roles],
        "incompatible": [list(two) for two in case.incompatible],
        "members": [_member_in_words(one) for one in case.members],
        "fixed": [
            {**_written(one), "origin": origin} for one, origin in zip(case.fixed, case.origins, strict=True)
        ],
        "apart": [list(three) for three in case.apart],
        "coverage": [
            {"pole": one.pole, "skill": one.skill, "level": one.level, "min": one.least} for one in case.coverage
        ],
    }  # fmt: skip


def _role_in_words(one: Role) -> dict[str, Any]:
    told = {
        "id": one.id, "name": one.name, "pole": one.pole, "mode": one.mode.value, "seats": one.seats,
        "load": one.load, "shadow_months": one.shadow_months, "shadow_load": one.shadow_load,
        "term_min": one.term_min, "term_max": one.term_max, "start_months": list(one.start_months),
        "cooldown": one.cooldown, "requires": dict(one.requires), "associates_only": one.associates_only,
        "criticality": one.criticality, "counts_in_equity": one.counts_in_equity,
    }  # fmt: skip
    return told if one.team is None else {**told, "team": one.team}


def _member_in_words(one: Member) -> dict[str, Any]:
    told = {
        "id": one.id, "name": one.name, "associate": one.associate, "fte": one.fte, "max_roles": one.max_roles,
        "capacity": one.capacity, "skills": dict(one.skills),
        "training": [{"skill": each.skill, "level": each.level, "from": each.since} for each in one.training],
        "absences": [list(each) for each in one.absences], "present": list(one.present),
        "preferences": dict(one.preferences), "refuses": sorted(one.refuses), "endorsed": sorted(one.endorsed),
        "history_months": one.history_months, "history_load": one.history_load,
        "held": [{"role": each.role, "ended": each.ended} for each in one.held], "in_equity": one.in_equity,
    }  # fmt: skip
    return told if one.team is None else {**told, "team": one.team}


# ------------------------------------------------------------------ the parts of a case


def _weights(place: "_Place") -> Weights:
    over = [one.number() for one in place.at("over").each(lambda one: one)]
    if len(over) != 3:
        raise place.at("over").wrong(_("trois nombres sont attendus"))
    return Weights(
        vacancy=place.at("vacancy").number(),
        coverage=place.at("coverage").number(),
        max_over=place.at("max_over").number(),
        over=(over[0], over[1], over[2]),
        preference=place.at("preference").number(),
        handover=place.at("handover").number(),
        missing_shadow=place.at("missing_shadow").number(),
    )


def _pole(place: "_Place") -> Pole:
    return Pole(place.at("id").text(), place.at("name").text(), place.at("max_handovers").number())


def _role(place: "_Place") -> Role:
    return Role(
        id=place.at("id").text(),
        name=place.at("name").text(),
        pole=place.at("pole").text(),
        mode=Mode(place.at("mode").one_of([*Mode])),
        seats=place.at("seats").number(1, 100),
        load=place.at("load").number(),
        shadow_months=place.at("shadow_months").number(),
        shadow_load=place.at("shadow_load").number(),
        term_min=place.at("term_min").number(1),
        term_max=place.at("term_max").number(1),
        start_months=tuple(sorted({one.number() for one in place.at("start_months").each(lambda one: one)})),
        cooldown=place.at("cooldown").number(),
        requires=tuple(sorted(_levels(place.at("requires", {})).items())),
        associates_only=place.at("associates_only", False).yes_or_no(),
        criticality=place.at("criticality", 1).number(1, 3),
        counts_in_equity=place.at("counts_in_equity", True).yes_or_no(),
        team=place.at("team", None).text_or_none(),
    )


def _member(place: "_Place") -> Member:
    return Member(
        id=place.at("id").text(),
        name=place.at("name").text(),
        associate=place.at("associate", True).yes_or_no(),
        fte=place.at("fte", 100).number(0, 100),
        max_roles=place.at("max_roles").number(),
        capacity=place.at("capacity").number(),
        skills=_levels(place.at("skills", {})),
        training=tuple(place.at("training", []).each(_training)),
        absences=tuple(place.at("absences", []).each(_span)),
        present=_span(place.at("present")),
        preferences={name: one.number(-2, 2) for name, one in place.at("preferences", {}).items()},
        refuses=frozenset(one.text() for one in place.at("refuses", []).each(lambda one: one)),
        endorsed=frozenset(one.text() for one in place.at("endorsed", []).each(lambda one: one)),
        history_months=place.at("history_months", 0).number(),
        history_load=place.at("history_load", 0).number(),
        held=tuple(place.at("held", []).each(_held)),
        in_equity=place.at("in_equity", True).yes_or_no(),
        team=place.at("team", None).text_or_none(),
    )


def _levels(place: "_Place") -> Mapping[str, int]:
    return {skill: one.number(0, HIGHEST_LEVEL) for skill, one in place.items()}


def _training(place: "_Place") -> Training:
    return Training(
        place.at("skill").text(), place.at("level").number(0, HIGHEST_LEVEL), place.at("from").number(-MOST)
    )


def _held(place: "_Place") -> Held:
    return Held(place.at("role").text(), place.at("ended").number(-MOST, -1))


def _span(place: "_Place") -> tuple[int, int]:
    ends = [one.number(-MOST) for one in place.each(lambda one: one)]
    if len(ends) != 2 or ends[1] < ends[0]:
        raise place.wrong(_("un premier et un dernier mois sont attendus, dans cet ordre"))
    return ends[0], ends[1]


def _mandate(place: "_Place") -> Mandate:
    return Mandate(
        place.at("role").text(), place.at("seat").number(), place.at("member").text(),
        place.at("from").number(), place.at("to").number(),
    )  # fmt: skip


def _coverage(place: "_Place") -> Coverage:
    return Coverage(
        place.at("pole").text(), place.at("skill").text(), place.at("level").number(0, HIGHEST_LEVEL),
        place.at("min").number(),
    )  # fmt: skip


def _month(place: "_Place") -> str:
    said = place.text()
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", said):
        raise place.wrong(_("un mois est attendu, comme 2026-01"))
    return said


def _texts(place: "_Place", many: int) -> Sequence[str]:
    found = [one.text() for one in place.each(lambda one: one)]
    if len(found) != many:
        raise place.wrong(_("{n} identifiants sont attendus").format(n=many))
    return found


# ------------------------------------------------------------------ what contradicts itself


def _check(case: Case) -> None:
    for where, ids in (
        ("poles", [one.id for one in case.poles]),
        ("roles", [one.id for one in case.roles]),
        ("members", [one.id for one in case.members]),
    ):
        twice = [id_ for id_, times in Counter(ids).items() if times > 1]
        if twice:
            raise _contradicts(where, _("« {id} » y est deux fois").format(id=twice[0]))
    poles, roles = {one.id for one in case.poles}, {one.id for one in case.roles}
    members = {one.id for one in case.members}
    for n, role in enumerate(case.roles):
        where = f"roles[{n}]"
        _known(role.pole, poles, f"{where}.pole")
        if role.term_min > role.term_max:
            raise _contradicts(where, _("term_min dépasse term_max"))
    for n, member in enumerate(case.members):
        for name, named in (
            ("preferences", member.preferences),
            ("refuses", sorted(member.refuses)),
            ("endorsed", sorted(member.endorsed)),
            ("held", [one.role for one in member.held]),
        ):
            for role_id in named:
                _known(role_id, roles, f"members[{n}].{name}")
    for n, (one, two) in enumerate(case.incompatible):
        _known(one, roles, f"incompatible[{n}]")
        _known(two, roles, f"incompatible[{n}]")
        _two(one, two, f"incompatible[{n}]")
    for n, (one, two, pole) in enumerate(case.apart):
        _known(one, members, f"apart[{n}]")
        _known(two, members, f"apart[{n}]")
        _known(pole, poles, f"apart[{n}]")
        _two(one, two, f"apart[{n}]")
    for n, rule in enumerate(case.coverage):
        _known(rule.pole, poles, f"coverage[{n}].pole")
    _check_mandates(case, case.fixed, "fixed")
    _check_apart_in_time(case)


def _check_mandates(case: Case, mandates: Sequence[Mandate], where: str) -> None:
    """Each names a role, a seat of it, a member and months that are there."""
    seats = {role.id: role.seats for role in case.roles}
    members = {one.id for one in case.members}
    for n, one in enumerate(mandates):
        _known(one.role, seats, f"{where}[{n}].role")
        _known(one.member, members, f"{where}[{n}].member")
        if one.seat >= seats[one.role]:
            raise _contradicts(f"{where}[{n}].seat", _("ce rôle n’a pas tant de sièges"))
        if not one.first <= one.last < case.months:
            raise _contradicts(f"{where}[{n}]", _("ses mois ne sont pas dans l’ordre, ou finissent trop tard"))


def _check_apart_in_time(case: Case) -> None:
    places = {id(one): n for n, one in enumerate(case.fixed)}
    for role in case.roles:
        for seat in range(role.seats):
            on = case.fixed_on(role.id, seat)
            for before, after in pairwise(on):
                if after.first <= before.last:
                    where = f"fixed[{places[id(before)]}], fixed[{places[id(after)]}]"
                    raise _contradicts(where, _("deux mandats se chevauchent sur le même siège"))


def _known(id_: str, known: Iterable[str], where: str) -> None:
    if id_ not in known:
        raise _contradicts(where, _("« {id} » n’existe pas").format(id=id_))


def _two(one: str, two: str, where: str) -> None:
    if one == two:
        raise _contradicts(where, _("« {id} » y est deux fois").format(id=one))


def _contradicts(where: str, what: str) -> RuleBroken:
    words = _("Le cas se contredit, à « {where} » : {what}. Corrigez-le.")
    return RuleBroken("ROT-21", words.format(where=where, what=what))


# ------------------------------------------------------------------ the places of a file


def _told(content: bytes) -> Any:
    try:
        return read_json(content)
    except ValueError:
        pass
    raise RuleBroken("ROT-20", _("Ce fichier n’est pas du JSON lisible : exportez-le de nouveau."))


def _format(top: "_Place", wanted: str) -> None:
    if top.at("format").text() != wanted:
        raise top.at("format").wrong(_("« {format} » est attendu").format(format=wanted))


_MISSING = object()


@dataclass(frozen=True, slots=True)
class _Place:
    """A value of the file and where it is, so that a fault can be found."""

    path: str
    value: Any

    def wrong(self, what: str) -> RuleBroken:
        words = _("Fichier de rotation à corriger, à « {where} » : {what}.")
        return RuleBroken("ROT-20", words.format(where=self.path or "{ }", what=what))

    def at(self, key: str, otherwise: Any = _MISSING) -> "_Place":
        if not isinstance(self.value, dict):
            raise self.wrong(_("un objet est attendu"))
        inner = _Place(f"{self.path}.{key}" if self.path else key, self.value.get(key, otherwise))
        if inner.value is _MISSING:
            raise inner.wrong(_("cette donnée manque"))
        return inner

    def items(self) -> Iterable[tuple[str, "_Place"]]:
        if not isinstance(self.value, dict):
            raise self.wrong(_("un objet est attendu"))
        return [(key, _Place(f"{self.path}.{key}", value)) for key, value in self.value.items()]

    def each(self, read: "Callable[[_Place], T]") -> list[T]:
        if not isinstance(self.value, list):
            raise self.wrong(_("une liste est attendue"))
        return [read(_Place(f"{self.path}[{n}]", value)) for n, value in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(_("un texte est attendu"))
        return self.value

    def text_or_none(self) -> str | None:
        return None if self.value is None else self.text()

    def yes_or_no(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong(_("vrai ou faux est attendu"))
        return self.value

    def one_of(self, known: Sequence[str]) -> str:
        if self.value not in known:
            raise self.wrong(_("« {found} » n’est pas connu").format(found=self.value))
        return str(self.value)

    def number(self, least: int = 0, most: int = MOST) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.wrong(_("un nombre entier est attendu"))
        if not least <= self.value <= most:
            raise self.wrong(_("un nombre entre {least} et {most} est attendu").format(least=least, most=most))
        return self.value
