"""What a backup says of itself: program, schema, counts, journal, digests."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.strict_json import read_json

FORMAT = 1
PROGRAM = "coop-desk"


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside the pack: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first thing in a pack. `coop` tells whose backup it is; `head` is the printed digest of the journal."""

    coop: str
    name: str
    made_at: str
    reason: str
    version: str
    schema: int
    protected: bool
    counts: dict[str, int]
    journal_number: int
    journal_hash: str
    journal_head: str
    journal_at: str
    journal_words: str
    parts: dict[str, Part]

    @property
    def made(self) -> datetime:
        """When it was made, UTC."""
        return datetime.fromisoformat(self.made_at)

    @property
    def label(self) -> str:
        """Number and head of the journal, as written on paper to recognise it later."""
        return f"n° {self.journal_number} · {self.journal_head}"

    def as_bytes(self) -> bytes:
        """Write it as JSON that anybody can read."""
        content = {"program": PROGRAM, "format": FORMAT, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()


def damaged() -> RuleBroken:
    """Return the refusal of something that is no backup, or no whole one."""
    return RuleBroken(
        "BACKUP-02",
        _(
            "Cette sauvegarde est incomplète ou abîmée : elle n’est pas utilisée. Rien n’a été changé. "
            "Prenez une autre sauvegarde, dans l’autre emplacement s’il le faut."
        ),
    )


def newer() -> RuleBroken:
    """Return the refusal of a backup made by a program that knows more."""
    return RuleBroken(
        "BACKUP-04",
        _(
            "Cette sauvegarde vient d’une version plus récente de Coop Desk. Installez la nouvelle version "
            "pour la restaurer ; rien n’a été changé."
        ),
    )


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest; raise RuleBroken BACKUP-02 when it says nothing sensible, BACKUP-04 when it is newer."""
    try:
        said = read_json(content)
        program, version = said.pop("program"), int(said.pop("format"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise damaged() from None
    if program != PROGRAM:
        raise damaged()
    if version > FORMAT:
        raise newer()
    try:
        return _checked(said)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged() from None


def _checked(said: dict[str, Any]) -> Manifest:
    parts = {str(name): Part(int(one["size"]), str(one["sha256"])) for name, one in said.pop("parts").items()}
    counts = {str(name): int(n) for name, n in said.pop("counts").items()}
    found = Manifest(parts=parts, counts=counts, **said)
    texts = (found.coop, found.name, found.made_at, found.version, found.journal_hash, found.journal_head)
    if not all(isinstance(t, str) for t in texts) or not isinstance(found.schema, int):
        raise ValueError
    if found.made.tzinfo is None or not isinstance(found.journal_number, int):
        raise ValueError
    return found
