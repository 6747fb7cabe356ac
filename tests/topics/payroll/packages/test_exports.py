"""A month leaves the co-op: exported, exported again with a reason, imported, asked about."""

import json
from datetime import date

import pytest

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.payroll import service as pay
from coop_desk.topics.payroll.exporter.reading_preset import preset_data
from coop_desk.topics.payroll.exporter.shelf import NAMES, shipped
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.packages.records import digest
from coop_desk.topics.payroll.rules.checks import Check
from tests.conftest import TestCoop
from tests.topics.payroll.packages.month_ready import MONTH, month_ready, validate


def test_a_month_is_exported_and_exported_again_with_a_reason(coop: TestCoop) -> None:
    coop.once(month_ready)
    rose, odile = coop.desk("rose"), coop.desk("odile")
    trial = service.try_export(odile, MONTH, "silae")
    assert trial.run.ready
    assert [person.name for person in trial.run.without_rows] == ["Rose Dumas"]

    first = service.export_month(odile, MONTH, "silae")  # the bookkeeper reads, and may export
    assert first.name == "paie-2026-10-n01-silae"
    said = json.loads(dict(first.files)["manifest.json"])
    assert [said["number"], said["previous"], said["preset"]["name"]] == [1, None, "silae"]
    assert [said[step]["by"] for step in ("prepared", "validated", "exported")] == [
        "Rose Dumas", "Sacha Erdogan", "Odile Le Goff",
    ]  # fmt: skip
    assert all(said[step]["delegations"] for step in ("prepared", "validated", "exported"))
    for file in said["files"]:
        assert digest(dict(first.files)[file["name"]]) == file["sha256"]
    assert said["files"][0]["totals"] == [
        {"code": "H_SUP25", "rows": 1, "hours": "3.5"}, {"code": "REMB_FRAIS", "rows": 1, "amount": "48.3"},
    ]  # fmt: skip
    assert "Sacha Erdogan" in "\n".join(page_texts(dict(first.files)["bordereau.pdf"]))
    assert pay.pay_months(rose)[0].state == "exported"

    for reason in ("", "oubli"):
        with pytest.raises(RuleBroken) as refused:
            service.export_month(rose, MONTH, "silae", reason)
        assert refused.value.rule == "EXPORT-11"
    pay.ask_reopening(rose, MONTH, "Une heure oubliée pour Aïcha")
    pay.reopen_month(coop.desk("sacha"), MONTH)
    with pytest.raises(RuleBroken, match="pas validée"):
        service.export_month(rose, MONTH, "silae", "Une heure oubliée")
    validate(coop, MONTH, hours=4500)
    second = service.export_month(rose, MONTH, "silae", "Une heure oubliée pour Aïcha")
    assert [(c.matricule, c.code, c.before, c.after) for c in second.changes] == [("003", "H_SUP25", "3,5", "4,5")]
    assert (second.manifest.number, second.manifest.previous) == (2, 1)

    (month,) = service.months_to_export(odile)
    assert [(p.number, p.status) for p in month.packages] == [(2, "À importer"), (1, "Remplacé")]
    again = service.take_package(odile, MONTH, 1)
    assert again.replaced
    assert dict(again.files) == dict(first.files)
    assert service.compare_package(odile, MONTH, 1, dict(first.files)) == ()
    assert service.compare_package(odile, MONTH, 1, {n: c + b" " for n, c in first.files})[0].endswith("a changé.")

    service.confirm_import(odile, MONTH, 2, date(2026, 10, 1), "Silae 2026.10")
    silae = next(row for row in service.layouts(rose) if row.name == "silae")
    assert silae.status == "Format vérifié le 01/10/2026 avec Silae 2026.10"
    with pytest.raises(RuleBroken):
        service.confirm_import(odile, MONTH, 2, date(2026, 10, 2), "Silae")
    with pytest.raises(Refused):
        service.confirm_import(rose, MONTH, 2, date(2026, 10, 1), "Silae")


def test_every_format_exports_the_same_month(coop: TestCoop) -> None:
    coop.once(month_ready)
    rose = coop.desk("rose")
    for name in NAMES:
        trial = service.try_export(rose, MONTH, name)
        absences_only = name in ("sage-hr", "timmi")
        assert trial.run.ready != absences_only
        assert trial.read_back.known != absences_only
        assert trial.read_back.differences == ()


def test_a_format_of_the_co_op_is_saved_by_versions_and_shared(coop: TestCoop) -> None:
    coop.once(month_ready)
    rose = coop.desk("rose")
    document = preset_data(shipped("silae")) | {"codes": {"H_SUP25": {"code": "HS25"}}}
    assert service.save_layout(rose, "Silae du cabinet", document, "silae") == "silae-du-cabinet"
    assert service.preview_layout(rose, MONTH, document).problems == ("REMB_FRAIS n’a pas de code dans ce format.",)
    with pytest.raises(RuleBroken) as refused:
        service.export_month(rose, MONTH, "silae-du-cabinet")
    assert refused.value.rule == "EXPORT-01"
    blocking = {(one.check, one.name) for one in pay.check_month(rose, MONTH) if one.blocks}
    assert blocking == {(Check.UNMAPPED, "Sacha Erdogan")}  # the only format of the co-op is the one in use
    document["codes"]["REMB_FRAIS"] = {"code": "FRAIS", "unit": "days"}
    service.save_layout(rose, "Silae du cabinet", document, "silae")
    assert {one.check for one in pay.check_month(rose, MONTH) if one.blocks} == {Check.UNKNOWN_UNIT}
    document["codes"]["REMB_FRAIS"] = {"code": "FRAIS"}
    service.save_layout(rose, "Silae du cabinet", document, "silae")
    shared = service.shared_layout(rose, "silae-du-cabinet")
    assert service.import_layout(rose, "Silae reçu", shared) == "silae-recu"
    made = service.export_month(rose, MONTH, "silae-du-cabinet")
    assert made.manifest.preset_version == 3
    assert b"003;HS25;3,50" in made.files[0][1]
    service.retire_layout(rose, "silae-recu")
    assert [row.name for row in service.layouts(rose) if row.own] == ["silae-du-cabinet"]
    with pytest.raises(RuleBroken) as refused:
        service.save_layout(rose, "Silae", document, "silae")
    assert refused.value.rule == "PRESET-08"
    assert dict(service.take_package(rose, MONTH, 1).files) == dict(made.files)


def test_questions_and_answers_are_read_by_key_holders_only(coop: TestCoop) -> None:
    coop.once(month_ready)
    rose, odile = coop.desk("rose"), coop.desk("odile")
    service.write_message(odile, MONTH, "Les 3,5 h d’Aïcha sont-elles payées ?")
    service.write_message(rose, MONTH, "Oui.")
    assert [(m.by, m.mine, m.text) for m in service.messages(odile, MONTH)] == [
        ("Odile Le Goff", True, "Les 3,5 h d’Aïcha sont-elles payées ?"), ("Rose Dumas", False, "Oui."),
    ]  # fmt: skip
    for who in ("aicha", "founder", "keeper", "manager"):
        desk = coop.desk(who)
        for read in (
            lambda desk=desk: service.messages(desk, MONTH),
            lambda desk=desk: service.try_export(desk, MONTH, "silae"),
            lambda desk=desk: service.package(desk, MONTH, 1),
            lambda desk=desk: service.take_package(desk, MONTH, 1),
        ):
            with pytest.raises(Refused):
                read()
    with pytest.raises(RuleBroken):
        service.write_message(odile, MONTH, "  ")
