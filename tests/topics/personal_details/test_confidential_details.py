"""Giving, reading, correcting and taking out bank details and numbers, several people in turn on a real file."""

import io
from base64 import b64encode
from datetime import timedelta

import pytest

from coop_desk.core import accounts
from coop_desk.core.compartments import delegating
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.words import long_day
from coop_desk.topics.own_data import service as own_data
from coop_desk.topics.personal_details import service
from coop_desk.topics.personal_details.records import BankDetails, Compartment, Details, IdentityDetails, State, Version
from tests.conftest import CHEAP, PASSWORD
from tests.topics.core.compartments.conftest import DAY, House

IBAN, OTHER_IBAN = "FR7630006000011234567890189", "FR1420041010050500013M02606"
NIR, OTHER_NIR = "253072A07300443", "295109912611193"
BANK = BankDetails(IBAN, "AGRIFRPP", "Chloé Hénaff et Paul Le Bihan")
IDENTITY = IdentityDetails(NIR, "Ajaccio")
PLANTED = (IBAN, OTHER_IBAN, NIR, OTHER_NIR, "AGRIFRPP", "Le Bihan", "Ajaccio")


def said(versions: tuple[Version, ...]) -> list[Details | None]:
    return [version.details for version in versions]


def state(house: House, who: str, compartment: Compartment = Compartment.BANK) -> State:
    found = service.people_details(house.desk("delegate"))
    (line,) = [one for one in found.lines if one.person_id == house.people[who]]
    standing = line.standing(compartment)
    assert standing is not None
    return standing.state


def accesses(house: House, who: str) -> list[tuple[str, str]]:
    return [(one.actor, one.words) for one in own_data.own_accesses(house.desk(who))]


def give_both(house: House) -> None:
    service.give_own_details(house.desk("member"), BANK)
    service.give_own_details(house.desk("member"), IDENTITY)


# ------------------------------------------------------------------ giving


def test_what_i_give_waits_in_the_drop_box_until_the_next_session_of_the_holder(canal: House) -> None:
    service.give_own_details(canal.desk("member"), BankDetails("fr76 3000 6000 0112 3456 7890 189", "agrifrpp"))
    mine = service.own_details(canal.desk("member")).bank
    assert said(mine.versions) == [BankDetails(IBAN, "AGRIFRPP")]
    assert [one.waiting for one in mine.versions] == [True]
    assert mine.keepers == ("Léon Girard",)
    assert state(canal, "member") is State.WAITING
    canal.sign_in("delegate")
    assert state(canal, "member") is State.GIVEN
    assert said(service.bank_of(canal.desk("delegate"), canal.people["member"])) == [BankDetails(IBAN, "AGRIFRPP")]
    assert [one.waiting for one in service.own_details(canal.desk("member")).bank.versions] == [False]


def test_the_holder_takes_in_what_waits_without_leaving(canal: House) -> None:
    give_both(canal)
    assert service.take_in_bank(canal.desk("delegate")) == 1
    assert service.take_in_identity(canal.desk("delegate")) == 1
    assert state(canal, "member", Compartment.IDENTITY) is State.GIVEN


def test_the_holder_gives_their_own_at_once(canal: House) -> None:
    service.give_own_details(canal.desk("delegate"), BANK)
    assert [one.waiting for one in service.own_details(canal.desk("delegate")).bank.versions] == [False]


def test_a_change_is_a_new_version_and_the_former_is_still_read(canal: House) -> None:
    give_both(canal)
    canal.sign_in("delegate")
    service.record_bank(canal.desk("delegate"), canal.people["member"], BankDetails(OTHER_IBAN))
    canal.on(DAY + timedelta(days=3))
    service.give_own_details(canal.desk("member"), BANK)
    service.give_own_details(canal.desk("member"), BankDetails(OTHER_IBAN, account_holder="Chloé"))
    assert len(service.own_details(canal.desk("member")).bank.versions) == 4
    canal.sign_in("delegate")
    found = service.bank_of(canal.desk("delegate"), canal.people["member"])
    assert said(found) == [BankDetails(OTHER_IBAN, "", "Chloé"), BANK, BankDetails(OTHER_IBAN), BANK]
    assert [one.by for one in found] == ["Chloé Hénaff", "Chloé Hénaff", "Léon Girard", "Chloé Hénaff"]
    assert said(service.own_details(canal.desk("member")).bank.versions) == said(found)


