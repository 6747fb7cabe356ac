"""What a role opens, right by right and day by day: the golden table, read aloud. A role's name opens nothing."""

import difflib
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from coop_desk.core.actions import Act, Inner, declared, transact
from coop_desk.core.compartments import delegating as keys
from coop_desk.core.compartments.opening import settle_desk
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import Title, TitleRight, holding_of
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import PersonId
from coop_desk.core.rights import WORDS, Right
from coop_desk.core.standing import powers
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.records import RoleMode, Sheet
from coop_desk.topics.roles.seats import service
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import found

GOLDEN = Path(__file__).parents[2] / "golden" / "role-rights.md"
ADOPTED, SHADOW, START, BROKEN, LAST = (
    date(2026, 9, 14), date(2026, 10, 1), date(2026, 11, 2), date(2027, 1, 15), date(2027, 5, 1),
)  # fmt: skip
NEXT = timedelta(days=1)
BECAUSE = "Réunion du 14 septembre 2026"
KEPT = (Right.OWN_FILE_READ, Right.OWN_FILE_CHANGE, Right.COOP_READ)
"""What everybody with an access has: it is no right of a role."""
COLUMNS = {
    "before": ("pressenti", "running", ADOPTED - NEXT),
    "adopted": ("adopté", "running", ADOPTED),
    "shadow": ("tuilage", "running", SHADOW),
    "eve": ("veille", "running", START - NEXT),
    "running": ("en cours", "running", START),
    "last": ("dernier jour", "running", LAST),
    "ended": ("terminé", "running", LAST + NEXT),
    "broken_last": ("dernier jour, interrompu", "broken", BROKEN),
    "broken": ("interrompu", "broken", BROKEN + NEXT),
    "early_eve": ("tuilage, la veille", "early", SHADOW - NEXT),
    "early": ("tuilage qui ouvre", "early", SHADOW),
    "early_ended": ("terminé, tuilage qui ouvrait", "early", LAST + NEXT),
}
HEADING = """# Ce qu’un rôle ouvre, jour par jour

Trois rôles portent un même titre, fait pour l’essai, qui a tous les droits. Chaque ligne est un droit ; ce qu’il
permet est dans « Qui peut quoi ». « oui » : la personne a ce droit ce jour-là ; un tiret : non.
Le premier rôle ouvre ses droits avec le mandat, du 2 novembre 2026 au 1er mai 2027 ; son tuilage commence le
1er octobre. Le deuxième est interrompu le 15 janvier 2027. Le troisième ouvre ses droits dès le tuilage.
Seconde table : un rôle qui demande les clés de la paie et des coordonnées bancaires ; ce que son titulaire en ouvre
tant qu’elles sont proposées, décidées, remises par qui les tient, puis quand le mandat est interrompu.
Ce tableau est relu à voix haute avant d’être changé.
"""


def with_roles(coop: TestCoop) -> dict[str, int]:
    """Three roles that carry one title, made for this with a name that says nothing, and their mandates to come."""
    found(coop)
    for who in ("running", "broken", "early"):
        coop.join(who, who.title(), "Essai", None)
    coop.on(ADOPTED - NEXT)
    mandates.lay_posts(coop.desk("manager"))
    write(coop, a_title)
    opened = {}
    for who in ("running", "broken", "early"):
        pole = roles.open_pole(coop.desk("manager"), f"Pôle {who}")
        sheet = Sheet(purpose="Essai", mode=RoleMode.ROTATING, rights_from_shadow=who == "early")
        opened[who] = roles.open_role(coop.desk("manager"), pole, f"Zut {who}", sheet, decision=BECAUSE,
                                      title_code="xq7")  # fmt: skip
    return opened


def a_title(act: Act) -> None:
    title = Title(code="xq7", name="Zut", automatic=False)
    act.session.add(title)
    act.session.flush()
    act.session.add_all(TitleRight(title_id=title.id, right=right.value, everyone=True) for right in Right)


def write(coop: TestCoop, do: object) -> object:
    desk = coop.desk("manager")
    return transact(coop.file, Inner("test.write", "Essai"), desk.person_id, EVERYONE, "", do, keys=desk.keyring)  # type: ignore[arg-type]


def rights_on(coop: TestCoop, who: str, day: date) -> set[Right]:
    """The rights somebody has over everyone that day."""
    coop.on(day)

    def look(act: Act) -> set[Right]:
        held = holding_of(act.session, coop.person(who), act.today)
        return {right for right in Right if right not in KEPT and held.people((right,)).everyone}

    return transact(coop.file, Inner("test.look", "Essai", reading=True), None, EVERYONE, "", look)


def record(coop: TestCoop, opened: dict[str, int]) -> dict[str, int]:
    """Adopt the three mandates, as who gives titles does."""
    coop.on(ADOPTED)
    return {
        who: service.record_role_mandate(
            coop.desk("manager"), role, 0, coop.person(who), START, LAST, BECAUSE, shadow_from=SHADOW
        )
        for who, role in opened.items()
    }


