"""The ballot in the booth: large type, one way of answering for each method, by keyboard or mouse."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.screen import icons, theme
from coop_desk.screen.flow import Flow
from coop_desk.screen.pieces import button, label
from coop_desk.topics.elections.methods import check_ballot
from coop_desk.topics.elections.methods.records import Definition, Mark, Void
from coop_desk.topics.elections.urn.ballots import KIND, grades, options, shape


class BoothBallot(QWidget):
    """What is voted on, as it was frozen; a new one is made for each voter, and nothing of it is kept."""

    changed = Signal()

    def __init__(self, definition: Definition) -> None:
        super().__init__()
        self.definition = definition
        self.kind = shape(definition)
        self.names = options(definition)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))
        self._column.addWidget(label(instructions(definition), "booth", wrap=True))

    def mark(self) -> Mark | None:
        """What the ballot says now; None while an answer is missing."""
        raise NotImplementedError

    def missing(self) -> str:
        """What is still to be answered."""
        return _("Choisissez une réponse, ou votez blanc.")

    def fault(self) -> str:
        """Why this ballot cannot be cast as it is: it is said here, and never sealed."""
        mark = self.mark()
        if mark is None:
            return self.missing()
        try:
            check_ballot(self.definition, mark)
        except RuleBroken as broken:
            return broken.message
        return ""

    def begin(self) -> None:
        """Put the keyboard on the first answer."""
        first = self.findChild(QPushButton)
        if first is not None:
            first.setFocus()


class ChoiceBallot(BoothBallot):
    """One name, one list or one answer."""

    def __init__(self, definition: Definition) -> None:
        super().__init__(definition)
        self._group = QButtonGroup(self)
        for place, name in enumerate(self.names):
            made = answer(_capital(name))
            self._group.addButton(made, place)
            self._column.addWidget(made)
        self._group.idToggled.connect(lambda _place, _on: self.changed.emit())

    def mark(self) -> Mark | None:
        """The name chosen."""
        at = self._group.checkedId()
        return self.names[at] if at >= 0 else None


class SeveralBallot(BoothBallot):
    """Several names, as many as the rules allow."""

    def __init__(self, definition: Definition) -> None:
        super().__init__(definition)
        self.answers = [answer(name) for name in self.names]
        self._said = label("", "booth-strong")
        for made in self.answers:
            made.toggled.connect(self._tell)
            self._column.addWidget(made)
        self._column.addWidget(self._said)
        self._tell()

    def mark(self) -> Mark | None:
        """The names chosen."""
        found = tuple(name for name, made in zip(self.names, self.answers, strict=True) if made.isChecked())
        return found or None

    def _tell(self) -> None:
        chosen = len(self.mark() or ())
        most = most_names(self.definition)
        words = ngettext("{n} nom choisi", "{n} noms choisis", chosen).format(n=integer(chosen))
        if most:
            words = _("{chosen} sur {most} au plus").format(chosen=words, most=integer(most))
        self._said.setText(words)
        self.changed.emit()


class GradesBallot(BoothBallot):
    """A grade for each name: all are asked."""

    def __init__(self, definition: Definition) -> None:
        super().__init__(definition)
        self._scale = list(reversed(grades(definition)))
        self._groups: list[QButtonGroup] = []
        for name in self.names:
            group, line = QButtonGroup(self), Flow(8)
            for place, grade in enumerate(self._scale):
                made = QPushButton(grade)
                made.setProperty("role", "grade")
                made.setCheckable(True)
                made.setAutoDefault(False)
                made.setAccessibleName(f"{name}, {grade}")
                group.addButton(made, place)
                line.add(made)
            group.idToggled.connect(lambda _place, _on: self.changed.emit())
            self._groups.append(group)
            self._column.addWidget(label(name, "booth-strong", wrap=True))
            self._column.addWidget(line)

    def mark(self) -> Mark | None:
        """(name, grade) for each."""
        given = [group.checkedId() for group in self._groups]
        if -1 in given:
            return None
        return tuple((name, self._scale[at]) for name, at in zip(self.names, given, strict=True))

    def missing(self) -> str:
        """Who has no grade yet."""
        left = [name for name, group in zip(self.names, self._groups, strict=True) if group.checkedId() < 0]
        return _("Il manque une mention à {names}.").format(names=listed(left))


class RankingBallot(BoothBallot):
    """Names in order: each press gives the next rank; arrows move a name up or down."""

    def __init__(self, definition: Definition) -> None:
        super().__init__(definition)
        self.ranks: list[list[str]] = []
        self._equal = KIND[definition.method] == "schulze"
        self.rows = {name: self._row(name) for name in self.names}
        self._tell()

    def press(self, name: str) -> None:
        """Give the next rank, or take the rank away."""
        if any(name in rank for rank in self.ranks):
            self._take_away(name)
        else:
            self.ranks.append([name])
        self._tell()

    def shift(self, name: str, steps: int) -> None:
        """Move a name one rank up or down, alone at its rank."""
        at = self._place(name)
        if at is None:
            return
        alone = len(self.ranks[at]) == 1
        self._take_away(name)
        to = at + steps if alone or steps < 0 else at + 1
        if not alone and steps < 0:
            to = at
        self.ranks.insert(max(0, min(to, len(self.ranks))), [name])
        self._tell()

    def join(self, name: str) -> None:
        """Put a name at the same rank as the one before it."""
        at = self._place(name)
        if at is None or at == 0:
            return
        self._take_away(name)
        self.ranks[at - 1].append(name)
        self._tell()

    def mark(self) -> Mark | None:
        """The names in order; a tuple where they are equal."""
        return tuple(rank[0] if len(rank) == 1 else tuple(sorted(rank)) for rank in self.ranks) or None

    def missing(self) -> str:
        """What is still to be answered."""
        return _("Donnez au moins un premier choix, ou votez blanc.")

    def _place(self, name: str) -> int | None:
        return next((at for at, rank in enumerate(self.ranks) if name in rank), None)

    def _take_away(self, name: str) -> None:
        self.ranks = [rest for rank in self.ranks if (rest := [one for one in rank if one != name])]

    def _row(self, name: str) -> tuple[QPushButton, list[QPushButton]]:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        main = answer(name)
        main.setCheckable(True)
        main.clicked.connect(lambda _checked=False: self.press(name))
        line.addWidget(main, 1)
        moves = [
            button("", lambda: self.shift(name, -1), icon="arrow-up", name=_("Monter {name}").format(name=name)),
            button("", lambda: self.shift(name, 1), icon="arrow-down", name=_("Descendre {name}").format(name=name)),
        ]
        if self._equal:
            moves.append(
                button(
                    "=",
                    lambda: self.join(name),
                    name=_("Mettre {name} à égalité avec le rang d’avant").format(name=name),
                )
            )
        for made in moves:
            made.setIconSize(QSize(theme.px(24), theme.px(24)))
            line.addWidget(made)
        self._column.addLayout(line)
        return main, moves

    def _tell(self) -> None:
        for name, (main, moves) in self.rows.items():
            at = self._place(name)
            main.setChecked(at is not None)
            words = name if at is None else _("{rank}. {name}").format(rank=at + 1, name=name)
            main.setText(words)
            main.setAccessibleName(
                _("{name}, sans rang").format(name=name)
                if at is None
                else _("{name}, rang {rank}").format(name=name, rank=at + 1)
            )
            for made in moves:
                made.setEnabled(at is not None)
        self.changed.emit()


def ballot_for(definition: Definition) -> BoothBallot:
    """The ballot of a vote."""
    made: dict[str, type[BoothBallot]] = {
        "choice": ChoiceBallot,
        "approved": SeveralBallot,
        "grades": GradesBallot,
        "ranking": RankingBallot,
    }
    return made[shape(definition)](definition)


def answer(text: str) -> QPushButton:
    """One answer, to press: its mark says whether it is chosen, in shape as well as colour."""
    made = QPushButton(text)
    made.setProperty("role", "answer")
    made.setCheckable(True)
    made.setAutoDefault(False)
    made.setAccessibleName(text)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    made.setIconSize(QSize(theme.px(26), theme.px(26)))
    made.setIcon(icons.icon("circle", "muted"))
    made.toggled.connect(lambda on: made.setIcon(icons.icon("done", "accent") if on else icons.icon("circle", "muted")))
    return made


def most_names(definition: Definition) -> int:
    """How many names a ballot may bear; 0 for as many as one likes."""
    if KIND[definition.method] != "plurinominal_majority":
        return 0
    return int(definition.rules.get("max_names", definition.seats))


def instructions(definition: Definition) -> str:
    """What is said over the ballot, in one or two sentences."""
    most = most_names(definition)
    if most:
        words = ngettext("Choisissez {n} nom au plus.", "Choisissez {n} noms au plus.", most)
        return words.format(n=integer(most))
    told: dict[str, str] = {
        "resolution": _("Choisissez une réponse."),
        "majority_two_round": _("Choisissez un nom."),
        "list_proportional": _("Choisissez une liste."),
        "approval": _("Choisissez tous les noms qui vous conviennent."),
        "majority_judgment": _("Donnez une mention à chaque nom."),
        "irv": _("Appuyez d’abord sur votre préféré, puis sur le suivant… autant que vous voulez."),
        "stv": _("Appuyez d’abord sur votre préféré, puis sur le suivant… autant que vous voulez."),
        "schulze": _(
            "Appuyez d’abord sur votre préféré, puis sur le suivant… Le bouton = met deux noms à égalité. Un nom sans "
            "rang vient après tous les autres."
        ),
    }
    return told[KIND[definition.method]]


def said(definition: Definition, mark: Mark) -> Sequence[str]:
    """What a ballot says, line by line, to be confirmed."""
    if mark is Void.BLANK:
        return [_("Vote blanc")]
    if mark is Void.SPOILED:
        return [_("Vote nul")]
    match shape(definition):
        case "choice":
            return [_capital(mark)]
        case "approved":
            return list(mark)
        case "grades":
            return [_("{name} : {grade}").format(name=name, grade=grade) for name, grade in mark]
    return [_("{rank}. {name}").format(rank=at, name=_rank(rank)) for at, rank in enumerate(mark, 1)]


def _rank(rank: Any) -> str:
    return rank if isinstance(rank, str) else listed(list(rank))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
