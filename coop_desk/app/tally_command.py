"""`coop-desk tally`: count a file of ballots and tell it, stage by stage."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.topics.elections.case_file import Case, answers, read_case
from coop_desk.topics.elections.methods import METHODS
from coop_desk.topics.elections.methods.records import Figures, Result
from coop_desk.topics.elections.telling import outcome


def tally(path: Path, say: Callable[[str], None], *, as_json: bool) -> None:
    """Count the file and say the result and its stages."""
    case = read_case(path.read_bytes())
    result, figures = answers(case)
    if as_json:
        told = {
            "id": case.id,
            "name": case.name,
            "method": result.method,
            "result": figures,
            "stages": [asdict(stage) for stage in result.stages],
        }
        say(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for line in _lines(case, result, figures):
        say(line)


def _lines(case: Case, result: Result, figures: Figures) -> list[str]:
    lines = [case.name or case.id] if case.name or case.id else []
    method = _(METHODS[result.method].words)
    lines += [_("{method} ({full})").format(method=method, full=result.method), ""]
    lines += [f"{stage.number}. {stage.sentence}" for stage in result.stages]
    lines += ["", outcome(result)]
    for key, elected in figures.items():
        if key.startswith("elected_if_lot_"):
            lines += [_if_lot(name, then) for name, then in elected.items()]
    return lines


def _if_lot(name: str, elected: str | list[str] | None) -> str:
    if elected is None:
        return _("Si le sort désigne {name} : une autre décision sera nécessaire.").format(name=name)
    names = [elected] if isinstance(elected, str) else elected
    return _("Si le sort désigne {name} : {elected}.").format(
        name=name, elected=listed(names) or _("personne n’est élu")
    )
