"""`check` names what another program changed, in any table."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Table

from coop_desk.core import accounts
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.check import _checks, _words_of, checked, verify
from coop_desk.core.database import raw_connection
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import DATABASE_NAME, CoopFile, open_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Base, PersonId
from coop_desk.topics.members.model import EmailConsent, Member, MemberDetails, Team
from tests.conftest import CHEAP, TestCoop

DAY = date(2026, 1, 2)


@pytest.fixture
def closed(coop: TestCoop) -> Path:
    """A co-op with rows in several tables, closed."""

    def fill(act: Act) -> None:
        nobody = coop.person("nobody")
        act.session.add_all(
            [
                Team(name="Atelier", opened_on=DAY),
                Member(person_id=nobody, number="1"),
                MemberDetails(person_id=nobody, city="Nantes", birth_date=DAY),
                EmailConsent(person_id=nobody, given=True, dated=DAY, channel="papier"),
            ]
        )

    registrar = coop.desk("registrar")
    transact(coop.file, Inner("test.fill", "Essai"), registrar.person_id, EVERYONE, "", fill, keys=registrar.keyring)
    accounts.reset_password(coop.desk("keeper"), coop.person("nobody"), "Tilleul-9-Passerelle!", cost=CHEAP)
    coop.file.close()
    return coop.file.folder / DATABASE_NAME


def differences(database: Path) -> list[str]:
    with open_coop(database) as file:
        return [difference for verified in verify(file) for difference in verified.differences]


def rewrite(database: Path, sql: str) -> None:
    with closing(raw_connection(database)) as raw, raw:
        assert raw.execute(sql).rowcount == 1, sql


def test_an_untouched_co_op_shows_nothing_and_says_what_was_looked_at(closed: Path) -> None:
    with open_coop(closed) as file:
        found = verify(file)
    assert all(not verified.differences for verified in found)
    looked_at = {verified.what: verified.count for verified in found}
    assert looked_at["Chaîne du journal"] > 10
    assert looked_at["Fiches comparées au journal"] > 30


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE person SET family_name = 'Henaff' WHERE family_name = 'Hénaff'", "Personne n° 7"),
        ("UPDATE member SET number = '2'", "Inscription au registre n° 1"),
        ("UPDATE member_details SET city = 'Nantet'", "Coordonnées n° 1"),
        ("UPDATE member_details SET birth_date = '2026-01-03'", "Coordonnées n° 1"),
        ("UPDATE email_consent SET given = 0", "Accord pour le courriel n° 1"),
        ("UPDATE team SET closed_on = '2026-01-05'", "Équipe n° 1"),
        (
            "UPDATE bundle SET content = (SELECT b.content FROM bundle AS b WHERE b.holder_id = 1) WHERE holder_id = 2",
            "Trousseau n° 2",
        ),
        ("UPDATE account SET active = 0 WHERE id = 3", "Accès n° 3"),
        ("UPDATE title SET automatic = 1 WHERE code = 'manager'", "Titre n° 4"),
        ("UPDATE title_right SET everyone = NOT everyone WHERE id = 4", "Droit d’un titre n° 4"),
        ("UPDATE \"grant\" SET ends_on = '2030-01-01' WHERE id = 6", "Délégation n° 6"),
        ("UPDATE journal SET body = replace(body, 'Nantes', 'Nantet') WHERE body LIKE '%Nantes%'", "le contenu"),
        ("DELETE FROM email_consent", "Accord pour le courriel n° 1"),
        ("INSERT INTO team (name, opened_on) VALUES ('Pirates', '2026-01-02')", "Équipe n° 2"),
        ("INSERT INTO person (family_name, given_name) VALUES ('Inconnu', '')", "Personne n° 8"),
    ],
)
def test_one_thing_changed_by_another_program_is_named(closed: Path, sql: str, named: str) -> None:
    rewrite(closed, sql)
    assert any(named in difference for difference in differences(closed))


CHANGED = {bool: "NOT {c}", int: "coalesce({c}, 0) + 1", bytes: "x'00'", dict: "'{{}}'"}


def watched(table: Table) -> list[str]:
    """The columns that hold something said, not the place of a row nor a link."""
    return [column.name for column in table.columns if not column.primary_key and not column.foreign_keys]


def change_first_rows(database: Path, columns: dict[str, str]) -> None:
    """Change one value in the first row of each of these tables, as another program would."""
    with closing(raw_connection(database)) as raw, raw:
        for name, column in columns.items():
            table = Base.metadata.tables[name]
            key = next(iter(table.primary_key)).name
            kind = table.columns[column].type.python_type
            changed = CHANGED.get(kind, "'1999-09-09 00:00:00.000000'").format(c=column)
            raw.execute(
                f'UPDATE "{name}" SET "{column}" = {changed} WHERE "{key}" = (SELECT min("{key}") FROM "{name}")'
            )


def test_every_column_of_every_filled_row_is_watched(closed: Path) -> None:
    """One value of every table that holds something: nothing is outside the comparison.

    Several tables are changed at a time; one that no difference names is then changed alone.
    """
    whole = closed.read_bytes()
    with closing(raw_connection(closed)) as raw:
        filled = {
            table.name: watched(table)
            for table in Base.metadata.sorted_tables
            if raw.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
        }
    assert len(filled) >= 10
    for place in range(max(map(len, filled.values()))):
        here = {name: columns[place] for name, columns in filled.items() if place < len(columns)}
        change_first_rows(closed, {name: column for name, column in here.items() if not name.startswith("journal")})
        said = differences(closed)
        closed.write_bytes(whole)
        for name, column in here.items():
            if not any(difference.startswith(f"{_words_of(name)} n°") for difference in said):
                change_first_rows(closed, {name: column})
                assert differences(closed), f"{name}.{column}"
                closed.write_bytes(whole)


def test_a_byte_changed_in_the_file_itself_is_named_or_refused(closed: Path) -> None:
    content = closed.read_bytes()
    for page in (3, 30, len(content) // 4096):
        spoilt = bytearray(content)
        spoilt[page * 4096 - 1000] ^= 1
        closed.write_bytes(spoilt)
        with open_coop(closed, verifying=True) as file:
            assert f"la page {page} du fichier a été changée ou abîmée" in verify(file)[0].differences
    closed.write_bytes(content)
    assert differences(closed) == []


def test_a_topic_declares_its_own_verification(coop: TestCoop) -> None:
    @checked("Essai d’un sujet")
    def odd(act: Act) -> tuple[int, list[str]]:
        return 3, ["la troisième ne va pas"]

    try:
        (last,) = [v for v in verify(coop.file) if v.what == "Essai d’un sujet"]
        assert (last.count, last.differences) == (3, ("la troisième ne va pas",))
    finally:
        _checks.remove(("Essai d’un sujet", odd))


def test_a_link_to_nothing_is_named(coop: TestCoop) -> None:
    file: CoopFile = coop.file
    with closing(raw_connection(file.folder / DATABASE_NAME)) as raw, raw:
        raw.execute("UPDATE account SET holder_id = 999 WHERE id = 1")
    found = [d for verified in verify(file) for d in verified.differences]
    assert any("Accès n° 1 renvoie à une fiche absente" in d for d in found)
    assert PersonId(999) not in coop.cast.values()


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE email_consent SET person_id = 999", "Accord pour le courriel n° 1 renvoie à une fiche absente"),
        ("DELETE FROM person WHERE id = 7", "Personne n° 7 : disparu"),
    ],
)
def test_a_link_broken_by_another_program_is_named_although_nobody_may_enter(
    closed: Path, sql: str, named: str
) -> None:
    rewrite(closed, sql)
    with pytest.raises(RuleBroken, match="abîmé"):
        open_coop(closed)
    with open_coop(closed, verifying=True) as file:
        said = [d for verified in verify(file) for d in verified.differences]
    assert named in said


def test_a_file_too_damaged_to_be_read_is_a_difference_like_the_others(closed: Path) -> None:
    with closing(raw_connection(closed)) as raw:
        first = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchone()[0]
    content = bytearray(closed.read_bytes())
    content[(first - 1) * 4096 : first * 4096] = bytes(4096)
    closed.write_bytes(content)
    with open_coop(closed, verifying=True) as file:
        found = verify(file)
    assert found[0].differences == (f"la page {first} du fichier a été changée ou abîmée",)
    assert "trop abîmé pour être lu plus loin" in found[-1].differences[0]
