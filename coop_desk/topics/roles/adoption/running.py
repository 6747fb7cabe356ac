"""The planner started beside the program: where it is, the best plan so far, stopped on demand, lost without harm."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from time import monotonic
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, speaks_french
from coop_desk.topics.roles.adoption.asking import PLANNER
from coop_desk.topics.roles.rotation.case import Case, Mandate
from coop_desk.topics.roles.rotation.reading import case_in_words, mandates_of

LOOK = 0.2
"""Seconds between two looks at what the planner wrote and whether it should stop."""
PATIENCE, MORE = 5, 60
"""A busy PC takes longer than the processor's seconds allowed: so many times, and so many seconds to begin and end."""
Still = Callable[[str], None]


class Running:
    """A request under way in its own process. `words` and `best` say where it is, from any thread."""

    def __init__(self, case: Case, request: Mapping[str, Any]) -> None:
        self.case, self.words = case, ""
        self.best: tuple[Mandate, ...] = ()
        self._began, self._seconds = monotonic(), float(request["seconds"])
        self._until = self._began + PATIENCE * self._seconds + MORE
        self._lines: Queue[str] = Queue()
        self._process = _started()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        language = "fr" if speaks_french() else "en"
        self._tell(json.dumps({**request, "case": case_in_words(case), "language": language}))

    @property
    def percent(self) -> int:
        """How much of the time allowed is over; it often ends sooner."""
        return min(99, int(100 * (monotonic() - self._began) / self._seconds))

    def stop(self) -> None:
        """Ask it to end with the best plan it has; the answer then comes within seconds."""
        self._tell("stop")

    def follow(self, still: Still = lambda _words: None) -> dict[str, Any]:
        """Wait for the answer. `still` hears often where it is; whatever it raises ends the process at once.

        Raises RuleBroken ROT-41 when the planner fails or is too late, or what the planner itself refused.
        """
        try:
            while True:
                told = self._next()
                if told is not None and "refused" in told:
                    raise RuleBroken(*told["refused"])
                if told is not None and "progress" not in told:
                    return told
                if told is not None:
                    self.words = told["progress"]["words"]
                    if "plan" in told["progress"]:
                        self.best = mandates_of(told["progress"]["plan"], self.case)
                still(self.words)
        finally:
            self._end()

    def _next(self) -> dict[str, Any] | None:
        if monotonic() > self._until:
            raise RuleBroken("ROT-41", _("Le calcul a dépassé le temps permis. {kept}").format(kept=kept_words()))
        try:
            line = self._lines.get(timeout=LOOK)
        except Empty:
            return None
        if not line:
            raise RuleBroken(
                "ROT-41", _("Le calcul s’est arrêté sans donner de plan. {kept}").format(kept=kept_words())
            )
        told = json.loads(line) if line.startswith("{") else None
        return told if isinstance(told, dict) else None

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101  (a pipe was asked for)
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None  # noqa: S101
        with suppress(OSError):  # it is over already: `follow` says how
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()  # it reads to the end: a pipe is not closed under it
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def kept_words() -> str:
    """What a failure leaves."""
    return _("Rien n’a changé : le dernier plan adopté reste en vigueur.")


def _started() -> "subprocess.Popen[str]":
    try:
        return subprocess.Popen(  # noqa: S603
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])},
            encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as fault:
        raise RuleBroken("ROT-41", _("Le calcul n’a pas pu commencer. {kept}").format(kept=kept_words())) from fault


def _command() -> list[str]:
    """This program again, as the planner: a packed one is told so, the other is Python and a module."""
    if getattr(sys, "frozen", False):
        return [sys.executable, PLANNER]
    return [sys.executable, "-P", "-X", "utf8", "-m", "coop_desk.topics.roles.adoption.planner"]
