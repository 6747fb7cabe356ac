"""Lists: the majority takes all, or seats are shared by highest averages or largest remainders, in exact fractions."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed, votes
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.records import Ballot, Definition, Figures, Mark
from coop_desk.topics.elections.methods.settings import Settings, not_understood, share
from coop_desk.topics.elections.methods.ties import TieRule, choose, tie_rule
from coop_desk.topics.elections.methods.turnout import (
    Box,
    Majority,
    at_least,
    majority,
    of_round,
    only_rounds,
    open_box,
    presence,
    scores,
    unknown,
)
from coop_desk.topics.elections.methods.two_rounds import round_name

FULL = "list/1"
VARIANTS = {"proportional": (), "majority": ()}
ALLOCATIONS = {"highest_averages": ("dhondt", "d'hondt", "D'Hondt"), "largest_remainder": ("largest_remainders",)}
DIVISORS = {"1": ("1,2,3,…", "1,2,3,...", "1, 2, 3, …"), "2": ("1,3,5,…", "1,3,5,...", "1, 3, 5, …")}
QUOTAS = {"hare": (), "droop": ()}
ROUNDING = {"up": (), "down": ()}
Seats = dict[str, int]


def fault(definition: Definition, mark: Mark) -> str:
    """Nothing makes the choice of a list void; an unknown list is refused."""
    if mark not in definition.names:
        raise unknown(mark)
    return ""


class Terms:
    """The rules of the vote."""

    def __init__(self, definition: Definition) -> None:
        if definition.seats < 1:
            raise not_understood("seats", definition.seats)
        settings = Settings(definition.rules)
        self.there = presence(settings)
        self.variant = settings.one_of("variant", VARIANTS, "proportional")
        if settings.take("panachage", False) is not False:
            raise not_understood("panachage", True)
        self.allocation = settings.one_of("allocation", ALLOCATIONS, "highest_averages")
        self.step = int(settings.one_of("divisors", DIVISORS, "1"))
        self.quota = settings.one_of("quota", QUOTAS, "hare")
        # For a majority the threshold is the majority; for a share of the seats it is the least share of the votes.
        self.majority: Majority | None = None
        self.threshold = Fraction(0)
        if self.variant == "majority":
            self.majority = majority(settings)
        else:
            settings.one_of("base", {"expressed": ()}, "expressed")
            self.threshold = settings.share("threshold", "0")
        self.bonus = _bonus(settings, definition.seats)
        self.ties = tie_rule(settings)
        self.lists: Mapping[str, Sequence[str]] = settings.take("lists", {})
        if not isinstance(self.lists, dict) or not set(self.lists) <= set(definition.candidates):
            raise not_understood("lists", self.lists)
        settings.close()


def _bonus(settings: Settings, seats: int) -> int:
    """How many seats the first list takes before the others are shared."""
    given = settings.take("majority_bonus", None)
    inner = Settings(given if isinstance(given, dict) else {"share": given or "0"}, "majority_bonus")
    part = share(inner.take("share", "1/2"), "majority_bonus.share") * seats
    rounding = inner.one_of("rounding", ROUNDING, str(settings.take("bonus_rounding", "up")))
    inner.close()
    if part > seats:
        raise not_understood("majority_bonus", given)
    return -(-part.numerator // part.denominator) if rounding == "up" else int(part)


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Share the seats, then name those elected, in the order of their list."""
    terms = Terms(course.definition)
    seats = (_majority if terms.variant == "majority" else _proportional)(course, ballots, terms)
    course.figures["seats"] = seats
    elected, empty = [], 0
    for name, n in seats.items():
        names = list(terms.lists.get(name, []))[:n]
        elected += names
        empty += n - len(names) if name in terms.lists else 0
    lines = [f"{name} {integer(n)}" for name, n in seats.items()]
    words = _("Sièges : {seats}.").format(seats=listed(lines))
    if elected:
        words += " " + _("Élus, dans l’ordre des listes : {names}.").format(names=listed(elected))
    if empty:
        words += " " + ngettext(
            "{n} siège reste vacant, faute de noms.", "{n} sièges restent vacants, faute de noms.", empty
        ).format(n=empty)
    course.tell("seats", "SCR-14", words, after={"seats": dict(seats)}, elected=elected)


