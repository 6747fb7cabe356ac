"""What is printed about shares: register, situation, holders, statement, certificate, subscription form."""

from collections.abc import Mapping, Sequence
from datetime import date

from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import NBSP, NNBSP, amount, euros, integer, long_day
from coop_desk.core.words import day as day_words
from coop_desk.paper import forms, signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.shares.records import MovementRow, RatiosView, RefundLine, SituationView, Statement
from coop_desk.topics.shares.rules.capital import percent
from coop_desk.topics.shares.rules.movements import FUNDS_WORDS, KIND_WORDS, VOTE_ONLY, Kind, shares_words


def register(
    rows: Sequence[MovementRow],
    view: SituationView,
    addresses: Mapping[PersonId, str],
    head: Letterhead,
) -> bytes:
    """Print the register of movements, in the order of its numbers, with the totals of the day (C07, REG-02)."""
    day = view.situation.day
    columns = (
        Column(_("N°"), "right"),
        Column(_("Date")),
        Column(_("Nature")),
        Column(_("Ancien titulaire")),
        Column(_("Nouveau titulaire")),
        Column(_("Parts"), "right"),
        Column(_("Nominal"), "decimal"),
        Column(_("Montant"), "decimal"),
        Column(_("Décision et observations"), grows=True),
    )
    parts: tuple[Part, ...] = (
        text.title(_("Registre des mouvements de parts sociales")),
        text.subtitle(_("Mouvements jusqu’au {day}").format(day=long_day(day))),
        tables.table(columns, tuple(_register_row(row) for row in rows)),
        text.heading(_("Totaux au {day}").format(day=long_day(day))),
        tables.facts(_totals(view)),
        text.heading(_("Adresses des titulaires")),
        tables.table(
            (Column(_("N°")), Column(_("Titulaire")), Column(_("Adresse déclarée"), grows=True)),
            tuple((line.number, line.holding.name, addresses.get(line.holding.person_id, "")) for line in view.lines),
        ),
    )
    return build(Sheet(head, _("Registre des mouvements de parts sociales"), parts, landscape=True))


def _register_row(row: MovementRow) -> tuple[str, ...]:
    moved = row.kind not in VOTE_ONLY and row.shares != 0
    return (
        str(row.number),
        day_words(row.day),
        _(KIND_WORDS[row.kind]),
        row.old_holder,
        row.new_holder,
        shares_moved(row),
        amount(row.nominal_cents) if moved else "",
        amount(row.amount_cents) if row.amount_cents else "",
        observations(row),
    )


def shares_moved(row: MovementRow) -> str:
    """Say how many shares moved: signed when they are made or cancelled, plain between two people."""
    if row.shares == 0:
        return ""
    if row.old_holder and row.new_holder:
        return integer(abs(row.shares))
    return f"+{integer(row.shares)}" if row.shares > 0 else integer(row.shares)


def observations(row: MovementRow) -> str:
    """Say what goes with a movement: what it takes back, its decision, its source of money, its reason."""
    said = []
    if row.reverses is not None:
        said.append(_("annule le n° {number}").format(number=row.reverses))
    if row.reversed_by is not None:
        said.append(_("annulé par le n° {number}").format(number=row.reversed_by))
    said += [row.decision, _(FUNDS_WORDS[row.funds]) if FUNDS_WORDS[row.funds] else ""]
    if row.due_on is not None:
        said.append(_("remboursable à partir du {day}").format(day=day_words(row.due_on)))
    if row.reason:
        said.append(_("motif : {reason}").format(reason=row.reason))
    return f"{NNBSP}; ".join(one for one in [*said, row.note] if one)


def _totals(view: SituationView) -> tuple[tuple[str, str], ...]:
    found = view.situation
    return (
        (_("Parts sociales"), integer(found.shares)),
        (_("Capital souscrit"), euros(found.capital_cents)),
        (_("Capital versé"), euros(found.paid_cents)),
        (_("Reste à verser"), euros(found.capital_cents - found.paid_cents)),
        (_("Dû aux anciens associés"), euros(found.claims_cents)),
        (_("Capital le plus élevé atteint"), euros(view.highest_cents)),
    )


def situation(view: SituationView, head: Letterhead) -> bytes:
    """Print who holds what on a day (C05)."""
    found = view.situation
    columns = (
        Column(_("N°")),
        Column(_("Titulaire"), grows=True),
        Column(_("Catégorie")),
        Column(_("Parts"), "right"),
        Column(_("Souscrit"), "decimal"),
        Column(_("Versé"), "decimal"),
        Column(_("Reste dû"), "decimal"),
        Column(_("À rembourser"), "decimal"),
    )
    rows = tuple(
        (
            line.number,
            line.holding.name,
            line.category,
            integer(line.holding.shares),
            amount(line.holding.subscribed_cents),
            amount(line.holding.paid_cents),
            amount(line.holding.due_cents),
            amount(line.holding.claim_cents) if line.holding.claim_cents else "",
        )
        for line in view.lines
    )
    total = (
        "",
        _("Total"),
        "",
        integer(found.shares),
        amount(found.capital_cents),
        amount(found.paid_cents),
        amount(found.capital_cents - found.paid_cents),
        amount(found.claims_cents) if found.claims_cents else "",
    )
    watched = tuple((gauge.words, f"{gauge.after} ({gauge.limit})") for gauge in view.gauges)
    name = _("Situation du capital au {day}").format(day=long_day(found.day))
    parts = (
        text.title(_("Situation du capital")),
        text.subtitle(_("Au {day}, montants en euros").format(day=long_day(found.day))),
        tables.table(columns, rows, (total,)),
        text.heading(_("Ce que la loi et les statuts demandent")),
        tables.facts((*watched, (_("Capital le plus élevé atteint"), euros(view.highest_cents))), 78),
    )
    return build(Sheet(head, name, parts))


