"""A page: its right, its title, its actions, its work, and one careful way to run a verb."""

from collections.abc import Callable, Sequence
from datetime import time
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, QTime, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from coop_desk.core import words
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen import list_output, theme
from coop_desk.screen.background import Progress, ProgressLine, Task, in_background
from coop_desk.screen.card import Card
from coop_desk.screen.figures import Figure, Figures
from coop_desk.screen.form import Form
from coop_desk.screen.head import EmptyState, Head, Tip
from coop_desk.screen.list import List
from coop_desk.screen.refusal import RefusalBanner
from coop_desk.screen.scrolled import Column, scrolled
from coop_desk.screen.side_by_side import SideBySide

if TYPE_CHECKING:
    from coop_desk.core.actions import Verb
    from coop_desk.core.desk import Desk
    from coop_desk.screen.pdf_preview import PdfPreview

LOW = 560
"""Height at 100 % under which a page spares its room."""
T = TypeVar("T")
Step = tuple[str, Callable[[], object]]


class Outcome(Generic[T]):
    """What became of a verb: true when it was done, with its value."""

    def __init__(self, done: bool, value: T | None = None) -> None:
        self.done = done
        self.value = value

    def __bool__(self) -> bool:
        return self.done


class _Work(QWidget):
    """The work of a page; while «how to begin» is shown instead, it asks for no room."""

    def minimumSizeHint(self) -> QSize:
        """Nothing while hidden (Qt asks hidden pages of a stack too)."""
        return QSize(0, 0) if self.isHidden() else super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        """Nothing while hidden."""
        return QSize(0, 0) if self.isHidden() else super().sizeHint()

    def heightForWidth(self, width: int) -> int:
        """Nothing while hidden."""
        return 0 if self.isHidden() else super().heightForWidth(width)


