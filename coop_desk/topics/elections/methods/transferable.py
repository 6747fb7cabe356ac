"""Single transferable vote, Scottish rules (SSI 2007/42, schedule 1, rules 46 to 52): weighted inclusive Gregory.

Every value is a whole number of 1/100000 of a vote; what truncation leaves is shown and never given away.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from coop_desk.core.errors import OutOfBounds
from coop_desk.core.i18n import _
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.rankings import EARLIER, Paper, number, route, strict_fault
from coop_desk.topics.elections.methods.records import Ballot, Figures
from coop_desk.topics.elections.methods.seats import Caps, full_group, read_caps
from coop_desk.topics.elections.methods.settings import Settings, not_understood
from coop_desk.topics.elections.methods.ties import LOT, choose, earlier
from coop_desk.topics.elections.methods.turnout import only_rounds, open_box, presence

FULL = "stv.scottish/1"
ONE = 100_000
QUOTA = {"droop": ("floor(valid/(seats+1))+1",)}
ARITHMETIC = {"truncated": ("5 decimals, truncated",)}
SURPLUS = {"weighted": ("weighted inclusive gregory, largest surplus first",)}

fault = strict_fault


Parcel = tuple[int, list[Paper]]
"""Papers that came together: the value of each, and the papers."""


def decimals(value: int) -> str:
    """Write 1/100000 of votes exactly: 1512345 gives 15.12345."""
    return f"{value // ONE}.{value % ONE:05d}"


def in_words(value: int) -> str:
    """Write it as people read it: « 15,12345 », « 12 »."""
    whole, part = divmod(value, ONE)
    return f"{integer(whole)},{part:05d}" if part else integer(whole)


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Count stage after stage until the seats are filled."""
    definition = course.definition
    if definition.seats < 1:
        raise not_understood("seats", definition.seats)
    settings = Settings(definition.rules)
    there = presence(settings)
    settings.one_of("variant", {"scottish": ()}, "scottish")
    settings.one_of("quota", QUOTA, "droop")
    settings.one_of("arithmetic", ARITHMETIC, "truncated")
    settings.one_of("surplus", SURPLUS, "weighted")
    settings.one_of("ties", {"earlier": EARLIER}, "earlier")
    caps = read_caps(settings, definition.candidates)
    settings.close()
    only_rounds(ballots, 1)
    box = open_box(ballots, partial(fault, definition))
    there.check(box)
    piles: dict[str, list[Paper]] = {name: [] for name in definition.candidates}
    for ranking, n in box.valid.items():
        piles[ranking[0]].append((ranking, 0, n))
    quota = box.expressed // (definition.seats + 1) + 1
    course.figures |= box.figures() | {"valid": box.expressed, "quota": quota, "stages": []}
    words = _("{turnout}. Quota : {valid} bulletins valables divisés par {parts}, plus un, soit {quota}.").format(
        turnout=box.said(), valid=integer(box.expressed), parts=definition.seats + 1, quota=integer(quota)
    )
    course.tell("open", "SCR-19", words, after={**box.figures(), "quota": quota})
    if not box.expressed:
        course.tell("nobody", "SCR-19", _("Aucun bulletin valable : personne n’est élu."))
        return
    Count(course, {name: [(ONE, papers)] for name, papers in piles.items()}, quota * ONE, caps).run()


