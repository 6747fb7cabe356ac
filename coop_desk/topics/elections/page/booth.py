"""The booth: the whole screen, one voter at a time; the rest of the program waits behind a password."""

import secrets
from hashlib import blake2b
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.screen import theme
from coop_desk.screen.background import Progress, in_background
from coop_desk.screen.flow import Flow
from coop_desk.screen.list import Filter, List
from coop_desk.screen.pieces import Tone, button, label
from coop_desk.screen.scrolled import Column as Scrolled
from coop_desk.screen.scrolled import scrolled
from coop_desk.screen.table import Column
from coop_desk.screen.whole_screen import WholeScreen
from coop_desk.topics.elections.methods.records import Mark, Void
from coop_desk.topics.elections.page.booth_ballot import ballot_for, said
from coop_desk.topics.elections.urn import service
from coop_desk.topics.elections.urn.ballots import spaced
from coop_desk.topics.elections.urn.records import BoothLine, Marked

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk

SHORTEST_CODE = 4
_MARGIN = 40
TRIES = 3
"""Wrong codes after which the password is asked."""


class BoothScreen(WholeScreen):
    """Chosen code, list, voter, ballot, confirmation, receipt; then the code is asked before the list is seen again.

    `left` tells that somebody of this vote gave their password and the program may be shown again.
    """

    def __init__(self, desk: "Desk", urn_id: int) -> None:
        super().__init__()
        self.setObjectName("booth")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self._urn = urn_id
        self._salt = secrets.token_bytes(16)
        self._code = b""
        self._wrong = 0
        self._mark: Mark | None = None
        self._casts: list[BoothLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None
        self.booth = service.booth(desk, urn_id)
        self.ask_new_code()

    # -- the officer

    def ask_new_code(self) -> None:
        """First of all: a code that calls the next person, so that nobody votes for others when left alone."""
        page = _Leaf(_("Isoloir"), self.booth.opening.question)
        page.say(
            _(
                "Choisissez un code d’au moins {n} signes. Il sert à appeler la personne suivante : gardez-le pour "
                "vous. Votre mot de passe, lui, sert à quitter l’isoloir."
            ).format(n=SHORTEST_CODE)
        )
        code = page.secret(_("Code de l’isoloir"))

        def take() -> None:
            if len(code.text()) < SHORTEST_CODE:
                page.say_fault(_("Il faut au moins {n} signes.").format(n=SHORTEST_CODE))
                return
            self._code = self._digest(code.text())
            self.show_list()

        code.returnPressed.connect(take)
        page.end_with(button(_("Ouvrir l’isoloir"), take, role="primary"), button(_("Quitter"), self.left.emit))
        self._show(page, code)

    def wait(self, words: str = "") -> None:
        """Nobody is in the booth: only the code, or a password, goes on."""
        self._mark, self._casts = None, []
        page = _Leaf(_("Isoloir"), self.booth.opening.question)
        if words:
            page.say(words, "booth-strong")
        page.say(_("Attendez que l’on vous appelle. La personne qui tient l’isoloir tape son code."))
        code = page.secret(_("Code de l’isoloir"))

        def check() -> None:
            typed, wanted = self._digest(code.text()), self._code
            code.clear()
            if secrets.compare_digest(typed, wanted):
                self._wrong = 0
                self.show_list()
                return
            self._wrong += 1
            if self._wrong >= TRIES:
                self.ask_password(_("Trois codes faux : le mot de passe est demandé."))
            else:
                page.say_fault(_("Ce n’est pas le code."))

        code.returnPressed.connect(check)
        page.end_with(
            button(_("Appeler la personne suivante"), check, role="primary"),
            button(_("Quitter l’isoloir"), self.ask_password),
        )
        self._show(page, code)

    def show_list(self) -> None:
        """The turn-out list: who comes next."""
        try:
            self.booth = service.booth(self.desk, self._urn)
        except (Refused, RuleBroken) as error:
            self._stop(error)
            return
        voted, everybody = self.booth.voted, len(self.booth.lines)
        turnout = ngettext("{n} votant sur {all}", "{n} votants sur {all}", voted)
        page = _Leaf(_("Qui vient voter ?"), turnout.format(n=integer(voted), all=integer(everybody)))
        shown = List(
            _("Liste d’émargement"),
            (
                Column(_("N°"), lambda line: line.number, "integer"),
                Column(_("Nom"), lambda line: line.person.name, stretch=True),
                Column(_("Vote par"), lambda line: line.holder.name if line.holder else ""),
                Column(_("Émargement"), lambda line: _mark_words(line.marked), "pill", tone=_tone),
            ),
            filters=(Filter(_("N’ont pas voté"), lambda line: line.marked is Marked.WAITING),),
            key=lambda line: line.person.person_id,
            counted=lambda n: ngettext("{n} personne", "{n} personnes", n).format(n=integer(n)),
            printable=False,
        )
        shown.show_records(self.booth.lines)
        shown.opened.connect(lambda _line: call())
        shown.setMinimumHeight(theme.px(220))
        page.add(shown, 1)

        def call() -> None:
            line = shown.chosen_record()
            if line is None:
                page.say_fault(_("Choisissez une personne dans la liste."))
                return
            page.say_fault(self.call(line))

        def on_paper() -> None:
            line = shown.chosen_record()
            if line is None:
                page.say_fault(_("Choisissez une personne dans la liste."))
                return
            try:
                service.sign_for_paper(self.desk, self._urn, line.person.person_id)
            except (Refused, RuleBroken) as error:
                page.say_fault(str(error))
                return
            self.show_list()

        made = [button(_("Laisser l’écran à cette personne"), call, role="primary")]
        if self.booth.takes_paper:
            made.append(button(_("Elle vote sur papier"), on_paper))
        page.end_with(
            *made,
            button(_("Fermer la liste"), self.wait),
            button(_("Quitter l’isoloir"), self.ask_password),
            filled=True,
        )
        self._show(page, shown.view)

    def call(self, line: BoothLine) -> str:
        """Call whoever casts the vote of a line; return what to say when they have voted already."""
        voter = line.holder or line.person
        self._casts = list(self.booth.casts_of(voter.person_id))
        if not self._casts:
            return _("{name} a déjà voté.").format(name=voter.name)
        self.hand_over(voter.name)
        return ""

    # -- the voter

    def hand_over(self, name: str) -> None:
        """The officer goes away; the voter begins."""
        page = _Leaf(_("À vous, {name}").format(name=name), self.booth.opening.question)
        others = [line.person.name for line in self._casts if line.holder is not None]
        if others:
            page.say(
                _("Vous votez aussi pour {names} : un bulletin après l’autre, chacun à part.").format(
                    names=listed(others)
                )
            )
        page.say(_("Vérifiez que personne ne voit l’écran. Un bulletin déposé ne peut être ni changé, ni repris."))
        begin = button(_("Commencer"), self.show_ballot, role="primary")
        page.end_with(begin, button(_("Ce n’est pas moi"), self.wait))
        self._show(page, begin)

    def show_ballot(self) -> None:
        """The ballot of the vote to cast now, empty."""
        self._mark = None
        line = self._casts[0]
        page = _Leaf(self.booth.opening.question, self._whose(line))
        ballot = ballot_for(self.booth.opening.ballot)
        page.add(ballot)
        ballot.changed.connect(lambda: page.say_fault(""))

        def go_on() -> None:
            words = ballot.fault()
            page.say_fault(words)
            if not words:
                self.confirm(ballot.mark())

        made = [
            button(_("Continuer"), go_on, role="primary"),
            button(_("Voter blanc"), lambda: self.confirm(Void.BLANK)),
        ]
        if self.booth.allows_void:
            made.append(button(_("Voter nul"), lambda: self.confirm(Void.SPOILED)))
        made.append(button(_("Renoncer et appeler"), lambda: self.wait(_("Le vote n’a pas eu lieu."))))
        page.end_with(*made)
        self._show(page, None)
        ballot.begin()

    def confirm(self, mark: Mark) -> None:
        """Show what will be sealed; only from here is it cast."""
        self._mark = mark
        line = self._casts[0]
        page = _Leaf(_("Votre bulletin dit :"), self._whose(line))
        for words in said(self.booth.opening.ballot, mark):
            page.say(words, "booth-strong")
        cast = button(_("Déposer le bulletin"), self.cast, role="primary")
        page.end_with(cast, button(_("Recommencer"), self.show_ballot))
        self._show(page, cast)

    def cast(self) -> None:
        """Seal the ballot and put it in; the screen and the variables are cleared at once."""
        mark, self._mark = self._mark, None
        line = self._casts[0]
        try:
            code = service.cast_ballot(self.desk, self._urn, line.person.person_id, mark)
        except (Refused, RuleBroken) as error:
            self._stop(error)
            return
        finally:
            del mark
        self._casts = self._casts[1:]
        self.thank(code)

    def thank(self, code: str) -> None:
        """The ballot is in; its code on request; then the next vote of the same person, or the next person."""
        page = _Leaf(_("Votre bulletin est dans l’urne"), self.booth.opening.question)
        shown = label("", "booth-code")
        shown.setAccessibleName(_("Code de suivi"))
        told = label("", "booth", wrap=True)

        def show() -> None:
            shown.setText(spaced(code))
            told.setText(
                _(
                    "Notez ce code si vous le voulez : après la clôture, il est dans la liste des bulletins de l’urne. "
                    "Il ne dit rien de votre choix, et n’est gardé nulle part avec votre nom."
                )
            )

        def on_paper() -> None:
            show()
            if not print_code(self.booth.opening.question, spaced(code)):
                told.setText(_("Aucune imprimante n’est prête : notez le code à la main."))

        page.add(shown)
        page.add(told)
        if self._casts:
            after = button(self._next_words(), self.show_ballot, role="primary")
        else:
            after = button(_("Terminer"), lambda: self.wait(_("Merci d’avoir voté.")), role="primary")
        page.end_with(after, button(_("Voir mon code de suivi"), show), button(_("L’imprimer"), on_paper))
        self._show(page, after)

    # -- leaving

    def ask_password(self, words: str = "") -> None:
        """The booth is left with the password of the session, and nothing else."""
        self._mark, self._casts = None, []
        page = _Leaf(_("Quitter l’isoloir"), self.booth.opening.question)
        if words:
            page.say(words, "booth-strong")
        page.say(_("Mot de passe de {name} :").format(name=self.desk.name))
        typed = page.secret(_("Mot de passe"))

        def check(_progress: Progress) -> None:
            from coop_desk.core.accounts import sign_in

            sign_in(self.desk.coop, self.desk.login, given).close()

        def refuse(error: Exception) -> None:
            if not isinstance(error, Refused | RuleBroken):
                raise error
            self.setEnabled(True)
            page.say_fault(str(error))
            typed.setFocus()

        given = ""

        def ask() -> None:
            nonlocal given
            given = typed.text()
            typed.clear()
            self.setEnabled(False)
            in_background(self, _("Vérification du mot de passe"), check, lambda _done: self._leave(), refuse)

        typed.returnPressed.connect(ask)
        back = button(_("Revenir"), self.wait if self._code else self.ask_new_code)
        page.end_with(button(_("Quitter l’isoloir"), ask, role="primary"), back)
        self._show(page, typed)

    def rest(self) -> None:
        """Nobody has touched anything for a while: what was under way is dropped, the code is asked."""
        if self._code:
            self.wait(_("L’écran est resté seul : le bulletin commencé n’a pas été déposé."))
        else:  # the booth was not open yet: the program locks, as it does anywhere else
            self.left.emit()

    def _leave(self) -> None:
        self.setEnabled(True)
        self.left.emit()

    def _stop(self, error: Exception) -> None:
        """What was asked was not done: say it, and ask to look at the list."""
        self._mark, self._casts = None, []
        page = _Leaf(_("Le bulletin n’a pas été déposé"), self.booth.opening.question)
        page.say(str(error), "booth-strong")
        page.say(
            _(
                "Appelez la personne qui tient l’isoloir. Regardez sur la liste si l’émargement est porté : s’il "
                "l’est, le bulletin est dans l’urne ; s’il ne l’est pas, rien n’y est entré et l’on peut voter."
            )
        )
        after = button(_("Appeler"), self.wait, role="primary")
        page.end_with(after)
        self._show(page, after)

    # -- how it is shown

    def _show(self, page: "_Leaf", first: QWidget | None) -> None:
        """Put a page in the place of the one before, which goes with all it held."""
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = page
        self._column.addWidget(page)
        page.show()
        if first is not None:
            first.setFocus()

    def _whose(self, line: BoothLine) -> str:
        if line.holder is None:
            return _("Bulletin de {name}").format(name=line.person.name)
        return _("Bulletin de {name}, que vous représentez").format(name=line.person.name)

    def _next_words(self) -> str:
        return _("Voter maintenant pour {name}").format(name=self._casts[0].person.name)

    def _digest(self, code: str) -> bytes:
        return blake2b(code.encode(), salt=self._salt).digest()


class _Leaf(QWidget):
    """One page of the booth: a title, the work, which scrolls; what is wrong and the buttons at the foot."""

    def __init__(self, title: str, facts: str) -> None:
        super().__init__()
        inside = Scrolled(tight=True)
        self._work = QVBoxLayout(inside)
        self._work.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, theme.px(8))
        self._work.setSpacing(theme.px(14))
        self._work.addWidget(label(title, "booth-title", wrap=True))
        self._work.addWidget(label(facts, "booth", wrap=True))
        self._fault = label("", "booth-fault", wrap=True)
        self._fault.setAccessibleName(_("À corriger"))
        self._fault.hide()
        self._foot = Flow(12)
        foot = QVBoxLayout()
        foot.setContentsMargins(_MARGIN, theme.px(8), _MARGIN, _MARGIN)
        foot.setSpacing(theme.px(12))
        foot.addWidget(self._fault)
        foot.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolled(inside, _("Isoloir"), sideways=False), 1)
        column.addLayout(foot)

    def say(self, words: str, role: str = "booth") -> None:
        """Add a sentence."""
        self._work.addWidget(label(words, role, wrap=True))

    def add(self, piece: QWidget, stretch: int = 0) -> None:
        """Add a piece."""
        self._work.addWidget(piece, stretch)

    def say_fault(self, words: str) -> None:
        """Say over the buttons what is to be corrected, or nothing any more."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def secret(self, name: str) -> QLineEdit:
        """Add a field whose typing is hidden."""
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(name)
        line.setPlaceholderText(name)
        line.setMaximumWidth(theme.px(480))
        line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        line.textEdited.connect(lambda _typed: self.say_fault(""))
        self._work.addWidget(line)
        return line

    def end_with(self, *made: QWidget, filled: bool = False) -> None:
        """Put the buttons at the foot, the main one first; `filled` when the work takes all the room."""
        if not filled:
            self._work.addStretch(1)
        for each in made:
            self._foot.add(each)


def print_code(question: str, code: str) -> bool:
    """Print a follow-up code on the usual printer, with nothing that tells whose it is; False when there is none."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    usual = QPrinterInfo.defaultPrinter()
    if usual.isNull():
        return False
    printer = QPrinter(usual)
    printer.setDocName(_("Code de suivi"))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.setFont(QFont(theme.FAMILY, 16))
    room = painter.viewport().adjusted(200, 200, -200, -200)
    meaning = _("Ce code montre que votre bulletin est dans l’urne. Il ne dit rien de votre choix.")
    painter.drawText(room, Qt.TextFlag.TextWordWrap, f"{question}\n\n{code}\n\n{meaning}")
    return painter.end()


def _mark_words(marked: Marked) -> str:
    return {Marked.WAITING: _("N’a pas voté"), Marked.VOTED: _("A voté"), Marked.PAPER: _("Sur papier")}[marked]


def _tone(line: BoothLine) -> Tone:
    return "plain" if line.marked is Marked.WAITING else "good"
