"""What the papers of an election are printed from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coop_desk.topics.elections.records import CandidacyLine, Opening
from coop_desk.topics.elections.telling import Told


@dataclass(frozen=True, slots=True)
class Round:
    """A vote to print: its question, where and when it is held, the method and its rules, the names as drawn."""

    question: str
    place: str
    round: int
    method: str
    method_words: str
    seats: int
    names: tuple[str, ...]
    rules: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CandidateSheets:
    """The candidates of an election, as the call and the notice present them (DOC-05)."""

    title: str
    place: str
    seats: int
    candidacies: tuple[CandidacyLine, ...]


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """A count to print: what was voted, who could vote, every stage, the tellers."""

    title: str
    place: str
    openings: tuple[Opening, ...]
    told: Told
    elected: tuple[str, ...]
    tellers: tuple[str, ...]
    remarks: tuple[str, ...]
    """Differences settled, incidents: one sentence each."""
