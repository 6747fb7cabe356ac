"""The pages of minutes, clicked as the secretary would."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.minutes import service
from coop_desk.topics.minutes.page.list import MinutesPage
from coop_desk.topics.minutes.page.meeting import MinutesOfMeetingPage
from coop_desk.topics.minutes.page.register import RegisterPage
from tests.topics.minutes.conftest import Story, meet


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the tests remember out of the user's folder."""
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def held(story: Story) -> Story:
    """The assembly is over."""
    story.once(meet)
    return story


@pytest.fixture
def page(held: Story, qtbot: QtBot) -> MinutesOfMeetingPage:
    """The minutes of the assembly, open before the secretary."""
    shown = MinutesOfMeetingPage(held.secretary)
    qtbot.addWidget(shown)
    shown.show()
    shown.open_record(held.meeting_id)
    return shown


def type_signers(page: MinutesOfMeetingPage, words: str = "Inès Pérez, gérante") -> None:
    """Write who signs, as typed in the form."""
    assert page.form is not None
    page.form.fields["signers"].control.setPlainText(words)


def agree(page: MinutesOfMeetingPage) -> None:
    """Say yes to the decision asked."""
    (dialog,) = [found for found in page.findChildren(QDialog) if found.isVisible()]
    dialog.accept()


def texts(widget: object) -> str:
    """Every word shown inside a widget."""
    assert isinstance(widget, QWidget)
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def test_the_facts_are_shown_and_nothing_is_to_copy(page: MinutesOfMeetingPage) -> None:
    shown = texts(page.facts)
    assert "Les Ateliers du Canal, SARL" in shown
    assert "Inès Pérez" in shown
    assert "9\u00a0voix sur 12\u00a0voix" in shown
    assert "Adoptée" in shown
    assert accessible_faults(page) == []


def test_typing_then_saving_completes_the_list(page: MinutesOfMeetingPage) -> None:
    type_signers(page, "Éloïse Lefèvre")
    assert page.save()
    assert page.view is not None
    assert [check.rule for check in page.view.missing] == ["PV-02"]
    type_signers(page)
    page.save_action.trigger()
    assert page.view.missing == ()
    assert "Prêt à sceller" in texts(page.facts)


def test_what_is_typed_is_kept_when_the_page_goes_away(page: MinutesOfMeetingPage, held: Story) -> None:
    assert page.form is not None
    page.form.fields["introduction"].control.setPlainText("Assemblée tenue dans l’atelier.")
    page.hide()
    kept = service.minutes_of(held.secretary, held.meeting_id).facts.story.introduction
    assert kept == "Assemblée tenue dans l’atelier."


def test_former_versions_can_be_read(page: MinutesOfMeetingPage) -> None:
    type_signers(page, "Éloïse Lefèvre")
    page.save()
    type_signers(page)
    page.save()
    page.show_versions()
    shown = texts(page.work_card)
    assert "Version 1" in shown
    assert "Éloïse Lefèvre" in shown
    page.show_writing()
    assert page.form is not None
    assert page.form.fields["signers"].read() == "Inès Pérez, gérante"


def test_incomplete_minutes_say_what_is_missing_instead_of_sealing(page: MinutesOfMeetingPage) -> None:
    type_signers(page, "Éloïse Lefèvre")
    page.seal_action.trigger()
    assert "Signature de la gérance" in page.refusal.words()
    assert page.view is not None
    assert not page.view.sealed


def test_sealing_then_additif_extract_and_sheets(page: MinutesOfMeetingPage, held: Story, qtbot: QtBot) -> None:
    type_signers(page)
    page.save()
    held.coop.on(date(2026, 6, 15))
    page.seal_action.trigger()
    agree(page)
    assert page.view is not None
    assert page.view.sealed
    assert not page.seal_action.isVisible()
    assert "Procès-verbal n°\u00a01" in texts(page.after)
    page.after.ask_sheets(page.view.pieces[0])
    assert page.after.form is not None
    page.after.form.set_values({"first": 31})
    page.after.form.submit()
    assert "31 à" in page.view.pieces[0].sheets_words
    page.close_pdf()
    page.after.ask_extract()
    page.after.form.set_values({str(held.resolutions[0]): True})
    page.after.form.submit()
    assert page.refusal.words() == ""
    page.close_pdf()
    page.after.ask_addendum()
    page.after.form.set_values({"words": "Lire 12 000 €."})
    page.after.decide_addendum({})
    agree(page)
    assert [piece.part for piece in page.view.pieces] == [0, 1]
    assert accessible_faults(page) == []


def test_the_list_leads_to_the_minutes(held: Story, qtbot: QtBot) -> None:
    page = MinutesPage(held.secretary)
    qtbot.addWidget(page)
    page.show()
    (line,) = page.list.shown_records()
    page.list.choose(line.meeting_id)
    assert "À rédiger" in texts(page.card)
    with qtbot.waitSignal(page.go_asked) as asked:
        page.list.opened.emit(line)
    assert asked.args == ["minutes.meeting", held.meeting_id]
    assert accessible_faults(page) == []


def test_the_register_begins_empty_and_lists_what_is_sealed(held: Story, qtbot: QtBot) -> None:
    page = RegisterPage(held.secretary)
    qtbot.addWidget(page)
    page.show()
    assert "Aucun procès-verbal scellé" in texts(page)
    service.write_parts(held.secretary, held.meeting_id, {"signers": "Inès Pérez, gérante"})
    service.seal_minutes(held.secretary, held.meeting_id)
    page.reload()
    (piece,) = page.list.shown_records()
    service.print_on_sheets(held.secretary, piece.id, 1)
    page.reload()
    page.list.choose(piece.id)
    page.ask_cancel(piece, piece.pages + 1)
    assert accessible_faults(page) == []


def test_an_associate_reads_and_writes_nothing(held: Story, qtbot: QtBot) -> None:
    associate = held.coop.desk_of(held.people[6], "Camille Garnier")
    page = MinutesOfMeetingPage(associate)
    qtbot.addWidget(page)
    page.show()
    page.open_record(held.meeting_id)
    assert page.form is None
    assert not page.seal_action.isVisible()
    assert "en cours de rédaction" in texts(page.work_card)
