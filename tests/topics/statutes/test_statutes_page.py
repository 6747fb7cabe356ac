"""The page of the statutes and the set-up, clicked."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coop_desk.app.wizard import SetupPage
from coop_desk.core.accounts import accounts
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.assemblies.records import ResolutionKind
from coop_desk.topics.assemblies.service import record_unanimity
from coop_desk.topics.statutes import service
from coop_desk.topics.statutes.page import StatutesPage, value_fields, value_text, value_values
from coop_desk.topics.statutes.parameters import Form, catalogue, written
from coop_desk.topics.statutes.records import Quoted
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import enrol, opened


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))


def set_up(coop: TestCoop, qtbot: QtBot) -> SetupPage:
    """Walk the set-up up to the nominal value, as the manager."""
    coop.on(date(2026, 3, 2))
    page = SetupPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    assert page.form is not None
    page.form.set_values({"form": Form.SARL, "siren": "732 829 320", "created_on": date(2012, 3, 1)})
    page.form.submit()
    page.form.set_values({"value:age_majority": "3/4"})
    page.form.submit()
    page.form.set_values({"value:share_nominal": 5000, "article": "art. 8"})
    page.form.submit()
    return page


def test_the_set_up_goes_from_step_to_step_and_closes(coop: TestCoop, qtbot: QtBot) -> None:
    page = set_up(coop, qtbot)
    assert accessible_faults(page) == []
    profile = service.profile(page.desk)
    assert (profile.share_nominal_cents, str(profile.ratio("age_majority"))) == (5000, "3/4")
    page.show_end()
    assert service.set_up_state(page.desk).open
    page.run(service.finish_set_up)
    assert not service.set_up_state(page.desk).open
    page.show_statutes()
    assert page.form is None or "value:age_majority" not in page.form.fields


def test_a_step_is_skipped_and_taken_up_again(coop: TestCoop, qtbot: QtBot) -> None:
    page = SetupPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    page._next()
    assert page._current == "statutes"
    page._buttons["identity"].click()
    assert page._current == "identity"
    assert page.form is not None


def test_a_wrong_siren_is_said_under_its_field(coop: TestCoop, qtbot: QtBot) -> None:
    page = SetupPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    assert page.form is not None
    page.form.set_values({"form": Form.SA, "siren": "732 829 321"})
    page.form.submit()
    assert "SIREN" in page.form.fields["siren"].said_fault()
    assert service.identity(page.desk) is None


def test_a_change_asks_for_its_resolution_and_keeps_last_year(coop: TestCoop, qtbot: QtBot) -> None:
    service.finish_set_up(set_up(coop, qtbot).desk)
    page = StatutesPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    page.list.choose("age_majority")
    page.edit(page.list.chosen_record())
    form = page.last_form
    form.set_values({"value:age_majority": "4/5", "article": "art. 21", "since": date(2026, 3, 1)})
    form.submit()
    assert form.fields["reference"].said_fault()
    form.set_values({"reference": "AGE, 2e résolution", "decided_on": date(2026, 3, 1)})
    form.submit()
    assert page.list.chosen_record().value_words == "4/5"
    page.day_field.write(date(2025, 6, 12))
    page.reload()
    assert page.list.chosen_record().value_words == "3/4"
    page.show_history()
    page.show_identity()
    assert accessible_faults(page) == []


def test_a_resolution_chosen_among_the_decisions_is_quoted(coop: TestCoop, qtbot: QtBot) -> None:
    service.finish_set_up(set_up(coop, qtbot).desk)
    _meeting, (adopted,) = opened(coop, [ResolutionKind.EXTRAORDINARY], enrol(coop, 3))
    record_unanimity(coop.desk("secretary"), adopted)
    coop.on(date(2026, 6, 15))
    page = StatutesPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    page.open_record(Quoted("AGE du 12 juin 2026, résolution n° 3", adopted, date(2026, 6, 12)))
    page.list.choose("age_majority")
    page.edit(page.list.chosen_record())
    page.last_form.set_values({"value:age_majority": "4/5"})
    assert "reference" not in page.last_form.fields
    page.last_form.submit()
    line = service.history(page.desk, "age_majority")[0]
    assert (line.since, line.decision, line.resolution_id) == (
        date(2026, 6, 12),
        "AGE du 12 juin 2026, résolution n° 3",
        adopted,
    )


def test_what_the_law_forbids_is_said_under_the_value(coop: TestCoop, qtbot: QtBot) -> None:
    service.finish_set_up(set_up(coop, qtbot).desk)
    page = StatutesPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    page.list.choose("age_majority")
    page.edit(page.list.chosen_record())
    page.last_form.set_values(
        {"value:age_majority": "1/2", "reference": "AGE", "decided_on": date(2026, 3, 1), "since": date(2026, 3, 1)}
    )
    page.last_form.submit()
    assert "L. 223-30" in page.last_form.fields["value:age_majority"].said_fault()


def test_a_reader_sees_no_form(coop: TestCoop, qtbot: QtBot) -> None:
    set_up(coop, qtbot)
    page = StatutesPage(coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    page.list.choose("age_majority")
    assert not page.may(service.change_statutes)
    assert not page.may(accounts)


@pytest.mark.parametrize("form", Form)
def test_every_parameter_can_be_typed(form: Form, qtbot: QtBot) -> None:
    for parameter in catalogue(form).values():
        fields = value_fields(parameter)
        for field in fields:
            qtbot.addWidget(field)
        shown = value_values(parameter, parameter.law)
        for field in fields:
            field.write(shown[field.name])
        typed = {field.name: field.read() for field in fields}
        assert value_text(parameter, typed) == written(parameter.law) or parameter.kind.value == "several"
