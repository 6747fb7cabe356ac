"""The pages of the program in the order of a co-op's year, and what the search box asks."""

import gc
import importlib
import linecache
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from coop_desk.core.i18n import N_
from coop_desk.core.outside_access import from_outside
from coop_desk.core.rulebook import rules

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


COOP, DECIDE, ROLES = N_("Coopérative"), N_("Décider"), N_("Répartir le travail")
PAY, KEEP = N_("Congés et paie"), N_("Dossier")
_TOPICS = "coop_desk.topics"

ENTRIES: tuple[Entry, ...] = (
    Entry("home", N_("À faire"), "", "home", f"{_TOPICS}.dashboard.page:HomePage"),
    Entry("members", N_("Associés"), COOP, "people", f"{_TOPICS}.members.page.register:MembersPage"),
    Entry("members.import", N_("Importer"), COOP, "import", "coop_desk.app.import_page:ImportWithSharesPage", False),
    Entry("teams", N_("Pôles et équipes"), COOP, "team", f"{_TOPICS}.members.page.teams:TeamsPage"),
    Entry("shares", N_("Parts sociales"), COOP, "shares", f"{_TOPICS}.shares.page.situation:SharesPage"),
    Entry(
        "shares.movements", N_("Mouvements"), COOP, "register", f"{_TOPICS}.shares.page.movements:MovementsPage", False
    ),
    Entry("shares.capital", N_("Capital"), COOP, "scale", f"{_TOPICS}.shares.page.capital:CapitalPage", False),
    Entry(
        "shares.payments",
        N_("Remboursements à payer"),
        COOP,
        "payment",
        f"{_TOPICS}.shares.page.payments:PaymentsPage",
        False,
    ),
    Entry("surplus", N_("Répartition"), COOP, "share-out", f"{_TOPICS}.surplus.page:SurplusPage"),
    Entry("surplus.people", N_("Par personne"), COOP, "share-out", f"{_TOPICS}.surplus.page:PeoplePage", False),
    Entry("statutes", N_("Statuts"), COOP, "statutes", f"{_TOPICS}.statutes.page:StatutesPage"),
    Entry("assemblies", N_("Assemblées"), DECIDE, "assembly", f"{_TOPICS}.assemblies.page.meetings:MeetingsPage"),
    Entry(
        "assemblies.preparation",
        N_("Préparation"),
        DECIDE,
        "agenda",
        f"{_TOPICS}.assemblies.page.preparation:PreparationPage",
        False,
    ),
    Entry("assemblies.bodies", N_("Instances"), DECIDE, "team", f"{_TOPICS}.assemblies.page.bodies:BodiesPage", False),
    Entry("mandates", N_("Mandats"), DECIDE, "role", f"{_TOPICS}.mandates.page:MandatesPage"),
    Entry("mandates.posts", N_("Fonctions"), DECIDE, "team", f"{_TOPICS}.mandates.page:PostsPage", False),
    Entry("convening", N_("Convocations"), DECIDE, "send", f"{_TOPICS}.convening.page.calendar:CalendarPage"),
    Entry("convening.people", N_("Convoquer"), DECIDE, "mail", f"{_TOPICS}.convening.page.people:PeoplePage", False),
    Entry("convening.letters", N_("Courriers"), DECIDE, "edit", f"{_TOPICS}.convening.page.letters:LettersPage", False),
    Entry("assemblies.session", N_("Séance"), DECIDE, "gavel", f"{_TOPICS}.assemblies.page.session:SessionPage", False),
    Entry(
        "assemblies.decisions", N_("Décisions"), DECIDE, "done", f"{_TOPICS}.assemblies.page.decisions:DecisionsPage"
    ),
    Entry("elections.urn", N_("Urne"), DECIDE, "vote", f"{_TOPICS}.elections.page.urn:UrnPage", False),
    Entry("elections", N_("Élections"), DECIDE, "vote", f"{_TOPICS}.elections.page.elections:ElectionsPage"),
    Entry(
        "elections.election", N_("Élection"), DECIDE, "vote", f"{_TOPICS}.elections.page.election:ElectionPage", False
    ),
    Entry("elections.result", N_("Résultat"), DECIDE, "scale", f"{_TOPICS}.elections.page.result:ResultPage", False),
    Entry(
        "elections.methods",
        N_("Façons de voter"),
        DECIDE,
        "help",
        f"{_TOPICS}.elections.page.method_choice:MethodsPage",
        False,
    ),
    Entry(
        "elections.rehearsal",
        N_("Répétition"),
        DECIDE,
        "play",
        f"{_TOPICS}.elections.page.rehearsal:RehearsalPage",
        False,
    ),
    Entry(
        "elections.aloud", N_("Tours de parole"), DECIDE, "people", f"{_TOPICS}.elections.page.aloud:AloudPage", False
    ),
    Entry(
        "elections.papers",
        N_("Papiers"),
        DECIDE,
        "document-checked",
        f"{_TOPICS}.elections.page.paper_ballots:PaperBallotsPage",
        False,
    ),
    Entry("minutes", N_("Procès-verbaux"), DECIDE, "minutes", f"{_TOPICS}.minutes.page.list:MinutesPage"),
    Entry(
        "minutes.meeting",
        N_("Rédaction"),
        DECIDE,
        "edit",
        f"{_TOPICS}.minutes.page.meeting:MinutesOfMeetingPage",
        False,
    ),
    Entry("minutes.register", N_("Registre"), DECIDE, "book", f"{_TOPICS}.minutes.page.register:RegisterPage", False),
    Entry("roles", N_("Rôles"), ROLES, "team", f"{_TOPICS}.roles.page:RolesPage"),
    Entry("roles.calendar", N_("Calendrier des rôles"), ROLES, "calendar", f"{_TOPICS}.roles.page:SeatCalendarPage"),
    Entry("roles.person", N_("Mes rôles"), ROLES, "person", f"{_TOPICS}.roles.page:PersonRolesPage"),
    Entry("roles.balance", N_("Équilibre des charges"), ROLES, "scale", f"{_TOPICS}.roles.page:BalancePage", False),
    Entry("roles.readiness", N_("Qui est prêt"), ROLES, "done", f"{_TOPICS}.roles.page:ReadinessPage", False),
    Entry("roles.organisation", N_("Organisation"), ROLES, "building", f"{_TOPICS}.roles.page:OrganisationPage", False),
    Entry("roles.mandates", N_("Mandats des rôles"), ROLES, "role", f"{_TOPICS}.roles.page:RoleMandatesPage"),
    Entry("roles.own_wishes", N_("Mes souhaits"), ROLES, "edit", f"{_TOPICS}.roles.page:OwnWishesPage"),
    Entry("roles.wishes", N_("Souhaits reçus"), ROLES, "edit", f"{_TOPICS}.roles.page:ReceivedWishesPage", False),
    Entry("roles.sharing", N_("Partager un poste"), ROLES, "split", f"{_TOPICS}.roles.page:SharingPage", False),
    Entry("roles.cooptations", N_("Cooptations"), ROLES, "people", f"{_TOPICS}.roles.page:CooptationsPage", False),
    Entry("roles.circle", N_("Cercle"), ROLES, "people", f"{_TOPICS}.roles.page:CooptationCirclePage", False),
    Entry("roles.drawing", N_("Tirages au sort"), ROLES, "vote", f"{_TOPICS}.roles.page:DrawingPage", False),
    Entry("roles.matters", N_("Qui décide quoi"), ROLES, "scale", f"{_TOPICS}.roles.page:MattersPage", False),
    Entry("roles.rotation", N_("Plan de rotation"), ROLES, "calendar", f"{_TOPICS}.roles.page.rotation:RotationPage"),
    Entry("roles.plan", N_("Un plan"), ROLES, "agenda", f"{_TOPICS}.roles.page.plan:PlanPage", False),
    Entry("roles.planning", N_("Nouveau plan"), ROLES, "edit", f"{_TOPICS}.roles.page.planning:PlanningPage", False),
    Entry("roles.compare", N_("Comparer"), ROLES, "split", f"{_TOPICS}.roles.page.compare:ComparePage", False),
    Entry("roles.swaps", N_("Échanges"), ROLES, "switch-user", f"{_TOPICS}.roles.page.swaps:SwapsPage", False),
    Entry(
        "roles.rotation_settings",
        N_("Réglages de la rotation"),
        ROLES,
        "settings",
        f"{_TOPICS}.roles.page.rotation_settings:RotationSettingsPage",
        False,
    ),
    Entry("roles.handovers", N_("Passations"), ROLES, "switch-user", f"{_TOPICS}.roles.page:HandoversPage"),
    Entry("roles.handover", N_("Passation"), ROLES, "done", f"{_TOPICS}.roles.page:HandoverPage", False),
    Entry(
        "roles.templates",
        N_("Modèles de passation"),
        ROLES,
        "document",
        f"{_TOPICS}.roles.page:HandoverTemplatesPage",
        False,
    ),
    Entry("roles.learning", N_("Apprendre à deux"), ROLES, "person-check", f"{_TOPICS}.roles.page:LearningPage", False),
    Entry("roles.pairs", N_("Binômes"), ROLES, "people", f"{_TOPICS}.roles.page:PairsPage", False),
    Entry(
        "roles.retrospectives",
        N_("Bilans de mandat"),
        ROLES,
        "book",
        f"{_TOPICS}.roles.page:RetrospectivesPage",
        False,
    ),
    Entry("roles.cover", N_("Couverture des rôles"), ROLES, "person-check", f"{_TOPICS}.roles.page:CoverPage"),
    Entry("roles.isolated", N_("Savoirs isolés"), ROLES, "warning", f"{_TOPICS}.roles.page:IsolatedPage", False),
    Entry("roles.without", N_("Sans une personne"), ROLES, "help", f"{_TOPICS}.roles.page:WithoutPage", False),
    Entry("roles.gaps", N_("Écarts"), ROLES, "scale", f"{_TOPICS}.roles.page:GapsPage", False),
    Entry("skills", N_("Compétences"), ROLES, "table", f"{_TOPICS}.skills.page:SkillsPage"),
    Entry("skills.tree", N_("Arbre"), ROLES, "split", f"{_TOPICS}.skills.page:SkillTreePage", False),
    Entry("skills.following", N_("À confirmer"), ROLES, "done", f"{_TOPICS}.skills.page:FollowingPage", False),
    Entry("leave.own", N_("Mes congés"), PAY, "leave", f"{_TOPICS}.leave.page.own_leave:OwnLeavePage"),
    Entry("leave.calendar", N_("Calendrier"), PAY, "calendar", f"{_TOPICS}.leave.page.calendar:AbsenceCalendarPage"),
    Entry("leave.deciding", N_("Demandes à décider"), PAY, "done", f"{_TOPICS}.leave.page.deciding:DecidingPage"),
    Entry("leave.recording", N_("Saisir une absence"), PAY, "edit", f"{_TOPICS}.leave.page.recording:RecordingPage"),
    Entry("leave.statements", N_("Relevés"), PAY, "print", f"{_TOPICS}.leave.page.statement:StatementsPage", False),
    Entry("leave.own_accounts", N_("Mes compteurs"), PAY, "number", f"{_TOPICS}.leave.page.balances:OwnAccountsPage"),
    Entry("leave.accounts", N_("Compteurs"), PAY, "table", f"{_TOPICS}.leave.page.balances:AccountsPage"),
    Entry("leave.closing", N_("Clôture du mois"), PAY, "done", f"{_TOPICS}.leave.page.closing:ClosingPage", False),
    Entry("leave.import", N_("Comparer"), PAY, "import", f"{_TOPICS}.leave.page.importing:BalancesImportPage", False),
    Entry("leave.settings", N_("Réglages"), PAY, "settings", f"{_TOPICS}.leave.page.settings:LeaveSettingsPage", False),
    Entry("employment", N_("Contrats et horaires"), PAY, "clock", f"{_TOPICS}.employment.page:WorkersPage"),
    Entry("employment.sites", N_("Sites"), PAY, "building", f"{_TOPICS}.employment.page:SitesPage", False),
    Entry("payroll", N_("Mois de paie"), PAY, "payment", f"{_TOPICS}.payroll.page.months:PayMonthsPage"),
    Entry("payroll.month", N_("Paie du mois"), PAY, "edit", f"{_TOPICS}.payroll.page.month:PayMonthPage", False),
    Entry("payroll.checks", N_("Contrôles"), PAY, "done", f"{_TOPICS}.payroll.page.checks:ChecksPage", False),
    Entry("payroll.history", N_("Histoire"), PAY, "journal", f"{_TOPICS}.payroll.page.history:HistoryPage", False),
    Entry(
        "payroll.settings", N_("Réglages"), PAY, "settings", f"{_TOPICS}.payroll.page.settings:PaySettingsPage", False
    ),
    Entry("payroll.estimate", N_("Estimation du net"), PAY, "money", f"{_TOPICS}.payroll.page.estimate:EstimatePage"),
    Entry("payroll.own", N_("Ma paie"), PAY, "person", f"{_TOPICS}.payroll.page.own:OwnPayPage"),
    Entry("surplus.own", N_("Ma part"), PAY, "share-out", f"{_TOPICS}.surplus.page:OwnSharesPage"),
    Entry("payroll.export", N_("Export de la paie"), PAY, "export", f"{_TOPICS}.payroll.page.export:ExportPage"),
    Entry(
        "payroll.bookkeeper", N_("Paie à importer"), PAY, "import", f"{_TOPICS}.payroll.page.bookkeeper:BookkeeperPage"
    ),
    Entry("payroll.presets", N_("Formats"), PAY, "table", f"{_TOPICS}.payroll.page.presets:PresetsPage", False),
    Entry("payroll.format", N_("Un format"), PAY, "edit", f"{_TOPICS}.payroll.page.format:FormatPage", False),
    Entry("payroll.entries", N_("Écriture de paie"), PAY, "book", f"{_TOPICS}.payroll.page.entries:EntriesPage"),
    Entry(
        "payroll.accounts",
        N_("Comptes de paie"),
        PAY,
        "register",
        f"{_TOPICS}.payroll.page.entry_accounts:EntryAccountsPage",
        False,
    ),
    Entry(
        "payroll.handing_over",
        N_("Passation"),
        PAY,
        "switch-user",
        f"{_TOPICS}.payroll.page.handing_over:HandingOverPage",
    ),
    Entry("own_data", N_("Mes données"), KEEP, "person", f"{_TOPICS}.own_data.page:OwnDataPage"),
    Entry(
        "own_data.accesses", N_("Qui a lu mes données"), KEEP, "eye", f"{_TOPICS}.own_data.page:OwnAccessesPage", False
    ),
    Entry(
        "personal_details",
        N_("Confidentiel"),
        KEEP,
        "lock",
        f"{_TOPICS}.personal_details.page:PersonalDetailsPage",
    ),
    Entry("backups", N_("Sauvegardes"), KEEP, "safe", "coop_desk.app.backups_page:BackupsPage"),
    Entry("recovery", N_("Code de secours"), KEEP, "lock", "coop_desk.app.recovery_page:RecoveryPage"),
    Entry("journal", N_("Journal"), KEEP, "journal", "coop_desk.app.journal_page:JournalPage"),
    Entry("grants", N_("Qui peut quoi"), KEEP, "title", "coop_desk.app.grants_page:GrantsPage"),
    Entry("keys", N_("Clés confiées"), KEEP, "safe", "coop_desk.app.keys_page:KeysPage"),
    Entry("accounts", N_("Accès"), KEEP, "key", "coop_desk.app.accounts_page:AccountsPage"),
    Entry("setup", N_("Mise en place"), KEEP, "box-checked", "coop_desk.app.wizard:SetupPage"),
    Entry("preferences", N_("Préférences"), KEEP, "settings", "coop_desk.app.preferences_page:PreferencesPage"),
)

