"""Share a post: its missions on the left, poles on the right; drag them, or type the number of a pole."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coop_desk.core.i18n import N_, _
from coop_desk.screen import theme
from coop_desk.screen.fields import ChoiceField, DayField, IntegerField, LongTextField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button, label
from coop_desk.topics.members import service as members
from coop_desk.topics.roles import service
from coop_desk.topics.roles.records import PoleDraft, RoleDraft, Shared
from coop_desk.topics.roles.rules.sharing import TEMPLATE, faults_of

MOST_POLES = 6
LARGE_TEXT = 150
"""Percent from which poles stand one under the other."""
ID = Qt.ItemDataRole.UserRole


class MissionList(QListWidget):
    """Missions that can be dragged from a list to another, or sent to a pole by its number."""

    def __init__(self, name: str, page: "SharingPage") -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMinimumHeight(theme.px(136))
        self.setTabKeyNavigation(False)
        self.model().rowsInserted.connect(self._give_room)
        self.model().rowsInserted.connect(page.changed)
        self.model().rowsRemoved.connect(page.changed)

    def add(self, mission_id: int, name: str) -> None:
        """Add a mission."""
        item = QListWidgetItem(name)
        item.setToolTip(name)
        item.setData(ID, mission_id)
        self.addItem(item)

    def ids(self) -> tuple[int, ...]:
        """The missions in it, in order."""
        return tuple(self.item(n).data(ID) for n in range(self.count()))

    def sizeHint(self) -> QSize:
        """Ask for a few missions only: the list takes what room there is."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep every mission whole."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self, *_given: Any) -> None:
        """Give each mission the lines it takes: Qt forgets what the style sheet leaves on each side."""
        width = self.viewport().width() - theme.px(30)
        for item in (self.item(n) for n in range(self.count())):
            needed = self.fontMetrics().boundingRect(0, 0, width, 0, Qt.TextFlag.TextWordWrap, item.text()).height()
            item.setSizeHint(QSize(width, max(theme.px(36), needed + theme.px(12))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send what is chosen to the pole typed, 0 to send it back."""
        typed = event.text()
        if typed.isdecimal() and int(typed) <= len(self.page.cards):
            self.page.send(self, int(typed))
            return
        super().keyPressEvent(event)


@dataclass(slots=True)
class PoleCard:
    """A pole being made: its widget, name, missions and holders, and its role: of the same name unless told."""

    widget: QWidget
    name: TextField
    missions: MissionList
    holders: list[PersonField]
    seats: int
    role: str


class SharingPage(Page):
    """The missions of a post placed into poles, with who takes each over."""

    title = N_("Partager un poste")
    needs = service.share_post
    guide = "07-roles"
    tip = N_(
        "Faites glisser chaque mission vers un pôle. Au clavier : choisissez une mission, puis tapez le chiffre "
        "du pôle."
    )

    def build(self) -> None:
        """Make the post, the missions left and the poles."""
        self.cards: list[PoleCard] = []
        self.form: Form | None = None
        self.abreast = 3 if theme.px(100) < LARGE_TEXT else 1
        self.post = ChoiceField("post", _("Poste à partager"), [], required=True)
        self.post.changed.connect(self._post_chosen)
        top = QHBoxLayout()
        top.addWidget(self.post, 1)
        top.addStretch(1)
        self.body.addLayout(top)
        self.state = label("", "secondary", wrap=True)
        self.body.addWidget(self.state)
        self.asking = QVBoxLayout()
        self.body.addLayout(self.asking)
        self.left = MissionList(_("Missions à placer"), self)
        left = QVBoxLayout()
        left.addWidget(label(_("Missions à placer"), "label"))
        left.addWidget(self.left, 1)
        left.addWidget(button(_("Écrire des missions…"), self.write_missions))
        self.right = QGridLayout()
        self.right.setSpacing(theme.px(16))
        row = QHBoxLayout()
        row.setSpacing(theme.px(24))
        row.addLayout(left, 1)
        row.addLayout(self.right, self.abreast)
        self.body.addLayout(row, 1)
        self.add_action(_("Rôles"), lambda: self.go("roles"))
        self.template_action = self.add_action(_("Prendre les trois pôles du modèle"), self.take_template)
        self.add_action(_("Ajouter un pôle"), self.add_pole, keys="Ctrl+N")
        self.share_action = self.add_action(_("Partager…"), self.ask_decision, verb=service.share_post, primary=True)

    def load(self) -> None:
        """Show the posts, and the missions of the one chosen that no role carries."""
        posts = service.posts_to_share(self.desk)
        self.people = [(int(one.person_id), one.name) for one in members.members(self.desk)]
        chosen = self.post.read() if self.post.control.isEnabled() and posts else None
        self.post.offer([(one.id, one.name) for one in posts])
        self.post.write(chosen if any(one.id == chosen for one in posts) else posts[0].id if posts else None)
        self._post_chosen()

    def _post_chosen(self) -> None:
        post = self.post.read()
        placed = {id_ for card in self.cards for id_ in card.missions.ids()}
        self.left.clear()
        for line in self.ask(service.missions).value or []:
            if line.orphan and line.post_id in (post, None) and line.id not in placed:
                self.left.add(line.id, line.name)
        self.changed()

    # -- poles

    def add_pole(self, name: str = "", seats: int = 1, role: str = "") -> PoleCard | None:
        """Add an empty pole; its role is called like it unless told."""
        if len(self.cards) >= MOST_POLES:
            return None
        number = len(self.cards) + 1
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, theme.px(12))
        title = TextField("name", _("Pôle {n}").format(n=number), required=True)
        title.write(name)
        title.changed.connect(self.changed)
        missions = MissionList(_("Missions du pôle {n}").format(n=number), self)
        people = QVBoxLayout()
        holders = []
        for place in range(seats):
            words = _("Titulaire") if seats == 1 else _("Titulaire {n}").format(n=place + 1)
            words = _("{role}, siège {n}").format(role=role, n=place + 1) if role else words
            field = PersonField("holder", words, self.people)
            field.control.setAccessibleName(_("{words} du pôle {n}").format(words=words, n=number))
            field.changed.connect(self.changed)
            people.addWidget(field)
            holders.append(field)
        column.addWidget(title)
        column.addWidget(missions)
        column.addLayout(people)
        self.right.addWidget(widget, (number - 1) // self.abreast, (number - 1) % self.abreast)
        card = PoleCard(widget, title, missions, holders, seats, role)
        self.cards.append(card)
        self.changed()
        if not name:
            title.control.setFocus()
        return card

    def take_template(self) -> None:
        """Lay the three poles of a team that shared its manager's work, with their missions when none is written."""
        self._clear_poles()
        written = {self.left.item(n).text(): self.left.item(n) for n in range(self.left.count())}
        if not written:
            names = [
                _(mission) for _pole, roles in TEMPLATE for _role, _seats, missions in roles for mission in missions
            ]
            if not self.run(service.note_missions, names, self.post.read()):
                return
        for pole, ((role, seats, missions),) in TEMPLATE:
            card = self.add_pole(_(pole), seats, _(role) if role != pole else "")
            wanted = {_(mission) for mission in missions}
            for n in reversed(range(self.left.count())):
                if card is not None and self.left.item(n).text() in wanted:
                    self._move(self.left, n, card.missions)
        self.changed()

    def _clear_poles(self) -> None:
        for card in self.cards:
            while card.missions.count():
                self._move(card.missions, 0, self.left)
            card.widget.hide()  # without a parent it would show as a window of its own
            card.widget.setParent(None)
            card.widget.deleteLater()
        self.cards.clear()

    def send(self, source: MissionList, number: int) -> None:
        """Send what is chosen in a list to a pole, or back when the number is 0."""
        target = self.cards[number - 1].missions if number else self.left
        if target is source:
            return
        for n in sorted((source.row(item) for item in source.selectedItems()), reverse=True):
            self._move(source, n, target)

    def _move(self, source: MissionList, n: int, target: MissionList) -> None:
        item = source.takeItem(n)
        target.insertItem(0, item)

    # -- what is left to do

    def drafts(self) -> tuple[PoleDraft, ...]:
        """The poles as they are placed; a pole here is one role."""
        found = []
        for card in self.cards:
            holders = tuple(int(one.read()) for one in card.holders if not one.fault() and one.read() is not None)
            name = (card.name.so_far() or "").strip()
            found.append(PoleDraft(name, (RoleDraft(card.role or name, card.missions.ids(), holders, card.seats),)))
        return tuple(found)

    def changed(self, *_given: Any) -> None:
        """Say what keeps the post from being shared."""
        if not hasattr(self, "state"):
            return
        lists = (self.left, *(card.missions for card in self.cards))
        missions = {one.item(n).data(ID): one.item(n).text() for one in lists for n in range(one.count())}
        if not missions:
            self.state.setText(_("Écrivez d’abord les missions de ce poste, ou prenez le modèle."))
            return
        faults = faults_of(missions, self.drafts(), dict(self.people))
        self.state.setText(" ".join(faults) if faults else _("Tout est placé : vous pouvez partager."))

    # -- asking

    def write_missions(self) -> None:
        """Ask for the missions of the post, one a line."""

        def send(said: dict[str, Any]) -> None:
            if self.run(service.note_missions, (said["names"] or "").splitlines(), self.post.read(), form=form):
                self._done(form)

        form = Form(
            [LongTextField("names", _("Missions, une par ligne"), required=True, lines=6, rules=("ROLE-03",))],
            submit=_("Noter ces missions"), on_submit=send, on_cancel=lambda: self._done(form),
        )  # fmt: skip
        self._ask(form)

    def ask_decision(self) -> None:
        """Ask for the decision and the dates, then share."""
        form = Form(
            [
                TextField("decision", _("Décision"), required=True, rules=("ROLE-05",),
                          help=_("La réunion ou l’assemblée qui partage ce poste, et sa date.")),
                DayField("starts_on", _("Début des mandats"), required=True, today=self.desk.today),
                IntegerField("months", _("Durée des mandats"), unit=_("mois"), required=True, least=1),
            ],
            submit=_("Partager ce poste"), on_submit=lambda said: self._share(form, said),
            on_cancel=lambda: self._done(form),
        )  # fmt: skip
        form.set_values({"starts_on": self.desk.today, "months": 12})
        self._ask(form)

    def _share(self, form: Form, said: dict[str, Any]) -> None:
        shared = Shared(
            self.post.read(), self.drafts(), self.desk.today, said["starts_on"], said["months"], said["decision"] or ""
        )
        done = self.run(service.share_post, shared, form=form)
        if done and done.value:
            self._done(form)
            self._clear_poles()
            self.go("roles", done.value[0])

    def _ask(self, form: Form) -> None:
        if self.form is not None:
            self._done(self.form)
        self.form = form
        self.asking.addWidget(form)
        form.begin()

    def _done(self, form: Form) -> None:
        self.asking.removeWidget(form)
        form.deleteLater()
        self.form = None
