"""Numbers as people type them: read, or refused with the place of the fault and never with what was typed."""

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.personal_details.records import BankDetails, Compartment, IdentityDetails
from coop_desk.topics.personal_details.rules.iban import in_fours, payment_words, read_bic, read_iban
from coop_desk.topics.personal_details.rules.keeping import checked, details_in, payload_of
from coop_desk.topics.personal_details.rules.nir import is_provisional, read_nir, spaced


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("FR7630006000011234567890189", "FR7630006000011234567890189"),
        ("iban: fr76 3000-6000.0112 3456 7890 189", "FR7630006000011234567890189"),
        ("FR76\u00a03000\u202f6000\u20090112\t3456 7890\u200b189 ", "FR7630006000011234567890189"),
        ("ＦＲ７６30006000011234567890189", "FR7630006000011234567890189"),
        ("fr14 2004 1010 0505 0001 3m02 606", "FR1420041010050500013M02606"),
        ("MC58 1122 2000 0101 2345 6789 030", "MC5811222000010123456789030"),
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819"),
        ("TR33 0006 1005 1978 6457 8413 26", "TR330006100519786457841326"),
    ],
)
def test_an_iban_is_read_however_it_is_spaced(typed: str, read: str) -> None:
    assert read_iban(typed) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "relevé d’identité"),
        ("30006000011234567890189", "deux lettres du pays"),
        ("XX7630006000011234567890189", "aucun pays"),
        ("FR763000600001123456789018", "27 caractères : il en manque 1"),
        ("FR76300060000112345678901899", "il y en a 1 de trop"),
        ("FR76 3000 6000 O112 3456 7890 189", "Dans le 4e groupe"),
        ("FR76 30€0 6000 0112 3456 7890 189", "Le 7e caractère"),
        ("FR77 3000 6000 0112 3456 7890 189", "Les deux chiffres qui suivent le pays"),
        ("FR76 3000 6000 0112 3456 7980 189", "Après le premier groupe"),
        ("FR76 3000 6000 0112 3456 7890 188", "Après le premier groupe"),
        ("DE89 3704 0044 0532 0130 01", "Relisez groupe par groupe"),
        ("BE68 5390 0754 7035", "Relisez groupe par groupe"),
    ],
)
def test_a_wrong_iban_is_refused_with_the_place_of_the_fault(typed: str, said: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_iban(typed)
    assert refusal.value.rule == "BANK-01"
    assert said in str(refusal.value)
    assert not any(len(part) > 2 and part in str(refusal.value) for part in typed.split())


def test_an_account_abroad_says_how_it_is_paid() -> None:
    assert payment_words("FR7630006000011234567890189") == ""
    assert "dans l’espace SEPA" in payment_words("DE89370400440532013000")
    assert "hors de l’espace SEPA" in payment_words("TR330006100519786457841326")
    assert in_fours("DE89370400440532013000") == "DE89 3704 0044 0532 0130 00"


@pytest.mark.parametrize(
    ("typed", "read"), [("", ""), ("agri fr pp", "AGRIFRPP"), ("BIC : AGRIFRPP882", "AGRIFRPP882")]
)
def test_a_bic_is_optional(typed: str, read: str) -> None:
    assert read_bic(typed) == read


@pytest.mark.parametrize("typed", ["AGRIFRPP8", "AGRI1RPP", "AGRIXXPP", "nimporte"])
def test_a_wrong_bic_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(RuleBroken, match="8 ou 11 caractères") as refusal:
        read_bic(typed)
    assert refusal.value.rule == "BANK-02"
    assert typed not in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2 95 10 99 126 111 93", "295109912611193"),
        ("2\u00a095\u202f10 99.126-111 93", "295109912611193"),
        ("2 53 07 2a 073 004 43", "253072A07300443"),
        ("253072B07300470", "253072B07300470"),
        ("7 95 10 99 126 111 37", "795109912611137"),
    ],
)
def test_a_number_is_read_with_corsica_and_while_provisional(typed: str, read: str) -> None:
    assert read_nir(typed) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "carte Vitale"),
        ("2951099126111", "Il manque la clé"),
        ("29510991261119", "il en manque 1"),
        ("2951099126111930", "il y en a 1 de trop"),
        ("295109912611199", "La clé (les deux derniers chiffres)"),
        ("2O5109912611193", "Le 2e caractère est une lettre"),
        ("253072C07300443", "Le 7e caractère est une lettre"),
        ("29510991261_193", "Le 12e caractère n’est pas un chiffre"),
        ("595109912611193", "Le premier chiffre est 1 ou 2"),
        ("295139912611193", "4e et 5e"),
        ("295100012611193", "6e et 7e"),
        ("295109912611100", "La clé (les deux derniers chiffres)"),
    ],
)
def test_a_wrong_number_is_refused_with_the_place_of_the_fault(typed: str, said: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_nir(typed)
    assert refusal.value.rule == "NIR-01"
    assert said in str(refusal.value)
    assert not typed or typed not in str(refusal.value)


def test_a_number_is_written_as_on_the_card() -> None:
    assert spaced("253072A07300443") == "2 53 07 2A 073 004 43"
    assert is_provisional("795109912611137")
    assert not is_provisional("295109912611193")


def test_words_beside_the_numbers_are_kept_plain() -> None:
    with pytest.raises(RuleBroken, match="70 caractères"):
        checked(BankDetails("FR7630006000011234567890189", account_holder="a" * 71))
    with pytest.raises(RuleBroken, match="invisible"):
        checked(IdentityDetails("295109912611193", "Ajac\u202ecio"))
    assert checked(IdentityDetails("295109912611193", "  Saint-Denis\u00a0 (974) ")) == IdentityDetails(
        "295109912611193", "Saint-Denis (974)"
    )


def test_what_is_sealed_is_read_back_and_nothing_else_is_believed() -> None:
    bank = BankDetails("FR7630006000011234567890189", "AGRIFRPP", "Chloé et Paul Hénaff")
    assert details_in(Compartment.BANK, payload_of(bank, 1)) == bank
    version_1 = {"v": 1, "n": 1, "nir": "253072A07300443", "birth_place": "Ajaccio"}
    assert details_in(Compartment.IDENTITY, version_1) == IdentityDetails("253072A07300443", "Ajaccio")
    for strange in ({}, {"v": 2}, {"v": 1}, {"v": 1, "iban": 12}, {"v": 1, "iban": "FR00"}, {"v": 1, "iban": ["a"]}):
        assert details_in(Compartment.BANK, strange) is None


def test_no_text_of_a_record_shows_a_value() -> None:
    shown = repr(BankDetails("FR7630006000011234567890189", "AGRIFRPP", "Paul")) + repr(
        IdentityDetails("253072A07300443", "Ajaccio")
    )
    assert not any(value in shown for value in ("FR76", "AGRI", "Paul", "2530", "Ajaccio"))
