"""The pages of exports clicked: a month tried, exported and said imported; a format arranged; one page from outside."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.app import menu
from coop_desk.core.outside_access import from_outside
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.page.bookkeeper import BookkeeperPage
from coop_desk.topics.payroll.page.export import ExportPage
from coop_desk.topics.payroll.page.format import FormatPage
from coop_desk.topics.payroll.page.presets import PresetsPage
from tests.conftest import TestCoop
from tests.topics.payroll.packages.month_ready import MONTH, month_ready


def compared(page: BookkeeperPage, folder: Path, qtbot: QtBot) -> None:
    """Press the button that compares from the keyboard, and choose a folder."""

    def offered() -> list[QPushButton]:
        return [one for one in page.card.findChildren(QPushButton) if one.text().startswith("Comparer")]

    qtbot.waitUntil(lambda: bool(offered()))  # the card is drawn once what is read beside is there
    pressed = offered()[0]
    assert pressed.focusPolicy() & Qt.FocusPolicy.TabFocus
    pressed.setFocus()
    QTest.keyClick(pressed, Qt.Key.Key_Space)
    dialog = page.findChildren(QFileDialog)[-1]
    dialog.selectFile(str(folder))
    dialog.accepted.emit()


def test_the_bookkeeper_sees_one_page_and_does_the_whole_job_there(
    coop: TestCoop, qtbot: QtBot, tmp_path: Path
) -> None:
    coop.once(month_ready)
    odile = coop.desk("odile")
    assert from_outside(odile)
    assert [entry.name for entry in menu.entries_open_to(odile)] == ["payroll.bookkeeper", "preferences"]
    assert menu.searches_open_to(odile) == []
    page = BookkeeperPage(odile)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.list.choose(MONTH)
    assert accessible_faults(page) == []
    assert page.card.choice is not None
    page.card.choice.set_values({"layout": "generique"})
    page.try_action.trigger()
    qtbot.waitUntil(lambda: page.card.trial is not None)
    assert page.card.trial is not None
    assert page.card.trial.run.ready
    assert accessible_faults(page) == []
    page.card.choice.submit()
    qtbot.waitUntil(lambda: bool(service.months_to_export(odile)[0].packages))
    folder = page.card.write(service.take_package(odile, MONTH, 1), zip_=False)
    folder.selectFile(str(tmp_path))
    folder.accepted.emit()
    assert sorted(path.name for path in (tmp_path / "paie-2026-10-n01-generique").iterdir()) == [
        "bordereau.pdf", "manifest.json", "paie-2026-10-n01-absences.csv", "paie-2026-10-n01-variables.csv",
    ]  # fmt: skip
    folder.accepted.emit()
    assert "existe déjà" in page.refusal.words()
    (package,) = service.months_to_export(odile)[0].packages
    written = tmp_path / "paie-2026-10-n01-generique"
    variables = written / "paie-2026-10-n01-variables.csv"
    compared(page, tmp_path, qtbot)
    assert (page.head.state(), page.refusal.isVisible()) == ("Dossier identique à l’export n°\u00a01", False)
    assert accessible_faults(page) == []
    variables.write_bytes(variables.read_bytes() + b" ")
    compared(page, written, qtbot)
    assert "paie-2026-10-n01-variables.csv n’est plus le fichier exporté" in page.refusal.words()
    variables.unlink()
    compared(page, written, qtbot)
    assert "Il manque paie-2026-10-n01-variables.csv." in page.refusal.words()
    (tmp_path / "vide").mkdir()
    compared(page, tmp_path / "vide", qtbot)
    assert "Aucun fichier de l’export" in page.refusal.words()
    page.card.begin_tick(package)
    assert page.card.ticking is not None
    page.card.ticking.set_values({"software": "Silae 2026.10"})
    page.card.ticking.submit()
    assert service.months_to_export(odile)[0].status == "Importé sans erreur"
    assert page.card.asking is not None
    page.card.asking.set_values({"text": "Tout est passé, merci."})
    page.card.asking.submit()
    page.card.show_summary(package)
    assert accessible_faults(page) == []

    rose = coop.desk("rose")
    again = ExportPage(rose)
    qtbot.addWidget(again)
    again.show()
    again.list.choose(MONTH)
    again.card.try_export("timmi")
    qtbot.waitUntil(lambda: again.card.trial is not None)
    assert again.card.trial is not None
    assert not again.card.trial.run.ready
    assert "payroll.bookkeeper" not in {entry.name for entry in menu.entries_open_to(rose)}


def test_a_format_is_arranged_with_its_preview_and_kept(coop: TestCoop, qtbot: QtBot, tmp_path: Path) -> None:
    coop.once(month_ready)
    rose = coop.desk("rose")
    formats = PresetsPage(rose)
    qtbot.addWidget(formats)
    formats.show()
    formats.list.choose("silae")
    assert accessible_faults(formats) == []
    page = FormatPage(rose)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.open_record("silae")
    assert "003;H_SUP25;3,50" in page.preview.toPlainText()
    page.list.choose("column:0:1")
    assert page.form is not None
    page.form.set_values({"source": "label"})
    page.show_preview()
    assert "003;Heures supplémentaires à 25 %;3,50" in page.preview.toPlainText()
    page.form.set_values({"source": "code", "width": 3})
    page.show_preview()
    assert "dépasse les 3 caractères" in page.preview.toPlainText()
    page.form.set_values({"width": None})
    page.add_code()
    page.form.set_values({"neutral": "H_SUP25", "code": "HS25"})
    page.form.submit()
    assert "003;HS25;3,50" in page.preview.toPlainText()
    assert accessible_faults(page) == []
    page.list.choose("general")
    page.form.set_values({"separator": ","})
    page.show_preview()
    assert "se confondrait" in page.preview.toPlainText()
    page.form.set_values({"separator": ";"})
    page.add_column()
    page.shift_column(-1)
    page.remove()
    page.begin_save()
    page.naming.set_values({"name": "Silae du cabinet"})
    page.naming.submit()
    assert page.row is not None
    assert page.row.name == "silae-du-cabinet"
    formats.reload()
    formats.list.choose("silae-du-cabinet")
    shared = tmp_path / "recu.json"
    shared.write_bytes(service.shared_layout(rose, "silae-du-cabinet"))
    formats.name_import(shared)
    assert formats.naming is not None
    formats.naming.submit()
    assert "recu" in {row.name for row in formats.list.shown_records()}
    formats.run(service.retire_layout, "recu")
    assert {row.name for row in service.layouts(rose) if row.own} == {"silae-du-cabinet"}