class Page(QWidget):
    """One page of the program: a subclass declares `needs`, makes its widgets in `build`, shows in `load`."""

    title: ClassVar[str] = ""
    needs: ClassVar["Verb | None"] = None
    guide: ClassVar[str] = ""
    tip: ClassVar[str] = ""
    reads_one_record: ClassVar[bool] = False
    """Whether `open_record` loads the page by itself, so that nothing need be read before it."""

    go_asked = Signal(str, object)
    help_asked = Signal(str)
    ran = Signal()
    said = Signal(str)
    look_chosen = Signal()
    leave_asked = Signal()
    whole_screen_asked = Signal(object)
    """A widget that takes the whole window until it emits `left`: nothing else is reachable meanwhile."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self.next_steps: dict[str, Step] = {}
        self.begins_after: dict[str, QAction] = {}
        """Rules without which there is nothing to show yet, with the action that settles each."""
        self.last_action = ""
        self._fresh = False
        self._lists: list[List] = []
        self._preview: PdfPreview | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = Head(_(self.title))
        self.figures = Figures()
        self.refusal = RefusalBanner()
        self._tip = Tip(type(self).__module__ + "." + type(self).__name__, _(self.tip) if self.tip else "")
        self._tip.guide_asked.connect(lambda: self.help_asked.emit(self.guide))
        self._work_line = QVBoxLayout()
        self._empty = EmptyState()
        self._empty.guide_asked.connect(lambda: self.help_asked.emit(self.guide))
        self._body = _Work()
        self.body = QVBoxLayout(self._body)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(16))
        self._places = QStackedWidget()
        self._places.addWidget(self._body)
        self._places.addWidget(self._empty)
        self._layers = QStackedWidget()
        self._layers.addWidget(self._main_layer())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._layers)
        self.build()

    # -- what a page declares

    def build(self) -> None:
        """Make the widgets and declare the actions, once."""
        raise NotImplementedError

    def load(self) -> None:
        """Ask the services for what is shown; called when the page is shown and after each verb."""
        raise NotImplementedError

    def open_record(self, record_id: Any) -> None:
        """Show one record, asked for from another page or from the search box."""

    @property
    def under_way(self) -> bool:
        """Whether somebody is in the middle of something here, longer than a form: the page then stays made."""
        return False

    # -- what a page says

    def say_title(self, title: str, facts: str = "") -> None:
        """Change the title and the line of facts under it."""
        self.head.say(title, facts)

    def say_facts(self, facts: str) -> None:
        """Change the line of facts under the title."""
        self.head.say_facts(facts)

    def show_figures(self, *figures: Figure) -> None:
        """Show the key figures, only if they decide something here."""
        self.figures.show_figures(figures)

    def show_empty(
        self, empty: bool, sentence: str = "", action: QAction | None = None, *, alone: bool = False
    ) -> None:
        """Show how to begin instead of the work, or the work again; `alone`, nothing else can be done here."""
        self.head.be_empty(empty, alone=alone)
        if empty:
            self._empty.say(sentence, action, with_guide=bool(self.guide))
        self._places.setCurrentWidget(self._empty if empty else self._body)
        self._body.updateGeometry()
        self.figures.setVisible(not empty and self.figures.has_some())

    def say_saved(self) -> None:
        """Say that what was done is kept: «Enregistré à 14 h 32»."""
        now = QTime.currentTime()
        said = words.clock_time(time(now.hour(), now.minute()))
        self.head.say_state(_("Enregistré à {time}").format(time=said))

    def say_state(self, text: str) -> None:
        """Say a short state of the page where «Enregistré» is said."""
        self.head.say_state(text)

    def refuse(self, error: Exception, form: Form | None = None) -> None:
        """Show a refusal where the eye is: in the form, else at the top of the page."""
        if form is not None and isinstance(error, Refused | RuleBroken):
            form.refuse(error)
        else:
            self.refusal.show_error(error, self.next_steps.get(getattr(error, "rule", "")))

    # -- what a page does

    def add_action(
        self,
        text: str,
        react: Callable[[], object],
        *,
        keys: str = "",
        verb: "Verb | None" = None,
        primary: bool = False,
        button: bool = True,
        hint: str = "",
    ) -> QAction:
        """Declare an action with its shortcut; neither shown nor reachable if the desk may not do `verb`."""
        action = QAction(text, self)
        allowed = verb is None or self.desk.allows(verb)
        action.setVisible(allowed)
        action.setEnabled(allowed)
        action.setToolTip(hint or text)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: self._act(text, react))
        self.addAction(action)
        if button and allowed:
            self.head.add_action(action, primary=primary)
        return action

    def _act(self, text: str, react: Callable[[], object]) -> None:
        self.last_action = text
        try:
            react()
        except (Refused, RuleBroken) as error:
            self.refuse(error)

    def do_again(self, text: str) -> None:
        """Trigger the action of that name, if it is still there and allowed."""
        found = next((each for each in self.actions() if each.text() == text and each.isEnabled()), None)
        if found is not None:
            found.trigger()

    def chosen_keys(self) -> list[Any]:
        """The key of the record chosen in each list, None where none is or where it cannot be written down."""
        records = [(each, each.chosen_record()) for each in self._lists]
        keys = [None if record is None else shown.model.key(record) for shown, record in records]
        return [key if isinstance(key, int | str) else None for key in keys]

    def choose_keys(self, keys: Sequence[Any]) -> None:
        """Choose in each list the record of that key."""
        for shown, key in zip(self._lists, keys, strict=False):
            if key is not None:
                shown.choose(key)

    def may(self, verb: "Verb") -> bool:
        """Whether the desk may do a verb."""
        return self.desk.allows(verb)

    def run(self, verb: Callable[..., T], *values: Any, form: Form | None = None, **named: Any) -> Outcome[T]:
        """Run a verb with the desk, show a refusal where the eye is, say it is saved, load again."""
        self.refusal.hide()
        try:
            result = verb(self.desk, *values, **named)
        except (Refused, RuleBroken) as error:
            self.refuse(error, form)
            return Outcome(False)
        self.say_saved()
        self.reload()
        self.ran.emit()
        return Outcome(True, result)

    def run_beside(
        self,
        words: str,
        verb: Callable[..., T],
        *values: Any,
        form: Form | None = None,
        then: Callable[[T], object] | None = None,
        **named: Any,
    ) -> Task:
        """Run a verb that takes time beside the screen, with the same care; `then` gets what it returned."""

        def finish(result: T) -> None:
            self.say_saved()
            self.reload()
            self.ran.emit()
            if then is not None:
                then(result)

        return self.work(words, lambda _progress: verb(self.desk, *values, **named), finish, form=form)

    def ask(self, query: Callable[..., T], *values: Any, **named: Any) -> Outcome[T]:
        """Run a query outside `load`, with refusals shown; nothing is reloaded."""
        try:
            return Outcome(True, query(self.desk, *values, **named))
        except (Refused, RuleBroken) as error:
            self.refuse(error)
            return Outcome(False)

    def reload(self) -> None:
        """Load again, with refusals shown."""
        self._fresh = True
        try:
            self.load()
        except (Refused, RuleBroken) as error:
            first = self.begins_after.get(getattr(error, "rule", ""))
            if first is not None:
                self.show_empty(True, str(error), first, alone=True)
            else:
                self.refuse(error)

    def expect_record(self) -> None:
        """Say that `open_record` follows: a page of one record reads nothing before knowing which."""
        self._fresh = self._fresh or self.reads_one_record

    def load_if_stale(self) -> None:
        """Load again if something changed since the page was last shown."""
        if not self._fresh:
            self.reload()

    def begin(self) -> None:
        """Put the keyboard where the work is: the first list, else the first control."""
        if self._places.currentWidget() is self._empty:
            self._empty.begin()
            return
        for found in self._body.findChildren(List):
            if found.isVisible():
                found.view.setFocus()
                return
        for form in self._body.findChildren(Form):
            if form.isVisible():
                form.begin()
                return
        self._body.setFocus()

    def make_stale(self) -> None:
        """Load again next time the page is shown (something changed elsewhere)."""
        self._fresh = False

    def work(
        self, words: str, job: Callable[[Progress], T], done: Callable[[T], object], *, form: Form | None = None
    ) -> Task:
        """Do something long beside the screen, with its progress and a button to stop. No Qt inside `job`."""
        self.refusal.hide()
        task = in_background(self, words, job, done, lambda error: self._fail(error, form))
        self._work_line.addWidget(ProgressLine(task))
        return task

    def go(self, page: str, record_id: Any = None) -> None:
        """Open another page by its name, on a record."""
        self.go_asked.emit(page, record_id)

    def show_pdf(self, pdf: bytes, title: str, file_name: str, *, kept: bool = True) -> None:
        """Show a document over the page, as it will print; Escape comes back. `kept` lets it be saved."""
        if self._preview is None:
            from coop_desk.screen.pdf_preview import PdfPreview

            self._preview = PdfPreview()
            self._preview.closed.connect(self.close_pdf)
            self._layers.addWidget(self._preview)
        self._layers.setCurrentWidget(self._preview)
        self._preview.show_pdf(pdf, title, file_name, kept=kept)

    def close_pdf(self) -> None:
        """Come back from the preview to the page."""
        self._layers.setCurrentIndex(0)
        if self._preview is not None:
            self._preview.pages.forget()

    # -- the usual bodies

    def list_and_card(self, shown: List, card: Card) -> SideBySide:
        """Put a list with the card of the record chosen at its right; the card hides while none is."""
        side = SideBySide(shown, card)
        card.hide()
        shown.chosen.connect(lambda record: card.setVisible(record is not None))
        self.body.addWidget(side, 1)
        self.connect_list(shown)
        return side

    def connect_list(self, shown: List) -> None:
        """Let a list print and export what it shows."""
        self._share_keys(shown)
        shown.print_asked.connect(lambda: self._print_list(shown))
        shown.export_asked.connect(lambda: self._export_list(shown))

    def _share_keys(self, shown: List) -> None:
        """Let the keys of the only list work from anywhere on the page."""
        self._lists.append(shown)
        for action in (self._lists[0].print_action, self._lists[0].export_action):
            if len(self._lists) == 1 and shown.printable:
                self.addAction(action)
            else:
                self.removeAction(action)

    def _export_list(self, shown: List) -> None:
        list_output.ask_export(self, shown, self.say_state, example=self.desk.coop.is_example)

    def _print_list(self, shown: List) -> None:
        pdf = list_output.list_pdf(list_output.letterhead(self.desk), shown, self.desk.today)
        self.show_pdf(pdf, shown.name, f"{shown.name}.pdf")

    def _fail(self, error: Exception, form: Form | None) -> None:
        if not isinstance(error, Refused | RuleBroken):
            raise error
        self.refuse(error, form)

    def _main_layer(self) -> QScrollArea:
        inside = Column(tight=True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(16))
        for piece in (self.head, self._tip, self.refusal):
            column.addWidget(piece)
        column.addLayout(self._work_line)
        column.addWidget(self.figures)
        column.addWidget(self._places, 1)
        return scrolled(inside, _(self.title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the key figures in a line when the window is low or the text large: the work needs the room."""
        super().resizeEvent(event)
        self.figures.be_short(self.height() < theme.px(LOW))

    def showEvent(self, event: QShowEvent) -> None:
        """Load what changed since the page was last shown."""
        super().showEvent(event)
        if not event.spontaneous():
            self.load_if_stale()
