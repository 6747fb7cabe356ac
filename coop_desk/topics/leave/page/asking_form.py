"""The form of an absence, for oneself or for somebody else, with what it costs shown as it is typed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, Field, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.topics.leave.page.preview import PreviewPane
from coop_desk.topics.leave.requests.records import Asked, Preview
from coop_desk.topics.leave.requests.rules.kinds import (
    CONDITIONED,
    FAMILY,
    KINDS,
    PAID,
    STOPS,
    Reason,
    kind_of,
)
from coop_desk.topics.leave.rules.counting import Part
from coop_desk.topics.leave.rules.events import EVENT_WORDS, Event

ROOM_FOR_TWO = 720
PAUSE = 250
"""Milliseconds without a key before the cost is counted anew."""
OF_LEAVE = ("exception", "agreed_on")
Look = Callable[[Asked], Preview]
OF_EVENT, OF_STOP = ("event", "event_on"), ("extension", "initial_stop", "certificate_on", "last_worked", "subrogation")


@dataclass(frozen=True, slots=True)
class Doing:
    """What the form does: look at what is typed, send it, keep it (nowhere when None), leave."""

    look: Look
    send: Callable[[Form, Asked], object]
    keep: Callable[[Form, Asked], object] | None
    leave: Callable[[], object]


class AbsenceForm(Form):
    """Kind, dates and what goes with the kind; `recorded` when it is for somebody else."""

    def __init__(self, today: date, doing: Doing, *, recorded: bool = False) -> None:
        self._doing, self._recorded = doing, recorded
        kinds = [(kind.code, kind.label) for kind in KINDS.values() if recorded or kind.asked]
        super().__init__(
            [
                ChoiceField("kind", _("Genre d’absence"), kinds, required=True, rules=("ABSENCE-01",)),
                *_of_the_event(today),
                DayField("first", _("Premier jour d’absence"), required=True, today=today, rules=("ABSENCE-22",)),
                ChoiceField("starts", _("À partir de"), _starts(), required=True),
                DayField("last", _("Dernier jour d’absence"), required=True, today=today, rules=("LEAVE-02",)),
                ChoiceField("ends", _("Jusqu’à"), _ends(), required=True, rules=("LEAVE-54",)),
                *_of_the_stop(today),
                LongTextField(
                    "comment", _("Message à la personne qui décide"), lines=2, rules=("ABSENCE-02",),
                    help=_("Lu par elle seule et par vous. N’écrivez rien de médical."),
                ),
                TextField(
                    "exception", _("Exception"), rules=("LEAVE-30",),
                    help=_("Pour plus de 24 jours d’affilée : éloignement, personne à charge."),
                ),
                agreement_field(today),
            ],
            submit=_("Enregistrer l’absence") if recorded else _("Envoyer la demande"),
            on_submit=lambda _values: self._send(),
            on_cancel=doing.leave,
            abreast=(("first", "starts"), ("last", "ends")),
        )  # fmt: skip
        self.pane = PreviewPane()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)
        self.changed.connect(self._follow)
        self.fields["first"].passed.connect(self._follow_first)
        self.set_values({"kind": "ABS_CP", "starts": Part.WHOLE, "ends": Part.WHOLE, "extension": False})
        self._follow()

    def with_pane(self) -> QWidget:
        """The form with its preview beside it, under it where there is little room."""
        return _Beside(self, self.pane)

    def fill(self, asked: Asked) -> None:
        """Show what was kept."""
        reason = asked.reason
        self.set_values(
            {
                "kind": reason.code, "event": reason.event, "event_on": reason.event_on, "first": asked.first,
                "starts": asked.starts, "last": asked.last, "ends": asked.ends, "comment": reason.comment,
                "exception": reason.exception, "agreed_on": reason.agreed_on,
            }
        )  # fmt: skip
        self._follow()
        self.look()

    def look(self) -> None:
        """Show what is typed costs, or what is wrong with it."""
        self._timer.stop()
        if any(self.fields[name].fault() for name in ("kind", "first", "last", "starts", "ends")):
            return
        try:
            self.pane.show_preview(self._doing.look(self.asked()))
        except (Refused, RuleBroken) as error:
            self.pane.say(str(error))

    def asked(self) -> Asked:
        """What is typed; call it once the dates are right."""
        read: dict[str, Any] = {
            name: field.read() if not field.isHidden() else None for name, field in self.fields.items()
        }
        reason = Reason(
            read["kind"], read["comment"] or "", read["event"], read["event_on"],
            extension=read["extension"] if read["kind"] in STOPS else None,
            initial_stop=read["initial_stop"], last_worked=read["last_worked"], certificate_on=read["certificate_on"],
            subrogation=read["subrogation"], exception=read["exception"] or "", agreed_on=read["agreed_on"],
        )  # fmt: skip
        return Asked(read["first"], read["last"], reason, read["starts"], read["ends"])

    def keep(self) -> None:
        """Keep what is typed without sending it."""
        if self._doing.keep is not None and self.check():
            self.typed = False
            self._doing.keep(self, self.asked())

    def _send(self) -> None:
        self._doing.send(self, self.asked())

    def _follow(self) -> None:
        """Show the fields of the kind chosen, and count again once the typing pauses."""
        code = self.fields["kind"].read() or "ABS_CP"
        kind = kind_of(code)
        self.show_field("event", code == FAMILY)
        self.show_field("event_on", code in CONDITIONED or code == FAMILY)
        for name in OF_STOP:
            self.show_field(name, self._recorded and (code in STOPS or (kind.medical and name == "certificate_on")))
        extension = self.fields["extension"]
        self.show_field("initial_stop", self._recorded and code in STOPS and bool(extension.read()))
        self.show_field("comment", not kind.medical and not self._recorded)
        for name in OF_LEAVE:
            self.show_field(name, kind.account == PAID)
        self._timer.start()

    def _follow_first(self) -> None:
        """A leave of one day is common: the last day is the first until another is typed."""
        first, last = self.fields["first"], self.fields["last"]
        if not first.fault() and last.fault() and first.read() is not None:
            last.write(first.read())
            self._timer.start()


class _Beside(QWidget):
    """Two pieces side by side from their top; one under the other when narrow or when the text is large."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(24))
        for piece in (first, second):
            self._line.addWidget(piece, 1, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room changes."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(ROOM_FOR_TWO)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


def agreement_field(today: date) -> DayField:
    """The day somebody signed their agreement to no leave of twelve days in one go in summer."""
    return DayField(
        "agreed_on", _("Accord pour un congé fractionné, signé le"), today=today, rules=("LEAVE-32",),
        help=_("Accord écrit de la personne, pour cette année : aucun congé de douze jours d’affilée du 1er mai au "
               "31 octobre."),
    )  # fmt: skip


def _starts() -> list[tuple[Any, str]]:
    return [(Part.WHOLE, _("le matin")), (Part.AFTERNOON, _("l’après-midi"))]


def _ends() -> list[tuple[Any, str]]:
    return [(Part.WHOLE, _("au soir")), (Part.MORNING, _("à midi"))]


def _of_the_event(today: date) -> list[Field]:
    events = [(event, _(words)) for event, words in EVENT_WORDS.items() if event is not Event.BEREAVEMENT]
    return [
        ChoiceField("event", _("Événement"), events, required=True),
        DayField("event_on", _("Jour de la naissance, de l’arrivée ou de l’événement"), required=True, today=today),
    ]


def _of_the_stop(today: date) -> list[Field]:
    return [
        CheckField("extension", _("Prolonge un arrêt")),
        DayField(
            "initial_stop", _("Premier jour de l’arrêt initial"), required=True, today=today, rules=("ABSENCE-03",)
        ),
        DayField("certificate_on", _("Papier reçu le"), today=today),
        DayField("last_worked", _("Dernier jour travaillé"), today=today),
        CheckField("subrogation", _("Subrogation demandée")),
    ]
