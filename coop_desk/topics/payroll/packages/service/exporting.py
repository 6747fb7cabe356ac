"""A month leaves the program: tried first, then written, kept, and locked; a second time with a reason."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments.names import EXPORT
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.payroll.exporter import engine
from coop_desk.topics.payroll.exporter.difference import differences, facts_of
from coop_desk.topics.payroll.exporter.engine import DryRun
from coop_desk.topics.payroll.exporter.reading_back import ReadBack, read_back
from coop_desk.topics.payroll.exporter.reading_preset import preset_from
from coop_desk.topics.payroll.packages.model import PayImport, PayPackage
from coop_desk.topics.payroll.packages.records import (
    ExportMonth,
    Layout,
    Manifest,
    ManifestFile,
    Package,
    Preview,
    Trial,
    digest,
    exact,
    package_name,
)
from coop_desk.topics.payroll.packages.service.keeping import (
    facts_in,
    kept,
    package_of,
    package_rows,
    seal_package,
)
from coop_desk.topics.payroll.packages.service.layouts import layout_named
from coop_desk.topics.payroll.records import FrozenMonth
from coop_desk.topics.payroll.rules.months import check_month, compartment_of, month_words
from coop_desk.topics.payroll.rules.states import Step, Taken, check_reason
from coop_desk.topics.payroll.service.frozen import FROZEN, frozen_month
from coop_desk.topics.payroll.service.reading import life_of, lives
from coop_desk.topics.payroll.service.steps import mark_exported
from coop_desk.topics.statutes.service.in_force import letterhead_at

SHOWN = 12


@query(Right.PAY_EXPORT, N_("Consultation des mois de paie à exporter"))
def months_to_export(act: Act) -> tuple[ExportMonth, ...]:
    """Return the validated months with their exports, newest first; nothing sealed is opened."""
    return exports_at(act)


def exports_at(act: Act) -> tuple[ExportMonth, ...]:
    """The same, within the act of the caller."""
    packages = package_rows(act)
    found = []
    for life in reversed(lives(act)):
        of_month = tuple(one for one in packages if one.month == life.month)
        compartment = compartment_of(life.month)
        if life.state is None or not (life.state in FROZEN or of_month) or not act.sealed.may(compartment, EXPORT):
            continue
        ready, opens = life.state in FROZEN, act.sealed.opens(compartment)
        found.append(ExportMonth(life.month, month_words(life.month), life.state, ready, opens, of_month))
    return tuple(found)


@query(Right.PAY_EXPORT, N_("Essai d’un export de la paie"))
def try_export(act: Act, month: str, layout: str) -> Trial:
    """Go through an export and write nothing: lines, totals, what stands in its way."""
    return _tried(frozen_month(act, check_month(month)), layout_named(act, layout))


@query(Right.PAY_EXPORT, Right.PAY_PREPARE, words=N_("Aperçu d’un format d’export sur un mois de paie"))
def preview_layout(act: Act, month: str, document: Any) -> Preview:
    """Show the first lines that a format, saved or not, makes of a month. Raises RuleBroken PRESET-01 to PRESET-06."""
    preset = preset_from(document)
    frozen = frozen_month(act, check_month(month))
    run = engine.dry_run(frozen, preset, frozen.number + 1)
    problems = [_("{code} n’a pas de code dans ce format.").format(code=code) for code, _n in run.unmapped]
    problems += [fault.sentence for fault in run.faults]
    files = tuple(
        (file.name, file.header, tuple(line.cells for line in file.lines[:SHOWN]), len(file.lines))
        for file in run.files
    )
    return Preview(files, tuple(problems))


@action(Right.PAY_EXPORT, N_("Export de la paie"))
def export_month(act: Act, month: str, layout: str, reason: str = "") -> Package:
    """Write the files of a month, keep them sealed, and lock the month. From the second export on, say why.

    Raises RuleBroken EXPORT-01 to EXPORT-10 when a line cannot be written, and then nothing is; EXPORT-11 without
    reason; EXPORT-13 when the files do not read back as the month.
    """
    frozen, chosen = frozen_month(act, check_month(month), right=EXPORT), layout_named(act, layout)
    before = kept(act, month, right=EXPORT)
    number = frozen.number + 1
    if number > 1:
        reason = _checked_reason(reason)
    run = engine.dry_run(frozen, chosen.preset, number)
    engine.check(run)
    contents = [engine.contents(file, chosen.preset) for file in run.files]
    _check_reading_back(read_back(chosen.row.shipped, chosen.preset, run.files, contents))
    reason, previous = (reason if number > 1 else ""), max(before, default=None)
    manifest = _manifest(act, frozen, chosen, run, contents, number, reason, previous)
    facts = facts_of(frozen)
    seal_package(act, manifest, chosen.preset, contents, facts)
    act.session.add(
        PayPackage(
            month=month, number=number, layout=chosen.row.name, layout_version=chosen.row.version, exported_at=act.now,
            exported_by_id=act.actor_id,
        )
    )  # fmt: skip
    mark_exported(act, month, number)
    act.say(_("{month}, export n° {n}").format(month=month_words(month), n=number))
    changes = differences(facts_in(before[max(before)]), facts) if before else ()
    files = tuple((file.name, content) for file, content in zip(run.files, contents, strict=True))
    return _whole(act, Package(package_name(month, number, chosen.row.name), manifest, files, changes))


@action(Right.PAY_EXPORT, N_("Téléchargement d’un export de la paie"))
def take_package(act: Act, month: str, number: int) -> Package:
    """Hand out a package again, the same to the byte; everybody in it can read that it was done."""
    found = package_of(act, check_month(month), number, right=EXPORT)
    act.sealed.tell_everybody(compartment_of(month))
    act.say(_("{month}, export n° {n}").format(month=month_words(month), n=number))
    return _whole(act, found)


@query(Right.PAY_EXPORT, N_("Consultation d’un export de la paie"))
def package(act: Act, month: str, number: int) -> Package:
    """Open a package to look at its manifest and at what changed since the one before."""
    return package_of(act, check_month(month), number)


@query(Right.PAY_EXPORT, N_("Lecture du bordereau d’un export de la paie"))
def summary(act: Act, month: str, number: int) -> bytes:
    """Print the sheet of a package: what is in it, who stands behind it, what changed."""
    return _summary(act, package_of(act, check_month(month), number))


@query(Right.PAY_EXPORT, N_("Relecture d’un export de la paie"))
def compare_package(act: Act, month: str, number: int, files: dict[str, bytes]) -> tuple[str, ...]:
    """Say what differs between files that somebody holds and the package kept; nothing when they are the same."""
    held = package_of(act, check_month(month), number)
    said = []
    for name, content in held.files:
        if name not in files:
            said.append(_("Il manque {name}.").format(name=name))
        elif files[name] != content:
            said.append(_("{name} n’est plus le fichier exporté : son empreinte a changé.").format(name=name))
    return tuple(said)


@action(Right.PAY_IMPORTED, N_("Import de la paie sans erreur"))
def confirm_import(act: Act, month: str, number: int, on: date | None, software: str) -> None:
    """Say that a package was imported without error, when, and by which version of the program (EXPORT-15).

    The format it was made with is verified for this co-op from then on.
    """
    wanted = select(PayPackage).where(PayPackage.month == check_month(month), PayPackage.number == number)
    row = act.session.scalars(wanted).one()
    if not software.strip():
        raise RuleBroken("EXPORT-15", _("Indiquez le logiciel de paie et sa version : ce sont eux qui sont vérifiés."))
    if on is None or on > act.today:
        raise RuleBroken("EXPORT-15", _("Indiquez le jour de l’import, au plus tard aujourd’hui."))
    act.session.add(
        PayImport(
            package_id=row.id, imported_on=on, software=software.strip(), ticked_at=act.now, ticked_by_id=act.actor_id
        )
    )
    act.say(_("{month}, export n° {n}").format(month=month_words(month), n=number))


# ------------------------------------------------------------------ pieces


def _tried(frozen: FrozenMonth, chosen: Layout) -> Trial:
    run = engine.dry_run(frozen, chosen.preset, frozen.number + 1)
    read = ReadBack(False, 0)
    if run.ready:
        contents = [engine.contents(file, chosen.preset) for file in run.files]
        read = read_back(chosen.row.shipped, chosen.preset, run.files, contents)
    return Trial(frozen.month, frozen.number + 1, chosen.row, run, read)


def _checked_reason(reason: str) -> str:
    try:
        return check_reason(reason)
    except RuleBroken:
        raise RuleBroken(
            "EXPORT-11",
            _("Ce mois a déjà été exporté : dites pourquoi il l’est de nouveau, en dix caractères au moins."),
        ) from None


def _check_reading_back(read: ReadBack) -> None:
    if read.differences:
        raise RuleBroken("EXPORT-13", " ".join((_("Aucun fichier n’est écrit."), *read.differences[:5])))


def _manifest(
    act: Act, frozen: FrozenMonth, chosen: Layout, run: DryRun, contents: list[bytes], number: int, reason: str,
    previous: int | None,
) -> Manifest:  # fmt: skip
    name = people_by_id(act.session)[act.actor_id]
    compartment = compartment_of(frozen.month)
    life = life_of(act, frozen.month)
    notice = _("Confidentiel, exporté par {name} le {day}").format(name=name, day=long_day(act.today))
    return Manifest(
        month=frozen.month,
        number=number,
        previous=previous,
        reason=reason,
        coop=frozen.coop,
        siren=frozen.siren,
        preset=chosen.row.name,
        preset_version=chosen.row.version,
        preset_status=chosen.row.status,
        target=chosen.preset.target,
        prepared=_step(act, frozen.prepared_by, compartment, life.last(Step.PREPARE)),
        validated=_step(act, frozen.validated_by, compartment, life.last(Step.VALIDATE)),
        exported=_who(name, act.now, act.sealed.under(compartment, act.actor_id, act.now)),
        files=tuple(
            ManifestFile(file.name, file.record.value, len(file.lines), digest(content), _totals(file))
            for file, content in zip(run.files, contents, strict=True)
        ),
        without_rows=tuple(person.name for person in run.without_rows),
        left_out=run.left_out,
        by_hand=run.by_hand,
        notice=f"{notice}. {_('EXEMPLE')}" if act.coop.is_example else notice,
        example=act.coop.is_example,
    )


def _step(act: Act, name: str, compartment: str, taken: Taken | None) -> dict[str, Any]:
    return _who(name, taken.at, act.sealed.under(compartment, taken.by, taken.at)) if taken is not None else {}


def _who(name: str, at: datetime, delegations: list[int]) -> dict[str, Any]:
    return {"by": name, "at": at.isoformat(timespec="seconds"), "delegations": [str(one) for one in delegations]}


def _totals(file: engine.WrittenFile) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"code": total.code, "rows": total.rows}
        | {
            name: exact(figure)
            for name, figure in (("quantity", total.quantity), ("hours", total.hours), ("amount", total.amount))
            if figure
        }
        for total in file.totals
    )


def _whole(act: Act, made: Package) -> Package:
    """The package with its manifest and its printable summary."""
    beside = (("manifest.json", made.manifest.written()), ("bordereau.pdf", _summary(act, made)))
    return replace(made, files=(*made.files, *beside))


def _summary(act: Act, made: Package) -> bytes:
    from coop_desk.topics.payroll.packages import document

    return document.summary_pdf(made, letterhead_at(act, act.today))
