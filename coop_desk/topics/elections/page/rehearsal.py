"""A rehearsal in two minutes: invented names, fake ballots, nothing kept; the count is told as a real one."""

from collections.abc import Sequence
from random import Random, SystemRandom
from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button, label
from coop_desk.topics.elections import service
from coop_desk.topics.elections.methods import METHODS, count, lists, resolution, two_rounds
from coop_desk.topics.elections.methods.records import Decision, Definition, Mark, Result, Void
from coop_desk.topics.elections.methods.turnout import gather
from coop_desk.topics.elections.page.booth_ballot import ballot_for
from coop_desk.topics.elections.page.told import CountTold, RoomTold
from coop_desk.topics.elections.rules.aims import AIMS
from coop_desk.topics.elections.rules.defaults import ALOUD
from coop_desk.topics.elections.telling import tell
from coop_desk.topics.elections.urn.ballots import grades, options, shape

VOTERS = 9
NAMES = ("Camille Exemple", "Dominique Exemple", "Sacha Exemple", "Claude Exemple")
LISTS = (N_("Liste Exemple A"), N_("Liste Exemple B"), N_("Liste Exemple C"))


def fake_vote(method: str) -> Definition:
    """A vote that could be held, with names that nobody bears."""
    seats = 2 if _seats(method) == "several" else 1
    if method == resolution.FULL:
        return Definition(method, 0, (_("Proposition d’exemple"),), {})
    if method == lists.FULL:
        return Definition(method, 3, tuple(_(name) for name in LISTS), {})
    return Definition(method, seats, NAMES, {})


def _seats(method: str) -> str:
    return next(aim.seats for aim in AIMS if aim.method == method)


class RehearsalPage(Page):
    """Choose a way of voting, vote in turn, hear the count."""

    title = N_("Répétition d’un vote")
    needs = service.elections
    guide = "07-elections"
    tip = N_(
        "Votez chacun votre tour, ou laissez le programme remplir des bulletins : tout est faux et rien n’est gardé."
    )

    def build(self) -> None:
        """Make the choice of the method, the place of the ballot, then the count told."""
        self.marks: list[Mark] = []
        self.chance = SystemRandom()
        self.definition = fake_vote(two_rounds.FULL)
        self._room: RoomTold | None = None
        self.card = Card()
        self.told = CountTold()
        self.body.addWidget(self.card, 1)
        self.body.addWidget(self.told, 1)
        self.add_action(_("Étape suivante"), self.told.go_on, keys="Alt+Right", button=False)
        self.add_action(_("Étape précédente"), self.told.go_back, keys="Alt+Left", button=False)
        self.again_action = self.add_action(_("Recommencer"), self.start, keys="Ctrl+N")
        self.room_action = self.add_action(_("Écran de salle"), self.show_room, keys="Ctrl+J")
        self.start()

    def load(self) -> None:
        """Nothing is read: everything here is invented."""
        self.say_facts(_("EXEMPLE : noms inventés, faux bulletins, rien n’est enregistré."))

    def open_record(self, record_id: Any) -> None:
        """Rehearse a method."""
        if record_id in METHODS and record_id not in ALOUD:
            self.begin_vote(str(record_id))

    def start(self) -> None:
        """Ask which way of voting to try."""
        self.marks = []
        self._show_count(False)
        self.card.clear(_("Quelle façon de voter essayer ?"))
        known = [(aim.method, _("{want} : {method}").format(want=_(aim.want), method=_(METHODS[aim.method].words)))
                 for aim in AIMS if aim.method not in ALOUD]  # fmt: skip
        self.form = Form(
            [ChoiceField("method", _("Ce que le groupe veut"), known, required=True)],
            submit=_("Commencer"),
            on_submit=lambda values: self.begin_vote(values["method"]),
        )
        self.card.add(self.form)

    def begin_vote(self, method: str) -> None:
        """Offer the first ballot."""
        self.definition, self.marks = fake_vote(method), []
        self._show_ballot()

    def _show_ballot(self) -> None:
        self._show_count(False)
        place = _("EXEMPLE · Bulletin {n} sur {all}").format(n=integer(len(self.marks) + 1), all=integer(VOTERS))
        self.card.clear(place)
        self.card.add_text(_(METHODS[self.definition.method].words), secondary=True)
        self.ballot = ballot_for(self.definition)
        self.fault = label("", "fault", wrap=True)
        self.fault.hide()
        self.ballot.changed.connect(self.fault.hide)
        self.card.add(self.ballot)
        self.card.add(self.fault)
        self.put = button(_("Déposer ce bulletin"), self.put_in, role="primary")
        self.blank = button(_("Voter blanc"), lambda: self.take(Void.BLANK))
        left = VOTERS - len(self.marks)
        words = ngettext("Remplir au hasard le dernier bulletin", "Remplir au hasard les {n} bulletins restants", left)
        self.fill = button(words.format(n=integer(left)), self.fill_rest, role="quiet")
        self.card.add_buttons(self.put, self.blank, self.fill)

    def put_in(self) -> None:
        """Cast the ballot, or say what would make it void."""
        fault = self.ballot.fault()
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        if not fault:
            self.take(self.ballot.mark())

    def take(self, mark: Mark) -> None:
        """Put a ballot with the others; after the last one, count."""
        self.marks.append(mark)
        if len(self.marks) < VOTERS:
            self._show_ballot()
        else:
            self._count()

    def fill_rest(self) -> None:
        """Invent the ballots that nobody cast."""
        while len(self.marks) < VOTERS:
            self.marks.append(at_random(self.definition, self.chance))
        self._count()

    def _count(self) -> None:
        result = settled(self.definition, self.marks, self.chance)
        self._show_count(True)
        self.told.show_told(tell(self.definition, result))

    def _show_count(self, counted: bool) -> None:
        self.card.setVisible(not counted)
        self.told.setVisible(counted)
        self.room_action.setEnabled(counted)

    def show_room(self) -> None:
        """Show the count to the room."""
        if self._room is None:
            self._room = RoomTold(self.told, _("EXEMPLE : répétition, rien n’est enregistré"))
        self._room.follow()
        self._room.show_in_room()