class Count:
    """The piles of papers, and what was told of them so far."""

    def __init__(self, course: Course, piles: dict[str, list[Parcel]], quota: int, caps: Caps) -> None:
        self.course = course
        self.piles = piles
        self.quota = quota
        self.caps = caps
        self.standing = list(piles)
        self.tally = {name: sum(value * number(papers) for value, papers in pile) for name, pile in piles.items()}
        self.valid = sum(self.tally.values())
        self.lost = self.fractions = 0
        self.history: list[dict[str, int]] = []
        self.told: dict[str, int] = {}

    def run(self) -> None:
        """One surplus or one exclusion a stage, until the seats are filled."""
        seats = self.course.definition.seats
        self._stage("first preferences", _("Premières préférences."))
        while len(self.course.elected) < seats:
            if full := [name for name in self.standing if full_group(name, self.course.elected, self.caps)]:
                self._exclude(full, _("Plus de siège pour leur groupe : {names} sont écartés."))
                continue
            if len(self.standing) <= seats - len(self.course.elected) and not self._cap_binds():
                self._fill()
                break
            surplus = [name for name in self.course.elected if self.tally[name] > self.quota]
            if surplus:
                self._transfer(self._pick(surplus, max, _("pour le transfert d’abord")))
            elif self.standing:
                self._exclude([self._pick(self.standing, min, _("pour l’exclusion du dernier"))], "")
            else:
                break
        empty = seats - len(self.course.elected)
        if empty:
            self.course.figures["vacant"] = empty
            words = _("Sièges vacants : {n}, plus personne ne peut les occuper.").format(n=empty)
            self.course.tell("vacant", "ELE-03", words, after={"vacant": empty})

    def _cap_binds(self) -> bool:
        """Whether all those left cannot be elected together."""
        return any(
            sum(name in names for name in (*self.standing, *self.course.elected)) > most
            for names, most, _group in self.caps
        )

    def _pick(self, names: Sequence[str], pick: Callable[[Iterable[int]], int], purpose: str) -> str:
        wanted = pick(self.tally[name] for name in names)
        tied = [name for name in names if self.tally[name] == wanted]
        tied = list(earlier(tied, self.history[:-1], pick))
        return tied[0] if len(tied) == 1 else choose(self.course, tied, LOT, purpose)

    def _transfer(self, name: str) -> None:
        total = self.tally[name]
        surplus = total - self.quota
        pile, self.piles[name] = self.piles[name], []
        standing = set(self.standing)
        given = sum(self._move(papers, surplus * value // total, standing) for value, papers in pile)
        self.fractions += surplus - given
        self.tally[name] = self.quota
        words = _("{name} a {surplus} voix de plus que le quota : ses bulletins sont transférés à valeur réduite.")
        self._stage(f"transfer surplus of {name}", words.format(name=name, surplus=in_words(surplus)))

    def _exclude(self, names: Sequence[str], why: str) -> None:
        self.standing = [name for name in self.standing if name not in names]
        standing, had = set(self.standing), {name: self.tally[name] for name in names}
        for name in names:
            pile, self.piles[name] = self.piles[name], []
            self.tally[name] = 0
            for value, papers in pile:
                self._move(papers, value, standing)
        words = _("Personne d’autre n’atteint le quota : on élimine {names}, qui a le moins de voix ({n}).").format(
            names=names[0], n=in_words(had[names[0]])
        )
        if why:
            words = why.format(names=listed(names))
        self._stage(f"exclude {', '.join(names)}", words)

    def _move(self, papers: list[Paper], value: int, standing: set[str]) -> int:
        """Give papers to their next name still in, at a value each; return what they carried."""
        moved, lost = route(papers, standing)
        self.lost += value * lost
        for name, theirs in moved.items():
            self.piles[name].append((value, theirs))
            self.tally[name] += value * number(theirs)
        return value * number(papers)

    def _stage(self, action: str, words: str) -> None:
        self._balance()
        self.history.append(dict(self.tally))
        before = self._told()
        elected = self._reaching()
        figures: Figures = {
            "action": action,
            "tally": {name: decimals(n) for name, n in self.tally.items()},
            "elected": elected,
            "non_transferable": decimals(self.lost),
            "fractions": decimals(self.fractions),
        }
        self.course.figures["stages"].append(figures)
        said = [words, f"{self._scores()}."]
        if self.lost:
            said.append(_("Non transférables : {n}.").format(n=in_words(self.lost)))
        if self.fractions:
            said.append(_("Fractions non attribuées : {n}.").format(n=in_words(self.fractions)))
        if elected:
            said.append(_("Quota atteint : {names}.").format(names=listed(elected)))
        self.course.tell(
            action, "SCR-19", " ".join(said), before={"tally": before}, after=dict(figures), elected=elected
        )
        self.told = dict(self.tally)

    def _reaching(self) -> list[str]:
        """Those who reach the quota, most votes first, as far as seats and caps allow."""
        reaching = sorted(
            (name for name in self.standing if self.tally[name] >= self.quota), key=lambda name: -self.tally[name]
        )
        elected: list[str] = []
        while reaching:
            taken = self.course.elected + elected
            reaching = [name for name in reaching if not full_group(name, taken, self.caps)]
            if not reaching:
                break
            name = reaching[0]
            rivals = [n for n in reaching if self.tally[n] == self.tally[name]]
            if len(rivals) > 1 and self._must_choose(rivals, taken):
                name = self._pick(rivals, max, _("pour le dernier siège de leur groupe"))
            elected.append(name)
            reaching.remove(name)
        self.standing = [name for name in self.standing if name not in elected]
        return elected

    def _must_choose(self, rivals: Sequence[str], taken: Sequence[str]) -> bool:
        return any(
            sum(name in names for name in (*rivals, *taken)) > most and sum(name in names for name in rivals) > 1
            for names, most, _group in self.caps
        )

    def _told(self) -> dict[str, str]:
        """The tally of the stage before."""
        return {name: decimals(n) for name, n in self.told.items()}

    def _scores(self) -> str:
        shown = [name for name in self.tally if self.tally[name] or name in self.standing]
        shown.sort(key=lambda name: -self.tally[name])
        return listed([f"{name} {in_words(self.tally[name])}" for name in shown])

    def _fill(self) -> None:
        left = sorted(self.standing, key=lambda name: -self.tally[name])
        if not left:
            return
        self.standing = []
        self.course.figures["stages"].append({"action": "fill remaining seats", "elected": left})
        words = _("Il ne reste pas plus de candidats que de sièges : {names}.").format(names=listed(left))
        self.course.tell("fill remaining seats", "SCR-19", words, before={"tally": self._told()}, elected=left)

    def _balance(self) -> None:
        """Not one hundred-thousandth of a vote appears or disappears."""
        if sum(self.tally.values()) + self.lost + self.fractions != self.valid:
            raise OutOfBounds("the count of transferable votes lost or made votes")
