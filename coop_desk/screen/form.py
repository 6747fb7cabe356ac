"""A declared form: one column of fields, Enter goes on, refusals shown where they belong."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.fields import Field
from coop_desk.screen.pieces import button
from coop_desk.screen.refusal import RefusalBanner

_ROOM_FOR_TWO = 420
"""Width at 100 % under which two fields do not stand on one line."""


class _Abreast(QWidget):
    """Two short fields on one line, under one another where there is no room for both."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(12))

    def add(self, field: Field) -> None:
        """Add a field at the end of the line."""
        self._line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room changes."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_ROOM_FOR_TWO)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class Form(QWidget):
    """Fields under one another and the button that sends them; `changed` at each key typed."""

    changed = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        submit: str = "",
        on_submit: Callable[[dict[str, Any]], object] | None = None,
        on_cancel: Callable[[], object] | None = None,
        abreast: Sequence[tuple[str, str]] = (),
        danger: bool = False,
    ) -> None:
        """`on_submit` gets the values, only once every field is right; `abreast` names the fields on one line.

        `danger` for what ends or cancels something.
        """
        super().__init__()
        self.fields = {field.name: field for field in fields}
        self._on_submit = on_submit
        self.typed = False
        self._refusal = RefusalBanner()
        self.setMaximumWidth(theme.px(620))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        lines = {name: _Abreast() for name, _second in abreast}
        lines |= {second: lines[first] for first, second in abreast}
        for field in fields:
            if line := lines.get(field.name):
                line.add(field)
            column.addWidget(line or field)
            field.changed.connect(self._note_typed)
            field.passed.connect(lambda at=field: self._go_on(at))
        column.addWidget(self._refusal)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        if on_submit is not None:
            self.submit_button = button(submit or _("Enregistrer"), self.submit, role="danger" if danger else "primary")
            row.addWidget(self.submit_button)
        if on_cancel is not None:
            row.addWidget(button(_("Annuler"), on_cancel))
        row.addStretch(1)
        column.addLayout(row)
        self._column = column

    def show_over_button(self, piece: QWidget) -> None:
        """Show something between the fields and the button, under what was put there before."""
        self._column.insertWidget(self._column.count() - 2, piece)

    def _note_typed(self) -> None:
        self.typed = True
        self.changed.emit()

    def values(self) -> dict[str, Any]:
        """What was typed, by name of field; call it once `check()` said yes."""
        return {name: field.read() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the fields named and take the faults away."""
        for name, value in values.items():
            self.fields[name].write(value)
        self.typed = False
        self.forgive()

    def clear(self) -> None:
        """Empty every field."""
        self.set_values(dict.fromkeys(self.fields))

    def forgive(self) -> None:
        """Take away every fault and refusal shown."""
        self._refusal.hide()
        for field in self.fields.values():
            field.say_fault("")

    def check(self) -> bool:
        """Whether every field in use is right; shows the faults and goes to the first."""
        wrong = None
        for field in self.fields.values():
            fault = field.fault() if not field.isHidden() and field.isEnabled() else ""
            field.say_fault(fault)
            wrong = wrong or (field if fault else None)
        if wrong is not None:
            wrong.control.setFocus()
        return wrong is None

    def submit(self) -> None:
        """Send the values if every field is right."""
        self._refusal.hide()
        if self.check() and self._on_submit is not None:
            self.typed = False
            self._on_submit(self.values())

    def refuse(self, error: Refused | RuleBroken) -> None:
        """Show a refusal: under the field that declares its rule, else over the button."""
        self.typed = True
        rule = getattr(error, "rule", None)
        for field in self.fields.values():
            if rule in field.rules:
                field.say_fault(str(error))
                field.control.setFocus()
                return
        self._refusal.show_error(error)

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide a field; a hidden one is not checked."""
        self.fields[name].setVisible(shown)

    def begin(self) -> None:
        """Put the keyboard in the first field shown."""
        for field in self.fields.values():
            if not field.isHidden():
                field.control.setFocus()
                return

    def _go_on(self, field: Field) -> None:
        fault = field.fault()
        field.say_fault(fault)
        if fault:
            return
        order = [each for each in self.fields.values() if not each.isHidden() and each.isEnabled()]
        rest = order[order.index(field) + 1 :]
        if rest:
            rest[0].control.setFocus()
        else:
            self.submit()