def settled(definition: Definition, marks: list[Mark], chance: Random) -> Result:
    """Count, the lot and a second round being drawn as the room would do."""
    ballots = list(gather(marks))
    decisions: list[Decision] = []
    while True:
        result = count(definition, ballots, decisions)
        needed = result.needed
        if needed is None:
            return result
        if needed.kind == "round":
            ballots += gather([_second(definition, mark, needed.between, chance) for mark in marks], 2)
        elif needed.kind == "lot":
            chosen = chance.choice(needed.between)
            decisions.append(
                Decision("lot", needed.between, needed.stage, chosen, by=_("le programme, pour l’exemple"))
            )
        else:
            return result


def _second(definition: Definition, mark: Mark, standing: Sequence[str], chance: Random) -> Mark:
    """The same voter again: a name they had while it stands, else one that does."""
    said = mark if isinstance(mark, tuple) else (mark,)
    name = next((one for one in said if one in standing), chance.choice(standing))
    return (name,) if shape(definition) == "approved" else name


def at_random(definition: Definition, chance: Random) -> Mark:
    """A ballot that somebody might have cast: the first names are liked a little more."""
    names = list(options(definition))
    liked = sorted(names, key=lambda name: names.index(name) + chance.random() * len(names) * 1.6)
    kind = shape(definition)
    if kind == "choice":
        return liked[0]
    if kind == "grades":
        scale = grades(definition)
        best = len(scale) - 1
        places = {name: max(0, best - liked.index(name) - chance.randint(0, 2)) for name in names}
        return tuple((name, scale[places[name]]) for name in names)
    if kind == "approved":
        most = int(definition.rules.get("max_names", definition.seats + 1))
        return tuple(liked[: chance.randint(1, max(1, min(most, len(names) - 1)))])
    return tuple(liked[: chance.randint(1, len(names))])
