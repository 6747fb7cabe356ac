"""The lines of an entry on the screen."""

from coop_desk.core import words
from coop_desk.core.i18n import _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.list import List
from coop_desk.screen.table import Column
from coop_desk.topics.payroll.entry.records import Line

MOST_SEEN = 14  # lines; more are scrolled


def lines_list(lines: tuple[Line, ...]) -> List:
    """The lines of an entry, with their accounts and both sides."""
    shown = List(
        _("Lignes"),
        (
            Column(_("Compte"), lambda one: one.account, width=84),
            Column(_("Nom du compte"), lambda one: one.account_label, stretch=True, hover=lambda one: one.words),
            Column(_("Débit"), lambda one: one.debit or None, "amount", width=104),
            Column(_("Crédit"), lambda one: one.credit or None, "amount", width=104),
        ),
        key=id,
        searchable=False,
        printable=False,
        counted=lambda n: ngettext("{n} ligne, {total}", "{n} lignes, {total}", n).format(
            n=words.integer(n), total=words.euros(sum(one.debit for one in lines))
        ),
    )
    shown.show_records(lines)
    shown.setMinimumHeight((min(len(lines), MOST_SEEN) + 2) * theme.row_height())
    return shown
