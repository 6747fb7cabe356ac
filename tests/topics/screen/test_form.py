"""Forms: the keyboard goes on, faults appear as soon as a field is left, refusals fall where they belong."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.core.accounts import check_password
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.proposed_password import WORDS, _words, proposed_password
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    DayField,
    FileField,
    IntegerField,
    LongTextField,
    PasswordField,
    PersonField,
    TextField,
)
from coop_desk.screen.form import Form
from coop_desk.screen.typing import _typed

PEOPLE = [(1, "Éloïse Lefèvre"), (2, "Léon Girard"), (3, "Léon Lefort")]


class Sent:
    """What a form sent."""

    def __init__(self) -> None:
        self.values: list[dict[str, Any]] = []


@pytest.fixture
def sent() -> Sent:
    """Where the values go."""
    return Sent()


@pytest.fixture
def form(qtbot: QtBot, dressed: QApplication, sent: Sent) -> Form:
    """A form with each kind of field."""
    made = Form(
        (
            TextField("name", "Nom", required=True, help="Comme à l’état civil."),
            AmountField("value", "Valeur nominale", required=True, rules=("SHA-02",)),
            IntegerField("shares", "Parts", unit="parts", least=1, most=500),
            DayField("day", "Entrée", today=date(2026, 11, 21)),
            ChoiceField("kind", "Catégorie", [("employed", "Salariée"), ("external", "Extérieure")]),
            PersonField("sponsor", "Marraine", PEOPLE),
            CheckField("mail", "Accepte les courriels"),
            FileField("file", "Fichier"),
            LongTextField("note", "Note"),
            PasswordField("password", "Mot de passe", required=False),
        ),
        on_submit=sent.values.append,
        on_cancel=lambda: None,
    )
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def test_values_come_back_as_they_were_put(form: Form) -> None:
    values = {
        "name": "Inès",
        "value": 123450,
        "shares": 12,
        "day": date(2026, 6, 12),
        "kind": "external",
        "sponsor": 2,
        "mail": True,
        "file": None,
        "note": "Deux\nlignes",
        "password": " gardé tel quel ",
    }
    form.set_values(values)
    assert form.check()
    assert form.values() == values
    form.clear()
    assert form.fields["name"].read() == ""
    assert form.fields["kind"].read() is None


def test_enter_goes_on_and_sends_at_the_end(form: Form, sent: Sent, qtbot: QtBot) -> None:
    form.set_values({"name": "Inès", "value": 5000})
    form.begin()
    qtbot.keyClick(form.fields["name"].control, Qt.Key.Key_Return)
    assert form.fields["value"].control.hasFocus()
    qtbot.keyClick(form.fields["value"].control, Qt.Key.Key_Return)
    assert form.fields["shares"].control.hasFocus()
    form.fields["kind"].control.setFocus()
    qtbot.keyClick(form.fields["kind"].control, Qt.Key.Key_Return)
    assert form.fields["sponsor"].control.hasFocus()
    qtbot.keyClick(form.fields["password"].control, Qt.Key.Key_Return)
    assert [values["name"] for values in sent.values] == ["Inès"]


def test_a_fault_is_said_as_soon_as_the_field_is_left(form: Form, qtbot: QtBot) -> None:
    value = form.fields["value"]
    value.control.setFocus()
    qtbot.keyClicks(value.control, "douze")
    qtbot.keyClick(value.control, Qt.Key.Key_Tab)
    assert value.said_fault() == "Écrivez le montant ainsi : 1 234,50."
    assert value.control.accessibleDescription() == value.said_fault()


def test_nothing_is_sent_while_a_field_is_wrong(form: Form, sent: Sent) -> None:
    form.set_values({"name": "", "value": 5000, "shares": 501})
    form.submit()
    assert sent.values == []
    assert form.fields["name"].said_fault() == "À remplir."
    assert form.fields["shares"].said_fault() == "Au plus 500."
    assert form.fields["name"].control.hasFocus()


def test_a_field_not_shown_is_not_asked(form: Form, sent: Sent) -> None:
    form.set_values({"value": 5000})
    form.show_field("name", False)
    form.submit()
    assert len(sent.values) == 1


def test_a_refusal_appears_under_the_field_that_declares_its_rule(form: Form) -> None:
    form.refuse(RuleBroken("SHA-02", "La valeur nominale est de 15 € au moins."))
    assert "15 €" in form.fields["value"].said_fault()


def test_another_refusal_appears_over_the_button_with_its_rule(form: Form) -> None:
    form.refuse(RuleBroken("ACCOUNT-05", "Trop simple."))
    assert "Trop simple." in form._refusal.words()
    assert "ACCOUNT-05" in form._refusal.words()
    form.refuse(Refused("Aucun titre."))
    assert form._refusal.words() == "Aucun titre."


def test_a_person_is_found_by_a_part_of_the_name_without_accents(form: Form, qtbot: QtBot) -> None:
    sponsor = form.fields["sponsor"]
    sponsor.control.setFocus()
    qtbot.keyClicks(sponsor.control, "eloise")
    assert sponsor.read() == 1
    sponsor.write(None)
    qtbot.keyClicks(sponsor.control, "leon")
    assert sponsor.fault() == "Plusieurs noms correspondent : choisissez."
    sponsor.write(None)
    qtbot.keyClicks(sponsor.control, "nobody")
    assert sponsor.fault() == "Personne de ce nom ici."


def test_a_day_left_is_written_in_full(form: Form, qtbot: QtBot) -> None:
    day = form.fields["day"]
    day.control.setFocus()
    qtbot.keyClicks(day.control, "0107")
    qtbot.keyClick(day.control, Qt.Key.Key_Tab)
    assert day.said_fault() == "Écrivez la date ainsi : 12/06/2026."
    day.write(None)
    day.control.setFocus()
    qtbot.keyClicks(day.control, "1/7")
    qtbot.keyClick(day.control, Qt.Key.Key_Tab)
    assert day.control.text() == "01/07/2026"


def test_the_calendar_opens_with_the_keyboard_and_gives_a_day(form: Form, qtbot: QtBot) -> None:
    day = form.fields["day"]
    day.write(date(2026, 6, 12))
    day.control.setFocus()
    qtbot.keyClick(day.control, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = day._calendar
    assert calendar.isVisible()
    calendar.activated.emit(calendar.selectedDate().addDays(1))
    assert day.read() == date(2026, 6, 13)


def test_a_file_that_is_not_there_is_said(form: Form) -> None:
    form.fields["file"].write("/nowhere/at/all.csv")
    assert form.fields["file"].fault() == "Rien ne se trouve à cet endroit."


def test_choices_can_change_and_keep_the_one_taken(form: Form) -> None:
    kind = form.fields["kind"]
    kind.write("external")
    kind.offer([("external", "Extérieure"), ("candidate", "Candidate")])
    assert kind.read() == "external"
    kind.offer([("candidate", "Candidate")])
    assert kind.read() is None


def test_every_control_of_a_form_is_named_and_lets_tab_go(form: Form) -> None:
    assert accessible_faults(form) == []


def test_a_secret_answer_is_never_kept_in_a_draft(qtbot: QtBot) -> None:
    form = Form((TextField("group", "Groupe", secret=True), TextField("place", "Lieu")), on_submit=lambda _values: None)
    qtbot.addWidget(form)
    form.set_values({"group": "ABCD", "place": "Nantes"})
    assert _typed(form) == {"place": "Nantes"}


def test_words_proposed_for_a_password_are_shown_to_be_noted_and_never_twice_the_same(qtbot: QtBot) -> None:
    field = PasswordField("password", "Mot de passe", propose=proposed_password)
    qtbot.addWidget(field)
    proposed = set()
    for _again in range(3):
        field.findChild(QPushButton).click()
        assert field.read() in " ".join(each.text() for each in field.findChildren(QLabel))
        check_password(field.read(), "Inès Pérez")
        proposed.add(field.read())
    assert len(proposed) == 3
    assert len(set(_words())) ** WORDS > 2**80, "bits asked for by the CNIL"
    assert accessible_faults(field) == []
