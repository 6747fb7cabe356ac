"""What each rule id means in plain French and where it comes from (law article, guide, statutes)."""

import tomllib
from dataclasses import dataclass
from functools import cache

from coop_desk.core import resources


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, its name in words and its source."""

    id: str
    words: str
    source: str


@cache
def rules() -> dict[str, Rule]:
    """Return every rule described in the resources, by id."""
    found: dict[str, Rule] = {}
    for file in sorted(resources.path("rules").glob("*.toml")):
        with file.open("rb") as stream:
            for id_, entry in tomllib.load(stream).items():
                found[id_] = Rule(id_, entry["words"], entry["source"])
    return found


def rule(id_: str) -> Rule:
    """Return the rule of that id; KeyError when nobody described it."""
    return rules()[id_]
