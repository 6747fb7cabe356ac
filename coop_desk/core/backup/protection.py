"""Who can open a backup: the age recipients of the co-op, and the reading with one of their keys."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from coop_desk.core.backup.manifest import damaged
from coop_desk.core.backup.packing import Writing
from coop_desk.core.backup.source import Source
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

AGE_START = b"age-encryption.org/v1"
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105  (how such a line begins)

RecipientSource = Callable[[Source], Iterable[str]]
_sources: list[RecipientSource] = []


def recipient_source(source: RecipientSource) -> RecipientSource:
    """Declare where public age keys (`age1…`) come from: the recovery key, the named keepers of backups."""
    _sources.append(source)
    return source


CodeReader = Callable[[str], str | None]
_readers: list[CodeReader] = []


def code_reader(reader: CodeReader) -> CodeReader:
    """Declare what makes a secret age key from what people type: the recovery code, the shares of trustees."""
    _readers.append(reader)
    return reader


def keys_in(text: str) -> tuple[str, ...]:
    """Return the secret keys in a text: age keys as `age-keygen` writes them, or a code that a reader knows."""
    found = [line.strip() for line in text.splitlines() if line.strip().upper().startswith(_SECRET)]
    if not found and text.strip():
        found = [key for reader in _readers if (key := reader(text)) is not None]
    return tuple(found)


def recipients(source: Source) -> tuple[str, ...]:
    """Every public key this co-op's backups are protected for, without double."""
    return tuple(dict.fromkeys(key for one in _sources for key in one(source)))


class Counting:
    """Bytes on their way, counted and digested; what went wrong while writing them is kept."""

    def __init__(self, into: Writing | None = None) -> None:
        self._into = into
        self._digest = sha256()
        self.size = 0
        self.fault: OSError | None = None

    def write(self, content: bytes) -> int:
        """Digest these bytes, and pass them on when there is somewhere to."""
        self._digest.update(content)
        self.size += len(content)
        if self._into is not None:
            try:
                self._into.write(content)
            except OSError as fault:
                self.fault = fault
                raise
        return len(content)

    def flush(self) -> None:
        """Nothing is held back."""

    def digest(self) -> str:
        """SHA-256 of all that passed."""
        return self._digest.hexdigest()


def protect(pack: Path, into: BinaryIO, keys: Sequence[str]) -> tuple[str, str]:
    """Encrypt a pack for these public keys; return the digest of what was written and a key to read it again.

    That key is made for this backup alone, never leaves the memory and is dropped once the backup is verified:
    the public keys of people cannot open what they close.
    """
    import pyrage

    try:
        known = [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError:
        raise RuleBroken(
            "BACKUP-05",
            _(
                "Une clé publique de sauvegarde est illisible : rien n’a été écrit. "
                "Remplacez-la, elle commence par age1."
            ),
        ) from None
    once = pyrage.x25519.Identity.generate()
    counting = Counting(into)
    try:
        with pack.open("rb") as stream:
            pyrage.encrypt_io(stream, counting, [*known, once.to_public()])
    except pyrage.EncryptError:
        if counting.fault is not None:
            raise counting.fault from None
        raise
    return counting.digest(), str(once)


def uncover(path: Path, into: Writing, keys: Sequence[str]) -> None:
    """Decrypt a backup with one of these secret keys (`AGE-SECRET-KEY-…`).

    Raises RuleBroken BACKUP-05 when none opens it, BACKUP-02 when it is damaged: whatever was written is then
    worth nothing and must be thrown away by the caller.
    """
    import pyrage

    counting = Counting(into)
    try:
        identities = [pyrage.x25519.Identity.from_str(key.strip()) for key in keys if key.strip()]
    except pyrage.IdentityError:
        raise _wrong_key() from None
    if not identities:
        raise _wrong_key()
    try:
        with path.open("rb") as stream:
            pyrage.decrypt_io(stream, counting, identities)
    except pyrage.DecryptError as fault:
        if counting.fault is not None:
            raise counting.fault from None
        raise (_wrong_key() if "No matching keys" in str(fault) else damaged()) from None
    except OSError as fault:
        if counting.fault is not None:
            raise counting.fault from None
        raise (damaged() if fault.errno is None else fault) from None


def is_protected(path: Path) -> bool:
    """True when the file is encrypted in age format."""
    with path.open("rb") as stream:
        return stream.read(len(AGE_START)) == AGE_START


def _wrong_key() -> RuleBroken:
    return RuleBroken(
        "BACKUP-05",
        _(
            "Cette clé n’ouvre pas la sauvegarde. Donnez le code de secours de la coopérative, ou la clé d’une "
            "personne qui garde ses sauvegardes."
        ),
    )
