"""What is measured, each beside a reference in the same run. Times in seconds, memory in megabytes."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.database import raw_connection
from coop_desk.core.file import DATABASE_NAME
from coop_desk.core.limits import EVERYONE

ROOT = Path(__file__).parents[2]
TIMES = 5


@dataclass(frozen=True)
class Measure:
    """One figure: ours, the reference, and what is aimed at (a ratio, or so much of the unit; None: nothing)."""

    what: str
    ours: float
    reference: float | None
    reference_words: str
    aim: float | None
    unit: str = "s"

    def line(self) -> str:
        """Say it on one line."""
        shown = f"{self.ours * 1000:9.1f} ms" if self.unit == "s" else f"{self.ours:9.1f} Mo"
        if self.reference is None:
            aim = self.aim or 0.0
            return f"{self.what:58} {shown}   aim {f'{aim * 1000:.0f} ms':10} {'ok' if self.ours <= aim else 'OVER'}"
        beside = f"{self.reference * 1000:9.1f} ms" if self.unit == "s" else f"{self.reference:9.1f} Mo"
        ratio = self.ours / self.reference
        aimed = "" if self.aim is None else f", aim {self.aim}  {'ok' if ratio <= self.aim else 'OVER'}"
        return f"{self.what:58} {shown}   {self.reference_words} {beside}   ratio {ratio:.2f}{aimed}"


def timed(do: Callable[[], object], times: int = TIMES, clock: Callable[[], float] = time.perf_counter) -> float:
    """The middle time of several; by `time.process_time`, that of the processor whatever else it does."""
    taken = []
    for _time in range(times):
        start = clock()
        do()
        taken.append(clock() - start)
    return median(taken)


# ------------------------------------------------------------------------------------- in processes of their own


def as_people_run() -> dict[str, str]:
    """The environment, where Python keeps what it compiled as it does on the PC of a co-op."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def alone(name: str, *arguments: object) -> tuple[float, dict[str, Any]]:
    """Run one of `alone` in a new process; return the time until it answered, and its answer."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.alone", name, *map(str, arguments)]
    child = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env=as_people_run() | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert child.stdout is not None
    with child.stdout:
        told = child.stdout.readline()
        taken = time.perf_counter() - start
    child.wait()
    assert told, "it did not answer"
    answer: dict[str, Any] = json.loads(told)
    return taken, answer


def in_turn(*names: str) -> list[tuple[float, dict[str, Any]]]:
    """Run several in turn, several times, and return the middle one of each."""
    runs: list[list[tuple[float, dict[str, Any]]]] = [[] for _name in names]
    for _time in range(TIMES):
        for name, kept in zip(names, runs, strict=True):
            kept.append(alone(name))
    return [sorted(kept, key=lambda run: run[0])[TIMES // 2] for kept in runs]


# ----------------------------------------------------------------------------------------------------- measures


def first_window() -> Iterator[Measure | str]:
    """The first window, and where one signs in, beside a bare window of Qt."""
    (bare, said), (ours, told), (ready, furnished) = in_turn("bare_window", "first_window", "sign_in")
    yield Measure("first window", ours, bare, "bare window", 1.5)
    yield Measure("memory at the first window", told["resident"], said["resident"], "bare window", 2.0, "Mo")
    yield f"heavy imports before it: {told['heavy'] or 'none'}"
    yield Measure("sign-in ready", ready, bare, "bare window", 3.0)
    yield Measure("memory at the sign-in", furnished["resident"], said["resident"], "bare window", 2.0, "Mo")


def pages(folder: Path, meeting: int) -> Iterator[Measure | str]:
    """Every page of the big co-op, opened for the first time and again; then the search."""
    _taken, bare = alone("bare_window")
    _taken, told = alone("all_pages", folder, meeting)
    for name, times in told["pages"].items():
        yield Measure(f"page {name}, first visit", times["first"], None, "", 0.1)
        yield Measure(f"page {name}, read again", times["again"], None, "", 0.1)
    yield Measure("search as you type, slowest of six letters", max(told["typed"]), None, "", 0.05)
    yield Measure("memory after all pages", told["resident"], bare["resident"], "bare window", 2.5, "Mo")


def situation(folder: Path) -> Iterator[Measure | str]:
    """Who holds what at a date, beside one plain sum over the same rows."""
    from contextlib import closing

    from coop_desk.topics.shares.service import situation_at
    from tests.bench.big import opened

    reading = Inner("bench.read", "Mesure", reading=True)
    with opened(folder).coop as file, closing(raw_connection(folder / DATABASE_NAME)) as raw:
        day = file.clock.today()
        count = raw.execute("SELECT count(*) FROM share_leg").fetchone()[0]
        query = (
            "SELECT person_id, sum(shares), sum(subscribed_cents), sum(paid_cents), sum(claim_cents) FROM share_leg "
        )
        query += "WHERE day <= ? GROUP BY person_id"
        plain = timed(lambda: raw.execute(query, (day.isoformat(),)).fetchall(), 15)
        inside: list[float] = []

        def look(act: Act) -> None:
            def again() -> None:
                act.kept.clear()  # an act reads once, and others after it: here it must add up each time
                file.kept.forget()
                situation_at(act, day)

            inside.append(timed(again, 15))

        transact(file, reading, None, EVERYONE, "", look)
    yield Measure(f"situation at a date over {count} movements", inside[0], plain, "one plain sum", 3.0)


def importing(parent: Path) -> Iterator[Measure | str]:
    """Five thousand lines: read, matched, previewed; then imported."""
    from coop_desk.sheets.read import read_table
    from coop_desk.topics.members import service as members
    from tests.bench.big import Big, _found

    big = Big(Path(tempfile.mkdtemp(dir=parent)))
    _found(big)
    lines = ["N°;Nom;Prénom;Né(e) le;CP;Situation;Entrée;Admis le;Temps de travail"]
    lines += [
        f"A{n:05d};Nom{n:05d};Prénom{n % 97};{1 + n % 28:02d}/{1 + n % 12:02d}/{1960 + n % 40};44000;Associé salarié;"
        "01/03/2015;12/06/2015;100 %"
        for n in range(5000)
    ]
    file = parent / "grand.csv"
    file.write_bytes("\r\n".join([*lines, ""]).encode("utf-8-sig"))
    start = time.perf_counter()
    table = read_table(file)
    read = time.perf_counter() - start
    mapping = members.guess_columns(big.desk, table)
    preview = members.preview_import(big.desk, table, mapping)
    seen = time.perf_counter() - start
    members.import_members(big.desk, table, mapping)
    done = time.perf_counter() - start
    big.file.close()
    assert preview.created == 5000, preview
    plain = timed(lambda: file.read_text(encoding="utf-8-sig").splitlines())
    yield f"reading the 5,000 lines: {read:.2f} s; the text of the file alone: {plain * 1000:.0f} ms"
    yield Measure("import of 5,000 lines, read and previewed", seen, None, "", 3.0)
    yield Measure("import of 5,000 lines, recorded", done - seen, None, "", 3.0)


def minutes() -> Iterator[Measure | str]:
    """Minutes of 60 resolutions and 300 attendees, imports included, beside reportlab alone."""
    (_bare, plain), (_ours, told) = in_turn("bare_reportlab", "our_minutes")
    yield Measure(f"minutes of 60 resolutions, {told['pages']} pages", told["taken"], None, "", 0.5)
    yield Measure("the same beside reportlab alone", told["taken"], plain["taken"], "reportlab", 1.7)


def everything(place: Path) -> Iterator[Measure | str]:
    """All measures, in order."""
    from tests.bench.big import make
    from tests.bench.counting import counting
    from tests.bench.fec import fec
    from tests.bench.keys import sealed

    yield from first_window()
    start = time.perf_counter()
    folder = make(place)
    yield f"the big co-op was made in {time.perf_counter() - start:.0f} s"
    yield from pages(folder, 10)
    yield from situation(folder)
    yield from minutes()
    yield from importing(place)
    yield from sealed(place)
    yield from counting()
    yield from fec(place)
