"""A count told stage by stage: a sentence, a picture and the exact figures; for the screen, the minutes and paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.core.words import integer, listed
from coop_desk.paper.pictures import Chart
from coop_desk.topics.elections import chart
from coop_desk.topics.elections.methods import METHODS
from coop_desk.topics.elections.methods.records import Definition, Figures, Result, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: its sentence, its rule, its picture when it has one of its own, and the figures beside."""

    number: int
    sentence: str
    rule: str
    elected: tuple[str, ...]
    chart: Chart | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A whole count: its stages, its last word, and the picture that says it at a glance."""

    method: str
    method_words: str
    steps: tuple[Step, ...]
    outcome: str
    picture: Chart | None
    waits: str
    """What the room has to decide before the count goes on; empty when it is over."""


def tell(definition: Definition, result: Result) -> Told:
    """Tell a result; everything said comes from its stages and figures."""
    steps = []
    for stage in result.stages:
        drawn = _chart(definition, result, stage)
        head, rows = chart.figures(drawn) if drawn is not None else ((), ())
        steps.append(
            Step(stage.number, stage.sentence, stage.rule, stage.elected, drawn, head, rows, _facts(stage.after))
        )
    drawn_steps = [step.chart for step in steps if step.chart is not None]
    return Told(
        result.method,
        _(METHODS[result.method].words),
        tuple(steps),
        outcome(result),
        drawn_steps[-1] if drawn_steps else None,
        result.needed.why if result.needed is not None else "",
    )


def outcome(result: Result) -> str:
    """The last word: who is elected, what is adopted, or what the room has to decide."""
    figures = result.figures
    if result.needed is not None:
        words = _("À décider par l’assemblée : {why}").format(why=result.needed.why)
        if result.elected:
            words = _("Déjà élus : {names}.").format(names=listed(result.elected)) + " " + words
        return words
    if result.elected:
        return _("Résultat : {names}.").format(names=listed(result.elected))
    if figures.get("drawn"):
        return _("Résultat : {names}.").format(names=listed(figures["drawn"]))
    if isinstance(figures.get("seats"), dict):
        seats = listed([f"{name} {integer(n)}" for name, n in figures["seats"].items()])
        return _("Résultat : {names}.").format(names=seats)
    adopted = figures.get("adopted")
    if isinstance(adopted, str):
        return _("Résultat : « {name} » est adopté.").format(name=adopted)
    if adopted is not None or "adopted" in figures:
        return _("Résultat : adopté.") if adopted else _("Résultat : rejeté.")
    return _("Résultat : personne n’est élu.")


def _facts(after: Figures) -> tuple[tuple[str, str], ...]:
    """The turn-out, where a stage gives it."""
    names = (
        ("voters", _("Votants")),
        ("blank", _("Blancs")),
        ("spoiled", _("Nuls")),
        ("abstentions", _("Abstentions")),
        ("expressed", _("Exprimés")),
    )
    if "voters" not in after:
        return ()
    return tuple((words, integer(after[key])) for key, words in names if key != "abstentions" or after.get(key))


def _chart(definition: Definition, result: Result, stage: Stage) -> Chart | None:
    """The picture of a stage, from what it holds."""
    before, after = stage.before, stage.after
    seat = _("l’emporte") if definition.seats <= 1 else _("obtient un siège")
    if "pairwise" in after:
        winner = after["condorcet_winner"]
        return chart.duel_chart(after["pairwise"], winners=(winner,) if winner else (), said=_("bat chacun des autres"))
    if "strongest_paths" in after:
        words = _(
            "Chemin le plus fort du nom de la ligne vers celui de la colonne ; plus fort que le retour : fond sombre"
        )
        return chart.duel_chart(after["strongest_paths"], winners=after["winners"], words=words, said=_("en tête"))
    if "profile" in result.figures:
        return _grades(result, stage, seat)
    if "averages" in before:
        said = {after["list"]: _("reçoit le siège")}
        return chart.tally_chart(before["averages"], winners=(after["list"],), said=said, written=chart.number)
    if stage.action == "seats":
        return chart.seat_chart(result.figures["tally"], after["seats"])
    if "transfers" in after:
        return _exclusion(before, after)
    if "quota" in result.figures and "tally" in before:
        return _transfer(result, stage, seat)
    if "consents" in after:
        return chart.state_chart(after)
    if "weights_for" in after:
        weights = {_("Poids pour"): after["weights_for"], _("Poids contre"): after["weights_against"]}
        return chart.tally_chart(weights, winners=(_("Poids pour"),) if after["adopted"] else (), written=chart.number)
    tally = before.get("tally") or after.get("tally")
    if not isinstance(tally, dict) or not tally:
        return None
    return _tally(definition, result, stage, tally, seat)


def _tally(
    definition: Definition, result: Result, stage: Stage, tally: Mapping[str, Any], seat: str
) -> Chart:  # fmt: skip
    """Votes by name, with the line to reach when this stage compares with it."""
    winners: tuple[str, ...] = stage.elected
    said = dict.fromkeys(winners, seat)
    if "qualified" in stage.after:
        said = dict.fromkeys(stage.after["qualified"], _("va au deuxième tour"))
        winners = tuple(said)
    if stage.after.get("adopted") is True:
        winners, said = ("pour",), {"pour": _("adopté")}
    return chart.tally_chart(tally, needed=_needed(definition, result, stage), winners=winners, said=said)


def _needed(definition: Definition, result: Result, stage: Stage) -> int | None:
    """The votes that a stage asks for; None where the most voted wins, or where nothing is compared yet."""
    action, number = stage.action, stage.action.rsplit(" ", 1)[-1]
    if action.startswith("majority consultation"):
        return int(stage.after["votes_needed"])
    if action.startswith("majority round"):
        held = result.figures.get(f"round{number}", {})
        asked = [held[key] for key in ("votes_needed", "registered_needed") if key in held]
        return max(asked, default=None)
    if action == "elect" and "votes_needed" in result.figures:
        return int(result.figures["votes_needed"])
    if result.method.startswith("irv/") and stage.elected:
        return int(sum(stage.before["tally"].values())) // 2 + 1
    return None


def _grades(result: Result, stage: Stage, seat: str) -> Chart | None:
    """Grades as they were given, then with their middle, then ranked, then with those who are elected."""
    figures = result.figures
    if stage.action == "count":
        return chart.grade_chart(figures["profile"])
    if stage.action not in ("majority grades", "rank", "elect") or "majority_grade" not in figures:
        return None
    ranked = stage.action != "majority grades"
    order = [name for group in figures["ranking"] for name in group] if ranked else ()
    return chart.grade_chart(
        figures["profile"], order=order, majority=figures["majority_grade"], winners=stage.elected,
        said=dict.fromkeys(stage.elected, seat),
    )  # fmt: skip


def _exclusion(before: Figures, after: Figures) -> Chart:
    """A round of the alternative vote: the last one leaves, the papers go on."""
    tally, out = before["tally"], after["eliminated"]
    then = {name: n + after["transfers"].get(name, 0) for name, n in tally.items() if name != out}
    needed = sum(tally.values()) // 2 + 1
    words = _("majorité : {votes}").format(votes=chart.voices(needed))
    return chart.transfer_chart(
        tally, then, needed=needed, needed_words=words, said={out: _("sort du compte")}
    )  # fmt: skip


def _transfer(result: Result, stage: Stage, seat: str) -> Chart:
    """A stage of the transferable vote."""
    quota = int(result.figures["quota"])
    words = _("quota : {votes}").format(votes=chart.voices(quota))
    now = stage.after.get("tally") or stage.before["tally"]
    before = stage.before["tally"] or now
    so_far = [name for one in result.stages[: stage.number] for name in one.elected]
    said = dict.fromkeys(stage.elected, seat)
    if stage.action.startswith("exclude "):
        said |= {
            name: _("sort du compte") for name in before if Fraction(now.get(name, 0)) == 0 != Fraction(before[name])
        }
    return chart.transfer_chart(before, now, needed=quota, needed_words=words, winners=so_far, said=said)
