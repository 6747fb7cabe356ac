"""One runner for each kind of worked case; a new topic adds its module here."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from tests.cases.runners import assemblies, elections, leave, members, rotation, surplus

RUNNERS: tuple[ModuleType, ...] = (assemblies, elections, leave, members, rotation, surplus)


def runner_of(case: Mapping[str, Any]) -> ModuleType | None:
    """The module that recognises a case by what it holds: it has `TOPIC`, `recognises(case)`, `run(coop, case)`.

    Where playing a case takes long, `run_shortly(coop, case)` is what the suite plays of the project's own copies.
    """
    return next((runner for runner in RUNNERS if runner.recognises(case)), None)
