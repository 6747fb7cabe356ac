"""Events of a circle put together, and the ballots they make. Pure: same events, same circle."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer
from coop_desk.topics.elections.circle.records import Answers, Circle, Named, Objection, Remark, Step
from coop_desk.topics.elections.methods.records import Ballot, Void
from coop_desk.topics.elections.methods.without_candidate import ACCEPT, UNRECORDED

Event = tuple[str, Mapping[str, Any]]


def told_by(events: Sequence[Event], matter: bool, counted: bool) -> dict[str, Any]:
    """Fold events into the fields of a circle that depend on them."""
    begun = next((told for step, told in events if step == "recording"), None)
    ended = {told["round"]: told for step, told in events if step == "round_over"}
    proposals = [told for step, told in events if step == "proposal"]
    rounds = _rounds(events)
    frame = str(begun["frame"]) if begun is not None else ""
    last = max((at for at, (step, _told) in enumerate(events) if step == "proposal"), default=-1)
    answered = any(step == "answers" for step, _told in events[last + 1 :])
    over = any(step in ("declined", "accepted") for step, _told in events[last + 1 :])
    proposal = str(proposals[-1].get("proposal", "")) if proposals and not over else ""
    return {
        "names_kept": bool(begun["names"]) if begun is not None else None,
        "frame": frame,
        "remarks": tuple(Remark(step, told["words"]) for step, told in events if step in ("clarification", "reaction")),
        "nominations": _named(events, "nomination"),
        "nominated": _count(events, ended, "nomination", "said"),
        "people_named": _people(events, ended),
        "changes": _named(events, "change"),
        "changed": _count(events, ended, "change", "said"),
        "proposal": proposal,
        "proposals": len(proposals),
        "rounds": rounds,
        "step": _step(begun, ended, bool(proposals) and not over, answered, rounds, matter, counted),
    }


def _named(events: Iterable[Event], wanted: str) -> tuple[Named, ...]:
    """The last word of each, in the order in which they first spoke."""
    found: dict[int, Named] = {}
    for step, told in events:
        if step == wanted:
            found[told["by"]] = Named(told["by"], told["by_name"], told["name"], told["because"])
    return tuple(found.values())


def _count(events: Sequence[Event], ended: Mapping[str, Any], wanted: str, key: str) -> int:
    if wanted in ended and key in ended[wanted]:
        return int(ended[wanted][key])
    return len(_named(events, wanted))


def _people(events: Sequence[Event], ended: Mapping[str, Any]) -> int:
    if "named" in ended.get("nomination", {}):
        return int(ended["nomination"]["named"])
    return len({one.name for one in _named(events, "nomination") if one.name})


def _rounds(events: Iterable[Event]) -> tuple[Answers, ...]:
    found: list[Answers] = []
    said: Mapping[str, Any] = {}
    for step, told in events:
        if step == "proposal":
            said = told
        if step == "answers":
            made = tuple(
                Objection(number, one.get("by_name", ""), one.get("because", ""))
                for number, one in enumerate(told["objections"], 1)
            )
            until = date.fromisoformat(said["until"]) if "until" in said else None
            found.append(
                Answers(
                    told["proposal"], told["consents"], told["aside"], made, said.get("by_name", ""),
                    said.get("amended", ""), until,
                )
            )  # fmt: skip
        if step == "lifted" and found:
            last = found[-1]
            answered = tuple(
                Objection(one.number, one.by_name, one.because, told["by"], told["how"])
                if one.number == told["number"]
                else one
                for one in last.objections
            )
            found[-1] = replace(last, objections=answered)
    return tuple(found)


def _step(
    begun: Mapping[str, Any] | None,
    ended: Mapping[str, Any],
    proposed: bool,
    answered: bool,
    rounds: Sequence[Answers],
    matter: bool,
    counted: bool,
) -> Step:
    if counted:
        return Step.DONE
    if begun is None:
        return Step.RECORDING
    for step in (Step.DISCUSSION,) if matter else (Step.NOMINATION, Step.CHANGE):
        if step.value not in ended:
            return step
    if not proposed:
        return Step.PROPOSAL
    if not answered:
        return Step.ANSWERS
    return Step.OBJECTIONS if rounds[-1].standing else Step.ACCEPTANCE


def ballots_of(circle: Circle, outcome: str) -> tuple[Ballot, ...]:
    """What the method counts; without names, only the round that ended it, and counts."""
    found: list[Ballot] = []
    rounds = circle.rounds
    if not circle.matter and circle.names_kept:
        found += _names_ballots(circle)
    elif not circle.matter:
        found.append(Ballot(UNRECORDED, circle.nominated, UNRECORDED))
        rounds = rounds[-1:]
    for number, one in enumerate(rounds, 1):
        name = str(number) if circle.matter else f"objection{number}" if number > 1 else "objection"
        found += _answer_ballots(one, name, outcome if circle.matter or not circle.names_kept else one.proposal)
    if not circle.matter:
        found.append(Ballot(ACCEPT, 1, "acceptance"))
    return tuple(found)


def _names_ballots(circle: Circle) -> list[Ballot]:
    named = {one.by: one.name for one in circle.nominations}
    rounds = {"nomination": named}
    if circle.changes:
        rounds["change"] = named | {one.by: one.name for one in circle.changes}
    return [
        Ballot(name or Void.BLANK, n, round_)
        for round_, said in rounds.items()
        for name, n in Counter(said.values()).items()
    ]


def _answer_ballots(one: Answers, round_: str, proposal: str) -> list[Ballot]:
    found = []
    for state, n in (("consent", one.consents), ("stand_aside", one.aside)):
        if n:
            found.append(Ballot(state, n, round_, proposal=proposal))
    if one.objections:
        labels = [label_of(each) for each in one.objections]
        lifted = [label for label, each in zip(labels, one.objections, strict=True) if each.lifted == "author"]
        dismissed = [label for label, each in zip(labels, one.objections, strict=True) if each.lifted == "group"]
        found.append(
            Ballot(
                "objection", len(labels), round_, proposal=proposal, objections=tuple(labels), lifted=tuple(lifted),
                dismissed=tuple(dismissed),
            )
        )  # fmt: skip
    return found


def label_of(one: Objection) -> str:
    """What an objection is called: its number, and who made it when names are kept."""
    number = _("objection n° {n}").format(n=one.number)
    return _("{number} ({name})").format(number=number, name=one.by_name) if one.by_name else number


def first_step(told: Mapping[str, Any]) -> Step:
    """Where a matter stands whose first proposal is the text it began with."""
    if told["step"] is not Step.PROPOSAL:
        return Step(told["step"])
    if not told["rounds"]:
        return Step.ANSWERS
    return Step.OBJECTIONS if told["rounds"][-1].standing else Step.ACCEPTANCE


def remarks_of(circle: Circle) -> list[str]:
    """What the minutes say beside the figures, as far as the group agreed."""
    if not circle.names_kept:
        words = ngettext("{n} proposition examinée.", "{n} propositions examinées.", circle.proposals)
        return [words.format(n=integer(circle.proposals))]
    told = [_("{by} nomme {name} : {because}").format(by=one.by_name, name=one.name, because=one.because)
            for one in circle.nominations if one.name and one.because]  # fmt: skip
    told += [_("{by} reporte sa voix sur {name} : {because}").format(by=one.by_name, name=one.name, because=one.because)
             for one in circle.changes if one.because]  # fmt: skip
    for answers in circle.rounds:
        for one in answers.objections:
            words = _("Objection, {by} : {because}").format(by=one.by_name, because=one.because)
            if one.lifted:
                end = _("levée par son auteur") if one.lifted == "author" else _("jugée non fondée par le groupe")
                words += f" ({end}" + (_(" : {how})").format(how=one.how) if one.how else ")")
            told.append(words)
    return told
