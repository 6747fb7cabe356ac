"""Who may hold a post, judged on the body as it would be composed (PROC-04)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from coop_desk.core.i18n import _, ngettext
from coop_desk.topics.mandates.records import Fault, PostKind
from coop_desk.topics.mandates.rules import posts
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.members.rules.categories import ASSOCIATES, Category
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.profile import Profile

MOST_DIRECTORSHIPS = 5

INCOMPATIBLE: dict[frozenset[PostKind], str] = {
    frozenset({PostKind.MANAGER, PostKind.SUPERVISORY}): "PROC-02",
    frozenset({PostKind.PRESIDENT, PostKind.SUPERVISORY}): "SAS-02",
    frozenset({PostKind.DIRECTOIRE, PostKind.SUPERVISORY}): "PROC-02",
}

NATURAL_PERSONS = {
    PostKind.MANAGER: "SARL-01",
    PostKind.CHAIR: "SA-06",
    PostKind.GENERAL_MANAGER: "SA-06",
    PostKind.DEPUTY: "SA-06",
    PostKind.DIRECTOIRE: "SA-20",
}

OLDEST_THIRD = frozenset({PostKind.DIRECTOR, PostKind.SUPERVISORY})
OLDEST_EACH = frozenset({PostKind.CHAIR, PostKind.GENERAL_MANAGER, PostKind.DEPUTY, PostKind.DIRECTOIRE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of somebody who would hold a post, or holds one already, on the day."""

    person_id: int
    name: str
    category: Category | None
    legal_person: bool = False
    born_on: date | None = None
    holds: frozenset[PostKind] = frozenset()
    """The kinds of the other posts held on the day, this one left out."""
    held_before: bool = False
    """Whether this very post was held before, or is until now."""
    directorships: int | None = None
    """Directorships declared in companies seated in France, this one included; None when nothing was declared."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body as it would be: those who stay, then those who would come in."""

    kind: PostKind
    name: str
    seats: int
    staying: tuple[Candidate, ...]
    coming: tuple[Candidate, ...]
    final: bool
    """True when those who come in are elected; False while they only stand, among others."""

    @property
    def whole(self) -> tuple[Candidate, ...]:
        """Everybody who would sit."""
        return self.staying + self.coming

    @property
    def total(self) -> int:
        """What shares are counted on: those who would sit, or every seat while the others are not known."""
        return len(self.whole) if self.final else max(len(self.whole), self.seats)


def faults(body: Body, profile: Profile, day: date) -> tuple[Fault, ...]:
    """Everything against this body on a day: against each person first, then against the whole."""
    found: list[Fault] = []
    for person in body.coming:
        found += against(person, body, profile, day)
    if body.kind is not PostKind.ROLE:
        found += [*_externals(body, profile), *_ages(body, profile, day)]
    found += _sizes(body, profile)
    return tuple(found)


def against(person: Candidate, body: Body, profile: Profile, day: date) -> Iterator[Fault]:
    """What stands against one person (ELE-01, ELE-10, PROC-02, SA-03, SA-04, SA-06)."""
    if any(person.person_id == other.person_id for other in body.staying):
        yield _fault("MAND-01", person, _("{name} tient déjà un siège qui n’est pas à pourvoir."))
    if body.kind is PostKind.ROLE:
        return
    if person.category not in ASSOCIATES:
        yield _fault("ELE-01", person, _("{name} n’est pas associé de la coopérative."))
    if person.legal_person and body.kind in NATURAL_PERSONS:
        yield _fault(NATURAL_PERSONS[body.kind], person, _("{name} n’est pas une personne physique."))
    if person.held_before and not profile.yes("leader_reelection") and body.kind in posts.LEADERS:
        yield _fault("ELE-10", person, _("{name} a déjà tenu cette fonction, et les statuts excluent la réélection."))
    for other in sorted(person.holds):
        rule = INCOMPATIBLE.get(frozenset({body.kind, other}))
        if rule is not None:
            words = _("{name} tient déjà une autre fonction, incompatible : {other}.")
            yield _fault(rule, person, words, other=_(posts.KIND_WORDS[other]))
    if body.kind is PostKind.CHAIR and PostKind.DIRECTOR not in person.holds:
        yield _fault("SA-06", person, _("{name} ne siège pas au conseil, qui choisit sa présidence parmi ses membres."))
    yield from _age_of(person, body, profile, day)
    if body.kind is PostKind.DIRECTOR and profile.form is Form.SA:
        yield from _directorships(person)


