"""The keyring of one session: the one object that holds its keys. No text, copy or pickle shows any."""

from typing import Never

from coop_desk.core.crypto.identity import Identity, PublicKeys
from coop_desk.core.crypto.sealing import About
from coop_desk.core.crypto.secret import Secret


class Keyring:
    """The keys of the person at work: own pairs, the root they were enrolled under, compartment keys once opened."""

    __slots__ = ("_identity", "_opened", "generation", "person_id", "public", "root")

    def __init__(self, person_id: int, generation: int, identity: Identity, root: bytes) -> None:
        self.person_id = person_id
        self.generation = generation
        self.public: PublicKeys = identity.public
        self.root = root
        self._identity = identity
        self._opened: dict[tuple[str, int, str], Secret] = {}

    def sign(self, about: About) -> bytes:
        """Sign as this person."""
        return self._identity.sign(about)

    def open(self, ciphertext: bytes) -> Secret:
        """Open what was sealed to this person. Raises Unopened."""
        return self._identity.open(ciphertext)

    def keep(self, compartment: str, epoch: int, what: str, key: Secret) -> None:
        """Remember an opened key until the session ends."""
        self._opened[(compartment, epoch, what)] = key

    def kept(self, compartment: str, epoch: int, what: str) -> Secret | None:
        """A key opened before in this session."""
        return self._opened.get((compartment, epoch, what))

    def drop_kept(self) -> None:
        """Forget the opened compartment keys, and open them again from what the file says now."""
        self._opened.clear()

    def forget(self) -> None:
        """Drop every key: the session is over."""
        for key in self._opened.values():
            key.forget()
        self._opened.clear()
        self._identity.forget()

    @property
    def identity(self) -> Identity:
        """The pairs themselves, to seal the bundle under a new password."""
        return self._identity

    def __repr__(self) -> str:
        return f"Keyring(person {self.person_id}, generation {self.generation})"

    def __reduce_ex__(self, protocol: object) -> Never:
        raise TypeError("a keyring is neither copied nor pickled")

    def __deepcopy__(self, memo: object) -> Never:
        raise TypeError("a keyring is neither copied nor pickled")
