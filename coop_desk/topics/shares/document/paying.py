"""The order of transfer that goes to the bank: who, where, how much, why."""

from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP, amount, euros, long_day
from coop_desk.paper import forms, signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.personal_details.rules.iban import in_fours, reached_by_sepa
from coop_desk.topics.shares.records import PaymentOrder, Transfer


def payment_order(order: PaymentOrder, head: Letterhead) -> bytes:
    """Print the transfers to make and their total, then who could not be paid; the file's name and title say nobody."""
    columns = (
        Column(_("Bénéficiaire"), grows=True),
        Column(_("IBAN et BIC"), width=58),
        Column(_("Motif"), grows=True),
        Column(_("Montant"), "decimal"),
    )
    rows = tuple((_payee(one), _account(one), one.reference, euros(one.cents)) for one in order.transfers)
    total = sum(one.cents for one in order.transfers)
    parts: list[Part] = [
        text.title(_("Ordre de virement")),
        text.subtitle(_("Au {day}").format(day=long_day(order.day))),
        text.text(
            _("Confidentiel, imprimé par {name} le {day}, pour la banque de la coopérative.").format(
                name=order.by, day=long_day(order.day)
            )
        ),
        forms.blanks(_("Compte à débiter"), _("Date d’exécution"), columns=2),
        tables.table(columns, rows, ((_("Total"), "", "", euros(total)),)),
    ]
    if not all(reached_by_sepa(one.account.iban) for one in order.transfers):
        parts.append(text.small(_("* Compte hors de l’espace SEPA : la banque dit comment y virer, et à quel prix.")))
    if order.without_account:
        parts.append(text.heading(_("Coordonnées bancaires à demander")))
        parts += [
            text.item(_("{name}, {sum} €").format(name=line.name, sum=amount(line.left_cents)))
            for line in order.without_account
        ]
    parts.append(
        signatures.signatures(
            signatures.Signatory(_("Pour la coopérative"), ""),
            place_and_date=_("Fait le {day}.").format(day=long_day(order.day)),
        )
    )
    return build(Sheet(head, _("Ordre de virement"), tuple(parts)))


def _payee(one: Transfer) -> str:
    holder = one.account.account_holder
    return _("{holder} (pour {name})").format(holder=holder, name=one.name) if holder else one.name


def _account(one: Transfer) -> str:
    mark = "" if reached_by_sepa(one.account.iban) else " *"
    number = in_fours(one.account.iban).replace(" ", NBSP)
    return number + mark + (f"\n{one.account.bic}" if one.account.bic else "")
