"""The pages of the program in the order of a co-op's year, and what the search box asks."""

import importlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from coop_desk.core.i18n import N_

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk
    from coop_desk.screen.page import Page


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its name, title, group, icon and where its class is; it is made on the first visit."""

    name: str
    title: str
    group: str
    icon: str
    place: str
    in_menu: bool = True

    def page_class(self) -> "type[Page]":
        """The class of the page."""
        found: type[Page] = _found(self.place)
        return found

    def open_to(self, desk: "Desk") -> bool:
        """Whether the desk has the right the page declares."""
        needs = self.page_class().needs
        return needs is None or desk.allows(needs)


COOP, DECIDE, KEEP = N_("Coopérative"), N_("Décider"), N_("Dossier")

ENTRIES: tuple[Entry, ...] = (
    Entry("journal", N_("Journal"), KEEP, "journal", "coop_desk.app.journal_page:JournalPage"),
    Entry("grants", N_("Qui peut quoi"), KEEP, "title", "coop_desk.app.grants_page:GrantsPage"),
    Entry("accounts", N_("Accès"), KEEP, "key", "coop_desk.app.accounts_page:AccountsPage"),
    Entry("preferences", N_("Préférences"), KEEP, "settings", "coop_desk.app.preferences_page:PreferencesPage"),
)

SEARCHES: tuple[str, ...] = ()
"""Search verbs of the topics, each `module:verb`, asked in this order."""

FIRST_PAGES = ("home", "members", "assemblies", "preferences")
SETUP_PAGE = "setup"


def entry(name: str) -> Entry:
    """The entry of a page; KeyError when there is none."""
    return {each.name: each for each in ENTRIES}[name]


def entries_open_to(desk: "Desk") -> list[Entry]:
    """The pages the desk may open: a forbidden page is in no menu."""
    return [each for each in ENTRIES if each.open_to(desk)]


def searches_open_to(desk: "Desk") -> list[Any]:
    """The search verbs the desk may use."""
    verbs = [_found(place) for place in SEARCHES]
    return [verb for verb in verbs if desk.allows(verb)]


@cache
def _found(place: str) -> Any:
    module, name = place.split(":")
    return getattr(importlib.import_module(module), name)
