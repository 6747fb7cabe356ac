"""Secrets copied by hand: every slip is located, every foreign share is named (A18)."""

import itertools
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core.crypto import codes, derive, shamir
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken

OWNER = bytes(range(32))
SEED = bytes(range(16))


def refusal_of(code: str, size: int = 16) -> str:
    with pytest.raises(RuleBroken) as refusal:
        codes.read(code, size)
    assert refusal.value.rule == "KEY-02"
    return refusal.value.message


@given(st.binary(min_size=16, max_size=16))
def test_a_code_reads_back_however_it_is_typed(secret: bytes) -> None:
    code = codes.written(secret)
    assert [len(group) for group in code.split("-")] == [5] * 7
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", ""), f"  {code}\n"):
        assert codes.read(typed, 16) == secret


def test_letters_that_look_like_figures_are_read_as_them() -> None:
    code = codes.written(bytes(16))
    assert "0" in code
    assert codes.read(code.replace("0", "O"), 16) == bytes(16)


def test_every_single_wrong_character_is_located() -> None:
    """Each of the 35 places, each other character: the group is named, and nothing ever passes for a secret."""
    code = codes.written(secrets.token_bytes(16))
    groups = code.split("-")
    tried = 0
    for place, group in enumerate(groups, 1):
        for at, other in itertools.product(range(5), codes.CHECKS):
            wrong = group[:at] + other + group[at + 1 :]
            if codes.folded(wrong) == codes.folded(group):
                continue
            typed = "-".join([*groups[: place - 1], wrong, *groups[place:]])
            assert f"n° {place} " in refusal_of(typed), (group, wrong)
            tried += 1
    assert tried > 1000


def test_two_characters_or_two_groups_swapped_are_seen() -> None:
    groups = codes.written(secrets.token_bytes(16)).split("-")
    for place, group in enumerate(groups, 1):
        for at in range(3):
            swapped = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
            if swapped != group:
                assert f"n° {place} " in refusal_of("-".join([*groups[: place - 1], swapped, *groups[place:]]))
    for one, other in itertools.combinations(range(7), 2):
        exchanged = list(groups)
        exchanged[one], exchanged[other] = groups[other], groups[one]
        assert "n° " in refusal_of("-".join(exchanged))


@pytest.mark.parametrize("spoil", ["", "-", "é" * 35, "0", "0" * 34, "00000" * 8])
def test_what_is_no_code_is_refused_without_a_trace(spoil: str) -> None:
    assert "groupe" in refusal_of(spoil)


def test_a_group_left_out_or_typed_twice_is_seen() -> None:
    groups = codes.written(SEED).split("-")
    for at in range(7):
        refusal_of("-".join([*groups[:at], *groups[at + 1 :]]))
        refusal_of("-".join([*groups[: at + 1], *groups[at:]]))


# ------------------------------------------------------------------------------------------------ shares


@pytest.mark.parametrize(("k", "n"), [(2, 2), (2, 3), (3, 5), (5, 7)])
def test_any_k_shares_rebuild_the_secret_and_the_same_public_key(k: int, n: int) -> None:
    shares = shamir.split(Secret(SEED), k, n, OWNER)
    public = derive.recovery_identity(Secret(SEED)).public
    for chosen in itertools.combinations(shares, k):
        for order in (chosen, tuple(reversed(chosen))):
            rebuilt = shamir.combined(list(order), k, OWNER)
            assert rebuilt == Secret(SEED)
            assert derive.recovery_identity(rebuilt).public == public
    assert shamir.combined(shares, n, OWNER) == Secret(SEED)


def refused(shares: list[str], k: int, owner: bytes = OWNER) -> str:
    with pytest.raises(RuleBroken) as refusal:
        shamir.combined(shares, k, owner)
    assert refusal.value.rule == "KEY-03"
    return refusal.value.message


def test_fewer_shares_than_needed_are_counted() -> None:
    shares = shamir.split(Secret(SEED), 3, 5, OWNER)
    assert "Il faut 3 parts" in refused(shares[:2], 3)
    assert "déjà été donnée" in refused([shares[0], shares[1], shares[0]], 3)


def test_a_share_of_another_co_op_is_named() -> None:
    ours = shamir.split(Secret(SEED), 2, 3, OWNER)
    theirs = shamir.split(Secret(SEED), 2, 3, bytes(32))
    assert "La part n° 2 n’est pas de cette coopérative" in refused([ours[0], theirs[1]], 2)


def test_a_mistyped_share_is_named_with_its_group() -> None:
    ours = shamir.split(Secret(SEED), 2, 3, OWNER)
    groups = ours[1].split("-")
    groups[4] = ("1" if groups[4][0] != "1" else "2") + groups[4][1:]
    said = refused([ours[0], "-".join(groups)], 2)
    assert said.startswith("Part n° 2. Le groupe n° 5 ")


def test_without_its_checksum_a_wrong_share_would_go_unseen() -> None:
    """The harness first: Shamir alone gives another secret, and no error."""
    from Crypto.Protocol.SecretSharing import Shamir

    parts = Shamir.split(2, 3, SEED)
    wrong = (parts[1][0], bytes([parts[1][1][0] ^ 1]) + parts[1][1][1:])
    assert Shamir.combine([parts[0], wrong]) != SEED


@pytest.mark.parametrize(("k", "n"), [(1, 3), (0, 0), (4, 3), (2, 17)])
def test_a_senseless_number_of_people_is_refused(k: int, n: int) -> None:
    with pytest.raises(RuleBroken) as refusal:
        shamir.split(Secret(SEED), k, n, OWNER)
    assert refusal.value.rule == "KEY-03"