def _open(course: Course, ballots: Sequence[Ballot], terms: Terms, number: int, standing: Sequence[str]) -> Box:
    box = open_box(
        of_round(ballots, number),
        lambda mark: fault(course.definition, mark) or ("" if mark in standing else _("liste qui n’est plus en lice")),
    )
    terms.there.check(box, number)
    return box


def _tell_count(course: Course, box: Box, standing: Sequence[str], words: str) -> dict[str, int]:
    tally = {name: box.valid.get(name, 0) for name in standing}
    said = _("{which} : {turnout}. {scores}.").format(which=words, turnout=box.said(), scores=scores(tally))
    course.tell("count", "SCR-01", said, after={**box.figures(), "tally": dict(tally)})
    return tally


def _majority(course: Course, ballots: Sequence[Ballot], terms: Terms) -> Seats:
    only_rounds(ballots, 2)
    standing: Sequence[str] = course.definition.candidates
    for number in (1, 2):
        if number == 2 and not of_round(ballots, 2):
            why = _("Aucune liste n’a la majorité : il faut un deuxième tour entre {names}.")
            raise course.wait("round", standing, why.format(names=listed(standing)))
        box = _open(course, ballots, terms, number, standing)
        tally = _tell_count(course, box, standing, round_name(number))
        figures: Figures = box.figures() | {"tally": tally}
        course.figures[f"round{number}"] = figures
        first = max(tally.values(), default=0)
        if terms.majority is not None and number == 1:
            needed = figures["votes_needed"] = terms.majority.needed(terms.majority.over(box, terms.there))
            if terms.majority.share == Fraction(1, 2):
                figures["absolute_majority"] = needed
            if first < needed:
                second = sorted(tally.values(), reverse=True)[min(1, len(tally) - 1)]
                standing = [name for name in standing if tally[name] >= second]
                figures["qualified"] = list(standing)
                words = _("Aucune liste n’a {n} voix : les deux premières vont au deuxième tour, {names}.")
                course.tell("qualify", "SCR-14", words.format(n=integer(needed), names=listed(standing)))
                continue
        if not first:
            course.tell("nobody", "SCR-14", _("Aucune voix : aucune liste n’est élue."))
            return dict.fromkeys(course.definition.candidates, 0)
        best = [name for name in standing if tally[name] == first]
        winner = best[0] if len(best) == 1 else _due(course, best, terms, {}, _("pour tous les sièges"))
        words = _("La liste « {name} », avec {n} voix, prend tous les sièges.")
        course.tell("majority", "SCR-14", words.format(name=winner, n=integer(first)), before={"tally": dict(tally)})
        break
    return {name: course.definition.seats if name == winner else 0 for name in course.definition.candidates}


def _proportional(course: Course, ballots: Sequence[Ballot], terms: Terms) -> Seats:
    only_rounds(ballots, 1)
    names = course.definition.candidates
    box = _open(course, ballots, terms, 1, names)
    tally = _tell_count(course, box, names, _("Dépouillement"))
    course.figures |= box.figures() | {"tally": tally}
    seats = dict.fromkeys(names, 0)
    least = at_least(box.expressed, terms.threshold)
    admitted = {name: n for name, n in tally.items() if n >= max(least, 1)}
    dropped = [name for name in names if name not in admitted]
    course.figures["admitted"] = list(admitted)
    if terms.threshold and dropped:
        words = _("Sous le seuil de {least} voix ({share} des exprimés), sans siège : {names}.")
        words = words.format(least=integer(least), share=terms.threshold, names=listed(dropped))
        course.tell("threshold", "SCR-14", words, before={"tally": dict(tally)}, after={"admitted": list(admitted)})
    if not admitted:
        course.tell("nobody", "SCR-14", _("Aucune liste n’est admise au partage : les sièges restent vacants."))
        return seats
    if terms.bonus:
        first = [name for name in admitted if admitted[name] == max(admitted.values())]
        winner = first[0] if len(first) == 1 else _due(course, first, terms, seats, _("pour la prime"))
        seats[winner] += terms.bonus
        words = _("La liste « {name} », première, reçoit d’abord {n} sièges.")
        course.tell("bonus", "SCR-14", words.format(name=winner, n=integer(terms.bonus)), after={"seats": dict(seats)})
    share_out: Callable[..., None] = _averages if terms.allocation == "highest_averages" else _remainders
    share_out(course, admitted, terms, seats, course.definition.seats - terms.bonus)
    return seats


