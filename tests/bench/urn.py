"""Sealing, opening and counting again, beside the bare primitive of the library. Times in seconds."""

import runpy
from collections.abc import Callable, Iterator
from random import Random

from nacl.bindings import crypto_box_keypair, crypto_box_seal, crypto_box_seal_open

from coop_desk.core import resources
from coop_desk.core.crypto.ballots import PLAIN, new_secret, seal, urn_key
from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.records import Definition
from coop_desk.topics.elections.methods.turnout import gather
from coop_desk.topics.elections.urn.ballots import decoded, encoded
from coop_desk.topics.elections.urn.export import RoundOf, exported
from tests.bench.counting import in_turn
from tests.bench.measures import Measure

NAMES = tuple(f"Nom {n}" for n in range(8))


def urn() -> Iterator[Measure]:
    """Ballots of 512 bytes, ranked: what is around the seal is our own part."""
    chance = Random(4)
    definition = Definition("stv.scottish/1", 4, NAMES, {})
    key = urn_key(new_secret(), bytes(32))
    public, secret = crypto_box_keypair()
    for ballots in (300, 10_000):
        marks = [tuple(chance.sample(NAMES, chance.randint(1, 8))) for _ballot in range(ballots)]
        sealed = [seal(encoded(definition, mark), key.public) for mark in marks]
        theirs = [crypto_box_seal(bytes(PLAIN), public) for _ballot in range(ballots)]
        sealing: tuple[Callable[[], object], Callable[[], object]] = (
            lambda marks=marks: [seal(encoded(definition, mark), key.public) for mark in marks],  # type: ignore[misc]
            lambda n=ballots: [crypto_box_seal(bytes(PLAIN), public) for _ballot in range(n)],  # type: ignore[misc]
        )
        opening: tuple[Callable[[], object], Callable[[], object]] = (
            lambda sealed=sealed: [decoded(definition, key.open(one)) for one in sealed],  # type: ignore[misc]
            lambda theirs=theirs: [crypto_box_seal_open(one, public, secret) for one in theirs],  # type: ignore[misc]
        )
        for words, pair in (("sealed", sealing), ("opened", opening)):
            ours, bare = in_turn(*pair)
            yield Measure(f"{ballots:,} ballots {words}", ours, bare, "bare libsodium", 2.0)
    papers = gather([tuple(chance.sample(NAMES, chance.randint(1, 8))) for _ballot in range(10_000)])
    result = count(definition, papers)
    text, _head = exported("Conseil", definition, list(papers), result, [RoundOf("1")])
    script = runpy.run_path(str(resources.path("recount", "recompter.py")))
    ours, engine = in_turn(lambda: script["recompter"](text), lambda: count(definition, papers))
    yield Measure("recount script, 10,000 ballots by STV", ours, engine, "engine", 10.0)
