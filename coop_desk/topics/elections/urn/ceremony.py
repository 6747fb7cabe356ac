"""The secrets of an urn: shared out at its opening, gathered again at the count, in memory only."""

from collections.abc import Mapping
from datetime import date
from typing import Never

from coop_desk.core.crypto import ballots as keys
from coop_desk.core.crypto import codes, shamir
from coop_desk.core.crypto.ballots import UrnKey
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.elections.methods.records import Void
from coop_desk.topics.elections.records import Opening
from coop_desk.topics.elections.urn.ballots import decoded, encoded
from coop_desk.topics.elections.urn.records import Plan, SharePaper

MIXER = 0
"""The number under which the mixer's code is printed and typed, beside the shares 1, 2, 3…"""


class Ceremony:
    """An urn about to open: each share is printed once, typed back by its holder, and forgotten at the opening."""

    def __init__(self, opening: Opening, plan: Plan, names: Mapping[int, str], on: date) -> None:
        self.opening = opening
        self.plan = plan
        self.names = dict(names)
        self._on = on
        digest = bytes.fromhex(opening.digest)
        secret = keys.new_secret()
        key = keys.urn_key(secret, digest)
        self.public = key.public
        shares = shamir.split(secret, plan.needed, len(plan.scrutineers), digest)
        self._shares = {number: codes.held(share) for number, share in enumerate(shares, 1)}
        self._holders = dict(enumerate(plan.scrutineers, 1))
        self.mixer_public = b""
        if plan.mixer is not None:
            outer = keys.new_secret()
            self.mixer_public = keys.mixer_key(outer, digest).public
            self._shares[MIXER] = codes.held(codes.on_paper(outer))
            self._holders[MIXER] = plan.mixer
            outer.forget()
        self._confirmed: set[int] = set()
        secret.forget()
        key.forget()

    def __repr__(self) -> str:
        return f"Ceremony({self.proof})"

    def __reduce_ex__(self, protocol: object) -> Never:
        raise TypeError("the secrets of an urn are neither copied nor pickled")

    @property
    def proof(self) -> str:
        """The fingerprint of the public key."""
        return keys.proof(self.public)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of what is printed, the mixer's code last."""
        return tuple(sorted(self._holders, key=lambda number: (number == MIXER, number)))

    @property
    def waiting(self) -> tuple[int, ...]:
        """The numbers of those that were not typed back yet."""
        return tuple(number for number in self.numbers if number not in self._confirmed)

    def holder(self, number: int) -> str:
        """Whose share it is."""
        return self.names[self._holders[number]]

    def paper(self, number: int) -> SharePaper:
        """What is printed for a holder, until they have typed it back: never again afterwards (cites URN-03)."""
        if number in self._confirmed:
            raise RuleBroken("URN-03", _("Cette part a été imprimée et retapée : elle n’est plus que sur son papier."))
        return SharePaper(
            codes.told(self._shares[number]),
            self.holder(number),
            number,
            len(self.plan.scrutineers),
            self.plan.needed,
            self.opening.question,
            self.proof,
            self._on,
            mixer=number == MIXER,
        )

    def confirm(self, number: int, typed: str) -> None:
        """Take a share typed back from its paper. RuleBroken URN-03 names the share, and the group that is wrong."""
        read = read_mixer if number == MIXER else read_share
        read(self.opening.digest, number, self.holder(number), typed)
        if codes.folded(typed) != codes.folded(codes.told(self._shares[number])):
            raise RuleBroken(
                "URN-03", _("Ce n’est pas le code imprimé pour {name} : reprenez la bonne feuille.").format(
                    name=self.holder(number)
                )
            )  # fmt: skip
        self._shares[number] = codes.held(typed)  # from here on, what is on paper is what opens
        self._confirmed.add(number)

    def drill(self) -> None:
        """Seal a test ballot, open it with every set of neighbouring shares, throw it away (cites URN-03, URN-09)."""
        if self.waiting:
            raise RuleBroken(
                "URN-03", _("Chaque scrutateur retape sa part avant l’ouverture : il manque {name}.").format(
                    name=self.holder(self.waiting[0])
                )
            )  # fmt: skip
        test = encoded(self.opening.ballot, Void.BLANK)
        sealed = keys.seal(test, *publics(self.public, self.mixer_public))
        if self.mixer_public:
            outer = key_of_mixer(
                self.opening.digest, self.holder(MIXER), codes.told(self._shares[MIXER]), self.mixer_public
            )
            sealed = outer.open(sealed)
            outer.forget()
        count, needed = len(self.plan.scrutineers), self.plan.needed
        for first in range(count):
            some = [(first + step) % count + 1 for step in range(needed)]
            typed = {number: codes.told(self._shares[number]) for number in some}
            holders = {number: self.holder(number) for number in some}
            key = key_of_shares(self.opening.digest, typed, holders, needed, self.public)
            if decoded(self.opening.ballot, key.open(sealed)) is not Void.BLANK:
                raise differs()
            key.forget()

    def forget(self) -> None:
        """Drop every share."""
        for share in self._shares.values():
            share.forget()
        self._shares.clear()


