"""One account on the screen: the periods of a payslip, the entries that add up to the balance, and why."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coop_desk.core import words
from coop_desk.core.i18n import _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import label
from coop_desk.screen.table import Column
from coop_desk.topics.leave import service
from coop_desk.topics.leave.page.days import days_words, plain_number, signed
from coop_desk.topics.leave.records import AccountFile, BalanceLine, EntryLine, PeriodLine


class AccountCard(Card):
    """The detail of an account on a day; choosing an entry explains it in lines."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.setMinimumWidth(theme.px(440))
        self.entries: List | None = None
        self.offer: Callable[[BalanceLine], list[QWidget]] = lambda _line: []

    def show_account(self, line: BalanceLine, on: date) -> None:
        """Show the account of a line on a day."""
        found = self._page.ask(service.account_file, line.person_id, line.account.code, on).value
        if found is not None:
            self.fill(found)

    def fill(self, found: AccountFile) -> None:
        """Show a balance, its periods and its entries."""
        line = found.line
        self.clear(_("{account}, {name}").format(account=line.account.name, name=line.name))
        if line.negative:
            self.add_pill(_("solde négatif"), "bad")
        elif line.expiring:
            self.add_pill(_("{days} à prendre avant deux mois").format(days=days_words(line.expiring)), "warn")
        in_unit = _("{days}, en {unit}").format(days=days_words(line.balance), unit=line.account.unit_words)
        asked = _("{asked}, il restera {left}").format(asked=days_words(line.asked), left=days_words(line.left))
        self.add_facts(
            (
                (_("Solde au {day}").format(day=words.day(found.on)), in_unit),
                (_("Posé, à venir"), asked if line.asked else ""),
                (_("En fin de période"), _("{days} prévus").format(days=days_words(line.expected))),
            )
        )
        offered = self.offer(line)
        if offered:
            self.add_buttons(*offered)
        if found.periods:
            self.add_heading(_("Par période, comme sur le bulletin de paie"))
            self.add_facts([(period.words, _period(period)) for period in found.periods])
        self.add_heading(_("Les lignes qui font ce solde"))
        self._why = label("", wrap=True)
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._why.setAccessibleName(_("Explication de la ligne choisie"))
        self._why.hide()
        self.add(self._why)
        self.entries = self._entry_list(found)
        self.add(self.entries)
        self.show()

    def _entry_list(self, found: AccountFile) -> List:
        made = List(
            _("Lignes du compteur"),
            (
                Column(_("Date"), lambda e: e.entry.effective_on, "day", width=86),
                Column(_("Jours"), lambda e: e.entry.quantity, "amount", text=signed, width=54),
                Column(_("Solde"), lambda e: e.balance, "amount", text=plain_number, width=58),
                Column(_("Écriture"), lambda e: ", ".join(filter(None, (e.words, e.detail))), stretch=True),
            ),
            key=lambda e: e.entry.number,
            counted=lambda n: ngettext("{n} ligne", "{n} lignes", n).format(n=words.integer(n)),
            searchable=False,
            printable=False,
        )
        made.show_records(list(reversed(found.entries)))
        made.setMinimumHeight(theme.px(260))
        made.chosen.connect(lambda entry: self._explain(found.line, entry))
        return made

    def _explain(self, line: BalanceLine, entry: EntryLine | None) -> None:
        """Say step by step why an entry is what it is."""
        if entry is None:
            return
        said = self._page.ask(service.explanation, line.person_id, entry.entry.number).value or ()
        by = _("Écrit le {day} par {name}.").format(day=words.day(entry.recorded_at.date()), name=entry.recorded_by)
        self._why.setText("\n".join([*(_("{words} ({rule})").format(words=s.words, rule=s.rule) for s in said), by]))
        self._why.show()


def _period(period: PeriodLine) -> str:
    """Earned, taken and left, with the last day when there is one."""
    said = _("acquis {earned}, pris {taken}, reste {left}").format(
        earned=plain_number(period.earned), taken=plain_number(period.taken), left=plain_number(period.left)
    )
    if period.expires_on is None or not period.left:
        return said
    return _("{said}, jusqu’au {day}").format(said=said, day=words.day(period.expires_on))
