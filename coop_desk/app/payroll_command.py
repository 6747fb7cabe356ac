"""`coop-desk payroll export`: the files of a month for the payroll program, written where one says."""

from collections.abc import Callable
from pathlib import Path

from coop_desk.core.desk import Desk
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.saving import save
from coop_desk.core.words import integer, listed
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.packages.records import Package, exact, package_name
from coop_desk.topics.payroll.packages.writing import check_free, folder_of, zipped

Say = Callable[[str], None]
READY, NOTHING = 0, 1


def export(desk: Desk, month: str, layout: str, out: Path, reason: str, say: Say, note: Say, *, as_zip: bool) -> int:
    """Export a month and write its package; the month is locked from then on."""
    number = next((one.next_number for one in service.months_to_export(desk) if one.month == month), 1)
    _make_room(out, package_name(month, number, layout), as_zip=as_zip)
    package = service.export_month(desk, month, layout, reason)
    _tell(package, note)
    say(str(_written(package, out, as_zip=as_zip)))
    return READY


def again(desk: Desk, month: str, number: int, out: Path, say: Say, *, as_zip: bool) -> int:
    """Write a package that was made before, the same to the byte."""
    package = service.take_package(desk, month, number)
    _make_room(out, package.name, as_zip=as_zip)
    say(str(_written(package, out, as_zip=as_zip)))
    return READY


def dry_run(desk: Desk, month: str, layout: str, say: Say) -> int:
    """Say what an export would write; 1 when nothing could be."""
    trial = service.try_export(desk, month, layout)
    run = trial.run
    say(_("{title} : {status}").format(title=trial.layout.title, status=trial.layout.status))
    for file in run.files:
        say(_lines(file.name, len(file.lines)))
        for total in file.totals:
            figures = [exact(one) for one in (total.quantity, total.hours, total.amount) if one]
            say(f"  {total.code}  {integer(total.rows)}  {'  '.join(figures)}".rstrip())
    for code, count in run.unmapped:
        say(_("Sans code dans ce format : {code} ({n})").format(code=code, n=integer(count)))
    for fault in run.faults:
        say(fault.sentence)
    if run.without_rows:
        say(_("Sans ligne : {people}").format(people=listed([person.name for person in run.without_rows])))
    say(_("Essai seulement : rien n’a été changé."))
    return READY if run.ready else NOTHING


def _make_room(out: Path, name: str, *, as_zip: bool) -> None:
    """Make sure that the files have a place, before the month is locked."""
    check_free(out / (f"{name}.zip" if as_zip else name))
    out.mkdir(parents=True, exist_ok=True)


def _written(package: Package, out: Path, *, as_zip: bool) -> Path:
    if not as_zip:
        return folder_of(package, out)
    path = out / f"{package.name}.zip"
    save(path, zipped(package))
    return path


def _tell(package: Package, note: Say) -> None:
    for file in package.manifest.files:
        note(_lines(file.name, file.rows))
    if package.manifest.without_rows:
        note(_("Sans ligne : {people}").format(people=listed(list(package.manifest.without_rows))))
    if package.changes:
        changes = ngettext("{n} ligne change.", "{n} lignes changent.", len(package.changes))
        note(changes.format(n=integer(len(package.changes))))
    note(_("Ces fichiers contiennent la paie de chacun : remettez-les au cabinet, et n’en laissez pas de copie."))


def _lines(name: str, rows: int) -> str:
    return ngettext("{name} : {n} ligne", "{name} : {n} lignes", rows).format(name=name, n=integer(rows))
