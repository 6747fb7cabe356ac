"""«Coordonnées confidentielles» clicked: by somebody about themselves, by a key holder, by somebody without the key."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.clipboard import MARKS, ClipboardKeeper
from coop_desk.screen.form import Form
from coop_desk.screen.typing import put_back, unfinished
from coop_desk.topics.personal_details import service
from coop_desk.topics.personal_details.page import PersonalDetailsPage
from coop_desk.topics.personal_details.records import BankDetails, Compartment, IdentityDetails, State
from tests.topics.core.compartments.conftest import House

IBAN, SHOWN = "FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189"
NIR = "253072A07300443"


def opened(house: House, who: str, qtbot: QtBot) -> PersonalDetailsPage:
    page = PersonalDetailsPage(house.desk(who))
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    assert accessible_faults(page) == []
    return page


def words(place: QWidget) -> str:
    return " ".join(each.text() for each in place.findChildren(QLabel))


def press(place: QWidget, text: str) -> None:
    (found,) = [b for b in place.findChildren(QPushButton) if b.text().strip() == text]
    found.click()


def form_of(place: QWidget) -> Form:
    (found,) = place.findChildren(Form)
    return found


def test_i_give_my_iban_and_read_it_back(canal: House, qtbot: QtBot) -> None:
    page = opened(canal, "member", qtbot)
    card = page.own.cards[Compartment.BANK]
    assert "Il sert à vous rembourser" in words(card)
    assert "vous et Léon Girard" in words(card)
    press(card, "Donner mon IBAN")
    form = form_of(card)
    form.set_values({"iban": "fr76 3000 6000 0112 3456 7890 188"})
    form.submit()
    assert "Après le premier groupe" in form.fields["iban"].said_fault()
    form.set_values({"iban": "fr76 3000 6000 0112 3456 7890 189"})
    form.submit()
    assert "Déposé, à relever" in words(card)
    assert "••••" in words(card)
    assert SHOWN not in words(page)
    press(card, "Afficher")
    assert SHOWN in words(card)
    press(card, "Masquer")
    assert SHOWN not in words(page)


def test_i_withdraw_my_iban_and_still_find_where_i_was_paid(canal: House, qtbot: QtBot) -> None:
    service.give_own_details(canal.desk("member"), BankDetails(IBAN))
    canal.sign_in("delegate")
    page = opened(canal, "member", qtbot)
    card = page.own.cards[Compartment.BANK]
    press(card, "Retirer…")
    (question,) = page.findChildren(QDialog)
    assert "lisible de vous et de Léon Girard" in words(question)
    press(question, "Retirer")
    canal.sign_in("delegate")
    page = opened(canal, "member", qtbot)
    card = page.own.cards[Compartment.BANK]
    assert "Retiré" in words(card)
    assert SHOWN not in words(card)
    press(card, "Afficher ce qui était donné")
    assert SHOWN in words(card)
    press(card, "Masquer")
    press(card, "Donner mon IBAN")
    assert form_of(card).fields["iban"].read() == ""
    held = opened(canal, "delegate", qtbot)
    held.open_record(canal.people["member"])
    assert "La personne l’a retiré" in words(held.card)
    press(held.card, "Afficher ce qui était donné")
    assert SHOWN in words(held.card)


def test_what_is_shown_is_hidden_when_the_page_is_left(canal: House, qtbot: QtBot) -> None:
    service.give_own_details(canal.desk("member"), BankDetails(IBAN))
    page = opened(canal, "member", qtbot)
    press(page.own.cards[Compartment.BANK], "Afficher")
    page.hide()
    page.show()
    assert SHOWN not in words(page)


def test_a_copied_number_is_marked_and_leaves_the_clipboard(canal: House, qtbot: QtBot) -> None:
    service.give_own_details(canal.desk("member"), IdentityDetails(NIR))
    keeper = ClipboardKeeper()
    page = opened(canal, "member", qtbot)
    card = page.own.cards[Compartment.IDENTITY]
    press(card, "Afficher")
    press(card, "Copier le numéro")
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.mimeData().hasFormat(next(iter(MARKS))))
    assert clipboard.text() == NIR
    assert "30 secondes" in page.head.state()
    keeper.take_back()
    assert clipboard.text() == ""


def test_what_was_being_typed_comes_back_after_a_lock(canal: House, qtbot: QtBot) -> None:
    page = opened(canal, "member", qtbot)
    page.give[Compartment.IDENTITY].trigger()
    form = form_of(page.own.cards[Compartment.IDENTITY])
    form.fields["nir"].control.setText("2 53 07")  # type: ignore[attr-defined]
    form.typed = True
    (draft,) = unfinished(page)
    later = opened(canal, "member", qtbot)
    assert put_back(later, draft)
    assert form_of(later).fields["nir"].read() == "2 53 07"


def test_the_holder_opens_one_person_and_no_other(canal: House, qtbot: QtBot) -> None:
    service.give_own_details(canal.desk("member"), BankDetails(IBAN))
    canal.sign_in("delegate")
    page = opened(canal, "delegate", qtbot)
    states = {line.name: line.bank.state for line in page.list.shown_records()}
    assert (states["Chloé Hénaff"], states["Odile Tanguy"]) == (State.GIVEN, State.MISSING)
    page.open_record(canal.people["member"])
    assert SHOWN not in words(page)
    press(page.card, "Afficher")
    assert SHOWN in words(page.card)
    page.open_record(canal.people["other"])
    assert SHOWN not in words(page)


def test_the_holder_records_for_somebody_and_a_number_taken_twice_is_said_under_the_field(
    canal: House, qtbot: QtBot
) -> None:
    service.record_identity(canal.desk("delegate"), canal.people["member"], IdentityDetails(NIR))
    page = opened(canal, "delegate", qtbot)
    page.open_record(canal.people["other"])
    page.record[Compartment.IDENTITY].trigger()
    form = form_of(page.card)
    form.set_values({"nir": NIR})
    form.submit()
    assert "déjà celui de quelqu’un d’autre" in form.fields["nir"].said_fault()
    form.set_values({"nir": "2 95 10 99 126 111 93"})
    form.submit()
    line = page.list.chosen_record()
    assert line.identity.state is State.GIVEN


def test_what_waits_is_taken_in_from_the_page(canal: House, qtbot: QtBot) -> None:
    canal.sign_in("delegate")
    for who in ("member", "other"):
        service.give_own_details(canal.desk(who), BankDetails(IBAN))
    page = opened(canal, "delegate", qtbot)
    assert "2 dépôts attendent" in page.refusal.words()
    page.take_in()
    assert page.refusal.words() == ""
    page.open_record(canal.people["member"])
    assert "Le même compte que Odile Tanguy" in words(page.card)


def test_the_holder_searches_and_goes_to_who_was_found(canal: House, qtbot: QtBot) -> None:
    service.record_bank(canal.desk("delegate"), canal.people["member"], BankDetails(IBAN, "", "Élodie Œuvrard"))
    page = opened(canal, "delegate", qtbot)
    page.search_action.trigger()
    form = form_of(page.card)
    form.set_values({"text": "oeuvrard"})
    form.submit()
    press(page.card, "Chloé Hénaff")
    assert page.list.chosen_record().name == "Chloé Hénaff"


def test_the_holder_exports_to_a_file(canal: House, qtbot: QtBot, tmp_path: Path) -> None:
    service.record_bank(canal.desk("delegate"), canal.people["member"], BankDetails(IBAN))
    page = opened(canal, "delegate", qtbot)
    page.export_action.trigger()
    dialog = page.export(Compartment.BANK)
    dialog.selectFile(str(tmp_path / "banque.csv"))
    dialog.accept()
    qtbot.waitUntil((tmp_path / "banque.csv").exists)
    assert "Confidentiel, exporté par Léon Girard" in (tmp_path / "banque.csv").read_text(encoding="utf-8-sig")
    assert "banque.csv" in page.head.state()


def test_an_export_that_is_refused_writes_nothing(canal: House, qtbot: QtBot, tmp_path: Path) -> None:
    canal.entrust("other", "bank", "read", export=True)
    canal.entrust("other", "identity", "read")
    canal.sign_in("delegate")
    page = opened(canal, "other", qtbot)
    dialog = page.export(Compartment.IDENTITY)
    dialog.selectFile(str(tmp_path / "numeros.csv"))
    dialog.accept()
    qtbot.waitUntil(lambda: "aucun de vos titres" in page.head.state())
    assert not (tmp_path / "numeros.csv").exists()


def test_without_the_key_the_page_says_whom_to_ask_and_shows_mine(canal: House, qtbot: QtBot) -> None:
    canal.entrust("other", "bank")
    page = opened(canal, "other", qtbot)
    assert "Demandez la remise des clés à Léon Girard" in page.refusal.words()
    assert page.everybody.isHidden()
    assert not page.turn_action.isEnabled()


def test_while_nobody_is_in_charge_the_page_says_how_to_begin(house: House, qtbot: QtBot) -> None:
    page = opened(house, "member", qtbot)
    assert "Demandez à la gérance" in words(page.own)
    founder = opened(house, "founder", qtbot)
    with qtbot.waitSignal(founder.go_asked) as asked:
        press(founder.own.cards[Compartment.BANK], "Clés confiées")
    assert asked.args == ["keys", None]


def test_somebody_without_any_key_sees_nothing_of_others(canal: House, qtbot: QtBot) -> None:
    service.record_bank(canal.desk("delegate"), canal.people["member"], BankDetails(IBAN))
    page = opened(canal, "founder", qtbot)
    assert page.everybody.isHidden()
    assert page.list.shown_records() == []
    assert "Chloé" not in words(page)
    shown = [action.text() for action in page.actions() if action.isVisible()]
    assert shown == ["Donner mon IBAN", "Donner mon numéro"]
