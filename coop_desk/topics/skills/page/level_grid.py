"""The map of skills as a grid: a line a person, a column a skill; the level is written in the cell, darker when higher.

Arrows go from cell to cell, a digit from 0 to 4 declares a level.
"""

from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from coop_desk.core import words
from coop_desk.core.i18n import _, ngettext
from coop_desk.paper.levels import SHADES
from coop_desk.paper.pictures import MOST_SHADE
from coop_desk.screen import theme
from coop_desk.topics.skills.records import Matrix, MatrixRow, SkillLine
from coop_desk.topics.skills.rules.levels import NOTHING, Held, cell_words, level_words

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HELD_ROLE = Qt.ItemDataRole.UserRole + 1
LACKS_ROLE = Qt.ItemDataRole.UserRole + 2
COLUMN, LINE = 46, 28
BRANCH, MOST_HEAD = 34, 170
"""Heights over the columns: the line of the branches, and the most that a name which reads upwards may take."""
REVERSED = 600
"""From this shade on, words are written in reverse."""


class LevelModel(QAbstractTableModel):
    """People and skills; the last line counts who reaches what is asked of a key skill."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix: Matrix | None = None

    def show_matrix(self, matrix: Matrix) -> None:
        """Show another day, another team, or what has just changed."""
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    @property
    def skills(self) -> tuple[SkillLine, ...]:
        """The columns."""
        return self.matrix.skills if self.matrix is not None else ()

    def row(self, place: int) -> MatrixRow | None:
        """The person of a line; None for the count at the foot."""
        rows = self.matrix.rows if self.matrix is not None else ()
        return rows[place] if place < len(rows) else None

    def held(self, index: AnyIndex) -> Held:
        """Where a person stands in a skill."""
        row = self.row(index.row())
        return row.cells[index.column()] if row is not None else NOTHING

    def words_at(self, index: AnyIndex) -> str:
        """A cell in words."""
        row, skill = self.row(index.row()), self.skills[index.column()]
        if row is None:
            if skill.key is None or self.matrix is None:
                return _("{skill} : aucun nombre n’est demandé").format(skill=skill.name)
            said = ngettext(
                "{skill} : {found} sur {n} personne demandée au niveau {level}",
                "{skill} : {found} sur {n} personnes demandées au niveau {level}",
                skill.key.people,
            )
            found = words.integer(self.matrix.holders[index.column()])
            asked = words.integer(skill.key.people)
            return said.format(skill=skill.name, found=found, n=asked, level=level_words(skill.key.level))
        held = row.cells[index.column()]
        said = _("{name}, {skill} : {level}").format(name=row.name, skill=skill.name, level=level_words(held.level))
        if held.waiting is None:
            return said
        return _("{said} ; déclaré {level}, à confirmer").format(said=said, level=level_words(held.waiting))

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """People, and the count when a skill is key."""
        if parent.isValid() or self.matrix is None:
            return 0
        return len(self.matrix.rows) + (1 if self.matrix.rows and any(one.key for one in self.skills) else 0)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Skills."""
        return 0 if parent.isValid() else len(self.skills)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, and how it is drawn."""
        if not index.isValid() or self.matrix is None:
            return None
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.words_at(index)
        if role == HELD_ROLE:
            return self.held(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if self.row(index.row()) is not None:
            return None
        key, found = self.skills[index.column()].key, self.matrix.holders[index.column()]
        if role == LACKS_ROLE:
            return key is not None and found < key.people
        if role == Qt.ItemDataRole.DisplayRole and key is not None:
            return f"{found}/{key.people}"
        if role == Qt.ItemDataRole.ForegroundRole and key is not None:
            return QBrush(theme.colour("bad" if found < key.people else "text"))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Skills above, people at the left."""
        if self.matrix is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            row = self.row(section)
            if role == Qt.ItemDataRole.DisplayRole:
                return row.name if row is not None else _("Au niveau demandé")
            return (row.team if row is not None else None) if role == Qt.ItemDataRole.ToolTipRole else None
        skill = self.skills[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _("{name} (clé)").format(name=skill.name) if skill.key else skill.name
        if role == Qt.ItemDataRole.ToolTipRole:
            told = _("{branch} : {name}").format(branch=skill.branch, name=skill.name)
            return f"{told}\n{skill.details}" if skill.details else told
        return None


class _Heads(QHeaderView):
    """Names of skills that read upwards, under the name of their branch."""

    def __init__(self, owner: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, owner)
        self._owner = owner
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(theme.px(COLUMN))
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """As high as the longest name needs."""
        model = self.model()
        heads = [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(self.count())]
        metrics = QFontMetrics(theme.font(13, 600))
        longest = max((metrics.horizontalAdvance(said) for said in heads), default=0)
        return QSize(0, min(longest, theme.px(MOST_HEAD)) + theme.px(BRANCH + 12))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Write the name of a skill upwards."""
        painter.save()
        painter.setFont(theme.font(13, 600 if self._owner.currentIndex().column() == section else 400))
        painter.setPen(theme.colour("text"))
        room = rect.height() - theme.px(BRANCH)
        said = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room)
        painter.translate(
            QPointF(rect.center().x() + painter.fontMetrics().ascent() / 2 - 1, rect.bottom() - theme.px(6))
        )
        painter.rotate(-90)
        painter.drawText(0, 0, shown)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the branches over their skills."""
        super().paintEvent(event)
        model = self.model()
        if not isinstance(model, LevelModel):
            return
        painter = QPainter(self.viewport())
        painter.setFont(theme.font(13, 600))
        at = 0
        for branch, inside in groupby(skill.branch for skill in model.skills):
            count = len(list(inside))
            left = self.sectionViewportPosition(at)
            wide = sum(self.sectionSize(at + n) for n in range(count))
            painter.setPen(theme.colour("muted"))
            shown = painter.fontMetrics().elidedText(branch, Qt.TextElideMode.ElideRight, wide - theme.px(8))
            area = QRect(left + theme.px(5), theme.px(3), wide, theme.px(22))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.drawLine(left, 0, left, self.height())
            at += count
        painter.end()


class _CellPainter(QStyledItemDelegate):
    """The darker the higher, the level written over; a dashed outline when something waits to be confirmed."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a cell."""
        super().paint(painter, option, index)
        held: Held = index.data(HELD_ROLE) or NOTHING
        cell: QRect = option.rect.adjusted(theme.px(2), theme.px(2), -theme.px(2), -theme.px(2))
        painter.save()
        if held.level:
            painter.fillRect(cell, shade(held.level))
        if held.waiting is not None or index.data(LACKS_ROLE):
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
        if told := cell_words(held):
            painter.setFont(theme.font(13, 600 if held.level else 400))
            painter.setPen(theme.colour("on_accent" if SHADES[held.level] > REVERSED else "text"))
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, told)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("text"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()


def shade(level: int) -> QColor:
    """The colour of a level: the accent mixed into the ground, as the picture on paper does with black."""
    part = SHADES[level] / 1000 * MOST_SHADE
    low, high = theme.colour("surface"), theme.colour("accent")

    def mixed(one: int, other: int) -> int:
        return round(one * (1 - part) + other * part)

    return QColor(mixed(low.red(), high.red()), mixed(low.green(), high.green()), mixed(low.blue(), high.blue()))


class LevelGrid(QTableView):
    """The map on the screen."""

    moved = Signal()
    """The keyboard is on another cell."""
    typed = Signal(int)
    """A digit from 0 to 4 was struck on a cell."""
    opened = Signal()
    """Enter or a double click on a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.model_ = LevelModel()
        self.model_.setParent(self)
        self.setHorizontalHeader(_Heads(self))
        self.setModel(self.model_)
        self.setItemDelegate(_CellPainter(self))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Carte des compétences"))
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.px(LINE))
        down.setMaximumWidth(theme.px(230))
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def show_matrix(self, matrix: Matrix) -> None:
        """Show another map, the keyboard staying on the same person and skill when they are there."""
        before = self.chosen()
        self.model_.show_matrix(matrix)
        people = [row.person_id for row in matrix.rows]
        skills = [skill.id for skill in matrix.skills]
        row = people.index(before[0].person_id) if before and before[0].person_id in people else 0
        column = skills.index(before[1].id) if before and before[1].id in skills else 0
        if people and skills:
            self.setCurrentIndex(self.model_.index(row, column))
            self._tell()

    def go_to(self, person_id: int, skill_id: int | None = None) -> None:
        """Put the keyboard on a person, and on a skill when it is told."""
        matrix = self.model_.matrix
        for at, row in enumerate(matrix.rows if matrix is not None else ()):
            if row.person_id == person_id:
                column = next((n for n, one in enumerate(self.model_.skills) if one.id == skill_id), 0)
                self.setCurrentIndex(self.model_.index(at, column))

    def chosen(self) -> tuple[MatrixRow, SkillLine] | None:
        """The person and the skill under the keyboard."""
        index = self.currentIndex()
        row = self.model_.row(index.row()) if index.isValid() else None
        return (row, self.model_.skills[index.column()]) if row is not None else None

    def words(self) -> str:
        """The cell under the keyboard, in words."""
        index = self.currentIndex()
        return self.model_.words_at(index) if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits declare, Enter opens; the page keeps its own keys."""
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not plain:
            event.ignore()
        elif event.text() in tuple("01234") and self.chosen() is not None:
            self.typed.emit(int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words())
        self.horizontalHeader().viewport().update()
        self.moved.emit()
