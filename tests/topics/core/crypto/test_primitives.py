"""Sealing, passwords, identities, codes and shares, against published and kept values."""

import copy
import gc
import json
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_desk.core.crypto import codes, derive, identity, passwords, sealing, shamir
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.passwords import Cost
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
CHEAP = Cost(1, 8192)
KEY = Secret(bytes(range(32)))


def as_bytes(name: str) -> bytes:
    return bytes.fromhex(VECTORS[name])


def test_the_library_is_the_published_xchacha20_poly1305() -> None:
    """Draft irtf-cfrg-xchacha, appendix A.3.1: our box is nonce then ciphertext."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt

    opened = decrypt(
        as_bytes("xchacha_box"), as_bytes("xchacha_ad"), as_bytes("xchacha_nonce"), as_bytes("xchacha_key")
    )
    assert opened.startswith(b"Ladies and Gentlemen of the class of '99")


def test_what_version_1_sealed_still_opens() -> None:
    seed = Secret(as_bytes("seed"))
    assert derive.recovery_identity(seed).public.box == as_bytes("recovery_box")
    assert derive.recovery_identity(seed).public.sign == as_bytes("recovery_sign")
    subject = derive.subject_key(KEY, 12)
    assert derive.tag(subject) == as_bytes("tag")
    assert derive.key_id(KEY) == as_bytes("kid")
    assert derive.drop_identity(KEY).public.box == as_bytes("drop_box")
    assert derive.equality(KEY, "iban", "FR7630006000011234567890189") == as_bytes("equality")
    about = ["rec", "bank", 7, 1, 1]
    assert sealing.unpack(sealing.unseal(subject, as_bytes("record"), about)) == {"v": 1, "iban": "FR76"}
    bundle = identity.bundle_from(VECTORS["bundle"].encode())
    opened, root = identity.open_bundle(bundle, Secret(b"Peuplier-7-Canal!"))
    assert (opened.public.box, root) == (as_bytes("bundle_public"), b"r" * 32)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=400) | st.integers() | st.none(), max_size=6))
def test_any_payload_comes_back_as_it_was_and_its_length_says_little(payload: dict[str, Any]) -> None:
    payload = {**payload, "v": 1}
    content = sealing.pack(payload)
    assert len(content) % 256 == 0
    assert sealing.unpack(sealing.unseal(KEY, sealing.seal(KEY, content, ["x"]), ["x"])) == payload


def test_each_flipped_byte_another_key_and_another_place_are_refused() -> None:
    box = sealing.seal(KEY, sealing.pack({"v": 1}), ["rec", "bank", 7])
    for place in range(len(box)):
        spoilt = bytearray(box)
        spoilt[place] ^= 1
        with pytest.raises(Unopened):
            sealing.unseal(KEY, bytes(spoilt), ["rec", "bank", 7])
    for key, about in ((sealing.new_key(), ["rec", "bank", 7]), (KEY, ["rec", "bank", 8]), (KEY, ["draft", "bank", 7])):
        with pytest.raises(Unopened):
            sealing.unseal(key, box, about)
    for short in (b"", box[:10], box[:24]):
        with pytest.raises(Unopened):
            sealing.unseal(KEY, short, ["rec", "bank", 7])


def test_amounts_are_never_floats_nor_payloads_without_version() -> None:
    for wrong in ({"v": 1, "pay": 1.5}, {"v": 1, "all": [{"x": 0.1}]}, {"pay": 1}):
        with pytest.raises(TypeError):
            sealing.pack(wrong)


def test_a_payload_that_swells_when_unpacked_is_refused() -> None:
    import zlib

    content = b"z" + zlib.compress(b" " * (sealing.LARGEST + 1))
    packed = len(content).to_bytes(4, "big") + content
    with pytest.raises(Unopened):
        sealing.unpack(packed + b"\0" * (-len(packed) % 256))


@pytest.mark.parametrize("cost", [Cost(11, 8192), Cost(3, 2**30 + 1), Cost(0, 8192), Cost(3, 2**40)])
def test_senseless_parameters_are_refused_before_use(cost: Cost) -> None:
    """A20: nothing is allocated for them, whether given or read in a side file."""
    with pytest.raises(RuleBroken) as refusal:
        passwords.key_from(Secret(b"x"), bytes(16), cost)
    assert refusal.value.rule == "KEY-01"
    said = json.loads(VECTORS["bundle"]) | {"passes": cost.passes, "memory": cost.memory}
    with pytest.raises(RuleBroken):
        identity.bundle_from(json.dumps(said).encode())


@pytest.mark.parametrize("text", [b"", b"{}", b"\xff", b"[]", b'{"format":2}', b"null"])
def test_what_is_no_bundle_is_refused(text: bytes) -> None:
    with pytest.raises(Unopened):
        identity.bundle_from(text)


def test_the_cost_follows_the_pc_and_is_raised_silently(monkeypatch: pytest.MonkeyPatch) -> None:
    someone, dear = identity.new_identity(), Cost(1, 65536)
    monkeypatch.setattr(passwords, "LEAST", Cost(1, 16384))
    for slowest, borne in ((60.0, dear), (0.0, passwords.LEAST)):  # a PC where all is quick, one where nothing is
        with monkeypatch.context() as patch:
            patch.setattr(passwords, "SLOWEST", slowest)
            bundle = identity.seal_bundle(someone, b"", Secret(b"juste"), 4, 1, dear)
        assert bundle.cost == borne
        assert identity.open_bundle(bundle, Secret(b"juste"))[0].public == someone.public
    monkeypatch.undo()
    assert passwords.raised(CHEAP, Cost(1, 16384), 0.001) == Cost(1, 16384)
    assert passwords.raised(Cost(1, 16384), CHEAP, 0.001) is None
    assert passwords.raised(passwords.LEAST, passwords.FULL, 1.0) is None


def test_a_wrong_password_or_another_person_does_not_open_a_bundle() -> None:
    someone = identity.new_identity()
    bundle = identity.seal_bundle(someone, b"", Secret(b"juste"), 4, 1, CHEAP)
    kept = identity.bundle_from(bundle.to_bytes())
    assert identity.open_bundle(kept, Secret(b"juste"))[0].public == someone.public
    for person, generation, password in ((4, 1, b"faux"), (5, 1, b"juste"), (4, 2, b"juste")):
        other = identity.Bundle(person, generation, kept.cost, kept.salt, kept.box)
        with pytest.raises(Unopened):
            identity.open_bundle(other, Secret(password))


def test_a_signature_covers_every_word_and_one_person() -> None:
    someone, other = identity.new_identity(), identity.new_identity()
    signature = someone.sign(["wrap", "bank", 1])
    assert identity.verify(someone.public.sign, ["wrap", "bank", 1], signature)
    assert not identity.verify(someone.public.sign, ["wrap", "bank", 2], signature)
    assert not identity.verify(other.public.sign, ["wrap", "bank", 1], signature)
    assert not identity.verify(someone.public.sign, ["wrap", "bank", 1], signature[:-1])


def test_what_is_sealed_to_somebody_is_for_them_only() -> None:
    someone, other = identity.new_identity(), identity.new_identity()
    box = identity.seal_to(someone.public.box, Secret(b"clef"))
    assert someone.open(box) == Secret(b"clef")
    with pytest.raises(Unopened):
        other.open(box)


# --------------------------------------------------------------------------------------------- A19


SECRETS = [b"motdepassesecret", b"\x81secretsecretsecretsecretsecret!", b"\x82signesignesignesignesignesignes"]


def spelled(secret: bytes) -> set[str]:
    """Every way a secret shows in a text."""
    from base64 import b64encode

    return {repr(secret)[2:-1], secret.hex(), b64encode(secret).decode(), str(list(secret)), repr(bytearray(secret))}


def crypto_objects() -> list[Any]:
    password, box, sign = (Secret(s) for s in SECRETS)
    someone = identity.Identity(box, sign)
    bundle = identity.seal_bundle(someone, b"r" * 32, password, 3, 1, CHEAP)
    ring = Keyring(3, 1, someone, b"r" * 32)
    ring.keep("bank", 1, "K", box)
    return [password, someone, bundle, ring]


def test_no_text_copy_or_pickle_of_a_crypto_object_holds_a_secret() -> None:
    forbidden = set().union(*(spelled(s) for s in SECRETS))
    for thing in crypto_objects():
        texts = [repr(thing), str(thing), f"{thing}", repr([thing]), repr({"k": thing})]
        for copied in (copy.copy, copy.deepcopy, pickle.dumps):
            try:
                texts.append(repr(copied(thing)))
            except TypeError as refusal:
                texts.append(str(refusal))
        assert not [f for f in forbidden for text in texts if f in text], type(thing)


def told(attempt: Callable[[], object]) -> str:
    """Everything a fault can tell: every frame with its variables, of what it was raised from too."""
    texts, fault = [], None
    try:
        attempt()
    except Exception as raised:  # noqa: BLE001
        fault = raised
    assert fault is not None
    while fault is not None:
        frames = traceback.TracebackException.from_exception(fault, capture_locals=True)
        frames.stack.pop(0)  # this one
        texts += frames.format()
        fault = fault.__cause__ or fault.__context__
    return "".join(texts)


def test_no_traceback_shows_a_secret_not_even_with_its_variables() -> None:
    forbidden = set().union(*(spelled(s) for s in SECRETS))
    password, someone, bundle, ring = crypto_objects()
    wrong = identity.Bundle(3, 1, CHEAP, bundle.salt, bundle.box[:-1] + bytes([bundle.box[-1] ^ 1]))
    huge = identity.Bundle(3, 1, Cost(99, 8192), bundle.salt, bundle.box)
    attempts = [
        lambda: identity.open_bundle(wrong, password),
        lambda: identity.open_bundle(huge, password),
        lambda: identity.seal_bundle(someone, b"", password, 3, 1, Cost(99, 8192)),
        lambda: someone.open(b"x" * 80),
        lambda: ring.open(b""),
        lambda: ring.sign([1.5]),
        lambda: sealing.unseal(password, b"x" * 60, ["a"]),
        lambda: sealing.seal(password, b"x", [1.5]),
        lambda: sealing.seal(password, b"x", ["a"]),  # a key of the wrong length
        lambda: derive.subject_key(password, 3) and sealing.pack({"v": 1, "x": 0.5}),
    ]
    for attempt in attempts:
        text = told(attempt)
        assert not [f for f in forbidden if f in text]


def test_the_traceback_harness_sees_a_planted_secret() -> None:
    def careless(key: bytes) -> None:
        raise ValueError

    text = told(lambda: careless(SECRETS[1]))
    assert [f for f in spelled(SECRETS[1]) if f in text]


def test_a_forgotten_keyring_opens_nothing() -> None:
    *_others, ring = crypto_objects()
    box = identity.seal_to(ring.public.box, Secret(b"clef"))
    assert ring.open(box) == Secret(b"clef")
    ring.forget()
    gc.collect()
    with pytest.raises(Unopened):
        ring.open(box)
    assert ring.kept("bank", 1, "K") is None


# --------------------------------------------------------------------------------------------- on paper


@given(st.binary(min_size=16, max_size=25))
def test_a_code_is_read_back_however_it_is_typed(secret: bytes) -> None:
    code = codes.written(secret)
    assert codes.read(code, len(secret)) == secret
    assert codes.read(code.lower().replace("-", " ").replace("0", "o").replace("1", "l"), len(secret)) == secret


def test_a_wrong_character_is_named_by_its_group_wherever_it_is() -> None:
    code = codes.written(bytes(range(16)))
    assert code == VECTORS["code"]
    for group, text in enumerate(code.split("-"), 1):
        for place in range(5):
            for other in "Z9A":
                groups = code.split("-")
                groups[group - 1] = text[:place] + other + text[place + 1 :]
                if other == text[place]:
                    continue
                with pytest.raises(RuleBroken, match=f"groupe n° {group} "):
                    codes.read("-".join(groups), 16)


def test_swapped_missing_and_extra_groups_are_refused() -> None:
    groups = codes.written(bytes(range(16))).split("-")
    for wrong in (groups[1:], [groups[1], groups[0], *groups[2:]], [*groups, groups[0]], [], ["é"]):
        with pytest.raises(RuleBroken):
            codes.read("-".join(wrong), 16)


def test_any_k_shares_rebuild_and_a_wrong_one_is_named() -> None:
    """A18."""
    seed, owner = Secret(bytes(range(16))), b"o" * 32
    shares = shamir.split(seed, 2, 3, owner)
    for two in ((0, 1), (0, 2), (2, 1)):
        assert shamir.combined([shares[i] for i in two], 2, owner) == seed
    foreign = shamir.split(seed, 2, 3, b"p" * 32)[1]
    mistyped = shares[1][:-1] + ("A" if shares[1][-1] != "A" else "B")
    cases = {
        "n° 2 n’est pas de cette": [shares[0], foreign],
        "Part n° 2": [shares[0], mistyped],
        "n° 2 a déjà": [shares[0], shares[0]],
        "Il faut 2 parts": [shares[0]],
    }
    for said, given_shares in cases.items():
        with pytest.raises(RuleBroken, match=said):
            shamir.combined(given_shares, 2, owner)