def _averages(course: Course, admitted: Mapping[str, int], terms: Terms, seats: Seats, left: int) -> None:
    """Each seat to the largest votes/(seats+1); the bonus does not count in the averages."""
    shared = dict.fromkeys(admitted, 0)
    for number in range(1, left + 1):
        averages = {name: Fraction(n, 1 + terms.step * shared[name]) for name, n in admitted.items()}
        best = max(averages.values())
        tied = [name for name in admitted if averages[name] == best]
        winner = tied[0] if len(tied) == 1 else _ahead(course, tied, admitted, terms, seats)
        shared[winner] += 1
        seats[winner] += 1
        course.figures["last_average"] = str(best)
        words = _("Siège {n} : la plus forte moyenne est {average}, à la liste « {name} ».")
        course.tell(
            f"seat {number}", "SCR-14", words.format(n=integer(number), average=votes(best), name=winner),
            before={"averages": {name: str(average) for name, average in averages.items()}},
            after={"list": winner, "seats": dict(seats)},
        )  # fmt: skip


def _remainders(course: Course, admitted: Mapping[str, int], terms: Terms, seats: Seats, left: int) -> None:
    """Whole quotas first, then the largest remainders."""
    total = sum(admitted.values())
    quota = Fraction(total, left) if left and terms.quota == "hare" else Fraction(total // (left + 1) + 1)
    course.figures["quota"] = str(quota)
    rest: dict[str, Fraction] = {}
    given = 0
    for name, n in admitted.items():
        whole = n // quota if left else 0
        rest[name] = n - whole * quota
        seats[name] += whole
        given += whole
    words = _("Quotient de {quota} voix par siège : {seats}.").format(
        quota=votes(quota), seats=listed([f"{name} {integer(n)}" for name, n in seats.items()])
    )
    course.tell(
        "quotas", "SCR-14", words,
        after={"quota": str(quota), "seats": dict(seats), "remainders": {name: str(r) for name, r in rest.items()}},
    )  # fmt: skip
    waiting = dict(rest)
    for number in range(given + 1, left + 1):
        waiting = waiting or dict(rest)  # more seats than lists: a second turn of the remainders
        best = max(waiting.values())
        tied = [name for name in waiting if waiting[name] == best]
        winner = tied[0] if len(tied) == 1 else _ahead(course, tied, admitted, terms, seats)
        del waiting[winner]
        seats[winner] += 1
        words = _("Siège {n} : le plus fort reste est {rest}, à la liste « {name} ».")
        course.tell(
            f"seat {number}", "SCR-14", words.format(n=integer(number), rest=votes(best), name=winner),
            after={"list": winner, "seats": dict(seats)},
        )  # fmt: skip


def _ahead(course: Course, tied: Sequence[str], votes_of: Mapping[str, int], terms: Terms, seats: Seats) -> str:
    """Among equals: more votes, then the eldest candidate due next, or the lot."""
    most = max(votes_of[name] for name in tied)
    first = [name for name in tied if votes_of[name] == most]
    return first[0] if len(first) == 1 else _due(course, first, terms, seats, _("pour ce siège"))


def _due(course: Course, tied: Sequence[str], terms: Terms, seats: Mapping[str, int], purpose: str) -> str:
    births = dict(terms.ties.births)
    for name in tied:
        names = terms.lists.get(name, ())
        at = seats.get(name, 0)
        if at < len(names) and names[at] in terms.ties.births:
            births[name] = terms.ties.births[names[at]]
    course.figures["tie"] = list(tied)
    return choose(course, tied, TieRule(terms.ties.by_age, births), purpose)