def test_a_newcomer_gives_theirs_before_their_keys_are_handed_over(canal: House) -> None:
    canal.people["new"] = accounts.open_account(
        canal.desk("founder"), "new", PASSWORD, given_name="Noé", family_name="Joly", cost=CHEAP
    )
    service.give_own_details(canal.desk("new"), BANK)
    mine = service.own_details(canal.desk("new")).bank
    assert said(mine.versions) == [BANK]
    assert "Léon Girard" in mine.hindrance
    canal.sign_in("delegate")
    mine = service.own_details(canal.desk("new")).bank
    assert (said(mine.versions), mine.hindrance) == ([BANK], "")


def test_while_nobody_is_in_charge_the_page_says_whom_to_ask(house: House) -> None:
    mine = service.own_details(house.desk("member")).bank
    assert not mine.may_give
    assert "Demandez à la gérance" in mine.hindrance
    with pytest.raises(RuleBroken) as refusal:
        service.give_own_details(house.desk("member"), BANK)
    assert refusal.value.rule == "KEY-13"


def test_what_i_withdraw_is_paid_no_more_and_still_read(canal: House) -> None:
    give_both(canal)
    service.give_own_details(canal.desk("other"), BANK)
    canal.sign_in("delegate")
    assert state(canal, "other") is State.SAME
    for who, compartment in (
        ("member", Compartment.BANK),
        ("other", Compartment.BANK),
        ("member", Compartment.IDENTITY),
    ):
        service.withdraw_own_details(canal.desk(who), compartment)
    mine = service.own_details(canal.desk("member"))
    assert [(one.details, one.withdrawn, one.waiting) for one in mine.bank.versions] == [
        (None, True, True),
        (BANK, False, False),
    ]
    assert state(canal, "member") is State.WAITING
    canal.sign_in("delegate")
    desk, chloe = canal.desk("delegate"), canal.people["member"]
    assert {state(canal, "member"), state(canal, "other"), state(canal, "member", Compartment.IDENTITY)} == {
        State.WITHDRAWN
    }, "neither is taken for the other's"
    assert said(service.bank_of(desk, chloe)) == [None, BANK]
    assert service.find_people(desk, IBAN) == []
    assert IBAN[:4].encode() not in service.export_bank(desk, "csv")
    with pytest.raises(RuleBroken) as refusal:
        service.withdraw_own_details(canal.desk("member"), Compartment.BANK)
    assert refusal.value.rule == "DETAILS-02"
    service.record_identity(desk, canal.people["other"], IDENTITY)  # the number is nobody's any more
    service.give_own_details(canal.desk("member"), BankDetails(OTHER_IBAN))
    canal.sign_in("delegate")
    assert state(canal, "member") is State.GIVEN
    (line,) = [one for one in journal_lines(canal.desk("founder")) if one.words.startswith("Retrait")][:1]
    assert not any(value in repr(line) for value in PLANTED)


def test_the_holder_withdraws_their_own_at_once(canal: House) -> None:
    service.give_own_details(canal.desk("delegate"), BANK)
    service.withdraw_own_details(canal.desk("delegate"), Compartment.BANK)
    assert service.own_details(canal.desk("delegate")).bank.withdrawn
    assert state(canal, "delegate") is State.WITHDRAWN


def test_what_another_program_sealed_is_not_believed(canal: House) -> None:
    canal.act("member", lambda act: act.sealed.drop("bank", {"v": 1, "n": "x", "iban": ["FR76"]}))
    canal.sign_in("delegate")
    assert said(service.bank_of(canal.desk("delegate"), canal.people["member"])) == [None]
    assert service.find_people(canal.desk("delegate"), "FR76") == []


# ------------------------------------------------------------------ the same twice


def test_the_same_account_twice_is_allowed_and_shown(canal: House) -> None:
    for who in ("member", "other"):
        service.record_bank(canal.desk("delegate"), canal.people[who], BANK)
    found = service.people_details(canal.desk("delegate"))
    (line,) = [one for one in found.lines if one.person_id == canal.people["member"]]
    assert line.bank is not None
    assert (line.bank.state, line.bank.same_as) == (State.SAME, ("Odile Tanguy",))
    service.record_bank(canal.desk("delegate"), canal.people["other"], BankDetails(OTHER_IBAN))
    assert state(canal, "member") is State.GIVEN, "what is in force is compared, never a former version"


def test_the_same_number_twice_is_refused_without_saying_whose_it_is(canal: House) -> None:
    desk = canal.desk("delegate")
    service.record_identity(desk, canal.people["member"], IDENTITY)
    service.record_identity(desk, canal.people["member"], IDENTITY)
    with pytest.raises(RuleBroken) as refusal:
        service.record_identity(desk, canal.people["other"], IdentityDetails("2 53 07 2A 073 004 43"))
    assert refusal.value.rule == "NIR-02"
    assert not any(word in str(refusal.value) for word in ("Chloé", "Hénaff", "2 53", "253"))
    service.record_identity(desk, canal.people["member"], IdentityDetails(OTHER_NIR))
    service.record_identity(desk, canal.people["other"], IDENTITY)