def test_a_role_gives_its_rights_from_its_day_to_its_day_and_its_name_gives_none(
    coop: TestCoop, request: pytest.FixtureRequest
) -> None:
    opened = with_roles(coop)
    held: dict[str, set[Right]] = {"before": rights_on(coop, "running", ADOPTED - NEXT)}
    mandate = record(coop, opened)
    for name, (_words, who, day) in sorted(COLUMNS.items(), key=lambda one: (one[1][2], one[0])):
        if name == "before":
            continue
        if name == "broken_last":
            coop.on(BROKEN)
            service.leave_early(coop.desk("manager"), (mandate["broken"],), BROKEN, "Change de métier")
        held[name] = rights_on(coop, who, day)
    coop.on(START)
    desk = coop.desk("running")
    verbs = [one for one in declared.values() if one.function.__module__.startswith("coop_desk")]
    assert [one.name for one in verbs if not desk.allows(one)] == []
    coop.on(START - NEXT)
    assert [one.name for one in verbs if desk.allows(one) and not set(one.rights) & set(KEPT)] == []
    rows = [
        f"| {WORDS[right]} | "
        + " | ".join("oui" if right in held[name] else "–" for name in COLUMNS) + " |"
        for right in Right if right not in KEPT
    ]  # fmt: skip
    heads = [words for words, _who, _day in COLUMNS.values()]
    table = [f"| | {' | '.join(heads)} |", "|" + " --- |" * (len(COLUMNS) + 1), *sorted(rows)]
    compare("\n".join([HEADING, *table, "", *of_keys(coop), ""]), request)


def of_keys(coop: TestCoop) -> list[str]:
    """The second table: what the keys of a role open, proposed, decided and handed over, then ended."""
    coop.on(ADOPTED)
    governs = coop.desk("founder")
    sheet = Sheet(purpose="Essai", mode=RoleMode.ROTATING, keys={"pay": "write", "bank": "read"})
    pole = roles.open_pole(coop.desk("manager"), "Pôle clés")
    role = roles.open_role(coop.desk("manager"), pole, "Zut clés", sheet, decision=BECAUSE)
    for who in ("holder", "outgoing"):
        coop.join(who, who.title(), "Essai", None)
    for compartment in ("pay/2026", "pay/2027", "bank"):
        keys.delegate_keys(governs, compartment, coop.person("outgoing"), "write", ADOPTED, None, BECAUSE)
    mandate = service.record_role_mandate(coop.desk("manager"), role, 0, coop.person("holder"), START, LAST, BECAUSE)
    said = {"proposé": state(coop, START)}
    coop.on(ADOPTED)
    for one in keys.key_delegations(governs):
        if one.person_id == coop.person("holder"):
            assert (one.starts_on, one.ends_on, one.state) == (START, LAST, "proposed")
            keys.decide_keys(governs, one.id, BECAUSE)
    said |= {"décidé, la veille": state(coop, START - NEXT), "en cours, clés à remettre": state(coop, START)}
    settle_desk(coop.desk("outgoing"))
    said |= {"en cours, clés remises": state(coop, START)}
    coop.on(BROKEN)
    service.leave_early(coop.desk("secretary"), (mandate,), BROKEN, "Arrêt")  # no governance there: the day still holds
    said |= {"dernier jour, interrompu": state(coop, BROKEN), "interrompu": state(coop, BROKEN + NEXT)}
    governing_again = coop.desk("founder")
    settle_desk(governing_again)
    ended = {one.state for one in keys.key_delegations(governing_again) if one.person_id == coop.person("holder")}
    assert ended == {"revoked"}  # the governance signed the end at its next session
    return [
        f"| | {' | '.join(said)} |", "|" + " --- |" * (len(said) + 1),
        *(f"| {name} | {' | '.join(one[name] for one in said.values())} |" for name in next(iter(said.values()))),
    ]  # fmt: skip


def state(coop: TestCoop, day: date) -> dict[str, str]:
    """What the holder reads and records of each compartment that day, and the rights that come with its keys."""
    coop.on(day)
    desk = coop.desk("holder")
    found_ = {}
    for compartment in ("pay/2026", "pay/2027", "bank", "identity"):
        tried = [word for word, do in (("lit", reads), ("écrit", writes)) if opens(desk, compartment, do)]
        found_[compartment] = ", ".join(tried) or "–"
    rights = transact(
        coop.file, Inner("test.look", "Essai", reading=True), None, EVERYONE, "",
        lambda act: {one.right for one in powers(act.session, PersonId(desk.person_id), act.today)},
    )  # fmt: skip
    for right in (Right.PAY_READ, Right.PAY_RECORD, Right.BANK_READ, Right.BANK_RECORD):
        found_[WORDS[right]] = "oui" if right in rights else "–"
    return found_


def reads(act: Act, compartment: str) -> None:
    act.sealed.read(compartment)


def writes(act: Act, compartment: str) -> None:
    act.sealed.put(compartment, act.actor_id, {"v": 1})


class Done(Exception):
    """What was tried is allowed, and is undone."""


def opens(desk: Desk, compartment: str, do: object) -> bool:
    def tried(act: Act) -> None:
        do(act, compartment)  # type: ignore[operator]
        raise Done

    try:
        transact(desk.coop, Inner("test.act", "Essai"), desk.person_id, EVERYONE, "", tried, keys=desk.keyring)
    except (Refused, RuleBroken):
        return False
    except Done:
        return True
    raise AssertionError


def compare(said: str, request: pytest.FixtureRequest) -> None:
    if os.environ.get("COOP_DESK_UPDATE_GOLDEN"):
        GOLDEN.write_text(said, encoding="utf-8", newline="\n")
    kept = GOLDEN.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(kept.splitlines(), said.splitlines(), GOLDEN.name, "programme"))
    assert said == kept, f"\n{difference}\nRead it aloud, then: pytest {request.node.nodeid} --update-golden"
