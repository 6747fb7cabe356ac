"""The sheet that goes with an export: what is in it, who stands behind it, and what changed since the one before."""

from datetime import datetime

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import clock_time, day, integer, long_day
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.paper.tables import Column
from coop_desk.topics.payroll.packages.records import Manifest, ManifestFile, Package
from coop_desk.topics.payroll.rules.months import month_words

CHANGES_PRINTED = 200


def summary_pdf(package: Package, head: Letterhead) -> bytes:
    """Print the sheet of an export."""
    manifest = package.manifest
    title = _("Export de la paie")
    *blocks, last = (
        block for block in (*(_file(file) for file in manifest.files), _left_out(manifest), _changes(package)) if block
    )
    signed = signatures.signatures(
        signatures.Signatory(_("Exporté par"), manifest.exported["by"]),
        signatures.Signatory(_("Reçu par le cabinet"), ""),
    )
    parts: tuple[Part, ...] = (
        text.title(title),
        text.subtitle(_("{month}, export n° {n}").format(month=month_words(manifest.month), n=manifest.number)),
        text.small(manifest.notice),
        tables.facts(_facts(manifest)),
        text.heading(_("Fichiers")),
        *(part for block in blocks for part in block),
        together(*last, signed),  # a signature stands under something
    )
    return build(Sheet(head, _("{title}, {month}").format(title=title, month=month_words(manifest.month)), parts))


def _facts(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    replaced = _("l’export n° {n}").format(n=manifest.previous) if manifest.previous else _("rien : c’est le premier")
    found = (
        (_("Format"), _("{target}, version {n}").format(target=manifest.target, n=manifest.preset_version)),
        (_("État du format"), manifest.preset_status),
        (_("Préparé par"), _who(manifest.prepared)),
        (_("Validé par"), _who(manifest.validated)),
        (_("Exporté par"), _who(manifest.exported)),
        (_("Remplace"), replaced),
        (_("Raison"), manifest.reason),
    )
    return tuple(fact for fact in found if fact[1])


def _who(step: dict[str, str]) -> str:
    at = datetime.fromisoformat(step["at"]).astimezone()
    said = _("{name}, le {day} à {time}").format(name=step["by"], day=long_day(at.date()), time=clock_time(at))
    if not step["delegations"]:
        return said
    return _("{said} (délégation {numbers})").format(said=said, numbers=", ".join(step["delegations"]))


def _file(file: ManifestFile) -> tuple[Part, ...]:
    rows = ngettext("{n} ligne", "{n} lignes", file.rows).format(n=integer(file.rows))
    table = tables.table(
        (
            Column(_("Code"), grows=True), Column(_("Lignes"), "right"), Column(_("Nombre ou jours"), "decimal"),
            Column(_("Heures"), "decimal"), Column(_("Euros"), "decimal"),
        ),
        tuple(
            (
                total["code"], integer(total["rows"]), _figure(total, "quantity"), _figure(total, "hours"),
                _figure(total, "amount"),
            )
            for total in file.totals
        ),
    )  # fmt: skip
    printed = " ".join(file.sha256[at : at + 8] for at in range(0, len(file.sha256), 8))
    return (
        text.subheading(_("{name}, {rows}").format(name=file.name, rows=rows)),
        *((table,) if file.totals else ()),
        text.small(_("Empreinte SHA-256 : {digest}").format(digest=printed)),
    )


def _figure(total: dict[str, str], name: str) -> str:
    """An exact figure in French, an amount with its two decimals."""
    if name not in total:
        return ""
    whole, _dot, rest = total[name].partition(".")
    sign = "\N{MINUS SIGN}" if whole.startswith("-") else ""
    rest = rest.ljust(2, "0") if name == "amount" else rest
    return sign + integer(abs(int(whole))) + (f",{rest}" if rest else "")


def _left_out(manifest: Manifest) -> tuple[Part, ...]:
    parts: list[Part] = []
    if manifest.without_rows:
        parts += [text.heading(_("Personnes sans ligne")), text.text(", ".join(manifest.without_rows))]
    if manifest.left_out:
        codes = ", ".join(_("{code} ({n})").format(code=code, n=integer(rows)) for code, rows in manifest.left_out)
        parts += [text.heading(_("Codes que ce format ne porte pas")), text.text(codes)]
    if manifest.by_hand:
        parts += [text.heading(_("À reprendre à la main : jours rendus")), text.text("; ".join(manifest.by_hand))]
    return tuple(parts)


def _changes(package: Package) -> tuple[Part, ...]:
    if package.manifest.previous is None:
        return ()
    heading = text.heading(_("Ce qui change depuis l’export n° {n}").format(n=package.manifest.previous))
    if not package.changes:
        return (heading, text.text(_("Rien : seul le format, ou sa version, a changé.")))
    rows = tuple(
        (one.matricule, one.code, _day(one.day), one.words, one.before or "–", one.after or "–")
        for one in package.changes[:CHANGES_PRINTED]
    )
    more = len(package.changes) - len(rows)
    columns = (
        Column(_("Matricule")), Column(_("Code")), Column(_("Jour")), Column(_("Quoi")), Column(_("Avant"), grows=True),
        Column(_("Maintenant"), grows=True),
    )  # fmt: skip
    told = ngettext("Et {n} autre : voyez la page « Export ».", "Et {n} autres : voyez la page « Export ».", more)
    return (heading, tables.table(columns, rows), *((text.small(told.format(n=integer(more))),) if more else ()))


def _day(iso: str) -> str:
    return day(datetime.fromisoformat(iso).date()) if iso else _("mois entier")
