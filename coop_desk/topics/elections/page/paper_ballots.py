"""Tellers key the papers of a vote: one line and Enter for each; what differs is settled under both pairs of eyes."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.screen.card import Card
from coop_desk.screen.fields import IntegerField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.elections.paper_ballots import reading
from coop_desk.topics.elections.paper_ballots import service as papers
from coop_desk.topics.elections.paper_ballots.records import Difference, Keyed, Pile
from coop_desk.topics.elections.records import Way
from coop_desk.topics.elections.urn.ballots import options


class PaperBallotsPage(Page):
    """The papers of one round: opened, keyed twice, settled, counted."""

    title = N_("Dépouillement des papiers")
    needs = papers.pile
    guide = "07-elections"
    tip = N_(
        "Mélangez les papiers, puis numérotez-les. Tapez ce que dit chacun et Entrée ; l’autre scrutateur fait de même "
        "à son tour, sans voir votre saisie."
    )
    reads_one_record = True

    def build(self) -> None:
        """Make the place of the form at the left, of what is keyed or differs at the right."""
        self._election_id: int | None = None
        self.form: Form  # the form under the eyes, made for each step
        self.settling: Form
        self.work_card = Card()
        self.keyed = List(
            _("Papiers saisis"),
            (
                Column(_("N°"), lambda one: one.number, "integer"),
                Column(_("Lecture"), lambda one: one.words, stretch=True),
            ),
            key=lambda one: one.number,
            searchable=False,
            printable=False,
            counted=lambda n: ngettext("{n} papier", "{n} papiers", n).format(n=integer(n)),
        )
        self.keyed.opened.connect(self.key_again)
        self.differing = List(
            _("Lectures différentes"),
            (
                Column(_("N°"), lambda one: one.number, "integer"),
                Column(_("Première lecture"), lambda one: one.first, stretch=True),
                Column(_("Seconde lecture"), lambda one: one.second, stretch=True),
                Column(_("Tranché"), lambda one: one.settled, stretch=True),
            ),
            key=lambda one: one.number,
            searchable=False,
            printable=False,
            counted=lambda n: ngettext("{n} différence", "{n} différences", n).format(n=integer(n)),
        )
        self.differing.chosen.connect(self.show_difference)
        right = QStackedWidget()
        right.addWidget(self.keyed)
        right.addWidget(self.differing)
        self._right = right
        self.body.addWidget(SideBySide(self.work_card, right, (1, 1)), 1)
        self.add_action(_("Retour à l’élection"), self.go_to_election, keys="Ctrl+B")
        self.count_action = self.add_action(
            _("Compter les papiers"), self.count, keys="Ctrl+Return", verb=papers.count_papers, primary=True
        )
        self.count_action.setEnabled(False)

    def open_record(self, record_id: Any) -> None:
        """Show the papers of an election."""
        self._election_id = int(record_id)
        self._again: int | None = None
        self.reload()

    def load(self) -> None:
        """Read the pile and show the step it is at."""
        if self._election_id is None:
            self.show_empty(True, _("Ouvrez une élection depuis la liste."), alone=True)
            return
        self.show_empty(False)
        try:
            pile = self.pile = papers.pile(self.desk, self._election_id)
        except RuleBroken as broken:
            if broken.rule != "PROC-06":
                raise
            self.show_empty(
                True,
                _("Aucun tour sur papier n’est ouvert : les papiers se saisissent avant le dépouillement."),
                alone=True,
            )
            return
        self.say_title(_("Papiers : {title}").format(title=pile.title), _state(pile))
        self.count_action.setEnabled(pile.settled and pile.opening.way is Way.PAPER)
        self._right.setCurrentWidget(self.differing if pile.complete else self.keyed)
        self.keyed.show_records(pile.mine)
        self.differing.show_records(pile.differences)
        self._show_work(pile)

    def _show_work(self, pile: Pile) -> None:
        if not pile.papers:
            self._show_opening(pile)
        elif not pile.complete:
            self._show_keying(pile)
        else:
            left = next((one for one in pile.differences if not one.settled), None)
            self.show_difference(left)

    def _show_opening(self, pile: Pile) -> None:
        self.work_card.clear(_("Ouvrir l’urne de papier"))
        self.work_card.add_text(
            _("Comptez les papiers et les signatures avant d’en lire un seul. Les deux nombres doivent être les mêmes.")
        )
        self.work_card.add_facts([(_("Scrutateurs"), listed([one.name for one in pile.tellers]))])
        self.form = Form(
            [
                IntegerField("papers", _("Papiers dans l’urne"), required=True, least=1, rules=("SCR-01",)),
                IntegerField("signed", _("Signatures sur la liste"), required=True, least=1),
            ],
            submit=_("Ouvrir la saisie"),
            on_submit=self.open_pile,
        )
        self.work_card.add(self.form)

    def _show_keying(self, pile: Pile) -> None:
        number = self._again or pile.next_number
        if not pile.may_key or number > pile.papers:
            self.work_card.clear(_("Saisie terminée de votre côté") if pile.mine else _("Saisie par deux scrutateurs"))
            self.work_card.add_text(
                _("Fermez votre session (Ctrl+L) ; l’autre scrutateur prend place et saisit les mêmes papiers.")
            )
            self.work_card.add_facts([(who.name, integer(done)) for who, done in pile.keying])
            return
        self.work_card.clear(_("Papier n° {n} sur {all}").format(n=integer(number), all=integer(pile.papers)))
        self.work_card.add_text(reading.help_words(pile.opening.ballot))
        self.form = Form(
            [
                TextField("typed", _("Ce que dit le papier"), required=True, rules=("SCR-05",)),
                TextField("void_because", _("Motif, s’il est nul")),
            ],
            submit=_("Papier suivant"),
            on_submit=lambda values: self.key(number, values),
        )
        self.work_card.add(self.form)
        self._show_names(pile)
        _begin(self.form)

    def _show_names(self, pile: Pile) -> None:
        self.work_card.add_heading(_("Numéros"))
        self.work_card.add_facts([(str(at), name) for at, name in enumerate(options(pile.opening.ballot), 1)])

    def show_difference(self, one: Difference | None) -> None:
        """Offer to settle a paper, or say that nothing is left."""
        if not self.pile.complete:
            return
        if one is None:
            if not self.pile.settled:
                return
            self.work_card.clear(_("Les deux lectures concordent"))
            self.work_card.add_text(
                _("Comptez les papiers : le résultat est raconté étape par étape.")
                if self.pile.opening.way is Way.PAPER
                else _("Ce vote se tient aussi dans l’isoloir : les papiers se comptent avec l’urne.")
            )
            return
        self.work_card.clear(_("Papier n° {n} : regardez-le ensemble").format(n=integer(one.number)))
        self.work_card.add_facts([(_("Première lecture"), one.first), (_("Seconde lecture"), one.second)])
        self.settling = Form(
            [
                TextField("typed", _("Ce que dit le papier"), required=True, rules=("SCR-05",)),
                TextField("void_because", _("Motif, s’il est nul")),
                LongTextField(
                    "reason",
                    _("Pourquoi les lectures différaient"),
                    required=True,
                    lines=2,
                    low=True,
                    rules=("SCR-01",),
                ),
            ],
            submit=_("Trancher ensemble"),
            on_submit=lambda values: self.settle(one.number, values),
        )
        self.work_card.add(self.settling)
        self._show_names(self.pile)
        _begin(self.settling)

    def begin(self) -> None:
        """Put the keyboard in the paper to key, before any list."""
        for form in self.work_card.findChildren(Form):
            if form.isVisible():
                form.begin()
                return
        super().begin()

    def open_pile(self, values: dict[str, Any]) -> None:
        """Open the paper urn."""
        self.run(papers.open_pile, self._election_id, values["papers"], values["signed"], form=self.form)

    def key(self, number: int, values: dict[str, Any]) -> None:
        """Keep a paper and go to the next."""
        typed, why = values["typed"] or "", values["void_because"] or ""
        self._again = None
        if not self.run(papers.key_paper, self._election_id, number, typed, why, form=self.form):
            self._again = number

    def key_again(self, one: Keyed) -> None:
        """Take a paper of one's own again, to correct it."""
        if self.pile.may_key:
            self._again = one.number
            self._show_keying(self.pile)

    def settle(self, number: int, values: dict[str, Any]) -> None:
        """Keep what was found together."""
        typed, why, reason = values["typed"] or "", values["void_because"] or "", values["reason"] or ""
        self.run(papers.settle_paper, self._election_id, number, typed, reason, why, form=self.settling)

    def count(self) -> None:
        """Count, then tell the result."""
        if self.ask_count():
            self.go("elections.result", self._election_id)

    def ask_count(self) -> bool:
        """Count the papers; the page has nothing to read once the round is counted."""
        self.refusal.hide()
        done = self.ask(papers.count_papers, self._election_id)
        if done:
            self.count_action.setEnabled(False)
            self.say_saved()
            self.ran.emit()
        return bool(done)

    def go_to_election(self) -> None:
        """Come back to the election."""
        self.go("elections.election", self._election_id)


def _begin(form: Form) -> None:
    """Put the keyboard in the paper; why it is void is asked of a void one only, so that Enter takes the next."""
    typed = form.fields["typed"]

    def follow() -> None:
        form.show_field("void_because", str(typed.so_far() or "").strip().lower() == reading.SPOILED)

    form.changed.connect(follow)
    follow()
    form.show()  # a field that is not in sight yet does not take the keyboard
    form.begin()


def _state(pile: Pile) -> str:
    if not pile.papers:
        return _("Urne de papier à ouvrir")
    if not pile.complete:
        words = ngettext("{n} papier, à saisir deux fois", "{n} papiers, à saisir deux fois", pile.papers)
        return words.format(n=integer(pile.papers))
    left = sum(not one.settled for one in pile.differences)
    if not left:
        return _("Les deux lectures concordent")
    words = ngettext("{n} papier à regarder ensemble", "{n} papiers à regarder ensemble", left)
    return words.format(n=integer(left))
