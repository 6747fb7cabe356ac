"""The pages of one person at work: menu at the left, search and identity on top, one page at a time."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from coop_desk.app import menu
from coop_desk.app.help import HelpPage
from coop_desk.app.letterhead import letterhead_of
from coop_desk.app.notices import Notices
from coop_desk.app.pages_kept import PagesKept, note_form_in_hand
from coop_desk.app.search_box import SearchBox
from coop_desk.app.side_menu import SideMenu
from coop_desk.core.backup.moments import last_in_words
from coop_desk.core.drafts import Drafts
from coop_desk.core.errors import Refused
from coop_desk.core.i18n import _
from coop_desk.screen import icons, theme, typing
from coop_desk.screen.list_output import take_letterhead_from
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Elided, button, label
from coop_desk.screen.privacy import privacy
from coop_desk.screen.shortcuts import shortcuts_at_hand

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk

HELP = "help"


class Workspace(QWidget):
    """Everything one signed-in person sees; pages are made on the first visit."""

    lock_asked = Signal()
    look_asked = Signal()
    whole_screen_asked = Signal(object)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        take_letterhead_from(letterhead_of)
        self.desk = desk
        self.current_name = ""
        self._visits: list[tuple[str, Any]] = []
        self._visit = -1
        self._pages = PagesKept()
        self.entries = {each.name: each for each in menu.entries_open_to(desk)}
        self.side = SideMenu(desk.coop.name, [each for each in self.entries.values() if each.in_menu])
        self.side.chosen.connect(self.open_page)
        self.search = SearchBox(self, list(self.entries.values()))
        self.search.chosen.connect(self.open_page)
        self.places = QStackedWidget()
        self._who = Elided("strong")
        self._titles = Elided("secondary")
        self._foot = Elided()
        self.notices = Notices(desk)
        self.notices.settled.connect(self._settled)
        self.notices.go_asked.connect(self.open_page)
        self._kept = label()
        self._lay_out()
        self._declare_keys()
        self._say_who()
        QApplication.instance().focusChanged.connect(self._keep_keyboard)  # type: ignore[union-attr]

    def begin(self) -> None:
        """Open the first page this person has; the settings of a new co-op when it has none yet."""
        wanted = [name for name in menu.first_pages(self.desk) if name in self.entries]
        first = next(iter([*wanted, *self.entries]), "")
        self.open_page(first)

    def take_desk(self, desk: "Desk") -> None:
        """Go on with a new session of the same person, pages as they were left."""
        self.desk = desk
        self.notices.take_desk(desk)
        for page in self._pages:
            page.desk = desk
            page.make_stale()
        self._say_who()
        self._load_current()

    def drafts(self, *, place: bool = False) -> Drafts:
        """What is typed and not sent, the current page last; with its place, so that it is found again."""
        order = sorted(self._pages.named(), key=lambda one: one[0] == self.current_name)
        found: Drafts = [{"page": name, **draft} for name, page in order for draft in typing.unfinished(page)]
        if place and self._pages.get(self.current_name) and not any(d["page"] == self.current_name for d in found):
            record = self._visits[self._visit][1]
            found.append({"page": self.current_name, "record": record if isinstance(record, int | str) else None})
        return found

    def put_back(self, drafts: Drafts) -> None:
        """Open each unfinished form again, filled; what has no place any more is said in words."""
        for draft in drafts:
            if draft["page"] not in self.entries:
                continue
            self.open_page(draft["page"], draft.get("record"))
            page = self.page(draft["page"])
            if "typed" in draft and not typing.put_back(page, draft):
                page.refusal.show_warning(
                    _("Une saisie non envoyée n’a plus sa place ici."),
                    _("Elle contenait : {words}").format(words=typing.in_words(draft)),
                )

    def reload_page(self) -> None:
        """Load the page again after something else had the screen."""
        page = self._pages.get(self.current_name)
        if page is not None:
            page.make_stale()
        self._load_current()

    def forget(self) -> None:
        """Let go of what the pages hold outside Qt."""
        for page in self._pages:
            page.close_pdf()

    def open_page(self, name: str, record_id: Any = None) -> None:
        """Open a page (and a record in it) and remember the visit for going back."""
        if name not in self.entries and name != HELP:
            self._refuse(name)
            return
        del self._visits[self._visit + 1 :]
        if not self._visits or self._visits[-1] != (name, record_id):
            self._visits.append((name, record_id))
        self._visit = len(self._visits) - 1
        self._show(name, record_id)

    def go(self, steps: int) -> None:
        """Go back or forward among the pages visited."""
        if 0 <= self._visit + steps < len(self._visits):
            self._visit += steps
            self._show(*self._visits[self._visit])

    def page(self, name: str) -> Page:
        """The page of that name, made now if it was never visited."""
        known = self._pages.get(name)
        if known is None:
            made = self.entries[name].page_class()(self.desk)
            made.go_asked.connect(self.open_page)
            made.help_asked.connect(self._open_guide)
            made.look_chosen.connect(self.look_asked)
            made.leave_asked.connect(self.lock_asked)
            made.whole_screen_asked.connect(self.whole_screen_asked)
            made.said.connect(self._foot.say)
            made.ran.connect(lambda: self._refresh_others(made))
            self._pages.keep(name, made)
            self.places.addWidget(made)
            return made
        return known

    @cached_property
    def help(self) -> HelpPage:
        """The guide, made when it is first asked for."""
        made = HelpPage()
        self.places.addWidget(made)
        return made

    def show_help(self) -> None:
        """Show the guide's chapter of this page and the shortcuts at hand."""
        if self.current_name == HELP:
            self.go(-1)
            return
        page = self._pages.get(self.current_name)
        keys = [*shortcuts_at_hand(self), *(shortcuts_at_hand(page) if page else ())]
        self.help.show_chapter(page.guide if page else "", dict(keys))
        self.open_page(HELP)

    def _refuse(self, name: str) -> None:
        page = self._pages.get(self.current_name)
        if page is not None:
            title = next((_(each.title) for each in menu.ENTRIES if each.name == name), name)
            page.refuse(Refused(_("La page « {title} » demande un titre que vous n’avez pas.").format(title=title)))

    def _keep_keyboard(self, old: QWidget | None, new: QWidget | None) -> None:
        """When what had the keyboard went away (a card filled anew), give it back to the page: shortcuts go on."""
        page = self._pages.get(self.current_name)
        if page is None or not self.isActiveWindow():
            return
        if new is not None and page.isAncestorOf(new):
            note_form_in_hand(page, new)
            return
        if new is None or (old is not None and page.isAncestorOf(old)):
            QTimer.singleShot(0, self, lambda: self._begin_again(page, old))

    def _begin_again(self, page: Page, old: QWidget | None) -> None:
        gone = old is None or not isValid(old) or not old.isVisible()
        if gone and page.isVisible() and self.isActiveWindow():
            page.begin()

    def _open_guide(self, chapter: str) -> None:
        self.show_help()
        self.help.show_chapter(chapter, None)

    def _show(self, name: str, record_id: Any) -> None:
        self.current_name = name
        self.side.mark(name)
        if name == HELP:
            self.places.setCurrentWidget(self.help)
            self.help.setFocus()
            return
        page = self.page(name)
        page.close_pdf()
        if record_id is not None:
            page.expect_record()
        self.places.setCurrentWidget(page)
        self._load_current()
        if record_id is not None:
            page.open_record(record_id)
        page.begin()
        self._let_go_of_oldest(name, page)
        self._forward.setEnabled(self._visit < len(self._visits) - 1)
        self._back.setEnabled(self._visit > 0)

    def _let_go_of_oldest(self, name: str, page: Page) -> None:
        self._pages.keep(name, page)
        for old in self._pages.take_oldest():
            old.close_pdf()
            self.places.removeWidget(old)
            old.deleteLater()

    def _load_current(self) -> None:
        page = self._pages.get(self.current_name)
        if page is not None and page.isVisible():
            page.load_if_stale()

    def _refresh_others(self, source: Page) -> None:
        for page in self._pages:
            if page is not source:
                page.make_stale()
        self._say_who()

    def _settled(self) -> None:
        """The date or the state of the file has changed under every page."""
        for page in self._pages:
            page.make_stale()
        self._say_who()
        self._load_current()

    def _say_who(self) -> None:
        self._who.say(self.desk.name)
        titles_held = self.desk.titles
        worth_saying = [title for title in titles_held if title.code != "account_holder"] or titles_held
        held = [title.in_words() for title in worth_saying]
        self._titles.say(" · ".join(held))
        self._titles.setToolTip(_("Aujourd’hui :") + "\n" + "\n".join(held) if held else "")
        coop = self.desk.coop
        state = _("ouvert en lecture seule") if coop.read_only else _("chaque saisie est gardée aussitôt")
        self._foot.say(_("Dossier {folder} · {state}").format(folder=coop.folder.name, state=state))
        self._kept.setText(last_in_words(coop))

    def _declare_keys(self) -> None:
        declared = (
            (_("Chercher partout"), "Ctrl+K", self.search.begin),
            (_("Verrouiller"), "Ctrl+L", self.lock_asked.emit),
            (_("Aide et raccourcis"), "F1", self.show_help),
            (_("Montrer ou cacher les montants"), "Ctrl+Shift+M", privacy.toggle),
            (_("Page précédente"), "Alt+Left", lambda: self.go(-1)),
            (_("Page suivante"), "Alt+Right", lambda: self.go(1)),
            (_("Aller au menu"), "F6", self.side.begin),
        )
        for text, keys, react in declared:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, do=react: do())
            self.addAction(action)

    def _lay_out(self) -> None:
        top = QFrame()
        top.setObjectName("top")
        row = QHBoxLayout(top)
        row.setContentsMargins(theme.px(16), theme.px(10), theme.px(24), theme.px(10))
        row.setSpacing(theme.px(8))
        self._back = button("", lambda: self.go(-1), role="quiet", icon="arrow-left", name=_("Page précédente"))
        self._forward = button("", lambda: self.go(1), role="quiet", icon="arrow-right", name=_("Page suivante"))
        who = QVBoxLayout()
        who.setSpacing(0)
        for line in (self._who, self._titles):
            line.setAlignment(theme.RIGHT)
            who.addWidget(line)
        row.addWidget(self._back)
        row.addWidget(self._forward)
        row.addWidget(self.search, 3)
        row.addLayout(who, 4)
        if "own_data" in self.entries:
            hint = _("Ce que vous pouvez faire aujourd’hui, au titre de quoi et jusqu’à quand")
            mine = button(
                "", lambda: self.open_page("own_data", "rights"), role="quiet", icon="title", hint=hint, name=hint
            )
            row.addWidget(mine)
        row.addSpacing(theme.px(8))
        helping = button(_("Aide"), self.show_help, hint=_("Aide et raccourcis (F1)"))
        locking = button(_("Verrouiller"), self.lock_asked.emit, hint=_("Verrouiller (Ctrl+L)"))
        self._folding = ((helping, _("Aide"), "help"), (locking, _("Verrouiller"), "lock"))
        row.addWidget(helping)
        row.addWidget(locking)
        foot = QFrame()
        foot.setObjectName("foot")
        foot_row = QHBoxLayout(foot)
        foot_row.setContentsMargins(theme.px(24), theme.px(4), theme.px(24), theme.px(4))
        foot_row.setSpacing(theme.px(16))
        foot_row.addWidget(self._foot, 1)
        foot_row.addWidget(self._kept)
        if self.desk.coop.is_example:
            foot_row.addWidget(label(_("EXEMPLE"), "strong"))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(top)
        right.addWidget(self.notices)
        right.addWidget(self.places, 1)
        right.addWidget(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addLayout(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the menu and the buttons on top to icons when the window is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(1100)
        self.side.fold(narrow)
        for made, text, icon in self._folding:
            made.setText("" if narrow else text)
            made.setIcon(icons.icon(icon) if narrow else QIcon())
            made.setIconSize(icons.icon_size())