def test_the_same_number_dropped_is_shown_to_the_holder(canal: House) -> None:
    for who in ("member", "other"):
        service.give_own_details(canal.desk(who), IDENTITY)
    canal.sign_in("delegate")
    assert state(canal, "other", Compartment.IDENTITY) is State.SAME


# ------------------------------------------------------------------ who read it


def test_the_list_opens_nothing_and_each_opening_leaves_a_line(canal: House) -> None:
    give_both(canal)
    canal.sign_in("delegate")
    service.people_details(canal.desk("delegate"))
    assert accesses(canal, "member") == []
    service.bank_of(canal.desk("delegate"), canal.people["member"])
    service.identity_of(canal.desk("delegate"), canal.people["member"])
    assert accesses(canal, "member") == [
        ("Léon Girard", "Consultation d’un numéro de sécurité sociale"),
        ("Léon Girard", "Consultation de coordonnées bancaires"),
    ]
    assert accesses(canal, "other") == []


def test_a_search_opens_everything_and_says_so_to_everybody(canal: House) -> None:
    give_both(canal)
    canal.sign_in("delegate")
    desk, chloe = canal.desk("delegate"), canal.people["member"]
    for text in ("0112 3456", "le bihan", "LE BIHAN", "ajaccio", "agri", "2a 073"):
        assert service.find_people(desk, text) == [chloe], text
    assert service.find_people(desk, "introuvable") == []
    with pytest.raises(RuleBroken, match="au moins 3"):
        service.find_people(desk, " 1 ")
    assert ("Léon Girard", "Recherche dans les coordonnées confidentielles") in accesses(canal, "other")


