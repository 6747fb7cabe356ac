"""The planner in a process of its own: `python -m coop_desk.topics.roles.adoption.planner`.

A packed program, which has no `-m`, is started again as `coop-desk --rotation-planner`. It reads one line of JSON, what
is asked, then stops early at any other line, or when its reader goes away. It writes a line of JSON for each step, then
one with the answer or why it was refused.
"""

import json
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from time import process_time
from typing import Any, TextIO, cast

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, choose_language
from coop_desk.core.words import integer
from coop_desk.topics.roles.adoption.asking import outcome_of, plan_request
from coop_desk.topics.roles.adoption.records import Outcome, Prepared
from coop_desk.topics.roles.rotation.case import Assignment, Case, Mandate
from coop_desk.topics.roles.rotation.explaining import chosen_in_words, vacancies_in_words
from coop_desk.topics.roles.rotation.forcing import Asked, price_without, why_not
from coop_desk.topics.roles.rotation.planning import Found, Progress, plan
from coop_desk.topics.roles.rotation.reading import case_of, mandates_of, plan_in_words

A_MOMENT = 3
"""Seconds of the processor for explanations, once it was asked to stop."""


class _Told:
    """Writes where the search is, each time that changes; False once it must stop."""

    def __init__(self, case: Case, out: TextIO) -> None:
        self.case, self.out, self.going = case, out, True
        self._last: tuple[int, int | None] | None = None

    def __call__(self, progress: Progress) -> bool:
        now = (progress.objective, progress.bound)
        if now != self._last:
            self._last = now
            said = plan_in_words(self.case, progress.mandates)
            _write(
                self.out, {"progress": {"words": progress.words, "objective": now[0], "bound": now[1], "plan": said}}
            )
        return self.going

    def watch(self, source: TextIO) -> None:
        """Stop at the next line, or when nobody listens any more."""
        source.readline()
        self.going = False


def answer(asked: Mapping[str, Any], source: TextIO, out: TextIO) -> dict[str, Any]:
    """Do what is asked: a plan with its explanations, why somebody does not hold a role, or a plan without them."""
    case, imposed, barred = case_of(asked["case"]), _assignments(asked["imposed"]), _assignments(asked["barred"])
    told = _Told(case, out)
    threading.Thread(target=told.watch, args=(source,), daemon=True).start()
    if asked["wanted"] == "plan":
        found = plan(case, asked["seconds"], told, imposed, barred)
        return _answered(case, found, barred, _explained(case, found.mandates, barred, told, out))
    mandates, again = mandates_of(asked["plan"], case), Asked(asked["seconds"], imposed, barred, told)
    if asked["wanted"] == "without":
        return {"words": price_without(case, mandates, mandates[asked["place"]], again).words}
    return {"words": why_not(case, mandates, asked["member"], asked["role"], again).words}


def _answered(case: Case, found: Found, barred: Sequence[Assignment], chosen: Iterable[list[str]]) -> dict[str, Any]:
    return {
        "plan": found.in_words(case),
        "vacancies": list(vacancies_in_words(case, found.mandates, barred)),
        "chosen": list(chosen),
    }


def found_here(prepared: Prepared) -> Outcome:
    """A plan found in this very process, for a case so small that it takes no time."""
    case, asked = prepared.case, plan_request(prepared)
    barred = _assignments(asked["barred"])
    found = plan(case, asked["seconds"], imposed=_assignments(asked["imposed"]), barred=barred)
    chosen = (list(chosen_in_words(case, found.mandates, one, barred)) for one in found.mandates)
    told = _answered(case, found, barred, chosen)
    return outcome_of(told, case)


def _explained(
    case: Case, mandates: Sequence[Mandate], barred: Sequence[Assignment], told: "_Told", out: TextIO
) -> Iterator[list[str]]:
    """Why each is chosen. Once it must stop, only what takes no time: whoever asks for the rest is answered then."""
    until: float | None = None
    for n, one in enumerate(mandates, start=1):
        if until is None and not told.going:
            until = process_time() + A_MOMENT
        if until is None or process_time() < until:
            words = _("Explications : {n} sur {all}").format(n=integer(n), all=integer(len(mandates)))
            _write(out, {"progress": {"words": words}})
            yield list(chosen_in_words(case, mandates, one, barred))
        else:
            yield []


def _assignments(told: Sequence[Mapping[str, Any]]) -> list[Assignment]:
    return [Assignment(**one) for one in told]


def _write(out: TextIO, told: Mapping[str, Any]) -> None:
    out.write(json.dumps(told) + "\n")
    out.flush()


def main() -> int:
    """Answer one request and return the exit code."""
    source, out = _streams()
    asked = json.loads(source.readline())
    choose_language(asked["language"])
    try:
        told = answer(asked, source, out)
    except RuleBroken as refusal:
        told = {"refused": [refusal.rule, refusal.message]}
    _write(out, told)
    return 0


def _streams() -> tuple[TextIO, TextIO]:
    """Where to read and where to write; a packed program without a terminal has its pipes under their numbers only."""
    source, out = cast("TextIO | None", sys.stdin), cast("TextIO | None", sys.stdout)
    return (
        source or open(0, encoding="utf-8", closefd=False),
        out or open(1, "w", encoding="utf-8", closefd=False),
    )


if __name__ == "__main__":
    sys.exit(main())
