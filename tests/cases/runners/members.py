"""Members: a spreadsheet is read whole, brings its shares, loses no letter of a name, and changes nothing twice."""

import csv
from collections.abc import Mapping
from datetime import date
from typing import Any

from coop_desk.core.check import verify
from coop_desk.topics.members.service import members
from coop_desk.topics.shares import service
from coop_desk.topics.shares.importing import import_members
from coop_desk.topics.statutes.service import NewValue, record_identity, set_up_statutes
from tests.conftest import TestCoop
from tests.topics.shares.house import CANAL

TOPIC = "coop"


def recognises(case: Mapping[str, Any]) -> bool:
    """A spreadsheet comes as it is."""
    return case.get("kind") == "members"


def run(coop: TestCoop, case: Mapping[str, Any]) -> None:
    """Read it on an empty register, then again; the sums are those of a naive second reading of the file."""
    rows = naive(case["sheet"])
    path = coop.file.folder.parent / f"{case['id']}.csv"
    path.write_bytes(case["sheet"])
    held = [row for row in rows if cents(row.get("Parts", ""))]
    nominal = cents(held[0]["Versé (€)"]) // (cents(held[0]["Parts"]) // 100)
    coop.on(date(2026, 6, 12))
    record_identity(coop.desk("manager"), CANAL)
    set_up_statutes(coop.desk("manager"), [NewValue("share_nominal", str(nominal))])
    registrar = coop.desk("registrar")
    foreseen = import_members(registrar, path, dry_run=True).as_dict()
    assert (foreseen["created"], foreseen["errors"]) == (len(rows), [])
    assert service.movements(registrar) == []
    import_members(registrar, path)
    found = service.situation(registrar)
    assert found.situation.paid_cents == sum(cents(row["Versé (€)"]) for row in rows)
    assert found.situation.shares == sum(cents(row["Parts"]) // 100 for row in rows)
    assert found.figures.employed == sum(row["Situation"] == "Associé salarié" for row in rows)
    register = {row.name for row in members(registrar)}
    assert register == {f"{row['Prénom']} {row['Nom']}" for row in rows}
    again = import_members(registrar, path).as_dict()
    assert (again["created"], again["changed"], again["unchanged"], again["errors"]) == (0, 0, len(rows), [])
    assert service.situation(registrar).lines == found.lines
    assert all(not one.differences for one in verify(coop.file))


def naive(sheet: bytes) -> list[dict[str, str]]:
    """The rows of a file as a French spreadsheet saves it, by the title of the column."""
    try:
        text = sheet.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = sheet.decode("cp1252")
    return [row for row in csv.DictReader(text.splitlines(), delimiter=";") if any(row.values())]


def cents(text: str) -> int:
    """An amount as it is typed in French, in hundredths."""
    whole, _comma, part = "".join(c for c in text if c.isdigit() or c == ",").partition(",")
    return int(whole or "0") * 100 + int((part + "00")[:2])
