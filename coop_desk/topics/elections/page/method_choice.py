"""Choose a method by what the group wants: three plain sentences, the rules it implies, whether a yes follows."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.screen.card import Card
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.elections import service
from coop_desk.topics.elections.methods import METHODS
from coop_desk.topics.elections.records import Proposal
from coop_desk.topics.elections.rules.aims import AIMS, Aim, rule_words
from coop_desk.topics.elections.rules.defaults import ALOUD, methods_for
from coop_desk.topics.mandates.records import PostKind


class MethodChoice(QWidget):
    """What the group wants at the left, the method that gives it at the right.

    `chosen` carries the method and what the program proposes with it (rules, way of voting, ratification).
    """

    chosen = Signal(str, object)
    rehearsal_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._for: tuple[int | None, int, int | None] | None = None
        self.list = List(
            _("Ce que le groupe veut"),
            (
                Column(_("Ce que le groupe veut"), lambda aim: _(aim.want), stretch=True),
                Column(_("Méthode"), lambda aim: _(METHODS[aim.method].words), width=230),
            ),
            key=lambda aim: aim.method,
            searchable=False,
            printable=False,
        )
        self.card = Card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SideBySide(self.list, self.card, (3, 2)))
        self.list.chosen.connect(self.show_aim)
        self.list.opened.connect(self.choose)
        self.offer(None)

    def offer(self, kind: PostKind | None, place: tuple[int | None, int, int | None] | None = None) -> None:
        """Offer the methods that can fill these seats: (post, seats, point of the agenda); all of them before that."""
        self._for = place
        known = methods_for(kind, place[1]) if place is not None else None
        shown = [aim for aim in AIMS if known is None or aim.method in known]
        self.list.show_records(sorted(shown, key=lambda aim: known.index(aim.method)) if known else shown)
        self.card.clear(_("Choisissez à gauche ce que le groupe veut"))

    def show_aim(self, aim: Aim | None) -> None:
        """Tell how a method works."""
        if aim is None:
            return
        self.card.clear(_(METHODS[aim.method].words))
        self.card.add_facts([(_("Voter"), _(aim.votes)), (_("Compter"), _(aim.counts)), (_("À savoir"), _(aim.know))])
        proposal = self._proposal(aim.method)
        if proposal is not None:
            self.card.add_heading(_("Règles du vote"))
            for words in (*rule_words(aim.method, proposal.rules), *proposal.words):
                self.card.add_text(words)
            self.card.add_text(
                _("Ratification : l’assemblée confirme ensuite, à bulletin secret, par oui ou par non.")
                if proposal.ratified
                else _("Pas de ratification : le résultat vaut par lui-même.")
            )
        buttons = []
        if proposal is not None:
            buttons.append(button(_("Choisir cette méthode"), lambda: self.choose(aim), role="primary"))
        if aim.method not in ALOUD:
            buttons.append(button(_("Essayer avec de faux bulletins"), lambda: self.rehearsal_asked.emit(aim.method)))
        self.card.add_buttons(*buttons)

    def choose(self, aim: Aim) -> None:
        """Give the method with what is proposed."""
        proposal = self._proposal(aim.method)
        if proposal is not None:
            self.chosen.emit(aim.method, proposal)

    def _proposal(self, method: str) -> Proposal | None:
        if self._for is None:
            return None
        post, seats, item = self._for
        try:
            return service.proposal(self._desk, post, seats, item, method)
        except (Refused, RuleBroken):
            return None


class MethodsPage(Page):
    """Every way of voting, by what a group wants: to read and to rehearse before deciding."""

    title = N_("Choisir une façon de voter")
    needs = service.elections
    guide = "07-elections"
    tip = N_(
        "Partez de ce que le groupe veut. Entrée ou un clic raconte la méthode ; essayez-la avec de faux bulletins."
    )

    def build(self) -> None:
        """Make the choice."""
        self._election_id: int | None = None
        self.choice = MethodChoice(self.desk)
        self.choice.chosen.connect(self.take)
        self.choice.rehearsal_asked.connect(lambda method: self.go("elections.rehearsal", method))
        self.body.addWidget(self.choice, 1)
        self.add_action(_("Répéter un vote"), lambda: self.go("elections.rehearsal"), keys="Ctrl+T", primary=True)

    def load(self) -> None:
        """Offer every method, or those that can fill the seats of the election one comes from."""
        if self._election_id is None:
            return
        file = service.election(self.desk, self._election_id)
        self.say_facts(_("Pour : {title}").format(title=file.title))
        post = file.post
        self.choice.offer(
            PostKind(post.kind) if post is not None else None,
            (post.id if post is not None else None, file.seats, file.item_id),
        )
        self.choice.list.choose(file.method)

    def open_record(self, record_id: Any) -> None:
        """Show one method by its name, or choose the one of an election by its number."""
        if isinstance(record_id, int):
            self._election_id = record_id
            self.reload()
        else:
            self.choice.list.choose(record_id)

    def take(self, method: str, proposed: Proposal) -> None:
        """Give the election this method with its rules, then come back to it."""
        if self._election_id is None:
            return
        done = self.run(
            service.change_election,
            self._election_id,
            method=method,
            rules=proposed.rules,
            way=proposed.way,
            ratified=proposed.ratified,
        )
        if done:
            self.go("elections.election", self._election_id)
