"""What one person receives: statement, certificate, subscription form."""

from datetime import date

from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP, amount, euros, integer, long_day
from coop_desk.core.words import day as day_words
from coop_desk.paper import forms, signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.shares.document.lines import observations, own_shares
from coop_desk.topics.shares.records import MovementRow, Statement
from coop_desk.topics.shares.rules.movements import FUNDS_WORDS, KIND_WORDS, Kind, shares_words


def statement(found: Statement, head: Letterhead) -> bytes:
    """Print what one person holds and how it came, signed by the co-operative (SHA-16)."""
    held = found.holding
    columns = (
        Column(_("N°"), "right"),
        Column(_("Date")),
        Column(_("Nature")),
        Column(_("Parts"), "right"),
        Column(_("Montant"), "decimal"),
        Column(_("Observations"), grows=True),
    )
    rows = tuple(
        (
            str(row.number),
            day_words(row.day),
            _(KIND_WORDS[row.kind]),
            own_shares(row),
            amount(row.amount_cents) if row.amount_cents else "",
            observations(row),
        )
        for row in found.movements
    )
    parts: tuple[Part, ...] = (
        text.title(_("Attestation de parts sociales")),
        text.subtitle(_("Au {day}").format(day=long_day(found.day))),
        text.text(_("La coopérative atteste que la personne désignée ci-dessous détient les parts suivantes.")),
        tables.facts(_held_facts(found)),
        text.heading(_("Mouvements")),
        tables.table(columns, rows, (("", "", _("Total"), integer(held.shares), "", ""),)),
        *_refund_parts(found),
        text.Gap(4),
        _signed(found.day),
    )
    return build(Sheet(head, _("Attestation de parts, {name}").format(name=held.name), parts))


def _held_facts(found: Statement) -> tuple[tuple[str, str], ...]:
    held = found.holding
    pairs = (
        (_("Titulaire"), held.name),
        (_("Numéro"), found.number),
        (_("Situation"), found.category),
        (_("Parts détenues"), integer(held.shares)),
        (_("Valeur nominale"), euros(held.nominal_cents or found.nominal_cents)),
        (_("Montant souscrit"), euros(held.subscribed_cents)),
        (_("Montant versé"), euros(held.paid_cents)),
        (_("Reste à verser"), euros(held.due_cents)),
        (_("Dû par la coopérative"), euros(held.claim_cents) if held.claim_cents else ""),
    )
    return tuple(pair for pair in pairs if pair[1])


def _refund_parts(found: Statement) -> tuple[Part, ...]:
    if not found.refunds:
        return ()
    columns = (
        Column(_("Départ")),
        Column(_("Remboursable à partir du"), grows=True),
        Column(_("Montant"), "decimal"),
        Column(_("Payé"), "decimal"),
        Column(_("Reste"), "decimal"),
    )
    rows = tuple(
        (
            day_words(line.lost_on),
            day_words(line.due_on),
            amount(line.cents),
            amount(line.paid_cents),
            amount(line.left_cents),
        )
        for line in found.refunds
    )
    return (text.heading(_("Remboursements")), tables.table(columns, rows))


def _signed(day: date) -> Part:
    return signatures.signatures(
        signatures.Signatory(_("Pour la coopérative")),
        place_and_date=_("Fait le {day}.").format(day=long_day(day)),
    )


def certificate(found: Statement, head: Letterhead) -> bytes:
    """Print the certificate of the shares one person holds (SHA-16)."""
    held = found.holding
    words = _(
        "La coopérative certifie que {name} figure au registre des parts sociales comme titulaire de {shares} "
        "d’une valeur nominale de {nominal}, soit {value}, {paid}."
    ).format(
        name=held.name,
        shares=shares_words(held.shares),
        nominal=euros(held.nominal_cents or found.nominal_cents),
        value=euros(held.subscribed_cents),
        paid=_paid_words(held.subscribed_cents, held.due_cents),
    )
    parts: tuple[Part, ...] = (
        text.title(_("Certificat de parts sociales")),
        text.subtitle(_("Au {day}").format(day=long_day(found.day))),
        text.text(words),
        text.text(
            _(
                "Les parts sociales sont nominatives. Elles ne se cèdent qu’avec l’agrément prévu par les statuts "
                "et se remboursent à leur valeur nominale, diminuée s’il y a lieu de leur part des pertes."
            )
        ),
        text.Gap(4),
        tables.facts(_held_facts(found)),
        text.Gap(4),
        _signed(found.day),
    )
    return build(Sheet(head, _("Certificat de parts, {name}").format(name=held.name), parts))


def _paid_words(subscribed_cents: int, due_cents: int) -> str:
    if due_cents <= 0:
        return _("entièrement versés")
    return _("dont {paid} versés et {due} restant à verser").format(
        paid=euros(subscribed_cents - due_cents), due=euros(due_cents)
    )


def subscription_form(
    row: MovementRow | None, paid_cents: int, address: str, nominal_cents: int, head: Letterhead
) -> bytes:
    """Print the form of a subscription, filled from its movement or blank to be signed (SHA-01)."""
    name = _("Bulletin de souscription")
    if row is None:
        middle: tuple[Part, ...] = (
            forms.blanks(_("Nom"), _("Prénom"), _("Né(e) le"), _("Adresse"), _("Code postal et ville")),
            text.heading(_("Souscription")),
            text.text(_("Valeur nominale d’une part : {nominal}.").format(nominal=euros(nominal_cents))),
            forms.blanks(
                _("Nombre de parts"),
                _("Montant total en euros"),
                _("Versé ce jour"),
                _("Solde, et dates de versement"),
                _("Origine des fonds"),
                columns=2,
            ),
            text.Gap(4),
        )
    else:
        middle = (tables.facts(_subscription_facts(row, paid_cents, address)), text.Gap(4))
    parts: tuple[Part, ...] = (
        text.title(name),
        text.subtitle(_("Parts sociales d’une société à capital variable")),
        *middle,
        text.text(
            _(
                "Je déclare souscrire ces parts, avoir pris connaissance des statuts et avoir reçu un exemplaire de "
                "ce bulletin. Je sais que les parts sont nominatives et que leur cession est soumise à agrément."
            )
        ),
        signatures.signatures(
            signatures.Signatory(_("La personne qui souscrit"), row.name if row else ""),
            signatures.Signatory(_("Pour la coopérative")),
            place_and_date=_("Fait en deux exemplaires, le {day}.").format(day=long_day(row.day))
            if row
            else _("Fait en deux exemplaires, le") + NBSP + "…" * 12,
        ),
    )
    return build(Sheet(head, name, parts))


def _subscription_facts(row: MovementRow, paid_cents: int, address: str) -> tuple[tuple[str, str], ...]:
    total = abs(row.shares) * row.nominal_cents
    paid = total if row.kind is Kind.CONVERSION else paid_cents
    pairs = (
        (_("Souscripteur"), row.name),
        (_("Adresse"), address),
        (_("Mouvement"), _("n° {number} du {day}").format(number=row.number, day=long_day(row.day))),
        (_("Nombre de parts"), integer(abs(row.shares))),
        (_("Valeur nominale"), euros(row.nominal_cents)),
        (_("Montant total"), euros(total)),
        (_("Versé ce jour"), euros(paid)),
        (_("Solde à verser"), euros(total - paid)),
        (_("Origine des fonds"), _(FUNDS_WORDS[row.funds]) if FUNDS_WORDS[row.funds] else ""),
        (_("Décision"), row.decision),
    )
    return tuple(pair for pair in pairs if pair[1])