def publics(public: bytes, mixer: bytes | None) -> tuple[bytes, ...]:
    """The public keys a ballot is sealed to, the outermost last."""
    return (public, mixer) if mixer else (public,)


def read_share(digest: str, number: int, holder: str, typed: str) -> str:
    """Check a typed share. RuleBroken URN-03 names it: a wrong group, another vote's, another scrutineer's."""
    owner = bytes.fromhex(digest)
    try:
        raw = codes.read(typed, shamir.SHARE_SIZE)
    except RuleBroken as fault:
        raise RuleBroken("URN-03", f"{_share_words(number, holder)} {fault.message}") from None
    try:
        shamir.check(typed, owner)
    except RuleBroken:
        raise RuleBroken(
            "URN-03", f"{_share_words(number, holder)} {_('Elle n’est pas de ce scrutin, ou elle est mal recopiée.')}"
        ) from None
    if raw[0] != number:
        raise RuleBroken(
            "URN-03", f"{_share_words(number, holder)} {_('C’est la part n° {n} qui est tapée.').format(n=raw[0])}"
        )
    return typed


def read_mixer(digest: str, number: int, holder: str, typed: str) -> str:
    """Check the mixer's code. RuleBroken URN-03 names the group that is wrong."""
    try:
        codes.read(typed, shamir.SIZE)
    except RuleBroken as fault:
        words = _("Code du mélangeur ({name}).").format(name=holder)
        raise RuleBroken("URN-03", f"{words} {fault.message}") from None
    return typed


def key_of_shares(
    digest: str, typed: Mapping[int, str], holders: Mapping[int, str], needed: int, public: bytes
) -> UrnKey:
    """Rebuild the key from shares, by number. RuleBroken URN-03 names a wrong one; URN-09 when it is not this urn's."""
    shares = [read_share(digest, number, holders[number], share) for number, share in sorted(typed.items())]
    if len(shares) < needed:
        raise RuleBroken(
            "URN-03", _("Il faut {k} parts ensemble pour ouvrir l’urne ; {n} sont tapées.").format(
                k=needed, n=len(shares)
            )
        )  # fmt: skip
    secret = shamir.combined(shares, needed, bytes.fromhex(digest))
    key = keys.urn_key(secret, bytes.fromhex(digest))
    secret.forget()
    if key.public != public:
        raise differs()
    return key


def key_of_mixer(digest: str, holder: str, typed: str, public: bytes) -> UrnKey:
    """The key of the outer seal. RuleBroken URN-03 or URN-09."""
    secret = codes.typed(read_mixer(digest, MIXER, holder, typed), shamir.SIZE)
    key = keys.mixer_key(secret, bytes.fromhex(digest))
    secret.forget()
    if key.public != public:
        raise differs()
    return key


def differs() -> RuleBroken:
    """The refusal of a key that is not the one published at the opening."""
    return RuleBroken(
        "URN-09",
        _(
            "La clé rebâtie n’est pas celle du procès-verbal d’ouverture : une de ces parts n’est pas de cette urne. "
            "Aucun bulletin n’est ouvert. Comparez les feuilles, et la date de chacune."
        ),
    )


def _share_words(number: int, holder: str) -> str:
    return _("Part n° {n} ({name}).").format(n=number, name=holder)
