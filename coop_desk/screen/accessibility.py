"""What a page lacks for those who do not see it: names of controls, ways out for the keyboard."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)


def accessible_faults(place: QWidget) -> list[str]:
    """Each control of a page without an accessible name, or that traps Tab; empty when all is well."""
    faults = []
    for widget in place.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or _part_of_another(widget):
            continue
        if not _name(widget):
            faults.append(f"no accessible name: {_whereabouts(widget)}")
        if _traps_tab(widget):
            faults.append(f"Tab is trapped: {_whereabouts(widget)}")
    return faults


def _name(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name))


def _traps_tab(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly() and not widget.tabChangesFocus()
    return isinstance(widget, QAbstractItemView) and widget.tabKeyNavigation()


def _part_of_another(widget: QWidget) -> bool:
    """Whether Qt made it inside a control of its own (the line of a box, the cells of a calendar)."""
    above = _around(widget)
    return widget.objectName().startswith("qt_") or any(
        isinstance(outer, QComboBox | QLineEdit | QAbstractSpinBox | QAbstractItemView)
        or outer.inherits("QCalendarWidget")
        or outer.inherits("QComboBoxPrivateContainer")
        or (isinstance(outer, QAbstractScrollArea) and not isinstance(outer, QScrollArea))
        for outer in above
    )


def _around(widget: QWidget) -> Iterator[QWidget]:
    above: QObject | None = widget.parent()
    while isinstance(above, QWidget):
        yield above
        above = above.parent()


def _whereabouts(widget: QWidget) -> str:
    return " < ".join(type(each).__name__ for each in (widget, *_around(widget)))