def _directorships(person: Candidate) -> Iterator[Fault]:
    if person.directorships is None:
        words = _("{name} : demandez combien de mandats d’administrateur sont tenus ailleurs (cinq en tout au plus).")
        yield _fault("SA-04", person, words, blocking=False)
    elif person.directorships > MOST_DIRECTORSHIPS:
        words = _("{name} tiendrait {n} mandats d’administrateur : la loi en permet cinq.")
        yield _fault("SA-04", person, words, n=str(person.directorships))


def too_old(born_on: date, limit: int, day: date) -> bool:
    """Whether somebody is past an age: from the day after the birthday."""
    return add_months(born_on, 12 * limit) < day


def _age_of(person: Candidate, body: Body, profile: Profile, day: date) -> Iterator[Fault]:
    limit = profile.number_or_none("age_limit_chair")
    if limit is None or body.kind not in OLDEST_EACH:
        return
    if person.born_on is None:
        yield _fault("SA-03", person, _("{name} : la date de naissance manque, vérifiez l’âge."), blocking=False)
    elif too_old(person.born_on, limit, day):
        yield _fault("SA-03", person, _("{name} a dépassé {n} ans, l’âge limite de cette fonction."), n=str(limit))


def _externals(body: Body, profile: Profile) -> Iterator[Fault]:
    """At most one third of the mandates for those who do not work there (ELE-03)."""
    share = profile.ratio("max_external_leaders")
    external = sum(person.category is Category.EXTERNAL for person in body.whole)
    most = body.total * share.numerator // share.denominator
    if external > most:
        words = ngettext(
            "{name} : {n} non-salarié pour {total} mandats ; {most} au plus.",
            "{name} : {n} non-salariés pour {total} mandats ; {most} au plus.",
            external,
        )
        yield Fault("ELE-03", None, words.format(name=body.name, n=external, total=body.total, most=most), True)


def _ages(body: Body, profile: Profile, day: date) -> Iterator[Fault]:
    """At most one third of a board past the age of the statutes (SA-03)."""
    limit = profile.number_or_none("age_limit_directors")
    if limit is None or body.kind not in OLDEST_THIRD:
        return
    old = sum(person.born_on is not None and too_old(person.born_on, limit, day) for person in body.whole)
    if old > body.total // 3:
        words = _("{name} : {n} membres sur {total} ont dépassé {age} ans ; un tiers au plus.")
        yield Fault("SA-03", None, words.format(name=body.name, n=old, total=body.total, age=limit), True)
    unknown = [person for person in body.coming if person.born_on is None]
    for person in unknown:
        yield _fault("SA-03", person, _("{name} : la date de naissance manque, vérifiez l’âge."), blocking=False)


def _sizes(body: Body, profile: Profile) -> Iterator[Fault]:
    """No more people than seats; a board below its legal size is said (SA-01, SARL-04, SA-22, SAS-02)."""
    count = len(body.whole)
    if body.final and count > body.seats:
        words = _("{name} : {n} personnes pour {seats} sièges.")
        yield Fault("MAND-02", None, words.format(name=body.name, n=count, seats=body.seats), True)
    size = posts.size_of(body.kind, profile)
    if body.final and size is not None and count < size[0]:
        words = _("{name} : {n} membres seulement ; il en faut au moins {low}.")
        rule = posts.size_rule(body.kind, profile.form)
        yield Fault(rule, None, words.format(name=body.name, n=count, low=size[0]), False)


def incompatible(kinds: Iterable[PostKind]) -> str | None:
    """The rule that two posts held together break, if any (PROC-02)."""
    held = frozenset(kinds)
    return next((rule for pair, rule in INCOMPATIBLE.items() if pair <= held), None)


def supervisory_board_due(profile: Profile, associates: int) -> bool:
    """Whether the number of associates makes a supervisory board compulsory: above twenty (SARL-04, SAS-02)."""
    threshold = profile.number_or_none("supervisory_board_required")
    return threshold is not None and associates > threshold


def _fault(rule: str, person: Candidate, words: str, *, blocking: bool = True, **said: str) -> Fault:
    return Fault(rule, person.person_id, words.format(name=person.name, **said), blocking)