def test_an_export_says_who_made_it_and_leaves_a_line_each_time(canal: House) -> None:
    from openpyxl import load_workbook

    give_both(canal)
    canal.sign_in("delegate")
    desk = canal.desk("delegate")
    sheet = load_workbook(io.BytesIO(service.export_bank(desk, "xlsx"))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == f"Confidentiel, exporté par Léon Girard le {long_day(DAY)}"
    assert rows[2][:4] == [
        "Chloé Hénaff",
        "Chloé Hénaff et Paul Le Bihan",
        "FR76 3000 6000 0112 3456 7890 189",
        "AGRIFRPP",
    ]
    lines = service.export_identity(desk, "csv").decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Confidentiel, exporté par Léon Girard")
    assert lines[2] == "Chloé Hénaff;2 53 07 2A 073 004 43;Ajaccio;"
    service.export_identity(desk, "csv")
    exports = [one for one in accesses(canal, "member") if one[1].startswith("Export")]
    assert len(exports) == 3


def test_what_only_i_can_open_is_among_my_data(canal: House) -> None:
    give_both(canal)
    canal.sign_in("delegate")
    service.give_own_details(canal.desk("member"), BankDetails(OTHER_IBAN))
    taken = own_data.own_data_json(canal.desk("member"))
    for value in (IBAN, OTHER_IBAN, NIR, "Ajaccio"):
        assert value.encode() in taken
    assert b"IBAN" in taken
    assert own_data.own_data_pdf(canal.desk("member")).startswith(b"%PDF")
    for who in ("manager", "delegate", "founder"):
        assert not any(value.encode() in own_data.own_data_json(canal.desk(who)) for value in PLANTED)


# ------------------------------------------------------------------ neither the right nor the key


def test_without_the_right_nothing_sealed_leaves(canal: House) -> None:
    """A10, A14: read, list, search, export, record, as the founder, the manager, another member; nothing is said."""
    give_both(canal)
    canal.sign_in("delegate")
    chloe = canal.people["member"]
    for who in ("founder", "manager", "other", "member"):
        desk = canal.sign_in(who)
        tries = (
            lambda: service.people_details(desk),  # noqa: B023
            lambda: service.bank_of(desk, chloe),  # noqa: B023
            lambda: service.identity_of(desk, chloe),  # noqa: B023
            lambda: service.find_people(desk, IBAN),  # noqa: B023
            lambda: service.export_bank(desk, "csv"),  # noqa: B023
            lambda: service.export_identity(desk, "xlsx"),  # noqa: B023
            lambda: service.record_bank(desk, chloe, BANK),  # noqa: B023
            lambda: service.record_identity(desk, chloe, IDENTITY),  # noqa: B023
            lambda: service.take_in_bank(desk),  # noqa: B023
            lambda: service.take_in_identity(desk),  # noqa: B023
        )
        for attempt in tries:
            with pytest.raises(Refused) as refusal:
                attempt()
            assert not any(value in str(refusal.value) for value in PLANTED)
    told = repr(journal_lines(canal.desk("founder"), limit=500))
    assert not any(value in told for value in PLANTED)


def test_reading_writing_and_exporting_are_decided_apart(canal: House) -> None:
    give_both(canal)
    canal.entrust("other", "bank", "read")
    canal.sign_in("delegate")
    desk, chloe = canal.sign_in("other"), canal.people["member"]
    assert said(service.bank_of(desk, chloe)) == [BANK]
    for attempt in (
        lambda: service.record_bank(desk, chloe, BANK),
        lambda: service.take_in_bank(desk),
        lambda: service.export_bank(desk, "csv"),
        lambda: service.identity_of(desk, chloe),
    ):
        with pytest.raises(Refused):
            attempt()


def test_the_right_to_export_one_compartment_exports_no_other(canal: House) -> None:
    canal.entrust("other", "bank", "read", export=True)
    canal.entrust("other", "identity", "read")
    canal.sign_in("delegate")
    desk = canal.sign_in("other")
    service.export_bank(desk, "csv")
    with pytest.raises(Refused, match="aucun de vos titres"):
        service.export_identity(desk, "csv")


def test_the_right_without_the_key_says_whom_to_ask(canal: House) -> None:
    canal.entrust("other", "bank")
    desk = canal.sign_in("other")
    with pytest.raises(RuleBroken, match="Demandez la remise des clés à Léon Girard") as refusal:
        service.bank_of(desk, canal.people["member"])
    assert refusal.value.rule == "KEY-10"
    found = service.people_details(desk)
    assert (found.open, len(found.closed)) == ((), 1)
    assert "Léon Girard" in found.closed[0]


def test_the_key_without_the_right_opens_nothing(canal: House) -> None:
    """A delegation that ended today: its key may still be in the session, its right is not."""
    give_both(canal)
    number = canal.entrust("other", "bank")
    canal.sign_in("delegate")
    desk = canal.sign_in("other")
    assert said(service.bank_of(desk, canal.people["member"])) == [BANK]
    delegating.revoke_keys(canal.desk("founder"), number, "Assemblée du 2 mars 2026")
    with pytest.raises(Refused):
        service.bank_of(desk, canal.people["member"])
    with pytest.raises(Refused):
        canal.act("other", lambda act: act.sealed.read("bank"))


# ------------------------------------------------------------------ the file


def test_neither_the_file_nor_its_journal_holds_what_was_given(canal: House) -> None:
    give_both(canal)
    canal.sign_in("delegate")
    desk = canal.desk("delegate")
    service.record_bank(desk, canal.people["other"], BankDetails(OTHER_IBAN))
    service.record_identity(desk, canal.people["other"], IdentityDetails(OTHER_NIR))
    service.give_own_details(canal.desk("member"), BANK)
    service.find_people(desk, IBAN)
    service.export_bank(desk, "csv")
    cells = [
        cell if isinstance(cell, bytes) else str(cell).encode()
        for (name,) in canal.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        for row in canal.rows(f'SELECT * FROM "{name}"')
        for cell in row
    ]
    files = [path.read_bytes() for path in canal.file.folder.rglob("*") if path.is_file()]
    held = b"\n".join([*cells, *files])
    for value in PLANTED:
        for form in (value.encode(), value.encode("utf-16-le"), value.encode("utf-16-be"), b64encode(value.encode())):
            assert form not in held, value
    assert b"Coordonn" in held, "the search itself finds what is there"


def test_no_line_of_the_journal_ties_a_sealed_record_to_its_person(canal: House) -> None:
    give_both(canal)
    canal.sign_in("delegate")
    service.record_bank(canal.desk("delegate"), canal.people["other"], BankDetails(OTHER_IBAN))
    lines = canal.rows("SELECT seq FROM journal_touch WHERE record LIKE 'sealed:%'")
    named = canal.rows("SELECT seq FROM journal_touch WHERE person_id IS NOT NULL")
    assert lines
    assert not {seq for (seq,) in lines} & {seq for (seq,) in named}
    bodies = canal.rows("SELECT body FROM journal WHERE action LIKE 'personal_details.record%'")
    assert bodies
    assert not any("Odile" in body or "Tanguy" in body for (body,) in bodies)
