"""Who may do what: the golden access table, compared with the program, and its refusals tried for real."""

import difflib
import os
from pathlib import Path

import pytest

from coop_desk.core import database
from coop_desk.core.actions import Action, Verb
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused
from coop_desk.core.reading_journal import journal_lines
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from tests.conftest import TestCoop
from tests.house.sources import verbs

GOLDEN = Path(__file__).parents[1] / "golden" / "access.md"
TOPICS = {
    "core": "Le dossier, les accès et les délégations",
    "statutes": "Identité et statuts",
    "members": "Associés et équipes",
    "personal_details": "Coordonnées confidentielles",
    "shares": "Parts sociales",
    "assemblies": "Assemblées et réunions",
    "mandates": "Mandats",
    "elections": "Élections",
    "employment": "Contrats, horaires et sites",
    "leave": "Congés et absences",
    "surplus": "Répartition des excédents",
    "convening": "Convocations",
    "skills": "Compétences",
    "roles": "Rôles, missions et pôles",
    "payroll": "Mois de paie",
    "minutes": "Procès-verbaux",
    "dashboard": "À faire",
    "own_data": "Mes données",
}
CAST = {
    "keeper": "Tenue du dossier",
    "manager": "Gérance",
    "secretary": "Secrétariat",
    "registrar": "Tenue des registres",
    "associate": "Associée",
    "bookkeeper": "Comptable",
    "employee": "Salariée",
    "leave_delegate": "RH : congés",
    "pay_delegate": "RH : paie",
    "pay_validator": "Contrôle de la paie",
    "nobody": "Sans titre",
}
DELEGATES = {
    "leave_delegate": ("Yann", "Kermarrec"),
    "pay_delegate": ("Rose", "Tanguy"),
    "pay_validator": ("Sacha", "Le Bris"),
}
HEADING = """# Qui peut quoi

Chaque ligne est une chose que l’on peut faire dans Coop Desk ; chaque colonne, un titre d’une coopérative neuve.
« tous » : pour tout le monde ; « soi » : pour soi seulement ; un tiret : non.
Ce tableau est relu à voix haute avant d’être changé : la personne concernée serait-elle d’accord ?
"""


@pytest.fixture
def cast(coop: TestCoop) -> TestCoop:
    """The people of the table: one is only an associate, one only works there, three hold delegations."""
    for title, (given, family) in DELEGATES.items():
        coop.join(title, given, family, title)
    for who, given, family, category in (
        ("associate", "Aïcha", "Benali", Category.EMPLOYED),
        ("employee", "Lila", "Moreau", Category.EMPLOYEE),
    ):
        coop.join(who, given, family, None)
        today, hired = coop.clock.today(), coop.clock.today() if who == "employee" else None
        new = NewMember(family, category, today, given_name=given, person_id=coop.person(who), employed_from=hired)
        register_member(coop.desk("registrar"), new)
    return coop


def all_desks(coop: TestCoop) -> dict[str, Desk]:
    """One desk for each column of the table."""
    return {who: coop.desk(who) for who in CAST}


def reach(desk: Desk, verb: Verb) -> str:
    """Say over whom somebody may do it."""
    people = desk.coverage(verb)
    if people.everyone:
        return "tous"
    assert people.ids <= {desk.person_id}
    return "soi" if people else "–"


def table(coop: TestCoop) -> str:
    """The access table as a member reads it."""
    lines, desks = [HEADING], all_desks(coop)
    reached = {
        rights: " | ".join(reach(desks[who], verb) for who in CAST)
        for rights, verb in {verb.rights: verb for verb in verbs()}.items()  # whom it covers depends on them alone
    }
    for topic, title in TOPICS.items():
        of_topic = [v for v in verbs() if v.name.startswith(f"{topic}.")]
        if not of_topic:
            continue
        lines += [f"## {title}", "", f"| | {' | '.join(CAST.values())} |", "|" + " --- |" * (len(CAST) + 1)]
        rows = {(v.reading, v.words): reached[v.rights] for v in of_topic}
        lines += [f"| {words} | {said} |" for (_reading, words), said in sorted(rows.items())]
        lines.append("")
    return "\n".join(lines)


def test_the_access_table_is_the_one_that_was_read_aloud(cast: TestCoop) -> None:
    said = table(cast)
    if os.environ.get("COOP_DESK_UPDATE_GOLDEN"):
        GOLDEN.write_text(said, encoding="utf-8", newline="\n")
    kept = GOLDEN.read_text(encoding="utf-8")
    difference = "\n".join(
        difflib.unified_diff(kept.splitlines(), said.splitlines(), "access.md", "programme", lineterm="")
    )
    assert said == kept, f"\n{difference}\nRead it aloud, then: pytest tests/house --update-golden"


def test_every_topic_is_in_the_table() -> None:
    assert {v.name.split(".")[0] for v in verbs()} <= set(TOPICS)


def test_two_verbs_never_share_a_line_with_different_rights() -> None:
    seen: dict[tuple[str, str, bool], frozenset[str]] = {}
    for verb in verbs():
        key = (verb.name.split(".")[0], verb.words, verb.reading)
        rights = frozenset(verb.rights)
        assert seen.setdefault(key, rights) == rights, verb.name


def test_what_the_table_refuses_is_refused(cast: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each verb to one of those it is closed to, in turn, before even its arguments are read; and it is written."""
    monkeypatch.setitem(database._SETTINGS, "synchronous", 0)  # hundreds of lines of journal, and no power cut here
    cast.file.engine.dispose()
    desks = all_desks(cast)
    pairs = []
    for turn, verb in enumerate(verbs()):
        closed_to = [who for who in CAST if not desks[who].allows(verb)]
        pairs += [(closed_to[turn % len(closed_to)], verb)] if closed_to else []
    assert {who for who, _verb in pairs} == set(CAST)
    assert len(pairs) > len(verbs()) * 2 // 3
    for who, verb in pairs:
        assert isinstance(verb, Action)
        with pytest.raises(Refused, match="titres"):
            verb(desks[who])
    newest = journal_lines(desks["keeper"], limit=len(pairs))
    assert [line.action for line in reversed(newest)] == [verb.name for _who, verb in pairs]
    assert {line.outcome for line in newest} == {"refused"}


def test_whoever_changes_a_thing_may_read_it(cast: TestCoop) -> None:
    """A title that records in a topic opens the reading of that topic."""
    for topic in TOPICS:
        for who, desk in all_desks(cast).items():
            mine = [v for v in verbs() if v.name.startswith(f"{topic}.") and desk.allows(v)]
            if any(not v.reading for v in mine):
                assert any(v.reading for v in mine) or topic == "core", (who, topic)