def holders(
    view: SituationView, addresses: Mapping[PersonId, str], assembly_on: date | None, head: Letterhead
) -> bytes:
    """Print the list of holders closed on a day, with their declared addresses (REG-05)."""
    lines = [line for line in view.lines if line.holding.shares > 0]
    columns = (
        Column(_("N°")),
        Column(_("Titulaire")),
        Column(_("Adresse déclarée"), grows=True),
        Column(_("Catégorie")),
        Column(_("Parts"), "right"),
    )
    rows = tuple(
        (
            line.number,
            line.holding.name,
            addresses.get(line.holding.person_id, ""),
            line.category,
            integer(line.holding.shares),
        )
        for line in lines
    )
    closed = _("Arrêtée le {day}").format(day=long_day(view.situation.day))
    if assembly_on is not None:
        closed = _("{closed} pour l’assemblée du {day}").format(closed=closed, day=long_day(assembly_on))
    count = sum(line.holding.shares for line in lines)
    parts = (
        text.title(_("Liste des détenteurs de parts sociales")),
        text.subtitle(closed),
        tables.table(columns, rows, (("", _("Total"), "", "", integer(count)),)),
        text.small(
            _("Tout associé peut lire et copier cette liste pendant les quinze jours qui précèdent l’assemblée.")
        ),
    )
    return build(Sheet(head, _("Liste des détenteurs de parts sociales"), parts))


def ratios(found: RatiosView, head: Letterhead) -> bytes:
    """Print the figures the law watches, five years of them, and what is owed to those who left (C14)."""
    limits = (Column(_("Ce qui est surveillé"), grows=True), Column(_("Ce jour"), "right"), Column(_("Limite")))
    years = (
        Column(_("Date")),
        Column(_("Capital"), "decimal"),
        Column(_("Associés"), "right"),
        Column(_("Salariés"), "right"),
        Column(_("Capital des salariés"), "right"),
        Column(_("Plus gros porteur"), "right"),
        Column(_("Voix extérieures"), "right"),
    )
    rows = tuple(
        (
            day_words(point.day),
            amount(point.figures.capital_cents),
            integer(point.figures.associates),
            integer(point.figures.employed),
            percent(point.figures.employed_capital),
            percent(point.figures.largest_part),
            percent(point.figures.external_votes_part),
        )
        for point in found.points
    )
    parts: tuple[Part, ...] = (
        text.title(_("Ratios du capital")),
        text.subtitle(_("Au {day}").format(day=long_day(found.day))),
        tables.table(limits, tuple((gauge.words, gauge.after, gauge.limit) for gauge in found.gauges)),
        text.heading(_("Cinq ans")),
        found.chart,
        text.small(_("En pointillés, les limites de la loi et des statuts.")),
        tables.table(years, rows),
        *_owed_parts(found.refunds.owed),
    )
    return build(Sheet(head, _("Ratios du capital au {day}").format(day=long_day(found.day)), parts))


def _owed_parts(owed: Sequence[RefundLine]) -> tuple[Part, ...]:
    if not owed:
        return ()
    columns = (
        Column(_("Ancien associé"), grows=True),
        Column(_("Départ")),
        Column(_("Exigible le")),
        Column(_("Montant"), "decimal"),
        Column(_("Payé"), "decimal"),
        Column(_("Reste"), "decimal"),
    )
    rows = tuple(
        (
            line.name,
            day_words(line.lost_on),
            day_words(line.due_on),
            amount(line.cents),
            amount(line.paid_cents),
            amount(line.left_cents),
        )
        for line in owed
    )
    left = sum(line.left_cents for line in owed)
    total = ("", "", "", amount(sum(line.cents for line in owed)), amount(sum(line.paid_cents for line in owed)))
    return (text.heading(_("Remboursements")), tables.table(columns, rows, ((*total, amount(left)),)))


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


def own_shares(row: MovementRow) -> str:
    """Say how the shares of one person changed, signed."""
    if row.shares == 0:
        return ""
    return f"+{integer(row.shares)}" if row.shares > 0 else integer(row.shares)


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
            signatures.Signatory(_("Le souscripteur"), row.name if row else ""),
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
        (_("Mouvement"), _("n° {number} du {day}").format(number=row.number, day=long_day(row.day))),
        (_("Nombre de parts"), integer(abs(row.shares))),
        (_("Valeur nominale"), euros(row.nominal_cents)),
        (_("Montant total"), euros(total)),
        (_("Versé ce jour"), euros(paid)),
        (_("Solde à verser"), euros(total - paid)),
        (_("Origine des fonds"), _(FUNDS_WORDS[row.funds]) if FUNDS_WORDS[row.funds] else ""),
        (_("Décision"), row.decision),
    )
    return tuple(pair for pair in pairs if pair[1])