SEARCHES: tuple[str, ...] = (
    f"{_TOPICS}.members.service:search",
    f"{_TOPICS}.assemblies.service:search",
    f"{_TOPICS}.elections.service:search",
    f"{_TOPICS}.mandates.service:search",
    f"{_TOPICS}.roles.service:search",
    f"{_TOPICS}.skills.service:search",
)
"""Search verbs of the topics, each `module:verb`, asked in this order."""

FIRST_PAGES = ("home", "payroll.bookkeeper", "members", "assemblies", "preferences")
OUTSIDE = ("payroll.bookkeeper", "preferences")
"""What somebody from outside is shown: the page of their mission, and their own password."""


def first_pages(desk: "Desk") -> tuple[str, ...]:
    """The pages that may open first: the set-up while nobody said yet who the co-operative is."""
    if desk.allows(_found(f"{_TOPICS}.statutes.service:set_up_statutes")):
        state = _found(f"{_TOPICS}.statutes.service:set_up_state")(desk)
        if not state.identity:
            return ("setup", *FIRST_PAGES)
    return FIRST_PAGES


def entry(name: str) -> Entry:
    """The entry of a page; KeyError when there is none."""
    return {each.name: each for each in ENTRIES}[name]


def entries_open_to(desk: "Desk") -> list[Entry]:
    """The pages the desk may open: a forbidden page is in no menu."""
    shown = [each for each in ENTRIES if each.name in OUTSIDE] if from_outside(desk) else ENTRIES
    return [each for each in shown if each.open_to(desk)]


@cache
def know_pages() -> None:
    """Import every page, and read the rules, while the password is being checked: the first page opens at once."""
    for each in ENTRIES:
        each.page_class()
    rules()
    linecache.clearcache()  # Qt's import hook left there the source of every module: several megabytes
    gc.freeze()  # what was imported stays: sweeping it again and again would hold the screen a tenth of a second
    gc.collect()  # nothing is left to sweep: from here on, Python judges by what was made since when to sweep


def searches_open_to(desk: "Desk") -> list[Any]:
    """The search verbs the desk may use."""
    verbs = [_found(place) for place in SEARCHES]
    return [verb for verb in verbs if desk.allows(verb)]


@cache
def _found(place: str) -> Any:
    module, name = place.split(":")
    return getattr(importlib.import_module(module), name)
