"""The accounts of a demonstration co-op, shown at sign-in: they protect nothing, everything in it is invented."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

DEMO_NAME = "demo.json"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One invented person: how to sign in as them, and under which titles they act."""

    name: str
    login: str
    password: str
    titles: tuple[str, ...]


def demo_accounts(folder: Path) -> tuple[DemoAccount, ...]:
    """Return the accounts of a demonstration co-op; nothing for a real one."""
    try:
        lines = json.loads((folder / DEMO_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(DemoAccount(a["name"], a["login"], a["password"], tuple(a["titles"])) for a in lines)


def write_demo_accounts(folder: Path, accounts: tuple[DemoAccount, ...]) -> None:
    """Mark a co-op as a demonstration and write its accounts beside it."""
    text = json.dumps([asdict(a) for a in accounts], ensure_ascii=False, indent=1)
    (folder / DEMO_NAME).write_text(text, encoding="utf-8")
